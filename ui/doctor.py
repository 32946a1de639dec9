"""`mentorprep doctor`: what is in force, what is installed, and whether it works."""

import platform
import sys
import time
from importlib import metadata
from typing import TYPE_CHECKING

from assistant.errors import BadInput
from assistant.models import Choice
from assistant.settings import Settings
from knowledge.errors import MentorprepError
from ui.terminal import progress_bar

if TYPE_CHECKING:
    from assistant.session import Assistant

_PACKAGES = ("chromadb", "langchain", "onnxruntime", "openai", "pydantic", "sqlalchemy", "streamlit", "tokenizers")


def doctor() -> int:
    """Print one line per fact; returns 0 when all is well, 1 when something is wrong."""
    settings = Settings.read()
    print(
        f"Mentorprep    {metadata.version('mentorprep')}, Python {platform.python_version()}, "
        f"{platform.system()} {platform.machine()}"
    )
    print(f"Home          {settings.home}  (MENTORPREP_HOME)")
    print(f"Model         {settings.model.spec}  (MENTORPREP_MODEL): {_where(settings.model)}")
    print("Packages      " + ", ".join(f"{name} {metadata.version(name)}" for name in _PACKAGES))
    try:
        return _check(settings)
    except MentorprepError as error:
        print(f"Problem       {error}", file=sys.stderr)
        return 1


def _where(choice: Choice) -> str:
    """Where what is typed goes."""
    if choice.guided:
        return "no language model, nothing leaves this machine"
    return f"what you write goes to {choice.host}" if choice.host else "it runs on this machine, nothing leaves it"


def _check(settings: Settings) -> int:
    from assistant.session import Assistant

    assistant = Assistant(settings)
    with progress_bar("Building the index of the handbook") as progress:
        assistant.warm_up(progress)
    counts = assistant.stats()
    print("Weights       verified by SHA-256")
    print("Index         " + ", ".join(f"{count} {name}" for name, count in counts.items()))
    print(f"Conversations {len(assistant.conversations())}")
    works = settings.model.guided or _try_model(assistant)
    assistant.use(Choice())  # the handbook answers whatever the model does
    started = time.perf_counter()
    turn = assistant.ask("How do I ask someone to be my mentor?")
    print(f"Answer        {len(turn.sentences)} sentences in {1000 * (time.perf_counter() - started):.0f} ms")
    return 0 if works and turn.answered else 1


def _try_model(assistant: "Assistant") -> bool:
    """Say in one line whether the model answers, or why not."""
    started = time.perf_counter()
    try:
        said = assistant.try_model(assistant.choice)
    except BadInput as error:
        print(f"Model fails   {error}")
        return False
    print(f"Model answers {said!r} in {time.perf_counter() - started:.1f} s")
    return True

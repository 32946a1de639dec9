"""The settings, read from the environment once by each entry point and passed on."""

import os
from pathlib import Path

from assistant.errors import BadInput
from assistant.models import Choice
from knowledge.types import Frozen

_SECONDS = 60.0


class Settings(Frozen):
    """`home`: where everything is written. `model`: what words the answers, within `seconds` a turn.

    `tokens`: how many a person may use in a day; None: as many as they like.
    """

    home: Path
    model: Choice = Choice()
    seconds: float = _SECONDS
    tokens: int | None = None

    @classmethod
    def read(cls, model: str | None = None) -> "Settings":
        """From the environment: MENTORPREP_HOME, _MODEL, _DEADLINE, _TOKENS. Raises BadInput for what cannot be."""
        seconds, tokens = _number("MENTORPREP_DEADLINE", 1), _number("MENTORPREP_TOKENS", 0)
        return cls(
            home=_home(),
            model=Choice.read(model),
            seconds=_SECONDS if seconds is None else seconds,
            tokens=None if tokens is None else int(tokens),
        )


def _number(name: str, least: float) -> float | None:
    text = os.environ.get(name)
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = least - 1
    if not least <= value < 1e12:
        raise BadInput(f"{name} is {text!r}: it must be a number of at least {least:g}.")
    return value


def _home() -> Path:
    if configured := os.environ.get("MENTORPREP_HOME"):
        return Path(configured).expanduser()
    from platformdirs import user_data_path

    return user_data_path("mentorprep", appauthor=False)

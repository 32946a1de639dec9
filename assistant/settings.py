"""The settings, read from the environment once by each entry point and passed on."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from assistant.errors import BadInput
from assistant.models import KEYS, OPENAI, Choice
from knowledge.types import Frozen

if TYPE_CHECKING:
    from knowledge.embedder import Embedder

MINILM = "minilm"
_SECONDS = 60.0


class Settings(Frozen):
    """`home`: where everything is written. `model`: what words the answers, within `seconds` a turn.

    `tokens`: how many a person may use in a day; None: as many as they like. `embeddings`: whose vectors the index
    holds; None: MiniLM's, on this machine.
    """

    home: Path
    model: Choice = Choice()
    seconds: float = _SECONDS
    tokens: int | None = None
    embeddings: Choice | None = None

    @classmethod
    def read(cls, model: str | None = None) -> "Settings":
        """From the environment: MENTORPREP_HOME, _MODEL, _DEADLINE, _TOKENS, _EMBEDDINGS.

        Raises BadInput for what cannot be.
        """
        seconds, tokens = _number("MENTORPREP_DEADLINE", 1), _number("MENTORPREP_TOKENS", 0)
        return cls(
            home=_home(),
            model=Choice.read(model),
            seconds=_SECONDS if seconds is None else seconds,
            tokens=None if tokens is None else int(tokens),
            embeddings=_embeddings(),
        )

    def index_embedder(self) -> "Embedder | None":
        """What makes the vectors of the index; None: MiniLM."""
        if self.embeddings is None:
            return None
        from knowledge.openai_embeddings import OpenAIEmbedder

        key = self.embeddings.key.get_secret_value() if self.embeddings.key else None
        return OpenAIEmbedder(self.embeddings.name, self.embeddings.base_url, key)


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


def _embeddings() -> Choice | None:
    spec = (os.environ.get("MENTORPREP_EMBEDDINGS") or MINILM).strip()
    if spec == MINILM:
        return None
    provider, _, name = spec.partition(":")
    if provider != OPENAI or not name or any(c.isspace() for c in name):
        raise BadInput(
            f"MENTORPREP_EMBEDDINGS is {spec!r}: it must be {MINILM} or openai: and the name of a model, for example "
            "openai:text-embedding-3-small."
        )
    key = os.environ.get(KEYS[OPENAI])
    base_url = os.environ.get("OPENAI_BASE_URL") or None
    return Choice(spec=spec, base_url=base_url, key=SecretStr(key) if key else None).checked()


def _home() -> Path:
    if configured := os.environ.get("MENTORPREP_HOME"):
        return Path(configured).expanduser()
    from platformdirs import user_data_path

    return user_data_path("mentorprep", appauthor=False)

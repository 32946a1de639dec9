"""The settings, read from the environment once by each entry point and passed on."""

import os
from pathlib import Path

from assistant.errors import BadInput
from knowledge.types import Frozen

GUIDED = "guided"


class Settings(Frozen):
    """`home`: where everything is written. `model`: what words the answers."""

    home: Path
    model: str = GUIDED

    @classmethod
    def read(cls, model: str | None = None) -> "Settings":
        """From MENTORPREP_HOME and MENTORPREP_MODEL. Raises BadInput for a model that this version cannot use."""
        chosen = model or os.environ.get("MENTORPREP_MODEL") or GUIDED
        if chosen != GUIDED:
            raise BadInput(
                f"The model {chosen!r} cannot be used: this version answers in guided mode only (--model guided)."
            )
        return cls(home=_home(), model=chosen)


def _home() -> Path:
    if configured := os.environ.get("MENTORPREP_HOME"):
        return Path(configured).expanduser()
    from platformdirs import user_data_path

    return user_data_path("mentorprep", appauthor=False)

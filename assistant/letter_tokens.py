"""How many tokens the models used for letters and rehearsals: no message counts them, they are in no conversation."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime

from pydantic import ValidationError

from assistant.preferences import Preferences
from assistant.turn import Tokens
from assistant.usage import Usage
from knowledge.types import Frozen

_PREFERENCE = "tokens of letters"
_adding = threading.Lock()  # two drafts may end at the same moment


class _Sum(Frozen):
    """In tokens. `input` and `output`: of all time; `today`: both, on `day`, which is one of UTC."""

    input: int = 0
    output: int = 0
    day: date = date.min
    today: int = 0


class LetterTokens:
    """Of one owner; kept as long as the records are, whatever of these is deleted. Raises StorageError."""

    def __init__(self, preferences: Preferences, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._preferences, self._now = preferences, now

    def usage(self) -> Usage:
        kept = self._kept()
        return Usage(input=kept.input, output=kept.output, today=kept.today)

    def today(self) -> int:
        """Since midnight UTC."""
        return self._kept().today

    def spend(self, tokens: Tokens) -> None:
        if tokens == Tokens():
            return
        with _adding:
            kept = self._kept()
            kept = kept.model_copy(
                update={
                    "input": kept.input + tokens.input,
                    "output": kept.output + tokens.output,
                    "today": kept.today + tokens.input + tokens.output,
                }
            )
            self._preferences.set(_PREFERENCE, kept.model_dump_json())

    def _kept(self) -> _Sum:
        """The sum as of today."""
        text, today = self._preferences.get(_PREFERENCE), self._now().astimezone(UTC).date()
        try:
            kept = _Sum.model_validate_json(text) if text else _Sum()
        except ValidationError:
            kept = _Sum()
        return kept if kept.day == today else kept.model_copy(update={"day": today, "today": 0})

"""A chat model at the desk: it drafts a letter, and reads it as a stranger. What came of it is kept, not asked again.

It is kept on disk, beside the letter and erased with it: a reload, another tab or the next start of the app must not
call a model again, and nothing in memory outlives all of these. It holds for what the model was given: other facts,
another tone or medium, another text or another model are another question.
"""

import hashlib
import threading
from collections.abc import Callable, Generator
from typing import NamedTuple, TypeVar

from pydantic import TypeAdapter, ValidationError

from assistant.brief import Brief, Candidate
from assistant.calls import Budget
from assistant.faults import Fault
from assistant.models import Model
from assistant.preferences import Preferences
from assistant.skills.outreach.cold_reader import Reaction
from assistant.skills.outreach.drafting import Drafting, drafting, material
from assistant.skills.outreach.model_drafts import Drafted, Reviewing, draft_with
from assistant.skills.outreach.model_reader import ColdRead, ColdReading, ask_for, reached, read_cold_with
from assistant.skills.outreach.types import Draft, Particulars
from assistant.turn import Tokens
from assistant.verify.drafted import Known
from knowledge.letters import Medium
from knowledge.text import words

DRAFTS, READINGS = "model's drafts", "model's readings"  # preferences, each with the id of the letter
_KEPT = 8  # outcomes of one letter: going back to another tone, or to the text before, costs nothing
_keeping = threading.Lock()
_drafted = TypeAdapter(dict[str, Drafted])
_read = TypeAdapter(dict[str, ColdRead])
T = TypeVar("T")


class Task(NamedTuple):
    """What a letter is to be drafted of. `guided`: the drafts that stand where the model's do not."""

    guided: tuple[Draft, Draft]
    brief: Brief
    candidate: Candidate | None
    particulars: Particulars

    @property
    def prompt(self) -> Drafting:
        keys, known = self._material
        return drafting(self.guided, keys, known)

    @property
    def digest(self) -> str:
        """Names what the model is given, and what its draft is held against."""
        keys, known = self._material
        return _digest(Drafting.digest(), *map(repr, self.guided), repr(keys), repr(known))

    @property
    def _material(self) -> tuple[dict[str, tuple[str, ...]], dict[str, Known]]:
        return material(self.guided[0].channel, self.brief, self.candidate, self.particulars)


class Text(NamedTuple):
    """A text to be read. `guided`: how it is read by the rules."""

    text: str
    medium: Medium
    guided: Reaction

    @property
    def prompt(self) -> ColdReading | None:
        """None where there is nothing to read."""
        seen, is_whole = reached(self.text)
        return ask_for(seen, is_whole, self.medium, self.guided.temper) if words(seen) else None

    @property
    def digest(self) -> str:
        return _digest(ColdReading.digest(), self.text, self.medium, self.guided.channel, self.guided.temper)


class Limit(NamedTuple):
    """What a model may take: seconds of one call, and whether the tokens of the day are used up. `spend` counts."""

    seconds: float
    is_used_up: Callable[[], bool]
    spend: Callable[[Tokens], None]


class Scribe:
    """Closing one of its generators ends the call; its tokens are counted, and nothing else is kept of it.

    Raises StorageError for what the disk does. What the model does wrong is in the outcome.
    """

    def __init__(self, model: Model, preferences: Preferences, limit: Limit, review: Reviewing) -> None:
        self._model, self._preferences, self._limit, self._review = model, preferences, limit, review

    @property
    def name(self) -> str:
        return self._model.name

    def drafted(self, letter_id: str, task: Task) -> Drafted | None:
        """What came of drafting this before; None where it was not asked."""
        return self._drafts(letter_id).get(self._key(task))

    def draft(self, letter_id: str, task: Task, is_here: Callable[[], object]) -> Generator[None, None, Drafted]:
        """Draft it, whatever was drafted before. `is_here` raises where the letter was deleted meanwhile."""
        guided = Drafted(drafts=task.guided, fault=Fault(kind="limit"))
        found = yield from self._ask(guided, lambda budget: draft_with(self._model, *task, self._review, budget))
        before = self.drafted(letter_id, task)
        if before and any(before.worded) and not any(found.worded):  # what was good is not lost by another try
            found = before.model_copy(update={"fault": found.fault, "verdicts": found.verdicts})
        with _keeping:
            is_here()
            kept = _newest(self._drafts(letter_id), self._key(task), found)
            self._preferences.set(f"{DRAFTS} {letter_id}", _drafted.dump_json(kept).decode())
        return found

    def is_own(self, letter_id: str, draft: Draft) -> bool:
        """Whether a draft was worded by a model."""
        pairs = (zip(each.drafts, each.worded, strict=True) for each in self._drafts(letter_id).values())
        return any(own and draft == each for pair in pairs for each, own in pair)

    def reading(self, letter_id: str, text: Text) -> ColdRead | None:
        """What came of reading this before; None where it was not asked."""
        return self._readings(letter_id).get(self._key(text))

    def read(self, letter_id: str, text: Text, is_here: Callable[[], object]) -> Generator[None, None, ColdRead]:
        """Read it as a stranger, whatever came of it before."""
        guided = ColdRead(reaction=text.guided, fault=Fault(kind="limit"))
        found = yield from self._ask(guided, lambda budget: read_cold_with(self._model, *text, budget))
        with _keeping:
            is_here()
            kept = _newest(self._readings(letter_id), self._key(text), found)
            self._preferences.set(f"{READINGS} {letter_id}", _read.dump_json(kept).decode())
        return found

    def _ask(
        self, otherwise: T, start: Callable[[Budget], Generator[object, None, T]]
    ) -> Generator[None, None, T]:  # fmt: skip
        if self._limit.is_used_up():
            return otherwise
        budget = Budget(self._limit.seconds)
        steps = start(budget)
        try:
            while True:
                try:
                    next(steps)
                except StopIteration as end:
                    found: T = end.value
                    return found
                yield None
        finally:
            steps.close()
            self._limit.spend(budget.tokens)

    def _key(self, asked: Task | Text) -> str:
        return _digest(self._model.name, str(self._model.choice.base_url), asked.digest)

    def _drafts(self, letter_id: str) -> dict[str, Drafted]:
        return self._kept(f"{DRAFTS} {letter_id}", _drafted)

    def _readings(self, letter_id: str) -> dict[str, ColdRead]:
        return self._kept(f"{READINGS} {letter_id}", _read)

    def _kept(self, name: str, kind: TypeAdapter[dict[str, T]]) -> dict[str, T]:
        try:
            return kind.validate_json(self._preferences.get(name) or "{}")
        except ValidationError:  # kept by another version
            return {}


def forget(preferences: Preferences, letter_id: str) -> None:
    """Drop what was kept of a letter, whichever model it was."""
    for name in (DRAFTS, READINGS):
        preferences.set(f"{name} {letter_id}", None)


def _newest(kept: dict[str, T], key: str, found: T) -> dict[str, T]:
    """The latest outcomes, this one last."""
    others = {name: each for name, each in kept.items() if name != key}
    return dict([*others.items(), (key, found)][-_KEPT:])


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]

"""The Brief: what a person wants from a mentor, in typed, frozen facts that know where they come from.

A value is quoted from a message, read back and confirmed, entered by hand, or quoted from an upload; there is no other
way into it. `assistant.update` changes it.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Literal, get_args

from knowledge.types import Frozen

Origin = Literal["said", "by hand", "upload"]
SingleSlot = Literal["next_role", "horizon", "current_role", "experience", "long_term", "own_name"]
ListSlot = Literal[
    "next_role_alternatives", "strengths", "weaknesses", "mentor_qualities", "offer_in_return", "constraints",
    "tried", "help_wanted", "help_unwanted",
    "shortlist", "board", "agreement", "meetings", "drafts", "rehearsals",
]  # fmt: skip
Slot = Literal[SingleSlot, ListSlot, "objectives", "candidates"]
Part = Literal["text", "measure", "deadline", "name", "role", "known", "work", "why"]
MAX_FACT = 400  # characters of a value entered by hand
SINGLE: tuple[SingleSlot, ...] = get_args(SingleSlot)
LISTS: tuple[ListSlot, ...] = get_args(ListSlot)
OBJECTIVE_PARTS: tuple[Part, ...] = ("text", "measure", "deadline")  # the first is the one it has to have
CANDIDATE_PARTS: tuple[Part, ...] = ("name", "role", "known", "work", "why")
SHOWN: tuple[Slot, ...] = (  # in the order in which a person reads them
    "current_role", "experience", "next_role", "next_role_alternatives", "horizon", "long_term", "strengths",
    "weaknesses", "objectives", "tried", "help_wanted", "help_unwanted", "mentor_qualities", "offer_in_return",
    "constraints", "meetings",
)  # fmt: skip
PAGE: tuple[Slot, ...] = (*SHOWN, "own_name", "candidates")  # all that stands on the page; not all of it can be told
_ALL: tuple[Slot, ...] = (*PAGE, *(name for name in LISTS if name not in SHOWN))


class Fact(Frozen):
    """One thing the person has said or entered. `quote`: their exact words, in the message with the id `message`.

    `confirmed`: they said yes when it was read back to them, or entered it by hand.
    """

    id: str
    value: str
    origin: Origin
    quote: str = ""
    message: str | None = None
    turn: int | None = None  # which of the conversation's messages of the person, from 1
    at: datetime
    confirmed: bool = False
    until: date | None = None  # the day that a deadline or horizon means, where its words name one


class Objective(Frozen):
    """What is to be reached, how one will see it, and by when."""

    text: Fact
    measure: Fact | None = None
    deadline: Fact | None = None

    @property
    def id(self) -> str:
        return self.text.id

    def parts(self) -> Iterator[tuple[Part, Fact]]:
        for part in OBJECTIVE_PARTS:
            if (fact := getattr(self, part)) is not None:
                yield part, fact


class Candidate(Frozen):
    """Somebody who may become the mentor, as far as the person has told of them."""

    name: Fact
    role: Fact | None = None  # 'head of platform at Adyen'
    known: Fact | None = None  # how they know each other: 'we met at PyCon in May'; 'not at all'
    work: Fact | None = None  # what they work on, or have done
    why: Fact | None = None  # why it is them who is asked

    @property
    def id(self) -> str:
        return self.name.id

    def parts(self) -> Iterator[tuple[Part, Fact]]:
        for part in CANDIDATE_PARTS:
            if (fact := getattr(self, part)) is not None:
                yield part, fact


class Place(Frozen):
    """Where a fact stands in the Brief."""

    slot: Slot
    part: Part | None = None  # of an objective or a candidate
    objective: str | None = None  # the id of the objective
    candidate: str | None = None  # the id of the candidate

    @property
    def head(self) -> bool:
        """Whether it is what an objective or a candidate cannot be without: the text, the name."""
        return self.part in (None, OBJECTIVE_PARTS[0], CANDIDATE_PARTS[0])

    @property
    def dated(self) -> bool:
        """Whether the words that stand there name a day by which something is to be done."""
        return self.part == "deadline" or self.slot == "horizon"


class Brief(Frozen):
    """One person's Brief. An empty one is `Brief()`."""

    current_role: Fact | None = None
    experience: Fact | None = None  # for how long, or since when
    next_role: Fact | None = None
    next_role_alternatives: tuple[Fact, ...] = ()
    horizon: Fact | None = None
    long_term: Fact | None = None
    strengths: tuple[Fact, ...] = ()
    weaknesses: tuple[Fact, ...] = ()
    objectives: tuple[Objective, ...] = ()
    tried: tuple[Fact, ...] = ()
    help_wanted: tuple[Fact, ...] = ()
    help_unwanted: tuple[Fact, ...] = ()
    mentor_qualities: tuple[Fact, ...] = ()
    offer_in_return: tuple[Fact, ...] = ()
    constraints: tuple[Fact, ...] = ()
    own_name: Fact | None = None  # to sign with
    candidates: tuple[Candidate, ...] = ()
    shortlist: tuple[Fact, ...] = ()
    board: tuple[Fact, ...] = ()
    agreement: tuple[Fact, ...] = ()
    meetings: tuple[Fact, ...] = ()  # that are agreed on
    drafts: tuple[Fact, ...] = ()
    rehearsals: tuple[Fact, ...] = ()

    def facts(self) -> Iterator[tuple[Place, Fact]]:
        """Every fact with its place, in the order in which a person reads them."""
        for slot in _ALL:
            if slot == "objectives":
                for objective in self.objectives:
                    for part, fact in objective.parts():
                        yield Place(slot=slot, part=part, objective=objective.id), fact
            elif slot == "candidates":
                for candidate in self.candidates:
                    for part, fact in candidate.parts():
                        yield Place(slot=slot, part=part, candidate=candidate.id), fact
            else:
                for fact in self.listed(slot):
                    yield Place(slot=slot), fact

    def listed(self, slot: Slot) -> tuple[Fact, ...]:
        """The facts of one slot of plain facts, none or one where it is a single one."""
        found = getattr(self, slot)
        return found if isinstance(found, tuple) else () if found is None else (found,)

    def objective(self, objective_id: str | None) -> Objective | None:
        return next((o for o in self.objectives if o.id == objective_id), None)

    def candidate(self, candidate_id: str | None) -> Candidate | None:
        return next((c for c in self.candidates if c.id == candidate_id), None)

    def owner(self, place: Place) -> Objective | Candidate | None:
        """The objective or the candidate that a place is a part of."""
        return self.objective(place.objective) or self.candidate(place.candidate)

    @property
    def empty(self) -> bool:
        return next(self.facts(), None) is None

    def plain(self) -> dict[str, Any]:
        """Values alone, by slot: what `mentorprep respond` prints."""
        values: dict[str, Any] = {}
        for slot in _ALL:
            if slot == "candidates":
                values[slot] = [{part: fact.value for part, fact in c.parts()} for c in self.candidates]
            elif slot == "objectives":
                values[slot] = [
                    {
                        "text": o.text.value,
                        "measure": o.measure.value if o.measure else None,
                        "deadline": o.deadline.value if o.deadline else None,
                    }
                    for o in self.objectives
                ]
            elif slot in SINGLE:
                values[slot] = next((fact.value for fact in self.listed(slot)), None)
            else:
                values[slot] = [fact.value for fact in self.listed(slot)]
        return values


def slot_name(place: Place) -> str:
    """How a place is called in JSON: 'strengths', 'objectives.deadline'."""
    return place.slot if place.part is None else f"{place.slot}.{place.part}"

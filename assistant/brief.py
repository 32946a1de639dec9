"""The Brief: what a person wants from a mentor, in typed, frozen facts that know where they come from.

A value is quoted from a message, read back and confirmed, entered by hand, or quoted from an upload; there is no other
way into it. `assistant.update` changes it.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Literal, get_args

from knowledge.types import Frozen

Origin = Literal["said", "by hand", "upload"]
SingleSlot = Literal["next_role", "horizon", "current_role", "long_term"]
ListSlot = Literal[
    "next_role_alternatives", "strengths", "weaknesses", "mentor_qualities", "offer_in_return", "constraints",
    "tried", "help_wanted", "help_unwanted",
    "candidates", "shortlist", "board", "agreement", "meetings", "drafts", "rehearsals",
]  # fmt: skip
Slot = Literal[SingleSlot, ListSlot, "objectives"]
Part = Literal["text", "measure", "deadline"]
MAX_FACT = 400  # characters of a value entered by hand
SINGLE: tuple[SingleSlot, ...] = get_args(SingleSlot)
LISTS: tuple[ListSlot, ...] = get_args(ListSlot)
SHOWN: tuple[Slot, ...] = (  # in the order in which a person reads them
    "current_role", "next_role", "next_role_alternatives", "horizon", "long_term", "strengths", "weaknesses",
    "objectives", "tried", "help_wanted", "help_unwanted", "mentor_qualities", "offer_in_return", "constraints",
)  # fmt: skip


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
        for part, fact in (("text", self.text), ("measure", self.measure), ("deadline", self.deadline)):
            if fact is not None:
                yield part, fact  # type: ignore[misc]


class Place(Frozen):
    """Where a fact stands in the Brief."""

    slot: Slot
    part: Part | None = None  # of an objective
    objective: str | None = None  # its id


class Brief(Frozen):
    """One person's Brief. An empty one is `Brief()`."""

    current_role: Fact | None = None
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
    candidates: tuple[Fact, ...] = ()
    shortlist: tuple[Fact, ...] = ()
    board: tuple[Fact, ...] = ()
    agreement: tuple[Fact, ...] = ()
    meetings: tuple[Fact, ...] = ()
    drafts: tuple[Fact, ...] = ()
    rehearsals: tuple[Fact, ...] = ()

    def facts(self) -> Iterator[tuple[Place, Fact]]:
        """Every fact with its place, in the order in which a person reads them."""
        for slot in (*SHOWN, *(name for name in LISTS if name not in SHOWN)):
            if slot == "objectives":
                for objective in self.objectives:
                    for part, fact in objective.parts():
                        yield Place(slot=slot, part=part, objective=objective.id), fact
            else:
                for fact in self.listed(slot):
                    yield Place(slot=slot), fact

    def listed(self, slot: Slot) -> tuple[Fact, ...]:
        """The facts of one slot other than `objectives`, none or one where it is a single one."""
        found = getattr(self, slot)
        return found if isinstance(found, tuple) else () if found is None else (found,)

    def objective(self, objective_id: str | None) -> Objective | None:
        return next((o for o in self.objectives if o.id == objective_id), None)

    @property
    def empty(self) -> bool:
        return next(self.facts(), None) is None

    def plain(self) -> dict[str, Any]:
        """Values alone, by slot: what `mentorprep respond` prints."""
        values: dict[str, Any] = {}
        for slot in (*SHOWN, *(name for name in LISTS if name not in SHOWN)):
            if slot == "objectives":
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

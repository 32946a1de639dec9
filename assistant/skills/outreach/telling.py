"""What is told of a message goes into the Brief, or into its plan. Pure functions.

What is told of whom it is for stands in the Brief, among the candidates; what it alone is about, in the plan.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.brief import Brief, Candidate, Fact, Part, Place
from assistant.commands import Command, Drop, LeaveOut, TellLetter, TellOf, Write
from assistant.edits import entered
from assistant.moves import Change
from assistant.skills.outreach.plan import Plan, Waiting
from assistant.skills.outreach.types import Particulars
from assistant.update import Source
from knowledge.letters import Channel, Medium

_MEDIUM: dict[Channel, Medium] = {"linkedin_note": "linkedin"}


class Told(NamedTuple):
    """The Brief and the plan after a message, what it changed in the Brief, and who was spoken of last, if only one."""

    brief: Brief
    plan: Plan | None
    changes: tuple[Change, ...] = ()
    person: str | None = None


def told(
    brief: Brief, plan: Plan | None, person: str | None, commands: Sequence[Command], source: Source,
    ids: Iterator[str],
) -> Told:  # fmt: skip
    """`person`: who was spoken of last before, by id in the Brief."""
    if any(isinstance(command, Drop) for command in commands):
        return Told(brief, None, person=person)
    state = _Telling(brief, plan, person, source, ids)
    names = [c for c in commands if isinstance(c, TellOf) and c.part == "name" and not c.beside]
    for command in commands:
        if isinstance(command, Write):
            state.write(command, names[0].value if names else None)
    for command in (*names, *(c for c in commands if c not in names)):
        if isinstance(command, TellOf):
            fact = state.fact(command.value, command.quote)
            if command.beside or state.plan is None:
                state.speak_of(command.part, fact)
            else:
                state.tell_of(command.part, fact)
        elif isinstance(command, TellLetter):
            state.tell_letter(command)
        elif isinstance(command, LeaveOut):
            state.leave_out(command)
    several = sum(isinstance(c, TellOf) and c.part == "name" and c.beside for c in commands) > 1
    return Told(state.brief, state.plan, tuple(state.changes), None if several else state.person)


def known_as(brief: Brief, name: str) -> Candidate | None:
    """The only candidate who is called that: 'Ana' for Ana Lima."""
    said = frozenset(name.casefold().split())
    fitting = [
        c for c in brief.candidates if said <= (own := frozenset(c.name.value.casefold().split())) or own <= said
    ]
    whole = [c for c in fitting if frozenset(c.name.value.casefold().split()) == said]
    found = whole or fitting
    return found[0] if len(found) == 1 else None


class _Telling:
    def __init__(self, brief: Brief, plan: Plan | None, person: str | None, source: Source, ids: Iterator[str]) -> None:
        self.brief, self.plan, self.changes = brief, plan, list[Change]()
        self.person = person
        self._named = False  # in this message
        self._source, self._ids = source, ids
        self._begun = False  # a message to somebody: a name that is told now says to whom

    def fact(self, value: str, quote: str) -> Fact:
        source = self._source
        return Fact(
            id=next(self._ids), value=value, quote=quote, origin="said", message=source.message, turn=source.turn,
            at=source.at,
        )  # fmt: skip

    def write(self, command: Write, name: str | None) -> None:
        if command.fresh:
            self._begin(command, name)
        if self.plan is None:
            return
        fields: dict[str, object] = {"state": "asking"}
        if command.channel and command.channel != self.plan.channel:
            fields |= {"channel": command.channel, "chosen": 0}
            fields["medium"] = _MEDIUM.get(command.channel, self.plan.medium)
        if command.medium:
            fields["medium"] = command.medium
        if command.tone:
            fields["tone"] = command.tone
        if command.other:
            fields["chosen"] = 1 - self.plan.chosen
        self.plan = self.plan.model_copy(update=fields)

    def _begin(self, command: Write, name: str | None) -> None:
        """The plan that is there goes on where it may be meant, and otherwise a new one begins."""
        before = self.plan
        meant = known_as(self.brief, name) if name else None
        another = command.them and name is None and self.person not in (None, before.candidate if before else None)
        same_reader = (name is None and not another) or before is None or before.candidate is None or (
            meant is not None and meant.id == before.candidate
        )  # fmt: skip
        same_kind = before is None or command.channel in (None, before.channel)
        if before is not None and before.state != "drafted" and same_reader and same_kind:
            return
        whom = meant.id if meant else before.candidate if before is not None and same_reader and name is None else None
        if whom is None and command.them and name is None:
            whom = self.person or (self.brief.candidates[0].id if len(self.brief.candidates) == 1 else None)
        self.plan, self.person = Plan(candidate=whom), whom or self.person
        if (
            before is not None and before.state == "asking"
        ):  # the same time from somebody else; all the rest was for the first
            wanted = Particulars(size=before.particulars.size)
            self.plan = self.plan.model_copy(update={"particulars": wanted, "medium": before.medium})
        self._begun = True

    def tell_of(self, part: Part, fact: Fact) -> None:
        assert self.plan is not None  # noqa: S101
        self.plan = self._with(part)
        candidate = self.brief.candidate(self.plan.candidate)
        if part == "name":
            if candidate is None or self._begun:
                self._address(fact)
            else:
                self._enter(candidate, "name", fact)
        elif candidate is None:
            waiting = tuple(each for each in self.plan.waiting if each.part != part)
            self.plan = self.plan.model_copy(update={"waiting": (*waiting, Waiting(part=part, fact=fact))})
        else:
            self._enter(candidate, part, fact)

    def speak_of(self, part: Part, fact: Fact) -> None:
        """Somebody is told of while no message is written."""
        if part == "name":
            self.person, self._named = self._found(fact).id, True
        elif self._named and (candidate := self.brief.candidate(self.person)) is not None:
            self._enter(candidate, part, fact)

    def _found(self, fact: Fact) -> Candidate:
        """The person of this name: one whom the Brief knows already, or a new one."""
        found = known_as(self.brief, fact.value)
        if found is None:
            self.brief = entered(self.brief, Place(slot="candidates", part="name"), fact)
            self._changed("name", fact.id, None, fact)
            found = self.brief.candidate(fact.id)
        elif len(fact.value) > len(found.name.value):
            self._enter(found, "name", fact)
        assert found is not None  # noqa: S101
        return found

    def _address(self, fact: Fact) -> None:
        """Write to this person."""
        assert self.plan is not None  # noqa: S101
        self._begun = False
        found = self._found(fact)
        self.person = found.id
        waiting = self.plan.waiting
        self.plan = self.plan.model_copy(update={"candidate": found.id, "waiting": ()})
        for each in waiting:
            if (candidate := self.brief.candidate(found.id)) is not None:
                self._enter(candidate, each.part, each.fact)

    def _enter(self, candidate: Candidate, part: Part, fact: Fact) -> None:
        before: Fact | None = getattr(candidate, part)
        if before is not None and before.value.casefold() == fact.value.casefold():
            return
        self.brief = entered(self.brief, Place(slot="candidates", part=part, candidate=candidate.id), fact)
        self._changed(part, candidate.id, before, fact)

    def tell_letter(self, command: TellLetter) -> None:
        if self.plan is None:
            return
        fact = self.fact(command.value, command.quote)
        particulars = self.plan.particulars.model_copy(update={command.part: fact})
        self.plan = self._with(command.part).model_copy(update={"particulars": particulars})

    def leave_out(self, command: LeaveOut) -> None:
        if self.plan is not None:
            left_out = tuple(dict.fromkeys((*self.plan.left_out, command.part)))
            self.plan = self.plan.model_copy(update={"left_out": left_out, "state": "asking"})

    def _with(self, part: str) -> Plan:
        """The plan in which this may be said, and that is talked about again."""
        assert self.plan is not None  # noqa: S101
        left_out = tuple(each for each in self.plan.left_out if each != part)
        return self.plan.model_copy(update={"left_out": left_out, "state": "asking"})

    def _changed(self, part: Part, candidate_id: str, before: Fact | None, after: Fact) -> None:
        place = Place(slot="candidates", part=part, candidate=candidate_id)
        self.changes.append(Change(place=place, before=before.value if before else None, after=after.value))

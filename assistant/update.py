"""Commands change the Brief. Pure: the same Brief, commands and source give the same Brief and the same changes.

The person's last word wins. What is corrected in a message takes the place of what it corrects; what is rejected goes;
what is only being weighed stands among the alternatives, and then no next role is settled.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from assistant.alike import keys, overlap, same
from assistant.brief import SINGLE, Brief, Fact, ListSlot, Objective, Place
from assistant.commands import Command, TakeBack, Tell, TellPart, Waver
from assistant.edits import replaced, without
from assistant.moves import Change
from assistant.understand.dates import is_date, resolve
from assistant.understand.plain import settles
from assistant.understand.settle import ROLE_NOUN
from knowledge.text import content_words, words
from knowledge.types import Frozen

_ORDINALS = {"first": 0, "former": 0, "second": 1, "latter": -1, "last": -1, "third": 2}
_CHOOSING = frozenset(
    """the a an one ones i i'd i'll go with for take choose pick rather definitely certainly surely sure probably then
    it is it's would will want to be become more clearly absolutely yes ok okay let's let my prefer""".split()
) | frozenset(_ORDINALS)
_A_POSITION = re.compile(rf"\b{ROLE_NOUN}s?\b", re.IGNORECASE)
_IS_OR_DOES = re.compile(  # words of a present situation that no noun of a position is in
    r"\b(?:leave|home|unemployed|student|stud(?:y|ies|ying)|retired|between jobs|out of work|freelanc\w+|head|director"
    r"|teacher|intern|cto|cio|vp|qa|sre|support|founder|lead\w*|work\w*|doing|team)\b",
    re.IGNORECASE,
)
_OPPOSITE: dict[str, ListSlot] = {
    "strengths": "weaknesses", "weaknesses": "strengths",
    "help_wanted": "help_unwanted", "help_unwanted": "help_wanted",
}  # fmt: skip
_NAMED = 0.5  # share of an alternative's words with which it is named
_SHORT = 3  # words that tell, of a value which one of them names
_FITS = 0.5  # overlap from which on something taken back is what stands in the Brief


class Source(Frozen):
    """Where the facts of a message come from."""

    message: str | None
    turn: int | None
    at: datetime


class _Update:
    """One message's worth of changes. `vacated`: places that a correction has emptied, to be filled by the same."""

    def __init__(self, brief: Brief, source: Source, ids: Iterator[str], about: str | None, sharpened: bool) -> None:
        self.brief, self.changes = brief, list[Change]()
        self._source, self._ids, self._about, self._sharpened = source, ids, about, sharpened
        self._told: str | None = None  # the objective that this message told last
        self._vacated: list[Place] = []

    def _fact(self, value: str, quote: str) -> Fact:
        source = self._source
        return Fact(
            id=next(self._ids), value=value, quote=quote, origin="said", message=source.message, turn=source.turn,
            at=source.at,
        )  # fmt: skip

    def _dated(self, fact: Fact) -> Fact:
        return fact.model_copy(update={"until": resolve(fact.value, self._source.at.date())})

    def _set(self, **fields: Any) -> None:
        self.brief = self.brief.model_copy(update=fields)

    def _changed(self, place: Place, before: Fact | None, after: Fact | None) -> None:
        values = {"before": before.value if before else None, "after": after.value if after else None}
        self.changes.append(Change(place=place, **values))

    def tell(self, command: Tell) -> None:
        chosen = chosen_from(self.brief.next_role_alternatives, command.value, settles=settles(command.quote))
        if chosen and command.slot not in ("next_role_alternatives", "current_role", "long_term"):
            # 'security, then', whatever was asked: it was the choice between positions
            command = command.model_copy(update={"slot": "next_role", "value": chosen})
        fact = self._fact(command.value, command.quote)
        if command.slot == "objectives":
            self._tell_objective(fact)
        elif command.slot in SINGLE:
            self._tell_single(command, fact)
        else:
            self._tell_listed(command, fact)

    def _tell_single(self, command: Tell, fact: Fact) -> None:
        freed = next((p for p in self._vacated if p.part == "deadline"), None)
        if command.slot == "horizon" and freed and (owner := self.brief.objective(freed.objective)):
            self._vacated.remove(freed)  # a date for a date, wherever it stood
            self._replace_part(owner, "deadline", fact)
            return
        before = getattr(self.brief, command.slot)
        fact = self._dated(fact) if command.slot == "horizon" else fact
        if before is not None and before.value.lower() == fact.value.lower():
            return
        if before is not None and command.slot == "current_role" and _is_less_exact(fact.value, before.value):
            return
        self._set(**{command.slot: fact})
        self._changed(Place(slot=command.slot), before, fact)
        if command.slot == "next_role":  # settled: none is open any more where it was one of them
            open_ = self.brief.next_role_alternatives
            kept = tuple(a for a in open_ if not same(a.value, fact.value))
            for other in kept if len(kept) < len(open_) else ():
                self._changed(Place(slot="next_role_alternatives"), other, None)
            self._set(next_role_alternatives=() if len(kept) < len(open_) else kept)

    def _tell_listed(self, command: Tell, fact: Fact) -> None:
        listed: tuple[Fact, ...] = getattr(self.brief, command.slot)
        known = next((f for f in listed if same(f.value, fact.value)), None)
        self._no_longer(_OPPOSITE.get(command.slot), fact.value)
        if command.slot == "meetings":
            fact = self._dated(fact)
            known = known or next((f for f in listed if f.until is not None and f.until == fact.until), None)
        if known is None:
            self._set(**{command.slot: (*listed, fact)})
            self._changed(Place(slot=command.slot), None, fact)
        elif len(fact.value) > len(known.value):  # said again, more exactly
            self._set(**{command.slot: tuple(fact if f is known else f for f in listed)})
            self._changed(Place(slot=command.slot), known, fact)

    def _no_longer(self, slot: ListSlot | None, value: str) -> None:
        """What is said to be a strength is no gap any more, and the reverse."""
        if slot is None:
            return
        for fact in self.brief.listed(slot):
            if same(fact.value, value) and fact.turn != self._source.turn:  # 'decisive; too decisive, says my boss'
                self.brief = without(self.brief, Place(slot=slot), fact)
                self._changed(Place(slot=slot), fact, None)

    def _tell_objective(self, fact: Fact) -> None:
        known = next((o for o in self.brief.objectives if same(o.text.value, fact.value)), None)
        vacated = next((p for p in self._vacated if p.part == "text"), None)
        about = self.brief.objective(self._about)
        if known is not None:
            self._told = known.id
            if len(fact.value) > len(known.text.value):
                self._replace_part(known, "text", fact)
        elif about is not None and (self._sharpened or overlap(about.text.value, fact.value) >= _FITS):
            self._replace_part(about, "text", fact)  # the vague one, said sharper
            self._told, self._sharpened = about.id, False
        else:
            objective = Objective(text=fact)
            self._set(objectives=(*self.brief.objectives, objective))
            self._told = objective.id
            self._changed(Place(slot="objectives", part="text", objective=objective.id), None, fact)
        if vacated is not None:
            self._vacated.remove(vacated)

    def tell_part(self, command: TellPart) -> None:
        fact = self._fact(command.value, command.quote)
        vacated = next((p for p in self._vacated if p.part == command.part), None)
        if vacated is not None and (place := self.brief.objective(vacated.objective)):
            self._vacated.remove(vacated)
            self._replace_part(place, command.part, fact)
            return
        if command.part == "deadline" and (freed := next((p for p in self._vacated if p.slot == "horizon"), None)):
            self._vacated.remove(freed)
            self._tell_single(Tell(slot="horizon", value=command.value, quote=command.quote), fact)
            return
        objective = self._meant(command)
        if objective is not None:
            self._replace_part(objective, command.part, fact)
        elif command.part == "deadline":
            self._tell_single(Tell(slot="horizon", value=command.value, quote=command.quote), fact)
        else:  # how one would see it, without an 'it': that is what they want to reach
            self._tell_objective(fact)

    def _meant(self, command: TellPart) -> Objective | None:
        objectives = self.brief.objectives
        if named := self.brief.objective(command.of):
            return named
        if command.own and (told := self.brief.objective(self._told)):
            return told
        if about := self.brief.objective(self._about):
            return about
        lacking = [o for o in objectives if getattr(o, command.part) is None]
        found = lacking or list(objectives)
        return found[-1] if found else None

    def _replace_part(self, objective: Objective, part: str, fact: Fact) -> None:
        before: Fact | None = getattr(objective, part)
        if before is not None and before.value.lower() == fact.value.lower():
            return
        if part == "deadline":
            fact = self._dated(fact)
        if part == "text":  # an objective keeps its identity while it is being sharpened
            fact = fact.model_copy(update={"id": objective.id})
        changed = objective.model_copy(update={part: fact})
        self._set(objectives=tuple(changed if o.id == objective.id else o for o in self.brief.objectives))
        place = Place.model_validate({"slot": "objectives", "part": part, "objective": objective.id})
        self._changed(place, before, fact)

    def take_back(self, command: TakeBack) -> None:
        found = max(
            (
                (overlap(fact.value, command.value), fact.value.lower() == command.value.lower(), number, place, fact)
                for number, (place, fact) in enumerate(self.brief.facts())
                if self._may_go(place, fact.value, command)
            ),
            key=lambda entry: entry[:3],
            default=None,
        )  # fmt: skip
        if found is None or found[0] < _FITS:
            return
        place, fact = found[3:]
        if command.instead:
            changed = self._fact(command.instead, command.instead)
            changed = self._dated(changed) if place.part == "deadline" or place.slot == "horizon" else changed
            self.brief = replaced(self.brief, fact.id, changed)
            self._changed(place, fact, changed)
            return
        self.brief = without(self.brief, place, fact)
        self._vacated.append(place)
        self._changed(place, fact, None)

    @staticmethod
    def _may_go(place: Place, value: str, command: TakeBack) -> bool:
        """Nobody goes for being named, nothing but a date because of a word of a date, and nothing because of one of
        several words: 'small changes' are no 'small part'."""
        said = command.value
        if place.slot == "candidates":
            return keys(said) <= keys(value)
        if len(keys(said)) > 1 and len(keys(said) & keys(value)) == 1 and len(keys(value)) > _SHORT:
            return False
        dated = place.part == "deadline" or place.slot == "horizon"
        return dated or not is_date(said) or said.lower() in value.lower()

    def waver(self) -> None:
        role = self.brief.next_role
        if role is not None:
            self._set(next_role=None, next_role_alternatives=(*self.brief.next_role_alternatives, role))
            self._changed(Place(slot="next_role"), role, None)
            self._changed(Place(slot="next_role_alternatives"), None, role)


def update(
    brief: Brief,
    commands: Sequence[Command],
    source: Source,
    ids: Iterator[str],
    about: str | None = None,
    sharpened: bool = False,
) -> tuple[Brief, tuple[Change, ...]]:
    """The Brief after a message, and what it changed.

    `about`: id of the objective that is being talked about; `sharpened`: an objective that is told now is this one,
    because its target was asked for.
    """
    state = _Update(brief, source, ids, about, sharpened)
    for command in commands:  # what goes, goes first: its place may be taken in the same message
        if isinstance(command, TakeBack):
            state.take_back(command)
        elif isinstance(command, Waver):
            state.waver()
    for command in commands:
        if isinstance(command, Tell):
            state.tell(command)
        elif isinstance(command, TellPart):
            state.tell_part(command)
    return state.brief, _merged(state.changes)


def chosen_from(alternatives: Sequence[Fact], said: str, settles: bool = False) -> str | None:
    """The one of several positions that a reply settles on: 'architect, definitely', 'the second one'.

    `settles`: it says in so many words that this is the one; then any word of it that tells will do.
    """
    told = [word for word in words(said) if word not in _CHOOSING]
    if len(alternatives) > 1 and said and not told:
        place = next((_ORDINALS[word] for word in words(said) if word in _ORDINALS), None)
        return alternatives[place].value if place is not None and place < len(alternatives) else None
    fitting = [
        alternative.value
        for alternative in alternatives
        if told
        and set(told) <= set(own := words(alternative.value))
        and (settles or own[-1] in told)
        and len(told) >= _NAMED * len(content_words(alternative.value))
    ]
    return fitting[0] if len(fitting) == 1 else None


def _is_less_exact(said: str, known: str) -> bool:
    """'Sysadmin' of a 'sysadmin in Accra', and 'Windows and some Linux', which is no position, of either."""
    if keys(said) < keys(known):
        return True
    return bool(_A_POSITION.search(known)) and not _A_POSITION.search(said) and not _IS_OR_DOES.search(said)


def _merged(changes: Sequence[Change]) -> tuple[Change, ...]:
    """A value that went and one that took its place are one change."""
    merged: list[Change] = []
    for change in changes:
        gone = next((c for c in merged if c.after is None and c.place == change.place and change.before is None), None)
        if gone is not None:
            merged[merged.index(gone)] = gone.model_copy(update={"after": change.after})
        else:
            merged.append(change)
    return tuple(merged)

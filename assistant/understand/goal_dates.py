"""Dates that say of what they are: 'the interview is for March, the certification for December'. Pure functions."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.alike import keys
from assistant.brief import Brief
from assistant.commands import Command, Tell, TellPart
from assistant.understand.dates import is_date, lasts
from assistant.understand.trim import trimmed

CLAUSES = re.compile(r"(?<=[.!?;])\s+|\n+|,\s+(?:(?:and|but|then)\s+)?|\s+(?:and|but)\s+(?=the |my |where |by when)")
_MAKE_IT = re.compile(  # 'make it three years for the team lead'
    r"^\W*(?:(?:and|but|so|no|wait|please|pls|ok|oh)\b\W*)*(?:make (?:it|that) |(?:put|say) )?"
    r"(?P<date>[\w ]{3,24}?)(?: is| was)?(?: only| just| still| right)* for (?:the |my )?(?P<it>[\w ]{3,40})$",
    re.IGNORECASE,
)
_ABOUT_IT = keys(
    "is are was for by in until till the my be should would plan date one done please now make put change actually"
)
_NOT_THEN = re.compile(
    r"(?<=\w),? (?:and |but )?not (?:in |by |until |the |at )*(?P<date>[\w .]{1,20})$", re.IGNORECASE
)
_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:meets?|sits?|opens?|starts?|begins?|closes?|ends?)(?: only| just| already)?$", re.IGNORECASE
)
_ROLE = "the next position"
_LETTERS = 2
_DATE = 5  # words of a date at most


class Edit(NamedTuple):
    """What a piece of a message changes. `said`: the piece."""

    said: str
    commands: tuple[Command, ...]


def dates_in(sentence: str, brief: Brief) -> list[Edit]:
    """The dates in a sentence that name the goal, or the next position, that they are of."""
    found = list[Edit]()
    for clause in CLAUSES.split(sentence.strip().rstrip(".!;")):
        made = _MAKE_IT.match(clause.strip())
        it, date = (made["it"], made["date"]) if made and is_date(made["date"]) else _dated(clause.rsplit(": ", 1)[-1])
        named = _named(it, brief) if date and not (is_date(it) or _OF_SOMETHING_ELSE.search(it)) else None
        if named is not None:
            value = trimmed("by", date)
            of_role = Tell(slot="horizon", value=value, quote=date)
            of_goal = TellPart(part="deadline", value=value, quote=date, of=named)
            found.append(Edit(clause, (of_role if named == _ROLE else of_goal,)))
    return found


def without_position(commands: Sequence[Command], brief: Brief) -> tuple[Command, ...]:
    """Where no other position is wanted, a date is of the only goal, or of the only one that has none."""
    dateless = [goal for goal in brief.objectives if goal.deadline is None]
    if len(dateless) != 1 and (dateless or len(brief.objectives) != 1):
        return tuple(commands)
    return tuple(
        TellPart(part="deadline", value=c.value, quote=c.quote) if isinstance(c, Tell) and c.slot == "horizon" else c
        for c in commands
    )


def _named(it: str, brief: Brief) -> str | None:
    """The id of the only objective that shares most with some words, and at least half of them; or the position."""
    said = keys(it) - _ABOUT_IT
    own = {o.id: keys(" ".join(f.value for part, f in o.parts() if part != "deadline")) for o in brief.objectives}
    if brief.next_role is not None:
        own[_ROLE] = keys(brief.next_role.value) | keys("position role job")
    shared = {id_: sum(any(_akin(a, b) for b in words) for a in said) for id_, words in own.items()}
    most = max(shared.values(), default=0)
    named = [id_ for id_, count in shared.items() if count == most]
    return named[0] if most and len(named) == 1 and 2 * most >= len(said) else None


def _akin(one: str, other: str) -> bool:
    """'cert' and 'certificate', 'applying' and 'applied'."""
    a, b = sorted((one, other), key=len)
    return (len(a) > _LETTERS and b.startswith(a)) or (len(a) > _LETTERS + 1 and a[:-1] == b[:-1])


def _dated(clause: str) -> tuple[str, str]:
    """(what stands before it, the date) of a clause that ends with one: 'the talk is in July, not June'."""
    against = _NOT_THEN.search(clause)
    said = (clause[: against.start()] if against and is_date(against["date"]) else clause).split()
    for count in range(min(_DATE, len(said) - 1), 0, -1):
        cut = said[-count - 1].isdigit()  # 'under 5 a day'
        if not cut and not lasts(" ".join(said[-count - 1 :])) and is_date(date := " ".join(said[-count:])):
            return " ".join(said[:-count]), date
    return clause, ""

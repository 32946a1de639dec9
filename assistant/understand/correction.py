"""'No, afternoons': what is said against something that was noted just before takes its place. Pure functions."""

import re
from collections.abc import Sequence

from assistant.alike import keys
from assistant.brief import Brief, Place
from assistant.commands import Command, TakeBack, Tell, TellPart
from assistant.moves import Change

_AGAINST = re.compile(
    r"^\W*(?:(?:hm+|oh|ah|er+|um+)[\s,.]+)?(?:(?:no|nope|nah|wrong|not quite|wait|sorry|oops|correction)\s*[,.:;–—-]+"
    r"|(?:no,? )?(?:i mean|i meant|rather|make (?:that|it))\b[\s,:]+)\s*(?=\S)",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"\b(?:also|too|as well|add|additionally|plus|another|besides|and)\b", re.IGNORECASE)


def corrected(message: str, commands: Sequence[Command], brief: Brief, noted: Sequence[Change]) -> tuple[Command, ...]:
    """The commands, where a single one that is said against what was `noted` last corrects it instead of adding to it.

    Only for what can stand beside others: a single thing, such as the next role, is replaced anyway.
    """
    told = [command for command in commands if isinstance(command, Tell | TellPart | TakeBack)]
    if len(told) != 1 or not _AGAINST.match(message) or _BESIDE.search(message):
        return tuple(commands)
    tell = told[0]
    if not isinstance(tell, Tell):
        return tuple(commands)
    before = _meant(tell, brief, noted)
    if before is None:
        return tuple(commands)
    instead = TakeBack(value=before, quote=tell.quote, instead=tell.value)
    return tuple(instead if command is tell else command for command in commands)


def objective_meant(
    message: str, commands: Sequence[Command], brief: Brief, noted: Sequence[Change], asked: str | None
) -> str | None:
    """The id of the objective that a message is about: the only one that it names, or what it is said against, or
    else the one that is `asked` about.

    'The talk in June', where one objective is a talk, dates that one, whatever was asked.
    """
    if any(isinstance(command, Tell) and command.slot == "objectives" for command in commands):
        return asked
    values = {key for c in commands if isinstance(c, Tell | TellPart) for key in keys(c.value)}
    said = keys(message) - values
    own = {objective.id: keys(objective.text.value) for objective in brief.objectives}
    named = [
        id_ for id_, words in own.items() if said & words - set().union(*(own[other] for other in own if other != id_))
    ]
    if len(named) == 1:
        return named[0]
    parts = [command.part for command in commands if isinstance(command, TellPart)]
    if _AGAINST.match(message) and parts:
        last = next((c.place for c in reversed(noted) if c.place.part == parts[0]), None)
        if last is not None and last.objective in own:
            return last.objective
    return asked


def _meant(tell: Tell, brief: Brief, noted: Sequence[Change]) -> str | None:
    """The value that a correction is about: the last one noted in its slot, or the only one there."""
    here = [change.after for change in noted if change.after and _is_text(change.place, tell)]
    if here:
        return here[-1]
    present = [fact.value for place, fact in brief.facts() if _is_text(place, tell)]
    return present[0] if len(present) == 1 and not noted else None


def _is_text(place: Place, tell: Tell) -> bool:
    return place.slot == tell.slot and place.part in (None, "text")

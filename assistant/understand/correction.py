"""'No, afternoons': what is said against something that was noted just before takes its place. Pure functions."""

import re
from collections.abc import Mapping, Sequence, Set

from assistant.alike import keys, overlap
from assistant.brief import Brief, Place
from assistant.commands import Act, Command, Line, Question, TakeBack, Tell, TellPart, tells_date
from assistant.moves import Change
from assistant.understand.brief_edits import edited
from assistant.understand.dates import is_date
from assistant.understand.of_notes import without_notes
from assistant.understand.places import slot_named
from assistant.understand.withdrawn import AIMS, IS_NOT, SAME, TAKES_OUT, told_not_asked, withdrawn
from knowledge.text import words

_AGAINST = re.compile(
    r"^\W*(?:(?:hm+|oh|ah|er+|um+)[\s,.]+)?(?:(?:no|nope|nah|wrong|not quite|wait|sorry|oops|correction)\s*[,.:;–—-]+"
    r"|(?:no,? )?(?:i mean|i meant|rather|make (?:that|it))\b[\s,:]+)\s*(?=\S)",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"\b(?:also|too|as well|add|additionally|plus|another|besides|and)\b", re.IGNORECASE)


_VERBS = frozenset("scratch drop remove delete scrap erase strike cut reduce stop".split())
_FITS = 0.5  # the same, less surely
_THE_MEETING = re.compile(r"\b(?:the|our|that|my|first) (?:first )?(?:meeting|call|session|talk)\b", re.IGNORECASE)
_MOVED = re.compile(
    r"^\W*no+\b|\b(?:moved|postponed|rescheduled|shifted|changed|instead|now|not (?:on )?(?:the )?\d)", re.IGNORECASE
)
_TAKING = frozenset("take remove delete erase scratch".split())
_SPEAKS = 2  # words


def _says_again(message: str, command: Command, brief: Brief) -> bool:
    """'Remove manual steps', where that is the goal itself, takes nothing out."""
    if not isinstance(command, TakeBack):
        return False
    before = re.search(rf"(\w+)\s+(?:the |my )?{re.escape(command.quote)}", message)
    verb = before[1].lower() if before else ""
    near = (fact.value.lower() for _, fact in brief.facts() if overlap(fact.value, command.value) >= SAME)
    return verb in _VERBS and any(verb in words(value) for value in near)


def _is_heading(command: Command) -> bool:
    """'Not what I'm missing' is no strength, whatever it stands behind."""
    return isinstance(command, Tell) and slot_named(re.sub(r"^not\s+", "", command.value.lower())) is not None


def _put_instead(message: str, commands: Sequence[Command], brief: Brief) -> tuple[Command, ...]:
    """'Put senior java dev, not java backend': the one takes the place of the other, whatever it was taken for."""
    for old in (c for c in commands if isinstance(c, TakeBack) and c.instead is None):
        for new in (c for c in commands if isinstance(c, Tell)):
            pattern = rf"{re.escape(new.quote)}[\s,]+(?:and )?not (?:the |my |an? )?{re.escape(old.quote)}"
            if not re.search(pattern, message):
                continue
            if new.slot == "current_role":  # 'I am on leave, not a tester', who may want to be one
                return tuple(c for c in commands if c is not old)
            if any(overlap(f.value, old.value) >= SAME for _, f in brief.facts()):
                both = old.model_copy(update={"instead": new.value})
                return tuple(both if c is old else c for c in commands if c is not new)
    return tuple(commands)


def corrected(
    message: str, commands: Sequence[Command], brief: Brief, noted: Sequence[Change], plain: bool = True
) -> tuple[Command, ...]:
    """The commands with what changes the Brief in so many words, where `plain` says that no model has read the message
    and none to a mentor is talked about. Else the commands, where a single one that is said against what was `noted`
    last corrects it instead of adding to it.

    That is only for what can stand beside others: a single thing, such as the next role, is replaced anyway.
    """
    told = without_notes(message, commands) if plain and not brief.empty else tuple(commands)
    unclear = len(told) < len(commands)
    changed = _corrected(message, told, brief, noted, plain)
    says = any(isinstance(c, Tell | TellPart | TakeBack | Question | Line) for c in changed)
    return (Line(line="which_place"),) if unclear and not says else changed


def _corrected(
    message: str, commands: Sequence[Command], brief: Brief, noted: Sequence[Change], plain: bool
) -> tuple[Command, ...]:
    commands = _rescheduled(message, _dated_anew(message, commands, brief), brief)
    if plain and (changed := edited(message, commands, brief, noted)) is not None:
        moved = {c.value for c in changed.commands if isinstance(c, Tell)}
        gone = [c for c in withdrawn(changed.rest, brief, noted) if c.value not in moved]
        return _without(changed.commands, gone)
    denied = [found[0] for found in told_not_asked(IS_NOT, message) if slot_named(found["label"])]
    commands = [
        c
        for c in commands
        if not _says_again(message, c, brief)
        and not _is_heading(c)
        and not (isinstance(c, Tell) and any(c.quote in piece for piece in denied))
    ]
    if taken := withdrawn(message, brief, noted):
        return _without(commands, taken)
    if plain and not brief.empty and _is_not_there(message, commands, brief):
        return (Line(line="not_there"),)
    commands = _put_instead(message, commands, brief)
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


def _is_not_there(message: str, commands: Sequence[Command], brief: Brief) -> bool:
    """Whether something is to be taken out, and nothing else said, that does not stand in the Brief."""
    here = [fact.value for _, fact in brief.facts()]
    gone = [c for c in commands if isinstance(c, TakeBack) and any(overlap(c.value, v) >= _FITS for v in here)]
    told = bool(gone) or any(isinstance(command, Tell | TellPart | Act) for command in commands)
    match = next(told_not_asked(TAKES_OUT, message), None)
    return (
        not told
        and match is not None
        and (match["verb"] or "take").lower() in _TAKING
        and not AIMS.search(message[: match.start()])
    )


def _dated_anew(message: str, commands: Sequence[Command], brief: Brief) -> list[Command]:
    """'No, I meant the end of July', where that date stands nowhere, takes nothing out."""
    dates = [c for c in commands if isinstance(c, TakeBack) and is_date(c.value)]
    others = any(tells_date(command) for command in commands if command not in dates)
    if len(dates) != 1 or others or dates[0].instead or not _AGAINST.match(message):
        return list(commands)
    if any(dates[0].value.casefold() in fact.value.casefold() for _, fact in brief.facts()):
        return list(commands)
    anew = TellPart(part="deadline", value=dates[0].value, quote=dates[0].quote)
    return [anew if command is dates[0] else command for command in commands]


def _rescheduled(message: str, commands: Sequence[Command], brief: Brief) -> list[Command]:
    """'The meeting got moved to 21 January': in the place of the one that was agreed on."""
    if len(brief.meetings) != 1 or not _MOVED.search(message):
        return list(commands)
    old, of_it = brief.meetings[0].value, _THE_MEETING.search(message) is not None
    return [
        TakeBack(value=old, quote=c.quote, instead=c.value)
        if isinstance(c, Tell | TellPart) and (_is_meeting(c) or (of_it and is_date(c.value)))
        else c
        for c in commands
    ]


def _is_meeting(command: Tell | TellPart) -> bool:
    return isinstance(command, Tell) and command.slot == "meetings"


def _without(commands: Sequence[Command], taken: Sequence[TakeBack]) -> tuple[Command, ...]:
    """The commands, and what is taken out in so many words."""
    gone = {each.value for each in taken}
    kept = [c for c in commands if not (isinstance(c, Tell | TellPart | TakeBack) and _is_of(c.value, gone))]
    kept = [c for c in kept if not (isinstance(c, Question) and "?" not in c.text)]
    return (*taken, *(c for c in kept if c not in (Line(line="not_understood"), Line(line="data"), Act(act="show"))))


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
    if asked is None and (likest := _spoken_of(values, own)) is not None:
        return likest
    parts = [command.part for command in commands if isinstance(command, TellPart)]
    if _AGAINST.match(message) and parts:
        last = next((c.place for c in reversed(noted) if c.place.part == parts[0]), None)
        if last is not None and last.objective in own:
            return last.objective
    return asked


def _spoken_of(said: Set[str], own: Mapping[str, Set[str]]) -> str | None:
    """The objective that a sign itself speaks of: 'the servers run from Ansible'."""
    shared = {id_: len(said & words) for id_, words in own.items()}
    most = max(shared.values(), default=0)
    likest = [id_ for id_, count in shared.items() if count == most]
    return likest[0] if most >= _SPEAKS and len(likest) == 1 else None


def _meant(tell: Tell, brief: Brief, noted: Sequence[Change]) -> str | None:
    """The value that a correction is about: the last one noted in its slot, or the only one there."""
    here = [change.after for change in noted if change.after and _is_text(change.place, tell)]
    if here:
        return here[-1]
    present = [fact.value for place, fact in brief.facts() if _is_text(place, tell)]
    return present[0] if len(present) == 1 and not noted else None


def _is_text(place: Place, tell: Tell) -> bool:
    return place.slot == tell.slot and place.part in (None, "text")


def _is_of(value: str, gone: Set[str]) -> bool:
    return any(overlap(value, each) >= SAME for each in gone)

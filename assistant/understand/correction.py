"""'No, afternoons': what is said against something that was noted just before takes its place. Pure functions."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from assistant.alike import keys, overlap
from assistant.brief import Brief, Place
from assistant.commands import Act, Command, Line, Question, TakeBack, Tell, TellPart, tells_date
from assistant.moves import Change
from assistant.understand.brief_edits import edited
from assistant.understand.dates import is_date
from assistant.understand.edit_words import IN_QUOTES
from assistant.understand.of_notes import without_notes
from assistant.understand.places import points, slot_named
from knowledge.text import words

_AGAINST = re.compile(
    r"^\W*(?:(?:hm+|oh|ah|er+|um+)[\s,.]+)?(?:(?:no|nope|nah|wrong|not quite|wait|sorry|oops|correction)\s*[,.:;–—-]+"
    r"|(?:no,? )?(?:i mean|i meant|rather|make (?:that|it))\b[\s,:]+)\s*(?=\S)",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"\b(?:also|too|as well|add|additionally|plus|another|besides|and)\b", re.IGNORECASE)


_TAKES_OUT = re.compile(
    r"(?:^|[.!?,;]\s+|\b(?:and|so|but|pls|please|ok|no|(?P<you>(?:can|could|would) (?:you|u|we)))\s+)"
    r"(?:(?P<verb>scratch|drop|remove|delete|scrap|erase|strike)(?: out)?"
    r"|take(?: (?:out|off|away)(?=\s)|(?=[^.!?;]*\b(?:out|off|away)\b)))\s+"
    r"(?:the |my |that |goal |entry |point )*(?:(?:thing|part|remark|bit|line|word|sentence)s? (?:about|with|of|on) (?:the |my )?)?[\"“']?(?P<it>[^.!?;\n\"”]{2,60}?)[\"”']?"
    r"(?:\s+(?:thing|part|entry|stuff|goal|bit|one|out|off|away|again|pls|plz|please|from (?:my|the) \w+|from there|of (?:the |my )?(?:missing|strengths?|limits?|goals?)(?: things?)?"
    r"|there))*\s*(?=[.!?;,\n]|$)",
    re.IGNORECASE,
)
_GOES = re.compile(
    r"\b(?:take|remove|delete|drop|scratch|scrap|erase|strike|cut)\b|\bleave\b[^.]*\bout\b|\bshould(?:n['’]t| not) (?:be|stand)\b",
    re.IGNORECASE,
)
_EVERYTHING = re.compile(  # 'delete everything under help not wanted except "find me a job"'
    r"\b(?:take out|remove|delete|drop|clear) (?:everything|all)(?: of it| that is)? (?:under|in|from) (?:the |my )?[\"“]?(?P<place>[a-z][\w ]{2,24}?)[\"”]?"
    r"(?:,? (?:except|but|apart from)(?: for)? (?P<but>[^.;!?\n]{2,60}))?(?=[.;!?\n]|$)",
    re.IGNORECASE,
)
_LINE = re.compile(r"(?:line )?(?P<place>[a-z][\w ]{2,24}?): ?(?P<value>.+)", re.IGNORECASE)
_AIMS = re.compile(r"\b(?:want|like|goal|plan|able|need|hope|try)\b[^.!?]*$", re.IGNORECASE)  # 'I want to ... and drop'
_IS_NOT = re.compile(
    r"(?:^|[.!?,;]\s+|\b(?:and|but)\s+)(?P<it>[^.!?;,\n]{2,60}?)\s*"
    r"(?:isn['’]?t|is not|ain['’]?t|['’]?s not|(?<=that)s not|aren['’]?t|are not|was not|wasn['’]?t)\s+"
    r"(?:an? |my |in |what is |what['’]?s )*(?P<label>[\w ]{3,24}?)(?:\s+(?:either|at all|lol))?\s*(?=[.!?;,\n]|$)",
    re.IGNORECASE,
)
_FILLERS = re.compile(r"^(?:(?:haha|no+|lol|well|ok|oh|nope|but|and)\b\W*)+(?=\w)", re.IGNORECASE)
_VERBS = frozenset("scratch drop remove delete scrap erase strike cut reduce stop".split())
_FITS = 0.5  # the same, less surely
_THE_MEETING = re.compile(r"\b(?:the|our|that|my|first) (?:first )?(?:meeting|call|session|talk)\b", re.IGNORECASE)
_MOVED = re.compile(
    r"^\W*no+\b|\b(?:moved|postponed|rescheduled|shifted|changed|instead|now|not (?:on )?(?:the )?\d)", re.IGNORECASE
)
_TAKING = frozenset("take remove delete erase scratch".split())
_SPEAKS = 2  # words
_SAME = 0.6  # overlap from which on something that is taken out is what stands in the Brief


def withdrawn(message: str, brief: Brief, noted: Sequence[Change]) -> tuple[TakeBack, ...]:
    """What is taken out in so many words: 'scratch head of product', 'that's not help wanted', 'remove the limits'."""
    here = [(place, fact.value) for place, fact in brief.facts() if place.slot not in ("candidates", "own_name")]
    if swept := _EVERYTHING.search(message):
        slot, kept = slot_named(swept["place"]), keys(swept["but"] or "")
        gone = [v for place, v in here if place.slot == slot and not (kept and kept & keys(v))]
        return tuple(TakeBack(value=value, quote=message.strip()) for value in gone)
    if whole := _quoted(message, brief):
        return (TakeBack(value=whole, quote=message.strip()),)
    gone = list(_said_not_to_be(message, here, noted))
    named_here = bool(gone) or any(
        slot_named(found["label"]) and not points(_FILLERS.sub("", found["it"].strip().lower()))
        for found in _told_not_asked(_IS_NOT, message)
    )
    for number, found in enumerate(_told_not_asked(_TAKES_OUT, message)):
        if _AIMS.search(message[: found.start()]):
            continue
        line = _LINE.match(found["it"])  # 'delete the line by when: june'
        if line and (slot := slot_named(line["place"])):
            gone += [v for place, v in here if place.slot == slot and v.casefold() == line["value"].casefold()]
            continue
        named, verb = slot_named(found["it"]), (found["verb"] or "take").lower()
        if named is None and points(found["it"]):  # 'that was a joke, take it out'
            gone += [c.after for c in noted[-1:] if c.after and not (named_here or number)]
            continue
        behind = re.match(r"[^.!?;\n]*", message[found.start() + 1 :])
        quoted = [m["it"] for m in IN_QUOTES.finditer(behind[0] if behind else "")]
        both = quoted if len(quoted) > 1 else re.split(r"\s+and\s+", found["it"])
        each = [value for piece in both if (value := _likest(piece, [v for _, v in here]))]
        if named:
            gone += [v for place, v in here if place.slot == named]
        elif len(both) > 1 and len(set(each)) == len(both):  # 'remove "money" and "time mostly"'
            gone += each
        elif (value := _likest(found["it"], [v for _, v in here])) and verb not in value.lower():
            gone.append(value)
    return tuple(TakeBack(value=value, quote=message.strip()) for value in dict.fromkeys(gone))


def _quoted(message: str, brief: Brief) -> str | None:
    """The value that is to go and is quoted whole, with its place or without: 'take out "Well, me too"'."""
    if not _GOES.search(message) or '" should' in message:
        return None
    values = {fact.value.casefold(): fact.value for _, fact in brief.facts()}
    said = [m["it"].strip(" .,;!").casefold() for m in IN_QUOTES.finditer(message)]
    named = [values.get(it) or values.get(it.partition(": ")[2]) for it in said]
    return named[0] if len(named) == 1 else None


def _said_not_to_be(message: str, here: Sequence[tuple[Place, str]], noted: Sequence[Change]) -> Iterator[str]:
    """What stands where it does not belong: 'nerves is not missing'."""
    for found in _told_not_asked(_IS_NOT, message):
        slot, what = slot_named(found["label"]), _FILLERS.sub("", found["it"].strip().lower())
        if slot is None:
            continue
        last = [c.after for c in noted if c.place.slot == slot and c.after]
        pointed = points(what)
        for place, value in here:
            if place.slot == slot and (value in last if pointed else overlap(value, what) >= _SAME):
                yield value


def _likest(said: str, values: Sequence[str]) -> str | None:
    """The one of some values that words mean: the same, else the one that shares most with them."""
    own = keys(said)
    shared = [(len(own & keys(v)) / max(len(own | keys(v)), 1), v) for v in values if overlap(v, said) >= _SAME]
    return max(shared, key=lambda each: each[0])[1] if shared else None


def _says_again(message: str, command: Command, brief: Brief) -> bool:
    """'Remove manual steps', where that is the goal itself, takes nothing out."""
    if not isinstance(command, TakeBack):
        return False
    before = re.search(rf"(\w+)\s+(?:the |my )?{re.escape(command.quote)}", message)
    verb = before[1].lower() if before else ""
    near = (fact.value.lower() for _, fact in brief.facts() if overlap(fact.value, command.value) >= _SAME)
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
            if any(overlap(f.value, old.value) >= _SAME for _, f in brief.facts()):
                both = old.model_copy(update={"instead": new.value})
                return tuple(both if c is old else c for c in commands if c is not new)
    return tuple(commands)


def _told_not_asked(pattern: re.Pattern[str], message: str) -> Iterator[re.Match[str]]:
    return (
        found
        for found in pattern.finditer(message)
        if message[found.end() : found.end() + 1] != "?" or found.groupdict().get("you")
    )


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
    denied = [found[0] for found in _told_not_asked(_IS_NOT, message) if slot_named(found["label"])]
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
    match = next(_told_not_asked(_TAKES_OUT, message), None)
    return (
        not told
        and match is not None
        and (match["verb"] or "take").lower() in _TAKING
        and not _AIMS.search(message[: match.start()])
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
    return any(overlap(value, each) >= _SAME for each in gone)

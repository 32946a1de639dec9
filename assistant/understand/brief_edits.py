"""Changes of the Brief in so many words: "by when: next summer", "move the talk to tried", "the exam is for May".

What is said so plainly outweighs what is marked in the same words. Pure functions.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.alike import keys, overlap, same
from assistant.brief import LISTS, Brief, Fact, Place, Slot
from assistant.commands import Command, Line, Question, TakeBack, Tell, TellPart, Write, tells_date
from assistant.moves import Change
from assistant.understand.dates import is_date, names_time
from assistant.understand.goal_dates import CLAUSES, Edit, dates_in
from assistant.understand.letter_wanted import LETTER_WORD
from assistant.understand.places import points, slot_named
from assistant.understand.trim import EDGE, tells, trimmed

_SAME = 0.6  # overlap from which on words mean a fact of the Brief
_OPENING = r"^\W*(?:(?:and|but|so|no|nope|wrong|please|pls|ok|okay|oh|wait|sorry|then|haha|lol|in|under)\b\W*)*"
_PLACE = r"""["'“‘]?(?P<place>[a-z][\w' ]{2,24}?)["'”’]?"""
_REQUESTS = re.compile(
    r"^\W*(?:(?:and|ok|so|then|also)\W+)*(?:can|could|would|will) (?:you|u) (?:please |pls )?", re.IGNORECASE
)
_REPLACE = re.compile(  # 'tried so far should be: a course', 'change help wanted to look at my CV'
    rf"{_OPENING}(?:my |the |your )?(?:{_PLACE}\s+should (?:just |only )?(?:be|say|read)\b:?|change (?:my |the )?{_PLACE.replace('place', 'there')} to:?)\s*(?P<value>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_SET = re.compile(  # 'by when: next summer', 'where I am should be: tester at a bank', 'by when march'
    rf"{_OPENING}(?:my |the |your )?(?:(?P<when>by when)\W*(?:(?:is|should be|must be|put|say|was)\b\W*)*"
    rf"|{_PLACE}\s*(?:(?:(?:is|are|should be|should say|must be|has to be)\s*)?[:=]|(?:should be|should say|must be|has to be)\b)\s*"
    r"|(?P<am>where i(?: am|['’]m)(?: now)?) is )(?P<value>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_PUT = re.compile(
    rf"{_OPENING}(?:can you |could you |just )?(?:put|write|add|note)(?: down)? (?:that )?(?P<value>[^.;!?\n]{{2,80}}?) "
    rf"(?:in|under|to|into) (?:the |my )?{_PLACE}(?: please| pls| too| as well)?\W*$"
    rf"|{_OPENING}(?:in |under )?(?:the |my )?{_PLACE.replace('place', 'there')} (?:please |pls )?(?:put|write|add|note)"
    r"(?: down)?(?: that)?:? (?P<what>[^.;!?\n]{2,80})$",
    re.IGNORECASE,
)
_ALSO = re.compile(rf"{_OPENING}(?:also )?{_PLACE} (?:is )?also:? (?P<value>[^.;!?\n]{{2,60}})$", re.IGNORECASE)
_CHANGE = re.compile(
    rf"{_OPENING}(?:change|replace) (?:the |my )?[\"“']?(?P<old>[^.;!?\n\"”]{{2,60}}?)[\"”']? (?:to|with|by|into) [\"“']?(?P<new>[^.;!?\n\"”]{{2,60}})[\"”']?$",
    re.IGNORECASE,
)
_ADD = re.compile(  # where something was taken out, or noted, just before
    rf"{_OPENING}(?:also |please )*add (?:also |please )?(?P<value>(?!that\b|this\b|it\b)[\w+#./-]+(?: (?!to\b|in\b|under\b|into\b)[\w+#./-]+){{0,3}}?)(?: too| as well| please| instead)*$",
    re.IGNORECASE,
)
_MOVE = re.compile(
    rf"{_OPENING}(?:(?:it|that|this) belongs|(?:can you |could you )?move) (?:(?P<it>[^.;!?\n]{{2,60}}?) )?(?:from [\w ]{{3,24}}? )?(?:to|under|into) (?:the |my )?{_PLACE}(?: please| pls)?(?:,? and \b.*)?\W*$",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    rf"{_OPENING}(?:(?:in|under) (?:the |my )?[\w ]{{3,20}}?(?: please| pls)?,? )?(?:put |write |say )?"
    r"(?P<new>[^.,;!?\n]{2,60}?),? (?:instead of|rather than|in place of) (?:this |that |the )?[\"'“]?(?P<old>[^.;!?\n]{2,60})$",
    re.IGNORECASE,
)
_IS = re.compile(  # '... isn't something I tried, it's an achievement', '12 years is experience'
    rf"{_OPENING}(?P<it>[^.;!?\n]{{1,70}}?)\s*(?:\b(?:is|was|are|were)(?![a-mo-z])|(?<=\w)['’]s\b)"
    r"(?:\s*(?:n['’]?t|\bnot)\s+(?P<no>[^.;!?,\n]{2,40}?)[,;.]?\s+(?:but\s+|(?:it|they|that)(?:['’]?s|['’]re| is| are| was)?\s+)+)?"
    r"\s*(?P<yes>[^.;!?,\n]{3,40})(?:,\s+(?P<more>[^.,;!?\n]{3,40})(?:,.*)?)?$",
    re.IGNORECASE,
)
_QUOTED = re.compile(  # "'tried so far: try' is daft"
    r"[\"'“‘](?P<place>[a-z][\w ]{2,24}?): (?P<value>[^\"”'’]{1,60})[\"”'’],? (?:is|isn['’]?t|should|makes?|has|can|must|needs?|out)\b",
    re.IGNORECASE,
)
_BACK = re.compile(  # 'put "going back to development" back in', 'keep the course'
    rf"{_OPENING}(?:(?:put|bring|add|take) (?P<it>[^.;!?\n]{{2,60}}?) back(?: in| there)?|(?:put back|bring back|keep|restore) (?P<that>[^.;!?\n]{{2,60}}?))(?: please| pls)?$",
    re.IGNORECASE,
)
_WHY_GONE = re.compile(  # 'why did you take out the no experience bit?'
    r"^\W*(?:(?:and|but|hey|wait|no)\W+)*why (?:did|have|do|are) (?:you|u) (?:take|taken|took|taking|remove|removed|delete|deleted|throw|thrown|drop|dropped)\b(?: away| out)?"
    r" (?:the |my |that )?(?P<it>[^?.!]{2,60}?)(?: (?:bit|part|thing|line|one))?(?: away| out)?\W*$",
    re.IGNORECASE,
)
_GOAL_IS = re.compile(
    rf"{_OPENING}(?:the |my )?(?:goal|objective|aim) should (?:just |only |rather )?(?:be|say|read)\b\W*(?P<value>\w.*)$",
    re.IGNORECASE | re.DOTALL,
)
_STILL_THERE = re.compile(
    rf"(?:it|that|this)['’]?s?(?: is)? (?:still )?(?:under|in|at) (?:the |my )?{_PLACE}(?=[,.;!?]|$)", re.IGNORECASE
)
_IN_QUOTES = re.compile(r"[\"“‘](?P<it>[^\"”’]{2,80})[\"”’]")
_RENAMED = re.compile(  # '"how to get a job" should just be "get a job"'
    r"[\"“](?P<old>[^\"”]{2,120})[\"”],? should (?:just |only |rather )?(?:be|say|read)[:,]? [\"“](?P<new>[^\"”]{2,120})[\"”]",
    re.IGNORECASE,
)
_ALL_OF_IT = re.compile(  # 'it should be a woman who came up from support, patient, that's all'
    r"(?:^|[,;] )(?:it|that|this) should (?:just |only )?(?:be|say|read)\b:? (?P<value>\S.*?),? (?:that['’]?s (?:all|it)|nothing else|only that)\W*$",
    re.IGNORECASE | re.DOTALL,
)
_POINTS = re.compile(r"\W*(?:and |but )?(?:it|that|this|those|these|they|its|thats)\b", re.IGNORECASE)
_WRONG = re.compile(r"\b(?:isn['’]?t|not|wrong|shouldn['’]?t|remove|delete|take)\b", re.IGNORECASE)

Facts = Sequence[tuple[Place, Fact]]


class Edited(NamedTuple):
    """The commands of a message with what it changes in so many words, and what else it says."""

    commands: tuple[Command, ...]
    rest: str


def edited(message: str, commands: Sequence[Command], brief: Brief, noted: Sequence[Change]) -> Edited | None:
    """The commands with the changes that a message makes in so many words; None where it makes none."""
    edits = [edit for edit in _edits(message, brief, noted) if not _is_told(edit, commands)]
    if not edits:
        return None
    said, rest = [edit.said for edit in edits], message
    for piece in said:
        rest = rest.replace(piece, " ", 1)
    dates = [c.value for edit in edits for c in edit.commands if isinstance(c, Tell | TellPart) and is_date(c.value)]
    kept = [c for c in commands if not _is_within(c, said) and not (tells_date(c) and any(d in c.quote for d in dates))]
    return Edited((*(command for edit in edits for command in edit.commands), *kept), rest)


def _is_told(edit: Edit, commands: Sequence[Command]) -> bool:
    """Whether a list is marked piece by piece already: 'Strengths: Java, SQL'."""
    if _ADD.match(edit.said.strip()):
        return False
    dated = (
        len(edit.commands) == 1 and isinstance(edit.commands[0], Tell | TellPart) and is_date(edit.commands[0].value)
    )
    goals = [c.quote for c in commands if isinstance(c, Tell) and c.slot in ("objectives", "next_role")]
    if dated and any(quote in edit.said for quote in goals):
        return True  # the date of a goal that is told with it
    told = [c for c in edit.commands if isinstance(c, Tell)]
    listed = len(told) == len(edit.commands) and all(c.slot in (*LISTS, "objectives") for c in told)
    placed = [c for c in commands if isinstance(c, Tell | TellPart) and any(c.quote in each.quote for each in told)]
    if len(told) == 1 and len(placed) == 1 and isinstance(placed[0], Tell):
        return placed[0].slot == told[0].slot  # 'missing also: nobody explains me the why', marked as something else
    return listed and bool(placed)


def _is_within(command: Command, said: Sequence[str]) -> bool:
    """Whether what a command rests on is taken by an edit; beside one, nothing is begun, asked or not understood."""
    if isinstance(command, Tell | TellPart | TakeBack):
        return any(command.quote in piece for piece in said)
    if isinstance(command, Question):
        return not command.text.rstrip().endswith("?")
    return isinstance(command, Write) or command == Line(line="not_understood")


def _edits(message: str, brief: Brief, noted: Sequence[Change]) -> Iterator[Edit]:
    facts = [(place, fact) for place, fact in brief.facts() if place.slot not in ("candidates", "own_name")]
    if not facts:
        return
    before = ""
    for sentence in re.split(r"(?<=[.!?;])\s+|\n+", message):
        bare = sentence.strip().rstrip(".!;")
        if (match := _MOVE.match(bare)) and points(match["it"] or "") and before:
            quoted = _IN_QUOTES.search(before)
            bare = f"move {quoted['it'] if quoted else before} to {match['place']}"  # 'the home lab I did already. move it to tried'
        before = bare
        if (gone := _WHY_GONE.match(bare)) and (back := _put_back(f"put {gone['it']} back", facts, noted)):
            yield Edit(sentence, tuple(back))
            continue
        bare = _REQUESTS.sub("", bare).rstrip("?").strip() if _REQUESTS.match(bare) else bare
        if not bare or bare.endswith("?"):
            continue
        found = list(_of(bare, sentence, facts, noted))
        if not found:
            for clause in CLAUSES.split(bare):
                if not _POINTS.match(clause):  # what a clause points at stands beside it
                    found += _of(clause.strip(), clause, facts, noted)
            found += dates_in(sentence, brief)
        yield from found


def _of(bare: str, said: str, facts: Sequence[tuple[Place, Fact]], noted: Sequence[Change]) -> Iterator[Edit]:
    """The one change that a sentence or clause is."""
    for read in (
        _reworded,
        _changed,
        _moved,
        _quoted,
        _put_back,
        _replaced,
        _set,
        _put,
        _instead,
        _judged,
        _still_there,
    ):
        if commands := read(bare, facts, noted):
            yield Edit(said, tuple(commands))
            return


def _set(bare: str, facts: Facts, noted: Sequence[Change]) -> list[Command]:
    match = _SET.match(bare)
    if match is None:
        return []
    slot: Slot | None = "horizon" if match["when"] else "current_role" if match["am"] else slot_named(match["place"])
    return [_told(slot, match["value"])] if slot and _fits(slot, match["value"]) else []


def _reworded(bare: str, facts: Facts, noted: Sequence[Change]) -> list[Command]:
    """A goal in better words: of several the one that is most like it; or any value that is quoted with its new words."""
    if (named := _RENAMED.search(bare)) and (meant := _meant(named["old"], facts, noted)):
        return [TakeBack(value=meant[1].value, quote=bare, instead=named["new"].strip(EDGE))]
    match, goals = _GOAL_IS.match(bare), [f.value for p, f in facts if p.slot == "objectives" and p.part == "text"]
    if match is None or not goals:
        return []
    old = max(goals, key=lambda value: overlap(value, match["value"]))
    alike = len(goals) == 1 or overlap(old, match["value"]) >= _SAME
    new = match["value"].strip(EDGE)
    return [TakeBack(value=old, quote=bare, instead=new)] if alike and tells(new) and not same(old, new) else []


def _changed(bare: str, facts: Facts, noted: Sequence[Change]) -> list[Command]:
    """'Change June to September': one value to another."""
    match = _CHANGE.match(bare)
    meant = _meant(match["old"], facts, noted) if match and not slot_named(match["old"]) else None
    return [TakeBack(value=meant[1].value, quote=bare, instead=match["new"].strip(EDGE))] if match and meant else []


def _replaced(bare: str, facts: Facts, noted: Sequence[Change]) -> list[Command]:
    """A list in the place of what stood there."""
    if (match := _ALL_OF_IT.search(bare)) is not None:
        slot: Slot | None = noted[-1].place.slot if noted else None
    else:
        match = _REPLACE.match(bare)
        slot = slot_named(match["place"] or match["there"]) if match else None
        slot = None if slot == "mentor_qualities" else slot  # 'my mentor should be patient' adds to it
    if match is None or slot not in LISTS:
        return []
    values = [
        value.strip(EDGE) for value in re.split(r",\s+(?:and\s+)?|;\s*", match["value"]) if tells(value.strip(EDGE))
    ]
    kept = {value.casefold() for value in values}
    gone = [fact.value for place, fact in facts if place.slot == slot and fact.value.casefold() not in kept]
    return [*(TakeBack(value=v, quote=bare) for v in gone), *(Tell(slot=slot, value=v, quote=v) for v in values)]


def _put_back(bare: str, facts: Facts, noted: Sequence[Change]) -> list[Command]:
    """What the last message took out; where it was moved, out of where it is now."""
    match = _BACK.match(bare)
    said = (match["it"] or match["that"]) if match else ""
    gone = [c.before for c in noted if c.after is None and c.before and c.place.part in (None, "text")]
    back = [value for value in gone if said and (points(said) or overlap(said, value) >= _SAME)]
    places = {c.before: c.place.slot for c in noted if c.after is None}
    moved = [value for value in back if any(c.after == value for c in noted)]
    return [
        *(TakeBack(value=value, quote=bare) for value in moved),
        *(Tell(slot=places[value], value=value, quote=value) for value in back),
    ]


def _put(bare: str, facts: Facts, noted: Sequence[Change]) -> list[Command]:
    if (added := _ADD.match(bare)) is not None:
        slot, value = noted[-1].place.slot if noted else None, added["value"]
    elif (match := _PUT.match(bare) or _ALSO.match(bare)) is not None:
        named = match.groupdict()
        slot = slot_named(named.get("place") or named.get("there") or "")
        value = named["value"] or named.get("what") or ""
    else:
        return []
    if slot not in LISTS or LETTER_WORD.search(value):  # 'write a message to my mentor'
        return []
    return [_told(slot, value)] if _fits(slot, value) else []


def _moved(bare: str, facts: Facts, noted: Sequence[Change]) -> list[Command]:
    match = _MOVE.match(bare)
    slot = slot_named(match["place"]) if match else None
    return _to(slot, match["it"] or "it", facts, noted) if match and slot else []


def _quoted(bare: str, facts: Facts, noted: Sequence[Change]) -> list[Command]:
    match = _QUOTED.search(bare)
    slot = slot_named(match["place"]) if match else None
    if match is None or slot is None:
        return []
    return [
        TakeBack(value=f.value, quote=bare)
        for p, f in facts
        if p.slot == slot and f.value.lower() == match["value"].lower()
    ]


def _instead(bare: str, facts: Facts, noted: Sequence[Change]) -> list[Command]:
    match = _INSTEAD.match(bare)
    if match is None:
        return []
    old = _meant(match["old"], facts, noted)
    new = match["new"].strip(EDGE)
    whole = old is not None and 2 * len(keys(match["old"])) >= len(keys(old[1].value))
    return [TakeBack(value=old[1].value, quote=bare, instead=new)] if old and whole and tells(new) else []


def _judged(bare: str, facts: Facts, noted: Sequence[Change]) -> list[Command]:
    """'The hackathon isn't something I tried, it's an achievement'; '12 years is experience'."""
    match = _IS.match(bare)
    slot = slot_named(match["yes"]) if match else None
    if match is None or slot is None or slot in ("current_role", "next_role", "horizon"):
        return []
    if re.match(r"(?:still |also )?missing\b", match["yes"].strip(), re.IGNORECASE):  # from the Brief
        return []
    if match["no"] is None:  # 'SQL is my strength' says nothing of the goal to learn SQL
        facts = [(place, fact) for place, fact in facts if place.slot != "objectives" and _is_named(match["it"], fact)]
    moved = _to(slot, match["it"], facts, noted)
    if not moved and slot == "mentor_qualities" and "about" in match["yes"].lower():
        moved = [_told(slot, match["it"])]
    return [*moved, *([_told(slot, match["more"])] if moved and match["more"] and slot in LISTS else [])]


def _still_there(bare: str, facts: Facts, noted: Sequence[Change]) -> list[Command]:
    """'It is still under what I tried, that isn't right': what stands there and elsewhere goes."""
    match = _STILL_THERE.search(bare)
    slot = slot_named(match["place"]) if match else None
    if slot is None or not _WRONG.search(bare):
        return []
    here = (fact.value for place, fact in facts if place.slot == slot)
    twice = [value for value in here if any(p.slot != slot and same(f.value, value) for p, f in facts)]
    return [TakeBack(value=value, quote=bare) for value in twice[:1]]


def _to(slot: Slot, it: str, facts: Facts, noted: Sequence[Change]) -> list[Command]:
    """What stands elsewhere in the Brief, in another place."""
    meant = _meant(it, [(place, fact) for place, fact in facts if place.slot != slot], noted)
    if meant is None:
        return []
    value = meant[1].value
    if keys(value) < keys(it):  # said more fully than it was noted
        parts = (fact.value for place, fact in facts if place.slot in LISTS and keys(fact.value) < keys(it))
        gone = [TakeBack(value=part, quote=it) for part in parts]
        return [*gone, Tell(slot=slot, value=it.strip(EDGE), quote=it.strip(EDGE))]
    here = any(place.slot == slot and same(fact.value, value) for place, fact in facts)
    told = [] if here else [Tell(slot=slot, value=value, quote=value)]
    return [TakeBack(value=value, quote=it), *told]


def _meant(said: str, facts: Facts, noted: Sequence[Change]) -> tuple[Place, Fact] | None:
    """The fact that some words mean: the one that is most like them, or with 'it' the last that was noted."""
    if points(said):
        last = [change.after for change in noted if change.after]
        return next(((place, fact) for place, fact in facts if last and fact.value == last[-1]), None)
    likeness = [(overlap(said, fact.value), number) for number, (_, fact) in enumerate(facts)]
    most, number = max(likeness, default=(0.0, 0), key=lambda each: (each[0], -each[1]))
    return facts[number] if most >= _SAME else None


def _is_named(said: str, fact: Fact) -> bool:
    """Whether words say most of a fact, or point at it."""
    return points(said) or 2 * len(keys(said) & keys(fact.value)) >= len(keys(fact.value))


def _told(slot: Slot, value: str) -> Command:
    said = value.strip(EDGE)
    tag = "by" if slot == "horizon" else "now" if slot == "current_role" else "good"
    return Tell(slot=slot, value=trimmed(tag, said), quote=said)


def _fits(slot: Slot | None, value: str) -> bool:
    said = value.strip(EDGE)
    return tells(said) and (slot != "horizon" or (is_date(trimmed("by", said)) and names_time(said)))

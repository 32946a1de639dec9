"""A value of the Brief in another of its places: 'by when: next summer', 'move the talk to tried', 'put it back'.

Pure functions: what a sentence changes, from what stands in the Brief and what was noted last; empty where nothing.
"""

import re
from collections.abc import Sequence

from assistant.alike import keys, overlap, same
from assistant.brief import LISTS, Slot
from assistant.commands import Command, TakeBack, Tell, TellPart
from assistant.moves import Change
from assistant.understand.edit_words import LIKE, OPENING, PLACE, Facts, fits, is_named, meant, told
from assistant.understand.letter_wanted import LETTER_WORD
from assistant.understand.places import points, slot_named
from assistant.understand.trim import EDGE

_SET = re.compile(  # 'by when: next summer', 'where I am should be: tester at a bank', 'by when march'
    rf"{OPENING}(?:(?:can you )?(?:put|write|note|add)(?: down)? (?:under |in |at )?)?(?:my |the |your )?(?:(?P<when>by when)\W*(?:(?:is|should (?:just |only )?(?:be|say)|must be|put|say|was)\b\W*)*"
    rf"|{PLACE}\s*(?:(?:(?:is|are|should (?:just |only )?(?:be|say)|must be|has to be)\s*)?[:=]|(?:should (?:just |only )?(?:be|say)|must be|has to be)\b:?)\s*"
    r"|(?P<am>where i(?: am|['’]m)(?: now)?) (?:is|should (?:just |only )?(?:be|say)):? )(?P<value>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_PUT = re.compile(
    rf"{OPENING}(?:can you |could you |just )?(?:put|write|add|note)(?: down)? (?:that )?(?P<value>[^.;!?\n]{{2,80}}?) "
    rf"(?:in|under|to|into) (?:the |my )?{PLACE}(?: please| pls| too| as well)?\W*$"
    rf"|{OPENING}(?:in |under )?(?:the |my )?{PLACE.replace('place', 'there')} (?:please |pls )?(?:put|write|add|note)"
    r"(?: down)?(?: that)?:? (?P<what>[^.;!?\n]{2,80})$",
    re.IGNORECASE,
)
_ALSO = re.compile(rf"{OPENING}(?:also )?{PLACE} (?:is )?also:? (?P<value>[^.;!?\n]{{2,60}})$", re.IGNORECASE)
ADD = re.compile(  # where something was taken out, or noted, just before
    rf"{OPENING}(?:also |please )*add (?:also |please )?(?P<value>(?!that\b|this\b|it\b)[\w+#./-]+(?: (?!to\b|in\b|under\b|into\b)[\w+#./-]+){{0,3}}?)(?: too| as well| please| instead)*$",
    re.IGNORECASE,
)
MOVE = re.compile(
    rf"{OPENING}(?:(?:it|that|this) belongs|(?:can you |could you )?move) (?:(?P<it>[^.;!?\n]{{2,60}}?) )?(?:from [\w ]{{3,24}}? )?(?:to|under|into) (?:the |my )?{PLACE}(?: please| pls)?(?:,? and \b.*)?\W*$",
    re.IGNORECASE,
)
_IS = re.compile(  # '... isn't something I tried, it's an achievement', '12 years is experience'
    rf"{OPENING}(?P<it>[^.;!?\n]{{1,70}}?)\s*(?:\b(?:is|was|are|were)(?![a-mo-z])|(?<=\w)['’]s\b)"
    r"(?:\s*(?:n['’]?t|\bnot)\s+(?P<no>[^.;!?,\n]{2,40}?)(?:\s+(?:lol|haha|tho|though))?[,;.]?\s+(?:but\s+|(?:it|they|that|those)(?:['’]?s|['’]re| is| are| was| belongs?)?\s+|(?:put|move) (?:it|that|them|this) (?=in|under|to)|(?=i(?:['’]m| am) (?:good|bad) at (?:it|them|that|those|this)))+)?"
    r"\s*(?P<yes>[^.;!?,\n]{3,40})(?:,\s+(?P<more>[^.,;!?\n]{3,40})(?:,.*)?)?$",
    re.IGNORECASE,
)
_SHORT = 4  # words of a piece of a list, and one
_EMPTIES = re.compile(
    r"(?:(?:take|leave) (?:it|that) (?:out|open|empty)|(?:delete|remove|drop|clear) (?:it|that)|still open|open|empty|undecided|nothing)\b",
    re.IGNORECASE,
)
BELONGS = re.compile(  # 'on call also belongs to what holds me back'
    rf"{OPENING}(?P<it>[^.;!?\n]{{2,60}}?)(?: (?:also |please |should |must )*(?:belongs?|goes?|comes?) (?:to|under|in|into) |, (?:please )?(?:under|in) )(?:the |my )?{PLACE}(?: as well| too)?\W*$",
    re.IGNORECASE,
)
_QUOTED = re.compile(  # "'tried so far: try' is daft"
    r"[\"'“‘](?P<place>[a-z][\w ]{2,24}?): (?P<value>[^\"”'’]{1,60})[\"”'’],? (?:is|isn['’]?t|should|makes?|has|can|must|needs?|out)\b",
    re.IGNORECASE,
)
_BACK = re.compile(  # 'put "going back to development" back in', 'keep the course'
    rf"{OPENING}(?:(?:put|bring|add|take) (?P<it>[^.;!?\n]{{2,60}}?) back(?: in| there)?|(?:put back|bring back|keep|restore) (?P<that>[^.;!?\n]{{2,60}}?))(?: please| pls)?$",
    re.IGNORECASE,
)
_STILL_THERE = re.compile(
    rf"(?:it|that|this)['’]?s?(?: is)? (?:still )?(?:under|in|at) (?:the |my )?{PLACE}(?=[,.;!?]|$)", re.IGNORECASE
)
_WRONG = re.compile(r"\b(?:isn['’]?t|not|wrong|shouldn['’]?t|remove|delete|take)\b", re.IGNORECASE)


def set_(bare: str, facts: Facts, noted: Sequence[Change]) -> list[Command]:
    """'By when: next summer'."""
    match = _SET.match(bare)
    if match is None:
        return []
    if match["place"] and (named := slot_named(match["place"])) and _EMPTIES.match(match["value"]):
        return [TakeBack(value=fact.value, quote=bare) for place, fact in facts if place.slot == named]
    slot: Slot | None = "horizon" if match["when"] else "current_role" if match["am"] else slot_named(match["place"])
    pieces = [piece.strip(EDGE) for piece in re.split(r",\s+(?:and\s+)?|;\s+", match["value"])]
    if slot in LISTS and len(pieces) > 1 and all(0 < len(piece.split()) < _SHORT for piece in pieces):
        return [told(slot, piece) for piece in pieces]  # 'good at: Powershell, Active Directory'
    return [told(slot, match["value"])] if slot and fits(slot, match["value"]) else []


def put_back(bare: str, facts: Facts, noted: Sequence[Change]) -> list[Command]:
    """What the last message took out; where it was moved, out of where it is now."""
    match = _BACK.match(bare)
    said = (match["it"] or match["that"]) if match else ""
    gone = [c.before for c in noted if c.after is None and c.before and c.place.part in (None, "text")]
    parts = [c for c in noted if c.after is None and c.before and c.place.part in ("measure", "deadline")]
    if said and points(said) and parts and not gone:
        return [
            TellPart.model_validate(
                {"part": c.place.part, "value": c.before, "quote": c.before, "of": c.place.objective}
            )
            for c in parts
        ]
    back = [value for value in gone if said and (points(said) or overlap(said, value) >= LIKE)]
    places = {c.before: c.place.slot for c in noted if c.after is None}
    elsewhere = [value for value in back if any(c.after == value for c in noted)]
    return [
        *(TakeBack(value=value, quote=bare) for value in elsewhere),
        *(Tell(slot=places[value], value=value, quote=value) for value in back),
    ]


def put(bare: str, facts: Facts, noted: Sequence[Change]) -> list[Command]:
    """'Put patience under strengths', 'add patience', where something was noted, or taken out, just before."""
    if (added := ADD.match(bare)) is not None:
        slot, value = noted[-1].place.slot if noted else None, added["value"]
    elif (match := _PUT.match(bare) or _ALSO.match(bare)) is not None:
        named = match.groupdict()
        slot = slot_named(named.get("place") or named.get("there") or "")
        value = named["value"] or named.get("what") or ""
    else:
        return []
    if slot not in LISTS or LETTER_WORD.search(value):  # 'write a message to my mentor'
        return []
    return [told(slot, value)] if fits(slot, value) else []


def moved(bare: str, facts: Facts, noted: Sequence[Change]) -> list[Command]:
    """'Move the talk to tried'."""
    match = MOVE.match(bare)
    slot = slot_named(match["place"]) if match else None
    if match and slot:
        return _to(slot, match["it"] or "it", facts, noted)
    belongs = BELONGS.match(bare)
    slot = slot_named(belongs["place"]) if belongs else None
    if belongs is None or slot not in LISTS or points(belongs["it"]):
        return []
    return _to(slot, belongs["it"], facts, noted) or [told(slot, belongs["it"])]


def quoted(bare: str, facts: Facts, noted: Sequence[Change]) -> list[Command]:
    """'"Tried so far: try" is daft': a line of the Brief as it is read back goes."""
    match = _QUOTED.search(bare)
    slot = slot_named(match["place"]) if match else None
    if match is None or slot is None:
        return []
    return [
        TakeBack(value=f.value, quote=bare)
        for p, f in facts
        if p.slot == slot and f.value.lower() == match["value"].lower()
    ]


def judged(bare: str, facts: Facts, noted: Sequence[Change]) -> list[Command]:
    """'The hackathon isn't something I tried, it's an achievement'; '12 years is experience'."""
    match = _IS.match(bare)
    slot = slot_named(match["yes"]) if match else None
    if match is None or slot is None or slot in ("current_role", "next_role", "horizon"):
        return []
    if re.match(r"(?:still |also )?missing\b", match["yes"].strip(), re.IGNORECASE):  # from the Brief
        return []
    if match["no"] is None:  # 'SQL is my strength' says nothing of the goal to learn SQL
        facts = [(place, fact) for place, fact in facts if place.slot != "objectives" and is_named(match["it"], fact)]
    several = [piece for piece in re.split(r",\s+(?:and\s+)?|\s+and\s+", match["it"]) if meant(piece, facts, noted)]
    named = several if len(several) > 1 and match["no"] else [match["it"]]
    there = [command for each in named for command in _to(slot, each, facts, noted)]
    if not there and slot == "mentor_qualities" and "about" in match["yes"].lower():
        there = [told(slot, match["it"])]
    return [*there, *([told(slot, match["more"])] if there and match["more"] and slot in LISTS else [])]


def still_there(bare: str, facts: Facts, noted: Sequence[Change]) -> list[Command]:
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
    found = meant(it, [(place, fact) for place, fact in facts if place.slot != slot], noted)
    if found is None:
        return []
    value = found[1].value
    if keys(value) < keys(it):  # said more fully than it was noted
        parts = (fact.value for place, fact in facts if place.slot in LISTS and keys(fact.value) < keys(it))
        gone = [TakeBack(value=part, quote=it) for part in parts]
        return [*gone, Tell(slot=slot, value=it.strip(EDGE), quote=it.strip(EDGE))]
    here = any(place.slot == slot and same(fact.value, value) for place, fact in facts)
    return [TakeBack(value=value, quote=it), *([] if here else [Tell(slot=slot, value=value, quote=value)])]

"""One value of the Brief in the place of another: 'change June to September', 'Kubernetes instead of Terraform'.

Pure functions: what a sentence changes, from what stands in the Brief and what was noted last; empty where nothing.
"""

import re
from collections.abc import Sequence

from assistant.alike import keys, overlap, same
from assistant.brief import LISTS, Slot
from assistant.commands import Command, TakeBack, Tell
from assistant.moves import Change
from assistant.understand.edit_words import LIKE, OPENING, PLACE, Facts, meant
from assistant.understand.places import slot_named
from assistant.understand.trim import EDGE, tells
from knowledge.text import words

_ALIKE = 0.4  # overlap from which on a value that is said anew is one of those that stand there
_REPLACE = re.compile(  # 'tried so far should be: a course', 'change help wanted to look at my CV'
    rf"{OPENING}(?:my |the |your )?(?:{PLACE}\s+should (?:just |only )?(?:be|say|read)\b:?|change (?:my |the )?{PLACE.replace('place', 'there')} to:?)\s*(?P<value>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_GOAL_IS = re.compile(
    rf"{OPENING}(?:the |my )?(?:goal|objective|aim) should (?:just |only |rather )?(?:be|say|read)\b\W*(?P<value>\w.*)$",
    re.IGNORECASE | re.DOTALL,
)
_RENAMED = re.compile(  # '"how to get a job" should just be "get a job"'
    r"[\"“](?P<old>[^\"”]{2,120})[\"”],? should (?:just |only |rather )?(?:be|say|read)[:,]? [\"“](?P<new>[^\"”]{2,120})[\"”]",
    re.IGNORECASE,
)
_ALL_OF_IT = re.compile(  # 'it should be a woman who came up from support, patient, that's all'
    r"(?:^|[,;] )(?:it|that|this) should (?:just |only )?(?:be|say|read)\b:? (?P<value>\S.*?),? (?:that['’]?s (?:all|it)|nothing else|only that)\W*$",
    re.IGNORECASE | re.DOTALL,
)
_CHANGE = re.compile(
    rf"{OPENING}(?:change|replace) (?:the |my )?[\"“']?(?P<old>[^.;!?\n\"”]{{2,60}}?)[\"”']? (?:to|with|by|into) [\"“']?(?P<new>[^.;!?\n\"”]{{2,60}}?)[\"”']?(?:, (?:i|we|he|she|they|it|that|the|because|since|as)\b.*)?$",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    rf"{OPENING}(?:(?:in|under) (?:the |my )?[\w ]{{3,20}}?(?: please| pls)?,? )?(?:put |write |say )?"
    r"(?P<new>[^.,;!?\n]{2,60}?),? (?:instead of|rather than|in place of) (?:this |that |the )?[\"'“]?(?P<old>[^.;!?\n]{2,60})$",
    re.IGNORECASE,
)

_OUT = re.compile(
    rf"{OPENING}(?:the |my |that )?(?P<it>(?!(?:please|pls|you|can|could|i|and)\b)[^,;.!?]{{3,60}}?),? (?:please |pls )?(?:remove|delete|leave (?:(?:it|that|this|them) )?out|take (?:(?:it|that|this|them) )?out)(?: (?:it|that|this|them))?(?: please| pls)?(?=[,.;!?]|$)",
    re.IGNORECASE,
)
_NUMBER = (
    r"(?:\d+(?:[.,]\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
)
_NUMBER_IN = re.compile(rf"\b{_NUMBER}\b", re.IGNORECASE)
_NOT_BUT = re.compile(  # '20 applications, not 15'; 'not 15 but 20'
    rf"\b(?P<new>{_NUMBER})\b[^.;!?]{{0,30}}?(?:,| and)? (?:not|instead of|i said) (?P<old>{_NUMBER})\b(?! {_NUMBER}\b)"
    rf"|\b(?P<new3>{_NUMBER})\b[^.;!?]{{0,20}}? (?:is|are|would be|sounds?) (?:more \w+|better) than (?P<old3>{_NUMBER})\b"
    rf"|\bnot (?P<old2>{_NUMBER})\b[^.;!?]{{0,20}}?,? (?:but|it['’]?s|is|only|make it) (?:only )?(?P<new2>{_NUMBER})\b",
    re.IGNORECASE,
)
_COUNTS = re.compile(  # 'the wiki was fourteen pages, I just looked'
    rf"{OPENING}(?:the |my |our )?(?P<it>[a-z][\w' -]{{2,30}}?) (?:is|was|are|were|has|had) (?:now |only |about |actually |really )*(?P<new>{_NUMBER})\b",
    re.IGNORECASE,
)
_SAY = re.compile(  # 'kql not so fast actually, say ok with kql'
    r"^(?P<it>[^.;!?\n]{3,60}?),? (?:so |better |rather |just |please |then )*(?:say|write|put|make (?:it|that)|call it|more like) "
    r"(?P<new>[^.;!?\n]{2,60})$",
    re.IGNORECASE,
)
_WRONG_NUMBER = re.compile(
    rf"\b(?P<old>{_NUMBER})\b(?! and\b)[^;!?\n]{{0,50}}?\b(?:is|are|was|sounds?|seems?|looks?)\b[^;!?\n]{{2,50}}?[.,]?\s+(?:so |please |rather )?(?:make it|put|say) (?P<new>{_NUMBER})\b",
    re.IGNORECASE,
)
_OUT_PUT = re.compile(
    r"\b(?:take (?:out|off|away)|remove|delete|drop|scratch) (?:the |my |that )?(?:(?:thing|part|remark|bit|line|word)s? (?:(?:with|about|of|on) )?(?:the )?)?"
    r"(?P<it>[^.,;!?\n]{2,80}?)(?: out| off| away)?(?: please| pls)?(?:, (?!just\b|only\b|put\b|write\b|say\b)[^.,;!?\n]{0,60}?)?[.,;]\s*(?:and |but )?(?:just |only |rather )?"
    r"(?:write|put|say|note)(?: just| only| down)*(?: that)? (?P<new>(?!it\b|that\b)[^.;!?\n]{2,80})",
    re.IGNORECASE,
)
_TO_PLACE = re.compile(r"\b(?:in|under|to|into|on) (?:the |my )?(?P<place>[\w ]{3,24})$", re.IGNORECASE)
_LETTERS = 3
_THERE_ARE = re.compile(  # 'it's 9 people, one started this week'
    rf"{OPENING}(?:(?:it['’]?s|it is|there are|we are|we['’]re|i said|that['’]?s)\s+)?(?:now |only |about |actually |really )*(?P<new>{_NUMBER}) (?P<unit>[a-z]{{3,}})\b",
    re.IGNORECASE,
)
_UNIT = re.compile(r" ?((?:years?|yrs?|months?|weeks?|days?|hours?|minutes?|min)\b)", re.IGNORECASE)
_UNITS_OF_TIME = frozenset("year years yrs month months week weeks day days hour hours minutes min".split())
_WORD = re.compile(
    r"\b(?:take|leave|remove|delete|drop)(?: out)? the words? [\"“']?(?P<it>[\w'’ -]{1,30}?)[\"”']?(?: out| away)?(?: please| pls)?$",
    re.IGNORECASE,
)
_NO_DATE = re.compile(
    r"\b(?:don['’]?t|do not|didn['’]?t) (?:have|say|give|know) (?:a |any |the )?(?:date|when)\b|\bhave no date\b|\bno date (?:yet|for it|there)\b|\b(?:not|isn['’]?t) (?:a |my |the )(?:date|deadline)\b",
    re.IGNORECASE,
)
_FEW = 14  # words of a sentence that puts a number right


def reworded(bare: str, facts: Facts, noted: Sequence[Change]) -> list[Command]:
    """A goal in better words: of several the one that is most like it; or any value that is quoted with its new words."""
    if (named := _RENAMED.search(bare)) and (old := meant(named["old"], facts, noted)):
        return [TakeBack(value=old[1].value, quote=bare, instead=named["new"].strip(EDGE))]
    match, goals = _GOAL_IS.match(bare), [f.value for p, f in facts if p.slot == "objectives" and p.part == "text"]
    if match is None or not goals:
        return []
    goal = max(goals, key=lambda value: overlap(value, match["value"]))
    alike = len(goals) == 1 or overlap(goal, match["value"]) >= LIKE
    new = match["value"].strip(EDGE)
    return [TakeBack(value=goal, quote=bare, instead=new)] if alike and tells(new) and not same(goal, new) else []


def changed(bare: str, facts: Facts, noted: Sequence[Change]) -> list[Command]:
    """'Change June to September': one value to another."""
    match = _CHANGE.match(bare)
    old = meant(match["old"], facts, noted) if match and not slot_named(match["old"]) else None
    if match is None or old is None:
        return []
    whole, new = old[1].value, match["new"].strip(EDGE)
    piece = re.search(rf"\b{re.escape(match['old'].strip(EDGE))}\b", whole, re.IGNORECASE)
    if piece and len(keys(match["old"])) < len(keys(whole)):  # 'thirty to twenty' of 'thirty shops by summer'
        new = whole[: piece.start()] + new + whole[piece.end() :]
    return [TakeBack(value=whole, quote=bare, instead=new)]


def replaced(bare: str, facts: Facts, noted: Sequence[Change]) -> list[Command]:
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
    here = [fact.value for place, fact in facts if place.slot == slot]
    alike = [value for value in here if len(values) == 1 and overlap(value, values[0]) >= _ALIKE]
    if len(here) > 1 and len(alike) == 1:  # 'missing should say: leading former mates', one of two
        return [TakeBack(value=alike[0], quote=bare, instead=values[0])]
    kept = {value.casefold() for value in values}
    gone = [fact.value for place, fact in facts if place.slot == slot and fact.value.casefold() not in kept]
    return [*(TakeBack(value=v, quote=bare) for v in gone), *(Tell(slot=slot, value=v, quote=v) for v in values)]


def counted(bare: str, facts: Facts, noted: Sequence[Change]) -> list[Command]:
    """Another number in a value: 'it's 20 applications, not 15', 'the wiki was fourteen pages'. Dates are `goal_dates`'."""
    if len(words(bare)) > _FEW:
        return []
    values = [f.value for p, f in facts if p.part != "deadline" and p.slot not in ("horizon", "experience")]
    if said := _NOT_BUT.search(bare):
        old, new = said["old"] or said["old2"] or said["old3"], said["new"] or said["new2"] or said["new3"]
        held = re.compile(rf"\b{re.escape(old)}\b", re.IGNORECASE)
        every = [f.value for _, f in facts]
        unit = _UNIT.match(bare, bare.find(new) + len(new))  # 'it's 5 yrs, not 4' is said of years
        same_unit = re.compile(rf"\b{re.escape(old)} ?{re.escape(unit[1][0])}", re.IGNORECASE) if unit else None
        holding = [v for v in every if same_unit and same_unit.search(v)]
        holding = holding or [v for v in values if held.search(v)] or [v for v in every if held.search(v)]
    elif said := _COUNTS.match(bare):
        old, new = None, said["new"]
        named = keys(said["it"])
        holding = [value for value in values if named & keys(value) and len(_NUMBER_IN.findall(value)) == 1]
    elif (said := _THERE_ARE.match(bare)) and said["unit"].lower() not in _UNITS_OF_TIME:
        counts = re.compile(rf"\b(?P<n>{_NUMBER}) {re.escape(said['unit'])}\b", re.IGNORECASE)
        holding = [v for v in values if counts.search(v)]
        old, new = next((found["n"] for v in holding if (found := counts.search(v))), None), said["new"]
    else:
        return []
    if len(holding) != 1:
        return []
    number = re.compile(rf"\b{re.escape(old)}\b", re.IGNORECASE) if old else _NUMBER_IN
    value = number.sub(new, holding[0], count=1)
    return [TakeBack(value=holding[0], quote=bare, instead=value)] if value != holding[0] else []


def put_for(message: str, facts: Facts, noted: Sequence[Change]) -> tuple[str, list[Command]]:
    """(the words, the change) of 'take out the church class, put only leadership class', '18 months is wrong, make it 12'."""
    if counts := _WRONG_NUMBER.search(message):
        held = re.compile(rf"\b{re.escape(counts['old'])}\b", re.IGNORECASE)
        holding = [fact.value for _, fact in facts if held.search(fact.value)]
        value = held.sub(counts["new"], holding[0], count=1) if len(holding) == 1 else ""
        return (counts[0], [TakeBack(value=holding[0], quote=counts[0], instead=value)]) if value else ("", [])
    match = _OUT_PUT.search(message)
    old = meant(match["it"], facts, noted) if match and not slot_named(match["it"]) else None
    if match is None or old is None or _names_place(match["new"]):
        return "", []
    return match[0], [TakeBack(value=old[1].value, quote=match[0].strip(), instead=match["new"].strip(EDGE))]


def _names_place(said: str) -> bool:
    """'Terraform under tried', 'it back'."""
    place = _TO_PLACE.search(said)
    return (
        slot_named(said) is not None
        or (place is not None and slot_named(place["place"]) is not None)
        or "back" in words(said)
    )


def said_better(bare: str, facts: Facts, noted: Sequence[Change]) -> list[Command]:
    """A value in better words: the one that is named, or the only one that speaks of the same, before and after."""
    match = _SAY.match(bare)
    if match:  # 'the January 2028 thing feels too exact, put just after we ship'
        named = [f.value for _, f in facts if len(f.value) > _LETTERS and f.value.casefold() in match["it"].casefold()]
        if len(named) == 1 and not _names_place(match["new"]):
            return [TakeBack(value=named[0], quote=bare, instead=match["new"].strip(EDGE))]
    of = keys(match["it"]) & keys(match["new"]) if match else set()
    here = [fact.value for place, fact in facts if place.part in (None, "text") and of & keys(fact.value)]
    if match is None or len(here) != 1 or here[0].casefold() == match["new"].casefold():
        return []
    return [TakeBack(value=here[0], quote=bare, instead=match["new"].strip(EDGE))]


def without_word(bare: str, facts: Facts, noted: Sequence[Change]) -> list[Command]:
    """'Take the word needs out': of the only value in which it stands."""
    match = _WORD.search(bare)
    word = re.compile(rf"\s*\b{re.escape(match['it'])}\b", re.IGNORECASE) if match else None
    holding = [fact.value for _, fact in facts if word and word.search(fact.value)]
    if word is None or len(holding) != 1:
        return []
    return [TakeBack(value=holding[0], quote=bare, instead=word.sub("", holding[0], count=1).strip(EDGE))]


def dateless(bare: str, facts: Facts, noted: Sequence[Change]) -> list[Command]:
    """'I don't have a date', said of the one that was noted last."""
    last = next((c.after for c in reversed(noted) if c.after and _is_day(c)), None)
    stands = last is not None and any(fact.value == last for _, fact in facts)
    return [TakeBack(value=last, quote=bare)] if last and stands and _NO_DATE.search(bare) else []


def _is_day(change: Change) -> bool:
    return change.place.slot == "horizon" or change.place.part == "deadline"


def out(bare: str, facts: Facts, noted: Sequence[Change]) -> list[Command]:
    """'The eleven calls please remove, my boss might see it': what goes is named first."""
    match = _OUT.match(bare)
    gone = meant(match["it"], facts, noted) if match and not slot_named(match["it"]) else None
    return [TakeBack(value=gone[1].value, quote=bare)] if gone else []


def instead(bare: str, facts: Facts, noted: Sequence[Change]) -> list[Command]:
    """'Kubernetes instead of Terraform'."""
    match = _INSTEAD.match(bare)
    if match is None:
        return []
    old = meant(match["old"], facts, noted)
    new = match["new"].strip(EDGE)
    whole = old is not None and 2 * len(keys(match["old"])) >= len(keys(old[1].value))
    return [TakeBack(value=old[1].value, quote=bare, instead=new)] if old and whole and tells(new) else []

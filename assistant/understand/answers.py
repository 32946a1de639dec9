"""What answers the open question: pieces that are marked as something else, and what is not marked at all, such as
terse lists and what a mentor is told to do. Pure functions."""

import re
from collections.abc import Sequence

from assistant.brief import ListSlot
from assistant.commands import Command, Tell, TellPart
from assistant.moves import Topic
from assistant.understand.acts import act_of
from assistant.understand.asking import is_question
from assistant.understand.dates import is_date
from assistant.understand.seams import LISTED
from assistant.understand.trim import EDGE, as_answer, tells, trimmed
from knowledge.marks import Mark
from knowledge.text import words

_LISTS: dict[Topic, ListSlot] = {
    "strengths": "strengths", "weaknesses": "weaknesses", "tried": "tried", "constraints": "constraints"
}  # fmt: skip
_PIECE = 5  # words of a terse one
_SAYS = 3  # words of which some say something together: 'do it for me'
_TAG: dict[ListSlot, str] = {"strengths": "good", "weaknesses": "bad", "tried": "tried", "constraints": "limit"}
_SENTENCES = re.compile(r"[.!;\n]+\s*")
_CLAUSES = re.compile(
    r"[.!;\n]+\s*|,\s+(?:and\s+)?|\s+and\s+(?=(?:also )?(?:ask|tell|help|show|teach|challenge|give|push|explain|warn|stop) me\b)"
)
_DOES = re.compile(  # what a mentor is told to do, or not
    r"^\W*(?:(?:and|also|maybe|just|please|to|mostly|well|someone who|somebody who|she should|he should|they should|that was my answer)\W+)*"
    r"(?P<it>(?:ask|tell|help|show|teach|read|check|give|push|open|look|explain|practi[sc]e|challenge|listen|review|introduce|be|say|correct|share|let|keep|train|coach|discuss|talk|warn|stop) (?:me|my|us|honest|blunt|open|strict|patient|with me|through|at|over|hard|what|how|the)\b.*|(?:practi[sc]e|rehearse|review|check|train|simulate|proofread|discuss|do) \w.*)$",
    re.IGNORECASE,
)
_DOES_NOT = re.compile(
    r"^\W*(?:(?:and|but|also|just|please|i)\W+)*(?:don['’]?t|do not|not|never|no) (?:(?:want|need|like)(?: (?:him|her|them|it|somebody|someone|anyone|to be))?(?: to)? )?(?P<it>(?!sure\b|know\b|really\b|yet\b)\w.*)$",
    re.IGNORECASE,
)
_NAMED = re.compile(  # 'honestly it's nerves'
    r"(?:^|[.!;,]\s+(?:and |but )?)(?:(?:honestly|probably|mostly|mainly|i think|i guess|maybe)[\s,]+)*(?:it['’]?s|it is|that['’]?d be)"
    r" (?:my |the |mostly |probably )?(?P<it>(?!not\b|really\b|very\b|so\b|too\b|bad\b|difficult\b|ok\b|fine\b|all\b|the same\b|hard\b|just\b|what\b|how\b|that\b|like\b)[a-z][\w -]{2,24})(?=[,.;!]|$)",
    re.IGNORECASE,
)


_I_WOULD = re.compile(
    r"\b(?:(?:i|he|she|they)(?:['’]?d| would|['’]?ll| will| can| could)|lets? me|let['’]?s me)(?: (?:just|then|finally|also|no longer))* $",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"\b(?:i|i['’]m|he|she|they|it|we|you|no|not|never|was|is)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:or|vs|versus|between|torn|either|both|also)\b|/", re.IGNORECASE)
_WOULD = re.compile(  # 'I'd know which of the two I want', asked what they want to have reached
    r"^\W*(?:(?:then|that|well|hm+|i think|ideally|honestly)\W+)*i(?:['’]d| would| could| can|['’]ll| will)(?: like to| love to)? (?:finally |then |actually )?"
    r"(?P<it>(?!say\b|rather\b|guess\b|skip\b|need\b|not\b|be (?:happy|glad|ok|fine)\b)[a-z][^.;!?]*?)(?=[.;!]|, (?:and|but|with|instead)\b| (?:by|until|within) |$)",
    re.IGNORECASE,
)
_I_WANT = re.compile(r"\bi(?:['’]?d| would)? (?:want|like|love|wish|hope|plan|need) to $", re.IGNORECASE)
_OF_GOALS = frozenset(("objectives", "target", "measure", "deadline"))
_I_DO = re.compile(
    r"(?:^|[.!?;]\s)\W*(?:(?:well|so|only|just|ok|yes|for now)\W+)*i (?:have |already |also |only |just )*$",
    re.IGNORECASE,
)
_I_CAN = re.compile(
    r"\bi (?:can|could|would|might) (?:show|teach|help|give|offer|tell|explain|review|share|do|test|bring|cook|translate|introduce)\b[^.;!?]*$",
    re.IGNORECASE,
)
_NOTICED = re.compile(
    r"\W*(?:(?:well|hm+|ok|so|i guess|i think|probably|maybe|oh)\W+)*(?:they|he|she|people|my \w+|you|everyone|everybody|somebody|someone|we|i)"
    r"(?:['’]?d|['’]?ll| would| will) (?:see|notice|know|hear|tell|reali[sz]e)\b(?: it| that)?(?: by| from| when| because)?\s+(?P<it>[^.;!?\n]+)",
    re.IGNORECASE,
)
_DONE = re.compile(  # 'asked HR, no answer'
    r"^\W*(?:(?:well|ok|so|no|once|already|only)\W+)*(?:asked|talked|spoke|tried|read|took|did|went|wrote|sent|applied|started|began|watched|bought|made|got|joined|attended|finished|met)\b[^?]*$",
    re.IGNORECASE,
)
_OFFERS = re.compile(  # whatever was asked
    r"^\W*(?:(?:and|well|maybe|ok|also)\W+)*i (?:can|could|might) (?:also |gladly |maybe )?(?:show|teach|help|give|offer|explain|review|share|test|proofread|translate|introduce|do an? [\w -]+ for)\b[^?]{3,90}$",
    re.IGNORECASE,
)
_I_WOULD_OR_DO = re.compile(f"{_I_WOULD.pattern}|{_I_DO.pattern}", re.IGNORECASE)
_BEFORE_NOW = re.compile(
    r"\b(?:already|stopp?(?:ed)?|tried|gave up|never finish\w*|not finish\w*|last (?:year|month|autumn|spring|summer|winter)|years? ago|once)\b",
    re.IGNORECASE,
)
_FEW = 8  # words of an answer that says no more than was asked
_UNABLE = re.compile(
    r"\b(?:bad|weak\w*|lack\w*|miss\w*|not|nothing|little|less|no|never|can['’]?t|cannot|hard|difficult|poor|need|afraid)\b|n['’]t\b",
    re.IGNORECASE,
)
_WISHED = re.compile(
    r"\b(?:me|my|want|need|like|wish|should|would|could|please|someone|somebody|mentor|he|she|they|him|her)\b",
    re.IGNORECASE,
)
_BAD_CUE = re.compile(
    r"\b(?:bad|weak\w*|lack\w*|missing|miss|not|struggl\w*|can['’]?t|cannot|hard|difficult|afraid|problem|need|never|poor|less|no)\b|n['’]t\b",
    re.IGNORECASE,
)
_GOOD_CUE = re.compile(r"\b(?:good|strong\w*|strength\w*|great|excellent|best|well)\b", re.IGNORECASE)


def as_asked(message: str, marks: Sequence[Mark], tag: str) -> list[Mark]:
    """Who is asked what they are good at, and lists things in their first sentence, is good at them."""
    if tag in ("good", "bad"):  # 'powershell, exchange', which looks like a position
        marks = [m._replace(tag=tag) if m.tag == "now" and ", " in m.text else m for m in marks]
    other, cue = {"good": ("bad", _BAD_CUE), "bad": ("good", _GOOD_CUE)}.get(tag, ("", None))
    end = m.start() if (m := re.search(r"[.!?](?:\s|$)", message)) else len(message)
    if cue is None or "," not in message[:end] or any(mark.tag == tag and mark.start < end for mark in marks):
        return list(marks)
    listed = [mark for mark in marks if mark.tag == other and mark.end <= end]
    if any(cue.search(message, 0, mark.start) for mark in listed[:1]):
        return list(marks)
    return [mark._replace(tag=tag) if mark in listed else mark for mark in marks]


def as_answered(message: str, marks: Sequence[Mark], topic: str) -> list[Mark]:
    """Who is asked how one would see it and says 'I'd stop asking', or what they tried and says 'I make a home lab',
    tells no new goal."""
    marks = _of_position_or_date(message, marks, topic)
    if topic == "objectives" and not any(mark.tag in ("goal", "role") for mark in marks):
        first = next((mark for mark in marks if mark.tag == "measure"), None)  # 'by autumn my team ships without me'
        marks = [mark._replace(tag="goal") if mark is first else mark for mark in marks]
    if topic in _OF_GOALS and "goal" in (tags := {mark.tag for mark in marks}) and not tags & {"role", "alt", "far"}:
        marks = [mark._replace(tag="by") if mark.tag == "when" else mark for mark in marks]
    if topic == "objectives":  # 'then I can write a test suite by myself', 'I'd dare to go to an interview'
        told_as = ("tried", "give", "good")
        wishes = [
            (m.tag in told_as and _I_WOULD.search(message, 0, m.start) is not None)
            or (m.tag == "help" and _I_WANT.search(message, 0, m.start) is not None)
            for m in marks
        ]
        return [mark._replace(tag="goal") if wish else mark for mark, wish in zip(marks, wishes, strict=True)]
    if topic == "offer_in_return":  # 'I can show her Oracle', 'performance problems'
        able = len(words(message)) <= _FEW and not _UNABLE.search(message)
        unmeant = ("bad",) if _WISHED.search(message) else ("bad", "help")
        return [
            m._replace(tag="give")
            if (m.tag in LISTED and _I_CAN.search(message, 0, m.end)) or (able and m.tag in unmeant)
            else m
            for m in marks
        ]
    if topic == "tried" and len(words(message)) <= _FEW and not _WISHED.search(message):  # 'a talk training'
        marks = [mark._replace(tag="tried") if mark.tag == "help" else mark for mark in marks]
    if topic == "tried" and _BEFORE_NOW.search(message):
        return [mark._replace(tag="tried") if mark.tag == "goal" else mark for mark in marks]
    if topic == "measure" and (seen := _NOTICED.match(message)):
        start, end = seen.span("it")
        inside = [m for m in marks if m.start < end]
        if not any(m.tag == "measure" for m in inside):  # 'they'd see that I have passed the exam, and a job offer'
            return [Mark("measure", start, end, message[start:end], 1.0), *(m for m in marks if m.start >= end)]
    told = {"measure": _I_WOULD_OR_DO, "tried": _I_DO}.get(topic)
    if told is None:
        return list(marks)
    tag, done, answered = topic, False, list[Mark]()
    for mark in marks:
        # What follows in the same list is of the same kind.
        done = mark.tag == "goal" and (done or told.search(message, 0, mark.start) is not None)
        answered.append(mark._replace(tag=tag) if done else mark)
    return answered


def _of_position_or_date(message: str, marks: Sequence[Mark], topic: str) -> list[Mark]:
    """The one position that is named, where the next one was asked; a date, where that of a goal was."""
    if topic == "next_role":  # 'cloud engineer maybe' is one, where nothing else is named
        named = [m for m in marks if m.tag in ("role", "alt", "far")]
        alone = len(named) == 1 and named[0].tag == "alt" and not _BETWEEN.search(message)
        marks = [mark._replace(tag="role") if alone and mark is named[0] else mark for mark in marks]
    if topic == "deadline":  # but not in 'lead programmer, final answer; the date is 2028'
        role = min((mark.end for mark in marks if mark.tag in ("role", "alt", "far")), default=len(message))
        marks = [mark._replace(tag="by") if mark.tag == "when" and mark.start < role else mark for mark in marks]
    return list(marks)


def unmarked(message: str, found: Sequence[Command], asked: Topic | None) -> list[Command]:
    """The facts with what else of a message answers the question."""
    if asked is None or message.rstrip().endswith("?"):
        return list(found)
    if asked is not None and not found and _OFFERS.match(message):
        value = message.strip(EDGE)
        return [Tell(slot="offer_in_return", value=value, quote=value)]
    if asked == "tried" and not found and _DONE.match(message):
        value = message.strip(EDGE)
        return [Tell(slot="tried", value=value, quote=value)]
    slots = {command.slot for command in found if isinstance(command, Tell)}
    if asked == "objectives" and not any(isinstance(c, Tell) and c.slot == "objectives" for c in found):
        would = _WOULD.match(message)
        goal = [Tell(slot="objectives", value=would["it"], quote=would["it"])] if would and tells(would["it"]) else []
        dates = [c for c in found if isinstance(c, Tell) and c.slot == "horizon"] if goal else []
        due = [TellPart(part="deadline", value=c.value, quote=c.quote, own=True) for c in dates]
        return [*goal, *due, *(c for c in found if c not in dates)]
    if asked == "help_wanted" or (asked in ("mentor_qualities", "offer_in_return") and asked not in slots):
        return [*found, *_help(message, found)]
    slot = _LISTS.get(asked)
    if slot is None:
        return list(found)
    more = _terse(message, found, slot) or _list_first(message, found, slot)
    if slot == "weaknesses" and not more:
        more = [m["it"] for m in _NAMED.finditer(message)]
    return [*found, *(Tell(slot=slot, value=piece, quote=piece) for piece in more if not _is_told(piece, found))]


def _terse(message: str, found: Sequence[Command], slot: ListSlot) -> list[str]:
    """'Complained. Wrote RFCs. Nobody read them', of which one is marked."""
    pieces = [piece.strip(EDGE) for piece in _SENTENCES.split(message) if piece.strip(EDGE)]
    marked = any(isinstance(c, Tell) and c.slot == slot for c in found)
    if len(pieces) < 2 or not marked or any(len(words(p)) > _PIECE or is_question(p) or act_of(p) for p in pieces):
        return []
    values = (trimmed(_TAG[slot], as_answer(piece, _TAG[slot])) for piece in pieces)
    return [value for value in values if tells(value) and value in message and not is_date(value)]


def _list_first(message: str, found: Sequence[Command], slot: ListSlot) -> list[str]:
    """'Powershell, active directory, exchange. I am the one they call at 3am', of which nothing is marked."""
    first = _SENTENCES.split(message)[0]
    pieces = [piece.strip(EDGE) for piece in re.split(r",\s+(?:and )?", first)]
    if slot not in ("strengths", "weaknesses") or any(isinstance(c, Tell) and c.slot == slot for c in found):
        return []
    few = len(pieces) > 1 and all(
        0 < len(words(piece)) < _PIECE - 1 and not act_of(piece) and not _SUBJECT.search(piece) for piece in pieces
    )
    return [piece for piece in pieces if tells(piece) and not is_date(piece)] if few else []


def _help(message: str, found: Sequence[Command]) -> list[Command]:
    told: list[Command] = []
    for clause in _CLAUSES.split(message):
        if _is_told(clause.strip(EDGE), found) or clause.rstrip().endswith("?"):
            continue
        does, does_not = _DOES.match(clause), _DOES_NOT.match(clause)
        match, slot = (does_not, "help_unwanted") if does_not else (does, "help_wanted")
        value = match["it"].strip(EDGE) if match else ""
        if match is not None and (len(words(value)) > _SAYS or (tells(value) and len(words(value)) > 1)):
            told.append(Tell.model_validate({"slot": slot, "value": value, "quote": value}))
    return told


def _is_told(piece: str, found: Sequence[Command]) -> bool:
    quotes = [str(getattr(command, "quote", "")) for command in found]
    return any(quote and (quote in piece or piece in quote) for quote in quotes)

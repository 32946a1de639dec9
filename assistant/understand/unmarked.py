"""What answers the open question and is not marked at all: terse lists, what a mentor is told to do, offers.

Pure functions.
"""

import re
from collections.abc import Sequence

from assistant.brief import ListSlot
from assistant.commands import Command, Tell, TellPart
from assistant.moves import Topic
from assistant.understand.acts import act_of
from assistant.understand.asking import is_question
from assistant.understand.dates import is_date
from assistant.understand.trim import EDGE, as_answer, tells, trimmed
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
_SUBJECT = re.compile(r"\b(?:i|i['’]m|he|she|they|it|we|you|no|not|never|was|is)\b", re.IGNORECASE)
_WOULD = re.compile(  # 'I'd know which of the two I want', asked what they want to have reached
    r"^\W*(?:(?:then|that|well|hm+|i think|ideally|honestly)\W+)*i(?:['’]d| would| could| can|['’]ll| will)(?: like to| love to)? (?:finally |then |actually )?"
    r"(?P<it>(?!say\b|rather\b|guess\b|skip\b|need\b|not\b|be (?:happy|glad|ok|fine)\b)[a-z][^.;!?]*?)(?=[.;!]|, (?:and|but|with|instead)\b| (?:by|until|within) |$)",
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


def unmarked(message: str, found: Sequence[Command], asked: Topic | None) -> list[Command]:
    """The facts with what else of a message answers the question."""
    if asked is None or message.rstrip().endswith("?"):
        return list(found)
    pieces = [piece.strip(EDGE) for piece in _SENTENCES.split(message)]
    found = [
        *found,
        *(_whole("offer_in_return", each) for each in pieces if _OFFERS.match(each) and not _is_told(each, found)),
    ]
    if not found and asked == "tried" and _DONE.match(message):
        return [_whole("tried", message)]
    slots = {command.slot for command in found if isinstance(command, Tell)}
    if asked == "objectives" and "objectives" not in slots:
        return _wished(message, found)
    if asked == "help_wanted" or (asked in ("mentor_qualities", "offer_in_return") and asked not in slots):
        return [*found, *_help(message, found)]
    slot = _LISTS.get(asked)
    if slot is None:
        return list(found)
    if terse := _terse(message, found, slot):
        others = [c for c in found if not (isinstance(c, Tell) and c.slot == slot)]
        return [*others, *(Tell(slot=slot, value=piece, quote=piece) for piece in terse if not _is_told(piece, others))]
    more = _list_first(message, slot)
    if slot == "weaknesses" and not more:
        more = [m["it"] for m in _NAMED.finditer(message)]
    return [*found, *(Tell(slot=slot, value=piece, quote=piece) for piece in more if not _is_told(piece, found))]


def _whole(slot: ListSlot, message: str) -> Command:
    value = message.strip(EDGE)
    return Tell(slot=slot, value=value, quote=value)


def _wished(message: str, found: Sequence[Command]) -> list[Command]:
    """'I'd like to decide by next summer': what they would do then, and by when."""
    would = _WOULD.match(message)
    if would is None or not tells(would["it"]):
        return list(found)
    dates = [c for c in found if isinstance(c, Tell) and c.slot == "horizon"]
    due = [TellPart(part="deadline", value=c.value, quote=c.quote, own=True) for c in dates]
    goal = Tell(slot="objectives", value=would["it"], quote=would["it"])
    return [goal, *due, *(c for c in found if c not in dates)]


def _terse(message: str, found: Sequence[Command], slot: ListSlot) -> list[str]:
    """'Complained. Wrote RFCs. Nobody read them', of which one is marked."""
    pieces = [piece.strip(EDGE) for piece in _SENTENCES.split(message) if piece.strip(EDGE)]
    marked = any(isinstance(c, Tell) and c.slot == slot for c in found)
    if len(pieces) < 2 or not marked or any(len(words(p)) > _PIECE or is_question(p) or act_of(p) for p in pieces):
        return []
    values = (trimmed(_TAG[slot], as_answer(piece, _TAG[slot])) for piece in pieces)
    return [value for value in values if tells(value) and value in message and not is_date(value)]


def _list_first(message: str, slot: ListSlot) -> list[str]:
    """'Powershell, active directory, exchange. I am the one they call at 3am', of which not all is marked."""
    first = _SENTENCES.split(message)[0]
    pieces = [piece.strip(EDGE) for piece in re.split(r",\s+(?:and )?", first)]
    if slot not in ("strengths", "weaknesses"):
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

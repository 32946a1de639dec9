"""Which of somebody's words a mentor can come back to: a short clause that states something. Pure functions."""

import re
from collections.abc import Sequence

from knowledge.marks import Mark
from knowledge.text import STOP_WORDS, content_words

_FEW, _MANY = 3, 10  # words
_SPLIT = re.compile(r"[,;:.!?…()–—\"“”]+|\s-\s|\b(?:and|but|because)\b", re.IGNORECASE)
_BEGINS = re.compile(
    r"^(?:(?:well|so|then|also|and|or|yes|no|okay|honestly|actually|i (?:think|mean|guess|believe|suppose))\s+)+",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"(?:i|we|it|they|he|she|nobody|no one|somebody|everybody|people|there|my|our|the|most|half|all|both|one|two|three"
    r"|four|five|six|seven|eight|nine|ten|\d+)\b(?!['’]?ll\b)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:you|your|yours|yourself|thanks?|sorry|hello)\b|^i(?:['’]m| am| was) an? |\bi (?:want|wish|hope|need)\b"
    r"|^(?:\w+ )?(?:an )?(?:minutes?|hours?|days?|weeks?|months?|years?)(?:$| (?:at|in|as|now)\b)"
    r"|\bmy (?:\w+ )?(?:aim|goal|target|plan) is\b"
    r"|\bi(?:['’]d| would|['’]ll| will| shall| could| can) ",
    re.IGNORECASE,
)
_ACTS = re.compile(  # what somebody did wants no second look as what they think does
    r"^(?:i|we)(?:['’]ve| have)? (?:(?:also|even|then|once|just|already|\w+ly) )?(?:\w+ed|wrote|went|made|did"
    r"|took|sat|spoke|built|read|ran|run|led|got|found|began|gave|told|sent|drew|held|met|put|kept|brought|cut|done|taken|written)\b",
    re.IGNORECASE,
)
_OF = ("bad", "tried", "good", "goal", "help", "now", "far", "role")  # what of a message is worth coming back to, first


def clauses(text: str) -> list[str]:
    """The pieces that state something and can be said back."""
    pieces = (_BEGINS.sub("", " ".join(piece.split())) for piece in _SPLIT.split(text))
    return [piece for piece in pieces if _can_be_quoted(piece)]


def quoted(said: str, marked: Sequence[Mark], taken_up: Sequence[str]) -> str | None:
    """The best clause that was not come back to yet: one whose words say something about the person."""
    able = [piece for piece in clauses(said) if piece.lower() not in taken_up]
    marks = [mark.text for tag in _OF for mark in marked if mark.tag == tag and mark.sure >= 0.4]
    spoken_of = next((piece for mark in marks for piece in able if piece in said and _meet(piece, mark)), None)
    return spoken_of or next((piece for piece in able if len(piece.split()) > _FEW), None)


def _meet(one: str, other: str) -> bool:
    return other in one or one in other


def _can_be_quoted(piece: str) -> bool:
    words = piece.split()
    ends_well = bool(words) and words[-1].lower() not in STOP_WORDS
    heavy = {word for word in content_words(piece) if len(word) > 3}
    fits = _FEW <= len(words) <= _MANY and ends_well and len(heavy) >= 2 and not set(piece) & set("{}")
    return fits and bool(_STATES.match(piece)) and not (_ASKS.search(piece) or _ACTS.match(piece))

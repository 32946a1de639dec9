"""A warmer way than a message out of the blue: face to face, or through somebody whom both know. Pure."""

import re

from assistant.skills.outreach.followup import Cited
from assistant.word.lines import say
from knowledge.letters import Channel
from knowledge.types import Frozen

_COLD: tuple[Channel, ...] = ("mentor_request_email", "linkedin_note")  # to the mentor, and the first one
_NEVER = r"(?:never|not|haven['’]?t|didn['’]?t|hasn['’]?t)(?: (?:yet|ever|actually|really))*"
_MET = r"(?:met|meet|spoken|speak|talked|talk|been introduced|heard of me|exchanged)"
_EACH = r"(?:him|her|them|me|us|each other|one another|personally|in person|who I am|that I exist)"
_STRANGERS = re.compile(
    r"^\W*(?:no|nope|not|none|never|nothing|unknown|cold)\W*$"
    r"|\bnot (?:at all|yet|personally)\b|\bstrangers?\b"
    rf"|\b{_NEVER} {_MET}\b"
    r"|\b(?:do|does)(?: not|n['’]?t) (?:really |actually |yet )?know"
    rf" {_EACH}\b(?! (?:very |so |that |too )?(?:well|closely|long))"
    r"|\bno (?:connection|contact|link|relation)\b"
    r"|\bonly (?:from|by|through|via|online|read|heard|seen|saw|follow)\b",
    re.IGNORECASE,
)
_KNOWN_AFTER_ALL = re.compile(  # 'we never met in person but have worked together for years'
    r"\b(?:but|although|though|yet)\b.*\b(?:we|work(?:ed|ing)?|chat(?:ted)?|call(?:s|ed)?|mail(?:ed)?|wrote|written)\b"
    r"|\bcolleagues?\b|\bsame (?:team|company|office|department)\b",
    re.IGNORECASE,
)


class Offer(Frozen):
    """`line`: a question to the person; `cited`: paragraphs of the handbook, with the studies behind them."""

    line: str
    cited: tuple[Cited, ...]


def warmer_way(channel: Channel, known: str | None) -> Offer | None:
    """The offer, where the reader of the message does not know the person.

    `known`: how they know each other, in the person's words; None where nothing was said of it.
    """
    if channel not in _COLD or not _are_strangers(known):
        return None
    line = "warmer_way_unknown" if not (known or "").strip() else "warmer_way"
    said = " ".join(sentence.text for sentence in say(line))
    return Offer(line=said, cited=(Cited("how-to-ask", 4), Cited("silence", 6), Cited("introductions", 1)))


def _are_strangers(known: str | None) -> bool:
    said = (known or "")[:1_000]
    return not said.strip() or (bool(_STRANGERS.search(said)) and not _KNOWN_AFTER_ALL.search(said))

"""What has become of a message, told in the talk: 'she said yes', 'no answer for two weeks'. Pure functions."""

import re
from typing import NamedTuple

from knowledge.reader import Intent
from knowledge.text import words

_THEY = (
    r"(?:he|she|they|(?-i:(?!That|This|It|You|I\b|We\b)[A-ZÀ-Þ])[\w'’-]+|my \w+|the \w+"
    r"|^(?!(?:i|we|you|it|that|this|these|those|which|what|who|nobody|everybody|everyone|all|and|but|so)\b)[^\W\d_]+)"
)
_MOST_WORDS = 40
_ALSO = r"(?: (?:has|have|just|finally|already|actually|even|kindly|now))*"


class Tidings(NamedTuple):
    """The intent of a message that tells them, and what the guidance is asked for them."""

    intent: Intent
    search: str


_TIDINGS: tuple[tuple[Tidings, re.Pattern[str]], ...] = (
    (
        Tidings("draft_outreach", "They said no. What do I do when a mentor declines?"),
        re.compile(
            rf"\b{_THEY}{_ALSO} (?:said no\b|declined|refused|turned me down)"
            r"(?! (?:my|the|our|to) (?!request|message|offer|invit|mail|mentor|be\b|meet))"
            r"|\b(?:got|received) a (?:no|rejection|refusal)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Tidings("prepare_meeting", "How do I prepare for the first meeting with a mentor?"),
        re.compile(
            rf"\b{_THEY}{_ALSO} (?:(?:said|says|say|told|tells?)(?: me)? (?:yes|ok|okay|sure)\b"
            r"|agreed(?: to (?:meet|talk|help|mentor|it|a)\b|[.!,]|$)"
            r"|accepted(?! my pull)\b)"
            rf"|\b{_THEY}{_ALSO} (?:did )?(?:answer(?:ed|s)?|repl(?:ied|y|ies)|(?:wrote|writes?) back"
            r"|respond(?:ed|s)?)\b[^?]*"
            r"\b(?:yes|sure|happy to|of course|gladly"
            r"|we(?:['’]?re| are|['’]?ll| will)? (?:meet|meeting|talk|have a (?:call|meeting|coffee)))\b"
            r"|\b(?:got|received) a yes\b",
            re.IGNORECASE,
        ),
    ),
    (
        Tidings("draft_outreach", "Nobody answers my message. When do I follow up?"),
        re.compile(
            r"\b(?:no|not? any|without an?y?) (?:answer|reply|response|reaction)"
            r"(?: (?:from|for|since|yet|until|till|so far|at all|in)\b|\s*[.!,]|\s*$)"
            rf"|\b{_THEY} (?:(?:has|have|did|does|do)(?:n['’]?t| not)|never)(?: \w+)? "
            r"(?:answer|repl|respond|writ\w* back|wrote back|react)\w*"
            r"|\bghost(?:ed|ing) me\b",
            re.IGNORECASE,
        ),
    ),
    (
        Tidings("draft_outreach", "I sent the message. When do I send a reminder if nobody answers?"),
        re.compile(
            r"^\W*(?:(?:ok|okay|so|well|done|now|great|thanks|write)[\s,.!]+)*"
            r"(?:i(?:['’]?ve| have)?(?: just| now| already)? sen[td]"
            r" (?:(?:her|him|them) )?(?:it|that|the (?:message|mail|e-?mail|note|request|letter))"
            r"|(?:it(?:['’]?s| is| has been) )?sent(?: it)?)"
            r"(?: (?:to (?:her|him|them|[\w'’-]+)|yesterday|today|just now|now|this morning|last \w+|on \w+))*[\s.!]*$",
            re.IGNORECASE,
        ),
    ),
)


def tidings(message: str) -> Tidings | None:
    """What a message tells of one that was sent; None for a question, and for all that says nothing of it."""
    if re.search(r"\w[^.!?]*\?", message) or len(words(message)) > _MOST_WORDS:
        return None
    return next((each for each, pattern in _TIDINGS if pattern.search(message)), None)

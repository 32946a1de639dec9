"""Find the message in a message: 'is this ok? Hi Tom, ...' has one that the person has written. Pure functions."""

import re
from typing import NamedTuple

from assistant.understand.language import is_english
from assistant.understand.letter_kinds import kind_of
from knowledge.letters import Channel, Medium
from knowledge.reader import Intent
from knowledge.text import words

_LEAST = 5  # words of a message that stands in quotation marks or after a greeting
_CLOSING = 12  # words of a question below the message
_BARE = 7  # the same where only its place tells what it is
_QUOTED = re.compile(r"“(?P<a>[^“”]{12,})”|\"(?P<b>[^\"]{12,})\"|«(?P<c>[^«»]{12,})»|```(?P<d>[^`]{12,})```", re.DOTALL)
_GREETING = re.compile(
    r"(?:^|(?<=[?:.!>\n])|(?<=[?:.!>] )|(?<=  ))\s*(?P<it>(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\b[ \t]*"
    r"(?!there,? can you)[^\n,.!?]{0,40}[,!.\n-])",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(r"(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\W*)+\w", re.IGNORECASE)
_SUBJECT = re.compile(r"(?:^|(?<=[?:.!>\n])|(?<=[?:.!>] ))\s*(?P<it>subject\s*:)", re.IGNORECASE)
_CHECKS = re.compile(
    r"\b(?:is|are|was|does|would|will|do|did|can|could|what|how|any)\b[^.\n]{0,80}\b(?:ok|okay|fine|good|right|work|wrong|clear|polite|rude|pushy|too|think|sound|read|better"
    r"|check|review|correct|look at|improve|opinion|feedback|mistakes?|flaws?)\b"
    r"|\b(?:check|review|judge|correct|proofread|critique|look (?:at|over)|feedback on|opinion on|thoughts on|rate)\b|\bopinion\b|\bthoughts\b|\bhonest\w*\b",
    re.IGNORECASE,
)
_BARE_CHECK = re.compile(
    r"^\W*(?:(?:hi|hello|hey|please|pls|ok|now|so|and|can you|could you|would you|will you|i want you to|i(?:['’]d| would) like you to)\b[\s,]*)*"
    r"(?:check|review|judge|proofread|look (?:at|over)|read)(?: over)? (?:my|this|the|a|it)(?: \w+){0,2}? ?(?:message|mail|e-?mail|note|letter|draft|request|text|dm)?"
    r"(?: (?:please|for me|now|i wrote|i have written|to \w+))*[\s.?!]*$",
    re.IGNORECASE,
)
_LETTER = re.compile(r"\b(?:message|mail|e-?mail|note|letter|draft|request|dm|it|this)\b", re.IGNORECASE)
_ASKS_HOW = re.compile(r"^\W*(?:how|what|when|where|who|why|which|should)\b", re.IGNORECASE)
_CLOSING_QUESTION = re.compile(r"\n+[^\n]*\?\s*$|\n+\s*(?:please )?(?:check|review)[^\n]*$", re.IGNORECASE)
_ASKS_US = re.compile(
    r"^\W*(?:(?:and|so|but|ok)\b[\s,]*)*(?:how|what|who|where|when|why|which|should|did|do|does|is|are)\b[^.!\n]*\?\s*$",
    re.IGNORECASE,
)
_FOLLOWS_UP = re.compile(
    r"\b(?:follow(?:ing)? up|my (?:last |previous |earlier |first )?(?:message|mail|e-?mail|note)(?: (?:of|from)| last|\.|,)|(?:wrote|asked|mailed|messaged) (?:to )?you"
    r"|reminder|haven['’]?t heard|not (?:heard|answered)|ping(?:ing)?|second time|asked you|courtesy of a reply|in case you missed)\b",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(
    r"\b(?:introduce me|introduction to|put (?:me|us) in touch|intro to|connect me (?:with|to))\b", re.IGNORECASE
)
_ENDS = re.compile(
    r"\b(?:(?:end|close|stop|finish|conclude|wind up)(?:ing)? (?:our|the|it|this|these|meeting|with)|last (?:meeting|coffee|session)|step back|no longer need|say goodbye|have reached what I came for)\b",
    re.IGNORECASE,
)
_THANKS = re.compile(r"\bthank(?:s| you)[^.!?\n]{0,20}\bfor\b(?! reading)(?! considering)(?! your time)", re.IGNORECASE)
_ASKS = re.compile(
    r"\?|\b(?:could|would|can|may) (?:you|i|we)\b|\bwould love to\b|\bi(?:['’]d| would) like\b", re.IGNORECASE
)


class Pasted(NamedTuple):
    """A message, `start` to `end` in what was typed, and what is said about it."""

    start: int
    end: int
    about: str


def asks_to_check(message: str, intent: Intent) -> bool:
    """Whether a message is to be judged, none standing here: 'can you check my message?'"""
    if _BARE_CHECK.match(message):
        return True
    about_it = names_letter(message) and not _ASKS_HOW.match(message)
    return intent == "check_draft" and about_it and len(words(message)) <= _CLOSING


def names_letter(message: str) -> bool:
    return _LETTER.search(message) is not None


def pasted(message: str, intent: Intent) -> Pasted | None:
    """The message that is to be judged; None where there is none, or nobody asks for it to be judged."""
    place = _place(message, intent == "check_draft")
    if place is None:
        return None
    about = f"{message[: place[0]]} {message[place[1] :]}".strip(" \"“”'\n")
    if intent != "check_draft" and not _CHECKS.search(about):
        return None
    return Pasted(*place, about)


def _place(message: str, surely: bool) -> tuple[int, int] | None:
    quoted = max((m.span(m.lastgroup or 0) for m in _QUOTED.finditer(message)), key=lambda s: s[1] - s[0], default=None)
    if quoted and len(words(message[slice(*quoted)])) >= _LEAST and (surely or _opens(message[slice(*quoted)])):
        return _trimmed(message, *quoted)
    for opening in (_SUBJECT, _GREETING):
        for found in opening.finditer(message):
            start, end = found.start("it"), len(message)
            closing = _CLOSING_QUESTION.search(message, found.end())
            if closing and start == 0 and _asks_of_it(closing[0]):
                end = closing.start()
            whole = start == 0 and end == len(message)
            if whole and opening is _GREETING and not _ADDRESSED.match(found["it"]):
                continue  # 'Hello! I'm Marjorie and I hope this is the right place' is said to us
            if len(words(message[start:end])) >= _LEAST and (not whole or surely):
                return _trimmed(message, start, end)
    if not surely or not is_english(message):
        return None
    for parting in (r"\n\s*\n|\n", r":\s|->\s*|→\s*", r"\?\s+"):
        parted = re.search(parting, message)
        if parted and len(words(message[parted.end() :])) >= _BARE:
            return _trimmed(message, parted.end(), len(message))
    return None


def _asks_of_it(line: str) -> bool:
    """Whether the last line asks us about the message; one that says 'you' asks its reader."""
    return bool(_CHECKS.search(line)) and len(words(line)) <= _CLOSING and "you" not in words(line)


def _opens(text: str) -> bool:
    return bool(_SUBJECT.match(text) or _GREETING.match(text))


def _trimmed(message: str, start: int, end: int) -> tuple[int, int]:
    piece = message[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def is_message(said: str) -> bool:
    """Whether a reply to 'paste it here' is the message, and not something else that is said."""
    long = len(words(said)) > _BARE and ("\n" in said or not _ASKS_US.match(said))
    return long or (_opens(said) and len(words(said)) >= _LEAST)


def guessed(text: str, about: str = "") -> tuple[Channel, Medium]:
    """What kind of message a text is, from itself and from what the person says about it."""
    said_channel, said_medium = kind_of(about)
    subject = text.lstrip().lower().startswith("subject:")
    medium: Medium = "email"
    if subject:
        medium = "email"
    elif said_medium is not None:
        medium = said_medium
    elif "\n" not in text.strip():
        medium = "chat"
    if said_channel is not None and said_channel != "linkedin_note":
        return said_channel, medium
    if _INTRODUCES.search(text):
        return "intro_request", medium
    if _ENDS.search(text) and not _INTRODUCES.search(text) and "?" not in text:
        return "graceful_exit", medium
    if _FOLLOWS_UP.search(text):
        return "followup", medium
    if _THANKS.search(text) and not _ASKS.search(text):
        return "thank_you", medium
    return ("linkedin_note" if medium == "linkedin" else "mentor_request_email"), medium

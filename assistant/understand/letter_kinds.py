"""What kind of message to a mentor is meant: its channel, its medium, its tone. Pure functions."""

import re

from assistant.skills.outreach.types import Tone
from knowledge.letters import Channel, Medium

_TONES: tuple[tuple[Tone, re.Pattern[str]], ...] = (
    (
        "warm",
        re.compile(
            r"\b(?:warm\w*|friendl\w+|soft\w*|kind(?:er|ly)|personal\w*|(?:less|not so|too) (?:formal|stiff|cold)|casual\w*|informal\w*|relaxed)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "formal",
        re.compile(r"\b(?:formal\w*|polite\w*|respectful\w*|(?:less|too) (?:casual|informal|chatty))\b", re.IGNORECASE),
    ),
    (
        "brief",
        re.compile(
            r"\b(?:short\w*|brief\w*|concise\w*|too long|cut it(?: down)?|fewer words|crisp\w*|to the point)\b",
            re.IGNORECASE,
        ),
    ),
)
_CHANNELS: tuple[tuple[Channel, re.Pattern[str]], ...] = (
    ("intro_request", re.compile(r"\b(?:introduc\w+|put (?:me|us) in touch|intro)\b", re.IGNORECASE)),
    (
        "followup",
        re.compile(
            r"\b(?:follow(?:ing)?[- ]?up|remind\w*|nudge|chas(?:e|ing)|(?:no|not|n['’]?t|never|without an?) (?:an? )?(?:answer\w*|repl(?:y|ied)|respon\w+|heard back))\b",
            re.IGNORECASE,
        ),
    ),
    ("thank_you", re.compile(r"\b(?:thank\w*|gratitude|grateful)\b", re.IGNORECASE)),
    (
        "graceful_exit",
        re.compile(
            r"\b(?:(?:end|ending|finish|stop|quit|close|wind up)(?: (?:it|things|off))?(?: (?:the|our|my|with|seeing|meeting|mentor\w*))|end it|it(?:['’]?s| is) over"
            r"|good-?bye|farewell|step(?:ping)? back|break up|last (?:message|mail) to my mentor|graceful\w*|no longer (?:need|want))",
            re.IGNORECASE,
        ),
    ),
    ("linkedin_note", re.compile(r"\blinked-?in\b", re.IGNORECASE)),
)
_MEDIA: tuple[tuple[Medium, re.Pattern[str]], ...] = (
    ("linkedin", re.compile(r"\b(?:linked-?in|inmail)\b", re.IGNORECASE)),
    (
        "chat",
        re.compile(
            r"\b(?:dm|slack|(?:ms|on|via|over) teams|whats-?app|telegram|discord|mattermost|chat|sms|text message|text (?:to|him|her|them))\b|^\W*teams\W*$",
            re.IGNORECASE,
        ),
    ),
    ("email", re.compile(r"\b(?:e-?mail|mail)\b", re.IGNORECASE)),
)
_MEDIUM_WORD = r"(?:e-?mail|mail|linked-?in(?: note| message)?|slack(?: message)?|dm|chat(?: message)?|whats-?app)"
_NOT_SO = re.compile(
    rf"\b(?:not|no longer|instead of|rather than|without)(?: (?:an?|by|on|via|the))* {_MEDIUM_WORD}\b"
    r"|\b(?:no|not an?|without(?: an?| the| any)?) (?:thank\w*|follow[- ]?up|reminder|introduction)\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"(?<!\w)[\"“'‘](?P<it>[^\"”\n]{3,}?)[\"”'’](?!\w)")  # words of a message, not about one


def kind_of(message: str) -> tuple[Channel | None, Medium | None]:
    """The channel and the medium that a message names."""
    said = _NOT_SO.sub(" ", QUOTED.sub(" ", message))
    channel = next((name for name, pattern in _CHANNELS if pattern.search(said)), None)
    medium = next((name for name, pattern in _MEDIA if pattern.search(said)), None)
    return channel, medium


def tone_of(message: str) -> Tone | None:
    return next((tone for tone, pattern in _TONES if pattern.search(message)), None)

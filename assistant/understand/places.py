"""How people call the places of the Brief. Pure functions."""

import re

from assistant.brief import Slot
from knowledge.text import content_words, words

NAMES: dict[Slot, tuple[str, ...]] = {
    "weaknesses": ("missing", "weakness", "weaknesses", "weak spot", "gap", "gaps", "lack", "bad at", "holds me back", "holding me back", "hold me back"),
    "strengths": (
        "good at", "i am good at", "i'm good at", "am good at", "have it", "i have it", "have", "strength", "strengths",
        "achievement", "achievements", "plus", "good thing",
    ),
    "help_wanted": ("help wanted", "help", "wanted help"),
    "help_unwanted": ("help not wanted", "help unwanted"),
    "objectives": (
        "goal", "goals", "objective", "objectives", "to be reached", "want to reach", "like to reach", "reach", "aim"
    ),
    "constraints": ("limits", "limit", "constraint", "constraints"),
    "tried": ("tried", "tried so far", "something i tried", "i tried", "already tried", "did", "i did", "try", "i try"),
    "offer_in_return": ("in return", "offer", "in exchange"),
    "mentor_qualities": ("mentor", "qualities"),
    "next_role": ("next position", "next role", "next job", "position"),
    "next_role_alternatives": ("positions", "positions still open", "alternatives"),
    "horizon": ("by when", "date", "horizon", "deadline"),
    "long_term": ("long run", "in the long run", "long term"),
    "experience": ("experience", "how long", "for how long", "since when"),
    "meetings": ("meeting", "meetings", "first meeting"),
    "current_role": (
        "where i am", "where you are", "where i am now", "current role", "current position", "current job",
        "present position", "my situation", "situation", "i am now", "my work", "my job", "work at the moment", "work", "job", "i am now",
    ),
}  # fmt: skip
_POINTING = frozenset("that this it its it's thats that's these those they".split())
_AROUND = re.compile(
    r"^(?:(?:the|a|an|my|your|in|into|to|under|about|for|of|what|that|which|is|was|what['’]?s|i['’]?m|i['’]?d|would|something|things?|part|called)\b['’]?s?\s*)+"
    r"|\s+(?:thing|part|list|entry|line|section|either|anymore|any more|now|then|though|really|too|pls|please|lol|at all)$",
    re.IGNORECASE,
)


def slot_named(said: str) -> Slot | None:
    """The place that some words name, and nothing else: 'the missing part', 'something I tried', 'a goal'."""
    text = re.sub(r"[\"“”'‘’]", "", said.replace("’", "'")).strip().lower()
    while text:
        if (slot := next((slot for slot, names in NAMES.items() if text in names), None)) is not None:
            return slot
        shorter = _AROUND.sub("", text, count=1).strip()
        if shorter == text:
            return None
        text = shorter
    return None


def points(said: str) -> bool:
    """Whether words only point at what was spoken of: 'it', 'those'."""
    return set(words(said)) <= _POINTING or not content_words(said)

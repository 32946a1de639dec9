"""Read a query: the questions in it, its parts, and whom its pronouns mean. Pure functions."""

import re

from knowledge.text import content_words, sentences, words

PERSON = re.compile(r"\b(?:them|him|her|they|he|she)\b", re.IGNORECASE)
_MOST = 8  # parts of a message that are searched for by themselves

_ASKS = re.compile(
    r"\s*(?:(?:and|or|but|also|so|then|plus|btw|second(?:ly)?|first(?:ly)?)[\s,:]+)*"
    r"(?:what|who|whom|whose|when|where|why|which|how|is|are|was|do|does|did|can|could|should|shall|may|must|will|would"
    r"|have|has)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"[,;]?\s+(?:and|or|also|plus|&)\s+(?:also\s+)?"
    r"(?=(?:what|who|when|where|why|which|how|is it|do i|does|can i|should i)\b)",
    re.IGNORECASE,
)


def questions_in(text: str) -> list[str]:
    """The questions of a message, each as a piece of it: 'how do I find one and what do I write?' holds two."""
    found = []
    for span in sentences(text):
        start = 0
        sentence = text[span.start : span.end]
        cuts = [match.span() for match in _JOINED.finditer(sentence) if _ASKS.match(sentence)]
        for cut_start, cut_end in [*cuts, (len(sentence), len(sentence))]:
            piece = sentence[start:cut_start].strip()
            asks = sentence.rstrip().endswith("?") or ("?" not in text and _ASKS.match(piece))
            if asks and (content_words(piece) or len(words(piece)) >= 4):
                found.append(piece)
            start = cut_end
    return found


def segments(text: str) -> list[str]:
    """The sentences of a message and its questions, where it has several; and the message, pronouns resolved."""
    spans = [text[s.start : s.end] for s in sentences(text)]
    pieces = dict.fromkeys(p for p in (*questions_in(text), *spans) if len(content_words(p)) >= 2 and p != text)
    return [*list(pieces)[:_MOST], *_resolved(text)]


_HE, _HIM, _IT = (re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for words in ("he|she", "him|her", "it"))


def _resolved(text: str) -> list[str]:
    """'She never answered', said about mentoring, most often means the mentor; [] where a mentor is named.

    'It' means the mentoring in a short question ('how do I end it?') and mostly nothing in a long one.
    """
    if "mentor" in text.lower():
        return []
    resolved = _HIM.sub("my mentor", _HE.sub("my mentor", text))
    if len(content_words(text)) <= 2:
        resolved = _IT.sub("the mentoring", resolved)
    return [resolved] if resolved != text else []

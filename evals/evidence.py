"""Whether returned texts hold the evidence for an answer. Pure functions; the rule is that of the `retrieval` suite."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

RUN = 5  # words: a shared run of this many counts as the same text
SHARE = 0.6  # of a quote's words that such runs must cover


class Returned(NamedTuple):
    """A text that was returned for a question, and the file it stands in."""

    document: str
    text: str


class Quote(NamedTuple):
    """What has to be found. Without a text, any text of the document will do."""

    document: str
    text: str | None


Piece = Sequence[Quote]  # a piece of evidence: the quote and its alternatives


def share_found(pieces: Sequence[Piece], returned: Iterable[Returned]) -> float:
    """The share of the pieces of evidence that the returned texts hold, those of one document taken together."""
    texts: dict[str, list[str]] = {}
    for each in returned:
        texts.setdefault(each.document, []).append(each.text)
    return sum(_is_found(piece, texts) for piece in pieces) / len(pieces)


def touches(pieces: Sequence[Piece], one: Returned) -> bool:
    """Whether a text shares at least one run with any piece of evidence: it may hold only a part of it."""
    wanted = [quote for piece in pieces for quote in piece if quote.document == one.document]
    said = _words(one.text)
    for quote in wanted:
        if quote.text is None:
            return True
        words = _words(quote.text)
        size = min(RUN, len(words))
        if size and set(_runs(words, size)) & set(_runs(said, size)):
            return True
    return False


def cut(returned: Iterable[Returned], characters: int) -> list[Returned]:
    """The first so many characters of what was returned; the last text is cut off there."""
    kept = []
    for each in returned:
        if characters <= 0:
            break
        kept.append(Returned(each.document, each.text[:characters]))
        characters -= len(each.text)
    return kept


def _is_found(piece: Piece, texts: Mapping[str, Sequence[str]]) -> bool:
    return any(
        quote.document in texts and (quote.text is None or covers(quote.text, texts[quote.document])) for quote in piece
    )


def covers(quote: str, texts: Sequence[str]) -> bool:
    """Whether the texts together hold the quote, or enough of its words in shared runs."""
    wanted = _words(quote)
    size = min(RUN, len(wanted))
    if not size:
        return False
    shared = {run for text in texts for run in _runs(_words(text), size)}
    marked = [False] * len(wanted)
    for at, run in enumerate(_runs(wanted, size)):
        if run in shared:
            marked[at : at + size] = [True] * size
    return sum(marked) >= SHARE * len(wanted)


def _runs(words: Sequence[str], size: int) -> list[tuple[str, ...]]:
    return [tuple(words[i : i + size]) for i in range(len(words) - size + 1)]


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", re.sub("['’]", "", text.lower()))

"""From the probabilities of a message's tokens to its pieces that say or do something. Pure functions.

`TAGS` are those of what people say about themselves; letters have others (`knowledge.letters`).
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from knowledge.embeddings import Vectors

TAGS = (
    "role", "alt", "far", "now", "when", "good", "bad", "goal", "measure", "by", "mentor", "give", "limit", "tried",
    "help", "nohelp", "drop",
)  # fmt: skip


def labels(tags: Sequence[str]) -> tuple[str, ...]:
    """Of tokens: the first and the others of a piece with each tag (Ramshaw and Marcus 1995), and none."""
    return ("O", *(f"{place}-{tag}" for tag in tags for place in ("B", "I")))


LABELS = labels(TAGS)
_EDGE = 0.25  # probability from which on a word beside a piece belongs to it
_JOINS = ("and", "or", "but", "also", "then", "plus")
_INSIDE = re.compile(r"(?<=\w)(?=\w)|(?<=\w)(?=[-'’]\w)|(?<=\w[-'’])(?=\w)")  # 'on-call' and "I'm" are words


class Mark(NamedTuple):
    """A marked piece of a message: `text == message[start:end]`; `sure`: the least probability of its words."""

    tag: str
    start: int
    end: int
    text: str
    sure: float


class _Word(NamedTuple):
    start: int
    end: int
    token: int  # the first one: where the pieces of a word differ, it counts


class _Piece(NamedTuple):
    tag: str
    first: int  # of the words
    last: int
    sure: float


def marks(
    message: str, offsets: list[tuple[int, int]], probabilities: Vectors, known: Sequence[str] = LABELS
) -> tuple[Mark, ...]:
    """The marked pieces, from the places of the message's tokens and their probabilities (tokens, `known` labels).

    A word is never cut. The middle of a piece is sure before its edges are, so the words beside it are taken along
    that may well belong to it (a threshold with hysteresis, Canny 1986), though never over an 'and'.
    """
    words, found = _words(message, offsets), list[Mark]()
    pieces = _pieces(words, probabilities, known)
    taken = -1  # the last word of the piece before
    for number, piece in enumerate(pieces):
        until = pieces[number + 1].first if number + 1 < len(pieces) else len(words)
        own = [known.index(f"B-{piece.tag}"), known.index(f"I-{piece.tag}")]

        def belongs(word: _Word, own: list[int] = own) -> bool:
            text = message[word.start : word.end]
            return text.isalnum() and text.lower() not in _JOINS and probabilities[word.token, own].sum() >= _EDGE

        first, last = piece.first, piece.last
        while first - 1 > taken and belongs(words[first - 1]):
            first -= 1
        while last + 1 < until and belongs(words[last + 1]):
            last += 1
        start, end, taken = words[first].start, words[last].end, last
        found.append(Mark(piece.tag, start, end, message[start:end], piece.sure))
    return tuple(found)


def _words(message: str, offsets: list[tuple[int, int]]) -> list[_Word]:
    words: list[_Word] = []
    for token, (start, end) in enumerate(offsets):
        if start == end:
            continue
        inside = token > 0 and offsets[token - 1][1] == start
        if inside and words and _INSIDE.match(message, start):
            words[-1] = words[-1]._replace(end=end)
        else:
            words.append(_Word(start, end, token))
    return words


def _pieces(words: list[_Word], probabilities: Vectors, known: Sequence[str]) -> list[_Piece]:
    """Runs of words with one tag, by the likeliest label of each; a beginning starts a new one."""
    pieces: list[_Piece] = []
    for number, word in enumerate(words):
        best = int(probabilities[word.token].argmax())
        place, _, tag = known[best].partition("-")
        sure = float(probabilities[word.token, best])
        last = pieces[-1] if pieces else None
        if place == "I" and last and last.tag == tag and last.last == number - 1:
            pieces[-1] = last._replace(last=number, sure=min(last.sure, sure))
        elif place != "O":
            pieces.append(_Piece(tag, number, number, sure))
    return pieces

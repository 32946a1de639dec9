"""From the probabilities of a message's tokens to its pieces that say or do something. Pure functions.

`TAGS` are those of what people say about themselves; letters have others (`knowledge.letters`).
"""

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from knowledge.embeddings import Vectors

TAGS = (
    "role", "alt", "far", "now", "when", "good", "bad", "goal", "measure", "by", "mentor", "give", "limit", "tried",
    "help", "nohelp", "drop",
)  # fmt: skip


def labels(tags: Sequence[str]) -> tuple[str, ...]:
    """Of tokens: the first and the others of a piece with each tag (Ramshaw and Marcus 1995), and none."""
    return ("O", *(f"{place}-{tag}" for tag in tags for place in ("B", "I")))


LABELS = labels(TAGS)
ANSWERED_BY: dict[str, tuple[str, ...]] = {  # question -> the tags of what answers it
    "current_role": ("now",), "next_role": ("role", "alt", "far"), "horizon": ("when",), "strengths": ("good",),
    "weaknesses": ("bad",), "objectives": ("goal",), "measure": ("measure",), "deadline": ("by",), "tried": ("tried",),
    "help": ("help", "nohelp"), "mentor_qualities": ("mentor",), "offer_in_return": ("give",),
    "constraints": ("limit",),
}  # fmt: skip
_AS_SURE = 0.9  # probability that the likeliest word of an answer is given, where it is known that there is one
_EDGE = 0.25  # probability from which on a word beside a piece belongs to it
_BEGINS = 0.3  # probability from which on a word after an 'and' or a comma begins a piece of its own
_JOINS = ("and", "or", "but", "also", "then", "plus", "n", ",", ";", "&")
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
    message: str,
    offsets: list[tuple[int, int]],
    probabilities: Vectors,
    known: Sequence[str] = LABELS,
    follow: Vectors | None = None,
) -> tuple[Mark, ...]:
    """The marked pieces, from the places of the message's tokens and their probabilities (tokens, `known` labels).

    A word is never cut. The middle of a piece is sure before its edges are, so the words beside it are taken along
    that may well belong to it (a threshold with hysteresis, Canny 1986), though never over an 'and'. `follow`: how
    well each label follows each; see `in_view_of_neighbours`.
    """
    words, found = _words(message, offsets), list[Mark]()
    seen = probabilities[[word.token for word in words]]
    if follow is not None and words:
        seen = in_view_of_neighbours(seen, follow)
    joins = [message[word.start : word.end].lower() in _JOINS for word in words]
    pieces = _pieces(seen, known, joins)
    taken = -1  # the last word of the piece before
    for number, piece in enumerate(pieces):
        until = pieces[number + 1].first if number + 1 < len(pieces) else len(words)
        own = [known.index(f"B-{piece.tag}"), known.index(f"I-{piece.tag}")]

        def belongs(number: int, own: list[int] = own) -> bool:
            text = message[words[number].start : words[number].end]
            return text.isalnum() and not joins[number] and seen[number, own].sum() >= _EDGE

        first, last = piece.first, piece.last
        while first - 1 > taken and belongs(first - 1):
            first -= 1
        while last + 1 < until and belongs(last + 1):
            last += 1
        start, end, taken = words[first].start, words[last].end, last
        found.append(Mark(piece.tag, start, end, message[start:end], piece.sure))
    return tuple(found)


def with_likelier(scores: Vectors, tags: Sequence[str]) -> Vectors:
    """Scores (tokens, `LABELS`) in view of that one of the tags is there: its labels are raised, all by the same, so
    that it is likely where it is likeliest."""
    if not len(scores):
        return scores
    own = [number for number, label in enumerate(LABELS) if label[2:] in tags]
    others = [number for number in range(len(LABELS)) if number not in own]
    odds = np.logaddexp.reduce(scores[:, own], 1) - np.logaddexp.reduce(scores[:, others], 1)
    raised = scores.copy()
    raised[:, own] += max(0.0, math.log(_AS_SURE / (1 - _AS_SURE)) - float(odds.max()))
    return raised


def in_view_of_neighbours(probabilities: Vectors, follow: Vectors) -> Vectors:
    """The probability of each label of each word in view of all others, by the forward-backward procedure.

    `probabilities` (words, labels): of each word by itself; `follow` (1 + labels, labels): how many times likelier a
    label is after each, and at the beginning (the last row), than anywhere. A chain of this kind keeps a piece in one
    piece, of one tag (Rabiner 1989; conditional random fields: Lafferty, McCallum and Pereira 2001).
    """
    before, after = np.array(probabilities), np.ones_like(probabilities)
    inside = follow[:-1]
    before[0] *= follow[-1]
    for word in range(1, len(before)):
        before[word] *= (before[word - 1] / before[word - 1].sum()) @ inside
    for word in range(len(after) - 2, -1, -1):
        after[word] = inside @ (after[word + 1] * probabilities[word + 1])
        after[word] /= after[word].sum()
    both = before * after
    result: Vectors = both / both.sum(1, keepdims=True)
    return result


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


def _pieces(seen: Vectors, known: Sequence[str], joins: Sequence[bool]) -> list[_Piece]:
    """Runs of words with one tag, by the likeliest label of each; a beginning starts a new one.

    So does, after an 'and' or a comma (`joins`), a word that may well be a beginning; nothing ends with these.
    """
    pieces: list[_Piece] = []
    for number, probabilities in enumerate(seen):
        best = int(probabilities.argmax())
        place, _, tag = known[best].partition("-")
        sure = float(probabilities[best])
        last = pieces[-1] if pieces else None
        if place == "I" and last and last.tag == tag and last.last == number - 1:
            if joins[number - 1] and probabilities[known.index(f"B-{tag}")] >= _BEGINS:
                pieces.append(_Piece(tag, number, number, sure))
            else:
                pieces[-1] = last._replace(last=number, sure=min(last.sure, sure))
        elif place != "O":
            pieces.append(_Piece(tag, number, number, sure))
    return [piece._replace(last=_without_joins(piece, joins)) for piece in pieces]


def _without_joins(piece: _Piece, joins: Sequence[bool]) -> int:
    """The last word of a piece that is no 'and' and no comma."""
    return next((n for n in range(piece.last, piece.first, -1) if not joins[n]), piece.first)

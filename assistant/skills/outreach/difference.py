"""What has changed between two versions of a text, word by word. Pure."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Literal, NamedTuple

_WORD = re.compile(r"([^\S\n]*)(\w+(?:['’.@/-]\w+)*|[^\w\s]|\n\s*|\Z)")
_MOST = 6_000  # words of the part that differs, both versions together; beyond, nobody reads it word by word
_LONG = 200  # words from which on frequent ones are no anchors: it would take long, and line up by chance
_FREQUENT = 5


class Piece(NamedTuple):
    kind: Literal["same", "gone", "new"]
    text: str


class _Word(NamedTuple):
    """A word, a sign or line breaks, with the white space before it. The last one of a text is empty."""

    blank: str
    text: str


class _Change(NamedTuple):
    """What stood there, what stands there now, and what follows unchanged."""

    gone: str
    new: str
    same: str


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces in order. All but the new ones, joined, are `before`; all but those that are gone, `after`."""
    found: list[Piece] = []
    for change in _readable(_changes(_words(before), _words(after))):
        pieces = (Piece("gone", change.gone), Piece("new", change.new), Piece("same", change.same))
        found += [piece for piece in pieces if piece.text]
    return tuple(found)


def _words(text: str) -> list[_Word]:
    return [_Word(*match.groups()) for match in _WORD.finditer(text)]


def _changes(a: Sequence[_Word], b: Sequence[_Word]) -> Iterator[_Change]:
    """The changes in order, some of them empty."""
    head = _common(a, b)
    tail = _common(a[head:][::-1], b[head:][::-1])
    yield _Change("", "", _joined(a[:head]))
    yield from _between(a[head : len(a) - tail], b[head : len(b) - tail])
    yield _Change("", "", _joined(a[len(a) - tail :]))


def _between(a: Sequence[_Word], b: Sequence[_Word]) -> Iterator[_Change]:
    if len(a) + len(b) > _MOST:
        yield from _changed(a, b)
        return
    words = [word.text for word in b]
    frequent = {word for word, n in Counter(words).items() if n > _FREQUENT} if len(words) > _LONG else set()
    matcher = SequenceMatcher(frequent.__contains__, [word.text for word in a], words, autojunk=False)
    i = j = 0
    for match in matcher.get_matching_blocks():
        yield from _changed(a[i : match.a], b[j : match.b])
        i, j = match.a + match.size, match.b + match.size
        for old, now in zip(a[match.a : i], b[match.b : j], strict=True):
            if old.blank == now.blank:
                yield _Change("", "", old.blank + old.text)
            else:
                yield _Change(old.blank, now.blank, old.text)


def _changed(a: Sequence[_Word], b: Sequence[_Word]) -> Iterator[_Change]:
    """All of it changed, but for the white space before it where that is the same."""
    blank = a[0].blank if a and b and a[0].blank == b[0].blank else ""
    yield _Change("", "", blank)
    yield _Change(_joined(a).removeprefix(blank), _joined(b).removeprefix(blank), "")


def _readable(changes: Iterator[_Change]) -> Iterator[_Change]:
    """The same with fewer, longer pieces: what is the same between two changes counts as changed where it is no more
    than blanks and signs, or shorter than both changes (as in diff-match-patch's semantic clean-up). Lines stay apart.
    """
    held: list[_Change] = []
    for change in _run(changes):
        while held and _is_slight(held[-1], change):
            last = held.pop()
            change = _Change(last.gone + last.same + change.gone, last.new + last.same + change.new, change.same)
        held.append(change)
    yield from held


def _run(changes: Iterator[_Change]) -> Iterator[_Change]:
    """With what is the same in one piece; after the first, each changes something."""
    gone, new, same = "", "", list[str]()
    for change in changes:
        if change.gone or change.new:
            if "".join(same):
                yield _Change(gone, new, "".join(same))
                gone, new, same = "", "", []
            gone, new = gone + change.gone, new + change.new
        same.append(change.same)
    yield _Change(gone, new, "".join(same))


def _is_slight(last: _Change, change: _Change) -> bool:
    if not (last.gone or last.new) or not (change.gone or change.new) or "\n" in last.same:
        return False
    shorter = min(max(len(last.gone), len(last.new)), max(len(change.gone), len(change.new)))
    return len(last.same) < shorter or not re.search(r"\w", last.same)


def _common(a: Sequence[_Word], b: Sequence[_Word]) -> int:
    """How many words are the same at the beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))


def _joined(words: Sequence[_Word]) -> str:
    return "".join(word.blank + word.text for word in words)

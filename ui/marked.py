"""A text with some of its words marked and numbered, and two versions of a text as one, as HTML."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ui.text import as_html

if TYPE_CHECKING:
    from assistant.skills.outreach.difference import Piece

_TAGS = {"same": "span", "gone": "del", "new": "ins"}


class Span(NamedTuple):
    """Words to mark, from `start` to `end`; where the two are the same, the number alone stands there."""

    start: int
    end: int
    number: int
    kind: str = ""  # a class


def marked(text: str, spans: Iterable[Span], unread: int | None = None) -> str:
    """The text with the spans marked, each with its number behind it; they may overlap.

    `unread`: where somebody stopped reading.
    """
    stop = len(text) if unread is None else unread
    kept = [_trimmed(text, span) for span in spans if 0 <= span.start <= span.end <= len(text)]
    cuts = sorted({0, len(text), stop, *(cut for span in kept for cut in span[:2])})
    html = _numbers(kept, 0)
    for left, right in pairwise(cuts):
        inside = [span for span in kept if span.start <= left and right <= span.end]
        piece = as_html(text[left:right])
        if left >= stop:
            piece = f'<span class="mp-unread">{piece}</span>'
        if inside:
            kinds = " ".join(dict.fromkeys(("mp-found", *(span.kind for span in inside if span.kind))))
            piece = f'<mark class="{kinds}">{piece}</mark>'
        html += piece + _numbers(kept, right)
    return f'<div class="mp-letter">{html}</div>'


def changes(pieces: Iterable[Piece], letter: bool = True) -> str:
    """What is gone struck through, what is new underlined; both can be told apart without seeing colours."""
    html = "".join(f"<{_TAGS[piece.kind]}>{as_html(piece.text)}</{_TAGS[piece.kind]}>" for piece in pieces)
    return f'<div class="{"mp-letter" if letter else "mp-change"}">{html}</div>'


def _trimmed(text: str, span: Span) -> Span:
    """Without blanks at its ends, which would stretch the mark over a line."""
    start, end = span.start, span.end
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return span._replace(start=start, end=end)


def _numbers(spans: Iterable[Span], at: int) -> str:
    numbers = ", ".join(str(number) for number in sorted({span.number for span in spans if span.end == at}))
    return f'<sup class="mp-ref">{numbers}</sup>' if numbers else ""

"""A note of the handbook as HTML: its body with a passage marked, its sources, its strength."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from knowledge.types import SHOWN_QUESTIONS, Note, Passage, Source
from ui import texts
from ui.text import as_html, paragraphs


def body(note: Note, passages: Iterable[Passage] = (), quotes: Sequence[str] = ()) -> str:
    """The whole body. The passages are tinted, and the quotes from them are marked, across paragraphs if need be."""
    spans: list[tuple[int, int, str]] = []
    for passage in passages:
        if holds(note, passage):
            spans.append((passage.start, passage.end, "mp-passage"))
            spans += [(passage.start + a, passage.start + b, "mp-quote") for a, b in _quoted(passage.text, quotes)]
    parts = [f"<p>{_marked(note.text, start, end, spans)}</p>" for start, end in paragraphs(note.text)]
    return f'<div class="mp-prose">{"".join(parts)}</div>'


def _quoted(text: str, quotes: Iterable[str]) -> list[tuple[int, int]]:
    """Where the quotes stand; neighbouring sentences, with only a space between them, become one span."""
    found = sorted((at, at + len(quote)) for quote in set(quotes) if quote and (at := text.find(quote)) >= 0)
    joined: list[tuple[int, int]] = []
    for start, end in found:
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _marked(text: str, start: int, end: int, spans: list[tuple[int, int, str]]) -> str:
    """A paragraph, cut where spans begin and end; each piece is wrapped in the classes that cover it."""
    cuts = sorted({start, end, *(cut for span in spans for cut in span[:2] if start < cut < end)})
    pieces = []
    for left, right in pairwise(cuts):
        classes = " ".join(dict.fromkeys(name for first, last, name in spans if first <= left and right <= last))
        piece = as_html(text[left:right])
        pieces.append(f'<mark class="{classes}">{piece}</mark>' if classes else piece)
    return "".join(pieces)


def holds(note: Note, passage: Passage) -> bool:
    """Whether the passage is still exactly what the note says at that place."""
    return note.text[passage.start : passage.end] == passage.text


def about(note: Note) -> str:
    """The step and, in plain words, how strong the evidence is."""
    line = f"{texts.step_of(note.step)}. {texts.STRENGTHS[note.strength]}"
    return f'<p class="mp-quiet">{as_html(line)}</p>'


def sources(note: Note) -> str:
    return f'<ul class="mp-list">{"".join(f"<li>{source_html(source)}</li>" for source in note.sources)}</ul>'


def questions(note: Note) -> str:
    """The first of its questions: those that come after are the same in other people's words, for the search."""
    shown = note.questions[:SHOWN_QUESTIONS]
    return f'<ul class="mp-list">{"".join(f"<li>{as_html(question.text)}</li>" for question in shown)}</ul>'


def source_line(source: Source) -> str:
    """A source as plain text: author, title and year, or the number of the article."""
    return f"{_by(source)}, {source.title}{_when(source)}"


def source_html(source: Source) -> str:
    """The same as HTML."""
    return f"{as_html(_by(source))}, <cite>{as_html(source.title)}</cite>{as_html(_when(source))}"


def _by(source: Source) -> str:
    return texts.NO_AUTHOR if source.author == "not named" else source.author


def _when(source: Source) -> str:
    if source.year is not None:
        return f" ({source.year})"
    return f" ({texts.from_article(source.article)})" if source.article else ""

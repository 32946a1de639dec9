"""A note of the handbook as HTML: its body with a passage marked, its sources, its strength."""

from knowledge.types import Note, Passage, Source
from ui import texts
from ui.text import as_html, paragraphs


def body(note: Note, passage: Passage | None = None) -> str:
    """The whole body; the passage, which may run over paragraphs, is marked in each of them."""
    marked = (passage.start, passage.end) if passage is not None and holds(note, passage) else (0, 0)
    parts = []
    for start, end in paragraphs(note.text):
        first, last = max(start, marked[0]), min(end, marked[1])
        if first < last:
            before, inside, after = note.text[start:first], note.text[first:last], note.text[last:end]
            mark = f'<mark class="mp-passage">{as_html(inside)}</mark>'
            parts.append(f"<p>{as_html(before)}{mark}{as_html(after)}</p>")
        else:
            parts.append(f"<p>{as_html(note.text[start:end])}</p>")
    return f'<div class="mp-prose">{"".join(parts)}</div>'


def holds(note: Note, passage: Passage) -> bool:
    """Whether the passage is still exactly what the note says at that place."""
    return note.text[passage.start : passage.end] == passage.text


def about(note: Note) -> str:
    """The step and, in plain words, how strong the evidence is."""
    line = f"{texts.step_of(note.step)}. {texts.STRENGTHS[note.strength]}"
    return f'<p class="mp-quiet">{as_html(line)}</p>'


def sources(note: Note) -> str:
    return f'<ul class="mp-list">{"".join(f"<li>{_source_html(source)}</li>" for source in note.sources)}</ul>'


def questions(note: Note) -> str:
    return f'<ul class="mp-list">{"".join(f"<li>{as_html(question)}</li>" for question in note.questions)}</ul>'


def source_line(source: Source) -> str:
    """A source as plain text: author, title and year, or the number of the article."""
    return f"{source.author}, {source.title}{_when(source)}"


def _source_html(source: Source) -> str:
    return f"{as_html(source.author)}, <cite>{as_html(source.title)}</cite>{as_html(_when(source))}"


def _when(source: Source) -> str:
    if source.year is not None:
        return f" ({source.year})"
    return f" ({texts.from_article(source.article)})" if source.article else ""

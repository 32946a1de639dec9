"""The passages of the handbook that say why something matters."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from assistant.sentence import Citation
from assistant.skills.guidance import paragraph
from knowledge.library import Library

Name = TypeVar("Name")

_WHOLE = 50  # sentences: more than a paragraph has
_PARAGRAPHS = 10  # more than a note has


def citations(library: Library, quotes: Mapping[Name, Sequence[tuple[str, str]]]) -> dict[Name, tuple[Citation, ...]]:
    """The sentences of the handbook, by the same names. `quotes`: (note, its sentence).

    A sentence that its note does not have any more is left out, and no other stands in for it.
    """
    by_note = {note: _sentences(library, note) for own in quotes.values() for note, _ in own}
    return {
        name: tuple(by_note[note][quote] for note, quote in own if quote in by_note[note])
        for name, own in quotes.items()
    }


def _sentences(library: Library, note: str) -> dict[str, Citation]:
    found: dict[str, Citation] = {}
    for number in range(1, _PARAGRAPHS):
        said, _ = paragraph(library, note, number, _WHOLE)
        found |= {sentence.text: sentence.citations[0] for sentence in said}
    return found

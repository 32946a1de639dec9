"""All that the handbook rests on, with the notes that rest on it. Pure."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from knowledge.types import Note, Source

OURS = "Mentorprep"
Kind = Literal["article", "work", "ours"]
KINDS: tuple[Kind, ...] = ("article", "work", "ours")


class Entry(NamedTuple):
    """One source, and the notes that name it, in the handbook's order."""

    source: Source
    notes: tuple[Note, ...]


def bibliography(notes: Iterable[Note]) -> dict[Kind, list[Entry]]:
    """Articles by their number, published works by author and year, and the handbook's own rules by title."""
    resting: dict[Source, list[Note]] = {}
    for note in notes:
        for source in note.sources:
            resting.setdefault(source, []).append(note)
    entries = [Entry(source, tuple(named)) for source, named in resting.items()]
    return {kind: sorted((e for e in entries if kind_of(e.source) == kind), key=_order) for kind in KINDS}


def kind_of(source: Source) -> Kind:
    return "article" if source.article else "ours" if source.author == OURS else "work"


def _order(entry: Entry) -> tuple[str, str, int, str]:
    source = entry.source
    return source.article or "", source.author.split(" and ")[0], source.year or 0, source.title

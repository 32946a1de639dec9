"""The passages of the handbook that say why a flaw is one."""

from collections.abc import Mapping

from assistant.skills.guidance import paragraph
from assistant.skills.outreach.criteria import CRITERIA
from assistant.turn import Citation
from knowledge.letters import Flaw
from knowledge.library import Library

_WHOLE = 50  # sentences: more than a paragraph has
_PARAGRAPHS = 10  # more than a note has


def citations(library: Library) -> Mapping[Flaw, tuple[Citation, ...]]:
    """Of each flaw. A sentence that its note does not have any more is left out, and no other stands in for it."""
    by_note: dict[str, dict[str, Citation]] = {}
    for criterion in CRITERIA.values():
        for note, _ in criterion.quotes:
            if note not in by_note:
                by_note[note] = _sentences(library, note)
    return {
        flaw: tuple(by_note[note][quote] for note, quote in criterion.quotes if quote in by_note[note])
        for flaw, criterion in CRITERIA.items()
    }


def _sentences(library: Library, note: str) -> dict[str, Citation]:
    found: dict[str, Citation] = {}
    for number in range(1, _PARAGRAPHS):
        said, _ = paragraph(library, note, number, _WHOLE)
        found |= {sentence.text: sentence.citations[0] for sentence in said}
    return found

"""Choose and order paragraphs of notes so that they answer a question. Pure functions.

The unit is the paragraph: what the author put together reads well together, and a sentence that leans on the one before
('Then ask ...') is never shown without it. The paragraph that answers comes first; a second one follows where it is
nearly as good, from the same note or from another.
"""

from collections.abc import Sequence
from typing import NamedTuple

from knowledge.ranking import ALMOST_ASKED, Rarity, coverage, stems
from knowledge.text import paragraph_at
from knowledge.types import Passage, Question
from knowledge.views import DocumentView, PassageView

_OPENING = 0.06  # bonus of a note's first paragraph, which says the main thing
_TOLD = 0.4  # what has been said already is said again only where nothing else comes near
_OWN = 0.6  # weight of the nearest sentence of the paragraph itself
_ALMOST = 2.0  # weight of a question that is almost the one asked
_LATER = 0.03  # of the paragraphs that answer one question, the one named first comes first
_WORDS = 0.8  # weight of the question's words that the paragraph, its title or its questions have
_NOTE = 2.0  # weight of how well the whole note fits, as a share of the best note's fit
_SECOND = 0.90  # of the best paragraph's score: a second one below that would change the subject
_OTHER = 0.96  # the same for a paragraph of another note, which changes it sooner


class Piece(NamedTuple):
    """A sentence of a passage; `paragraph` counts through the document from 1."""

    text: str
    passage: Passage
    paragraph: int


class Scored(NamedTuple):
    """A paragraph of a note, with its sentences in order."""

    score: float
    note: str  # id
    pieces: tuple[Piece, ...]


class NoteFit(NamedTuple):
    """A note and how its parts fit the question; higher is better."""

    note: str  # id
    pieces: Sequence[Piece]
    questions: Sequence[Question]
    piece_fit: Sequence[float]  # cosine to the question, of each piece
    question_fit: Sequence[float]  # cosine to the question, of each of the note's own questions
    closeness: float  # the note's score as a share of the best note's


def pieces(views: Sequence[PassageView], document: DocumentView) -> list[Piece]:
    """The sentences of a document's passages, which must be in its order.

    A note's paragraphs were written to stand alone. Nobody promised that of other documents: there the passage is the
    unit.
    """
    found = []
    for number, view in enumerate(views, 1):
        at = view.passage.start
        for text in view.sentences:
            at = document.text.index(text, at)
            found.append(Piece(text, view.passage, paragraph_at(document.text, at) if document.questions else number))
    return found


def rank(
    notes: Sequence[NoteFit], wanted: frozenset[str], rarity: Rarity, told: frozenset[str] = frozenset()
) -> list[Scored]:
    """The notes' paragraphs, best first. `wanted`: the question's stems; `told`: sentences the person has read already.

    A question that a paragraph is known to answer tells more than the paragraph's own words: people ask in their own
    language, and the notes answer in theirs.
    """
    ranked, covered = [], coverage(wanted, rarity)
    for fit in notes:
        for number in dict.fromkeys(piece.paragraph for piece in fit.pieces):
            inside = [(p, s) for p, s in zip(fit.pieces, fit.piece_fit, strict=True) if p.paragraph == number]
            asked = [
                (q.text, s - _LATER * q.paragraphs.index(number))
                for q, s in zip(fit.questions, fit.question_fit, strict=True)
                if number in q.paragraphs
            ]
            own = max(s for _, s in inside)
            question = max((s for _, s in asked), default=0.8 * own)
            said = [inside[0][0].passage.title, *(p.text for p, _ in inside), *(text for text, _ in asked)]
            score = (
                question
                + _OWN * own
                + _ALMOST * max(0.0, question - ALMOST_ASKED)
                + _WORDS * covered(frozenset().union(*map(stems, said)))
                + _OPENING * (number == 1)
                + _NOTE * fit.closeness
                - _TOLD * all(p.text in told for p, _ in inside)
            )
            ranked.append(Scored(score, fit.note, tuple(p for p, _ in inside)))
    return sorted(ranked, key=lambda entry: -entry.score)


def choose(ranked: Sequence[Scored], most: int) -> list[Scored]:
    """One or two paragraphs, cut to `most` sentences together; two of one note in the note's order."""
    first = _cut(ranked[0], most)
    room = most - len(first.pieces)
    needed = [(entry, _SECOND if entry.note == first.note else _OTHER) for entry in ranked[1:]]
    seconds = [entry for entry, share in needed if entry.score >= share * first.score]
    if room < 2 or not seconds:
        return [first]
    second = _cut(next((entry for entry in seconds if entry.note == first.note), seconds[0]), room)
    together = [first, second]
    if first.note == second.note:
        together.sort(key=lambda entry: entry.pieces[0].paragraph)
    return together


def differing(ranked: Sequence[Scored], views: Sequence[int], decides: int | None) -> list[Scored]:
    """Each view on which a note's sources differ, and the question that decides: none may be left out or cut."""
    note = [entry for entry in ranked if entry.note == ranked[0].note]
    by_number = {entry.pieces[0].paragraph: entry for entry in note}
    return [by_number[number] for number in (*views, decides) if number in by_number]


def _cut(paragraph: Scored, room: int) -> Scored:
    """The paragraph, or as many of its sentences from the beginning as there is room for.

    Similarity is too coarse to choose within a paragraph: 'once a month' is not similar to 'how often'.
    """
    return paragraph._replace(pieces=paragraph.pieces[:room])

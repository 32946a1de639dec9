"""Score passages for a query, from their views: the numbers behind a ranking. Pure functions."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from knowledge.embeddings import Vectors
from knowledge.hints import Hints
from knowledge.ranking import Fit, Rarity, Signals, coverage, lacks_number, likely, stems
from knowledge.text import paragraph_at
from knowledge.types import Passage, Question
from knowledge.views import DocumentView, PassageView

_NEAREST_QUESTIONS = 3  # of a document: one may be near by chance, three are not
_UNKNOWN = 0.4  # a similarity that speaks neither for nor against, on the development questions


class Query(NamedTuple):
    """A query as it is searched."""

    text: str  # misspellings mended
    vectors: Vectors  # (1 + segments, d): the whole, then its parts; none where it could not be encoded
    familiarity: float  # how much it looks like the questions that the handbook answers, a logit
    notes: Mapping[str, float] = {}  # how likely each note of the handbook answers, as the reader sees it
    inside: float = 0.0  # the reader's logit that any of them does
    hints: Hints | None = None  # what an answer may look like


class Candidate(NamedTuple):
    passage: Passage
    fit: Fit


def similarity(texts: Vectors, query: Vectors) -> Vectors:
    """How similar each text is to a query, half to the whole and half to its best segment; 0 without vectors."""
    if not len(texts) or not len(query):
        return np.zeros(len(texts), np.float32)
    cosines = texts @ query.T
    halved: Vectors = 0.5 * cosines[:, 0] + 0.5 * cosines.max(axis=1)
    return halved


def score(
    query: Query, passages: Sequence[PassageView], documents: Mapping[str, DocumentView], rarity: Rarity
) -> list[Candidate]:
    """The passages with their fits, best first. `documents` holds each passage's document."""
    wanted = stems(query.text)
    asked = {i: similarity(view.vectors, query.vectors) for i, view in documents.items()}
    middle = {i: float(similarity(view.middle, query.vectors).sum()) for i, view in documents.items()}
    document_words = {
        i: coverage(wanted, view.stems, rarity) if view.questions else 0.0 for i, view in documents.items()
    }
    answered = {i: _by_paragraph(view.questions, asked[i]) for i, view in documents.items()}
    candidates = []
    for view in passages:
        passage, document, near = view.passage, documents[view.passage.document_id], asked[view.passage.document_id]
        answers = answered[passage.document_id]
        cosines = similarity(view.vectors, query.vectors)
        first, last = paragraph_at(document.text, passage.start), paragraph_at(document.text, passage.end)
        fit = Fit(
            passage=float(cosines[0]),
            sentence=float(cosines[1:].max()),
            question=max((fit for number, fit in answers.items() if first <= number <= last), default=0.0),
            document_question=float(near.max()) if near.size else 0.0,
            document_questions=float(np.sort(near)[-_NEAREST_QUESTIONS:].mean()) if near.size else 0.0,
            document_middle=middle[passage.document_id],
            words=coverage(wanted, view.stems, rarity),
            document_words=document_words[passage.document_id],
            hint=float(query.hints.fit(view.vectors[:1])[0]) if query.hints else 0.0,
            note=likely(query.notes.get(passage.document_id, 0.0)),
        )
        candidates.append(Candidate(passage, fit))
    return sorted(candidates, key=lambda c: (-c.fit.score, c.passage.id))


def _by_paragraph(questions: Sequence[Question], near: Vectors) -> dict[int, float]:
    """For each paragraph that answers one of the questions, how near the nearest of these is."""
    best: dict[int, float] = {}
    for question, fit in zip(questions, near.tolist(), strict=True):
        for number in question.paragraphs:
            best[number] = max(fit, best.get(number, fit))
    return best


def signals(
    query: Query, candidates: Sequence[Candidate], vectors: Vectors, rarity: Rarity, agreement: bool
) -> Signals:
    """What tells whether the candidates answer at all. `vectors` (candidates, d) are those of the passages."""
    if not candidates:
        return Signals(*[0.0] * len(Signals._fields))
    wanted = stems(query.text)
    best = candidates[0]
    other = next((c.fit.score for c in candidates if c.passage.document_id != best.passage.document_id), 0.0)
    found = Signals(
        passage=max(c.fit.passage for c in candidates),
        sentence=max(c.fit.sentence for c in candidates),
        question=max(c.fit.document_question for c in candidates),
        questions=max(c.fit.document_questions for c in candidates),
        words=best.fit.words,
        document_words=best.fit.document_words,
        margin=best.fit.score - other,
        known=coverage(wanted, frozenset(s for s in wanted if s in rarity), rarity),
        agreement=float(agreement),
        domain=query.familiarity,
        hint=query.hints.nearest(vectors) if query.hints else 0.0,
        inside=query.inside,
        no_number=-float(lacks_number(query.text, [c.passage.text for c in candidates[:2]])),
    )
    if len(query.vectors):
        return found
    return found._replace(passage=_UNKNOWN, sentence=_UNKNOWN, question=_UNKNOWN, questions=_UNKNOWN)

"""Score passages for a query, from their views: the numbers behind a ranking. Pure functions."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from knowledge.embeddings import Vectors
from knowledge.hints import Hints
from knowledge.ranking import Coverage, Fit, Rarity, Signals, coverage, lacks_number, likely, stems
from knowledge.text import paragraph_at
from knowledge.types import Passage, Question
from knowledge.views import DocumentView, PassageView, stacked

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
    if not passages:
        return []
    covered = coverage(stems(query.text), rarity)
    near = _similarities([view.vectors for view in documents.values()], query.vectors)
    middle = _similarities([view.middle for view in documents.values()], query.vectors)
    asked = {
        i: _asked(view, near, float(middle.sum()), covered)
        for (i, view), near, middle in zip(documents.items(), near, middle, strict=True)
    }
    cosines = _similarities([view.vectors for view in passages], query.vectors)
    hints = query.hints.fit(stacked(passages)).tolist() if query.hints else [0.0] * len(passages)
    candidates = []
    for view, cosine, hint in zip(passages, cosines, hints, strict=True):
        passage, document = view.passage, asked[view.passage.document_id]
        first, last = paragraph_at(document.text, passage.start), paragraph_at(document.text, passage.end)
        fit = Fit(
            passage=float(cosine[0]),
            sentence=float(cosine[1:].max()),
            question=max((fit for number, fit in document.answers.items() if first <= number <= last), default=0.0),
            document_question=document.nearest,
            document_questions=document.nearest_few,
            document_middle=document.middle,
            words=covered(view.stems),
            document_words=document.words,
            hint=hint,
            note=likely(query.notes.get(passage.document_id, 0.0)),
        )
        candidates.append(Candidate(passage, fit))
    return sorted(candidates, key=lambda c: (-c.fit.score, c.passage.id))


class _Asked(NamedTuple):
    """How well a document fits a query by the questions that it answers."""

    text: str
    answers: dict[int, float]  # by paragraph
    nearest: float
    nearest_few: float
    middle: float
    words: float


def _asked(view: DocumentView, near: Vectors, middle: float, covered: Coverage) -> _Asked:
    return _Asked(
        text=view.text,
        answers=_by_paragraph(view.questions, near),
        nearest=float(near.max()) if near.size else 0.0,
        nearest_few=float(np.sort(near)[-_NEAREST_QUESTIONS:].mean()) if near.size else 0.0,
        middle=middle,
        words=covered(view.stems) if view.questions else 0.0,
    )


def _similarities(texts: Sequence[Vectors], query: Vectors) -> list[Vectors]:
    """`similarity` of each of several groups of texts, by one product."""
    together = np.concatenate([group for group in texts if group.size] or [np.empty((0, 0), np.float32)])
    return np.split(similarity(together, query), np.cumsum([len(group) for group in texts])[:-1])


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
    known = frozenset(s for s in wanted if s in rarity)
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
        known=coverage(wanted, rarity)(known),
        agreement=float(agreement),
        domain=query.familiarity,
        hint=query.hints.nearest(vectors) if query.hints else 0.0,
        inside=query.inside,
        no_number=-float(lacks_number(query.text, [c.passage.text for c in candidates[:2]])),
    )
    if len(query.vectors):
        return found
    return found._replace(passage=_UNKNOWN, sentence=_UNKNOWN, question=_UNKNOWN, questions=_UNKNOWN)

"""Search: candidates from vectors (Chroma) and from words (SQLite FTS5), scored together by `knowledge.ranking`."""

import sqlite3
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

import numpy as np

from knowledge.build import entries, model_key
from knowledge.embeddings import MiniLM, Vectors
from knowledge.hints import MOST, Hints, weigh
from knowledge.query import segments
from knowledge.ranking import Fit, Rarity, Signals, answerable, coverage, lacks_number, load_model, stems
from knowledge.spelling import Speller
from knowledge.text import content_words, paragraph_at
from knowledge.types import Hit, Passage, SearchResult
from knowledge.vectors import VectorIndex
from knowledge.views import DocumentView, PassageView, Views

_CANDIDATES = 24  # passages from each of the two indexes
_NEAR_DOCUMENTS = 8  # documents taken in whole because one of their questions is near
_MAX_WORDS = 60  # of a query; what is beyond adds time, not precision


Guide = Callable[[str], Hints | None]


class Candidate(NamedTuple):
    passage: Passage
    fit: Fit


class Found(NamedTuple):
    """A search before it is cut to size: what the composition of an answer needs beyond the hits."""

    result: SearchResult
    candidates: tuple[Candidate, ...]  # best first
    signals: Signals
    vectors: Vectors  # (1 + segments, 384): the corrected query as a whole, then its sentences


class Searcher:
    """Searches one collection. Holds its vocabulary, which is small; texts and vectors stay in SQL."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        index: VectorIndex,
        embedder: MiniLM,
        collection: str,
        guide: Guide | None = None,
    ) -> None:
        """`guide` says what an answer may look like; the handbook needs none, and is the guide of other collections."""
        self._guide = guide
        self._index, self._embedder, self._collection = index, embedder, collection
        rows = connection.execute("SELECT word, documents FROM vocabulary WHERE collection = ?", (collection,))
        spread = {row["word"]: row["documents"] for row in rows}
        documents = connection.execute("SELECT count(*) FROM document WHERE collection = ?", (collection,)).fetchone()[
            0
        ]
        self.rarity = Rarity(spread, documents)
        self._speller = Speller(spread, embedder.is_common)
        self._size = len(entries(connection, collection))
        self._model = load_model("documents" if guide else "handbook")
        self._views = Views(collection, model_key(embedder))

    def search(self, connection: sqlite3.Connection, query: str, k: int) -> SearchResult:
        found = self.find(connection, query)
        return found.result.model_copy(update={"hits": found.result.hits[:k]})

    def find(self, connection: sqlite3.Connection, query: str) -> Found:
        """Everything known about how the collection fits the query."""
        corrected = self._speller.correct(query)
        hints = self._guide(corrected) if self._guide else None
        vectors = self._embedder.encode([corrected, *segments(corrected)])
        nearest = self._nearest(vectors[:1])
        by_vector = [i for i in nearest if "?" not in i][:_CANDIDATES]
        by_hint = self._nearest(hints.middle)[:_CANDIDATES] if hints else []
        by_words = self._by_words(connection, corrected)
        near = list(dict.fromkeys(i.rsplit("?", 1)[0] for i in nearest if "?" in i))[:_NEAR_DOCUMENTS]
        passages = self._passages(connection, [*by_vector, *by_hint, *by_words], near)
        candidates = self._score(connection, stems(corrected), vectors, passages, hints)
        signals = self._signals(stems(corrected), candidates, by_vector, by_words)
        signals = signals._replace(
            hint=hints.nearest(self._vectors(connection, passages)) if hints else 0.0,
            no_number=-float(lacks_number(corrected, [c.passage.text for c in candidates[:2]])),
        )
        result = SearchResult(
            query=query,
            corrected=corrected,
            answerable=round(answerable(signals, self._model), 4) if candidates else 0.0,
            hits=tuple(Hit(passage=c.passage, score=round(c.fit.score, 4)) for c in candidates),
            topics=tuple(dict.fromkeys(c.passage.title for c in candidates))[:3],
        )
        return Found(result, tuple(candidates), signals, vectors)

    def hints(self, connection: sqlite3.Connection, query: str) -> Hints | None:
        """What an answer may look like, going by the best passages here; None where nothing was found."""
        best = self.find(connection, query).candidates[:MOST]
        if not best:
            return None
        vectors = self._vectors(connection, [candidate.passage for candidate in best])
        return weigh(vectors, np.array([candidate.fit.score for candidate in best], np.float32))

    def _vectors(self, connection: sqlite3.Connection, passages: Sequence[Passage]) -> Vectors:
        views = self.passages(connection, passages)
        return np.stack([view.vectors[0] for view in views]) if views else np.empty((0, 0), np.float32)

    def _nearest(self, vector: Vectors) -> list[str]:
        """Ids of passages and questions, nearest first."""
        return self._index.nearest(vector, min(6 * _CANDIDATES, self._size))[0] if self._size else []

    @staticmethod
    def passage(connection: sqlite3.Connection, collection: str, passage_id: str) -> Passage | None:
        rows = list(connection.execute(f"{_PASSAGES} WHERE p.collection = ? AND p.id = ?", (collection, passage_id)))
        return _passage(rows[0]) if rows else None

    def document_passages(self, connection: sqlite3.Connection, document: str) -> list[Passage]:
        """All passages of a document, in its order."""
        rows = connection.execute(
            f"{_PASSAGES} WHERE p.collection = ? AND p.document = ? ORDER BY p.start", (self._collection, document)
        )
        return [_passage(row) for row in rows]

    def documents(self, connection: sqlite3.Connection, ids: Collection[str]) -> dict[str, DocumentView]:
        """Text, questions and vectors of each of the documents."""
        return self._views.documents(connection, ids)

    def passages(self, connection: sqlite3.Connection, passages: Sequence[Passage]) -> list[PassageView]:
        """Sentences and vectors of each of the passages."""
        return self._views.passages(connection, passages)

    def _by_words(self, connection: sqlite3.Connection, query: str) -> list[str]:
        terms = list(dict.fromkeys(content_words(query)))[:_MAX_WORDS]
        if not terms:
            return []
        rows = connection.execute(
            "SELECT p.id FROM words JOIN passage p ON p.number = words.rowid WHERE words MATCH ? AND p.collection = ? "
            "ORDER BY bm25(words, 1.0, 0.8, 0.3), p.number LIMIT ?",
            (" OR ".join(f'"{term}"' for term in terms), self._collection, _CANDIDATES),
        )
        return [row["id"] for row in rows]

    def _passages(self, connection: sqlite3.Connection, ids: Sequence[str], documents: Sequence[str]) -> list[Passage]:
        """The candidates: passages found directly, and all those of documents whose questions are near."""
        marks, more = ",".join("?" * len(ids)), ",".join("?" * len(documents))
        condition = f"WHERE p.collection = ? AND (p.id IN ({marks}) OR p.document IN ({more})) ORDER BY p.number"
        rows = connection.execute(f"{_PASSAGES} {condition}", (self._collection, *ids, *documents))
        return [_passage(row) for row in rows]

    def _score(
        self,
        connection: sqlite3.Connection,
        wanted: frozenset[str],
        vectors: Vectors,
        passages: Sequence[Passage],
        hints: Hints | None,
    ) -> list[Candidate]:
        documents = self.documents(connection, {p.document_id for p in passages})
        asked = {i: similarity(view.vectors, vectors) for i, view in documents.items()}
        document_words = {
            i: coverage(wanted, view.stems, self.rarity) if view.questions else 0.0 for i, view in documents.items()
        }
        candidates = []
        for view in self.passages(connection, passages):
            passage, document = view.passage, documents[view.passage.document_id]
            cosines = similarity(view.vectors, vectors)
            first, last = paragraph_at(document.text, passage.start), paragraph_at(document.text, passage.end)
            near = asked[passage.document_id]
            answered = [
                float(s)
                for q, s in zip(document.questions, near, strict=True)
                if any(first <= number <= last for number in q.paragraphs)
            ]
            fit = Fit(
                passage=float(cosines[0]),
                sentence=float(cosines[1:].max()),
                question=max(answered, default=0.0),
                document_question=float(near.max()) if near.size else 0.0,
                document_questions=float(np.sort(near)[-3:].mean()) if near.size else 0.0,
                words=coverage(wanted, view.stems, self.rarity),
                document_words=document_words[passage.document_id],
                hint=float(hints.fit(view.vectors[:1])[0]) if hints else 0.0,
            )
            candidates.append(Candidate(passage, fit))
        return sorted(candidates, key=lambda c: (-c.fit.score, c.passage.id))

    def _signals(
        self, wanted: frozenset[str], candidates: Sequence[Candidate], by_vector: Sequence[str], by_words: Sequence[str]
    ) -> Signals:
        if not candidates:
            return Signals(*[0.0] * len(Signals._fields))
        best = candidates[0]
        other = next((c.fit.score for c in candidates if c.passage.document_id != best.passage.document_id), 0.0)
        first = {ids[0].rsplit(".", 1)[0] for ids in (by_vector, by_words) if ids}
        return Signals(
            passage=max(c.fit.passage for c in candidates),
            sentence=max(c.fit.sentence for c in candidates),
            question=max(c.fit.document_question for c in candidates),
            questions=max(c.fit.document_questions for c in candidates),
            words=best.fit.words,
            document_words=best.fit.document_words,
            margin=best.fit.score - other,
            known=coverage(wanted, frozenset(s for s in wanted if s in self.rarity), self.rarity),
            agreement=float(len(first) == 1 and bool(by_words)),
        )


def similarity(texts: Vectors, query: Vectors) -> Vectors:
    """How similar each text is to a query, half to the whole and half to its best segment."""
    if not len(texts):
        return np.empty(0, np.float32)
    cosines = texts @ query.T
    halved: Vectors = 0.5 * cosines[:, 0] + 0.5 * cosines.max(axis=1)
    return halved


_PASSAGES = (
    'SELECT p.id, p.document, p.start, p."end", d.file, d.title, '
    'substr(d.text, p.start + 1, p."end" - p.start) AS text '
    "FROM passage p JOIN document d ON d.collection = p.collection AND d.id = p.document"
)


def _passage(row: sqlite3.Row) -> Passage:
    return Passage(
        id=row["id"], document_id=row["document"], document=row["file"], title=row["title"],
        text=row["text"], start=row["start"], end=row["end"],
    )  # fmt: skip

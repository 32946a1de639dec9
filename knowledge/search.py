"""Search: candidates from vectors (Chroma) and from words (SQLite FTS5), scored together by `knowledge.ranking`."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from knowledge.build import entries, model_key
from knowledge.database import read_vectors
from knowledge.embeddings import MiniLM, Vectors
from knowledge.ranking import Fit, Rarity, Signals, coverage, load_models, logistic, stems, weigh
from knowledge.spelling import correct
from knowledge.text import content_words, sentences, stem
from knowledge.types import Hit, Passage, SearchResult
from knowledge.vectors import VectorIndex

_CANDIDATES = 24  # from each of the two indexes
_MAX_QUERY_WORDS = 60


class Candidate(NamedTuple):
    passage: Passage
    fit: Fit
    score: float


class Found(NamedTuple):
    """A search before it is cut to size: what the composition of an answer needs beyond the hits."""

    result: SearchResult
    candidates: tuple[Candidate, ...]  # best first
    signals: Signals
    vector: Vectors  # (384,) of the corrected query
    questions: dict[str, float]  # document id -> cosine of its nearest question


class Searcher:
    """Searches one collection. Holds its vocabulary, which is small; texts and vectors stay in SQL."""

    def __init__(self, connection: sqlite3.Connection, index: VectorIndex, embedder: MiniLM, collection: str) -> None:
        self._index, self._embedder, self._collection = index, embedder, collection
        spread = {
            row["word"]: row["documents"]
            for row in connection.execute("SELECT word, documents FROM vocabulary WHERE collection = ?", (collection,))
        }
        documents = connection.execute("SELECT count(*) FROM document WHERE collection = ?", (collection,)).fetchone()[0]
        self._vocabulary = spread.keys()
        self.rarity = Rarity(spread, documents)
        self._entries = {entry.id: entry.sha for entry in entries(connection, collection)}
        self._models = load_models()

    def search(self, connection: sqlite3.Connection, query: str, k: int) -> SearchResult:
        found = self.find(connection, query)
        return found.result.model_copy(update={"hits": found.result.hits[:k]})

    def find(self, connection: sqlite3.Connection, query: str, vector: Vectors | None = None) -> Found:
        """Everything known about how the collection fits the query. `vector`: that of the corrected query, if at hand."""
        corrected = self.correct(query)
        if vector is None:
            vector = self.encode([corrected])[0]
        nearest = self._index.nearest(vector[None, :], min(4 * _CANDIDATES, max(len(self._entries), 1)))[0]
        questions = self._question_similarities(connection, vector, nearest)
        by_vector = [i for i in nearest if "?" not in i][:_CANDIDATES]
        by_words = self._by_words(connection, corrected)
        passages = self._passages(connection, [*by_vector, *by_words], questions)
        candidates = self._score(connection, corrected, vector, passages, questions)
        signals = self._signals(corrected, candidates, by_vector, by_words)
        answerable = logistic(weigh(signals, self._models["answerable"], Signals._fields))
        result = SearchResult(
            query=query,
            corrected=corrected,
            answerable=round(answerable, 4) if candidates else 0.0,
            hits=tuple(Hit(passage=c.passage, score=round(c.score, 4)) for c in candidates),
            topics=tuple(dict.fromkeys(c.passage.title for c in candidates))[:3],
        )
        return Found(result, tuple(candidates), signals, vector, questions)

    def correct(self, query: str) -> str:
        return correct(query, self._vocabulary, lambda word: self._embedder.pieces(word) == 1)

    def encode(self, texts: Sequence[str]) -> Vectors:
        return self._embedder.encode(texts)

    def vectors(self, connection: sqlite3.Connection, shas: Sequence[bytes]) -> Vectors:
        return read_vectors(connection, model_key(self._embedder), shas)

    @staticmethod
    def passage(connection: sqlite3.Connection, collection: str, passage_id: str) -> Passage | None:
        rows = list(connection.execute(f"{_PASSAGES} WHERE p.collection = ? AND p.id = ?", (collection, passage_id)))
        return _passage(rows[0]) if rows else None

    def _question_similarities(self, connection: sqlite3.Connection, vector: Vectors, nearest: Iterable[str]) -> dict[str, float]:
        ids = [i for i in nearest if "?" in i]
        if not ids:
            return {}
        cosines = self.vectors(connection, [self._entries[i] for i in ids]) @ vector
        best: dict[str, float] = {}
        for i, cosine in zip(ids, cosines.tolist(), strict=True):
            document = i.rsplit("?", 1)[0]
            best[document] = max(best.get(document, 0.0), cosine)
        return best

    def _by_words(self, connection: sqlite3.Connection, query: str) -> list[str]:
        terms = list(dict.fromkeys(content_words(query)))[:_MAX_QUERY_WORDS]
        if not terms:
            return []
        match = " OR ".join('"' + term.replace('"', "") + '"' for term in terms)
        rows = connection.execute(
            "SELECT p.id FROM words JOIN passage p ON p.number = words.rowid WHERE words MATCH ? AND p.collection = ? "
            "ORDER BY bm25(words, 1.0, 0.8, 0.3), p.number LIMIT ?",
            (match, self._collection, _CANDIDATES),
        )
        return [row["id"] for row in rows]

    def _passages(self, connection: sqlite3.Connection, ids: Sequence[str], questions: dict[str, float]) -> list[Passage]:
        """The candidates: passages found directly, and all those of documents whose questions are near."""
        near = sorted(questions, key=lambda d: -questions[d])[:8]
        wanted, documents = ",".join("?" * len(ids)), ",".join("?" * len(near))
        condition = f"WHERE p.collection = ? AND (p.id IN ({wanted}) OR p.document IN ({documents})) ORDER BY p.number"
        rows = connection.execute(f"{_PASSAGES} {condition}", (self._collection, *ids, *near))
        return [_passage(row) for row in rows]

    def _score(
        self, connection: sqlite3.Connection, query: str, vector: Vectors, passages: Sequence[Passage], questions: dict[str, float]
    ) -> list[Candidate]:
        from knowledge.build import sha

        pieces = [[p.text[s.start : s.end] for s in sentences(p.text)] for p in passages]
        flat = [sha(p.text) for p in passages] + [sha(s) for piece in pieces for s in piece]
        cosines = self.vectors(connection, flat) @ vector if flat else np.empty(0)
        wanted = stems(query)
        documents = self._document_stems(connection, {p.document_id for p in passages})
        candidates, at = [], len(passages)
        for number, (passage, piece) in enumerate(zip(passages, pieces, strict=True)):
            best = float(cosines[at : at + len(piece)].max())
            at += len(piece)
            fit = Fit(
                passage=float(cosines[number]),
                sentence=best,
                question=questions.get(passage.document_id, 0.0),
                words=coverage(wanted, stems(f"{passage.title} {passage.text}"), self.rarity),
                document_words=coverage(wanted, documents[passage.document_id], self.rarity),
            )
            candidates.append(Candidate(passage, fit, weigh(fit, self._models["fit"], Fit._fields)))
        return sorted(candidates, key=lambda c: (-c.score, c.passage.id))

    def _document_stems(self, connection: sqlite3.Connection, documents: set[str]) -> dict[str, frozenset[str]]:
        marks = ",".join("?" * len(documents))
        rows = connection.execute(
            "SELECT d.id, d.title || ' ' || d.text || ' ' || coalesce(group_concat(q.text, ' '), '') AS text FROM document d "
            f"LEFT JOIN question q ON q.collection = d.collection AND q.document = d.id WHERE d.collection = ? AND d.id IN ({marks}) GROUP BY d.id",
            (self._collection, *documents),
        )
        return {row["id"]: stems(row["text"]) for row in rows}

    def _signals(self, query: str, candidates: Sequence[Candidate], by_vector: Sequence[str], by_words: Sequence[str]) -> Signals:
        if not candidates:
            return Signals(0, 0, 0, 0, 0, 0, 0, 0)
        best = candidates[0]
        other = next((c.score for c in candidates if c.passage.document_id != best.passage.document_id), best.score - 1)
        wanted = stems(query)
        known = coverage(wanted, frozenset(s for s in wanted if s in self.rarity), self.rarity)
        first = {ids[0].rsplit(".", 1)[0] for ids in (by_vector, by_words) if ids}
        return Signals(
            passage=max(c.fit.passage for c in candidates),
            sentence=max(c.fit.sentence for c in candidates),
            question=max(c.fit.question for c in candidates),
            words=best.fit.words,
            document_words=best.fit.document_words,
            margin=best.score - other,
            known=known,
            agreement=float(len(first) == 1 and bool(by_words)),
        )


_PASSAGES = (
    'SELECT p.id, p.document, p.start, p."end", d.file, d.title, substr(d.text, p.start + 1, p."end" - p.start) AS text '
    "FROM passage p JOIN document d ON d.collection = p.collection AND d.id = p.document"
)


def _passage(row: sqlite3.Row) -> Passage:
    return Passage(
        id=row["id"], document_id=row["document"], document=row["file"], title=row["title"],
        text=row["text"], start=row["start"], end=row["end"],
    )  # fmt: skip

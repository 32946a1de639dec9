"""Search: candidates from vectors (Chroma) and from words (SQLite FTS5), scored together by `knowledge.scoring`."""

import math
import sqlite3
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

import numpy as np

from knowledge.build import count_entries
from knowledge.database import vector_length
from knowledge.embedder import model_key
from knowledge.embeddings import Vectors
from knowledge.encoder import Encoder
from knowledge.hints import MOST, Hints, weigh
from knowledge.query import PERSON, questions_in, segments
from knowledge.ranking import Rarity, Signals, answerable, load_model
from knowledge.reader import OUTSIDE, Reader
from knowledge.scoring import Candidate, Query, score, signals
from knowledge.spelling import Speller
from knowledge.text import content_words
from knowledge.types import Hit, Passage, SearchResult
from knowledge.vectors import VectorIndex
from knowledge.views import DocumentView, PassageView, Views, stacked

_CANDIDATES = 24  # passages from each of the indexes
_ENTRIES = 144  # nearest passages and questions that are looked at for them
_NEAR_DOCUMENTS = 12  # documents taken in whole because one of their questions is near
_LIKELY_NOTES = 6  # notes that the reader thinks likeliest, taken in whole
_MAX_WORDS = 60  # of a query; what is beyond adds time, not precision
_MOST_QUESTIONS = 3  # of one message
_RECENT = 16  # queries whose results are kept

Guide = Callable[[str], Hints | None]


class Found(NamedTuple):
    """A search before it is cut to size: what the composition of an answer needs beyond the hits."""

    result: SearchResult
    candidates: tuple[Candidate, ...]  # best first
    signals: Signals
    vectors: Vectors  # (1 + segments, d): the corrected query, then its parts; none where it was not encoded

    @property
    def documents(self) -> list[str]:
        """Ids of the candidates' documents, best first."""
        return list(dict.fromkeys(c.passage.document_id for c in self.candidates))


class Searcher:
    """Searches one collection. Holds its vocabulary, which is small; texts and vectors stay in SQL."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        index: VectorIndex,
        encoder: Encoder,
        reader: Reader,
        collection: str,
        guide: Guide | None = None,
    ) -> None:
        """`reader` knows the handbook's notes.

        `guide` says what an answer may look like; the handbook needs none, and is the guide of other collections.
        """
        self._index, self._encoder, self._reader = index, encoder, reader
        self._collection, self._guide = collection, guide
        rows = connection.execute("SELECT word, documents FROM vocabulary WHERE collection = ?", (collection,))
        spread = {row["word"]: row["documents"] for row in rows}
        count = connection.execute("SELECT count(*) FROM document WHERE collection = ?", (collection,))
        self.rarity = Rarity(spread, count.fetchone()[0])
        self._speller = Speller(spread, encoder.minilm.is_common)
        self._size = count_entries(connection, collection)
        self._model = load_model("documents" if guide else "handbook")
        self._length = vector_length(connection, model_key(encoder.model))
        self._recent: dict[str, Found] = {}
        self._views = Views(collection, model_key(encoder.model), encoder.layer)

    def search(self, connection: sqlite3.Connection, query: str, k: int) -> SearchResult:
        """The `k` best passages. A query with two needs is searched whole: the reader knows both of its notes, and a
        part, torn from it, leaves unsaid what the other part says."""
        found = self.find(connection, query).result
        return found.model_copy(update={"hits": found.hits[:k]})

    def find(self, connection: sqlite3.Connection, text: str) -> Found:
        """Everything known about how the collection fits a query. What was asked last is remembered."""
        found = self._recent.get(text)
        if found is None:
            found = self._find(connection, text)
            if not len(found.vectors):  # by words alone, because a server is away: it may be back the next time
                return found
            self._recent = dict([*self._recent.items(), (text, found)][-_RECENT:])
        return found

    def _find(self, connection: sqlite3.Connection, text: str) -> Found:
        corrected = self._speller.correct(text)
        hints = self._guide(corrected) if self._guide else None
        vectors, familiarity = self._encoder.query([corrected, *segments(corrected)], self._length)
        likely = self._reader.read(corrected).notes
        notes = {} if self._guide else likely
        query = Query(corrected, vectors, familiarity, notes, _logit(1 - likely[OUTSIDE]), hints)
        by_vector, documents = self._by_vectors(query)
        likeliest = sorted(notes, key=lambda name: -notes[name])[:_LIKELY_NOTES]
        documents += [name for name in likeliest if name != OUTSIDE and name not in documents]
        by_words = self._by_words(connection, corrected)
        views = self.passages(connection, self._passages(connection, [*by_vector, *by_words], documents))
        ranked = score(query, views, self.documents(connection, {v.passage.document_id for v in views}), self.rarity)
        first = {ids[0].rsplit(".", 1)[0] for ids in (by_vector, by_words) if ids}
        told = signals(query, ranked, stacked(views), self.rarity, len(first) == 1 and bool(by_words))
        result = SearchResult(
            query=text,
            corrected=corrected,
            answerable=round(answerable(told, self._model), 4) if ranked else 0.0,
            hits=tuple(Hit(passage=c.passage, score=round(c.fit.score, 4)) for c in ranked),
            topics=tuple(dict.fromkeys(c.passage.title for c in ranked))[:3],
        )
        return Found(result, tuple(ranked), told, query.vectors)

    def parts(self, connection: sqlite3.Connection, found: Found) -> list[Found]:
        """A search for each question of a query that asks about different things; none for other queries."""
        asked = questions_in(found.result.corrected)[:_MOST_QUESTIONS]
        if len(asked) < 2:
            return []
        # In a second question 'him' is whom the first was about.
        whole = [asked[0], *(PERSON.sub("a mentor", question) for question in asked[1:])]
        parts = [part for part in (self.find(connection, question) for question in whole) if part.candidates]
        return parts if len({part.documents[0] for part in parts}) > 1 else []

    def hints(self, connection: sqlite3.Connection, query: str) -> Hints | None:
        """What an answer may look like, going by the best passages here; None where nothing was found."""
        best = self.find(connection, query).candidates[:MOST]
        if not best:
            return None
        views = self.passages(connection, [candidate.passage for candidate in best])
        return weigh(stacked(views), np.array([candidate.fit.score for candidate in best], np.float32))

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

    def _by_vectors(self, query: Query) -> tuple[list[str], list[str]]:
        """(ids of the nearest passages, ids of documents with a near question), nearest first.

        The whole query comes first, then its parts, then what an answer may look like.
        """
        wanted = query.vectors if query.hints is None else np.concatenate([query.vectors, query.hints.middle])
        if not self._size or not len(wanted):
            return [], []
        found = self._index.nearest(wanted, min(_ENTRIES, self._size))
        passages: dict[str, None] = {}
        documents: dict[str, None] = {}
        for ids in found:
            asked = dict.fromkeys(i.rsplit("?", 1)[0] for i in ids if "?" in i)
            passages |= dict.fromkeys([i for i in ids if "?" not in i][:_CANDIDATES])
            documents |= dict.fromkeys(list(asked)[:_NEAR_DOCUMENTS])
        return list(passages), list(documents)

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


def _logit(probability: float) -> float:
    return math.log(max(probability, 1e-6) / max(1 - probability, 1e-6))


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

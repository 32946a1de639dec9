"""What scoring needs of a passage and of a document, read from SQL once and kept: vectors, words, questions."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

import numpy as np

from knowledge.adapter import Layer
from knowledge.build import sha
from knowledge.database import read_vectors
from knowledge.embeddings import Vectors
from knowledge.ranking import stems
from knowledge.text import sentences
from knowledge.types import Passage, Question

_KEPT = 5000  # views of each kind; a handbook fits many times over


class PassageView(NamedTuple):
    passage: Passage
    sentences: tuple[str, ...]
    vectors: Vectors  # (1 + sentences, d): the passage, then its sentences
    stems: frozenset[str]  # of title and text


class DocumentView(NamedTuple):
    text: str
    questions: tuple[Question, ...]
    vectors: Vectors  # (questions, d)
    middle: Vectors  # (1, d): of its questions; none without questions
    stems: frozenset[str]  # of title, text and questions
    views: tuple[int, ...] = ()  # paragraphs that state the views on which its sources differ
    decides: int | None = None  # the paragraph with the question that decides between them


class Views:
    """The views of one collection. What is missing is read together, in as few queries as possible."""

    def __init__(self, collection: str, model: str, layer: Layer) -> None:
        """`model` is the key of the embedding model whose vectors are used, after they went through the layer."""
        self._collection, self._model, self._layer = collection, model, layer
        self._passages: dict[str, PassageView] = {}
        self._documents: dict[str, DocumentView] = {}

    def passages(self, connection: sqlite3.Connection, passages: Sequence[Passage]) -> list[PassageView]:
        missing = [p for p in passages if p.id not in self._passages]
        if missing:
            self._read_passages(connection, missing)
        found = [self._passages[p.id] for p in passages]
        if len(self._passages) > _KEPT:
            self._passages.clear()
        return found

    def documents(self, connection: sqlite3.Connection, ids: Collection[str]) -> dict[str, DocumentView]:
        missing = [i for i in ids if i not in self._documents]
        if missing:
            self._read_documents(connection, missing)
        found = {i: self._documents[i] for i in ids}
        if len(self._documents) > _KEPT:
            self._documents.clear()
        return found

    def _read_passages(self, connection: sqlite3.Connection, missing: Sequence[Passage]) -> None:
        split = [tuple(p.text[s.start : s.end] for s in sentences(p.text)) for p in missing]
        vectors = self._vectors(
            connection, (text for p, own in zip(missing, split, strict=True) for text in (p.text, *own))
        )
        at = 0
        for passage, own in zip(missing, split, strict=True):
            end = at + 1 + len(own)
            words = stems(f"{passage.title} {passage.text}")
            self._passages[passage.id] = PassageView(passage, own, vectors[at:end], words)
            at = end

    def _read_documents(self, connection: sqlite3.Connection, missing: Sequence[str]) -> None:
        marks = ",".join("?" * len(missing))
        questions: dict[str, list[Question]] = {i: [] for i in missing}
        select = f"SELECT document, text, paragraphs FROM question WHERE collection = ? AND document IN ({marks})"
        for row in connection.execute(f"{select} ORDER BY rowid", (self._collection, *missing)):
            questions[row["document"]].append(Question(text=row["text"], paragraphs=json.loads(row["paragraphs"])))
        vectors = self._vectors(connection, (q.text for i in missing for q in questions[i]))
        select = f"SELECT * FROM document WHERE collection = ? AND id IN ({marks})"
        rows = {row["id"]: row for row in connection.execute(select, (self._collection, *missing))}
        at = 0
        for i in missing:
            end, row = at + len(questions[i]), rows[i]
            words = stems(" ".join((row["title"], row["text"], *(q.text for q in questions[i]))))
            self._documents[i] = DocumentView(
                row["text"],
                tuple(questions[i]),
                vectors[at:end],
                _middle(vectors[at:end]),
                words,
                tuple(json.loads(row["views"])),
                row["decides"],
            )
            at = end

    def _vectors(self, connection: sqlite3.Connection, texts: Iterable[str]) -> Vectors:
        found = read_vectors(connection, self._model, [sha(text) for text in texts])
        return self._layer.apply(found) if found.size else found


def stacked(views: Sequence[PassageView]) -> Vectors:
    """(passages, d)"""
    return np.stack([view.vectors[0] for view in views]) if views else np.empty((0, 0), np.float32)


def _middle(vectors: Vectors) -> Vectors:
    """(1, d), of length 1; nothing where there is nothing."""
    if not vectors.size:
        return np.empty((0, 0), np.float32)
    middle = vectors.mean(axis=0, keepdims=True)
    return np.asarray(middle / max(float(np.linalg.norm(middle)), 1e-9), np.float32)

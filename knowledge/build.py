"""Index documents: cut them into passages, embed what is new, bring Chroma in line with SQL.

Safe to kill at any moment: vectors are written batch by batch, then texts in one transaction, and the collection counts
as built only when its fingerprint has been written, last. The next start does what is missing and nothing else. Until
all vectors are there, what was indexed before stays as it was, for who goes back to it or uses it meanwhile.
"""

import hashlib
import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np

from knowledge.adapter import Layer
from knowledge.database import read_vectors, transaction, vector_length, write_vectors
from knowledge.embedder import Embedder, another_length, model_key
from knowledge.embeddings import Vectors
from knowledge.errors import EmbeddingError
from knowledge.passages import cut
from knowledge.shipped import find, load_shipped
from knowledge.text import sentences, words
from knowledge.types import SHOWN_QUESTIONS, Document, Passage
from knowledge.vectors import VectorIndex

FORMAT = 3  # raise it when the same documents would be indexed differently
Progress = Callable[[int, int], None]  # texts embedded so far, texts in all
_EMBED_AT_ONCE = 64
_TRIES = 3  # of a batch that a server fails to embed


class Entry(NamedTuple):
    """One vector of the index: a passage or a question."""

    id: str
    sha: bytes


def sha(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def fingerprint(model: Embedder, layer: Layer, contents: Iterable[tuple[str, bytes]]) -> str:
    """Changes when a file is added, removed or edited, when the model changes, or the way of indexing does."""
    digest = hashlib.sha256(f"{FORMAT} {model_key(model)} {layer.version}".encode())
    for name, content in sorted(contents):
        digest.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    return digest.hexdigest()


def build(
    connection: sqlite3.Connection,
    index: VectorIndex,
    model: Embedder,
    layer: Layer,
    collection: str,
    documents: Sequence[Document],
    mark: str,
    progress: Progress | None = None,
) -> None:
    """Make the collection hold exactly these documents. `mark` is stored as its fingerprint when all is done.

    Raises EmbeddingError where the model's server cannot be used; what it embedded before is kept.
    """
    texts = list(dict.fromkeys(text for document in documents for text in texts_of(document)))
    _embed_missing(connection, model, texts, progress)
    with transaction(connection):
        _write_documents(connection, collection, documents)
    entries = _write_index(connection, index, model, layer, collection)
    with transaction(connection):
        connection.execute("INSERT OR REPLACE INTO collection VALUES (?, ?, ?)", (collection, mark, entries))


def _write_documents(connection: sqlite3.Connection, collection: str, documents: Sequence[Document]) -> None:
    """Replace the collection's rows."""
    old = "SELECT number FROM passage WHERE collection = ?"
    connection.execute(f"DELETE FROM words WHERE rowid IN ({old})", (collection,))
    for table in ("passage", "question", "document", "vocabulary"):
        connection.execute(f"DELETE FROM {table} WHERE collection = ?", (collection,))
    connection.execute("DELETE FROM collection WHERE name = ?", (collection,))
    spread: dict[str, int] = {}
    for document in documents:
        row = (collection, document.id, document.file, document.title, document.text)
        views = (json.dumps(document.views), document.decides)
        connection.execute("INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?)", (*row, *views))
        asked = [(collection, document.id, q.text, json.dumps(q.paragraphs), sha(q.text)) for q in document.questions]
        connection.executemany("INSERT OR REPLACE INTO question VALUES (?, ?, ?, ?, ?)", asked)
        for passage in passages_of(document):
            _write_passage(connection, collection, document, passage)
        # What people say around their questions is not what the document knows: only its typical questions count.
        typical = [question.text for question in document.questions[:SHOWN_QUESTIONS]]
        for word in set(words(" ".join((document.title, document.text, *typical)))):
            spread[word] = spread.get(word, 0) + 1
    connection.executemany("INSERT INTO vocabulary VALUES (?, ?, ?)", [(collection, w, n) for w, n in spread.items()])


def passages_of(document: Document) -> list[Passage]:
    return cut(document.id, document.file, document.title, document.text)


def texts_of(document: Document) -> list[str]:
    """Every text of a document that needs a vector: its passages, their sentences, its questions."""
    texts = [question.text for question in document.questions]
    for passage in passages_of(document):
        texts += [passage.text, *(passage.text[s.start : s.end] for s in sentences(passage.text))]
    return texts


def _write_passage(connection: sqlite3.Connection, collection: str, document: Document, passage: Passage) -> None:
    row = (None, collection, passage.id, passage.document_id, passage.start, passage.end, sha(passage.text))
    number = connection.execute("INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?)", row).lastrowid
    searched = (number, passage.text, document.title, " ".join(question.text for question in document.questions))
    connection.execute("INSERT INTO words (rowid, text, title, questions) VALUES (?, ?, ?, ?)", searched)


def _embed_missing(
    connection: sqlite3.Connection, model: Embedder, texts: Sequence[str], progress: Progress | None
) -> None:
    key = model_key(model)
    have = {row[0] for row in connection.execute("SELECT sha FROM vector WHERE embedder = ?", (key,))}
    missing = sorted((text for text in texts if sha(text) not in have), key=len)
    if not missing:
        return
    shipped = load_shipped(key)
    at_hand = {sha(text): vector for text in missing if (vector := find(shipped, sha(text))) is not None}
    if at_hand:
        write_vectors(connection, key, list(at_hand), np.stack(list(at_hand.values())))
        missing = [text for text in missing if sha(text) not in at_hand]
    done = len(texts) - len(missing)
    if progress:
        progress(done, len(texts))
    for start in range(0, len(missing), _EMBED_AT_ONCE):
        part = missing[start : start + _EMBED_AT_ONCE]
        write_vectors(connection, key, [sha(text) for text in part], _embed(connection, model, part))
        done += len(part)
        if progress:
            progress(done, len(texts))


def _embed(connection: sqlite3.Connection, model: Embedder, texts: Sequence[str], tries: int = _TRIES) -> Vectors:
    """The vectors of one batch, tried again where a server is busy. Raises EmbeddingError."""
    try:
        vectors = model.encode(texts)
    except EmbeddingError as error:
        if error.wait is None or tries == 1:
            raise
        time.sleep(error.wait)
        return _embed(connection, model, texts, tries - 1)
    kept = vector_length(connection, model_key(model))
    if kept not in (0, vectors.shape[1]):
        raise another_length(model, vectors.shape[1], kept)
    return vectors


def _write_index(
    connection: sqlite3.Connection, index: VectorIndex, model: Embedder, layer: Layer, collection: str
) -> int:
    wanted = {entry.id: entry.sha for entry in entries(connection, collection)}
    present = index.ids()
    index.remove(sorted(present - wanted.keys()))
    missing = sorted(wanted.keys() - present)
    if missing:
        index.add(missing, layer.apply(read_vectors(connection, model_key(model), [wanted[i] for i in missing])))
    return len(wanted)


def entries(connection: sqlite3.Connection, collection: str) -> list[Entry]:
    """What the vector index holds: ids of passages, and questions as 'document?hash'. An id never changes its text."""
    passages = connection.execute("SELECT id, sha FROM passage WHERE collection = ?", (collection,))
    questions = connection.execute("SELECT document, sha FROM question WHERE collection = ?", (collection,))
    return [Entry(row["id"], row["sha"]) for row in passages] + [
        Entry(f"{row['document']}?{row['sha'].hex()[:12]}", row["sha"]) for row in questions
    ]


def count_entries(connection: sqlite3.Connection, collection: str) -> int:
    """How many entries the vector index should hold."""
    counts = "SELECT (SELECT count(*) FROM passage WHERE collection = :name) + "
    counts += "(SELECT count(*) FROM question WHERE collection = :name)"
    return int(connection.execute(counts, {"name": collection}).fetchone()[0])

"""The library's tables: documents, passages, questions, and the vectors of their texts. SQL is the truth.

Chroma's folder can always be rebuilt from here; so can the words' index, which is SQLite's own FTS5.
"""

import errno
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import StorageError

SCHEMA_VERSION = 3
_WAIT = 10.0  # seconds for another process to finish what it writes
_SCHEMA = """
CREATE TABLE IF NOT EXISTS collection (name TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, entries INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS document (
  collection TEXT NOT NULL, id TEXT NOT NULL, file TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL,
  views TEXT NOT NULL, decides INTEGER, PRIMARY KEY (collection, id));
CREATE TABLE IF NOT EXISTS passage (
  number INTEGER PRIMARY KEY, collection TEXT NOT NULL, id TEXT NOT NULL, document TEXT NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, sha BLOB NOT NULL, UNIQUE (collection, id));
CREATE INDEX IF NOT EXISTS passage_of_document ON passage (collection, document);
CREATE TABLE IF NOT EXISTS question (
  collection TEXT NOT NULL, document TEXT NOT NULL, text TEXT NOT NULL, paragraphs TEXT NOT NULL, sha BLOB NOT NULL,
  PRIMARY KEY (collection, document, text));
CREATE TABLE IF NOT EXISTS vector (
  embedder TEXT NOT NULL, sha BLOB NOT NULL, data BLOB NOT NULL, PRIMARY KEY (embedder, sha)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS vocabulary (
  collection TEXT NOT NULL, word TEXT NOT NULL, documents INTEGER NOT NULL,
  PRIMARY KEY (collection, word)) WITHOUT ROWID;
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (
  text, title, questions, tokenize = 'porter unicode61 remove_diacritics 2');
"""


class DatabaseDamaged(StorageError):
    """The file is no SQLite database any more, or lacks what the index needs."""


class Database:
    """One SQLite file. Each thread opens its own connection with `connect`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def delete(self) -> None:
        """Remove the file; all of it can be made again."""
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)

    @contextmanager
    def connect(self) -> Iterator[sqlite3.Connection]:
        """A connection, closed at the end. SQLite's faults become StorageError, damage DatabaseDamaged."""
        connection = None
        try:
            connection = sqlite3.connect(self.path, timeout=_WAIT, isolation_level=None)
            connection.row_factory = sqlite3.Row
            log_ahead(connection)
            connection.execute("PRAGMA synchronous = normal")
            if connection.execute("PRAGMA user_version").fetchone()[0] != SCHEMA_VERSION:
                _create(connection)
            yield connection
        except sqlite3.OperationalError as error:
            raise storage_error(error, self.path) from error
        except sqlite3.DatabaseError as error:
            raise DatabaseDamaged(
                f"{self.path} is damaged ({error}): delete it, it is made again from the notes."
            ) from error
        finally:
            if connection is not None:
                connection.close()


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing, also when the process is killed in the middle."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def storage_error(error: Exception, path: Path) -> StorageError:
    """One clear line for a fault of SQLite or of the file system."""
    reason = str(error)
    if isinstance(error, OSError) and error.errno != errno.ENOSPC:
        reason = "unable to open"
    if "full" in reason or "No space" in reason:
        return StorageError(f"The disk that holds {path.parent} is full: free some space and start again.")
    if "readonly" in reason or "unable to open" in reason or "denied" in reason or "Read-only" in reason:
        return StorageError(
            f"Cannot write in {path.parent}: make it writable or set MENTORPREP_HOME to another folder."
        )
    if "locked" in reason:
        return StorageError(f"{path} is locked by another program: close that program and try again.")
    return StorageError(f"{path} cannot be used ({reason}).")


def read_vectors(connection: sqlite3.Connection, embedder: str, shas: Sequence[bytes]) -> NDArray[np.float32]:
    """The stored vectors of texts, one row each in the order given. Raises DatabaseDamaged where one is missing."""
    found: dict[bytes, bytes] = {}
    unique = list(dict.fromkeys(shas))
    for start in range(0, len(unique), 500):
        part = unique[start : start + 500]
        marks = ",".join("?" * len(part))
        rows = connection.execute(
            f"SELECT sha, data FROM vector WHERE embedder = ? AND sha IN ({marks})", (embedder, *part)
        )
        found.update((row["sha"], row["data"]) for row in rows)
    if len(found) < len(unique):  # another process indexed changed texts by another model
        raise DatabaseDamaged(f"{len(unique) - len(found)} texts have no vector of {embedder}.")
    return np.stack([np.frombuffer(found[sha], np.float32) for sha in shas]) if shas else np.empty((0, 0), np.float32)


def vector_length(connection: sqlite3.Connection, embedder: str) -> int:
    """How many numbers the stored vectors of a model have; 0 where there are none."""
    row = connection.execute("SELECT length(data) FROM vector WHERE embedder = ? LIMIT 1", (embedder,)).fetchone()
    return int(row[0]) // np.dtype(np.float32).itemsize if row else 0


def write_vectors(
    connection: sqlite3.Connection, embedder: str, shas: Sequence[bytes], vectors: NDArray[np.float32]
) -> None:
    rows = [(embedder, sha, vector.astype(np.float32).tobytes()) for sha, vector in zip(shas, vectors, strict=True)]
    with transaction(connection):
        connection.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?, ?)", rows)


def log_ahead(connection: sqlite3.Connection) -> None:
    """Switch to the write-ahead log. SQLite does not wait for its lock there, so a second process tries again."""
    until = time.monotonic() + _WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = wal")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.02)


def _create(connection: sqlite3.Connection) -> None:
    """Make the tables; those of another version go first, since all they hold comes from the notes.

    In one transaction, and only if no other process has done it since the version was read.
    """
    with transaction(connection):
        if connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION:
            return
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'words_%'"
        ).fetchall():
            connection.execute(f'DROP TABLE IF EXISTS "{name}"')
        for statement in _SCHEMA.split(";\n"):  # executescript would end the transaction
            if statement.strip():
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

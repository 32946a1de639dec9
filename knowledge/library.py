"""The library: opens or builds the index, heals it where it is damaged, and answers searches."""

import errno
import logging
import shutil
import sqlite3
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from knowledge.build import Progress, build, count_entries, fingerprint
from knowledge.database import Database, DatabaseDamaged, storage_error
from knowledge.embedder import Embedder, model_key
from knowledge.embeddings import MiniLM
from knowledge.encoder import Encoder
from knowledge.errors import StorageError
from knowledge.hints import Hints
from knowledge.reader import Reader
from knowledge.search import Searcher
from knowledge.sources import Handbook, Source
from knowledge.types import Document, Passage, SearchResult
from knowledge.vectors import IndexDamaged, VectorIndex

_WAIT_FOR_ANOTHER = 120  # seconds
_LEAST_FREE = 1_000_000  # bytes; with less, Chroma cannot even be opened
_log = logging.getLogger(__name__)
T = TypeVar("T")


class Library:
    """The documents of one source and their index under one folder. Safe to share between threads; `open` first."""

    def __init__(
        self,
        home: Path,
        source: Source | None = None,
        embedder: MiniLM | None = None,
        guide: "Library | None" = None,
        index_embedder: Embedder | None = None,
    ) -> None:
        """`source` is the handbook where nothing else is said; `guide` is the handbook's library, for other sources.

        `index_embedder` makes the vectors of the index, in place of MiniLM; with a guide, the guide's does.
        """
        self._home = home
        self.source = source or Handbook()
        self._guide = guide
        self.embedder = embedder or MiniLM()
        self.reader: Reader = guide.reader if guide else Reader(self.embedder)
        self._encoder: Encoder = guide._encoder if guide else Encoder(self.embedder, index_embedder)
        self._database = Database(home / "library.db")
        self._lock = threading.RLock()
        self._searcher: Searcher | None = None

    @property
    def ready(self) -> bool:
        return self._searcher is not None

    @property
    def stays_here(self) -> bool:
        """Whether what is searched for is sent to nobody."""
        return self._encoder.stays_here

    def open(self, progress: Progress | None = None) -> Searcher:
        """Make the source searchable: a moment when the index is there, seconds when it must be built.

        A second process waits while the first one builds. Raises StorageError, WeightsError, EmbeddingError,
        NoteError or UnreadableSource.
        """
        with self._lock:
            if self._searcher is not None:
                return self._searcher
            loading = self.reader.load_in_background()  # while Chroma is imported: each takes a part of a second
            try:
                self._prepare_home()
                index = self._vector_index()
                self._ensure(index, progress)
                with self._database.connect() as connection:
                    guide = self._guide.hints if self._guide else None
                    self._searcher = Searcher(connection, index, self._encoder, self.reader, self.source.name, guide)
            finally:
                loading.join()  # a process that ends while the model is being loaded is aborted by onnxruntime
            return self._searcher

    def search(self, query: str, k: int = 5) -> SearchResult:
        """The `k` best passages for a query, and how likely the documents cover it."""
        return self.searching(lambda searcher, connection: searcher.search(connection, query, k))

    def hints(self, query: str) -> Hints | None:
        """What an answer may look like, going by what is here."""
        return self.searching(lambda searcher, connection: searcher.hints(connection, query))

    def searching(self, action: Callable[[Searcher, sqlite3.Connection], T]) -> T:
        """Run `action` on the open index; where the index proves damaged, rebuild it and run `action` once more."""
        searcher = self.open()
        try:
            with self._database.connect() as connection:
                return action(searcher, connection)
        except (IndexDamaged, DatabaseDamaged) as damage:
            _log.warning("The search index was damaged (%s); building it again.", damage)
            self.rebuild()
        with self._database.connect() as connection:
            return action(self.open(), connection)

    def passage(self, passage_id: str) -> Passage | None:
        with self._database.connect() as connection:
            return Searcher.passage(connection, self.source.name, passage_id)

    def stats(self) -> dict[str, int]:
        """How many documents, passages and questions are indexed."""
        with self._database.connect() as connection:
            counts = {}
            for table in ("document", "passage", "question"):
                query = f"SELECT count(*) FROM {table} WHERE collection = ?"
                row = connection.execute(query, (self.source.name,)).fetchone()
                counts[table + "s"] = int(row[0])
            return counts

    def rebuild(self, progress: Progress | None = None) -> None:
        """Throw the vector index away and make it again from SQL."""
        with self._lock:
            self._searcher = None
            self._vector_index().discard()
            self.open(progress)

    def _ensure(self, index: VectorIndex, progress: Progress | None) -> None:
        mark = fingerprint(self._encoder.model, self._encoder.layer, self.source.contents())
        if self._is_built(index, mark):
            return
        from filelock import FileLock, Timeout

        try:
            with FileLock(self._home / "index.lock", timeout=_WAIT_FOR_ANOTHER):
                if not self._is_built(index, mark):
                    self._build_or_heal(index, mark, progress)
        except Timeout as error:
            raise StorageError(
                f"Another Mentorprep has been building the index in {self._home} for {_WAIT_FOR_ANOTHER} s: "
                "wait for it or end it, and start again."
            ) from error

    def _build_or_heal(self, index: VectorIndex, mark: str, progress: Progress | None) -> None:
        documents = self.source.documents()
        try:
            self._build(index, documents, mark, progress)
        except IndexDamaged as damage:
            self._refuse_if_full(damage)
            _log.warning("The search index was damaged (%s); building it again.", damage)
            index.discard()
            try:
                self._build(index, documents, mark, progress)
            except IndexDamaged as error:
                self._refuse_if_full(error)
                raise StorageError(f"The search index in {self._home} cannot be written ({error}).") from error

    def _refuse_if_full(self, damage: IndexDamaged) -> None:
        """Raises StorageError where what looks like damage is a full disk: building again would only fail again."""
        if shutil.disk_usage(self._home).free < _LEAST_FREE:
            raise storage_error(OSError(errno.ENOSPC, "No space left on device"), self._database.path) from damage

    def _build(self, index: VectorIndex, documents: Sequence[Document], mark: str, progress: Progress | None) -> None:
        with self._database.connect() as connection:
            model, layer = self._encoder.model, self._encoder.layer
            build(connection, index, model, layer, self.source.name, documents, mark, progress)

    def _is_built(self, index: VectorIndex, mark: str) -> bool:
        with self._database.connect() as connection:
            row = connection.execute("SELECT * FROM collection WHERE name = ?", (self.source.name,)).fetchone()
            if row is None or row["fingerprint"] != mark:
                return False
            try:
                return bool(index.count() == row["entries"] == count_entries(connection, self.source.name))
            except IndexDamaged:
                return False

    def _vector_index(self) -> VectorIndex:
        name = f"{self.source.name}-{model_key(self._encoder.model)}-{self._encoder.layer.version}"
        return VectorIndex(self._home / "chroma", name)

    def _prepare_home(self) -> None:
        """Create the folder; delete a damaged library.db, since all of it can be made again."""
        try:
            self._home.mkdir(mode=0o700, parents=True, exist_ok=True)  # a career is private
        except OSError as error:
            raise storage_error(error, self._database.path) from error
        try:
            with self._database.connect() as connection:
                connection.execute("SELECT count(*) FROM collection").fetchone()
        except DatabaseDamaged as damage:
            _log.warning("%s; making it again.", str(damage).partition(":")[0])
            self._database.delete()

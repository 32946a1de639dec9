"""The vector index: one Chroma collection in a local folder. A cache of what SQL holds; damage means rebuild."""

import shutil
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.embeddings import Vectors

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

_WRITE_AT_ONCE = 200


class IndexDamaged(Exception):
    """The folder cannot be read as a Chroma index. Never shown to people: the index is rebuilt from SQL."""


class VectorIndex:
    """Nearest neighbours by cosine among named vectors."""

    def __init__(self, folder: Path, collection: str) -> None:
        """`collection` names the embedder and its version too: vectors of two models must never meet."""
        self._folder, self._name = folder, collection
        self._client: ClientAPI | None = None
        self._collection: Collection | None = None

    def count(self) -> int:
        return int(self._call(lambda c: c.count()))

    def ids(self) -> set[str]:
        return set(self._call(lambda c: c.get(include=[]))["ids"])

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        for start in range(0, len(ids), _WRITE_AT_ONCE):
            part = slice(start, start + _WRITE_AT_ONCE)
            self._call(partial(_upsert, list(ids[part]), vectors[part]))

    def remove(self, ids: Sequence[str]) -> None:
        if ids:
            self._call(lambda c: c.delete(ids=list(ids)))

    def nearest(self, vectors: Vectors, n: int) -> list[list[str]]:
        """For each vector the ids of its `n` nearest neighbours, nearest first."""
        found = self._call(lambda c: c.query(query_embeddings=vectors, n_results=n, include=[]))
        return [list(ids) for ids in found["ids"]]

    def discard(self) -> None:
        """Delete the folder, whatever is in it."""
        from chromadb.api.shared_system_client import SharedSystemClient

        SharedSystemClient.clear_system_cache()  # Chroma would hand out the broken client for this folder again
        self._client = self._collection = None
        shutil.rmtree(self._folder, ignore_errors=True)

    def _call(self, action: Callable[["Collection"], Any]) -> Any:
        from chromadb.errors import ChromaError

        try:
            return action(self._open())
        except (ChromaError, ValueError, OSError) as error:
            raise IndexDamaged(str(error)) from error
        except BaseException as error:  # a fault inside Chroma's Rust core arrives as a PanicException
            if type(error).__name__ == "PanicException":
                raise IndexDamaged(str(error)) from error
            raise

    def _open(self) -> "Collection":
        if self._collection is None:
            import chromadb
            from chromadb.config import Settings

            if self._client is None:
                settings = Settings(anonymized_telemetry=False)
                try:
                    self._client = chromadb.PersistentClient(str(self._folder), settings)
                except AttributeError as error:  # what Chroma's own clean-up raises where it cannot open the folder
                    raise IndexDamaged(str(error.__context__ or error)) from error
            self._collection = self._client.get_or_create_collection(
                self._name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
            )
        return self._collection


def _upsert(ids: list[str], vectors: Vectors, collection: "Collection") -> None:
    collection.upsert(ids=ids, embeddings=vectors)

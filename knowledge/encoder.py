"""Whose vectors an index holds, and how a query gets its own.

MiniLM's go through the layer that is learned from the handbook; those of another model are compared as they are. How
familiar a query looks was learned on MiniLM's vectors, and is read from them whatever the index holds.
"""

import logging
import time
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from knowledge.adapter import Layer, Plain, load_adapter
from knowledge.embedder import Embedder, another_length
from knowledge.embeddings import MiniLM, Vectors
from knowledge.errors import EmbeddingError

_REST = 30.0  # seconds in which a server that failed is not asked for a query again: one turn has several
_log = logging.getLogger(__name__)


class Encoded(NamedTuple):
    """A query's texts as vectors: (texts, d), or none at all where the model could not be used."""

    vectors: Vectors
    familiarity: float  # of the first text, a logit


class Encoder:
    """The model and the layer of an index. Safe to share between threads."""

    def __init__(self, minilm: MiniLM, other: Embedder | None = None) -> None:
        """`other` is the model whose vectors the index holds, where they are not MiniLM's."""
        self.minilm = minilm
        self._learned = load_adapter()
        self._other = other
        self.model: Embedder = other or minilm
        self.layer: Layer = Plain() if other else self._learned
        self._rests_until = 0.0

    @property
    def stays_here(self) -> bool:
        """Whether a query is encoded in this process, and sent to nobody."""
        return self._other is None

    def query(self, texts: Sequence[str], length: int) -> Encoded:
        """`length`: of the vectors in the index; 0 where it has none."""
        if self._other is None:
            vectors = self.layer.apply(self.minilm.recall(texts))
            return Encoded(vectors, self._learned.familiarity(vectors[0]))
        first = self._learned.apply(self.minilm.recall(texts[:1]))[0]
        return Encoded(self._ask(self._other, texts, length), self._learned.familiarity(first))

    def _ask(self, model: Embedder, texts: Sequence[str], length: int) -> Vectors:
        nothing = np.empty((0, length), np.float32)
        if time.monotonic() < self._rests_until:
            return nothing
        try:
            vectors = self.layer.apply(model.encode(texts))
        except EmbeddingError as error:
            self._rests_until = time.monotonic() + _REST
            _log.warning("%s Meanwhile the search goes by words.", error)
            return nothing
        if length not in (0, vectors.shape[1]):
            _log.warning("%s Meanwhile the search goes by words.", another_length(model, vectors.shape[1], length))
            return nothing
        return vectors

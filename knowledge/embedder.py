"""What an embedding model is to the index: texts in, unit vectors out."""

from collections.abc import Sequence
from typing import Protocol

from knowledge.embeddings import Vectors
from knowledge.errors import EmbeddingError


class Embedder(Protocol):
    """An embedding model. Safe to call from several threads."""

    @property
    def name(self) -> str:
        """Names the model in file names and keys: letters, digits, dots, dashes."""

    @property
    def version(self) -> str:
        """Another one where the same text would get another vector."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, d): one row per text, in the texts' order, each of length 1; d is the model's own.

        Raises WeightsError, or EmbeddingError where the model is a server's.
        """


def model_key(model: Embedder) -> str:
    """Names the model whose vectors SQL holds, before they go through a layer."""
    return f"{model.name}-{model.version}"


def another_length(model: Embedder, given: int, kept: int) -> EmbeddingError:
    """A server has begun to answer with another model under the same name."""
    return EmbeddingError(
        f"{model.name} now gives vectors of {given} numbers, and those of the index have {kept}, so it is another "
        "model: delete library.db and the folder chroma in the home folder, and start again."
    )

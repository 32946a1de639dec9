"""What is learned on top of the embedding model: a linear layer, and the direction of the domain.

MiniLM was trained on everything, and in one handbook nearly everything is similar. The layer plays down the directions
in which the texts of one note differ among themselves, so that what tells notes apart counts more (within-class
covariance normalisation: Hatch, Kajarekar and Stolcke 2006). `python -m evals.adapt` learns it, and beside it the
direction in which questions that the handbook answers differ from others.
"""

import hashlib
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np

from knowledge.embeddings import Vectors

LEARNED = Path(__file__).parent / "adapter.npz"


class Layer(Protocol):
    """What the vectors of an index go through before they are compared."""

    @property
    def version(self) -> str:
        """Changes with the layer: vectors of two layers must never meet."""

    def apply(self, vectors: Vectors) -> Vectors:
        """(n, d) to (n, d), each row of length 1."""


class Plain(NamedTuple):
    """No layer: what was learned is of use to MiniLM's vectors alone."""

    version: str = "plain"

    def apply(self, vectors: Vectors) -> Vectors:
        return vectors


class Adapter(NamedTuple):
    """`layer` (384, 384) maps a vector of MiniLM, `domain` (384) points from other questions to mentoring."""

    layer: Vectors
    domain: Vectors
    bias: float
    version: str = ""

    def apply(self, vectors: Vectors) -> Vectors:
        """Adapted vectors, each of length 1."""
        mapped = vectors @ self.layer
        return np.asarray(mapped / np.maximum(np.linalg.norm(mapped, axis=1, keepdims=True), 1e-9), np.float32)

    def familiarity(self, adapted: Vectors) -> float:
        """How much an adapted query vector looks like the questions that the handbook answers: a logit."""
        return float(adapted @ self.domain) + self.bias


def load_adapter(path: Path = LEARNED) -> Adapter:
    """What `python -m evals.adapt` learned."""
    with np.load(path) as stored:
        layer = stored["layer"]
        version = hashlib.sha256(layer.tobytes()).hexdigest()[:8]
        return Adapter(layer.astype(np.float32), stored["domain"].astype(np.float32), float(stored["bias"]), version)

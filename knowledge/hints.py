"""What an answer may look like: passages of the handbook that fit a query help to find passages in other documents.

People ask in their own words and documents answer in theirs; a written answer resembles another one more than it
resembles a question. This is HyDE (Gao and colleagues 2022, "Precise Zero-Shot Dense Retrieval without Relevance
Labels") with passages of the handbook in place of a model's inventions: they guide the search and are never shown.
"""

from typing import NamedTuple

import numpy as np

from knowledge.embeddings import Vectors

MOST = 5  # passages that make a hint; three to twelve did about as well
_BEST = 3  # of them, whose nearest neighbour tells whether the answer is there at all


class Hints(NamedTuple):
    """Vectors (n, d) of likely answers, best first, and their weights (n), which add up to 1."""

    vectors: Vectors
    weights: Vectors

    @property
    def middle(self) -> Vectors:
        """(1, d): where the likely answers lie together."""
        together = (self.weights @ self.vectors)[None, :]
        unit: Vectors = (together / max(float(np.linalg.norm(together)), 1e-9)).astype(np.float32)
        return unit

    def fit(self, texts: Vectors) -> Vectors:
        """(texts): how much each text resembles the likely answers."""
        found: Vectors = np.asarray((texts @ self.vectors.T) @ self.weights, np.float32)
        return found

    def nearest(self, texts: Vectors) -> float:
        """The highest resemblance of any text to one of the likeliest answers."""
        return float((texts @ self.vectors[:_BEST].T).max()) if texts.size else 0.0


def weigh(vectors: Vectors, scores: Vectors) -> Hints:
    """Likely answers by the scores of their passages, best first."""
    likely = np.exp(scores - scores.max())
    weights: Vectors = (likely / likely.sum()).astype(np.float32)
    return Hints(vectors, weights)

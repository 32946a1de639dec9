"""Learn the linear layer and the direction of the domain from the handbook: `python -m evals.adapt`.

The layer comes from the handbook alone: the covariance within its notes, over their questions and sentences, inverted.
The direction is a logistic regression that tells the handbook's questions from the development questions that it does
not answer. Both are written to knowledge/adapter.npz; run `python -m evals.fit` afterwards.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.questions import DATA, load_questions
from knowledge.adapter import LEARNED, Adapter
from knowledge.embeddings import MiniLM
from knowledge.sources import Handbook
from knowledge.text import sentences

NOISE = 0.01  # added to the covariance's diagonal: the smaller, the more the layer departs from MiniLM
PENALTY = 3.0  # L2, of the direction
OUTSIDE: Sequence[Path] = (DATA / "handbook_dev.jsonl", DATA / "outside_dev.jsonl")
Matrix = NDArray[np.float64]


def within_class_layer(vectors: Matrix, labels: NDArray[np.int64], noise: float = NOISE) -> Matrix:
    """(384, 384), from vectors (n, 384) of labelled texts: a factor of the inverse covariance within the classes."""
    scatter = np.zeros((vectors.shape[1], vectors.shape[1]))
    for label in np.unique(labels):
        inside = vectors[labels == label]
        centred = inside - inside.mean(0)
        scatter += centred.T @ centred
    inverse = np.linalg.inv(scatter / len(vectors) + noise * np.eye(len(scatter)))
    layer: Matrix = np.linalg.cholesky(inverse)
    return layer


def direction(inside: Matrix, outside: Matrix, penalty: float = PENALTY) -> tuple[Matrix, float]:
    """Weights (384) and bias of a logistic regression in which both classes weigh the same."""
    rows = np.c_[np.ones(len(inside) + len(outside)), np.vstack([inside, outside])]
    wanted = np.r_[np.ones(len(inside)), np.zeros(len(outside))]
    weight = np.where(wanted == 1, 1 / len(inside), 1 / len(outside)) * len(rows) / 2
    ridge = penalty * np.eye(rows.shape[1])
    ridge[0, 0] = 0
    b = np.zeros(rows.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(rows @ b, -30, 30)))
        slope = rows.T @ (weight * (wanted - p)) - ridge @ b
        b += np.linalg.solve((rows * (weight * p * (1 - p))[:, None]).T @ rows + ridge, slope)
    return b[1:], float(b[0])


def outside_questions() -> list[str]:
    return [q.question for path in OUTSIDE for q in load_questions(path) if not q.answerable]


def learn(embedder: MiniLM) -> tuple[Adapter, Matrix, Matrix]:
    """The adapter, and the adapted vectors of the questions inside and outside that its direction was learned from."""
    texts: list[str] = []
    labels: list[int] = []
    asked: list[str] = []
    for label, document in enumerate(Handbook().documents()):
        own = [question.text for question in document.questions]
        own += [document.text[s.start : s.end] for s in sentences(document.text)]
        asked += [question.text for question in document.questions]
        texts += own
        labels += [label] * len(own)
    layer = within_class_layer(embedder.encode(texts).astype(np.float64), np.array(labels)).astype(np.float16)
    adapter = Adapter(layer.astype(np.float32), np.zeros(len(layer), np.float32), 0.0)
    inside = adapter.apply(embedder.encode(asked)).astype(np.float64)
    outside = adapter.apply(embedder.encode(outside_questions())).astype(np.float64)
    weights, bias = direction(inside, outside)
    return adapter._replace(domain=weights.astype(np.float32), bias=bias), inside, outside


def main() -> None:
    adapter, _, _ = learn(MiniLM())
    np.savez_compressed(LEARNED, layer=adapter.layer.astype(np.float16), domain=adapter.domain, bias=adapter.bias)
    print(f"{LEARNED.name}: {LEARNED.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()

"""What a line asks a persona about: one of the things that it can tell, another thing, or nothing for a meeting.

A softmax regression over sentence vectors for each persona, learned by `python -m evals.teach_subjects` from questions
that were written for it. Nearness to a few phrases was not enough: those who ask well seldom use a story's own words.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from knowledge.additions import load_learned, softmax
from knowledge.embeddings import MiniLM, Vectors
from knowledge.text import sentences

OTHER, STRANGE = "other", "strange"  # than what it can tell; than what people meet for
SCALE = 10.0  # of the cosine between a line and a class
LEARNED = Path(__file__).parents[2] / "personas" / "subjects.npz"
HEAD = 600  # characters of a line that count, the last ones: there is the question


class Subjects:
    """Loads on first use; safe to share between threads."""

    def __init__(self, embedder: MiniLM, path: Path = LEARNED) -> None:
        self._embedder = embedder
        self._of = lru_cache(maxsize=1)(lambda: _load(path))
        self._vector = lru_cache(maxsize=64)(lambda text: vectors(embedder, [text])[0])

    def of(self, persona: str, line: str) -> Mapping[str, float]:
        """The probability of each of its secrets and stories, by id, of `OTHER` and of `STRANGE`."""
        learned = self._of()[persona]
        values = softmax(learned.weights @ self._vector(line[-HEAD:]) * SCALE + learned.bias)
        return dict(zip(learned.ids, values.tolist(), strict=True))


class _Learned(NamedTuple):
    ids: tuple[str, ...]
    weights: Vectors  # (ids, 384)
    bias: Vectors


def vectors(embedder: MiniLM, lines: list[str]) -> Vectors:
    """A row of length 1 for each line: the middle of what it says and of what it asks."""
    asked = [_asked(line) for line in lines]
    texts = list(dict.fromkeys((*lines, *asked)))  # most lines are one question, the same text twice
    row = dict(zip(texts, embedder.encode(texts), strict=True))
    both = np.stack([row[line] + row[question] for line, question in zip(lines, asked, strict=True)])
    result: Vectors = both / np.linalg.norm(both, axis=1, keepdims=True)
    return result


def _asked(line: str) -> str:
    said = [line[span.start : span.end] for span in sentences(line)]
    return " ".join(sentence for sentence in said if "?" in sentence) or line


def _load(path: Path) -> Mapping[str, _Learned]:
    arrays = load_learned(path)
    return {
        name.removesuffix(".ids"): _Learned(
            tuple(str(id) for id in arrays[name]),
            *(arrays[name.replace(".ids", part)].astype(np.float32) for part in (".weights", ".bias")),
        )
        for name in arrays
        if name.endswith(".ids")
    }

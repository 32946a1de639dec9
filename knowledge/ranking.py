"""How well a passage fits a query: the features, and the linear models over them. Pure functions.

Both models are fitted by `python -m evals.fit` on the development questions; their coefficients are data, in
ranking.json, beside the date and the size of the set.
"""

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from knowledge.text import content_words, stem

_MODEL = Path(__file__).parent / "ranking.json"


class Fit(NamedTuple):
    """How well one passage fits a query; each number lies between about 0 and 1."""

    passage: float  # cosine of query and passage
    sentence: float  # cosine of query and the passage's best sentence
    question: float  # cosine of query and the nearest question of the passage's document
    words: float  # share of the query's meaning-carrying words that the passage or its title has, weighed by rarity
    document_words: float  # the same for the whole document with its questions


class Signals(NamedTuple):
    """What tells whether the collection covers a query at all."""

    passage: float
    sentence: float
    question: float
    words: float
    document_words: float
    margin: float  # distance of the best passage's score to the best one of another document
    known: float  # share of the query's words, weighed by rarity, that the collection has anywhere
    agreement: float  # 1 if words and vectors put the same document first


def weigh(features: Sequence[float], model: Mapping[str, float], names: Sequence[str]) -> float:
    return model["bias"] + sum(model[name] * value for name, value in zip(names, features, strict=True))


def logistic(x: float) -> float:
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, x))))


class Rarity:
    """How much a word tells: inverse document frequency over the stems of a collection's vocabulary."""

    def __init__(self, spread: Mapping[str, int], documents: int) -> None:
        """`spread`: in how many documents each word occurs."""
        self._spread: dict[str, int] = {}
        for word, count in spread.items():
            self._spread[stem(word)] = max(self._spread.get(stem(word), 0), count)
        self._documents = max(documents, 1)

    def __contains__(self, stemmed: str) -> bool:
        return stemmed in self._spread

    def __call__(self, stemmed: str) -> float:
        return math.log(1 + self._documents / (0.5 + self._spread.get(stemmed, 0)))


def stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in content_words(text))


def coverage(query: frozenset[str], text: frozenset[str], rarity: Rarity) -> float:
    """The share of the query's stems that the text has, weighed by rarity; 0 for a query without content words."""
    total = sum(rarity(s) for s in query)
    return sum(rarity(s) for s in query & text) / total if total else 0.0


def load_models() -> dict[str, dict[str, float]]:
    """{"fit": coefficients of Fit, "answerable": coefficients of Signals}, each with a "bias"."""
    models: dict[str, dict[str, float]] = json.loads(_MODEL.read_text(encoding="utf-8"))
    return models

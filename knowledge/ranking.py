"""How well a passage fits a query, and whether the collection covers it at all. Pure functions.

Whether it is covered is a logistic model over a few signals, fitted by `python -m evals.fit` on the development
questions; its coefficients are data, in ranking.json.
"""

import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from knowledge.text import content_words, stem

NOTE = 4.0  # weight of the reader's view, which knows from thousands of stories what none of the texts says
_UNLIKELY = 8.0  # natural logarithm, negative, of a probability that counts as none
ALMOST_ASKED = 0.75  # similarity from which on two questions begin to be the same one
_MODEL = Path(__file__).parent / "ranking.json"


class Fit(NamedTuple):
    """How well one passage fits a query; each number lies between about 0 and 1.

    A message of several sentences counts half as a whole and half by its best sentence.
    """

    passage: float  # cosine of query and passage
    sentence: float  # cosine of query and the passage's best sentence
    question: float  # cosine of query and the nearest question that the passage answers
    document_question: float  # the same for its whole document
    document_questions: float  # the mean over the document's three nearest questions
    document_middle: float  # cosine of query and the middle of all the document's questions
    words: float  # share of the query's meaning-carrying words that the passage or its title has, weighed by rarity
    document_words: float  # the same for the whole document with its questions; 0 without questions
    hint: float = 0.0  # how much the passage resembles likely answers from the handbook, in other collections
    note: float = (
        0.0  # how likely the reader thinks it that this note answers: 0 (below 1 in 3,000) to 1, by its logarithm
    )

    @property
    def score(self) -> float:
        """Weights in round numbers, chosen on the development questions: finer ones ranked no better.

        Questions tell most: people ask in their own words, and the notes answer in theirs. One question may be near by
        chance, so three of them and the middle of all count more than the nearest, unless it is almost the one asked.
        """
        text = self.passage + self.sentence + self.question + 0.5 * (self.words + self.document_words)
        asked = self.document_question + 4 * (self.document_questions + self.document_middle)
        return text + asked + 8 * max(0.0, self.document_question - ALMOST_ASKED) + 1.5 * self.hint + NOTE * self.note


class Signals(NamedTuple):
    """What tells whether the collection covers a query at all."""

    passage: float  # the best over all candidates, here and in the next three
    sentence: float
    question: float
    questions: float
    words: float  # of the passage ranked first, as is the next one
    document_words: float
    margin: float  # distance of the best passage's score to the best one of another document
    known: float  # share of the query's words, weighed by rarity, that the collection has anywhere
    agreement: float  # 1 if words and vectors put the same document first
    domain: float = 0.0  # how much the query looks like the questions that the handbook answers, a logit
    hint: float = 0.0  # how near the likeliest answer of the handbook comes to any passage, in other collections
    inside: float = 0.0  # the reader's logit that any note answers
    no_number: float = 0.0  # -1 if a number is asked for and the two best passages have none


def likely(probability: float) -> float:
    """A probability as a share of 1, by its logarithm: 0 for 1 in 3,000 and below."""
    return max(0.0, 1 + math.log(max(probability, 1e-9)) / _UNLIKELY)


def answerable(signals: Signals, model: Mapping[str, float]) -> float:
    """The probability, 0 to 1, that the collection covers the query."""
    return logistic(model["bias"] + sum(model[name] * value for name, value in signals._asdict().items()))


_ASKS_NUMBER = re.compile(
    r"\bhow (?:many|much|long|often|old|far|big|soon|late|frequently)\b|\b(?:what|which) (?:year|time|age|share)\b"
    r"|\bpercent|\b(?:cost|costs|price|prices|fee|fees|number of)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|half|quarter|dozen|once|twice"
    r"|daily|weekly|monthly|every)\b",
    re.IGNORECASE,
)


def lacks_number(query: str, passages: Sequence[str]) -> bool:
    """Whether the query asks how many, how long or what it costs, and none of the passages names any number."""
    return bool(_ASKS_NUMBER.search(query)) and not any(_NUMBER.search(text) for text in passages)


def logistic(x: float) -> float:
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, x))))


Coverage = Callable[[frozenset[str]], float]


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


@lru_cache(maxsize=20_000)  # the questions of a handbook, and what is asked
def stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in content_words(text))


def coverage(query: frozenset[str], rarity: Rarity) -> Coverage:
    """The share of the query's stems that a text has, weighed by rarity; 0 for a query without content words."""
    weights = {s: rarity(s) for s in query}
    total = sum(weights.values())
    return lambda text: sum(weights[s] for s in query & text) / total if total else 0.0


def load_model(kind: str) -> dict[str, float]:
    """The coefficients of `answerable`, by signal, and its bias: for the 'handbook' or for other 'documents'."""
    models: dict[str, dict[str, float]] = json.loads(_MODEL.read_text(encoding="utf-8"))
    return models[kind]

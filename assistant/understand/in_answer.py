"""Whether an answer to an open question calls for care. Pure functions.

People answer in a word or two, or with half a story; by themselves such lines resemble concerns more often than whole
messages do ("they stop calling me on vacation"). A logistic model over both readings tells them apart; its weights and
limit are those that `python -m evals.fit_concerns` prints.
"""

import math
from typing import NamedTuple

from knowledge.reader import OUTSIDE, Heard

_LEAST = 1e-4  # probabilities beyond it are not told apart


class Signals(NamedTuple):
    """As log-odds, but for `outside`, which is a probability."""

    alone: float  # of being a concern, by itself
    answering: float  # the same, read with the question
    outside: float  # of being something on which the handbook has no note, by itself
    answers: float  # of answering what was asked; even where nothing is asked for


_WEIGHTS = Signals(alone=0.271, answering=0.61, outside=-1.522, answers=-0.181)
_LIMIT = -1.537


def signals(heard: Heard, alone: Heard) -> Signals:
    """`heard` with the open question, `alone` without it."""
    return Signals(
        _odds(alone.intents["unsafe_or_crisis"]),
        _odds(heard.intents["unsafe_or_crisis"]),
        alone.notes[OUTSIDE],
        0.0 if heard.answers is None else _odds(heard.answers),
    )


def calls_for_care(heard: Heard, alone: Heard) -> bool:
    return sum(w * s for w, s in zip(_WEIGHTS, signals(heard, alone), strict=True)) >= _LIMIT


def _odds(probability: float) -> float:
    p = min(max(probability, _LEAST), 1 - _LEAST)
    return math.log(p / (1 - p))

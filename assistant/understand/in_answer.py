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
    """What is read in an answer, by itself where nothing else is said.

    As log-odds but for `outside`, which is a probability.
    """

    concern: float
    about_them: float  # of being about what the person wants
    outside: float  # of being something on which the handbook has no note
    answers: float  # of answering what was asked, read with the question; even where nothing is asked for


_WEIGHTS = Signals(concern=0.686, about_them=0.014, outside=-1.501, answers=-0.399)
_LIMIT = 1.057


def signals(heard: Heard, alone: Heard) -> Signals:
    """`heard` with the open question, `alone` without it."""
    return Signals(
        _odds(alone.intents["unsafe_or_crisis"]),
        _odds(alone.intents["clarify_objectives"]),
        alone.notes[OUTSIDE],
        0.0 if heard.answers is None else _odds(heard.answers),
    )


def calls_for_care(heard: Heard, alone: Heard) -> bool:
    return sum(w * s for w, s in zip(_WEIGHTS, signals(heard, alone), strict=True)) >= _LIMIT


def _odds(probability: float) -> float:
    p = min(max(probability, _LEAST), 1 - _LEAST)
    return math.log(p / (1 - p))

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

    As log-odds but for `marked` and `outside`, which are probabilities.
    """

    concern: float
    about_them: float  # of being about what the person wants
    marked: float  # of the surest piece that says what was asked, read with the question
    outside: float  # of being something on which the handbook has no note


_WEIGHTS = Signals(concern=0.814, about_them=-0.133, marked=-1.344, outside=-1.36)
_LIMIT = -1.483
# What surely says what was asked, and is hardly a concern when it is read with the question. It decides seldom: of 29
# messages among 1,764 of the development part that meet with care without need, one; of the crises none.
_PLAINLY, _HARDLY = 0.8, 0.01


def signals(heard: Heard, alone: Heard, tag: str | None) -> Signals:
    """`heard` with the open question, `alone` without it; `tag`: what is marked in an answer to it."""
    return Signals(
        _odds(alone.intents["unsafe_or_crisis"]),
        _odds(alone.intents["clarify_objectives"]),
        max((mark.sure for mark in heard.marks if mark.tag == tag), default=0.0),
        alone.notes[OUTSIDE],
    )


def calls_for_care(heard: Heard, alone: Heard, tag: str | None) -> bool:
    found = signals(heard, alone, tag)
    if found.marked >= _PLAINLY and heard.intents["unsafe_or_crisis"] <= _HARDLY:
        return False
    return sum(weight * signal for weight, signal in zip(_WEIGHTS, found, strict=True)) >= _LIMIT


def _odds(probability: float) -> float:
    p = min(max(probability, _LEAST), 1 - _LEAST)
    return math.log(p / (1 - p))

"""Numbers with their uncertainty. Pure functions."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_ROUNDS = 1000
Array = NDArray[np.float64]


class Metric(NamedTuple):
    """A value with its 95 % bootstrap interval; `n` is how many items it was taken over. NaN over none."""

    value: float
    low: float
    high: float
    n: int

    def as_json(self) -> dict[str, float | int | None]:
        """JSON knows no NaN: null."""
        return {name: None if math.isnan(value) else value for name, value in self._asdict().items()}


def mean(values: Sequence[float]) -> Metric:
    """NaN for no values: a mean of nothing is not zero."""
    if not values:
        return Metric(math.nan, math.nan, math.nan, 0)
    array = np.asarray(values, float)
    draws = _random().integers(len(array), size=(_ROUNDS, len(array)))
    return Metric(float(array.mean()), *_middle(array[draws].mean(axis=1)), len(array))


def auroc(positive: Sequence[float], negative: Sequence[float]) -> Metric:
    """The probability that a random positive scores above a random negative; ties count half."""
    n = len(positive) + len(negative)
    if not positive or not negative:
        return Metric(math.nan, math.nan, math.nan, n)
    yes, no = np.asarray(positive, float), np.asarray(negative, float)
    random = _random()
    draws = [_auroc(random.choice(yes, len(yes)), random.choice(no, len(no))) for _ in range(_ROUNDS)]
    return Metric(_auroc(yes, no), *_middle(np.array(draws)), n)


def _auroc(positive: Array, negative: Array) -> float:
    ordered = np.sort(negative)
    below = np.searchsorted(ordered, positive, "left") + np.searchsorted(ordered, positive, "right")
    return float(below.mean() / (2 * len(negative)))


def _middle(draws: Array) -> tuple[float, float]:
    low, high = np.quantile(draws, [0.025, 0.975])
    return float(low), float(high)


def _random() -> np.random.Generator:
    """The same draws each time, so that a report can be repeated."""
    return np.random.default_rng(0)

"""Intervals for what is not a mean: metrics that are made of sums over the items, such as F1. Pure functions."""

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from evals.metrics import Metric

_ROUNDS = 1000
Array = NDArray[np.float64]
Statistic = Callable[[Array], Array]  # (..., columns) sums -> (...) values, NaN where there is nothing to take it of


def of_sums(rows: Sequence[Sequence[float]], statistic: Statistic) -> Metric:
    """The statistic of the column sums of `rows`, one row an item, with the interval over items drawn anew."""
    table = np.asarray(rows, float)
    if not len(table):
        return Metric(math.nan, math.nan, math.nan, 0)
    # The same draws each time, so that a report can be repeated.
    times = np.random.default_rng(0).multinomial(len(table), np.full(len(table), 1 / len(table)), size=_ROUNDS)
    draws = statistic(times @ table)
    kept = draws[~np.isnan(draws)]
    low, high = np.quantile(kept, [0.025, 0.975]) if len(kept) else (math.nan, math.nan)
    return Metric(float(statistic(table.sum(axis=0))), float(low), float(high), len(table))


def ratio(over: Array, under: Array) -> Array:
    """NaN where nothing is below: a share of nothing is not zero."""
    share: Array = np.divide(over, under, out=np.full(np.shape(under), np.nan), where=under > 0)
    return share


def f1(right: Array, predicted: Array, found: Array, gold: Array) -> Array:
    """Of right ones among the predicted and found ones among the gold; NaN where there are neither."""
    precision = np.nan_to_num(ratio(right, predicted))
    recall = np.nan_to_num(ratio(found, gold))
    score = np.nan_to_num(ratio(2 * precision * recall, precision + recall))
    return np.where(predicted + gold > 0, score, np.nan)


def average(values: Array) -> Array:
    """The mean of the last axis without its NaNs; NaN where nothing is left."""
    known = ~np.isnan(values)
    return ratio(np.where(known, values, 0).sum(axis=-1), known.sum(axis=-1).astype(float))

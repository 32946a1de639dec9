"""F1 of several labels at once, from what was found and what is there. Pure functions."""

from collections.abc import Mapping, Sequence

import numpy as np

from evals.metrics import Metric
from evals.resample import Array, average, f1, of_sums


def row(scores: Mapping[str, float], labels: Sequence[str]) -> list[float]:
    """For each label: rightly found, found, there; from `found:LABEL` and `gold:LABEL`, 0 where there is none."""
    cells = []
    for label in labels:
        found, gold = scores.get(f"found:{label}", 0.0), scores.get(f"gold:{label}", 0.0)
        cells += [found * gold, found, gold]
    return cells


def each(rows: Sequence[Sequence[float]], labels: Sequence[str]) -> dict[str, Metric]:
    """`f1:LABEL` of each, over the rows in which it is found or there."""
    metrics = {}
    for number, label in enumerate(labels):
        own = [cells[3 * number : 3 * number + 3] for cells in rows]
        metrics[f"f1:{label}"] = of_sums([cells for cells in own if any(cells)], lambda sums: _by_label(sums)[..., 0])
    return metrics


def macro(rows: Sequence[Sequence[float]]) -> Metric:
    """Over the labels that are there at all: one that nothing has is no test of finding it."""
    return of_sums(rows, lambda sums: average(np.where(sums[..., 2::3] > 0, _by_label(sums), np.nan)))


def micro(rows: Sequence[Sequence[float]]) -> Metric:
    """Over all labels together."""

    def of(sums: Array) -> Array:
        right, found, gold = (sums[..., start::3].sum(axis=-1) for start in range(3))
        return f1(right, found, right, gold)

    return of_sums(rows, of)


def _by_label(sums: Array) -> Array:
    right, found, gold = sums[..., 0::3], sums[..., 1::3], sums[..., 2::3]
    scores: Array = f1(right, found, right, gold)
    return scores

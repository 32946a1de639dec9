"""Numbers with their uncertainty. Pure functions."""

import math
import random
from collections.abc import Sequence


def mean(values: Sequence[float]) -> float:
    """NaN for no values: a mean of nothing is not zero."""
    return sum(values) / len(values) if values else math.nan


def interval(values: Sequence[float], rounds: int = 1000, seed: int = 0) -> tuple[float, float]:
    """95 % bootstrap interval of the mean."""
    draw = random.Random(seed)
    means = sorted(mean(draw.choices(values, k=len(values))) for _ in range(rounds)) if values else [math.nan]
    return means[int(0.025 * len(means))], means[min(int(0.975 * len(means)), len(means) - 1)]


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """The probability that a random positive scores above a random negative; ties count half."""
    if not positive or not negative:
        return math.nan
    wins = sum((p > n) + 0.5 * (p == n) for p in positive for n in negative)
    return wins / (len(positive) * len(negative))

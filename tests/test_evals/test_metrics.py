import json
import math

import numpy as np

from evals.metrics import auroc, mean


def test_auroc() -> None:
    assert auroc([2, 3], [0, 1]).value == 1
    assert auroc([1], [1]).value == 0.5
    assert auroc([0], [1]).value == 0
    assert auroc([3, 1, 2], [2, 0]).value == (2 + 1 + 1.5) / 6
    assert math.isnan(auroc([], [1]).value)


def test_auroc_has_an_interval() -> None:
    draw = np.random.default_rng(0)
    metric = auroc(list(draw.normal(1, 1, 80)), list(draw.normal(0, 1, 40)))
    assert 0.6 < metric.low < metric.value < metric.high < 0.9 and metric.n == 120


def test_mean_and_interval() -> None:
    metric = mean([0.0, 1.0] * 50)
    assert metric.value == 0.5 and metric.n == 100
    assert 0.35 < metric.low < 0.5 < metric.high < 0.65
    assert mean([1.0] * 5) == (1.0, 1.0, 1.0, 5)
    assert mean([0.0, 1.0] * 50) == metric, "a report can be repeated"


def test_a_mean_of_nothing_is_not_zero() -> None:
    assert math.isnan(mean([]).value)
    assert json.loads(json.dumps(mean([]).as_json(), allow_nan=False)) == {
        "value": None,
        "low": None,
        "high": None,
        "n": 0,
    }

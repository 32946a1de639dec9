import numpy as np

from evals.fit import fit
from knowledge.ranking import Signals, answerable


def test_fit_learns_what_tells_and_drops_what_makes_no_sense() -> None:
    draw = np.random.default_rng(0)
    covered = (draw.random(400) > 0.5).astype(float)
    rows = draw.random((400, len(Signals._fields)))
    rows[:, 0] += covered
    rows[:, 1] -= covered
    model = fit(rows, covered)
    assert model["passage"] > 1 and model["sentence"] == 0
    assert answerable(Signals(1.5, *[0.5] * 8), model) > 0.8 > 0.2 > answerable(Signals(0.2, *[0.5] * 8), model)

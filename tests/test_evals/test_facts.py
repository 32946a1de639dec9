"""The measuring of single messages, and what is counted in the lessons."""

import numpy as np

from evals.chain import follow
from evals.facts import Counts, count
from evals.lessons import Lesson
from knowledge.marks import LABELS


def test_each_marked_value_counts_once() -> None:
    assert count(["SQL tuning", "tuning SQL", "cats"], ["tuning SQL", "Linux"]) == Counts(right=1, told=3, marked=2)
    assert count([], []) == Counts(0, 0, 0)


def test_what_follows_what_is_counted_in_the_marked_words() -> None:
    lesson = Lesson("I know Linux kernels well", {}, (("good", 7, 20),))
    found = follow([lesson] * 50, weight=1.0)
    begins, inside, nothing = (LABELS.index(name) for name in ("B-good", "I-good", "O"))
    assert found.shape == (len(LABELS) + 1, len(LABELS))
    assert found[begins, inside] > 1 > found[begins, begins]
    assert found[-1, inside] < found[-1, nothing]
    assert np.all(follow([lesson], weight=0.0)[:, 1:] == 1.0)

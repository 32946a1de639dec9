"""How well each label of a word follows each, counted in what was marked by hand: for `knowledge.marks`."""

import re
from collections.abc import Iterable

import numpy as np

from evals.lessons import Lesson
from knowledge.embeddings import Vectors
from knowledge.marks import LABELS

WEIGHT = 0.5  # of the neighbours: what a word's probabilities say already takes account of them
_NOTHING = (
    0.3  # times what was counted for words that say nothing; chosen on the development conversations and messages
)
_UNSEEN = 0.5  # added to each count
_WORD = re.compile(r"\w+(?:[-'’]\w+)*|[^\w\s]")


def label(lesson: Lesson, start: int) -> int:
    """The label of the word or token that starts at this place of the message."""
    for tag, first, last in lesson.marks or ():
        if first <= start < last:
            return LABELS.index(f"{'B' if start == first else 'I'}-{tag}")
    return LABELS.index("O")


def follow(lessons: Iterable[Lesson], weight: float = WEIGHT) -> Vectors:
    """(1 + labels, labels): how many times likelier each label is after each, and first (last row), than anywhere."""
    counts = np.full((len(LABELS) + 1, len(LABELS)), _UNSEEN)
    for lesson in lessons:
        before = -1
        for word in _WORD.finditer(lesson.text):
            own = label(lesson, word.start())
            counts[before, own] += 1
            before = own
    after = counts / counts.sum(1, keepdims=True)
    anywhere = counts.sum(0) / counts.sum()
    found = (after / anywhere) ** weight
    found[:, LABELS.index("O")] *= _NOTHING
    return np.asarray(found, np.float32)

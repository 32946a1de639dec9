"""Multinomial naive Bayes over words, and what it is taught with."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from evals.lessons import unmarked
from evals.turn_lessons import turn_lessons
from knowledge.letters import FLAWS, SIGNS, Flaw
from knowledge.text import stem, words
from knowledge.turns import BEHAVIOURS, Behaviour

# The tags of a talk whose pieces fill a slot that is measured; the others fill none.
_SLOTS = {
    "role": "next_role", "alt": "next_role_alternatives", "when": "horizon", "good": "strengths", "bad": "weaknesses",
    "goal": "objectives", "mentor": "mentor_qualities", "give": "offer_in_return", "limit": "constraints",
}  # fmt: skip
_PIECE = re.compile(r"<(\w+)>(.*?)</\1>", re.DOTALL)


class NaiveBayes:
    """Tells which label's texts share most with a text, word by word."""

    def __init__(self, texts: Sequence[str], labels: Sequence[str], even: bool = False) -> None:
        """`even`: each label is thought as likely as any other before a word is read: a rare one is found too."""
        self._labels = sorted(set(labels))
        self._column = {word: n for n, word in enumerate(sorted({w for text in texts for w in _stems(text)}))}
        counts = np.ones((len(self._labels), len(self._column)))  # one more than seen: no word is impossible
        for text, label in zip(texts, labels, strict=True):
            np.add.at(counts[self._labels.index(label)], self._columns(text), 1)
        self._weights = np.log(counts / counts.sum(axis=1, keepdims=True))
        shares = [labels.count(label) / len(labels) for label in self._labels]
        self._prior = np.zeros(len(shares)) if even else np.log(shares)

    def label(self, text: str) -> str:
        return self._labels[int(np.argmax(self._prior + self._weights[:, self._columns(text)].sum(axis=1)))]

    def _columns(self, text: str) -> list[int]:
        return [self._column[word] for word in _stems(text) if word in self._column]


def of_intents(path: Path) -> NaiveBayes:
    rows = list(_rows(path))
    return NaiveBayes([row["text"] for row in rows], [row["intent"] for row in rows])


def of_slots(path: Path) -> NaiveBayes:
    """The label is the slot that a text is about, '' for none. What stands around the marked pieces is about none."""
    texts, labels = [], []
    for row in _rows(path):
        for turn in row["turns"]:
            for tag, piece in _PIECE.findall(turn["text"]):
                texts.append(piece)
                labels.append(_SLOTS.get(tag, ""))
            texts.append(_PIECE.sub(" ", turn["text"]))
            labels.append("")
    return NaiveBayes(texts, labels)


def of_flaws(path: Path) -> dict[Flaw, NaiveBayes]:
    """For each flaw one that tells it ('yes') from its absence ('')."""
    rows = list(_rows(path))
    texts = [unmarked(row["text"], SIGNS)[0] for row in rows]
    return {
        flaw: NaiveBayes(texts, ["yes" if flaw in row["flaws"] else "" for row in rows], even=True) for flaw in FLAWS
    }


def of_turns(path: Path) -> dict[Behaviour, NaiveBayes]:
    """For each behaviour one that tells a line which shows it ('yes') from one that does not ('')."""
    lines = [line for scene in turn_lessons(path) for line in scene]
    shown = [{mark[0] for mark in line.marks} for line in lines]
    texts = [line.text for line in lines]
    return {name: NaiveBayes(texts, ["yes" if name in own else "" for own in shown], even=True) for name in BEHAVIOURS}


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def _stems(text: str) -> list[str]:
    return [stem(word) for word in words(text)]

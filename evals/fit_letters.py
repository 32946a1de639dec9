"""Fit from which probability on a flaw of a letter counts: `python -m evals.fit_letters [--data FILE]`.

On labelled letters that the reader was not taught with. What is sought is the best macro-F1, less what false alarms on
clean letters cost; between limits that do equally well, the middle one. Writes `knowledge/letters.json`.
"""

import argparse
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from assistant.skills.outreach.criteria import LIMITS, limit, reach
from assistant.skills.outreach.look import Means, Situation, see
from evals.drafts import Letter, load
from evals.questions import DATA
from evals.resample import Array, average, f1
from knowledge.embeddings import MiniLM
from knowledge.letters import FLAWS, LEARNABLE, Flaw, LetterReader
from knowledge.spelling import Speller

DEV = DATA / "drafts_dev.jsonl"
_ALARM = 0.5  # what a false alarm on every clean letter would cost, in macro-F1
_GRID = np.round(np.arange(0.25, 0.81, 0.025), 3)  # a more extreme limit would fit the few letters, not the flaw
_ROUNDS = 4
_EQUAL = 0.003  # a difference below it is none
_NEVER, _ALWAYS = dict.fromkeys(LEARNABLE, 2.0), dict.fromkeys(LEARNABLE, 0.0)


class Seen(NamedTuple):
    """What was read in one letter. `sure`: found whatever was read; `open`: found from some probability on."""

    letter: Letter
    sure: frozenset[Flaw]
    open: Mapping[Flaw, float]


def read_all(letters: Sequence[Letter], embedder: MiniLM) -> list[Seen]:
    reader, speller = LetterReader(embedder), Speller((), embedder.is_common)
    seen = []
    for letter in letters:
        situation = Situation(letter.channel, letter.medium)
        sure = see(letter.text, situation, Means(reader.read, speller, {}, _NEVER))
        possible = see(letter.text, situation, Means(reader.read, speller, {}, {**_ALWAYS}))
        # Where a flaw must be blatant, a limit below that one decides nothing: take every one that can be there.
        open_ = {
            flaw: possible.read.flaws[flaw]
            for flaw in LEARNABLE
            if possible.read is not None
            and flaw not in sure.labels
            and (flaw in possible.labels or reach(flaw, letter.channel, letter.medium) == "blatant")
        }
        seen.append(Seen(letter, sure.labels, open_))
    return seen


def decisions(seen: Sequence[Seen], limits: Mapping[Flaw, float]) -> Array:
    """(letters, flaws): 1 where a flaw is found."""
    return np.array([[float(_is_found(each, flaw, limits)) for flaw in FLAWS] for each in seen])


def _is_found(seen: Seen, flaw: Flaw, limits: Mapping[Flaw, float]) -> bool:
    if flaw in seen.sure:
        return True
    how = reach(flaw, seen.letter.channel, seen.letter.medium)
    return how is not None and flaw in seen.open and seen.open[flaw] >= limit(flaw, how, limits)


def worth(found: Array, gold: Array) -> tuple[float, float, float]:
    """(what is sought, macro-F1, share of the clean letters that pass)"""
    scores = f1((found * gold).sum(0), found.sum(0), (found * gold).sum(0), gold.sum(0))
    macro = float(average(np.where(gold.sum(0) > 0, scores, np.nan)))
    clean = gold.sum(1) == 0
    passed = float((found[clean].sum(1) == 0).mean()) if clean.any() else 1.0
    return macro - _ALARM * (1 - passed), macro, passed


def fit(seen: Sequence[Seen]) -> dict[Flaw, float]:
    """One limit after the other, the others held, until none moves."""
    gold = np.array([[float(flaw in each.letter.flaws) for flaw in FLAWS] for each in seen])
    limits: dict[Flaw, float] = dict.fromkeys(LEARNABLE, 0.5)
    for _ in range(_ROUNDS):
        before = dict(limits)
        for flaw in LEARNABLE:
            found, column = decisions(seen, limits), FLAWS.index(flaw)
            values = []
            for value in _GRID:
                found[:, column] = [float(_is_found(each, flaw, {flaw: float(value)})) for each in seen]
                values.append(worth(found, gold)[0])
            good = [float(v) for v, w in zip(_GRID, values, strict=True) if w >= max(values) - _EQUAL]
            limits[flaw] = good[len(good) // 2]
        if limits == before:
            break
    return limits


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DEV)
    options = parser.parse_args()
    seen = read_all(load(options.data), MiniLM())
    gold = np.array([[float(flaw in each.letter.flaws) for flaw in FLAWS] for each in seen])
    limits = fit(seen)
    for name, own in (("0.5 each", dict.fromkeys(LEARNABLE, 0.5)), ("fitted", limits)):
        _, macro, passed = worth(decisions(seen, own), gold)
        print(f"{name:10} macro-F1 {macro:.3f}, clean letters that pass {passed:.3f}")
    with tempfile.NamedTemporaryFile("w", dir=LIMITS.parent, delete=False, encoding="utf-8") as file:
        file.write(json.dumps(limits, indent=1) + "\n")
    Path(file.name).replace(LIMITS)


if __name__ == "__main__":
    main()

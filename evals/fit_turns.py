"""Fit from which probability on a behaviour counts as observed: `python -m evals.fit_turns [--data FILE]`.

On labelled meetings that the reader was not taught with: for each behaviour the limit with the best F1, the middle one
of those that do equally well. Writes `knowledge/turns.json`.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from assistant.skills.rehearsal.observe import LIMITS, Reading, observe
from evals.questions import DATA
from evals.rehearsals import Meeting, load
from evals.resample import f1
from knowledge.embeddings import MiniLM
from knowledge.turns import BEHAVIOURS, Behaviour, TurnReader

DEV = DATA / "rehearsals_dev.jsonl"
_GRID = np.round(np.arange(0.2, 0.81, 0.05), 3)  # a more extreme limit would fit the few meetings, not the behaviour
_EQUAL = 0.005  # a difference below it is none


def quality(meetings: Sequence[Meeting], read: Reading, limits: Mapping[Behaviour, float]) -> dict[Behaviour, float]:
    """F1 of each behaviour; NaN where no meeting shows it and none was found."""
    found = [observe(meeting.turns, read, limits) for meeting in meetings]
    scores = {}
    for name in BEHAVIOURS:
        gold = np.array([float(meeting.labels[name].observed) for meeting in meetings])
        own = np.array([float(seen[name].observed) for seen in found])
        scores[name] = float(f1((own * gold).sum(), own.sum(), (own * gold).sum(), gold.sum()))
    return scores


def fit(meetings: Sequence[Meeting], read: Reading) -> dict[Behaviour, float]:
    tried = {float(limit): quality(meetings, read, dict.fromkeys(BEHAVIOURS, float(limit))) for limit in _GRID}
    limits = {}
    for name in BEHAVIOURS:
        best = max(scores[name] for scores in tried.values())
        good = [limit for limit, scores in tried.items() if scores[name] >= best - _EQUAL]
        limits[name] = good[len(good) // 2]
    return limits


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DEV)
    options = parser.parse_args()
    meetings, read = load(options.data), TurnReader(MiniLM()).read
    limits = fit(meetings, read)
    for title, own in (("0.5 each", dict.fromkeys(BEHAVIOURS, 0.5)), ("fitted", limits)):
        scores = quality(meetings, read, own)
        print(f"{title}: macro-F1 {np.nanmean(list(scores.values())):.3f}")
        print(", ".join(f"{name} {score:.2f}" for name, score in scores.items()))
    LIMITS.write_text(json.dumps(limits, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

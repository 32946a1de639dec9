"""Fit the model behind `answerable` on the development questions: `python -m evals.fit [HOME]`.

A logistic regression with an L2 penalty over `knowledge.ranking.Signals`, by Newton's method; coefficients whose sign
would make no sense (more similarity, less likely covered) are held at zero. Prints the cross-validated AUROC.
"""

import json
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.settings import Settings
from evals.metrics import auroc
from evals.questions import DATA, load_questions
from knowledge import ranking
from knowledge.library import Library
from knowledge.ranking import Signals

PENALTY, FOLDS = 3.0, 10
Matrix = NDArray[np.float64]


def fit(rows: Matrix, covered: Matrix) -> dict[str, float]:
    """{signal: coefficient, "bias": ...} for signals (n, signals) and covered (n,) of 0 and 1."""
    kept = list(range(rows.shape[1]))
    while True:
        mean, spread = rows[:, kept].mean(0), rows[:, kept].std(0) + 1e-9
        z = np.c_[np.ones(len(rows)), (rows[:, kept] - mean) / spread]
        b = np.zeros(z.shape[1])
        penalty = PENALTY * np.diag(np.r_[0.0, np.ones(len(kept))])
        for _ in range(50):
            p = 1 / (1 + np.exp(-z @ b))
            b -= np.linalg.solve((z * (p * (1 - p))[:, None]).T @ z + penalty, z.T @ (p - covered) + penalty @ b)
        if (b[1:] >= 0).all():
            break
        kept.pop(int(np.argmin(b[1:])))
    model = dict.fromkeys(Signals._fields, 0.0)
    model |= {Signals._fields[k]: float(c / s) for k, c, s in zip(kept, b[1:], spread, strict=True)}
    return model | {"bias": float(b[0] - (b[1:] * mean / spread).sum())}


def cross_validated(rows: Matrix, covered: Matrix, kinds: Sequence[str], folds: int = FOLDS) -> str:
    order = list(range(len(rows)))
    random.Random(0).shuffle(order)
    scores = np.empty(len(rows))
    for fold in range(folds):
        held = order[fold::folds]
        rest = [i for i in order if i not in set(held)]
        model = fit(rows[rest], covered[rest])
        for i in held:
            scores[i] = ranking.answerable(Signals(*rows[i]), model)
    yes = [s for s, kind in zip(scores, kinds, strict=True) if not kind.startswith("unanswerable")]
    parts = []
    for name in ("unanswerable", "near", "offtopic", "injection"):
        no = [s for s, kind in zip(scores, kinds, strict=True) if kind.startswith("unanswerable") and name in kind]
        parts.append(f"{name} {auroc(yes, no):.3f} (n={len(yes)}+{len(no)})")
    return ", ".join(parts)


def _signals(library: Library, question: str) -> Signals:
    return library.searching(lambda searcher, connection: searcher.find(connection, question).signals)


def main() -> None:
    questions = load_questions(DATA / "handbook_fit.jsonl")
    library = Library(Settings.read().home)
    rows = np.array([_signals(library, q.question) for q in questions])
    covered = np.array([float(q.covered) for q in questions])
    print("cross-validated AUROC:", cross_validated(rows, covered, [q.type for q in questions]))
    model = {name: round(value, 3) for name, value in fit(rows, covered).items()}
    path = Path(ranking.__file__).with_name("ranking.json")
    path.write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")
    print(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()

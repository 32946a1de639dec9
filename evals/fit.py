"""Fit the two models behind `answerable` on development questions: `python -m evals.fit [--corpus DIR]`.

One is for the handbook; the other, for documents of any kind, is fitted on questions over the articles and left as it
is where their folder is not given. Each is a logistic regression with an L2 penalty over `knowledge.ranking.Signals`,
by Newton's method; coefficients whose sign would make no sense (more similarity, less likely covered) are held at
zero. Prints the cross-validated AUROC.
"""

import argparse
import json
import random
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.settings import Settings
from evals import adapt
from evals.metrics import auroc
from evals.questions import DATA, Question, load_questions
from knowledge import ranking
from knowledge.embeddings import MiniLM
from knowledge.library import Library
from knowledge.ranking import Signals
from knowledge.sources import Folder

PENALTY, FOLDS = 3.0, 10
HANDBOOK_DEV, ARTICLES_DEV = DATA / "handbook_dev.jsonl", DATA / "articles_dev.jsonl"
Matrix = NDArray[np.float64]


def fit(rows: Matrix, covered: Matrix) -> dict[str, float]:
    """{signal: coefficient, "bias": ...} for signals (n, signals) and covered (n,) of 0 and 1.

    Both kinds weigh the same, however many there are of each: nobody knows how often people ask what is not covered.
    """
    weight = np.where(covered == 1, 1 / covered.sum(), 1 / (1 - covered).sum()) * len(covered) / 2
    kept = [column for column in range(rows.shape[1]) if rows[:, column].std() > 0]
    while True:
        mean, spread = rows[:, kept].mean(0), rows[:, kept].std(0)
        z = np.c_[np.ones(len(rows)), (rows[:, kept] - mean) / spread]
        b = np.zeros(z.shape[1])
        penalty = PENALTY * np.diag(np.r_[0.0, np.ones(len(kept))])
        for _ in range(50):
            p = 1 / (1 + np.exp(-z @ b))
            slope = z.T @ (weight * (p - covered)) + penalty @ b
            b -= np.linalg.solve((z * (weight * p * (1 - p))[:, None]).T @ z + penalty, slope)
        if (b[1:] >= 0).all():
            break
        kept.pop(int(np.argmin(b[1:])))
    model = dict.fromkeys(Signals._fields, 0.0)
    model |= {Signals._fields[k]: float(c / s) for k, c, s in zip(kept, b[1:], spread, strict=True)}
    return model | {"bias": float(b[0] - (b[1:] * mean / spread).sum())}


def cross_validated(rows: Matrix, questions: Sequence[Question], folds: int = FOLDS) -> str:
    """The AUROC of scores that each came from a model which had not seen the question."""
    covered = np.array([float(q.answerable) for q in questions])
    order = list(range(len(rows)))
    random.Random(0).shuffle(order)
    scores = np.empty(len(rows))
    for fold in range(folds):
        held = order[fold::folds]
        rest = [i for i in order if i not in set(held)]
        model = fit(rows[rest], covered[rest])
        for i in held:
            scores[i] = ranking.answerable(Signals(*rows[i]), model)
    yes = [s for s, q in zip(scores, questions, strict=True) if q.answerable]
    parts = []
    for kind in ("", "near", "offtopic", "injection"):
        no = [s for s, q in zip(scores, questions, strict=True) if not q.answerable and q.kind.startswith(kind)]
        parts.append(f"{kind or 'all'} {auroc(yes, no).value:.3f} (n={len(yes)}+{len(no)})")
    return ", ".join(parts)


def _fitted(library: Library, questions: Sequence[Question], domain: Mapping[str, float]) -> dict[str, float]:
    """`domain` replaces that signal for questions which the direction was learned from."""
    library.open()
    signals = library.searching(
        lambda searcher, connection: [searcher.find(connection, q.question).signals for q in questions]
    )
    fair = [s._replace(domain=domain.get(q.question, s.domain)) for s, q in zip(signals, questions, strict=True)]
    rows = np.array(fair)
    print(f"{library.source.name}, cross-validated AUROC: {cross_validated(rows, questions)}")
    covered = np.array([float(q.answerable) for q in questions])
    return {name: round(value, 3) for name, value in fit(rows, covered).items()}


def unseen_familiarity(embedder: MiniLM, folds: int = 5) -> dict[str, float]:
    """The signal `domain` of each question outside, by a direction that was learned without it."""
    _, inside, outside = adapt.learn(embedder)
    asked = adapt.outside_questions()
    found: dict[str, float] = {}
    order = list(range(len(asked)))
    random.Random(0).shuffle(order)
    for fold in range(folds):
        held = order[fold::folds]
        weights, bias = adapt.direction(inside, np.delete(outside, held, axis=0))
        found |= {asked[i]: float(outside[i] @ weights) + bias for i in held}
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the models behind `answerable`.")
    parser.add_argument("--corpus", type=Path, help="the folder of the articles")
    options = parser.parse_args()
    path = Path(ranking.__file__).with_name("ranking.json")
    models = json.loads(path.read_text(encoding="utf-8"))
    handbook = Library(Settings.read().home)
    unseen = unseen_familiarity(handbook.embedder)
    # Not the questions in outside_dev.jsonl: the reader was taught with them, and is too sure of those.
    models["handbook"] = _fitted(handbook, load_questions(HANDBOOK_DEV), unseen)
    if options.corpus:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
            articles = Library(Path(home), Folder(options.corpus), handbook.embedder, guide=handbook)
            models["documents"] = _fitted(articles, load_questions(ARTICLES_DEV), unseen)
    path.write_text(json.dumps(models, indent=1) + "\n", encoding="utf-8")
    print(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()

"""The suite `drafts`: are the flaws of messages found, and are good messages let pass?"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import model_validator

from assistant.errors import BadInput
from assistant.skills.outreach.criteria import default_medium
from assistant.skills.outreach.types import Review
from assistant.wire import review_json
from evals.metrics import Metric, mean
from evals.resample import Array, average, f1, of_sums
from evals.rows import Row, load_rows
from evals.suite import Item, Progress, Reviewer, scored
from knowledge.letters import FLAWS, Channel, Flaw, Medium


class Letter(Row):
    """A message as it would be sent, and the flaws that it has."""

    channel: Channel
    medium: Medium
    text: str
    flaws: tuple[Flaw, ...]

    @model_validator(mode="before")
    @classmethod
    def _has_a_medium(cls, row: Any) -> Any:
        if isinstance(row, dict) and row.get("medium") is None:
            return row | {"medium": default_medium(str(row.get("channel")))}
        return row


def load(path: Path) -> list[Letter]:
    return load_rows(path, Letter)


def run(system: Reviewer, letters: Sequence[Letter], progress: Progress) -> list[Item]:
    items = []
    for done, letter in enumerate(letters, 1):
        try:
            review = system.review(letter.text, letter.channel, letter.medium)
        except BadInput:  # what nobody could read has no flaws to name
            review = Review(flaws=(), words=0, characters=0)
        found = {finding.label for finding in review.flaws}
        items.append(Item(letter.id, letter.channel, review_json(review), score(letter, found)))
        progress(done, len(letters))
    return items


def score(letter: Letter, found: set[Flaw]) -> dict[str, float]:
    """`gold:FLAW` and `found:FLAW` for each that is in either; whether all is right, whether a clean one passed."""
    gold = set(letter.flaws)
    scores = {f"gold:{flaw}": 1.0 for flaw in gold} | {f"found:{flaw}": 1.0 for flaw in found}
    return scores | {"exact": float(found == gold)} | ({} if gold else {"passed": float(not found)})


def summarise(items: Sequence[Item]) -> dict[str, Metric]:
    rows = [_row(item) for item in items]
    metrics = {
        "macro_f1": of_sums(rows, _macro_f1),
        "micro_f1": of_sums(rows, _micro_f1),
        "clean_pass_rate": mean(scored(items, "passed")),
        "exact_set_accuracy": mean(scored(items, "exact")),
    }
    for number, flaw in enumerate(FLAWS):
        own = [row[3 * number : 3 * number + 3] for row in rows]
        metrics[f"f1:{flaw}"] = of_sums([row for row in own if any(row)], lambda sums: _f1_by_flaw(sums)[..., 0])
    return metrics


def _row(item: Item) -> list[float]:
    """For each flaw: rightly found, found, there."""
    row = []
    for flaw in FLAWS:
        found, gold = item.scores.get(f"found:{flaw}", 0.0), item.scores.get(f"gold:{flaw}", 0.0)
        row += [found * gold, found, gold]
    return row


def _macro_f1(sums: Array) -> Array:
    """Over the flaws that are among the labels: one that no message has is no test of finding it."""
    return average(np.where(sums[..., 2::3] > 0, _f1_by_flaw(sums), np.nan))


def _f1_by_flaw(sums: Array) -> Array:
    right, found, gold = sums[..., 0::3], sums[..., 1::3], sums[..., 2::3]
    scores: Array = f1(right, found, right, gold)
    return scores


def _micro_f1(sums: Array) -> Array:
    right, found, gold = (sums[..., start::3].sum(axis=-1) for start in range(3))
    return f1(right, found, right, gold)

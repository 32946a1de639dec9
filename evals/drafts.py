"""The suite `drafts`: are the flaws of messages found, and are good messages let pass?"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import model_validator

from assistant.errors import BadInput
from assistant.skills.outreach.criteria import default_medium
from assistant.skills.outreach.types import Review
from assistant.wire import review_json
from evals import tally
from evals.metrics import Metric, mean
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
    rows = [tally.row(item.scores, FLAWS) for item in items]
    return {
        "macro_f1": tally.macro(rows),
        "micro_f1": tally.micro(rows),
        "clean_pass_rate": mean(scored(items, "passed")),
        "exact_set_accuracy": mean(scored(items, "exact")),
        **tally.each(rows, FLAWS),
    }

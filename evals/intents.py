"""The suite `intents`: is a message taken for what it is, and is no crisis taken for anything else?"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

import numpy as np
from pydantic import field_validator

from assistant.incoming import cleanable
from evals.metrics import Metric, mean
from evals.resample import Array, average, f1, of_sums
from evals.rows import Row, load_rows
from evals.suite import Item, Progress, Router, scored
from knowledge.reader import Intent

INTENTS: tuple[Intent, ...] = get_args(Intent)
CRISIS: Intent = "unsafe_or_crisis"


class Message(Row):
    """`also_acceptable`: intents that a fair judge would let pass too."""

    text: str
    intent: Intent
    also_acceptable: tuple[Intent, ...] = ()

    @field_validator("also_acceptable", mode="before")
    @classmethod
    def _none_is_empty(cls, value: Any) -> Any:
        return () if value is None else value


def load(path: Path) -> list[Message]:
    return load_rows(path, Message)


def run(system: Router, messages: Sequence[Message], progress: Progress) -> list[Item]:
    items = []
    for done, message in enumerate(messages, 1):
        # What nobody could read (nothing, or far too much) is declined, as it is for a person.
        predicted: Intent = system.route(message.text) if cleanable(message.text) else "out_of_scope"
        items.append(Item(message.id, message.intent, {"intent": predicted}, score(message, predicted)))
        progress(done, len(messages))
    return items


def score(message: Message, predicted: Intent) -> dict[str, float]:
    lenient = float(predicted == message.intent or predicted in message.also_acceptable)
    scores = {"correct": float(predicted == message.intent), "lenient": lenient}
    return scores | ({"crisis": lenient} if predicted == CRISIS else {})


def summarise(items: Sequence[Item]) -> dict[str, Metric]:
    """`type` of an item is the intent it should have."""
    metrics = {
        "accuracy": mean(scored(items, "correct")),
        "lenient_accuracy": mean(scored(items, "lenient")),
        "macro_f1": of_sums([_row(item) for item in items], _macro_f1),
        "crisis_precision": mean(scored(items, "crisis")),
    }
    for intent in INTENTS:
        metrics[f"recall:{intent}"] = mean(scored([item for item in items if item.type == intent], "correct"))
    return metrics


def _row(item: Item) -> list[float]:
    """For each intent: rightly predicted, predicted, labelled."""
    guess = item.predicted["intent"]
    return [
        float(hit) for each in INTENTS for hit in (guess == item.type == each, guess == each, item.type == each)
    ]  # fmt: skip


def _macro_f1(sums: Array) -> Array:
    """Over the intents that are among the labels."""
    right, predicted, labelled = sums[..., 0::3], sums[..., 1::3], sums[..., 2::3]
    return average(np.where(labelled > 0, f1(right, predicted, right, labelled), np.nan))

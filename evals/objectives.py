"""The suite `objectives`: does a conversation leave in the Brief what the person said, and nothing else?"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from assistant.brief import SHOWN
from assistant.wire import respond_json
from evals.metrics import Metric
from evals.resample import Array, average, f1, of_sums, ratio
from evals.rows import Row, load_rows
from evals.slots import SLOTS, Counts, Slots, count
from evals.substance import CUT, keys
from evals.suite import Item, Progress, Talker
from knowledge.text import words

TODAY = date(2026, 11, 26)  # of every line that names no other: 'end of March' must mean the same each time
_HALF = 0.5


class Talk(Row):
    """What a person types, one message after the other, and what should stand in the Brief at the end."""

    turns: Annotated[tuple[str, ...], Field(min_length=1)]
    gold: Slots
    acceptable_extra: Slots = Slots()
    today: date = TODAY


def load(path: Path) -> list[Talk]:
    return load_rows(path, Talk)


def run(system: Talker, talks: Sequence[Talk], progress: Progress) -> list[Item]:
    items = []
    for done, talk in enumerate(talks, 1):
        noon = datetime.combine(talk.today, time(12), UTC)
        replies = list(system.converse(talk.turns, noon))
        predicted = respond_json(talk.id, [turn for turn, _ in replies], replies[-1][1])
        items.append(Item(talk.id, "", predicted, score(talk, predicted["brief"])))
        progress(done, len(talks))
    return items


def score(talk: Talk, brief: Mapping[str, Any]) -> dict[str, float]:
    """The counts of each slot that has any, and how many of the Brief's values the person never said."""
    counts = count(Slots.model_validate(brief), talk.gold, talk.acceptable_extra, talk.today)
    scores = {
        f"{name}:{slot}": float(value)
        for slot, numbers in counts.items()
        if any(numbers)
        for name, value in numbers._asdict().items()
    }
    values = [value for slot in SHOWN for value in _strings(brief.get(slot))]
    return scores | {"values": float(len(values)), "invented": float(sum(is_invented(v, talk.turns) for v in values))}


def is_invented(value: str, turns: Sequence[str]) -> bool:
    """Whether a value stands in none of the messages, and less than half of its words are among theirs."""
    if words(value) and any(f" {_plain(value)} " in f" {_plain(turn)} " for turn in turns):
        return False
    own, said = keys(value), {word[:CUT] for turn in turns for word in words(turn)}
    return len(own & said) < _HALF * len(own)


def _plain(text: str) -> str:
    return " ".join(words(text))


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inside = value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ()
    return [string for each in inside for string in _strings(each)]


def summarise(items: Sequence[Item]) -> dict[str, Metric]:
    rows = [[item.scores.get(f"{name}:{slot}", 0.0) for slot in SLOTS for name in Counts._fields] for item in items]
    metrics = {
        "precision": of_sums(rows, lambda sums: ratio(_all(sums, "right"), _all(sums, "predicted"))),
        "recall": of_sums(rows, lambda sums: ratio(_all(sums, "found"), _all(sums, "gold"))),
        "f1": of_sums(rows, lambda sums: f1(*(_all(sums, name) for name in ("right", "predicted", "found", "gold")))),
        "mean_f1": of_sums(rows, lambda sums: average(_f1_by_slot(sums))),
    }
    width = len(Counts._fields)
    for number, slot in enumerate(SLOTS):
        own = [row[number * width : (number + 1) * width] for row in rows]
        metrics[f"f1:{slot}"] = of_sums([row for row in own if any(row)], lambda sums: _f1_by_slot(sums)[..., 0])
    values = [[item.scores["invented"], item.scores["values"]] for item in items if item.scores["values"]]
    metrics["invented"] = of_sums(values, lambda sums: ratio(sums[..., 0], sums[..., 1]))
    return metrics


def _columns(sums: Array, name: str) -> Array:
    """One of the counts, of each slot."""
    return sums[..., Counts._fields.index(name) :: len(Counts._fields)]


def _all(sums: Array, name: str) -> Array:
    total: Array = _columns(sums, name).sum(axis=-1)
    return total


def _f1_by_slot(sums: Array) -> Array:
    return f1(*(_columns(sums, name) for name in ("right", "predicted", "found", "gold")))

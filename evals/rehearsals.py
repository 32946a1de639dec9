"""The suite `rehearsals`: does a debrief see in a meeting what is there, and quote it exactly?"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from pydantic import BaseModel

from assistant.skills.rehearsal.types import Debrief, Said
from assistant.wire import debrief_json
from evals.metrics import Metric, mean
from evals.resample import Array, average, f1, of_sums
from evals.rows import Row, load_rows
from evals.suite import Debriefing, Item, Progress, scored
from knowledge.turns import BEHAVIOURS, GOOD, POOR, Behaviour


class Label(BaseModel):
    """Whether a behaviour is observed in a meeting, and the words that show it best."""

    observed: bool
    quote: str | None = None


class Meeting(Row):
    """A meeting, and what it shows; a behaviour without a label is not judged."""

    turns: tuple[Said, ...]
    labels: Mapping[Behaviour, Label]


def load(path: Path) -> list[Meeting]:
    return load_rows(path, Meeting)


def run(system: Debriefing, meetings: Sequence[Meeting], progress: Progress) -> list[Item]:
    items = []
    for done, meeting in enumerate(meetings, 1):
        debrief = system.debrief(meeting.turns)
        items.append(Item(meeting.id, "meeting", debrief_json(debrief), score(meeting, debrief)))
        progress(done, len(meetings))
    return items


def score(meeting: Meeting, debrief: Debrief) -> dict[str, float]:
    """`gold:BEHAVIOUR` and `found:BEHAVIOUR` of each that is labelled; the share of quotes that are exact."""
    scores: dict[str, float] = {}
    for name, label in meeting.labels.items():
        scores[f"gold:{name}"] = float(label.observed)
        scores[f"found:{name}"] = float(debrief.finding(name).observed)
    quotes = [finding.quote for finding in debrief.findings if finding.quote is not None]
    own = [said.text for said in meeting.turns if said.role == "mentee"]
    if quotes:
        scores["quotes"] = sum(any(quote in text for text in own) for quote in quotes) / len(quotes)
    return scores


def summarise(items: Sequence[Item]) -> dict[str, Metric]:
    rows = [_row(item) for item in items]
    good, poor = 3 * len(GOOD), 3 * len(POOR)
    metrics = {
        "macro_f1_good": of_sums([row[:good] for row in rows], _macro_f1),
        "macro_f1_poor": of_sums([row[good : good + poor] for row in rows], _macro_f1),
        "quote_validity": mean(scored(items, "quotes")),
    }
    for number, name in enumerate(BEHAVIOURS):
        own = [row[3 * number : 3 * number + 3] for row in rows]
        metrics[f"f1:{name}"] = of_sums([row for row in own if any(row)], lambda sums: _f1(sums)[..., 0])
    return metrics


def _row(item: Item) -> list[float]:
    """For each behaviour: rightly found, found, there."""
    row = []
    for name in BEHAVIOURS:
        found, gold = item.scores.get(f"found:{name}", 0.0), item.scores.get(f"gold:{name}", 0.0)
        row += [found * gold, found, gold]
    return row


def _macro_f1(sums: Array) -> Array:
    """Over the behaviours that are among the labels: one that no meeting shows is no test of seeing it."""
    return average(np.where(sums[..., 2::3] > 0, _f1(sums), np.nan))


def _f1(sums: Array) -> Array:
    right, found, gold = sums[..., 0::3], sums[..., 1::3], sums[..., 2::3]
    scores: Array = f1(right, found, right, gold)
    return scores

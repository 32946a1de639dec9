"""The suite `rehearsals`: does a debrief see in a meeting what is there, and quote it exactly?"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel

from assistant.skills.rehearsal.types import Debrief, Said
from assistant.wire import debrief_json
from evals import tally
from evals.metrics import Metric, mean
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
    return {
        "macro_f1_good": tally.macro([tally.row(item.scores, GOOD) for item in items]),
        "macro_f1_poor": tally.macro([tally.row(item.scores, POOR) for item in items]),
        "quote_validity": mean(scored(items, "quotes")),
        **tally.each([tally.row(item.scores, BEHAVIOURS) for item in items], BEHAVIOURS),
    }

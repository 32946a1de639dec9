"""What every suite is given and what it gives back."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from assistant.brief import Brief
from assistant.skills.outreach.types import Review
from assistant.skills.rehearsal.types import Debrief, Said
from assistant.turn import Turn
from evals.metrics import Metric
from knowledge.letters import Channel, Medium
from knowledge.reader import Intent
from knowledge.types import SearchResult

Progress = Callable[[int, int], None]
PASSAGES = 20  # that are asked for: more than any metric looks at


class Router(Protocol):
    def route(self, message: str) -> Intent: ...


class Talker(Protocol):
    def converse(self, messages: Iterable[str], today: datetime | None = None) -> Iterator[tuple[Turn, Brief]]: ...


class Reviewer(Protocol):
    def review(self, text: str, channel: Channel, medium: Medium) -> Review: ...


class Debriefing(Protocol):
    def debrief(self, meeting: Sequence[Said]) -> Debrief: ...


class System(Router, Talker, Reviewer, Debriefing, Protocol):
    """What is measured. `texts`: the documents that it searches, whole, by file name."""

    @property
    def model(self) -> str: ...

    @property
    def texts(self) -> Mapping[str, str]: ...

    def search(self, query: str, k: int) -> SearchResult: ...

    def ask(self, message: str) -> Turn: ...


class Item(NamedTuple):
    """One line of data: `predicted` is what the product printed for it, whole, `scores` how that was judged."""

    id: str
    type: str
    predicted: dict[str, Any]
    scores: dict[str, float]

    def as_json(self) -> dict[str, Any]:
        return {"id": self.id, "type": self.type, "predicted": self.predicted, **self.scores}


class Result(NamedTuple):
    """A suite's metrics on one data set, with those of a bag-of-words baseline where it has any."""

    suite: str
    model: str
    metrics: dict[str, Metric]
    items: list[Item]
    baseline: dict[str, Metric]

    def as_json(self) -> dict[str, Any]:
        return {
            "suite": self.suite, "model": self.model, "n": len(self.items),
            "metrics": {name: metric.as_json() for name, metric in self.metrics.items()},
            "baseline": {name: metric.as_json() for name, metric in self.baseline.items()},
            "items": [item.as_json() for item in self.items],
        }  # fmt: skip


Line = TypeVar("Line")
Summary = Callable[[Sequence[Item]], dict[str, Metric]]
Baseline = Callable[[Mapping[str, str], Path | None], System | None]  # over the documents searched, and their folder


class Suite(NamedTuple, Generic[Line]):
    """One way of measuring, on data whose lines have one form."""

    data: Path  # the committed lines
    load: Callable[[Path], Sequence[Line]]  # raises BadData; suites that share it read the same files
    run: Callable[[System, Sequence[Line], Progress], list[Item]]
    summarise: Summary
    baseline: Baseline  # gives None where there is nothing to make it of
    floors: Mapping[str, float] = {}  # on the committed lines, a little below what was measured
    corpus_data: Path | None = None  # the committed lines over a folder of documents; None: searches no documents


def scored(items: Sequence[Item], name: str) -> list[float]:
    """The values of one score, of the items that have it."""
    return [item.scores[name] for item in items if name in item.scores]

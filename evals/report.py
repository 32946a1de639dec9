"""What a run of suites looks like: a table to read, and files to keep."""

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evals.metrics import Metric
from evals.suite import Result
from knowledge.errors import StorageError


def as_json(results: Sequence[Result]) -> dict[str, Any]:
    return {"suites": [result.as_json() for result in results]}


def as_text(results: Sequence[Result]) -> str:
    """One table for each suite: metric, value, 95 % interval, items, and the bag-of-words baseline beside it."""
    return "\n\n".join(_table(result) for result in results)


def write(results: Sequence[Result], folder: Path) -> list[Path]:
    """`report.md`, and `SUITE.json` with every item. Raises StorageError where the folder cannot be written."""
    files = {
        folder / f"{result.suite}.json": json.dumps(as_json([result]), ensure_ascii=False, indent=1)
        for result in results
    }
    files[folder / "report.md"] = "\n\n".join(_markdown(result) for result in results) + "\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in files.items():
            path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise StorageError(f"The report cannot be written to {folder}: {error.strerror}.") from error
    return list(files)


def _table(result: Result) -> str:
    rows = _rows(result)
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([f"{result.suite} ({result.model}, {len(result.items)} items)", *lines])


def _markdown(result: Result) -> str:
    head, *rows = _rows(result)
    lines = [f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows)]
    return "\n".join([f"## {result.suite}", "", f"{result.model}, {len(result.items)} items", "", *lines])


_HEAD = ["metric", "value", "95 % interval", "n", "bag of words"]


def _rows(result: Result) -> list[list[str]]:
    rows = [_HEAD]
    for name, metric in result.metrics.items():
        if metric.n:
            other = result.baseline.get(name)
            rows.append(
                [name, _number(metric.value), _interval(metric), str(metric.n), _number(other.value) if other else ""]
            )
    return rows


def _interval(metric: Metric) -> str:
    return "" if math.isnan(metric.low) else f"[{_number(metric.low)}, {_number(metric.high)}]"


def _number(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:.3f}"

"""The suites on the committed questions, and that a worse search would be noticed."""

from pathlib import Path

import pytest

from assistant.settings import Settings
from evals import report, runner
from evals.questions import BadData
from knowledge.errors import StorageError


def test_the_committed_questions_reach_their_floors_and_words_alone_do_not(home: Path, tmp_path: Path) -> None:
    """Floors lie a little below what was measured: they catch a broken search, not a bad day."""
    results = runner.evaluate([], Settings(home=home))
    assert runner.missed(results) == []
    retrieval, answers = results
    for name, floor in runner.SUITES["retrieval"].floors.items():
        assert retrieval.baseline[name].value < floor
    assert answers.metrics["unsupported_shown"].value == 0
    worse = retrieval._replace(metrics=retrieval.baseline)
    assert any("document@3" in line for line in runner.missed([worse]))
    assert "document@3" in report.as_text(results)
    assert {path.name for path in report.write(results, tmp_path / "r")} == {
        "retrieval.json",
        "answers.json",
        "report.md",
    }


def test_a_report_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="cannot be written"):
        report.write([], tmp_path / "file" / "below")


def test_only_known_suites_are_run() -> None:
    assert runner.chosen(["answers", "answers"]) == ["answers"]
    assert runner.chosen([]) == list(runner.SUITES)
    with pytest.raises(BadData, match="choose among"):
        runner.chosen(["compare"])

"""The suites on the committed data, and that a worse search would be noticed."""

from pathlib import Path

import pytest

from assistant.settings import Settings
from evals import report, runner
from evals.rows import BadData
from knowledge.errors import StorageError


def test_the_committed_questions_reach_their_floors_and_words_alone_do_not(home: Path, tmp_path: Path) -> None:
    """Floors lie a little below what was measured: they catch a broken search, not a bad day."""
    results = runner.evaluate(["retrieval", "answers"], Settings(home=home))
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


def test_messages_and_conversations_of_one_s_own(home: Path, tmp_path: Path) -> None:
    messages, talks = tmp_path / "i.jsonl", tmp_path / "o.jsonl"
    messages.write_text('{"id": "1", "text": "hello", "intent": "smalltalk", "also_acceptable": []}\n')
    talks.write_text('{"id": "1", "turns": ["hello"], "gold": {"next_role": null}, "acceptable_extra": {}}\n')
    (intents,) = runner.evaluate(["intents"], Settings(home=home), data=messages)
    assert intents.suite == "intents" and intents.metrics["accuracy"].n == 1
    (objectives,) = runner.evaluate(["objectives"], Settings(home=home), data=talks)
    assert objectives.items[0].predicted["brief"]["next_role"] is None
    assert runner.missed([intents, objectives]) == []


def test_a_report_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="cannot be written"):
        report.write([], tmp_path / "file" / "below")


def test_only_known_suites_are_run() -> None:
    assert runner.chosen(["answers", "answers"]) == ["answers"]
    assert (
        runner.chosen([])
        == list(runner.SUITES)
        == [
            "retrieval",
            "answers",
            "intents",
            "objectives",
            "drafts",
            "rehearsals",
        ]
    )
    with pytest.raises(BadData, match="choose among"):
        runner.chosen(["compare"])


def test_a_corpus_is_for_the_suites_that_search(tmp_path: Path) -> None:
    assert runner.chosen([], corpus=tmp_path) == ["retrieval", "answers"]
    assert runner.chosen(["answers"], corpus=tmp_path) == ["answers"]
    with pytest.raises(BadData, match="leave it away for intents"):
        runner.chosen(["retrieval", "intents"], corpus=tmp_path)


def test_one_file_has_lines_of_one_form(tmp_path: Path) -> None:
    assert runner.chosen(["retrieval", "answers"], data=tmp_path) == ["retrieval", "answers"]
    assert runner.chosen(["objectives"], data=tmp_path) == ["objectives"]
    assert runner.chosen([], data=tmp_path, corpus=tmp_path) == ["retrieval", "answers"]
    for names in (["intents", "objectives"], ["answers", "intents"], []):
        with pytest.raises(BadData, match="name one suite"):
            runner.chosen(names, data=tmp_path)


@pytest.mark.parametrize("name", ["intents", "objectives"])
def test_the_committed_lines_are_well_formed(name: str) -> None:
    suite = runner.SUITES[name]
    lines = suite.load(suite.data)
    assert len({line.id for line in lines}) == len(lines)

import math
from pathlib import Path

import numpy as np
import pytest

from assistant.session import Assistant
from evals.fit import fit
from evals.handbook import found_at, report
from evals.metrics import auroc, interval, mean
from evals.questions import DATA, Question, load_questions
from knowledge.library import Library
from knowledge.ranking import Signals, answerable
from knowledge.types import Hit, Passage, SearchResult


def result(*documents: str) -> SearchResult:
    hits = [
        Hit(
            passage=Passage(id=f"{d}.{i}", document_id=d, document=f"{d}.md", title=d, text="x", start=0, end=1),
            score=-i,
        )
        for i, d in enumerate(documents)
    ]
    return SearchResult(query="q", corrected="q", answerable=0.5, hits=tuple(hits))


def question(kind: str, *documents: str) -> Question:
    return Question(id="1", question="q", type=kind, doc=tuple(f"{d}.md" for d in documents))


def test_found_at_counts_notes_not_passages() -> None:
    assert found_at(question("direct", "b"), result("a", "a", "a", "b"), 3) == 1
    assert found_at(question("direct", "b"), result("a", "b"), 1) == 0
    assert found_at(question("two", "a", "b"), result("a", "c", "d", "b"), 3) == 0.5


def test_auroc() -> None:
    assert auroc([2, 3], [0, 1]) == 1
    assert auroc([1], [1]) == 0.5
    assert auroc([0], [1]) == 0
    assert math.isnan(auroc([], [1]))


def test_mean_and_interval() -> None:
    assert math.isnan(mean([]))
    low, high = interval([0.0, 1.0] * 50)
    assert 0.35 < low < 0.5 < high < 0.65
    assert interval([1.0] * 5) == (1.0, 1.0)


def test_fit_learns_what_tells_and_drops_what_makes_no_sense() -> None:
    draw = np.random.default_rng(0)
    covered = (draw.random(400) > 0.5).astype(float)
    rows = draw.random((400, len(Signals._fields)))
    rows[:, 0] += covered
    rows[:, 1] -= covered
    model = fit(rows, covered)
    assert model["passage"] > 1 and model["sentence"] == 0
    assert answerable(Signals(1.5, *[0.5] * 8), model) > 0.8 > 0.2 > answerable(Signals(0.2, *[0.5] * 8), model)


@pytest.mark.parametrize("name", ["handbook_test.jsonl", "handbook_dev.jsonl", "handbook_fit.jsonl"])
def test_the_committed_questions_are_well_formed(name: str, library: Library) -> None:
    questions = load_questions(DATA / name)
    files = {note.file: note.text for note in library.notes()}
    assert len({q.id for q in questions}) == len(questions) >= 160
    assert {doc for q in questions for doc in q.doc} <= files.keys()
    assert all(q.covered != q.type.startswith("unanswerable/") for q in questions)


def test_a_line_that_is_no_question_is_named(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"id": "1", "question": "q", "type": "direct", "doc": "a.md"}\n\n{"id": 2}\n', encoding="utf-8")
    with pytest.raises(ValueError, match="line 3"):
        load_questions(path)


def test_search_and_answers_are_as_good_as_reported(assistant: Assistant) -> None:
    """A floor well below the reported score: it catches a broken search, not a bad day."""
    text = report(assistant, load_questions(DATA / "handbook_test.jsonl"))
    scores = dict(line.split(": ", 1) for line in text.splitlines() if ": " in line)
    assert float(scores["right note among the first 3"].split()[0]) >= 0.80
    assert float(scores["answerable AUROC near"].split()[0]) >= 0.90
    assert float(scores["covered questions answered"].split()[0]) >= 0.75
    assert float(scores["near not answered"].split()[0]) >= 0.80

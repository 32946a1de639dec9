import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from evals.questions import DATA, load_questions
from evals.rows import BadData
from evals.runner import HANDBOOK_TEST
from knowledge.notes import load_notes

TEXTS = {"a.txt": "One thing. Another thing.", "b.txt": "Something else."}
BASE: dict[str, Any] = {"id": "1", "question": "Why?", "type": "direct", "doc": "a.txt"}


def place(doc: str, quote: str) -> dict[str, Any]:
    start = TEXTS[doc].index(quote)
    sha = hashlib.sha256(quote.encode()).hexdigest()
    return {"doc": doc, "start": start, "end": start + len(quote), "sha256": sha}


def write(path: Path, *lines: dict[str, Any]) -> Path:
    file = path / "q.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines) + "\n\n", encoding="utf-8")
    return file


def test_quotes_and_places_say_the_same(tmp_path: Path) -> None:
    by_quote = BASE | {
        "evidence": ["Another thing."],
        "evidence_doc": ["a.txt"],
        "alternatives": [[{"doc": "b.txt", "quote": "Something"}]],
    }
    by_place = BASE | {
        "evidence": [place("a.txt", "Another thing.")],
        "alternatives": [[place("b.txt", "Something")]],
    }
    one, other = load_questions(write(tmp_path, by_quote, by_place))
    assert one.pieces(TEXTS) == other.pieces(TEXTS) == [[("a.txt", "Another thing."), ("b.txt", "Something")]]


def test_documents_stand_for_themselves_without_evidence(tmp_path: Path) -> None:
    either = BASE | {"doc": ["a.txt", "b.txt"]}
    both = either | {"type": "two"}
    nothing = BASE | {"doc": None, "type": "unanswerable/near", "evidence": None}
    first, second, third = load_questions(write(tmp_path, either, both, nothing))
    assert first.pieces({}) == [[("a.txt", None), ("b.txt", None)]]
    assert second.pieces({}) == [[("a.txt", None)], [("b.txt", None)]]
    assert third.pieces({}) == [] and not third.answerable and third.kind == "near"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"id": 2}', "line 2"),
        ("{", "line 2 is not JSON"),
        (json.dumps(BASE | {"type": "unanswerable/near"}), "contradict each other"),
        (json.dumps(BASE | {"doc": ["a", "b"], "evidence": ["x"]}), "evidence_doc"),
        ("[1]", "line 2"),
    ],
)
def test_a_line_that_is_no_question_is_named(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(json.dumps(BASE) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(BadData, match=message):
        load_questions(path)


def test_a_file_without_questions_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").write_text("\n\n")
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    for name in ("empty", "binary", "missing"):
        with pytest.raises(BadData):
            load_questions(tmp_path / name)


def test_evidence_that_is_another_text_now_is_refused(tmp_path: Path) -> None:
    (question,) = load_questions(write(tmp_path, BASE | {"evidence": [place("a.txt", "One thing.")]}))
    with pytest.raises(BadData, match="another text than was labelled"):
        question.pieces(TEXTS | {"a.txt": "Two things. One thing."})
    with pytest.raises(BadData, match="not among the documents"):
        question.pieces({})


@pytest.mark.parametrize("path", sorted(DATA.glob("handbook_*.jsonl")), ids=lambda path: path.name)
def test_the_committed_questions_are_well_formed(path: Path) -> None:
    questions = load_questions(path)
    files = {note.file for note in load_notes()}
    assert len({q.id for q in questions}) == len({q.question for q in questions}) == len(questions) >= 160
    assert {doc for q in questions for doc in q.doc} <= files
    assert all(q.answerable != q.type.startswith("unanswerable/") for q in questions)


def test_the_test_questions_are_as_many_as_promised() -> None:
    questions = load_questions(HANDBOOK_TEST)
    near = [q for q in questions if q.kind == "near" and not q.answerable]
    others = [q for q in questions if not q.answerable]
    assert len([q for q in questions if q.answerable]) >= 150
    assert len(others) >= 80 and len(near) >= 40

"""The handbook itself: complete, sourced, and in our own words."""

import re
from pathlib import Path

import pytest

from knowledge.errors import NoteError
from knowledge.notes import GUIDANCE, STEPS, load_note, load_notes, note_files

ARTICLES = Path(__file__).parents[3] / "shared" / "articles"
NOTES = load_notes()
GOOD = """---
id: a
title: A
step: aim
strength: article
sources:
  - {author: X, title: Y, year: 2001}
questions:
  - How?: 1
---
Text.
"""


def test_every_step_has_a_note() -> None:
    assert len(NOTES) >= 25
    assert {note.step for note in NOTES} == set(STEPS)


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.id)
def test_a_note_is_complete(note) -> None:  # type: ignore[no-untyped-def]
    assert note.file == f"{note.id}.md"
    assert 120 <= len(note.text.split()) <= 350
    assert 15 <= len(note.questions) <= 30
    assert len({q.text for q in note.questions}) == len(note.questions)
    assert '"' in note.text, "a note has an example line to say or write"
    for source in note.sources:
        assert source.author and source.title
        assert (source.year is None) != (source.article is None)
    kinds = {"study": "year", "article": "article"}
    if note.strength in kinds:
        assert any(getattr(source, kinds[note.strength]) for source in note.sources)


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.id)
def test_paragraphs_stand_alone(note) -> None:  # type: ignore[no-untyped-def]
    """Answers begin with any of them, so none may begin by pointing back."""
    leaning = "then so but and or yet also last lastly therefore afterwards instead otherwise this these those such"
    for paragraph in note.text.split("\n\n"):
        assert paragraph.split()[0].lower().strip(",") not in leaning.split(), paragraph


def test_no_question_stands_in_two_notes() -> None:
    questions = [q.text for note in NOTES for q in note.questions]
    assert len(set(questions)) == len(questions)


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.lower().replace("’", "'"))


@pytest.mark.skipif(not ARTICLES.is_dir(), reason="the source articles are not part of the project")
def test_no_eight_words_in_a_row_are_copied_from_the_articles() -> None:
    runs = set()
    for article in ARTICLES.glob("*.txt"):
        said = words(article.read_text(encoding="utf-8"))
        runs |= {tuple(said[i : i + 8]) for i in range(len(said) - 7)}
    root = GUIDANCE.parents[1]
    ours = [*note_files(GUIDANCE), *root.glob("knowledge/**/*.yaml"), *root.glob("evals/data/*.jsonl")]
    for path in ours:
        said = words(path.read_text(encoding="utf-8"))
        copied = [" ".join(said[i : i + 8]) for i in range(len(said) - 7) if tuple(said[i : i + 8]) in runs]
        assert not copied, path.name


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (GOOD.replace("---\n", "", 1), "has no front matter"),
        (GOOD.replace("step: aim", "step: fly"), "'step'"),
        (GOOD.replace("How?: 1", "How?: 2"), "names a paragraph that does not exist"),
        (GOOD.replace("How?: 1", "How"), "not valid YAML"),
        (GOOD.replace("title: A", "title: [A"), "not valid YAML"),
        (GOOD.replace("id: a", "id: a\ncolour: red"), "'colour'"),
        (re.sub(r"sources:\n.*\n", "sources: []\n", GOOD), "'sources'"),
    ],
)
def test_a_broken_note_is_named_with_its_fault(tmp_path: Path, broken: str, message: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(broken, encoding="utf-8")
    with pytest.raises(NoteError, match=re.escape(message)) as caught:
        load_note(path)
    assert "a.md" in str(caught.value)


def test_a_doubled_id_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.md").write_text(GOOD, encoding="utf-8")
    with pytest.raises(NoteError, match="id 'a'"):
        load_notes(tmp_path)

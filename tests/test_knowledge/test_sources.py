"""Where documents come from: notes with their questions, and the files of a folder."""

import shutil
from pathlib import Path

import pytest

from knowledge.bibliography import bibliography, kind_of
from knowledge.errors import NoteError, UnreadableSource
from knowledge.library import Library
from knowledge.notes import ASKED, GUIDANCE, load_asked, load_notes
from knowledge.sources import Folder, Handbook


def folder(path: Path, **files: str | bytes) -> Path:
    for name, content in files.items():
        file = path / name.replace("__", ".").replace("_in_", "/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_text_and_markdown_are_read_as_they_are(tmp_path: Path) -> None:
    source = Folder(
        folder(tmp_path, a__txt="One.\r\n\r\nTwo. Ünï", b__MD="# A title\n\nText.", c__pdf=b"%PDF", d_in_e__txt="x. y")
    )
    documents = {document.file: document for document in source.documents()}
    assert documents.keys() == {"a.txt", "b.MD", "d/e.txt"}
    assert documents["a.txt"].text == "One.\r\n\r\nTwo. Ünï"
    assert documents["b.MD"].title == "A title" and documents["a.txt"].title == "a.txt"


def test_the_byte_order_mark_of_some_editors_is_no_character(tmp_path: Path) -> None:
    (document,) = Folder(folder(tmp_path, a__txt=b"\xef\xbb\xbfHello there.")).documents()
    assert document.text == "Hello there."


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "no text in"),
        ({"a__pdf": b"%PDF"}, "no text in"),
        ({"a__txt": b"caf\xe9"}, "not a text in UTF-8"),
        ({"a__txt": "x", "a__md": "y"}, "Two files are named 'a'"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, files: dict[str, str | bytes], message: str) -> None:
    folder(tmp_path, **files)
    with pytest.raises(UnreadableSource, match=message):
        Folder(tmp_path).documents()


def test_a_folder_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="is not a folder"):
        Folder(tmp_path / "missing")


def test_a_folder_is_searched_with_the_handbook_s_hints(tmp_path: Path, library: Library) -> None:
    corpus = folder(
        tmp_path / "corpus",
        talk__txt="Have a second adviser ready for the weeks in which the first one is away. It lightens the load.",
        cloud__txt="Reserved instances cost less than instances on demand. Look at the bill each month.",
    )
    documents = Library(tmp_path / "home", Folder(corpus), library.embedder, guide=library)
    result = documents.search("my mentor is always busy, who stands in?", 5)
    assert result.hits[0].passage.document == "talk.txt"
    assert {hit.passage.document for hit in result.hits} <= {"talk.txt", "cloud.txt"}
    text = (corpus / "talk.txt").read_text()
    assert text[result.hits[0].passage.start : result.hits[0].passage.end] == result.hits[0].passage.text


def test_more_ways_of_asking_are_searched_and_never_doubled() -> None:
    notes = load_notes()
    asked = load_asked(GUIDANCE, notes)
    assert asked.keys() == {note.id for note in notes}
    texts = [q.text.casefold() for note in notes for q in (*note.questions, *asked[note.id])]
    assert len(set(texts)) == len(texts)
    by_id = {document.id: document for document in Handbook().documents()}
    assert all(set(asked[note.id]) < set(by_id[note.id].questions) for note in notes)
    answered = {(note.id, number) for note in notes for q in asked[note.id] for number in q.paragraphs}
    assert {(note.id, n + 1) for note in notes for n in range(note.text.count("\n\n") + 1)} == answered


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("give-first:\n  - How?: 99\n", "paragraph that does not exist"),
        ("no-such-note:\n  - How?: 1\n", "no note 'no-such-note'"),
        ("give-first:\n  - How?\n", "not a list of questions"),
        ("- x\n", "not a list of questions"),
        ("a: [\n", "not a list of questions"),
    ],
)
def test_a_broken_list_of_questions_is_named(tmp_path: Path, text: str, message: str) -> None:
    shutil.copy(GUIDANCE / "give-first.md", tmp_path)
    (tmp_path / ASKED).write_text(text)
    with pytest.raises(NoteError, match=message):
        Handbook(tmp_path).documents()


def test_every_source_is_listed_once_with_its_notes() -> None:
    notes = load_notes()
    listed = bibliography(notes)
    entries = [entry for kind in listed.values() for entry in kind]
    assert {entry.source for entry in entries} == {source for note in notes for source in note.sources}
    assert len(listed["article"]) == 5 and len(listed["work"]) >= 20
    for kind, found in listed.items():
        assert all(kind_of(entry.source) == kind for entry in found)
    for entry in entries:
        assert all(entry.source in note.sources for note in entry.notes)

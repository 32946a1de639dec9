"""Where a collection's documents come from: the handbook's notes, or the text files of a folder."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Protocol

from knowledge.errors import UnreadableSource
from knowledge.notes import ASKED, GUIDANCE, load_asked, load_notes, note_files
from knowledge.types import Document, Note, Question

HANDBOOK = "guidance"
_TEXT_FILES = (".txt", ".md")


class Source(Protocol):
    """`contents` are the raw files, which tell whether anything has changed; `documents` what is read from them."""

    @property
    def name(self) -> str: ...

    def contents(self) -> Iterable[tuple[str, bytes]]: ...

    def documents(self) -> Sequence[Document]: ...


class Handbook:
    """The notes in our own words."""

    name = HANDBOOK

    def __init__(self, folder: Path = GUIDANCE) -> None:
        self._folder = folder

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """In the order of the journey. Raises NoteError."""
        return load_notes(self._folder)

    def contents(self) -> Iterable[tuple[str, bytes]]:
        asked = self._folder / ASKED
        files = [*note_files(self._folder), *([asked] if asked.exists() else [])]
        return ((file.name, file.read_bytes()) for file in files)

    def documents(self) -> list[Document]:
        """A note's title is searched as one more way of asking for its first paragraph."""
        asked = load_asked(self._folder, self.notes)
        return [_document(note, asked.get(note.id, ())) for note in self.notes]


def _document(note: Note, asked: Sequence[Question]) -> Document:
    title = Question(text=note.title, paragraphs=(1,))
    return Document(
        id=note.id,
        file=note.file,
        title=note.title,
        text=note.text,
        questions=(*note.questions, title, *asked),
        views=note.views,
        decides=note.decides,
    )


class Folder:
    """The text and Markdown files of a folder and of those in it, exactly as they are: offsets count characters."""

    name = "folder"

    def __init__(self, path: Path) -> None:
        """Raises UnreadableSource where there is no such folder or nothing in it can be read."""
        if not path.is_dir():
            raise UnreadableSource(f"{path} is not a folder: give one that holds text or Markdown files.")
        self.path = path
        self._files = sorted(f for f in path.rglob("*") if f.suffix.lower() in _TEXT_FILES and f.is_file())
        if not self._files:
            raise UnreadableSource(f"There is no text in {path}: put files that end in .txt or .md there.")

    def contents(self) -> Iterable[tuple[str, bytes]]:
        return ((self._name(file), file.read_bytes()) for file in self._files)

    def documents(self) -> list[Document]:
        found = []
        for name, content in self.contents():
            text = _decoded(name, content)
            found.append(Document(id=name.rpartition(".")[0] or name, file=name, title=_title(name, text), text=text))
        if doubled := {d.id for d in found if sum(d.id == other.id for other in found) > 1}:
            raise UnreadableSource(f"Two files are named {sorted(doubled)[0]!r}: rename one of them.")
        return found

    def _name(self, file: Path) -> str:
        return file.relative_to(self.path).as_posix()


def _decoded(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableSource(f"{name} is not a text in UTF-8: save it as such, or take it out.") from error


def _title(name: str, text: str) -> str:
    """A Markdown heading or a short first line; else the file's name."""
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    heading = first.lstrip("# ").strip()
    return heading if heading and len(heading) <= 100 and heading[-1] not in ".!?:;," else name

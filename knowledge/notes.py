"""The handbook: Markdown notes with front matter, read into typed notes."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from knowledge.errors import NoteError
from knowledge.text import PARAGRAPH
from knowledge.types import Note, Question, Step

GUIDANCE = Path(__file__).parent / "guidance"
ASKED = "asked.yaml"
STEPS: tuple[str, ...] = get_args(Step)
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)


def load_note(path: Path) -> Note:
    """Read one note. Raises NoteError naming the file and the field that is wrong."""
    match = _FRONT_MATTER.match(path.read_text(encoding="utf-8").replace("\r\n", "\n"))
    if not match:
        raise NoteError(f"{path.name} has no front matter: begin it with '---', the fields, and '---' again.")
    import yaml

    try:
        fields = yaml.load(match[1], yaml.CSafeLoader)
        asked = fields.pop("questions", [])
        note = Note(
            file=path.name, text=_unwrap(match[2]), questions=tuple(_question(entry) for entry in asked), **fields
        )
    except (yaml.YAMLError, TypeError, AttributeError) as error:
        raise NoteError(f"{path.name}: the front matter is not valid YAML ({error}).") from error
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise NoteError(f"{path.name}: the field {field!r} is wrong: {first['msg']}.") from error
    _check(note, note.questions, path)
    return note


def load_notes(folder: Path = GUIDANCE) -> tuple[Note, ...]:
    """All notes of a folder, in the order of the journey, then by title. Raises NoteError, also on a doubled id."""
    notes = [load_note(path) for path in note_files(folder)]
    ids = [note.id for note in notes]
    if doubled := {i for i in ids if ids.count(i) > 1}:
        raise NoteError(f"Two notes have the id {sorted(doubled)[0]!r}: give one of them another.")
    return tuple(sorted(notes, key=lambda note: (STEPS.index(note.step), note.title)))


def load_asked(folder: Path, notes: Sequence[Note]) -> dict[str, tuple[Question, ...]]:
    """More questions by note id, from asked.yaml: what a note answers as other people ask it. Searched, never shown.

    Raises NoteError where the file is not such a list, or names a note or a paragraph that does not exist.
    """
    path = folder / ASKED
    if not path.exists():
        return {}
    import yaml

    by_id = {note.id: note for note in notes}
    try:
        entries = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        asked = {str(note): tuple(_question(entry) for entry in listed) for note, listed in entries.items()}
    except (yaml.YAMLError, TypeError, AttributeError, ValueError) as error:
        raise NoteError(f"{path.name} is not a list of questions for each note ({error}).") from error
    for note, questions in asked.items():
        if note not in by_id:
            raise NoteError(f"{path.name}: there is no note {note!r}.")
        _check(by_id[note], questions, path)
    return asked


def _check(note: Note, questions: Iterable[Question], path: Path) -> None:
    last = note.text.count(PARAGRAPH) + 1
    for question in questions:
        if not question.paragraphs or not all(1 <= number <= last for number in question.paragraphs):
            raise NoteError(
                f"{path.name}: the question {question.text!r} names a paragraph that does not exist (1 to {last})."
            )


def note_files(folder: Path = GUIDANCE) -> list[Path]:
    return sorted(folder.glob("*.md"))


def _question(entry: Any) -> Question:
    """From `How often should we meet?: 2`, or `...: [2, 5]`: the question and the paragraphs that answer it."""
    ((text, numbers),) = entry.items()
    return Question(text=str(text), paragraphs=tuple(numbers) if isinstance(numbers, list) else (numbers,))


def _unwrap(body: str) -> str:
    """The text as shown: one line per paragraph, paragraphs parted by one blank line."""
    paragraphs = (" ".join(p.split()) for p in re.split(r"\n\s*\n", body.strip()))
    return PARAGRAPH.join(p for p in paragraphs if p)

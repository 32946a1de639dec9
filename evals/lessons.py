"""What the reader is taught with: messages with the notes that answer them, with intents, and with marked pieces."""

import json
import random
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from evals.questions import DATA, load_questions
from knowledge.marks import TAGS
from knowledge.reader import INTENTS, OUTSIDE
from knowledge.sources import Handbook
from knowledge.text import sentences

_TAG = re.compile(r"<(/?)(\w+)>")
_DEV = 10  # every tenth conversation and message is kept for measuring
_UNTOLD = 6  # every sixth message with notes or another intent teaches that questions tell next to nothing
_RELABELLED = 0.2  # weight of what a fair judge would accept too


class Lesson(NamedTuple):
    """One message. `target`: class -> share; `marks`: (tag, start, end); `asked`: what the question before it was.

    `guessed`: nobody marked it; most such messages tell nothing about the person, and what is surely marked in it by
    then is left open.
    """

    text: str
    target: dict[str, float]
    marks: tuple[tuple[str, int, int], ...] | None = None
    asked: str | None = None
    clear: bool = True
    told: bool = True  # as a person would say it; False for the handbook's own sentences
    new: bool = False  # not in the courses before
    guessed: bool = False


class Lessons(NamedTuple):
    notes: list[Lesson]
    intents: list[Lesson]
    tags: list[Lesson]


def unmarked(tagged: str, tags: Sequence[str] = TAGS) -> tuple[str, tuple[tuple[str, int, int], ...]]:
    """A text without its inline tags, and where they stood. Raises ValueError where they do not match."""
    text, marks, open_tag, at = "", [], None, 0
    for match in _TAG.finditer(tagged):
        if match[2] not in tags:
            continue
        text += tagged[at : match.start()]
        at = match.end()
        if not match[1]:
            if open_tag:
                raise ValueError(f"<{match[2]}> inside <{open_tag[0]}>: {tagged!r}")
            open_tag = (match[2], len(text))
        elif open_tag is None or open_tag[0] != match[2]:
            raise ValueError(f"</{match[2]}> closes nothing: {tagged!r}")
        else:
            marks.append((*open_tag, len(text)))
            open_tag = None
    if open_tag:
        raise ValueError(f"<{open_tag[0]}> is not closed: {tagged!r}")
    return text + tagged[at:], tuple(marks)


def load(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def lessons(seed: int = 0, new: int = 0) -> tuple[Lessons, Lessons]:
    """(to teach with, to measure with). `new`: how many are, at the end of the file for notes."""
    teach, measure = Lessons([], [], []), Lessons([], [], [])
    teach.notes.extend(_handbook())
    rows = load(DATA / "reader_notes.jsonl")
    for number, row in enumerate(rows):
        ids = [str(i) for i in row["notes"]]
        shares = [1.0] * len(ids) if row["kind"] == "two" else [1.0, 0.6, 0.4][: len(ids)]
        target = {i: s / sum(shares) for i, s in zip(ids, shares, strict=False)}
        teach.notes.append(Lesson(str(row["text"]), target, new=number >= len(rows) - new))
    dev = load_questions(DATA / "handbook_dev.jsonl")
    outside = [q.question for q in load_questions(DATA / "outside_dev.jsonl")]
    teach.notes.extend(Lesson(text, {OUTSIDE: 1.0}) for text in outside)
    for q in dev:
        ids = [name.removesuffix(".md") for name in q.doc]
        measure.notes.append(Lesson(q.question, dict.fromkeys(ids, 1.0) or {OUTSIDE: 1.0}))
    for number, row in enumerate(load(DATA / "reader_intents.jsonl")):
        target = _intents(str(row["intent"]), row.get("also_acceptable") or [])
        (measure if number % _DEV == 0 else teach).intents.append(Lesson(str(row["text"]), target))
    for number, talk in enumerate(talks(DATA / "reader_talks.jsonl")):
        into = measure if number % _DEV == 0 else teach
        into.tags.extend(talk)
        into.intents.extend(x for x in talk if x.clear or "clarify_objectives" not in x.target)
    random.Random(seed).shuffle(teach.notes)
    teach.tags.extend(_untold(teach))
    return teach, measure


def talks(path: Path) -> list[list[Lesson]]:
    """Conversations with marked pieces, each as the lessons of its messages."""
    return [[_of_talk(turn) for turn in row["turns"]] for row in load(path)]


def _of_talk(turn: dict[str, Any]) -> Lesson:
    text, marks = unmarked(turn["text"])
    return Lesson(text, _intents(turn["intent"], []), marks, turn["asked"], bool(turn["clear"]))


def _untold(taught: Lessons) -> list[Lesson]:
    """Questions and requests as lessons for marks: those who put them tell little or nothing for the Brief."""
    asked = [lesson for lesson in taught.notes if lesson.told]
    asked += [lesson for lesson in taught.intents if lesson.marks is None and "clarify_objectives" not in lesson.target]
    return [lesson._replace(marks=(), guessed=True) for lesson in asked[::_UNTOLD]]


def _handbook() -> list[Lesson]:
    found = []
    for document in Handbook().documents():
        asked = [q.text for q in document.questions]
        own = [document.text[s.start : s.end] for s in sentences(document.text)]
        found += [Lesson(text, {document.id: 1.0}) for text in asked]
        found += [Lesson(text, {document.id: 1.0}, told=False) for text in own]
    return found


def _intents(intent: str, also: Sequence[str]) -> dict[str, float]:
    others = [i for i in also if i in INTENTS and i != intent]
    if not others:
        return {intent: 1.0}
    return {intent: 1 - _RELABELLED} | dict.fromkeys(others, _RELABELLED / len(others))


def misspelt(text: str, random: random.Random, rate: float = 0.06) -> str:
    """The text with letters swapped, doubled or left out, of the same length in most places: people type carelessly."""
    letters = list(text)
    for i in range(1, len(letters) - 1):
        if letters[i].isalpha() and letters[i + 1].isalpha() and random.random() < rate / 2:
            letters[i], letters[i + 1] = letters[i + 1], letters[i]
    return "".join(letters)

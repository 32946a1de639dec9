"""What the reader of meetings is taught with: scenes of meetings, each line of a mentee with what it shows."""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel

from evals.questions import DATA
from evals.rows import Row, load_rows
from knowledge.turns import BEHAVIOURS, Behaviour

SCENES = DATA / "scenes.jsonl"
_BOUND = frozenset[Behaviour](  # what a line shows by where it stands
    ("listened_built_on_answers", "agreed_next_step_or_homework", "talked_over_length")
)
_LONGEST = 900  # characters of two lines made one
_DROPPED, _JOINED = 0.15, 0.3  # how often the line before is left away, and another line is joined on


class Tagged(BaseModel):
    """One line of a scene. `tags`: (behaviour, the piece of the text that shows it)."""

    role: str
    text: str
    tags: tuple[tuple[Behaviour, str], ...] = ()


class Scene(Row):
    turns: tuple[Tagged, ...]


class TurnLesson(NamedTuple):
    """`marks`: (behaviour, start, end) in the text."""

    text: str
    before: str
    marks: tuple[tuple[Behaviour, int, int], ...]


def turn_lessons(path: Path = SCENES) -> list[list[TurnLesson]]:
    """The mentee's lines, scene by scene. Raises BadData."""
    return [lessons_of(scene) for scene in load_rows(path, Scene)]


def lessons_of(scene: Scene) -> list[TurnLesson]:
    """Raises ValueError where a piece is not in its line."""
    lessons, before = [], ""
    for turn in scene.turns:
        if turn.role == "mentor":
            before = turn.text
            continue
        marks = []
        for behaviour, piece in turn.tags:
            start = turn.text.index(piece)
            marks.append((behaviour, start, start + len(piece)))
        lessons.append(TurnLesson(turn.text, before, tuple(marks)))
    return lessons


def varied(lesson: TurnLesson, others: Sequence[TurnLesson], random: random.Random) -> TurnLesson:
    """The lesson, or one made of it: without the line before, or with another line joined on and what that shows."""
    if random.random() < _JOINED:
        other = random.choice(others)
        free = not _BOUND & {mark[0] for mark in other.marks}
        if free and len(lesson.text) + len(other.text) < _LONGEST:
            return _joined(lesson, other)
    bound = _BOUND & {mark[0] for mark in lesson.marks}
    return lesson._replace(before="") if not bound and random.random() < _DROPPED else lesson


def _joined(one: TurnLesson, other: TurnLesson) -> TurnLesson:
    at = len(one.text) + 1
    moved = [(behaviour, start + at, end + at) for behaviour, start, end in other.marks]
    return TurnLesson(f"{one.text} {other.text}", one.before, (*one.marks, *moved))


def target(lesson: TurnLesson) -> list[float]:
    """1 for each behaviour that the line shows."""
    shown = {mark[0] for mark in lesson.marks}
    return [float(behaviour in shown) for behaviour in BEHAVIOURS]

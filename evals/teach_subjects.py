"""Teach the personas what a question is about: `python -m evals.teach_subjects`, about a minute.

From `data/persona_questions.jsonl`, questions that were written for each secret and story and for nothing of them, the
ways to speak of them in the persona's own file, lines of other meetings that ask for no experience, and questions that
have nothing to do with a meeting. Prints how well questions are told apart that were left out, a quarter at a time, and
writes assistant/personas/subjects.npz.
"""

import random
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.skills.rehearsal.built import somebody
from assistant.skills.rehearsal.persona import Persona, Secret, personas
from assistant.skills.rehearsal.subjects import HEAD, LEARNED, OTHER, SCALE, STRANGE, vectors
from evals.lessons import load
from evals.questions import DATA, load_questions
from evals.turn_lessons import turn_lessons
from knowledge.additions import softmax
from knowledge.embeddings import MiniLM, Vectors

QUESTIONS = DATA / "persona_questions.jsonl"
_PARTS = 4
_STEPS, _RATE, _DECAY = 300, 0.05, 1e-4
_SURE = 0.5


class Lesson(NamedTuple):
    of: str  # what it asks about
    text: str


def given(persona: Persona) -> Iterator[Lesson]:
    """What holds without the questions: the persona's own file, and what is asked of nobody in a meeting."""
    for story in (*persona.stories, *persona.secrets):
        own = (story.question, story.line) if isinstance(story, Secret) else (story.line,)
        yield from (Lesson(story.id, text) for text in (*story.about, *own))
    for question in load_questions(DATA / "outside_dev.jsonl"):
        if question.type.endswith("offtopic"):
            yield Lesson(STRANGE, question.question)
    for lesson in (lesson for scene in turn_lessons() for lesson in scene):
        if "?" in lesson.text and not any(name == "asked_open_questions" for name, _, _ in lesson.marks):
            yield Lesson(OTHER, lesson.text[-HEAD:])


def learn(rows: Vectors, classes: NDArray[np.int64], number: int) -> tuple[Vectors, Vectors]:
    """(weights, bias) of a softmax regression, by Adam; rare classes count nearly as much as frequent ones."""
    wanted = np.eye(number, dtype=np.float32)[classes]
    worth = 1 / np.sqrt(np.bincount(classes, minlength=number))[classes]
    worth = (worth / worth.sum())[:, None]
    parameters = [np.zeros((number, rows.shape[1]), np.float32), np.zeros(number, np.float32)]
    means, squares = ([np.zeros_like(p) for p in parameters] for _ in range(2))
    for step in range(1, _STEPS + 1):
        error = (softmax(rows @ parameters[0].T * SCALE + parameters[1]) - wanted) * worth
        slopes = (error.T @ rows * SCALE + _DECAY * parameters[0], error.sum(0))
        for i, slope in enumerate(slopes):
            means[i] = 0.9 * means[i] + 0.1 * slope
            squares[i] = 0.999 * squares[i] + 0.001 * slope**2
            step_size = (means[i] / (1 - 0.9**step)) / (np.sqrt(squares[i] / (1 - 0.999**step)) + 1e-8)
            parameters[i] = (parameters[i] - _RATE * step_size).astype(np.float32)
    return parameters[0], parameters[1]


class Told(NamedTuple):
    """How one question that was left out was told: what it was about, what was thought, how sure."""

    wanted: str
    thought: str
    sure: float


def left_out(embedder: MiniLM, own: Sequence[Lesson], lessons: Sequence[Lesson], ids: Sequence[str]) -> Iterator[Told]:
    base = vectors(embedder, [lesson.text for lesson in own])
    rows = vectors(embedder, [lesson.text for lesson in lessons])
    part = np.array([number % _PARTS for number in random.Random(0).sample(range(len(lessons)), len(lessons))])
    known, wanted = (np.array([ids.index(lesson.of) for lesson in some]) for some in (own, lessons))
    for out in range(_PARTS):
        kept = part != out
        weights, bias = learn(np.vstack([base, rows[kept]]), np.concatenate([known, wanted[kept]]), len(ids))
        sure = softmax(rows[~kept] @ weights.T * SCALE + bias)
        for row, is_ in zip(sure, wanted[~kept], strict=True):
            yield Told(ids[is_], ids[row.argmax()], float(row.max()))


def main() -> None:
    embedder = MiniLM()
    learned = dict[str, NDArray[Any]]()
    questions = load(QUESTIONS)
    for persona in (*personas().values(), somebody()):
        own = list(given(persona))
        lessons = [Lesson(row["of"], row["text"]) for row in questions if row["persona"] == persona.id]
        ids = [*(story.id for story in (*persona.secrets, *persona.stories)), OTHER, STRANGE]
        private = {secret.id for secret in persona.secrets}
        told = list(left_out(embedder, own, lessons, ids))
        good = [t for t in told if t.wanted in private]
        right = sum(t.thought == t.wanted and t.sure >= _SURE for t in good) / len(good)
        rest = [t for t in told if t.wanted not in private]
        wrong = sum(t.thought in private and t.sure >= _SURE for t in rest) / len(rest)
        all_ = sum(t.thought == t.wanted for t in told) / len(told)
        print(f"{persona.id:18} all {all_:.2f}; secrets, surely {right:.2f}; taken for a secret, surely {wrong:.2f}")
        whole = vectors(embedder, [lesson.text for lesson in (*own, *lessons)])
        classes = np.array([ids.index(lesson.of) for lesson in (*own, *lessons)])
        weights, bias = learn(whole, classes, len(ids))
        learned |= {
            f"{persona.id}.ids": np.array(ids),
            f"{persona.id}.weights": weights.astype(np.float16),
            f"{persona.id}.bias": bias.astype(np.float16),
        }
    np.savez_compressed(LEARNED, **learned)  # type: ignore[arg-type]  # its flag is no array


if __name__ == "__main__":
    main()

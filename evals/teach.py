"""Teach the reader: `python -m evals.teach`, with PyTorch at hand (`uv pip install torch`), about half an hour.

Learns the low-rank additions to MiniLM and the three heads together from `evals.lessons`, and writes
knowledge/reader.npz.
Every few hundred steps it prints how well messages that it was not taught with are read.
"""

import argparse
import random
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from evals.chain import follow
from evals.course import averaged, take
from evals.lessons import Lesson, Lessons, lessons, load
from evals.questions import DATA
from evals.talk_course import TalkCourse, learned
from evals.teacher import Teacher
from knowledge.additions import load_learned
from knowledge.embeddings import MiniLM
from knowledge.reader import ANSWERS, CONCERNS, LEARNED, MAX_TOKENS, Reader

BATCH = 32
EPOCHS = 3, 4, 6  # of the messages with notes, with intents, and with marks, which are fewest
MORE = 3, 2, 2  # the same of a course that goes on from an earlier one
MARKS = 0, 0, 2  # the same where nothing but the labels of words goes on
RATE, CLASS_RATE, TAG_RATE = 1e-3, 1e-2, 3e-3  # of the additions, the classes, the labels
_REPORT = 750  # steps


def average(earlier: Sequence[Path], path: Path) -> None:
    """Take the mean of what was learned and what was learned before."""
    mean = averaged(*map(load_learned, earlier), load_learned(path))
    for name in ("notes", "intents"):
        rows = mean[name].astype(np.float32)
        mean[name] = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float16)
    np.savez_compressed(path, **mean)


def add_counted(marked: Sequence[Lesson], path: Path = LEARNED) -> None:
    """What is counted and not learned: the middle of each kind of concern, as the finished reader sees the messages,
    and which label follows which in those that were marked by hand."""
    reader, sums = Reader(MiniLM(), path), np.zeros((len(CONCERNS), 384))
    for row in load(DATA / "reader_concerns.jsonl"):
        sums[CONCERNS.index(row["concern"])] += reader.read(row["text"]).vector
    learned = load_learned(path)
    learned["concerns"] = (sums / np.linalg.norm(sums, axis=1, keepdims=True)).astype(np.float16)
    learned["tags.follow"] = follow(lesson for lesson in marked if not lesson.guessed).astype(np.float16)
    np.savez_compressed(path, **learned)


class _Step(NamedTuple):
    task: str
    batch: list[Lesson]


def plan(taught: Lessons, random: random.Random, epochs: Sequence[int]) -> list[_Step]:
    """The batches of the whole course, mixed; texts of like length together."""
    steps: list[_Step] = []
    for task, own, times in zip(("notes", "intents", "tags"), taught, epochs, strict=True):
        for _ in range(times):
            shuffled = random.sample(own, len(own))
            for start in range(0, len(shuffled), BATCH * 20):
                block = sorted(shuffled[start : start + BATCH * 20], key=lambda lesson: len(lesson.text))
                steps += [_Step(task, block[i : i + BATCH]) for i in range(0, len(block), BATCH)]
    random.shuffle(steps)
    return steps


def main() -> None:
    parser = argparse.ArgumentParser(description="Teach the reader.")
    parser.add_argument("--steps", type=int, help="stop early, to try it")
    parser.add_argument("--more", action="store_true", help="go on from what was learned before, more slowly")
    parser.add_argument(
        "--epochs", type=int, nargs=3, metavar=("NOTES", "INTENTS", "MARKS"), help="of each kind of lesson"
    )
    parser.add_argument("--marks", action="store_true", help="with --more: go on with the labels of words alone")
    parser.add_argument(
        "--notes", type=int, metavar="NEW",
        help="with --more: go on with what tells the notes apart, alone; the last NEW lessons weigh more",
    )  # fmt: skip
    parser.add_argument(
        "--talks", action="store_true", help="the reader of answers: go on from the reader, and hold what it knows"
    )
    parser.add_argument("--seed", type=int, default=0, help="of the order of the messages")
    parser.add_argument(
        "--average", type=Path, metavar="FILE", nargs="+",
        help="take the mean with what was learned before; a mean of three courses is named three times",
    )  # fmt: skip
    parser.add_argument("--counted", action="store_true", help="renew what is counted and not learned, alone")
    options = parser.parse_args()
    taught, kept = lessons(new=options.notes or 0)
    path = ANSWERS if options.talks else LEARNED
    if options.average:
        average(options.average, path)
    if options.average or options.counted:
        add_counted(taught.tags, path)
        return
    teacher = Teacher(options.seed)
    teacher.tokenizer.enable_truncation(max_length=min(160, MAX_TOKENS))
    if options.talks:
        _go_on_with_talks(teacher, taught, kept, options.seed, options.steps)
        return
    if options.more:
        teacher.go_on()
        taught = taught._replace(notes=[lesson for lesson in taught.notes if lesson.told])
    else:
        teacher.start_at_the_middle(taught)
    pace = 0.5 if options.more else 1.0
    epochs = MARKS if options.marks else options.epochs or (MORE if options.more else EPOCHS)
    steps = plan(taught, random.Random(options.seed), epochs)[: options.steps]
    learned = list(teacher.encoder.parameters())
    tags = [p for n, p in teacher.heads.named_parameters() if "tags" in n]
    classes = [p for n, p in teacher.heads.named_parameters() if "tags" not in n]
    groups = [(learned, RATE * pace), (tags, TAG_RATE * pace), (classes, CLASS_RATE * pace)]
    print(f"{len(taught.notes)} + {len(taught.intents)} + {len(taught.tags)} lessons, {len(steps)} steps", flush=True)
    if options.notes is not None:
        teacher.learn_notes_alone(taught.notes)
        teacher.save()
        add_counted(taught.tags)
        return
    if options.marks:
        teacher.encoder.requires_grad_(False).eval()
    else:
        teacher.encoder.train()
    take(steps, lambda step: teacher.loss(step.task, step.batch), groups, lambda: teacher.measure(kept), _REPORT)
    teacher.save()
    add_counted(taught.tags)
    print(f"{LEARNED.name}: {LEARNED.stat().st_size:,} bytes")


def _go_on_with_talks(teacher: Teacher, taught: Lessons, kept: Lessons, seed: int, steps: int | None) -> None:
    earlier = Teacher()
    earlier.go_on(LEARNED)
    teacher.go_on(ANSWERS if ANSWERS.exists() else LEARNED)
    course = TalkCourse(taught, earlier, seed)
    teacher.encoder.train()
    batches = course.batches()[:steps]
    print(f"{len(course.new)} new lessons, {len(batches)} steps", flush=True)
    take(batches, lambda batch: course.loss(teacher, batch), learned(teacher), lambda: teacher.measure(kept), 200)
    teacher.save(ANSWERS)
    add_counted([*taught.tags, *course.new], ANSWERS)


if __name__ == "__main__":
    main()

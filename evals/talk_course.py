"""A course of talks that goes on from an earlier one without losing what was learned there.

What is taught is what is said in answer to a question: which words say what, whether the message answers the question
at all, and whether it calls for care. Everything else is held where it was: messages of all kinds are to be seen as
they were before, their vectors and what the notes and intents make of them alike ("Learning without Forgetting", Li
and Hoiem 2016). Needs `torch`, which the product does not.
"""

import random
from collections.abc import Sequence
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from evals.lessons import Lesson, Lessons, load, talks
from evals.minilm_torch import padded
from evals.questions import DATA
from evals.teacher import ASKED, Teacher
from knowledge.marks import ANSWERED_BY
from knowledge.reader import INTENTS

ANSWERS, CARE = DATA / "reader_answers.jsonl", DATA / "reader_care.jsonl"
BATCH = 32
_EARLIER, _UNTOLD, _NEW = 0.5, 0.3, 2  # how often the lessons of the course before, questions, and new ones are taken
_HELD = {"alone": 8, "notes": 5, "care": 3, "clear": 3}  # messages held at a step, by themselves
_HELD_ASKED = {"care": 3, "alone": 3}  # the same behind some question, which they do not answer
_SHORT, _ANY = 150, 0.1  # characters of what is held, and share of the steps in which longer ones are: they cost time
_CARE, _PLAIN = 6, 6  # messages at a step that call for care or seem to, and plain answers: with and without a question
_VECTOR, _INTENT, _ANSWER, _CARED = 8.0, 0.3, 0.5, 0.5  # weights of the losses
_CRISIS = INTENTS.index("unsafe_or_crisis")


class _Heavy(NamedTuple):
    """A message that calls for care, or sounds like it and does not, in answer to a question."""

    asked: str
    text: str
    is_concern: bool


class TalkCourse:
    def __init__(self, taught: Lessons, earlier: Teacher, seed: int) -> None:
        """`earlier`: the teacher that knows what is to be held."""
        self._random = random.Random(seed)
        self._earlier = earlier
        earlier.encoder.eval().requires_grad_(False)
        earlier.heads.requires_grad_(False)
        marked = [lesson for lesson in taught.tags if not lesson.guessed]
        concerns = [str(row["text"]) for row in load(DATA / "reader_concerns.jsonl")]
        self._held = {
            "alone": [lesson.text for lesson in taught.intents if lesson.marks is None],
            "notes": [lesson.text for lesson in taught.notes if lesson.told],
            "care": [lesson.text for lesson in taught.intents if "unsafe_or_crisis" in lesson.target] + concerns,
            "clear": [lesson.text for lesson in marked if lesson.clear],
        }
        self._heavy = [_Heavy(row["asked"], row["text"], row["concern"] is not None) for row in load(CARE)]
        self._coming: list[_Heavy] = []
        self.new = [lesson for talk in talks(ANSWERS) for lesson in talk]
        self._pool = (marked, _EARLIER), ([lesson for lesson in taught.tags if lesson.guessed], _UNTOLD)

    def batches(self) -> list[list[Lesson]]:
        """The messages of the course, mixed; texts of like length together."""
        pool = self.new * _NEW
        for lessons, share in self._pool:
            pool += self._random.sample(lessons, int(len(lessons) * share))
        self._random.shuffle(pool)
        batches: list[list[Lesson]] = []
        for start in range(0, len(pool), BATCH * 20):
            block = sorted(pool[start : start + BATCH * 20], key=lambda lesson: len(lesson.text))
            batches += [block[i : i + BATCH] for i in range(0, len(block), BATCH)]
        self._random.shuffle(batches)
        return batches

    def loss(self, teacher: Teacher, batch: Sequence[Lesson]) -> Tensor:
        asked = [teacher.asked(lesson, "tags") for lesson in batch]
        encodings, hidden, vectors = teacher.seen(batch, asked)
        loss = teacher.labels_loss(batch, asked, encodings, hidden, vectors)
        told = [(row, lesson, a) for row, (lesson, a) in enumerate(zip(batch, asked, strict=True)) if a in ANSWERED_BY]
        told = [each for each in told if not each[1].guessed]
        if told:
            answers = torch.tensor([float(_answers(lesson, a)) for _, lesson, a in told])
            seen = vectors[[row for row, _, _ in told]]
            loss = loss + _ANSWER * F.binary_cross_entropy_with_logits(teacher.heads.answer(seen), answers)
        own = [(row, lesson) for row, lesson, a in told if a == lesson.asked]
        if own:
            targets = torch.stack([teacher.target(lesson, "intents") for _, lesson in own])
            likely = teacher.heads.classes(vectors[[row for row, _ in own]], "intents").log_softmax(-1)
            loss = loss - _INTENT * (targets * likely).sum(-1).mean()
        return loss + self._forgotten(teacher) + _CARED * self._uncared(teacher)

    def _forgotten(self, teacher: Teacher) -> Tensor:
        """How far messages of all kinds have moved from where the earlier course saw them."""
        texts: list[tuple[str, str | None]] = []
        limit = None if self._random.random() < _ANY else _SHORT
        for chosen, asks in ((_HELD, False), (_HELD_ASKED, True)):
            for kind, count in chosen.items():
                for text in self._random.sample(self._held[kind], count):
                    texts.append((text[:limit], self._random.choice(ASKED) if asks else None))
        ids = padded([_encoded(teacher, text, asked) for text, asked in texts])
        with torch.no_grad():
            before = self._earlier.encoder(*ids)[1]
        now = teacher.encoder(*ids)[1]
        moved = _VECTOR * (1 - (now * before).sum(-1)).mean()
        for task in ("notes", "intents"):
            expected = self._earlier.heads.classes(before, task).log_softmax(-1)
            found = teacher.heads.classes(now, task).log_softmax(-1)
            moved = moved + F.kl_div(found, expected, log_target=True, reduction="batchmean")
        unanswered = now[[row for row, (_, asked) in enumerate(texts) if asked]]
        return moved + _ANSWER * F.softplus(teacher.heads.answer(unanswered)).mean()

    def _uncared(self, teacher: Teacher) -> Tensor:
        """How far concerns are from being seen, and what sounds like them, or is told at length, from being none."""
        if len(self._coming) < _CARE:
            self._coming += self._random.sample(self._heavy, len(self._heavy))
        said, self._coming = self._coming[:_CARE], self._coming[_CARE:]
        plain = (x for x in self._random.sample(self.new, 2 * _PLAIN) if x.asked and "unsafe_or_crisis" not in x.target)
        said += [_Heavy(lesson.asked or "", lesson.text, False) for lesson in plain][:_PLAIN]
        ids = padded([_encoded(teacher, each.text, asked) for each in said for asked in (each.asked, None)])
        likely = teacher.heads.classes(teacher.encoder(*ids)[1], "intents").log_softmax(-1)[:, _CRISIS]
        is_concern = torch.tensor([each.is_concern for each in said for _ in range(2)])
        return torch.where(is_concern, -likely, -torch.log1p(-likely.exp().clamp(max=0.999))).mean()


def learned(teacher: Teacher) -> list[tuple[list[nn.Parameter], float]]:
    """What such a course changes, with its rates: all but the vectors of the notes."""
    heads = teacher.heads
    teacher.heads.notes.requires_grad_(False)
    teacher.heads.notes_bias.requires_grad_(False)
    return [
        (list(teacher.encoder.parameters()), 5e-4),
        ([*heads.tags.parameters(), *heads.message.parameters()], 1.5e-3),
        ([heads.intents, heads.intents_bias], 1e-3),
        ([heads.answers, heads.answers_bias], 3e-3),
    ]


def _answers(lesson: Lesson, asked: str) -> bool:
    return any(tag in ANSWERED_BY[asked] for tag, _, _ in lesson.marks or ())


def _encoded(teacher: Teacher, text: str, asked: str | None) -> list[int]:
    encoding = teacher.tokenizer.encode(asked, text) if asked else teacher.tokenizer.encode(text)
    return list(encoding.ids)

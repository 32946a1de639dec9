"""The reader while it is taught: MiniLM with low-rank additions and three heads, in PyTorch."""

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Encoding
from torch import Tensor, nn

from evals.chain import label
from evals.lessons import Lesson, Lessons, misspelt
from evals.minilm_torch import Encoder, padded
from knowledge.embeddings import MiniLM, read_safetensors
from knowledge.marks import ANSWERED_BY, LABELS, marks
from knowledge.reader import CONCERNS, INTENTS, LEARNED, OUTSIDE, SCALE
from knowledge.sources import Handbook

RANK = 32
_IGNORED = -100
_EPOCHS_ALONE, _BATCH_ALONE = 60, 2048  # of a course for the vectors of the notes alone
_NEW = 12.0  # weight in it of a lesson that is new
_OUTSIDE = 4.0  # of one that no note answers: there are none among the new ones
_GUESSED = 0.3  # weight of a message that nobody marked
_LEFT_OPEN = 0.7  # probability of a label from which on it stays in a message that nobody marked
_SHORT = 160  # characters of a message that can stand beside another
_JOINTS = " ", " And ", " Also: ", "\n", " Plus, ", " ... ", " Second thing: ", " By the way, ", " oh and ", "; "
NEAR_CRISES = frozenset({OUTSIDE, "warning-signs", "other-professionals", "facing-barriers", "other-gender"})
ASKED = (*ANSWERED_BY, "confirm")


class Heads(nn.Module):
    """A vector for each note, each intent and for what answers the question that it was read with, and a linear layer
    from a word and its message to labels."""

    def __init__(self, notes: int) -> None:
        super().__init__()
        self.notes, self.notes_bias = nn.Parameter(torch.zeros(notes, 384)), nn.Parameter(torch.zeros(notes))
        self.intents = nn.Parameter(torch.zeros(len(INTENTS), 384))
        self.intents_bias = nn.Parameter(torch.zeros(len(INTENTS)))
        self.answers, self.answers_bias = nn.Parameter(torch.zeros(384)), nn.Parameter(torch.zeros(()))
        self.tags = nn.Linear(384, len(LABELS))
        self.message = nn.Linear(384, len(LABELS), bias=False)
        nn.init.zeros_(self.message.weight)

    def labels(self, hidden: Tensor, vectors: Tensor) -> Tensor:
        """(messages, words, labels): 'How' is no help that is wanted in a message that asks something."""
        scores: Tensor = self.tags(hidden) + self.message(vectors)[:, None]
        return scores

    def answer(self, vectors: Tensor) -> Tensor:
        """(messages): the log-odds of answering what was asked."""
        return vectors @ self.answers * SCALE + self.answers_bias

    def classes(self, vectors: Tensor, task: str) -> Tensor:
        weights = self.notes if task == "notes" else self.intents
        bias = self.notes_bias if task == "notes" else self.intents_bias
        return vectors @ F.normalize(weights, dim=-1).T * SCALE + bias


class Teacher:
    def __init__(self, seed: int = 0) -> None:
        torch.manual_seed(seed)
        self._random = random.Random(seed)
        weights, self.tokenizer = MiniLM().parts()
        tensors = {name: torch.from_numpy(array.copy()) for name, array in read_safetensors(weights).items()}
        self.encoder = Encoder(tensors, RANK)
        self.notes = [document.id for document in Handbook().documents()]
        self.heads = Heads(len(self.notes) + 1)
        self._index: dict[str, dict[str, int]] = {
            "notes": {name: i for i, name in enumerate([*self.notes, OUTSIDE])},
            "intents": {name: i for i, name in enumerate(INTENTS)},
        }

    def start_at_the_middle(self, taught: Lessons) -> None:
        """Each class begins as the mean of its messages: far better than at random."""
        for task, lessons_, weights in (
            ("notes", taught.notes, self.heads.notes),
            ("intents", taught.intents, self.heads.intents),
        ):
            vectors = self.embed(lessons_)
            targets = torch.stack([self.target(lesson, task) for lesson in lessons_])
            with torch.no_grad():
                weights.copy_(F.normalize((targets > 0.4).float().T @ vectors + 1e-6, dim=-1))

    def learn_notes_alone(self, taught: Sequence[Lesson]) -> None:
        """Move the vectors of the notes, and not how a message is seen. What is new counts more."""
        self.encoder.eval()
        vectors, targets = self.embed(taught), torch.stack([self.target(lesson, "notes") for lesson in taught])
        weights = torch.tensor(
            [_NEW if lesson.new else _OUTSIDE if OUTSIDE in lesson.target else 1.0 for lesson in taught]
        )
        learned = [self.heads.notes, self.heads.notes_bias]
        optimiser = torch.optim.Adam(learned, lr=2e-3)
        steps = _EPOCHS_ALONE * (len(taught) // _BATCH_ALONE)
        schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: 1 - step / steps)
        for _ in range(_EPOCHS_ALONE):
            for chosen in torch.randperm(len(taught)).split(_BATCH_ALONE)[:-1]:
                optimiser.zero_grad()
                apart = -(targets[chosen] * self.heads.classes(vectors[chosen], "notes").log_softmax(-1)).sum(-1)
                ((apart * weights[chosen]).sum() / weights[chosen].sum()).backward()
                optimiser.step()
                schedule.step()

    def go_on(self, learned: Path = LEARNED) -> None:
        """Begin with what was learned before."""
        with np.load(learned) as stored, torch.no_grad():
            for name, parameter in self.encoder.additions().items():
                parameter.copy_(torch.from_numpy(stored[name].astype(np.float32)))
            for task in ("notes", "intents"):
                getattr(self.heads, task).copy_(torch.from_numpy(stored[task].astype(np.float32)))
                getattr(self.heads, f"{task}_bias").copy_(torch.from_numpy(stored[f"{task}.bias"].astype(np.float32)))
            self.heads.tags.weight.copy_(torch.from_numpy(stored["tags"].astype(np.float32)))
            self.heads.tags.bias.copy_(torch.from_numpy(stored["tags.bias"].astype(np.float32)))
            self.heads.message.weight.copy_(torch.from_numpy(stored["tags.message"].astype(np.float32)))
            if "answers" in stored:
                self.heads.answers.copy_(torch.from_numpy(stored["answers"].astype(np.float32)))
                self.heads.answers_bias.copy_(torch.tensor(float(stored["answers.bias"])))

    def embed(self, lessons_: Sequence[Lesson]) -> Tensor:
        found = torch.zeros(len(lessons_), 384)
        order = sorted(range(len(lessons_)), key=lambda i: len(lessons_[i].text))
        with torch.no_grad():
            for start in range(0, len(order), 64):
                rows = order[start : start + 64]
                ids = [self.tokenizer.encode(lessons_[i].text).ids for i in rows]
                found[rows] = self.encoder(*padded(ids))[1]
        return found

    def loss(self, task: str, batch: Sequence[Lesson]) -> Tensor:
        if task == "notes":
            batch = [*batch, *with_two_needs(batch, self._random)]
        asked = [self.asked(lesson, task) for lesson in batch]
        encodings, hidden, vectors = self.seen(batch, asked)
        if task == "tags":
            return self.labels_loss(batch, asked, encodings, hidden, vectors)
        targets = torch.stack([self.target(lesson, task) for lesson in batch])
        loss = -(targets * self.heads.classes(vectors, task).log_softmax(-1)).sum(-1).mean()
        return loss + self._no_crisis(batch, vectors) if task == "notes" else loss

    def seen(self, batch: Sequence[Lesson], asked: Sequence[str | None]) -> tuple[list[Encoding], Tensor, Tensor]:
        """The messages as a careless hand types them, with these questions: encodings, hidden states and vectors."""
        texts = [self._careless(lesson.text) for lesson in batch]
        encodings = [
            self.tokenizer.encode(a, t) if a else self.tokenizer.encode(t) for a, t in zip(asked, texts, strict=True)
        ]
        return encodings, *self.encoder(*padded([e.ids for e in encodings]))

    def labels_loss(
        self, batch: Sequence[Lesson], asked: Sequence[str | None], encodings: Sequence[Encoding], hidden: Tensor,
        vectors: Tensor,
    ) -> Tensor:  # fmt: skip
        labels = torch.full(hidden.shape[:2], _IGNORED)
        for row, (lesson, encoding, a) in enumerate(zip(batch, encodings, asked, strict=True)):
            for i, (part, (start, end)) in enumerate(zip(encoding.sequence_ids, encoding.offsets, strict=True)):
                if part == (1 if a else 0) and start < end:
                    labels[row, i] = label(lesson, start)
        scores = self.heads.labels(hidden, vectors)
        guessed = torch.tensor([lesson.guessed for lesson in batch])
        sure = scores.detach().softmax(-1)[..., 1:].max(-1).values >= _LEFT_OPEN
        labels[guessed[:, None] & sure] = _IGNORED
        losses = F.cross_entropy(scores.transpose(1, 2), labels, ignore_index=_IGNORED, reduction="none")
        weights = torch.where(guessed, _GUESSED, 1.0)[:, None] * (labels != _IGNORED)
        return 2 * (losses * weights).sum() / weights.sum().clamp(min=1.0)

    def _no_crisis(self, batch: Sequence[Lesson], vectors: Tensor) -> Tensor:
        """Questions of the handbook are no crises, but for those of a few notes that lie close to them."""
        plain = [row for row, lesson in enumerate(batch) if not lesson.target.keys() & NEAR_CRISES]
        if not plain:
            return torch.zeros(())
        crisis = self.heads.classes(vectors[plain], "intents").softmax(-1)[:, INTENTS.index("unsafe_or_crisis")]
        return -torch.log1p(-crisis.clamp(max=0.999)).mean()

    def _careless(self, text: str) -> str:
        """Letters swapped in some: the length, and so the marks, stay as they are."""
        return misspelt(text, self._random) if self._random.random() < 0.2 else text

    def asked(self, lesson: Lesson, task: str) -> str | None:
        """The question before, none, or for messages that explain themselves another one: it must not mislead."""
        if task == "notes" or lesson.marks is None:
            return None
        draw = self._random.random()
        if not lesson.clear:
            return lesson.asked if draw < 0.85 else None
        return lesson.asked if draw < 0.35 else None if draw < 0.65 else self._random.choice(ASKED)

    def target(self, lesson: Lesson, task: str) -> Tensor:
        target = torch.zeros(len(self._index[task]))
        for name, share in lesson.target.items():
            target[self._index[task][name]] = share
        return target

    def measure(self, kept: Lessons) -> str:
        learns = self.encoder.training
        self.encoder.eval()
        with torch.no_grad():
            report = [
                self._classes(kept.notes, "notes"),
                self._classes(kept.intents, "intents"),
                self._marks(kept.tags),
            ]
        self.encoder.train(learns)
        return ", ".join(report)

    def _classes(self, kept: Sequence[Lesson], task: str) -> str:
        scores = self.heads.classes(self.embed(kept), task)
        names = list(self._index[task])
        inside = [(row, k) for row, k in zip(scores, kept, strict=True) if OUTSIDE not in k.target]
        first = [names[int(row[: len(self.notes)].argmax() if task == "notes" else row.argmax())] for row, _ in inside]
        right = float(np.mean([f in k.target for f, (_, k) in zip(first, inside, strict=True)]))
        if task == "intents":
            return f"intent {right:.3f}"
        three = [{names[int(i)] for i in row[: len(self.notes)].topk(3).indices} for row, _ in inside]
        among = float(np.mean([bool(t & k.target.keys()) for t, (_, k) in zip(three, inside, strict=True)]))
        return f"note {right:.3f}, among three {among:.3f}"

    def _marks(self, kept: Sequence[Lesson]) -> str:
        """F1 of marked pieces: same tag and at least half of the words shared."""
        hits = found = wanted = 0
        for lesson in kept:
            predicted = self.read(lesson)
            gold = list(lesson.marks or ())
            found, wanted = found + len(predicted), wanted + len(gold)
            for mark in predicted:
                match = next((g for g in gold if _agree(mark, g)), None)
                if match:
                    hits += 1
                    gold.remove(match)
        return f"marks F1 {2 * hits / max(found + wanted, 1):.3f}"

    def read(self, lesson: Lesson) -> list[tuple[str, int, int]]:
        e = self.tokenizer.encode(lesson.asked, lesson.text) if lesson.asked else self.tokenizer.encode(lesson.text)
        hidden, vectors = self.encoder(*padded([e.ids]))
        own = [i for i, s in enumerate(e.sequence_ids) if s == (1 if lesson.asked else 0)]
        probabilities = self.heads.labels(hidden, vectors)[0][own].softmax(-1).numpy()
        return [(m.tag, m.start, m.end) for m in marks(lesson.text, [e.offsets[i] for i in own], probabilities)]

    def save(self, path: Path = LEARNED) -> None:
        stored = {name: tensor.numpy().astype(np.float16) for name, tensor in self.encoder.additions().items()}
        for task in ("notes", "intents"):
            weights, bias = getattr(self.heads, task), getattr(self.heads, f"{task}_bias")
            stored[task] = F.normalize(weights, dim=-1).detach().numpy().astype(np.float16)
            stored[f"{task}.bias"] = bias.detach().numpy().astype(np.float16)
        stored["answers"] = self.heads.answers.detach().numpy().astype(np.float16)
        stored["answers.bias"] = self.heads.answers_bias.detach().numpy().astype(np.float16)
        stored["tags"] = self.heads.tags.weight.detach().numpy().astype(np.float16)
        stored["tags.message"] = self.heads.message.weight.detach().numpy().astype(np.float16)
        stored["tags.bias"] = self.heads.tags.bias.detach().numpy().astype(np.float16)
        stored["concerns"] = np.zeros((len(CONCERNS), 384), np.float16)
        stored["tags.follow"] = np.ones((len(LABELS) + 1, len(LABELS)), np.float16)
        np.savez_compressed(path, note_ids=np.array([*self.notes, OUTSIDE]), **stored)


def _agree(one: tuple[str, int, int], other: tuple[str, int, int]) -> bool:
    shared = min(one[2], other[2]) - max(one[1], other[1])
    return one[0] == other[0] and shared > 0.5 * min(one[2] - one[1], other[2] - other[1])


def with_two_needs(batch: Sequence[Lesson], random: random.Random) -> list[Lesson]:
    """Messages put together of two of these, so that both of their notes are wanted."""
    plain = [lesson for lesson in batch if OUTSIDE not in lesson.target and len(lesson.text) < _SHORT]
    pairs = [random.sample(plain, 2) for _ in range(len(plain) // 8)]
    return [
        Lesson(
            f"{one.text}{random.choice(_JOINTS)}{other.text}",
            {name: (one.target.get(name, 0) + other.target.get(name, 0)) / 2 for name in {*one.target, *other.target}},
        )
        for one, other in pairs
    ]

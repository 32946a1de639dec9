"""Teach the reader of meetings: `python -m evals.teach_turns`, with PyTorch at hand (`uv pip install torch`).

Goes on from what the reader of messages has learned (knowledge/reader.npz), learns two heads on top from
evals/data/scenes.jsonl, and writes knowledge/turns.npz. About ten minutes on two cores.
"""

import argparse
import random
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from evals.course import averaged, take
from evals.minilm_torch import Encoder, padded
from evals.teacher import RANK
from evals.turn_lessons import TurnLesson, target, turn_lessons, varied
from knowledge.additions import load_learned
from knowledge.embeddings import MiniLM, read_safetensors
from knowledge.pieces import long_tokenizer, pieces
from knowledge.reader import LEARNED as READER
from knowledge.turns import BEHAVIOURS, LEARNED, context

BATCH = 16
EPOCHS = 10
RATE, HEAD_RATE = 7e-4, 3e-3  # of the additions, of the heads
_KEPT = 8  # every eighth scene is kept for measuring, where that is asked for


class Heads(nn.Module):
    """For each behaviour where to look and what to see there; and how likely each word is one that shows it."""

    def __init__(self) -> None:
        super().__init__()
        self.places = nn.Linear(384, len(BEHAVIOURS))
        self.look = nn.Parameter(torch.randn(len(BEHAVIOURS), 384) * 0.02)
        self.shows = nn.Parameter(torch.zeros(len(BEHAVIOURS), 384))
        self.bias = nn.Parameter(torch.full((len(BEHAVIOURS),), -2.0))

    def logits(self, hidden: Tensor, mask: Tensor) -> Tensor:
        scores = (self.look @ hidden.transpose(1, 2)).masked_fill(~mask[:, None, :], -1e9)
        return (scores.softmax(-1) @ hidden * self.shows).sum(-1) + self.bias


class Teacher:
    def __init__(self, seed: int) -> None:
        torch.manual_seed(seed)
        self.random = random.Random(seed)
        weights, tokenizer = MiniLM().parts()
        self.tokenizer = long_tokenizer(tokenizer)
        tensors = {name: torch.from_numpy(array.copy()) for name, array in read_safetensors(weights).items()}
        self.encoder, self.heads = Encoder(tensors, RANK), Heads()
        learned = load_learned(READER)
        with torch.no_grad():
            for name, parameter in self.encoder.additions().items():
                parameter.copy_(torch.from_numpy(learned[name].astype(np.float32)))

    def _hidden(self, lessons: list[TurnLesson]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """(hidden, where there is a token, where one of the line itself is, what each shows)"""
        encodings = [self.tokenizer.encode(context(x.before), first_piece(x)) for x in lessons]
        tokens, mask = padded([e.ids for e in encodings])
        own, shown = torch.zeros(tokens.shape), torch.zeros(*tokens.shape, len(BEHAVIOURS))
        for row, (lesson, encoding) in enumerate(zip(lessons, encodings, strict=True)):
            for i, (part, (start, end)) in enumerate(zip(encoding.sequence_ids, encoding.offsets, strict=True)):
                if part == 1 and start < end:
                    own[row, i] = 1
                    for behaviour, first, last in lesson.marks:
                        if first <= start < last:
                            shown[row, i, BEHAVIOURS.index(behaviour)] = 1
        return self.encoder(tokens, mask)[0], mask, own, shown

    def loss(self, lessons: list[TurnLesson]) -> Tensor:
        hidden, mask, own, shown = self._hidden(lessons)
        whole = F.binary_cross_entropy_with_logits(
            self.heads.logits(hidden, mask), torch.tensor([target(x) for x in lessons])
        )
        words = F.binary_cross_entropy_with_logits(self.heads.places(hidden), shown, reduction="none").mean(-1)
        return 4 * whole + 2 * (words * own).sum() / own.sum()

    def measure(self, kept: list[TurnLesson]) -> str:
        """F1 of each behaviour at 0.5."""
        if not kept:
            return "nothing kept to measure with"
        self.encoder.eval()
        probabilities = []
        with torch.no_grad():
            for start in range(0, len(kept), BATCH):
                hidden, mask, _, _ = self._hidden(kept[start : start + BATCH])
                probabilities.append(self.heads.logits(hidden, mask).sigmoid())
        self.encoder.train()
        found, wanted = torch.cat(probabilities) > 0.5, torch.tensor([target(x) for x in kept]) > 0.5
        f1 = 2 * (found & wanted).sum(0) / (found.sum(0) + wanted.sum(0)).clamp(min=1)
        each = ", ".join(f"{name} {value:.2f}" for name, value in zip(BEHAVIOURS, f1.tolist(), strict=True))
        return f"macro F1 {f1.mean():.3f} ({each})"

    def save(self) -> None:
        stored = {name: tensor.numpy().astype(np.float16) for name, tensor in self.encoder.additions().items()}
        heads = {
            "places": self.heads.places.weight, "places.bias": self.heads.places.bias, "shows.look": self.heads.look,
            "shows": self.heads.shows, "shows.bias": self.heads.bias,
        }  # fmt: skip
        stored |= {name: tensor.detach().numpy().astype(np.float16) for name, tensor in heads.items()}
        np.savez_compressed(LEARNED, **stored)


def first_piece(lesson: TurnLesson) -> str:
    return next(pieces(lesson.text), (0, lesson.text))[1]


def plan(lessons: list[TurnLesson], random: random.Random, epochs: int) -> list[list[TurnLesson]]:
    """The batches of the whole course, lines of like length together, each varied anew."""
    batches = list[list[TurnLesson]]()
    for _ in range(epochs):
        shuffled = [varied(lesson, lessons, random) for lesson in random.sample(lessons, len(lessons))]
        for start in range(0, len(shuffled), BATCH * 10):
            block = sorted(shuffled[start : start + BATCH * 10], key=lambda lesson: len(lesson.text + lesson.before))
            batches += [block[i : i + BATCH] for i in range(0, len(block), BATCH)]
    random.shuffle(batches)
    return batches


def main() -> None:
    parser = argparse.ArgumentParser(description="Teach the reader of meetings.")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--measure", action="store_true", help="keep every eighth scene to measure with")
    parser.add_argument(
        "--average", type=Path, nargs="+", metavar="FILE", help="take the mean with what other courses learned"
    )
    options = parser.parse_args()
    if options.average:
        np.savez_compressed(LEARNED, **averaged(*map(load_learned, options.average), load_learned(LEARNED)))
        return
    scenes = turn_lessons()
    kept = [line for scene in scenes[::_KEPT] for line in scene] if options.measure else []
    taught = [line for n, scene in enumerate(scenes) if n % _KEPT or not options.measure for line in scene]
    teacher = Teacher(options.seed)
    batches = plan(taught, teacher.random, options.epochs)
    print(f"{len(taught)} lines, {len(batches)} steps", flush=True)
    teacher.encoder.train()
    groups = [(list(teacher.encoder.parameters()), RATE), (list(teacher.heads.parameters()), HEAD_RATE)]
    take(batches, teacher.loss, groups, lambda: teacher.measure(kept))
    teacher.save()
    print(f"{LEARNED.name}: {LEARNED.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()

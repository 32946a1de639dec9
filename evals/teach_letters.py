"""Teach the reader of letters: `python -m evals.teach_letters`, with PyTorch at hand (`uv pip install torch`).

Goes on from what the reader of messages has learned (knowledge/reader.npz), learns two heads on top from
evals/data/letters.jsonl, and writes knowledge/letters.npz. About fifteen minutes on two cores.

With `--master FILE`, what was learned so, a smaller reader is taught by the first: the lower half of the layers, which
reads in half the time, learns to see what the master sees (knowledge distillation: Hinton, Vinyals and Dean 2015; Sanh
and colleagues 2019).
"""

import argparse
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from evals.course import take
from evals.letter_lessons import LetterLesson, letter_lessons, single_signs, target, varied
from evals.minilm_torch import Encoder, padded
from evals.teacher import RANK
from knowledge.additions import load_learned
from knowledge.embeddings import HALF, LAYERS, MiniLM, read_safetensors
from knowledge.letters import LEARNABLE, LEARNED, SIGN_LABELS, context
from knowledge.pieces import long_tokenizer, pieces
from knowledge.reader import LEARNED as READER

BATCH = 16
EPOCHS = 14
RATE, HEAD_RATE = 7e-4, 3e-3  # of the additions, of the heads
_KEPT = 10  # every tenth letter is kept for measuring, where that is asked for
_IGNORED = -100


class Heads(nn.Module):
    """Labels of words, and for each flaw where to look and what to see there."""

    def __init__(self) -> None:
        super().__init__()
        self.signs = nn.Linear(384, len(SIGN_LABELS))
        self.look = nn.Parameter(torch.randn(len(LEARNABLE), 384) * 0.02)
        self.flaws = nn.Parameter(torch.zeros(len(LEARNABLE), 384))
        self.bias = nn.Parameter(torch.full((len(LEARNABLE),), -1.5))

    def stored(self) -> dict[str, Tensor]:
        """By the names under which they are kept."""
        return {
            "signs": self.signs.weight, "signs.bias": self.signs.bias, "flaws.look": self.look,
            "flaws": self.flaws, "flaws.bias": self.bias,
        }  # fmt: skip

    def logits(self, hidden: Tensor, mask: Tensor) -> Tensor:
        scores = (self.look @ hidden.transpose(1, 2)).masked_fill(~mask[:, None, :], -1e9)
        return (scores.softmax(-1) @ hidden * self.flaws).sum(-1) + self.bias


class Teacher:
    def __init__(self, seed: int, layers: int = LAYERS, rank: int = RANK) -> None:
        torch.manual_seed(seed)
        self.random = random.Random(seed)
        weights, tokenizer = MiniLM().parts()
        self.tokenizer = long_tokenizer(tokenizer)
        tensors = {name: torch.from_numpy(array.copy()) for name, array in read_safetensors(weights).items()}
        self.encoder, self.heads = Encoder(tensors, rank, layers), Heads()
        self.master: Teacher | None = None
        self._begin_with(load_learned(READER))

    def _begin_with(self, learned: Mapping[str, Any]) -> None:
        """Take over what was learned; of a higher rank, the additions begin with it and nothing more."""
        own = self.encoder.additions() | {n: p for n, p in self.heads.stored().items() if n in learned}
        with torch.no_grad():
            for name, parameter in own.items():
                before = torch.from_numpy(learned[name].astype(np.float32))
                parameter[tuple(map(slice, before.shape))].copy_(before)

    @classmethod
    def pupil(cls, seed: int, master: Path) -> "Teacher":
        """Half of the layers, each with twice the rank, and a master that has learned already."""
        teacher, learned = cls(seed, HALF, 2 * RANK), load_learned(master)
        teacher._begin_with(learned)
        teacher.master = cls(seed)
        teacher.master._begin_with(learned)
        teacher.master.encoder.eval()
        return teacher

    def _hidden(self, letters: list[LetterLesson]) -> tuple[Tensor, Tensor, Tensor]:
        encodings = [self.tokenizer.encode(context(x.channel, x.medium), first_piece(x)) for x in letters]
        tokens, mask = padded([e.ids for e in encodings])
        labels = torch.full(tokens.shape, _IGNORED)
        for row, (letter, encoding) in enumerate(zip(letters, encodings, strict=True)):
            for i, (part, (start, end)) in enumerate(zip(encoding.sequence_ids, encoding.offsets, strict=True)):
                if part == 1 and start < end:
                    labels[row, i] = label(letter, start)
        return self.encoder(tokens, mask)[0], mask, labels

    def loss(self, letters: list[LetterLesson]) -> Tensor:
        hidden, mask, labels = self._hidden(letters)
        targets = torch.tensor([target(letter) for letter in letters])
        seen, signs = self.heads.logits(hidden, mask), self.heads.signs(hidden)
        told = F.cross_entropy(signs.transpose(1, 2), labels, ignore_index=_IGNORED)
        loss: Tensor = 4 * F.binary_cross_entropy_with_logits(seen, targets) + told
        return loss if self.master is None else (loss + self.master.unlike(letters, seen, signs, labels)) / 2

    def unlike(self, letters: list[LetterLesson], seen: Tensor, signs: Tensor, labels: Tensor) -> Tensor:
        """How far what a pupil sees is from what this one sees."""
        with torch.no_grad():
            hidden, mask, _ = self._hidden(letters)
            own, own_signs = self.heads.logits(hidden, mask), self.heads.signs(hidden)
        words = labels != _IGNORED
        apart = F.kl_div(
            signs[words].log_softmax(-1), own_signs[words].log_softmax(-1), log_target=True, reduction="batchmean"
        )
        flaws: Tensor = 4 * F.binary_cross_entropy_with_logits(seen, own.sigmoid())
        return flaws + apart

    def measure(self, kept: list[LetterLesson]) -> str:
        """F1 of each flaw at 0.5, and of the labels of words."""
        if not kept:
            return "nothing kept to measure with"
        self.encoder.eval()
        probabilities, right = [], []
        with torch.no_grad():
            for start in range(0, len(kept), BATCH):
                hidden, mask, labels = self._hidden(kept[start : start + BATCH])
                probabilities.append(self.heads.logits(hidden, mask).sigmoid())
                told = labels != _IGNORED
                right.append((self.heads.signs(hidden).argmax(-1)[told] == labels[told]).float().mean())
        self.encoder.train()
        found, wanted = torch.cat(probabilities) > 0.5, torch.tensor([target(x) for x in kept]) > 0.5
        f1 = 2 * (found & wanted).sum(0) / (found.sum(0) + wanted.sum(0)).clamp(min=1)
        each = ", ".join(f"{flaw} {value:.2f}" for flaw, value in zip(LEARNABLE, f1.tolist(), strict=True))
        return f"macro F1 {f1.mean():.3f} ({each}), labels {torch.stack(right).mean():.3f}"

    def save(self) -> None:
        stored = {name: tensor.numpy().astype(np.float16) for name, tensor in self.encoder.additions().items()}
        stored |= {name: tensor.detach().numpy().astype(np.float16) for name, tensor in self.heads.stored().items()}
        np.savez_compressed(LEARNED, **stored)


def first_piece(letter: LetterLesson) -> str:
    return next(pieces(letter.text), (0, letter.text))[1]


def label(letter: LetterLesson, start: int) -> int:
    for sign, first, last in letter.marks:
        if first <= start < last:
            return SIGN_LABELS.index(f"{'B' if start == first else 'I'}-{sign}")
    return 0


def plan(letters: list[LetterLesson], random: random.Random, epochs: int) -> list[list[LetterLesson]]:
    """The batches of the whole course, letters of like length together, each varied anew."""
    pool, batches = single_signs(letters), list[list[LetterLesson]]()
    for _ in range(epochs):
        shuffled = [varied(letter, pool, random) for letter in random.sample(letters, len(letters))]
        for start in range(0, len(shuffled), BATCH * 10):
            block = sorted(shuffled[start : start + BATCH * 10], key=lambda letter: len(letter.text))
            batches += [block[i : i + BATCH] for i in range(0, len(block), BATCH)]
    random.shuffle(batches)
    return batches


def main() -> None:
    parser = argparse.ArgumentParser(description="Teach the reader of letters.")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--master", type=Path, metavar="FILE", help="teach a reader of half the layers to see the same")
    parser.add_argument("--measure", action="store_true", help="keep every tenth letter to measure with")
    options = parser.parse_args()
    letters = letter_lessons()
    kept = letters[::_KEPT] if options.measure else []
    taught = [x for number, x in enumerate(letters) if number % _KEPT] if options.measure else letters
    teacher = Teacher.pupil(options.seed, options.master) if options.master else Teacher(options.seed)
    batches = plan(taught, teacher.random, options.epochs)
    learned = list(teacher.encoder.parameters())
    print(f"{len(taught)} letters, {len(batches)} steps", flush=True)
    teacher.encoder.train()
    groups = [(learned, RATE), (list(teacher.heads.parameters()), HEAD_RATE)]
    take(batches, teacher.loss, groups, lambda: teacher.measure(kept))
    teacher.save()
    print(f"{LEARNED.name}: {LEARNED.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()

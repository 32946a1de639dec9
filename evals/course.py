"""One course of teaching: the same steps for every reader. Needs `torch`, which the product does not."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
import torch
from torch import Tensor, nn

Batch = TypeVar("Batch")


def averaged(*courses: Mapping[str, Any]) -> dict[str, Any]:
    """The mean of what courses learned that went on from the same point: it reads better than each.

    "Model soups" (Wortsman and colleagues 2022). What is no number is the last one's.
    """

    def mean(name: str) -> Any:
        own = [course[name].astype(np.float32) for course in courses if name in course]
        return np.mean(own, axis=0).astype(np.float16)

    return {name: mean(name) if array.dtype.kind == "f" else array for name, array in courses[-1].items()}


def take(
    batches: Sequence[Batch],
    loss: Callable[[Batch], Tensor],
    groups: Sequence[tuple[Sequence[nn.Parameter], float]],
    report: Callable[[], str],
    every: int = 200,
) -> None:
    """Learn from the batches, in their order. `groups`: (parameters, rate); the first are the encoder's, kept small.

    The rate rises over a sixteenth of the course and falls from then on.
    """
    options: list[dict[str, Any]] = [{"params": list(own), "lr": rate} for own, rate in groups]
    optimiser = torch.optim.AdamW(options, weight_decay=0.01)
    warm = max(1, len(batches) // 16)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / warm) * max(0.02, 1 - step / len(batches))
    )
    started = time.time()
    for number, batch in enumerate(batches, 1):
        optimiser.zero_grad()
        loss(batch).backward()
        torch.nn.utils.clip_grad_norm_(groups[0][0], 1.0)
        optimiser.step()
        schedule.step()
        if number % every == 0 or number == len(batches):
            print(f"{number}/{len(batches)}, {time.time() - started:.0f} s: {report()}", flush=True)

"""What a drafted sentence is held against, and the draft itself as a model hands it over."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from pydantic import Field

from assistant.turn import Label
from knowledge.types import Frozen, Passage

Alike = Callable[[str, str], float]  # cosine of two texts, -1 to 1


class Drafted(Frozen):
    """One sentence of a model, unchecked. Of `guidance`, the passage and the piece of it that the sentence rests on."""

    text: str = Field(min_length=1)
    label: Label
    passage: str | None = None
    quote: str | None = None


class Evidence(NamedTuple):
    """`passages`: this turn's, by id. `said`: what the person has said and what their Brief holds, piece by piece.

    `question`: the one question that this reply may end with, in guided wording; None where it asks nothing.
    """

    passages: Mapping[str, Passage]
    said: tuple[str, ...]
    question: str | None
    alike: Alike
    known: frozenset[str] = frozenset()  # sentences of ours that a model may use as they stand
    reworded: bool = False  # each sentence is to say what its quote says, and nothing else

"""What is learned about messages: a copy of MiniLM with low-rank additions and a few small heads on top.

For a message it tells which notes of the handbook answer it, which intent it has, and which of its words say what about
the person (joint intent and slot reading: Chen, Zhuo and Wang 2019); of what is said after a question, also whether it
answers that. The additions are LoRA (Hu and colleagues 2021), learned by `python -m evals.teach`; MiniLM's own weights
are those of `knowledge.embeddings`. There are two sets of them, for messages by themselves and for answers: what one
learns of half sentences ("python, mostly") would mislead the other.
"""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

import numpy as np

from knowledge.additions import load_learned, softmax, start_with
from knowledge.embeddings import MiniLM, Vectors
from knowledge.lazy import Lazy
from knowledge.marks import ANSWERED_BY, Mark, marks, with_likelier
from knowledge.pieces import tokens_of

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LEARNED = Path(__file__).parent / "reader.npz"  # for messages by themselves ...
ANSWERS = Path(__file__).parent / "answers.npz"  # ... and for what is said after a question
OUTSIDE = "outside"  # the class of messages that no note answers
Intent = Literal[
    "clarify_objectives", "find_mentors", "draft_outreach", "check_draft", "rehearse", "prepare_meeting",
    "after_meeting_followup", "manage_relationship", "end_relationship", "ask_guidance", "smalltalk", "out_of_scope",
    "unsafe_or_crisis", "injection_attempt", "data_request",
]  # fmt: skip
Concern = Literal["self_harm", "violence", "harassment", "pressure", "exhaustion"]
CONCERNS: tuple[Concern, ...] = get_args(Concern)
INTENTS: tuple[Intent, ...] = get_args(Intent)
MAX_TOKENS = 256
_HEADS = (
    "notes",
    "notes.bias",
    "intents",
    "intents.bias",
    "tags",
    "tags.message",
    "tags.bias",
    "tags.follow",
    "concerns",
    "answers",
    "answers.bias",
)
SCALE = 16.0  # of the cosine between a message and a class


class Heard(NamedTuple):
    """What was read in a message. `notes` and `intents`: probabilities that add up to 1, by class.

    `concerns`: how near it is to each kind of concern, which tells something only if it is one.
    """

    notes: dict[str, float]
    intents: dict[Intent, float]
    marks: tuple[Mark, ...]
    concerns: dict[Concern, float]
    vector: Vectors  # (384), of length 1
    answers: float | None = None  # probability that it answers the question; None where it was read with none
    answer: tuple[Mark, ...] = ()  # the pieces that answer it if it does, where `marks` has none of their kind


class Reader(Lazy["_Loaded"]):
    """Reads messages. Loads on first use; safe to call from several threads."""

    def __init__(self, embedder: MiniLM, path: Path = LEARNED, answers: Path | None = ANSWERS) -> None:
        """`answers`: what was learned for messages that come after a question; None: `path` is for these too."""
        self._embedder, self._path = embedder, path
        self._of_answers = Reader(embedder, answers, None) if answers else self
        self._read_again = lru_cache(maxsize=64)(self._read)

    def read(self, message: str, asked: str | None = None) -> Heard:
        """`asked`: the name of the question that the message may answer."""
        reader = self if asked is None else self._of_answers
        return reader._read_again(message, asked)

    def load(self) -> None:
        super().load()
        if self._of_answers is not self:
            self._of_answers.load()

    def _read(self, message: str, asked: str | None) -> Heard:
        loaded = self._ready()
        encoding = loaded.tokenizer.encode(asked, message) if asked else loaded.tokenizer.encode(message)
        tokens = np.array([encoding.ids], np.int32)
        vector, hidden = loaded.session.run(
            ["embedding", "hidden"], {"input_ids": tokens, "attention_mask": np.ones_like(tokens)}
        )
        heads = loaded.heads
        notes = softmax(vector[0] @ heads["notes"].T * SCALE + heads["notes.bias"])
        intents = softmax(vector[0] @ heads["intents"].T * SCALE + heads["intents.bias"])
        tags = hidden[0] @ heads["tags"].T + vector[0] @ heads["tags.message"].T + heads["tags.bias"]
        own, offsets = tokens_of(encoding, 1 if asked else 0)
        marked = marks(message, offsets, softmax(tags[own]), follow=heads["tags.follow"])
        answers, answer, wanted = None, tuple[Mark, ...](), ANSWERED_BY.get(asked or "", ())
        if wanted:
            answers = float(1 / (1 + np.exp(-vector[0] @ heads["answers"] * SCALE - heads["answers.bias"])))
            if not any(mark.tag in wanted for mark in marked):
                likelier = softmax(with_likelier(tags[own], wanted))
                found = marks(message, offsets, likelier, follow=heads["tags.follow"])
                answer = tuple(mark for mark in found if mark.tag in wanted)
        return Heard(
            dict(zip(loaded.notes, notes.tolist(), strict=True)),
            dict(zip(INTENTS, intents.tolist(), strict=True)),
            marked,
            dict(zip(CONCERNS, (heads["concerns"] @ vector[0]).tolist(), strict=True)),
            vector[0],
            answers,
            answer,
        )

    def files(self) -> tuple[Path, ...]:
        return (*self._embedder.files(), self._path)

    def _load(self) -> "_Loaded":
        learned = load_learned(self._path)
        session, tokenizer = start_with(self._embedder, learned)
        heads = {name: learned[name].astype(np.float32) for name in _HEADS if name in learned}
        return _Loaded(session, tokenizer, heads, tuple(str(n) for n in learned["note_ids"]))


class _Loaded(NamedTuple):
    session: Any
    tokenizer: "Tokenizer"
    heads: dict[str, Vectors]
    notes: tuple[str, ...]

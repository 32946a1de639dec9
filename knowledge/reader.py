"""What is learned about messages: a copy of MiniLM with low-rank additions and three small heads on top.

For a message it tells which notes of the handbook answer it, which intent it has, and which of its words say what about
the person (joint intent and slot reading: Chen, Zhuo and Wang 2019). The additions are LoRA (Hu and colleagues 2021),
learned by `python -m evals.teach`; MiniLM's own weights are those of `knowledge.embeddings`.
"""

import re
import threading
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

import numpy as np

from knowledge.embeddings import MiniLM, Vectors, in_background, read_safetensors, start_session

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LEARNED = Path(__file__).parent / "reader.npz"
OUTSIDE = "outside"  # the class of messages that no note answers
Intent = Literal[
    "clarify_objectives", "find_mentors", "draft_outreach", "check_draft", "rehearse", "prepare_meeting",
    "after_meeting_followup", "manage_relationship", "end_relationship", "ask_guidance", "smalltalk", "out_of_scope",
    "unsafe_or_crisis", "injection_attempt", "data_request",
]  # fmt: skip
Concern = Literal["self_harm", "violence", "harassment", "pressure", "exhaustion"]
CONCERNS: tuple[Concern, ...] = get_args(Concern)
INTENTS: tuple[Intent, ...] = get_args(Intent)
TAGS = (
    "role", "alt", "far", "now", "when", "good", "bad", "goal", "measure", "by", "mentor", "give", "limit", "tried",
    "help", "nohelp", "drop",
)  # fmt: skip
LABELS = ("O", *(f"{place}-{tag}" for tag in TAGS for place in ("B", "I")))
MAX_TOKENS = 256
_JOINS = ("and", "or", "but", "also", "then", "plus")
_EDGE = 0.25  # probability from which on a word beside a marked piece belongs to it
SCALE = 16.0  # of the cosine between a message and a class


class Mark(NamedTuple):
    """A marked piece of a message: `text == message[start:end]`; `sure`: the least probability of its words."""

    tag: str
    start: int
    end: int
    text: str
    sure: float


class Heard(NamedTuple):
    """What was read in a message. `notes` and `intents`: probabilities that add up to 1, by class.

    `concerns`: how near it is to each kind of concern, which tells something only if it is one.
    """

    notes: dict[str, float]
    intents: dict[Intent, float]
    marks: tuple[Mark, ...]
    concerns: dict[Concern, float]
    vector: Vectors  # (384), of length 1


class Reader:
    """Reads messages. Loads on first use; safe to call from several threads."""

    def __init__(self, embedder: MiniLM, path: Path = LEARNED) -> None:
        self._embedder, self._path = embedder, path
        self._lock = threading.Lock()
        self._loaded: _Loaded | None = None
        self._read_again = lru_cache(maxsize=64)(self._read)

    def load(self) -> None:
        """Start the session; raises WeightsError."""
        self._ready()

    def load_in_background(self) -> threading.Thread:
        """Begin to load beside other work, the embedder first."""
        return in_background(self.load)

    def read(self, message: str, asked: str | None = None) -> Heard:
        """`asked`: the name of the question that the message may answer."""
        return self._read_again(message, asked)

    def _read(self, message: str, asked: str | None) -> Heard:
        loaded = self._ready()
        encoding = loaded.tokenizer.encode(asked, message) if asked else loaded.tokenizer.encode(message)
        tokens = np.array([encoding.ids], np.int32)
        vector, hidden = loaded.session.run(
            ["embedding", "hidden"], {"input_ids": tokens, "attention_mask": np.ones_like(tokens)}
        )
        heads = loaded.heads
        notes = _softmax(vector[0] @ heads["notes"].T * SCALE + heads["notes.bias"])
        intents = _softmax(vector[0] @ heads["intents"].T * SCALE + heads["intents.bias"])
        tags = hidden[0] @ heads["tags"].T + heads["tags.bias"]
        own = [i for i, s in enumerate(encoding.sequence_ids) if s == (1 if asked else 0)]
        offsets = [encoding.offsets[i] for i in own]
        return Heard(
            dict(zip(loaded.notes, notes.tolist(), strict=True)),
            dict(zip(INTENTS, intents.tolist(), strict=True)),
            marks(message, offsets, np.stack([_softmax(tags[i]) for i in own]) if own else tags[:0]),
            dict(zip(CONCERNS, (heads["concerns"] @ vector[0]).tolist(), strict=True)),
            vector[0],
        )

    def _ready(self) -> "_Loaded":
        if self._loaded is None:
            with self._lock:
                if self._loaded is None:
                    self._loaded = self._load()
        return self._loaded

    def _load(self) -> "_Loaded":
        weights, tokenizer = self._embedder.parts()
        with np.load(self._path) as stored:
            learned = {name: stored[name] for name in stored.files}
        added = {
            name.removesuffix(".a") + ".weight": learned[name.removesuffix(".a") + ".b"].astype(np.float32)
            @ learned[name].astype(np.float32)
            for name in learned
            if name.endswith(".a")
        }
        tensors = read_safetensors(weights)
        tensors |= {name: tensors[name] + matrix for name, matrix in added.items()}
        heads = {
            name: learned[name].astype(np.float32)
            for name in ("notes", "notes.bias", "intents", "intents.bias", "tags", "tags.bias", "concerns")
        }
        return _Loaded(start_session(tensors), tokenizer, heads, tuple(str(n) for n in learned["note_ids"]))


class _Loaded(NamedTuple):
    session: Any
    tokenizer: "Tokenizer"
    heads: dict[str, Vectors]
    notes: tuple[str, ...]


def marks(message: str, offsets: list[tuple[int, int]], probabilities: Vectors) -> tuple[Mark, ...]:
    """The marked pieces, from the probabilities (tokens, labels) of the message's tokens. Pure.

    A word is never cut: where its pieces differ, the first one counts.
    """
    found: list[Mark] = []
    best = probabilities.argmax(axis=1) if len(probabilities) else []
    current: tuple[str, int, int, float] | None = None
    for number, (start, end) in enumerate(offsets):
        if start == end:
            continue
        inside_word = number > 0 and offsets[number - 1][1] == start and _joined(message, start)
        label = LABELS[int(best[number])]
        sure = float(probabilities[number, int(best[number])])
        if inside_word and current is not None and current[2] == start:
            current = (current[0], current[1], end, current[3])
        elif inside_word:
            continue
        elif label == "O":
            _close(current, message, found)
            current = None
        elif label.startswith("I-") and current is not None and current[0] == label[2:]:
            current = (current[0], current[1], end, min(current[3], sure))
        else:
            _close(current, message, found)
            current = (label[2:], start, end, sure)
    _close(current, message, found)
    return tuple(_to_their_edges(found, message, offsets, probabilities))


def _to_their_edges(
    found: list[Mark], message: str, offsets: list[tuple[int, int]], probabilities: Vectors
) -> list[Mark]:
    """The pieces with the words beside them that may well belong to them: the middle of a piece is sure before its
    edges are (a threshold with hysteresis, Canny 1986). Never over an 'and': what follows is another piece."""
    words: list[tuple[int, int, int]] = []  # start, end, number of the first token
    for number, (start, end) in enumerate(offsets):
        if start < end and number > 0 and offsets[number - 1][1] == start and _joined(message, start):
            words[-1] = (words[-1][0], end, words[-1][2])
        elif start < end:
            words.append((start, end, number))
    edges: list[Mark] = []
    for place, mark in enumerate(found):
        own = [LABELS.index(f"B-{mark.tag}"), LABELS.index(f"I-{mark.tag}")]
        first, last = edges[-1].end if edges else 0, found[place + 1].start if place + 1 < len(found) else len(message)
        start, end = mark.start, mark.end
        for word in reversed([w for w in words if first <= w[0] and w[1] <= mark.start]):
            if not _belongs(message, word, probabilities, own):
                break
            start = word[0]
        for word in [w for w in words if mark.end <= w[0] and w[1] <= last]:
            if not _belongs(message, word, probabilities, own):
                break
            end = word[1]
        edges.append(mark._replace(start=start, end=end, text=message[start:end]))
    return edges


def _belongs(message: str, word: tuple[int, int, int], probabilities: Vectors, labels: list[int]) -> bool:
    start, end, token = word
    text = message[start:end]
    return text.isalnum() and text.lower() not in _JOINS and float(probabilities[token, labels].sum()) >= _EDGE


_WORD = re.compile(r"\w")


def _joined(message: str, at: int) -> bool:
    return bool(_WORD.match(message[at - 1]) and _WORD.match(message[at]))


def _close(current: tuple[str, int, int, float] | None, message: str, found: list[Mark]) -> None:
    if current is not None:
        tag, start, end, sure = current
        found.append(Mark(tag, start, end, message[start:end], sure))


def _softmax(values: Vectors) -> Vectors:
    shifted = np.exp(values - values.max())
    result: Vectors = shifted / shifted.sum()
    return result

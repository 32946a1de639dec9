"""What is read in a letter, a message to a mentor: the flaws it has, and which of its words do what.

Like `knowledge.reader` a copy of MiniLM with low-rank additions, taught by `python -m evals.teach_letters`.
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

import numpy as np

from knowledge.additions import load_learned, softmax, start_with
from knowledge.embeddings import MiniLM, Vectors
from knowledge.lazy import Lazy
from knowledge.marks import Mark, labels, marks
from knowledge.pieces import attended, long_tokenizer, pieces, tokens_of

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

Channel = Literal[
    "mentor_request_email", "linkedin_note", "intro_request", "followup", "thank_you", "graceful_exit"
]  # fmt: skip
Medium = Literal["email", "linkedin", "chat"]
Flaw = Literal[
    "no_subject", "too_long", "vague_ask", "no_time_bound", "no_reason_why_this_mentor", "all_about_me_no_giving",
    "asks_for_job_or_promotion", "pushy_or_entitled", "presumes_yes", "no_context_who_i_am",
    "typos_or_wrong_name_placeholder", "generic_flattery", "missing_thanks", "multiple_big_asks",
    "oversharing_or_confidential",
]  # fmt: skip
Sign = Literal[
    "ask",  # what help is wanted, so that the reader knows the topic
    "vague",  # an ask from which one cannot tell what help is wanted
    "size",  # length, number or frequency of what is asked
    "why",  # a reason specific to the reader (in an introduction: to the third person)
    "give",  # an offer, or interest in the other's goals or work
    "who",  # who writes: role, place of work, link to the reader
    "thanks",
    "job", "pushy", "presumes",
    "gush",  # praise not tied to any fact
    "big",  # each substantial favour beyond the main one
    "private",  # what the reader need not know, or must not
    "wrong",  # a placeholder, a wrong name, a misspelt word
]  # fmt: skip
CHANNELS: tuple[Channel, ...] = get_args(Channel)
MEDIA: tuple[Medium, ...] = get_args(Medium)
FLAWS: tuple[Flaw, ...] = get_args(Flaw)
SIGNS: tuple[Sign, ...] = get_args(Sign)
SIGN_LABELS = labels(SIGNS)
BY_SURFACE: frozenset[Flaw] = frozenset(("no_subject", "too_long"))  # counted, not learned
LEARNABLE: tuple[Flaw, ...] = tuple(flaw for flaw in FLAWS if flaw not in BY_SURFACE)
ABSENCES: frozenset[Flaw] = frozenset(  # something is missing from the whole letter
    (
        "vague_ask", "no_time_bound", "no_reason_why_this_mentor", "all_about_me_no_giving", "no_context_who_i_am",
        "missing_thanks",
    )
)  # fmt: skip
LEARNED = Path(__file__).parent / "letters.npz"


class Read(NamedTuple):
    """What was read in one message. `flaws`: the probability of each that can be learned."""

    flaws: dict[Flaw, float]
    marks: tuple[Mark, ...]  # in order of place, none overlapping; the tag of each is a Sign


class LetterReader(Lazy["_Loaded"]):
    """Reads letters. Loads on first use; safe to call from several threads."""

    def __init__(self, embedder: MiniLM, path: Path = LEARNED) -> None:
        self._embedder, self._path = embedder, path
        self._read_again = lru_cache(maxsize=64)(self._read)

    def read(self, text: str, channel: Channel, medium: Medium) -> Read:
        """What is in the text (with its subject line, where it has one), of which the first 8,000 characters count."""
        return self._read_again(text, channel, medium)

    def _read(self, text: str, channel: Channel, medium: Medium) -> Read:
        loaded = self._ready()
        found: list[Mark] = []
        probabilities: list[Vectors] = []
        for start, piece in pieces(text):
            encoding = loaded.tokenizer.encode(context(channel, medium), piece)
            tokens = np.array([encoding.ids], np.int32)
            (hidden,) = loaded.session.run(["hidden"], {"input_ids": tokens, "attention_mask": np.ones_like(tokens)})
            probabilities.append(attended(hidden[0], loaded.heads, "flaws"))
            found += self._marks(piece, start, encoding, hidden[0], loaded.heads)
        if not probabilities:
            probabilities.append(np.zeros(len(LEARNABLE), np.float32))
        every = np.stack(probabilities)
        flaws = {
            flaw: float(every[:, i].min() if flaw in ABSENCES else every[:, i].max())
            for i, flaw in enumerate(LEARNABLE)
        }
        return Read(flaws, tuple(found))

    @staticmethod
    def _marks(
        piece: str, start: int, encoding: "Encoding", hidden: Vectors, heads: dict[str, Vectors]
    ) -> Iterator[Mark]:
        own, offsets = tokens_of(encoding, 1)
        tags = softmax(hidden[own] @ heads["signs"].T + heads["signs.bias"])
        for mark in marks(piece, offsets, tags, SIGN_LABELS):
            yield mark._replace(start=mark.start + start, end=mark.end + start)

    def files(self) -> tuple[Path, ...]:
        return (*self._embedder.files(), self._path)

    def _load(self) -> "_Loaded":
        learned = load_learned(self._path)
        session, tokenizer = start_with(self._embedder, learned, eight_bits=True)
        names = ("signs", "signs.bias", "flaws.look", "flaws", "flaws.bias")
        heads = {name: learned[name].astype(np.float32) for name in names}
        return _Loaded(session, long_tokenizer(tokenizer), heads)


class _Loaded(NamedTuple):
    session: Any
    tokenizer: "Tokenizer"
    heads: dict[str, Vectors]


def context(channel: Channel, medium: Medium) -> str:
    """What stands before a letter when it is read: 'mentor request email, email'."""
    return f"{channel.replace('_', ' ')}, {medium}"

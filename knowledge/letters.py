"""What is read in a letter, a message to a mentor: the flaws it has, and which of its words do what.

Like `knowledge.reader` a copy of MiniLM with low-rank additions, taught by `python -m evals.teach_letters`.
"""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

import numpy as np

from knowledge.additions import load_learned, softmax, start_with
from knowledge.embeddings import MiniLM, Vectors
from knowledge.lazy import Lazy
from knowledge.marks import Mark, labels, marks
from knowledge.pieces import log_odds, long_tokenizer, pieces, sigmoid, tokens_of
from knowledge.text import sentences

if TYPE_CHECKING:
    from tokenizers import Tokenizer

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
_MOST_NEW = 1 / 3  # of a text, in which what an edit does can be foreseen
_DOUBT = 2.0  # added to the log-odds of what is foreseen; `python -m evals.foresight` says how often that is too little


class Read(NamedTuple):
    """What was read in one message. `flaws`: the probability of each that can be learned."""

    flaws: dict[Flaw, float]
    marks: tuple[Mark, ...]  # in order of place, none overlapping; the tag of each is a Sign


class LetterReader(Lazy["_Loaded"]):
    """Reads letters. Loads on first use; safe to call from several threads."""

    def __init__(self, embedder: MiniLM, path: Path = LEARNED) -> None:
        self._embedder, self._path = embedder, path
        self._read_again = lru_cache(maxsize=64)(self._read)
        self._encode_again = lru_cache(maxsize=4)(self._encode)  # half a megabyte each

    def read(self, text: str, channel: Channel, medium: Medium) -> Read:
        """What is in the text (with its subject line, where it has one), of which the first 8,000 characters count."""
        return self._read_again(text, channel, medium)

    def foresee(self, text: str, start: int, end: int, new: str, channel: Channel, medium: Medium) -> Read | None:
        """What would be read at worst if `new` stood in the place of `text[start:end]`: a tenth of a reading's time.

        The words that stay count as they were read in the text, new ones as they are read in their sentence alone. So
        every flaw is held for likelier than it looks. None where that says too little: of a text in several pieces, and
        where much of it would be new.
        """
        before = self.read(text, channel, medium)
        if len([*pieces(text)]) != 1 or len(new) > len(text) * _MOST_NEW:
            return None
        read = self._encode_again(text, channel, medium)
        gone = {n for n, place in zip(read.own, read.places, strict=True) if place[0] < end and start < place[1]}
        hidden = [read.hidden[[n for n in range(len(read.hidden)) if n not in gone]]]
        if new.strip():
            after = text[:start] + new + text[end:]
            hidden.append(self._alone(after, start, start + len(new), channel, medium))
        odds = log_odds(np.concatenate(hidden), self._ready().heads, "flaws")
        marks = [mark for mark in before.marks if mark.end <= start]
        shift = len(new) - (end - start)
        marks += [m._replace(start=m.start + shift, end=m.end + shift) for m in before.marks if m.start >= end]
        flaws = _named(sigmoid(odds + np.float32(_DOUBT)))
        flaws["typos_or_wrong_name_placeholder"] = 1.0  # hangs on the whole letter; what is wrong is looked up anyway
        return Read(flaws, tuple(marks))

    def _alone(self, text: str, start: int, end: int, channel: Channel, medium: Medium) -> Vectors:
        """The hidden vectors of the words from `start` to `end`, read with nothing but their sentences."""
        around = [span for span in sentences(text) if span.start < end and start < span.end]
        first, last = (around[0].start, around[-1].end) if around else (start, end)
        read = self._encode(text[first:last], channel, medium)
        own = [n for n, (a, b) in zip(read.own, read.places, strict=True) if a + first < end and start < b + first]
        return read.hidden[own]

    def _read(self, text: str, channel: Channel, medium: Medium) -> Read:
        heads = self._ready().heads
        found: list[Mark] = []
        odds: list[Vectors] = []
        for start, piece in pieces(text):
            read = self._encode_again(piece, channel, medium)
            odds.append(log_odds(read.hidden, heads, "flaws"))
            tags = softmax(read.hidden[read.own] @ heads["signs"].T + heads["signs.bias"])
            for mark in marks(piece, read.places, tags, SIGN_LABELS):
                found.append(mark._replace(start=mark.start + start, end=mark.end + start))
        if not odds:
            return Read(dict.fromkeys(LEARNABLE, 0.0), ())
        every = np.stack(odds)
        missing = np.array([flaw in ABSENCES for flaw in LEARNABLE])
        return Read(_named(sigmoid(np.where(missing, every.min(0), every.max(0)))), tuple(found))

    def _encode(self, piece: str, channel: Channel, medium: Medium) -> "_Encoded":
        loaded = self._ready()
        encoding = loaded.tokenizer.encode(context(channel, medium), piece)
        tokens = np.array([encoding.ids], np.int32)
        (hidden,) = loaded.session.run(["hidden"], {"input_ids": tokens, "attention_mask": np.ones_like(tokens)})
        return _Encoded(*tokens_of(encoding, 1), hidden[0])

    def files(self) -> tuple[Path, ...]:
        return (*self._embedder.files(), self._path)

    def _load(self) -> "_Loaded":
        learned = load_learned(self._path)
        session, tokenizer = start_with(self._embedder, learned, eight_bits=True)
        names = ("signs", "signs.bias", "flaws.look", "flaws", "flaws.bias")
        heads = {name: learned[name].astype(np.float32) for name in names}
        return _Loaded(session, long_tokenizer(tokenizer), heads)


class _Encoded(NamedTuple):
    """A piece of a letter. `own`: which of its tokens are the letter's; `places`: of these, in the piece; `hidden`:

    (tokens, 384), with those of what stands before the letter.
    """

    own: list[int]
    places: list[tuple[int, int]]
    hidden: Vectors


class _Loaded(NamedTuple):
    session: Any
    tokenizer: "Tokenizer"
    heads: dict[str, Vectors]


def _named(probabilities: Vectors) -> dict[Flaw, float]:
    return {flaw: float(p) for flaw, p in zip(LEARNABLE, probabilities, strict=True)}


def context(channel: Channel, medium: Medium) -> str:
    """What stands before a letter when it is read: 'mentor request email, email'."""
    return f"{channel.replace('_', ' ')}, {medium}"

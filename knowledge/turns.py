"""What is read in a line that a mentee says in a meeting: which of the behaviours of a first meeting it shows, where.

Like `knowledge.letters` a copy of MiniLM with low-rank additions, taught by `python -m evals.teach_turns`. A line is
read with what the mentor said before it: 'In five years?' makes 'My own practice.' a goal.
"""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

import numpy as np

from knowledge.additions import load_learned, start_with
from knowledge.embeddings import MiniLM, Vectors
from knowledge.lazy import Lazy
from knowledge.pieces import attended, long_tokenizer, pieces, sigmoid, tokens_of
from knowledge.text import Span, sentences

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Good = Literal[
    "asked_good_time", "on_time_or_acknowledged_time", "showed_research_on_mentor", "said_why_this_mentor",
    "short_term_goal", "long_term_goal", "said_what_help_wanted", "explained_steps_already_taken",
    "invited_critical_feedback", "asked_open_questions", "listened_built_on_answers", "offered_something_in_return",
    "proposed_cadence_or_ground_rules", "agreed_next_step_or_homework", "thanked",
]  # fmt: skip
Poor = Literal[
    "treated_mentor_as_answer_machine", "asked_for_favour_or_job_too_soon", "badmouthed_boss", "talked_over_length"
]  # fmt: skip
Behaviour = Good | Poor
GOOD: tuple[Good, ...] = get_args(Good)
POOR: tuple[Poor, ...] = get_args(Poor)
BEHAVIOURS: tuple[Behaviour, ...] = (*GOOD, *POOR)
LEARNED = Path(__file__).parent / "turns.npz"
_CONTEXT = 300  # characters of the mentor's line that count: its end, where the question is
QUOTE = 240  # characters, the most that is quoted of a sentence
_FEW = 3  # tokens by which a sentence is judged


class TurnRead(NamedTuple):
    """`shows`: the probability of each behaviour; `words`: where in the text it shows best, (start, end)."""

    shows: dict[Behaviour, float]
    words: dict[Behaviour, tuple[int, int]]


class TurnReader(Lazy["_Loaded"]):
    """Reads lines of a mentee. Loads on first use; safe to call from several threads."""

    def __init__(self, embedder: MiniLM, path: Path = LEARNED) -> None:
        self._embedder, self._path = embedder, path
        self._read_again = lru_cache(maxsize=512)(self._read)

    def read(self, text: str, before: str = "") -> TurnRead:
        """What is in the text, of which the first 8,000 characters count. `before`: what the mentor said last."""
        return self._read_again(text, context(before))

    def _read(self, text: str, before: str) -> TurnRead:
        loaded = self._ready()
        shows, words = dict.fromkeys(BEHAVIOURS, 0.0), dict[Behaviour, tuple[int, int]]()
        for start, piece in pieces(text):
            encoding = loaded.tokenizer.encode(before, piece)
            tokens = np.array([encoding.ids], np.int32)
            (hidden,) = loaded.session.run(["hidden"], {"input_ids": tokens, "attention_mask": np.ones_like(tokens)})
            own, offsets = tokens_of(encoding, 1)
            places = sigmoid(hidden[0][own] @ loaded.heads["places"].T + loaded.heads["places.bias"])
            for number, (behaviour, sure) in enumerate(
                zip(BEHAVIOURS, attended(hidden[0], loaded.heads, "shows"), strict=True)
            ):
                if sure > shows[behaviour]:
                    first, last = place(piece, offsets, places[:, number])
                    shows[behaviour], words[behaviour] = float(sure), (start + first, start + last)
        return TurnRead(shows, words)

    def files(self) -> tuple[Path, ...]:
        return (*self._embedder.files(), self._path)

    def _load(self) -> "_Loaded":
        learned = load_learned(self._path)
        session, tokenizer = start_with(self._embedder, learned, eight_bits=True)
        names = ("places", "places.bias", "shows.look", "shows", "shows.bias")
        return _Loaded(session, long_tokenizer(tokenizer), {name: learned[name].astype(np.float32) for name in names})


class _Loaded(NamedTuple):
    session: Any
    tokenizer: "Tokenizer"
    heads: dict[str, Vectors]


def context(before: str) -> str:
    """What stands before a line when it is read: the end of what the mentor said, from a whole word on."""
    said = " ".join(before.split())
    return said if len(said) <= _CONTEXT else said[-_CONTEXT:].partition(" ")[2]


def place(text: str, offsets: list[tuple[int, int]], sure: Vectors) -> tuple[int, int]:
    """(start, end) of the sentence whose surest tokens are the surest of all, cut to its sure middle where it is long.

    `offsets` and `sure`: the place and the probability of each token of the text.
    """

    def worth(span: Span) -> float:
        own = sorted((p for (start, _), p in zip(offsets, sure, strict=True) if span.start <= start < span.end))
        return float(np.mean(own[-_FEW:])) if own else -1.0

    spans = sentences(text)
    if not spans:
        return 0, len(text)
    best = max(spans, key=worth)
    if best.end - best.start <= QUOTE:
        return best.start, best.end
    inside = [(at, p) for at, p in zip(offsets, sure, strict=True) if best.start <= at[0] < best.end]
    middle = max(inside, key=lambda each: each[1])[0][0] if inside else best.start
    start = max(best.start, min(middle - QUOTE // 3, best.end - QUOTE))
    end = min(best.end, start + QUOTE)
    while start > best.start and not text[start - 1].isspace():
        start -= 1
    while end < best.end and not text[end].isspace():
        end += 1
    return start, end

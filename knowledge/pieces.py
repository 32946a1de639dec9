"""What the readers of longer texts share: pieces that are read at once, and classes that look at certain words."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np

from knowledge.additions import softmax
from knowledge.embeddings import Vectors

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

MAX_TOKENS = 400  # of one piece; MiniLM has places for 512
_PIECE = 1_400  # characters of a text that are read at once, about 300 tokens
_PIECES = 6  # nobody reads on, and what a text is like is known by then


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """(where it starts, text) of each piece that is read at once, cut at the end of a sentence or a line."""
    start = 0
    for _ in range(_PIECES):
        rest = text[start : start + _PIECE + 1]
        if not rest.strip():
            return
        end = len(rest)
        if len(rest) > _PIECE:
            ends = [match.end() for match in re.finditer(r"[.!?]\s+|\n+", rest) if match.end() > _PIECE // 2]
            end = ends[-1] if ends else _PIECE
        yield start, rest[:end]
        start += end


def long_tokenizer(tokenizer: "Tokenizer") -> "Tokenizer":
    """The same with room for a long text; the embedder's own stays as it is."""
    from tokenizers import Tokenizer

    own = Tokenizer.from_str(tokenizer.to_str())
    own.enable_truncation(max_length=MAX_TOKENS)
    return own


def tokens_of(encoding: "Encoding", part: int) -> tuple[list[int], list[tuple[int, int]]]:
    """(the numbers, the places in the text) of the tokens of the first text, 0, or of the second, 1, of an encoding."""
    offsets = encoding.offsets  # made anew each time that it is asked for
    own = [number for number, of in enumerate(encoding.sequence_ids) if of == part]
    return own, [offsets[number] for number in own]


def attended(hidden: Vectors, heads: Mapping[str, Vectors], name: str) -> Vectors:
    """The probability of each class, which looks at the words that matter to it (Mullenbach and colleagues 2018).

    `hidden` (tokens, 384); `heads`: 'NAME.look' and 'NAME' (classes, 384), 'NAME.bias' (classes,).
    """
    return sigmoid(log_odds(hidden, heads, name))


def log_odds(hidden: Vectors, heads: Mapping[str, Vectors], name: str) -> Vectors:
    """The same before they are probabilities."""
    weights = softmax(heads[f"{name}.look"] @ hidden.T)  # (classes, tokens)
    result: Vectors = (weights @ hidden * heads[name]).sum(-1) + heads[f"{name}.bias"]
    return result


def sigmoid(values: Vectors) -> Vectors:
    result: Vectors = np.float32(1) / (np.float32(1) + np.exp(-values))
    return result

"""The words of a claim that carry meaning, and how many of them are known. Pure functions.

A paraphrase may choose other words for what a passage says. It may not bring a number, a name or a source that the
passage does not have, lose or add a 'not', make 'often' into 'always', or turn 'before' into 'after': so summaries go
wrong (Maynez and colleagues 2020; Kryscinski and colleagues 2020), and the words show it. Each has its module.
"""

from collections.abc import Iterable
from functools import lru_cache

from assistant.verify.forms import base
from knowledge.text import STOP_WORDS, stem, words


def content(*texts: str) -> frozenset[str]:
    """Stems of the words that carry meaning, irregular forms brought to their base."""
    return frozenset[str]().union(*map(_content, texts))


@lru_cache(maxsize=512)  # of a reply, every sentence is held against the same passages and the same talk
def _content(text: str) -> frozenset[str]:
    return frozenset(form(word) for word in words(text) if word not in STOP_WORDS and len(word) > 1)


def vocabulary(*texts: str) -> frozenset[str]:
    """All words, in lower case."""
    return frozenset[str]().union(*map(_words, texts))


@lru_cache(maxsize=512)
def _words(text: str) -> frozenset[str]:
    return frozenset(words(text))


def form(word: str) -> str:
    """What a lower-case word is compared by."""
    return stem(base(word.removesuffix("'s")))


def coverage(claim: Iterable[str], known: Iterable[str]) -> float:
    """Share of the claim's stems that are known, 0 to 1; 1 for a claim without any."""
    wanted = set(claim)
    return len(wanted & set(known)) / len(wanted) if wanted else 1.0

"""Whom and what a sentence names: people, products, places, months, studies, experts. Pure functions."""

import re
from functools import lru_cache

from knowledge.text import STOP_WORDS, stem, words

_SOURCES = frozenset(
    stem(word)
    for word in "study studies research researcher survey statistic statistics evidence expert experts scientist "
    "psychologist neuroscientist economist university professor professors report shown proven percent according "
    "published author literature experiment".split()
)
_NONE = re.compile(r"\bno (?:known )?\w+", re.IGNORECASE)  # 'there is no known study' appeals to none
_SHARED = frozenset("i i'm i'd i'll i've it ok".split())
_TERM = re.compile(r"[\w&.+#-]+")
_NAME = re.compile(r"(?<![\w.])[A-Z][\w&.+#-]*(?:['’]s)?")
_OWNS_OR_REPORTS = re.compile(
    r"['’]s\s+[a-z]|\s+(?:says?|said|found|finds|shows?|showed|recommends?|reports?|argues?|writes?|wrote|advises?)\b"
)


def names(text: str) -> frozenset[str]:
    """Words with a capital inside a sentence; at its beginning those that own or report something."""
    found = set()
    for match in _NAME.finditer(text):
        before = text[: match.start()].rstrip(" \"'“‘(")
        word = match.group().rstrip(".'’").removesuffix("'s").removesuffix("’s")
        opens = not before or before[-1] in ".!?:\n—–"
        if opens and word[1:] == word[1:].lower() and not _acts(word, text[match.start() + len(word) :]):
            continue
        if word.lower() not in _SHARED:
            found.add(word)
    return frozenset(found)


def _acts(word: str, rest: str) -> bool:
    return word.lower() not in STOP_WORDS and not word.endswith("s") and bool(_OWNS_OR_REPORTS.match(rest))


def new_name(claim: str, *evidence: str) -> str | None:
    """A name that the evidence does not have, in whatever form."""
    known = frozenset[str]().union(*map(_known, evidence))
    for name in sorted(names(claim)):
        if name.lower() not in known and not all(part in known or stem(part) in known for part in words(name)):
            return name
    return None


@lru_cache(maxsize=512)
def _known(text: str) -> frozenset[str]:
    """The words of a text, with the signs in them and without, and their stems."""
    found = {word.removesuffix("'s") for word in words(text)} | set(_TERM.findall(text.lower()))
    return frozenset(found | {stem(word) for word in found})


def new_source(claim: str, *evidence: str) -> str | None:
    """An appeal to studies, experts or figures that the evidence does not make."""
    return min(_appeals(claim).difference(*map(_appeals, evidence)), default=None)


@lru_cache(maxsize=512)
def _appeals(text: str) -> frozenset[str]:
    return _SOURCES & {stem(word) for word in words(_NONE.sub(" ", text))}

"""Sentences of a text with exact offsets, and the words of a sentence. Pure functions."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

PARAGRAPH = "\n\n"  # parts the paragraphs of a text as shown


class Span(NamedTuple):
    """A piece of a text: characters `start` to `end`, end excluded. `block` counts paragraphs from 0."""

    start: int
    end: int
    block: int


_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof sr jr st vs etc e.g i.e cf vol fig approx dept inc ltd co u.s u.k a.m p.m ph.d".split()
)
_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]*[A-Z0-9])|[?!]+(?=\s+[a-z])")
_OPEN, _CLOSE = "“", "”"


def sentences(text: str) -> list[Span]:
    """Split `text` into sentences. A line break ends a sentence; full stops inside a quotation do not.

    A quotation of several sentences belongs to the sentence that introduces it, because alone it could not be cited.
    """
    spans = []
    for block, (start, end) in enumerate(_lines(text)):
        for s, e in _split_line(text[start:end]):
            spans.append(Span(start + s, start + e, block))
    return spans


def paragraph_at(text: str, offset: int) -> int:
    """The number, from 1, of the paragraph that an offset lies in."""
    return text.count(PARAGRAPH, 0, offset) + 1


def _lines(text: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^\n]+", text):
        line = match.group()
        if stripped := line.strip():
            start = match.start() + line.index(stripped[0])
            yield start, start + len(stripped)


def _split_line(line: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _END.finditer(line):
        if _in_quotation(line[start : match.end()]) or _is_abbreviation(line[: match.start()]):
            continue
        if line[match.end() - 1] in '"”' and line[match.end() :].lstrip()[:1].islower():
            continue
        yield start, match.end()
        start = match.end() + len(line[match.end() :]) - len(line[match.end() :].lstrip())
    if start < len(line):
        yield start, len(line)


def _in_quotation(sentence: str) -> bool:
    return sentence.count('"') % 2 == 1 or sentence.count(_OPEN) > sentence.count(_CLOSE)


def _is_abbreviation(before: str) -> bool:
    word = before.rsplit(None, 1)[-1].lower().lstrip("(\"'“‘") if before.split() else ""
    return word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha() and word != "i")


_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

_AS_WRITTEN = frozenset(
    """a about actually after again all also always am an and another any anybody anyone anything are as at back be
    because been before being between both but by can can't cannot could couldn't did didn't do does doesn't
    doing don't done each either else enough even ever every everyone everything few for from get gets getting
    give given go goes going gone got had has have haven't having he he's hello her here hers hey hi him his how
    i i'd i'll i'm i've if in instead into is isn't it it's its itself just know let like likely lot made make
    makes many may maybe me might mine more most much must my myself need needs never no nobody none nor not
    nothing now of off often on once one only or other others our out over own per perhaps please possible put
    quite rather really right said same say see seem shall she should shouldn't since so some somebody someone
    something sometimes still such take tell than thank thanks that that's the their them then there these they
    they're thing things think this those through to together too under until up us use used usually very want
    wants was wasn't way we we're well were what what's when where whether which while who whom whose why will
    with within without won't would wouldn't yes yet you you're your yours""".split()
)
_AS_TYPED = frozenset("ok okay oh ah um uh hm hmm lol btw pls plz thx ur im ive hes shes youre theyre lets".split())
_ANOTHER_WORD = frozenset(("ill", "id", "wed"))  # without its apostrophe
STOP_WORDS = _AS_WRITTEN | _AS_TYPED | {word.replace("'", "") for word in _AS_WRITTEN if "'" in word} - _ANOTHER_WORD


def words(text: str) -> list[str]:
    """Lower-case words, apostrophes normalised; numbers count as words."""
    return [w.replace("’", "'") for w in _WORD.findall(text.lower())]


def content_words(text: str) -> list[str]:
    """The words that carry meaning: no stop words, no single letters."""
    return [w for w in words(text) if w not in STOP_WORDS and len(w) > 1]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The word without its endings (Porter's second English stemmer): 'meetings' and 'meeting' are one."""
    stemmed: str = _stemmer().stemWord(word)
    return stemmed


@cache
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("english")

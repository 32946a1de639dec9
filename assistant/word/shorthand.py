"""Quick typing written out: 'w/o' is 'without', 'kubecon' is 'KubeCon', 'i' is 'I'."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from assistant.word.lines import FOLDER

_WORD = re.compile(r"(?<![\w'’./-])\w+(?:\.\w+)?(?![\w'’-])")


def _month(said: re.Match[str]) -> str:
    return f"{said[1]} M{said[3]}"


_SLASHED: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"(?<!\w)w/o(?!\w)\s*", re.IGNORECASE), "without "),
    (re.compile(r"(?<!\w)b/c(?!\w)\s*", re.IGNORECASE), "because "),
    (re.compile(r"(?<!\w)w/\s*(?=\w|$)", re.IGNORECASE), "with "),
    (re.compile(r"(?<=[a-z\d,)]) & (?=[a-z\d(])"), " and "),
    (re.compile(r"(?<=\w) @ (?=\w)"), " at "),
    (re.compile(r"(?<=\d)\s?mins?\b\.?", re.IGNORECASE), " minutes"),
    (re.compile(r"(?<=\d)\s?hrs?\b\.?", re.IGNORECASE), " hours"),
    (re.compile(r"\b1 (hour|minute)s\b"), r"1 \1"),
    (re.compile(r"\bhalf (?:an )?(?:hr|hour)\b"), "half an hour"),
    (re.compile(r"\ban hr\b"), "an hour"),
    (re.compile(r"\b(in|since|until|by|last|next|on|\d+) (m)(arch|ay)\b(?! \w+ (?:to|be)\b)"), _month),
    (
        re.compile(  # 'it' as the field, told by what follows
            r"\bit (?=(?:support|department|guy|manager|consultant|admin|project|security|operations|ops|services?|desk"
            r"|specialist|infrastructure|team|company|engineer|career)\b)"
        ),
        "IT ",
    ),
)


def written_out(value: str) -> str:
    """With the words, capitals and apostrophes that quick typing leaves out; what is not known stays as typed."""
    for short, long in _SLASHED:
        value = short.sub(long, value)
    value = _WORD.sub(lambda match: _words().get(match[0], match[0]), value)
    value = re.sub(r"\bi(?=['’](?:m|ve|d|ll)\b)", "I", value)
    return re.sub(r"\s+(?=[,;:.)])", "", " ".join(value.split())).strip(" ,;:")


@cache
def _words() -> dict[str, str]:
    """How a word is written, by how it is typed small."""
    import yaml

    text = (FOLDER / "drafts" / "shorthand.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)
    words: dict[str, str] = loaded["words"]
    return {name.lower(): name for name in loaded["names"].split()} | words

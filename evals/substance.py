"""What a short value says, apart from how it is worded: its words, its numbers, its dates, its names. Pure functions.

'end of Q1' and 'by the end of March' name the same month, 'two talks' and '2 talks' the same number. Dates are what
`assistant.understand.dates` takes them for; here they are found in running text, so that they can be told from numbers.
"""

import calendar
import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from assistant.understand.dates import resolve
from knowledge.text import STOP_WORDS, words

CUT = 5  # letters: 'learning' and 'learned' are one


class Substance(NamedTuple):
    """`words` are cut short, dates among them as '@2027-03'. `days` only where a day is named."""

    words: frozenset[str]
    numbers: frozenset[float]
    dates: frozenset[str]
    days: frozenset[date]
    names: frozenset[str]


class _Dated(NamedTuple):
    start: int
    end: int
    day: date
    names_day: bool


_MONTHS = {name.lower() for names in (calendar.month_name, calendar.month_abbr) for name in names if name} | {"sept"}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_COUNT = r"half\sa|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|twenty|couple\sof|few"
_NUMERAL = rf"\b(?:\d+(?:\.\d+)?|{_COUNT})\s*(?:and\sa\shalf\s*)?[-\s]?"
_YEAR = r"20[2-5]\d"
_DATE = re.compile(
    rf"""
    (?P<lead>(?:\b(?:by|before|until|till|in|within|over|on|at|around|about|the|end|close|beginning|start|middle|of|mid|early|late|next|this|coming|latest)\b[\s,-]*)*)
    (?:
      (?P<day>\b\d{{4}}-\d{{1,2}}-\d{{1,2}}\b
        |\b\d{{1,2}}(?:st|nd|rd|th)?\.?\s+(?:of\s+)?(?:{_MONTH})\b\.?(?:,?\s+{_YEAR}\b)?
        |\b(?:{_MONTH})\b\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?!\d)(?:,?\s+{_YEAR}\b)?)
      |(?P<near>{_NUMERAL}(?:day|week)s?\b)
      |(?P<span>{_NUMERAL}(?:month|year|yr|quarter)s?\b(?:\s+and\sa\shalf\b)?)
      |(?P<quarter>\bq[1-4]\b(?:\W{{0,3}}(?:of\s+)?{_YEAR}\b)?)
      |(?P<vague>\b(?:may|march|mar|spring|summer|autumn|fall|winter)\b)(?!\.?,?\s+(?:of\s+)?{_YEAR}\b)
      |(?P<month>\b(?:{_MONTH}|spring|summer|autumn|fall|winter|christmas|easter)\b\.?(?:,?\s+(?:of\s+)?{_YEAR}\b)?)
      |(?P<year>\b{_YEAR}\b)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_QUARTERS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 4}
_NTH_QUARTER = re.compile(rf"\b({'|'.join(_QUARTERS)})[\s-]+quarter\b", re.IGNORECASE)
_NEXT_YEAR = re.compile(r"(?<!the )\bnext year\b", re.IGNORECASE)
_THIS_YEAR = re.compile(
    r"\bthis year\b|\b(?<=end of )the year\b|\bthe year'?s end\b|\byear'?s?[\s-]end\b", re.IGNORECASE
)
_NUMBERS = {
    "one": 1, "once": 1, "two": 2, "twice": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "eighteen": 18, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "hundred": 100,
}  # fmt: skip
_NUMBER = re.compile(
    rf"(?P<digits>(?<![\w.,])\d+(?:[.,]\d+)*)(?:(?P<thousand>k)|st|nd|rd|th)?(?![^\W_])|(?P<pronoun>\b(?:the|this|that|which|any|each|no|some)\s+one\b|\bone\s+(?:who|that|which)\b)|\b(?P<word>{'|'.join(_NUMBERS)})\b",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W_]+")


@lru_cache(maxsize=20_000)
def substance(value: str, today: date, dated: bool = False) -> Substance:
    """`dated`: the value as a whole is to say when, so that 'two years' or 'summer' alone are dates too."""
    text = value.replace("’", "'")
    text = _NTH_QUARTER.sub(lambda m: f"q{_QUARTERS[m[1].lower()]}", text)
    text = _THIS_YEAR.sub(str(today.year), _NEXT_YEAR.sub(str(today.year + 1), text))
    found = list(_dates(text, today, dated))
    for each in reversed(found):
        text = f"{text[: each.start]} {text[each.end :]}"
    dates, names = frozenset(f"@{each.day:%Y-%m}" for each in found), frozenset(_names(text))
    return Substance(
        words=keys(text, dates | names),
        numbers=frozenset(_numbers(text)),
        dates=dates,
        days=frozenset(each.day for each in found if each.names_day),
        names=names,
    )


def keys(text: str, others: frozenset[str] = frozenset()) -> frozenset[str]:
    """The words that tell, cut short, and `others`; all words where none tells."""
    said = words(text)
    telling = frozenset(word[:CUT] for word in said if word not in STOP_WORDS) | others
    return telling or frozenset(word[:CUT] for word in said)


def _dates(text: str, today: date, dated: bool) -> Iterator[_Dated]:
    for match in _DATE.finditer(text):
        if not dated and not _is_meant(match):
            continue
        day = resolve(match[0].strip(), today)
        if day is not None:
            yield _Dated(match.start(), match.end(), day, bool(match["day"] or match["near"]))


def _is_meant(match: re.Match[str]) -> bool:
    """In running text 'two years' may be a length, 'spring' a framework, 'may' a verb: words before them tell."""
    lead = match["lead"].lower()
    if match["span"] or match["near"]:
        return bool(re.search(r"\b(?:in|within|next)\b", lead))
    return not match["vague"] or bool(re.search(r"\b(?:by|before|until|till|in|end|mid|early|late|next|this)\b", lead))


def _numbers(text: str) -> Iterator[float]:
    for match in _NUMBER.finditer(text):
        if match["digits"]:
            plain = re.sub(r",(?=\d{3}\b)", "", match["digits"]).replace(",", ".")
            if plain.count(".") < 2:  # 10.2.1 is no number
                yield float(plain) * (1000 if match["thousand"] else 1)
        elif match["word"]:
            yield float(_NUMBERS[match["word"].lower()])


def _names(text: str) -> Iterator[str]:
    """Words in capitals, or with a capital where no sentence begins ('learn Go'), or of letters and digits together."""
    shouted = text.isupper() and len(text.split()) > 2
    for match in _TOKEN.finditer(text):
        word = match[0]
        before = text[: match.start()].rstrip(" \"'“‘([")
        begins = not before or before[-1] in ".!?:\n"
        capital = word[0].isupper() and not begins
        several = sum(letter.isupper() for letter in word) > 1
        mixed = any(c.isdigit() for c in word) and any(c.isalpha() for c in word) and not _NUMBER.fullmatch(word)
        emphasis = word == "I" or (word.isupper() and word.lower() in STOP_WORDS)
        if mixed or ((capital or several) and not emphasis and not shouted):
            yield word.lower()[:CUT]

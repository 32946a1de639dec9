"""The numbers of a text: what they count, in which unit, how often. Pure functions."""

import re
from functools import lru_cache
from typing import NamedTuple

from assistant.verify.clauses import stems

_VALUES = {
    name: float(value)
    for value, names in {
        2: "two twice both double doubles pair couple", 3: "three thrice triple", 4: "four", 5: "five", 6: "six",
        7: "seven", 8: "eight", 9: "nine", 10: "ten", 11: "eleven", 12: "twelve dozen", 13: "thirteen", 14: "fourteen",
        15: "fifteen", 16: "sixteen", 18: "eighteen", 20: "twenty", 25: "twenty-five", 30: "thirty", 40: "forty",
        45: "forty-five", 50: "fifty", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety", 100: "hundred hundreds",
        1000: "thousand thousands", 1000000: "million millions", 0.5: "half", 0.25: "quarter",
    }.items()
    for name in names.split()
}  # fmt: skip
_UNITS = {  # (what is measured, how many of its smallest unit)
    unit: measured
    for measured, units in {
        ("second", 1.0): "seconds",
        ("minute", 1.0): "minute minutes min mins",
        ("minute", 60.0): "hour hours hr hrs",
        ("day", 1.0): "day days",
        ("day", 7.0): "week weeks",
        ("month", 1.0): "month months",
        ("month", 3.0): "quarters",
        ("month", 12.0): "year years yr yrs",
        ("%", 1.0): "% percent per-cent",
    }.items()
    for unit in units.split()
}
_AS_DIGITS = tuple(
    (re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), digits)
    for pattern, digits in (
        (r"an hour and a half", "90 minutes"),
        (r"half an hour|half[- ]hours?", "30 minutes"),
        (r"three[- ]quarters of an hour", "45 minutes"),
        (r"(?:a )?quarter of an hour", "15 minutes"),
        (r"half a year|half-years?|half year", "6 months"),
        (r"a fortnight|fortnight(?:ly)?", "2 weeks"),
        (r"a hundred and twenty", "120"),
        (r"daily", "1 day"),
        (r"weekly", "1 week"),
        (r"monthly", "1 month"),
        (r"quarterly", "3 months"),
        (r"(?:annual|yearly)(?:ly)?(?! review)", "1 year"),
        (r"(?:once )?(?:an?|one|per|every|each) (minute|hour|day|week|month|year)(?:['’]s)?", r"1 \1"),
    )
)
_RELATIVE = re.compile(r"\b(?:next|last|this|coming) (?:week|month|quarter|year|spring|summer|autumn|fall|winter)\b")
_ONE = re.compile(r"\b(?:one|a single)\b", re.IGNORECASE)
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|%|[^\W\d_]+(?:['’-][^\W\d_]+)*|[,;:.!?]")
_DIGITS = re.compile(r"[0-9]+(?:[.,:][0-9]+)*")
_BETWEEN = frozenset("to or and working full more other good whole at least most".split())  # a number and its unit


class Quantity(NamedTuple):
    """`unit` and `times`: what is measured, in how many of its smallest unit each; '' and 1 where nothing is.

    `counted`: stems of the words that follow, which say what there are so many of. `per`: of a rate, the unit of time.
    """

    value: float
    unit: str = ""
    times: float = 1.0
    counted: frozenset[str] = frozenset()
    per: str = ""

    def same(self, other: "Quantity") -> bool:
        if self.unit and other.unit:
            return (self.value * self.times, self.unit) == (other.value * other.times, other.unit)
        return self.value == other.value

    def __str__(self) -> str:
        amount = self.value * self.times if self.unit else self.value
        return f"{amount:g} {self.unit}".strip()


def is_number(word: str) -> bool:
    """Whether a lower-case word is a number, in digits or not."""
    return _value(word) is not None


def is_measure(word: str) -> bool:
    """Whether a lower-case word, or its stem, is a number or a unit."""
    return is_number(word) or word in _UNITS


@lru_cache(maxsize=512)
def quantities(text: str) -> tuple[Quantity, ...]:
    for pattern, digits in _AS_DIGITS:
        text = pattern.sub(digits, text)
    tokens = [token.lower() for token in _TOKEN.findall(text)]
    found = []
    for place, token in enumerate(tokens):
        value = _value(token)
        if value is not None:
            measured, end = _unit(tokens, place)
            unit, times = measured or ("", 1.0)
            found.append(Quantity(value, unit, times, _counted(tokens[end + 1 : end + 4]), _per(tokens[end + 1 :])))
    return tuple(found)


def new_number(claim: str, *evidence: str) -> str | None:
    """A number that the claim has and the evidence has not, or less often, of another unit or of other things."""
    for date in _RELATIVE.finditer(claim.lower()):
        if not any(date.group() in text.lower() for text in evidence):
            return date.group()
    found = quantities(claim)
    if not found:
        return None
    there = [quantity for text in evidence for quantity in quantities(text)]
    ones = [one for text in evidence for one in _ones(text)]
    units = {quantity.unit for quantity in there}
    for said in found:
        same = [quantity for quantity in there if said.same(quantity)]
        if not same or (said.unit and said.unit not in units) or sum(map(said.same, found)) > len(same):
            return str(said)
        if said.per and said.per not in {quantity.per for quantity in same}:
            return f"{said} per {said.per}"
        counting = [quantity for quantity in there + ones if quantity.counted & said.counted]
        if counting and not any(said.same(quantity) for quantity in counting):
            return f"{said} {min(said.counted)}"
    return None


@lru_cache(maxsize=512)
def _ones(text: str) -> tuple[Quantity, ...]:
    """What there is one of. 'One' is a number only against another: else it may mean anybody."""
    return tuple(Quantity(1.0, counted=_counted(_TOKEN.findall(rest.lower())[:3])) for rest in _ONE.split(text)[1:])


def _value(token: str) -> float | None:
    if digits := _DIGITS.match(token):  # of '2nd' and '30m' too
        plain = digits[0].replace(",", "")
        return float(plain) if plain.count(".") < 2 and ":" not in plain else float(re.sub(r"\D", "", plain))
    return _VALUES.get(token)


def _unit(tokens: list[str], place: int) -> tuple[tuple[str, float] | None, int]:
    """The unit that follows a number, with other numbers of a range between them, and where it stands."""
    for end in range(place + 1, min(place + 5, len(tokens))):
        if tokens[end] in _UNITS:
            return _UNITS[tokens[end]], end
        if tokens[end] not in _BETWEEN and _value(tokens[end]) is None:
            break
    return None, place


def _counted(following: list[str]) -> frozenset[str]:
    kept = []
    for token in following:
        if not token[0].isalpha() or _value(token) is not None:
            break
        kept.append(token)
    return stems(tuple(kept))


def _per(following: list[str]) -> str:
    """The unit of time of a rate: 'two hours a week' has become '2 hours 1 week'."""
    after = [word for word in following[:3] if word != "times"]
    return after[1] if len(after) > 1 and after[0] == "1" and after[1] in _UNITS else ""

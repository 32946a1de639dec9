"""What day a person means by 'in 18 months', 'end of Q1' or 'next autumn'. Pure: today is passed in.

A date without a day means the end of what it names, because these are dates by which something is to be done.
"""

import calendar
import re
from datetime import date, timedelta

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "eighteen": 18, "twenty": 20, "couple of": 2, "few": 3, "half a": 0.5,
}  # fmt: skip
_MONTHS = {name.lower(): number for names in (calendar.month_name, calendar.month_abbr) for number, name in enumerate(names) if name}  # fmt: skip
_MONTHS["sept"] = 9
_SEASONS = {"spring": 5, "summer": 8, "autumn": 11, "fall": 11, "winter": 2}
_FEASTS = "christmas", "xmas", "easter"
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_NUMBER = r"\d+(?:\.\d+)?|" + "|".join(sorted(_NUMBERS, key=len, reverse=True))
_SPAN = re.compile(
    rf"(?<!\d )\b({_NUMBER})\s*(?:and a half\s*)?[- ]?(day|week|month|year|yr|quarter)s?\b(\s+and a half)?",
    re.IGNORECASE,
)
_DAY_MONTH = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?({_MONTH})\.?\b(?:,?\s+(\d{{4}}))?", re.IGNORECASE
)
_MONTH_DAY = re.compile(rf"\b({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)(?:,?\s+(\d{{4}}))?", re.IGNORECASE)
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_QUARTER = re.compile(r"\bq([1-4])\b(?:\D{0,4}(\d{4}))?", re.IGNORECASE)
_NAMED_MONTH = re.compile(rf"\b({_MONTH})\b\.?(?:,?\s+(?:of\s+)?(\d{{4}}))?", re.IGNORECASE)
_SEASON = re.compile(rf"\b(next\s+)?({'|'.join(_SEASONS)})\b(?:\s+(?:of\s+)?(\d{{4}}))?", re.IGNORECASE)
_FEAST = re.compile(rf"\b({'|'.join(_FEASTS)})\b(?:\s+(?:of\s+)?(\d{{4}}))?", re.IGNORECASE)
_YEAR = re.compile(r"\b(20\d{2})\b")
_NAMING = _ISO, _DAY_MONTH, _MONTH_DAY, _QUARTER, _NAMED_MONTH, _SEASON, _FEAST, _YEAR
_BEHIND = re.compile(r"\b(?:since|from|in the|last|every|each|of last)\s+$", re.IGNORECASE)
_LED_UP = re.compile(
    r"\b(?:(?:by|before|until|till|end of|the end of|middle of|beginning of|start of|early|mid|late|next)[\s-]+)+(?:the )?$",
    re.IGNORECASE,
)
_IS_MAY = re.compile(r"\b(?:by|in|until|end of|before|mid|early|late|next)\s+may\b|^may\b")  # the month, not the verb
NO_WAIT = re.compile(  # what was said before it does not count
    r"\b(?:no,? wait|no,? sorry|wait,? no|actually|scratch that|i mean|no,? that['’]?s)\b", re.IGNORECASE
)
_LASTS = re.compile(
    r"\b(?:for|since|every) (?:an?|one|two|three|\d+|a few|some|several) (?:days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)
_DATE_WORDS = frozenset(
    "by in on until till the of end mid early late next this before within around about only maybe from now after st nd rd th"
    " day days week weeks month months quarter quarters year years yr yrs q and half".split()
) | frozenset(word for phrase in (*_NUMBERS, *_MONTHS, *_SEASONS, *_FEASTS) for word in phrase.split())
_TIMES = frozenset(
    "soon later never asap today tomorrow eventually once when while whenever rush hurry holidays vacation birthday term"
    " semester sprint release decade decades retire retirement monday tuesday wednesday thursday friday".split()
)
_DAYS = {"day": 1, "week": 7}
_MONTHS_IN = {"month": 1.0, "quarter": 3.0, "year": 12.0, "yr": 12.0}


def impossible(value: str) -> str | None:
    """The words of a day that no calendar has, such as 31 June; None where there is none."""
    for pattern, day, month, year in ((_DAY_MONTH, 1, 2, 3), (_MONTH_DAY, 2, 1, 3)):
        for match in pattern.finditer(value):
            if _day(int(match[year] or 2024), _MONTHS[match[month].lower()], int(match[day])) is None:
                return match[0].strip()
    for match in _ISO.finditer(value):
        if _day(int(match[1]), int(match[2]), int(match[3])) is None:
            return match[0]
    return None


def is_date(text: str) -> bool:
    """Whether a text is a date and nothing else: 'may', 'in 18 months', 'end of Q1'."""
    said = re.findall(r"[a-z]+|\d+", text.lower())
    alone = all(word.isdigit() or word in _DATE_WORDS for word in said)
    return alone and resolve(" ".join(text.split()), date(2000, 1, 1)) is not None


def spoken_date(text: str) -> tuple[int, int] | None:
    """Where a text first names a day, month, quarter, season or year ahead, with the words that lead up to it."""
    found = [
        m
        for pattern in _NAMING
        for m in pattern.finditer(text)
        if m[0].lower() != "may" or _IS_MAY.search(text.lower())
    ]
    ahead = [m for m in found if not _BEHIND.search(text, 0, m.start())]
    if not ahead:
        return None
    first = min(ahead, key=lambda m: (m.start(), -m.end()))
    led = _LED_UP.search(text, 0, first.start())
    return (led.start() if led else first.start()), first.end()


def lasts(text: str) -> bool:
    """Whether a text says how long something goes on, not by when it is done: 'no questions for a month'."""
    return _LASTS.search(text) is not None


def names_time(text: str) -> bool:
    """Whether a text says anything of a time."""
    return any(word.isdigit() or word in _DATE_WORDS | _TIMES for word in re.findall(r"[a-z]+|\d+", text.lower()))


def resolve(value: str, today: date) -> date | None:
    """The last day that the words may mean; None where they name none."""
    text = value.lower().replace("’", "'")
    return _exact(text, today) or _named(text, today) or _relative(text, today)


def _exact(text: str, today: date) -> date | None:
    """A day, or a span from today."""
    if match := _ISO.search(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    for pattern, day, month, year in ((_DAY_MONTH, 1, 2, 3), (_MONTH_DAY, 2, 1, 3)):
        if match := pattern.search(text):
            return _coming(_MONTHS[match[month]], int(match[day]), match[year], today)
    match = _SPAN.search(text)
    return _after(match, today) if match else None


def _named(text: str, today: date) -> date | None:
    """The end of a quarter, a month, a season or a year that is named."""
    if match := _QUARTER.search(text):
        return _end_of(int(match[1]) * 3, match[2], today)
    if (match := _NAMED_MONTH.search(text)) and (match[1] != "may" or _IS_MAY.search(text)):
        return _end_of(_MONTHS[match[1]], match[2], today)
    if match := _SEASON.search(text):
        ends = _end_of(_SEASONS[match[2]], match[3], today)
        again = match[1] and not match[3] and ends < _months_later(today, 3)  # the one that is on is not the next one
        return _end_of(_SEASONS[match[2]], str(ends.year + 1), today) if again else ends
    if match := _FEAST.search(text):
        return _feast(match[1], match[2], today)
    match = _YEAR.search(text)
    return date(int(match[1]), 12, 31) if match else None


def _feast(name: str, year: str | None, today: date) -> date:
    """Its next day, or that of the year which is named."""
    from dateutil.easter import easter

    years = [int(year)] if year else [today.year, today.year + 1]
    days = [easter(number) if name == "easter" else date(number, 12, 25) for number in years]
    return next((day for day in days if day >= today), days[-1])


def _relative(text: str, today: date) -> date | None:
    if re.search(r"\bnext year\b", text):
        return date(today.year + 1, 12, 31)
    if re.search(r"\b(?:end of (?:the|this) year|year'?s end|year end|this year)\b", text):
        return date(today.year, 12, 31)
    return _months_later(today, 1) if re.search(r"\bnext month\b", text) else None


def _after(match: re.Match[str], today: date) -> date:
    number = _NUMBERS[match[1]] if match[1] in _NUMBERS else float(match[1])
    number += 0.5 if "and a half" in match[0] else 0
    if match[2] in _DAYS:
        return today + timedelta(days=round(number * _DAYS[match[2]]))
    return _months_later(today, round(number * _MONTHS_IN[match[2]]))


def _months_later(today: date, months: int) -> date:
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))


def _end_of(month: int, year: str | None, today: date) -> date:
    chosen = int(year) if year else today.year + (month < today.month)
    return date(chosen, month, calendar.monthrange(chosen, month)[1])


def _coming(month: int, day: int, year: str | None, today: date) -> date | None:
    if year:
        return _day(int(year), month, day)
    this = _day(today.year, month, day)
    return this if this is None or this >= today else _day(today.year + 1, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

"""How people are greeted: by the first name where one can tell which it is, by the whole name where one cannot."""

import re
from typing import NamedTuple

from assistant.skills.outreach.hedges import answer
from assistant.skills.outreach.written import clean, nothing, spoken

_TITLE = re.compile(r"(?:(?:dr|prof|professor|mr|mrs|ms|mx|sir|dame|rev)\b\.?\s*)+", re.IGNORECASE)
_TITLES = {"dr": "Dr.", "prof": "Prof.", "mr": "Mr", "mrs": "Mrs", "ms": "Ms", "mx": "Mx", "rev": "Rev."}
_BEFORE = re.compile(
    r"^(?:(?:hi|hey|hello|well|oh|um+|yes|sure)\b[,.]?\s*)*(?:(?:my|her|his|their|the) name(?: is|['’]?s)"
    r"|(?:I['’]?m|I am|she['’]?s"
    r"|he['’]?s|it['’]?s|it is|this is|that['’]?s|that would be|call me|just|to|ask)(?: called| named)?)[\s:]+(?=\w)",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"^(?:my|our|the|an?|some|this|that|her|his|their)\b|\b(?:boss|manager|mentor|colleague|somebody|someone|teacher)\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"\s*[,;(|/].*|\s+[-–—]\s.*|\s+(?:from|at|of the|who|whom|she|he|is|but)\b(?:\s|['’]).*", re.IGNORECASE
)
_PARTICLES = frozenset(
    "van von de der den del della di da dos du la le el al bin ibn bint ben ter ten zu af av y".split()
)
_FAMILY_FIRST = frozenset(  # frequent family names of languages in which they come first
    """
    li wang zhang liu chen yang zhao huang wu zhou xu sun ma zhu hu guo lin gao liang zheng luo tang deng feng cheng
    kim park choi jung kang cho yoon jang lim nguyen nguyễn tran trần pham phạm hoang hoàng vu vũ dang đặng bui bùi
    nagy kovács kovacs tóth toth szabó szabo horváth horvath varga kiss molnár molnar
    tanaka suzuki sato takahashi watanabe yamamoto nakamura kobayashi
    """.split()
)
_LONGEST = 60  # characters of a name that is written in full


class Name(NamedTuple):
    full: str  # 'Dr. Anna Müller'
    short: str  # 'Anna', or what stands for it: 'Dr. Müller', 'Li Wei'


def name(value: str) -> Name | None:
    """The name in what was typed; None where it names nobody: 'my boss', 'the CTO'."""
    value = _BEFORE.sub("", answer(value.strip()).text)
    value = re.sub(r"^(?:an?|the|my) (?:\w+ ){1,2}(?:called|named) (?=\w)", "", value, flags=re.IGNORECASE)
    if nothing(spoken(value)):
        return None
    value = clean(re.sub(r"\b(dr|prof|mr|mrs|ms|mx|rev)\.", r"\1", value, flags=re.IGNORECASE))
    if not value or _NO_NAME.search(value):
        return None
    value = _BESIDE.sub("", value).strip()
    titled = _TITLE.match(value)
    title = _title(titled[0]) if titled and titled.end() < len(value) else ""
    words = _cased(value[titled.end() :].split() if titled and title else value.split())
    if not words or len(words) > 8 or not any(word[0].isalpha() for word in words):
        return None
    full = " ".join((title, *words)).strip()
    if len(full) > _LONGEST:
        return None
    return Name(full, _short(title, words))


def _short(title: str, words: list[str]) -> str:
    whole = " ".join(words)
    unsure = not whole.isascii() and not re.fullmatch(r"[\w .'’-]*[A-Za-z][\w .'’-]*", whole)
    unsure = unsure or words[0].lower() in _FAMILY_FIRST or (len(words) > 1 and bool(re.fullmatch(r"\w\.?", words[0])))
    if title:
        family = next((i for i, word in enumerate(words) if word.lower() in _PARTICLES), len(words) - 1)
        return f"{title} {whole if unsure else ' '.join(words[family:])}"
    return whole if unsure else words[0]


def _title(typed: str) -> str:
    words = re.findall(r"\w+", typed)
    return " ".join(_TITLES.get(word.lower(), word[:1].upper() + word[1:].lower()) for word in words)


def _cased(words: list[str]) -> list[str]:
    """With capitals where all was typed small, or all in capitals; as typed where the two are mixed."""
    whole = " ".join(words)
    shouted = whole.isupper() and len(whole) > 3
    if not (whole.islower() or shouted):
        return words
    return [
        word.lower() if i and word.lower() in _PARTICLES
        else re.sub(r"(?:^|(?<=[-'’.]))\w", lambda match: match[0].upper(), word.lower())
        for i, word in enumerate(words)
    ]  # fmt: skip

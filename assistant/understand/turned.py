"""Strengths and gaps that say themselves which they are: 'bad at SQL', 'my strengths are ...'. Pure functions."""

import re
from collections.abc import Sequence

from assistant.understand.seams import AND
from knowledge.marks import Mark

_PREPOSITION = r"\s+(?:at|with|w|in|on|about)\s+(?:my |the )?"
_BAD_AT = re.compile(
    r"\b(?:bad|weak|poor|terrible|hopeless|rubbish|awful|useless|lousy|clueless|no good|not (?:\w+ )?(?:good|great|strong))"
    + _PREPOSITION,
    re.IGNORECASE,
)
_GOOD_AT = re.compile(
    r"(?:^|[.,;:!?\n]\s*|\b(?:and|but|also|i['’]?m|i am|pretty|quite|very|really)\s+)(?:good|great|strong|excellent)"
    + _PREPOSITION,
    re.IGNORECASE,
)
_LISTS_OF = re.compile(  # 'my strengths are debugging and SQL', to the end of the sentence
    r"(?:^|[.!?;] )[^.!?;\n]{2,80}? (?:is|are) (?:my (?:main |biggest )?|what i(?:['’]?m| am) )(?:(?P<good_>strengths?|good at)|(?P<bad_>weakness(?:es)?|bad at|missing))\b"
    r"|\bmy (?:main |biggest |only )?(?:(?P<good>strengths?|strong (?:point|side|suit)s?)|(?P<bad>weakness(?:es)?|weak (?:spot|point|side)s?))"
    r" (?:is|are)\b[^.!?;\n]*?(?=[.!?;\n]|\bmy\b|\bbut\b|$)",
    re.IGNORECASE,
)


def turned(message: str, marks: Sequence[Mark]) -> list[Mark]:
    """What somebody says that they are bad at is no strength, and the reverse, whatever was asked for."""
    judged = [(m, tag) for tag, pattern in (("bad", _BAD_AT), ("good", _GOOD_AT)) for m in pattern.finditer(message)]
    told, lists, alike = list[Mark](), list(_LISTS_OF.finditer(message)), set[int]()
    for mark in marks:
        listed = next((m for m in lists if m.start() <= mark.start < m.end()), None)
        if mark.tag in ("good", "bad") and listed:
            mark = mark._replace(tag="good" if listed["good"] or listed["good_"] else "bad")
        last = told[-1] if told else None
        if last and mark.tag in ("good", "bad") and last.end in alike and AND.fullmatch(message, last.end, mark.start):
            mark = mark._replace(tag=last.tag)  # 'strong in debugging and reviewing'
            alike.add(mark.end)
        said = next(((m, tag) for m, tag in judged if m.start() <= mark.start <= m.end() <= mark.end), None)
        if mark.tag in ("good", "bad") and said and said[0].end() < mark.end:
            start = said[0].end()
            mark = mark._replace(tag=said[1], start=start, text=message[start : mark.end])
            alike.add(mark.end)
        told.append(mark)
    return told

"""Where marked pieces of a message come apart, or belong together: 'coding and nerves' is two gaps, 'security analyst'
one position. Pure functions."""

import re
from collections.abc import Iterator, Sequence

from assistant.understand.dates import is_date
from assistant.understand.trim import TAIL, tells, trimmed
from knowledge.marks import Mark

DATES = frozenset(("when", "by"))
POSITIONS = frozenset(("role", "alt"))
LISTED = frozenset(("good", "bad", "mentor", "give", "limit", "tried", "help", "nohelp"))
_MAYBE = re.compile(r"\s+(?:or\s+)?(?:maybe|perhaps)\s+", re.IGNORECASE)
_AND_ALSO = re.compile(r",\s+and\s+|;\s+|\s+n\s+|\s+and\s+(?:please\s+)?(?=(?:not?|don['’]?t|never|i|i['’]m|my)\b)")
_BUT_NOT = re.compile(r",\s+(?:and |but )?(?=(?:please )?(?:don['’]?t|do not|never|no|not)\b)", re.IGNORECASE)
_REFUSES = re.compile(r"(?:please )?(?:don['’]?t|do not|never|no|not)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[a-z]{2})(?<!\bvs)(?<!\betc)(?<!\bno)[.!]\s+")  # 'confidence. my tools are old'
_OF_TWO = re.compile(
    r"\S+(?: \S+)?(?P<and>,? and |, )(?:\w+ing(?: \S+){1,4}|\S+(?: \S+)?)", re.IGNORECASE
)  # 'coding and nerves'
_AND_OR_COMMA = re.compile(r",? and |, ")
_FEW_EACH = re.compile(r"\S+(?: \S+){0,2}(?:, \S+(?: \S+){0,2})+(?:,? and \S+(?: \S+){0,2})?")  # 'SQL, Oracle, backups'
_ONE_BY_ONE = frozenset(("good", "bad", "give"))
_A_THING = re.compile(  # 'founder dinners, a podcast'
    r"(?:(?!\b(?:my|our|the|his|her)\b)[\w-]+ ){0,2}[\w-]+s(?P<and>,? and |, )an? [\w-]+(?: \w+)?", re.IGNORECASE
)
_WHO = re.compile(r"(?:someone|somebody)(?: who)?|i(?:['’]?m| am|['’]?ve| have)?|my", re.IGNORECASE)
_JUDGED = frozenset(("good", "bad"))
_SIGN = re.compile(
    r"[,.;]\s+(?P<it>(?:it|they|the|my|our|we|nobody|everybody|everyone|somebody|someone)\b.*)$", re.IGNORECASE
)
_DUE = re.compile(r"\s+(?P<it>(?:by|within|until|before) [\w ]{3,24})$", re.IGNORECASE)
AND = re.compile(r",?\s+(?:and|plus)\s+", re.IGNORECASE)


def joined(message: str, marks: Sequence[Mark]) -> list[Mark]:
    """'security' and 'analyst', both marked as positions with nothing but a space between, are one; so are 'design' and
    'build one feature' as goals."""
    pieces: list[Mark] = []
    for mark in marks:
        last = pieces[-1] if pieces else None
        apart = last and (message[last.end : mark.start] != " " or TAIL.search(last.text))
        cut = last and (
            (last.tag == mark.tag and mark.tag in LISTED and _WHO.fullmatch(last.text))
            or (last.tag in _JUDGED and mark.tag in _JUDGED and last.tag != mark.tag)
        )
        of_goal = last and last.tag == "goal" and mark.tag in POSITIONS and len(last.text.split()) > 2
        verb = last and last.tag == mark.tag == "goal" and message[last.end : mark.start] == " and "
        if (last and verb and " " not in last.text) or (
            last and not apart and (cut or of_goal or (last.tag in POSITIONS and mark.tag in POSITIONS))
        ):
            pieces[-1] = last._replace(end=mark.end, text=message[last.start : mark.end])
        else:
            pieces.append(mark)
    return pieces


def parted(marks: Sequence[Mark]) -> Iterator[Mark]:
    """'architect maybe manager', marked as one position, is two that are open, and two clauses of a list two values."""
    for mark in marks:
        between = _seam(mark)
        sides = ((0, between[0]), (between[1], len(mark.text))) if between else ()
        if not sides or not all(tells(trimmed(mark.tag, mark.text[start:end])) for start, end in sides):
            yield mark
            continue
        tag = "alt" if mark.tag in POSITIONS else mark.tag
        pieces = [Mark(tag, mark.start + a, mark.start + b, mark.text[a:b], mark.sure) for a, b in sides]
        if tag == "help" and _REFUSES.match(pieces[1].text):
            pieces[1] = pieces[1]._replace(tag="nohelp")
        yield from parted(pieces)


def _seam(mark: Mark) -> tuple[int, int] | None:
    """Where a piece of a message is two: (end of the first, start of the second)."""
    if mark.tag in POSITIONS:
        between = _MAYBE.search(mark.text)
    elif mark.tag not in LISTED:
        return None
    else:
        sentence = _SENTENCE.search(mark.text) if mark.tag != "tried" else None  # of which one tells how it went
        refusal = _BUT_NOT.search(mark.text) if mark.tag == "help" else None
        between = sentence or refusal or _AND_ALSO.search(mark.text)
        if between is None and mark.tag in _ONE_BY_ONE and _FEW_EACH.fullmatch(mark.text):
            between = _AND_OR_COMMA.search(mark.text)
        of_two = _OF_TWO if mark.tag in _ONE_BY_ONE else _A_THING if mark.tag == "tried" else None
        if between is None and of_two and (two := of_two.fullmatch(mark.text)):
            return two.span("and")
    return between.span() if between else None


def goal_and_date(mark: Mark) -> list[Mark]:
    """'Lead a small team within two years': what, and by when."""
    due = _DUE.search(mark.text) if mark.tag == "goal" else None
    if due is None or not is_date(due["it"]):
        return []
    start = mark.start + due.start("it")
    goal = mark._replace(end=mark.start + due.start(), text=mark.text[: due.start()])
    return [goal, Mark("by", start, mark.end, due["it"], mark.sure)]


def date_and_sign(mark: Mark) -> list[Mark]:
    """'By December, it runs alone': by when, and how one will see it. None of a goal that has its date in it."""
    sign = _SIGN.search(mark.text) if mark.tag in DATES else None
    if sign is None or not is_date(trimmed("by", mark.text[: sign.start()])):
        return [] if goal_and_date(mark) else [mark]
    start = mark.start + sign.start("it")
    date = mark._replace(tag="by", end=mark.start + sign.start(), text=mark.text[: sign.start()])
    return [date, mark._replace(tag="measure", start=start, text=sign["it"])]


def each_dated(message: str, marks: Sequence[Mark]) -> list[Mark]:
    """'The exam by September and one pipeline by June': what has a date of its own is a goal, not the sign of one."""
    tags, goals = [mark.tag for mark in marks], list(marks)
    for number in range(len(marks) - 3):
        _, date, then, _ = marks[number : number + 4]
        alike = tags[number : number + 4] == ["goal", "by", "measure", "by"]
        if alike and AND.fullmatch(message, date.end, then.start):
            goals[number + 2] = then._replace(tag="goal")
    return goals

"""Marked pieces of a message become commands. Pure functions.

The reader marks which words of a message are what (`knowledge.reader`); here each marked piece becomes a fact about the
person, always in their own words.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.brief import ListSlot, Part, SingleSlot, Slot
from assistant.commands import Command, TakeBack, Tell, TellPart, Waver
from assistant.moves import Topic
from assistant.understand.dates import is_date, names_time, spoken_date
from assistant.understand.settle import UNSURE, after_their_goal, settled
from assistant.understand.trim import EDGE, as_answer, tells, trimmed
from knowledge.marks import Mark
from knowledge.text import words

_SLOTS: dict[str, SingleSlot | ListSlot | Slot] = {
    "role": "next_role", "alt": "next_role_alternatives", "far": "long_term", "now": "current_role", "when": "horizon",
    "good": "strengths", "bad": "weaknesses", "goal": "objectives", "mentor": "mentor_qualities",
    "give": "offer_in_return", "limit": "constraints", "tried": "tried", "help": "help_wanted",
    "nohelp": "help_unwanted",
}  # fmt: skip
TAGS: dict[Topic, str] = {  # what is marked in an answer to each question
    "current_role": "now", "next_role": "role", "horizon": "when", "strengths": "good", "weaknesses": "bad",
    "objectives": "goal", "target": "goal", "measure": "measure", "deadline": "by", "tried": "tried",
    "help_wanted": "help", "mentor_qualities": "mentor", "offer_in_return": "give", "constraints": "limit",
}  # fmt: skip
_PARTS: dict[str, Part] = {"measure": "measure", "by": "deadline"}


def commands(message: str, marks: Sequence[Mark]) -> list[Command]:
    """What the marks say, in the message's order."""
    found: list[Command] = []
    goal_told = False
    for mark, instead in _corrections(message, after_their_goal(message, settled(message, marks))):
        quote = _closed(message, mark)
        value = trimmed(mark.tag, quote)
        dated = mark.tag in ("when", "by")
        value = _the_day(value) if dated else value
        if not (tells(value) or (dated and is_date(value))) or (dated and _is_timeless(value)):
            continue
        if mark.tag == "drop":
            found.append(TakeBack(value=value, quote=quote, instead=instead))
        elif mark.tag == "by" and (last := _last(found, "deadline")):  # 'before the crunch, so 1st of May'
            if is_date(value) or not is_date(last.value):
                found[-1] = last.model_copy(update={"value": value, "quote": quote})
        elif mark.tag == "measure" and (last := _last(found, "measure")):
            both = message[message.find(last.quote) : mark.end].strip(EDGE)  # two signs of one goal, as they were told
            found[-1] = last.model_copy(update={"value": both, "quote": both})
        elif mark.tag in _PARTS:
            found.append(TellPart(part=_PARTS[mark.tag], value=value, quote=quote, own=goal_told))
        else:
            found.append(Tell(slot=_SLOTS[mark.tag], value=value, quote=quote))
            goal_told = goal_told or mark.tag == "goal"
    return [*found, *_wavering(message, found)]


def _last(found: Sequence[Command], part: Part) -> TellPart | None:
    """What was found last, if it is this part of a goal."""
    last = found[-1] if found else None
    return last if isinstance(last, TellPart) and last.part == part else None


_NO_TIME = re.compile(
    r"\d+(?:\s*(?:-|to|or)\s*\d+)?\s*(?:steps?|levels?|people|ppl|times|hours?|hrs?|min\w*)\b", re.IGNORECASE
)
_EVENT = re.compile(
    r"\b(?:before|until|till|after|when|once|at|cycle|review|appraisals?|release|sprint|term|semester|season|holidays?|asap"
    r"|deadline|launch|conference|exam|birthday|baby|easter|xmas|ramadan|eid|diwali|thanksgiving|soon\w*|later|ever|never)\b",
    re.IGNORECASE,
)
_SENTENCE_ENDS = re.compile(r"[.!?;]\s+(?=\w{3}|\d\W*$)")
_SO = re.compile(r",? so (?:maybe |probably |by |about )?(?P<it>[\w ]{3,24})$", re.IGNORECASE)
_LEADS = re.compile(
    r"(?:by|until|till|before|in|within|after|end|mid|early|late|beginning|start|middle|once|when|as soon)\b", re.I
)
_YEAR = 4  # digits
_WORDS = 4  # of a date that says more than a day
_PARENTHESIS = re.compile(r"[^()\n]{0,60}\)")


def _the_day(value: str) -> str:
    """The day in 'before the budget year starts, so July next year', 'next platform project starts in March'."""
    value = _SENTENCE_ENDS.split(value)[0]
    if is_date(before := value.partition(" so ")[0]):  # 'end of next year so before that would be good'
        return before
    if (so := _SO.search(value)) and is_date(so["it"]):
        return so["it"]
    day = spoken_date(value) if len(words(value)) > _WORDS and not _LEADS.match(value) else None
    return value[slice(*day)] if day else value


def _is_timeless(value: str) -> bool:
    """'1-2 steps ahead', 'debugging': no time is said in it, nor an event by which something could be done."""
    if value.strip(EDGE).isdigit() and len(value.strip(EDGE)) < _YEAR:
        return True  # 'make it 25'
    few = len(words(value)) <= 2
    return _NO_TIME.match(value) is not None or (few and not names_time(value) and not _EVENT.search(value))


def _closed(message: str, mark: Mark) -> str:
    """The words of a mark; a parenthesis that it opens, it closes."""
    quote = mark.text.strip(EDGE)
    start = message.find(quote, mark.start)
    if quote.count("(") > quote.count(")") and (rest := _PARENTHESIS.match(message, start + len(quote))):
        return message[start : rest.end()]
    return quote


_NOT = re.compile(
    r"[\s,;:–-]*(?:and\s+)?(?:not|instead of|rather than)\s+(?:(?:in|by|until|on|the|a)\s+)?", re.IGNORECASE
)
_BUT = re.compile(
    r"[\s,;:–-]*(?:please|pls|no)?\s*(?:but|rather|it'?s|make (?:it|that)|put|write|say)?\s*(?:(?:in|by|until|on|the|a)\s+)?",
    re.IGNORECASE,
)


def _corrections(message: str, marks: Sequence[Mark]) -> Iterator[tuple[Mark, str | None]]:
    """Each mark, and what is said instead of it.

    In 'September, not June' and 'not June, September' nothing but the place tells which of them is the new one.
    """
    used: Mark | None = None
    for mark, following in pairwise([*marks, None]):
        if mark is None or mark is used:
            continue
        if mark.tag == "drop" and following is not None and following.tag == "drop":
            between, before = message[mark.end : following.start], message[: mark.start].rstrip().lower()
            if _NOT.fullmatch(between):
                used = following
                yield following, trimmed("by", mark.text.strip(EDGE))
                continue
            if before.endswith("not") and _BUT.fullmatch(between):
                used = following
                yield mark, trimmed("by", following.text.strip(EDGE))
                continue
        yield mark, None


def _wavering(message: str, found: Sequence[Command]) -> list[Command]:
    """Alternatives named in doubt, and no role settled: what was settled before is open again."""
    slots = {command.slot for command in found if isinstance(command, Tell)}
    undecided = "next_role_alternatives" in slots and "next_role" not in slots and UNSURE.search(message)
    return [Waver()] if undecided else []


def whole(message: str, topic: Topic) -> list[Command]:
    """A short reply as the answer to what was asked, in one piece."""
    tag = TAGS[topic]
    value = as_answer(message, tag)
    if not value or (len(words(value)) > 1 and not tells(value)):
        return []
    if tag in _PARTS:
        return [TellPart(part=_PARTS[tag], value=value, quote=value)]
    return [Tell(slot=_SLOTS[tag], value=value, quote=value)]

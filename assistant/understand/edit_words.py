"""What all changes of the Brief in so many words share: how they begin, and which fact some words mean.

Pure functions.
"""

import re
from collections.abc import Sequence

from assistant.alike import keys, overlap
from assistant.brief import Fact, Place, Slot
from assistant.commands import Command, Tell
from assistant.moves import Change
from assistant.understand.dates import is_date, names_time
from assistant.understand.places import points
from assistant.understand.trim import EDGE, tells, trimmed

LIKE = 0.6  # overlap from which on words mean a fact of the Brief
OPENING = r"^\W*(?:(?:and|but|so|no|nope|wrong|please|pls|ok|okay|oh|wait|sorry|then|haha|lol|in|under)\b\W*)*"
PLACE = r"""["'“‘]?(?P<place>[a-z][\w' ]{2,24}?)["'”’]?"""
LEFT_OUT = re.compile(
    r"^\W*(?:(?:and|but|no|not quite|nearly|almost|yes|ok|also)\W+)*you(?:['’]?ve| have)? (?:also |still )?"
    r"(?:forgot|forgotten|left out|leave out|missed|lost|did ?n[o']?t (?:note|take|write|keep)(?: down)?)(?: to (?:say|write|note))?(?: that)? (?P<it>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
IN_QUOTES = re.compile(r"[\"“‘']\b(?P<it>[^\"”’]{1,80}?)[\"”’'](?!\w)")

Facts = Sequence[tuple[Place, Fact]]


def meant(said: str, facts: Facts, noted: Sequence[Change]) -> tuple[Place, Fact] | None:
    """The fact that some words mean: the one that is most like them, or with 'it' the last that was noted."""
    if points(said):
        last = [change.after for change in noted if change.after]
        return next(((place, fact) for place, fact in facts if last and fact.value == last[-1]), None)
    likeness = [(overlap(said, fact.value), number) for number, (_, fact) in enumerate(facts)]
    most, number = max(likeness, default=(0.0, 0), key=lambda each: (each[0], -each[1]))
    return facts[number] if most >= LIKE else None


def is_named(said: str, fact: Fact) -> bool:
    """Whether words say most of a fact, or point at it."""
    return points(said) or 2 * len(keys(said) & keys(fact.value)) >= len(keys(fact.value))


def told(slot: Slot, value: str) -> Command:
    said = value.strip(EDGE)
    tag = "by" if slot == "horizon" else "now" if slot == "current_role" else "good"
    return Tell(slot=slot, value=trimmed(tag, said), quote=said)


def fits(slot: Slot | None, value: str) -> bool:
    said = value.strip(EDGE)
    return tells(said) and (slot != "horizon" or (is_date(trimmed("by", said)) and names_time(said)))

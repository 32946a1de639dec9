"""Clarifying what somebody wants from a mentor: which question comes next. Pure functions over Brief and thread.

One thing at a time, in the order in which people can answer: where they stand, where to, what they bring, what is to be
reached, what the mentor should be like. A vague objective is sharpened until it has a target, a measure and a date
(Doran 1981), and no further: each question is put twice at most.
"""

import re
from collections.abc import Iterator

from assistant.brief import Brief, Objective
from assistant.moves import Topic
from assistant.thread import Asked, Thread
from knowledge.text import STOP_WORDS, stem, words

_ATTEMPTS = 2  # of one question; then it is let go
_SHARPENED = 3  # objectives: more than three are a list of wishes, and nobody answers nine questions about them
_ORDER: tuple[Topic, ...] = (
    "current_role", "next_role", "horizon", "strengths", "weaknesses", "objectives", "tried", "help_wanted",
    "mentor_qualities", "offer_in_return", "constraints",
)  # fmt: skip
_NO_TARGET = frozenset(  # stems of words that say that something should be better, but not what
    """be becom get feel grow develop improv progress advanc learn do have find move know work make better good great
    confid confident senior success career person peopl skill soft leadership leader technic communic visibl forward
    ahead further thing job everyth profession new level next life futur direct purpos happier happi known recogn
    recognit respect growth develop progress advanc bigger higher someth more much even realli overal general step"""
    .split()
)  # fmt: skip
_CHECKABLE = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|ten|twice|once|half|double|certifi\w+|certs?|exam|pass|promot\w+|talk|publish"
    r"|release|ship|deploy|hire|lead a|own a|present|speak at|finish|complete|migrat\w+|offer|contract)\b",
    re.IGNORECASE,
)


def is_vague(text: str) -> bool:
    """Whether an objective names no target: 'get better', 'grow as a leader', 'more confidence', 'certificates'."""
    named = text.split()
    if len(named) == 1 and named[0][1:].islower():  # 'CISSP' and 'K8s' are targets, 'networking' is a field
        return True
    return all(stem(word) in _NO_TARGET for word in words(text) if word not in STOP_WORDS)


def is_checkable(objective: Objective) -> bool:
    """Whether one could see that it is reached: it has a measure, or its own words can be checked."""
    return objective.measure is not None or bool(_CHECKABLE.search(objective.text.value))


def next_question(brief: Brief, thread: Thread) -> Asked | None:
    """The next thing to ask; None when all is there, or has been asked often enough.

    What was asked and answered by something else comes back at the end, put another way, not at once.
    """
    missing = [asked for asked in _open(brief) if asked.key not in thread.passed]
    for attempts in range(_ATTEMPTS):
        for asked in missing:
            if thread.attempts(asked.key) == attempts:
                return asked
    return None


def left(brief: Brief, thread: Thread) -> int:
    """How many questions may still come, the open one included, as far as that can be told now; at least 1."""
    return max(1, sum(1 for asked in _open(brief) if asked.key not in thread.passed))


def _open(brief: Brief) -> Iterator[Asked]:
    """What is missing, in the order of the talk."""
    for topic in _ORDER:
        if topic == "objectives":
            if not brief.objectives:
                yield Asked(topic="objectives")
            for objective in brief.objectives[:_SHARPENED]:
                yield from _sharpening(objective)
        elif not _known(brief, topic):
            yield Asked(topic=topic)


def _sharpening(objective: Objective) -> Iterator[Asked]:
    if is_vague(objective.text.value) and objective.measure is None:
        yield Asked(topic="target", objective=objective.id)
    elif not is_checkable(objective):
        yield Asked(topic="measure", objective=objective.id)
    if objective.deadline is None:
        yield Asked(topic="deadline", objective=objective.id)


def _known(brief: Brief, topic: Topic) -> bool:
    if topic == "next_role":
        return brief.next_role is not None or len(brief.next_role_alternatives) > 1
    if topic == "horizon":
        # Asked for where there is a role to date; an objective with a date says as much.
        dated = any(o.deadline for o in brief.objectives)
        return brief.horizon is not None or brief.next_role is None or dated
    if topic == "mentor_qualities" and brief.meetings:  # whom they meet is settled
        return True
    if topic == "help_wanted":
        return bool(brief.help_wanted or brief.help_unwanted)
    return bool(brief.listed(topic))  # type: ignore[arg-type]  # the other topics are slots

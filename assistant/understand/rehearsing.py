"""Whether a message wants a meeting rehearsed or debriefed, which a page of its own does. Pure functions."""

import re
from collections.abc import Sequence

from assistant.commands import Command, Line, Question, Tell
from assistant.thread import Asked
from knowledge.reader import Intent

REHEARSE = Line(line="rehearse")
_ASKS_FOR_IT = re.compile(  # plainly enough to be no answer to an open question
    r"\b(?:let['’]?s|let me|(?:can|could|may|shall|will|would) (?:we|i|you)|please|i(?:['’]d| would)? (?:like|want) to)"
    r"\b[^.?!\n]{0,30}?\b(?:rehears|debrief|role[- ]?play|simulat|act out|play (?:my|a|an|the|him|her)\b|dry run|mock)"
    r"|\b(?:let['’]?s|(?:can|could|shall|will|would) (?:we|you))\b[^.?!\n]{0,30}?\bpracti[sc]"
    r"|^\W*(?:rehearse|debrief|role[- ]?play|mock|simulate|play (?:my|a|an|the) )\b",
    re.IGNORECASE,
)
_OF_YOU = re.compile(r"\byou(?:['’]?re| are| play| run| have| lead)?\b", re.IGNORECASE)  # a scene


def wants_rehearsal(message: str, intent: Intent, asked: Asked | None, told: Sequence[Command]) -> bool:
    """While a question is open, or where they say what their work is, only a message that says so plainly: 'role plays'
    may be what they have tried, and 'a sparring partner' what they look for."""
    of_them = any(isinstance(c, Tell) and c.slot == "current_role" for c in told) and not _OF_YOU.search(message)
    plainly = asked is not None or of_them
    return intent == "rehearse" and (not plainly or bool(_ASKS_FOR_IT.search(message)))


def rehearsing(message: str, told: Sequence[Command], asked: Asked | None) -> tuple[Command, ...]:
    """Where that is done, and what the handbook says to it.

    Unless they are being asked, what they tell is mostly of the scene: 'you run IT for a port, and I am late'.
    """
    return (*(without_help(told) if asked else ()), REHEARSE, Question(text=message))


def without_help(told: Sequence[Command]) -> list[Command]:
    """What was told beside it: that a meeting is to be rehearsed is no help that they want of a mentor."""
    return [command for command in told if not (isinstance(command, Tell) and command.slot == "help_wanted")]

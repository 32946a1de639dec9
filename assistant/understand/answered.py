"""An answer that was read as something else is noted for the question it answers. Pure functions.

"Asking the third time" is what somebody tried, a question, or a weakness: which, only the open question tells. The
reader says how surely a message answers it (`Heard.answers`), and which of its words do if it does.
"""

import re
from collections.abc import Sequence

from assistant.commands import Act, Command, Line, Question, TakeBack, Tell, TellPart, Waver, tells_date
from assistant.moves import Topic
from assistant.understand.asking import asks_inverted, is_what_if, wants_to_be_told
from assistant.understand.dates import is_date
from assistant.understand.spans import TAGS, commands, whole
from knowledge.reader import Heard

LIKELY = 0.5  # probability of answering what was asked from which on a message is taken for an answer
_INSISTS = 0.25  # the same where it was asked before
_SURELY = 0.7  # the same for what is no date, where one was asked for: 'after Passover'
_LONG = 200  # characters of a message that is no longer taken whole
_PLACES: dict[Topic, frozenset[str]] = {  # where else an answer to a question may go
    "next_role": frozenset(("next_role", "next_role_alternatives", "long_term")),
    "target": frozenset(("objectives",)),
    "help_wanted": frozenset(("help_wanted", "help_unwanted")),
}
_LEAVE_OPEN = frozenset(("skip", "dont_know", "stay"))  # acts that leave a question open, which is an answer too
_TIMES = frozenset(("horizon", "deadline"))
_OF_THINGS_TO_KNOW = frozenset(("help_wanted", "offer_in_return", "objectives", "target"))  # 'how a bill really dies'
_WHO = re.compile(r"\W*(?:(?:and|but|so|or|ok|okay|then|also)\W+)*(?:how|who|where|why|what|which)\b", re.IGNORECASE)


def settles(found: Sequence[Command], topic: Topic) -> bool:
    """Whether what was found in an answer is for what was asked, or leaves it open in so many words."""
    places = {c.slot if isinstance(c, Tell) else c.part for c in found if isinstance(c, Tell | TellPart)}
    wavers = topic == "next_role" and any(isinstance(c, Waver) for c in found)
    opened = any(isinstance(c, Act) and c.act in _LEAVE_OPEN for c in found)
    return bool(places & _PLACES.get(topic, {topic})) or wavers or opened


def with_answer(
    message: str, found: tuple[Command, ...], heard: Heard, topic: Topic, again: bool = False
) -> tuple[Command, ...]:
    """What was found, or the answer to the open question, where a message is one and nothing that it tells was found.

    Then it was no question and no small talk either. `again`: whether the question is put for the second time; then
    less is needed.
    """
    told = any(isinstance(c, Act | Tell | TellPart | TakeBack) for c in found)
    if told or heard.answers is None or heard.answers < (_INSISTS if again else LIKELY) or _asks(message, found, topic):
        return found
    marked = [mark for mark in heard.marks if mark.tag == TAGS[topic]] or heard.answer
    answer = commands(message, marked) or ([] if len(message) > _LONG else whole(message, topic))
    if topic in _TIMES and heard.answers < _SURELY:
        answer = [c for c in answer if tells_date(c) and is_date(c.quote)]
    return (*answer, *(c for c in found if not isinstance(c, Line | Question))) if answer else found


def _asks(message: str, found: Sequence[Command], topic: Topic) -> bool:
    """Whether something is asked after all: what has become of a message, with a question mark, or as questions go."""
    if any(isinstance(c, Question) and c.search for c in found) or "?" in message:
        return True
    embedded = topic not in _OF_THINGS_TO_KNOW and _WHO.match(message)
    return bool(embedded or asks_inverted(message)) or is_what_if(message) or wants_to_be_told(message)

"""Which kind of concern a message is nearest to, and whether a line of a rehearsal is one. Pure functions."""

from assistant.commands import Concern, Concerned
from assistant.understand.rules import read
from knowledge.reader import Heard, Reader

# In a part that somebody plays much is said that sounds like distress: a bullying boss, a sleepless night before a
# release. At 0.9 one line in a hundred of evals/data/scenes.jsonl is set aside, and 50 of 70 crises among the
# development messages are seen.
_PLAYED = 0.9
_CLEAR = 0.08  # by how much the nearest kind of concern must be nearer than the next


def kind(heard: Heard) -> Concern:
    """In doubt the one whose answer names every kind of help."""
    nearest, next_to_it = sorted(heard.concerns, key=lambda each: -heard.concerns[each])[:2]
    return nearest if heard.concerns[nearest] - heard.concerns[next_to_it] >= _CLEAR else "worry"


def distress(line: str, reader: Reader) -> Concern | None:
    """What in a line of a rehearsal calls for care rather than for the mentor's answer; None for nearly all of them."""
    reading = read(line)
    if reading.intent == "unsafe_or_crisis":
        return Concerned.model_validate({"concern": reading.line}).concern
    heard = reader.read(line)
    return kind(heard) if heard.intents["unsafe_or_crisis"] >= _PLAYED else None

"""Whether a message calls for care before everything else, and of which kind; the same of a line of a rehearsal.

Fixed patterns find what must not be missed, the reader what no list of words foresees. Pure functions.
"""

from assistant.commands import Concern, Concerned
from assistant.understand.heard import ASKED, for_a_note, is_plain
from assistant.understand.in_answer import calls_for_care
from assistant.understand.language import is_english
from assistant.understand.rules import Reading, read
from knowledge.reader import Heard, Reader

# A concern that is missed is the worst error. On evals/data/intents_dev.jsonl, whose writers taught the reader nothing,
# no lower limit sees more of the 124: recall 0.97, precision 0.85. Below the higher one the answer is unsure of itself.
_CONCERN = (
    0.4  # probability from which on a message is answered with care, whatever else it resembles, and of which kind
)
_CONCERN_MAYBE = 0.08  # the same where it does not clearly ask what a note of the handbook answers
_CONCERN_BACKED = 0.03  # the same where something else than the probability speaks for it
# In a part that somebody plays much is said that sounds like distress: a bullying boss, a sleepless night before a
# release. At 0.9 one line in a hundred of evals/data/scenes.jsonl is set aside, and 95 of 124 crises among the
# development messages are seen.
_PLAYED = 0.9
_NO_ANSWER = 0.05  # probability of answering the open question below which a message is judged by itself, too
_CLEAR = 0.08  # by how much the nearest kind of concern must be nearer than the next


def concern_in(message: str, reading: Reading, heard: Heard, alone: Heard) -> Concerned | None:
    """`heard` with the open question, `alone` without it: one and the same where none is open."""
    probability = (heard.intents["unsafe_or_crisis"] + alone.intents["unsafe_or_crisis"]) / 2
    by_itself = alone.intents["unsafe_or_crisis"]
    backed = probability >= _CONCERN_BACKED or not is_english(message)  # other languages the reader knows less well
    if reading.intent == "unsafe_or_crisis" and backed:
        return Concerned.model_validate({"concern": reading.line})
    cares = heard is not alone and calls_for_care(heard, alone)
    if heard is alone or (heard.answers is not None and heard.answers < _NO_ANSWER):
        plain = for_a_note(alone) >= ASKED or is_plain(alone)
        cares = cares or by_itself >= (_CONCERN if plain else _CONCERN_MAYBE)
    if not cares:
        return None
    # What only resembles a concern can be taken back; what a pattern has found cannot.
    surely = min(heard.intents["unsafe_or_crisis"], by_itself) >= _CONCERN  # in both readings
    return Concerned(concern=kind(alone) if surely else "unsure", about=message)


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

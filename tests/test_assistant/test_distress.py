"""What calls for care, how surely, and what is done where it did not."""

import numpy as np
import pytest

from assistant.commands import Concerned, Question
from assistant.dialogue import step
from assistant.doubted import MEANT
from assistant.session import Assistant
from assistant.state import State
from assistant.thread import Thread
from assistant.understand.distress import concern_in
from assistant.understand.rules import read
from knowledge.reader import CONCERNS, INTENTS, Heard

QUESTION = "How often should we meet?"


def heard(crisis: float, note: float = 0.1) -> Heard:
    """As likely a crisis, and the matter of a note of the handbook; nearest to harassment."""
    rest = (1 - crisis) / (len(INTENTS) - 1)
    intents = {intent: crisis if intent == "unsafe_or_crisis" else rest for intent in INTENTS}
    concerns = {concern: float(concern == "harassment") for concern in CONCERNS}
    return Heard({"silence": note}, intents, (), concerns, np.zeros(384, np.float32))


@pytest.mark.parametrize(
    ("message", "reading", "concern"),
    [
        ("he stands behind my chair every day", heard(0.9), "harassment"),
        ("he stands behind my chair every day", heard(0.2), "unsure"),
        ("he stands behind my chair every day", heard(0.2, note=0.9), None),
        ("he stands behind my chair every day", heard(0.6, note=0.9), "harassment"),
        ("he stands behind my chair every day", heard(0.02), None),
        ("I want to kill myself", heard(0.05, note=0.9), "self_harm"),
        ("the book says who wants to kill myself", heard(0.01), None),
        ("Ich will nicht mehr leben, mein Chef macht mich fertig", heard(0.0), "self_harm"),
    ],
)
def test_what_calls_for_care(message: str, reading: Heard, concern: str | None) -> None:
    found = concern_in(message, read(message), reading, reading)
    assert (found.concern if found else None) == concern
    by_pattern = read(message).intent == "unsafe_or_crisis"
    assert found is None or found.about == ("" if by_pattern else message)  # that can be taken back


def test_what_was_only_about_mentoring_is_answered(assistant: Assistant) -> None:
    doubted = State(thread=Thread(doubted=QUESTION))
    turn, _ = step(MEANT, doubted, assistant._means())
    assert turn.commands == (Question(text=QUESTION),) and turn.answered
    assert not any(isinstance(command, Concerned) for command in turn.commands) and turn.thread.doubted == ""
    assert MEANT not in turn.chips
    alone, _ = step(MEANT, State(), assistant._means())
    assert Question(text=QUESTION) not in alone.commands

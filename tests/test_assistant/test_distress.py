"""What calls for care, how surely, and what is done where it did not."""

from datetime import UTC, datetime

import numpy as np
import pytest

from assistant.brief import Brief, Fact, Objective
from assistant.commands import Concerned, Question
from assistant.dialogue import step
from assistant.doubted import MEANT
from assistant.session import Assistant
from assistant.state import State
from assistant.thread import Asked, Thread
from assistant.understand.distress import concern_in
from assistant.understand.message import Moment
from assistant.understand.rules import read
from assistant.understand.split import understand
from knowledge.library import Library
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


NOW = datetime(2026, 11, 28, tzinfo=UTC)
ANSWER = "Thursday I go home at 6. Now it is 10."
DOUBTED = State(
    Brief(objectives=(Objective(text=Fact(id="goal", value="less overtime", origin="said", at=NOW)),)),
    Thread(stage="paused", doubted=ANSWER, doubted_at=Asked(topic="measure", objective="goal")),
)


@pytest.mark.parametrize(
    "said",
    [
        "no", "What? no", "huh?", "im fine", "no im fine thanks", "All good!", "that was my answer", "lol no", "wrong",
        "nothing like that", "you misunderstood", "I only answered your question", "what are you talking about",
        "no no it's just work stuff", "everything is fine",
    ],
)  # fmt: skip
def test_a_protest_takes_care_back_and_what_it_answered_is_noted(assistant: Assistant, said: str) -> None:
    turn, brief = step(said, DOUBTED, assistant._means())
    assert brief.objectives[0].measure is not None and turn.thread.stage == "collecting"


@pytest.mark.parametrize("said", ["yes", "ok", "hm okay"])
def test_what_says_neither_is_told_how_to_go_on_and_may_still_say_it(assistant: Assistant, said: str) -> None:
    turn, brief = step(said, DOUBTED, assistant._means())
    assert brief == DOUBTED.brief and turn.thread.doubted == ANSWER and turn.thread.stage == "paused"
    assert turn.chips == (MEANT,) and turn.question is None


@pytest.mark.parametrize(
    "said",
    [
        "no, I want to die",
        "no but he hits me",
        "I'm not fine",
        "no, I can't go on like this",
        "it's just that I want to hurt myself",
    ],
)
def test_a_no_with_something_grave_behind_it_is_no_protest(assistant: Assistant, said: str) -> None:
    turn, _ = step(said, DOUBTED, assistant._means())
    assert turn.thread.stage == "paused" and turn.move != "ask"


def test_nothing_serious_among_other_things(assistant: Assistant) -> None:
    turn, _ = step(
        "come on. nothing serious. how somebody notices: i have the cert. can we go on", DOUBTED, assistant._means()
    )
    assert not any(isinstance(command, Concerned) for command in turn.commands)


def test_the_chip_goes_on_where_no_advice_was_asked_for(assistant: Assistant) -> None:
    turn, _ = step(MEANT, DOUBTED, assistant._means())
    assert turn.thread.doubted == "" and turn.thread.stage == "collecting" and turn.question is not None


@pytest.mark.parametrize(
    ("said", "cares"),
    [
        ("One moment please, somebody is at my door with a broken laptop", False),
        ("thats my question not a goal, pls delete it. and i havent tried nothing yet", False),
        ("that's not a goal, I just want to disappear", True),
        ("one sec, he is standing behind me again and I am scared", True),
        ("hold on, my boss touched me again", True),
    ],
)
def test_what_is_said_of_the_notes_or_interrupts_may_still_call_for_care(
    library: Library, said: str, cares: bool
) -> None:
    found = understand(said, library.reader, Moment(Asked(topic="measure", objective="goal"))).commands
    assert any(isinstance(command, Concerned) for command in found) is cares


def test_nothing_serious_with_something_grave_behind_it(assistant: Assistant) -> None:
    turn, _ = step("nothing serious. I just want to hurt myself sometimes", DOUBTED, assistant._means())
    assert any(isinstance(command, Concerned) for command in turn.commands)

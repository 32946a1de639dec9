"""What is made of a message that wants a meeting rehearsed or debriefed, by the rules and with a model."""

import json
from typing import Any

import pytest

from assistant.brief import Brief
from assistant.calls import Budget, finished
from assistant.commands import Command, Line, Question, Tell
from assistant.scripted import scripted
from assistant.session import Assistant
from assistant.thread import Asked
from assistant.understand.message import Understood
from assistant.understand.model import understand_with
from assistant.understand.rehearsing import REHEARSE, rehearsing, wants_rehearsal
from assistant.word.lines import say

OPEN = Asked(topic="help_wanted")
WANTED = Tell(slot="help_wanted", value="rehearse the first meeting", quote="rehearse the first meeting")
WORK = Tell(slot="current_role", value="tester", quote="tester")


@pytest.mark.parametrize(
    "message",
    [
        "let's rehearse the first meeting", "Debrief my meeting", "Can you play my mentor?", "please debrief this",
        "could we practise the opening", "role-play a first meeting", "Mock meeting, please", "I want to rehearse",
        "I'd like to do a dry run", "Shall we simulate it?", "okay, let me act out the goodbye", "play a busy CTO",
    ],
)  # fmt: skip
def test_what_says_so_plainly_is_no_answer_to_an_open_question(message: str) -> None:
    assert wants_rehearsal(message, "rehearse", OPEN, ()) and wants_rehearsal(message, "rehearse", None, ())
    assert not wants_rehearsal(message, "clarify_objectives", None, ())


@pytest.mark.parametrize(
    "message",
    [
        "role plays with a colleague", "practising presentations", "I rehearsed it with my wife", "mostly dry runs",
        "feedback on how I play with words", "somebody who debriefs with me", "to practise difficult talks",
    ],
)  # fmt: skip
def test_what_may_be_an_answer_is_one_while_a_question_is_open(message: str) -> None:
    assert not wants_rehearsal(message, "rehearse", OPEN, ()) and wants_rehearsal(message, "rehearse", None, ())


def test_somebody_who_says_what_they_are_may_look_for_somebody_to_practise_with() -> None:
    sought = "I'm the only sysadmin. I want a sparring partner."
    assert not wants_rehearsal(sought, "rehearse", None, [WORK]) and wants_rehearsal(sought, "rehearse", None, ())
    assert wants_rehearsal("I'm the junior. You are the CTO and busy.", "rehearse", None, [WORK])


def test_a_scene_has_no_facts_and_the_wish_is_no_help_wanted() -> None:
    asks = Question(text="let's go")
    assert rehearsing("let's go", [WORK, WANTED], None) == (REHEARSE, asks)
    assert rehearsing("let's go", [WORK, WANTED], OPEN) == (WORK, REHEARSE, asks)


def test_the_line_says_whom_one_meets_and_what_comes_afterwards() -> None:
    said = " ".join(sentence.text for sentence in say("rehearse"))
    assert len(say("rehearse")) <= 2
    for words in ("page Rehearse", "a mentor with a mind of their own", "your Brief", "debrief", "really took place"):
        assert words in said


def test_one_question_outside_a_conversation_is_answered_from_the_handbook(assistant: Assistant) -> None:
    turn = assistant.ask("let's rehearse the first meeting")
    assert turn.answered and any(sentence.citations for sentence in turn.sentences)


def understood(by_rules: tuple[Command, ...], message: str, **reading: Any) -> Understood:
    """What comes of a message with a model that reads it in this way."""
    nothing: dict[str, Any] = {
        "intent": "rehearse",
        "facts": [],
        "taken_back": [],
        "acts": [],
        "question": None,
        "search": None,
    }
    model, _ = scripted(json.dumps(nothing | reading))
    before = Understood("rehearse", by_rules)
    return finished(understand_with(model, message, before, Brief(), None, None, (), Budget(20)))


BY_RULES = (REHEARSE, Question(text="let's rehearse, I'm a tester"))


def test_a_model_keeps_the_line_and_the_question() -> None:
    message = "let's rehearse, I'm a tester"
    assert understood(BY_RULES, message) == Understood("rehearse", BY_RULES)
    fact = {"slot": "current_role", "value": "tester", "quote": "tester"}
    help_wanted = {"slot": "help_wanted", "value": "rehearse", "quote": "let's rehearse"}
    assert understood(BY_RULES, message, facts=[fact, help_wanted]).commands == (WORK, *BY_RULES)
    asked = understood(BY_RULES, message, question="let's rehearse", search="How do I rehearse?")
    assert asked.commands == (REHEARSE, Question(text="let's rehearse", search="How do I rehearse?"))


def test_a_model_that_sees_it_where_the_rules_do_not_is_believed() -> None:
    message = "be him for ten minutes"
    assert understood((Line(line="not_understood"),), message).commands == (REHEARSE,)


def test_a_model_that_sees_something_else_is_believed_too() -> None:
    asks = {"question": "let's rehearse, I'm a tester", "search": "How do I rehearse?"}
    found = understood(BY_RULES, "let's rehearse, I'm a tester", intent="prepare_meeting", **asks)
    assert [command.kind for command in found.commands] == ["question"]

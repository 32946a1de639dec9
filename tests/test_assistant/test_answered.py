"""What answers the open question and was read as something else."""

import numpy as np
import pytest

from assistant.commands import Act, Command, Line, Question, Tell, TellPart
from assistant.moves import Topic
from assistant.understand.answered import with_answer
from knowledge.marks import Mark
from knowledge.reader import CONCERNS, INTENTS, Heard

NOT_UNDERSTOOD: tuple[Command, ...] = (Line(line="not_understood"),)


def heard(answers: float | None, answer: tuple[Mark, ...] = (), marks: tuple[Mark, ...] = ()) -> Heard:
    intents = {intent: 1 / len(INTENTS) for intent in INTENTS}
    return Heard({}, intents, marks, dict.fromkeys(CONCERNS, 0.0), np.zeros(384, np.float32), answers, answer)


def told(slot: str, value: str) -> Command:
    return Tell.model_validate({"slot": slot, "value": value, "quote": value})


def test_what_answers_is_taken_whole_where_none_of_its_words_stand_out() -> None:
    found = with_answer("Deleting things", (Question(text="Deleting things"),), heard(0.9), "strengths")
    assert found == (told("strengths", "Deleting things"),)


def test_of_what_answers_the_likeliest_words_are_taken() -> None:
    message = "so yes I cave"
    piece = Mark("bad", 7, 13, "I cave", 0.9)
    assert with_answer(message, NOT_UNDERSTOOD, heard(0.8, (piece,)), "weaknesses") == (told("weaknesses", "I cave"),)
    assert with_answer(message, NOT_UNDERSTOOD, heard(0.8, marks=(piece,)), "weaknesses") == (
        told("weaknesses", "I cave"),
    )


@pytest.mark.parametrize(
    ("message", "found", "answers", "topic"),
    [
        ("phone, one sec", NOT_UNDERSTOOD, 0.2, "strengths"),  # hardly an answer
        ("I like it here", (told("constraints", "here"),), 0.9, "strengths"),  # something was told
        ("skip that", (Act(act="skip"),), 0.9, "strengths"),  # it steers the talk
        ("what should I never ask", NOT_UNDERSTOOD, 0.9, "help_wanted"),
        ("and who pays the coffee", NOT_UNDERSTOOD, 0.9, "strengths"),
        ("statistics?", NOT_UNDERSTOOD, 0.9, "strengths"),
        ("no answer for two weeks", (Question(text="no answer", search="silence"),), 0.9, "tried"),
        ("when the lift runs", NOT_UNDERSTOOD, 0.6, "deadline"),  # no date, and not surely one
        ("word " * 60, NOT_UNDERSTOOD, 0.9, "strengths"),  # a whole story
        ("anything", NOT_UNDERSTOOD, None, "strengths"),
    ],
)
def test_what_was_found_stays(message: str, found: tuple[Command, ...], answers: float | None, topic: Topic) -> None:
    assert with_answer(message, found, heard(answers), topic) == found


def test_how_something_is_done_may_be_what_they_want_to_know() -> None:
    found = with_answer("how a bill really dies", NOT_UNDERSTOOD, heard(0.9), "help_wanted")
    assert found == (told("help_wanted", "how a bill really dies"),)


def test_an_event_is_a_date_where_it_is_surely_the_answer() -> None:
    found = with_answer("after Passover", NOT_UNDERSTOOD, heard(0.8), "deadline")
    assert found == (TellPart(part="deadline", value="after Passover", quote="after Passover"),)

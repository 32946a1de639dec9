"""What is said next: the same Brief, thread and commands give the same moves."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count

import pytest

from assistant.brief import Brief
from assistant.commands import Act, Command, Concerned, Heed, Line, Question, Tell, TellPart
from assistant.moves import Ask, Care, Move, allowed
from assistant.policy import choose
from assistant.skills.objectives import is_vague
from assistant.thread import Thread
from assistant.update import Source, update

SOURCE = Source(message="m", turn=1, at=datetime(2026, 11, 26, tzinfo=UTC))


def tell(slot: str, value: str) -> Tell:
    return Tell.model_validate({"slot": slot, "value": value, "quote": value})


def act(name: str) -> Act:
    return Act.model_validate({"act": name})


class Talk:
    """A conversation driven by commands alone."""

    def __init__(self) -> None:
        self.brief, self.thread, self._ids = Brief(), Thread(), (f"f{n}" for n in count(1))
        self.moves: tuple[Move, ...] = ()

    def say(self, *commands: Command) -> list[str]:
        asked = self.thread.asked
        about, sharpened = (asked.objective, asked.topic == "target") if asked else (None, False)
        self.brief, changes = update(self.brief, commands, SOURCE, self._ids, about, sharpened)
        self.moves, self.thread = choose(self.brief, self.thread, commands, changes)
        assert allowed(self.moves)
        return [move.kind for move in self.moves]

    @property
    def topic(self) -> str | None:
        return next((move.topic for move in self.moves if isinstance(move, Ask)), None)

    @property
    def stage(self) -> str:
        return self.thread.stage

    @property
    def lines(self) -> list[str]:
        return [move.line for move in self.moves if move.kind == "fixed"]


FACTS = (
    tell("current_role", "DBA"), tell("next_role", "data architect"), tell("horizon", "2028"),
    tell("strengths", "query tuning"), tell("weaknesses", "I freeze when executives ask"),
    tell("objectives", "lead the model review alone"),
    TellPart(part="measure", value="twice without my boss", quote="twice", own=True),
    TellPart(part="deadline", value="June", quote="June", own=True),
    tell("tried", "a course"), tell("help_wanted", "honest feedback"), tell("mentor_qualities", "patient"),
    tell("offer_in_return", "SQL help"), tell("constraints", "evenings only"),
)  # fmt: skip


def test_a_fact_opens_the_talk_and_one_question_follows() -> None:
    talk = Talk()
    assert talk.say(tell("current_role", "DBA")) == ["note", "ask"]
    assert (talk.topic, talk.thread.stage) == ("next_role", "collecting")


def test_a_question_alone_opens_nothing() -> None:
    talk = Talk()
    assert talk.say(Question(text="How often should we meet?")) == ["answer"]
    assert talk.thread.stage == "idle"


def test_what_was_said_is_not_asked() -> None:
    talk, topics = Talk(), []
    talk.say(*FACTS[:4])
    for fact in FACTS[4:]:
        topics.append(talk.topic)
        talk.say(fact)
    assert topics[0] == "weaknesses" and len(set(topics)) == len(topics)


def test_everything_said_is_read_back_confirmed_and_followed_by_the_next_step() -> None:
    talk = Talk()
    assert talk.say(*FACTS) == ["note", "read_back"]
    assert talk.say(act("confirm")) == ["statement", "propose"]
    assert talk.thread.stage == "confirmed"
    assert talk.say(act("confirm")) == ["answer", "fixed"]


def test_a_correction_at_the_reading_back_is_read_back_again() -> None:
    talk = Talk()
    talk.say(*FACTS)
    assert talk.say(tell("horizon", "2029")) == ["note", "read_back"]
    assert talk.say(act("deny")) == ["fixed"] and talk.lines == ["what_is_wrong"]


def test_a_digression_is_answered_and_the_question_taken_up_again() -> None:
    talk = Talk()
    talk.say(tell("current_role", "DBA"))
    assert talk.say(Question(text="How long is a first meeting?")) == ["answer", "ask"]
    assert isinstance(talk.moves[-1], Ask) and talk.moves[-1].resumed and talk.topic == "next_role"


def test_why_do_you_ask_is_answered_before_the_same_question() -> None:
    talk = Talk()
    talk.say(tell("current_role", "DBA"))
    assert talk.say(act("why")) == ["explain", "ask"] and talk.topic == "next_role"


def test_dont_know_gets_help_once_and_is_then_let_go() -> None:
    talk = Talk()
    talk.say(tell("current_role", "DBA"))
    assert talk.say(act("dont_know")) == ["ask"] and talk.topic == "next_role"
    assert isinstance(talk.moves[-1], Ask) and talk.moves[-1].attempt == 2
    talk.say(act("dont_know"))
    assert talk.topic == "strengths"


def test_skip_and_back() -> None:
    talk = Talk()
    talk.say(tell("current_role", "DBA"))
    talk.say(act("skip"))
    assert talk.topic == "strengths" and "next_role" in talk.thread.passed
    talk.say(act("back"))
    assert talk.topic == "next_role"
    talk.say(tell("next_role", "architect"))
    assert talk.topic == "horizon"


def test_who_answers_something_else_is_not_asked_again_at_once() -> None:
    talk = Talk()
    talk.say(tell("current_role", "DBA"))
    talk.say(tell("constraints", "evenings"))
    assert talk.topic == "strengths"


@pytest.mark.parametrize("reply", ["skip", "dont_know", "confirm", "deny"])
def test_the_same_answer_to_every_question_comes_to_an_end(reply: str) -> None:
    talk = Talk()
    talk.say(act("begin"))
    for _ in range(40):
        talk.say(act(reply))
        if talk.thread.stage != "collecting":
            break
    assert talk.thread.stage == "paused" and talk.lines[-1] == "too_little"


def test_a_vague_objective_is_sharpened_and_no_further() -> None:
    answers: dict[str, Command] = {
        "target": tell("objectives", "speak up when directors are in the room"),
        "measure": TellPart(part="measure", value="they ask me back", quote="they ask me back"),
        "deadline": TellPart(part="deadline", value="June", quote="June"),
    }
    talk, asked = Talk(), list[str]()
    talk.say(*FACTS[:5], tell("objectives", "be more confident"))
    while (topic := talk.topic) in answers:
        asked.append(str(topic))
        talk.say(answers[str(topic)])
    assert asked == ["target", "measure", "deadline"] and talk.topic == "tried"
    assert talk.brief.plain()["objectives"] == [
        {"text": "speak up when directors are in the room", "measure": "they ask me back", "deadline": "June"}
    ]


@pytest.mark.parametrize(
    ("text", "vague"),
    [
        ("get better", True),
        ("be more confident", True),
        ("improve my communication skills", True),
        ("grow as a leader", True),
        ("move forward in my career", True),
        ("lead the architecture review alone", False),
        ("better at presenting to the board", False),
        ("AWS certificate", False),
        ("Kubernetes", True),
    ],
)
def test_vague(text: str, vague: bool) -> None:
    assert is_vague(text) is vague


def test_a_far_goal_is_brought_back_to_the_next_position_once() -> None:
    talk = Talk()
    assert talk.say(tell("long_term", "CIO in 20 years")) == ["note", "point", "ask"]
    assert talk.say(tell("long_term", "CTO one day")) == ["note", "ask"]


def test_something_to_heed_comes_before_the_next_question_and_once() -> None:
    talk = Talk()
    heed = Heed(note="mentor-or-sponsor", about="somebody who gets me promoted")
    assert talk.say(tell("current_role", "DBA"), heed) == ["note", "point", "ask"]
    assert talk.say(tell("strengths", "SQL"), heed) == ["note", "ask"]


def test_a_concern_stands_alone_and_the_talk_rests() -> None:
    talk = Talk()
    talk.say(tell("current_role", "DBA"))
    assert talk.say(tell("strengths", "SQL"), Concerned(concern="harassment"), Question(text="x?")) == ["care"]
    assert isinstance(talk.moves[0], Care) and talk.stage == "paused" and talk.thread.asked is None
    assert talk.say(Line(line="thanks")) == ["fixed"]
    talk.say(act("begin"))
    assert talk.stage == "collecting" and talk.topic == "next_role", "the question that was open"


def test_yes_takes_up_an_invitation_and_an_ok_after_an_answer_does_not() -> None:
    talk = Talk()
    talk.say(Line(line="greeting"))
    assert talk.say(act("confirm")) == ["ask"] and talk.topic == "current_role"
    other = Talk()
    other.say(Question(text="Where do I look?"))
    assert other.say(act("confirm")) == ["fixed"] and other.lines == ["ready"]


def test_stop_keeps_what_was_said_and_enough_reads_it_back() -> None:
    talk = Talk()
    talk.say(*FACTS[:5])
    asked = talk.topic
    assert talk.say(act("stop")) == ["fixed"] and talk.lines == ["paused"]
    talk.say(act("begin"))
    assert talk.topic == asked, "the question that was open"
    assert talk.say(act("enough")) == ["read_back"]


def test_who_wants_no_new_role_is_not_asked_for_one() -> None:
    talk = Talk()
    talk.say(tell("current_role", "tester"), act("stay"))
    assert talk.topic == "strengths"


@pytest.mark.parametrize(
    ("commands", "kinds"),
    [
        ([Line(line="greeting")], ["fixed"]),
        ([act("why")], ["fixed"]),
        ([act("confirm")], ["fixed"]),
        ([act("undo")], ["fixed"]),
        ([], ["fixed"]),
    ],
)
def test_nothing_is_a_dead_end(commands: Sequence[Command], kinds: list[str]) -> None:
    assert Talk().say(*commands) == kinds


def test_care_that_may_not_be_needed_remembers_the_message_for_one_turn() -> None:
    talk = Talk()
    assert talk.say(Concerned(concern="unsure", about="whos my plan b")) == ["care"]
    assert talk.thread.doubted == "whos my plan b"
    talk.say(Question(text="Who else?"))
    assert talk.thread.doubted == ""

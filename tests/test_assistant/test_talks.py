"""Ten whole talks, tests/talks/ten.yaml: no dead end, no question twice, nothing asked that was said, one question a reply."""

from collections import Counter
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.brief import Brief
from assistant.moves import LETTER_TOPICS
from assistant.session import Assistant
from assistant.settings import Settings
from assistant.thread import Asked
from assistant.turn import Turn

TODAY = datetime(2026, 11, 26, 12, tzinfo=UTC)
Talk = list[tuple[dict[str, Any], Turn, Brief]]  # what was said, the reply, and the Brief after it
TALKS = yaml.safe_load((Path(__file__).parents[1] / "talks" / "ten.yaml").read_text(encoding="utf-8"))
SLOTS = (
    "current_role", "strengths", "weaknesses", "objectives", "tried", "help_wanted", "mentor_qualities",
    "offer_in_return", "constraints",
)  # fmt: skip


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return Assistant(Settings(home=tmp_path_factory.mktemp("home")))


@pytest.fixture(scope="module", params=TALKS, ids=[talk["name"] for talk in TALKS])
def talk(request: pytest.FixtureRequest, one: Assistant) -> Talk:
    said = request.param["turns"]
    replies = one.converse([each["say"] for each in said], TODAY)
    return [(each, turn, brief) for each, (turn, brief) in zip(said, replies, strict=True)]


def test_a_reply_asks_one_thing_at_most(talk: Talk) -> None:
    for each, turn, _ in talk:
        assert sum("?" in s.text for s in turn.sentences if s.label == "general") <= 1, each["say"]


def test_no_question_is_put_twice(talk: Talk) -> None:
    """But where the message left it open."""
    for (_, before, _), (each, turn, _) in pairwise(talk):
        again = turn.thread.asked is not None and turn.thread.asked == before.thread.asked
        assert not again or each.get("aside"), each["say"]


def test_a_question_comes_back_only_if_it_was_left_open(talk: Talk) -> None:
    """In the whole talk: once for each, and once more for each message that left it open."""
    left = Counter(before.thread.asked for (_, before, _), (each, _, _) in pairwise(talk) if each.get("aside"))
    asked = Counter(turn.thread.asked for _, turn, _ in talk if turn.question and turn.thread.asked)
    again = {question: count for question, count in asked.items() if count > 1 + left[question]}
    assert not again


def test_nothing_is_asked_that_was_said(talk: Talk) -> None:
    for each, turn, brief in talk:
        asked = turn.thread.asked
        if turn.question and asked is not None and asked.topic not in LETTER_TOPICS:
            assert not _is_known(asked, brief), (each["say"], asked)


def test_no_reply_is_a_dead_end(talk: Talk) -> None:
    """Each ends with a question, or where it is clear what to say: the Brief is read back, or confirmed."""
    for each, turn, _ in talk:
        goes_on = turn.question or turn.chips or turn.thread.stage in ("read back", "confirmed")
        assert goes_on and turn.text and turn.move != "care", each["say"]


def test_the_talk_ends_with_a_confirmed_brief(talk: Talk) -> None:
    _, turn, brief = talk[-1]
    empty = [slot for slot in SLOTS if not getattr(brief, slot)]
    assert turn.thread.stage == "confirmed" and set(empty) <= {"tried", "offer_in_return", "constraints"}, empty
    assert all(objective.deadline for objective in brief.objectives)


def _is_known(asked: Asked, brief: Brief) -> bool:
    objective = brief.objective(asked.objective)
    if asked.topic in ("measure", "deadline"):
        return objective is not None and getattr(objective, asked.topic) is not None
    if asked.topic == "next_role":
        return brief.next_role is not None
    return asked.topic != "target" and bool(getattr(brief, asked.topic))

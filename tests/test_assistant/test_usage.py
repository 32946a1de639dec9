"""What the models used, how much a day may use, and how somebody likes things to be."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import repeat
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, AIMessageChunk
from langchain_core.outputs import ChatGenerationChunk

from assistant.models import Choice, Model
from assistant.records import Records
from assistant.session import Assistant
from assistant.settings import Settings
from assistant.store import Store
from assistant.turn import Status, Tokens, Turn
from assistant.usage import Usage
from knowledge.library import Library

QUESTION = "How often should we meet?"


class Counted(GenericFakeChatModel):
    """A model of scripted answers, each of which takes 10 tokens in and 2 out."""

    def _stream(self, *arguments: Any, **options: Any) -> Iterator[ChatGenerationChunk]:
        yield from super()._stream(*arguments, **options)
        used = AIMessageChunk(content="", usage_metadata={"input_tokens": 10, "output_tokens": 2, "total_tokens": 12})
        yield ChatGenerationChunk(message=used)


def model(answers: Iterator[AIMessage | str]) -> Model:
    return Model(Choice(spec="openai:scripted"), client=lambda: Counted(messages=answers))


@pytest.fixture
def make(library: Library, tmp_path: Path) -> Callable[..., Assistant]:
    """An assistant of a home of its own, whose model answers what nobody can read; `limit` in tokens a day."""

    def made(limit: int | None = None, answers: Iterator[AIMessage | str] | None = None) -> Assistant:
        assistant = Assistant(Settings(home=tmp_path, tokens=limit), library=library)
        assistant._model = model(repeat("No.") if answers is None else answers)
        return assistant

    return made


def spent(store: Store, conversation: str, given: int, made: int, status: Status = "done") -> str:
    """A turn that took so many tokens; the reply's id."""
    reply = store.begin_turn(conversation, "And then?")
    turn = Turn(intent="ask", move="answer", tokens=Tokens(input=given, output=made))
    store.finish_turn(reply, status, "", turn)
    return reply


def test_tokens_are_summed_by_conversation_and_by_day(tmp_path: Path) -> None:
    moment = datetime(2026, 11, 20, 23, 59, 59, 999_999, tzinfo=UTC)

    def now() -> datetime:
        return moment

    store, other = (Store(tmp_path / "mentorprep.db", owner, now) for owner in ("local", "somebody else"))
    one, two = store.create().id, store.create().id
    spent(store, one, 100, 10)
    spent(other, other.create().id, 7, 7)
    assert store.meter.usage() == Usage(input=100, output=10, today=110)
    moment = datetime(2026, 11, 21, tzinfo=UTC)
    spent(store, one, 20, 2)
    moment += timedelta(hours=2)
    reply = spent(store, two, 3, 1)
    assert store.meter.usage(one) == Usage(input=120, output=12, today=26)
    assert store.meter.usage(two) == Usage(input=3, output=1, today=26)
    assert store.meter.usage() == Usage(input=123, output=13, today=26)
    assert store.meter.today() == 26
    store.finish_turn(store.begin_version(two, reply, None), "failed", "", None)
    assert store.meter.usage(two).input == 3, "a branch that is not shown counts"
    assert store.meter.usage("0" * 32) == Usage(today=26)
    assert other.meter.usage(one).input == 0


def test_a_second_attempt_adds_to_the_first(tmp_path: Path) -> None:
    store = Store(tmp_path / "mentorprep.db", "local")
    conversation = store.create().id
    reply = spent(store, conversation, 50, 5, "stopped")
    store.begin_again(conversation, reply)
    store.finish_turn(reply, "done", "Yes.", Turn(intent="ask", move="answer", tokens=Tokens(input=40, output=4)))
    assert store.meter.usage() == Usage(input=90, output=9, today=99)
    turn = store.messages(conversation)[-1].turn
    assert turn and turn.tokens == Tokens(input=40, output=4)


def test_what_a_turn_took_is_kept_with_it(make: Callable[..., Assistant]) -> None:
    assistant = make()
    conversation = assistant.create().id
    list(assistant.reply(conversation, QUESTION))
    turn = assistant.messages(conversation)[-1].turn
    assert turn and turn.fault and turn.fault.kind == "unreadable"
    taken = turn.tokens
    assert taken.input >= 20 and taken.output * 5 == taken.input
    assert assistant.usage(conversation) == Usage(
        input=taken.input, output=taken.output, today=taken.input + taken.output
    )
    list(assistant.regenerate(conversation, assistant.messages(conversation)[-1].id))
    again = assistant.messages(conversation)[-1].turn
    assert again and assistant.usage(conversation).input == taken.input + again.tokens.input
    assert assistant.usage().today == assistant.usage(conversation).today
    assistant.delete(conversation)
    assert assistant.usage() == Usage()


def test_where_the_limit_is_reached_no_model_is_asked(make: Callable[..., Assistant]) -> None:
    assistant = make(limit=12)
    conversation = assistant.create().id
    list(assistant.reply(conversation, QUESTION))
    first = assistant.messages(conversation)[-1].turn
    assert first and first.fault and first.fault.kind != "limit" and first.tokens.input > 0
    used = assistant.usage()
    assert used.today > 12
    shown = list(assistant.reply(conversation, "And how long does it last?"))
    turn = assistant.messages(conversation)[-1].turn
    assert turn and turn.fault and turn.fault.kind == "limit" and turn.tokens == Tokens() and not turn.prompts
    assert turn.answered and any(sentence for sentence in shown)
    assert "limit that you set" in turn.fault.line(assistant.model)
    assert assistant.usage() == used and assistant.messages(conversation)[-1].status == "done"


def test_a_limit_of_nothing_asks_no_model_at_all(make: Callable[..., Assistant]) -> None:
    assistant = make(limit=0, answers=iter([]))
    conversation = assistant.create().id
    list(assistant.reply(conversation, QUESTION))
    turn = assistant.messages(conversation)[-1].turn
    assert turn and turn.answered and turn.fault and turn.fault.kind == "limit"


def test_below_the_limit_and_without_a_model_nothing_is_said_of_it(make: Callable[..., Assistant]) -> None:
    assistant = make(limit=1_000_000)
    conversation = assistant.create().id
    list(assistant.reply(conversation, QUESTION))
    turn = assistant.messages(conversation)[-1].turn
    assert turn and turn.fault and turn.fault.kind == "unreadable"
    assistant._settings = assistant._settings.model_copy(update={"tokens": 1})
    assistant.use(Choice())
    list(assistant.reply(conversation, QUESTION))
    turn = assistant.messages(conversation)[-1].turn
    assert turn and turn.fault is None


def test_preferences_are_kept_for_their_owner(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    assistant, other = Assistant(settings), Assistant(settings, owner="somebody else")
    assert assistant.preference("theme") is None
    assistant.prefer("theme", "dark")
    assistant.prefer("name", 'Zoë "Z"\n')
    assert (Assistant(settings).preference("theme"), assistant.preference("name")) == ("dark", 'Zoë "Z"\n')
    assert other.preference("theme") is None
    other.prefer("theme", "light")
    assistant.prefer("theme", "")
    assert (assistant.preference("theme"), other.preference("theme")) == ("", "light")
    assistant.prefer("theme", None)
    assistant.prefer("theme", None)
    assert (assistant.preference("theme"), other.preference("theme")) == (None, "light")
    connection = sqlite3.connect(tmp_path / "mentorprep.db")
    assert connection.execute("SELECT value FROM preference WHERE name = 'theme'").fetchall() == [('"light"',)]
    connection.close()


def test_preferences_are_erased_but_no_record(tmp_path: Path) -> None:
    assistant = Assistant(Settings(home=tmp_path))
    assistant.prefer("name", "Ottokar")
    assert b"Ottokar" not in Records(tmp_path).export("json")
    assert Records(tmp_path).erase().total() == 0
    assert assistant.preference("name") is None
    assert b"Ottokar" not in b"".join(file.read_bytes() for file in tmp_path.glob("mentorprep.db*"))

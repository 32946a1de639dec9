"""One call of a chat model over real HTTP: pieces, the end of it, second tries, and being left."""

import asyncio
import threading
import time
import traceback
from collections.abc import AsyncIterator, Generator
from typing import Any, cast

import pytest
from langchain_core.language_models import BaseChatModel, GenericFakeChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage, HumanMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from pydantic import SecretStr

from assistant import calls
from assistant.calls import Budget, finished, stream, whole
from assistant.faults import Failed, Misread
from assistant.models import Choice, Form, Model
from assistant.turn import Tokens
from tests.fakes.chat_server import ChatServer

MESSAGES: list[BaseMessage] = [HumanMessage(content="Say hello.")]
SCHEMA = {"type": "object", "properties": {}}


def named(server: ChatServer, fault: str) -> Model:
    return Model(Choice(spec=f"openai:{fault}", base_url=server.url, key=SecretStr("sk-secret")))


class Slow(BaseChatModel):
    """Says one word, and then does not even end when it is told to."""

    @property
    def _llm_type(self) -> str:
        return "slow"

    def _generate(self, messages: list[BaseMessage], stop: Any = None, run_manager: Any = None, **_: Any) -> ChatResult:
        raise NotImplementedError

    async def _astream(
        self, messages: list[BaseMessage], stop: Any = None, run_manager: Any = None, **_: Any
    ) -> AsyncIterator[ChatGenerationChunk]:
        yield ChatGenerationChunk(message=AIMessageChunk(content="one"))
        end = time.monotonic() + 4
        while time.monotonic() < end:
            try:
                await asyncio.sleep(0.2)
            except asyncio.CancelledError:
                continue


class Rambling(Slow):
    """Says one word after the other, and never comes to an end."""

    async def _astream(
        self, messages: list[BaseMessage], stop: Any = None, run_manager: Any = None, **_: Any
    ) -> AsyncIterator[ChatGenerationChunk]:
        for number in range(10_000):
            yield ChatGenerationChunk(message=AIMessageChunk(content=f"word number {number} "))
            await asyncio.sleep(0.05)


@pytest.mark.parametrize(("client", "is_model"), [(Rambling, True), (Slow, False)])
def test_who_still_talks_when_the_time_is_up_is_too_slow_and_who_has_fallen_silent_is_not(
    client: type[BaseChatModel], is_model: bool
) -> None:
    with pytest.raises(Failed, match="timeout") as caught:
        finished(whole(Model(Choice(spec="openai:any"), client), MESSAGES, Budget(1.0)))
    assert isinstance(caught.value, Misread) == is_model


def test_the_answer_comes_in_pieces(server: ChatServer) -> None:
    budget = Budget(20)
    pieces = [piece for piece in stream(named(server, "good"), MESSAGES, budget) if piece is not None]
    assert pieces == ["Hello there."] or len(pieces) > 1
    assert "".join(pieces) == "Hello there."
    assert budget.calls == 1 and budget.tokens == Tokens(input=50, output=7)


def test_somebody_who_waits_hears_of_it(server: ChatServer) -> None:
    waited = 0
    with pytest.raises(Failed, match="timeout"):
        for piece in stream(named(server, "late"), MESSAGES, Budget(1.0)):
            assert piece is None
            waited += 1
    assert waited >= 5


def test_whole_is_the_value_of_its_steps(server: ChatServer) -> None:
    assert finished(whole(named(server, "good"), MESSAGES, Budget(20))) == "Hello there."


@pytest.mark.parametrize(("fault", "asked"), [("500", 3), ("429", 3), ("429-long", 1), ("401", 1), ("error-event", 1)])
def test_what_may_pass_is_tried_again(server: ChatServer, fault: str, asked: int) -> None:
    with pytest.raises(Failed):
        list(stream(named(server, fault), MESSAGES, Budget(20)))
    assert server.count() == asked


def test_nothing_is_tried_again_beyond_the_deadline(server: ChatServer) -> None:
    started = time.monotonic()
    with pytest.raises(Failed, match="rate"):
        list(stream(named(server, "429-once"), MESSAGES, Budget(0.5)))  # it asks for a second
    assert server.count() == 1 and time.monotonic() - started < 2


def test_no_call_without_time(server: ChatServer) -> None:
    with pytest.raises(Failed, match="no time left"):
        list(stream(named(server, "good"), MESSAGES, Budget(0)))
    assert server.count() == 0


def test_a_form_that_is_not_to_blame_is_kept(server: ChatServer) -> None:
    model = named(server, "400")
    with pytest.raises(Failed, match="unreadable"):
        list(stream(model, MESSAGES, Budget(20), SCHEMA))
    assert [(call.has_schema, call.wants_usage) for call in server.calls] == [
        (True, True),
        (False, True),
        (False, False),
    ]
    assert model.form == Form()


def test_a_simpler_form_is_remembered(server: ChatServer) -> None:
    model = named(server, "no-stream-options")
    assert "".join(filter(None, stream(model, MESSAGES, Budget(20)))) == "Hello there."
    assert server.count() == 2 and model.form == Form(schema=True, usage=False)


def test_leaving_ends_the_call(server: ChatServer) -> None:
    pieces = stream(named(server, "drip"), MESSAGES, Budget(20))
    assert next(piece for piece in pieces if piece)
    cast("Generator[str | None, None, None]", pieces).close()
    assert server.was_left(1)


def test_leaving_before_the_first_word_ends_the_call(server: ChatServer) -> None:
    pieces = stream(named(server, "late"), MESSAGES, Budget(20))
    while server.count() == 0:
        assert next(pieces) is None
    del pieces
    assert server.was_left(1)


@pytest.mark.parametrize("fault", ["stall", "drip"])
def test_silence_after_the_first_words(server: ChatServer, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    monkeypatch.setattr(calls, "SILENCE", 0.3)
    started = time.monotonic()
    with pytest.raises(Failed, match="timeout"):
        list(stream(named(server, fault), MESSAGES, Budget(2.0)))
    assert (time.monotonic() - started < 1.9) == (fault == "stall")


def test_a_slow_first_word_is_not_silence(server: ChatServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "SILENCE", 0.1)
    assert "".join(filter(None, stream(named(server, "slow-start"), MESSAGES, Budget(20)))) == "Hello there."


def test_the_deadline_holds_for_a_client_that_does_not_end() -> None:
    started = time.monotonic()
    with pytest.raises(Failed, match="timeout"):
        list(stream(Model(Choice(spec="x:y"), Slow), MESSAGES, Budget(0.5)))
    assert time.monotonic() - started < 2


def test_the_deadline_holds_while_a_client_is_made() -> None:
    made = threading.Event()

    def make() -> BaseChatModel:
        made.wait(5)
        raise Failed("package")

    started = time.monotonic()
    with pytest.raises(Failed, match="timeout"):
        list(stream(Model(Choice(spec="x:y"), make), MESSAGES, Budget(0.5)))
    made.set()
    assert time.monotonic() - started < 2


def test_an_error_that_nobody_foresaw_is_an_outcome_too() -> None:
    def make() -> BaseChatModel:
        raise RuntimeError("sk-secret")

    with pytest.raises(Failed) as raised:
        list(stream(Model(Choice(spec="x:y"), make), MESSAGES, Budget(5)))
    assert raised.value.fault.kind == "unreadable" and raised.value.fault.detail == "RuntimeError"
    assert "sk-secret" not in "".join(traceback.format_exception(raised.value)), "a client may quote the key"


def test_another_provider_need_not_say_how_it_ended() -> None:
    model = Model(Choice(spec="x:y"), lambda: GenericFakeChatModel(messages=iter([AIMessage(content="Hello there.")])))
    assert "".join(filter(None, stream(model, MESSAGES, Budget(5), SCHEMA))) == "Hello there."


def test_calls_do_not_wait_for_each_other(server: ChatServer) -> None:
    late = stream(named(server, "late"), MESSAGES, Budget(20))
    while server.count() == 0:
        assert next(late) is None
    assert "".join(filter(None, stream(named(server, "good"), MESSAGES, Budget(20)))) == "Hello there."
    cast("Generator[str | None, None, None]", late).close()
    assert server.was_left(1)

"""Whole turns with a model over real HTTP: whatever it does, the person has a reply, and the record says how it ended."""

import importlib
import json
import logging
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path
from typing import cast

import pytest
from langchain_core.messages import BaseMessage
from pydantic import SecretStr

from assistant import calls
from assistant.faults import Fault
from assistant.models import Choice
from assistant.scripted import scripted
from assistant.session import Assistant
from assistant.settings import Settings
from assistant.turn import Message, Sentence, Tokens, Turn
from knowledge.library import Library
from tests.fakes.chat_server import FAULTS, USAGE, ChatServer, closed_url
from tests.fakes.faults import AT_ONCE, EXPECTED, HARMLESS, SLOW

KEY = "sk-this-is-secret-0123456789"
QUESTION = "How often should we meet?"
WORK = "I'm a backend developer in Porto"
ONCE = Tokens(input=USAGE["prompt_tokens"], output=USAGE["completion_tokens"])

Use = Callable[..., Assistant]


@pytest.fixture(scope="module", autouse=True)
def _imported() -> None:
    """What is imported at the first call takes longer than a turn may that ends in a second."""
    importlib.import_module("langchain_openai")


@pytest.fixture
def use(server: ChatServer, library: Library, tmp_path: Path) -> Use:
    """An assistant in a home of one's own, whose model fails as its name says."""

    def assistant(fault: str, seconds: float = 20.0, url: str | None = None) -> Assistant:
        choice = Choice(spec=f"openai:{fault}", base_url=url or server.url, key=SecretStr(KEY))
        return Assistant(Settings(home=tmp_path / "own", model=choice, seconds=seconds), library=library)

    return assistant


def told(assistant: Assistant, message: str = QUESTION) -> tuple[Message, Message, Turn]:
    """The message, the reply and its record, once a message is answered."""
    conversation = assistant.create()
    shown = [sentence for sentence in assistant.reply(conversation.id, message) if sentence is not None]
    asked, answer = assistant.messages(conversation.id)
    assert (asked.text, asked.status, answer.status) == (message, "done", "done")
    assert answer.turn is not None and list(answer.turn.sentences) == shown
    return asked, answer, answer.turn


def guidance(turn: Turn) -> list[Sentence]:
    return [sentence for sentence in turn.sentences if sentence.label == "guidance"]


def test_a_good_model_reads_and_words(use: Use, server: ChatServer) -> None:
    _, _, turn = told(use("good"))
    assert turn.fault is None and turn.model == "openai:good"
    assert len(guidance(turn)) >= 2 and all(sentence.citations for sentence in guidance(turn))
    assert [call.stage for call in server.calls] == ["reading", "wording"]
    assert all(call.headers["authorization"] == f"Bearer {KEY}" for call in server.calls)
    assert all(call.has_schema and call.body["stream"] for call in server.calls)
    assert [name.partition("@")[0] for name in turn.prompts] == ["understanding", "wording"]
    assert turn.tokens == Tokens(input=2 * ONCE.input, output=2 * ONCE.output)


def test_every_fault_of_the_server_is_expected() -> None:
    assert {name.partition("@")[0] for name in EXPECTED} | HARMLESS == set(FAULTS)


@pytest.mark.parametrize("fault", AT_ONCE)
def test_every_fault_has_its_kind_and_the_reply_is_whole(
    use: Use, server: ChatServer, caplog: pytest.LogCaptureFixture, fault: str
) -> None:
    caplog.set_level(logging.DEBUG)
    _, answer, turn = told(use(fault))
    assert turn.fault is not None
    assert (turn.fault.kind, server.count("reading"), server.count("wording")) == EXPECTED[fault]
    assert guidance(turn) and answer.text
    assert KEY not in caplog.text and KEY not in answer.model_dump_json()


@pytest.mark.parametrize("fault", SLOW)
def test_a_turn_ends_in_time(use: Use, server: ChatServer, fault: str) -> None:
    started = time.monotonic()
    _, _, turn = told(use(fault, seconds=1.0))
    assert time.monotonic() - started < 10, "and not the minute that the model would take"
    assert turn.fault is not None and guidance(turn)
    assert (turn.fault.kind, server.count("reading"), server.count("wording")) == EXPECTED[fault]
    assert server.was_left(1)


def test_the_deadline_is_that_of_the_settings(use: Use) -> None:
    started = time.monotonic()
    _, _, turn = told(use("pings", seconds=2.0))
    assert 2 <= time.monotonic() - started < 4 and turn.seconds >= 2


def test_nobody_listens(use: Use, server: ChatServer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="assistant.calls")
    _, _, turn = told(use("good", url=closed_url()))
    assert turn.fault is not None and turn.fault.kind == "offline" and guidance(turn)
    assert caplog.text.count("offline; asking again") == 2 and server.count() == 0


def test_a_busy_server_is_asked_again_when_it_says(use: Use, server: ChatServer) -> None:
    _, _, turn = told(use("429-once@reading"))
    assert turn.fault is None
    first, second = [call for call in server.calls if call.stage == "reading"]
    assert 1 <= second.at - first.at < 3


def test_a_server_without_schemas_is_found_out_once(use: Use, server: ChatServer) -> None:
    assistant = use("no-schema")
    for _ in range(2):
        assert told(assistant)[2].fault is None
    assert [call.has_schema for call in server.calls] == [True, False, False, False, False]
    assert all(call.wants_usage for call in server.calls)


def test_a_server_that_counts_nothing_in_a_stream(use: Use, server: ChatServer) -> None:
    _, _, turn = told(use("no-stream-options"))
    assert turn.fault is None and turn.tokens == Tokens()
    assert (server.count("reading"), server.count("wording")) == (3, 1)


def test_tokens_are_those_that_the_server_tells(use: Use) -> None:
    assert told(use("no-usage@wording"))[2].tokens == ONCE
    assert told(use("counting"))[2].tokens == Tokens(input=2 * ONCE.input, output=2 * ONCE.output)


def test_what_is_shown_stays_where_the_model_falls_silent(
    use: Use, server: ChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calls, "SILENCE", 0.3)
    started = time.monotonic()
    _, _, turn = told(use("stall@wording", seconds=30))
    assert time.monotonic() - started < 5
    assert turn.fault is not None and turn.fault.kind == "timeout"
    assert turn.sentences[0].text in server.calls[-1].material and server.was_left(1)


@pytest.mark.parametrize("fault", ["401", "late", "no-end@wording", "prose", "good"])
def test_the_open_question_is_asked_again(use: Use, server: ChatServer, fault: str) -> None:
    assistant = use("good")
    conversation = assistant.create()
    assistant.use(Choice())
    list(assistant.reply(conversation.id, WORK))
    before = assistant.messages(conversation.id)[-1].turn
    assert before is not None and before.question is not None and before.thread.asked is not None
    assistant = use(fault, seconds=1.0 if fault == "late" else 20.0)
    list(assistant.reply(conversation.id, QUESTION))
    turn = assistant.messages(conversation.id)[-1].turn
    assert turn is not None and guidance(turn)
    assert turn.question is not None and turn.sentences[-1].text == turn.question
    assert turn.thread.asked == before.thread.asked
    assert (turn.fault is None) == (fault == "good")


def test_a_question_in_the_middle_of_a_message_is_worded_and_the_message_stays_ours(
    use: Use, server: ChatServer
) -> None:
    assistant = use("good")
    conversation = assistant.create()
    assistant.use(Choice())
    list(assistant.reply(conversation.id, "Write a message to Ana Lima"))
    assistant = use("good")
    list(assistant.reply(conversation.id, QUESTION))
    turn = assistant.messages(conversation.id)[-1].turn
    assert turn is not None and [call.stage for call in server.calls] == ["reading", "wording"]
    assert {v.text for v in turn.verdicts if v.passed} & {s.text for s in guidance(turn)}
    assert turn.thread.writing and turn.question is not None and turn.sentences[-1].text == turn.question
    assert "Ask nothing" in str(server.calls[-1].body["messages"])


def stop(stream: Iterator[Sentence | None]) -> None:
    cast("Generator[Sentence | None, None, None]", stream).close()


def test_stopping_ends_the_call_and_keeps_what_was_shown(use: Use, server: ChatServer) -> None:
    assistant = use("stall@wording")
    conversation = assistant.create()
    stream = assistant.reply(conversation.id, QUESTION)
    first = next(sentence for sentence in stream if sentence is not None)
    assert next(stream) is None
    stop(stream)
    assert server.was_left(1)
    answer = assistant.messages(conversation.id)[-1]
    assert (answer.status, answer.text) == ("stopped", first.text)
    assert answer.turn is not None and answer.turn.fault is None and answer.turn.sentences == (first,)


def test_stopping_before_anything_is_shown(use: Use, server: ChatServer) -> None:
    assistant = use("late@wording")
    conversation = assistant.create()
    stream = assistant.reply(conversation.id, QUESTION)
    while server.count("wording") == 0:
        assert next(stream) is None
    stop(stream)
    assert server.was_left(1)
    asked, answer = assistant.messages(conversation.id)
    assert (asked.text, answer.status, answer.text) == (QUESTION, "stopped", "")
    assistant.use(Choice())
    assert [s for s in assistant.retry(conversation.id, answer.id) if s is not None]


def test_a_call_that_is_given_up_is_ended(use: Use, server: ChatServer) -> None:
    told(use("loop@wording"))
    assert server.was_left(1)


# A model that is too small for the form


def test_who_cannot_read_two_messages_in_a_row_only_rewords_from_then_on(use: Use, server: ChatServer) -> None:
    assistant = use("prose@reading")
    kinds = [turn.fault.kind if turn.fault else None for _, _, turn in (told(assistant) for _ in range(3))]
    assert kinds == ["unreadable", "small", None]
    assert (server.count("reading"), server.count("wording")) == (4, 1)
    assert server.count("other") >= 2, "sentences to put in other words"
    assistant.use(assistant.choice)  # chosen anew
    _, _, turn = told(assistant)
    assert turn.fault is not None and turn.fault.kind == "unreadable"


def test_a_message_that_is_read_in_between_shows_that_it_can(use: Use, server: ChatServer) -> None:
    assistant, kinds = use("any"), []
    for plays in ("prose@reading", "good", "prose@reading", "good"):
        server.play(plays)
        fault = told(assistant)[2].fault
        kinds.append(fault and fault.kind)
    assert kinds == ["unreadable", None, "unreadable", None]


def test_who_goes_round_in_circles_is_left_at_once(use: Use, server: ChatServer) -> None:
    assistant = use("loop@reading")
    kinds = [turn.fault.kind if turn.fault else None for _, _, turn in (told(assistant) for _ in range(3))]
    assert kinds == ["endless", "small", None]
    assert server.was_left(1)


# What a model understands


def test_facts_are_what_was_said(use: Use) -> None:
    assistant = use("good")
    told(assistant, "In two years I want to become a platform engineer")
    role = assistant.brief()[0].next_role
    assert role is not None and (role.value, role.quote) == ("platform engineer", "become a platform engineer")


def test_a_fact_that_was_never_said_is_refused_and_the_rules_have_the_word(use: Use, server: ChatServer) -> None:
    assistant = use("lies@reading")
    _, _, turn = told(assistant, "I want to become a platform engineer")
    brief = assistant.brief()[0]
    assert brief.strengths == () and brief.next_role is not None
    assert turn.fault == Fault(kind="unreadable", detail="its reading of the message does not hold")
    first, second = [call.material for call in server.calls if call.stage == "reading"]
    refused = 'the quote "I am good at juggling" is not in the message'
    assert refused not in first and refused in second


def test_one_repair_is_asked_for(use: Use, server: ChatServer) -> None:
    assistant = use("lies-once@reading")
    _, _, turn = told(assistant, "I want to become a platform engineer")
    assert turn.fault is None and server.count("reading") == 2
    assert assistant.brief()[0].strengths == () and assistant.brief()[0].next_role is not None


# What leaves the machine, and what is written down


def test_what_is_sent(use: Use, server: ChatServer, tmp_path: Path) -> None:
    assistant = use("good")
    conversation = assistant.create()
    for message in (WORK, "I want to become a platform engineer", QUESTION):
        list(assistant.reply(conversation.id, message))
    other = assistant.create()
    list(assistant.reply(other.id, "How do I end it well?"))
    bodies = [call.body for call in server.calls]
    assert all(set(body) == {"model", "messages", "stream", "stream_options", "response_format"} for body in bodies)
    everything = json.dumps(bodies)
    assert KEY not in everything and str(tmp_path) not in everything and conversation.id not in everything
    assert QUESTION not in json.dumps(bodies[-2:]), "one conversation is no business of another"
    assert "platform engineer" in json.dumps(bodies[-2:]), "the Brief is that of all conversations"


def test_the_key_is_nowhere_on_disk(use: Use, tmp_path: Path) -> None:
    told(use("401"))
    told(use("good"))
    files = [path for path in (tmp_path / "own").rglob("*") if path.is_file()]
    assert files and not any(KEY.encode() in path.read_bytes() for path in files)


def test_no_proxy_comes_between_us_and_this_machine(use: Use, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, closed_url())
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    assert told(use("good"))[2].fault is None


def test_two_people_are_answered_at_the_same_time(use: Use, server: ChatServer) -> None:
    assistant = use("429-once@wording")
    turns: list[Turn] = []
    threads = [threading.Thread(target=lambda: turns.append(told(assistant)[2])) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert len(turns) == 3 and all(turn.fault is None and guidance(turn) for turn in turns)


def test_a_question_that_leans_on_the_talk_is_searched_for_in_full(library: Library, tmp_path: Path) -> None:
    reading = {
        "intent": "end_relationship",
        "question": "how do I do that politely",
        "search": "How do I end it with my mentor politely?",
    }
    model, client = scripted(json.dumps(reading), "{}")
    assistant = Assistant(Settings(home=tmp_path / "own"), library=library, model=model)
    turn = next(iter(assistant.converse(["how do I do that politely"])))[0]
    assert turn.query == "How do I end it with my mentor politely?"
    assert "end-well" in {hit.passage.document_id for hit in turn.passages}
    assert len(client.asked) == 2 and "politely" not in turn.text


def test_a_question_that_leans_on_the_message_is_searched_for_with_it(library: Library, tmp_path: Path) -> None:
    message = "My company assigned me a mentor. How do I make the best of it?"
    model, _ = scripted(
        json.dumps({"intent": "manage_relationship", "question": "How do I make the best of it?"}), "{}"
    )
    assistant = Assistant(Settings(home=tmp_path / "own"), library=library, model=model)
    turn = next(iter(assistant.converse([message])))[0]
    assert turn.query == message and turn.passages[0].passage.document_id == "assigned-mentor"


def test_whom_they_spoke_of_at_first_is_no_stranger_later(library: Library, tmp_path: Path) -> None:
    talk = ["Dana said yes, we talk on Thursday", *["How often should we meet?"] * 4, "Can I let her decide for me?"]
    said = {"label": "guidance", "text": "Bring Dana your thinking, not an empty page."}
    found = library.search("Can I let my mentor decide for me?", k=20).hits
    passage = next(hit.passage for hit in found if "not an empty page" in hit.passage.text)
    quoted = {"passage": passage.id, "quote": "Bring a mentor your thinking, not an empty page."}
    worded = json.dumps({"sentences": [said | quoted]})

    def says(messages: Sequence[BaseMessage]) -> str:
        return (
            worded if "You are the voice" in str(messages[0].content) else json.dumps({"intent": "manage_relationship"})
        )

    model, _ = scripted(*[says] * 12)
    told = Assistant(Settings(home=tmp_path / "own"), library=library, model=model).converse(talk)
    turns = [turn for turn, _ in told]
    assert said["text"] in turns[-1].text, turns[-1].verdicts


def test_what_was_said_and_not_asked_is_not_declined(library: Library, tmp_path: Path) -> None:
    message = "im backend dev 3y, python. want to get to senior, no idea what the soup of the day is"
    facts = [{"slot": "next_role", "value": "senior", "quote": "want to get to senior"}]
    aside = {"question": "no idea what the soup of the day is", "search": "What is the soup of the day?"}
    reading = json.dumps({"intent": "clarify_objectives", "facts": facts} | aside)
    model, _ = scripted(reading, "{}")
    turn = next(iter(Assistant(Settings(home=tmp_path / "own"), library=library, model=model).converse([message])))[0]
    assert "does not cover" not in turn.text and turn.question


def test_a_script_that_has_run_out_is_noticed(library: Library, tmp_path: Path) -> None:
    model, _ = scripted()
    turn = next(iter(Assistant(Settings(home=tmp_path / "own"), library=library, model=model).converse([QUESTION])))[0]
    assert turn.fault is not None and "ScriptEnded" in turn.fault.detail


def test_what_it_says_of_itself_and_of_the_data_is_true_of_the_model_in_use(
    use: Use, server: ChatServer, library: Library, tmp_path: Path
) -> None:
    asked = "who can read what I type here?"
    guided = Assistant(Settings(home=tmp_path / "guided"), library=library)
    assert "It is sent nowhere." in told(guided, asked)[2].text
    assert "I use no language model" in told(guided, "are you a bot?")[2].text
    near = use("good")
    assert "It is sent nowhere." in told(near, asked)[2].text
    assert "openai:good words my answers" in told(near, "are you a bot?")[2].text
    far = use("good", url=server.url.replace("127.0.0.1", "127.1"))
    assert "is sent to 127.1" in told(far, asked)[2].text

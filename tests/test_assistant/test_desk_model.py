"""A chat model at the desk, over real HTTP and SQLite: what it made of a letter is kept, counted, and never asked twice."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant import calls
from assistant.calls import finished
from assistant.desk import Desk
from assistant.errors import BadInput, NotFound
from assistant.letters import Letter
from assistant.models import Choice
from assistant.session import Assistant
from assistant.settings import Settings
from assistant.skills.outreach.types import Missing
from assistant.turn import Tokens
from knowledge.library import Library
from tests.fakes import chat_server as fake
from tests.fakes.chat_server import USAGE, Call, ChatServer, closed_url
from tests.fakes.letter_model import DRAFTS, INVENTED, drafts, reading
from tests.test_assistant.test_desk import drafts_of, tell_all

SIZE = USAGE["total_tokens"]
Make = Callable[..., Assistant]


@pytest.fixture
def make(library: Library, chat_server: ChatServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """An assistant whose model says this, or fails as its name says; all of them on one home."""
    monkeypatch.setattr(calls, "FIRST_WAIT", 0.02)

    def made(says: str = "", spec: str = "openai:says", limit: int | None = None, url: str = "") -> Assistant:
        def say(call: Call) -> Any:
            return fake._text(call, says)

        monkeypatch.setitem(fake.FAULTS, "says", say)
        choice = Choice(spec=spec, base_url=url or chat_server.url)
        settings = Settings(home=tmp_path, model=choice, tokens=limit, seconds=10)
        return Assistant(settings, library=library)

    return made


def told(desk: Desk) -> Letter:
    letter = desk.begin("mentor_request_email")
    tell_all(desk, letter)
    return letter


def test_the_drafts_are_the_models_and_one_is_taken(make: Make, chat_server: ChatServer) -> None:
    desk = make(drafts()).desk
    letter = told(desk)
    assert desk.model == "openai:says" and desk.drafted(letter.id) is None
    found = finished(desk.draft(letter.id))
    assert found.worded == (True, True), [v.reason for v in found.verdicts if not v.passed]
    assert [line.text for line in found.drafts[0].lines[1:-1]] == [text for text, _ in DRAFTS[0]]
    assert desk.drafted(letter.id) == found
    newest = desk.choose(letter.id, found.drafts[1]).newest
    assert newest and newest.origin == "model" and newest.text == found.drafts[1].text
    assert any(fact.value.startswith("gave a talk") for each in desk.basis(letter.id) for fact in each.facts)
    taken = desk.choose(letter.id, drafts_of(desk, letter)[0]).newest
    assert taken and taken.origin == "draft"
    assert chat_server.count() == 1


def test_what_came_of_it_is_kept_until_facts_tone_medium_or_model_change(make: Make, chat_server: ChatServer) -> None:
    desk = make(drafts()).desk
    letter = told(desk)
    found = finished(desk.draft(letter.id))
    assert make(drafts()).desk.drafted(letter.id) == found, "in another process too"
    assert make(drafts(), spec="openai:other").desk.drafted(letter.id) is None
    desk.shape(letter.id, tone="formal")
    assert desk.drafted(letter.id) is None
    desk.shape(letter.id, tone="warm", medium="chat")
    assert desk.drafted(letter.id) is None
    desk.shape(letter.id, medium="email")
    assert desk.drafted(letter.id) == found, "going back costs nothing"
    desk.tell(letter.id, "size", "30 minutes")
    assert desk.drafted(letter.id) is None
    assert chat_server.count() == 1


def test_an_invented_name_is_not_in_a_draft(make: Make) -> None:
    desk = make(drafts((*DRAFTS[0][:2], INVENTED, *DRAFTS[0][2:]), (INVENTED,))).desk
    letter = told(desk)
    found = finished(desk.draft(letter.id))
    assert found.worded == (True, False) and found.drafts[1] == drafts_of(desk, letter)[1]
    assert all("Berg" not in draft.text for draft in found.drafts)
    assert any("name" in verdict.reason for verdict in found.verdicts if verdict.text == INVENTED[0])


def test_a_model_that_cannot_be_reached_leaves_the_guided_drafts_and_is_not_asked_again(make: Make) -> None:
    desk = make(url=closed_url()).desk
    letter = told(desk)
    found = finished(desk.draft(letter.id))
    assert found.fault and found.fault.kind == "offline"
    assert found.drafts == drafts_of(desk, letter) and desk.drafted(letter.id) == found


def test_another_try_that_fails_loses_no_good_draft(make: Make, chat_server: ChatServer) -> None:
    desk = make(drafts()).desk
    letter = told(desk)
    good = finished(desk.draft(letter.id))
    chat_server.play("500")
    again = finished(desk.draft(letter.id))
    assert again.fault and again.fault.kind == "server"
    assert (again.drafts, again.worded) == (good.drafts, good.worded)


def test_closing_it_ends_the_call_and_keeps_nothing(make: Make, chat_server: ChatServer) -> None:
    desk = make(spec="openai:stall").desk
    letter = told(desk)
    steps = desk.draft(letter.id)
    next(steps)
    assert chat_server.was_called(5)
    steps.close()
    assert chat_server.was_left(5)
    assert desk.drafted(letter.id) is None


def test_tokens_count_and_the_limit_of_the_day_holds_for_letters_and_talk(make: Make, chat_server: ChatServer) -> None:
    assistant = make(drafts(), limit=SIZE)
    desk = assistant.desk
    letter = told(desk)
    finished(desk.draft(letter.id))
    used = assistant.usage()
    assert (used.input, used.output, used.today) == (USAGE["prompt_tokens"], USAGE["completion_tokens"], SIZE)
    desk.shape(letter.id, tone="formal")
    found = finished(desk.draft(letter.id))
    assert found.fault and found.fault.kind == "limit" and found.drafts == drafts_of(desk, letter)
    read = finished(desk.read(letter.id, found.drafts[0].text))
    assert read.fault and read.fault.kind == "limit"
    conversation = assistant.create().id
    list(assistant.reply(conversation, "How often should we meet?"))
    turn = assistant.messages(conversation)[-1].turn
    assert turn and turn.fault and turn.fault.kind == "limit" and turn.tokens == Tokens()
    assert chat_server.count() == 1 and assistant.usage() == used
    assert assistant.usage(conversation).today == SIZE and assistant.usage(conversation).input == 0
    assistant.records.erase()
    assert assistant.usage().today == 0


def test_a_stranger_reads_the_message_alone_and_once(make: Make, chat_server: ChatServer) -> None:
    desk = make(reading()).desk
    letter = told(desk)
    letter = desk.choose(letter.id, drafts_of(desk, letter)[0])
    assert desk.reading(letter.id, letter.text) is None
    found = finished(desk.read(letter.id, letter.text))
    assert found.worded and found.reaction.decision == "postpone", found.verdicts
    assert make(reading()).desk.reading(letter.id, letter.text) == found
    assert desk.reading(letter.id, letter.text, "sceptical") is None
    assert desk.reading(letter.id, f"{letter.text}\n\nPS: thank you.") is None
    (call,) = chat_server.calls
    assert letter.text[:200] in call.material and "never met" not in json.dumps(call.body)


def test_a_reading_that_does_not_hold_is_guided(make: Make) -> None:
    desk = make(reading(text="I know them from Globex.")).desk
    letter = told(desk)
    text = drafts_of(desk, letter)[0].text
    found = finished(desk.read(letter.id, text))
    assert not found.worded and found.fault is None
    assert found.reaction == desk.first_read(text, letter.channel, letter.medium, letter.id)


def test_the_request_is_what_is_sent(make: Make, chat_server: ChatServer) -> None:
    desk = make(drafts()).desk
    letter = told(desk)
    promised = [text.splitlines() for text in desk.drafting_request(letter.id).texts()]
    assert chat_server.count() == 0
    finished(desk.draft(letter.id))
    (call,) = chat_server.calls
    sent = [str(message["content"]).splitlines() for message in call.body["messages"]]
    assert promised[0] == sent[0] and promised[1][1:-1] == sent[1][1:-1], "but for the mark of the fence"
    assert "how much is asked: 20 minutes" in call.material


def test_guided_mode_and_the_small_model_have_nobody_to_draft(make: Make) -> None:
    for spec in ("guided", "local"):
        desk = make(spec=spec).desk
        letter = told(desk)
        assert desk.model is None
        with pytest.raises(BadInput, match="Settings"):
            desk.draft(letter.id)


def test_what_a_model_made_goes_with_the_letter(make: Make, tmp_path: Path) -> None:
    assistant = make(drafts())
    desk = assistant.desk
    letter, other = told(desk), desk.begin("thank_you")
    finished(desk.draft(letter.id))
    started = desk.draft(letter.id)
    next(started)
    desk.delete(letter.id)
    with pytest.raises(NotFound):
        finished(started)
    assert "event streaming" not in "".join(assistant.preference(f"model's drafts {each.id}") or "" for each in (
        letter, other
    ))  # fmt: skip
    with pytest.raises(BadInput, match="told"):
        desk.draft(desk.begin("followup").id)
    assert isinstance(desk.drafts(desk.begin("followup").id), Missing)

"""The pages without a browser: Streamlit's own AppTest runs them in this process."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant.session import Assistant
from assistant.turn import Sentence
from knowledge.errors import StorageError
from ui import door, texts, wait
from ui.text import as_html

MAIN = str(Path(door.__file__).with_name("main.py"))
MENTOR = "my boss just assigned me a mentor, is that ok?"


@pytest.fixture
def page(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The chat page on a door that is open."""
    assistant.warm_up()
    fresh = door._Door()
    fresh.assistant = assistant
    monkeypatch.setattr(door, "_door", fresh)
    return AppTest.from_file(MAIN, default_timeout=30)


@pytest.fixture
def conversation(assistant: Assistant) -> Iterator[str]:
    created = assistant.create()
    yield created.id
    assistant.delete(created.id)


def html_of(page: AppTest) -> str:
    return " ".join(str(each.proto.body) for each in page.get("html"))


def errors(page: AppTest) -> list[str]:
    return [str(each.value) for each in page.error]


def test_the_empty_page_says_how_to_begin(page: AppTest, assistant: Assistant) -> None:
    page.run()
    assert not page.exception
    assert texts.WELCOME in html_of(page)
    labels = [each.label for each in page.button]
    assert all(starter in labels for starter in assistant.starters())
    assert not errors(page)


def test_an_answered_turn(page: AppTest, assistant: Assistant) -> None:
    page.run()
    page.chat_input[0].set_value(MENTOR).run()
    assert not page.exception
    turn = assistant.ask(MENTOR)
    shown = html_of(page)
    assert MENTOR in shown
    assert all(as_html(sentence.text).split(".")[0] in shown for sentence in turn.sentences)
    conversation_id = page.session_state["conversation"]
    assert page.query_params["c"] == conversation_id
    chips = [each for each in page.button if each.key and each.key.startswith("mp-chip-")]
    assert len(chips) == len({c.document for s in turn.sentences for c in s.citations})
    assistant.delete(conversation_id)


def test_a_message_that_cannot_be_stored_is_given_back(
    page: AppTest, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_id: str, _text: str) -> Iterator[Sentence]:
        raise StorageError("The disk is full: make room.")

    before = assistant.conversations()
    page.run()
    monkeypatch.setattr(assistant, "reply", full)
    page.chat_input[0].set_value("do not *lose* this").run()
    assert not page.exception
    assert errors(page) == ["The disk is full: make room."]
    assert [each.value for each in page.code] == ["do not *lose* this"]
    assert assistant.conversations() == before
    assert "c" not in page.query_params


def test_an_answer_that_breaks_off_is_said_and_the_question_is_kept(
    page: AppTest, assistant: Assistant, monkeypatch: pytest.MonkeyPatch, conversation: str
) -> None:
    def breaks(*_: object) -> None:
        raise StorageError("The index went away.")

    monkeypatch.setattr("assistant.talk.decide", breaks)
    page.query_params["c"] = conversation
    page.run()
    page.chat_input[0].set_value(MENTOR).run()
    assert not page.exception
    assert "The index went away." in " ".join([*errors(page), *(str(each.value) for each in page.info)])
    assert MENTOR in html_of(page)
    assert texts.FAILED in html_of(page)
    monkeypatch.undo()
    question, reply = assistant.messages(conversation)
    assert (question.text, reply.status) == (MENTOR, "failed")


def test_a_door_that_does_not_open_is_said(page: AppTest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("MENTORPREP_HOME", str(tmp_path / "file" / "home"))
    monkeypatch.setattr(door, "_door", door._Door())
    door.start().join(60)
    failure = door.failure()
    assert failure is not None and str(tmp_path) in failure and "\n" not in failure
    for _ in range(20):  # each run tries the door once more
        page.run()
        if errors(page):
            break
    assert not page.exception
    assert len(errors(page)) == 1 and str(tmp_path) in errors(page)[0].replace("\\", "")


def test_a_wrong_model_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MENTORPREP_MODEL", "gpt-x")
    monkeypatch.setattr(door, "_door", door._Door())
    door.start().join(60)
    failure = door.failure()
    assert failure is not None and "'gpt-x'" in failure


def test_a_page_drawn_while_the_door_opens_goes_on_by_itself(
    page: AppTest, conversation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The door opens after the page has looked whether it is open, and before the page would begin to wait."""
    looks = iter([False])
    monkeypatch.setattr(wait, "ready", lambda: next(looks, True))
    page.query_params["c"] = conversation
    page.run()
    assert not page.exception
    assert not page.chat_input[0].disabled

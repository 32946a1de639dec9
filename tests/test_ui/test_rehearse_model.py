"""The page Rehearse where a chat model words the mentor's lines, in a real browser; the model over real HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from assistant.store import Store
from tests.fakes import chat_server as fake
from tests.fakes.chat_server import Call, ChatServer, closed_url
from tests.test_ui.test_messages_model import _no_proxy_to_elsewhere, asked, choose, sent
from tests.test_ui.test_rehearse import _STREAMLITS_OWN as STREAMLITS_OWN
from tests.test_ui.test_rehearse import answered, meet, mine, press, server, theirs
from ui import texts as shared
from ui import texts_rehearse as texts

if TYPE_CHECKING:
    from tests.test_ui.conftest import App, Open, Server

__all__ = ["_no_proxy_to_elsewhere", "server"]
pytestmark = pytest.mark.browser

MODEL = "openai:says"
QUIET = "Take your time. The coffee's still warm, and so far nobody's looking for me."  # an answer to silence


@pytest.fixture
def app(server: Server, tab: Open) -> Iterator[App]:
    opened = tab(server.url)
    yield opened
    opened.troubles[:] = [each for each in opened.troubles if not STREAMLITS_OWN.fullmatch(each)]


def open_it(app: App) -> None:
    """From Settings."""
    app.page.get_by_role("link", name=shared.REHEARSE).click()
    app.page.locator(".st-key-mp-people").wait_for()
    app.settle()


def lines(server: Server) -> list[str]:
    return [line.text for line in Store(server.home / "mentorprep.db", "local").rehearsals.all()[0].branch()]


def test_consent_comes_before_the_first_line_goes_out(
    app: App, server: Server, chat_server: ChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def says(call: Call) -> Any:
        return fake._text(call, json.dumps({"line": QUIET}))

    monkeypatch.setitem(fake.FAULTS, "says", says)
    chat_server.play("says")
    choose(app, MODEL, chat_server.url.replace("127.0.0.1", "127.1"))
    open_it(app)
    meet(app, "Kenji")
    press(app, texts.SILENCE)
    card = app.page.locator(".st-key-mp-card-leave")
    expect(card).to_contain_text(shared.leaves("127.1"))
    promised = asked(app)
    assert chat_server.count() == 0 and len(lines(server)) == 1 and lines(server)[0] in promised
    press(app, shared.SEND)
    answered(app, 2)
    expect(theirs(app).last).to_contain_text(QUIET)
    assert sent(chat_server) == promised and lines(server)[-1] == QUIET
    press(app, texts.SILENCE)
    answered(app, 3)
    assert chat_server.count() == 2  # it is asked once


def test_whoever_says_no_meets_the_guided_mentor(app: App, server: Server, chat_server: ChatServer) -> None:
    choose(app, MODEL, chat_server.url.replace("127.0.0.1", "127.1"))
    open_it(app)
    meet(app, "Kenji")
    press(app, texts.SILENCE)
    press(app, shared.STAY_GUIDED)
    answered(app, 2)
    assert chat_server.count() == 0 and lines(server)[1] == ""


def test_a_model_that_is_not_there_is_named_and_the_meeting_goes_on(app: App, server: Server) -> None:
    choose(app, "openai:gone", closed_url())
    open_it(app)
    meet(app, "Kenji")
    press(app, texts.SILENCE)
    answered(app, 2)
    expect(app.page.locator(".st-key-mp-lines .mp-quiet[role=status]")).to_contain_text("openai:gone")
    expect(mine(app)).to_have_count(1)
    expect(app.input).to_be_enabled()

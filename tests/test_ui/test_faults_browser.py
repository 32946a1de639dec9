"""Each fault of a model as a person meets it in the browser: the real app in a real Chromium, the model over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from assistant.faults import LINES, Kind
from assistant.store import Store
from assistant.turn import Turn
from tests.fakes.chat_server import ChatServer, closed_url
from tests.fakes.faults import EXPECTED, SLOW
from tests.test_ui.conftest import Server, copy_of
from ui import texts

if TYPE_CHECKING:
    from tests.test_ui.conftest import App, Open, Start

pytestmark = pytest.mark.browser

KEY = "sk-this-is-secret-0123456789"
MODEL = "openai:any"
QUESTION = "How often should we meet?"
# What is tried in one conversation; the longer one is, the longer it takes to draw.
GROUPS: dict[str, tuple[Kind, ...]] = {
    "turned away": ("key", "unknown_model", "quota"),
    "too much": ("rate", "too_long"),
    "failing": ("server",),
    "broken off": ("offline", "cut_short"),
    "unreadable": ("unreadable",),
    "no answer": ("refused", "endless"),
    "slow": ("timeout",),
}


@pytest.fixture(scope="module")
def own_server(
    home: Path, tmp_path_factory: pytest.TempPathFactory, start_server: Start, serving: ChatServer
) -> Iterator[Server]:
    """An app whose model is one name that `serving` gives many meanings, and whose turns take two seconds at most."""
    settings = {
        "MENTORPREP_MODEL": MODEL, "OPENAI_BASE_URL": serving.url, "OPENAI_API_KEY": KEY, "MENTORPREP_DEADLINE": "2",
    }  # fmt: skip
    server = start_server(copy_of(home, tmp_path_factory.mktemp("own")), **settings)
    yield server
    server.stop()
    assert not any(KEY.encode() in path.read_bytes() for path in server.home.rglob("*") if path.is_file())


@pytest.fixture
def app(clean_server: Server, tab: Open) -> App:
    return tab(clean_server.url)


def choose(app: App, address: str) -> None:
    """In Settings, with a key typed; then back to the chat."""
    app.open("/settings")
    app.page.get_by_text(texts.KINDS["server"][0]).click()
    app.page.get_by_label(texts.SPEC, exact=True).fill(MODEL)
    app.page.get_by_label(texts.ADDRESS).fill(address)
    app.page.get_by_label(texts.KEY, exact=True).fill(KEY)
    app.page.get_by_role("button", name=texts.USE, exact=True).click()
    app.page.get_by_text(texts.in_use(MODEL)).wait_for()
    app.open()


def next_reply(app: App) -> int:
    """Its number, where the question that it answers is still to be asked."""
    return app.page.locator('[class*="st-key-mp-message-"]').count() + 1


def last_turn(server: Server, app: App) -> Turn:
    """As it is on disk."""
    asked, reply = Store(server.home / "mentorprep.db", "local").messages(app.conversation_id)[-2:]
    assert (asked.text, asked.status, reply.status) == (QUESTION, "done", "done")
    assert reply.turn is not None
    return reply.turn


def check_said(app: App, index: int, turn: Turn) -> None:
    """The question stands there, below it guidance, and one line about the model if it failed."""
    expect(app.message(index - 1)).to_contain_text(QUESTION)
    prose = app.answer(index).inner_text()
    guidance = [sentence for sentence in turn.sentences if sentence.label == "guidance"]
    assert guidance and all(sentence.text in prose for sentence in guidance)
    assert app.chips(index).count() and app.message(index).locator(".mp-ref").count()
    about = app.message(index).locator(".mp-quiet").filter(has_text=MODEL)
    assert about.all_inner_texts() == ([turn.notice] if turn.notice else [])


def check_page(app: App) -> None:
    """Nothing on it speaks of an error, nor of the key, and the next message can be typed."""
    assert app.page.locator("[data-testid=stException], [data-testid=stAlert]").count() == 0
    shown = app.page.locator("body").inner_text()
    assert "Traceback" not in shown and KEY not in shown
    expect(app.input).to_be_enabled()


def answered(app: App, server: Server, index: int) -> Turn:
    """Ask the question; the reply, message number `index`, is whole on the page and on disk."""
    app.say(QUESTION)
    app.answer(index)
    turn = last_turn(server, app)
    check_said(app, index, turn)
    check_page(app)
    return turn


def answered_in_time(app: App, server: Server, index: int) -> Turn:
    """The same once the client of the model is imported, which may take all the time of the first turns."""
    turn = answered(app, server, index)
    late = turn.fault is not None and turn.fault.kind == "timeout" and index < 10
    return answered_in_time(app, server, index + 2) if late else turn


@pytest.mark.parametrize("group", GROUPS)
def test_each_fault_costs_one_line(app: App, chat_server: ChatServer, clean_server: Server, group: str) -> None:
    app.open()
    chat_server.play("good")
    assert answered_in_time(app, clean_server, 1).worded > 0
    for name in (name for name, (kind, *_) in EXPECTED.items() if kind in GROUPS[group]):
        chat_server.play(name)
        kind = EXPECTED[name].kind
        turn = answered(app, clean_server, next_reply(app))
        assert turn.fault is not None and turn.fault.kind == kind, name
        assert turn.notice is not None and turn.notice.startswith(LINES[kind].format(model=MODEL))
        assert name not in SLOW or chat_server.was_left(2)
    app.page.reload()
    app.settle()
    replies = Store(clean_server.home / "mentorprep.db", "local").messages(app.conversation_id)[1::2]
    for number, reply in enumerate(replies):
        assert reply.turn is not None
        check_said(app, 2 * number + 1, reply.turn)
    check_page(app)


def test_the_groups_hold_every_fault() -> None:
    kinds = [kind for group in GROUPS.values() for kind in group]
    assert sorted(kinds) == sorted({expected.kind for expected in EXPECTED.values()})


def test_a_server_that_is_down_and_then_there(app: App, clean_server: Server) -> None:
    address = closed_url()
    choose(app, address)
    turn = answered_in_time(app, clean_server, 1)
    assert turn.fault is not None and turn.fault.kind == "offline" and turn.worded == 0
    with ChatServer(urlsplit(address).port or 0) as there:
        there.play("good")
        turn = answered(app, clean_server, next_reply(app))
        assert turn.fault is None and turn.worded > 0

"""The conversation with a model, in a real browser; the model over real HTTP."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from assistant.store import Store
from assistant.turn import Sentence, Turn, join
from tests.fakes.chat_server import ChatServer
from tests.test_ui.test_look import faint_in_either_theme, settle, too_wide
from ui import texts

if TYPE_CHECKING:
    from tests.test_ui.conftest import App, Open, Server

pytestmark = pytest.mark.browser

QUESTION = "How often should we meet?"
OTHER = "Where do I look for a mentor?"
MINE = "How do I thank my mentor?"
DISTRESS = "I want to end my life"
_MARK = re.compile(r"<(/?\w+) [0-9a-f]{8}>")  # drawn anew for each request


@pytest.fixture(scope="module", autouse=True)
def _no_proxy_to_elsewhere() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("NO_PROXY", "127.1")
        yield


def elsewhere(chat_server: ChatServer) -> str:
    """The same server under a name that is not known to be this machine's."""
    return chat_server.url.replace("127.0.0.1", "127.1")


def choose(app: App, spec: str, address: str) -> None:
    """In Settings; then back to the chat."""
    app.open("/settings")
    app.page.get_by_text(texts.KINDS["server"][0]).click()
    app.page.get_by_label(texts.SPEC, exact=True).fill(spec)
    app.page.get_by_label(texts.ADDRESS).fill(address)
    app.page.get_by_role("button", name=texts.USE, exact=True).click()
    app.page.get_by_text(texts.in_use(spec)).wait_for()
    app.page.get_by_role("link", name=texts.CHAT, exact=True).click()
    app.page.locator("[data-testid=stChatInputTextArea]:enabled").wait_for()
    app.settle()


def press(app: App, label: str) -> None:
    app.page.get_by_role("button", name=label, exact=True).click()


@pytest.fixture
def app(clean_server: Server, tab: Open) -> App:
    return tab(clean_server.url)


def test_nothing_leaves_before_the_person_agrees(app: App, chat_server: ChatServer) -> None:
    choose(app, "openai:good", elsewhere(chat_server))
    app.page.get_by_text(texts.privacy("127.1")).wait_for()
    app.say(QUESTION)
    app.page.get_by_text(texts.leaves("127.1")).wait_for()
    expect(app.message(0)).to_contain_text(QUESTION)
    expect(app.input).to_be_disabled()
    app.page.reload()
    app.page.get_by_text(texts.EXACTLY).click()
    app.page.locator(".st-key-mp-request-2").wait_for()
    app.settle()
    assert faint_in_either_theme(app, app.message(0)) == []
    promised = [app.page.locator(f".st-key-mp-request-{n} code").text_content() or "" for n in (1, 2)]
    assert chat_server.count() == 0
    press(app, texts.SEND)
    app.answer(1)
    sent = ["\n\n".join(str(m["content"]) for m in call.body["messages"]) for call in chat_server.calls]
    assert [_MARK.sub(r"<\1>", text) for text in promised] == [_MARK.sub(r"<\1>", text) for text in sent]
    app.say(OTHER)  # and is not asked again
    app.answer(3)
    assert chat_server.count() == 4


def test_to_stay_guided_sends_nothing_and_loses_nothing(app: App, chat_server: ChatServer) -> None:
    choose(app, "openai:good", elsewhere(chat_server))
    app.say(QUESTION)
    press(app, texts.STAY_GUIDED)
    app.answer(1)
    expect(app.message(0)).to_contain_text(QUESTION)
    app.page.get_by_role("link", name=texts.SETTINGS).click()
    app.page.get_by_text(texts.permit("127.1", False)).wait_for()
    assert too_wide(app) == []
    press(app, texts.ASK_AGAIN)
    app.page.get_by_text(texts.now_in_use("openai:good", "127.1", elsewhere(chat_server))).wait_for()
    app.page.get_by_role("link", name=texts.CHAT, exact=True).click()
    app.say(OTHER)
    app.page.get_by_text(texts.leaves("127.1")).wait_for()
    assert chat_server.count() == 0


def test_who_is_in_distress_is_not_asked_about_a_model(app: App, chat_server: ChatServer) -> None:
    choose(app, "openai:good", elsewhere(chat_server))
    app.say(DISTRESS)
    app.page.get_by_label(texts.CONTACTS).last.wait_for()
    expect(app.page.get_by_text(texts.leaves("127.1"))).to_have_count(0)
    assert chat_server.count() == 0


def test_a_stopped_answer_ends_at_the_server_and_stays(app: App, chat_server: ChatServer) -> None:
    choose(app, "openai:stall@wording", chat_server.url)
    app.say(QUESTION)
    words = app.page.locator(".mp-live p:not(.mp-quiet)")
    words.first.wait_for()
    shown = words.first.inner_text()
    press(app, "Stop script")
    assert chat_server.was_left(2)
    app.page.get_by_role("button", name=texts.TRY_AGAIN).wait_for()  # without a click
    for _ in range(2):
        expect(app.message(1).locator(".mp-prose")).to_have_text(shown)
        expect(app.message(1)).to_contain_text(texts.STOPPED)
        app.page.reload()
    app.settle()
    choose_again = app.page.url
    choose(app, "openai:good", chat_server.url)
    app.page.goto(choose_again)
    press(app, texts.TRY_AGAIN)
    assert shown in app.answer(1).inner_text()
    expect(app.message(1)).not_to_contain_text(texts.STOPPED)


@pytest.mark.parametrize(("fault", "guided"), [("500@wording", True), ("cut@wording", False)])
def test_a_fault_is_said_in_one_line(app: App, chat_server: ChatServer, fault: str, guided: bool) -> None:
    choose(app, f"openai:{fault}", chat_server.url)
    app.say(QUESTION)
    app.answer(1)
    line = app.message(1).locator(".mp-quiet").filter(has_text=f"openai:{fault}")
    expect(line).to_have_count(1)
    assert ("guided wording" in line.inner_text()) == guided


def test_versions(app: App, chat_server: ChatServer) -> None:
    choose(app, "openai:good", chat_server.url)
    app.page.set_viewport_size({"width": 360, "height": 740})
    app.say(QUESTION)
    app.answer(1)
    press(app, texts.ANOTHER)
    expect(app.message(1)).to_contain_text(texts.version(2, 2))
    app.answer(1)
    app.say(MINE)
    app.answer(3)
    expect(app.page.get_by_role("button", name=texts.ANOTHER)).to_have_count(1)  # under the last reply alone
    app.message(0).get_by_role("button", name=texts.EDIT).click()
    field = app.page.get_by_label(texts.EDIT_FIELD)
    expect(field).to_have_value(QUESTION)
    field.fill(OTHER)
    press(app, texts.SAY_IT)
    expect(app.message(0)).to_contain_text(OTHER)
    app.answer(1)
    expect(app.message(2)).to_have_count(0)
    assert too_wide(app) == []
    settle(app)
    assert faint_in_either_theme(app, app.message(1)) == []
    before = app.message(0).get_by_role("button", name=texts.VERSION_BEFORE)
    before.focus()
    app.page.keyboard.press("Enter")
    expect(app.message(0)).to_contain_text(texts.version(1, 2))
    expect(app.message(0)).to_contain_text(QUESTION)
    expect(app.message(2)).to_contain_text(MINE)
    expect(app.message(1)).to_contain_text(texts.version(2, 2))
    app.answer(3)
    app.page.reload()
    expect(app.message(2)).to_contain_text(MINE)
    app.settle()
    app.message(0).get_by_role("button", name=texts.VERSION_AFTER).click()
    expect(app.message(0)).to_contain_text(OTHER)
    expect(app.message(2)).to_have_count(0)


def test_an_edit_can_be_given_up(app: App, chat_server: ChatServer) -> None:
    app.open().say(QUESTION)
    app.answer(1)
    app.message(0).get_by_role("button", name=texts.EDIT).click()
    app.page.get_by_label(texts.EDIT_FIELD).fill("something else")
    press(app, texts.CANCEL)
    expect(app.message(0)).to_contain_text(QUESTION)
    expect(app.page.get_by_label(texts.EDIT_FIELD)).to_have_count(0)
    expect(app.message(0)).not_to_contain_text(texts.version(1, 2))


def test_a_switch_waits_for_a_reply_that_is_being_written(app: App, clean_server: Server) -> None:
    app.open().say(QUESTION)
    app.answer(1)
    store = Store(clean_server.home / "mentorprep.db", "local")
    reply = store.messages(app.conversation_id)[1].id
    store.begin_version(app.conversation_id, reply, None)  # by another process
    app.page.reload()
    app.message(1).get_by_role("button", name=texts.VERSION_BEFORE).click()
    app.page.get_by_text("A reply is still being written there").wait_for()
    expect(app.message(1)).to_contain_text(texts.version(2, 2))


MARKUP = (
    '<img src="http://127.0.0.1:9/leak?q=1" onerror="window.ran=1"><script>window.ran=1</script>',
    "![a](http://127.0.0.1:9/leak) [b](http://127.0.0.1:9/leak) **bold** `code`",
    "<style>body{background:url(http://127.0.0.1:9/leak)}</style><a href='javascript:window.ran=1'>x</a> $x^2$ :red[y]",
)


def test_what_a_model_said_is_text(app: App, clean_server: Server) -> None:
    store = Store(clean_server.home / "mentorprep.db", "local")
    conversation = store.create().id
    labels = ("general", "yours", "guidance")
    said = tuple(
        Sentence.model_validate({"text": text, "label": label, "starts_paragraph": True})
        for text, label in zip(MARKUP, labels, strict=True)
    )
    turn = Turn(intent="ask_guidance", move="answer", answered=True, sentences=said, model="openai:x")
    store.finish_turn(store.begin_turn(conversation, QUESTION), "done", join(said), turn)
    app.open(f"/?c={conversation}")
    prose = app.answer(1)
    expect(prose.locator("p")).to_have_text(list(MARKUP))
    assert prose.locator("p").locator("img, script, style, a, strong, em, code, .katex").count() == 0
    app.message(1).get_by_role("button", name=texts.COPY).click()
    expect(app.page.get_by_test_id("stCode").locator("code")).to_contain_text(MARKUP[1])
    assert app.page.evaluate("window.ran") is None
    assert not [url for url in app.requested if "leak" in url]


def test_settings_can_be_read_and_fit_a_phone(app: App, chat_server: ChatServer) -> None:
    choose(app, "openai:good", chat_server.url)
    app.say(QUESTION)
    app.answer(1)
    app.page.get_by_role("link", name=texts.SETTINGS).click()
    app.page.get_by_text(texts.PRICES, exact=True).click()
    app.page.get_by_label(texts.PRICE_IN).wait_for()
    expect(app.page.locator(".mp-numbers tbody tr")).to_have_count(2)
    app.page.set_viewport_size({"width": 360, "height": 740})
    settle(app)
    assert too_wide(app) == []
    assert faint_in_either_theme(app, app.page.locator("body")) == []
    expect(app.page.get_by_label(texts.KEY, exact=True)).to_have_attribute("type", "password")

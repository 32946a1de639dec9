"""The Messages page with a chat model, in a real browser; the model over real HTTP."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Locator, expect

from assistant.brief import Brief, Candidate, Fact
from assistant.skills.outreach.types import Particulars
from assistant.store import Store
from tests.fakes import chat_server as fake
from tests.fakes.chat_server import Call, ChatServer, closed_url
from tests.fakes.letter_model import DRAFTS, INVENTED, VERDICT, drafts, reading
from tests.test_ui.test_look import faint_in_either_theme, settle, too_wide
from tests.test_ui.test_messages import _STREAMLITS_OWN as STREAMLITS_OWN
from tests.test_ui.test_messages import ANSWERS, field, letter_of, press, server, write
from ui import texts

if TYPE_CHECKING:
    from tests.test_ui.conftest import App, Open, Server

__all__ = ["server"]
pytestmark = pytest.mark.browser

AT = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
MODEL = "openai:says"
_MARK = re.compile(r"<(/?\w+) [0-9a-f]{8}>")  # drawn anew for each request
Say = Callable[[str], None]


@pytest.fixture(scope="module", autouse=True)
def _no_proxy_to_elsewhere() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("NO_PROXY", "127.1")
        environment.setenv("LANGCHAIN_OPENAI_TCP_KEEPALIVE", "0")  # or it warns of the line above
        yield


@pytest.fixture
def say(chat_server: ChatServer, monkeypatch: pytest.MonkeyPatch) -> Say:
    """Lets the model of the server say this from now on."""

    def says(text: str) -> None:
        def answer(call: Call) -> Any:
            return fake._text(call, text)

        monkeypatch.setitem(fake.FAULTS, "says", answer)
        chat_server.play("says")

    return says


def fact(name: str, value: str = "") -> Fact:
    return Fact(id=f"id-{name}", value=value or ANSWERS[name], origin="by hand", at=AT, confirmed=True)


def told(server: Server) -> None:
    """A letter of which everything is told, and nothing written."""
    kept = Store(server.home / "mentorprep.db", "local")
    ana = Candidate(name=fact("name"), work=fact("work"), known=fact("known", "we met in May"))
    brief = Brief(candidates=(ana,), own_name=fact("own_name"), current_role=fact("current_role"))
    kept.briefs.save(brief, 0, "by hand")
    given = Particulars(ask=fact("ask"), size=fact("size"), give=fact("give"))
    kept.letters.create("mentor_request_email", "email", title=ANSWERS["name"], candidate=ana.id, particulars=given)


def choose(app: App, spec: str, address: str) -> None:
    """In Settings."""
    app.open("/settings")
    app.page.get_by_text(texts.KINDS["server"][0]).click()
    app.page.get_by_label(texts.SPEC, exact=True).fill(spec)
    app.page.get_by_label(texts.ADDRESS).fill(address)
    app.page.get_by_role("button", name=texts.USE, exact=True).click()
    app.page.get_by_text(texts.in_use(spec)).wait_for()
    app.settle()


def open_it(app: App) -> None:
    """The only letter, from Settings."""
    app.page.get_by_role("link", name=texts.MESSAGES).click()
    app.page.locator('[class*="st-key-mp-letter-"] button').click()
    app.page.locator(".mp-about").wait_for()


@pytest.fixture
def app(server: Server, tab: Open) -> Iterator[App]:
    opened = tab(server.url)
    yield opened
    opened.troubles[:] = [each for each in opened.troubles if not STREAMLITS_OWN.fullmatch(each)]


def paper(app: App, number: int) -> Locator:
    return app.page.locator(f".st-key-mp-draft-{number}")


def asked(app: App) -> str:
    """The request on the card that asks for consent."""
    app.page.get_by_text(texts.EXACTLY).click()
    code = app.page.locator(".st-key-mp-request-1 code")
    code.wait_for()
    return _MARK.sub(r"<\1>", code.text_content() or "")


def sent(chat_server: ChatServer) -> str:
    (call,) = chat_server.calls
    return _MARK.sub(r"<\1>", "\n\n".join(str(message["content"]) for message in call.body["messages"]))


def test_consent_first_then_its_drafts_which_a_reload_does_not_ask_for_again(
    app: App, server: Server, chat_server: ChatServer, say: Say
) -> None:
    told(server)
    say(drafts())
    choose(app, MODEL, chat_server.url.replace("127.0.0.1", "127.1"))
    open_it(app)
    card = app.page.locator(".st-key-mp-card-leave")
    expect(card).to_contain_text(texts.leaves("127.1"))
    expect(paper(app, 0)).to_contain_text("Hello Ana,")  # the guided one is there meanwhile
    promised = asked(app)
    assert chat_server.count() == 0 and ANSWERS["give"] in promised
    press(app, texts.SEND)
    expect(paper(app, 0)).to_contain_text(texts.by(MODEL), timeout=90_000)  # its client is imported first
    for number in (0, 1):
        expect(paper(app, number)).to_have_count(1)
        expect(paper(app, number)).to_contain_text(texts.by(MODEL))
        for text, _ in DRAFTS[number]:
            expect(paper(app, number)).to_contain_text(text)
    assert sent(chat_server) == promised
    app.page.reload()
    expect(paper(app, 1)).to_contain_text(texts.by(MODEL))
    app.settle()
    assert chat_server.count() == 1
    app.page.set_viewport_size({"width": 360, "height": 740})
    settle(app)
    assert too_wide(app) == []
    assert faint_in_either_theme(app, paper(app, 0)) == []
    say(drafts(DRAFTS[1], DRAFTS[0]))
    press(app, texts.DRAFT_AGAIN)
    expect(paper(app, 0)).to_contain_text(DRAFTS[1][0][0])
    app.page.locator(".st-key-mp-go-take-0 button").click()
    expect(field(app)).to_have_value(re.compile(re.escape(DRAFTS[1][0][0])))
    newest = letter_of(server).newest
    assert newest and newest.origin == "model"


def test_what_it_invents_is_not_shown(app: App, server: Server, chat_server: ChatServer, say: Say) -> None:
    told(server)
    say(drafts((*DRAFTS[0][:2], INVENTED, *DRAFTS[0][2:]), (INVENTED,)))
    choose(app, MODEL, chat_server.url)
    open_it(app)
    expect(paper(app, 0)).to_contain_text(texts.by(MODEL))
    expect(paper(app, 1)).to_contain_text(texts.BY_RULES)
    expect(app.page.locator(".mp-outcome")).to_contain_text("One draft is guided")
    expect(app.page.locator("body")).not_to_contain_text("Berg")


def test_a_server_that_is_not_there_leaves_the_page_as_useful(app: App, server: Server) -> None:
    told(server)
    choose(app, "openai:gone", closed_url())
    open_it(app)
    line = app.page.locator(".mp-outcome")
    expect(line).to_contain_text("openai:gone cannot be reached")
    expect(line).to_have_count(1)
    expect(paper(app, 0)).to_contain_text(texts.BY_RULES)
    app.page.locator(".st-key-mp-go-take-0 button").click()
    expect(field(app)).to_have_value(re.compile("Hello Ana,"))
    press(app, texts.LET_READ)
    expect(app.page.locator(".mp-verdict")).to_have_count(1)
    expect(app.page.locator(".st-key-mp-stranger .mp-outcome")).to_contain_text("This is the guided reading.")


def test_stop_leaves_the_guided_drafts_until_it_is_wanted_again(
    app: App, server: Server, chat_server: ChatServer, say: Say
) -> None:
    told(server)
    chat_server.play("stall")
    choose(app, MODEL, chat_server.url)
    open_it(app)
    app.page.get_by_text(texts.drafting_with(MODEL)).wait_for()
    assert chat_server.was_called(10)
    app.page.reload()  # it goes on, and is asked once
    app.page.get_by_text(texts.drafting_with(MODEL)).wait_for()
    app.page.get_by_text(texts.TONES["formal"], exact=True).click()  # what was begun in another tone is ended
    assert chat_server.was_left(10)
    app.page.get_by_text(texts.drafting_with(MODEL)).wait_for()
    assert chat_server.was_called(10, times=2)
    app.settle()
    assert chat_server.count() == 2
    app.page.get_by_role("button", name=texts.STOP, exact=True).click()
    expect(app.page.get_by_text(texts.DRAFTING_STOPPED)).to_be_visible()
    expect(paper(app, 1)).to_contain_text("Dear Ana Lima,")
    app.page.reload()
    expect(app.page.get_by_text(texts.DRAFTING_STOPPED)).to_be_visible()
    app.settle()
    assert chat_server.count() == 2
    say(drafts())
    press(app, texts.DRAFT_AGAIN)
    expect(paper(app, 0)).to_contain_text(texts.by(MODEL))


def test_it_reads_as_a_stranger_when_it_is_wanted(app: App, server: Server, chat_server: ChatServer, say: Say) -> None:
    kept = Store(server.home / "mentorprep.db", "local")
    text = "Subject: Your talk\n\nDear Ana,\n\nCould I ask you for 20 minutes on your talk? Thank you.\n\nMia"
    kept.letters.create("mentor_request_email", "email", title="Ana", text=text, origin="pasted")
    say(reading())
    choose(app, MODEL, chat_server.url.replace("127.0.0.1", "127.1"))
    open_it(app)
    press(app, texts.LET_READ)
    expect(app.page.locator(".st-key-mp-card-leave")).to_contain_text(texts.what_leaves_to_read(MODEL))
    expect(app.page.locator(".mp-verdict")).to_have_count(1)  # the guided one
    promised = asked(app)
    assert text in promised and chat_server.count() == 0
    press(app, texts.SEND)
    expect(app.page.locator(".mp-verdict")).to_contain_text(VERDICT)
    assert sent(chat_server) == promised
    app.page.reload()
    expect(app.page.locator(".mp-verdict")).to_contain_text(VERDICT)
    write(app, text.replace("your talk?", "your last talk?"))
    expect(app.page.locator(".mp-verdict")).to_have_count(2)
    expect(app.page.locator(".st-key-mp-stranger")).not_to_contain_text(VERDICT)  # two readers cannot be compared
    app.settle()
    assert chat_server.count() == 1
    press(app, texts.let_read(MODEL, False))
    expect(app.page.locator(".mp-verdict").nth(1)).to_contain_text(VERDICT)
    expect(app.page.locator(".mp-verdict").nth(0)).to_contain_text(VERDICT)
    assert chat_server.count() == 2


def test_who_stays_guided_is_not_asked_again(app: App, server: Server, chat_server: ChatServer, say: Say) -> None:
    told(server)
    say(drafts())
    choose(app, MODEL, chat_server.url.replace("127.0.0.1", "127.1"))
    open_it(app)
    press(app, texts.STAY_GUIDED)
    expect(app.page.locator(".st-key-mp-card-leave")).to_have_count(0)
    expect(paper(app, 0)).to_have_count(1)  # what was below the card moves up
    expect(paper(app, 0)).not_to_contain_text(texts.BY_RULES)
    expect(app.page.get_by_role("button", name=texts.DRAFT_AGAIN)).to_have_count(0)
    assert chat_server.count() == 0

"""The conversation in a real browser."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from assistant.session import Assistant
from ui import texts

if TYPE_CHECKING:
    from tests.test_ui.conftest import App, Open, Server, Start

pytestmark = pytest.mark.browser

MENTOR = "my boss just assigned me a mentor, is that ok?"
UNCOVERED = "how do I cook pasta"


def squeezed(text: str) -> str:
    """Without white space: paragraphs are elements on the page and blank lines in the library."""
    return "".join(text.split())


def marked(app: App, css: str = "mark") -> str:
    return squeezed("".join(app.page.locator(f".mp-prose {css}").all_text_contents()))


def test_from_question_to_passage_and_back_after_a_restart(
    home_copy: Path, start_server: Start, tab: Open, assistant: Assistant
) -> None:
    server = start_server(home_copy)
    app = tab(server.url).open()
    app.page.get_by_role("heading", name=texts.WELCOME).wait_for()
    app.say(MENTOR)
    prose = app.answer(1).inner_text()
    turn = assistant.ask(MENTOR)
    assert squeezed(turn.sentences[0].text) in squeezed(prose)
    address = app.page.url
    assert app.conversation_id

    cited = turn.sentences[0].citations[0]
    passage = assistant.passage(cited.passage_id)
    note = assistant.note(passage.document_id) if passage else None
    assert passage is not None and note is not None
    app.chips(1).first.click()
    app.dialog.locator("mark").first.wait_for()
    whole = squeezed("".join(app.dialog.locator(".mp-prose p").all_text_contents()))
    assert whole == squeezed(note.text)
    assert marked(app) == squeezed(passage.text) != whole
    quotes = {c.quote for s in turn.sentences for c in s.citations if c.passage_id == cited.passage_id}
    assert quotes and all(squeezed(quote) in marked(app, ".mp-quote") for quote in quotes)
    assert len(marked(app, ".mp-quote")) == sum(len(squeezed(quote)) for quote in quotes)
    app.dialog.get_by_role("button", name="Close").click()
    app.dialog.wait_for(state="hidden")

    app.page.reload()
    assert app.answer(1).inner_text() == prose
    app.page.close()
    server.stop()
    server.start()
    app.check()

    again = tab(server.url).open("/" + address.split("/")[-1])
    expect(again.message(0)).to_contain_text(MENTOR)
    assert again.answer(1).inner_text() == prose
    expect(again.rows()).to_have_count(1)
    assert server.errors() == ""
    again.page.close()
    server.stop()


def test_a_starter_is_one_click_away_from_an_answer(app: App) -> None:
    app.open()
    starter = app.suggestions().nth(1)  # the first one begins a talk, which cites nothing yet
    text = starter.inner_text()
    starter.click()
    assert app.answer(1).inner_text()
    expect(app.message(0)).to_contain_text(text)
    app.chips(1).first.wait_for()
    expect(app.suggestions()).to_have_count(0)


def test_what_is_not_covered_is_said_and_something_else_is_offered(app: App) -> None:
    app.open().say(UNCOVERED)
    expect(app.answer(1)).to_contain_text("does not cover")
    expect(app.chips(1)).to_have_count(0)
    suggestion = app.suggestions(1).first
    question = suggestion.inner_text()
    suggestion.click()
    app.answer(3)
    expect(app.message(2)).to_contain_text(question)
    app.chips(3).first.wait_for()
    expect(app.suggestions()).to_have_count(0)


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A server that must never be asked, and what it was asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as served:
        thread = threading.Thread(target=served.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{served.server_address[1]}", asked
        served.shutdown()
        thread.join()


_MARKUP = (
    '<img src=x onerror="window.ran=1"><script>window.ran=1</script>',
    "![a]({url}/leak?q=1) [b]({url}/b)",
    '<img src="{url}/leak"> <link rel=stylesheet href="{url}/c">',
    "$x^2$ :red[a] **b** `c` :smile: ~~d~~ <u>e</u>",
    "# heading\n1. one\n- two\n> three\n| a | b |\n|---|---|\n&lt;b&gt; &amp; &#60;",
    "javascript:window.ran=1 {url}/bare www.example.com a@example.com",
)


def test_markup_is_text(app: App, listener: tuple[str, list[str]]) -> None:
    url, asked = listener
    app.open()
    for text in _MARKUP:
        app.page.get_by_role("button", name=texts.NEW, exact=True).click()
        app.page.get_by_role("heading", name=texts.WELCOME).wait_for()
        said = text.replace("{url}", url)
        app.say(said)
        app.answer(1)
        _check_literal(app, said)
    app.page.reload()
    app.answer(1)
    _check_literal(app, said)
    assert asked == []
    assert not [each for each in app.requested if each.endswith("/x") or "leak" in each]


def _check_literal(app: App, text: str) -> None:
    question = app.message(0).locator(".mp-you")
    expect(question).to_have_text(f"{texts.YOU}: {text}")
    expect(question.locator("img, script, link, a, h1, ol, ul, table, u, code, .katex")).to_have_count(0)
    # The same text is the conversation's title, in a place that Streamlit renders as Markdown.
    row = app.page.locator(".st-key-mp-current").locator(app.rows()).locator("p")
    expect(row).to_have_count(1)  # the row of the conversation before has gone
    title = row.inner_text().replace("\u2060", "").removesuffix("…")
    assert title and " ".join(text.split()).startswith(title)
    expect(row.locator("*")).to_have_count(0)
    assert app.page.evaluate("window.ran") is None


def test_thumbs_survive_a_reload(app: App) -> None:
    app.open().say(MENTOR)
    app.answer(1)
    up, down = (app.message(1).get_by_role("radio", name=f"Thumbs {way}") for way in ("up", "down"))
    for chosen, other in ((down, up), (up, down)):
        chosen.click()
        expect(chosen).to_be_checked()
        app.page.reload()
        expect(chosen).to_be_checked()
        expect(other).not_to_be_checked()
    up.click()  # takes it back
    expect(up).not_to_be_checked()
    app.page.reload()
    app.answer(1)
    expect(up).not_to_be_checked()
    expect(down).not_to_be_checked()


def test_a_conversation_is_deleted_only_when_confirmed(app: App) -> None:
    title = "how do I find a mentor among testers"
    app.open().say(title)
    app.answer(1)
    gone = f"/?c={app.conversation_id}"
    row = app.rows().filter(has_text=title)
    delete = app.page.get_by_role("button", name=texts.DELETE, exact=True)
    delete.click()
    expect(app.dialog).to_contain_text(title)
    app.dialog.get_by_role("button", name=texts.DELETE_NO).click()
    app.dialog.wait_for(state="hidden")
    expect(app.message(0)).to_contain_text(title)
    delete.click()
    app.dialog.get_by_role("button", name=texts.DELETE_YES, exact=True).click()
    app.page.get_by_role("heading", name=texts.WELCOME).wait_for()
    expect(row).to_have_count(0)
    assert app.conversation_id == ""
    app.open(gone)
    app.page.get_by_text(texts.GONE).wait_for()


def test_an_unknown_conversation_is_said_kindly(app: App) -> None:
    for unknown in ("0" * 32, "%27%20OR%201=1--", "%3Cimg%20src=x%3E"):
        app.open(f"/?c={unknown}")
        app.page.get_by_text(texts.GONE).wait_for()
        app.suggestions().first.wait_for()
        assert app.conversation_id == ""


def test_two_people_at_once(server: Server, tab: Open) -> None:
    one, two = (tab(server.url, apart=True).open() for _ in range(2))
    one.say(MENTOR)
    two.say("how do I say goodbye to my mentor?")
    one.answer(1)
    two.answer(1)
    assert one.conversation_id != two.conversation_id
    one.say("what do I bring to the first meeting?")
    two.say(UNCOVERED)
    one.answer(3)
    two.answer(3)
    for app, first, second in ((one, MENTOR, "what do I bring"), (two, "how do I say goodbye", UNCOVERED)):
        expect(app.message(0)).to_contain_text(first)
        expect(app.message(2)).to_contain_text(second)
        expect(app.page.locator('[class*="st-key-mp-message-"]')).to_have_count(4)


def test_the_list_leads_to_each_conversation_and_to_a_new_one(app: App) -> None:
    app.open().say(first := "how do I thank my mentor properly")
    app.answer(1)
    app.page.get_by_role("button", name=texts.NEW, exact=True).click()
    app.page.get_by_role("heading", name=texts.WELCOME).wait_for()
    app.say(second := "where do I look for a mentor outside my company")
    app.answer(1)
    expect(app.message(0)).to_contain_text(second)
    row = app.rows().filter(has_text=first)
    expect(row).to_have_count(1)  # the list is drawn anew, and what it showed before has gone
    row.click()
    expect(app.message(0)).to_contain_text(first)
    app.page.get_by_role("link", name=texts.GUIDANCE).click()
    expect(app.page).to_have_url(re.compile("/guidance"))
    app.page.get_by_role("link", name=texts.CHAT, exact=True).click()
    expect(app.message(0)).to_contain_text(first)  # where the person was before


def test_what_arrives_is_announced(app: App) -> None:
    app.open()
    app.page.evaluate(
        """() => { window.announced = []; new MutationObserver(() => {
            for (const live of document.querySelectorAll("[role=log][aria-live=polite]"))
                window.announced.push(live.textContent);
        }).observe(document.body, {subtree: true, childList: true}) }"""
    )
    app.say(MENTOR)
    prose = squeezed(app.answer(1).text_content() or "")
    assert prose in map(squeezed, app.page.evaluate("window.announced"))


def test_by_keyboard_alone(app: App) -> None:
    app.open()
    press = app.page.keyboard.press

    def tab_to(css: str) -> None:
        for _ in range(80):
            if app.page.locator(f"{css}:focus").count():
                return
            press("Tab")
        pytest.fail(f"Tab does not reach {css}")

    tab_to("[data-testid=stChatInputTextArea]")
    app.page.keyboard.type(MENTOR)
    press("Enter")
    app.answer(1)
    chip = '[class*="st-key-mp-chip-"] button'
    tab_to(chip)
    before = app.page.locator(f"{chip}:focus").inner_text()
    outline, border = app.page.locator(f"{chip}:focus").evaluate(
        "e => [getComputedStyle(e).boxShadow + getComputedStyle(e).outlineStyle, getComputedStyle(e).borderColor]"
    )
    unfocused = app.chips(1).last.evaluate("e => getComputedStyle(e).borderColor")
    assert border != unfocused or outline not in ("nonenone", "noneauto"), "the focus is not to be seen"
    press("Enter")
    app.dialog.locator("mark").first.wait_for()
    assert app.dialog.locator(":focus").count() or app.dialog.evaluate("e => e.matches(':focus, :focus-within')")
    press("Escape")
    app.dialog.wait_for(state="hidden")
    expect(app.page.locator(f"{chip}:focus")).to_have_text(before)

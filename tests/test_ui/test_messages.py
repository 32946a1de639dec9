"""The Messages page in a real browser: a letter from the first question to the day on which it is followed up."""

from __future__ import annotations

import email
import email.policy
import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, expect

from assistant.brief import Brief, Candidate, Fact
from assistant.letters import Letter, Origin
from assistant.skills.outreach.followup import propose
from assistant.skills.outreach.types import Line, Particulars
from assistant.store import Store
from knowledge.letters import Channel, Medium
from tests.test_ui.test_look import faint_in_either_theme, settle, too_wide
from ui import texts

if TYPE_CHECKING:
    from tests.test_ui.conftest import App, Open, Server

pytestmark = pytest.mark.browser

AT = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
NAME = "Ana *Lima* <b>O’Neill</b>"  # people's words are no markup
ANSWERS = {
    "name": "Ana Lima", "work": "gave a talk on event streaming at KubeCon", "known": "we have never met",
    "ask": "how to write a platform strategy", "size": "20 minutes", "give": "my notes on our migration",
    "current_role": "SRE at a bank", "own_name": "Mia Çelik",
}  # fmt: skip
CARELESS = (
    "Subject: Your talk on event streaming\n\nDear [Name],\n\nI am an SRE at a bank in Porto, and your talk on event "
    "streaming at KubeCon made us change our plan. Could I ask you for 20 minutes on how to write a platform strategy? "
    "I would gladly share my notes on our migration. If it does not suit you, that is fine.\n\nThank you for reading "
    "this.\n\nMia Çelik"
)
MENDED = CARELESS.replace("[Name]", "Ana Lima")
_STREAMLITS_OWN = re.compile(
    r"console: .* 404 \(Not Found\) http://127\.0\.0\.1:\d+/messages/_stcore/(health|host-config)"
)


@pytest.fixture
def server(empty_server: Server) -> Server:
    return empty_server


@pytest.fixture
def open_messages(server: Server, tab: Open) -> Iterator[Callable[..., App]]:
    """Opens the page, at a letter where one is given."""
    apps: list[App] = []

    def open_page(letter: Letter | None = None, width: int = 1280) -> App:
        app = tab(server.url, width=width, height=860 if width > 600 else 740)
        apps.append(app)
        app.page.goto(f"{server.url}/messages{f'?letter={letter.id}' if letter else ''}")
        app.page.locator('.st-key-mp-beginnings, [class*="st-key-mp-text-"], .st-key-mp-question').first.wait_for()
        app.settle()
        return app

    yield open_page
    for app in apps:  # Streamlit looks for its server below each page's address first, as it does for the others
        app.troubles[:] = [each for each in app.troubles if not _STREAMLITS_OWN.fullmatch(each)]


def store(server: Server) -> Store:
    return Store(server.home / "mentorprep.db", "local")


def fact(name: str, value: str) -> Fact:
    return Fact(id=name, value=value, origin="by hand", at=AT, confirmed=True)


def given(
    server: Server,
    text: str,
    channel: Channel = "mentor_request_email",
    medium: Medium = "email",
    origin: Origin = "pasted",
    name: str = "Ana Lima",
) -> Letter:
    """A letter that is here already, to somebody who is in the Brief."""
    kept = store(server)
    ana = Candidate(name=fact("ana", name), work=fact("work", ANSWERS["work"]), known=fact("known", "we met in May"))
    kept.briefs.save(Brief(candidates=(ana,), own_name=fact("me", "Mia Çelik")), 0, "by hand")
    lines = (
        (Line(text="I would gladly share my notes on our migration.", facts=("give",)),) if origin == "draft" else ()
    )
    particulars = Particulars(give=fact("give", "my notes on our migration"))
    return kept.letters.create(
        channel, medium, title=name, candidate="ana", particulars=particulars, text=text, origin=origin, lines=lines
    )  # fmt: skip


def letter_of(server: Server) -> Letter:
    (letter,) = store(server).letters.all()
    return letter


def kept(server: Server, text: str) -> None:
    """Wait until the letter says this on disk: leaving a field takes a moment."""
    end = time.monotonic() + 20
    while letter_of(server).text != text:
        assert time.monotonic() < end, letter_of(server).text
        time.sleep(0.1)


def field(app: App) -> Locator:
    return app.page.locator('[class*="st-key-mp-text-"] textarea')


def findings(app: App) -> Locator:
    return app.page.locator('[class*="st-key-mp-finding-"]')


def press(app: App, name: str) -> None:
    app.page.get_by_role("button", name=name, exact=True).click()
    app.settle()


def write(app: App, text: str) -> None:
    """Type into the editor, and leave it."""
    field(app).fill(text)
    field(app).blur()
    app.settle()


def answer(app: App) -> str:
    """Answer the one question that is asked; returns what it was about."""
    box = app.page.locator('[class*="st-key-mp-answer-"]')
    expect(box).to_have_count(1)
    asked = str(box.get_attribute("class"))
    need = next(need for need in sorted(ANSWERS, key=len, reverse=True) if f"-{need}-" in asked)
    box.locator("input").fill(ANSWERS[need])
    press(app, texts.GO_ON)
    expect(app.page.locator(f'[class*="st-key-mp-answer-"][class*="-{need}-"]')).to_have_count(0)
    return need


def test_one_question_at_a_time_then_two_drafts(server: Server, open_messages: Callable[..., App]) -> None:
    app = open_messages()
    expect(app.page.get_by_text(texts.MESSAGES_WHAT)).to_be_visible()
    expect(app.page.locator('[class*="st-key-mp-suggest-"] button')).to_have_count(7)
    press(app, texts.BEGINNINGS["mentor_request_email"][0])
    asked = []
    card = app.page.locator(".st-key-mp-card-warmer")
    drafts = app.page.locator('[class*="st-key-mp-draft-"]')
    while not drafts.count():
        if card.count():
            expect(card.locator('[class*="st-key-mp-chip-"] button').first).to_be_visible()
            assert app.page.locator('[class*="st-key-mp-answer-"]').count() == 0
            press(app, texts.WRITE_ANYWAY)
            expect(card).to_have_count(0)
        asked.append(answer(app))
    assert sorted(asked) == sorted(ANSWERS)
    expect(drafts).to_have_count(2)
    first, second = (drafts.nth(n).locator(".mp-letter").inner_text() for n in range(2))
    assert first != second and all("Ana" in text and "Mia Çelik" in text for text in (first, second))
    app.page.get_by_role("radio", name=texts.TONES["formal"]).or_(
        app.page.get_by_role("button", name=texts.TONES["formal"])
    ).first.click()
    expect(drafts.nth(0).locator(".mp-letter")).not_to_have_text(first)
    app.settle()
    assert letter_of(server).tone == "formal"
    app.page.locator(".st-key-mp-go-take-1 button").click()
    expect(field(app)).to_have_value(re.compile("Subject: .*Mia Çelik", re.DOTALL))
    app.settle()
    assert field(app).input_value() == letter_of(server).text
    app.page.locator(".st-key-mp-basis summary").click()
    expect(app.page.locator(".mp-basis")).to_contain_text(ANSWERS["work"])


def test_a_finding_shows_its_words_and_is_mended(server: Server, open_messages: Callable[..., App]) -> None:
    app = open_messages(given(server, MENDED))
    write(app, CARELESS)  # leaving the field is enough
    careless = findings(app).filter(has_text=texts.FLAWS["typos_or_wrong_name_placeholder"])
    expect(careless).to_be_visible()
    expect(app.page.locator("mark.mp-found").filter(has_text="[Name]")).to_be_visible()
    kept(server, CARELESS)
    expect(careless.locator("del")).to_contain_text("[Name]")
    expect(careless.locator("ins")).to_contain_text("Ana Lima")
    careless.locator('[class*="st-key-mp-chip-"] button').first.click()
    app.dialog.locator("mark").first.wait_for()
    app.page.keyboard.press("Escape")
    app.dialog.wait_for(state="hidden")
    app.settle()
    careless.get_by_role("button", name=texts.FIX["replace"]).click()
    expect(careless).to_have_count(0)
    expect(field(app)).to_have_value(MENDED)
    letter = letter_of(server)
    assert [version.origin for version in letter.versions] == ["pasted", "by hand", "fix"]
    field(app).fill(MENDED.replace("20 minutes", "30 minutes"))
    press(app, texts.CHECK)  # straight from the field
    kept(server, MENDED.replace("20 minutes", "30 minutes"))


def test_a_stranger_reads_before_and_after(server: Server, open_messages: Callable[..., App]) -> None:
    app = open_messages(given(server, CARELESS))
    press(app, texts.LET_READ)
    verdict = app.page.locator(".mp-verdict")
    expect(verdict).to_have_count(1)
    expect(verdict).to_contain_text(texts.DECISIONS["ignore"])
    expect(app.page.locator(".st-key-mp-stranger mark").filter(has_text="[Name]")).to_be_visible()
    write(app, MENDED)
    expect(verdict).to_have_count(2)
    expect(verdict.nth(0)).to_contain_text(texts.DECISIONS["ignore"])
    expect(verdict.nth(1)).not_to_contain_text(texts.DECISIONS["ignore"])
    expect(app.page.locator(".mp-compared")).to_be_visible()
    app.page.reload()
    expect(verdict).to_have_count(2)  # nothing is lost


def test_it_goes_out_and_is_followed_up(server: Server, open_messages: Callable[..., App], tmp_path: Path) -> None:
    app = open_messages(given(server, MENDED))
    with app.page.expect_download() as download:
        app.page.locator(".st-key-mp-eml button").click()
    download.value.save_as(tmp_path / "m.eml")
    assert download.value.suggested_filename == "your-talk-on-event-streaming.eml"
    mail = email.message_from_bytes((tmp_path / "m.eml").read_bytes(), policy=email.policy.default)
    assert mail["Subject"] == "Your talk on event streaming" and mail["X-Unsent"] == "1"
    assert mail.get_content().replace("\r\n", "\n").strip() == MENDED.partition("\n\n")[2]
    link = app.page.locator(".st-key-mp-mailto a").get_attribute("href")
    assert link and urlsplit(link).scheme == "mailto"
    assert parse_qs(urlsplit(link).query)["subject"] == ["Your talk on event streaming"]
    app.page.get_by_role("button", name=texts.COPY).click()
    expect(app.page.get_by_test_id("stCode")).to_contain_text("Dear Ana Lima,")
    app.page.keyboard.press("Escape")
    press(app, texts.I_SENT_IT)
    card = app.page.locator(".st-key-mp-card-follow-up")
    expect(card.locator('[class*="st-key-mp-chip-"] button').first).to_be_visible()
    letter = letter_of(server)
    proposed = propose("mentor_request_email", "email", date.today())
    assert letter.sent == date.today() and proposed and letter.follow_up == proposed.day
    with app.page.expect_download() as download:
        card.locator(".st-key-mp-ics button").click()
    download.value.save_as(tmp_path / "m.ics")
    lines = (tmp_path / "m.ics").read_bytes().decode().split("\r\n")
    assert f"DTSTART;VALUE=DATE:{proposed.day:%Y%m%d}" in lines and lines[0] == "BEGIN:VCALENDAR"
    press(app, texts.ALL_MESSAGES)
    expect(app.page.locator('[class*="st-key-mp-entry-"]')).to_contain_text("follow up on")
    app.page.locator('[class*="st-key-mp-letter-"] button').click()
    expect(card).to_be_visible()
    app.settle()
    press(app, texts.OUTCOMES["silent"])
    expect(app.page.locator(".st-key-mp-card-rest")).to_contain_text(texts.REST)
    expect(card).to_have_count(0)
    assert letter_of(server).outcome == "silent"


def test_a_follow_up_knows_what_it_follows(server: Server, open_messages: Callable[..., App]) -> None:
    letter = given(server, MENDED)
    store(server).letters.update(letter.id, sent=date.today() - timedelta(days=20), outcome="open")
    app = open_messages(letter)
    expect(app.page.locator(".st-key-mp-card-follow-up")).to_contain_text(texts.NOW_FOLLOW_UP)
    press(app, texts.WRITE_FOLLOW_UP)
    expect(app.page.locator(".mp-about")).to_contain_text(texts.BEGINNINGS["followup"][1])
    assert len(store(server).letters.all()) == 2


def test_an_earlier_version_comes_back_and_a_letter_goes(server: Server, open_messages: Callable[..., App]) -> None:
    letter = given(server, MENDED)
    store(server).letters.save_version(letter.id, CARELESS, "by hand", based_on=letter.versions[0].id)
    app = open_messages(letter)
    app.settle()
    app.page.locator(".st-key-mp-versions summary").click()
    app.page.locator('[class*="st-key-mp-see-version-"] button').click()
    app.settle()
    opened = app.page.locator(".st-key-mp-version-open")
    expect(opened.locator("del")).to_contain_text("Ana Lima")
    expect(opened.locator("ins")).to_contain_text("[Name]")
    press(app, texts.TAKE_BACK_VERSION)
    expect(field(app)).to_have_value(MENDED)
    assert [version.text for version in letter_of(server).versions] == [MENDED, CARELESS, MENDED]
    press(app, texts.DELETE_LETTER)
    app.dialog.get_by_role("button", name=texts.DELETE_NO).click()
    app.dialog.wait_for(state="hidden")
    assert letter_of(server)
    app.settle()
    press(app, texts.DELETE_LETTER)
    app.dialog.get_by_role("button", name=texts.DELETE_YES).click()
    expect(app.page.get_by_text(texts.MESSAGES_WHAT)).to_be_visible()
    assert store(server).letters.all() == []
    app.page.goto(f"{server.url}/messages?letter={letter.id}")
    expect(app.page.get_by_text(texts.LETTER_GONE)).to_be_visible()


def test_another_tab_is_not_overwritten_and_nothing_typed_is_lost(
    server: Server, open_messages: Callable[..., App]
) -> None:
    letter = given(server, MENDED)
    app = open_messages(letter)
    store(server).letters.save_version(letter.id, "Theirs", "by hand", based_on=letter.versions[0].id)
    write(app, "Mine")
    expect(app.page.get_by_text(texts.OTHER_TEXT)).to_be_visible()
    expect(field(app)).to_have_value("Mine")
    assert letter_of(server).text == "Theirs"
    press(app, texts.KEEP_MINE)
    expect(app.page.get_by_text(texts.OTHER_TEXT)).to_have_count(0)
    assert [version.text for version in letter_of(server).versions] == [MENDED, "Theirs", "Mine"]
    app.page.reload()
    expect(field(app)).to_have_value("Mine")


def test_a_pasted_message_is_checked_and_odd_ones_do_no_harm(server: Server, open_messages: Callable[..., App]) -> None:
    app = open_messages()
    press(app, texts.CHECK_OWN)
    press(app, texts.CHECK_OWN_GO)
    expect(app.page.get_by_role("alert")).to_be_visible()  # nothing was typed
    app.page.get_by_label(texts.CHECK_OWN_TEXT).fill(CARELESS)
    press(app, texts.CHECK_OWN_GO)
    expect(field(app)).to_have_value(CARELESS)
    expect(findings(app).first).to_be_visible()
    html = '<img src="https://example.org/x.png"><script>alert(1)</script> **Hi** [a](https://example.org) ![b](https://example.org/b.png)'
    write(app, html)
    expect(field(app)).to_have_value(html)
    kept(server, html)
    app.settle()
    press(app, texts.LET_READ)
    expect(app.page.locator(".mp-verdict")).to_be_visible()
    assert app.page.locator('[data-testid="stMain"] img').count() == 0
    write(app, "Guten Tag Frau Lima, ich würde gerne mit Ihnen über meine Laufbahn sprechen. Vielen Dank im Voraus.")
    expect(app.page.get_by_text("English", exact=False).first).to_be_visible()
    long = "word " * 4000
    write(app, long)
    kept(server, long)
    expect(findings(app).filter(has_text=texts.FLAWS["too_long"])).to_be_visible()
    write(app, long + "and more")
    expect(app.page.get_by_role("alert")).to_contain_text("20,000")
    expect(field(app)).to_have_value(long + "and more")  # still here to be shortened
    assert letter_of(server).text == long
    write(app, "")
    expect(app.page.locator(".mp-quiet[role=status]")).to_be_visible()
    assert not app.page.get_by_test_id("stException").count()


def test_it_can_be_read_on_a_phone_and_in_either_theme(server: Server, open_messages: Callable[..., App]) -> None:
    awkward = CARELESS.replace("migration", "averylongwordwithoutanyspace" * 6)
    app = open_messages(given(server, awkward, origin="draft", name=NAME), width=360)
    expect(app.page.get_by_role("heading", name=NAME)).to_be_visible()
    settle(app)
    assert too_wide(app) == []
    press(app, texts.LET_READ)
    write(app, awkward.replace("[Name]", "Ana"))
    expect(app.page.locator(".mp-verdict")).to_have_count(2)
    app.page.locator(".st-key-mp-versions summary").click()
    app.page.locator('[class*="st-key-mp-see-version-"] button').first.click()
    app.page.locator(".st-key-mp-version-open").wait_for()
    press(app, texts.I_SENT_IT)
    app.page.locator(".st-key-mp-card-follow-up").wait_for()
    app.settle()
    settle(app)
    assert too_wide(app) == []
    assert faint_in_either_theme(app, app.page.locator("body")) == []
    press(app, texts.ALL_MESSAGES)
    app.page.locator(".st-key-mp-beginnings").wait_for()
    app.settle()
    settle(app)
    assert too_wide(app) == []
    assert faint_in_either_theme(app, app.page.locator("body")) == []
    press(app, texts.BEGINNINGS["intro_request"][0])
    app.page.locator(".st-key-mp-question").wait_for()
    app.settle()
    settle(app)
    assert too_wide(app) == []
    assert faint_in_either_theme(app, app.page.locator("body")) == []

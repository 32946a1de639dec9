"""The Brief beside the chat, in a real browser: it fills while one talks, and everything in it can be changed."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, expect

from assistant.brief import Brief, Fact, Objective
from assistant.briefs import Briefs
from assistant.tables import opened
from assistant.word.brief import LABELS
from ui import texts

if TYPE_CHECKING:
    from tests.test_ui.conftest import App, Open, Server, Start

pytestmark = pytest.mark.browser

BEGIN = "Help me work out what I want"
ROLE = "I am a database administrator, for six years now"


@pytest.fixture
def server(empty_server: Server) -> Server:
    return empty_server


def keep(server: Server, brief: Brief) -> Brief:
    """Let this be the Brief."""
    briefs = Briefs(opened(server.home / "mentorprep.db"), "local")
    briefs.save(brief, briefs.current()[1], "test")
    return brief


def kept(server: Server) -> Brief:
    return Briefs(opened(server.home / "mentorprep.db"), "local").current()[0]


def value_of(server: Server, slot: str) -> object:
    return kept(server).plain()[slot]


def said(value: str, quote: str = "", until: date | None = None) -> Fact:
    return Fact(
        id=hashlib.sha256(value.encode()).hexdigest()[:12],
        value=value,
        origin="said",
        quote=quote or value,
        at=datetime.now(UTC),
        until=until,
    )


def half() -> Brief:
    return Brief(
        current_role=said("database administrator", "I'm a database administrator"),
        next_role=said("data architect"),
        strengths=(said("query tuning"), said("<b>explaining</b> *things*")),
        objectives=(
            Objective(text=said("lead the design review"), deadline=said("June", "by June", date(2027, 6, 30))),
        ),
    )


def whole() -> Brief:
    """One in which nothing is left to ask."""
    slots = ("strengths", "weaknesses", "tried", "help_wanted", "mentor_qualities", "offer_in_return", "constraints")
    lists = {slot: (said(f"one of the {slot}"),) for slot in slots}
    objective = Objective(text=said("lead the review"), measure=said("twice alone"), deadline=said("in June"))
    singles = {"current_role": said("DBA"), "next_role": said("data architect"), "horizon": said("by 2028")}
    return Brief.model_validate({**singles, **lists, "objectives": (objective,)})


def panel(app: App) -> Locator:
    return app.page.locator(".st-key-mp-brief")


def row(scope: Locator, text: str) -> Locator:
    return scope.locator('[class*="st-key-mp-see-"] button').filter(has_text=text)


def field(scope: Locator) -> Locator:
    return scope.get_by_label(texts.FACT)


def press(app: App, scope: Locator, name: str) -> None:
    scope.get_by_role("button", name=name, exact=True).click()
    app.settle()


def test_it_fills_while_one_talks_and_each_line_keeps_its_words(server: Server, tab: Open) -> None:
    app = tab(server.url).open()
    expect(panel(app)).to_contain_text(texts.BRIEF_EMPTY)
    app.say(BEGIN).answer(1)
    app.say(ROLE).answer(3)
    fact = row(panel(app), "database administrator")
    expect(app.page.locator('[class*="st-key-mp-glow-"]')).to_have_text(
        [re.compile("database administrator"), re.compile("six years")]
    )
    fact.click()
    role = kept(server).current_role
    assert role is not None and role.quote in ROLE
    words = texts.OWN_WORDS if role.quote == role.value else f"{texts.IN_YOUR_WORDS} {role.quote}"
    expect(panel(app).locator(".mp-origin")).to_contain_text(words)
    expect(panel(app).locator(".mp-origin")).to_contain_text(texts.SURE[False])
    app.page.reload()
    app.answer(3)
    expect(fact).to_be_visible()
    expect(app.page.locator('[class*="st-key-mp-glow-"]')).to_have_count(0)


def test_a_fact_is_changed_and_the_change_is_taken_back(server: Server, tab: Open) -> None:
    keep(server, half())
    app = tab(server.url).open()
    row(panel(app), "database administrator").click()
    expect(panel(app)).to_contain_text(f"{texts.IN_YOUR_WORDS} I'm a database administrator")
    row(panel(app), "data architect").click()
    expect(panel(app)).to_contain_text(texts.OWN_WORDS)
    expect(field(panel(app))).to_have_count(1)  # the one that was open before goes when the page is drawn
    app.settle()
    field(panel(app)).fill("principal data architect")
    press(app, panel(app), texts.SAVE)
    expect(row(panel(app), "principal data architect")).to_be_visible()
    expect(field(panel(app))).to_have_count(0)
    assert value_of(server, "next_role") == "principal data architect"
    row(panel(app), "principal data architect").click()
    expect(panel(app)).to_contain_text(texts.BY_HAND)
    press(app, panel(app), texts.UNDO)
    expect(row(panel(app), "principal data architect")).to_have_count(0)
    expect(row(panel(app), "data architect")).to_be_visible()
    assert kept(server).plain() == half().plain()


def test_a_fact_is_confirmed_and_another_one_taken_out(server: Server, tab: Open) -> None:
    keep(server, half())
    app = tab(server.url).open()
    sure = panel(app).get_by_role("img", name=texts.SURE[True])
    expect(sure).to_have_count(1)  # in the legend
    row(panel(app), "query tuning").click()
    press(app, panel(app), texts.RIGHT)
    expect(sure).to_have_count(2)
    row(panel(app), "<b>explaining</b> *things*").click()  # people's words are no markup
    press(app, panel(app), texts.REMOVE)
    expect(row(panel(app), "explaining")).to_have_count(0)
    assert [(fact.value, fact.confirmed) for fact in kept(server).strengths] == [("query tuning", True)]


def test_something_is_added_by_hand(server: Server, tab: Open) -> None:
    app = tab(server.url).open()
    add = panel(app).get_by_role("button", name=texts.ADD, exact=True)
    add.click()
    app.page.get_by_role("menuitem", name=LABELS["objectives"]).click()
    panel(app).get_by_label(texts.add_to(LABELS["objectives"])).fill("lead the design review")
    press(app, panel(app), texts.SAVE)
    row(panel(app), "lead the design review").click()
    press(app, panel(app), texts.ADD_PART["deadline"])
    panel(app).get_by_label(texts.ADD_PART["deadline"]).fill("June 2030")
    press(app, panel(app), texts.SAVE)
    expect(row(panel(app), "June 2030")).to_contain_text(texts.PARTS["deadline"])
    add.click()
    app.page.get_by_role("menuitem", name=LABELS["current_role"]).click()
    press(app, panel(app), texts.SAVE)  # nothing typed
    expect(panel(app).get_by_test_id("stAlert")).to_be_visible()
    press(app, panel(app), texts.CANCEL)
    objective = kept(server).objectives[0]
    assert objective.deadline is not None and objective.deadline.until == date(2030, 6, 30) and objective.text.confirmed


def test_two_tabs_lose_nothing(server: Server, tab: Open) -> None:
    keep(server, half())
    one, two = tab(server.url).open(), tab(server.url, apart=True).open()
    row(panel(one), "data architect").click()
    field(panel(one)).fill("data architect in a bank")
    row(panel(two), "query tuning").click()
    field(panel(two)).fill("tuning slow queries")
    press(two, panel(two), texts.SAVE)
    press(one, panel(one), texts.SAVE)
    expect(panel(one)).to_contain_text("changed elsewhere")
    expect(row(panel(one), "tuning slow queries")).to_be_visible()  # the Brief as it is now
    expect(field(panel(one))).to_have_value("data architect in a bank")
    press(one, panel(one), texts.SAVE)
    expect(row(panel(one), "data architect in a bank")).to_be_visible()
    expect(panel(one)).not_to_contain_text("changed elsewhere")

    press(two, panel(two), texts.UNDO)  # would take back what the other tab has done
    expect(panel(two)).to_contain_text(texts.CHANGED_ELSEWHERE)
    expect(row(panel(two), "data architect in a bank")).to_be_visible()

    row(panel(one), "tuning slow queries").click()
    field(panel(one)).fill("tuning, with numbers to show")
    row(panel(two), "tuning slow queries").click()
    press(two, panel(two), texts.REMOVE)
    press(one, panel(one), texts.SAVE)  # there is no such line any more
    expect(panel(one)).to_contain_text(texts.TYPED)
    expect(panel(one).locator("code")).to_have_text("tuning, with numbers to show")


def test_a_sheet_on_a_phone(server: Server, tab: Open) -> None:
    keep(server, half())
    app = tab(server.url, width=390, height=800, apart=True).open()
    expect(panel(app)).to_be_hidden()
    button = app.page.get_by_role("button", name=texts.brief_button(6))
    button.click()
    row(app.dialog, "data architect").click()
    field(app.dialog).fill("staff engineer")
    press(app, app.dialog, texts.SAVE)
    expect(row(app.dialog, "staff engineer")).to_be_visible()
    row(app.dialog, "query tuning").click()
    press(app, app.dialog, texts.REMOVE)
    expect(row(app.dialog, "query tuning")).to_have_count(0)
    app.page.keyboard.press("Escape")
    app.dialog.wait_for(state="hidden")
    expect(app.page.get_by_role("button", name=texts.brief_button(5))).to_be_visible()
    assert value_of(server, "next_role") == "staff engineer"


def test_quick_replies_are_said_and_go(server: Server, tab: Open) -> None:
    app = tab(server.url).open()
    app.say(BEGIN).answer(1)
    quick = app.page.locator('[class*="st-key-mp-quick-"] button')
    first = quick.first.inner_text()
    quick.first.click()
    app.answer(3)
    expect(app.message(2)).to_contain_text(first)
    expect(app.message(1).locator('[class*="st-key-mp-quick-"]')).to_have_count(0)


def test_all_of_it_is_confirmed_when_it_is_read_back(server: Server, tab: Open) -> None:
    keep(server, whole())
    app = tab(server.url).open()
    app.say(BEGIN)
    expect(app.answer(1)).to_contain_text(f"{LABELS['next_role']}: data architect")
    assert app.message(1).locator(".mp-line").count() >= 10  # each on a line of its own
    press(app, panel(app), texts.ALL_RIGHT)
    app.answer(3)
    expect(app.message(2)).to_contain_text("Yes")
    expect(panel(app).get_by_role("button", name=texts.ALL_RIGHT)).to_have_count(0)
    assert all(fact.confirmed for _, fact in kept(server).facts())


def test_what_was_changed_outlives_the_server(home_copy: Path, start_server: Start, tab: Open) -> None:
    server = start_server(home_copy)
    keep(server, half())
    app = tab(server.url).open()
    row(panel(app), "data architect").click()
    field(panel(app)).fill("head of data")
    press(app, panel(app), texts.SAVE)
    expect(row(panel(app), "head of data")).to_be_visible()
    app.page.close()
    server.kill()
    server.start()
    again = tab(server.url).open()
    expect(row(panel(again), "head of data")).to_be_visible()
    again.page.close()
    server.stop()


def test_by_keyboard(server: Server, tab: Open) -> None:
    keep(server, half())
    app = tab(server.url).open()
    press_key = app.page.keyboard.press

    def tab_to(css: str) -> None:
        for _ in range(60):
            if app.page.locator(f"{css}:focus").count():
                return
            press_key("Tab")
        pytest.fail(f"Tab does not reach {css}")

    tab_to('[class*="st-key-mp-see-panel-"] button')
    expect(app.page.locator(":focus")).to_have_text("database administrator")
    press_key("Enter")
    field(panel(app)).wait_for()
    app.settle()
    tab_to('[class*="st-key-mp-value-"] textarea')
    press_key("Control+a")
    app.page.keyboard.type("database engineer")
    press_key("Control+Enter")
    expect(row(panel(app), "database engineer")).to_be_visible()
    assert value_of(server, "current_role") == "database engineer"

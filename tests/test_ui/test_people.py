"""The people of the Brief, in a real browser: added, told of part by part, changed and taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, expect

from assistant.brief import Brief
from assistant.briefs import Briefs
from assistant.tables import opened
from assistant.word.brief import ADD_PART, LABELS, NEW_PERSON
from ui import texts

if TYPE_CHECKING:
    from tests.test_ui.conftest import App, Open, Server

pytestmark = pytest.mark.browser

NAME = "Ana *Lima* <b>O’Neill</b>"  # people's words are no markup


@pytest.fixture
def server(empty_server: Server) -> Server:
    return empty_server


def kept(server: Server) -> Brief:
    return Briefs(opened(server.home / "mentorprep.db"), "local").current()[0]


def panel(app: App) -> Locator:
    return app.page.locator(".st-key-mp-brief")


def row(app: App, text: str) -> Locator:
    return panel(app).locator('[class*="st-key-mp-see-"] button').filter(has_text=text)


def press(app: App, name: str) -> None:
    panel(app).get_by_role("button", name=name, exact=True).click()
    app.settle()


def begin(app: App, item: str) -> None:
    panel(app).get_by_role("button", name=texts.ADD, exact=True).click()
    app.page.get_by_role("menuitem", name=item).click()


def enter(app: App, label: str, value: str) -> None:
    panel(app).get_by_label(label).fill(value)
    press(app, texts.SAVE)


def test_somebody_is_told_of_part_by_part_changed_and_taken_out(server: Server, tab: Open) -> None:
    app = tab(server.url).open()
    begin(app, LABELS["candidates"])
    enter(app, NEW_PERSON, NAME)
    glowing = app.page.locator('[class*="st-key-mp-glow-panel"]')
    expect(glowing).to_contain_text(NAME)
    expect(panel(app).get_by_role("heading", name=LABELS["candidates"])).to_be_visible()
    for part, value in (("role", "head of platform"), ("known", "we met in May"), ("why", "honest")):
        row(app, NAME).click()
        press(app, ADD_PART[part])  # type: ignore[index]
        enter(app, ADD_PART[part], value)  # type: ignore[index]
        expect(row(app, value)).to_be_visible()
    row(app, NAME).click()
    more = panel(app).locator('[class*="st-key-mp-more-"]')
    expect(more).to_have_count(1)
    expect(more).to_contain_text(ADD_PART["work"])
    expect(row(app, "we met in May")).to_contain_text("How you know each other")
    expect(row(app, "we met in May")).not_to_contain_text("31 May")
    expect(row(app, "head of platform")).to_have_count(1)
    row(app, "head of platform").click()
    expect(more).to_have_count(0)  # what was open before goes when the page is drawn
    app.settle()
    panel(app).get_by_label(texts.FACT).fill("VP platform")
    press(app, texts.SAVE)
    expect(row(app, "VP platform")).to_be_visible()
    (person,) = kept(server).plain()["candidates"]
    assert person == {"name": NAME, "role": "VP platform", "known": "we met in May", "why": "honest"}
    row(app, NAME).click()
    press(app, texts.REMOVE)
    expect(row(app, "VP platform")).to_have_count(0)
    assert kept(server).candidates == ()
    press(app, texts.UNDO)
    expect(row(app, "VP platform")).to_be_visible()


def test_the_name_to_sign_with(server: Server, tab: Open) -> None:
    app = tab(server.url).open()
    begin(app, LABELS["own_name"])
    enter(app, LABELS["own_name"], "Mia Çelik")
    expect(row(app, "Mia Çelik")).to_be_visible()
    panel(app).get_by_role("button", name=texts.ADD, exact=True).click()
    expect(app.page.get_by_role("menuitem", name=LABELS["candidates"])).to_be_visible()
    expect(app.page.get_by_role("menuitem", name=LABELS["own_name"])).to_have_count(0)  # it is changed instead
    own = kept(server).own_name
    assert own is not None and own.value == "Mia Çelik" and own.confirmed

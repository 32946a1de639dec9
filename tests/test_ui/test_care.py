"""Careful answers: calm, nothing offered but people to call, in a country that the person picks."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest
from playwright.sync_api import Locator, TimeoutError, expect

from assistant.commands import Concern
from assistant.turn import Turn
from assistant.word.contacts import Country, contacts
from ui import care, texts
from ui.text import as_html

if TYPE_CHECKING:
    from tests.test_ui.conftest import App

HARASSED = "my boss keeps touching me and I do not want it"


def test_every_country_can_be_shown_for_every_concern() -> None:
    assert contacts() == tuple(sorted(contacts(), key=lambda country: country.name))
    for country in contacts():
        for concern in get_args(Concern):
            shown = care.as_list(country, concern)
            assert as_html(country.emergency.source) in shown
            fitting = country.fitting(concern)
            assert all(as_html(each.name) in shown and as_html(each.source) in shown for each in fitting)
            assert (as_html(texts.NO_CONTACT) in shown) is (not fitting)
            assert shown.count("<li>") == 1 + len(fitting)


def test_a_worry_shows_all_and_a_concern_only_its_own() -> None:
    country = next(each for each in contacts() if len(each.contacts) > 2)
    assert country.fitting("worry") == country.fitting("unsure") == country.contacts
    assert 0 < len(country.fitting("self_harm")) < len(country.contacts)


def test_numbers_can_be_called() -> None:
    assert care.callable_number("112 (police: 110)") == (
        '<a href="tel:112">112</a> (police: <a href="tel:110">110</a>)'
    )
    assert care.callable_number("1-800-799-7233") == '<a href="tel:18007997233">1-800-799-7233</a>'
    assert care.callable_number("<b>") == "&lt;b&gt;"


def test_only_a_careful_answer_is_one() -> None:
    assert care.concern_of(None) is None
    assert care.concern_of(Turn(intent="x", move="ask")) is None
    assert [care.concern_of(Turn(intent="x", move=each)) for each in get_args(Concern)] == list(get_args(Concern))


@pytest.mark.browser
def test_contacts_are_shown_for_the_country_that_is_picked(app: App) -> None:
    app.open().say(HARASSED)
    reply = app.message(1)
    box = reply.get_by_label(texts.CONTACTS)
    box.wait_for()
    app.settle()
    expect(reply.locator(".mp-contacts")).to_have_count(0)  # nothing is picked beforehand
    expect(reply.get_by_test_id("stFeedback")).to_have_count(0)
    expect(app.suggestions()).to_have_count(0)
    expect(app.page.locator('[class*="st-key-mp-quick-"]')).to_have_count(0)
    for country in (_one(True), _one(False)):
        _pick(app, box, country.name)
        expect(reply.locator(".mp-number").first).to_have_text(country.emergency.number)
        expect(reply.locator(".mp-contacts li")).to_have_count(1 + len(country.fitting("harassment")))
        app.settle()
    expect(reply).to_contain_text(texts.NO_CONTACT)
    expect(reply.locator('a[href^="tel:"]').first).to_be_visible()


def _pick(app: App, box: Locator, name: str) -> None:
    """The list closes again when the page has only just been drawn anew: a person opens it once more, and so do we."""
    for _ in range(10):
        box.click()
        try:
            app.page.get_by_role("option", name=name, exact=True).click(timeout=2000)
        except TimeoutError:
            continue
        return
    pytest.fail(f"{name} cannot be picked")


def _one(fits: bool) -> Country:
    return next(each for each in contacts() if bool(each.fitting("harassment")) is fits)

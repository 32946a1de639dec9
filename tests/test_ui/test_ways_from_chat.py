"""From the chat to the pages where a draft or a rehearsal is worked on, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from ui import texts

if TYPE_CHECKING:
    from tests.test_ui.conftest import App

pytestmark = pytest.mark.browser
SAID = (
    "Write a message to Ana Lima, head of platform at Nubank, we met at KubeCon", "her talk on Kafka", "how to say no",
    "20 minutes", "I can share my notes", "SRE at a bank", "Mira Lund",
)  # fmt: skip


def test_a_draft_opens_in_messages(app: App) -> None:
    app.open()
    for number, text in enumerate(SAID):
        app.say(text)
        assert app.answer(2 * number + 1).inner_text()
    drafted = app.message(2 * len(SAID) - 1)
    assert drafted.locator(".mp-own").count() >= 4, "each paragraph of the draft is set apart"
    drafted.get_by_role("link", name=texts.LETTER_READY).click()
    app.page.wait_for_url("**/messages?letter=*")
    expect(app.page.get_by_text("Mira Lund").first).to_be_visible()


def test_a_rehearsal_is_one_click_away(app: App) -> None:
    app.open().say("let's rehearse the first meeting")
    assert app.answer(1).inner_text()
    app.message(1).get_by_role("link", name=texts.TO_REHEARSE).click()
    expect(app.page.get_by_role("heading", name=texts.REHEARSE, exact=True)).to_be_visible()

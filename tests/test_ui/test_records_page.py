"""My data: everything out, gone, and in again; and the list of conversations in order."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, expect

from assistant.brief import Place
from assistant.session import Assistant
from assistant.settings import Settings
from ui import texts

if TYPE_CHECKING:
    from tests.test_ui.conftest import App, Open, Server

pytestmark = pytest.mark.browser

ASKED = "how do I tell my mentor about the merger called zanzibar"


@pytest.fixture
def server(empty_server: Server) -> Server:
    return empty_server


def open_my_data(app: App) -> Locator:
    app.page.get_by_role("button", name=texts.MY_DATA).click()
    app.dialog.get_by_text(texts.TAKE_WHAT).wait_for()
    app.settle()
    return app.dialog


def taken(app: App, name: str, folder: Path) -> Path:
    with app.page.expect_download() as download:
        app.dialog.get_by_role("button", name=texts.TAKE_AS[name], exact=True).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_out_gone_and_back(server: Server, tab: Open, tmp_path: Path) -> None:
    assistant = Assistant(Settings(home=server.home))
    assistant.add(Place(slot="strengths"), "patience with zanzibar", 0)
    rehearsal = assistant.stage.begin("ingrid-solheim")
    app = tab(server.url, apart=True).open()
    app.say(ASKED).answer(1)
    dialog = open_my_data(app)
    expect(dialog).to_contain_text(str(server.home))
    expect(dialog).to_contain_text(texts.kept(1, 1, rehearsals=1))
    exported = taken(app, "json", tmp_path)
    assert (
        json.loads(exported.read_text(encoding="utf-8"))["brief"]["strengths"][0]["value"] == "patience with zanzibar"
    )
    markdown = taken(app, "markdown", tmp_path)
    assert ASKED in markdown.read_text(encoding="utf-8") and markdown.suffix == ".md"
    assert taken(app, "docx", tmp_path).read_bytes()[:2] == b"PK"

    word = dialog.get_by_label(texts.ERASE_FIELD)
    word.fill("yes")
    dialog.get_by_role("button", name=texts.ERASE, exact=True).click()
    expect(dialog).to_contain_text(texts.ERASE_NOT)
    word.fill(texts.ERASE_WORD)
    dialog.get_by_role("button", name=texts.ERASE, exact=True).click()
    app.dialog.wait_for(state="hidden")
    expect(app.page.get_by_text(texts.ERASED)).to_be_visible()
    expect(app.rows()).to_have_count(0)
    assert app.conversation_id == ""
    expect(app.page.locator(".st-key-mp-brief")).to_contain_text(texts.BRIEF_EMPTY)
    assert assistant.stage.all() == []
    for file in server.home.glob("mentorprep.db*"):
        assert b"zanzibar" not in file.read_bytes()

    dialog = open_my_data(app)
    dialog.locator("input[type=file]").set_input_files(exported.rename(tmp_path / "mine.json"))
    dialog.get_by_text("mine.json").wait_for()
    dialog.get_by_role("button", name=texts.BRING_YES).click()
    expect(dialog).to_contain_text(texts.brought(1, rehearsals=1))
    assert assistant.stage.all() == [rehearsal]
    app.page.keyboard.press("Escape")
    app.dialog.wait_for(state="hidden")
    expect(app.page.locator(".st-key-mp-brief")).to_contain_text("patience with zanzibar")
    app.rows().filter(has_text="zanzibar").click()
    expect(app.message(0)).to_contain_text(ASKED)
    assert len(app.message(1).inner_text()) > 40


def test_a_file_that_is_none_of_ours_is_said(server: Server, tab: Open, tmp_path: Path) -> None:
    (tmp_path / "other.json").write_text('{"a": 1}', encoding="utf-8")
    app = tab(server.url, apart=True).open()
    dialog = open_my_data(app)
    dialog.locator("input[type=file]").set_input_files(tmp_path / "other.json")
    dialog.get_by_text("other.json").wait_for()
    dialog.get_by_role("button", name=texts.BRING_YES).click()
    expect(dialog.get_by_test_id("stAlert")).to_be_visible()


def test_a_conversation_is_renamed_and_found(server: Server, tab: Open) -> None:
    assistant = Assistant(Settings(home=server.home))
    for number in range(6):
        list(assistant.reply(assistant.create().id, f"how do I thank mentor number {number}"))
    app = tab(server.url, apart=True).open()
    app.rows().filter(has_text="number 3").click()
    app.answer(1)
    app.page.get_by_role("button", name=texts.RENAME, exact=True).click()
    app.dialog.get_by_label(texts.RENAME_FIELD).fill("Thanks, *with* <care>")
    app.dialog.get_by_role("button", name=texts.SAVE, exact=True).click()
    app.dialog.wait_for(state="hidden")
    expect(app.rows().filter(has_text="Thanks, *with* <care>")).to_have_count(1)
    find = app.page.get_by_label(texts.FIND)
    find.fill("number 3")  # it is still what was asked in it
    find.press("Enter")
    expect(app.rows()).to_have_count(1)
    expect(app.rows()).to_contain_text("Thanks")
    find.fill("zebra")
    find.press("Enter")
    app.page.get_by_text(texts.NONE_FOUND).wait_for()
    expect(app.rows()).to_have_count(0)
    find.fill("")
    find.press("Enter")
    expect(app.rows()).to_have_count(6)
    assert sqlite3.connect(server.home / "mentorprep.db").execute("select count(*) from conversation").fetchone() == (
        6,
    )

"""The handbook's page in a real browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from knowledge.bibliography import bibliography
from knowledge.library import Library
from knowledge.notes import load_notes
from ui import texts

if TYPE_CHECKING:
    from tests.test_ui.conftest import App

pytestmark = pytest.mark.browser


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_browse_and_back(app: App, library: Library) -> None:
    app.open("/guidance")
    entries = app.page.locator('[class*="st-key-mp-entry-"] a')
    expect(entries).to_have_count(len(load_notes()))
    steps = {note.step for note in load_notes()}
    headings = app.page.get_by_role("heading", level=2).all_text_contents()
    assert headings == [name for step, (name, _) in texts.STEPS.items() if step in steps]
    note = load_notes()[3]
    app.page.get_by_role("link", name=note.title, exact=True).click()
    app.page.get_by_role("heading", name=note.title).wait_for()
    expect(app.page).to_have_url(re.compile(rf"/guidance\?note={note.id}$"))
    app.settle()
    prose = app.page.locator(".mp-prose")
    assert squeezed("".join(prose.locator("p").all_text_contents())) == squeezed(note.text)
    for source in note.sources:
        expect(app.page.locator(".mp-list").first).to_contain_text(source.title)
    expect(app.page.locator("mark")).to_have_count(0)
    app.page.get_by_role("button", name=texts.ALL_NOTES).click()
    expect(entries).to_have_count(len(load_notes()))
    expect(app.page).to_have_url(re.compile(r"/guidance$"))


def test_search_leads_to_the_marked_passage_and_has_an_address(app: App, library: Library) -> None:
    app.open("/guidance")
    search = app.page.get_by_label(texts.SEARCH)
    expect(search).to_be_enabled()
    search.fill("how often should we meet")
    search.press("Enter")
    best = library.search("how often should we meet").hits[0].passage
    expect(app.page.locator('[class*="st-key-mp-entry-"]')).to_have_count(5)
    expect(app.page.get_by_text(texts.WEAK)).to_have_count(0)
    expect(app.page).to_have_url(re.compile(r"q=how"))
    app.page.reload()
    expect(app.page.locator('[class*="st-key-mp-entry-"]')).to_have_count(5)
    app.page.locator('[class*="st-key-mp-entry-"] a').first.click()
    app.page.locator("mark").first.wait_for()
    assert squeezed("".join(app.page.locator("mark").all_text_contents())) == squeezed(best.text)


def test_a_search_without_a_match_says_so(app: App) -> None:
    app.open("/guidance?q=kubernetes+ingress")
    app.page.get_by_text(texts.WEAK).wait_for()


def test_a_passage_has_an_address(app: App, library: Library) -> None:
    passage = library.search("how often should we meet").hits[1].passage
    app.open(f"/guidance?note={passage.document_id}&passage={passage.id}")
    app.page.locator("mark").first.wait_for()
    assert squeezed("".join(app.page.locator("mark").all_text_contents())) == squeezed(passage.text)


def test_addresses_that_lead_nowhere_are_said_kindly(app: App, library: Library) -> None:
    note = load_notes()[0]
    app.open(f"/guidance?note={note.id}&passage=%3Cb%3Enothing")
    app.page.get_by_text(texts.PASSAGE_MOVED).wait_for()
    app.page.locator(".mp-prose").wait_for()
    app.open("/guidance?note=%3Cimg%20src=x%3E")
    app.page.get_by_text(texts.NOTE_GONE).wait_for()
    expect(app.page.locator('[class*="st-key-mp-entry-"]')).to_have_count(len(load_notes()))


def test_a_citation_opens_in_the_guidance_and_the_way_back_leads_to_the_conversation(app: App) -> None:
    app.open().say("my boss just assigned me a mentor, is that ok?")
    app.answer(1)
    app.chips(1).first.click()
    marks = app.dialog.locator("mark")
    marks.first.wait_for()
    passage = squeezed("".join(marks.all_text_contents()))
    app.dialog.get_by_role("link", name=texts.IN_GUIDANCE).click()
    expect(app.page).to_have_url(re.compile(r"/guidance\?note=.+&passage="))
    app.dialog.wait_for(state="hidden")
    app.page.locator("mark").first.wait_for()
    assert squeezed("".join(app.page.locator("mark").all_text_contents())) == passage
    app.page.get_by_role("link", name=texts.CHAT, exact=True).click()
    expect(app.message(0)).to_contain_text("my boss just assigned me")


def test_all_sources_can_be_browsed(app: App, library: Library) -> None:
    app.open("/guidance")
    app.page.get_by_role("link", name=texts.ALL_SOURCES).click()
    expect(app.page.get_by_role("heading", level=1)).to_have_text(texts.SOURCES)
    listed = bibliography(load_notes())
    sources = app.page.locator('[class*="st-key-mp-source-"]')
    expect(sources).to_have_count(sum(len(entries) for entries in listed.values()))
    first = listed["work"][0]
    entry = sources.filter(has_text=first.source.title).first
    entry.get_by_role("link", name=first.notes[0].title, exact=True).click()
    expect(app.page.get_by_role("heading", level=1)).to_have_text(first.notes[0].title)
    app.page.go_back()
    expect(app.page.get_by_role("heading", level=1)).to_have_text(texts.SOURCES)
    app.page.get_by_role("button", name=texts.ALL_NOTES).click()
    expect(app.page.locator('[class*="st-key-mp-entry-"] a')).to_have_count(len(load_notes()))


def test_where_sources_differ_each_view_stands_out(app: App) -> None:
    app.open().say("should my mentor be from my own company or outside?")
    app.answer(1)
    expect(app.message(1).locator(".mp-view")).to_have_count(2)
    expect(app.chips(1)).to_have_count(1)
    app.chips(1).first.click()
    marks = app.dialog.locator(".mp-quote")
    marks.first.wait_for()
    assert marks.count() >= 3, "every passage that the answer took is marked"

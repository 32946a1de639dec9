"""How it looks: on a phone, and with enough contrast in both themes."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import Locator, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from knowledge.library import Library
from ui import texts

if TYPE_CHECKING:
    from tests.test_ui.conftest import App, Open, Server

pytestmark = pytest.mark.browser

MENTOR = "my boss just assigned me a mentor, is that ok?"
BEGIN = "Help me work out what I want"
ROLE = "I am a database administrator, for six years now"
HARASSED = "my boss keeps touching me and I do not want it"
_LEAST = 4.5
_BACKGROUNDS: dict[Literal["light", "dark"], str] = {"light": "rgb(251, 248, 241)", "dark": "rgb(26, 25, 24)"}

# Paints the backgrounds behind an element, from the outermost to its own, and then its text, each on one pixel of a
# canvas: the browser itself resolves colours and transparency. The contrast is as WCAG defines it.
_CONTRASTS = """elements => {
    const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
    const paint = colour => { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); };
    const luminance = () => {
        const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(v => v / 255)
            .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = element => {
        const around = [];
        let opacity = 1;
        for (let each = element; each; each = each.parentElement) {
            around.unshift(getComputedStyle(each).backgroundColor);
            opacity *= parseFloat(getComputedStyle(each).opacity);
        }
        canvas.globalAlpha = 1;
        paint("white");
        around.forEach(paint);
        const behind = luminance();
        canvas.globalAlpha = opacity;
        paint(getComputedStyle(element).color);
        const text = luminance();
        return (Math.max(behind, text) + 0.05) / (Math.min(behind, text) + 0.05);
    };
    return elements.filter(e => e.checkVisibility() && e.innerText.trim())
        .map(e => [contrast(e), e.innerText.slice(0, 60)]);
}"""

_TEXTS = (
    "h1, h2, h3, .mp-prose p, .mp-prose mark, .mp-you, .mp-yours, .mp-quiet, .mp-list li, .mp-contacts *, .mp-ref,"
    " .mp-legend span, button p, a p, label p, textarea, [data-testid=stCaptionContainer],"
    " [data-testid=stAlert] p, code"
)


def faint(scope: Locator) -> list[str]:
    """Visible texts whose contrast is too low."""
    contrasts: list[tuple[float, str]] = scope.locator(_TEXTS).evaluate_all(_CONTRASTS)
    assert contrasts
    return [f"{contrast:.2f} {text}" for contrast, text in contrasts if contrast < _LEAST]


def settle(app: App) -> None:
    """Let fades end: an element that is stale or still appearing is see-through."""
    expect(app.page.locator("[data-stale=true]")).to_have_count(0)
    app.page.wait_for_function(  # not `finished`: of what moves without an end, and there may be some, it never comes
        "() => document.getAnimations().every("
        "a => a.playState !== 'running' || a.effect.getComputedTiming().endTime === Infinity)"
    )


def too_wide(app: App) -> list[str]:
    """What hangs out of the window; nothing if the page cannot be scrolled sideways."""
    found: list[str] = app.page.evaluate(
        """() => {
        const width = document.documentElement.clientWidth;
        const out = [...document.querySelectorAll("[data-testid=stMain] *, [role=dialog] *")].filter(
            e => e.getBoundingClientRect().right > width + 1 && e.checkVisibility() && e.innerText);
        const boxes = [document.documentElement, ...document.querySelectorAll("[data-testid=stMain], [role=dialog]")];
        const scrolled = boxes.filter(e => e.scrollWidth > e.clientWidth + 1);
        return [...out, ...scrolled].map(e => e.tagName + " " + e.className + " " + (e.innerText || "").slice(0, 40));
    }"""
    )
    return found


def faint_in_either_theme(app: App, scope: Locator) -> list[str]:
    """Both are looked at on the same page: it follows the system's scheme at once."""
    found = []
    for scheme, background in _BACKGROUNDS.items():
        app.page.emulate_media(color_scheme=scheme)
        expect(app.page.get_by_test_id("stApp")).to_have_css("background-color", background)
        settle(app)
        found += [f"{scheme}: {each}" for each in faint(scope)]
    return found


def test_every_page_can_be_read_in_either_theme(server: Server, tab: Open, library: Library) -> None:
    app = tab(server.url).open()
    body = app.page.locator("body")
    assert faint_in_either_theme(app, body) == []
    app.say("how do I cook pasta")
    app.answer(1)
    app.say(MENTOR)
    app.answer(3)
    assert faint_in_either_theme(app, body) == []
    app.chips(3).first.click()
    app.dialog.locator("mark").first.wait_for()
    assert faint_in_either_theme(app, app.dialog) == []
    passage = library.search(MENTOR).hits[0].passage
    app.open("/guidance?q=kubernetes")
    app.page.locator('[class*="st-key-mp-entry-"]').first.wait_for()
    assert faint_in_either_theme(app, body) == []
    app.open(f"/guidance?note={passage.document_id}&passage={passage.id}")
    app.page.locator("mark").first.wait_for()
    assert faint_in_either_theme(app, body) == []


def test_the_brief_and_what_belongs_to_it_can_be_read_in_either_theme(server: Server, tab: Open) -> None:
    app = tab(server.url, apart=True).open()
    app.say(BEGIN).answer(1)
    app.say(ROLE).answer(3)
    fact = app.page.locator('[class*="st-key-mp-see-panel-"] button').first
    app.page.mouse.move(0, 0)
    fact.click()
    app.page.locator('[class*="st-key-mp-value-"]').wait_for()
    body = app.page.locator("body")
    assert faint_in_either_theme(app, body) == []
    app.page.get_by_role("button", name=texts.MY_DATA).click()
    app.dialog.get_by_label(texts.ERASE_FIELD).wait_for()
    app.settle()
    assert faint_in_either_theme(app, app.dialog) == []
    app.page.keyboard.press("Escape")
    app.dialog.wait_for(state="hidden")
    app.say(HARASSED)
    _show_contacts(app)
    assert faint_in_either_theme(app, body) == []


@pytest.mark.parametrize("width", [360, 390, 768, 1231, 1240, 1600])
def test_at_any_width_the_brief_covers_nothing(server: Server, tab: Open, width: int) -> None:
    app = tab(server.url, width=width, apart=True).open()
    app.say(BEGIN).answer(1)
    app.say(ROLE).answer(3)
    assert too_wide(app) == []
    panel, column = app.page.locator(".st-key-mp-brief"), app.page.locator(".st-key-mp-page")
    beside, text = panel.bounding_box(), column.bounding_box()
    assert text is not None and text["x"] >= 0 and text["width"] >= min(width - 40, 500)
    if panel.is_visible():
        assert beside is not None and text["x"] + text["width"] < beside["x"]
        return
    app.page.locator(".st-key-mp-sheet-open button").click()
    app.dialog.locator('[class*="st-key-mp-see-sheet-"] button').first.click()
    app.dialog.locator('[class*="st-key-mp-value-"]').wait_for()
    settle(app)
    assert too_wide(app) == []


def test_my_data_and_contacts_fit_a_phone(server: Server, tab: Open) -> None:
    app = tab(server.url, width=360, height=740, apart=True).open()
    app.say(HARASSED)
    _show_contacts(app)
    assert too_wide(app) == []
    app.page.get_by_test_id("stExpandSidebarButton").click()
    app.page.get_by_role("button", name=texts.MY_DATA).click()
    app.dialog.get_by_label(texts.ERASE_FIELD).wait_for()
    settle(app)
    assert too_wide(app) == []


def test_the_glow_stands_still_for_those_who_want_no_motion(empty_server: Server, tab: Open) -> None:
    app = tab(empty_server.url, apart=True)
    app.page.emulate_media(reduced_motion="reduce")
    app.open().say(BEGIN).answer(1)
    app.say(ROLE).answer(3)
    glowing = app.page.locator('[class*="st-key-mp-glow-"] button').first
    expect(glowing).to_have_css("animation-name", "none")


def _show_contacts(app: App) -> None:
    box, listed = app.page.get_by_label(texts.CONTACTS).last, app.page.locator(".mp-contacts").last
    box.wait_for()
    for _ in range(5):  # a page that is still being drawn forgets what was picked
        app.settle()
        box.fill("")  # the same words once more would open no list
        box.fill("Ireland")
        with contextlib.suppress(PlaywrightTimeout):
            app.page.get_by_role("option", name="Ireland", exact=True).click(timeout=6000)
            listed.wait_for(timeout=6000)
            break
    expect(listed).to_be_visible()
    app.settle()


def test_on_a_phone_nothing_scrolls_sideways(server: Server, tab: Open, library: Library) -> None:
    app = tab(server.url, width=360, height=740, apart=True).open()
    assert too_wide(app) == []
    app.say("averylongwordwithoutanyspace" * 12)
    app.answer(1)
    assert too_wide(app) == []
    app.say(MENTOR)
    app.answer(3)
    assert too_wide(app) == []
    app.chips(3).first.click()
    app.dialog.locator("mark").first.wait_for()
    settle(app)
    assert too_wide(app) == []
    passage = library.search(MENTOR).hits[0].passage
    for path in (
        "/guidance", "/guidance?q=first+meeting", f"/guidance?note={passage.document_id}&passage={passage.id}"
    ):  # fmt: skip
        app.open(path)
        app.page.locator('[class*="st-key-mp-entry-"], mark').first.wait_for()
        assert too_wide(app) == []

"""The page Rehearse in a real browser: a meeting from the door to the debrief, and what it must not give away."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, WebSocket, expect

from assistant.brief import Brief, Candidate, Fact
from assistant.rehearsals import Rated, Rehearsal
from assistant.skills.rehearsal.meeting import begin
from assistant.skills.rehearsal.persona import personas
from assistant.skills.rehearsal.rubric import rubric
from assistant.store import Store
from knowledge.turns import BEHAVIOURS
from tests.test_ui.test_look import _BACKGROUNDS, _CONTRASTS, _LEAST, faint, too_wide
from ui import texts as shared
from ui import texts_rehearse as texts

if TYPE_CHECKING:
    from tests.test_ui.conftest import App, Open, Server

pytestmark = pytest.mark.browser

MARGUERITE = personas()["marguerite-aubry"]
OPENING = "Good morning, and thank you for the quarter of an hour. Is this still a good moment?"
WHY = (
    "I asked you because you went from bridges to IT, and I want to go from testing to site reliability within a year."
)
ODD = "I like <b>bold</b> plans & [links](https://example.org) *a lot*, ![x](https://example.org/x.png)"
AT = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
_WORDS = (
    ".mp-said, .mp-tag, .mp-role, .mp-public, .mp-about-them, .mp-of, .mp-ring b, .mp-turn, .mp-score, .mp-cited,"
    " .mp-better, .mp-words, .mp-shows, .mp-sum, .mp-view-line, .mp-plot th, .mp-differ th"
)
_UNSEEN = (texts.BRANCH_BEFORE, texts.BRANCH_AFTER)  # buttons that show an arrow, and may be disabled
_STREAMLITS_OWN = re.compile(
    r"console: .* 404 \(Not Found\) http://127\.0\.0\.1:\d+/rehearse/_stcore/(health|host-config)"
)


@pytest.fixture
def server(empty_server: Server) -> Server:
    return empty_server


@pytest.fixture
def open_rehearse(server: Server, tab: Open) -> Iterator[Callable[..., App]]:
    """Opens the page, at a rehearsal where one is given."""
    apps: list[App] = []

    def open_page(rehearsal: Rehearsal | None = None, side: str = "", width: int = 1280) -> App:
        app = tab(server.url, width=width, height=860 if width > 600 else 740)
        apps.append(app)
        where = f"?r={rehearsal.id}{f'&see={side}' if side else ''}" if rehearsal else ""
        app.page.goto(f"{server.url}/rehearse{where}")
        app.page.locator(".st-key-mp-people, .st-key-mp-meeting, .st-key-mp-page h1").first.wait_for()
        app.settle()
        return app

    yield open_page
    for app in apps:  # Streamlit looks for its server below each page's address first, as it does for the others
        app.troubles[:] = [each for each in app.troubles if not _STREAMLITS_OWN.fullmatch(each)]


def store(server: Server) -> Store:
    return Store(server.home / "mentorprep.db", "local")


def held(
    server: Server, *lines: str, stopped: bool = False, rated: Rated | None = None
) -> Rehearsal:  # fmt: skip
    """A meeting with Marguerite that is here already; she answers each line with 'Go on.'"""
    kept = store(server).rehearsals
    made = kept.create(MARGUERITE.id, "first_meeting", "normal")
    state = begin(MARGUERITE, "first_meeting", "normal")
    last = kept.say(made.id, "mentor", "Come in.", None, state)
    for line in lines:
        own = kept.say(made.id, "mentee", line, last.leaf)
        last = kept.say(made.id, "mentor", "Go on.", own.leaf, state)
    return kept.update(made.id, stopped=stopped, rated=rated)


def kept(server: Server) -> Rehearsal:
    return store(server).rehearsals.all()[0]


def press(app: App, name: str) -> None:
    app.page.get_by_role("button", name=name, exact=True).first.click()
    app.settle()


def theirs(app: App) -> Locator:
    return app.page.locator(".mp-theirs:not(.mp-thinking)")


def mine(app: App) -> Locator:
    return app.page.locator(".mp-mine")


def answered(app: App, lines: int) -> None:
    """Until the mentor has said so many lines, and one may speak again."""
    expect(theirs(app)).to_have_count(lines)
    expect(app.page.locator(".mp-thinking")).to_have_count(0)
    app.settle()


def say(app: App, text: str, lines: int) -> None:
    """Say a line; afterwards the mentor has said `lines`."""
    app.say(text)
    answered(app, lines)


def faint_texts(app: App) -> list[str]:
    """Texts with too little contrast in either theme, this page's own among them."""
    found: list[str] = []
    for scheme, background in _BACKGROUNDS.items():
        app.page.emulate_media(color_scheme=scheme)
        expect(app.page.get_by_test_id("stApp")).to_have_css("background-color", background)
        at_rest(app)
        own: list[tuple[float, str]] = app.page.locator(_WORDS).evaluate_all(_CONTRASTS)
        found += faint(app.page.locator("body")) + [f"{much:.2f} {text}" for much, text in own if much < _LEAST]
    return [each for each in found if not each.endswith(_UNSEEN)]


def at_rest(app: App) -> None:
    """Nothing is fading."""
    expect(app.page.locator("[data-stale=true]")).to_have_count(0)
    app.page.wait_for_function("() => document.getAnimations().every(each => each.playState !== 'running')")


def meet(app: App, name: str = "Marguerite") -> None:
    press(app, texts.meet(name))
    answered(app, 1)


def test_a_meeting_is_held_rewound_and_compared(server: Server, open_rehearse: Callable[..., App]) -> None:
    app = open_rehearse()
    expect(app.page.locator('[class*="st-key-mp-person-foot-"]')).to_have_count(len(personas()))
    assert MARGUERITE.temper not in app.page.locator(f".st-key-mp-person-{MARGUERITE.id}").inner_text()
    meet(app)
    head = app.page.locator(".st-key-mp-table")
    for shown in (texts.REHEARSAL, MARGUERITE.name, MARGUERITE.role, MARGUERITE.public.split(". ")[0]):
        expect(head).to_contain_text(shown, ignore_case=True)
    expect(app.page.get_by_role("timer")).to_have_attribute("aria-label", texts.left(15, 15))
    say(app, OPENING, 2)
    expect(head).to_be_in_viewport()
    expect(theirs(app).last).to_be_in_viewport()
    press(app, texts.SILENCE)
    answered(app, 3)
    expect(mine(app).last).to_contain_text("…")
    say(app, WHY, 4)
    expect(head).to_be_in_viewport()  # however long the talk is
    whole = kept(server)
    assert [line.text for line in whole.lines if line.role == "mentee"] == [OPENING, "", WHY]
    assert whole.state is not None and whole.state.left < 15
    expect(app.page.get_by_role("timer")).not_to_have_attribute("aria-label", texts.left(15, 15))
    app.page.locator('[class*="st-key-mp-try-"] button').nth(1).click()
    app.page.get_by_label(texts.ANOTHER_FIELD).fill(WHY)
    press(app, texts.SAY_IT)
    answered(app, 3)
    expect(mine(app).last).to_have_text(re.compile(re.escape(WHY)))
    assert len(kept(server).leaves) == 2
    press(app, texts.BRANCH_BEFORE)
    answered(app, 4)
    assert kept(server).leaf == whole.leaf
    press(app, texts.COMPARE)
    expect(app.page.locator(".mp-score")).to_have_count(2)
    expect(app.page.get_by_text(texts.same_beginning(3))).to_be_visible()
    press(app, texts.COMPARE_SWITCH)
    answered(app, 3)
    app.page.reload()
    answered(app, 3)
    assert parse_qs(urlsplit(app.page.url).query)["r"] == [whole.id]


def test_a_time_out_a_hint_and_the_way_out(server: Server, open_rehearse: Callable[..., App], tmp_path: Path) -> None:
    app = open_rehearse()
    meet(app)
    say(app, OPENING, 2)
    press(app, texts.TIME_OUT)
    expect(app.page.get_by_text(texts.PAUSED_WHAT)).to_be_visible()
    expect(app.input).to_have_count(0)
    app.page.reload()
    expect(app.page.get_by_text(texts.PAUSED_THINK[0])).to_be_visible()
    app.settle()
    press(app, texts.PAUSED_GO_ON)
    expect(app.input).to_be_enabled()
    app.settle()
    press(app, texts.HINT)
    hint = app.page.locator(".st-key-mp-hinted")
    expect(hint).to_contain_text(re.compile(f"{texts.COULD_SAY}|{texts.COULD_DO}"))
    say(app, WHY, 3)
    expect(hint).to_have_count(0)
    press(app, texts.LEAVE)
    expect(app.page.get_by_role("checkbox")).to_have_count(len(BEHAVIOURS))
    for line in (rubric()["thanked"].did, rubric()["badmouthed_boss"].did):
        app.page.get_by_text(line).click()
    press(app, texts.RATE_GO)
    expect(app.page.locator(".mp-sum")).to_contain_text(texts.score(0)[-7:])
    rated = kept(server).rated
    assert rated is not None and rated["thanked"] and rated["badmouthed_boss"] and not rated["long_term_goal"]
    expect(app.page.locator(".mp-words").first).to_contain_text(texts.line(2))
    assert OPENING.split(". ")[0] in app.page.locator(".mp-found, .st-key-mp-found").inner_text()
    expect(app.page.get_by_text(texts.THOUGHT_HARM)).to_contain_text(rubric()["badmouthed_boss"].title)
    for secret in MARGUERITE.secrets:
        if secret.id not in (kept(server).state or pytest.fail()).told:
            expect(app.page.get_by_text(secret.question)).to_be_visible()
    for name, ending, begins in ((texts.MARKDOWN, ".md", b"# "), (texts.DOCX, ".docx", b"PK")):
        with app.page.expect_download() as download:
            app.page.get_by_role("button", name=name, exact=True).click()
        download.value.save_as(tmp_path / f"d{ending}")
        assert download.value.suggested_filename.startswith("rehearsal-with-marguerite-aubry-")
        assert (tmp_path / f"d{ending}").read_bytes().startswith(begins)
    chip = app.page.locator('[class*="st-key-mp-finding-missing-0"] [class*="st-key-mp-chip-"] button').first
    chip.click()
    app.dialog.locator("mark").first.wait_for()
    app.page.keyboard.press("Escape")
    app.dialog.wait_for(state="hidden")
    app.settle()
    press(app, texts.BACK)
    expect(theirs(app)).to_have_count(3)
    press(app, texts.STAY)
    expect(app.input).to_be_enabled()
    assert not kept(server).over and kept(server).rated is None


def test_the_drill_tells_at_once(server: Server, open_rehearse: Callable[..., App]) -> None:
    app = open_rehearse(held(server, "I would like to grow.", stopped=True, rated={}))
    drill = app.page.locator(".st-key-mp-drill")
    expect(drill).to_contain_text(texts.moment(1, 3))
    name = next(
        each for each in BEHAVIOURS if rubric()[each].title == drill.locator("h3").inner_text()
    )  # fmt: skip
    assert name == "said_what_help_wanted"
    good = "I would like to find out with you how to present my work to our board."
    for text, line in (("Hello.", texts.DRILL_NO), (good, texts.DRILL_YES)):
        field = drill.get_by_label(texts.DRILL_FIELD)
        field.fill(text)
        field.press("Enter")
        expect(drill.locator("[role=status]")).to_have_text(line)
        app.settle()
    press(app, texts.DRILL_NEXT)
    expect(drill).to_contain_text(texts.moment(2, 3))
    expect(drill.locator("[role=status]")).to_have_count(0)


def test_what_was_not_answered_is_answered_when_one_comes_back(
    server: Server, open_rehearse: Callable[..., App]
) -> None:
    made = held(server, OPENING)
    leaf = made.leaf
    store(server).rehearsals.say(made.id, "mentee", WHY, leaf)
    app = open_rehearse(made)
    answered(app, 3)
    expect(app.input).to_be_enabled()
    assert [line.role for line in kept(server).branch()][-2:] == ["mentee", "mentor"]
    app.page.reload()
    answered(app, 3)
    assert len(kept(server).lines) == 5


def test_nothing_private_reaches_the_browser_before_the_debrief(
    server: Server, open_rehearse: Callable[..., App], tab: Open
) -> None:
    received: list[bytes] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda data: received.append(data if isinstance(data, bytes) else data.encode()))

    app = open_rehearse()
    app.page.on("websocket", listen)
    app.page.reload()
    app.page.locator(".st-key-mp-people").wait_for()
    app.settle()
    meet(app)
    say(app, OPENING, 2)
    press(app, texts.HINT)
    press(app, texts.TIME_OUT)
    press(app, texts.PAUSED_GO_ON)
    press(app, texts.LEAVE)
    expect(app.page.get_by_role("checkbox").first).to_be_visible()
    press(app, texts.ALL)
    app.page.locator(".st-key-mp-people").wait_for()
    sent = b"".join(received).decode("utf-8", "ignore") + app.page.content()
    assert MARGUERITE.public.split(". ")[0] in sent  # what is public does
    for persona in personas().values():
        private = [persona.agenda, *(text for secret in persona.secrets for text in (secret.subject, secret.question))]
        told = [*persona.answers, *(story.line for story in (*persona.stories, *persona.secrets))]
        assert [text for text in (*private, *told) if text in sent] == []
    made = kept(server)
    app.page.goto(f"{server.url}/rehearse?r={made.id}&see=after")
    press(app, texts.RATE_SKIP)
    expect(app.page.get_by_text(MARGUERITE.secrets[0].question)).to_be_visible()


def test_who_is_speaking_and_what_calls_for_care(server: Server, open_rehearse: Callable[..., App]) -> None:
    app = open_rehearse(held(server, OPENING))
    say(app, "Wait, are you an AI?", 3)
    expect(app.page.get_by_text(texts.NOT_REAL)).to_be_visible()
    crisis = "Honestly, I don't want to live any more."
    app.say(crisis)
    card = app.page.locator(".st-key-mp-card-care")
    expect(card.get_by_label(shared.CONTACTS)).to_be_visible()
    expect(app.input).to_be_disabled()
    assert crisis not in [line.text for line in kept(server).lines]
    press(app, texts.TAKE_BACK)
    expect(card).to_have_count(0)
    expect(app.input).to_be_enabled()
    app.say(crisis)
    press(app, texts.MEANT)
    answered(app, 4)
    assert crisis in [line.text for line in kept(server).lines]


def test_refusals_are_said_and_nothing_typed_is_lost(server: Server, open_rehearse: Callable[..., App]) -> None:
    made = held(server, OPENING)
    app = open_rehearse(made)
    own = store(server).rehearsals.say(made.id, "mentee", "From another tab.", kept(server).leaf)
    store(server).rehearsals.say(made.id, "mentor", "I see.", own.leaf, begin(MARGUERITE, "first_meeting", "normal"))
    app.say("From this one.")
    expect(app.page.get_by_role("alert")).to_have_text(texts.WENT_ON)
    expect(app.page.get_by_test_id("stCode")).to_contain_text("From this one.")
    answered(app, 3)
    press(app, texts.ALL)
    app.page.locator(".st-key-mp-somebody summary").click()
    at_rest(app)  # it opens slowly: until then what is in it moves away from under a click
    app.page.get_by_label(texts.SOMEBODY_PROFILE).fill("Head of tests.\nWrote a book on tests.")
    press(app, texts.meet("them"))
    expect(app.page.get_by_role("alert")).to_contain_text("Say who it is")
    expect(app.page.get_by_label(texts.SOMEBODY_PROFILE)).to_have_value("Head of tests.\nWrote a book on tests.")
    app.page.get_by_label(texts.SOMEBODY_NAME).fill("Ana *Lima* <b>O’Neill</b>")
    press(app, texts.meet("them"))
    answered(app, 1)
    expect(app.page.get_by_role("heading", name="Ana *Lima* <b>O’Neill</b>", exact=True)).to_be_visible()
    say(app, ODD, 2)
    expect(mine(app)).to_contain_text(ODD)
    assert app.page.locator('[data-testid="stMain"] img').count() == 0
    app.page.goto(f"{server.url}/rehearse?r=nobody")
    expect(app.page.get_by_text(texts.GONE)).to_be_visible()


def test_somebody_of_the_brief_and_a_real_meeting(server: Server, open_rehearse: Callable[..., App]) -> None:
    ana = Candidate(name=Fact(id="ana", value="Ana Lima", origin="by hand", at=AT, confirmed=True))
    store(server).briefs.save(Brief(candidates=(ana,)), 0, "by hand")
    app = open_rehearse()
    meet(app, "Ana Lima")
    assert kept(server).candidate == "ana"
    press(app, texts.ALL)
    press(app, texts.REAL)
    field = app.page.get_by_label(texts.REAL_TEXT)
    field.fill("somebody said something")
    press(app, texts.REAL_GO)
    expect(app.page.get_by_role("alert")).to_contain_text("somebody said something")
    expect(field).to_have_value("somebody said something")
    field.fill(f"Mentor: Come in.\nMe: {OPENING}\nMentor: It is.\nMe: What surprised you most in your first year?")
    press(app, texts.REAL_GO)
    expect(app.page.locator(".mp-sum")).to_be_visible()
    expect(app.page.locator(".mp-words").filter(has_text="What surprised you most")).to_contain_text(texts.line(4))
    expect(app.page.locator(".st-key-mp-drill")).to_be_visible()
    assert len(store(server).rehearsals.all()) == 1


def test_progress_is_shown_from_the_second_attempt_on(server: Server, open_rehearse: Callable[..., App]) -> None:
    held(server, "I would like to grow.", stopped=True, rated={})
    held(server, OPENING, stopped=True)  # not looked back at yet: its score would tell what to tick
    app = open_rehearse()
    expect(app.page.get_by_text(texts.TO_RATE)).to_be_visible()
    expect(app.page.locator(".mp-plot")).to_have_count(0)
    held(server, OPENING, WHY, stopped=True, rated={})
    app.page.reload()
    plot = app.page.locator(".mp-plot")
    row = plot.locator("tr").filter(has_text=rubric()["asked_good_time"].title)
    expect(row.locator(".mp-mark")).to_have_count(2)
    expect(row.locator(".mp-mark.mp-did")).to_have_count(1)
    expect(app.page.get_by_text("New since the time before")).to_be_visible()
    app.settle()
    app.page.locator('[class*="st-key-mp-drop-"] button').first.click()
    app.dialog.get_by_role("button", name=shared.DELETE_YES).click()
    expect(plot).to_have_count(0)
    assert len(store(server).rehearsals.all()) == 2


def test_it_can_be_read_on_a_phone_and_in_either_theme(server: Server, open_rehearse: Callable[..., App]) -> None:
    long = "averylongwordwithoutanyspace" * 6
    first = held(server, OPENING, f"{WHY} {long}", "My boss is an idiot.", stopped=True, rated={"thanked": True})
    second = held(server, OPENING, long)
    own = second.lines[-2]
    other = store(server).rehearsals.say(second.id, "mentee", "Something else.", own.parent)
    store(server).rehearsals.say(
        second.id, "mentor", "Go on.", other.leaf, begin(MARGUERITE, "first_meeting", "normal")
    )
    held(server, OPENING, "Are you a bot?", stopped=True, rated={})
    places: Sequence[tuple[Rehearsal | None, str]] = (
        (None, ""), (second, ""), (second, "pause"), (second, "compare"), (first, ""), (first, "lines"),
    )  # fmt: skip
    app = open_rehearse(width=360)
    for rehearsal, side in places:
        where = f"?r={rehearsal.id}&see={side}" if rehearsal else ""
        app.page.goto(f"{server.url}/rehearse{where}")
        app.page.locator(".st-key-mp-people, .mp-said, .mp-sum").first.wait_for()
        app.settle()
        at_rest(app)
        assert too_wide(app) == [], where
        if (rehearsal, side) not in ((second, "compare"), (first, "lines")):  # they are made of the same
            assert faint_texts(app) == [], where
    store(server).rehearsals.update(first.id, rated=None)
    app.page.goto(f"{server.url}/rehearse?r={first.id}&see=after")
    app.page.get_by_role("checkbox").first.wait_for()
    app.settle()
    assert too_wide(app) == []
    assert faint_texts(app) == []

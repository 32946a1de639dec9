"""The Messages page: the list of letters, how to begin one, and the one that is open."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from assistant.errors import NotFound
from assistant.skills.outreach.criteria import default_medium
from assistant.skills.outreach.types import Missing
from knowledge.errors import MentorprepError
from knowledge.letters import CHANNELS, MEDIA
from ui import (
    door,
    letter_cold,
    letter_drafts,
    letter_edit,
    letter_hand,
    letter_out,
    letter_told,
    letter_versions,
    sidebar,
    texts,
    wait,
)
from ui.dates import day
from ui.text import as_html, as_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.desk import Desk
    from assistant.letters import Letter
    from assistant.session import Assistant
    from assistant.skills.outreach.types import Draft, Need


def page() -> None:
    sidebar.away()
    assistant = door.peek()
    if assistant is None or not assistant.ready:
        with st.container(key="mp-page"):
            st.title(texts.MESSAGES, anchor=False)
            wait.draw()
        if wait.ready():  # only just
            st.rerun()
        return
    try:
        _page(assistant, assistant.desk)
    except MentorprepError as error:
        st.error(as_label(str(error)))


def _page(assistant: Assistant, desk: Desk) -> None:
    letter_id, gone = letter_hand.opened(), False
    if letter_id:
        try:
            letter = desk.letter(letter_id)
        except NotFound:
            letter_hand.show(None)
            gone = True
        else:
            _letter(assistant, desk, letter)
            return
    with st.container(key="mp-page"):
        if st.query_params.get(letter_hand.NEW):
            _check_own(desk)
        else:
            _all(desk, gone)


# All letters, and how to begin one


def _all(desk: Desk, gone: bool) -> None:
    st.title(texts.MESSAGES, anchor=False)
    letters = desk.letters()
    if gone:
        st.html(f'<p class="mp-outcome" role="status">{as_html(texts.LETTER_GONE)}</p>')
    _trouble()
    if not letters:
        st.html(f'<p class="mp-quiet">{as_html(texts.MESSAGES_WHAT)}</p>')
    with st.container(key="mp-letters", gap=None):
        for letter in letters:
            _row(desk, letter, letters)
    title = texts.MESSAGES_ANOTHER if letters else texts.MESSAGES_BEGIN
    st.html(f'<h2 class="mp-title">{as_html(title)}</h2>')
    with st.container(key="mp-beginnings", gap="xsmall"):
        for channel, (name, _) in texts.BEGINNINGS.items():
            st.button(
                name, key=f"mp-suggest-begin-{channel}", width="stretch",
                on_click=letter_hand.begin, args=(desk, channel),
            )  # fmt: skip
        st.button(
            texts.CHECK_OWN, key="mp-suggest-check", width="stretch", on_click=letter_hand.check_own
        )  # fmt: skip


def _row(desk: Desk, letter: Letter, letters: Sequence[Letter]) -> None:
    with st.container(key=f"mp-entry-{letter.id}", gap=None):
        name = f"{texts.BEGINNINGS[letter.channel][1]} · {texts.to_whom(desk.whom(letter))}"
        st.button(
            as_label(name), key=f"mp-letter-{letter.id}", type="tertiary", on_click=letter_hand.show, args=(letter.id,)
        )  # fmt: skip
        st.html(f'<p class="mp-quiet">{as_html(_state(desk, letter, letters))}</p>')


def _state(desk: Desk, letter: Letter, letters: Sequence[Letter]) -> str:
    """'Draft'; 'Sent 3 May 2027, follow up on 12 May 2027'"""
    standing = desk.outbox.standing(letter, date.today(), letters)
    said = texts.STATES[standing.state]
    if standing.state == "draft" or letter.sent is None:
        return said if letter.versions else f"{said}, {texts.UNWRITTEN}"
    if standing.state == "waiting" and standing.follow_up is not None:
        said = texts.will_follow_up(day(standing.follow_up.day))
    return f"{texts.sent_on(day(letter.sent))}, {said}"


def _check_own(desk: Desk) -> None:
    """Where a message that was written elsewhere is pasted."""
    _back()
    st.title(texts.CHECK_OWN, anchor=False)
    channel = st.selectbox(
        texts.CHECK_OWN_KIND, CHANNELS, key="mp-pasted-channel", format_func=lambda each: texts.BEGINNINGS[each][0]
    )  # fmt: skip
    medium_key = f"mp-pasted-medium-{channel}"  # each kind begins with its own
    st.segmented_control(
        texts.CHECK_OWN_BY, MEDIA, key=medium_key, default=default_medium(channel), required=True,
        format_func=texts.MEDIA.__getitem__,
    )  # fmt: skip
    st.html(f'<p class="mp-quiet">{as_html(texts.CHECK_OWN_WHAT)}</p>')
    st.text_area(texts.CHECK_OWN_TEXT, key="mp-pasted-text", height=260)
    _trouble()
    st.button(
        texts.CHECK_OWN_GO, key="mp-go-paste", on_click=letter_hand.paste,
        args=(desk, "mp-pasted-channel", medium_key, "mp-pasted-text"),
    )  # fmt: skip


# The letter that is open


def _letter(assistant: Assistant, desk: Desk, letter: Letter) -> None:
    need = letter_hand.asked()
    drafts = desk.drafts(letter.id) if need is None and (not letter.versions or letter_hand.anew()) else None
    writing = letter.versions and need is None and not letter_hand.anew()
    with st.container(key="mp-desk" if writing or isinstance(drafts, tuple) else "mp-page"):
        _back()
        st.title(as_label(desk.whom(letter) or texts.BEGINNINGS[letter.channel][0]), anchor=False)
        kind, by = texts.BEGINNINGS[letter.channel][1], texts.MEDIA[letter.medium]
        state = _state(desk, letter, [*desk.letters()])
        st.html(f'<p class="mp-quiet mp-about">{as_html(f"{kind} · {by} · {state}")}</p>')
        if writing:
            letter_edit.draw(assistant, desk, letter)
            letter_cold.draw(assistant, desk, letter)
            letter_out.draw(assistant, desk, letter)
            letter_versions.draw(desk, letter)
        else:
            _trouble()
            _prepare(assistant, desk, letter, need, drafts)
        letter_told.listed(desk, letter)
        letter_versions.delete(desk, letter)


def _prepare(
    assistant: Assistant, desk: Desk, letter: Letter, again: Need | None, drafts: tuple[Draft, Draft] | Missing | None
) -> None:
    """One question, or the drafts. `again`: what the person wants to tell once more."""
    if again is not None:
        letter_told.question(desk, letter, again, True)
    elif isinstance(drafts, Missing):
        if not letter_told.warmer(assistant, desk, letter, drafts.need):
            letter_told.question(desk, letter, drafts.need, False)
    elif drafts is not None:
        letter_told.warmer(assistant, desk, letter, None)
        letter_drafts.draw(assistant, desk, letter, drafts)


def _back() -> None:
    st.button(
        texts.ALL_MESSAGES, key="mp-back", type="tertiary", icon=":material/arrow_back:",
        on_click=letter_hand.show, args=(None,),
    )  # fmt: skip


def _trouble() -> None:
    if (said := letter_hand.trouble()) is not None:
        st.html(f'<p class="mp-outcome mp-wrong" role="alert">{as_html(said.line)}</p>')

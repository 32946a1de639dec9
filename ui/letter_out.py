"""The way out of a message, and what comes after: sent, one reminder, and what to do when no answer comes."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from ui import letter_chips, letter_hand, texts
from ui.dates import day
from ui.text import as_html

if TYPE_CHECKING:
    from assistant.desk import Desk
    from assistant.letters import Letter, Outcome
    from assistant.outbox import Outbox, Standing
    from assistant.session import Assistant

_DAY = "mp-sent-day"


def draw(assistant: Assistant, desk: Desk, letter: Letter) -> None:
    with st.container(key="mp-out", gap="small"):
        what = f'<p class="mp-quiet">{as_html(texts.WAY_OUT_WHAT)}</p>' if letter.sent is None else ""
        st.html(f'<h2 class="mp-title">{as_html(texts.WAY_OUT)}</h2>{what}')
        _take(desk.outbox, letter)
        if letter.sent is None:
            _send(desk, letter)
        else:
            _sent(assistant, desk, letter, desk.outbox.standing(letter, date.today()))


def _take(out: Outbox, letter: Letter) -> None:
    with st.container(horizontal=True, gap="xsmall", key="mp-take-letter"):
        with st.popover(texts.COPY, icon=":material/content_copy:"):
            st.code(out.plain(letter.id), language=None, wrap_lines=True)
        if letter.medium == "email":
            if link := out.mailto(letter.id):
                st.link_button(texts.MAILTO, link, key="mp-mailto", icon=":material/outgoing_mail:")
            st.download_button(
                texts.EML, partial(out.eml, letter.id), out.file_name(letter.id), "message/rfc822", key="mp-eml",
                icon=":material/download:", on_click="ignore",
            )  # fmt: skip
        st.download_button(
            texts.PLAIN, partial(out.plain, letter.id), out.file_name(letter.id, "txt"), "text/plain", key="mp-plain",
            icon=":material/download:", on_click="ignore",
        )  # fmt: skip


def _send(desk: Desk, letter: Letter) -> None:
    form = st.form("mp-sent-form", border=False)
    with form.container(horizontal=True, gap="xsmall", vertical_alignment="bottom", key="mp-sent"):
        st.date_input(texts.SENT_ON, key=_DAY, format="DD/MM/YYYY", max_value="today", width=150)
        st.form_submit_button(texts.I_SENT_IT, key="mp-mark-sent", on_click=_mark, args=(desk, letter.id))


def _sent(assistant: Assistant, desk: Desk, letter: Letter, standing: Standing) -> None:
    sent = texts.sent_on(day(letter.sent)) if letter.sent else ""
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="mp-sent-line"):
        st.html(f'<p class="mp-now">{as_html(sent)}.</p>', width="content")
        st.button(
            texts.NOT_AFTER_ALL, key="mp-unsent", type="tertiary", on_click=letter_hand.do,
            args=(lambda: desk.outbox.mark_sent(letter.id, None),),
        )  # fmt: skip
    if standing.follow_up is not None:
        _reminder(assistant, desk, letter, standing)
    if standing.rest is not None:
        name = texts.DECLINED if standing.state == "declined" else texts.REST
        with st.container(key="mp-card-rest", gap="small"):
            st.html(f'<h3 class="mp-heading">{as_html(name)}</h3><p class="mp-why">{as_html(standing.rest.why)}</p>')
            letter_chips.draw(assistant, desk.outbox.citations(standing.rest.cited), "rest")
    elif standing.state == "answered":
        st.html(f'<p class="mp-outcome">{as_html(texts.ANSWERED_WHAT)}</p>')
    if letter.channel not in ("thank_you", "graceful_exit"):  # those await no answer
        _outcome(desk, letter)


def _reminder(assistant: Assistant, desk: Desk, letter: Letter, standing: Standing) -> None:
    """The one that is proposed, with its day, the reason, and the file for a calendar."""
    proposed = standing.follow_up
    if proposed is None:
        return
    now = texts.NOW_FOLLOW_UP if standing.state == "follow up now" else texts.follow_up_on(day(proposed.day))
    with st.container(key="mp-card-follow-up", gap="small"):
        st.html(f'<h3 class="mp-heading">{as_html(now)}</h3><p class="mp-why">{as_html(proposed.why)}</p>')
        letter_chips.draw(assistant, desk.outbox.citations(proposed.cited), "follow-up")
        with st.container(horizontal=True, gap="xsmall"):
            st.download_button(
                texts.ICS, partial(_ics, desk, letter.id), desk.outbox.file_name(letter.id, "ics"), "text/calendar",
                key="mp-ics", icon=":material/event:", on_click="ignore",
            )  # fmt: skip
            st.button(
                texts.WRITE_FOLLOW_UP, key="mp-write-follow-up", on_click=letter_hand.begin_from,
                args=(partial(desk.begin_follow_up, letter.id),),
            )  # fmt: skip


def _outcome(desk: Desk, letter: Letter) -> None:
    if letter.outcome not in (None, "open"):
        st.button(
            texts.STILL_OPEN, key="mp-still-open", type="tertiary", on_click=_came, args=(desk, letter.id, "open")
        )  # fmt: skip
        return
    st.html(f'<p class="mp-quiet">{as_html(texts.WHAT_CAME)}</p>')
    with st.container(horizontal=True, gap="xsmall", key="mp-outcomes"):
        for outcome, name in texts.OUTCOMES.items():
            st.button(name, key=f"mp-outcome-{outcome}", on_click=_came, args=(desk, letter.id, outcome))


def _mark(desk: Desk, letter_id: str) -> None:
    when: date | None = st.session_state.get(_DAY)
    letter_hand.attempt(lambda: desk.outbox.mark_sent(letter_id, when or date.today()))


def _came(desk: Desk, letter_id: str, outcome: Outcome) -> None:
    letter_hand.attempt(lambda: desk.outbox.outcome(letter_id, outcome))


def _ics(desk: Desk, letter_id: str) -> bytes:
    return desk.outbox.ics(letter_id) or b""

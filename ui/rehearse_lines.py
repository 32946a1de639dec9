"""The lines of a meeting: the mentor's at the left, one's own at the right; each own line can be tried anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from assistant.rehearsals import MAX_LINE
from ui import rehearse_hand, rehearse_say
from ui import texts_rehearse as texts
from ui.text import as_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.rehearsals import Rehearsal, Spoken
    from assistant.stage import Stage


def bubble(role: str, text: str, name: str, number: int | None = None, live: bool = False) -> str:
    """One line as HTML. `name`: of the mentor; `number`: where it is shown; `live`: a screen reader says it."""
    mine = role == "mentee"
    who = texts.YOU if mine else name
    shown = as_html(text.strip()) or f'<span aria-hidden="true">…</span><span class="mp-sr">{texts.SILENT}</span>'
    where = f'<span class="mp-turn">{number}</span>' if number else ""
    status = ' role="status"' if live else ""
    return (
        f'<div class="mp-said {"mp-mine" if mine else "mp-theirs"}"{status}>{where}'
        f'<span class="mp-sr">{as_html(who)}: </span>{shown}</div>'
    )


def draw(stage: Stage, rehearsal: Rehearsal, until: str | None = None, live: bool = True) -> None:
    """The branch that is shown, up to the line `until` where one is given. `live`: something may be said here now."""
    name, branch = stage.persona(rehearsal).name, rehearsal.branch()
    end = next((place for place, line in enumerate(branch) if line.id == until), len(branch))
    for number, line in enumerate(branch[:end], 1):
        if line.role == "mentor":
            last = live and number == len(branch)
            st.html(bubble("mentor", line.text, name, None if live else number, last))
            continue
        with st.container(key=f"mp-own-line-{line.id}", gap=None):
            if until is None and rehearse_say.asked_again() == line.id:
                _form(line)
                continue
            st.html(bubble("mentee", line.text, name, None if live else number))
            if until is None:
                _tools(stage, rehearsal, line, live)
        if stage.asks_whether_real(line.text):
            who = texts.NOT_REAL_MODEL if stage.model else texts.NOT_REAL
            st.html(f'<p class="mp-quiet mp-from-us" role="note">{as_html(who)}</p>')


def _tools(stage: Stage, rehearsal: Rehearsal, line: Spoken, live: bool) -> None:
    siblings = [each for each in rehearsal.lines if each.parent == line.parent and each.role == "mentee"]
    side: rehearse_hand.Side = "" if live else "lines"
    with st.container(
        horizontal=True, gap="xsmall", horizontal_alignment="right", vertical_alignment="center",
        key=f"mp-line-tools-{line.id}",
    ):  # fmt: skip
        if len(siblings) > 1:
            _switch(stage, rehearsal, line, siblings, side)
        st.button(
            texts.TRY_ANOTHER, key=f"mp-try-{line.id}", type="tertiary", icon=":material/alt_route:",
            on_click=rehearse_say.ask_again, args=(line.id,),
        )  # fmt: skip


def _switch(
    stage: Stage, rehearsal: Rehearsal, line: Spoken, siblings: Sequence[Spoken], side: rehearse_hand.Side
) -> None:
    """The branches that begin with another line here, one of which is shown."""
    at = [each.id for each in siblings].index(line.id)
    other = siblings[at - 1 if at else 1]
    st.button(
        texts.COMPARE, key=f"mp-compare-{line.id}", type="tertiary", icon=":material/compare_arrows:",
        on_click=rehearse_hand.show, args=(rehearsal.id, "compare"), kwargs={"with": newest(rehearsal, other)},
    )  # fmt: skip
    for label, icon, to in (
        (texts.BRANCH_BEFORE, ":material/chevron_left:", at - 1),
        (texts.BRANCH_AFTER, ":material/chevron_right:", at + 1),
    ):  # fmt: skip
        if to > at:
            st.html(f'<p class="mp-quiet mp-count">{as_html(texts.branch(at + 1, len(siblings)))}</p>', width="content")
        exists = 0 <= to < len(siblings)
        st.button(
            label, key=f"mp-to-{line.id}-{icon[-6:-1]}", type="tertiary", icon=icon, disabled=not exists,
            on_click=rehearse_hand.switch,
            args=(stage, rehearsal, newest(rehearsal, siblings[to] if exists else line), side),
        )  # fmt: skip


def newest(rehearsal: Rehearsal, line: Spoken) -> str:
    """The leaf that was reached last after a line."""
    below = {line.id}
    last = line.id
    for each in rehearsal.lines:  # a line comes after the one that it follows
        if each.parent in below:
            below.add(each.id)
            last = each.id
    return last


def _form(line: Spoken) -> None:
    key = f"mp-again-text-{line.id}"
    with st.container(key="mp-again"), st.form("mp-again-form", border=False):
        st.text_area(texts.ANOTHER_FIELD, line.text, key=key, max_chars=MAX_LINE, height="content")
        st.html(f'<p class="mp-quiet">{as_html(texts.ANOTHER_WHAT)}</p>')
        with st.container(horizontal=True, gap="xsmall"):
            st.form_submit_button(
                texts.SAY_IT, key="mp-go-again", on_click=rehearse_say.will_say_instead, args=(line, key)
            )  # fmt: skip
            st.form_submit_button(texts.CANCEL, key="mp-again-no", on_click=rehearse_say.ask_again, args=(None,))

"""What a letter said before, what has changed since, and the way back; and how a letter is deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from assistant.skills.outreach.difference import difference
from knowledge.errors import MentorprepError
from ui import letter_hand, marked, texts
from ui.dates import moment
from ui.text import as_html, as_label

if TYPE_CHECKING:
    from assistant.desk import Desk
    from assistant.letters import Letter


def draw(desk: Desk, letter: Letter) -> None:
    earlier = letter.versions[:-1]
    if not earlier:
        return
    shown = letter_hand.shown_version()
    box = st.expander(texts.versions_count(len(earlier)), key="mp-versions", expanded=shown is not None)
    with box.container(gap=None, key="mp-version-list"):
        for version in reversed(earlier):
            line = texts.version_line(moment(version.created, st.context.timezone), version.origin)
            st.button(
                as_label(line), key=f"mp-see-version-{version.id}", type="tertiary",
                on_click=letter_hand.show_version, args=(None if version.id == shown else version.id,),
            )  # fmt: skip
            if version.id == shown:
                with st.container(key="mp-version-open", gap="small"):
                    st.html(f'<p class="mp-quiet">{as_html(texts.EARLIER_WHAT)}</p>')
                    st.html(marked.changes(difference(version.text, letter.text)))
                    st.button(
                        texts.TAKE_BACK_VERSION, key="mp-take-back", icon=":material/undo:",
                        on_click=letter_hand.take_back, args=(desk, letter, version),
                    )  # fmt: skip


def delete(desk: Desk, letter: Letter) -> None:
    if st.button(texts.DELETE_LETTER, key="mp-delete-letter", type="tertiary", icon=":material/delete:"):
        _confirm(desk, letter)


@st.dialog(texts.DELETE_LETTER_TITLE)
def _confirm(desk: Desk, letter: Letter) -> None:
    st.html(f"<p>{as_html(texts.DELETE_LETTER_WHAT)}</p>")
    with st.container(horizontal=True):
        if st.button(texts.DELETE_YES, key="mp-go-delete-letter"):
            try:
                desk.delete(letter.id)
            except MentorprepError as error:
                st.error(as_label(str(error)))
                return
            letter_hand.show(None)
            st.rerun()
        if st.button(texts.DELETE_NO, key="mp-delete-letter-no"):
            st.rerun()

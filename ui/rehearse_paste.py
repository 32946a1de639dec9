"""A meeting that really took place, as somebody remembers it, and its debrief; neither is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from assistant.skills.rehearsal import transcript
from ui import rehearse_debrief, rehearse_hand, rehearse_head
from ui import texts_rehearse as texts
from ui.rehearse_debrief import Debriefed
from ui.text import as_html

if TYPE_CHECKING:
    from assistant.session import Assistant
    from assistant.stage import Stage

_TEXT, _FOUND = "mp-real-text", "mp-real-found"


def draw(assistant: Assistant, stage: Stage) -> None:
    found: Debriefed | None = st.session_state.get(_FOUND)
    with st.container(key="mp-page"):
        rehearse_head.back()
        if found is None:
            _field(stage)
            return
        st.title(texts.REAL_TITLE, anchor=False)
        rehearse_debrief.draw(assistant, stage, found)
        with st.container(horizontal=True, key="mp-after"):
            st.button(texts.REAL_AGAIN, key="mp-real-again", icon=":material/edit_note:", on_click=_again)


def _field(stage: Stage) -> None:
    st.title(texts.REAL, anchor=False)
    st.html(f'<p class="mp-quiet">{as_html(texts.REAL_WHAT)}</p>')
    said = rehearse_hand.trouble()
    if said is not None:
        st.html(f'<p class="mp-outcome mp-wrong" role="alert">{as_html(said.line)}</p>')
    st.text_area(texts.REAL_TEXT, key=_TEXT, height=320)
    st.button(texts.REAL_GO, key="mp-go-real", on_click=_look, args=(stage,))


def _look(stage: Stage) -> None:
    text = str(st.session_state.get(_TEXT) or "")

    def act() -> None:
        meeting = transcript.parse(text)
        st.session_state[_FOUND] = Debriefed("real", texts.REAL_TITLE, meeting, stage.debrief_pasted(meeting))

    rehearse_hand.attempt(act, text)


def _again() -> None:
    st.session_state.pop(_FOUND, None)

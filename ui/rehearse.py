"""The page Rehearse: the door, a meeting, and what comes after it; what is shown of a rehearsal, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from assistant.errors import NotFound
from knowledge.errors import MentorprepError
from ui import (
    door,
    rehearse_compare,
    rehearse_debrief,
    rehearse_door,
    rehearse_hand,
    rehearse_meeting,
    rehearse_paste,
    rehearse_pause,
    rehearse_rating,
    sidebar,
    texts,
    wait,
)
from ui.text import as_label

if TYPE_CHECKING:
    from assistant.rehearsals import Rehearsal
    from assistant.session import Assistant
    from assistant.stage import Stage

_EMPTY = "mp-reh-empty"  # the empty page has been drawn


def page() -> None:
    sidebar.away()
    assistant = door.peek()
    if assistant is None or not assistant.ready:
        with st.container(key="mp-page"):
            st.title(texts.REHEARSE, anchor=False)
            wait.draw()
        if wait.ready():  # only just
            st.rerun()
        return
    if rehearse_hand.turned():
        _turn()
        return
    try:
        _page(assistant, assistant.stage)
    except MentorprepError as error:
        st.error(as_label(str(error)))


@st.fragment(run_every=0.1)
def _turn() -> None:
    """An empty page for a moment: what follows would begin where the page before it was scrolled to."""
    if st.session_state.pop(_EMPTY, False):
        st.rerun()
    st.session_state[_EMPTY] = True
    st.html('<i class="mp-on-its-way"></i>')


def _page(assistant: Assistant, stage: Stage) -> None:
    rehearsal_id = rehearse_hand.opened()
    if rehearsal_id:
        try:
            rehearsal = stage.get(rehearsal_id)
        except NotFound:
            rehearse_hand.show(None)
            rehearse_door.draw(assistant, stage, gone=True)
        else:
            _rehearsal(assistant, stage, rehearsal)
    elif st.query_params.get(rehearse_hand.NEW):
        rehearse_paste.draw(assistant, stage)
    else:
        rehearse_door.draw(assistant, stage, gone=False)


def _rehearsal(assistant: Assistant, stage: Stage, rehearsal: Rehearsal) -> None:
    """What is private of the person across the table is told by the debrief alone, which follows the self-rating."""
    side = rehearse_hand.side()
    if side == "compare" and len(rehearsal.leaves) > 1:
        rehearse_compare.draw(stage, rehearsal)
    elif side == "pause" and not rehearsal.over:
        rehearse_pause.draw(stage, rehearsal)
    elif not rehearsal.over or side == "lines" or (side == "" and rehearsal.rated is None):
        rehearse_meeting.draw(assistant, stage, rehearsal)
    elif rehearsal.rated is None:
        rehearse_rating.draw(stage, rehearsal)
    else:
        rehearse_debrief.of_rehearsal(assistant, stage, rehearsal)

"""Where the Brief stands: beside the chat on a wide window, a sheet behind a quiet button on a narrow one.

Which of the two is seen is decided by the style sheet alone: the server does not know how wide a window is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from assistant.turn import Message
from knowledge.errors import MentorprepError
from ui import brief, glow, texts

if TYPE_CHECKING:
    from assistant.session import Assistant


def draw(assistant: Assistant, last: Message | None) -> None:
    """`last`: the message that the conversation ends with, when nothing is arriving."""
    yes = _yes(last)
    try:
        facts = [fact for _, fact in assistant.brief()[0].facts()]
    except MentorprepError:
        facts = []  # the panel says why
    new = "mp-sheet-glow" if glow.fresh("button", facts) else "mp-sheet"
    with st.container(key=new):
        if st.button(texts.brief_button(len(facts)), key="mp-sheet-open", icon=":material/article:"):
            _sheet(assistant, yes)
    with st.container(key="mp-brief"):
        _beside(assistant, yes)


@st.fragment
def _beside(assistant: Assistant, yes: str | None) -> None:
    brief.draw("panel", assistant, yes)
    _hand_over()


@st.dialog(texts.BRIEF, position="right", on_dismiss="rerun")
def _sheet(assistant: Assistant, yes: str | None) -> None:
    brief.draw("sheet", assistant, yes)
    _hand_over()


def _hand_over() -> None:
    """What is to be said in the conversation is said by the whole page, not by this piece of it."""
    if "mp-ask" in st.session_state:
        st.rerun()


def _yes(last: Message | None) -> str | None:
    """The reply that agrees, while the Brief is being read back."""
    turn = last.turn if last is not None and last.status == "done" else None
    if turn is None or not turn.chips or all(move.kind != "read_back" for move in turn.moves):
        return None
    return turn.chips[0]

"""The list of conversations, and which one the page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from knowledge.errors import MentorprepError
from ui import relay, texts
from ui.text import as_html, as_label

if TYPE_CHECKING:
    from assistant.session import Assistant

_PARAM = "c"  # the conversation's id in the address: reloading the page loses nothing
_AWAY = "mp-away"
_FIRST = 20


def current() -> str | None:
    """The conversation in the address; coming back from another page, the one that was open before."""
    back = st.session_state.pop(_AWAY, False)
    conversation_id = st.query_params.get(_PARAM) or (st.session_state.get("conversation") if back else None)
    show(conversation_id)
    return conversation_id


def away() -> None:
    """Another page is shown; its address does not name the conversation, so remember it."""
    st.session_state[_AWAY] = True


def show(conversation_id: str | None) -> None:
    """Make this the open conversation; None is a new one, which is stored when something is said in it."""
    st.session_state["conversation"] = conversation_id
    if conversation_id is None:
        st.query_params.pop(_PARAM, None)
    elif st.query_params.get(_PARAM) != conversation_id:
        st.query_params[_PARAM] = conversation_id


def leave_to(conversation_id: str | None) -> None:
    """Go to another conversation, and leave behind what was said about this one."""
    st.session_state.pop("trouble", None)
    show(conversation_id)


def draw(assistant: Assistant, shown: str | None) -> None:
    with st.sidebar:
        st.button(
            texts.NEW, key="mp-new", icon=":material/edit_square:", width="stretch", on_click=leave_to, args=(None,)
        )
        conversations = assistant.conversations()
        if not conversations:
            st.html(f'<p class="mp-quiet">{as_html(texts.NO_CONVERSATIONS)}</p>')
            return
        st.html(f'<p class="mp-quiet"><b>{as_html(texts.CONVERSATIONS)}</b></p>')
        everything = st.session_state.get("mp-older", False)
        with st.container(gap=None, key="mp-conversations"):
            for conversation in conversations if everything else conversations[:_FIRST]:
                _row(assistant, conversation.id, conversation.title, conversation.id == shown)
        if len(conversations) > _FIRST and not everything:
            st.button(texts.OLDER, type="tertiary", key="mp-show-older", on_click=_show_older)


def _row(assistant: Assistant, conversation_id: str, title: str, is_current: bool) -> None:
    arriving = relay.get(conversation_id)
    title = title or (arriving.question if arriving and arriving.question else texts.UNTITLED)
    with st.container(
        horizontal=True,
        wrap=False,
        gap=None,
        vertical_alignment="center",
        key="mp-current" if is_current else f"mp-row-{conversation_id}",
    ):
        st.button(
            as_label(title), key=f"mp-open-{conversation_id}", type="tertiary", width="stretch",
            on_click=leave_to, args=(conversation_id,),
        )  # fmt: skip
        if is_current and st.button(texts.DELETE, key="mp-delete", type="tertiary", icon=":material/delete:"):
            _confirm_delete(assistant, conversation_id, title)


@st.dialog(texts.DELETE_TITLE)
def _confirm_delete(assistant: Assistant, conversation_id: str, title: str) -> None:
    st.html(f'<p class="mp-quiet">“{as_html(title)}”</p><p>{as_html(texts.DELETE_WHAT)}</p>')
    with st.container(horizontal=True):
        if st.button(texts.DELETE_YES, key="mp-delete-yes", type="primary"):
            try:
                assistant.delete(conversation_id)
            except MentorprepError as error:
                st.error(as_label(str(error)))
                return
            leave_to(None)
            st.rerun()
        if st.button(texts.DELETE_NO, key="mp-delete-no"):
            st.rerun()


def _show_older() -> None:
    st.session_state["mp-older"] = True

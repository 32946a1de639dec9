"""The list of conversations, and which one the page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from knowledge.errors import MentorprepError
from ui import consent, mydata, relay, texts
from ui.text import as_html, as_label

if TYPE_CHECKING:
    from assistant.session import Assistant

_PARAM = "c"  # the conversation's id in the address: reloading the page loses nothing
_AWAY = "mp-away"
_FIRST, _SEARCHABLE = 20, 5  # conversations: the first ones shown; more than that can be searched


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
        _list(assistant, shown)
        if st.button(texts.MY_DATA, key="mp-my-data", type="tertiary", icon=":material/folder_open:"):
            mydata.sheet(assistant)


def _list(assistant: Assistant, shown: str | None) -> None:
    conversations = assistant.conversations()
    if not conversations:
        st.html(f'<p class="mp-quiet">{as_html(texts.NO_CONVERSATIONS)}</p>')
        return
    st.html(f'<p class="mp-quiet"><b>{as_html(texts.CONVERSATIONS)}</b></p>')
    if len(conversations) > _SEARCHABLE:
        wanted = st.text_input(
            texts.FIND, key="mp-find", type="search", label_visibility="collapsed", placeholder=texts.FIND,
            icon=":material/search:", max_chars=200,
        )  # fmt: skip
        if wanted and wanted.strip():
            conversations = assistant.find(wanted)
            if not conversations:
                st.html(f'<p class="mp-quiet">{as_html(texts.NONE_FOUND)}</p>')
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
        if not is_current:
            return
        if st.button(texts.RENAME, key="mp-rename", type="tertiary", icon=":material/edit:"):
            _rename(assistant, conversation_id, title)
        if st.button(texts.DELETE, key="mp-delete", type="tertiary", icon=":material/delete:"):
            _confirm_delete(assistant, conversation_id, title)


@st.dialog(texts.RENAME)
def _rename(assistant: Assistant, conversation_id: str, title: str) -> None:
    with st.form("mp-rename-form", border=False):
        name = st.text_input(texts.RENAME_FIELD, title, key="mp-rename-field", max_chars=60)
        with st.container(horizontal=True):
            yes = st.form_submit_button(texts.SAVE, key="mp-go-rename")
            no = st.form_submit_button(texts.CANCEL, key="mp-rename-no")
    if yes and name and name.strip():
        try:
            assistant.rename(conversation_id, name)
        except MentorprepError as error:
            st.error(as_label(str(error)))
            return
    if yes or no:
        st.rerun()


@st.dialog(texts.DELETE_TITLE)
def _confirm_delete(assistant: Assistant, conversation_id: str, title: str) -> None:
    st.html(f'<p class="mp-quiet">“{as_html(title)}”</p><p>{as_html(texts.DELETE_WHAT)}</p>')
    with st.container(horizontal=True):
        if st.button(texts.DELETE_YES, key="mp-go-delete"):
            try:
                assistant.delete(conversation_id)
                consent.release(assistant, conversation_id)
            except MentorprepError as error:
                st.error(as_label(str(error)))
                return
            leave_to(None)
            st.rerun()
        if st.button(texts.DELETE_NO, key="mp-delete-no"):
            st.rerun()


def _show_older() -> None:
    st.session_state["mp-older"] = True

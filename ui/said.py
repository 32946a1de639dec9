"""What the person said, as it stands in the conversation; it can be said in other words in its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from assistant.turn import Message
from ui import acts, texts, versions
from ui.consent import Act
from ui.text import as_html

if TYPE_CHECKING:
    from assistant.session import Assistant

_EDITED = "mp-edited"  # the id of the message that is being edited


def bubble(text: str) -> None:
    st.html(f'<div class="mp-you"><span class="mp-sr">{as_html(texts.YOU)}: </span>{as_html(text)}</div>')


def draw(
    assistant: Assistant, conversation_id: str, message: Message, index: int, ids: Sequence[str], settled: bool,
    do: Callable[[Act], None],
) -> None:  # fmt: skip
    """A message with its versions (`ids`, if there are several) and the way to edit it, or the form that does so."""
    if settled and st.session_state.get(_EDITED) == message.id:
        _form(message, index, do)
        return
    bubble(message.text)
    with st.container(
        horizontal=True, gap="xsmall", horizontal_alignment="right", vertical_alignment="center",
        key=f"mp-own-{message.id}",
    ):  # fmt: skip
        if ids:
            versions.draw(assistant, conversation_id, message.id, ids, settled)
        st.button(
            texts.EDIT, key=f"mp-edit-{message.id}", type="tertiary", icon=":material/edit:", disabled=not settled,
            on_click=_edit, args=(message.id,),
        )  # fmt: skip


def _form(message: Message, index: int, do: Callable[[Act], None]) -> None:
    key = f"mp-edit-text-{message.id}"
    with st.container(key="mp-edit-form"), st.form("mp-edit-in-place", border=False):
        st.text_area(texts.EDIT_FIELD, message.text, key=key, max_chars=acts.LONGEST, height="content")
        st.html(f'<p class="mp-quiet">{as_html(texts.EDIT_WHAT)}</p>')
        with st.container(horizontal=True, gap="xsmall"):
            st.form_submit_button(texts.SAY_IT, key="mp-go-edit", on_click=_say, args=(message, key, index, do))
            st.form_submit_button(texts.CANCEL, key="mp-edit-no", on_click=_edit, args=(None,))


def _edit(message_id: str | None) -> None:
    st.session_state[_EDITED] = message_id


def _say(message: Message, key: str, index: int, do: Callable[[Act], None]) -> None:
    _edit(None)
    text = str(st.session_state.get(key) or "").strip()
    if text and text != message.text:
        do(Act(kind="edit", text=text, message=message.id, count=index))

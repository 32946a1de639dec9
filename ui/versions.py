"""The versions of a message, one of which is shown: which one it is, and the way to those before and after it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from knowledge.errors import MentorprepError
from ui import acts, sidebar, texts
from ui.text import as_html

if TYPE_CHECKING:
    from assistant.session import Assistant


def draw(assistant: Assistant, conversation_id: str, message_id: str, ids: Sequence[str], settled: bool) -> None:
    """`ids`: of all versions, oldest first. `settled`: no reply is on its way, which a switch would leave."""
    at = ids.index(message_id)
    name = ids[0]  # the same for every version, so that the focus stays where it is
    with st.container(
        horizontal=True, wrap=False, gap=None, vertical_alignment="center", width="content", key=f"mp-version-{name}"
    ):
        for label, icon, to in (
            (texts.VERSION_BEFORE, ":material/chevron_left:", at - 1),
            (texts.VERSION_AFTER, ":material/chevron_right:", at + 1),
        ):
            exists = 0 <= to < len(ids)
            if to > at:
                st.html(f'<p class="mp-quiet mp-count">{as_html(texts.version(at + 1, len(ids)))}</p>', width="content")
            st.button(
                label, key=f"mp-to-{name}-{icon[-6:-1]}", type="tertiary", icon=icon, disabled=not (exists and settled),
                on_click=_switch, args=(assistant, conversation_id, ids[to] if exists else message_id),
            )  # fmt: skip


def _switch(assistant: Assistant, conversation_id: str, message_id: str) -> None:
    sidebar.leave_to(conversation_id)
    try:
        assistant.switch(conversation_id, message_id)
    except MentorprepError as error:
        acts.trouble(str(error))

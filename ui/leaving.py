"""What would leave this machine for one act: shown before anything does, for the person to decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from knowledge.errors import MentorprepError
from ui import consent, texts
from ui.consent import Act, GoOn
from ui.text import as_html, as_label

if TYPE_CHECKING:
    from assistant.prompts import Prompt
    from assistant.session import Assistant


def requests(assistant: Assistant, shown: str | None, act: Act) -> tuple[Prompt, ...]:
    """What a model would be sent; nothing, for example, where a careful answer of ours is due. Raises BadInput."""
    text, before = act.text, act.message or None
    if act.kind in ("retry", "anew") and shown is not None:
        asked = next(reversed(assistant.messages(shown)[: act.count]), None)
        text, before = (asked.text, asked.id) if asked else (text, before)
    return assistant.preview(shown, text, before)


def draw(assistant: Assistant, shown: str | None, act: Act, go_on: GoOn) -> None:
    """The card under what is held back, with its two ways on."""
    host = consent.needed(assistant)
    with st.container(key="mp-card-leave", gap="xsmall"):
        if not host:  # decided elsewhere: in another conversation, or in Settings
            st.html(f'<p class="mp-quiet">{as_html(texts.HELD)}</p>')
            st.button(texts.SEND, key="mp-go-send", on_click=go_on, args=(None,))
            return
        st.html(
            f'<h2 class="mp-heading">{as_html(texts.leaves(host))}</h2>'
            f"<p>{as_html(texts.what_leaves(assistant.model))}</p>"
        )
        with st.expander(texts.EXACTLY):
            _exactly(assistant, shown, act)
        with st.container(horizontal=True, gap="xsmall"):
            st.button(texts.SEND, key="mp-go-send", on_click=go_on, args=("yes",))
            st.button(texts.STAY_GUIDED, key="mp-stay", on_click=go_on, args=("no",))
        st.html(f'<p class="mp-quiet">{as_html(texts.KEPT_ANSWER)}</p>')


def _exactly(assistant: Assistant, shown: str | None, act: Act) -> None:
    try:
        prompts = requests(assistant, shown, act)
    except MentorprepError as error:
        st.error(as_label(str(error)))
        return
    if len(prompts) > 1:
        st.html(f'<p class="mp-quiet">{as_html(texts.EXACTLY_WHAT)}</p>')
    for number, prompt in enumerate(prompts, 1):
        st.html(f'<p class="mp-label">{as_html(texts.request(number, len(prompts)))}</p>')
        with st.container(key=f"mp-request-{number}"):
            st.code("\n\n".join(prompt.texts()), language=None, wrap_lines=True, height=320)

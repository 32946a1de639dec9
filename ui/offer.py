"""The offer, on the empty chat page, to use a provider whose key lies in the environment: made until it is answered."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import streamlit as st

from assistant.models import OPENAI, Choice
from knowledge.errors import MentorprepError
from ui import acts, model, texts
from ui.text import as_html, as_label

if TYPE_CHECKING:
    from assistant.session import Assistant

_PROVIDER, _NAME = "mp-offer-provider", "mp-offer-name"


def draw(assistant: Assistant) -> None:
    providers = model.offered(assistant)
    if not providers:
        return
    title = as_label(texts.offer_title([texts.PROVIDERS[each] for each in providers]))
    with st.container(key="mp-offer"), st.expander(title, icon=":material/key:"):
        provider = providers[0]
        if len(providers) > 1:
            provider = st.selectbox(
                texts.OFFER_PROVIDER, providers, format_func=texts.PROVIDERS.__getitem__, key=_PROVIDER
            )
        variable = model.found_keys()[provider]
        st.html(f"<p>{as_html(texts.offer(provider, variable, _where(provider)))}</p>")
        with st.form("mp-offer-form", border=False):
            st.text_input(texts.OFFER_NAME, key=_NAME, placeholder=texts.OFFER_HINT, max_chars=200)
            with st.container(horizontal=True, gap="xsmall"):
                st.form_submit_button(texts.USE, key="mp-go-offer", on_click=_use, args=(assistant, provider))
                st.form_submit_button(texts.OFFER_NO, key="mp-offer-no", on_click=_decline, args=(assistant,))


def _where(provider: str) -> str:
    choice = Choice(spec=f"{provider}:-", base_url=_address(provider) or None)
    return choice.host or _address(provider)


def _address(provider: str) -> str:
    return (os.environ.get("OPENAI_BASE_URL") or "") if provider == OPENAI else ""


def _use(assistant: Assistant, provider: str) -> None:
    name = str(st.session_state.get(_NAME) or "").strip().removeprefix(f"{provider}:")
    st.session_state.pop("trouble", None)
    try:
        if not name:
            raise MentorprepError(texts.OFFER_NAMELESS)
        model.use(assistant, model.draft(f"{provider}:{name}", _address(provider)))
    except MentorprepError as error:
        acts.trouble(str(error))


def _decline(assistant: Assistant) -> None:
    st.session_state.pop("trouble", None)
    try:
        model.use(assistant, Choice())
    except MentorprepError as error:
        acts.trouble(str(error))

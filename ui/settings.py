"""The Settings page: who words the replies, what may leave this machine for it, and what it takes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Literal, NamedTuple

import streamlit as st

from assistant.models import GUIDED, LOCAL, Choice
from knowledge.errors import MentorprepError
from ui import consent, door, model, sidebar, texts, tokens, wait
from ui.text import as_html, as_label

if TYPE_CHECKING:
    from assistant.session import Assistant

_KIND, _SPEC, _ADDRESS, _KEY = "mp-kind", "mp-spec", "mp-address", "mp-key"
_SAID, _TRY = "mp-model-said", "mp-model-try"


class Said(NamedTuple):
    """What came of the last button."""

    line: str
    well: bool


class Typed(NamedTuple):
    """A model to try, without its key."""

    spec: str
    address: str


def page() -> None:
    sidebar.away()
    with st.container(key="mp-page"):
        st.title(texts.SETTINGS, anchor=False)
        assistant = door.peek()
        if assistant is None:
            wait.draw()
            if wait.ready():  # only just
                st.rerun()
            return
        try:
            _wording(assistant)
            _permits(assistant)
            tokens.draw(assistant, st.session_state.get("conversation"), door.limit())
        except MentorprepError as error:
            st.error(as_label(str(error)))


def _wording(assistant: Assistant) -> None:
    st.html(f'<h2 class="mp-title">{as_html(texts.WORDING)}</h2><p class="mp-quiet">{as_html(texts.WORDING_WHAT)}</p>')
    choice, waiting = assistant.choice, model.waiting(assistant)
    lines = [texts.now_in_use(choice.spec, choice.host, choice.base_url)]
    if by_environment := model.by_environment():
        lines.append(texts.from_environment(by_environment))
    if waiting is not None:
        lines.append(texts.needs_key(waiting.spec))
    st.html("".join(f'<p class="mp-now">{as_html(line)}</p>' for line in lines))
    shown = Choice(spec=waiting.spec, base_url=waiting.base_url) if waiting is not None else choice
    kinds = list(texts.KINDS)
    kind = st.radio(
        texts.WORDING, kinds, index=kinds.index(model.kind(shown)), key=_KIND, label_visibility="collapsed",
        format_func=lambda each: texts.KINDS[each][0], captions=[texts.KINDS[each][1] for each in kinds],
    )  # fmt: skip
    with st.form("mp-model-form", border=False):
        if kind == "server":
            _fields(shown)
        with st.container(horizontal=True, gap="xsmall", key="mp-model-buttons"):
            if kind != GUIDED:
                st.form_submit_button(texts.TEST, key="mp-test", on_click=_act, args=(assistant, "test"))
            st.form_submit_button(texts.USE, key="mp-go-use", on_click=_act, args=(assistant, "use"))
    _outcome(assistant)


def _fields(shown: Choice) -> None:
    ours = model.kind(shown) == "server"
    spec = st.text_input(texts.SPEC, shown.spec if ours else "", key=_SPEC, placeholder=texts.SPEC_HINT, max_chars=200)
    default = (shown.base_url if ours else os.environ.get("OPENAI_BASE_URL")) or ""
    address = st.text_input(texts.ADDRESS, default, key=_ADDRESS, placeholder=texts.ADDRESS_HINT, max_chars=500)
    st.text_input(texts.KEY, key=_KEY, type="password", autocomplete="off", max_chars=500)
    lines = [texts.KEY_HELD if model.holds_key(spec or "", address or "") else texts.KEY_WHAT]
    if found := model.found_keys():
        lines.append(texts.keys_found(found.values()))
    lines.append(texts.TEST_WHAT)
    st.html("".join(f'<p class="mp-quiet">{as_html(line)}</p>' for line in lines))


def _act(assistant: Assistant, what: Literal["test", "use"]) -> None:
    """Read the form; the key leaves it at once. A test takes a while, and is made when the page is drawn."""
    key, st.session_state[_KEY] = str(st.session_state.get(_KEY) or ""), ""
    kind = str(st.session_state.get(_KIND))
    spec, address = str(st.session_state.get(_SPEC) or ""), str(st.session_state.get(_ADDRESS) or "")
    try:
        choice = model.draft(spec, address, key) if kind == "server" else Choice(spec=kind)
        if what == "use":
            model.use(assistant, choice)
            st.session_state[_SAID] = Said(texts.in_use(choice.spec), True)
        else:
            st.session_state[_TRY] = Typed(choice.spec, choice.base_url or "")
    except MentorprepError as error:
        st.session_state[_SAID] = Said(str(error), False)


def _outcome(assistant: Assistant) -> None:
    """What came of the last button, until the next one."""
    said: Said | None = st.session_state.pop(_SAID, None)
    typed: Typed | None = st.session_state.pop(_TRY, None)
    if typed is not None:
        with st.spinner(texts.TESTING):
            said = _tried(assistant, typed)
    if said is not None:
        role, kind = ("status", "mp-outcome") if said.well else ("alert", "mp-outcome mp-wrong")
        st.html(f'<p class="{kind}" role="{role}">{as_html(said.line)}</p>')


def _tried(assistant: Assistant, typed: Typed) -> Said:
    try:
        choice = Choice(spec=LOCAL) if typed.spec == LOCAL else model.draft(typed.spec, typed.address)
        return Said(texts.answered(assistant.try_model(choice)), True)
    except MentorprepError as error:
        return Said(str(error), False)


def _permits(assistant: Assistant) -> None:
    """What the person has said about each host that is spoken of here."""
    known = [(host, said) for host in model.hosts(assistant) if (said := consent.answer(assistant, host))]
    if not known:
        return
    st.html(f'<h2 class="mp-title">{as_html(texts.PERMITS)}</h2>')
    for number, (host, said) in enumerate(known):
        given = said == "yes"
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"mp-permit-{number}"):
            st.html(f'<p class="mp-quiet">{as_html(texts.permit(host, given))}</p>', width="content")
            st.button(
                texts.TAKE_BACK if given else texts.ASK_AGAIN, key=f"mp-permit-back-{number}", type="tertiary",
                on_click=_take_back, args=(assistant, host),
            )  # fmt: skip


def _take_back(assistant: Assistant, host: str) -> None:
    try:
        consent.forget(assistant, host)
        model.take_up(assistant)
    except MentorprepError as error:
        st.session_state[_SAID] = Said(str(error), False)

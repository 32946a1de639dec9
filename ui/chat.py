"""The chat page: an empty page that says how to begin, or a conversation and the answer that is arriving in it."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import StopException

from assistant.errors import NotFound
from assistant.turn import Message
from knowledge.errors import MentorprepError
from ui import (
    acts,
    answer,
    consent,
    conversation,
    door,
    leaving,
    model,
    offer,
    panel,
    relay,
    said,
    sidebar,
    texts,
    wait,
)
from ui.consent import Act
from ui.presence import Presence
from ui.text import as_html, as_label

if TYPE_CHECKING:
    from assistant.session import Assistant


def page() -> None:
    ready, shown = wait.ready(), sidebar.current()
    held = _held(shown) if ready else None
    placeholder = texts.PLACEHOLDER_HELD if held else texts.PLACEHOLDER if ready else texts.PLACEHOLDER_WAIT
    trouble = st.bottom.empty()  # beside the input, where the eye is
    typed = st.chat_input(
        placeholder, key="mp-say", max_chars=acts.LONGEST, submit_mode="stop", disabled=not ready or held is not None
    )
    with st.container(key="mp-page"):
        try:
            text = str(typed or st.session_state.pop("mp-ask", "") or "")
            _page(door.peek(), ready, shown, text, trouble)
        except MentorprepError as error:  # the store cannot be read: the reason is said, once
            if ready:
                st.error(as_label(str(error)))
            else:
                wait.draw()
    if not ready and wait.ready():  # it became ready while the page was drawn, and nothing else would say so
        st.rerun()


def _page(assistant: Assistant | None, ready: bool, shown: str | None, text: str, trouble: DeltaGenerator) -> None:
    # A place that is overwritten: what a run does not mention stays on the page until the answer has arrived.
    welcome = st.empty()
    if assistant is None:
        _welcome(welcome, None)
        return
    messages = _messages(assistant, shown)
    if messages is None:
        shown, messages = None, []
    if text and ready:
        shown = acts.do(assistant, shown, Act(text=text, count=len(messages))) or shown
    held = consent.held(assistant, shown)
    if text and held is not None:
        st.rerun()  # the input waits, too
    sidebar.draw(assistant, shown)
    _trouble(trouble)
    arriving = relay.get(shown) if shown else None
    talk = st.container(key="mp-talk")  # before the Brief for who reads or tabs through the page, drawn after it
    settled = arriving is None and held is None
    panel.draw(assistant, messages[-1] if messages and settled else None)
    if held is None and (shown is None or (not messages and arriving is None)):
        _welcome(welcome, assistant if ready else None)
        return
    welcome.html(f'<h1 class="mp-sr">{as_html(texts.CHAT)}</h1>')
    before = messages[: arriving.shown] if arriving else messages[: held.count] if held else messages
    with talk:
        opened = shown is not None and conversation.draw(assistant, shown, before, settled)
        if shown is not None and arriving is not None:
            _arrive(assistant, shown, arriving, opened)
        elif held is not None:
            _hold(assistant, shown, held)
    wait.draw()


def _held(shown: str | None) -> Act | None:
    """What waits for the person's decision here; a store that cannot be read is said elsewhere."""
    assistant = door.peek()
    with suppress(MentorprepError):
        return consent.held(assistant, shown) if assistant else None
    return None


def _messages(assistant: Assistant, shown: str | None) -> list[Message] | None:
    if shown is None:
        return []
    try:
        return assistant.messages(shown)
    except NotFound:
        sidebar.show(None)
        acts.trouble(texts.GONE)
        return None


def _hold(assistant: Assistant, shown: str | None, held: Act) -> None:
    """What would be answered next, and the card that asks whether it may go out."""
    with st.container(key=f"mp-message-{held.count}"):
        if held.text:
            said.bubble(held.text)
        leaving.draw(assistant, shown, held, partial(acts.go_on, assistant, shown))


def _arrive(assistant: Assistant, conversation_id: str, arriving: relay.Relay, opened: bool) -> None:
    """Show the sentences as they come, then draw the page once more from what is stored."""
    index = arriving.shown
    if arriving.question is not None:
        with st.container(key=f"mp-message-{index}"):
            said.bubble(arriving.question)
        index += 1
    with st.container(key=f"mp-message-{index}"):
        slot = st.empty()
    if arriving.running:
        _look_again(conversation_id, arriving)
    presence = Presence()
    try:
        for sentences in arriving.follow():
            if sentences:
                slot.html(answer.as_prose(sentences, "arriving"))
            else:
                slot.html(answer.waiting(texts.READING))
    except StopException:
        presence.if_stopped(arriving.stop)
        raise
    if arriving.error is not None:
        _came_to_nothing(assistant, conversation_id, arriving.question, arriving.error)
    relay.forget(conversation_id)
    if not opened:  # a rerun would close the citation that is being read
        st.rerun()


@st.fragment(run_every=1.0)
def _look_again(conversation_id: str, arriving: relay.Relay) -> None:
    """After a Stop no run of the page follows by itself: this one says that the answer was stopped, and what to do."""
    if not arriving.running and relay.get(conversation_id) is arriving:  # no page has taken leave of it
        st.rerun()


def _came_to_nothing(assistant: Assistant, conversation_id: str, question: str | None, error: str) -> None:
    """Keep the message in sight if the assistant refused to store it, and no conversation that nothing was said in."""
    messages = assistant.messages(conversation_id)
    stored = any(message.role == "user" and message.text == question for message in messages[-2:])
    acts.trouble(error, "" if stored or question is None else question)
    if not messages:
        assistant.delete(conversation_id)
        sidebar.show(None)


def _trouble(place: DeltaGenerator) -> None:
    """What went wrong last, and the message that would otherwise be lost; until something else is done."""
    line, text = st.session_state.get("trouble") or (None, None)
    if line is None:
        place.empty()
        return
    with place.container(key="mp-trouble", gap="xsmall"):
        if text is None:
            st.info(as_label(line))
            return
        st.error(as_label(line))
        st.html(f'<p class="mp-quiet">{as_html(texts.NOT_SENT)}</p>')
        st.code(text, language=None, wrap_lines=True)


def _welcome(place: DeltaGenerator, assistant: Assistant | None) -> None:
    waiting = model.waiting(assistant) if assistant else None
    lines = [texts.privacy(assistant.choice.host if assistant else "")]
    lines += [texts.needs_key(waiting.spec)] if waiting else []
    quiet = "".join(f'<p class="mp-quiet">{as_html(line)}</p>' for line in lines)
    with place.container(key="mp-welcome"):
        st.html(f'<div class="mp-welcome"><h1>{as_html(texts.WELCOME)}</h1><p>{as_html(texts.WHAT)}</p>{quiet}</div>')
        with st.container(key="mp-starters", gap="xsmall"):
            if assistant is None:
                wait.draw()
            else:
                conversation.suggest("start", assistant.starters())
        if assistant is not None:
            offer.draw(assistant)

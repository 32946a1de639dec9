"""The chat page: an empty page that says how to begin, or a conversation and the answer that is arriving in it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import StopException

from assistant.errors import NotFound
from assistant.turn import Message
from knowledge.errors import MentorprepError
from ui import answer, conversation, door, panel, relay, sidebar, texts, wait
from ui.presence import Presence
from ui.text import as_html, as_label

if TYPE_CHECKING:
    from assistant.session import Assistant


def page() -> None:
    ready = wait.ready()
    placeholder = texts.PLACEHOLDER if ready else texts.PLACEHOLDER_WAIT
    trouble = st.bottom.empty()  # beside the input, where the eye is
    typed = st.chat_input(placeholder, key="mp-say", max_chars=4000, submit_mode="stop", disabled=not ready)
    with st.container(key="mp-page"):
        try:
            _page(door.peek(), ready, str(typed or st.session_state.pop("mp-ask", "") or ""), trouble)
        except MentorprepError as error:  # the store cannot be read: the reason is said, once
            if ready:
                st.error(as_label(str(error)))
            else:
                wait.draw()
    if not ready and wait.ready():  # it became ready while the page was drawn, and nothing else would say so
        st.rerun()


def _page(assistant: Assistant | None, ready: bool, text: str, trouble: DeltaGenerator) -> None:
    # A place that is overwritten: what a run does not mention stays on the page until the answer has arrived.
    welcome = st.empty()
    if assistant is None:
        _welcome(welcome, None)
        return
    shown = sidebar.current()
    messages = _messages(assistant, shown)
    if messages is None:
        shown, messages = None, []
    if text and ready:
        shown = _say(assistant, shown, text, len(messages)) or shown
    sidebar.draw(assistant, shown)
    _trouble(trouble)
    arriving = relay.get(shown) if shown else None
    talk = st.container(key="mp-talk")  # before the Brief for who reads or tabs through the page, drawn after it
    panel.draw(assistant, messages[-1] if messages and arriving is None else None)
    if shown is None or (not messages and arriving is None):
        _welcome(welcome, assistant if ready else None)
        return
    welcome.html(f'<h1 class="mp-sr">{as_html(texts.CHAT)}</h1>')
    before = messages[: arriving.shown] if arriving else messages
    with talk:
        opened = conversation.draw(assistant, before, arriving is None, partial(_retry, assistant, shown))
        if arriving is not None:
            _arrive(assistant, shown, arriving, opened)
    wait.draw()


def _messages(assistant: Assistant, shown: str | None) -> list[Message] | None:
    if shown is None:
        return []
    try:
        return assistant.messages(shown)
    except NotFound:
        sidebar.show(None)
        st.session_state["trouble"] = (texts.GONE, None)
        return None


def _say(assistant: Assistant, shown: str | None, text: str, count: int) -> str | None:
    """Hand a message to the assistant; its answer arrives in a thread of its own."""
    sidebar.leave_to(shown)
    conversation_id = shown
    try:
        conversation_id = shown or assistant.create().id
        relay.start(conversation_id, assistant.reply(conversation_id, text), text, count)
    except MentorprepError as error:
        st.session_state["trouble"] = (str(error), text)
        if conversation_id != shown and conversation_id is not None:
            assistant.delete(conversation_id)  # nothing was said in it
        return None
    sidebar.show(conversation_id)
    return conversation_id


def _retry(assistant: Assistant, conversation_id: str, message_id: str, count: int) -> None:
    sidebar.leave_to(conversation_id)
    try:
        relay.start(conversation_id, assistant.retry(conversation_id, message_id), None, count)
    except MentorprepError as error:
        st.session_state["trouble"] = (str(error), None)


def _arrive(assistant: Assistant, conversation_id: str, arriving: relay.Relay, opened: bool) -> None:
    """Show the sentences as they come, then draw the page once more from what is stored."""
    index = arriving.shown
    if arriving.question is not None:
        with st.container(key=f"mp-message-{index}"):
            conversation.question(arriving.question)
        index += 1
    with st.container(key=f"mp-message-{index}"):
        slot = st.empty()
    presence = Presence()
    try:
        for sentences in arriving.follow():
            if sentences:
                slot.html(answer.as_prose(sentences, live=True))
            else:
                slot.html(f'<div {answer.LIVE}><p class="mp-quiet">{as_html(texts.READING)}</p></div>')
    except StopException:
        presence.if_stopped(arriving.stop)
        raise
    if arriving.error is not None:
        _came_to_nothing(assistant, conversation_id, arriving.question, arriving.error)
    relay.forget(conversation_id)
    if not opened:  # a rerun would close the citation that is being read
        st.rerun()


def _came_to_nothing(assistant: Assistant, conversation_id: str, question: str | None, error: str) -> None:
    """Keep the message in sight if the assistant refused to store it, and no conversation that nothing was said in."""
    messages = assistant.messages(conversation_id)
    stored = any(message.role == "user" and message.text == question for message in messages[-2:])
    st.session_state["trouble"] = (error, None if stored else question)
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
    with place.container(key="mp-welcome"):
        st.html(
            f'<div class="mp-welcome"><h1>{as_html(texts.WELCOME)}</h1><p>{as_html(texts.WHAT)}</p>'
            f'<p class="mp-quiet">{as_html(texts.PRIVACY)}</p></div>'
        )
        with st.container(key="mp-starters", gap="xsmall"):
            if assistant is None:
                wait.draw()
            else:
                conversation.suggest("start", assistant.starters())

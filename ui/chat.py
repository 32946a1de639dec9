"""The chat page: an empty page that says how to begin, or a conversation and the answer that is arriving in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import StopException, get_script_run_ctx

from assistant.errors import NotFound
from assistant.turn import Message
from knowledge.errors import MentorprepError
from ui import answer, door, relay, sidebar, texts, wait
from ui.text import as_html, as_label

if TYPE_CHECKING:
    from assistant.session import Assistant


def page() -> None:
    ready = wait.ready()
    typed = st.chat_input(
        texts.PLACEHOLDER if ready else texts.PLACEHOLDER_WAIT,
        key="mp-say", max_chars=4000, submit_mode="stop", disabled=not ready,
    )  # fmt: skip
    with st.container(key="mp-page"):
        _page(door.peek(), ready, str(typed or st.session_state.pop("mp-ask", "") or ""))


def _page(assistant: Assistant | None, ready: bool, text: str) -> None:
    # Places that are emptied explicitly: what a run does not mention stays on the page until the answer has arrived.
    notices, welcome = st.empty(), st.empty()
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
    _notices(notices)
    arriving = relay.get(shown) if shown else None
    if not messages and arriving is None:
        _welcome(welcome, assistant if ready else None)
        return
    welcome.empty()
    opened = _conversation(assistant, messages[: arriving.shown] if arriving else messages, arriving is None)
    if arriving is not None and shown is not None:
        _arrive(shown, arriving, opened)
    wait.draw()


def ask(text: str) -> None:
    """Say this on the next run, as if it had been typed: what a clicked suggestion does."""
    st.session_state["mp-ask"] = text


def _messages(assistant: Assistant, shown: str | None) -> list[Message] | None:
    if shown is None:
        return []
    try:
        return assistant.messages(shown)
    except NotFound:
        sidebar.show(None)
        st.session_state["notice"] = texts.GONE
        return None


def _say(assistant: Assistant, shown: str | None, text: str, count: int) -> str | None:
    """Hand a message to the assistant; its answer arrives in a thread of its own."""
    sidebar.leave_to(shown)
    try:
        conversation_id = shown or assistant.create().id
        relay.start(conversation_id, assistant.reply(conversation_id, text), text, count)
    except MentorprepError as error:
        st.session_state["trouble"] = (text, str(error))
        return None
    sidebar.show(conversation_id)
    return conversation_id


def _retry(assistant: Assistant, conversation_id: str, message_id: str, count: int) -> None:
    try:
        relay.start(conversation_id, assistant.retry(conversation_id, message_id), None, count)
    except MentorprepError as error:
        st.session_state["notice"] = str(error)


def _notices(place: DeltaGenerator) -> None:
    notice, trouble = st.session_state.get("notice"), st.session_state.get("trouble")
    if not notice and not trouble:
        place.empty()
        return
    with place.container():
        if notice:
            st.info(as_label(notice))
        if trouble:
            text, error = trouble
            st.error(as_label(error))
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
                _suggest("start", assistant.starters())


def _suggest(name: str, questions: tuple[str, ...]) -> None:
    with st.container(key=f"mp-suggestions-{name}", gap="xsmall"):
        for index, question in enumerate(questions):
            st.button(
                as_label(question), key=f"mp-suggest-{name}-{index}", width="stretch", on_click=ask, args=(question,)
            )


def _conversation(assistant: Assistant, messages: list[Message], settled: bool) -> bool:
    """Draw what was said; returns whether a citation was opened just now."""
    opened = False
    for index, message in enumerate(messages):
        last = settled and index == len(messages) - 1
        with st.container(key=f"mp-message-{index}"):
            if message.role == "user":
                _question(message.text)
                with _only(last):
                    if last:
                        st.html(f'<p class="mp-quiet">{as_html(texts.INTERRUPTED)}</p>')
                        st.button(texts.TRY_AGAIN, key=f"mp-again-{message.id}", on_click=ask, args=(message.text,))
            else:
                opened = _answer(assistant, message, index, last) or opened
    return opened


def _question(text: str) -> None:
    st.html(f'<div class="mp-you"><span class="mp-sr">{as_html(texts.YOU)}: </span>{as_html(text)}</div>')


def _answer(assistant: Assistant, message: Message, index: int, last: bool) -> bool:
    opened = False
    sentences = message.turn.sentences if message.turn else ()
    if sentences or message.text:
        prose = (
            answer.as_prose(sentences) if sentences else f'<div class="mp-prose"><p>{as_html(message.text)}</p></div>'
        )
        st.html(prose)
    if any(sentence.citations for sentence in sentences):
        opened = answer.draw_chips(message, assistant)
    if message.status != "done":
        line = {"stopped": texts.STOPPED, "failed": texts.FAILED}.get(message.status, texts.INTERRUPTED)
        st.html(f'<p class="mp-quiet">{as_html(line)}</p>')
    turn = message.turn
    with _only(last):
        if last and message.status != "done":
            args = (assistant, st.session_state["conversation"], message.id, index)
            st.button(texts.TRY_AGAIN, key=f"mp-again-{message.id}", on_click=_retry, args=args)
        elif last and turn is not None and not turn.answered and turn.topics:
            st.html(f'<p class="mp-quiet">{as_html(texts.COVERED)}</p>')
            _suggest(message.id, turn.topics)
    if message.status == "done" and turn is not None:
        answer.draw_tools(message, assistant)
    return opened


def _only(last: bool) -> DeltaGenerator:
    """A place for what is offered under the last message alone; it is empty as soon as another message follows."""
    place = st.empty()
    return place.container() if last else place


def _arrive(conversation_id: str, arriving: relay.Relay, opened: bool) -> None:
    """Show the sentences as they come, then draw the page once more from what is stored."""
    index = arriving.shown
    if arriving.question is not None:
        with st.container(key=f"mp-message-{index}"):
            _question(arriving.question)
        index += 1
    with st.container(key=f"mp-message-{index}"):
        slot = st.empty()
    try:
        for sentences in arriving.follow():
            if sentences:
                slot.html(answer.as_prose(sentences, live=True))
            else:
                slot.html(f'<div class="mp-prose mp-live"><p class="mp-quiet">{as_html(texts.READING)}</p></div>')
    except StopException:
        if _connected():  # the Stop button, not a closed or reloaded tab
            arriving.stop()
        raise
    if arriving.error is not None:
        st.session_state["trouble"] = (arriving.question or "", arriving.error)
    relay.forget(conversation_id)
    if not opened:
        st.rerun()


def _connected() -> bool:
    """Whether the browser tab is still there. Streamlit stops a page in the same way when it is not."""
    from streamlit.runtime import get_instance

    context = get_script_run_ctx()
    return context is not None and get_instance().is_active_session(context.session_id)

"""What was said in a conversation, and what is offered under its last message."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant.turn import Message
from ui import answer, care, texts
from ui.text import as_html, as_label

if TYPE_CHECKING:
    from assistant.session import Assistant

Retry = Callable[[str, int], None]  # a message's id, and how many messages came before it


def draw(assistant: Assistant, messages: list[Message], settled: bool, retry: Retry) -> bool:
    """Draw the messages; returns whether a citation was opened just now. `settled`: no answer is on its way."""
    opened = False
    for index, message in enumerate(messages):
        last = settled and index == len(messages) - 1
        with st.container(key=f"mp-message-{index}"):
            if message.role == "user":
                question(message.text)
                with _only(last):
                    if last:
                        st.html(f'<p class="mp-quiet">{as_html(texts.INTERRUPTED)}</p>')
                        st.button(texts.TRY_AGAIN, key=f"mp-again-{message.id}", on_click=ask, args=(message.text,))
            else:
                opened = _answer(assistant, message, index, last, retry) or opened
    return opened


def question(text: str) -> None:
    """What the person said."""
    st.html(f'<div class="mp-you"><span class="mp-sr">{as_html(texts.YOU)}: </span>{as_html(text)}</div>')


def suggest(name: str, questions: tuple[str, ...]) -> None:
    """Questions to click instead of typing them."""
    with st.container(key=f"mp-suggestions-{name}", gap="xsmall"):
        for index, each in enumerate(questions):
            st.button(as_label(each), key=f"mp-suggest-{name}-{index}", width="stretch", on_click=ask, args=(each,))


def ask(text: str) -> None:
    """Say this on the next run, as if it had been typed."""
    st.session_state["mp-ask"] = text


def _answer(assistant: Assistant, message: Message, index: int, last: bool, retry: Retry) -> bool:
    opened = False
    turn = message.turn
    sentences = turn.sentences if turn else ()
    concern = care.concern_of(turn)
    if sentences:
        st.html(answer.as_prose(sentences))
    elif message.text:
        st.html(f'<div class="mp-prose"><p>{as_html(message.text)}</p></div>')
    if any(sentence.citations for sentence in sentences):
        opened = answer.draw_chips(message, assistant)
    if message.status != "done":
        line = {"stopped": texts.STOPPED, "failed": texts.FAILED}.get(message.status, texts.INTERRUPTED)
        st.html(f'<p class="mp-quiet">{as_html(line)}</p>')
    with _only(last):
        if last and message.status != "done":
            st.button(texts.TRY_AGAIN, key=f"mp-again-{message.id}", on_click=retry, args=(message.id, index))
        elif last and turn is not None and concern is None and not turn.answered and turn.topics:
            st.html(f'<p class="mp-quiet">{as_html(texts.COVERED)}</p>')
            suggest(message.id, turn.topics)
    if concern is not None:
        care.draw(message.id, concern)
    elif message.status == "done" and turn is not None:
        answer.draw_tools(message, assistant)
        with _only(last):
            if last and turn.chips:
                _quick(message.id, turn.chips)
    return opened


def _quick(message_id: str, replies: tuple[str, ...]) -> None:
    """Short replies to the question that was asked, to click instead of typing them."""
    with st.container(horizontal=True, gap="xsmall", key=f"mp-quick-replies-{message_id}"):
        for index, each in enumerate(replies):
            st.button(as_label(each), key=f"mp-quick-{message_id}-{index}", on_click=ask, args=(each,))


def _only(last: bool) -> DeltaGenerator:
    """A place for what is offered under the last message alone; it is empty as soon as another message follows."""
    place = st.empty()
    return place.container() if last else place

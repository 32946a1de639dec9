"""What was said in a conversation, and what is offered under its last message."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant.models import GUIDED
from assistant.turn import Message
from assistant.understand.rehearsing import REHEARSE
from ui import acts, answer, care, said, texts, versions
from ui.consent import Act
from ui.text import as_html, as_label

if TYPE_CHECKING:
    from assistant.session import Assistant


class Talk(NamedTuple):
    """A conversation that is drawn. `versions`: of the messages that have several; `do` begins what is answered.

    `settled`: no answer is on its way, and none is held back.
    """

    assistant: Assistant
    id: str
    versions: Mapping[str, Sequence[str]]
    settled: bool
    do: Callable[[Act], None]


def draw(assistant: Assistant, conversation_id: str, messages: list[Message], settled: bool) -> bool:
    """Draw the messages; returns whether a citation was opened just now."""

    def do(act: Act) -> None:
        acts.do(assistant, conversation_id, act)

    opened = False
    talk = Talk(assistant, conversation_id, assistant.all_versions(conversation_id), settled, do)
    for index, message in enumerate(messages):
        last = settled and index == len(messages) - 1
        with st.container(key=f"mp-message-{index}"):
            if message.role == "user":
                _question(talk, message, index, last)
            else:
                opened = _answer(talk, message, index, last) or opened
    return opened


def suggest(name: str, questions: tuple[str, ...]) -> None:
    """Questions to click instead of typing them."""
    with st.container(key=f"mp-suggestions-{name}", gap="xsmall"):
        for index, each in enumerate(questions):
            st.button(as_label(each), key=f"mp-suggest-{name}-{index}", width="stretch", on_click=ask, args=(each,))


def ask(text: str) -> None:
    """Say this on the next run, as if it had been typed."""
    st.session_state["mp-ask"] = text


def _question(talk: Talk, message: Message, index: int, last: bool) -> None:
    ids = talk.versions.get(message.id, ())
    said.draw(talk.assistant, talk.id, message, index, ids, talk.settled, talk.do)
    with _only(last):
        if last:
            st.html(f'<p class="mp-quiet">{as_html(texts.INTERRUPTED)}</p>')
            st.button(texts.TRY_AGAIN, key=f"mp-again-{message.id}", on_click=ask, args=(message.text,))


def _answer(talk: Talk, message: Message, index: int, last: bool) -> bool:
    opened = False
    turn = message.turn
    sentences = turn.sentences if turn else ()
    concern = care.concern_of(turn)
    if sentences:
        st.html(answer.as_prose(sentences, "arrived" if last else "past"))
    elif message.text:
        st.html(f'<div class="mp-prose"><p>{as_html(message.text)}</p></div>')
    if any(sentence.citations for sentence in sentences):
        opened = answer.draw_chips(message, talk.assistant)
    if turn is not None and turn.letter is not None:
        _letter(message.id, turn.letter, texts.LETTER_READ if turn.move == "reviewed" else texts.LETTER_READY)
    if turn is not None and REHEARSE in turn.commands:
        _rehearsal(message.id)
    for line in _lines(message):
        st.html(f'<p class="mp-quiet">{as_html(line)}</p>')
    with _only(last):
        if last and message.status != "done":
            again = Act(kind="retry", message=message.id, count=index)
            st.button(texts.TRY_AGAIN, key=f"mp-again-{message.id}", on_click=talk.do, args=(again,))
        elif last and turn is not None and concern is None and not turn.answered and turn.topics:
            st.html(f'<p class="mp-quiet">{as_html(texts.COVERED)}</p>')
            suggest(message.id, turn.topics)
    if concern is not None:
        care.draw(message.id, concern)
    _tools(talk, message, index, last, concern is None)
    if message.status == "done" and turn is not None:
        with _only(last):
            if last and turn.chips:
                _quick(message.id, turn.chips)
    return opened


def _letter(message_id: str, letter_id: str, label: str) -> None:
    """The way to the message to a mentor that a reply has drafted or looked at."""
    with st.container(border=True, key=f"mp-card-{message_id}"):
        st.page_link("pages/messages.py", label=label, icon=":material/mail:", query_params={"letter": letter_id})


def _rehearsal(message_id: str) -> None:
    """The way to where meetings are rehearsed and debriefed."""
    with st.container(border=True, key=f"mp-card-{message_id}"):
        st.page_link("pages/rehearse.py", label=texts.TO_REHEARSE, icon=":material/record_voice_over:")


def _lines(message: Message) -> Iterator[str]:
    """What is to be said about how a reply came about."""
    if message.turn is not None and (line := message.turn.notice):
        yield line
    if message.status != "done":
        yield {"stopped": texts.STOPPED, "failed": texts.FAILED}.get(message.status, texts.INTERRUPTED)


def _tools(talk: Talk, message: Message, index: int, last: bool, plain: bool) -> None:
    """What can be done with a reply. `plain`: it is no careful one, which is neither rated nor made anew."""
    whole, ids = plain and message.status == "done" and message.turn is not None, talk.versions.get(message.id, ())
    if not whole and not ids:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"mp-tools-{message.id}"):
        if whole:
            answer.draw_tools(message, talk.assistant)
        if ids:
            versions.draw(talk.assistant, talk.id, message.id, ids, talk.settled)
        with _only(last):
            if last and whole and _may_differ(talk, message):
                anew = Act(kind="anew", message=message.id, count=index)
                st.button(
                    texts.ANOTHER, key=f"mp-anew-{message.id}", type="tertiary", icon=":material/refresh:",
                    on_click=talk.do, args=(anew,),
                )  # fmt: skip


def _may_differ(talk: Talk, message: Message) -> bool:
    """Whether another answer could be another one: in guided mode the same message has the same answer."""
    return not talk.assistant.choice.guided or (message.turn is not None and message.turn.model != GUIDED)


def _quick(message_id: str, replies: tuple[str, ...]) -> None:
    """Short replies to the question that was asked, to click instead of typing them."""
    with st.container(horizontal=True, gap="xsmall", key=f"mp-quick-replies-{message_id}"):
        for index, each in enumerate(replies):
            st.button(as_label(each), key=f"mp-quick-{message_id}-{index}", on_click=ask, args=(each,))


def _only(last: bool) -> DeltaGenerator:
    """A place for what is offered under the last message alone; it is empty as soon as another message follows."""
    place = st.empty()
    return place.container() if last else place

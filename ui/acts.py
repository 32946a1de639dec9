"""What the person does in a conversation that is answered: begun at once, or held back until they agree to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import streamlit as st

from assistant.models import Choice
from assistant.turn import Sentence
from knowledge.errors import MentorprepError
from ui import consent, leaving, relay, sidebar, texts
from ui.consent import Act

if TYPE_CHECKING:
    from assistant.session import Assistant

LONGEST = 4000  # characters of a message


def do(assistant: Assistant, shown: str | None, act: Act) -> str | None:
    """Begin the answer, or hold the act back; returns the conversation it is in, None where it came to nothing."""
    sidebar.leave_to(shown)
    try:
        if consent.held(assistant, shown) is not None:
            raise MentorprepError(texts.DECIDE_FIRST)
        if consent.needed(assistant) and leaving.requests(assistant, shown, act):
            consent.hold(assistant, shown, act)
            return shown
    except MentorprepError as error:
        trouble(str(error), act.text)
        return None
    return _begin(assistant, shown, act)


def go_on(assistant: Assistant, shown: str | None, said: consent.Answer | None) -> None:
    """The person has decided about what is held back: agree, or stay in guided mode; None where nothing is asked."""
    sidebar.leave_to(shown)
    try:
        if said and (host := consent.needed(assistant)):
            consent.give(assistant, host, said)
        if said == "no":
            assistant.use(Choice())
        if act := consent.held(assistant, shown):
            _begin(assistant, shown, act)
        consent.release(assistant, shown)  # it is with the conversation now, or beside the reason why not
    except MentorprepError as error:
        trouble(str(error))


def trouble(line: str, text: str = "") -> None:
    """Say on the next run what went wrong, with the message that would otherwise be lost."""
    st.session_state["trouble"] = (line, text or None)


def _begin(assistant: Assistant, shown: str | None, act: Act) -> str | None:
    conversation_id = shown
    try:
        conversation_id = shown or assistant.create().id
        relay.start(conversation_id, _answer(assistant, conversation_id, act), act.text or None, act.count)
    except MentorprepError as error:
        trouble(str(error), act.text)
        if conversation_id != shown and conversation_id is not None:
            assistant.delete(conversation_id)  # nothing was said in it
        return None
    sidebar.show(conversation_id)
    return conversation_id


def _answer(assistant: Assistant, conversation_id: str, act: Act) -> Iterator[Sentence | None]:
    if act.kind == "edit":
        return assistant.edit_message(conversation_id, act.message, act.text)
    if act.kind == "retry":
        return assistant.retry(conversation_id, act.message)
    if act.kind == "anew":
        return assistant.regenerate(conversation_id, act.message)
    return assistant.reply(conversation_id, act.text)

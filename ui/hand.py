"""What is done to the Brief by hand. Each change says which revision it was made on; where another tab was faster,
nothing is overwritten, the reason is said once, and what was typed stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from assistant.brief import Place
from knowledge.errors import MentorprepError
from ui import texts

if TYPE_CHECKING:
    from assistant.session import Assistant

_OPENED, _ADDING, _TROUBLE = "mp-fact", "mp-adding", "mp-brief-trouble"


class Opened(NamedTuple):
    """The fact that is open, and its value when it was opened."""

    fact_id: str
    value: str


class Trouble(NamedTuple):
    """Why a change was refused; `typed` is what it would have written, `about` the fact that it would have changed."""

    line: str
    typed: str = ""
    about: str | None = None


def opened() -> Opened | None:
    found: Opened | None = st.session_state.get(_OPENED)
    return found


def adding() -> Place | None:
    found: Place | None = st.session_state.get(_ADDING)
    return found


def trouble() -> Trouble | None:
    found: Trouble | None = st.session_state.get(_TROUBLE)
    return found


def toggle(fact_id: str, value: str) -> None:
    """Open a fact, or close it when it is the open one."""
    was = opened()
    close()
    if was is None or was.fact_id != fact_id:
        st.session_state[_OPENED] = Opened(fact_id, value)


def begin(place: Place) -> None:
    """Open the form for a new fact."""
    close()
    st.session_state[_ADDING] = place


def close() -> None:
    for key in (_OPENED, _ADDING, _TROUBLE):
        st.session_state.pop(key, None)


def save(assistant: Assistant, fact_id: str, key: str, based_on: int) -> None:
    """Write what was typed into a fact; nothing at all takes it out."""
    typed = str(st.session_state.get(key, ""))
    _attempt(lambda: assistant.edit(fact_id, typed, based_on), typed, fact_id)


def agree(assistant: Assistant, fact_id: str, value: str, key: str, based_on: int) -> None:
    """Confirm a fact, with what was typed into it if it is something else."""
    typed = " ".join(str(st.session_state.get(key, "")).split())
    if typed and typed != value:
        save(assistant, fact_id, key, based_on)
    else:
        _attempt(lambda: assistant.confirm(fact_id, based_on), about=fact_id)


def remove(assistant: Assistant, fact_id: str, based_on: int) -> None:
    _attempt(lambda: assistant.edit(fact_id, "", based_on), about=fact_id)


def add(assistant: Assistant, place: Place, key: str, based_on: int) -> None:
    typed = str(st.session_state.get(key, ""))
    _attempt(lambda: assistant.add(place, typed, based_on), typed)


def undo(assistant: Assistant, based_on: int) -> None:
    """Take the last change back, provided that it is the one the page shows as the last."""

    def act() -> None:
        if assistant.brief()[1] != based_on:
            raise MentorprepError(texts.CHANGED_ELSEWHERE)
        if not assistant.undo():
            raise MentorprepError(texts.NOTHING_TO_UNDO)

    _attempt(act)


def agree_to_all(assistant: Assistant, based_on: int, answer: str) -> None:
    """Confirm the whole Brief as the page shows it, and answer the question whether it is right."""
    if _attempt(lambda: assistant.confirm(None, based_on)):
        st.session_state["mp-ask"] = answer


def _attempt(act: Callable[[], object], typed: str = "", about: str | None = None) -> bool:
    st.session_state.pop(_TROUBLE, None)
    try:
        act()
    except MentorprepError as error:
        st.session_state[_TROUBLE] = Trouble(str(error), typed, about)
        return False
    close()
    return True

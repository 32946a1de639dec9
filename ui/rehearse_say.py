"""What is said in a rehearsal: the line that is about to be said, and what one asks for beside the talk.

Every line is kept before the mentor answers. Where another tab was faster nothing is overwritten, and what was typed
stays on the page.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from assistant.errors import Conflict
from ui import rehearse_hand
from ui import texts_rehearse as texts

if TYPE_CHECKING:
    from assistant.rehearsals import Rehearsal, Spoken
    from assistant.stage import Hint, Stage

_PENDING, _AGAIN, _HINT, _FAULT = (f"{rehearse_hand.PASSING}{name}" for name in ("line", "again", "hint", "fault"))
_speaking = threading.Lock()  # one line at a time: a page that is reloaded must not answer what is being answered


class Pending(NamedTuple):
    """A line that is about to be said. `leaf`: after which line; `instead`: the own line in whose place it comes.

    `meant`: it sounds like real distress, and the person has said that it belongs to the rehearsal.
    """

    text: str
    leaf: str | None
    instead: str | None = None
    meant: bool = False


def will_say(rehearsal: Rehearsal, key: str | None = None) -> None:
    """Say what was typed into the field, or nothing."""
    text = str(st.session_state.get(key) or "") if key else ""
    st.session_state[_PENDING] = Pending(text, rehearsal.leaf)


def will_say_instead(line: Spoken, key: str) -> None:
    """Say what was typed for it in the place of an own line; the same words are no other line."""
    text = str(st.session_state.get(key) or "").strip()
    ask_again(None)
    if text != line.text:
        st.session_state[_PENDING] = Pending(text, line.parent, line.id)


def pending() -> Pending | None:
    """The line that is about to be said; it waits until it is, whatever ends a run of the page."""
    found: Pending | None = st.session_state.get(_PENDING)
    return found


def mean_it() -> None:
    """The line that waits belongs to the rehearsal."""
    if (said := pending()) is not None:
        st.session_state[_PENDING] = said._replace(meant=True)


def take_back() -> None:
    """The line that waits is not said."""
    st.session_state.pop(_PENDING, None)


def speak(stage: Stage, rehearsal: Rehearsal, said: Pending) -> None:
    """Say a line and hear the answer. Raises nothing: what is refused is told on the next drawing."""

    def act() -> None:
        with _speaking:
            if said.instead is not None:
                stage.again(rehearsal.id, said.instead, said.text)
            elif stage.get(rehearsal.id).leaf != said.leaf:
                raise Conflict(texts.WENT_ON)
            else:
                stage.say(rehearsal.id, said.text)

    st.session_state.pop(_PENDING, None)
    rehearse_hand.attempt(act, said.text)
    forget_hint()
    fault = stage.last_fault
    st.session_state[_FAULT] = fault.line(str(stage.model), shown=True) if fault else ""


def fault() -> str:
    """Why the last line was not a model's, in one line; empty where there is nothing to say."""
    return str(st.session_state.get(_FAULT) or "")


def resume(stage: Stage, rehearsal_id: str) -> bool:
    """Let the mentor answer what was said last; it may be answering just now, in a page that was left."""

    def act() -> None:
        with _speaking:
            stage.resume(rehearsal_id)

    return rehearse_hand.attempt(act)


def ask_again(line_id: str | None) -> None:
    """Open the field for another line in the place of this one; None closes it."""
    st.session_state[_AGAIN] = line_id


def asked_again() -> str | None:
    found: str | None = st.session_state.get(_AGAIN)
    return found


# Beside the talk


def ask_hint(stage: Stage, rehearsal: Rehearsal) -> None:
    def act() -> None:
        st.session_state[_HINT] = rehearsal.leaf, stage.hint(rehearsal.id)

    rehearse_hand.attempt(act)


def hint(rehearsal: Rehearsal) -> Hint | None:
    """The hint that was asked for; it holds until something is said."""
    leaf, found = st.session_state.get(_HINT) or (None, None)
    return found if leaf == rehearsal.leaf else None


def forget_hint() -> None:
    st.session_state.pop(_HINT, None)

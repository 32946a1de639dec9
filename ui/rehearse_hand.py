"""What is done on the page Rehearse: which rehearsal is open and which side of it, how it begins and ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

import streamlit as st

from knowledge.errors import MentorprepError

if TYPE_CHECKING:
    from assistant.rehearsals import Rated, Rehearsal
    from assistant.skills.rehearsal.meeting import Dial
    from assistant.skills.rehearsal.persona import Scenario
    from assistant.stage import Stage

REHEARSAL, SIDE, WITH, NEW = "r", "see", "with", "new"  # parameters of the address: reloading the page loses nothing
Side = Literal["", "pause", "lines", "after", "compare"]
SCENARIO, DIAL = "mp-scenario", "mp-dial"  # keys of what is chosen at the door
PASSING = "mp-reh-passing-"  # what begins so is forgotten when another side is opened
_TROUBLE = f"{PASSING}trouble"
_TURNED = "mp-reh-turned"  # another side was opened just now
_RATED = "mp-reh-rated"  # how the person rated themselves in branches that are not shown now, by their leaf


class Trouble(NamedTuple):
    """Why something was refused, and what was typed for it."""

    line: str
    typed: str = ""


# Which rehearsal, and which side of it


def opened() -> str | None:
    return st.query_params.get(REHEARSAL)


def side() -> Side:
    found = st.query_params.get(SIDE, "")
    return next((known for known in get_args(Side) if known == found), "")


def show(rehearsal_id: str | None, to: Side = "", **others: str) -> None:
    """Open a side of a rehearsal; None: the door."""
    for key in [key for key in st.session_state if str(key).startswith(PASSING)]:
        del st.session_state[key]
    st.query_params.clear()
    st.session_state[_TURNED] = True
    if rehearsal_id:
        st.query_params.update({REHEARSAL: rehearsal_id} | ({SIDE: to} if to else {}) | others)


def paste() -> None:
    """Show where a real meeting can be pasted."""
    show(None)
    st.query_params[NEW] = "real"


def turned() -> bool:
    """Whether another side was opened just now; told once."""
    return bool(st.session_state.pop(_TURNED, False))


def trouble() -> Trouble | None:
    found: Trouble | None = st.session_state.get(_TROUBLE)
    return found


def attempt(act: Callable[[], object], typed: str = "") -> bool:
    """Do something that may be refused; the reason is said on the next drawing."""
    st.session_state.pop(_TROUBLE, None)
    try:
        act()
    except MentorprepError as error:
        st.session_state[_TROUBLE] = Trouble(str(error), typed)
        return False
    return True


# Beginning


def chosen() -> tuple[Scenario, Dial]:
    return st.session_state.get(SCENARIO) or "first_meeting", st.session_state.get(DIAL) or "normal"


def begin(stage: Stage, persona: str) -> None:
    attempt(lambda: show(stage.begin(persona, *chosen()).id))


def begin_with(stage: Stage, candidate_id: str) -> None:
    attempt(lambda: show(stage.begin_with(candidate_id, *chosen()).id))


def begin_from(stage: Stage, name_key: str, profile_key: str) -> None:
    name, profile = (str(st.session_state.get(key) or "") for key in (name_key, profile_key))
    attempt(lambda: show(stage.begin_from(name, profile, *chosen()).id))


def repeat(stage: Stage, rehearsal_id: str) -> None:
    attempt(lambda: show(stage.repeat(rehearsal_id).id))


# Ending, and coming back


def leave(stage: Stage, rehearsal_id: str) -> None:
    if attempt(lambda: stage.stop(rehearsal_id)):
        show(rehearsal_id, "after")


def go_on(stage: Stage, rehearsal_id: str) -> None:
    if attempt(lambda: stage.go_on(rehearsal_id)):
        show(rehearsal_id)


def rate(stage: Stage, rehearsal_id: str, rated: Rated) -> None:
    if attempt(lambda: stage.rate(rehearsal_id, rated)):
        show(rehearsal_id)


def switch(stage: Stage, rehearsal: Rehearsal, leaf: str, to: Side) -> None:
    """Show another branch, with the rating that was given to it in this session."""
    given: dict[str | None, Rated | None] = st.session_state.setdefault(_RATED, {})
    given[rehearsal.leaf] = rehearsal.rated

    def act() -> None:
        stage.show(rehearsal.id, leaf)
        stage.rate(rehearsal.id, given.get(leaf))

    if attempt(act):
        show(rehearsal.id, to)

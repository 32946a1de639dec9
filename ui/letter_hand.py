"""What is done to a letter by hand: which one is open, what is asked, and what was typed into it.

Every change is kept at once. Where another tab was faster nothing is overwritten, and what was typed stays on the page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from knowledge.errors import MentorprepError
from ui import texts

if TYPE_CHECKING:
    from assistant.desk import Desk
    from assistant.letters import Letter, Version
    from assistant.skills.outreach.types import Draft, Finding, Need
    from knowledge.letters import Channel, Medium

LETTER, READ, NEW = "letter", "read", "new"  # parameters of the address: reloading the page loses nothing
_TROUBLE, _NEED, _ANEW, _SHOWN = "mp-letter-trouble", "mp-letter-need", "mp-letter-anew", "mp-letter-version"
_CHECKED = "mp-letter-checked"


class Trouble(NamedTuple):
    """Why something was refused, and what was typed for it."""

    line: str
    typed: str = ""


# Which letter, and which side of it


def opened() -> str | None:
    return st.query_params.get(LETTER)


def show(letter_id: str | None) -> None:
    """Open a letter; None: the list of all."""
    forget()
    st.query_params.clear()
    if letter_id:
        st.query_params[LETTER] = letter_id


def check_own() -> None:
    """Show where a message can be pasted."""
    show(None)
    st.query_params[NEW] = "check"


def forget() -> None:
    for key in (_TROUBLE, _NEED, _ANEW, _SHOWN):
        st.session_state.pop(key, None)


def was_checked(text: str) -> bool:
    """Whether this very text was on the page before; from now on it was."""
    before, st.session_state[_CHECKED] = st.session_state.get(_CHECKED), text
    return bool(before == text)


def trouble() -> Trouble | None:
    found: Trouble | None = st.session_state.get(_TROUBLE)
    return found


def asked() -> Need | None:
    """What the person wants to tell again, whatever is missing."""
    found: Need | None = st.session_state.get(_NEED)
    return found


def ask(need: Need | None) -> None:
    forget()
    if need:
        st.session_state[_NEED] = need


def anew() -> bool:
    """Whether drafts are shown although something is written."""
    return bool(st.session_state.get(_ANEW))


def write_anew(yes: bool) -> None:
    forget()
    st.session_state[_ANEW] = yes


def shown_version() -> str | None:
    found: str | None = st.session_state.get(_SHOWN)
    return found


def show_version(version_id: str | None) -> None:
    st.session_state[_SHOWN] = version_id


def do(act: Callable[[], object]) -> None:
    """The same for a button."""
    attempt(act)


def attempt(act: Callable[[], object], typed: str = "") -> bool:
    """Do something that may be refused; the reason is said on the next drawing."""
    forget_trouble()
    try:
        act()
    except MentorprepError as error:
        st.session_state[_TROUBLE] = Trouble(str(error), typed)
        return False
    return True


def forget_trouble() -> None:
    st.session_state.pop(_TROUBLE, None)


# Beginning, and telling


def begin(desk: Desk, channel: Channel) -> None:
    attempt(lambda: show(desk.begin(channel).id))


def begin_from(start: Callable[[], Letter]) -> None:
    """Open a letter that another one leads to."""
    attempt(lambda: show(start().id))


def paste(desk: Desk, channel_key: str, medium_key: str, text_key: str) -> None:
    channel: Channel = st.session_state[channel_key]
    medium: Medium = st.session_state[medium_key]
    typed = str(st.session_state.get(text_key) or "")
    attempt(lambda: show(desk.paste(typed, channel, medium).id), typed)


def tell(desk: Desk, letter_id: str, need: Need, key: str) -> None:
    say(desk, letter_id, need, str(st.session_state.get(key) or ""))


def say(desk: Desk, letter_id: str, need: Need, value: str) -> None:
    if attempt(lambda: desk.tell(letter_id, need, value), value):
        ask(None)


def address(desk: Desk, letter_id: str, candidate_id: str | None) -> None:
    if attempt(lambda: desk.address(letter_id, candidate_id)):
        ask(None)


def readdress(desk: Desk, letter_id: str) -> None:
    """The letter is for somebody else than was said, who is asked for next."""
    if attempt(lambda: desk.address(letter_id, None)):
        ask("name")


def choose(desk: Desk, letter_id: str, draft: Draft) -> None:
    def act() -> None:
        take_up(desk.choose(letter_id, draft))

    if attempt(act):
        write_anew(False)


# The text: what stands in the field, and the version that it was made from


def text_key(letter_id: str) -> str:
    return f"mp-text-{letter_id}"


def typed(letter: Letter) -> str:
    return str(st.session_state.get(text_key(letter.id), letter.text))


def take_up(letter: Letter) -> None:
    """Let the field show a letter as it is kept."""
    st.session_state[text_key(letter.id)] = letter.text
    st.session_state[_base(letter.id)] = letter.newest.id if letter.newest else None


def is_behind(letter: Letter) -> bool:
    """Whether what was typed here cannot be kept, because the letter was changed elsewhere.

    Where nothing was typed, the field follows what is kept.
    """
    key, newest = text_key(letter.id), letter.newest.id if letter.newest else None
    if key not in st.session_state:
        take_up(letter)
    based_on = st.session_state.get(_base(letter.id))
    if based_on == newest:
        return False
    base = next((version for version in letter.versions if version.id == based_on), None)
    if typed(letter) in (letter.text, base.text if base else None):
        take_up(letter)
        return False
    return True


def keep(desk: Desk, letter_id: str) -> None:
    """Keep what was typed into the field."""
    text = str(st.session_state.get(text_key(letter_id)) or "")
    attempt(lambda: take_up(desk.save(letter_id, text, "by hand", st.session_state.get(_base(letter_id)))))


def keep_mine(desk: Desk, letter: Letter) -> None:
    """Keep what was typed, after the version that another tab made."""
    if letter.newest:
        st.session_state[_base(letter.id)] = letter.newest.id
    keep(desk, letter.id)


def take_other(letter: Letter) -> None:
    forget_trouble()
    take_up(letter)


def mend(desk: Desk, letter: Letter, text: str, finding: Finding) -> None:
    """Put a finding's fix in place of the text that it was found in."""
    if typed(letter) != text:  # it was typed on meanwhile, and the finding's place is another one
        st.session_state[_TROUBLE] = Trouble(texts.MOVED_ON)
        return
    attempt(lambda: take_up(desk.apply(letter.id, text, finding, st.session_state.get(_base(letter.id)))))


def take_back(desk: Desk, letter: Letter, version: Version) -> None:
    """Make an earlier version the letter again."""
    based_on = st.session_state.get(_base(letter.id))
    if attempt(lambda: take_up(desk.save(letter.id, version.text, version.origin, based_on))):
        show_version(None)


def _base(letter_id: str) -> str:
    return f"mp-base-{letter_id}"

"""A chat model at work on a letter: asked for consent first, waited for without holding up the page, and stopped.

It works in a thread of its own, so that a click elsewhere or a reload neither ends nor doubles the call.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import streamlit as st

from assistant.models import Choice
from ui import consent, letter_hand, relay, texts
from ui.text import as_html

if TYPE_CHECKING:
    from assistant.prompts import Prompt
    from assistant.session import Assistant

_HELD = "mp-letter-held"  # the work that waits for the person's consent
Start = Callable[[], Iterator[None]]


def begin(assistant: Assistant, work: str, start: Start) -> None:
    """The person wants the model to work: let it begin, or ask first. `work` names what it is asked."""
    if consent.needed(assistant):
        st.session_state[_HELD] = work
    else:
        letter_hand.do(lambda: begin_now(work, start))


def begin_now(work: str, start: Start) -> None:
    """Begin, where it is not at it already."""
    if not running(work):
        relay.start(work, start(), None, 0)


def running(work: str) -> bool:
    arriving = relay.get(work)
    return arriving is not None and arriving.running


def ended(work: str) -> str | None:
    """How it ended where it came to nothing: the reason, or empty where the person stopped it."""
    arriving = relay.get(work)
    return None if arriving is None or arriving.running else arriving.error or ""


def forget(work: str) -> None:
    """Its outcome is kept elsewhere."""
    relay.forget(work)


def stop(work: str) -> None:
    """Stop it, and forget it, so that it can begin anew by itself."""
    arriving = relay.get(work)
    if arriving is not None:
        arriving.stop()
        arriving.wait()  # a tenth of a second
        relay.forget(work)


def wait(work: str, line: str) -> None:
    """What is shown meanwhile; when it is done, the page is drawn anew."""
    _wait(work, line)


@st.fragment(run_every=0.5)
def _wait(work: str, line: str) -> None:
    arriving = relay.get(work)
    if arriving is None or not arriving.running:
        st.rerun()
    with st.container(
        key="mp-working", horizontal=True, gap="small", vertical_alignment="center", horizontal_alignment="left"
    ):  # fmt: skip
        st.html(f'<p class="mp-quiet" role="status">{as_html(line)}</p>', width="content")
        st.button(texts.STOP, key="mp-stop", icon=":material/stop_circle:", on_click=_stop, args=(work,))


def _stop(work: str) -> None:
    """Its end stays known, so that it does not begin anew by itself."""
    if (arriving := relay.get(work)) is not None:
        arriving.stop()
        arriving.wait()


def is_held(assistant: Assistant, work: str) -> bool:
    """Whether the person wanted this and has not agreed yet that it goes out."""
    return st.session_state.get(_HELD) == work and bool(consent.needed(assistant))


def ask(assistant: Assistant, what: str, request: Prompt | None, work: str, start: Start) -> None:
    """The card that asks whether it may go out, with the exact request; its answer is that of the chat."""
    host = consent.needed(assistant)
    with st.container(key="mp-card-leave", gap="xsmall"):
        st.html(f'<h2 class="mp-heading">{as_html(texts.leaves(host))}</h2><p>{as_html(what)}</p>')
        with st.expander(texts.EXACTLY), st.container(key="mp-request-1"):
            said = "\n\n".join(request.texts()) if request else ""
            st.code(said, language=None, wrap_lines=True, height=320)
        with st.container(horizontal=True, gap="xsmall"):
            st.button(texts.SEND, key="mp-go-send", on_click=_decide, args=(assistant, "yes", work, start))
            st.button(texts.STAY_GUIDED, key="mp-stay", on_click=_decide, args=(assistant, "no", work, start))
        st.html(f'<p class="mp-quiet">{as_html(texts.KEPT_ANSWER)}</p>')


def _decide(assistant: Assistant, said: consent.Answer, work: str, start: Start) -> None:
    st.session_state.pop(_HELD, None)
    host = consent.needed(assistant)
    if host and not letter_hand.attempt(lambda: consent.give(assistant, host, said)):
        return
    if said == "no":
        assistant.use(Choice())
    else:
        begin(assistant, work, start)

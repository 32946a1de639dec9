"""A meeting: the person across the table, the clock, what was said, and below it what one can say or do now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from assistant.rehearsals import MAX_LINE
from ui import rehearse_gate, rehearse_hand, rehearse_head, rehearse_lines, rehearse_say
from ui import texts as shared
from ui import texts_rehearse as texts
from ui.text import as_html

if TYPE_CHECKING:
    from assistant.rehearsals import Rehearsal
    from assistant.session import Assistant
    from assistant.stage import Stage

_INPUT = "mp-say-line"


def draw(assistant: Assistant, stage: Stage, rehearsal: Rehearsal) -> None:
    said = rehearse_say.pending()
    unanswered = rehearsal.lines == () or rehearsal.branch()[-1].role == "mentee"
    if not rehearsal.over or said is not None:
        _below(stage, rehearsal, busy=said is not None or unanswered)
    with st.container(key="mp-meeting"):
        rehearse_head.draw(stage, rehearsal)
        with st.container(key="mp-lines", gap="small"):
            _lines(assistant, stage, rehearsal, said, unanswered)
        if rehearsal.over and said is None:
            _over(stage, rehearsal)


def _lines(
    assistant: Assistant, stage: Stage, rehearsal: Rehearsal, said: rehearse_say.Pending | None, unanswered: bool
) -> None:  # fmt: skip
    persona = stage.persona(rehearsal)
    if not rehearsal.over and not any(line.role == "mentee" for line in rehearsal.lines):
        with st.container(key="mp-card-known"):
            st.html(rehearse_head.known(persona))
    rehearse_lines.draw(stage, rehearsal, said.instead if said else None, live=not rehearsal.over or said is not None)
    if said is not None:
        st.html(rehearse_lines.bubble("mentee", said.text, persona.name))
        if rehearse_gate.holds(assistant, stage, rehearsal, said):
            return
    elif line := rehearse_say.fault():
        st.html(f'<p class="mp-quiet" role="status">{as_html(line)}</p>')
    if said is None and not unanswered:
        return
    st.html(
        f'<div class="mp-said mp-theirs mp-thinking" role="status"><i></i><i></i><i></i>'
        f'<span class="mp-sr">{as_html(texts.thinking(persona.name))}</span></div>'
    )
    if said is not None:
        rehearse_say.speak(stage, rehearsal, said)
    elif not rehearse_say.resume(stage, rehearsal.id):
        rehearse_head.trouble()
        st.button(shared.TRY_AGAIN, key="mp-answer-again", icon=":material/refresh:")
        return
    st.rerun()


def _below(stage: Stage, rehearsal: Rehearsal, busy: bool) -> None:
    """What stays at the bottom of the window."""
    with st.bottom, st.container(key="mp-beside", gap="xsmall"):
        rehearse_head.trouble()
        _hint(rehearsal)
        with st.container(horizontal=True, gap="xsmall", key="mp-moves"):
            st.button(
                texts.SILENCE, key="mp-silence", type="tertiary", icon=":material/more_horiz:", disabled=busy,
                on_click=rehearse_say.will_say, args=(rehearsal,),
            )  # fmt: skip
            st.button(
                texts.HINT, key="mp-hint", type="tertiary", icon=":material/lightbulb:", disabled=busy,
                on_click=rehearse_say.ask_hint, args=(stage, rehearsal),
            )  # fmt: skip
            st.button(
                texts.TIME_OUT, key="mp-time-out", type="tertiary", icon=":material/pause:", disabled=busy,
                on_click=rehearse_hand.show, args=(rehearsal.id, "pause"),
            )  # fmt: skip
            st.button(
                texts.LEAVE, key="mp-leave", type="tertiary", icon=":material/door_open:", disabled=busy,
                on_click=rehearse_hand.leave, args=(stage, rehearsal.id),
            )  # fmt: skip
    st.chat_input(
        texts.PLACEHOLDER, key=_INPUT, max_chars=MAX_LINE, disabled=busy,
        on_submit=rehearse_say.will_say, args=(rehearsal, _INPUT),
    )  # fmt: skip


def _hint(rehearsal: Rehearsal) -> None:
    if (found := rehearse_say.hint(rehearsal)) is None:
        return
    say = found.better.kind == "say"
    lead, text = (texts.COULD_SAY, f"“{found.better.text}”") if say else (texts.COULD_DO, found.better.text)
    with st.container(key="mp-hinted", horizontal=True, gap="xsmall", wrap=False):
        st.html(f'<p class="mp-outcome" role="status"><b>{as_html(lead)}</b> {as_html(text)}</p>')
        st.button(
            texts.HINT_CLOSE, key="mp-close-hint", type="tertiary", icon=":material/close:",
            on_click=rehearse_say.forget_hint,
        )  # fmt: skip


def _over(stage: Stage, rehearsal: Rehearsal) -> None:
    with st.container(key="mp-over", gap="small"):
        rehearse_head.trouble()
        spoke = any(line.role == "mentee" for line in rehearsal.branch())
        said = texts.OVER if spoke else texts.TOO_EARLY
        st.html(f'<p class="mp-quiet" role="status">{as_html(said)}</p>')
        with st.container(horizontal=True, gap="xsmall"):
            if spoke:
                st.button(
                    texts.TO_DEBRIEF if rehearsal.rated is not None else texts.OVER_NEXT, key="mp-go-after",
                    on_click=rehearse_hand.show, args=(rehearsal.id, "after"),
                )  # fmt: skip
            if rehearsal.state is None or rehearsal.state.ended is None:  # it was left, not ended
                st.button(
                    texts.STAY, key="mp-stay-on", icon=":material/arrow_forward:",
                    on_click=rehearse_hand.go_on, args=(stage, rehearsal.id),
                )  # fmt: skip

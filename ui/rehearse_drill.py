"""One thing to practise: three moments of a meeting, one after the other, each answered in a line and told at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from assistant.rehearsals import MAX_LINE
from assistant.skills.rehearsal.rubric import rubric
from knowledge.errors import MentorprepError
from ui import rehearse_lines
from ui import texts as shared
from ui import texts_rehearse as texts
from ui.text import as_html

if TYPE_CHECKING:
    from assistant.skills.rehearsal.types import Better, Drill
    from assistant.stage import Stage


class _At(NamedTuple):
    """Where somebody is. `text`: what was answered to this moment, None while it is open; `shows`: whether it did."""

    moment: int = 0
    text: str | None = None
    shows: bool = False
    trouble: str = ""


def draw(stage: Stage, key: str, drill: Drill | None) -> None:
    """`key` keeps one debrief's drill apart from those of others."""
    title = f'<h2 class="mp-title">{as_html(texts.DRILL)}</h2>'
    if drill is None:
        st.html(f'{title}<p class="mp-outcome">{as_html(shared.NOTHING_LEFT)}</p>')
        return
    with st.container(key="mp-drill", gap="small"):
        name = rubric()[drill.behaviour].title
        st.html(
            f'{title}<h3 class="mp-heading">{as_html(name)}</h3><p class="mp-why">{as_html(drill.why)}</p>'
            f"{better(drill.better)}"
        )
        _moment(stage, f"mp-drill-at-{key}", drill)


def better(offered: Better) -> str:
    """A line to say in quotation marks; what to do as advice."""
    say = offered.kind == "say"
    lead, text = (texts.COULD_SAY, f"“{offered.text}”") if say else (texts.COULD_DO, offered.text)
    return f'<p class="mp-better"><span class="mp-quiet">{as_html(lead)}</span> {as_html(text)}</p>'


def _moment(stage: Stage, key: str, drill: Drill) -> None:
    at: _At = st.session_state.get(key) or _At()
    every, said = len(drill.moments), drill.moments[at.moment]
    st.html(
        f'<p class="mp-quiet">{as_html(texts.moment(at.moment + 1, every))}</p>'
        f"{rehearse_lines.bubble('mentor', said, '')}"
    )
    field = f"{key}-{at.moment}"
    if at.text is None or not at.shows:
        with st.form(f"mp-drill-form-{at.moment}", border=False):
            st.text_input(texts.DRILL_FIELD, key=field, max_chars=MAX_LINE, autocomplete="off")
            st.form_submit_button(
                texts.DRILL_GO if at.text is None else texts.DRILL_RETRY, key="mp-go-drill", on_click=_answer,
                args=(stage, key, field, drill, at),
            )  # fmt: skip
    else:
        st.html(rehearse_lines.bubble("mentee", at.text, ""))
    if at.trouble:
        st.html(f'<p class="mp-outcome mp-wrong" role="alert">{as_html(at.trouble)}</p>')
    if at.text is None:
        return
    line = texts.DRILL_YES if at.shows else texts.DRILL_NO
    wrong = "" if at.shows else " mp-wrong"
    st.html(f'<p class="mp-outcome{wrong}" role="status">{as_html(line)}</p>')
    if at.moment + 1 < every:
        st.button(texts.DRILL_NEXT, key="mp-drill-next", on_click=_to, args=(key, at.moment + 1))
        return
    if at.shows:
        st.html(f'<p class="mp-quiet">{as_html(texts.DRILL_DONE)}</p>')
    st.button(texts.DRILL_AGAIN, key="mp-drill-again", icon=":material/replay:", on_click=_to, args=(key, 0))


def _answer(stage: Stage, key: str, field: str, drill: Drill, at: _At) -> None:
    text = str(st.session_state.get(field) or "").strip()
    if not text:
        return
    try:
        shows = stage.shows(drill.behaviour, drill.moments[at.moment], text)
    except MentorprepError as error:
        st.session_state[key] = at._replace(text=None, trouble=str(error))
        return
    st.session_state[key] = _At(at.moment, text, shows)


def _to(key: str, moment: int) -> None:
    st.session_state[key] = _At(moment)

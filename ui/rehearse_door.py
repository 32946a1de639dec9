"""The door of the page Rehearse: whom one can meet and how, and the rehearsals that were begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from assistant.skills.rehearsal.meeting import DIALS, minutes
from assistant.skills.rehearsal.persona import SCENARIOS
from knowledge.errors import MentorprepError
from ui import rehearse_hand, rehearse_head, rehearse_progress
from ui import texts as shared
from ui import texts_rehearse as texts
from ui.dates import moment
from ui.text import as_html, as_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.rehearsals import Rehearsal
    from assistant.session import Assistant
    from assistant.skills.rehearsal.persona import Persona
    from assistant.stage import Stage

_FIRST = 5  # rehearsals shown at first
_OLDER = "mp-reh-older"
_NAME, _PROFILE = "mp-somebody-name", "mp-somebody-profile"
_MAX_NAME, _MAX_PROFILE = 80, 20_000


def draw(assistant: Assistant, stage: Stage, gone: bool) -> None:
    with st.container(key="mp-desk"):
        st.title(shared.REHEARSE, anchor=False)
        if gone:
            st.html(f'<p class="mp-outcome" role="status">{as_html(texts.GONE)}</p>')
        rehearse_head.trouble()
        st.html(f'<p class="mp-quiet mp-lead">{as_html(texts.WHAT)}</p>')
        rehearsals = stage.all()
        if rehearsals:
            _before(stage, rehearsals)
        _whom(assistant, stage)


# What was before


def _before(stage: Stage, rehearsals: Sequence[Rehearsal]) -> None:
    attempts = rehearse_progress.attempts(stage, rehearsals)
    shown = rehearsals if st.session_state.get(_OLDER) else rehearsals[:_FIRST]
    if len(attempts) > 1:
        left, right = st.columns([10, 11], gap="large")
    else:
        left = right = st.container()
    with left:
        st.html(f'<h2 class="mp-title">{as_html(texts.EARLIER)}</h2>')
        with st.container(key="mp-rehearsals", gap="xsmall"):
            for rehearsal in shown:
                _row(stage, rehearsal)
        if len(shown) < len(rehearsals):
            st.button(texts.OLDER, key="mp-show-older", type="tertiary", on_click=_older)
    if len(attempts) > 1:
        with right:
            rehearse_progress.draw(attempts)


def _row(stage: Stage, rehearsal: Rehearsal) -> None:
    with st.container(key=f"mp-entry-{rehearsal.id}", gap=None):
        st.button(
            as_label(stage.persona(rehearsal).name), key=f"mp-letter-{rehearsal.id}", type="tertiary",
            on_click=rehearse_hand.show, args=(rehearsal.id,),
        )  # fmt: skip
        when = moment(rehearsal.updated, st.context.timezone)
        said = f"{texts.SCENARIOS[rehearsal.scenario]} · {when} · {_state(stage, rehearsal)}"
        st.html(f'<p class="mp-quiet">{as_html(said)}</p>')
        with st.container(horizontal=True, gap="small", key=f"mp-row-tools-{rehearsal.id}"):
            st.button(
                texts.DEBRIEF if rehearsal.over else texts.GO_ON, key=f"mp-enter-{rehearsal.id}", type="tertiary",
                icon=":material/fact_check:" if rehearsal.over else ":material/arrow_forward:",
                on_click=rehearse_hand.show, args=(rehearsal.id, "after" if rehearsal.over else ""),
            )  # fmt: skip
            if st.button(
                texts.DELETE, key=f"mp-drop-{rehearsal.id}", type="tertiary", icon=":material/delete:"
            ):  # fmt: skip
                _confirm(stage, rehearsal)


def _state(stage: Stage, rehearsal: Rehearsal) -> str:
    """Its score, once the person has rated themselves: before that it would tell them what to tick."""
    if not rehearsal.over:
        return texts.GOING_ON
    if rehearsal.rated is None:
        return texts.TO_RATE
    return texts.score(rehearse_progress.attempt(stage, rehearsal).score)


@st.dialog(texts.DELETE_TITLE)
def _confirm(stage: Stage, rehearsal: Rehearsal) -> None:
    st.html(f'<p class="mp-quiet">{as_html(stage.persona(rehearsal).name)}</p><p>{as_html(texts.DELETE_WHAT)}</p>')
    with st.container(horizontal=True):
        if st.button(shared.DELETE_YES, key="mp-go-delete-rehearsal"):
            try:
                stage.delete(rehearsal.id)
            except MentorprepError as error:
                st.error(as_label(str(error)))
                return
            st.rerun()
        if st.button(shared.DELETE_NO, key="mp-delete-rehearsal-no"):
            st.rerun()


def _older() -> None:
    st.session_state[_OLDER] = True


# Whom to meet


def _whom(assistant: Assistant, stage: Stage) -> None:
    st.html(f'<h2 class="mp-title">{as_html(texts.WHOM)}</h2>')
    with st.container(horizontal=True, gap="medium", key="mp-kind-of-meeting", vertical_alignment="top"):
        st.selectbox(
            texts.SCENARIO, SCENARIOS, key=rehearse_hand.SCENARIO, format_func=texts.SCENARIOS.__getitem__, width=260
        )  # fmt: skip
        st.segmented_control(
            texts.DIAL, DIALS, key=rehearse_hand.DIAL, default="normal", required=True,
            format_func=texts.DIALS.__getitem__,
        )  # fmt: skip
    with st.container(key="mp-people"):
        for persona in stage.people():
            _person(stage, persona)
    candidates = assistant.brief()[0].candidates
    if candidates:
        st.html(
            f'<h2 class="mp-title">{as_html(texts.OF_BRIEF)}</h2><p class="mp-quiet">{as_html(texts.OF_BRIEF_WHAT)}</p>'
        )
        with st.container(horizontal=True, gap="xsmall", key="mp-of-brief"):
            for candidate in candidates:
                st.button(
                    as_label(texts.meet(candidate.name.value)), key=f"mp-meet-candidate-{candidate.id}",
                    on_click=rehearse_hand.begin_with, args=(stage, candidate.id),
                )  # fmt: skip
    with st.container(key="mp-others", gap="xsmall"):
        with st.expander(texts.SOMEBODY, key="mp-somebody", icon=":material/person_add:"):
            _somebody(stage)
        st.button(
            texts.REAL, key="mp-real", type="tertiary", icon=":material/edit_note:", on_click=rehearse_hand.paste
        )  # fmt: skip


def _person(stage: Stage, persona: Persona) -> None:
    scenario, dial = rehearse_hand.chosen()
    length = texts.minutes(minutes(persona, scenario, dial))
    with st.container(key=f"mp-person-{persona.id}", gap="small", height="stretch"):
        st.html(
            f'<div class="mp-across">{rehearse_head.face(persona.name)}<div class="mp-who"><h3 class="mp-name">'
            f'{as_html(persona.name)}</h3><p class="mp-role">{as_html(persona.role)}</p></div></div>'
            f'<p class="mp-about-them">{as_html(one_sentence(persona))}</p>'
        )
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center",
            key=f"mp-person-foot-{persona.id}",
        ):  # fmt: skip
            st.button(
                as_label(texts.meet(persona.name.split()[0])), key=f"mp-meet-{persona.id}",
                on_click=rehearse_hand.begin, args=(stage, persona.id),
            )  # fmt: skip
            st.html(f'<p class="mp-quiet">{as_html(length)}</p>', width="content")


def one_sentence(persona: Persona) -> str:
    """The last sentence of what is public: the first mostly repeats the role."""
    return persona.public.replace("! ", ". ").split(". ")[-1]


def _somebody(stage: Stage) -> None:
    st.text_input(texts.SOMEBODY_NAME, key=_NAME, max_chars=_MAX_NAME, autocomplete="off")
    st.text_area(
        texts.SOMEBODY_PROFILE, key=_PROFILE, height=140, max_chars=_MAX_PROFILE, placeholder=texts.SOMEBODY_HINT
    )
    st.button(
        texts.meet("them"), key="mp-go-somebody", on_click=rehearse_hand.begin_from, args=(stage, _NAME, _PROFILE)
    )  # fmt: skip

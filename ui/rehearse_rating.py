"""How somebody rates themselves after a meeting, before the debrief says anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from assistant.skills.rehearsal.rubric import rubric
from knowledge.turns import BEHAVIOURS
from ui import rehearse_hand, rehearse_head
from ui import texts_rehearse as texts
from ui.text import as_html

if TYPE_CHECKING:
    from assistant.rehearsals import Rehearsal
    from assistant.stage import Stage


def draw(stage: Stage, rehearsal: Rehearsal) -> None:
    with st.container(key="mp-page"):
        rehearse_head.back()
        if not any(line.role == "mentee" for line in rehearsal.branch()):
            _too_early(stage, rehearsal)
            return
        said = f"{rehearse_head.tag(rehearsal)} · {stage.persona(rehearsal).name}"
        st.html(f'<p class="mp-tag">{as_html(said)}</p>')
        st.title(texts.RATE_TITLE, anchor=False)
        st.html(f'<p class="mp-quiet">{as_html(texts.RATE_WHAT)}</p>')
        rehearse_head.trouble()
        _form(stage, rehearsal)
        with st.container(horizontal=True, gap="small"):
            st.button(
                texts.RATE_SKIP, key="mp-rate-skip", type="tertiary", on_click=rehearse_hand.rate,
                args=(stage, rehearsal.id, {}),
            )  # fmt: skip
            st.button(
                texts.RATE_LOOK, key="mp-rate-look", type="tertiary", on_click=rehearse_hand.show,
                args=(rehearsal.id, "lines"),
            )  # fmt: skip


def _form(stage: Stage, rehearsal: Rehearsal) -> None:
    rules = rubric()
    with st.form("mp-rate-form", border=False):
        with st.container(key="mp-ratings", gap="xsmall"):
            for title, names in texts.RATE_GROUPS.items():
                st.html(f'<h2 class="mp-heading mp-group">{as_html(title)}</h2>')
                for name in names:
                    st.checkbox(rules[name].did, key=_key(rehearsal, name))
        st.form_submit_button(texts.RATE_GO, key="mp-go-rate", on_click=_rate, args=(stage, rehearsal))


def _rate(stage: Stage, rehearsal: Rehearsal) -> None:
    rehearse_hand.rate(
        stage, rehearsal.id, {name: bool(st.session_state.get(_key(rehearsal, name))) for name in BEHAVIOURS}
    )


def _key(rehearsal: Rehearsal, name: str) -> str:
    return f"mp-did-{rehearsal.leaf}-{name}"


def _too_early(stage: Stage, rehearsal: Rehearsal) -> None:
    st.title(stage.persona(rehearsal).name, anchor=False)
    st.html(f'<p class="mp-quiet" role="status">{as_html(texts.TOO_EARLY)}</p>')
    st.button(texts.STAY, key="mp-go-on", on_click=rehearse_hand.go_on, args=(stage, rehearsal.id))

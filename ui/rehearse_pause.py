"""A time out: the meeting stands still, and there is something to think about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ui import rehearse_hand, rehearse_head, rehearse_lines
from ui import texts_rehearse as texts
from ui.text import as_html

if TYPE_CHECKING:
    from assistant.rehearsals import Rehearsal
    from assistant.stage import Stage


def draw(stage: Stage, rehearsal: Rehearsal) -> None:
    persona = stage.persona(rehearsal)
    with st.container(key="mp-meeting"):
        rehearse_head.draw(stage, rehearsal)
        with st.container(key="mp-card-pause", gap="small"):
            think = "".join(f"<li>{as_html(each)}</li>" for each in texts.PAUSED_THINK)
            st.html(
                f'<div role="status"><h2 class="mp-heading">{as_html(texts.PAUSED)}</h2>'
                f'<p>{as_html(texts.PAUSED_WHAT)}</p><ul class="mp-questions">{think}</ul></div>'
            )
            st.button(
                texts.PAUSED_GO_ON, key="mp-go-pause", icon=":material/play_arrow:",
                on_click=rehearse_hand.show, args=(rehearsal.id,),
            )  # fmt: skip
            with st.expander(texts.known(persona.name), key="mp-known"):
                st.html(rehearse_head.facts(persona))
        with st.container(key="mp-lines-paused", gap="small"):
            for line in rehearsal.branch():
                st.html(rehearse_lines.bubble(line.role, line.text, persona.name))

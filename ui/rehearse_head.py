"""Who sits across the table and how much time is left: what stays in sight during a meeting."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import streamlit as st

from ui import rehearse_hand
from ui import texts_rehearse as texts
from ui.text import as_html

if TYPE_CHECKING:
    from assistant.rehearsals import Rehearsal
    from assistant.skills.rehearsal.persona import Persona
    from assistant.stage import Stage


def draw(stage: Stage, rehearsal: Rehearsal) -> None:
    persona = stage.persona(rehearsal)
    clock = (
        "" if rehearsal.over else _clock(rehearsal.state.left if rehearsal.state else None, stage.minutes(rehearsal))
    )
    back()
    with st.container(key="mp-table"):
        st.html(
            f'<div class="mp-across">{face(persona.name)}<div class="mp-who">'
            f'<p class="mp-tag">{as_html(tag(rehearsal))}</p>'
            f'<h1 class="mp-name">{as_html(persona.name)}</h1><p class="mp-role">{as_html(persona.role)}</p></div>'
            f'{clock}<p class="mp-public">{as_html(persona.public)}</p></div>'
        )


def tag(rehearsal: Rehearsal) -> str:
    return f"{texts.REHEARSAL} · {texts.SCENARIOS[rehearsal.scenario]}"


def face(name: str) -> str:
    """A circle with the initials."""
    words = [word for word in name.split() if word[0].isalpha()]
    initials = "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()
    return f'<span class="mp-face" aria-hidden="true">{as_html(initials or "·")}</span>'


def known(persona: Persona) -> str:
    """What somebody who prepares could have found out."""
    return f'<h2 class="mp-heading">{as_html(texts.known(persona.name))}</h2>{facts(persona)}'


def facts(persona: Persona) -> str:
    return f'<ul class="mp-list">{"".join(f"<li>{as_html(fact)}</li>" for fact in persona.work)}</ul>'


def back() -> None:
    st.button(
        texts.ALL, key="mp-back", type="tertiary", icon=":material/arrow_back:",
        on_click=rehearse_hand.show, args=(None,),
    )  # fmt: skip


def trouble() -> None:
    """Why something was refused, and the line that would otherwise be lost."""
    if (said := rehearse_hand.trouble()) is None:
        return
    st.html(f'<p class="mp-outcome mp-wrong" role="alert">{as_html(said.line)}</p>')
    if said.typed.strip():
        st.html(f'<p class="mp-quiet">{as_html(texts.KEPT_LINE)}</p>')
        st.code(said.typed, language=None, wrap_lines=True)


def _clock(left: float | None, every: int) -> str:
    """A ring that empties. `left`, `every`: minutes."""
    minutes = every if left is None else min(every, max(0, math.ceil(left)))
    low = " mp-low" if minutes * 5 <= every else ""
    return (
        f'<div class="mp-clock{low}" role="timer" aria-label="{as_html(texts.left(minutes, every))}" '
        f'style="--mp-left: {minutes / every:.3f}"><span class="mp-ring"><b>{minutes}</b></span>'
        f'<span class="mp-of" aria-hidden="true">{as_html(texts.of_minutes(every))}</span></div>'
    )

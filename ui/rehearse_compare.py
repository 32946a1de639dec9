"""Two branches of a rehearsal side by side: where they part, how each went, and what is in one of them alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from assistant.skills.rehearsal.rubric import rubric
from knowledge.turns import POOR
from ui import rehearse_hand, rehearse_lines
from ui import texts_rehearse as texts
from ui.text import as_html, as_label, shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.rehearsals import Rehearsal, Spoken
    from assistant.skills.rehearsal.types import Debrief
    from assistant.stage import Stage


def draw(stage: Stage, rehearsal: Rehearsal) -> None:
    shown = rehearsal.leaf or ""
    others = [line.id for line in rehearsal.leaves if line.id != shown]
    with st.container(key="mp-desk"):
        st.button(
            texts.COMPARE_BACK, key="mp-back", type="tertiary", icon=":material/arrow_back:",
            on_click=rehearse_hand.show, args=(rehearsal.id, "lines" if rehearsal.over else ""),
        )  # fmt: skip
        st.title(texts.COMPARE_TITLE, anchor=False)
        other = _picked(rehearsal, others)
        mine, theirs = rehearsal.branch(shown), rehearsal.branch(other)
        same = sum(a.id == b.id for a, b in zip(mine, theirs, strict=False))
        found = stage.debrief(rehearsal.id, shown), stage.debrief(rehearsal.id, other)
        st.html(_differences(*found))
        if same:
            st.html(f'<p class="mp-quiet">{as_html(texts.same_beginning(same))}</p>')
        left, right = st.columns(2, gap="large")
        with left:
            _side(stage, rehearsal, texts.COMPARE_THIS, found[0], mine, same)
        with right:
            _side(stage, rehearsal, texts.COMPARE_OTHER, found[1], theirs, same)
            st.button(
                texts.COMPARE_SWITCH, key="mp-switch-branch", on_click=rehearse_hand.switch,
                args=(stage, rehearsal, other, "lines" if rehearsal.over else ""),
            )  # fmt: skip


def _picked(rehearsal: Rehearsal, others: Sequence[str]) -> str:
    wanted = st.query_params.get(rehearse_hand.WITH, "")
    first = wanted if wanted in others else others[-1]
    if len(others) == 1:
        return first
    names = {leaf: as_label(_name(rehearsal, leaf)) for leaf in others}
    return st.selectbox(
        texts.COMPARE_PICK, others, others.index(first), key=f"mp-compare-pick-{rehearsal.leaf}-{first}",
        format_func=names.__getitem__,
    )  # fmt: skip


def _name(rehearsal: Rehearsal, leaf: str) -> str:
    """A branch by its number and the first own line that the shown one does not have."""
    known = {line.id for line in rehearsal.branch()}
    own = [line.text for line in rehearsal.branch(leaf) if line.id not in known and line.role == "mentee"]
    number = [line.id for line in rehearsal.leaves].index(leaf) + 1
    return texts.branch_with(number, shortened(own[0], 60) if own and own[0].strip() else "…")


def _differences(mine: Debrief, theirs: Debrief) -> str:
    """The behaviours that were observed in one of the two, as a small table."""
    rows = [
        (rubric()[a.behaviour].title, a.observed, a.behaviour in POOR)
        for a, b in zip(mine.findings, theirs.findings, strict=True)
        if a.observed != b.observed
    ]
    if not rows:
        return f'<p class="mp-outcome">{as_html(texts.COMPARE_SAME)}</p>'
    body = "".join(
        f'<tr><th scope="row">{as_html(title)}</th><td>{_dot(here, poor)}</td><td>{_dot(not here, poor)}</td></tr>'
        for title, here, poor in rows
    )
    head = "".join(f'<th scope="col">{as_html(name)}</th>' for name in (texts.COMPARE_THIS, texts.COMPARE_OTHER))
    return (
        f'<table class="mp-differ"><caption class="mp-heading">{as_html(texts.COMPARE_WHAT)}</caption>'
        f"<thead><tr><td></td>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _dot(there: bool, poor: bool) -> str:
    said = (texts.PROGRESS_HARM if poor else texts.PROGRESS_DID) if there else texts.PROGRESS_NOT
    kind = (" mp-harm" if poor else " mp-did") if there else ""
    return f'<span class="mp-mark{kind}" aria-hidden="true"></span><span class="mp-sr">{as_html(said)}</span>'


def _side(
    stage: Stage, rehearsal: Rehearsal, title: str, found: Debrief, branch: Sequence[Spoken], same: int
) -> None:  # fmt: skip
    name = stage.persona(rehearsal).name
    score = f'<p class="mp-score">{as_html(texts.score(found.score))}</p>'
    said = "".join(
        rehearse_lines.bubble(line.role, line.text, name, number)
        for number, line in enumerate(branch, 1)
        if number > max(0, same - 1)  # with the line before they part
    )
    st.html(f'<h2 class="mp-title mp-first">{as_html(title)}</h2>{score}<div class="mp-lines">{said}</div>')

"""Attempts over time: for each behaviour a row of dots, above them the scores, and what is next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from assistant.skills.rehearsal.debrief import ORDER
from assistant.skills.rehearsal.rubric import rubric
from knowledge.turns import GOOD, POOR
from ui import texts_rehearse as texts
from ui.dates import day
from ui.text import as_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.rehearsals import Rehearsal
    from assistant.stage import Attempt, Stage
    from knowledge.turns import Behaviour

_LAST = 8  # attempts in the plot: as many as a phone has room for
_READ = "mp-reh-read"  # what was read of branches already, by their leaf: a branch never changes


def attempts(stage: Stage, rehearsals: Sequence[Rehearsal]) -> list[Attempt]:
    """The last ones that the person has looked back at, the first one first."""
    looked_at = [r for r in rehearsals if r.over and r.rated is not None and any(s.role == "mentee" for s in r.meeting)]
    newest = sorted(looked_at, key=lambda rehearsal: rehearsal.created)[-_LAST:]
    return [attempt(stage, rehearsal) for rehearsal in newest]


def attempt(stage: Stage, rehearsal: Rehearsal) -> Attempt:
    known: dict[str | None, Attempt] = st.session_state.setdefault(_READ, {})
    if rehearsal.leaf not in known:
        known[rehearsal.leaf] = stage.attempt(rehearsal)
    return known[rehearsal.leaf]


def draw(shown: Sequence[Attempt]) -> None:
    """Two attempts or more."""
    now, before = shown[-1], shown[-2]
    new = [name for name in GOOD if now.seen[name] and not before.seen[name]]
    gone = [name for name in POOR if before.seen[name] and not now.seen[name]]
    better = texts.improved([rubric()[name].title for name in new], [rubric()[name].title for name in gone])
    same = texts.PROGRESS_LESS if now.score < before.score else texts.PROGRESS_KEPT
    lines = f"{texts.score_moved(before.score, now.score)} {better or same}"
    lacking = next((name for name in ORDER if now.seen[name] == (name in POOR)), None)
    following = texts.next_is(rubric()[lacking].title, lacking in POOR) if lacking else texts.PROGRESS_ALL
    st.html(
        f'<h2 class="mp-title">{as_html(texts.PROGRESS)}</h2>'
        f'<p class="mp-now">{as_html(lines)}</p><p class="mp-now"><b>{as_html(following)}</b></p>'
        f"{plot(shown)}"
    )


def plot(shown: Sequence[Attempt]) -> str:
    """A table: the scores as columns of a bar each, then a dot for each behaviour and attempt."""
    head = "".join(
        f'<th scope="col" title="{as_html(_name(each))}"><span class="mp-bar" style="--mp-score: {each.score:.3f}">'
        f"</span><b>{round(each.score * 100)}</b></th>"
        for each in shown
    )
    harmed = [name for name in POOR if any(each.seen[name] for each in shown)]
    rows = "".join(_row(name, shown) for name in (*GOOD, *harmed))
    return (
        f'<table class="mp-plot"><thead><tr><th scope="row">{as_html(texts.PROGRESS_SCORE)}</th>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _row(name: Behaviour, shown: Sequence[Attempt]) -> str:
    poor = name in POOR
    cells = ""
    for each in shown:
        there = each.seen[name]
        said = (texts.PROGRESS_HARM if poor else texts.PROGRESS_DID) if there else texts.PROGRESS_NOT
        kind = (" mp-harm" if poor else " mp-did") if there else ""
        cells += (
            f'<td title="{as_html(_name(each))}: {as_html(said)}"><span class="mp-mark{kind}" aria-hidden="true">'
            f'</span><span class="mp-sr">{as_html(said)}</span></td>'
        )
    return f'<tr><th scope="row">{as_html(rubric()[name].title)}</th>{cells}</tr>'


def _name(attempt: Attempt) -> str:
    return f"{texts.SCENARIOS[attempt.rehearsal.scenario]}, {day(attempt.rehearsal.created)}"

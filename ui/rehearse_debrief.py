"""The debrief of a meeting: facts first, then why, then next time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from assistant.skills.rehearsal.debrief import ORDER
from assistant.skills.rehearsal.rubric import rubric
from knowledge.turns import GOOD, POOR
from ui import letter_chips, rehearse_drill, rehearse_hand, rehearse_head
from ui import texts as shared
from ui import texts_rehearse as texts
from ui.dates import day
from ui.text import as_html, as_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.rehearsals import Rehearsal
    from assistant.session import Assistant
    from assistant.skills.rehearsal.persona import Secret
    from assistant.skills.rehearsal.types import Better, Debrief, Finding, Said
    from assistant.stage import Stage
    from knowledge.turns import Behaviour

_IN_FULL = 4  # what is missing beyond these is folded away: one meeting cannot mend it all


class Debriefed(NamedTuple):
    """A meeting to be shown. `key` keeps it apart from others; `held_back`: None where nobody can know."""

    key: str
    title: str
    meeting: Sequence[Said]
    found: Debrief
    held_back: Sequence[Secret] | None = None
    rated: Mapping[Behaviour, bool] | None = None
    mentor: str = ""


def of_rehearsal(assistant: Assistant, stage: Stage, rehearsal: Rehearsal) -> None:
    name = stage.persona(rehearsal).name
    with st.container(key="mp-page"):
        rehearse_head.back()
        st.html(f'<p class="mp-tag">{as_html(rehearse_head.tag(rehearsal))}</p>')
        st.title(as_label(name), anchor=False)
        rehearse_head.trouble()
        if not any(line.role == "mentee" for line in rehearsal.branch()):
            st.html(f'<p class="mp-quiet">{as_html(texts.TOO_EARLY)}</p>')
        else:
            debriefed = Debriefed(
                rehearsal.leaf or rehearsal.id, texts.of_rehearsal(name, day(rehearsal.created)), rehearsal.meeting,
                stage.debrief(rehearsal.id), stage.held_back(rehearsal.id), rehearsal.rated or None, name,
            )  # fmt: skip
            draw(assistant, stage, debriefed)
        st.html(f'<p class="mp-quiet mp-back-line">{as_html(texts.LOOK_BACK)}</p>')
        with st.container(horizontal=True, gap="xsmall", key="mp-after"):
            st.button(
                texts.BACK, key="mp-go-lines", icon=":material/alt_route:", on_click=rehearse_hand.show,
                args=(rehearsal.id, "lines"),
            )  # fmt: skip
            st.button(
                texts.MEET_AGAIN, key="mp-meet-again", icon=":material/replay:", on_click=rehearse_hand.repeat,
                args=(stage, rehearsal.id),
            )  # fmt: skip


def draw(assistant: Assistant, stage: Stage, debriefed: Debriefed) -> None:
    found = debriefed.found
    seen = [each for each in found.findings if each.observed and each.behaviour in GOOD]
    harm = [each for each in found.findings if each.observed and each.behaviour in POOR]
    missing = sorted(
        (each for each in found.findings if not each.observed and each.behaviour in GOOD),
        key=lambda each: ORDER.index(each.behaviour),
    )
    summed = shared.of_good(len(seen), len(GOOD), len(harm)) if seen or harm else shared.NOTHING_SEEN
    st.html(
        f'<p class="mp-sum" role="status">{as_html(summed)} '
        f'<span class="mp-score">{as_html(texts.score(found.score))}</span></p>'
    )
    _take(debriefed)
    with st.container(key="mp-found", gap="small"):
        if seen:
            st.html(_title(texts.THERE) + _there(seen))
        if harm:
            st.html(_title(texts.HARM))
            _each(assistant, harm, "harm")
        if missing:
            st.html(_title(texts.MISSING))
            _each(assistant, missing[:_IN_FULL], "missing")
            if rest := missing[_IN_FULL:]:
                with st.expander(texts.more(len(rest)), key="mp-more-missing"):
                    _each(assistant, rest, "missing-more")
        if debriefed.rated:
            st.html(_views(found, debriefed.rated))
        if debriefed.held_back is not None:
            st.html(_held_back(debriefed.mentor, debriefed.held_back))
    rehearse_drill.draw(stage, debriefed.key, found.drill)


def _title(text: str) -> str:
    return f'<h2 class="mp-title">{as_html(text)}</h2>'


def _there(seen: Sequence[Finding]) -> str:
    """What was there in the order of the meeting; one sentence may show several things."""
    by_words: dict[tuple[int, str], list[str]] = {}
    for each in seen:
        by_words.setdefault((each.turn or 0, _words(each)), []).append(rubric()[each.behaviour].title)
    return "".join(
        f'<div class="mp-seen"><p class="mp-shows">{as_html(" · ".join(titles))}</p>{words}</div>'
        for (_, words), titles in sorted(by_words.items(), key=lambda item: item[0][0])
    )


def _words(finding: Finding) -> str:
    """Where a behaviour was seen, in the exact words."""
    if not finding.quote or not finding.turn:
        return ""
    where = f'<span class="mp-quiet"> {as_html(texts.line(finding.turn))}</span>'
    return f'<p class="mp-words">“{as_html(" ".join(finding.quote.split()))}”{where}</p>'


def _each(assistant: Assistant, findings: Sequence[Finding], name: str) -> None:
    """What did harm or was missing: why it matters, who says so, and what would have been better."""
    for number, finding in enumerate(findings):
        with st.container(key=f"mp-finding-{name}-{number}", gap="xsmall"):
            quotes = "".join(f'<p class="mp-cited">“{as_html(c.quote)}”</p>' for c in finding.citations[:1])
            title = f'<h3 class="mp-heading">{as_html(rubric()[finding.behaviour].title)}</h3>'
            st.html(f'{title}{_words(finding)}<p class="mp-why">{as_html(finding.why)}</p>{quotes}')
            letter_chips.draw(assistant, finding.citations, f"{name}-{number}")
            if finding.better is not None:
                _better(finding.better)


def _better(better: Better) -> None:
    st.html(rehearse_drill.better(better))
    if better.kind == "say":
        with st.popover(shared.COPY, icon=":material/content_copy:", type="tertiary"):
            st.code(better.text, language=None, wrap_lines=True)


def _views(found: Debrief, rated: Mapping[Behaviour, bool]) -> str:
    """Where the person and the debrief differ, both ways."""
    differ = [each for each in found.findings if rated.get(each.behaviour, each.observed) != each.observed]
    if not differ:
        return f'{_title(texts.AS_YOU_SAW)}<p class="mp-outcome">{as_html(texts.SAME_VIEW)}</p>'
    html = f'{_title(texts.AS_YOU_SAW)}<p class="mp-quiet">{as_html(texts.AS_YOU_SAW_WHAT)}</p>'
    for line, observed, behaviours in (
        (texts.NOT_THOUGHT, True, GOOD), (texts.THOUGHT_THERE, False, GOOD),
        (texts.NOT_THOUGHT_HARM, True, POOR), (texts.THOUGHT_HARM, False, POOR),
    ):  # fmt: skip
        titles = [rubric()[e.behaviour].title for e in differ if e.observed == observed and e.behaviour in behaviours]
        if titles:
            html += f'<p class="mp-view-line">{as_html(line)} <b>{as_html(" · ".join(titles))}</b></p>'
    return html


def _held_back(mentor: str, secrets: Sequence[Secret]) -> str:
    title = _title(texts.held_back(mentor))
    if not secrets:
        return f'{title}<p class="mp-outcome">{as_html(texts.HELD_BACK_NONE)}</p>'
    rows = "".join(
        f"<li><b>{as_html(secret.subject[:1].upper() + secret.subject[1:])}.</b> "
        f"{as_html(texts.would_have(secret.question))}</li>"
        for secret in secrets
    )
    return f'{title}<ul class="mp-views">{rows}</ul>'


def _take(debriefed: Debriefed) -> None:
    with st.container(horizontal=True, gap="xsmall", key="mp-take-debrief"):
        for kind, name, mime in (
            ("md", texts.MARKDOWN, "text/markdown"),
            ("docx", texts.DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ):
            st.download_button(
                name, partial(_file, debriefed, kind), f"{file_name(debriefed.title)}.{kind}", mime,
                key=f"mp-take-{kind}", type="tertiary", icon=":material/download:", on_click="ignore",
            )  # fmt: skip


def file_name(title: str) -> str:
    """'rehearsal-with-ana-lima-3-june-2027'"""
    return "-".join("".join(c if c.isalnum() else " " for c in title.lower()).split())[:80] or "rehearsal"


def _file(debriefed: Debriefed, kind: str) -> bytes:
    from assistant.skills.rehearsal import report

    write = report.as_markdown if kind == "md" else report.as_docx
    return write(debriefed.title, debriefed.meeting, debriefed.found, debriefed.held_back or (), debriefed.rated)

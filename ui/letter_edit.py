"""The editor, and beside it what was found in the text: each finding with its words, its reason and its fix."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from assistant.errors import BadInput
from assistant.skills.outreach.difference import difference
from assistant.skills.outreach.review import remarks
from ui import letter_chips, letter_hand, marked, texts
from ui.marked import Span
from ui.text import as_html

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from assistant.desk import Desk
    from assistant.letters import Letter
    from assistant.session import Assistant
    from assistant.skills.outreach.types import Finding, Review

_FIRST = ("high", "medium", "low")


def draw(assistant: Assistant, desk: Desk, letter: Letter) -> None:
    behind = letter_hand.is_behind(letter)
    left, right = st.columns([11, 10], gap="large")
    with left:
        _editor(desk, letter, behind)
        checked = st.empty()
        _basis(desk, letter)
    with right:
        beside = st.empty()
    text = letter_hand.typed(letter)
    try:
        stages = desk.reviewing(text, letter.channel, letter.medium, letter.id)
        review = next(stages)
    except BadInput as error:
        beside.html(f'<p class="mp-quiet" role="status">{as_html(str(error))}</p>')
        return
    if not letter_hand.was_checked(text):  # a text that was on the page before keeps its buttons, and so the focus
        _show(assistant, desk, letter, text, review, checked, beside, with_fixes=False)
    _show(assistant, desk, letter, text, next(stages, review), checked, beside, with_fixes=True)


def _show(
    assistant: Assistant, desk: Desk, letter: Letter, text: str, review: Review,
    checked: DeltaGenerator, beside: DeltaGenerator, with_fixes: bool,
) -> None:  # fmt: skip
    findings = sorted(review.flaws, key=lambda finding: _FIRST.index(finding.severity))
    spans = [Span(*finding.span, number) for number, finding in enumerate(findings, 1) if finding.span]
    if spans:
        checked.html(f'<h3 class="mp-heading">{as_html(texts.CHECKED)}</h3>{marked.marked(text, spans)}')
    with beside.container():
        _findings(assistant, desk, letter, text, review, findings, with_fixes)


def _editor(desk: Desk, letter: Letter, behind: bool) -> None:
    st.text_area(
        texts.LETTER_TEXT, key=letter_hand.text_key(letter.id), height="content",
        on_change=letter_hand.keep, args=(desk, letter.id),
    )  # fmt: skip
    if behind:
        with st.container(key="mp-card-behind", gap="small"):
            st.html(f'<p role="alert">{as_html(texts.OTHER_TEXT)}</p>')
            with st.expander(texts.OTHER_IS):
                st.html(marked.changes(difference(letter_hand.typed(letter), letter.text)))
            with st.container(horizontal=True, gap="xsmall"):
                st.button(texts.KEEP_MINE, key="mp-keep-mine", on_click=letter_hand.keep_mine, args=(desk, letter))
                st.button(texts.TAKE_OTHER, key="mp-take-other", on_click=letter_hand.take_other, args=(letter,))
    elif (said := letter_hand.trouble()) is not None:
        st.html(f'<p class="mp-outcome mp-wrong" role="alert">{as_html(said.line)}</p>')
    with st.container(horizontal=True, gap="xsmall", key="mp-editor-tools"):
        st.button(texts.CHECK, key="mp-go-check", icon=":material/fact_check:")
        st.button(
            texts.WRITE_ANEW, key="mp-anew", type="tertiary", icon=":material/edit_note:",
            on_click=letter_hand.write_anew, args=(True,),
        )  # fmt: skip


def _findings(
    assistant: Assistant, desk: Desk, letter: Letter, text: str, review: Review, findings: list[Finding],
    with_fixes: bool,
) -> None:  # fmt: skip
    said = texts.found(len(findings)) if findings else texts.REVIEW_CLEAN
    length = texts.length(review.words, review.characters, letter.medium)
    lines = "".join(f'<p class="mp-quiet">{as_html(line)}</p>' for line in remarks(text))
    st.html(
        f'<div role="status"><h2 class="mp-title mp-first">{as_html(said)}</h2>'
        f'<p class="mp-quiet">{as_html(length)}</p>{lines}</div>'
    )
    for number, finding in enumerate(findings, 1):
        with st.container(key=f"mp-finding-{'' if with_fixes else 'new-'}{number}", gap="xsmall"):
            st.html(_finding(number, finding) + (_fix(finding, text) if with_fixes else ""))
            if not with_fixes:  # no buttons yet: one that is pressed too soon would be gone
                continue
            letter_chips.draw(assistant, finding.citations, f"finding-{number}")
            if finding.fix.kind != "ask":
                st.button(
                    texts.FIX[finding.fix.kind] if finding.span != _nowhere(finding) else texts.ADD,
                    key=f"mp-mend-{number}", on_click=letter_hand.mend, args=(desk, letter, text, finding),
                )  # fmt: skip


def _finding(number: int, finding: Finding) -> str:
    head = (
        f'<h3 class="mp-heading"><span class="mp-number-of">{number}</span> {as_html(texts.FLAWS[finding.label])}</h3>'
        f'<p class="mp-quiet mp-weight">{as_html(texts.SEVERITIES[finding.severity].capitalize())}</p>'
    )
    return f'{head}<p class="mp-why">{as_html(finding.why)}</p>'


def _fix(finding: Finding, text: str) -> str:
    """What the fix would look like: the words as they are now and as they would be."""
    if finding.fix.kind == "ask" or finding.span is None:
        return f'<p class="mp-fix">{as_html(finding.fix.text)}</p>'
    was = text[slice(*finding.span)]
    made = finding.fix.text if finding.fix.kind == "replace" else ""
    if not was.strip():
        return f'<p class="mp-fix">{as_html(texts.ADDED)} <ins>{as_html(made.strip())}</ins></p>'
    return f'<div class="mp-fix">{marked.changes(difference(was, made), letter=False)}</div>'


def _nowhere(finding: Finding) -> tuple[int, int] | None:
    """The span of a fix that adds something and takes nothing away."""
    return (finding.span[0], finding.span[0]) if finding.span else None


def _basis(desk: Desk, letter: Letter) -> None:
    """What the sentences of a draft are made of."""
    found = desk.basis(letter.id)
    if not found:
        return
    with st.expander(texts.RESTS_ON, key="mp-basis"):
        st.html(f'<p class="mp-quiet">{as_html(texts.RESTS_ON_WHAT)}</p>')
        rows = (
            f"<li>{as_html(each.text)}<br><span class='mp-quiet'>"
            f"{' · '.join(f'“{as_html(fact.value)}”' for fact in each.facts)}</span></li>"
            for each in found
        )
        st.html(f'<ul class="mp-basis">{"".join(rows)}</ul>')

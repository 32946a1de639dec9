"""The Brief, section by section: each fact can be opened, changed, confirmed and taken out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from assistant.brief import (
    CANDIDATE_PARTS,
    OBJECTIVE_PARTS,
    PAGE,
    SINGLE,
    Brief,
    Candidate,
    Fact,
    Objective,
    Part,
    Place,
    Slot,
)
from assistant.word.brief import ADD_PART, LABELS, NEW_PERSON, PARTS
from knowledge.errors import MentorprepError
from ui import fact, glow, hand, texts
from ui.dates import day
from ui.text import as_html, as_label

if TYPE_CHECKING:
    from assistant.session import Assistant

_HEADS: dict[Slot, Part] = {"objectives": "text", "candidates": "name"}  # what they begin with
_ADD = texts.ADD_PART | ADD_PART
_LEADS = {part: f"{words.capitalize()}:" for part, words in PARTS.items()} | texts.PARTS  # before a part


class Sheet(NamedTuple):
    """One drawing of the Brief: `name` keeps the keys of two drawings apart, `fresh` glows."""

    name: str
    assistant: Assistant
    brief: Brief
    revision: int
    fresh: Collection[str]


def draw(name: str, assistant: Assistant, yes: str | None) -> None:
    """The whole of it. `yes`: what to say when it is being read back and all of it is right."""
    try:
        brief, revision = assistant.brief()
    except MentorprepError as error:
        st.error(as_label(str(error)))
        return
    sheet = Sheet(name, assistant, brief, revision, glow.fresh(name, (each for _, each in brief.facts())))
    _head(sheet)
    _trouble(sheet)
    if yes and not brief.empty:
        _read_back(sheet, yes)
    if place := hand.adding():
        fact.entry(sheet.name, assistant, place, _called(brief, place), revision)
    if brief.empty:
        for line in (texts.BRIEF_EMPTY, texts.BRIEF_BEGIN):
            st.html(f'<p class="mp-quiet">{as_html(line)}</p>')
        return
    for slot in PAGE:
        _section(sheet, slot)
    legend = "".join(f"<span>{_dot(sure)} {as_html(texts.SURE[sure])}</span>" for sure in (False, True))
    st.html(f'<p class="mp-quiet mp-legend">{legend}</p>')


def _head(sheet: Sheet) -> None:
    with st.container(
        horizontal=True, wrap=False, gap="xsmall", vertical_alignment="center", key=f"mp-brief-head-{sheet.name}"
    ):
        st.html(f'<h2 class="mp-brief-title">{as_html("" if sheet.name == "sheet" else texts.BRIEF)}</h2>')
        if sheet.revision:
            st.button(
                texts.UNDO, key=f"mp-undo-{sheet.name}", type="tertiary", icon=":material/undo:",
                on_click=hand.undo, args=(sheet.assistant, sheet.revision),
            )  # fmt: skip
        key = f"mp-add-{sheet.name}"
        st.menu_button(
            texts.ADD, _open_slots(sheet.brief), key=key, type="tertiary", icon=":material/add:",
            format_func=LABELS.__getitem__, on_click=_begin, args=(key,),
        )  # fmt: skip


def _open_slots(brief: Brief) -> list[Slot]:
    """Where something can be added: a single one that has its value is changed instead."""
    return [slot for slot in PAGE if slot not in SINGLE or not brief.listed(slot)]


def _begin(key: str) -> None:
    slot: Slot | None = st.session_state.get(key)
    if slot:
        hand.begin(Place(slot=slot, part=_HEADS.get(slot)))


def _trouble(sheet: Sheet) -> None:
    """Why the last change was refused. What was typed stays in its field, or is shown where the field is gone."""
    trouble = hand.trouble()
    if trouble is None:
        return
    st.info(as_label(trouble.line))
    gone = trouble.about is not None and all(each.id != trouble.about for _, each in sheet.brief.facts())
    if gone and trouble.typed:
        st.html(f'<p class="mp-quiet">{as_html(texts.TYPED)}</p>')
        st.code(trouble.typed, language=None, wrap_lines=True)


def _read_back(sheet: Sheet, yes: str) -> None:
    with st.container(key=f"mp-agree-{sheet.name}", gap="xsmall"):
        st.html(f'<p class="mp-quiet">{as_html(texts.READ_IT)}</p>')
        st.button(
            texts.ALL_RIGHT, key=f"mp-go-all-{sheet.name}", icon=":material/check:",
            on_click=hand.agree_to_all, args=(sheet.assistant, sheet.revision, yes),
        )  # fmt: skip


def _section(sheet: Sheet, slot: Slot) -> None:
    if not sheet.brief.listed(slot):
        return
    st.html(f'<h3 class="mp-label">{as_html(LABELS[slot])}</h3>')
    with st.container(key=f"mp-section-{slot}-{sheet.name}", gap=None):
        if slot == "objectives":
            for objective in sheet.brief.objectives:
                places = [Place(slot=slot, part=part, objective=objective.id) for part in OBJECTIVE_PARTS[1:]]
                _owner(sheet, objective, places)
        elif slot == "candidates":
            for candidate in sheet.brief.candidates:
                places = [Place(slot=slot, part=part, candidate=candidate.id) for part in CANDIDATE_PARTS[1:]]
                _owner(sheet, candidate, places)
        else:
            for each in sheet.brief.listed(slot):
                _row(sheet, each, "")


def _owner(sheet: Sheet, owner: Objective | Candidate, missing: Sequence[Place]) -> None:
    """One with its parts below it; `missing`: those that can be added while it is open."""
    (_, head), *parts = owner.parts()
    _row(sheet, head, "", [place for place in missing if place.part not in dict(parts)])
    for part, each in parts:
        _row(sheet, each, _LEADS[part])


def _row(sheet: Sheet, each: Fact, lead: str, missing: Sequence[Place] = ()) -> None:
    name = "glow" if each.id in sheet.fresh else "fact"
    indent = "-part" if lead else ""
    with st.container(
        horizontal=True, wrap=False, gap=None, vertical_alignment="top", key=f"mp-{name}{indent}-{sheet.name}-{each.id}"
    ):
        st.html(_dot(each.confirmed), width="content")
        label = as_label(each.value)
        if lead:
            label = f":small[{as_label(lead)}] {label}"
        if each.until:
            label += f" :small[· {as_label(day(each.until))}]"
        st.button(
            label, key=f"mp-see-{sheet.name}-{each.id}", type="tertiary", width="stretch", wrap=True,
            on_click=hand.toggle, args=(each.id, each.value),
        )  # fmt: skip
    opened = hand.opened()
    if opened is not None and opened.fact_id == each.id:
        fact.draw(sheet.name, sheet.assistant, each, sheet.revision)
        for place in missing:
            st.button(
                _ADD.get(place.part or "text", texts.ADD), key=f"mp-more-{sheet.name}-{place.part}", type="tertiary",
                icon=":material/add:", on_click=hand.begin, args=(place,),
            )  # fmt: skip


def _dot(sure: bool) -> str:
    kind, name = "mp-dot mp-sure" if sure else "mp-dot", as_html(texts.SURE[sure])
    return f'<span class="{kind}" role="img" aria-label="{name}" title="{name}"></span>'


def _called(brief: Brief, place: Place) -> str:
    """What stands above the field for a new fact."""
    if place.part in _ADD:
        person = brief.candidate(place.candidate)
        return f"{_ADD[place.part]}: {as_label(person.name.value)}" if person else _ADD[place.part]
    if place.slot == "candidates":
        return NEW_PERSON
    return LABELS[place.slot] if place.slot == "own_name" else texts.add_to(LABELS[place.slot])

"""Two drafts side by side, with the tone and the medium to choose; with a chat model, those that it wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from ui import consent, letter_hand, letter_model, texts
from ui.text import as_html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.desk import Desk
    from assistant.letters import Letter
    from assistant.session import Assistant
    from assistant.skills.outreach.types import Draft


class _Shown(NamedTuple):
    """Two drafts as they stand. `by`: who wrote each, where that can differ; `line`: why not all are the model's.

    `again`: whether the model can be asked once more.
    """

    drafts: tuple[Draft, Draft]
    by: tuple[str, str] = ("", "")
    line: str | None = None
    again: bool = False


def draw(assistant: Assistant, desk: Desk, letter: Letter, guided: tuple[Draft, Draft]) -> None:
    st.html(f'<h2 class="mp-title">{as_html(texts.DRAFTS)}</h2>')
    with st.container(horizontal=True, gap="medium", key="mp-shape"):
        _choice(desk, letter, "tone")
        if letter.channel != "linkedin_note":
            _choice(desk, letter, "medium")
    shown = _Shown(guided) if desk.model is None else _drafted(assistant, desk, letter, guided)
    if shown is not None:
        _papers(desk, letter, shown)
        if shown.again:
            st.button(
                texts.DRAFT_AGAIN, key="mp-write-again", type="tertiary", icon=":material/refresh:",
                on_click=letter_model.begin,
                args=(assistant, _work(desk, letter.id), lambda: desk.draft(letter.id)),
            )  # fmt: skip
    if letter.versions:
        st.button(
            texts.TO_EDITOR, key="mp-back-to-text", type="tertiary", icon=":material/arrow_back:",
            on_click=letter_hand.write_anew, args=(False,),
        )  # fmt: skip


def as_paper(draft: Draft, by: str = "") -> str:
    subject = f'<p class="mp-subject">{as_html(draft.subject.text)}</p>' if draft.subject else ""
    writer = f'<p class="mp-quiet">{as_html(by)}</p>' if by else ""
    return (
        f'<h3 class="mp-heading">{as_html(draft.approach)}</h3>{writer}{subject}'
        f'<div class="mp-letter">{as_html(draft.body)}</div>'
    )


def _papers(desk: Desk, letter: Letter, shown: _Shown) -> None:
    if shown.line:
        st.html(f'<p class="mp-outcome" role="status">{as_html(shown.line)}</p>')
    for number, (column, draft) in enumerate(zip(st.columns(2, gap="medium"), shown.drafts, strict=True)):
        with column, st.container(key=f"mp-draft-{number}", gap="small"):
            st.html(as_paper(draft, shown.by[number]))
            st.button(
                texts.TAKE_THIS, key=f"mp-go-take-{number}", on_click=letter_hand.choose, args=(desk, letter.id, draft)
            )  # fmt: skip


def _drafted(assistant: Assistant, desk: Desk, letter: Letter, guided: tuple[Draft, Draft]) -> _Shown | None:
    """The model's drafts, or the guided ones where it has none to show; None while it is writing them."""
    model, work = str(desk.model), _work(desk, letter.id)

    def start() -> Iterator[None]:
        return desk.draft(letter.id)

    before, ended = desk.drafted(letter.id), letter_model.ended(work)
    may_begin = before is None and ended is None and not letter_model.running(work)
    if may_begin and not consent.needed(assistant):
        letter_model.begin_now(work, start)
    if letter_model.running(work):
        letter_model.wait(work, texts.drafting_with(model))
        return None
    ended, before = letter_model.ended(work), desk.drafted(letter.id)  # in this order: it may end at this moment
    asks = bool(consent.needed(assistant)) and (may_begin or letter_model.is_held(assistant, work))
    if asks:
        letter_model.ask(assistant, texts.what_leaves_to_draft(model), desk.drafting_request(letter.id), work, start)
    if before is None:
        line = None if ended is None else ended or texts.DRAFTING_STOPPED
        return _Shown(guided, line=line, again=not asks)
    if ended == "":
        letter_model.forget(work)
    first, second = (texts.by(model) if own else texts.BY_RULES for own in before.worded)
    return _Shown(before.drafts, (first, second), ended or texts.drafted(model, before), not asks)


def _work(desk: Desk, letter_id: str) -> str:
    return f"drafts {letter_id} {desk.model} {desk.drafting_digest(letter_id)}"


def _choice(desk: Desk, letter: Letter, what: str) -> None:
    names = dict(texts.TONES) if what == "tone" else dict(texts.MEDIA)
    key = f"mp-{what}-{letter.id}"
    st.session_state.setdefault(key, letter.tone if what == "tone" else letter.medium)
    st.segmented_control(
        texts.TONE if what == "tone" else texts.MEDIUM, list(names), key=key, required=True,
        format_func=lambda each: names[each], on_change=_shape, args=(desk, letter.id, what, key),
    )  # fmt: skip


def _shape(desk: Desk, letter_id: str, what: str, key: str) -> None:
    def act() -> None:
        if desk.model is not None:  # what is being drafted is not wanted any more
            letter_model.stop(_work(desk, letter_id))
        desk.shape(letter_id, **{what: st.session_state[key]})

    letter_hand.attempt(act)

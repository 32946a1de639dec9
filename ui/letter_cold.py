"""A busy stranger reads the message: what they would do, and which words made them; before and after a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from assistant.errors import BadInput
from assistant.skills.outreach.cold_reader import TEMPERS
from assistant.skills.outreach.difference import difference
from ui import letter_hand, letter_model, marked, texts
from ui.marked import Span
from ui.text import as_html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.desk import Desk
    from assistant.letters import Letter
    from assistant.session import Assistant
    from assistant.skills.outreach.cold_reader import Reaction, Temper

_TEMPER = "mp-temper"


def draw(assistant: Assistant, desk: Desk, letter: Letter) -> None:
    """The version that was read first is in the address, so that reloading the page loses nothing."""
    text = letter_hand.typed(letter)
    first = next((v for v in letter.versions if v.id == st.query_params.get(letter_hand.READ)), None)
    with st.container(key="mp-stranger", gap="small"):
        st.html(
            f'<h2 class="mp-title">{as_html(texts.STRANGER)}</h2><p class="mp-quiet">{as_html(texts.STRANGER_WHAT)}</p>'
        )
        if first is None:
            st.button(
                texts.LET_READ, key="mp-read", icon=":material/timer:", on_click=_read_now,
                args=(assistant, desk, letter.id),
            )  # fmt: skip
            return
        temper = st.segmented_control(
            texts.TEMPER, TEMPERS, key=_TEMPER, default=TEMPERS[0], required=True, format_func=texts.TEMPERS.__getitem__
        )
        try:
            _draw(assistant, desk, letter, first.text, text, temper)
        except BadInput as error:
            st.html(f'<p class="mp-quiet">{as_html(str(error))}</p>')
            return
        if first.text != text:
            st.button(
                texts.READ_FROM_HERE, key="mp-read-again", type="tertiary", icon=":material/restart_alt:",
                on_click=_read_now, args=(assistant, desk, letter.id),
            )  # fmt: skip


def _draw(assistant: Assistant, desk: Desk, letter: Letter, before: str, after: str, temper: Temper) -> None:
    reactions = None
    if desk.model is not None:
        reactions = _by_model(assistant, desk, letter, before, after, temper)
        if letter_model.running(_work(desk, letter.id, before, after, temper)):
            return
    # Two readings are compared only where the same reader made both.
    then, now = reactions or [
        desk.first_read(text, letter.channel, letter.medium, letter.id, temper) for text in (before, after)
    ]
    if before == after:
        st.html(_reaction("", now, after))
        return
    lines = "".join(f"<p>{as_html(line)}</p>" for line in desk.compare(then, now).lines)
    st.html(f'<div class="mp-outcome mp-compared" role="status">{lines}</div>')
    left, right = st.columns(2, gap="large")
    with left:
        st.html(_reaction(texts.BEFORE, then, before))
    with right:
        st.html(_reaction(texts.AFTER, now, after))
    with st.expander(texts.WHAT_CHANGED, key="mp-changed"):
        st.html(marked.changes(difference(before, after)))


def _by_model(
    assistant: Assistant, desk: Desk, letter: Letter, before: str, after: str, temper: Temper
) -> list[Reaction] | None:
    """The model's readings before and after, with what there is to say about them; None where both are by the rules.

    It reads when the person wants it to, and not after each change of the text.
    """
    model, work = str(desk.model), _work(desk, letter.id, before, after, temper)

    def start() -> Iterator[None]:
        return _readings(desk, letter.id, before, after, temper)

    if letter_model.running(work):
        letter_model.wait(work, texts.read_with(model))
        return None
    kept = [found for text in (before, after) if (found := desk.reading(letter.id, text, temper)) is not None]
    if letter_model.is_held(assistant, work):
        request = desk.reading_request(letter.id, after, temper)
        letter_model.ask(assistant, texts.what_leaves_to_read(model), request, work, start)
        return None
    worded = len(kept) == 2 and all(each.worded for each in kept)
    ended = letter_model.ended(work)
    if worded:
        line = None
    elif len(kept) == 2:
        line = texts.read_cold(model, kept)
    else:
        line = None if ended is None else ended or texts.READING_STOPPED
    if line:
        st.html(f'<p class="mp-outcome" role="status">{as_html(line)}</p>')
    else:
        st.html(f'<p class="mp-quiet">{as_html(texts.read_by(model) if worded else texts.READ_BY_RULES)}</p>')
    if not worded:
        st.button(
            texts.let_read(model, len(kept) == 2), key="mp-read-model", icon=":material/timer:",
            on_click=letter_model.begin, args=(assistant, work, start),
        )  # fmt: skip
    return [each.reaction for each in kept] if worded else None


def _readings(desk: Desk, letter_id: str, before: str, after: str, temper: Temper) -> Iterator[None]:
    """Let the model read what it has not read yet. Closing the iterator ends the call."""
    for text in dict.fromkeys((before, after)):
        kept = desk.reading(letter_id, text, temper)
        if kept is None or not kept.worded:
            yield from desk.read(letter_id, text, temper)


def _work(desk: Desk, letter_id: str, before: str, after: str, temper: Temper) -> str:
    return f"reading {letter_id} {desk.model} {temper} {hash((before, after))}"


def _read_now(assistant: Assistant, desk: Desk, letter_id: str) -> None:
    """Begin with the text as it is kept now: what was typed last may have come with this very click."""

    def act() -> None:
        newest = desk.letter(letter_id).newest
        if newest is None:
            return
        st.query_params[letter_hand.READ] = newest.id
        temper: Temper = st.session_state.get(_TEMPER) or TEMPERS[0]
        text = newest.text
        if desk.model is not None and desk.reading(letter_id, text, temper) is None:
            work = _work(desk, letter_id, text, text, temper)
            letter_model.begin(assistant, work, lambda: _readings(desk, letter_id, text, text, temper))

    letter_hand.do(act)


def _reaction(title: str, reaction: Reaction, text: str) -> str:
    """What they would do, the text with what they noticed, and their thoughts in the order of reading."""
    placed = [(number, thought) for number, thought in enumerate(reaction.thoughts, 1)]
    spans = [Span(*thought.span, number, f"mp-{thought.effect}") for number, thought in placed if thought.span]
    thoughts = "".join(
        f'<li class="mp-{thought.effect}"><span class="mp-number-of">{number}</span> {as_html(thought.text)}</li>'
        for number, thought in placed
    )
    head = f'<p class="mp-quiet">{as_html(title)}</p>' if title else ""
    return (
        f'{head}<p class="mp-verdict mp-{reaction.decision.replace(" ", "-")}">'
        f"<b>{as_html(texts.DECISIONS[reaction.decision])}.</b> {as_html(reaction.verdict)}</p>"
        f"{marked.marked(text, spans, unread=reaction.read_until)}"
        f'<ul class="mp-thoughts">{thoughts}</ul>'
    )

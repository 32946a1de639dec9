"""What a letter is about: asked one question at a time, and listed so that each answer can be changed."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import streamlit as st

from assistant.brief import MAX_FACT
from ui import letter_chips, letter_hand, texts
from ui.text import as_html, as_label

if TYPE_CHECKING:
    from assistant.desk import Desk
    from assistant.letters import Letter
    from assistant.session import Assistant
    from assistant.skills.outreach.types import Need
    from knowledge.letters import Channel

_PEOPLE = 8  # names offered
_MORE: dict[Channel, tuple[Need, ...]] = {  # what may be told beyond what is asked
    "mentor_request_email": ("role", "work", "why"),
    "linkedin_note": ("role", "known", "work", "why"),
    "intro_request": ("role", "known", "work"),
    "followup": ("since", "give"),
    "thank_you": ("since",),
    "graceful_exit": ("since",),
}


def question(desk: Desk, letter: Letter, need: Need, again: bool) -> None:
    """One question and its field. `again`: it is the person who wants to change what was told."""
    told = desk.told(letter.id).get(need)
    asked, why = texts.need(letter.channel, need)
    value = letter_hand.trouble().typed if letter_hand.trouble() else told.value if told else ""  # type: ignore[union-attr]
    with st.container(key="mp-question", gap="small"):
        st.html(f'<h2 class="mp-title">{as_html(asked)}</h2><p class="mp-quiet">{as_html(why)}</p>')
        if told is not None and not again and need in texts.NEEDS_MORE:
            said = f"{texts.you_said(told.value)} {texts.NEEDS_MORE[need]}"
            st.html(f'<p class="mp-outcome" role="status">{as_html(said)}</p>')
        _field(desk, letter, need, asked, value, again)
        with st.container(horizontal=True, gap="xsmall", key="mp-quick-answers"):
            _quick(desk, letter, need)


def _field(desk: Desk, letter: Letter, need: Need, asked: str, value: str, again: bool) -> None:
    # The key holds what the field begins with: another beginning is another field.
    key = f"mp-answer-{letter.id}-{need}-{hashlib.sha256(value.encode()).hexdigest()[:8]}"
    with st.form(f"mp-answer-form-{need}", border=False):
        st.text_input(asked, value, key=key, max_chars=MAX_FACT, label_visibility="collapsed", autocomplete="off")
        with st.container(horizontal=True, gap="xsmall"):
            st.form_submit_button(
                texts.GO_ON, key="mp-go-tell", on_click=letter_hand.tell, args=(desk, letter.id, need, key)
            )
            if again:
                st.form_submit_button(
                    texts.CHANGE_BACK, key="mp-tell-back", on_click=letter_hand.ask, args=(None,)
                )  # fmt: skip


def _quick(desk: Desk, letter: Letter, need: Need) -> None:
    """Answers to click: people who are in the Brief already, or what is often said."""
    if need == "name":
        others = [person for person in desk.people() if person.id != letter.candidate]
        for number, person in enumerate(others[:_PEOPLE]):
            st.button(
                as_label(person.name.value), key=f"mp-quick-person-{number}",
                on_click=letter_hand.address, args=(desk, letter.id, person.id),
            )  # fmt: skip
        if len(others) < len(desk.people()):  # another name would rename the one it is for now
            st.button(
                texts.SOMEBODY_ELSE, key="mp-quick-nobody", on_click=letter_hand.readdress, args=(desk, letter.id)
            )  # fmt: skip
    for number, each in enumerate(texts.QUICK.get(need, ())):
        st.button(
            each, key=f"mp-quick-{need}-{number}", on_click=letter_hand.say, args=(desk, letter.id, need, each)
        )  # fmt: skip


def listed(desk: Desk, letter: Letter) -> None:
    """Everything that was told, each to be changed by a click."""
    told = desk.told(letter.id)
    if not told:
        return
    with st.expander(texts.TOLD, key="mp-told"), st.container(gap=None, key="mp-told-list"):
        for need, fact in told.items():
            st.button(
                f":small[{as_label(texts.TOLD_LABELS[need])}:] {as_label(fact.value)}", key=f"mp-see-told-{need}",
                type="tertiary", wrap=True, on_click=letter_hand.ask, args=(need,),
            )  # fmt: skip
        for need in _MORE[letter.channel]:
            if need not in told and "name" in told:
                st.button(
                    texts.TOLD_MORE[need], key=f"mp-more-told-{need}", type="tertiary", icon=":material/add:",
                    on_click=letter_hand.ask, args=(need,),
                )  # fmt: skip


def warmer(assistant: Assistant, desk: Desk, letter: Letter, need: Need | None) -> bool:
    """Before a message out of the blue: the offer of a warmer way, once. Returns whether it waits for an answer.

    It is made when the person has said how they know each other, or when nothing else is missing.
    """
    if need is not None and "known" not in desk.told(letter.id):
        return False
    offer = desk.outbox.warmer_way(letter.id)
    if offer is None:
        return False
    with st.container(key="mp-card-warmer", gap="small"):
        st.html(f'<p class="mp-why">{as_html(offer.line)}</p>')
        letter_chips.draw(assistant, desk.outbox.citations(offer.cited), "warmer")
        with st.container(horizontal=True, gap="xsmall"):
            st.button(
                texts.INTRODUCE_INSTEAD, key="mp-introduce", on_click=letter_hand.begin_from,
                args=(lambda: desk.begin("intro_request", "email", letter.tone, letter.candidate, letter.particulars),),
            )  # fmt: skip
            st.button(
                texts.WRITE_ANYWAY, key="mp-warmer-no", on_click=letter_hand.do,
                args=(lambda: desk.outbox.decline_warmer_way(letter.id),),
            )  # fmt: skip
    return True

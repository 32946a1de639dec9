"""What stands below a careful answer: whom to call, in the country that the person picks; none is picked for them."""

from __future__ import annotations

import re
from typing import get_args

import streamlit as st

from assistant.commands import Concern
from assistant.turn import Turn
from assistant.word.contacts import Checked, Contact, Country, contacts
from ui import texts
from ui.dates import day
from ui.text import as_html

_NUMBER = re.compile(r"\d(?:[\d -]*\d)?")


def concern_of(turn: Turn | None) -> Concern | None:
    """What a reply answers with care, if it does."""
    return next((concern for concern in get_args(Concern) if turn is not None and turn.move == concern), None)


def draw(message_id: str, concern: Concern) -> None:
    with st.container(key=f"mp-contacts-{message_id}", gap="xsmall"):
        chosen = st.selectbox(
            texts.CONTACTS, contacts(), index=None, format_func=lambda country: country.name,
            key=f"mp-country-{message_id}", placeholder=texts.CONTACTS_HINT, width=320,
        )  # fmt: skip
        if chosen is not None:
            st.html(as_list(chosen, concern))


def as_list(country: Country, concern: Concern) -> str:
    """The emergency number, and who else can help with this; each with its source."""
    fitting = country.fitting(concern)
    items = [_item(texts.EMERGENCY, country.emergency, "")]
    items += [_item(contact.name, contact, contact.note) for contact in fitting]
    none = "" if fitting else f'<p class="mp-quiet">{as_html(texts.NO_CONTACT)}</p>'
    return f'<ul class="mp-contacts">{"".join(items)}</ul>{none}'


def _item(name: str, contact: Checked | Contact, note: str) -> str:
    source = texts.source_checked(contact.source, day(contact.checked))
    said = f"<span>{as_html(note[:1].upper() + note[1:])}</span>" if note else ""
    return (
        f"<li><b>{as_html(name)}</b> <span class='mp-number'>{callable_number(contact.number)}</span>{said}"
        f'<span class="mp-quiet">{as_html(source)}</span></li>'
    )


def callable_number(text: str) -> str:
    """The numbers in a text as links that a telephone calls."""
    parts, at = [], 0
    for match in _NUMBER.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        parts += [as_html(text[at : match.start()]), f'<a href="tel:{digits}">{as_html(match[0])}</a>']
        at = match.end()
    return "".join(parts) + as_html(text[at:])

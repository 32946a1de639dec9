"""One fact, opened: where it comes from, a field to change it, and the form for a new one."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import streamlit as st

from assistant.brief import Fact, Place
from ui import hand, texts
from ui.dates import moment
from ui.text import as_html

if TYPE_CHECKING:
    from assistant.session import Assistant


def draw(name: str, assistant: Assistant, fact: Fact, revision: int) -> None:
    """The open fact. Its field keeps what was typed for as long as the change was refused."""
    opened = hand.opened()
    base = opened.value if opened is not None and hand.trouble() is not None else fact.value
    key = f"mp-value-{name}-{fact.id}-{hashlib.sha256(base.encode()).hexdigest()[:8]}"
    with st.container(key=f"mp-detail-{name}", gap="xsmall"):
        st.html(_origin(fact))
        with st.form(f"mp-fact-form-{name}", border=False):
            _field(texts.FACT, fact.value, key)
            with st.container(horizontal=True, gap="xsmall"):
                st.form_submit_button(
                    texts.SAVE, key=f"mp-go-save-{name}",
                    on_click=hand.save, args=(assistant, fact.id, key, revision),
                )  # fmt: skip
                if not fact.confirmed:
                    st.form_submit_button(
                        texts.RIGHT, key=f"mp-right-{name}",
                        on_click=hand.agree, args=(assistant, fact.id, fact.value, key, revision),
                    )  # fmt: skip
                st.form_submit_button(
                    texts.REMOVE, key=f"mp-remove-{name}", on_click=hand.remove, args=(assistant, fact.id, revision)
                )


def entry(name: str, assistant: Assistant, place: Place, title: str, revision: int) -> None:
    """The form for a new fact."""
    key = f"mp-new-{name}-{place.slot}-{place.part}-{place.objective or place.candidate}"
    with st.container(key=f"mp-entry-form-{name}", gap="xsmall"), st.form(f"mp-add-form-{name}", border=False):
        _field(title, "", key, shown=True)
        with st.container(horizontal=True, gap="xsmall"):
            st.form_submit_button(
                texts.SAVE, key=f"mp-go-add-{name}",
                on_click=hand.add, args=(assistant, place, key, revision),
            )  # fmt: skip
            st.form_submit_button(texts.CANCEL, key=f"mp-add-cancel-{name}", on_click=hand.close)


def _field(label: str, value: str, key: str, shown: bool = False) -> None:
    from assistant.brief import MAX_FACT

    st.text_area(
        label, value, key=key, max_chars=MAX_FACT, height="content",
        label_visibility="visible" if shown else "collapsed",
    )  # fmt: skip


def _origin(fact: Fact) -> str:
    when = as_html(moment(fact.at, st.context.timezone))
    if fact.origin == "said" and fact.quote.casefold() == fact.value.casefold():
        first, second = as_html(texts.OWN_WORDS), f"{as_html(texts.SAID)} {when}"
    elif fact.origin == "said":
        first, second = f"{as_html(texts.IN_YOUR_WORDS)} <q>{as_html(fact.quote)}</q>", f"{as_html(texts.SAID)} {when}"
    else:
        first, second = as_html(texts.BY_HAND if fact.origin == "by hand" else texts.FROM_UPLOAD), when
    return f'<p class="mp-quiet mp-origin">{first}<br>{second}<br>{as_html(texts.SURE[fact.confirmed])}</p>'

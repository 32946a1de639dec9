"""The sheet that opens from a citation chip: the cited passages, marked in their whole note."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from assistant.turn import Citation
from knowledge.types import Note, Passage
from ui import note, texts
from ui.text import as_html, as_label

if TYPE_CHECKING:
    from assistant.session import Assistant


def open_passages(assistant: Assistant, cited: Sequence[Citation]) -> None:
    """Open the dialog for citations of one note. Only one dialog can be open in one run of a page."""
    found = [assistant.passage(passage_id) for passage_id in dict.fromkeys(c.passage_id for c in cited)]
    passages = [passage for passage in found if passage is not None]
    quotes = [c.quote for c in cited]
    whole = _note_of(assistant, cited[0])
    rewritten = whole is None or len(passages) < len(found) or not all(note.holds(whole, p) for p in passages)

    # An answer may arrive while the sheet is open; the page is drawn anew when it closes.
    @st.dialog(as_label(whole.title if whole else cited[0].title), width=640, on_dismiss="rerun")
    def sheet() -> None:
        if whole is None or rewritten:
            st.html(f'<p class="mp-quiet">{as_html(texts.PASSAGE_GONE)}</p>')
            said = "".join(f'<p><mark class="mp-quote">{as_html(quote)}</mark></p>' for quote in dict.fromkeys(quotes))
            st.html(f'<div class="mp-prose">{said}</div>')
            if whole is not None:
                _link(whole, ())
            return
        st.html(note.about(whole))
        st.html(note.body(whole, passages, quotes))
        st.html(f'<h3 class="mp-heading">{as_html(texts.SOURCES)}</h3>{note.sources(whole)}')
        _link(whole, passages)

    sheet()


def _note_of(assistant: Assistant, cited: Citation) -> Note | None:
    return next((known for known in assistant.notes() if known.file == cited.document), None)


def _link(whole: Note, passages: Sequence[Passage]) -> None:
    params = {"note": whole.id} | ({"passage": ",".join(p.id for p in passages)} if passages else {})
    st.page_link("pages/guidance.py", label=texts.IN_GUIDANCE, icon=":material/menu_book:", query_params=params)

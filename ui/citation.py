"""The sheet that opens from a citation chip: the passage, marked in its whole note."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import streamlit as st

from assistant.turn import Citation
from knowledge.types import Note, Passage
from ui import note, texts
from ui.text import as_html, as_label

if TYPE_CHECKING:
    from assistant.session import Assistant


def open_passage(assistant: Assistant, cited: Citation, quotes: Iterable[str]) -> None:
    """Open the dialog. Only one can be open in one run of a page."""
    passage = assistant.passage(cited.passage_id)
    whole = _note_of(assistant, cited, passage)

    # An answer may arrive while the sheet is open; the page is drawn anew when it closes.
    @st.dialog(as_label(whole.title if whole else cited.title), width=640, on_dismiss="rerun")
    def sheet() -> None:
        if passage is None or whole is None or not note.holds(whole, passage):
            st.html(f'<p class="mp-quiet">{as_html(texts.PASSAGE_GONE)}</p>')
            st.html(f'<div class="mp-prose"><p><mark class="mp-quote">{as_html(cited.quote)}</mark></p></div>')
            if whole is not None:
                _link(whole, None)
            return
        st.html(note.about(whole))
        st.html(note.body(whole, passage, quotes))
        st.html(f'<h3 class="mp-heading">{as_html(texts.SOURCES)}</h3>{note.sources(whole)}')
        _link(whole, passage)

    sheet()


def _note_of(assistant: Assistant, cited: Citation, passage: Passage | None) -> Note | None:
    """By the passage's document, or, where the passage is gone, by the file that was cited."""
    found = assistant.note(passage.document_id) if passage is not None else None
    return found or next((known for known in assistant.notes() if known.file == cited.document), None)


def _link(whole: Note, passage: Passage | None) -> None:
    params = {"note": whole.id} | ({"passage": passage.id} if passage else {})
    st.page_link("pages/guidance.py", label=texts.IN_GUIDANCE, icon=":material/menu_book:", query_params=params)

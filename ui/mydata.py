"""What is kept about the person, and how it gets out, back in, and gone."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from knowledge.errors import MentorprepError
from ui import hand, model, texts
from ui.text import as_html, as_label

if TYPE_CHECKING:
    from assistant.records import Format
    from assistant.session import Assistant

_FILES: dict[Format, tuple[str, str]] = {
    "docx": (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "markdown": (".md", "text/markdown"),
    "json": (".json", "application/json"),
}


@st.dialog(texts.MY_DATA, width="medium", on_dismiss="rerun")
def sheet(assistant: Assistant) -> None:
    try:
        facts = sum(1 for _ in assistant.brief()[0].facts())
        rows = assistant.records.counted()
        kept = texts.kept(len(assistant.conversations()), facts, rows["letter"], rows["rehearsal"])
    except MentorprepError as error:
        st.error(as_label(str(error)))
        return
    st.html(f'<p class="mp-quiet">{as_html(texts.my_data(assistant.choice.host))}</p>')
    st.code(str(assistant.home), language=None, wrap_lines=True)
    st.html(f'<p class="mp-quiet">{as_html(kept)}</p>')
    _take(assistant)
    _bring(assistant)
    _erase(assistant)


def _take(assistant: Assistant) -> None:
    _heading(texts.TAKE, texts.TAKE_WHAT)
    today = date.today().isoformat()
    with st.container(horizontal=True, gap="xsmall", key="mp-take"):
        for name, (suffix, mime) in _FILES.items():
            st.download_button(
                texts.TAKE_AS[name], partial(assistant.records.export, name), f"mentorprep-{today}{suffix}", mime,
                key=f"mp-take-{name}", icon=":material/download:", on_click="ignore",
            )  # fmt: skip


def _bring(assistant: Assistant) -> None:
    _heading(texts.BRING, texts.BRING_WHAT)
    with st.form("mp-bring-form", border=False, clear_on_submit=True):
        file = st.file_uploader(
            texts.BRING_FILE, "json", key="mp-bring", label_visibility="collapsed", max_upload_size=20
        )
        if not st.form_submit_button(texts.BRING_YES, key="mp-bring-yes") or file is None:
            return
    try:
        imported = assistant.records.import_bytes(file.getvalue())
    except MentorprepError as error:
        st.error(as_label(str(error)))
        return
    hand.close()
    st.success(texts.brought(len(imported.conversations), len(imported.letters), len(imported.rehearsals)))


def _erase(assistant: Assistant) -> None:
    _heading(texts.ERASE, texts.ERASE_WHAT)
    form = st.form("mp-erase-form", border=False)
    with form.container(horizontal=True, gap="xsmall", vertical_alignment="bottom", key="mp-erase"):
        typed = st.text_input(texts.ERASE_FIELD, key="mp-erase-word", width=220)
        if not st.form_submit_button(texts.ERASE, key="mp-erase-yes"):
            return
    if typed.strip().lower() != texts.ERASE_WORD:
        st.error(texts.ERASE_NOT)
        return
    try:
        assistant.records.erase()
        model.forget(assistant)
    except MentorprepError as error:
        st.error(as_label(str(error)))
        return
    _forget()
    st.rerun()


def _forget() -> None:
    """Nothing of it stays in this tab either."""
    for key in list(st.session_state):
        if str(key) != "mp-runs":
            del st.session_state[key]
    st.query_params.clear()
    st.session_state["trouble"] = (texts.ERASED, None)


def _heading(title: str, what: str) -> None:
    st.html(f'<h3 class="mp-heading">{as_html(title)}</h3><p class="mp-quiet">{as_html(what)}</p>')

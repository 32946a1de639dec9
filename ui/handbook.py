"""The Guidance page: the handbook by steps, a search, and each note under an address of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from knowledge.bibliography import bibliography
from knowledge.errors import MentorprepError
from knowledge.types import Note
from ui import door, note, sidebar, texts, wait
from ui.text import as_html, as_label, first_sentence, shortened

if TYPE_CHECKING:
    from assistant.session import Assistant

_HERE = "pages/guidance.py"
_SOURCES = "sources"  # the parameter that shows the list of sources


def page() -> None:
    sidebar.away()
    with st.container(key="mp-page"):
        _page()


def _page() -> None:
    assistant = door.peek()
    if assistant is None:
        st.title(texts.GUIDANCE, anchor=False)
        wait.draw()
        if wait.ready():  # only just
            st.rerun()
        return
    note_id = st.query_params.get("note")
    chosen = assistant.note(note_id) if note_id else None
    if chosen is not None:
        # A link from this page to itself brings its parameters here, but leaves the address as it was: set it.
        st.query_params.from_dict(st.query_params.to_dict())
        _note(assistant, chosen)
        return
    if _SOURCES in st.query_params and not note_id:
        st.query_params.from_dict(st.query_params.to_dict())
        _sources(assistant)
        return
    st.title(texts.GUIDANCE, anchor=False)
    st.html(f'<p class="mp-quiet">{as_html(texts.GUIDANCE_WHAT)}</p>')
    if note_id:
        st.info(texts.NOTE_GONE)
    wait.draw()
    query = st.text_input(
        texts.SEARCH, key="q", type="search", bind="query-params", label_visibility="collapsed",
        icon=":material/search:", disabled=not assistant.ready,
        placeholder=texts.SEARCH_HINT if assistant.ready else texts.SEARCH_WAIT,
    )  # fmt: skip
    if query and query.strip() and assistant.ready:
        _found(assistant, query)
    else:
        _journey(assistant.notes())
        with st.container(key="mp-to-sources"):
            st.page_link(
                _HERE, label=texts.ALL_SOURCES, icon=":material/library_books:", query_params={_SOURCES: "all"}
            )


def _sources(assistant: Assistant) -> None:
    """Everything that the notes rest on, and which notes rest on it."""
    _back()
    st.title(texts.SOURCES, anchor=False)
    st.html(f'<p class="mp-quiet">{as_html(texts.SOURCES_WHAT)}</p>')
    for kind, entries in bibliography(assistant.notes()).items():
        st.header(texts.SOURCE_KINDS[kind], anchor=False)
        for number, entry in enumerate(entries):
            with st.container(key=f"mp-source-{kind}-{number}", gap=None):
                st.html(f"<p>{note.source_html(entry.source)}</p>")
                for each in entry.notes:
                    st.page_link(_HERE, label=as_label(each.title), query_params={"note": each.id})


def _back() -> None:
    # Not a link: a page link to the same page without parameters would leave the address as it is.
    st.button(
        texts.ALL_NOTES, key="mp-back", type="tertiary", icon=":material/arrow_back:", on_click=st.query_params.clear
    )


def _journey(notes: tuple[Note, ...]) -> None:
    for step, (name, what) in texts.STEPS.items():
        here = [each for each in notes if each.step == step]
        if not here:
            continue
        st.header(name, anchor=False)
        st.html(f'<p class="mp-quiet">{as_html(what)}</p>')
        with st.container(key=f"mp-step-{step.replace(' ', '-')}", gap="xsmall"):
            for each in here:
                _entry(each.title, first_sentence(each.text), {"note": each.id}, each.id)


def _found(assistant: Assistant, query: str) -> None:
    try:
        result = assistant.search(query)
    except MentorprepError as error:
        st.error(as_label(str(error)))
        return
    if result.corrected and result.corrected.casefold() != query.strip().casefold():
        st.html(f'<p class="mp-quiet">{as_html(texts.searched_for(result.corrected))}</p>')
    if not (result.hits and assistant.covers(result)):
        st.html(f'<p class="mp-quiet">{as_html(texts.WEAK if result.hits else texts.NOTHING_FOUND)}</p>')
    for hit in result.hits:
        found = hit.passage
        _entry(found.title, shortened(found.text), {"note": found.document_id, "passage": found.id}, found.id)


def _entry(title: str, line: str, params: dict[str, str], key: str) -> None:
    with st.container(key=f"mp-entry-{key}", gap=None):
        st.page_link(_HERE, label=as_label(title), query_params=params)
        st.html(f'<p class="mp-quiet">{as_html(line)}</p>')


def _note(assistant: Assistant, chosen: Note) -> None:
    wanted = [each for each in st.query_params.get("passage", "").split(",") if each]
    found = [assistant.passage(each) for each in wanted]
    passages = [p for p in found if p is not None and p.document_id == chosen.id and note.holds(chosen, p)]
    _back()
    st.title(as_label(chosen.title), anchor=False)
    st.html(note.about(chosen))
    if len(passages) < len(wanted):
        st.html(f'<p class="mp-quiet">{as_html(texts.PASSAGE_MOVED)}</p>')
    st.html(note.body(chosen, passages))
    st.header(texts.SOURCES, anchor=False)
    st.html(note.sources(chosen))
    if chosen.questions:
        st.header(texts.ANSWERS, anchor=False)
        st.html(note.questions(chosen))

"""What a page shows until the assistant is ready: a calm bar and a sentence; then the page goes on by itself."""

import streamlit as st

from ui import door, texts
from ui.text import as_label


def ready() -> bool:
    """Whether questions can be answered now."""
    assistant = door.peek()
    return assistant is not None and assistant.ready


def draw() -> None:
    """Show how far the opening has come. Draws nothing once it is ready."""
    failure = door.failure()
    if failure is not None:
        st.error(as_label(failure))
        st.button(texts.TRY_AGAIN, key="mp-open-again", on_click=_again)
    elif not ready():
        _progress()


def _again() -> None:
    door.start()


@st.fragment(run_every=0.5)
def _progress() -> None:
    if ready() or door.failure() is not None:
        st.rerun()
    assistant = door.peek()
    done, total = assistant.progress if assistant is not None else (0, 0)
    if total:
        st.progress(min(done / total, 1.0), text=texts.building(done, total))
    else:
        st.progress(0.0, text=texts.OPENING)
    st.html('<i class="mp-on-its-way"></i>')

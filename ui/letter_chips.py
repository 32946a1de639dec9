"""Citation chips below something on the Messages page, one for each note, and the sheet that they open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from assistant.turn import Citation
from ui import citation
from ui.text import as_label

if TYPE_CHECKING:
    from assistant.session import Assistant


def draw(assistant: Assistant, cited: Sequence[Citation], name: str) -> None:
    """`name` keeps the keys of several rows apart."""
    by_note: dict[str, list[Citation]] = {}
    for each in cited:
        by_note.setdefault(each.document, []).append(each)
    if not by_note:
        return
    opened: list[Citation] = []
    with st.container(horizontal=True, gap="xsmall", key=f"mp-chips-{name}"):
        for number, found in enumerate(by_note.values()):
            if st.button(as_label(found[0].title), key=f"mp-chip-{name}-{number}"):
                opened = found
    if opened:
        citation.open_passages(assistant, opened)

"""An answer on the page: its sentences with their numbers, its citation chips, and what can be done with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

import streamlit as st

from assistant.turn import Citation, Message, Sentence
from ui import citation, note, texts
from ui.text import as_html, as_label

if TYPE_CHECKING:
    from assistant.session import Assistant


When = Literal["arriving", "arrived", "past"]

# What a screen reader says by itself. An answer on its way is drawn anew with each sentence, and what is drawn anew is
# said anew: so it is the answer that has arrived that speaks, once.
_SPOKEN = 'role="log" aria-live="polite"'
_PROSE: dict[When, str] = {
    "arriving": '<div class="mp-prose mp-live">',
    "arrived": f'<div class="mp-prose" {_SPOKEN}>',
    "past": '<div class="mp-prose">',
}


def number(sentences: Iterable[Sentence]) -> dict[str, tuple[int, list[Citation]]]:
    """Number the notes in the order in which they are first cited; each with what is cited from it."""
    numbered: dict[str, tuple[int, list[Citation]]] = {}
    for sentence in sentences:
        for cited in sentence.citations:
            numbered.setdefault(cited.document, (len(numbered) + 1, []))[1].append(cited)
    return numbered


def as_prose(sentences: tuple[Sentence, ...], when: When = "past") -> str:
    """The sentences as paragraphs; each that rests on passages carries their numbers.

    `when`: it is on its way, or has just arrived and is the last of its conversation, or neither.
    """
    numbered = number(sentences)
    blocks: list[tuple[str, list[str]]] = []  # the tag that opens the paragraph, and its sentences
    for before, sentence in zip((None, *sentences), sentences, strict=False):
        if before is None or sentence.starts_paragraph:
            kind = "mp-view" if sentence.view else "mp-own" if _is_result(sentence, before) else None
            blocks.append((f'<p class="{kind}">' if kind else "<p>", []))
        blocks[-1][1].append(_said(sentence) + _superscript(_numbers_of(sentence, numbered)))
    prose = "".join(f"{tag}{' '.join(said)}</p>" for tag, said in blocks)
    return f"{_PROSE[when]}{prose}</div>"


def waiting(line: str) -> str:
    """What stands where an answer will arrive."""
    return f'<div class="mp-prose mp-live" {_SPOKEN}><p class="mp-quiet">{as_html(line)}</p></div>'


def _is_result(sentence: Sentence, before: Sentence | None) -> bool:
    """Whether it is a text to keep, such as the Brief read back or a paragraph of a draft, and not just 'noted'."""
    announced = before is not None and (before.text.endswith(":") or before.label == "yours")
    return sentence.label == "yours" and (announced or "\n" in sentence.text)


def as_plain(sentences: tuple[Sentence, ...], assistant: Assistant) -> str:
    """The answer to take along: plain text, with its numbers and its sources."""
    numbered = number(sentences)
    parts: list[str] = []
    for sentence in sentences:
        if parts:
            parts.append("\n\n" if sentence.starts_paragraph else " ")
        parts.append(sentence.text + "".join(f" [{n}]" for n, _ in _numbers_of(sentence, numbered)))
    if not numbered:
        return "".join(parts)
    by_file = {known.file: known for known in assistant.notes()}
    lines = []
    for document, (n, cited) in numbered.items():
        known = by_file.get(document)
        basis = "; ".join(note.source_line(source) for source in known.sources) if known else ""
        lines.append(f"[{n}] {cited[0].title}" + (f". {basis}" if basis else ""))
    return "".join(parts) + f"\n\n{texts.COPY_SOURCES}\n" + "\n".join(lines)


def draw_chips(message: Message, assistant: Assistant) -> bool:
    """One chip for each note; returns whether one was opened just now."""
    sentences = message.turn.sentences if message.turn else ()
    opened: list[Citation] = []
    with st.container(horizontal=True, gap="xsmall", key=f"mp-chips-{message.id}"):
        for n, cited in number(sentences).values():
            if st.button(as_label(f"{n} · {cited[0].title}"), key=f"mp-chip-{message.id}-{n}"):
                opened = cited
    if opened:
        citation.open_passages(assistant, opened)
    return bool(opened)


def draw_tools(message: Message, assistant: Assistant) -> None:
    """Copy, and thumbs, in the row that is open."""
    sentences = message.turn.sentences if message.turn else ()
    with st.popover(texts.COPY, icon=":material/content_copy:", type="tertiary"):
        st.code(as_plain(sentences, assistant) or message.text, language=None, wrap_lines=True)
    key = f"mp-rate-{message.id}"
    default = {"up": 1, "down": 0}.get(message.rating or "")
    st.feedback("thumbs", key=key, default=default, on_change=_rate, args=(message.id, key, assistant))


def _rate(message_id: str, key: str, assistant: Assistant) -> None:
    value = st.session_state.get(key)
    assistant.rate(message_id, None if value is None else "up" if value else "down")


def _said(sentence: Sentence) -> str:
    """A sentence as HTML: what is the person's own is a shade quieter, and its lines stay lines."""
    lines = as_html(sentence.text).split("\n")
    if sentence.label != "yours":
        return "<br>".join(lines)
    if len(lines) == 1:
        return f'<span class="mp-yours">{lines[0]}</span>'
    return "".join(f'<span class="mp-yours mp-line">{line}</span>' for line in lines)


def _superscript(pairs: list[tuple[int, str]]) -> str:
    if not pairs:
        return ""
    numbers, titles = ", ".join(str(n) for n, _ in pairs), "; ".join(title for _, title in pairs)
    return f'<sup class="mp-ref" role="doc-noteref" title="{as_html(titles)}">{numbers}</sup>'


def _numbers_of(sentence: Sentence, numbered: dict[str, tuple[int, list[Citation]]]) -> list[tuple[int, str]]:
    pairs = {numbered[cited.document][0]: cited.title for cited in sentence.citations}
    return sorted(pairs.items())

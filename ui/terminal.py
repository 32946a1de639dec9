"""Answers, passages and progress as text for a terminal, and as the JSON that scripts read."""

import shutil
import signal
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from assistant.turn import Sentence, Turn
from knowledge.types import Note, Passage, SearchResult
from ui import texts
from ui.note import source_line


def width() -> int:
    return max(40, min(shutil.get_terminal_size((88, 24)).columns, 88))


def wrap(text: str, indent: str = "") -> str:
    return textwrap.fill(text, width(), initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


class Numbering:
    """Numbers passages in the order in which an answer cites them."""

    def __init__(self) -> None:
        self.cited: dict[str, str] = {}  # passage id -> title

    def mark(self, sentence: Sentence) -> str:
        """The sentence, followed by the numbers of its passages."""
        for citation in sentence.citations:
            self.cited.setdefault(citation.passage_id, citation.title)
        order = list(self.cited)
        marks = "".join(f" [{order.index(c.passage_id) + 1}]" for c in sentence.citations)
        return sentence.text + marks

    def legend(self) -> str:
        return "\n".join(f"  [{n}] {title}  ({i})" for n, (i, title) in enumerate(self.cited.items(), 1))


def answer_text(turn: Turn) -> str:
    numbering = Numbering()
    blocks = [wrap(paragraph) for paragraph in paragraphs(turn.sentences, numbering.mark)]
    if turn.topics:
        blocks.append("You could ask:\n" + "\n".join(f"  - {topic}" for topic in turn.topics))
    if numbering.cited:
        blocks.append(numbering.legend() + "\n  To read one in its note: mentorprep show PASSAGE_ID")
    return "\n\n".join(blocks)


def paragraphs(sentences: Sequence[Sentence], mark: Callable[[Sentence], str]) -> list[str]:
    found: list[list[str]] = []
    for sentence in sentences:
        if sentence.starts_paragraph or not found:
            found.append([])
        found[-1].append(mark(sentence))
    return [" ".join(paragraph) for paragraph in found]


def passage_text(note: Note, passage: Passage) -> str:
    """The whole note, with a bar beside the passage, and where it comes from."""
    lines = [note.title, "=" * len(note.title), ""]
    at = 0
    for paragraph in note.text.split("\n\n"):
        inside = passage.start < at + len(paragraph) and at < passage.end
        lines += [wrap(paragraph, "  | " if inside else "    "), ""]
        at += len(paragraph) + 2
    lines += [
        "Sources:",
        *(wrap(source_line(source), "  ") for source in note.sources),
        texts.STRENGTHS[note.strength],
    ]
    return "\n".join(lines)


def search_text(result: SearchResult) -> str:
    head = f"Covered by the guidance: {result.answerable:.0%} likely"
    hits = [
        f"{h.passage.title}  ({h.passage.id}, score {h.score:.2f})\n{wrap(h.passage.text, '    ')}" for h in result.hits
    ]
    return "\n\n".join([head, *hits])


class Waiting:
    """A sign in an otherwise empty line that something is still to come."""

    def __init__(self, shown: bool) -> None:
        """`shown`: whether there is somebody to see it."""
        self._wanted, self._stands = shown, False

    def show(self) -> None:
        if self._wanted and not self._stands:
            print("…", end="", flush=True)
            self._stands = True

    def hide(self) -> None:
        if self._stands:
            print("\r \r", end="", flush=True)
            self._stands = False


@contextmanager
def interruptible() -> Iterator[threading.Event]:
    """Ctrl-C sets the event, so that what is running can be ended in order. A second one raises KeyboardInterrupt."""
    pressed = threading.Event()

    def press(*_: object) -> None:
        if pressed.is_set():
            raise KeyboardInterrupt
        pressed.set()

    before = signal.signal(signal.SIGINT, press)
    try:
        yield pressed
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error that appears only if there is something to do."""
    from tqdm import tqdm

    bar: tqdm[Any] | None = None

    def show(done: int, total: int) -> None:
        nonlocal bar
        if bar is None:
            bar = tqdm(total=total, desc=label, unit="text", file=sys.stderr, leave=False, dynamic_ncols=True)
        bar.update(done - bar.n)

    try:
        yield show
    finally:
        if bar is not None:
            bar.close()


@contextmanager
def progress_bars() -> Iterator[Callable[[str], Callable[[int, int], None]]]:
    """One bar after the other, each by its label."""
    with ExitStack() as bars:
        yield lambda label: bars.enter_context(progress_bar(label))

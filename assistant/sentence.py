"""A sentence as the person sees it, and what it rests on."""

from typing import Literal

from knowledge.types import Frozen

Label = Literal["guidance", "yours", "general", "fixed", "fiction"]


class Citation(Frozen):
    """The passage that a sentence rests on; `quote` is an exact piece of that passage's text."""

    passage_id: str
    document: str  # file name of the note
    title: str
    quote: str


class Sentence(Frozen):
    """One sentence. `support`: 0 to 1, how well its citations carry it; `facts`: ids of those that a draft rests on."""

    text: str
    label: Label
    citations: tuple[Citation, ...] = ()
    support: float = 0.0
    starts_paragraph: bool = False
    view: int | None = None  # which of the views, from 1, on which the sources differ this sentence states
    facts: tuple[str, ...] = ()


def join(sentences: tuple[Sentence, ...] | list[Sentence]) -> str:
    """Sentences as running text: a blank line before each one that starts a paragraph."""
    parts: list[str] = []
    for sentence in sentences:
        if parts:
            parts.append("\n\n" if sentence.starts_paragraph else " ")
        parts.append(sentence.text)
    return "".join(parts)

"""What the library hands out: notes, passages, hits. All frozen; all offsets are characters of `text`."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Step = Literal[
    "look in the mirror", "aim", "find", "give first", "ask",
    "prepare", "rehearse", "agree", "keep it alive", "end well",
]  # fmt: skip
Strength = Literal["article", "study", "practice", "heuristic"]


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Frozen):
    """Where a note's facts come from: a published work by its year, or one of the seed articles by its number."""

    author: str
    title: str
    year: int | None = None
    article: str | None = None


SHOWN_QUESTIONS = 8  # of a note: its first ones are clear and typical, those that follow are for the search


class Question(Frozen):
    """A question in people's own words, and the paragraphs of its document (counted from 1) that answer it."""

    text: str
    paragraphs: tuple[int, ...]


class Note(Frozen):
    """One note of the handbook. `text` is the body exactly as it is shown; passages are pieces of it.

    Where its sources disagree, `views` names the paragraphs (from 1) that state each view, and `decides` the one with
    the question that decides between them for the reader.
    """

    id: str
    file: str
    title: str
    step: Step
    strength: Strength
    sources: tuple[Source, ...] = Field(min_length=1)
    questions: tuple[Question, ...] = ()
    views: tuple[int, ...] = ()
    decides: int | None = None
    text: str


class Document(Frozen):
    """Any text that can be indexed, its questions beside its passages; `views` and `decides` are as in a note."""

    id: str
    file: str
    title: str
    text: str
    questions: tuple[Question, ...] = ()
    views: tuple[int, ...] = ()
    decides: int | None = None


class Passage(Frozen):
    """A run of whole sentences of one document: `text == document.text[start:end]`."""

    id: str
    document_id: str
    document: str  # file name
    title: str
    text: str
    start: int
    end: int


class Hit(Frozen):
    """A passage that a search found; a higher score is a better match, comparable within one search only."""

    passage: Passage
    score: float


class SearchResult(Frozen):
    """`answerable` is the estimated probability, 0 to 1, that the collection covers the query."""

    query: str
    corrected: str  # the query with misspelt words mended, as it was searched
    answerable: float
    hits: tuple[Hit, ...]
    topics: tuple[str, ...] = ()  # titles of the nearest documents, best first

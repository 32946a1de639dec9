"""Labelled questions, as the suites `retrieval` and `answers` read them."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, field_validator, model_validator

from evals.evidence import Piece, Quote
from evals.rows import BadData, Row, load_rows

DATA = Path(__file__).parent / "data"
UNANSWERABLE = "unanswerable/"


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Excerpt(_Line):
    """A quote by its place: characters `start` to `end` of a document, and the SHA-256 of their UTF-8 bytes."""

    doc: str
    start: int
    end: int
    sha256: str

    def resolve(self, texts: Mapping[str, str]) -> Quote:
        """Raises BadData where the documents at hand do not have it."""
        if self.doc not in texts:
            raise BadData(f"evidence is in {self.doc!r}, which is not among the documents; say --corpus DIR")
        quote = texts[self.doc][self.start : self.end]
        if hashlib.sha256(quote.encode()).hexdigest() != self.sha256:
            raise BadData(f"characters {self.start} to {self.end} of {self.doc!r} are another text than was labelled")
        return Quote(self.doc, quote)


class Alternative(_Line):
    """Another place that holds the same piece of evidence."""

    doc: str
    quote: str


class Question(Row):
    """`doc` names the documents that answer it; empty: none does, and `type` begins with 'unanswerable/'.

    Without evidence any passage of an accepted document answers it; type 'two' needs one of each document.
    """

    question: str
    type: str = ""
    doc: tuple[str, ...] = ()
    evidence: tuple[str | Excerpt, ...] = ()
    evidence_doc: tuple[str, ...] = ()
    alternatives: tuple[tuple[Alternative | Excerpt, ...], ...] = ()

    @field_validator("doc", mode="before")
    @classmethod
    def _as_tuple(cls, value: Any) -> Any:
        return () if value is None else (value,) if isinstance(value, str) else value

    @field_validator("evidence", "evidence_doc", "alternatives", mode="before")
    @classmethod
    def _none_is_empty(cls, value: Any) -> Any:
        return () if value is None else value

    @model_validator(mode="after")
    def _whole(self) -> "Question":
        if self.answerable and self.type.startswith(UNANSWERABLE):
            raise ValueError(f"type {self.type!r} and doc {self.doc} contradict each other")
        quotes = sum(isinstance(e, str) for e in self.evidence)
        if quotes and len(self.evidence_doc) != len(self.evidence) and len(self.doc) != 1:
            raise ValueError("evidence_doc must name the document of each quote")
        return self

    @property
    def answerable(self) -> bool:
        return bool(self.doc)

    @property
    def kind(self) -> str:
        """Of an unanswerable question: near, offtopic or injection."""
        return self.type.removeprefix(UNANSWERABLE)

    def pieces(self, texts: Mapping[str, str]) -> list[Piece]:
        """The pieces of evidence, quotes by place looked up in `texts` (by file name). Raises BadData."""
        if not self.evidence:
            whole = [Quote(doc, None) for doc in self.doc]
            return [[quote] for quote in whole] if self.type == "two" else [whole] if whole else []
        pieces: list[Piece] = []
        for number, evidence in enumerate(self.evidence):
            others = self.alternatives[number] if number < len(self.alternatives) else ()
            pieces.append([self._quote(number, evidence, texts), *(_other(each, texts) for each in others)])
        return pieces

    def _quote(self, number: int, evidence: str | Excerpt, texts: Mapping[str, str]) -> Quote:
        if isinstance(evidence, Excerpt):
            return evidence.resolve(texts)
        document = self.evidence_doc[number] if number < len(self.evidence_doc) else self.doc[0]
        return Quote(document, evidence)


def _other(other: Alternative | Excerpt, texts: Mapping[str, str]) -> Quote:
    return other.resolve(texts) if isinstance(other, Excerpt) else Quote(other.doc, other.quote)


def load_questions(path: Path) -> list[Question]:
    """Raises BadData naming the line that is not a question."""
    return load_rows(path, Question)

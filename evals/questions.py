"""Labelled questions over the handbook, in the form of the `retrieval` suite."""

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, field_validator

DATA = Path(__file__).parent / "data"


class Question(BaseModel):
    """`doc` names the notes that answer it; empty: none does, and `type` then begins with 'unanswerable/'."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    question: str
    type: str
    doc: tuple[str, ...]
    evidence: tuple[str, ...] = ()

    @field_validator("doc", mode="before")
    @classmethod
    def _as_tuple(cls, value: Any) -> tuple[str, ...]:
        return () if value is None else (value,) if isinstance(value, str) else tuple(value)

    @property
    def covered(self) -> bool:
        return bool(self.doc)


def load_questions(path: Path) -> list[Question]:
    """Raises ValueError naming the line that is not a question."""
    questions = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                questions.append(Question.model_validate(json.loads(line)))
            except ValueError as error:
                raise ValueError(f"{path}, line {number}: {error}") from error
    return questions

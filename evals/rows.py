"""Labelled data, one JSON object a line."""

import json
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge.errors import MentorprepError


class BadData(MentorprepError):
    """A file of evaluation data cannot be used; the message names the line and what is wrong."""


class Row(BaseModel):
    """One line of data. What it carries beside its own fields is left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str


AnyRow = TypeVar("AnyRow", bound=Row)


def load_rows(path: Path, form: type[AnyRow]) -> list[AnyRow]:
    """Raises BadData naming the line that does not have the form, and its fault."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadData(f"{path} cannot be read: give a file with one JSON object a line ({error}).") from error
    rows = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            rows.append(form.model_validate(json.loads(line)))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"]) or "the line"
            raise BadData(f"{path}, line {number}: {where}: {first['msg']}.") from error
        except ValueError as error:
            raise BadData(f"{path}, line {number} is not JSON: {error}.") from error
    if not rows:
        raise BadData(f"{path} holds nothing: give a file with one JSON object a line.")
    return rows

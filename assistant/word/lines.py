"""The lines that people read, loaded from `wording/`: typed, and strict about what is filled in."""

from functools import cache
from pathlib import Path
from string import Formatter
from typing import Literal

from assistant.turn import Sentence
from knowledge.types import Frozen

FOLDER = Path(__file__).parent.parent / "wording"
QUESTIONS = ("topics.yaml", "letter_topics.yaml")
_DATA = (*QUESTIONS, "contacts.yaml", "behaviours.yaml")  # of another form, read elsewhere


class Line(Frozen):
    """A line of one or more sentences. A line with `rephrase: false` is never given to a model to reword."""

    label: Literal["general", "fixed", "yours"]
    rephrase: bool
    text: tuple[str, ...]

    @property
    def variables(self) -> frozenset[str]:
        return frozenset(name for part in self.text for _, name, _, _ in Formatter().parse(part) if name)


@cache
def lines() -> dict[str, Line]:
    """All lines by id. Raises ValueError where an id stands in two files."""
    import yaml

    found: dict[str, Line] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        if path.name in _DATA:
            continue
        for name, fields in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader).items():
            if name in found:
                raise ValueError(f"The line {name!r} stands in two files of {FOLDER.name}/.")
            found[name] = Line.model_validate(fields)
    return found


def say(name: str, /, **values: str | int) -> list[Sentence]:
    """The sentences of a line, filled in. Raises KeyError for an unknown line, ValueError for wrong variables."""
    line = lines()[name]
    if line.variables != values.keys():
        raise ValueError(f"The line {name!r} takes {sorted(line.variables)}, not {sorted(values)}.")
    return [Sentence(text=part.format(**values), label=line.label, support=1.0) for part in line.text]

"""The behaviours as a debrief speaks of them: `wording/behaviours.yaml`, typed."""

from functools import cache
from string import Formatter
from typing import NamedTuple

from pydantic import model_validator

from assistant.skills.rehearsal.types import Better
from assistant.word.lines import FOLDER
from knowledge.turns import BEHAVIOURS, Behaviour
from knowledge.types import Frozen

FILE = "behaviours.yaml"


class Offered(Frozen):
    """A line to say, or what to do; with places for facts of the Brief."""

    say: str | None = None
    do: str | None = None

    @model_validator(mode="after")
    def _is_one(self) -> "Offered":
        if (self.say is None) == (self.do is None):
            raise ValueError("give one of say and do")
        return self

    @property
    def text(self) -> str:
        return self.say or self.do or ""

    @property
    def places(self) -> frozenset[str]:
        return frozenset(name for _, name, _, _ in Formatter().parse(self.text) if name)

    def filled(self, facts: dict[str, str]) -> Better:
        return Better(kind="say" if self.say else "do", text=self.text.format(**facts))


class Quote(NamedTuple):
    note: str
    sentence: str


class Rule(Frozen):
    """One behaviour. `title` names it, `did` is how a person rates themselves on it, `why` what it is good for."""

    title: str
    did: str
    why: str
    quotes: tuple[Quote, ...]
    better: tuple[Offered, ...]
    drill: tuple[str, str, str]


@cache
def rubric() -> dict[Behaviour, Rule]:
    """Every behaviour's rule. Raises ValueError where one is missing, unknown or incomplete."""
    import yaml

    text = (FOLDER / FILE).read_text(encoding="utf-8")
    found = {name: Rule.model_validate(fields) for name, fields in yaml.load(text, yaml.CSafeLoader).items()}
    if tuple(found) != BEHAVIOURS:
        raise ValueError(f"{FILE} must hold the behaviours in their order: {set(found) ^ set(BEHAVIOURS)} differ.")
    return found

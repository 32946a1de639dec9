"""The questions of the talk about objectives, as data: `wording/topics.yaml`."""

from functools import cache
from typing import get_args

from assistant.moves import Topic
from assistant.word.lines import FOLDER
from knowledge.types import Frozen


class Why(Frozen):
    """The paragraph of the handbook, counted from 1, that says why a question matters."""

    note: str
    paragraph: int


class Asking(Frozen):
    """How a topic is asked about. `again`: put another way, for whoever could not answer the first time."""

    why: Why
    reason: str
    ask: str
    again: str
    chips: tuple[str, ...] = ()


@cache
def topics() -> dict[Topic, Asking]:
    """Every topic's question. Raises ValueError where one is missing or unknown."""
    import yaml

    text = (FOLDER / "topics.yaml").read_text(encoding="utf-8")
    found = {name: Asking.model_validate(fields) for name, fields in yaml.load(text, yaml.CSafeLoader).items()}
    if found.keys() != set(get_args(Topic)):
        raise ValueError(f"topics.yaml must name each topic: {sorted(found.keys() ^ set(get_args(Topic)))} differ.")
    return found

"""The questions that are asked, as data: of objectives `wording/topics.yaml`, of messages `letter_topics.yaml`."""

from functools import cache
from typing import get_args

from pydantic import Field

from assistant.moves import Topic
from assistant.word.lines import FOLDER, QUESTIONS
from knowledge.letters import Channel
from knowledge.types import Frozen


class Why(Frozen):
    """The paragraph of the handbook, counted from 1, that says why a question matters."""

    note: str
    paragraph: int


class Question(Frozen):
    reason: str
    ask: str
    again: str


class Asking(Question):
    """How a topic is asked about. `again`: put another way, for whoever could not answer the first time.

    `about`: what a question of a word or two is about while this one is open: 'is that too much?'. `of`: the same where
    it is asked for another kind of message; `stuck`: why nothing can be written without it, and `way`: the paragraph
    that leads there.
    """

    why: Why
    about: str = ""
    chips: tuple[str, ...] = ()
    of: dict[Channel, Question] = Field(default_factory=dict)
    stuck: str = ""
    way: Why | None = None

    def asked_for(self, channel: Channel | None) -> Question:
        return self.of.get(channel, self) if channel else self


@cache
def topics() -> dict[Topic, Asking]:
    """Every topic's question. Raises ValueError where one is missing or unknown."""
    import yaml

    found: dict[Topic, Asking] = {}
    for file in QUESTIONS:
        text = (FOLDER / file).read_text(encoding="utf-8")
        found |= {name: Asking.model_validate(fields) for name, fields in yaml.load(text, yaml.CSafeLoader).items()}
    if found.keys() != set(get_args(Topic)):
        raise ValueError(f"The questions must name each topic: {sorted(found.keys() ^ set(get_args(Topic)))} differ.")
    return found

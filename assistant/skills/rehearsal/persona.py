"""The people across the table, as data: `assistant/personas/*.yaml`. They know neither the Brief nor the rubric."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field, model_validator

from knowledge.types import Frozen

FOLDER = Path(__file__).parents[2] / "personas"
Temper = Literal["hard-driving", "soft-spoken", "hands-off", "busy", "sceptical", "talkative", "vague", "warm"]
Scenario = Literal["first_meeting", "in_person", "ground_rules", "advice_not_taken", "goodbye"]
Phase = Literal[
    "why_me", "where_you_are", "where_to", "what_from_me", "what_tried", "their_story", "how_we_work", "close"
]  # fmt: skip
Cue = Literal[  # what somebody does that a persona has an answer of its own to
    "shared_research", "gave_reason", "told_goal", "told_steps", "invited_criticism", "built_on_answer", "offered",
    "proposed_rules", "took_homework", "thanked", "asked_time",
    "flattered", "wants_decision", "asked_favour", "ran_down_boss", "complained", "one_word", "silent", "monologue",
    "repeated", "asked_secret", "wandered_off", "unintelligible",
]  # fmt: skip
Ending = Literal["good", "fair", "poor", "offended"]
PHASES: tuple[Phase, ...] = get_args(Phase)
SCENARIOS: tuple[Scenario, ...] = get_args(Scenario)
CUES: tuple[Cue, ...] = get_args(Cue)
TEMPERS: tuple[Temper, ...] = get_args(Temper)
_PLACES = {"theirs", "earlier", "minutes"}


def _is_spoken(line: str) -> str:
    places = {name for _, name, _, _ in Formatter().parse(line) if name is not None}
    if not places <= _PLACES:
        raise ValueError(f"{line!r} has places that nothing fills: {sorted(places - _PLACES)}")
    if not line.strip() or len(line.split()) > 70:
        raise ValueError(f"{line!r} is no line of 1 to 70 words")
    return " ".join(line.split())


Spoken = Annotated[str, AfterValidator(_is_spoken)]  # may hold {theirs} and {earlier}, words of the other; {minutes}
Three = Annotated[tuple[Spoken, ...], Field(min_length=3)]
Two = Annotated[tuple[Spoken, ...], Field(min_length=2)]


class Story(Frozen):
    """What a persona tells of its own life to whoever asks about it. `about`: how its subject is spoken of."""

    id: str
    about: Annotated[tuple[str, ...], Field(min_length=3)]
    line: Spoken


class Secret(Story):
    """What it tells only to somebody who asks well. `subject` names it in a debrief, `question` would bring it out."""

    subject: str
    question: str


class Warmth(Frozen):
    """How warm somebody is at first, and at most; 0 is cold, 4 is a friend."""

    start: int = Field(ge=0, le=4)
    ceiling: int = Field(ge=0, le=4)

    @model_validator(mode="after")
    def _rises(self) -> "Warmth":
        if self.ceiling < self.start:
            raise ValueError("nobody starts above their ceiling")
        return self


class Persona(Frozen):
    """`public` and `work` may be known before the meeting; `agenda`, the secrets and the likes may not."""

    id: str
    name: str
    role: str
    temper: Temper
    public: str
    work: Annotated[tuple[str, ...], Field(min_length=2)]  # facts that somebody could have found out
    agenda: str
    minutes: int = Field(ge=10, le=60)
    patience: int = Field(ge=2, le=8)  # how much it bears before it ends the meeting
    warmth: Warmth
    annoyed_by: frozenset[Cue]
    won_by: frozenset[Cue]
    secrets: Annotated[tuple[Secret, ...], Field(min_length=3, max_length=5)]
    stories: Annotated[tuple[Story, ...], Field(min_length=6)]
    answers: Annotated[tuple[Spoken, ...], Field(min_length=6)]  # to a question about anything else
    opens: Mapping[Scenario, Two]
    probes: Mapping[Phase, Three]
    follows_up: Annotated[tuple[Spoken, ...], Field(min_length=6)]  # each holds {theirs}
    challenges: Annotated[tuple[Spoken, ...], Field(min_length=4)]  # of what is vague
    contradicts: Two  # each holds {earlier} and {theirs}
    reacts: Mapping[Cue, Three]
    receives: Annotated[tuple[Spoken, ...], Field(min_length=10)]  # whatever else was said
    sets_homework: Three
    names_time: Three  # each holds {minutes}
    closes: Mapping[Ending, Two]

    @model_validator(mode="after")
    def _is_whole(self) -> "Persona":
        for what, has, wanted in (
            ("opens", set(self.opens), SCENARIOS), ("probes", set(self.probes), PHASES),
            ("reacts", set(self.reacts), CUES), ("closes", set(self.closes), get_args(Ending)),
        ):  # fmt: skip
            if differ := sorted(map(str, has ^ set(wanted))):
                raise ValueError(f"{what} must name each of its keys: {differ} are missing or unknown")
        every = list(self.lines())
        if twice := {line for line in every if every.count(line) > 1}:
            raise ValueError(f"these lines are there twice: {sorted(twice)}")
        for what, lines, place in (
            ("follows_up", self.follows_up, "{theirs}"), ("contradicts", self.contradicts, "{earlier}"),
            ("names_time", self.names_time, "{minutes}"),
        ):  # fmt: skip
            if any(place not in line for line in lines):
                raise ValueError(f"each line of {what} must hold {place}")
        return self

    def lines(self) -> Iterator[str]:
        """Everything that it can say."""
        for lines in (*self.opens.values(), *self.probes.values(), *self.reacts.values(), *self.closes.values()):
            yield from lines
        yield from (*self.answers, *self.follows_up, *self.challenges, *self.contradicts, *self.receives)
        yield from (*self.sets_homework, *self.names_time)
        yield from (story.line for story in (*self.stories, *self.secrets))


def read(path: Path) -> Persona:
    """Raises ValueError naming what is wrong with the file."""
    import yaml

    return Persona.model_validate(yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader))


@cache
def personas() -> Mapping[str, Persona]:
    """All personas by id, in the order of their names."""
    found = [read(path) for path in FOLDER.glob("*.yaml") if not path.name.startswith("_")]
    return {persona.id: persona for persona in sorted(found, key=lambda persona: persona.name)}

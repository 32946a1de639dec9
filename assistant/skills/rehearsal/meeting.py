"""A rehearsed meeting as it stands: what has been spoken of, how the mentor feels, how much time is left. Pure data."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from pydantic import Field

from assistant.skills.rehearsal.persona import PHASES, Cue, Ending, Persona, Phase, Scenario
from knowledge.types import Frozen

Dial = Literal["gentle", "normal", "hard"]
Lead = Literal["probe", "follow_up", "challenge", "contradict", "set_homework", "name_time"]
MoveKind = Literal["react", "tell", "confide", "answer", "receive", Lead, "close"]
DIALS: tuple[Dial, ...] = ("gentle", "normal", "hard")


class Course(NamedTuple):
    """A scenario: what the mentor brings up, in this order, and which part of their time it takes."""

    phases: tuple[Phase, ...]
    time: float


COURSES: dict[Scenario, Course] = {
    "first_meeting": Course(PHASES, 1.0),
    "in_person": Course(("why_me", "what_from_me", "how_we_work", "close"), 0.4),
    "ground_rules": Course(("what_from_me", "how_we_work", "where_to", "close"), 0.7),
    "advice_not_taken": Course(("what_tried", "where_you_are", "what_from_me", "close"), 0.7),
    "goodbye": Course(("what_tried", "where_to", "their_story", "close"), 0.7),
}


class Setting(NamedTuple):
    """Who is met, for what, and how hard it is."""

    persona: Persona
    scenario: Scenario
    dial: Dial

    @property
    def course(self) -> Course:
        return COURSES[self.scenario]


class Move(Frozen):
    """One thing that the mentor does. `of`: the cue, phase, story or ending; `theirs`, `earlier`: the other's words."""

    kind: MoveKind
    of: str = ""
    theirs: str = ""
    earlier: str = ""


class State(Frozen):
    """`left` in minutes. `covered`: what was spoken of; `taken_up`: words of the other that were come back to.

    `told`: ids of stories and secrets; `said`: marks of the mentor's lines, none of which is said twice; `named`: what
    the other has called their next role and its date, to notice when that changes.
    """

    left: float
    patience: int
    warmth: int
    ceiling: int
    line: int = 0  # how many lines the other has said
    phase: Phase | None = None  # what the mentor brought up last
    made: tuple[MoveKind, ...] = ()  # what the mentor's last line did
    covered: frozenset[Phase] = frozenset()
    probed: tuple[Phase, ...] = ()
    taken_up: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    said: frozenset[str] = frozenset()
    heard: tuple[str, ...] = ()  # the other's lines, shortened, to notice repetition
    cues: Mapping[Cue, int] = Field(default_factory=dict)
    named: Mapping[str, str] = Field(default_factory=dict)
    time_named: bool = False
    homework: bool = False
    ended: Ending | None = None


_PATIENCE: dict[Dial, int] = {"gentle": 3, "normal": 1, "hard": 0}
_WARMTH: dict[Dial, int] = {"gentle": 1, "normal": 0, "hard": -1}
_TIME: dict[Dial, float] = {"gentle": 1.0, "normal": 1.0, "hard": 0.8}


def minutes(persona: Persona, scenario: Scenario, dial: Dial) -> int:
    """How long the meeting may take."""
    return max(5, round(persona.minutes * COURSES[scenario].time * _TIME[dial]))


def begin(persona: Persona, scenario: Scenario, dial: Dial) -> State:
    """A meeting before its first line."""
    ceiling = min(4, max(1, persona.warmth.ceiling + _WARMTH[dial]))
    return State(
        left=minutes(persona, scenario, dial), patience=max(2, persona.patience + _PATIENCE[dial]),
        warmth=min(ceiling, max(0, persona.warmth.start + _WARMTH[dial])), ceiling=ceiling,
    )  # fmt: skip

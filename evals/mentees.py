"""Scripted people who meet the mentors of the rehearsals, and which of their lines they say.

The mentors were mended on those of `data/mentees.yaml`; those of `data/mentees_test.yaml` were written by others.
"""

import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, get_args

import yaml
from pydantic import model_validator

from assistant.skills.rehearsal.meeting import Move
from assistant.skills.rehearsal.persona import PHASES, SCENARIOS, Scenario
from evals.questions import DATA
from knowledge.types import Frozen

CAST = DATA / "mentees.yaml"
Level = Literal["excellent", "average", "awful"]
LEVELS: tuple[Level, ...] = get_args(Level)
_TOPICS = (*PHASES, "follow_up", "challenge", "homework", "time", "story", "refusal", "free", "farewell")
_OWN = ("why_me", "where_you_are", "where_to", "what_from_me", "what_tried", "how_we_work", "close")
_ANSWERS = {  # what answers a move of the mentor's that is not about a phase
    "follow_up": "follow_up", "challenge": "challenge", "contradict": "challenge", "set_homework": "homework",
    "name_time": "time", "tell": "story", "confide": "story",
}  # fmt: skip
_REFUSED = ("wants_decision", "asked_favour", "ran_down_boss")
_CURIOUS: dict[Level, float] = {"excellent": 0.65, "average": 0.25, "awful": 0.15}  # asks when the floor is theirs
_STUCK: dict[Level, float] = {"excellent": 0.0, "average": 0.0, "awful": 0.15}  # says again what was said
_LEAVES = 0.2  # for every line after the mentor has named the time


class Mentee(Frozen):
    """Somebody with a trade, a manner of speaking, and lines for each thing that a mentor may bring up."""

    id: str
    level: Level
    trade: str
    voice: str
    opening: Mapping[Scenario, tuple[str, ...]]
    lines: Mapping[str, tuple[str, ...]]

    @model_validator(mode="before")
    @classmethod
    def _opening_apart(cls, given: dict[str, object]) -> dict[str, object]:
        lines = given["lines"]
        assert isinstance(lines, dict)  # noqa: S101 so the file is
        return {**given, "opening": lines["opening"], "lines": {k: v for k, v in lines.items() if k != "opening"}}

    @model_validator(mode="after")
    def _is_whole(self) -> "Mentee":
        if set(self.lines) != set(_TOPICS) or set(self.opening) != set(SCENARIOS):
            raise ValueError(f"{self.id}: {sorted(set(self.lines) ^ set(_TOPICS))} are missing or unknown")
        return self


class Known(Frozen):
    """What can be asked of a persona, and what may be known of it: by the ids of its secrets."""

    research: tuple[str, ...]
    secrets: Mapping[str, tuple[str, ...]]
    stories: tuple[str, ...]


class Cast(Frozen):
    people: tuple[Mentee, ...]
    personas: Mapping[str, Known]


def cast(file: Path = CAST) -> Cast:
    return Cast.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))


class Speaker:
    """One of them in one meeting. Looks at the mentor's moves alone, never at how the meeting stands."""

    def __init__(self, mentee: Mentee, known: Known, seed: str) -> None:
        self._mentee, self._known, self._random = mentee, known, random.Random(seed)
        self._said: list[str] = []
        self._asked: list[str] = []  # secrets
        self._late = 0  # lines since the mentor named the time
        self.meant: str | None = None  # the secret that the last line asked about

    def opening(self, scenario: Scenario) -> str:
        return self._say(self._mentee.opening[scenario], self._mentee.lines["free"])

    def reply(self, moves: Sequence[Move]) -> str:
        self.meant = None
        self._late += bool(self._late) or any(move.kind == "name_time" for move in moves)
        if self._said and self._random.random() < _STUCK[self._mentee.level]:
            return self._say(self._said[-1:])
        if self._late > 1 and self._random.random() < _LEAVES:
            return self._say(self._mentee.lines["farewell"])
        last = moves[-1]
        if last.kind == "probe":
            if last.of == "their_story":
                return self._ask()
            said = self._about(last.of)
            return f"{said} {self._ask()}" if self._random.random() < _CURIOUS[self._mentee.level] / 3 else said
        if topic := _ANSWERS.get(last.kind):
            asks = topic == "story" and self._random.random() < _CURIOUS[self._mentee.level] / 2
            said = self._say(self._mentee.lines[topic], self._mentee.lines["free"])
            return f"{said} {self._ask()}" if asks else said
        if last.of in _REFUSED:
            return self._say(self._mentee.lines["refusal"], self._mentee.lines["free"])
        if self._random.random() < _CURIOUS[self._mentee.level]:
            return self._ask()
        own = [topic for topic in _OWN if not set(self._mentee.lines[topic]) & set(self._said)]
        if own and self._random.random() < 0.7:
            return self._about(own[0] if self._random.random() < 0.5 else self._random.choice(own))
        return self._say(self._mentee.lines["free"], *(self._mentee.lines[topic] for topic in _OWN))

    def _about(self, topic: str) -> str:
        own = self._mentee.lines[topic]
        if topic == "why_me" and self._mentee.level == "excellent":
            own = self._known.research
        return self._say(own, self._mentee.lines[topic], self._mentee.lines["free"])

    def _ask(self) -> str:
        """The excellent have looked at whom they meet."""
        if self._mentee.level == "excellent" and self._random.random() < 0.75:
            left = [id for id in self._known.secrets if id not in self._asked] or list(self._known.secrets)
            if self._random.random() < 0.65:
                self.meant = self._random.choice(left)
                self._asked.append(self.meant)
                return self._say(self._known.secrets[self.meant], self._known.stories)
            return self._say(self._known.stories, self._mentee.lines["their_story"])
        return self._say(self._mentee.lines["their_story"], self._mentee.lines["free"])

    def _say(self, *choices: Sequence[str]) -> str:
        """One of the first of the choices of which one was not said yet; else one of the first again."""
        for lines in choices:
            if left := [line for line in lines if line not in self._said]:
                self._said.append(self._random.choice(left))
                return self._said[-1]
        self._said.append(self._random.choice(choices[0]))
        return self._said[-1]

"""How rehearsed meetings went, in numbers and to be read. Pure functions."""

import itertools
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np

from assistant.skills.rehearsal.meeting import DIALS, Setting
from assistant.skills.rehearsal.partner import Answer
from assistant.skills.rehearsal.persona import SCENARIOS, personas
from assistant.skills.rehearsal.types import Said
from evals.mentees import LEVELS, Level, Mentee
from evals.metrics import Metric, auroc


class Held(NamedTuple):
    """A meeting that was held. `answers[0]` is the mentor's opening.

    Of each answer, what the line before it asked about: `asked`, as it was heard; `meant`, as it was written.
    """

    setting: Setting
    mentee: Mentee
    lines: tuple[Said, ...]
    answers: tuple[Answer, ...]
    asked: tuple[frozenset[str], ...]
    meant: tuple[str | None, ...]
    score: float

    @property
    def confided(self) -> list[str]:
        return [move.of for answer in self.answers for move in answer.moves if move.kind == "confide"]


def shares(meetings: Iterable[Held]) -> dict[str, float]:
    """Of each persona's secrets, the share that the excellent brought out in first meetings, not at the dial hard."""
    out: dict[str, set[str]] = {}
    for held in meetings:
        setting = held.setting
        if held.mentee.level == "excellent" and setting.scenario == "first_meeting" and setting.dial != "hard":
            out.setdefault(setting.persona.id, set()).update(held.confided)
    return {id: len(told) / len(personas()[id].secrets) for id, told in out.items()}


def fitting(meetings: Iterable[Held]) -> tuple[int, int]:
    """(how many secrets were told at a question that was written for them, how many were told)"""
    told = [
        (move.of, meant)
        for held in meetings
        for answer, meant in zip(held.answers, held.meant, strict=True)
        for move in answer.moves
        if move.kind == "confide"
    ]
    return sum(of == meant for of, meant in told), len(told)


def ranks(meetings: Sequence[Held]) -> dict[str, Metric]:
    """How well the debrief's score tells the levels apart: of each pair, the better one first."""
    by = {level: [held.score for held in meetings if held.mentee.level == level] for level in LEVELS}
    return {f"{one} over {two}": auroc(by[one], by[two]) for one, two in itertools.combinations(LEVELS, 2)}


def table(meetings: Sequence[Held]) -> str:
    """One line for each level and each of some groups of meetings."""
    groups: dict[str, Callable[[Held], bool]] = {level: _is_level(level) for level in LEVELS}
    groups["first meetings"] = lambda held: held.setting.scenario == "first_meeting"
    groups |= {scenario: _is_scenario(scenario) for scenario in SCENARIOS[1:]}
    groups |= {dial: _is_dial(dial) for dial in DIALS}
    groups |= {persona: _is_persona(persona) for persona in personas()}
    rows = [f"{'':18}{'n':>5}  lines 5/50/95 %  score  confided  told  good fair poor offended"]
    for name, belongs in {"all": lambda _: True, **groups}.items():
        own = [held for held in meetings if belongs(held)]
        if own:
            rows.append(f"{name:18}{len(own):5}  {_row(own)}")
    return "\n".join(rows)


def _row(own: Sequence[Held]) -> str:
    low, middle, high = np.quantile([len(held.lines) for held in own], [0.05, 0.5, 0.95])
    kinds = Counter(move.kind for held in own for answer in held.answers for move in answer.moves)
    ends = Counter(held.answers[-1].state.ended for held in own)
    return (
        f"{low:5.0f}{middle:5.0f}{high:5.0f}  {statistics.mean(held.score for held in own):5.2f}"
        f"  {kinds['confide'] / len(own):8.2f}{kinds['tell'] / len(own):6.2f}"
        f"  {ends['good']:4}{ends['fair']:5}{ends['poor']:5}{ends['offended']:9}"
    )


def _is_level(level: Level) -> Callable[[Held], bool]:
    return lambda held: held.mentee.level == level


def _is_scenario(scenario: str) -> Callable[[Held], bool]:
    return lambda held: held.setting.scenario == scenario


def _is_dial(dial: str) -> Callable[[Held], bool]:
    return lambda held: held.setting.dial == dial


def _is_persona(persona: str) -> Callable[[Held], bool]:
    return lambda held: held.setting.persona.id == persona


def as_text(held: Held) -> str:
    """A meeting to read, with the mentor's moves and how it stands."""
    setting, mentee = held.setting, held.mentee
    persona = setting.persona
    rows = [
        f"=== {persona.name} ({persona.temper}), {setting.scenario}, {setting.dial}; {mentee.id}, {mentee.level},"
        f" {mentee.trade}, {mentee.voice}; score {held.score:.2f}"
    ]
    answers = iter(held.answers)
    for said in held.lines:
        if said.role == "mentee":
            rows.append(f"      ME: {said.text or '(silence)'}")
        else:
            answer = next(answers)
            moves = ", ".join(f"{move.kind} {move.of}".strip() for move in answer.moves)
            state = answer.state
            rows.append(f"  MENTOR: {said.text}  [{moves}; {state.left:.0f} min, w{state.warmth} p{state.patience}]")
    return "\n".join(rows)

"""The debrief of a meeting: what was observed, why it matters, what would have been better. Pure functions.

Facts first, then why, then next time (Tannenbaum and Cerasoli 2013); nothing is praised that did not happen.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from assistant.brief import Brief, Candidate
from assistant.sentence import Citation
from assistant.skills.rehearsal.better import better, facts
from assistant.skills.rehearsal.observe import Reading, observe
from assistant.skills.rehearsal.rubric import Rule, rubric
from assistant.skills.rehearsal.types import Debrief, Drill, Finding, Said, Seen
from knowledge.turns import GOOD, POOR, Behaviour

_COST = 0.15  # what each poor behaviour takes from the score
# What is drilled first: what does harm, then what a meeting cannot do without, then what makes it a good one.
ORDER: tuple[Behaviour, ...] = (
    *POOR,
    "said_what_help_wanted", "asked_open_questions", "short_term_goal", "said_why_this_mentor",
    "listened_built_on_answers", "agreed_next_step_or_homework", "explained_steps_already_taken",
    "invited_critical_feedback", "thanked", "proposed_cadence_or_ground_rules", "asked_good_time",
    "showed_research_on_mentor", "on_time_or_acknowledged_time", "offered_something_in_return", "long_term_goal",
)  # fmt: skip


class Means(NamedTuple):
    """What a debrief needs beside the meeting. `limits`: from which probability on a behaviour counts."""

    read: Reading
    limits: Mapping[Behaviour, float]
    citations: Mapping[Behaviour, tuple[Citation, ...]]


def debrief(
    meeting: Sequence[Said], means: Means, brief: Brief | None = None, candidate: Candidate | None = None
) -> Debrief:
    """`brief` gives the better lines their facts; `candidate`: whom of it the meeting was with."""
    seen = observe(meeting, means.read, means.limits)
    known = facts(brief or Brief(), candidate)
    findings = tuple(_finding(name, seen[name], meeting, rule, means, known) for name, rule in rubric().items())
    lacking = [name for name in ORDER if seen[name].observed == (name in POOR)]
    drill = _drill(lacking[0], known) if lacking else None
    return Debrief(findings=findings, score=score(seen), drill=drill)


def score(seen: Mapping[Behaviour, Seen]) -> float:
    """The share of the good behaviours that were observed, less what the poor ones cost; 0 to 1."""
    good = sum(seen[name].observed for name in GOOD) / len(GOOD)
    return round(max(0.0, good - _COST * sum(seen[name].observed for name in POOR)), 3)


def _finding(
    name: Behaviour, seen: Seen, meeting: Sequence[Said], rule: Rule, means: Means, known: dict[str, str]
) -> Finding:
    quote = None
    if seen.turn is not None and seen.span is not None:
        quote = meeting[seen.turn - 1].text[slice(*seen.span)]
    lacking = seen.observed == (name in POOR)
    return Finding(
        behaviour=name, observed=seen.observed, quote=quote, turn=seen.turn, why=rule.why,
        citations=means.citations.get(name, ()), better=better(rule, known) if lacking else None,
    )  # fmt: skip


def _drill(name: Behaviour, known: dict[str, str]) -> Drill:
    rule = rubric()[name]
    return Drill(behaviour=name, why=rule.why, better=better(rule, known), moments=rule.drill)

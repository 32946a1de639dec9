"""The sentences and plans of drafted messages, loaded from `wording/drafts/`."""

import re
from collections.abc import Mapping
from functools import cache
from string import Formatter
from typing import Any, NamedTuple

from assistant.skills.outreach.types import Tone
from assistant.word.lines import FOLDER
from knowledge.letters import CHANNELS, Channel, Medium
from knowledge.types import Frozen

_CONDITION = re.compile(r"\[(?P<no>!?)(?P<place>[\w.]+)\]\s*")
_SENTENCE_ENDS = re.compile(r"(?<=[.?!])\s+(?=[A-Z{])")


class Variant(NamedTuple):
    """One way to say a sentence. `when`, `unless`: places that must, or must not, have a value."""

    sentences: tuple[str, ...]
    places: frozenset[str]
    when: frozenset[str]
    unless: frozenset[str]


class Step(NamedTuple):
    """One sentence of a plan, by its name."""

    sentence: str
    paragraph: bool = False
    may_go: bool = False  # where the message would be too long
    if_short: bool = False  # only where the message would be too short
    may_shrink: bool = False  # to its last variant, which says nothing about anybody


class Plan(Frozen):
    """One way to put a message together: `steps` by medium."""

    approach: str
    subject: str
    steps: Mapping[Medium, tuple[Step, ...]]


@cache
def sentences() -> dict[str, dict[Tone | str, tuple[Variant, ...]]]:
    """The variants of each sentence by tone, those for any tone under 'any'."""
    return {
        name: {tone: tuple(_variant(line) for line in lines) for tone, lines in by_tone.items()}
        for name, by_tone in _load("sentences.yaml").items()
    }


@cache
def plans() -> dict[Channel, tuple[Plan, Plan]]:
    """The two plans of each channel. Raises ValueError where one names an unknown sentence."""
    found: dict[Channel, tuple[Plan, Plan]] = {}
    described = _load("plans.yaml")
    for channel in CHANNELS:
        first, second = described[channel]
        found[channel] = (_plan(first), _plan(second))
    named = {
        step.sentence for pair in found.values() for plan in pair for steps in plan.steps.values() for step in steps
    }
    named |= {plan.subject for pair in found.values() for plan in pair}
    if unknown := named ^ sentences().keys():
        raise ValueError(f"Sentences of the plans and of sentences.yaml differ: {sorted(unknown)}")
    return found


def variants(name: str, tone: Tone) -> tuple[Variant, ...]:
    """The ways to say a sentence in a tone, in the order in which they are tried."""
    by_tone = sentences()[name]
    return by_tone.get(tone, ()) + by_tone.get("any", ())


def _load(file: str) -> dict[str, Any]:
    import yaml

    loaded: dict[str, Any] = yaml.load((FOLDER / "drafts" / file).read_text(encoding="utf-8"), yaml.CSafeLoader)
    return loaded


def _plan(fields: dict[str, str]) -> Plan:
    media: tuple[Medium, ...] = ("email", "chat", "linkedin")
    steps = {medium: tuple(_step(word) for word in fields[medium].split()) for medium in media}
    return Plan(approach=fields["approach"], subject=fields["subject"], steps=steps)


def _step(word: str) -> Step:
    return Step(word.strip("/?+~"), word.startswith("/"), word.endswith("?"), word.endswith("+"), word.endswith("~"))


def _variant(line: str) -> Variant:
    conditions = list(_CONDITION.finditer(line))
    text = _CONDITION.sub("", line)
    return Variant(
        sentences=tuple(_SENTENCE_ENDS.split(text)),
        places=frozenset(place for _, place, _, _ in Formatter().parse(text) if place),
        when=frozenset(found["place"] for found in conditions if not found["no"]),
        unless=frozenset(found["place"] for found in conditions if found["no"]),
    )

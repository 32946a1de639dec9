"""The slots of the Brief that the suite `objectives` looks at, and how many of their values are right. Pure functions.

An objective is three units. A measure may sit in the text or the other way round; measure and deadline are compared
only where the texts matched.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel, ConfigDict, field_validator, model_validator

from assistant.brief import Slot
from evals.matching import Fit, fit, pairs
from evals.substance import Substance, substance

_OF_A_BRIEF = {name for part in get_args(Slot) for name in (get_args(part) or (part,))}


class Target(BaseModel):
    """An objective."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    text: str = ""
    measure: str | None = None
    deadline: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _text_alone(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value

    @field_validator("text", mode="before")
    @classmethod
    def _none_is_empty(cls, value: Any) -> Any:
        return "" if value is None else value


class Slots(BaseModel):
    """Values by slot, one or none where the slot is a single one. Other slots of a Brief are left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    next_role: tuple[str, ...] = ()
    next_role_alternatives: tuple[str, ...] = ()
    horizon: tuple[str, ...] = ()
    strengths: tuple[str, ...] = ()
    weaknesses: tuple[str, ...] = ()
    objectives: tuple[Target, ...] = ()
    mentor_qualities: tuple[str, ...] = ()
    offer_in_return: tuple[str, ...] = ()
    constraints: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _known(cls, value: Any) -> Any:
        """A misspelt slot would make every right value of it a wrong one."""
        if isinstance(value, dict) and (unknown := sorted(str(k) for k in value.keys() - _OF_A_BRIEF)):
            raise ValueError(f"{unknown[0]!r} is no slot of the Brief")
        return value

    @field_validator("*", mode="before")
    @classmethod
    def _listed(cls, value: Any) -> Any:
        return () if value is None else (value,) if isinstance(value, str | dict) else value


SLOTS: tuple[str, ...] = tuple(Slots.model_fields)


class Counts(NamedTuple):
    """Predicted values and how many of them are right; gold values and how many of them were found."""

    predicted: int = 0
    right: int = 0
    gold: int = 0
    found: int = 0


def count(predicted: Slots, gold: Slots, extra: Slots, today: date) -> dict[str, Counts]:
    """By slot. A predicted value that is no gold value but an acceptable extra is left out of the count."""
    counts = {}
    for slot in SLOTS:
        one, other, beside = (_things(values, slot, today) for values in (predicted, gold, extra))
        counts[slot] = _count(one, other, beside)
    return counts


class _Thing(NamedTuple):
    """A value of a list, or an objective with its two other units."""

    text: Substance
    measure: Substance | None = None
    deadline: Substance | None = None

    def units(self) -> Iterator[tuple[Substance, bool]]:
        """Each with whether it is a deadline."""
        if self.text.words:
            yield self.text, False
        if self.measure:
            yield self.measure, False
        if self.deadline:
            yield self.deadline, True


def _things(values: Slots, slot: str, today: date) -> list[_Thing]:
    if slot == "objectives":
        return [_target(each, today) for each in values.objectives]
    return [_Thing(substance(value, today, dated=slot == "horizon")) for value in getattr(values, slot)]


def _target(target: Target, today: date) -> _Thing:
    return _Thing(
        text=substance(target.text, today),
        measure=substance(target.measure, today) if target.measure else None,
        deadline=substance(target.deadline, today, dated=True) if target.deadline else None,
    )


def _count(predicted: Sequence[_Thing], gold: Sequence[_Thing], extra: Sequence[_Thing]) -> Counts:
    chosen = pairs(predicted, gold, _fit, lambda thing: thing.text.words)
    all_predicted = right = all_gold = found = 0
    for p, one in enumerate(predicted):
        partners = [gold[g] for other, g in chosen if other == p]
        beside = [thing for thing in extra if _fit(one, thing)]
        if beside and not partners:
            continue
        for unit in one.units():
            if _in_any(unit, partners):
                right += 1
                all_predicted += 1
            elif not _in_any(unit, beside):
                all_predicted += 1
    for g, other in enumerate(gold):
        partners = [predicted[p] for p, one_of in chosen if one_of == g]
        units = [_in_any(unit, partners) for unit in other.units()]
        all_gold += len(units)
        found += sum(units)
    return Counts(all_predicted, right, all_gold, found)


def _fit(one: _Thing, other: _Thing) -> Fit | None:
    """How well two values match; of objectives, text with text, or one's text with the other's measure."""
    tries = [fit(one.text, other.text)]
    if other.measure:
        tries.append(fit(one.text, other.measure))
    if one.measure:
        tries.append(fit(one.measure, other.text))
    return max((found for found in tries if found), default=None)


def _in_any(unit: tuple[Substance, bool], things: Sequence[_Thing]) -> bool:
    """Whether a unit matches one of its kind: a deadline a deadline, a text or a measure either of them."""
    value, is_deadline = unit
    return any(
        fit(value, other) is not None
        for thing in things
        for other, other_is_deadline in thing.units()
        if other_is_deadline == is_deadline
    )

"""Changes to the Brief that no message makes: by hand, or all at once. Pure functions."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from assistant.brief import LISTS, SINGLE, Brief, Fact, Objective, Place
from assistant.understand.dates import resolve


def without(brief: Brief, place: Place, fact: Fact) -> Brief:
    """The Brief without one fact; an objective goes with its text."""
    if place.slot == "objectives":
        if place.part == "text":
            kept = tuple(o for o in brief.objectives if o.id != place.objective)
        else:
            less = {str(place.part): None}
            kept = tuple(o.model_copy(update=less) if o.id == place.objective else o for o in brief.objectives)
        return brief.model_copy(update={"objectives": kept})
    if place.slot in LISTS:
        return brief.model_copy(update={place.slot: tuple(f for f in brief.listed(place.slot) if f.id != fact.id)})
    return brief.model_copy(update={place.slot: None})


def confirmed(brief: Brief, fact_id: str | None = None) -> Brief:
    """The Brief with one fact confirmed, or every one: it was read back, and the person said yes."""
    return _mapped(
        brief, lambda fact: fact.model_copy(update={"confirmed": True}) if fact_id in (None, fact.id) else fact
    )


def entered(brief: Brief, place: Place, fact: Fact) -> Brief:
    """The Brief with a fact that was typed in by hand; in a single slot it takes the place of what stood there."""
    if place.slot == "objectives":
        if place.part in (None, "text"):
            return brief.model_copy(update={"objectives": (*brief.objectives, Objective(text=fact))})
        changed = [
            o.model_copy(update={str(place.part): fact}) if o.id == place.objective else o for o in brief.objectives
        ]
        return brief.model_copy(update={"objectives": tuple(changed)})
    if place.slot in LISTS:
        return brief.model_copy(update={place.slot: (*brief.listed(place.slot), fact)})
    return brief.model_copy(update={place.slot: fact})


def replaced(brief: Brief, fact_id: str, by: Fact) -> Brief:
    """The Brief with another fact in the place of one; an objective keeps its identity."""
    keep = {"id": fact_id} if brief.objective(fact_id) else {}
    return _mapped(brief, lambda fact: by.model_copy(update=keep) if fact.id == fact_id else fact)


def _mapped(brief: Brief, change: Callable[[Fact], Fact]) -> Brief:
    fields: dict[str, Any] = {}
    for slot in SINGLE:
        fact = getattr(brief, slot)
        fields[slot] = change(fact) if fact else None
    for listed in LISTS:
        fields[listed] = tuple(change(fact) for fact in getattr(brief, listed))
    fields["objectives"] = tuple(
        o.model_copy(update={part: change(fact) for part, fact in o.parts()}) for o in brief.objectives
    )
    return brief.model_copy(update=fields)


def edited(brief: Brief, fact_id: str, value: str, at: datetime) -> Brief:
    """The Brief with one fact's value as the person has typed it; an empty one takes it out, an unknown id nothing."""
    if not value:
        found = next(((place, fact) for place, fact in brief.facts() if fact.id == fact_id), None)
        return without(brief, *found) if found else brief

    def change(fact: Fact) -> Fact:
        if fact.id != fact_id or fact.value == value:
            return fact
        return Fact(id=fact.id, value=value, origin="by hand", at=at, confirmed=True, until=resolve(value, at.date()))

    return _mapped(brief, change)

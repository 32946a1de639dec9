"""Changes to the Brief that no message makes: by hand, or all at once. Pure functions."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from assistant.brief import LISTS, SINGLE, Brief, Candidate, Fact, Objective, Place
from assistant.understand.dates import resolve


def without(brief: Brief, place: Place, fact: Fact) -> Brief:
    """The Brief without one fact; an objective goes with its text, a candidate with the name."""
    if owner := brief.owner(place):
        return _with(brief, place, owner, None if place.head else owner.model_copy(update={str(place.part): None}))
    if place.slot in LISTS:
        return brief.model_copy(update={place.slot: tuple(f for f in brief.listed(place.slot) if f.id != fact.id)})
    return brief.model_copy(update={place.slot: None}) if place.slot in SINGLE else brief


def confirmed(brief: Brief, fact_id: str | None = None) -> Brief:
    """The Brief with one fact confirmed, or every one: it was read back, and the person said yes."""
    return _mapped(
        brief, lambda fact: fact.model_copy(update={"confirmed": True}) if fact_id in (None, fact.id) else fact
    )


def entered(brief: Brief, place: Place, fact: Fact) -> Brief:
    """The Brief with a fact that was typed in by hand; in a single slot it takes the place of what stood there.

    A text or a name is a new objective or candidate, unless the place says of which one it is; one that says so keeps
    its identity. A part of one that is not here changes nothing.
    """
    if owner := brief.owner(place):
        fact = fact.model_copy(update={"id": owner.id}) if place.head else fact
        part = place.part or next(owner.parts())[0]
        return _with(brief, place, owner, owner.model_copy(update={part: fact}))
    if place.slot in ("objectives", "candidates"):
        if not place.head:
            return brief
        if place.slot == "objectives":
            return brief.model_copy(update={"objectives": (*brief.objectives, Objective(text=fact))})
        return brief.model_copy(update={"candidates": (*brief.candidates, Candidate(name=fact))})
    if place.slot in LISTS:
        return brief.model_copy(update={place.slot: (*brief.listed(place.slot), fact)})
    return brief.model_copy(update={place.slot: fact})


def replaced(brief: Brief, fact_id: str, by: Fact) -> Brief:
    """The Brief with another fact in the place of one; an objective or a candidate keeps its identity."""
    keep = {"id": fact_id} if brief.objective(fact_id) or brief.candidate(fact_id) else {}
    return _mapped(brief, lambda fact: by.model_copy(update=keep) if fact.id == fact_id else fact)


def _with(brief: Brief, place: Place, owner: Objective | Candidate, changed: Objective | Candidate | None) -> Brief:
    """The Brief with another in the place of an objective or a candidate, or with none."""
    kept = (changed if each is owner else each for each in getattr(brief, place.slot))
    return brief.model_copy(update={place.slot: tuple(each for each in kept if each is not None)})


def _mapped(brief: Brief, change: Callable[[Fact], Fact]) -> Brief:
    fields: dict[str, Any] = {}
    for slot in SINGLE:
        fact = getattr(brief, slot)
        fields[slot] = change(fact) if fact else None
    for listed in LISTS:
        fields[listed] = tuple(change(fact) for fact in getattr(brief, listed))
    for owners in ("objectives", "candidates"):
        fields[owners] = tuple(
            each.model_copy(update={part: change(fact) for part, fact in each.parts()})
            for each in getattr(brief, owners)
        )
    return brief.model_copy(update=fields)


def edited(brief: Brief, fact_id: str, value: str, at: datetime) -> Brief:
    """The Brief with one fact's value as the person has typed it; an empty one takes it out, an unknown id nothing."""
    place, before = next(((place, fact) for place, fact in brief.facts() if fact.id == fact_id), (None, None))
    if place is None or before is None or before.value == value:
        return brief
    if not value:
        return without(brief, place, before)
    until = resolve(value, at.date()) if place.dated else None
    fact = Fact(id=fact_id, value=value, origin="by hand", at=at, confirmed=True, until=until)
    return replaced(brief, fact_id, fact)

"""Make a change of the Brief once more, or take it back, on a Brief that has been changed since. Pure functions.

Taking a change back is making the opposite one: from its result to what it was made from.
"""

from collections.abc import Callable, Iterable, Sequence, Set
from typing import Any, TypeVar

from assistant.alike import same
from assistant.brief import CANDIDATE_PARTS, LISTS, OBJECTIVE_PARTS, SINGLE, Brief, Candidate, Fact, Objective, Part
from assistant.edits import without

T = TypeVar("T", Fact, Objective, Candidate)
Owner = TypeVar("Owner", Objective, Candidate)


def merged(current: Brief, before: Brief, after: Brief) -> Brief:
    """`current` with the change that leads from `before` to `after`, fact by fact.

    What does not stand in `current` as it did in `before` has been changed by something else since, and stays; so does
    an objective or a candidate of which another part stays. Nothing is added that is there already in other words; a
    candidate whose name is there gets what was not told yet.
    """
    fields: dict[str, Any] = {
        slot: _fact(getattr(before, slot), getattr(after, slot), getattr(current, slot)) for slot in SINGLE
    }
    for slot in LISTS:
        old, new, here = ({fact.id: fact for fact in brief.listed(slot)} for brief in (before, after, current))
        facts = {key: _fact(old.get(key), new.get(key), here.get(key)) for key in [*here, *new]}
        fields[slot] = _listed(filter(None, facts.values()), list(here), list(new), _same_fact)
    old_o, new_o, here_o = ({each.id: each for each in brief.objectives} for brief in (before, after, current))
    objectives = _owners(OBJECTIVE_PARTS, old_o, new_o, here_o)
    fields["objectives"] = _listed(objectives, list(here_o), list(new_o), _same_objective)
    old_c, new_c, here_c = ({each.id: each for each in brief.candidates} for brief in (before, after, current))
    candidates = _owners(CANDIDATE_PARTS, old_c, new_c, here_c)
    listed = _listed(candidates, list(here_c), list(new_c), _same_name)
    twice = [each for each in candidates if each not in listed]
    fields["candidates"] = tuple(_filled(each, twice) for each in listed)
    return current.model_copy(update=fields)


def without_messages(brief: Brief, messages: Set[str]) -> Brief:
    """The Brief without the facts that these messages told; an objective or a candidate stays with what was added to it
    elsewhere."""
    for place, fact in reversed(list(brief.facts())):  # the parts of an objective before its text
        if fact.message not in messages:
            continue
        owner = brief.owner(place) if place.head else None
        if owner is None or len(list(owner.parts())) == 1:
            brief = without(brief, place, fact)
    return brief


def _fact(before: Fact | None, after: Fact | None, current: Fact | None) -> Fact | None:
    return current if before == after or _identity(before) != _identity(current) else after


def _identity(fact: Fact | None) -> tuple[str, str, str | None] | None:
    """What makes a fact the same still, confirmed or not."""
    return (fact.id, fact.value, fact.message) if fact else None


def _owners(
    parts: Sequence[Part], before: dict[str, Owner], after: dict[str, Owner], current: dict[str, Owner]
) -> list[Owner]:
    """Those of one kind by their ids, merged part by part; the first part is the one that none can be without."""
    found = list[Owner]()
    for key in dict.fromkeys([*current, *after]):
        old, new, here = before.get(key), after.get(key), current.get(key)
        facts: dict[str, Fact | None] = {
            part: _fact(*(getattr(each, part, None) for each in (old, new, here))) for part in parts
        }
        if facts[parts[0]] is None and here is not None and any(facts.values()):
            facts[parts[0]] = getattr(here, parts[0])
        if facts[parts[0]] is not None and (known := here or new) is not None:
            found.append(known.model_copy(update=facts))
    return found


def _listed(
    items: Iterable[T], here: Sequence[str], new: Sequence[str], alike: Callable[[T, T], bool]
) -> tuple[T, ...]:
    """Those with ids that are here keep their order; each new one follows the one that it followed in `new`."""
    items = list(items)
    listed = [item for item in items if item.id in here]
    for item in items:
        if item.id not in here and not any(alike(item, other) for other in listed):
            earlier = new[: new.index(item.id)]
            at = max((number for number, other in enumerate(listed, 1) if other.id in earlier), default=0)
            listed.insert(at, item)
    return tuple(listed)


def _filled(candidate: Candidate, others: Sequence[Candidate]) -> Candidate:
    """With what is told of the same person under another id, where nothing is told here."""
    parts: dict[str, Any] = {}
    for each in (*(other for other in others if _same_name(candidate, other)), candidate):
        parts |= dict(each.parts())
    return candidate.model_copy(update=parts)


def _same_fact(one: Fact, other: Fact) -> bool:
    return same(one.value, other.value)


def _same_objective(one: Objective, other: Objective) -> bool:
    return same(one.text.value, other.text.value)


def _same_name(one: Candidate, other: Candidate) -> bool:
    """Names alone: 'Tom' and 'Tom Reed' may be two people."""
    return one.name.value.casefold().split() == other.name.value.casefold().split()

"""Make a change of the Brief once more, or take it back, on a Brief that has been changed since. Pure functions.

Taking a change back is making the opposite one: from its result to what it was made from.
"""

from collections.abc import Iterable, Sequence, Set
from typing import Any, TypeVar

from assistant.alike import same
from assistant.brief import LISTS, SINGLE, Brief, Fact, Objective, Part
from assistant.edits import without

T = TypeVar("T", Fact, Objective)


def merged(current: Brief, before: Brief, after: Brief) -> Brief:
    """`current` with the change that leads from `before` to `after`, fact by fact.

    What does not stand in `current` as it did in `before` has been changed by something else since, and stays; so does
    an objective whose measure or deadline stays. Nothing is added that is there already in other words.
    """
    fields: dict[str, Any] = {
        slot: _fact(getattr(before, slot), getattr(after, slot), getattr(current, slot)) for slot in SINGLE
    }
    for slot in LISTS:
        old, new, here = ({fact.id: fact for fact in brief.listed(slot)} for brief in (before, after, current))
        facts = {key: _fact(old.get(key), new.get(key), here.get(key)) for key in [*here, *new]}
        fields[slot] = _listed(filter(None, facts.values()), list(here), list(new))
    ids, added = [o.id for o in current.objectives], [o.id for o in after.objectives]
    versions = [[brief.objective(key) for brief in (before, after, current)] for key in dict.fromkeys([*ids, *added])]
    fields["objectives"] = _listed(filter(None, (_objective(*each) for each in versions)), ids, added)
    return current.model_copy(update=fields)


def without_messages(brief: Brief, messages: Set[str]) -> Brief:
    """The Brief without the facts that these messages told; an objective stays with what was added to it elsewhere."""
    for place, fact in reversed(list(brief.facts())):  # the parts of an objective before its text
        if fact.message not in messages:
            continue
        owner = brief.objective(place.objective) if place.part == "text" else None
        if owner is None or not (owner.measure or owner.deadline):
            brief = without(brief, place, fact)
    return brief


def _fact(before: Fact | None, after: Fact | None, current: Fact | None) -> Fact | None:
    return current if before == after or _identity(before) != _identity(current) else after


def _identity(fact: Fact | None) -> tuple[str, str, str | None] | None:
    """What makes a fact the same still, confirmed or not."""
    return (fact.id, fact.value, fact.message) if fact else None


def _objective(before: Objective | None, after: Objective | None, current: Objective | None) -> Objective | None:
    def part(name: Part) -> Fact | None:
        return _fact(*(getattr(objective, name, None) for objective in (before, after, current)))

    text, measure, deadline = part("text"), part("measure"), part("deadline")
    if text is None and current is not None and (measure or deadline):
        text = current.text
    return Objective(text=text, measure=measure, deadline=deadline) if text else None


def _listed(items: Iterable[T], here: Sequence[str], new: Sequence[str]) -> tuple[T, ...]:
    """Those with ids that are here keep their order; each new one follows the one that it followed in `new`."""
    items = list(items)
    listed = [item for item in items if item.id in here]
    for item in items:
        if item.id not in here and not any(same(_value(item), _value(other)) for other in listed):
            earlier = new[: new.index(item.id)]
            at = max((number for number, other in enumerate(listed, 1) if other.id in earlier), default=0)
            listed.insert(at, item)
    return tuple(listed)


def _value(item: Fact | Objective) -> str:
    return item.value if isinstance(item, Fact) else item.text.value

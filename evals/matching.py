"""The lenient match of slot values: who said the same as whom. Pure functions; the rule is that of FORMATS.md.

Two values match where they share at least half of the shorter one's words (stop words dropped, cut to five letters)
and do not contradict each other in numbers, dates or names. They are matched one to one, best first; a value that
covers two of the other side matches both.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from evals.substance import Substance, substance

HALF = 0.5
Fit = tuple[float, float]  # the share of the shorter one's words, and among equals the share of both ones' words
Value = TypeVar("Value")


def matches(one: str, other: str, today: date, dated: bool = False) -> bool:
    """Whether two values match, regarded alone. `dated`: they say when something is to be."""
    return fit(substance(one, today, dated), substance(other, today, dated)) is not None


def fit(one: Substance, other: Substance) -> Fit | None:
    """How well they match; None where they do not."""
    shared = len(one.words & other.words)
    if not shared or shared < HALF * min(len(one.words), len(other.words)) or not _agree(one, other):
        return None
    return shared / min(len(one.words), len(other.words)), shared / len(one.words | other.words)


def _agree(one: Substance, other: Substance) -> bool:
    """Whether the numbers, dates and names of one of them are all in the other: saying less is no contradiction."""
    return (
        _nested(one.numbers, other.numbers)
        and _nested(one.dates, other.dates)
        and _nested(one.days, other.days)
        and (one.names <= other.words or other.names <= one.words)
    )


def _nested(one: frozenset[Value], other: frozenset[Value]) -> bool:
    return one <= other or other <= one


def pairs(
    predicted: Sequence[Value],
    gold: Sequence[Value],
    fit: Callable[[Value, Value], Fit | None],
    words: Callable[[Value], frozenset[str]],
) -> list[tuple[int, int]]:
    """Positions (predicted, gold) that match: one to one, best first, and then what one value covers beyond that."""
    tried = {(p, g): fit(one, other) for p, one in enumerate(predicted) for g, other in enumerate(gold)}
    fits = {pair: found for pair, found in tried.items() if found}
    chosen: list[tuple[int, int]] = []
    for p, g in sorted(fits, key=lambda pair: (fits[pair], -pair[0], -pair[1]), reverse=True):
        if all(p != taken_p and g != taken_g for taken_p, taken_g in chosen):
            chosen.append((p, g))
    for p, g in sorted(fits.keys() - set(chosen)):
        if not any(g == taken for _, taken in chosen):
            rest = words(predicted[p]).difference(*(words(gold[other]) for one, other in chosen if one == p))
            covered = words(gold[g])
        elif not any(p == taken for taken, _ in chosen):
            rest = words(gold[g]).difference(*(words(predicted[other]) for other, one in chosen if one == g))
            covered = words(predicted[p])
        else:
            continue
        if len(rest & covered) >= HALF * len(covered):
            chosen.append((p, g))
    return chosen

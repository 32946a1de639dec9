"""A change of a text. Pure functions."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple


class Edit(NamedTuple):
    """`text` in the place of the characters `start` to `end`."""

    start: int
    end: int
    text: str


def joined(text: str, edits: Sequence[Edit]) -> Edit | None:
    """Several edits as one, with what stands between them."""
    ordered = sorted(edits)
    if not ordered or any(a.end > b.start for a, b in pairwise(ordered)):
        return None
    made, at = "", ordered[0].start
    for edit in ordered:
        made += text[at : edit.start] + edit.text
        at = edit.end
    return Edit(ordered[0].start, at, made)

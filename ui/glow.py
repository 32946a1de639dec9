"""Which facts of the Brief are new on the page: they glow once, and not again when the page is drawn anew."""

from collections.abc import Iterable, Mapping
from time import monotonic
from typing import NamedTuple

import streamlit as st

from assistant.brief import Fact

_SECONDS = 4.0  # longer than the glow lasts: a page that is drawn twice must not cut it short


class Seen(NamedTuple):
    """A value as it was drawn, and when it was first drawn so; `since` is 0 for what the page began with."""

    value: str
    since: float


def fresh(place: str, facts: Iterable[Fact]) -> frozenset[str]:
    """The ids of the facts that have just come or changed in this place of this tab."""
    key, now = f"mp-seen-{place}", monotonic()
    before: Mapping[str, Seen] | None = st.session_state.get(key)
    seen = look(before, facts, now)
    st.session_state[key] = seen
    return frozenset(fact_id for fact_id, each in seen.items() if each.since and now - each.since < _SECONDS)


def look(before: Mapping[str, Seen] | None, facts: Iterable[Fact], now: float) -> dict[str, Seen]:
    """What is seen now. `before`: what was seen last, None when the page is drawn for the first time."""
    seen: dict[str, Seen] = {}
    for fact in facts:
        known = before.get(fact.id) if before is not None else Seen(fact.value, 0.0)
        seen[fact.id] = known if known is not None and known.value == fact.value else Seen(fact.value, now)
    return seen

"""The Brief in words: what has changed, the whole of it, the statement, and the minute to say aloud.

Values are the person's own words, of any form, so the sentences around them are built to take any: a label and a colon
rather than a clause that might not fit.
"""

import re
from collections.abc import Sequence

from assistant.brief import SHOWN, Brief, Fact, Objective, Slot
from assistant.moves import Change

LABELS: dict[Slot, str] = {
    "current_role": "Where you are",
    "next_role": "Next position",
    "next_role_alternatives": "Positions still open",
    "horizon": "By when",
    "long_term": "In the long run",
    "strengths": "Good at",
    "weaknesses": "Missing",
    "objectives": "To be reached",
    "tried": "Tried so far",
    "help_wanted": "Help wanted",
    "help_unwanted": "Help not wanted",
    "mentor_qualities": "The mentor",
    "offer_in_return": "In return",
    "constraints": "Limits",
    "candidates": "Candidates",
    "shortlist": "Shortlist",
    "board": "Board",
    "agreement": "Agreement",
    "meetings": "Meetings",
    "drafts": "Drafts",
    "rehearsals": "Rehearsals",
}
PARTS = {"measure": "how one will see it", "deadline": "by"}


def changed(change: Change) -> str:
    """One change, as a piece of a sentence: 'next position: data architect'."""
    place = change.place
    label = PARTS[place.part] if place.part in PARTS else LABELS[place.slot].lower()
    if change.after is None:
        return f"{label}: {change.before}"
    if change.before is not None:
        return f"{label}: {change.after}, instead of {change.before}"
    return f"{label}: {change.after}"


def objective_line(objective: Objective) -> str:
    """'Lead the design review (how one will see it: twice alone; by: June)'"""
    parts = [f"{PARTS[part]}: {fact.value}" for part, fact in objective.parts() if part in PARTS]
    return objective.text.value + (f" ({'; '.join(parts)})" if parts else "")


def summary(brief: Brief) -> list[str]:
    """The Brief, one line for each slot that has something."""
    lines = []
    for slot in SHOWN:
        if slot == "objectives":
            values = [objective_line(o) for o in brief.objectives]
        else:
            values = [fact.value for fact in brief.listed(slot)]
        if values:
            lines.append(f"{LABELS[slot]}: {'; '.join(values)}")
    return lines


def statement(brief: Brief) -> str:
    """The objective, as one statement; empty where there is none."""
    if not brief.objectives:
        role = brief.next_role
        return "" if role is None else _sentence(f"Next I want this position: {role.value}{_by(brief)}")
    first = brief.objectives[0]
    text = f"What I want to reach: {first.text.value}"
    if first.deadline:
        text += when(first.deadline.value)
    if first.measure:
        text += f". I will have it when this can be seen: {first.measure.value}"
    return _sentence(text)


def minute(brief: Brief) -> list[str]:
    """What to say in the first minute: where I am, where to, what I tried, what I would like from you."""
    said: list[str] = []
    if brief.current_role:
        said.append(_where(brief.current_role.value))
    if brief.next_role:
        said.append(f"My next step: {brief.next_role.value}{_by(brief)}")
    elif brief.next_role_alternatives:
        said.append("I am still choosing: " + " or ".join(fact.value for fact in brief.next_role_alternatives))
    if brief.objectives:
        said.append(statement(brief))
    if brief.strengths:
        said.append(f"What I bring: {_listed(brief.strengths[:3])}")
    if brief.weaknesses:
        said.append(f"What I still lack: {_listed(brief.weaknesses[:2])}")
    if brief.tried:
        said.append(f"So far I have tried this: {_listed(brief.tried[:2])}")
    if brief.help_wanted:
        said.append(f"What I would like from you: {_listed(brief.help_wanted[:2])}")
    if brief.offer_in_return:
        said.append(f"What I can offer you: {_listed(brief.offer_in_return[:2])}")
    return [_sentence(text) for text in said]


def _where(role: str) -> str:
    bare = re.sub(r"^(?:an?|the|my)\s+", "", role, flags=re.IGNORECASE)
    if re.match(r"(?:in|at|for|with|as)\b", bare, re.IGNORECASE):
        return f"I work {bare}"
    if re.match(r"\w+ing\b", bare) and not re.match(r"(?:engineering|testing|marketing|consulting|training)\b", bare):
        return f"At the moment I am {bare}"
    return f"My work at the moment: {bare}"


def _by(brief: Brief) -> str:
    return when(brief.horizon.value) if brief.horizon else ""


def when(date: str) -> str:
    """A date as the end of a clause: ', by June', but ', within two years'."""
    ready = re.match(
        r"(?:by|until|till|before|in|within|on|at|after|during|this|next|once|when|as soon as|over)\b", date, re.I
    )
    return f", {date}" if ready else f", by {date}"


def _listed(facts: Sequence[Fact]) -> str:
    return "; ".join(fact.value for fact in facts)


def _sentence(text: str) -> str:
    text = text.strip()
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!")) else text + "."

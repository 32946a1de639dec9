"""The Brief in words: what has changed, the whole of it, the statement, and the minute to say aloud.

Values are the person's own words, of any form, so the sentences around them are built to take any: a label and a colon
rather than a clause that might not fit.
"""

import re
from collections.abc import Sequence

from assistant.brief import PAGE, Brief, Candidate, Fact, Objective, Part, Slot
from assistant.moves import Change
from assistant.word.phrases import aim, clause, listed, role, sentence, when

LABELS: dict[Slot, str] = {
    "current_role": "Where you are",
    "experience": "For how long",
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
    "own_name": "Your name, to sign with",
    "candidates": "People",
    "shortlist": "Shortlist",
    "board": "Board",
    "agreement": "Agreement",
    "meetings": "Meetings",
    "drafts": "Drafts",
    "rehearsals": "Rehearsals",
}
PARTS: dict[Part, str] = {
    "measure": "how one will see it",
    "deadline": "by",
    "role": "role",
    "known": "how you know each other",
    "work": "works on",
    "why": "why this person",
}
NEW_PERSON = "The name of somebody who could be your mentor"  # above the field that takes it
ADD_PART: dict[Part, str] = {
    "role": "Add the role",
    "known": "Add how you know each other",
    "work": "Add what this person works on",
    "why": "Add why it is this person",
}
_NOTED: dict[Part, str] = {part: words.capitalize() for part, words in PARTS.items()} | {"deadline": "By when"}
_BEHIND_HER = "how|what|why|when|where|about|with|the|an?|my|our|some|to|in|on|at|if|that|more|and|or|for|from|of|by"


def changed(changes: Sequence[Change]) -> str:
    """Changes of one kind in words: 'Next position: data architect. Good at: SQL; teaching.'"""
    said: dict[str, list[str]] = {}
    for change in changes:
        place = change.place
        label = _NOTED[place.part] if place.part in _NOTED else LABELS[place.slot]
        value = change.before if change.after is None else change.after
        if change.after is not None and change.before is not None:
            value = f"{change.after}, instead of {change.before}"
        said.setdefault(label, []).append(str(value))
    return " ".join(sentence(f"{label}: {'; '.join(values)}") for label, values in said.items())


def objective_line(objective: Objective) -> str:
    """'Lead the design review (how one will see it: twice alone; by: June)'"""
    return _with_parts(objective.text, objective)


def candidate_line(candidate: Candidate) -> str:
    """'Ana Lima (role: head of platform; how you know each other: we met in May)'"""
    return _with_parts(candidate.name, candidate)


def _with_parts(head: Fact, owner: Objective | Candidate) -> str:
    parts = [f"{PARTS[part]}: {fact.value}" for part, fact in owner.parts() if part in PARTS]
    return head.value + (f" ({'; '.join(parts)})" if parts else "")


def summary(brief: Brief) -> list[str]:
    """The Brief, one line for each slot that has something."""
    lines = []
    for slot in PAGE:
        if slot == "objectives":
            values = [objective_line(o) for o in brief.objectives]
        elif slot == "candidates":
            values = [candidate_line(c) for c in brief.candidates]
        else:
            values = [fact.value for fact in brief.listed(slot)]
        if values:
            lines.append(f"{LABELS[slot]}: {'; '.join(values)}")
    return lines


def statement(brief: Brief) -> str:
    """The objective that is thought through furthest, as one statement; without any, the next role; or empty."""
    if not brief.objectives:
        return sentence(_next(brief)) if brief.next_role else ""
    objective = _clearest(brief)
    due = when(objective.deadline.value) if objective.deadline else ""
    wanted = aim(objective.text.value)
    text = f"I want {wanted} {due}".rstrip() if wanted else _labelled("What I want to reach", objective.text.value, due)
    if objective.measure is None:
        return sentence(text)
    seen = clause(objective.measure.value)
    if wanted and seen:
        return sentence(f"{text}, and I will know it when {seen}")
    sign = f"I will know it when {seen}" if seen else f"I will know it by this: {objective.measure.value}"
    return f"{sentence(text)} {sentence(sign)}"


def minute(brief: Brief) -> list[str]:
    """What to say in the first minute: where I am, where to, what I bring, what I tried, what I would like from you."""
    said: list[str] = []
    if brief.current_role:
        said.append(_where(brief.current_role.value))
    if brief.next_role:
        said.append(_next(brief))
    elif brief.next_role_alternatives:
        said.append(f"I am still choosing: {' or '.join(fact.value for fact in brief.next_role_alternatives)}")
    if brief.objectives:
        said.append(statement(brief))
        if others := [o.text.value for o in brief.objectives if o is not _clearest(brief)]:
            said.append(f"Also on my list: {listed(others[:2])}")
    said += _about_me("What I bring", brief.strengths[:3])
    said += _about_me("What I still have to work on", brief.weaknesses[:2])
    said += _about_me("What I have tried so far", brief.tried[:2])
    said += [_help(fact.value) for fact in brief.help_wanted[:2]]
    said += _offers([fact.value for fact in brief.offer_in_return[:2]])
    return [sentence(text) for text in said]


def next_line(brief: Brief) -> str | None:
    """The next step as a sentence; None where it is open."""
    return sentence(_next(brief)) if brief.next_role else None


def tried_line(brief: Brief) -> str | None:
    """The first thing that was tried, as a sentence; None where nothing was told."""
    return sentence(_about_me("What I have tried so far", brief.tried[:1])[0]) if brief.tried else None


def help_line(value: str) -> str:
    """The help that is wanted, as it is said to the mentor."""
    return sentence(_help(value))


def offer_line(value: str) -> str:
    """What is offered, as it is said to the mentor."""
    return sentence(_offers([value])[0])


def _clearest(brief: Brief) -> Objective:
    return max(brief.objectives, key=lambda o: sum(1 for _ in o.parts()))


def _where(value: str) -> str:
    if named := role(value):
        return f"I am {named}"
    bare = re.sub(r"^(?:an?|the|my)\s+", "", value, flags=re.IGNORECASE)
    if re.match(r"(?:in|at|for|with|as)\b", bare, re.IGNORECASE):
        return f"I work {bare}"
    return f"My work at the moment: {bare}"


def _next(brief: Brief) -> str:
    assert brief.next_role is not None  # noqa: S101
    value, due = brief.next_role.value, when(brief.horizon.value) if brief.horizon else ""
    if named := role(value):
        return f"My next step is to become {named} {due}".rstrip()
    wanted = aim(value)
    return f"Next I want {wanted} {due}".rstrip() if wanted else _labelled("My next step", value, due)


def _about_me(label: str, facts: Sequence[Fact]) -> list[str]:
    """Clauses as they are, everything else behind its label."""
    clauses = [said for fact in facts if (said := clause(fact.value))]
    others = [fact.value for fact in facts if not clause(fact.value)]
    return [*clauses, *([f"{label}: {listed(others)}"] if others else [])]


def _help(value: str) -> str:
    if re.match(r"(?:someone|somebody|an?\s\w+\swho)\b", value, re.IGNORECASE):
        return f"I am looking for {value}"
    wanted = aim(value)
    return f"I would like you {wanted}" if wanted else f"What I would like from you: {value}"


def _offers(values: Sequence[str]) -> list[str]:
    """Clauses as they are, everything else behind one label."""
    spoken = [_to_you(value) for value in values]
    clauses = [f"In return, {said}" for value in spoken if (said := clause(value))]
    others = [value for value in spoken if not clause(value)]
    return [*clauses, *([f"What I can offer you: {listed(others)}"] if others else [])]


def _to_you(value: str) -> str:
    """They are the mentor, who is spoken to here: 'look at her product', 'tell her how'."""
    value = re.sub(
        rf"(?<!teach )(?<!show )(?<!give )(?<!tell )(?<!offer )(?<!bring )\bher\b(?! (?:{_BEHIND_HER})\b)(?= \w)",
        "your",
        value,
    )
    for theirs, yours in (
        ("them", "you"),
        ("their", "your"),
        ("they", "you"),
        ("her", "you"),
        ("him", "you"),
        ("his", "your"),
    ):
        value = re.sub(rf"\b{theirs}\b", yours, value)
    return value


def _labelled(label: str, value: str, due: str) -> str:
    return f"{label}: {value}, {due}" if due else f"{label}: {value}"

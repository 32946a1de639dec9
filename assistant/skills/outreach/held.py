"""What is known of a letter: to whom it is, what has been told for it, and which drafted sentences stand in it."""

from collections.abc import Sequence
from typing import cast

from assistant.brief import Brief, Candidate, Fact
from assistant.skills.outreach.types import Line, Need, Particulars
from assistant.skills.outreach.vouched import Vouch
from knowledge.letters import Channel


def addressee(channel: Channel, candidate: Candidate | None, particulars: Particulars) -> str:
    """The name of who is written to; empty where nothing says it. An introduction goes to the mutual contact."""
    fact = particulars.contact if channel == "intro_request" else candidate.name if candidate else None
    return fact.value if fact else ""


def told(brief: Brief, candidate: Candidate | None, particulars: Particulars) -> dict[Need, Fact]:
    """What has been told for a letter: of the person, of the candidate, and for it alone."""
    facts: dict[str, Fact | None] = {"own_name": brief.own_name, "current_role": brief.current_role}
    facts |= dict(candidate.parts()) if candidate else {}
    facts |= dict(particulars)
    return {cast(Need, need): fact for need, fact in facts.items() if fact is not None}


def still_there(drafted: Sequence[Line], text: str) -> tuple[Line, ...]:
    """The drafted sentences that stand in a text as they were drafted."""
    return tuple(line for line in drafted if line.text in text)


def vouches(
    lines: Sequence[Line], brief: Brief, candidate: Candidate | None, particulars: Particulars
) -> tuple[Vouch, ...]:
    """What each of these sentences is known to say."""
    needs: dict[str, Need] = {fact.id: "ask" for fact in brief.help_wanted}
    needs |= {objective.id: "ask" for objective in brief.objectives}
    needs |= {fact.id: "give" for fact in brief.offer_in_return}
    needs |= {fact.id: need for need, fact in told(brief, candidate, particulars).items()}
    return tuple(Vouch(line.text, frozenset(needs[fact] for fact in line.facts if fact in needs)) for line in lines)

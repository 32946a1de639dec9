"""A better line for a behaviour, made of the person's own Brief. Pure functions."""

from assistant.brief import Brief, Candidate
from assistant.skills.outreach.forms_mentor import why_forms, work_forms
from assistant.skills.outreach.names import name
from assistant.skills.rehearsal.rubric import Rule
from assistant.skills.rehearsal.types import Better
from assistant.word.brief import help_line, next_line, offer_line, statement, tried_line
from assistant.word.phrases import role, sentence


def facts(brief: Brief, candidate: Candidate | None = None) -> dict[str, str]:
    """What the Brief holds for a line to be said, by the place it takes. `candidate`: who is spoken to."""
    found: dict[str, str | None] = {
        "next": next_line(brief),
        "objective": statement(brief) or None,
        "a_role": role(brief.next_role.value) if brief.next_role else None,
        "long_term": sentence(f"In the long run: {brief.long_term.value}") if brief.long_term else None,
        "help": help_line(brief.help_wanted[0].value) if brief.help_wanted else None,
        "tried": tried_line(brief),
        "offer": offer_line(brief.offer_in_return[0].value) if brief.offer_in_return else None,
    }
    if candidate is not None and (whom := name(candidate.name.value)) is not None:
        if candidate.work is not None:
            found["their_work"] = work_forms(candidate.work.value, whom, third=False).get("np")
        if candidate.why is not None:
            found["their_why"] = why_forms(candidate.why.value, whom, third=False).get("clause")
    return {place: text for place, text in found.items() if text}


def better(rule: Rule, known: dict[str, str]) -> Better:
    """The first of the rule's lines whose places can be filled."""
    return next(offered for offered in rule.better if offered.places <= known.keys()).filled(known)

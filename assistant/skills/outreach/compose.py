"""Drafts of a message to a mentor: two real alternatives, each sentence with the facts that it rests on. Pure."""

from collections.abc import Iterator, Set
from functools import cache

from assistant.brief import Brief, Candidate
from assistant.skills.outreach.matter import Matter, gather, missing
from assistant.skills.outreach.types import Draft, Line, Missing, Particulars, Tone
from assistant.skills.outreach.wording import Plan, Step, Variant, plans, variants
from assistant.word.phrases import sentence
from knowledge.letters import Channel, Medium

WORDS = {"email": (60, 140), "chat": (0, 100)}  # (least, most) of a draft without its subject
LINKEDIN = 300  # characters
SUBJECT = (3, 7)  # words
_LIMITS = (None, 220, 160, 120, 100, 85, 75, 66, 58, 52, 46, 40, 35, 30)  # characters of a value, tried in turn
_ANYWHERE = (90, 60, 45, 35, 28, 22, 16)  # the same where phrases do not end early enough: between any two words

_NO_MATTER = Matter({}, frozenset())


def compose(
    channel: Channel, medium: Medium, tone: Tone, brief: Brief, candidate: Candidate | None, particulars: Particulars
) -> tuple[Draft, Draft] | Missing:
    """Two ways to write the message, or what has to be asked first."""
    whole = gather(channel, brief, candidate, particulars)
    if need := missing(channel, whole):
        return Missing(need=need)

    @cache
    def shorter(limit: int | None, anywhere: bool) -> Matter:
        return gather(channel, brief, candidate, particulars, limit, anywhere)

    def draft(plan: Plan) -> Draft:
        steps = plan.steps[medium]
        tries = [(limit, False) for limit in _LIMITS if limit is None or limit < whole.longest]
        tries += [(limit, True) for limit in _ANYWHERE if limit < whole.longest]
        fitting = (_fitted(steps, medium, tone, shorter(*each)) for each in tries)
        lines = next((lines for lines in fitting if lines is not None), ())
        subject = _subject(plan.subject, tone, whole) if medium == "email" else None
        return Draft(channel=channel, medium=medium, tone=tone, approach=plan.approach, subject=subject, lines=lines)

    first, second = plans()[channel]
    return draft(first), draft(second)


def _fitted(steps: tuple[Step, ...], medium: Medium, tone: Tone, matter: Matter) -> tuple[Line, ...] | None:
    """The sentences of a plan, fewer or more of them so that the length is right; None where it is too long at best."""
    chosen = [step for step in steps if not step.if_short]
    spare = [step for step in steps if step.if_short]
    shrunk: set[str] = set()
    while True:
        lines = _lines(tuple(step for step in steps if step in chosen), tone, matter, shrunk)
        if _too_long(lines, medium):
            spare = []
            if may_go := [step for step in chosen if step.may_go]:
                chosen.remove(may_go[-1])
            elif general := {step.sentence for step in chosen if step.may_shrink} - shrunk:
                shrunk |= general
            else:
                return None
        elif spare and _words(lines) < WORDS.get(medium, (0, 0))[0]:
            chosen.append(spare.pop(0))
        else:
            return lines


def _lines(steps: tuple[Step, ...], tone: Tone, matter: Matter, shrunk: Set[str]) -> tuple[Line, ...]:
    found: list[Line] = []
    paragraph = False
    for step in steps:
        paragraph = paragraph or step.paragraph
        said = list(_said(step.sentence, tone, _NO_MATTER if step.sentence in shrunk else matter))
        for i, line in enumerate(said):
            found.append(line.model_copy(update={"starts_paragraph": paragraph and i == 0}))
        paragraph = paragraph and not said
    return tuple(found)


def _said(name: str, tone: Tone, matter: Matter) -> Iterator[Line]:
    """The first variant of a sentence that can be filled, a line for each sentence; nothing if there is none."""
    places = matter.places
    for variant in variants(name, tone):
        if variant.places | variant.when <= places and not variant.unless & places:
            for template in variant.sentences:
                yield _filled(template, variant, matter)
            return


def _filled(template: str, variant: Variant, matter: Matter) -> Line:
    facts: list[str] = []
    text = template
    for place in sorted(variant.places):
        if f"{{{place}}}" in text:
            key, form = place.split(".")
            text = text.replace(f"{{{place}}}", matter.told[key].forms[form])
            facts += matter.told[key].facts
    text = text.replace("?.", "?")
    ends = text if text.endswith((",", ":")) or "\n" in text or not template.endswith((".", "?")) else sentence(text)
    return Line(text=_capital(ends), facts=tuple(dict.fromkeys(facts)))


def _subject(name: str, tone: Tone, matter: Matter) -> Line:
    """The first variant of three to seven words."""
    places = matter.places
    for variant in variants(name, tone):
        if variant.places | variant.when <= places and not variant.unless & places:
            line = _filled(variant.sentences[0], variant, matter)
            if SUBJECT[0] <= len(line.text.split()) <= SUBJECT[1]:
                return line
    return Line(text="A question to you")


def _too_long(lines: tuple[Line, ...], medium: Medium) -> bool:
    if medium == "linkedin":
        return sum(len(line.text) + 2 for line in lines) > LINKEDIN
    return _words(lines) > WORDS[medium][1]


def _words(lines: tuple[Line, ...]) -> int:
    return sum(len(line.text.split()) for line in lines)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

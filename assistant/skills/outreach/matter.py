"""What a message has to say: the facts of the Brief and of this message, each in the forms that sentences can take."""

from collections.abc import Callable, Set
from typing import NamedTuple

from assistant.brief import Brief, Candidate, Fact
from assistant.skills.outreach.fit import (
    for_a_job,
    has_size,
    has_topic,
    mere_praise,
    mere_silence,
    mere_thanks,
    private,
    says_how,
    thin,
)
from assistant.skills.outreach.forms import Forms
from assistant.skills.outreach.forms_give import give_forms
from assistant.skills.outreach.forms_known import known_forms
from assistant.skills.outreach.forms_mentor import role_forms, why_forms, work_forms
from assistant.skills.outreach.forms_own import ask_forms, next_forms, self_forms
from assistant.skills.outreach.forms_size import size_forms
from assistant.skills.outreach.forms_told import told_forms
from assistant.skills.outreach.hedges import Answer, answer
from assistant.skills.outreach.names import Name, name
from assistant.skills.outreach.types import Need, Particulars
from assistant.skills.outreach.written import nothing, shortened, spoken
from knowledge.letters import Channel

NEEDS: dict[Channel, tuple[tuple[Need, ...], ...]] = {  # asked for in this order; of several, any one will do
    "mentor_request_email": (
        ("name",), ("work", "why"), ("known",), ("ask",), ("size",), ("give",), ("current_role",), ("own_name",)
    ),
    "linkedin_note": (("name",), ("work", "why"), ("ask",), ("size",), ("give",), ("current_role",), ("own_name",)),
    "intro_request": (
        ("contact",), ("name",), ("why", "work"), ("ask",), ("size",), ("give",), ("current_role",), ("own_name",)
    ),
    "followup": (("name",), ("earlier",), ("ask",), ("size",), ("current_role",), ("own_name",)),
    "thank_you": (("name",), ("earlier",), ("own_name",)),
    "graceful_exit": (("name",), ("earlier",), ("own_name",)),
}  # fmt: skip
_FITS: dict[str, Callable[[str], bool]] = {  # what a value must be; all others are taken as they are
    "next": lambda text: not private(text),
    "known": says_how,
    "work": lambda text: not mere_praise(text),
    "why": lambda text: not mere_praise(text),
    "ask": lambda text: has_topic(text) and not for_a_job(text),
    "size": has_size,
    "earlier": lambda text: not mere_silence(text),
}
_SHORT = 5  # words of a value that may stand in a subject line
_WITHOUT_ONE = Name("", "")


class Told(NamedTuple):
    """A fact in its forms. `facts`: its id, and that of the name where its forms contain it."""

    facts: tuple[str, ...]
    forms: Forms


class Matter(NamedTuple):
    """`told`: what there is to say, by the name that the wording uses; `answered`: needs that are met.

    `places`: everything that a sentence can name: 'work', 'work.np'. `longest`: characters of the longest value.
    """

    told: dict[str, Told]
    answered: frozenset[str]
    places: frozenset[str] = frozenset()
    longest: int = 0


def gather(
    channel: Channel,
    brief: Brief,
    candidate: Candidate | None,
    given: Particulars,
    limit: int | None = None,
    anywhere: bool = False,
) -> Matter:
    """The matter of a message. `limit`: characters to which long values are shortened, where a phrase ends.

    `anywhere`: between two words, where no phrase ends early enough; otherwise such a value stays as it is.
    """
    third = channel == "intro_request"
    told: dict[str, Told] = {}
    answered: set[str] = set()
    reader = name(candidate.name.value) if candidate else None
    whom = reader or _WITHOUT_ONE

    def add(key: str, fact: Fact | None, form: Callable[[str], Forms]) -> None:
        said = _kept(key, fact)
        if fact is None or said is None:
            return
        if key not in ("work", "why") or not thin(said.text):
            answered.add(key)
        if nothing(said.text) and key != "known":
            return
        if key == "give" and (mere_thanks(said.text) or (anywhere and limit is not None and len(said.text) > limit)):
            return  # half an offer is none
        forms = form(shortened(said.text, limit, whole_phrases=not anywhere) or said.text)
        forms = _doubted(key, forms) if said.doubt else forms
        if forms:
            named = candidate is not None and reader is not None and third and reader.short in " ".join(forms.values())
            facts = (fact.id, candidate.id) if candidate is not None and named else (fact.id,)
            told[key] = Told(facts, forms | {f"{k}_short": short for k, v in forms.items() if (short := _short(v))})

    their_name = candidate.name if candidate else None
    for key, fact in (("name", their_name), ("contact", given.contact), ("me", brief.own_name)):
        if fact is not None and (found := name(fact.value)) is not None:
            told[key] = Told((fact.id,), {"full": found.full, "short": found.short})
            answered.add("own_name" if key == "me" else key)
    add("current_role", brief.current_role, self_forms)
    add("next", brief.next_role, next_forms)
    if candidate is not None:
        add("role", candidate.role, role_forms)
        add("known", candidate.known, lambda text: known_forms(text, whom, third))
        add("work", candidate.work, lambda text: work_forms(text, whom, third))
        add("why", candidate.why, lambda text: why_forms(text, whom, third))
        _without_weak(told, answered)
    ask, aim = _ask(brief, given)
    add("ask", ask, lambda text: ask_forms(text, whom, third, aim))
    add("size", given.size, size_forms)
    add("give", _give(brief, given), lambda text: give_forms(text, whom, third))
    doer = "I" if channel == "followup" else "you"
    add("earlier", given.earlier, lambda text: told_forms(text, whom, doer))
    add("since", given.since, lambda text: told_forms(text, whom, "I"))
    if "current_role" in told:
        told["who"] = told.pop("current_role")
    forms = [(f"{key}.{form}", value) for key, each in told.items() for form, value in each.forms.items()]
    places = frozenset((*told, *(place for place, _ in forms)))
    return Matter(told, frozenset(answered), places, max((len(value) for _, value in forms), default=0))


def missing(channel: Channel, matter: Matter) -> Need | None:
    """What has to be asked first."""
    return next((needs[0] for needs in NEEDS[channel] if not matter.answered & set(needs)), None)


def _ask(brief: Brief, given: Particulars) -> tuple[Fact | None, bool]:
    """(what help is wanted, whether it is a goal): of this message, else the first that can be told to anybody."""
    if given.ask is not None:
        return given.ask, False
    for facts, aim in ((brief.help_wanted, False), (tuple(o.text for o in brief.objectives), True)):
        for fact in facts:
            if has_topic(spoken(fact.value)) and not private(fact.value) and not for_a_job(fact.value):
                return fact, aim
    return None, False


def _give(brief: Brief, given: Particulars) -> Fact | None:
    if given.give is not None:
        return given.give
    return next((fact for fact in brief.offer_in_return if not private(fact.value)), None)


def _kept(key: str, fact: Fact | None) -> Answer | None:
    """The answer without its hedges, save those that say something; None for one that cannot do its work in a letter.

    That the two have not met is kept, and that the person is unsure of what has been.
    """
    if fact is None or not (text := spoken(fact.value)):
        return None
    said = answer(text)
    if key == "known" and said.no:
        said = said._replace(text=text)
    elif key in ("known", "earlier", "since") and said.doubt and said.clause:
        said = said._replace(text=said.doubted)
    if nothing(said.text) and key != "known":
        return said if key == "give" else None
    return said if key not in _FITS or _FITS[key](said.text) else None


def _without_weak(told: dict[str, Told], answered: Set[str]) -> None:
    """Take away a weak reason beside a good one."""
    for key, other in (("work", "why"), ("why", "work")):
        if key in told and key not in answered and other in answered:
            del told[key]


def _doubted(key: str, forms: Forms) -> Forms:
    """With the doubt in it: 'I could' for 'I can', 'as far as I know' before what is told of the mentor."""
    if key == "give" and "can" in forms:
        return forms | {"could": forms["can"]}
    if key in ("work", "why") and "clause" in forms and not forms["clause"].startswith("I "):
        return forms | {"clause": f"as far as I know, {forms['clause']}"}
    return forms


def _short(value: str) -> str | None:
    """A value of at most five words, or its first phrase where that has as few."""
    if len(value.split()) <= _SHORT:
        return value
    cut = shortened(value, len(" ".join(value.split()[:_SHORT])), whole_phrases=True)
    return cut if len(cut.split()) >= 3 else None

"""What a message has to say: the facts of the Brief and of this message, each in the forms that sentences can take."""

from collections.abc import Callable
from typing import NamedTuple

from assistant.brief import Brief, Candidate, Fact
from assistant.skills.outreach.fit import for_a_job, has_size, has_topic, mere_praise, private
from assistant.skills.outreach.forms import Forms
from assistant.skills.outreach.forms_mentor import known_forms, role_forms, why_forms, work_forms
from assistant.skills.outreach.forms_own import ask_forms, give_forms, next_forms, self_forms, size_forms
from assistant.skills.outreach.forms_told import told_forms
from assistant.skills.outreach.names import Name, name
from assistant.skills.outreach.types import Need, Particulars
from assistant.skills.outreach.written import nothing, shortened, spoken, unhedged
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

    def add(key: str, fact: Fact | None, form: Callable[[str], Forms], fits: Callable[[str], bool] = bool) -> None:
        if fact is None or not (text := spoken(fact.value)):
            return
        if not (
            nothing(text) and key == "known"
        ):  # 'not really' says how they know each other, 'not really, saw her' more
            text = unhedged(text)
        if nothing(text) and key != "known":
            answered.update(("give",) if key == "give" else ())
            return
        if not fits(text):
            return
        forms = form(shortened(text, limit, whole_phrases=not anywhere) or text)
        answered.add(key)
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
    add("next", brief.next_role, next_forms, lambda text: not private(text))
    if candidate is not None:
        add("role", candidate.role, role_forms)
        add("known", candidate.known, lambda text: known_forms(text, whom, third))
        add("work", candidate.work, lambda text: work_forms(text, whom, third), lambda text: not mere_praise(text))
        add("why", candidate.why, lambda text: why_forms(text, whom, third), lambda text: not mere_praise(text))
    ask, aim = _ask(brief, given)
    add(
        "ask",
        ask,
        lambda text: ask_forms(text, whom, third, aim),
        lambda text: has_topic(text) and not for_a_job(text),
    )
    add("size", given.size, size_forms, has_size)
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


def _short(value: str) -> str | None:
    """A value of at most five words, or its first phrase where that has as few."""
    if len(value.split()) <= _SHORT:
        return value
    cut = shortened(value, len(" ".join(value.split()[:_SHORT])), whole_phrases=True)
    return cut if len(cut.split()) >= 3 else None

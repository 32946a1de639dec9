"""Drafts by a chat model: each sentence is checked, then the draft as a whole; what fails leaves the guided one."""

import re
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from assistant.brief import Brief, Candidate
from assistant.calls import Budget, whole
from assistant.faults import Failed, Fault
from assistant.models import Model
from assistant.objects import whole as read_object
from assistant.skills.outreach.compose import LINKEDIN, SUBJECT, WORDS
from assistant.skills.outreach.drafting import OWED, drafting, material
from assistant.skills.outreach.surface import says_thanks
from assistant.skills.outreach.types import Draft, Line, Particulars, Review
from assistant.turn import Verdict
from assistant.verify.claims import content
from assistant.verify.drafted import Known, Written, fault
from assistant.verify.numbers import quantities
from knowledge.letters import Channel, Medium
from knowledge.types import Frozen

Reviewing = Callable[[str, Channel, Medium, Brief | None, Candidate | None], Review]
_MOST = 24  # sentences of a draft that are looked at
_INTRODUCES = re.compile(r"\b(?:introduc\w+|connect\w*|pass\b.* on\b|put\b.* in touch|forward)\b", re.IGNORECASE)
_SAME = 0.5  # share of a draft's sentences that may stand in the other one


class Drafted(Frozen):
    """The two drafts as they stand. `worded`: whether each is the model's own.

    `verdicts`: on each sentence that the model wrote, and on each draft of its that was put aside.
    """

    drafts: tuple[Draft, Draft]
    worded: tuple[bool, bool] = (False, False)
    verdicts: tuple[Verdict, ...] = ()
    fault: Fault | None = None
    prompts: tuple[str, ...] = ()


class _Sketch(Frozen):
    subject: Written | None
    sentences: tuple[Written, ...]


def draft_with(
    model: Model,
    guided: tuple[Draft, Draft],
    brief: Brief,
    candidate: Candidate | None,
    particulars: Particulars,
    review: Reviewing,
    budget: Budget,
) -> Generator[Draft | None, None, Drafted]:
    """None while the model writes, then each of the two drafts; its value is the whole.

    `guided`: what was composed of the same facts; of these is what stands where the model's does not. A draft is shown
    when it is whole, because it may yet be put aside. Does not raise Failed: the outcome is in `fault`.
    """
    channel, medium = guided[0].channel, guided[0].medium
    keys, known = material(channel, brief, candidate, particulars)
    prompt = drafting(guided, keys, known)
    sketches: Sequence[_Sketch] = ()
    failure: Fault | None = None
    try:
        text = yield from whole(model, prompt.messages(), budget, _schema(known, medium))
        sketches = _read(text)
    except Failed as failed:
        failure = failed.fault
    stand: list[Draft] = []
    worded: list[bool] = []
    verdicts: list[Verdict] = []
    for number, ours in enumerate(guided):
        theirs = None
        if number < len(sketches):
            theirs = _drafted(sketches[number], ours, keys, known, verdicts)
            why = _unfit(theirs, known, keys, stand) or _flawed(theirs, review(
                theirs.text, channel, medium, brief, candidate
            ))  # fmt: skip
            if why:
                verdicts.append(Verdict(text=theirs.text, passed=False, reason=why))
                theirs = None
        stand.append(theirs or ours)
        worded.append(theirs is not None)
        yield stand[-1]
    return Drafted(
        drafts=(stand[0], stand[1]), worded=(worded[0], worded[1]), verdicts=tuple(verdicts), fault=failure,
        prompts=(prompt.digest(),),
    )  # fmt: skip


def _read(text: str) -> list[_Sketch]:
    """The drafts in a model's text, without what is no sentence. Raises Failed where there are none."""
    found = read_object(text) or {}
    drafts = found.get("drafts")
    sketches = [_sketch(each) for each in drafts[:2] if isinstance(each, dict)] if isinstance(drafts, list) else []
    if not any(sketch.sentences for sketch in sketches):
        raise Failed("unreadable", "no drafts")
    return sketches


def _sketch(found: Mapping[str, Any]) -> _Sketch:
    listed = found.get("sentences")
    sentences = (_written(each) for each in listed[:_MOST]) if isinstance(listed, list) else ()
    return _Sketch(subject=_written(found.get("subject")), sentences=tuple(each for each in sentences if each))


def _written(found: object) -> Written | None:
    try:
        return Written.model_validate(found)
    except ValidationError:
        return None


def _drafted(
    sketch: _Sketch, guided: Draft, keys: Mapping[str, tuple[str, ...]], known: Mapping[str, Known],
    verdicts: list[Verdict],
) -> Draft:  # fmt: skip
    """What of a sketch may be said, between the greeting and the name of the guided draft; `verdicts` grows."""

    def line(written: Written, wrong: str | None, paragraph: bool = False) -> Line | None:
        verdicts.append(Verdict(text=written.text, passed=wrong is None, reason=wrong or "supported"))
        facts = (name for name in written.facts if name in known and _rests(written.text, known[name]))
        ids = tuple(dict.fromkeys(each for name in facts for each in keys[name]))
        return None if wrong else Line(text=" ".join(written.text.split()), facts=ids, starts_paragraph=paragraph)

    subject = guided.subject
    if subject is not None and sketch.subject is not None:
        subject = line(sketch.subject, _subject_fault(sketch.subject, known, guided.channel)) or subject
    body: list[Line] = []
    for written in sketch.sentences:
        wrong = _fault(written, known, guided.channel, {each.text for each in body})
        if (said := line(written, wrong, written.paragraph or not body)) is not None:
            body.append(said)
    lines = (guided.lines[0], *body, guided.lines[-1])
    return guided.model_copy(update={"subject": subject, "lines": lines})


def _fault(written: Written, known: Mapping[str, Known], channel: Channel, before: Iterable[str]) -> str | None:
    text = " ".join(written.text.split())
    if text in before:
        return "said already"
    if not text.endswith((".", "?")) or text[:1].islower():
        return "no whole sentence"
    return fault(written.text, written.facts, known, channel)


def _subject_fault(written: Written, known: Mapping[str, Known], channel: Channel) -> str | None:
    if not SUBJECT[0] <= len(written.text.split()) <= SUBJECT[1]:
        return "no subject line of three to seven words"
    return fault(written.text, written.facts, known, channel)


def _rests(text: str, fact: Known) -> bool:
    """Whether something of a fact is in a sentence that names it."""
    return bool(content(text) & content(*fact.texts)) or any(
        said.same(told) for said in quantities(text) for each in fact.texts for told in quantities(each)
    )


def _unfit(
    draft: Draft, known: Mapping[str, Known], keys: Mapping[str, tuple[str, ...]], others: Sequence[Draft]
) -> str | None:
    """What keeps a draft from being a whole letter."""
    body = draft.lines[1:-1]
    said = {fact for line in body for fact in line.facts}
    for wanted in OWED[draft.channel]:
        told = [name for name in wanted if name in known]
        if told and not any(keys[name][0] in said for name in told):
            return f"does not say {' or '.join(told)}"
    if draft.channel == "intro_request" and not any(_INTRODUCES.search(line.text) for line in body):
        return "asks for no introduction"
    if not body or not says_thanks(" ".join(line.text for line in body)):
        return "has no thanks"
    if draft.medium == "linkedin":
        if len(draft.body) > LINKEDIN:
            return "is too long"
    elif len(draft.body.split()) > WORDS[draft.medium][1]:
        return "is too long"
    if any(sum(line in other.lines for line in body) > _SAME * len(body) for other in others):
        return "says the same as the other"
    return None


def _flawed(draft: Draft, review: Review) -> str | None:
    return f"has flaws: {', '.join(finding.label for finding in review.flaws)}" if review.flaws else None


def _schema(known: Iterable[str], medium: Medium) -> dict[str, Any]:
    def closed(**properties: Any) -> dict[str, Any]:
        return {
            "type": "object", "additionalProperties": False, "required": list(properties), "properties": properties
        }  # fmt: skip

    text = {"type": "string"}
    facts = {"type": "array", "items": {"type": "string", "enum": list(known)}}
    sentences = {"type": "array", "items": closed(text=text, facts=facts, paragraph={"type": "boolean"})}
    subject = closed(text=text, facts=facts) if medium == "email" else {"type": "null"}
    return closed(drafts={"type": "array", "items": closed(subject=subject, sentences=sentences)})

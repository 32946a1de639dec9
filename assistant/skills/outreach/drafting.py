"""What a chat model is given to draft a message: the facts that a guided draft would use, and the rules of its kind."""

import re
from collections.abc import Mapping
from typing import ClassVar

from assistant.brief import Brief, Candidate
from assistant.prompts import Prompt, fence
from assistant.skills.outreach.compose import LINKEDIN, SUBJECT, WORDS
from assistant.skills.outreach.matter import gather
from assistant.skills.outreach.types import Draft, Particulars, Tone
from assistant.skills.outreach.written import spoken
from assistant.verify.drafted import Holder, Known
from assistant.verify.shape import instructs
from knowledge.letters import Channel, Medium
from knowledge.text import sentences

OWED: Mapping[Channel, tuple[tuple[str, ...], ...]] = {  # what a draft has to say; of several, any one will do
    "mentor_request_email": (("ask",), ("size",), ("work", "why"), ("who",)),
    "linkedin_note": (("ask",), ("size",), ("work", "why"), ("who",)),
    "intro_request": (("name",), ("ask",), ("size",), ("work", "why"), ("who",)),
    "followup": (("earlier",), ("ask",), ("size",), ("who",)),
    "thank_you": (("earlier",),),
    "graceful_exit": (("earlier",),),
}
_KINDS: Mapping[Channel, str] = {
    "mentor_request_email": "a first message that asks somebody for a little of their time as a mentor",
    "linkedin_note": "a first, very short note that asks somebody for a little of their time as a mentor",
    "intro_request": "a message to somebody whom the writer knows, which asks for an introduction to a third person",
    "followup": "the one reminder after a message that was not answered; it reproaches nobody",
    "thank_you": "thanks to a mentor for something specific; it asks for nothing",
    "graceful_exit": "a kind message that ends the mentoring, and thanks for something specific; it asks for nothing",
}
_LENGTHS: Mapping[Medium, str] = {
    "email": f"{WORDS['email'][0]} to {WORDS['email'][1]} words, in three to five short paragraphs.",
    "chat": f"At most {WORDS['chat'][1]} words, shorter than an e-mail.",
    "linkedin": f"At most {LINKEDIN - 60} characters in all: five very short sentences.",
}
_MEDIA: Mapping[Medium, str] = {"email": "an e-mail", "chat": "a chat message", "linkedin": "a note on LinkedIn"}
_TONES: Mapping[Tone, str] = {
    "warm": "warm: like a friendly colleague",
    "brief": "brief: friendly, and not a word too many",
    "formal": "formal: polite and complete, but not stiff",
}
_LABELS: Mapping[str, str] = {
    "name": "the name of the reader", "contact": "the reader's name", "me": "the writer's name",
    "who": "what the writer does now", "next": "the position that the writer wants next",
    "role": "what the reader does", "known": "how the writer and the reader know each other",
    "work": "what the reader works on or has done", "why": "why it is this reader who is asked",
    "ask": "what the writer wants help with", "size": "how much is asked", "give": "what the writer offers in return",
    "earlier": "what came before this message", "since": "what has become of it, or why it ends",
}  # fmt: skip
_OF_READER = ("name", "role", "work", "why")
_SHARED = ("known", "earlier", "since")
_FIRST_PERSON = re.compile(r"\b(?:I|me|my|we|us|our)\b", re.IGNORECASE)
_SUBJECT = f'"subject" is a line of {SUBJECT[0]} to {SUBJECT[1]} words that names the matter, under the same rules.'


class Drafting(Prompt):
    """The variables of the prompt. All of the facts is material, and fenced."""

    file: ClassVar[str] = "drafting"
    kind: str
    medium: str
    length: str
    tone: str
    must: str
    first: str
    second: str
    subject: str
    third: str
    facts: str


def material(
    channel: Channel, brief: Brief, candidate: Candidate | None, particulars: Particulars
) -> tuple[dict[str, tuple[str, ...]], dict[str, Known]]:
    """(ids of the facts, the facts) under the names by which a model refers to them: only what a guided draft uses.

    Sentences that give orders to a machine are left out: somebody pasted them in.
    """
    values = {fact.id: fact.value for _, fact in brief.facts()}
    values |= {fact.id: fact.value for _, fact in candidate.parts()} if candidate else {}
    values |= {fact.id: fact.value for _, fact in particulars if fact is not None}
    keys: dict[str, tuple[str, ...]] = {}
    known: dict[str, Known] = {}
    for name, told in gather(channel, brief, candidate, particulars).told.items():
        texts = [spoken(_without_orders(values[told.facts[0]])), *map(_without_orders, told.forms.values())]
        if texts[0]:
            keys[name] = told.facts
            known[name] = Known(tuple(dict.fromkeys(filter(None, texts))), _holder(name, channel, texts[0]))
    return keys, known


def drafting(guided: tuple[Draft, Draft], keys: Mapping[str, tuple[str, ...]], known: Mapping[str, Known]) -> Drafting:
    """The prompt for two drafts in the place of the guided ones."""
    channel, medium, tone = guided[0].channel, guided[0].medium, guided[0].tone
    third = channel == "intro_request"
    wanted = [" and ".join(_label(name, third) for name in each if name in keys) for each in OWED[channel]]
    told = (f"{name}: {_label(name, third)}: {fact.texts[0]}" for name, fact in known.items())
    return Drafting(
        kind=_KINDS[channel],
        medium=_MEDIA[medium],
        length=_LENGTHS[medium],
        tone=_TONES[tone],
        must="; ".join([*filter(None, wanted), "a word of thanks"]),
        first=guided[0].approach,
        second=guided[1].approach,
        subject=_SUBJECT if medium == "email" else '"subject" is null.',
        third='; what is told of the person to be introduced to stays "he", "she" or the name' if third else "",
        facts=fence("\n".join(told), "facts"),
    )


def _label(name: str, third: bool) -> str:
    label = _LABELS[name]
    return label.replace("the reader", "the person to be introduced to") if third and name != "contact" else label


def _holder(name: str, channel: Channel, text: str) -> Holder:
    third = channel == "intro_request"
    if name in _SHARED and not (third and name == "known"):
        return "both"
    if name == "contact":
        return "reader"
    if name in (*_OF_READER, "known"):
        if _FIRST_PERSON.search(text):  # 'I liked how she answered'
            return "writer" if third else "both"
        return "third" if third else "reader"
    return "writer"


def _without_orders(text: str) -> str:
    whole = (text[span.start : span.end] for span in sentences(text))
    return " ".join(sentence for sentence in whole if not instructs(sentence))

"""The stranger's twenty seconds, played by a chat model: its reading is kept where all of it holds, or not at all.

The model sees what can be read in the time, and nothing of the Brief. A model that does as the message says, instead of
reading it, can still only decide: what it says has to be a reader's thought about words that are there.
"""

import re
from collections.abc import Generator, Mapping
from typing import Any, ClassVar, get_args

from pydantic import Field, ValidationError

from assistant.calls import Budget, whole
from assistant.faults import Failed, Fault
from assistant.models import Model
from assistant.objects import whole as read_object
from assistant.prompts import Prompt, fence
from assistant.skills.outreach.anatomy import without_tags
from assistant.skills.outreach.cold_reader import Decision, Reaction, Temper, Thought
from assistant.skills.outreach.cold_sight import MOST_READ, WORDS_A_MINUTE, About, Effect
from assistant.turn import Verdict
from assistant.verify import names, numbers, shape
from assistant.verify.quotes import located
from knowledge.letters import Medium
from knowledge.text import sentences, words
from knowledge.types import Frozen

_LONGEST = 30  # words of a thought; a verdict may have twice as many
_QUOTE = 25  # words that one thought may be about
_MOST = 10  # thoughts
_LEAST = 3  # of them that have to hold; with fewer it is no reading
_CHARACTERS = 1_000  # that anybody reads in the time
_MEANT: Mapping[About, str] = {  # what a thought may be about
    "subject": "the subject line",
    "ask": "what is asked, where one can tell what help is wanted",
    "size": "how much of your time it takes",
    "why": "a reason that is true of you alone",
    "give": "something offered to you, or interest in your work",
    "who": "who writes",
    "thanks": "a word of thanks",
    "placeholder": "something that was to be filled in",
    "misspelt": "careless spelling, a wrong name",
    "job": "a job, a promotion or a referral is asked for",
    "pushy": "pressure, a reproach",
    "presumes": "your yes is taken for granted",
    "gush": "praise tied to nothing",
    "many": "more than one favour",
    "private": "what you need not know",
    "vague": "a wish from which you cannot tell what is wanted",
    "no_ask": "nothing is asked", "no_size": "it does not say how much", "no_why": "no reason why you",
    "no_give": "only about themselves", "no_who": "it does not say who writes", "no_thanks": "no thanks",
    "no_subject": "no subject line", "late": "the time is over, and no question has come", "long": "it is long",
}  # fmt: skip
_DECISIVE: frozenset[About] = frozenset((*_MEANT, "fine", "small"))
_HELPS: frozenset[About] = frozenset(("subject", "ask", "size", "why", "give", "who", "thanks"))
_MISSING: frozenset[About] = frozenset(about for about in _MEANT if about.startswith("no_")) | {"late", "long"}
_TEMPERS: Mapping[Temper, str] = {
    "warm": "You are busy, but kind.",
    "sceptical": "You get many of these, and have become sceptical.",
    "hurried": "You read it on your phone, in a corridor between two meetings.",
}
_MEDIA: Mapping[Medium, str] = {"email": "an e-mail", "chat": "a chat message", "linkedin": "a note on LinkedIn"}
_FIRST_PERSON = re.compile(r"\b(?:I|me|my|mine|myself)\b")
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
_COACHES = re.compile(  # speaks to the writer, or says how they should have written
    r"\b(?:you|your|yours|should have|could have|ought to"
    r"|(?:they|he|she|it|the (?:writer|sender|message|text|subject)) (?:should|must|needs? to|has to|have to|ought)"
    r"|next time|better (?:to|if)|would be better|recommend\w*|suggest\w*|advise|advisable|tip|make sure|try to"
    r"|consider (?!it\b|this\b)|rewrite|rephrase|well[- ]written|effective)\b",
    re.IGNORECASE,
)


class Impression(Frozen):
    """One thought of the model, unchecked."""

    about: About
    text: str = Field(min_length=1)
    quote: str | None = None
    effect: Effect


class Impressions(Frozen):
    """What the model hands over."""

    decision: Decision
    thoughts: tuple[Impression, ...] = Field(min_length=1, max_length=_MOST)
    because: About
    verdict: str = Field(min_length=1)


class ColdRead(Frozen):
    """`worded`: whether the reaction is the model's own. `verdicts`: on each of its thoughts, and on the whole."""

    reaction: Reaction
    worded: bool = False
    verdicts: tuple[Verdict, ...] = ()
    fault: Fault | None = None
    prompts: tuple[str, ...] = ()


class ColdReading(Prompt):
    """The variables of the prompt. The message is material, and fenced."""

    file: ClassVar[str] = "cold_reading"
    temper: str
    rest: str
    medium: str
    abouts: str = "\n".join(f"- {about}: {meant}" for about, meant in _MEANT.items())
    message: str


def read_cold_with(
    model: Model, text: str, medium: Medium, guided: Reaction, budget: Budget
) -> Generator[None, None, ColdRead]:
    """How a stranger reads the message. `guided`: the same by rules, which stands where the model's does not.

    None while it waits. Does not raise Failed: the outcome is in `fault`. Where there is nothing to read, and where the
    message gives orders to a machine, the model is not asked.
    """
    seen, is_whole = reached(text)
    if not words(seen) or guided.because in ("nothing", "links"):
        return ColdRead(reaction=guided)
    if shape.instructs(seen):
        why = Verdict(text="", passed=False, reason="the message gives orders to a machine, so that none was asked")
        return ColdRead(reaction=guided, verdicts=(why,))
    prompt = ask_for(seen, is_whole, medium, guided.temper)
    try:
        answer = yield from whole(model, prompt.messages(), budget, _schema())
        impressions = _read(answer)
    except Failed as failed:
        return ColdRead(reaction=guided, fault=failed.fault, prompts=(prompt.digest(),))
    verdicts = judge(impressions, seen)
    *judged, last = verdicts
    kept = tuple(thought for thought, verdict in zip(impressions.thoughts, judged, strict=True) if verdict.passed)
    if not last.passed or len(kept) < min(_LEAST, len(impressions.thoughts)) or not kept:
        return ColdRead(reaction=guided, verdicts=verdicts, prompts=(prompt.digest(),))
    impressions = impressions.model_copy(update={"thoughts": kept})
    reaction = _reaction(impressions, seen, guided)
    return ColdRead(reaction=reaction, worded=True, verdicts=verdicts, prompts=(prompt.digest(),))


def reached(text: str) -> tuple[str, bool]:
    """(what is read within the time, whether that is all of it). Every character stays where it was in the message."""
    visible = without_tags(text[: 8 * _CHARACTERS])
    for number, word in enumerate(re.finditer(r"\S+", visible[:_CHARACTERS])):
        if number == MOST_READ:
            return visible[: word.start()].rstrip(), False
    return visible[:_CHARACTERS], not text[_CHARACTERS:].strip()


def ask_for(seen: str, is_whole: bool, medium: Medium, temper: Temper) -> ColdReading:
    """What a model is given to read a message."""
    return ColdReading(
        temper=_TEMPERS[temper],
        rest="that is all of it." if is_whole else "the message goes on, and you never got to the rest.",
        medium=_MEDIA[medium],
        message=fence(seen, "message"),
    )


def judge(impressions: Impressions, seen: str) -> tuple[Verdict, ...]:
    """A verdict on each thought, and one on the verdict of the reader, which has to pass."""
    found = []
    for thought in impressions.thoughts:
        why = _tied(thought, seen) or _out_of_character(thought.text, seen, _LONGEST)
        found.append(
            Verdict(text=thought.text, passed=why is None, reason=why or "a thought about words that are there")
        )
    why = _out_of_character(impressions.verdict, seen, 2 * _LONGEST)
    if why is None and impressions.because not in _DECISIVE:
        why = f"decides by {impressions.because!r}, which is nothing that decides"
    found.append(Verdict(text=impressions.verdict, passed=why is None, reason=why or "in character"))
    return tuple(found)


def _tied(thought: Impression, seen: str) -> str | None:
    """What is wrong with what a thought is about, and with the words that it is tied to."""
    if thought.about not in _MEANT:
        return f"is about {thought.about!r}, which no thought is about"
    if thought.effect == "pulls" and thought.about not in _HELPS:
        return f"is drawn by what pushes ({thought.about})"
    if thought.effect == "pushes" and thought.about in _HELPS and thought.about != "subject":
        return f"is pushed by what pulls ({thought.about})"
    if thought.quote is None:
        return None if thought.about in _MISSING else "names no words of the message"
    piece = located(thought.quote, seen)
    if piece is None or _start(piece, seen) is None:
        return "the quote is not in what was read"
    return None if re.search(r"\w\w", piece) and len(words(piece)) <= _QUOTE else "the quote is no piece of a sentence"


def _out_of_character(text: str, seen: str, longest: int) -> str | None:
    if "\n" in text.strip() or len(words(text)) > longest:
        return "too long for a thought"
    if not _FIRST_PERSON.search(_QUOTED.sub(" ", text)):
        return "not in the first person"
    if faults := [why for span in sentences(text) if (why := shape.fault(text[span.start : span.end]))]:
        return faults[0]
    if match := _COACHES.search(_QUOTED.sub(" ", text)):
        return f"coaches ({match[0].lower()!r})"
    if number := numbers.new_number(text, seen, "twenty seconds"):
        return f"the number {number!r} is not in the message"
    if name := names.new_name(text, seen, "HR LinkedIn Monday Friday"):
        return f"the name {name!r} is not in the message"
    return None


def _reaction(impressions: Impressions, seen: str, guided: Reaction) -> Reaction:
    """The thoughts with their places, those about something missing last."""
    thoughts = [_thought(each, seen) for each in impressions.thoughts]
    read = len(re.findall(r"\S+", seen))
    return guided.model_copy(
        update={
            "decision": impressions.decision,
            "because": impressions.because,
            "seconds": round(read * 60 / WORDS_A_MINUTE, 1),
            "words": read,
            "read_until": len(seen),
            "thoughts": tuple(sorted(thoughts, key=lambda thought: thought.span or (len(seen), 0))),
            "verdict": " ".join(impressions.verdict.split()),
        }
    )


def _thought(impression: Impression, seen: str) -> Thought:
    piece = (located(impression.quote, seen) if impression.quote else None) or ""
    start = _start(piece, seen) if piece else None
    span = None if start is None else (start, start + len(piece))
    return Thought(about=impression.about, text=" ".join(impression.text.split()), span=span, effect=impression.effect)


def _start(piece: str, seen: str) -> int | None:
    """Where a piece stands first that does not begin or end within a word."""
    found = re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", seen)
    return found.start() if found else None


def _read(answer: str) -> Impressions:
    """Raises Failed where it is no reading."""
    try:
        return Impressions.model_validate(read_object(answer))
    except ValidationError:
        raise Failed("unreadable", "no reading of the message") from None


def _schema() -> dict[str, Any]:
    def closed(**properties: Any) -> dict[str, Any]:
        return {
            "type": "object", "additionalProperties": False, "required": list(properties), "properties": properties
        }  # fmt: skip

    def one_of(*values: str) -> dict[str, Any]:
        return {"type": "string", "enum": list(values)}

    text = {"type": "string"}
    quote = {"anyOf": [text, {"type": "null"}]}
    effect = one_of(*get_args(Effect))
    thought = closed(about=one_of(*_MEANT), text=text, quote=quote, effect=effect)
    return closed(
        decision=one_of(*get_args(Decision)),
        thoughts={"type": "array", "items": thought},
        because=one_of(*sorted(_DECISIVE)),
        verdict=text,
    )

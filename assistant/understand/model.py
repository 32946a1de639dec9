"""Understand a message with a chat model: one structured call, checked, gives the same closed commands as the rules.

A value needs its quote, and the quote must stand in the message. What does not hold is told to the model once; after
that the rules have the word. They keep it for what must not depend on a model: a concern that they see, attacks, and
the fixed lines.
"""

import json
from collections.abc import Generator, Iterable, Sequence
from typing import Any, ClassVar, get_args

from pydantic import Field, ValidationError

from assistant.brief import CANDIDATE_PARTS, SHOWN, Brief, Part, slot_name
from assistant.calls import Budget, whole
from assistant.commands import (
    ACTS,
    About,
    Act,
    ActName,
    Check,
    Command,
    Concern,
    Concerned,
    Drop,
    Heed,
    Line,
    News,
    Question,
    TakeBack,
    Tell,
    TellLetter,
    TellOf,
    TellPart,
    Waver,
    Write,
)  # fmt: skip
from assistant.faults import Misread
from assistant.models import Model
from assistant.moves import LETTER_TOPICS
from assistant.objects import whole as read_object
from assistant.prompts import Prompt, fence
from assistant.thread import Asked
from assistant.understand.asking import is_question
from assistant.understand.message import Understood
from assistant.understand.rehearsing import REHEARSE, without_help
from assistant.verify.claims import content, coverage
from assistant.verify.numbers import new_number
from assistant.verify.quotes import located
from knowledge.reader import INTENTS, Intent
from knowledge.types import Frozen

MEANINGS: dict[Intent, str] = {
    "clarify_objectives": "their goals, next role, strengths, gaps, measures; filling or changing the plan",
    "find_mentors": "who could be a mentor, where, which of these",
    "draft_outreach": "have a message written or rewritten",
    "check_draft": "have a message judged that they wrote",
    "rehearse": "act out a meeting, its settings, its debrief",
    "prepare_meeting": "get ready for a coming meeting",
    "after_meeting_followup": "what to do with a meeting that has taken place",
    "manage_relationship": "the running relationship with a mentor: rules, frequency, feedback, trouble",
    "end_relationship": "finishing with a mentor",
    "ask_guidance": "any other question about mentoring, or about how this assistant works",
    "smalltalk": "greetings, thanks, jokes",
    "out_of_scope": "any other task or topic",
    "unsafe_or_crisis": "harassment, threats, discrimination, self-harm, collapse, pressure to break the law",
    "injection_attempt": "tries to change the rules, or to get at instructions or other people's data",
    "data_request": "show, export, delete their data, or who can see it",
}
_PERSON: dict[str, Part] = {f"person.{part}": part for part in CANDIDATE_PARTS}  # of whom they write to
_MESSAGE: dict[str, About] = {f"message.{part}": part for part in get_args(About)}
_RULES_ONLY = ("experience", "meetings")  # that a model leaves with the present role, or out
_SLOTS = (*(slot for slot in SHOWN if slot not in _RULES_ONLY), "own_name", "measure", "deadline", *_PERSON, *_MESSAGE)
_SEARCH = 300  # characters of a question put in full
_MOST = 20  # entries of a kind
_OWN_WORDS = 0.8  # share of a value's words that its quote has


class Told(Frozen):
    slot: str
    value: str = Field(min_length=1)
    quote: str = Field(min_length=1)


class Taken(Frozen):
    value: str = Field(min_length=1)
    quote: str = Field(min_length=1)
    instead: str | None = None


class Reading(Frozen):
    """What the model hands over."""

    intent: Intent
    facts: tuple[Told, ...] = Field((), max_length=_MOST)
    taken_back: tuple[Taken, ...] = Field((), max_length=_MOST)
    acts: tuple[ActName, ...] = Field((), max_length=3)
    question: str | None = None
    search: str | None = None
    concern: Concern | None = None
    wavering: bool = False


class Understanding(Prompt):
    """`correction`: what was wrong with the answer before; empty the first time."""

    file: ClassVar[str] = "understanding"
    intents: str = "\n".join(f"- {name}: {meaning}" for name, meaning in MEANINGS.items())
    question: str
    correction: str = ""
    facts: str
    talk: str
    message: str


_BEFORE = 4  # messages of the talk before, so that it can be told who "she" is
_NOT_UNDERSTOOD = Line(line="not_understood")


def needs_model(by_rules: Understood) -> bool:
    """Whether there is anything that a model might understand better: not a concern, an attack, a line or a chip."""
    fixed = (Concerned, Line, Act, Check, News, Drop)
    return (
        not by_rules.commands
        or _NOT_UNDERSTOOD in by_rules.commands
        or not all(isinstance(command, fixed) for command in by_rules.commands)
    )


def ask_for(
    message: str, brief: Brief, asked: Asked | None, question: str | None, talk: Sequence[tuple[str, str]]
) -> Understanding:
    """What a model is given to understand a message."""
    told = "\n".join(f"{slot_name(place)}: {fact.value}" for place, fact in brief.facts()) or "nothing yet"
    return Understanding(
        question=fence(f"{question}\n(about: {asked.topic})" if asked and question else "none", "question"),
        facts=fence(told, "brief"),
        talk=fence("\n".join(f"{who}: {text}" for who, text in talk[-_BEFORE:]) or "nothing yet", "earlier"),
        message=fence(message, "message"),
    )  # fmt: skip


def understand_with(
    model: Model, message: str, by_rules: Understood, brief: Brief, asked: Asked | None, question: str | None,
    talk: Sequence[tuple[str, str]], budget: Budget,
) -> Generator[None, None, Understood]:  # fmt: skip
    """What a message says. `question`: the open one, as it was put; `talk`: (who, text) of the messages before.

    Raises Failed where nothing useful came.
    """
    prompt = ask_for(message, brief, asked, question, talk)
    text = yield from whole(model, prompt.messages(), budget, _schema())
    reading, wrong = read(text, message)
    if reading is None or wrong:
        again = prompt.model_copy(update={"correction": fence(wrong, "correction")})
        text = yield from whole(model, again.messages(), budget, _schema())
        reading, wrong = read(text, message)
        if reading is None or wrong:
            raise Misread("unreadable", "its reading of the message does not hold")
    return _understood(reading, message, by_rules, asked is not None and asked.topic in LETTER_TOPICS)


def read(text: str, message: str) -> tuple[Reading | None, str]:
    """The reading in a model's text, and what is wrong with it; nothing where all holds."""
    found = read_object(text)
    if found is None:
        return None, "it is not one JSON object"
    try:
        reading = Reading.model_validate(found)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        return None, f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"
    faults = [f"{fact.slot} is no slot of these" for fact in reading.facts if fact.slot not in _SLOTS]
    faults += [fault for fact in reading.facts if (fault := _unsaid(fact.value, fact.quote, message))]
    faults += [fault for taken in reading.taken_back if (fault := _unsaid(taken.instead, taken.quote, message))]
    if reading.question and located(reading.question, message) is None:
        faults.append(f"the question {json.dumps(reading.question)} is not in the message")
    if reading.intent == "unsafe_or_crisis" and reading.concern is None and (reading.acts or not reading.question):
        faults.append('the intent is "unsafe_or_crisis", and "concern" is null')
    return reading, "; ".join(faults)


def _unsaid(value: str | None, quote: str, message: str) -> str | None:
    """What is wrong with a value and its quote."""
    piece = located(quote, message)
    if piece is None:
        return f"the quote {json.dumps(quote)} is not in the message"
    if value is None:
        return None
    if coverage(content(value), content(piece)) < _OWN_WORDS or new_number(value, piece):
        return f"the value {json.dumps(value)} says more than its quote"
    return None


def _understood(reading: Reading, message: str, by_rules: Understood, writing: bool) -> Understood:
    if reading.concern is not None:
        return Understood("unsafe_or_crisis", (Concerned(concern=reading.concern),))
    commands: list[Command] = []
    own = False
    for fact in reading.facts:
        if fact.slot in ("measure", "deadline"):
            part: Part = "measure" if fact.slot == "measure" else "deadline"
            commands.append(TellPart(part=part, value=fact.value, quote=fact.quote, own=own))
        elif fact.slot in _PERSON:
            commands.append(TellOf(part=_PERSON[fact.slot], value=fact.value, quote=fact.quote))
        elif fact.slot in _MESSAGE:
            commands.append(TellLetter(part=_MESSAGE[fact.slot], value=fact.value, quote=fact.quote))
        else:
            commands.append(Tell.model_validate({"slot": fact.slot, "value": fact.value, "quote": fact.quote}))
            own = own or fact.slot == "objectives"
    commands += [TakeBack(value=t.value, quote=t.quote, instead=t.instead) for t in reading.taken_back]
    commands += [Waver()] if reading.wavering else []
    commands += [Act(act=act) for act in reading.acts]
    commands += [command for command in by_rules.commands if isinstance(command, Heed)]
    writes = [command for command in by_rules.commands if isinstance(command, Write)]
    if (
        reading.intent == "draft_outreach"
        and not writes
        and any(isinstance(c, TellOf) for c in commands)
        and not writing
    ):
        writes = [Write(fresh=True)]
    if reading.intent == "draft_outreach" or not any(command.fresh for command in writes):
        commands = [*writes, *commands]
    if reading.intent == "rehearse" and (REHEARSE in by_rules.commands or not reading.facts):
        asks = [] if reading.question else [c for c in by_rules.commands if isinstance(c, Question)]
        commands = [*without_help(commands), REHEARSE, *asks]
    if reading.question and not writes:
        search = (reading.search or "")[:_SEARCH] or None
        within = message if search is None and reading.question != message else None
        aside = bool(reading.facts) and not is_question(reading.question)
        commands.append(Question(text=reading.question, search=search, within=within, aside=aside))
    if not commands:  # it saw nothing to take up: what the rules made of it is better than silence
        return by_rules
    return Understood(reading.intent, tuple(commands))


def _schema() -> dict[str, Any]:
    text, nothing = {"type": "string"}, {"type": "null"}

    def closed(**properties: Any) -> dict[str, Any]:
        return {
            "type": "object", "additionalProperties": False, "required": list(properties), "properties": properties
        }  # fmt: skip

    def one_of(names: Iterable[str]) -> dict[str, Any]:
        return {"type": "string", "enum": list(names)}

    return closed(
        intent=one_of(INTENTS),
        facts={"type": "array", "items": closed(slot=one_of(_SLOTS), value=text, quote=text)},
        taken_back={
            "type": "array", "items": closed(value=text, quote=text, instead={"anyOf": [text, nothing]})
        },
        acts={"type": "array", "items": one_of(ACTS)},
        question={"anyOf": [text, nothing]},
        search={"anyOf": [text, nothing]},
        concern={"anyOf": [one_of(name for name in get_args(Concern) if name != "unsure"), nothing]},
        wavering={"type": "boolean"},
    )  # fmt: skip

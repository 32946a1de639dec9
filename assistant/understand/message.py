"""Understand a message without a language model: its intent, and the commands in it.

A concern comes before everything else. Fixed patterns find what must not be missed, the reader (`knowledge.reader`)
what no list of words foresees; either is enough for a concern.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.commands import (
    Act,
    ActName,
    Check,
    Command,
    Concerned,
    Line,
    Question,
    Tell,
    TellOf,
    Write,
)  # fmt: skip
from assistant.moves import LETTER_TOPICS
from assistant.skills.outreach.plan import Plan
from assistant.thread import Asked
from assistant.understand.acts import act_of
from assistant.understand.answered import LIKELY, with_answer
from assistant.understand.asking import is_question, questions
from assistant.understand.beside import interrupts, of_data, rest
from assistant.understand.distress import concern_in
from assistant.understand.facts import facts, is_slight, stays, without_present
from assistant.understand.heard import ASKED, answers, best, for_a_note, leads_away
from assistant.understand.language import is_english
from assistant.understand.letter_answers import answered
from assistant.understand.letter_wanted import says_to_write
from assistant.understand.letters import ASKS_WHO, resumes, shows_again, to_one_known, wish, without_overlap
from assistant.understand.missed import with_missed
from assistant.understand.of_notes import speaks_of_notes
from assistant.understand.particulars import told_of
from assistant.understand.pasted import asks_to_check, guessed, is_message, names_letter, pasted
from assistant.understand.rehearsing import REHEARSE, rehearsing, wants_rehearsal
from assistant.understand.rules import Reading, asks_how_many, read
from assistant.understand.spans import TAGS
from assistant.understand.tidings import Tidings, tidings
from knowledge.reader import Heard, Intent, Reader
from knowledge.text import words

_ATTACK, _ATTACK_BACKED = 0.6, 0.05
_ATTACK_AT_ALL = 0.01  # probability, read with the open question, below which nothing is one: attacks stay above 0.02
_HARMLESS = 0.1  # probability, read with the open question: "that's not a goal, I want to disappear" is far above it
_FRAGMENT = 3  # words that are too few to be taken for an attack by their resemblance alone
_DOCUMENT = 12  # lines: a pasted CV, no message
_NAMES = frozenset(("name", "contact", "own_name"))  # topics that are answered by a name, of whatever language
_MOST_WORDS = 14  # of a message that says that a question was not understood
_PUTS_RIGHT = re.compile(
    r"\b(?:take out|take (?:it|that|this) out|remove|delete|drop|should (?:be|say)|is (?:wrong|nonsense)|change|instead of)\b",
    re.IGNORECASE,
)
_PUZZLED = re.compile(
    r"\b(?:not|don['’]?t|didn['’]?t) (?:understand|get) (?:the |this |that |your |a )?(?:question|what you \w+|this|that|it)(?=\W*(?:$|[.!?,]))"
    r"|\bexplain\b.{0,30}\b(?:easy|easier|simple|simpler|question)\b|\bwhat (?:do you mean|means (?:that|this|it))\b",
    re.IGNORECASE,
)
_OF_ME = re.compile(r"\b(?:i['’]?m|i am|i work|i was|my (?:job|work|role))\b", re.IGNORECASE)
_OF_A_MENTOR = frozenset(("manage_relationship", "end_relationship", "after_meeting_followup", "prepare_meeting"))
_TELLS_OF_BEFORE = frozenset(("tried", "earlier", "since", "known"))  # questions that such news answers


class Understood(NamedTuple):
    intent: Intent
    commands: tuple[Command, ...]


class Moment(NamedTuple):
    """Where the talk stands when a message comes. `asked`: the question that is open; `reading_back`: whether the Brief
    is to be confirmed;

    `plan`: the message to a mentor that is there; `people`: the names of those who could be written to;
    `reader_name`: of the one to whom the message is, while it is talked about; `meant`: whether they have said that
    nothing serious is behind it; `again`: whether the open question was put before and not answered.
    """

    asked: Asked | None = None
    reading_back: bool = False
    plan: Plan | None = None
    people: Sequence[str] = ()
    reader_name: str | None = None
    meant: bool = False
    again: bool = False


BY_ITSELF = Moment()  # a message with nothing before it


def understand_one(message: str, reader: Reader, moment: Moment) -> Understood:
    """What a message says that does one thing."""
    asked, reading_back, plan, people, reader_name, meant, again = moment
    reading = read(message)
    if (short := in_short(message, reading, asked, reading_back, plan)) is not None:
        return short
    context = "confirm" if reading_back else _context(asked)
    meant = meant or (asked is not None and _is_harmless(message, reader, context))
    heard = _heard(message, reader, context, meant)
    alone = heard if context is None else _heard(message, reader, None, meant)
    named = _is_name(message, asked)
    if (concern := concern_in(message, reading, heard, alone)) and not (named and reading.intent != "unsafe_or_crisis"):
        return Understood("unsafe_or_crisis", (concern,))
    known: tuple[Command, ...] = ()
    if reading.intent != "unsafe_or_crisis":
        known = to_one_known(message, asked.topic if asked else None, people, reader_name)
    named = named or bool(known)
    check = _to_judge(message, heard, alone, reading, asked, reading_back)
    if check is not None:  # whatever it says, it is material
        attacks = _attacks(message, reading, heard, alone)
        return Understood("injection_attempt" if attacks else best(alone), (check,))
    if _attacks(message, reading, heard, alone):
        return Understood("injection_attempt", (Line(line="injection"),))
    if message.count("\n") >= _DOCUMENT and best(alone) not in ("check_draft", "draft_outreach"):
        return _document(best(alone))
    if not is_english(message) and not named:
        return Understood(best(alone), (Line(line="unreadable"),))  # what it seems to be; nothing is done about it
    if reading.line is not None and reading.intent != "injection_attempt" and not named:
        return Understood(reading.intent, _fixed(message, reading))
    if known:
        return Understood("draft_outreach", known)
    if asked is not None and asked.topic in TAGS and interrupts(message):  # 'one sec, phone' is no date
        return Understood("smalltalk", (Line(line="no_hurry"),))
    intent = best(heard)
    if intent in ("data_request", "smalltalk") and for_a_note(alone) >= ASKED:
        intent = "ask_guidance"  # what a note of the handbook answers is neither
    return _answered(message, _meant(message, intent, heard, alone, asked, plan, reader), heard, asked, again)


def _is_harmless(message: str, reader: Reader, context: str | None) -> bool:
    """Whether a message speaks of what was noted, or only interrupts, and after the question resembles no concern."""
    aside = speaks_of_notes(message) or interrupts(message)
    return aside and reader.read(message, context).intents["unsafe_or_crisis"] < _HARMLESS


def _answered(message: str, found: Understood, heard: Heard, asked: Asked | None, again: bool) -> Understood:
    """What was found, or the answer to the open question that it was not seen to be."""
    if asked is None or asked.topic not in TAGS:
        return found
    commands = with_answer(message, found.commands, heard, asked.topic, again)
    return found if commands == found.commands else Understood("clarify_objectives", commands)


def _heard(message: str, reader: Reader, context: str | None, meant: bool) -> Heard:
    heard = with_missed(message, reader.read(message, context), reader, asked=context is not None)
    return heard._replace(intents={**heard.intents, "unsafe_or_crisis": 0.0}) if meant else heard


def _fixed(message: str, reading: Reading) -> tuple[Command, ...]:
    """What a fixed pattern has found. Nothing is asked over a concern, even where the reader does not see it."""
    if reading.intent == "unsafe_or_crisis":
        return (Concerned.model_validate({"concern": reading.line}),)
    return of_data(message) if reading.line == "data" else (Line.model_validate({"line": reading.line}),)


def in_short(
    message: str, reading: Reading, asked: Asked | None, reading_back: bool, plan: Plan | None
) -> Understood | None:
    """A reply that steers the talk, or wants to see the draft again, and nothing else."""
    if reading.intent == "unsafe_or_crisis":
        return None
    if shows_again(message, plan):
        return Understood("draft_outreach", (Write(),))
    if asked is not None and asked.topic not in LETTER_TOPICS and asks_how_many(message, alone=True):
        return Understood("clarify_objectives", (Line(line="how_many"),))
    act = act_of(message) or _puzzled(message, asked)
    return Understood(_intent_of_act(act, asked, reading_back), _of_act(act, message, asked, plan)) if act else None


def _document(intent: Intent) -> Understood:
    """A long text: what was said in a meeting, or a CV and the like."""
    if intent == "rehearse":
        return Understood("rehearse", (REHEARSE,))
    return Understood("clarify_objectives", (Line(line="document"),))


def _meant(
    message: str, intent: Intent, heard: Heard, alone: Heard, asked: Asked | None, plan: Plan | None, reader: Reader
) -> Understood:
    """What a message says that is neither a concern nor answered by a fixed line."""
    people = told_of(message)
    if people and asked is not None and asked.topic in LETTER_TOPICS - ASKS_WHO:  # somebody else comes to their mind
        return Understood("find_mentors", tuple(people))
    if (news := _news(message, asked)) is not None:
        told = facts(message, intent, heard, alone, asked, None)
        if not any(isinstance(c, Tell) and tidings(c.quote) for c in told):  # 'get my designs accepted' is a goal
            return Understood(news.intent, (*told, *people, Question(text=message, search=news.search)))
    wished = wish(message, intent, plan, asked.topic if asked else None)
    elsewhere = leads_away(alone) and not (asked is not None and asked.topic in TAGS and answers(heard))
    told = facts(message, intent, heard, alone, asked, best(alone) if elsewhere else None)
    if told and wished.commands == (Line(line="cannot_place"),):  # 'and write that I am a tester'
        return Understood("draft_outreach", (*told, Write()))
    if wished.commands:
        own = without_overlap(told, wished.commands) if _begins(wished.commands) else []
        return Understood(wished.intent or intent, (*own, *wished.commands))
    if people:
        told = [c for c in told if not _of_another(message, c, people)]
        about_them = any(isinstance(command, Tell) for command in told)
        told = [*without_overlap(told, people), *people]
        if elsewhere and best(alone) in _OF_A_MENTOR and not about_them and not questions(message, reader):
            told.append(Question(text=message))  # 'her name is Carla, and she keeps cancelling on me'
    if wants_rehearsal(message, intent, asked, told):
        return Understood(intent, rehearsing(message, told, asked))
    of_letter = asked is not None and asked.topic in LETTER_TOPICS
    if of_letter and intent == "draft_outreach" and not told and not is_question(message):
        return Understood(intent, (Line(line="not_understood"),))
    if stays(message):  # the present position, told as the next one
        told = without_present(message, told)
    if asked is not None and elsewhere and not told and intent != "data_request":
        intent, asked = best(alone), None
    return Understood(intent, (*told, *rest(message, intent, alone, told, asked, reader)))


def _of_another(message: str, command: Command, people: Sequence[Command]) -> bool:
    """Whether a position, or for how long, is said of somebody who was named before: 'Ana, she is an architect'."""
    if not isinstance(command, Tell) or command.slot not in ("current_role", "experience"):
        return False
    start = message.find(command.quote)
    named = max((message.find(c.quote) for c in people if isinstance(c, TellOf) and c.part == "name"), default=-1)
    return -1 < named < start and not _OF_ME.search(message, named, start)


def _is_name(message: str, asked: Asked | None) -> bool:
    """Whether a short reply gives the name that was asked for: of whatever language it is."""
    return asked is not None and asked.topic in _NAMES and bool(answered(message, asked.topic)) and is_slight(message)


def _puzzled(message: str, asked: Asked | None) -> ActName | None:
    """'I not understand question, explain please more easy'."""
    puzzled = asked is not None and len(words(message)) <= _MOST_WORDS and _PUZZLED.search(message)
    return "dont_know" if puzzled else None


def _news(message: str, asked: Asked | None) -> Tidings | None:
    """What has become of a message, where that is not what was asked, and no other is to be written about it."""
    if (asked is not None and asked.topic in _TELLS_OF_BEFORE) or is_question(message) or says_to_write(message):
        return None
    return tidings(message)


def _begins(commands: tuple[Command, ...]) -> bool:
    """Whether a message is begun: beside that, the person may say who they are."""
    return any(isinstance(command, Write) and command.fresh for command in commands)


def _of_act(act: ActName, message: str, asked: Asked | None, plan: Plan | None) -> tuple[Command, ...]:
    """What a short reply means while a message to a mentor is talked about."""
    if plan is not None and plan.state == "asking" and asked is not None and asked.topic == "known" and act == "deny":
        return (TellOf(part="known", value=message, quote=message),)  # whether they know each other
    if act == "dont_know" and asked is None and plan is None and "what i" in message.lower():
        return (Act(act="begin"),)  # 'I don't know what I want', before anything was asked
    if plan is not None and plan.state in ("resting", "asking") and act == "begin" and resumes(message):
        return (Write(), Act(act=act)) if plan.state == "asking" else (Write(),)
    return (Act(act=act),)


def _to_judge(
    message: str, heard: Heard, alone: Heard, reading: Reading, asked: Asked | None, reading_back: bool
) -> Check | None:
    """A message to a mentor that is to be judged, if this asks for that and for nothing else."""
    check = _checked(message, best(alone), asked)
    if check is None or (reading_back and _PUTS_RIGHT.search(message)):  # 'take out "Well, me too, but that"'
        return None
    about_else = tidings(message) or _is_of_else(message, heard) or reading.line == "about"  # 'hi whats this'
    return None if check.text is None and about_else else check


def _checked(message: str, intent: Intent, asked: Asked | None) -> Check | None:
    """The message in a message that is to be judged, or that there is one to be judged somewhere else."""
    found = pasted(message, intent)
    if found is not None:
        text = message[found.start : found.end]
        channel, medium = guessed(text, found.about)
        return Check(text=text, channel=channel, medium=medium)
    if asked is not None and asked.topic == "pasted" and is_message(message):
        channel, medium = guessed(message)
        return Check(text=message, channel=channel, medium=medium)
    return Check() if asks_to_check(message, intent) else None


def _is_of_else(message: str, heard: Heard) -> bool:
    """'Look at my pull requests' answers what help is wanted, and names no message that could be judged."""
    return heard.answers is not None and heard.answers >= LIKELY and not names_letter(message)


def _attacks(message: str, reading: Reading, heard: Heard, alone: Heard) -> bool:
    probability = alone.intents["injection_attempt"]
    if reading.intent == "injection_attempt":
        return probability >= _ATTACK_BACKED
    answers_plainly = heard.intents["injection_attempt"] < _ATTACK_AT_ALL
    return probability >= _ATTACK and not answers_plainly and len(words(message)) > _FRAGMENT


def _context(asked: Asked | None) -> str | None:
    if asked is None or asked.topic in LETTER_TOPICS:
        return None
    return {"help_wanted": "help", "target": "objectives"}.get(asked.topic, asked.topic)


def _intent_of_act(act: str, asked: Asked | None, reading_back: bool) -> Intent:
    if (
        asked is not None
        or reading_back
        or act in ("begin", "undo", "show", "minute", "dont_know", "skip", "back", "why")
    ):
        return "clarify_objectives"
    return "smalltalk"

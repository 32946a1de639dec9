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
    Heed,
    Line,
    Question,
    Tell,
    TellOf,
    TellPart,
    Write,
)  # fmt: skip
from assistant.moves import LETTER_TOPICS, Topic
from assistant.skills.outreach.plan import Plan
from assistant.thread import Asked
from assistant.understand.acts import act_of
from assistant.understand.asking import is_question, is_what_if, questions, wants_to_be_told
from assistant.understand.dates import is_date, names_time
from assistant.understand.distress import concern_in
from assistant.understand.heard import ASKED, SURE, best, for_a_note, leads_away
from assistant.understand.language import is_english
from assistant.understand.letter_answers import answered
from assistant.understand.letter_wanted import says_to_write
from assistant.understand.letters import ASKS_WHO, resumes, to_one_known, wish, without_overlap
from assistant.understand.particulars import told_of
from assistant.understand.pasted import asks_to_check, guessed, is_message, pasted
from assistant.understand.plain import opening_date, outright, plain_facts, settled_on
from assistant.understand.rehearsing import REHEARSE, rehearsing, wants_rehearsal
from assistant.understand.rules import Reading, asks_to_see, courtesy, read
from assistant.understand.settle import as_asked, in_one_piece
from assistant.understand.spans import TAGS, commands, whole
from assistant.understand.tidings import Tidings, tidings
from assistant.understand.trim import trimmed
from knowledge.reader import Heard, Intent, Reader
from knowledge.text import words

_ATTACK, _ATTACK_BACKED = 0.6, 0.05
_FRAGMENT = 3  # words that are too few to be taken for an attack by their resemblance alone
_HEEDED = 0.5  # probability from which on a statement is taken for the matter of a note that must be heeded
_NO_FACTS = frozenset(  # intents in whose messages no facts about the person are looked for
    ("check_draft", "out_of_scope", "unsafe_or_crisis", "injection_attempt", "data_request")
)
_SURE = 0.25  # of the words of a marked piece
_SURE_ELSEWHERE = 0.9  # the same where a question is open and the message leads away from it to something else
_SURE_AMONG = 0.7  # the same where it may lead away
_TOLD_IN: dict[str, Intent] = {"mentor": "find_mentors", "limit": "manage_relationship"}  # tags that belong there
_DOCUMENT = 12  # lines: a pasted CV, no message

_NAMES = frozenset(("name", "contact", "own_name"))  # topics that are answered by a name, of whatever language
_ASKS = re.compile(
    r"\s*(?:(?:and|but|so|or|ok|okay|then|also)\b[\s,]*)*(?:how|who|where|when|why|which)\b", re.IGNORECASE
)
_WORD_OR_TWO = 2
_SLIGHT = 5  # words of a reply that answers what was asked even where nothing is marked, and in which nothing is heeded
_LEAVES_THE_THINKING = re.compile(  # to the mentor: what a boss decides for them is another matter
    r"\b(?:mentor|someone|somebody|who|he|she|they|you) (?:\w+ ){0,2}?"
    r"(?:(?:decides?|chooses?|thinks?|plans?) (?:it |things |everything |that |this )?(?:all )?for me\b"
    r"|makes? (?:all )?(?:the|my) (?:decisions?|plans?|choices?) for me\b)|^\W*you decide\W*$",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(r"\W*(?:someone|somebody)\b", re.IGNORECASE)  # 'someone calm' is a wish for the mentor ...
_SOMEBODY_WHO = re.compile(
    r"\W*(?:someone|somebody) (?:[\w-]+ ){0,3}?(?:who|that|with|from|like|outside|inside)\b", re.IGNORECASE
)
_WISH = 14  # words
_NOT_OF_SOMEBODY = frozenset(("measure", "deadline", "horizon", "strengths", "next_role"))  # ... where these were asked
_DID = re.compile(
    r"^\W*(?:(?:well|ok|so|no)\W+)?i (?:have |already |once |also |only )*(?:\w+ed|took|read|did|went|wrote|made|bought|got|saw|spoke|began)\b",
    re.IGNORECASE,
)
_PUZZLED = re.compile(
    r"\b(?:not|don['’]?t|didn['’]?t) (?:understand|get) (?:the |this |that |your |a )?(?:question|what you \w+|this|that|it)(?=\W*(?:$|[.!?,]))"
    r"|\bexplain\b.{0,30}\b(?:easy|easier|simple|simpler|question)\b|\bwhat (?:do you mean|means (?:that|this|it))\b",
    re.IGNORECASE,
)
_OF_A_MENTOR = frozenset(("manage_relationship", "end_relationship", "after_meeting_followup", "prepare_meeting"))
_TELLS_OF_BEFORE = frozenset(("tried", "earlier", "since", "known"))  # questions that such news answers
_OF_POSITIONS = frozenset(("current_role", "next_role", "horizon", "long_term"))
_ADVISED = re.compile(  # 'my boss told me mentoring would be good for me' asks nothing
    r"\b(?:told|tells?|says?|said|thinks?|suggest\w*|recommend\w*|advised?)\b(?: to)?(?: me| us)?,?(?: that)? "
    r"(?:(?:i|to) (?:should|need|must|could|ought|have|get|find|look|try|search)\b.*\b|(?:an? )?)mentor(?:ing)?\b",
    re.IGNORECASE,
)
_OF_MENTORS = re.compile(r"\bmentor", re.IGNORECASE)  # then it is no small talk: 'hello, I should get a mentor'
_STAYS = re.compile(
    r"\b(?:stay(?:ing)? (?:in|where|put|right|exactly|precisely)|no new (?:role|position|job|title)|not (?:looking for|after|want\w*) (?:a|any) "
    r"(?:new|other|different|bigger) (?:role|position|job|title)|don'?t (?:want|need) (?:a|any) (?:new |other |different )?(?:role|position|job|title|promotion)"
    r"|happy (?:in my|where i|with my (?:role|job|position)))\b",
    re.IGNORECASE,
)  # fmt: skip

# Where a statement is the matter of one of these notes, its word comes before the next question: a need that no mentor
# can meet, somebody who wants the mentor to think for them, a plan that will hurt.
HEEDED = (
    "mentor-or-sponsor", "other-professionals", "what-a-mentor-is-for", "favours", "message-mistakes",
    "boss-as-mentor", "expectations", "warning-signs", "coach-or-mentor",
)  # fmt: skip


class Understood(NamedTuple):
    intent: Intent
    commands: tuple[Command, ...]


def understand(
    message: str,
    reader: Reader,
    asked: Asked | None = None,
    reading_back: bool = False,
    plan: Plan | None = None,
    people: Sequence[str] = (),
    reader_name: str | None = None,
) -> Understood:
    """What a message says. `asked`: the question that is open; `reading_back`: whether the Brief is to be confirmed;

    `plan`: the message to a mentor that is there; `people`: the names of those who could be written to;
    `reader_name`: of the one to whom the message is, while it is talked about.
    """
    reading = read(message)
    act = act_of(message) or _puzzled(message, asked)
    if act is not None and reading.intent != "unsafe_or_crisis":
        return Understood(_intent_of_act(act, asked, reading_back), of_act(act, message, asked, plan))
    if asks_to_check(message, "smalltalk"):
        return Understood("check_draft", (Check(),))
    context = "confirm" if reading_back else _context(asked)
    heard = reader.read(message, context)
    alone = heard if context is None else reader.read(message)
    named = _is_name(message, asked)
    if (concern := concern_in(message, reading, heard, alone)) and not (named and reading.intent != "unsafe_or_crisis"):
        return Understood("unsafe_or_crisis", (concern,))
    known: tuple[Command, ...] = ()
    if reading.intent != "unsafe_or_crisis":
        known = to_one_known(message, asked.topic if asked else None, people, reader_name)
    named = named or bool(known)
    check = _checked(message, best(alone), asked)
    if check is not None and not (check.text is None and tidings(message)):  # whatever it says, it is material
        attacks = _attacks(message, reading, alone)
        return Understood("injection_attempt" if attacks else best(alone), (check,))
    if _attacks(message, reading, alone):
        return Understood("injection_attempt", (Line(line="injection"),))
    if message.count("\n") >= _DOCUMENT and best(alone) not in ("check_draft", "draft_outreach"):
        return _document(best(alone))
    if not is_english(message) and not named:
        return Understood(best(alone), (Line(line="unreadable"),))  # what it seems to be; nothing is done about it
    if reading.line is not None and reading.intent != "injection_attempt" and not named:
        return Understood(reading.intent, _of_data(message) if reading.line == "data" else (Line(line=reading.line),))
    if known:
        return Understood("draft_outreach", known)
    intent = best(heard)
    if intent in ("data_request", "smalltalk") and for_a_note(alone) >= ASKED:
        intent = "ask_guidance"  # what a note of the handbook answers is neither
    return _meant(message, intent, heard, alone, asked, plan, reader)


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
        told = _told(message, intent, heard, alone, asked, None)
        return Understood(news.intent, (*told, *people, Question(text=message, search=news.search)))
    wished = wish(message, intent, plan, asked.topic if asked else None)
    elsewhere = leads_away(alone)
    told = _told(message, intent, heard, alone, asked, best(alone) if elsewhere else None)
    if wished.commands:
        own = without_overlap(told, wished.commands) if _begins(wished.commands) else []
        return Understood(wished.intent or intent, (*own, *wished.commands))
    if people:
        told = [*without_overlap(told, people), *people]
        if elsewhere and best(alone) in _OF_A_MENTOR and not questions(message, reader):
            told.append(Question(text=message))  # 'her name is Carla, and she keeps cancelling on me'
    if wants_rehearsal(message, intent, asked):
        return Understood(intent, rehearsing(message, told, asked))
    of_letter = asked is not None and asked.topic in LETTER_TOPICS
    if of_letter and intent == "draft_outreach" and not told and not is_question(message):
        return Understood(intent, (Line(line="not_understood"),))
    if _STAYS.search(message):  # the present position, told as the next one
        told = [command for command in told if not (isinstance(command, Tell) and command.slot == "next_role")]
    if asked is not None and elsewhere and not told and intent != "data_request":
        intent, asked = best(alone), None
    return Understood(intent, (*told, *_rest(message, intent, alone, told, asked, reader)))


def _is_name(message: str, asked: Asked | None) -> bool:
    """Whether a short reply gives the name that was asked for: of whatever language it is."""
    return asked is not None and asked.topic in _NAMES and bool(answered(message, asked.topic)) and _is_slight(message)


def _puzzled(message: str, asked: Asked | None) -> ActName | None:
    """'I not understand question, explain please more easy'."""
    puzzled = asked is not None and len(words(message)) <= _WISH and _PUZZLED.search(message)
    return "dont_know" if puzzled else None


def _news(message: str, asked: Asked | None) -> Tidings | None:
    """What has become of a message, where that is not what was asked, and no other is to be written about it."""
    if (asked is not None and asked.topic in _TELLS_OF_BEFORE) or is_question(message) or says_to_write(message):
        return None
    return tidings(message)


def _is_slight(message: str) -> bool:
    return len(words(message)) <= _SLIGHT


def _begins(commands: tuple[Command, ...]) -> bool:
    """Whether a message is begun: beside that, the person may say who they are."""
    return any(isinstance(command, Write) and command.fresh for command in commands)


def of_act(act: ActName, message: str, asked: Asked | None, plan: Plan | None) -> tuple[Command, ...]:
    """What a short reply means while a message to a mentor is talked about."""
    if plan is not None and plan.state == "asking" and asked is not None and asked.topic == "known" and act == "deny":
        return (TellOf(part="known", value=message, quote=message),)  # whether they know each other
    if act == "dont_know" and asked is None and plan is None and "what i" in message.lower():
        return (Act(act="begin"),)  # 'I don't know what I want', before anything was asked
    if plan is not None and plan.state in ("resting", "asking") and act == "begin" and resumes(message):
        return (Write(), Act(act=act)) if plan.state == "asking" else (Write(),)
    return (Act(act=act),)


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


def route(message: str, reader: Reader) -> Intent:
    """The intent of a message by itself."""
    return understand(message, reader).intent


def _rest(
    message: str, intent: Intent, alone: Heard, told: list[Command], asked: Asked | None, reader: Reader
) -> list[Command]:
    """Beside the facts: something to heed, a question, a short reply taken whole."""
    marked = "?" in message
    found: list[Command] = []
    if _STAYS.search(message) and not marked:
        found.append(Act(act="stay"))
    slight = told and len(words(message)) <= _SLIGHT
    if (note := _heeded(message, alone)) and not marked and not slight:
        found.append(Heed(note=note, about=message))
    if intent == "data_request":
        return [*found, *_of_data(message)]
    if told and (asked_of_us := questions(message, reader)):
        asked_for = Question(text=" ".join(asked_of_us), within=message if " ".join(asked_of_us) != message else None)
        return [*found, *([asked_for] if _needs_answer(intent, asked_of_us) else [])]
    if told or (found and not marked):
        return found
    return _untold(message, intent, alone, asked)


def _untold(message: str, intent: Intent, alone: Heard, asked: Asked | None) -> list[Command]:
    """What a message without facts is: a date, small talk, a short reply taken whole, a question."""
    marked = "?" in message
    if asked is not None and asked.topic in TAGS and is_date(message):  # an answer to an earlier question
        return [TellPart(part="deadline", value=trimmed("by", message), quote=message.strip())]
    if intent == "smalltalk":
        line = courtesy(message)
        return [Act(act="begin") if line == "smalltalk" and _OF_MENTORS.search(message) else Line(line=line)]
    if asked is not None and asked.topic in TAGS and not marked and _is_answer(message, intent, alone):
        fits = TAGS[asked.topic] not in ("by", "when") or names_time(message)
        return whole(message, asked.topic) if fits else [Line(line="not_understood")]
    if intent == "clarify_objectives" and not marked and asked is None and for_a_note(alone) >= ASKED:
        return [Question(text=message), Act(act="begin")]  # 'no idea what a mentor is for': told first, then asked
    if intent == "clarify_objectives" and asked is not None and is_question(message):
        return [Question(text=message)]  # 'what should I never ask', without a question mark
    if _ADVISED.search(message) and not is_question(message):
        return [Act(act="begin")]
    if intent == "clarify_objectives" and not marked:
        return [Line(line="not_understood") if asked else Act(act="begin")]
    if asked is not None and asked.topic in TAGS and not marked and not is_question(message):
        if asked.topic == "tried" and _DID.match(message) and for_a_note(alone) < ASKED:
            return whole(message, "tried")
        return [Question(text=message, aside=True)]  # where the guidance has nothing on it, nothing was asked
    return [Question(text=message)]


def _of_data(message: str) -> tuple[Command, ...]:
    data = Line(line="data")
    return (data, Act(act="show")) if asks_to_see(message) else (data,)


def _needs_answer(intent: Intent, asked: list[str]) -> bool:
    """A question beside facts: answered where it asks for guidance, not where it only asks 'does that make sense?'"""
    return intent != "clarify_objectives" or any(len(words(q)) > 5 for q in asked)


def _is_answer(message: str, intent: Intent, alone: Heard) -> bool:
    """Whether a message in which nothing is marked answers what was asked all the same: a word or two, or a few more
    that are about what the person wants."""
    few = len(words(message)) <= _WORD_OR_TWO or (_is_slight(message) and best(alone) == "clarify_objectives")
    return few and intent not in _NO_FACTS and not is_question(message)


def _told(
    message: str, intent: Intent, heard: Heard, alone: Heard, asked: Asked | None, elsewhere: Intent | None
) -> list[Command]:
    """The facts whose words are marked surely enough. `elsewhere`: what the message is about instead of them."""
    if intent in _NO_FACTS or is_what_if(message):
        return []
    if asked is not None and _is_of_somebody(message, asked.topic):
        return [Tell(slot="mentor_qualities", value=message.strip(" .!"), quote=message.strip(" .!"))]
    if (asked is None or asked.topic in _OF_POSITIONS) and (choice := settled_on(message)):
        return choice
    about_them = intent == "clarify_objectives" and (_is_slight(message) or best(alone) == "clarify_objectives")
    least = _SURE if about_them else SURE
    if asked is not None and _ASKS.match(message):
        least = _SURE_ELSEWHERE  # 'and who pays the coffee', without a question mark
    away = least if elsewhere is None else _SURE_AMONG if elsewhere == "clarify_objectives" else _SURE_ELSEWHERE
    marks = [m for m in heard.marks if m.sure >= (_SURE if _TOLD_IN.get(m.tag) == best(alone) else away)]
    if asked is not None and asked.topic in TAGS:
        marks = as_asked(message, in_one_piece(message, marks, TAGS[asked.topic]), TAGS[asked.topic])
    asks = [match.span() for match in re.finditer(r"[^.!?]+", message) if wants_to_be_told(match[0])]
    marks = [m for m in marks if not any(start <= m.start < end for start, end in asks)]
    found = [*plain_facts(message, marks), *commands(message, marks)]
    if asked is not None and asked.topic == "horizon" and (day := opening_date(message)):
        found = [day, *(c for c in found if not (isinstance(c, Tell) and c.slot == "horizon"))]
    return outright(message, found)


def _is_of_somebody(message: str, topic: Topic) -> bool:
    """Whether a message is a wish for the mentor, where something else was asked."""
    if topic not in TAGS or topic in ("tried", "help_wanted") or is_question(message) or len(words(message)) > _WISH:
        return False
    slight = _is_slight(message) and topic in _NOT_OF_SOMEBODY and _SOMEBODY.match(message)
    return bool(slight or _SOMEBODY_WHO.match(message))


def _heeded(message: str, heard: Heard) -> str | None:
    if _LEAVES_THE_THINKING.search(message):
        return "what-a-mentor-is-for"
    note = max(heard.notes, key=lambda name: heard.notes[name])
    return note if note in HEEDED and heard.notes[note] >= _HEEDED else None


def _attacks(message: str, reading: Reading, heard: Heard) -> bool:
    probability = heard.intents["injection_attempt"]
    if reading.intent == "injection_attempt":
        return probability >= _ATTACK_BACKED
    return probability >= _ATTACK and len(words(message)) > _FRAGMENT


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

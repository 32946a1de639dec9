"""What a message is beside the facts in it: something to heed, a question, small talk, a short reply taken whole."""

import re
from collections.abc import Sequence

from assistant.commands import Act, Command, Heed, Line, Question, Tell, TellPart
from assistant.moves import LETTER_TOPICS, Topic
from assistant.thread import Asked
from assistant.understand.asking import asks_inverted, is_question, is_unsure_answer, questions
from assistant.understand.dates import is_date, names_time
from assistant.understand.facts import NO_FACTS, OF_LISTS, is_slight, stays
from assistant.understand.heard import ASKED, best, for_a_note
from assistant.understand.rules import asks_how_many, asks_to_see, courtesy, speaks_of_brief
from assistant.understand.spans import TAGS, whole
from assistant.understand.trim import trimmed
from knowledge.reader import Heard, Intent, Reader
from knowledge.text import words

# Probability from which on a statement is taken for the matter of a note that must be heeded. Of 1,350 plain answers
# ("18 months, latest", "raised my rate once") 25 are above 0.5 and none above this.
_HEEDED = 0.85
_WORD_OR_TWO = 2
_FEW = 9
_ASKED_IN = 4  # words of a question that waits for an answer
_ASKS_BACK = re.compile(
    r"\b(?:make sense|you know|is (?:that|this|it) (?:ok\w*|fine|right|enough|all)|got (?:it|that)|get (?:it|that)|understand)\b",
    re.IGNORECASE,
)
_LEAVES_THE_THINKING = re.compile(  # to the mentor: what a boss decides for them is another matter
    r"\b(?:mentor|someone|somebody|who|he|she|they|you) (?:\w+ ){0,2}?"
    r"(?:(?:decides?|chooses?|thinks?|plans?) (?:it |things |everything |that |this )?(?:all )?for me\b"
    r"|makes? (?:all )?(?:the|my) (?:decisions?|plans?|choices?) for me\b)|^\W*you decide\W*$",
    re.IGNORECASE,
)
_DID = re.compile(
    r"^\W*(?:(?:well|ok|so|no)\W+)?i (?:have |already |once |also |only )*(?:\w+ed|took|read|did|went|wrote|made|bought|got|saw|spoke|began)\b",
    re.IGNORECASE,
)
_DID_NOTE = re.compile(r"\bdid (?:you|u) (?:note|write|save|keep|get|take)\b(?: down)?", re.IGNORECASE)
_REMARK = re.compile(  # 'you ask like HR', 'wait, the build is red', 'I'm 58'
    r"\W*(?:you(?:['’]?re)? (?!decide\b)|wait\b|hang on\b|hold on\b|sorry\b|one (?:sec|moment|minute)\b|brb\b|i['’]?m \d+\W*$|i am \d+\W*$)",
    re.IGNORECASE,
)
_INTERRUPTED = re.compile(
    r"\W*(?:(?:oh|ah|ok|hm+|uf+)\W+)*(?:so+r+y|sry|wait\b|hang on|hold on|(?:one|just a|give me an?|a) (?:sec\w*|moment|minute|min)\b|excuse me|brb|let me get\b|back now)",
    re.IGNORECASE,
)
_ONE_MOMENT = re.compile(
    r"\W*(?:(?:oh|ah|ok|sorry|sry|wait)\W+)*(?:(?:one|just a|give me an?|a) (?:sec\w*|moment|minute|min)\b|hang on\b|hold on\b|brb\b|excuse me\b|back now\b)",
    re.IGNORECASE,
)
_INTERRUPTION = 20  # words of it
_NO_POSITION = re.compile(r"\W*(?:(?:well|hm+|honestly|so)\W+)*(?:none|nothing|nowhere|no,? no)\b", re.IGNORECASE)
_NOTHING = re.compile(  # 'nothing, I was at home'; 'nothing but a course' says something
    r"^\W*(?:(?:well|hm+|um+|honestly|no)\W+)*(?:nothing|none|not (?:really |that )?(?:anything|much))\b(?!.*\b(?:but|except|only|just|maybe|perhaps)\b)",
    re.IGNORECASE,
)
_ADVISED = re.compile(  # 'my boss told me mentoring would be good for me' asks nothing
    r"\b(?:told|tells?|says?|said|thinks?|suggest\w*|recommend\w*|advised?)\b(?: to)?(?: me| us)?,?(?: that)? "
    r"(?:(?:i|to) (?:should|need|must|could|ought|have|get|find|look|try|search)\b.*\b|(?:an? )?)mentor(?:ing)?\b",
    re.IGNORECASE,
)
_SEEKS = re.compile(  # 'hi, i want a mentor', 'I need one, how do I start': they are told, and the talk begins
    r"\b(?:i|i['’]?m|we|me|us)\b[^.?!]{0,40}\b(?:want|need|look\w*|like|find|get|search\w*|seek\w*)\b[^.?!]{0,30}\bmentor\b"
    r"|\bwonder(?:ing)? (?:if|whether)\b[^.?!]{0,20}\bmentor|\b(?:someone|somebody) in mind\b"
    r"|\b(?:how|where) (?:do i|should i|can i|to|i (?:should|can)) (?:start|begin)\b",
    re.IGNORECASE,
)
_ASKS_HOW = re.compile(
    r"^\W*(?:(?:hi|hey|hello|so|ok|and)\W+)*(?:(?:how|where|what|which|who|should|do|does|is|are|why|when)\b(?! (?:do i|should i|can i|to) (?:start|begin)))",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    r"(?:^|[.!?,;]\s+|\b(?:please|and|to|you) )(?:delete|erase|export|download|show|remove|forget|send|give|tell|keep|store|save|read|print)\b|\bdata\b",
    re.IGNORECASE,
)
_OF_ME = re.compile(
    r"\b(?:i['’]?m|i am|i work|i feel|i want|my (?:boss|manager|supervisor|job|work|company|team))\b", re.IGNORECASE
)
_OF_MENTORS = re.compile(r"\bmentor", re.IGNORECASE)  # then it is no small talk: 'hello, I should get a mentor'

# Where a statement is the matter of one of these notes, its word comes before the next question: a need that no mentor
# can meet, somebody who wants the mentor to think for them, a plan that will hurt.
_TO_HEED = (
    "mentor-or-sponsor", "other-professionals", "what-a-mentor-is-for", "favours", "message-mistakes",
    "boss-as-mentor", "expectations", "warning-signs", "coach-or-mentor",
)  # fmt: skip


def rest(
    message: str, intent: Intent, alone: Heard, told: list[Command], asked: Asked | None, reader: Reader
) -> list[Command]:
    """Beside the facts: something to heed, a question, a short reply taken whole."""
    marked = "?" in message
    found: list[Command] = []
    if stays(message) and not marked and not any(isinstance(c, Tell) and c.slot == "next_role" for c in told):
        found.append(Act(act="stay"))
    slight = told and is_slight(message)
    if (note := _heeded(message, alone)) and not marked and not slight:
        found.append(Heed(note=note, about=message))
    if asked is not None and asked.topic not in LETTER_TOPICS and asks_how_many(message):
        return [*found, Line(line="how_many")]
    if intent == "data_request" and (marked or is_question(message) or _REQUEST.search(message)):
        return [*found, *of_data(message)]
    quotes = [command.quote for command in told if isinstance(command, Tell | TellPart)]
    asked_of_us = [q for q in questions(message, reader) if not (asked and _is_told(q, quotes))]
    if asked_of_us and all(_DID_NOTE.search(q) for q in asked_of_us):  # 'did you note delegation?'
        return [*found, Act(act="show")]
    if told and asked_of_us:
        asked_for = Question(text=" ".join(asked_of_us), within=message if " ".join(asked_of_us) != message else None)
        return [*found, *([asked_for] if _needs_answer(intent, asked_of_us) else [])]
    if told or (found and not marked):
        return found
    return _untold(message, intent, alone, asked)


def _is_told(sentence: str, quotes: Sequence[str]) -> bool:
    """Whether what looks like a question is an answer: one that is not sure of itself, or one that begins like a
    question: 'and who reminds me of what I said', 'which chapters matter'."""
    told = any(quote in sentence for quote in quotes)
    if "?" not in sentence:
        return told and not asks_inverted(sentence)
    return is_unsure_answer(sentence) and (told or len(words(sentence)) <= _FEW)


def _untold(message: str, intent: Intent, alone: Heard, asked: Asked | None) -> list[Command]:
    """What a message without facts is: a date, small talk, a short reply taken whole, a question."""
    if intent == "smalltalk" and (asked is None or asked.topic not in TAGS):
        line = courtesy(message)
        return [Act(act="begin") if line == "smalltalk" and _OF_MENTORS.search(message) else Line(line=line)]
    if asked is None or asked.topic not in TAGS:
        return _unasked(message, intent, alone, asked is not None)
    return _at_question(message, intent, alone, asked.topic)


def _unasked(message: str, intent: Intent, alone: Heard, of_letter: bool) -> list[Command]:
    """The same where nothing is asked about them; `of_letter`: whether something is asked about a message."""
    marked = "?" in message
    question = Question(text=message, aside=not (marked or is_question(message)))
    if not of_letter:
        if _SEEKS.search(message) and not _ASKS_HOW.match(message):
            return [question, Act(act="begin")]
        if intent == "clarify_objectives" and not marked and for_a_note(alone) >= ASKED:
            return [question, Act(act="begin")]  # 'no idea what a mentor is for': told first, then asked
    if _ADVISED.search(message) and not is_question(message):
        return [Act(act="begin")]
    if intent == "clarify_objectives" and not marked:
        return [Line(line="not_understood") if of_letter else Act(act="begin")]
    if not of_letter and not marked and not is_question(message) and _OF_ME.search(message):
        return [
            question.model_copy(update={"aside": True}),
            Act(act="begin"),
        ]  # 'HR said I should prepare. I'm on the ...'
    return [question]


def _at_question(message: str, intent: Intent, alone: Heard, topic: Topic) -> list[Command]:
    """The same at an open question about them."""
    marked = "?" in message
    if aside := _aside(message, topic, marked):
        return aside
    if intent == "smalltalk":
        line = courtesy(message)
        if line == "smalltalk" and _OF_MENTORS.search(message):
            return [Act(act="begin")]
        if marked and asks_inverted(message):  # 'like how do i say it to him?'
            return [Question(text=message)]
        return [Line(line="no_hurry" if line == "smalltalk" else line)]
    if not marked and _is_answer(message, intent, alone):
        fits = TAGS[topic] not in ("by", "when") or names_time(message)
        return whole(message, topic) if fits else [Line(line="not_understood")]
    if intent == "clarify_objectives" and is_question(message):
        return [Question(text=message)]  # 'what should I never ask', without a question mark
    if _ADVISED.search(message) and not is_question(message):
        return [Act(act="begin")]
    if intent == "clarify_objectives" and not marked:
        return [Line(line="not_understood")]
    if marked or is_question(message):
        return [Question(text=message)]
    if topic == "tried" and _DID.match(message) and for_a_note(alone) < ASKED:
        return whole(message, "tried")
    return [Question(text=message, aside=True)]  # where the guidance has nothing on it, nothing was asked


def _aside(message: str, topic: Topic, marked: bool) -> list[Command]:
    """What leaves the question open in so many words, or answers another."""
    if _INTERRUPTED.match(message) and len(words(message)) <= _INTERRUPTION and not is_question(message):
        return [Line(line="no_hurry")]  # 'sorry, just got pulled into standup', 'one moment please, my son calls'
    if topic == "next_role" and not marked and _NO_POSITION.match(message):
        return [Act(act="stay")]
    if topic in OF_LISTS and not marked and _NOTHING.match(message):
        return [Act(act="skip")]
    if is_date(message):  # of an earlier question
        return [TellPart(part="deadline", value=trimmed("by", message), quote=message.strip())]
    return []


def interrupts(message: str) -> bool:
    """'One moment please, somebody is at my door with a broken laptop', and nothing else."""
    return _ONE_MOMENT.match(message) is not None and len(words(message)) <= _INTERRUPTION and not is_question(message)


def of_data(message: str) -> tuple[Command, ...]:
    """What is said of their data, which are shown to who asks to see them; who speaks of the Brief means no more."""
    if speaks_of_brief(message):
        return (Act(act="show"),)
    data = Line(line="data")
    return (data, Act(act="show")) if asks_to_see(message) else (data,)


def _needs_answer(intent: Intent, asked: list[str]) -> bool:
    """A question beside facts: answered where it asks for guidance, not where it only asks 'does that make sense?'"""
    outright = (q for q in asked if not is_unsure_answer(q) and not _ASKS_BACK.search(q))
    return intent != "clarify_objectives" or any(len(words(q)) >= _ASKED_IN for q in outright)


def _is_answer(message: str, intent: Intent, alone: Heard) -> bool:
    """Whether a message in which nothing is marked answers what was asked all the same: a word or two, or a few more
    that are about what the person wants."""
    few = len(words(message)) <= _WORD_OR_TWO or (is_slight(message) and best(alone) == "clarify_objectives")
    return few and intent not in NO_FACTS and not is_question(message) and not _REMARK.match(message)


def _heeded(message: str, heard: Heard) -> str | None:
    if _LEAVES_THE_THINKING.search(message):
        return "what-a-mentor-is-for"
    note = max(heard.notes, key=lambda name: heard.notes[name])
    return note if note in _TO_HEED and heard.notes[note] >= _HEEDED else None

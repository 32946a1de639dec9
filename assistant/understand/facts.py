"""The facts about the person in a message: the marked pieces whose words are sure enough. Pure functions."""

import re
from collections.abc import Sequence

from assistant.commands import Command, Tell, tells_date
from assistant.moves import Topic
from assistant.thread import Asked
from assistant.understand.answers import as_answered, as_asked
from assistant.understand.asking import asks_inverted, is_question, is_what_if, wants_to_be_told
from assistant.understand.heard import SURE, best
from assistant.understand.plain import opening_date, outright, plain_facts, settled_on
from assistant.understand.settle import ROLE_NOUN, TOWN, in_one_piece
from assistant.understand.since import with_experience
from assistant.understand.spans import TAGS, commands, whole
from assistant.understand.unmarked import unmarked
from knowledge.marks import Mark
from knowledge.reader import Heard, Intent
from knowledge.text import words

NO_FACTS = frozenset(  # intents in whose messages no facts about the person are looked for
    ("check_draft", "out_of_scope", "unsafe_or_crisis", "injection_attempt", "data_request")
)
_SURE = 0.25  # of the words of a marked piece
_SURE_ELSEWHERE = 0.9  # the same where a question is open and the message leads away from it to something else
_SURE_AMONG = 0.7  # the same where it may lead away
_TOLD_IN: dict[str, Intent] = {"mentor": "find_mentors", "limit": "manage_relationship"}  # tags that belong there
_ASKS = re.compile(
    r"\s*(?:(?:and|but|so|or|ok|okay|then|also)\b[\s,]*)*(?:how|who|where|when|why|which)\b", re.IGNORECASE
)
OF_LISTS = frozenset(
    ("strengths", "weaknesses", "tried", "help_wanted", "mentor_qualities", "offer_in_return", "constraints")
)
_PERHAPS = re.compile(  # 'idk... cookies?'
    r"^\W*(?:idk|dunno|don['’]?t know|hm+|um+|no idea|not sure|maybe|perhaps)[\s.…,]+(?:maybe |perhaps )?(?P<it>(?!(?:nothing|none|no idea|what|how|why|who|which|where|is|are|do|does|can|should)\b)[\w'’ -]{3,40})\?+$",
    re.IGNORECASE,
)
_WHENS = frozenset(("measure", "deadline", "horizon"))
_WHEN = re.compile(r"\W*(?:(?:and|but|so|well|ok|hm+|probably|maybe)\W+)*(?:when|once|if)\b", re.IGNORECASE)
_WONDERS = re.compile(r"[^.!?]*\?")  # 'is end of June realistic?'
_ONE_DAY = re.compile(
    r"\b(?:want|wanna|become|be|being|goal|like|hope|plan|aim|dream\w*|would|will|towards?|in|by|until|one day|some ?day|eventually|later|long|future)\b|['’](?:d|ll)\b",
    re.IGNORECASE,
)
_SLIGHT = 5  # words of a reply that answers what was asked even where nothing is marked, and in which nothing is heeded
_SOMEBODY = re.compile(r"\W*(?:someone|somebody)\b", re.IGNORECASE)  # 'someone calm' is a wish for the mentor ...
_SOMEBODY_WHO = re.compile(
    r"\W*(?:someone|somebody) (?:[\w-]+ ){0,3}?(?:who|that|with|from|like|outside|inside)\b", re.IGNORECASE
)
_WISH = 14  # words of a wish for the mentor
_NOT_OF_SOMEBODY = frozenset(("measure", "deadline", "horizon", "strengths", "next_role"))  # ... where these were asked
_OF_POSITIONS = frozenset(("current_role", "next_role", "horizon", "long_term"))
_A_POSITION = r"(?:role|position|job|title|promotion|one)"
_STAYS = re.compile(
    rf"\b(?:stay(?:ing)?|remain(?:ing)?) (?:(?:freelanc\w+|self[- ]employed|independent|in(?! {TOWN})|where|here|put|right|exactly|precisely)\b|(?:as )?(?:an? |the )?(?:[\w-]+ )?{ROLE_NOUN}\b)"
    r"|\bkeep (?:on )?(?:doing )?(?:this|my|the same) (?:job|role|position|work)\b|\bwant to do (?:it|them|this|that) here\b"
    rf"|\bno (?:new {_A_POSITION}|position|change|other(?: {_A_POSITION})?)(?=[.,;!]|\W*$)"
    rf"|(?:\bnot|n['’]?t|\bnor|\bnever) (?:really |actively )?(?:look(?:ing)? (?:out )?for|search(?:ing)?(?: for)?|seek(?:ing)?|hunt(?:ing)?(?: for)?|after|want(?:ing)?|need|interested in) "
    rf"(?:(?:an?|any|another|other|new|different|bigger|more) )*{_A_POSITION}s?\b(?! (?:offer|interview|where|that|who|with|in which))"
    r"|\bhappy (?:in my|where i|with my (?:role|job|position))\b",
    re.IGNORECASE,
)
_ANY_ROLE = re.compile(rf"\b{ROLE_NOUN}\b", re.IGNORECASE)
_STAYING = re.compile(r"(?:to )?stay(?:ing)? (?:in|where|put|right|exactly|precisely)\b", re.IGNORECASE)
_CLAUSES = re.compile(r"[^.;!?\n]+?(?=,? but\b|[.;!?\n]|$)", re.IGNORECASE)


def facts(
    message: str, intent: Intent, heard: Heard, alone: Heard, asked: Asked | None, elsewhere: Intent | None
) -> list[Command]:
    """The facts whose words are marked surely enough. `elsewhere`: what the message is about instead of them."""
    topic = asked.topic if asked else None
    if is_what_if(message):
        return []
    if intent in NO_FACTS:
        return unmarked(message, [], topic) if intent == "out_of_scope" else []
    if asked is not None and _is_of_somebody(message, asked.topic):
        return [Tell(slot="mentor_qualities", value=message.strip(" .!"), quote=message.strip(" .!"))]
    if guess := _a_guess(message, asked):
        return guess
    if choice := settled_on(message, asked is None or asked.topic in _OF_POSITIONS):
        return choice
    marks = _sure_marks(message, intent, heard, alone, asked, elsewhere)
    plain = plain_facts(message, marks)
    now = [c.quote for c in plain if isinstance(c, Tell) and c.slot == "current_role"]
    told = commands(message, marks)  # of what is said to be now in so many words, nothing else is made
    same = [c for c in told if isinstance(c, Tell) and any(q in c.quote or c.quote in q for q in now)]
    found = _in_order(message, plain, [c for c in told if c not in same])
    if asked is not None and asked.topic == "horizon" and (day := opening_date(message)):
        found = [day, *(c for c in found if not (isinstance(c, Tell) and c.slot == "horizon"))]
    met = [c.quote for c in found if isinstance(c, Tell) and c.slot == "meetings"]
    found = [c for c in found if not (tells_date(c) and any(c.quote in quote for quote in met))]
    return with_experience(message, unmarked(message, outright(message, found), topic), topic)


def _in_order(message: str, plain: Sequence[Command], told: Sequence[Command]) -> list[Command]:
    """Both, as they were said; the order of what is told stays, in which a date follows its goal."""
    found = list(told)
    for command in plain:
        start = _start(message, command)
        behind = next((n for n, other in enumerate(found) if _start(message, other) > start), len(found))
        found.insert(behind, command)
    return found


def _start(message: str, command: Command) -> int:
    return message.find(str(getattr(command, "quote", "")))


def _sure_marks(
    message: str, intent: Intent, heard: Heard, alone: Heard, asked: Asked | None, elsewhere: Intent | None
) -> list[Mark]:
    """The marked pieces that count: how sure they must be depends on what the message is about."""
    about_them = intent == "clarify_objectives" and (is_slight(message) or best(alone) == "clarify_objectives")
    least = _SURE if about_them else SURE
    if asked is not None and _ASKS.match(message) and not _answers_when(message, asked):
        least = _SURE_ELSEWHERE  # 'and who pays the coffee', without a question mark
    away = least if elsewhere is None else _SURE_AMONG if elsewhere == "clarify_objectives" else _SURE_ELSEWHERE
    marks = [
        m
        for m in _present(message, heard.marks, asked)
        if m.sure >= (_SURE if _TOLD_IN.get(m.tag) == best(alone) else away)
    ]
    if asked is not None and asked.topic in TAGS:
        marks = as_asked(message, in_one_piece(message, marks, TAGS[asked.topic]), TAGS[asked.topic])
        marks = as_answered(message, marks, asked.topic)
    marks = [m for m in marks if not asks_inverted(m.text, opens=True)]  # 'how do i tell my boss' is asked, and no goal
    asks = [match.span() for match in re.finditer(r"[^.!?]+", message) if wants_to_be_told(match[0])]
    marks = [m for m in marks if not any(start <= m.start < end for start, end in asks)]
    return [m for m in marks if m.tag != "drop" or not _WONDERS.match(message, m.start) or not is_question(message)]


def _a_guess(message: str, asked: Asked | None) -> list[Command]:
    """What answers a question for a list and is not sure of itself: 'no idea. statistics?'; else nothing."""
    perhaps = _PERHAPS.match(message) if asked is not None and asked.topic in OF_LISTS else None
    return whole(perhaps["it"], asked.topic) if asked is not None and perhaps else []


def _answers_when(message: str, asked: Asked | None) -> bool:
    """'When the team calls me first' answers how one would see it, or by when."""
    return asked is not None and asked.topic in _WHENS and "?" not in message and _WHEN.match(message) is not None


def _present(message: str, marks: Sequence[Mark], asked: Asked | None) -> list[Mark]:
    """'CTO of a startup', where nothing is wished for, and 'dev', where that is all: what they are, not what they want."""
    if not (asked is None or asked.topic == "current_role") or _ONE_DAY.search(message):
        return list(marks)
    alone = message.strip(" .!")
    return [m._replace(tag="now") if m.tag == "far" or (m.tag == "role" and m.text == alone) else m for m in marks]


def _is_of_somebody(message: str, topic: Topic) -> bool:
    """Whether a message is a wish for the mentor, where something else was asked."""
    if topic not in TAGS or topic in ("tried", "help_wanted") or is_question(message) or len(words(message)) > _WISH:
        return False
    slight = is_slight(message) and topic in _NOT_OF_SOMEBODY and _SOMEBODY.match(message)
    return bool(slight or _SOMEBODY_WHO.match(message))


def stays(message: str) -> bool:
    """'I am happy where I am': what is wanted is no other position."""
    return bool(_STAYS.search(message))


def without_present(message: str, told: Sequence[Command]) -> list[Command]:
    """The facts without the present position, told as the next one by who stays in it: 'I want to stay a tester'."""
    clauses = [clause[0] for clause in _CLAUSES.finditer(message) if _STAYS.search(clause[0])]
    return [
        c
        for c in told
        if not isinstance(c, Tell)
        or not ((c.slot == "next_role" and not _is_other(c, clauses)) or _STAYING.match(c.value))
    ]


def _is_other(command: Tell, clauses: Sequence[str]) -> bool:
    """'I stay a tester, but I want to be the test lead here': a position, told where nobody stays."""
    return bool(_ANY_ROLE.search(command.value)) and not any(command.quote in clause for clause in clauses)


def is_slight(message: str) -> bool:
    """Whether a reply is a few words."""
    return len(words(message)) <= _SLIGHT

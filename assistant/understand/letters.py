"""What somebody says about a message to a mentor: that they want one, of what kind, and to whom. Pure functions.

Every value is an exact piece of what was typed.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.commands import Command, Drop, Line, News, Question, TellLetter, TellOf, Write
from assistant.moves import LETTER_TOPICS, Topic
from assistant.skills.outreach.plan import Plan
from assistant.understand.asking import is_question
from assistant.understand.letter_answers import answered
from assistant.understand.letter_kinds import kind_of, tone_of
from assistant.understand.letter_wanted import LETTER_WORD, TO_THEM, says_to_write, tells_of_writing, wants_letter
from assistant.understand.names import IS_ROLE, ROLE, name_at, name_in, trimmed_name
from assistant.understand.particulars import SIZE, letter_part, of_letter, reader_part, told_in
from assistant.understand.people import chosen
from knowledge.letters import Channel, Medium
from knowledge.reader import Intent
from knowledge.text import words

ASKS_WHO: frozenset[str] = frozenset(("name", "contact"))  # what a name answers
_NAME = 6  # words of a reply that may be a name
_DROPS = re.compile(
    r"^\W*(?:(?:no|ok|okay|sorry|well|actually|hm+|oh)\b[\s,.]*)*(?:never ?mind|forget|drop|cancel|scrap|skip|leave|no more|stop|discard)\b"
    r"(?: about)?(?: (?:the|this|that|my|it|writing))*(?: (?:whole|stupid|damn))? ?"
    r"(?:message|mail|e-?mail|note|letter|draft|request|reminder|writing)?(?: to [\w'’ -]+| for now| then| please)*[\s.!]*$"
    r"|\b(?:don['’]?t|do not) (?:want|need) (?:to write|to send|the message|a message|it) any ?more\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(?:him|her|them|he|she)\b", re.IGNORECASE)
_TO_SOMEBODY = re.compile(
    r"\b(?:to|for) (?:an?|the|my|our|one|some\w*)\b", re.IGNORECASE
)  # 'to a CTO; she spoke at ...'
_TOO = re.compile(r"\b(?:also|as well|too)\b[\s.!?]*(?:$|,)|^\W*(?:and )?also\b", re.IGNORECASE)
_NEWS = re.compile(
    r"^\W*(?:(?:and|so|ok|by the way|btw|hey|hi)\b[\s,]*)*(?:did|have|had) i (?:already |ever |actually |even )?"
    r"(?:write|written|wrote|sen[dt]|mail(?:ed)?|messaged?|contact(?:ed)?|text(?:ed)?|asked?)\b"
    r"|\b(?:what|how) (?:about|became of|has become of|happened (?:to|with)|is the (?:state|status) of|is) (?:with )?(?:my|the) "
    r"(?:message|mail|e-?mail|note|letter|draft|request|reminder)s?\b"
    r"|\b(?:where|when) (?:is|are|did i send) (?:my|the) (?:message|mail|e-?mail|note|letter|draft|request|reminder)s?\b"
    r"|\bstatus of (?:my|the) (?:message|mail|e-?mail|note|letter|draft)",
    re.IGNORECASE,
)
_RESUMES = re.compile(
    r"^\W*(?:(?:ok|okay|now|so|yes|please|let['’]?s)\b[\s,.]*)*(?:(?:go|carry|move) on|continue|resume|(?:go )?back to|finish|now)"
    r"(?: with| to)?(?: (?:the|my|that|our))?(?: (?:message|mail|e-?mail|note|letter|draft|request|reminder))?(?: to [\w'’ -]+)?[\s.!]*$",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"^\W*(?:(?:no|ok|okay|and|hm+|rather|please|maybe|show me|give me|take|use|i (?:prefer|like|want|take))\b[\s,.]*)*"
    r"(?:the )?(?:other|second|alternative|2nd)(?: (?:one|version|draft|variant|option))?(?: (?:please|instead|then|is better))*[\s.!?]*$",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(
    r"\b(?P<who>(?:she|he|they|(?-i:[A-ZÀ-Þ])[\w'’-]+))(?:,? (?:who|my \w+))?"
    r" (?:should|could|can|may|might|must|shall|will|would|has to|to)(?: (?:please|just|maybe|perhaps))*"
    r" (?:introduce|connect) (?:me|us) (?:to|with) ",
    re.IGNORECASE,
)
_MAIL_PLEASE = re.compile(
    r"^\W*(?:(?:the|my|and|so|now)\b\s*)*(?:message|e-?mail|mail|note|letter|draft)(?: (?:now|please|pls|again))+[\s.!?]*$",
    re.IGNORECASE,
)
_SEEN = re.compile(r"\b(?:again|once more|now|it|message|e-?mail|mail|note|letter|draft|text)\b", re.IGNORECASE)
_ELSE_SEEN = re.compile(r"\b(?:brief|summary|notes|data|plan|goals?|minute)\b", re.IGNORECASE)
_SHOWS_IT = re.compile(
    r"\b(?:show|see|read)(?: (?:it|that|me|us|once more|again))*\b(?! (?:how|what|who|why|you|her|him|them)\b)",
    re.IGNORECASE,
)
_SHORT = 10  # words
_SHOWS = re.compile(
    r"^\W*(?:(?:ok|okay|now|so|please|pls|and|can you|could you|can i|let me)\b[\s,]*)*(?:show|see|read|print|display|give)(?: (?:me|us|out))*"
    r" (?:the|my|that|it)\b(?: (?:new|whole|current|last|latest|finished|first))?(?: (?:message|mail|e-?mail|note|letter|draft|text|version|msg|one))?(?: to \w+)?"
    r"(?: (?:again|now|please|pls|once more|so far))*[\s.!?]*$",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    r"\b(?:make|more|less|too|shorter|warmer|friendlier|softer|politer|formal\w*|casual\w*|brief\w*|instead|rather|as an?|not an?|not|turn|change|same|version|for)\b",
    re.IGNORECASE,
)
_ADDS = re.compile(
    r"^\W*(?:(?:and|ok|okay|please|also|could you|can you)\b[\s,]*)*(?:add|mention|include|put in|say|write|tell (?:her|him|them))(?: also| there| in it)?(?: that)?\s+(?P<it>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_FEW = 3  # words that change something by themselves: 'shorter', 'LinkedIn please'
_RENAMES = re.compile(
    r"^\W*(?:(?:no|nope|sorry|wait|oops|actually|correction|wrong)\b[\s,.:]*)*(?:(?:her|his|their|the) (?:first |last |real )?name(?:['’]?s| is)|(?:she|he)(?:['’]?s| is) called|it(?:['’]?s| is) spelled|(?:i mean|i meant)(?: to)?)\s+(?!(?:please |you |u )*(?:write|draft|send|the|a|an|it|that|this)\b)(?:not \w+,? ?(?:but )?)?",
    re.IGNORECASE,
)
_INSTEAD = re.compile(r"^\W*(?:no|nope|sorry|wait|oops|actually|correction|rather|make (?:it|that))\b", re.IGNORECASE)


class Wish(NamedTuple):
    """What a message says about a letter, and the intent that this shows; None: nothing of the kind."""

    intent: Intent | None
    commands: tuple[Command, ...]


_NOTHING = Wish(None, ())
_WRITES_NONE = re.compile(
    r"\b(?:don['’]?t|do not|didn['’]?t|not) (?:want|need|wanna|plan|ask\w*|going)(?: to)? (?:write|send|message|contact|a message|an e-?mail|any message)"
    r"|\b(?:no ?one|nobody|no one|not anyone|not anybody) (?:to|i want to) (?:write|send|message)\b|\bno (?:message|letter|mail|e-?mail)(?: please| now| yet)?\W*$"
    r"|\b(?:was|am|i['’]?m) (?:talking|speaking) (?:about|of) (?:my|the) (?:brief|goals?)\b",
    re.IGNORECASE,
)


def wish(message: str, intent: Intent, plan: Plan | None, topic: Topic | None) -> Wish:
    """What is said of a letter. `plan`: the one that is there; `topic`: what was asked of it, if anything."""
    asked = topic if topic in LETTER_TOPICS else None
    writing = plan is not None and plan.state == "asking"
    if writing and _WRITES_NONE.search(message):
        return Wish("clarify_objectives", (Drop(),))
    if _DROPS.search(message) and (writing or LETTER_WORD.search(message)):
        return Wish("draft_outreach", (Drop(),))
    if writing and (rest := _behind_drop(message)):
        return Wish(None, (Drop(), *([Question(text=rest)] if is_question(rest) else [])))
    if _NEWS.search(message):
        return Wish("draft_outreach", (News(name=_named(message)),))
    if plan is not None and plan.state == "resting" and resumes(message):
        return Wish("draft_outreach", (Write(),))
    of_them = topic is not None and asked is None  # the question that is open is about them, and not about a message
    fresh = wants_letter(message, "ask_guidance" if of_them else intent) and not (of_them and tells_of_writing(message))
    if plan is not None and (changed := _changed(message, plan, asked, fresh)):
        return Wish("draft_outreach", changed)
    if asked is not None:
        another = fresh and (
            name_in(message)
            or (plan is not None and (_is_to_another(message, plan) or _is_another_kind(message, plan)))
        )
        answer = [] if another else answered(message, asked)
        if answer or not fresh:
            return Wish("draft_outreach" if answer else None, tuple(answer))
    if plan is not None and plan.state == "drafted" and not says_to_write(message) and (more := _of_it(message, plan)):
        return Wish("draft_outreach", (Write(), *more))
    if not fresh:
        return Wish("draft_outreach", _of_it(message, plan)) if writing and _of_it(message, plan) else _NOTHING
    if plan is None and _is_change(message) and not name_in(message):
        return Wish("draft_outreach", (Line(line="no_draft_yet"),))
    return Wish("draft_outreach", written_to(message))


def written_to(message: str, name: str | None = None) -> tuple[Command, ...]:
    """A message is to be written: to whom and what of, as far as it is said. `name`: of somebody who is known."""
    channel, medium = kind_of(message)
    told = told_in(message, channel or "mentor_request_email")
    if name is not None:
        told = [c for c in told if not (isinstance(c, TellOf) and c.part == "name")]
        told = [TellOf(part="name", value=name, quote=name), *told]
    return (_fresh(message, channel, medium), *told)


def to_one_known(message: str, topic: Topic | None, people: Sequence[str], current: str | None) -> tuple[Command, ...]:
    """A message to somebody who was spoken of before: chosen, asked for, or instead of the `current` reader.

    `topic`: what is asked; `people`: the names of those who are known.
    """
    if third := _introduced(message, current):
        return third
    who = chosen(message, people, None if topic in ASKS_WHO else current)
    if who is None and current is None and len(people) == 1 and _TO_THEM.search(message):
        who = people[0].split()[0]  # 'can you help me write to her', and there is nobody else
    return written_to(message, who) if who else ()


_TO_THEM = re.compile(
    r"\b(?:write|draft|message|mail|text)\b(?: an? [\w ]{2,20}?)?(?: to)? (?:her|him|them)\b", re.IGNORECASE
)


def _introduced(message: str, current: str | None) -> tuple[Command, ...]:
    """'Petra should introduce me to Ingrid Solberg': a request to the one, about the other. `current`: who is 'she'."""
    found = _INTRODUCES.search(message)
    whom = name_at(message, found.end(), loose=message.islower()) if found else None
    if found is None or whom is None or message.rstrip().endswith("?"):
        return ()
    contact = current if found["who"].lower() in ("she", "he", "they") else found["who"]
    to, name = (contact or "").split(" ")[0], message[slice(*whom)]
    told = [c for c in told_in(message[whom[0] :], "intro_request") if isinstance(c, TellLetter)]
    ends = [m.end() for m in re.finditer(rf"\b{re.escape(name.split()[0])}\b", message[whom[1] :])]
    behind = (ROLE.match(message, end) for end in (whom[1], *(whom[1] + end for end in ends)))
    role = next(filter(None, behind), None) or IS_ROLE.search(message, whom[1])
    return (
        Write(fresh=True, channel="intro_request"),
        *([TellLetter(part="contact", value=to, quote=found["who"])] if to else []),
        TellOf(part="name", value=name, quote=name),
        *(reader_part("role", role["role"]) if role else []),
        *told,
    )


def shows_again(message: str, plan: Plan | None) -> bool:
    """Whether the draft that was shown is to be shown again: 'show me the mail', 'why you not show? show it', 'mail please'."""
    if plan is None or plan.state != "drafted" or len(words(message)) > _SHORT or _ELSE_SEEN.search(message):
        return False
    asks = _SHOWS_IT.search(message) and _SEEN.search(message)
    return bool(asks or _SHOWS.match(message) or _MAIL_PLEASE.match(message))


def _behind_drop(message: str) -> str:
    """What follows where a message that says more begins with 'stop, forget the message'; else nothing."""
    first, *rest = re.split(r"(?<=[.!?])\s+", message.strip())
    while rest and rest[0] and _DROPS.search(rest[0]):
        first = rest.pop(0)
    return " ".join(rest) if _DROPS.search(first) and LETTER_WORD.search(message) else ""


def _fresh(message: str, channel: Channel | None, medium: Medium | None) -> Write:
    them = bool(_PRONOUN.search(message)) and not _TO_SOMEBODY.search(message)
    return Write(fresh=True, channel=channel, medium=medium, tone=tone_of(message), them=them)


def resumes(message: str) -> bool:
    """'Go on', 'back to the message'."""
    return bool(_RESUMES.match(message))


def _changed(message: str, plan: Plan, asked: Topic | None, fresh: bool) -> tuple[Command, ...]:
    """What is to be different in the message that is there."""
    if plan.state == "drafted" and _OTHER.match(message):
        return (Write(other=True),)
    if (added := _ADDS.match(message)) and plan.state != "resting" and asked is None:
        told = [*of_letter(added["it"], plan.channel)] or [
            command for command in told_in(added["it"], plan.channel)
            if isinstance(command, TellOf) and command.part != "name"
        ]  # fmt: skip
        return tuple(told) or (Line(line="cannot_place"),)
    if corrected := _corrected(message, plan):
        return corrected
    if fresh and (name_in(message) or _is_to_another(message, plan)):
        return ()
    if not _is_change(message) or (asked is not None and len(words(message)) > _NAME):
        return ()
    channel, medium = kind_of(message)
    if channel == "linkedin_note" and plan.channel != "mentor_request_email":
        channel = None
    if channel is None and medium in ("email", "chat") and plan.channel == "linkedin_note":
        channel = "mentor_request_email"
    tone = tone_of(message)
    if plan.state == "drafted" and tone == plan.tone and not channel and not medium:
        return (Line(line="same_tone"),)
    return (Write(channel=channel, medium=medium, tone=tone),) if channel or medium or tone else ()


def _is_to_another(message: str, plan: Plan) -> bool:
    """'Write her one too'; while a message is still talked about, 'write him a mail' may begin another as well."""
    return bool(TO_THEM.search(message)) and (plan.state == "asking" or bool(_TOO.search(message)))


def _is_another_kind(message: str, plan: Plan) -> bool:
    """'Write follow up', while a thank-you is talked about."""
    return says_to_write(message) and kind_of(message)[0] not in (None, plan.channel)


def _is_change(message: str) -> bool:
    """'Shorter', 'as a LinkedIn note instead', 'not email, LinkedIn': few words, and one that changes something."""
    said, kind = len(words(message)), kind_of(message)
    if said > _NAME + 3 or (tone_of(message) is None and kind == (None, None)):
        return False
    return bool(_CHANGES.search(message)) or (said <= _FEW and (kind[0] in (None, "linkedin_note")))


def _corrected(message: str, plan: Plan) -> tuple[Command, ...]:
    """'No, her name is Ana Lyma', 'sorry, 30 minutes, not 20'."""
    if renames := _RENAMES.match(message):
        named = name_at(message, renames.end(), loose=True)
        if named is not None:
            value = message[named[0] : named[1]]
            return (TellOf(part="name", value=value, quote=value),)
    if _INSTEAD.match(message) and plan.particulars.size is not None and (size := SIZE.search(message)):
        return tuple(letter_part("size", size["it"]))
    return ()


def _of_it(message: str, plan: Plan | None) -> tuple[Command, ...]:
    """What is told of the reader where something else was asked, or nothing."""
    found = told_in(message, plan.channel if plan else "mentor_request_email")
    return tuple(command for command in found if not (isinstance(command, TellOf) and command.part == "name"))


def _named(message: str) -> str | None:
    found = name_in(message)
    return message[found[0] : found[1]] if found else trimmed_name(message)


def without_overlap(told: Sequence[Command], letter: Sequence[Command]) -> list[Command]:
    """The facts about the person that are not pieces of what is told of a letter."""
    quotes = [command.quote for command in letter if isinstance(command, TellOf | TellLetter)]

    def is_piece(command: Command) -> bool:
        own = getattr(command, "quote", None)
        return own is not None and any(own in quote or quote in own for quote in quotes)

    return [command for command in told if not is_piece(command)]

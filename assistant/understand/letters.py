"""What somebody says about a message to a mentor: that they want one, of what kind, and to whom. Pure functions.

Every value is an exact piece of what was typed.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.brief import CANDIDATE_PARTS
from assistant.commands import ABOUT, Command, Drop, Line, News, Tell, TellLetter, TellOf, Write
from assistant.moves import LETTER_TOPICS, Topic
from assistant.skills.outreach.fit import has_size
from assistant.skills.outreach.plan import Plan
from assistant.understand.letter_kinds import kind_of, tone_of
from assistant.understand.particulars import KNOWN, SIZE, WHY, first_group, letter_part, of_letter, reader_part, told_in
from assistant.understand.people import IS_ROLE, RELATION, ROLE, name_at, name_in, trimmed_name
from assistant.understand.trim import EDGE
from knowledge.letters import Channel, Medium
from knowledge.reader import Intent
from knowledge.text import words

_ANSWER = 60  # words of a reply that is taken whole: more is no answer
_NAME = 6  # words of a reply that may be a name
_PLEASE = (
    r"^\W*(?:(?:please|pls|can you|could you|would you|will you|can we|could we|help me(?: to)?|i(?:['’]?d| would) like(?: you)? to"
    r"|i (?:want|need|have)(?: you)? to|i wanna|let['’]?s|let us|let me|now|next|ok|okay|and|so|then|hi|hello|hey|well|also|maybe|just)\b[\s,.:!]*)*"
)
_WRITES = re.compile(
    _PLEASE + r"(?:(?:write|draft|compose|formulate|word|prepare|make|create|do|phrase|need|want|get|send)\b"
    r"(?: me| us| up| down| to)?(?: \w+['’]?\w*){0,5}? "
    r"(?:message|e-?mail|mail|note|letter|request|reminder|follow-?up|invit\w+|introduction|thank[- ]?you|dm|text|msg)\b"
    r"|(?:write|message|e-?mail|text|dm|contact|remind|thank) (?:to )?(?:my |her\b|him\b|them\b|(?=[A-ZÀ-Þ])))",
    re.IGNORECASE,
)
_CASED = re.compile(r"(?i:write|message|mail|text|dm|contact|remind|thank) (?i:to )?[A-ZÀ-Þ]")
_ASKS_HOW = re.compile(
    r"^\W*(?:(?:and|so|but|ok|hi|hello)\b[\s,]*)*(?:(?:how|what|who|where|when|why)['’]?s?|which|should|is|are|do|does|did|may|shall|am)\b",
    re.IGNORECASE,
)
_DROPS = re.compile(
    r"^\W*(?:(?:no|ok|okay|sorry|well|actually|hm+|oh)\b[\s,.]*)*(?:never ?mind|forget|drop|cancel|scrap|skip|leave|no more|stop|discard)\b"
    r"(?: about)?(?: (?:the|this|that|my|it|writing))*(?: (?:whole|stupid|damn))? ?"
    r"(?:message|mail|e-?mail|note|letter|draft|request|reminder|writing)?(?: to [\w'’ -]+| for now| then| please)*[\s.!]*$"
    r"|\b(?:don['’]?t|do not) (?:want|need) (?:to write|to send|the message|a message|it) any ?more\b",
    re.IGNORECASE,
)
_LETTER_WORD = re.compile(
    r"\b(?:message|e-?mail|mail|note|letter|draft|request|reminder|writing|thank[- ]?you)\b", re.IGNORECASE
)
_HELP_WITH = re.compile(  # 'can you help me with a message?'
    r"\b(?:help|assist|support) (?:me |us )?(?:with|on|about|to) (?:an?|the|my|this|that)? ?(?:first |short |little )?(?:message|e-?mail|mail|note|letter|request|reminder|dm|text|linkedin \w+)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(?:him|her|them|he|she)\b", re.IGNORECASE)
_TO_SOMEBODY = re.compile(
    r"\b(?:to|for) (?:an?|the|my|our|one|some\w*)\b", re.IGNORECASE
)  # 'to a CTO; she spoke at ...'
_TO_THEM = re.compile(
    r"\b(?:write|text|message|dm|mail|e-?mail|draft|contact|send)\b(?: to| for)? (?:him|her|them)\b", re.IGNORECASE
)
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
_CHANGES = re.compile(
    r"\b(?:make|more|less|too|shorter|warmer|friendlier|softer|politer|formal\w*|casual\w*|brief\w*|instead|rather|as an?|not an?|not|turn|change|same|version|for)\b",
    re.IGNORECASE,
)
_ADDS = re.compile(
    r"^\W*(?:(?:and|ok|okay|please|also|could you|can you)\b[\s,]*)*(?:add|mention|include|put in|say|tell (?:her|him|them))(?: also| there| in it)?(?: that)?\s+(?P<it>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_ASIDE = re.compile(r"^\W*(?:by the way|btw|oh,? (?:and|also)|also,?|besides)\b", re.IGNORECASE)
_QUESTION = re.compile(
    r"\?\s*$|^\W*(?:(?:what|who|where|when|which|should|do|does|is|are|may|would)\b|(?:can|could) (?:i|you|u|we|he|she|they|it|this|that|the|a|my|his|her)\b|how (?:long|many|much|often|do|should|can|is|formal|soon)\b|why (?:do|should|is|does|not)\b)",
    re.IGNORECASE,
)
_LEAD: dict[Topic, re.Pattern[str]] = {
    "own_name": re.compile(r"^(?:(?:well|ok|just|please|sure|it['’]?s|that['’]?s|my name is|i am|i['’]m|im|call me|sign(?: it)?(?: as| with)?|as)\b[\s,:]*)+", re.IGNORECASE),
    "size": re.compile(r"^(?:(?:well|maybe|perhaps|i think|i guess|say|just|about|let['’]?s say|probably|make it|no|rather|sorry)\b[\s,:]*)+", re.IGNORECASE),
}  # fmt: skip
_HESITATES = re.compile(
    r"^(?:(?:well|hm+|um+|uh+|oh|ok|okay|so|yes|yeah|honestly|probably|maybe|perhaps|i guess|i think|i would say|i['’]?d say|mostly|mainly|basically|because)\b[\s,.:]*)+",
    re.IGNORECASE,
)
_TRAILS = re.compile(
    r"(?:[\s,]+(?:maybe|perhaps|please|i guess|i think|if possible|or so|that['’]?s all))+[\s.!]*$", re.IGNORECASE
)
_FEW = 3  # words that change something by themselves: 'shorter', 'LinkedIn please'


_MET = re.compile(  # and not what they saw or heard of somebody's work
    r"(?:(?:we|i) (?:once |briefly |have |both |had |already )*(?:met|worked together|know each other|were|talked|spoke)\b"
    r"|(?:we|i) (?:have never|haven['’]?t|never|do not|don['’]?t) (?:met|know|spoken|talked)\b"
    r"|(?:never )?met (?:her|him|them)\b)(?! (?:her|his|their) )",
    re.IGNORECASE,
)
_RENAMES = re.compile(
    r"^\W*(?:(?:no|nope|sorry|wait|oops|actually|correction|wrong)\b[\s,.:]*)*(?:(?:her|his|their|the) (?:first |last |real )?name(?:['’]?s| is)|(?:she|he)(?:['’]?s| is) called|it(?:['’]?s| is) spelled|(?:i mean|i meant)(?: to)?)\s+(?:not \w+,? ?(?:but )?)?",
    re.IGNORECASE,
)
_INSTEAD = re.compile(r"^\W*(?:no|nope|sorry|wait|oops|actually|correction|rather|make (?:it|that))\b", re.IGNORECASE)
_WHOM = re.compile(
    r"^(?:(?:well|ok|sure|hm+|it['’]?s|that['’]?s|to|for|the|her name is|his name is|their name is|she['’]?s called|he['’]?s called|i want to write to|i would like to write to|no|sorry)\b[\s,:]*)+",
    re.IGNORECASE,
)


class Wish(NamedTuple):
    """What a message says about a letter, and the intent that this shows; None: nothing of the kind."""

    intent: Intent | None
    commands: tuple[Command, ...]


_NOTHING = Wish(None, ())


def wish(message: str, intent: Intent, plan: Plan | None, topic: Topic | None) -> Wish:
    """What is said of a letter. `plan`: the one that is there; `topic`: what was asked of it, if anything."""
    asked = topic if topic in LETTER_TOPICS else None
    writing = plan is not None and plan.state == "asking"
    if _DROPS.search(message) and (writing or _LETTER_WORD.search(message)):
        return Wish("draft_outreach", (Drop(),))
    if _NEWS.search(message):
        return Wish("draft_outreach", (News(name=_named(message)),))
    if plan is not None and plan.state == "resting" and resumes(message):
        return Wish("draft_outreach", (Write(),))
    fresh = wants_letter(message, "ask_guidance" if topic is not None and asked is None else intent)
    if plan is not None and (changed := _changed(message, plan, asked, fresh)):
        return Wish("draft_outreach", changed)
    if asked is not None:
        another = fresh and (name_in(message) or (plan is not None and _is_to_another(message, plan)))
        answer = [] if another else answered(message, asked)
        if answer or not fresh:
            return Wish("draft_outreach" if answer else None, tuple(answer))
    if not fresh:
        return Wish("draft_outreach", _of_it(message, plan)) if writing and _of_it(message, plan) else _NOTHING
    if plan is None and _is_change(message) and not name_in(message):
        return Wish("draft_outreach", (Line(line="no_draft_yet"),))
    channel, medium = kind_of(message)
    told = told_in(message, channel or "mentor_request_email")
    return Wish("draft_outreach", (_fresh(message, channel, medium), *told))


def _fresh(message: str, channel: Channel | None, medium: Medium | None) -> Write:
    them = bool(_PRONOUN.search(message)) and not _TO_SOMEBODY.search(message)
    return Write(fresh=True, channel=channel, medium=medium, tone=tone_of(message), them=them)


def resumes(message: str) -> bool:
    """'Go on', 'back to the message'."""
    return bool(_RESUMES.match(message))


def says_to_write(message: str) -> bool:
    """'Write a message', 'help me with a mail', in so many words."""
    return bool((_WRITES.search(message) or _HELP_WITH.search(message)) and not _ASKS_HOW.match(message))


def wants_letter(message: str, intent: Intent) -> bool:
    """Whether a message is to be written, and not only asked how one writes it."""
    if _WRITES.search(message) and not _ASKS_HOW.match(message):
        named = _CASED.search(message) is not None or (message.islower() and name_in(message) is not None)
        says_so = bool(_LETTER_WORD.search(message) or _TO_THEM.search(message))
        says_so = says_so and intent != "out_of_scope"  # a cover letter is another matter
        return intent == "draft_outreach" or named or says_so
    if _HELP_WITH.search(message) and not _ASKS_HOW.match(message):
        return intent != "out_of_scope"
    return intent == "draft_outreach" and not _ASKS_HOW.match(message) and not message.rstrip().endswith("?")


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
    return (Write(channel=channel, medium=medium, tone=tone),) if channel or medium or tone else ()


def _is_to_another(message: str, plan: Plan) -> bool:
    """'Write her one too'; while a message is still talked about, 'write him a mail' may begin another as well."""
    return bool(_TO_THEM.search(message)) and (plan.state == "asking" or bool(_TOO.search(message)))


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


_OF_ONESELF = re.compile(r"[Ii]['’]?(?:m|ve|d|ll)?(?![\w.'’-])(?<!Im)")  # "I am ..."; Im may be a name, and so may "I."
_NAMED = re.compile(r"\s*(?:[,:(]|[–-](?=\s)|(?:named|called)\b)\s*", re.IGNORECASE)  # "my old boss, Ana"
_I_AM = re.compile(r"(?:i['’]?m|i am)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"\s+(?!(?:and|from|of|at|here|by|in|but|so|btw|lol|please|pls|thanks|thx)\b)\w", re.IGNORECASE)


def answered(message: str, topic: Topic) -> list[Command]:
    """A reply to what was asked for a letter, whole; nothing where it is none."""
    said = message.strip()
    if _ASIDE.match(said) or len(words(said)) > _ANSWER:
        return []
    if _QUESTION.search(said) and not (topic == "ask" and not said.endswith("?")):
        return []
    if topic in ("name", "contact", "own_name"):
        return _names(said, topic)
    lead = _LEAD.get(topic, _HESITATES)
    value = _TRAILS.sub("", lead.sub("", said)).strip(EDGE)
    if not value:
        return []
    if topic in ("role", "work", "why") and (RELATION.fullmatch(value) or _MET.match(value)):
        return reader_part("known", value)
    if topic in ("known", "work", "why") and (is_role := IS_ROLE.match(value)):
        known = KNOWN.search(value, is_role.end())
        return [*reader_part("role", is_role["role"]), *(reader_part("known", first_group(known)) if known else [])]
    if topic == "ask" and (size := SIZE.match(value)) and len(words(value)) <= _NAME and has_size(size["it"]):
        return letter_part("size", size["it"])  # how much, and not yet what for
    if topic == "known" and (why := WHY.match(said)):
        return reader_part("why", why["it"])
    if (part := next((each for each in CANDIDATE_PARTS if each == topic), None)) is not None:
        return reader_part(part, value)
    about = next((each for each in ABOUT if each == topic), None)
    return letter_part(about, value) if about else []


def _names(said: str, topic: Topic) -> list[Command]:
    lead = _LEAD["own_name"] if topic == "own_name" else _WHOM
    match = lead.match(said)
    begin = match.end() if match else 0
    found = None if _OF_ONESELF.match(said, begin) else name_at(said, begin, loose=True)
    if found is not None and topic == "own_name" and _I_AM.match(said) and _GOES_ON.match(said, found[1]):
        return []  # "I'm support lead", which is no name
    if found is None:
        relation = RELATION.search(said) if len(words(said)) <= _NAME else None
        if relation is None or topic != "name":
            return []
        then = _NAMED.match(said, relation.end())
        after = name_at(said, then.end(), loose=True) if then else None
        named = said[after[0] : after[1]] if after else ""
        return [*reader_part("name", named), *reader_part("known", relation["it"])]
    value = said[found[0] : found[1]]
    if topic == "own_name":
        return [Tell(slot="own_name", value=value, quote=value)]
    if topic == "contact":
        return letter_part("contact", value)
    rest: list[Command] = []
    if role := ROLE.match(said, found[1]):
        rest += reader_part("role", role["role"])
    if known := KNOWN.search(said):
        rest += reader_part("known", first_group(known))
    elif relation := RELATION.search(said):
        rest += reader_part("known", relation["it"])
    return [TellOf(part="name", value=value, quote=value), *rest]


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

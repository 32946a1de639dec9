"""What somebody says about a message to a mentor: that they want one, of what kind, and to whom. Pure functions.

Every value is an exact piece of what was typed.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.brief import CANDIDATE_PARTS, Part
from assistant.commands import ABOUT, About, Command, Drop, Line, News, Tell, TellLetter, TellOf, Write
from assistant.moves import LETTER_TOPICS, Topic
from assistant.skills.outreach.fit import has_size
from assistant.skills.outreach.plan import Plan
from assistant.understand.letter_kinds import kind_of, tone_of
from assistant.understand.people import IS_ROLE, RELATION, ROLE, name_at, name_in, trimmed_name
from assistant.understand.trim import EDGE
from knowledge.letters import Channel
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
_GIVES = re.compile(
    r"\b(?P<it>i (?:can|could|would|['’]?d|might)(?: also| gladly| happily)? (?:offer|help|give|show|share|review|test|write|translate|proofread|teach|do)\b[^.;!?\n]*)",
    re.IGNORECASE,
)
_STOP = (
    r"(?:(?!,? (?:because|and (?:i|we|she|he|they|ask)|but|so|for (?:\d+|half|an?|one|two|twenty|thirty) ?\w* ?(?:min|hour|call|question))\b"
    r"|, (?:we|i|she|he|they|who|for|about|a|can|could|would|please|\d\w*|twenty|thirty|half)\b)[^.;!?\n])"
)
_SIZE = re.compile(
    r"\b(?P<it>(?:\d+|half an|an?|one|two|three|four|five|six|ten|fifteen|twenty|thirty|forty(?:-five)?|a couple of|a few)[ -]?"
    r"(?:\d+[ -]?)?(?:minutes?|mins?|m|hours?|hrs?|h|short calls?|calls?|questions?|meetings?|conversations?|coffees?|sessions?)\b"
    r"(?:[ -](?:calls?|talks?|chats?|meetings?))?(?: (?:by|per|every|each|a) (?:e-?mail|phone|month|week|quarter|video)\b)?)",
    re.IGNORECASE,
)
_KNOWN = re.compile(
    rf"\b(?P<it>(?:we|i) (?:once |briefly |have |both |had |already )*(?:met|worked|studied|know each other|were (?:colleagues|classmates)|talked|spoke|sat|heard|saw)\b{_STOP}*)"
    rf"|\b(?P<met>met (?:her |him |them )?(?:at|in|on|through|during|for) {_STOP}+)"
    rf"|\b(?P<strangers>(?:we|i) (?:have never|haven['’]?t|never|do not|don['’]?t) (?:met|know|spoken)\b{_STOP}*)",
    re.IGNORECASE,
)
_WORK = re.compile(
    rf"\b(?:who (?P<who>(?:works? on|built|builds|leads?|led|runs?|ran|wrote|writes|gave|maintains?|moved|migrated)\b{_STOP}+)"
    rf"|(?P<it>(?:she|he|they) (?:works? on|built|builds|leads?|led|runs?|ran|wrote|writes|gave|gives|maintains?|moved|migrated)\b{_STOP}+)"
    rf"|(?P<thing>(?:her|his|their) (?:talk|book|blog|article|podcast|post|course|keynote|paper)\b{_STOP}*))",
    re.IGNORECASE,
)
_WHY = re.compile(r"\bbecause (?P<it>[^.;!?\n]+)", re.IGNORECASE)
_ASK = re.compile(
    rf"\b(?:i (?:want|need|would like|['’]d like) (?:her |his |their |some |to have )*(?P<it>(?:help|advice|feedback|guidance|an opinion|a view|opinion|view) (?:with|on|about|in|for) {_STOP}+)"
    rf"|(?:ask|asking)(?: (?:her|him|them|for|[A-Z][\w'’-]*))* (?P<how>(?:help|advice|feedback|guidance|how|whether) {_STOP}+)"
    rf"|(?:message|mail|note|letter|request|write|talk|call|questions?|minutes|e-?mail|hour)\b[^.;!?\n]{{0,40}}? (?:about|on how to) (?P<about>{_STOP}+))",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    rf"\b(?P<it>i (?:wrote|asked|sent|mailed|e-?mailed|messaged|contacted|invited)\b{_STOP}*)", re.IGNORECASE
)
_THANKS_FOR = re.compile(rf"\bthank\w*\b[^.;!?\n]{{0,40}}? for (?P<it>{_STOP}+)", re.IGNORECASE)
_CONTACT = re.compile(
    r"\bask (?:my \w+ )?(?=[A-ZÀ-Þ])(?P<it>[\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)*) (?:to|for|if|whether)\b[^.;!?\n]*\b(?:introduc|in touch|intro\b)"
)
_SIGNED = re.compile(r"\b(?:sign (?:it |with |off )?as|my name is)\s+", re.IGNORECASE)
_ASIDE = re.compile(r"^\W*(?:by the way|btw|oh,? (?:and|also)|also,?|besides)\b", re.IGNORECASE)
_QUESTION = re.compile(
    r"\?\s*$|^\W*(?:(?:what|who|where|when|which|should|could|do|does|is|are|may|would|can)\b|how (?:long|many|much|often|do|should|can|is|formal|soon)\b|why (?:do|should|is|does|not)\b)",
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
        answer = [] if fresh and name_in(message) else answered(message, asked)
        if answer or not fresh:
            return Wish("draft_outreach" if answer else None, tuple(answer))
    if not fresh:
        return Wish("draft_outreach", _of_it(message, plan)) if writing and _of_it(message, plan) else _NOTHING
    if plan is None and _is_change(message) and not name_in(message):
        return Wish("draft_outreach", (Line(line="no_draft_yet"),))
    channel, medium = kind_of(message)
    told = told_in(message, channel or "mentor_request_email")
    return Wish("draft_outreach", (Write(fresh=True, channel=channel, medium=medium, tone=tone_of(message)), *told))


def resumes(message: str) -> bool:
    """'Go on', 'back to the message'."""
    return bool(_RESUMES.match(message))


def wants_letter(message: str, intent: Intent) -> bool:
    """Whether a message is to be written, and not only asked how one writes it."""
    if _WRITES.search(message) and not _ASKS_HOW.match(message):
        named = _CASED.search(message) is not None or (message.islower() and name_in(message) is not None)
        says_so = intent != "out_of_scope" and bool(_LETTER_WORD.search(message))  # a cover letter is another matter
        return intent == "draft_outreach" or named or says_so
    return intent == "draft_outreach" and not _ASKS_HOW.match(message) and not message.rstrip().endswith("?")


def told_in(message: str, channel: Channel) -> list[Command]:
    """What a message tells of the reader and of what is wanted, each in the words that stand there."""
    found: list[Command] = []
    contact = _CONTACT.search(message) if channel == "intro_request" else None
    if contact is not None:
        found.append(TellLetter(part="contact", value=contact["it"], quote=contact["it"]))
    named = name_in(message, contact.end("it") if contact else 0)
    after = 0
    if named is not None:
        value = message[named[0] : named[1]]
        found.append(TellOf(part="name", value=value, quote=value))
        after = named[1]
    if named is not None and (role := ROLE.match(message, after)):
        found += _of("role", role["role"])
        after = role.end()
    if known := _KNOWN.search(message):
        found += _of("known", _first(known))
    elif relation := RELATION.search(message):
        found += _of("known", relation["it"])
    if (work := _WORK.search(message)) is not None:
        found += _of("work", _first(work))
    if why := _WHY.search(message):
        found += _of("why", why["it"])
    found += _of_letter(message, channel)
    if (signed := _SIGNED.search(message)) and (own := name_at(message, signed.end())):
        piece = message[own[0] : own[1]]
        found.append(Tell(slot="own_name", value=piece, quote=piece))
    return found


def _of_letter(message: str, channel: Channel) -> Iterator[Command]:
    if channel in ("thank_you", "graceful_exit"):
        if thanks := _THANKS_FOR.search(message):
            yield from _about("earlier", thanks["it"])
        return
    if channel == "followup" and (earlier := _EARLIER.search(message)):
        yield from _about("earlier", earlier["it"])
    if (size := _SIZE.search(message)) and has_size(size["it"]):
        yield from _about("size", size["it"])
    if ask := _ASK.search(message):
        yield from _about("ask", _first(ask))
    if give := _GIVES.search(message):
        yield from _about("give", give["it"])


def _of(part: Part, quote: str) -> list[Command]:
    quote = quote.strip(EDGE)
    return [TellOf(part=part, value=quote, quote=quote)] if quote else []


def _about(part: About, quote: str) -> list[Command]:
    quote = quote.strip(EDGE)
    return [TellLetter(part=part, value=quote, quote=quote)] if quote else []


def _changed(message: str, plan: Plan, asked: Topic | None, fresh: bool) -> tuple[Command, ...]:
    """What is to be different in the message that is there."""
    if plan.state == "drafted" and _OTHER.match(message):
        return (Write(other=True),)
    if (added := _ADDS.match(message)) and plan.state != "resting" and asked is None:
        told = [*_of_letter(added["it"], plan.channel)] or [
            command for command in told_in(added["it"], plan.channel)
            if isinstance(command, TellOf) and command.part != "name"
        ]  # fmt: skip
        return tuple(told) or (Line(line="cannot_place"),)
    if corrected := _corrected(message, plan):
        return corrected
    if name_in(message) and fresh:
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
    if _INSTEAD.match(message) and plan.particulars.size is not None and (size := _SIZE.search(message)):
        return tuple(_about("size", size["it"]))
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
        return _of("known", value)
    if topic in ("known", "work", "why") and (is_role := IS_ROLE.match(value)):
        known = _KNOWN.search(value, is_role.end())
        return [*_of("role", is_role["role"]), *(_of("known", _first(known)) if known else [])]
    if topic == "ask" and (size := _SIZE.match(value)) and len(words(value)) <= _NAME and has_size(size["it"]):
        return _about("size", size["it"])  # how much, and not yet what for
    if topic == "known" and (why := _WHY.match(said)):
        return _of("why", why["it"])
    if (part := next((each for each in CANDIDATE_PARTS if each == topic), None)) is not None:
        return _of(part, value)
    about = next((each for each in ABOUT if each == topic), None)
    return _about(about, value) if about else []


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
        return [*_of("name", named), *_of("known", relation["it"])]
    value = said[found[0] : found[1]]
    if topic == "own_name":
        return [Tell(slot="own_name", value=value, quote=value)]
    if topic == "contact":
        return _about("contact", value)
    rest: list[Command] = []
    if role := ROLE.match(said, found[1]):
        rest += _of("role", role["role"])
    if known := _KNOWN.search(said):
        rest += _of("known", _first(known))
    elif relation := RELATION.search(said):
        rest += _of("known", relation["it"])
    return [TellOf(part="name", value=value, quote=value), *rest]


def _first(found: re.Match[str]) -> str:
    """The group that matched."""
    return next(piece for piece in found.groups() if piece)


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

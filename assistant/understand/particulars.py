"""What a message tells of whom somebody writes to, or could, and of what they want. Pure functions.

Every value is an exact piece of what was typed.
"""

import re
from collections.abc import Iterator
from itertools import zip_longest

from assistant.brief import Part
from assistant.commands import About, Command, Tell, TellLetter, TellOf
from assistant.skills.outreach.fit import has_size
from assistant.understand.names import IS_ROLE, RELATION, RELATION_NOUN, ROLE, name_at, name_in
from assistant.understand.people import spoken_of
from assistant.understand.trim import EDGE
from knowledge.letters import Channel

GIVES = re.compile(
    r"\b(?P<it>i (?:can|could|would|['’]?d|might)(?: also| gladly| happily)? (?:offer|help|give|show|share|review|test|write|translate|proofread|teach|do)\b[^.;!?\n]*)",
    re.IGNORECASE,
)
_STOP = (
    r"(?:(?!,? (?:because|and (?:i|we|she|he|they|ask)|but|so|for (?:\d+|half|an?|one|two|twenty|thirty) ?\w* ?(?:min|hour|call|question))\b"
    r"|, (?:we|i|she|he|they|who|for|about|a|can|could|would|please|\d\w*|twenty|thirty|half)\b)[^.;!?\n])"
)
SIZE = re.compile(
    r"\b(?P<it>(?:\d+|half an|an?|one|two|three|four|five|six|ten|fifteen|twenty|thirty|forty(?:-five)?|a couple of|a few)[ -]?"
    r"(?:\d+[ -]?)?(?:minutes?|mins?|m|hours?|hrs?|h|short calls?|calls?|questions?|meetings?|conversations?|coffees?|sessions?)\b"
    r"(?:[ -](?:calls?|talks?|chats?|meetings?))?(?: (?:by|per|every|each|a) (?:e-?mail|phone|month|week|quarter|video)\b)?)",
    re.IGNORECASE,
)
KNOWN = re.compile(
    rf"(?<!since )\b(?P<it>(?:we|i) (?:once |briefly |have |both |had |already )*(?:met|worked|studied|know each other|were (?:colleagues|classmates)|talked|spoke|sat|heard|saw|had (?:an? )?(?:lunch|coffee|beers?|dinner|call|chat|talk))\b{_STOP}*)"
    rf"|\b(?P<used>used to work (?:with|for|under) (?:me|us)\b)"
    rf"|\b(?P<mine>(?:(?:she|he)(?:['’]?s| is)|they['’]?re) my {RELATION_NOUN}\b(?: already| since [\w ]+)?)"
    rf"|\b(?P<met>met (?:her |him |them )?(?:at|in|on|through|during|for) {_STOP}+)"
    rf"|\b(?P<strangers>(?:we|i) (?:have never|haven['’]?t|never|do not|don['’]?t) (?:really |ever )?(?:met|know|spoken|spoke|talked?)\b{_STOP}*)",
    re.IGNORECASE,
)
_WORK = re.compile(
    rf"\b(?:who (?P<who>(?:works? on|built|builds|leads?|led|runs?|ran|wrote|writes|gave|maintains?|moved|migrated)\b{_STOP}+)"
    rf"|(?P<it>(?:she|he|they) (?:works? on|built|builds|leads?|led|runs?|ran|wrote|writes|gave|gives|maintains?|moved|migrated)\b{_STOP}+)"
    rf"|(?P<thing>(?:her|his|their) (?:talk|book|blog|article|podcast|post|course|keynote|paper)\b{_STOP}*))",
    re.IGNORECASE,
)
_DOES = re.compile(  # behind a name: 'he left our department and builds boats now'
    rf"\s*[,;:–—-]?\s*(?:(?:and|a|the|my) )?(?:who |(?=(?:she|he) ))(?P<it>(?:(?:she|he) )?"
    rf"(?!(?:is|was|has|had|can|could|will|would|should|did|does|never|always|also|just|who|she|he|wants?|says?|said|knows?|likes?)\b)(?=[a-z]+(?:s|ed|t|lt|ew|oke|an|ve|ook|rote|ft)\b){_STOP}+)",
)
_TOWARDS_US = re.compile(r"\b(?:me|us|my|not|never|didn['’]?t|doesn['’]?t|nothing)\b", re.IGNORECASE)
WHY = re.compile(r"\bbecause (?P<it>[^.;!?\n]+)", re.IGNORECASE)
_ASK = re.compile(
    rf"\b(?:(?:(?:my|the) question(?: (?:to|for) [\w'’]+)?(?: is| should be|:)|change (?:the|my) (?:question|ask)(?: to|:)) (?P<question>(?!not\b){_STOP}+)"
    rf"|i (?:want|need|would like|['’]d like) (?:her |his |their |some |to have )*(?P<it>(?:help|advice|feedback|guidance|an opinion|a view|opinion|view) (?:with|on|about|in|for) {_STOP}+)"
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
_LEADS = re.compile(  # the same of the subject of a sentence: 'Petra leads our security team'
    rf"\s+(?P<it>(?:leads|runs|manages|builds|built|maintains|moved|wrote|works (?:on|in|at|for|as)) {_STOP}+)"
)
_JOINS = re.compile(r"[\s,;]+(?:and|or)\s*$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\((?P<role>[^()\n]{2,60})\)")  # 'Petra (architect)'
_SIGNED = re.compile(r"\b(?:sign (?:it |with |off )?as|my name is)\s+", re.IGNORECASE)


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
    found += _of_reader(message, after if named else None)
    found += of_letter(message, channel)
    if (signed := _SIGNED.search(message)) and (own := name_at(message, signed.end())):
        piece = message[own[0] : own[1]]
        found += [Tell(slot="own_name", value=piece, quote=piece), *own_role(message, own[1])]
    return found


def own_role(message: str, end: int) -> list[Command]:
    """What stands behind one's own name: 'Tom, sysadmin'."""
    role = ROLE.match(message, end)
    said = role["role"].strip(EDGE) if role else ""
    return [Tell(slot="current_role", value=said, quote=said)] if said else []


def told_of(message: str) -> list[Command]:
    """Somebody who could be asked one day, brought up while no message is written: name, and what is said of them."""
    places, told, behind = spoken_of(message), list[Command](), 0
    for (start, end), following in zip_longest(places, places[1:]):
        value, until = message[start:end], following[0] if following else len(message)
        since = max((m.end() for m in re.finditer(r"[.!?]\s", message[:start])), default=0)  # in their sentence
        since = start if since < behind else since  # what stands between two names is said of the first
        told += [TellOf(part="name", value=value, quote=value), *_of_reader(message[since:until], end - since)]
        behind = end
    return [command.model_copy(update={"beside": True}) for command in told]


def _of_reader(message: str, named: int | None) -> list[Command]:
    """Role, acquaintance, work and reason, as they are told of somebody. `named`: where the name ends."""
    found: list[Command] = []
    if (named is not None and (role := ROLE.match(message, named) or _IN_BRACKETS.match(message, named))) or (
        named is not None and (role := IS_ROLE.search(message, named))
    ):
        found += reader_part("role", role["role"])
    if known := KNOWN.search(message):
        found += reader_part("known", first_group(known))
    elif relation := RELATION.search(message):
        found += reader_part("known", relation["it"])
    if (work := _WORK.search(message)) is not None:
        found += reader_part("work", first_group(work))
    elif (
        named is not None
        and (does := _DOES.match(message, named) or _LEADS.match(message, named))
        and not _TOWARDS_US.search(does["it"])
    ):
        found += reader_part("work", does["it"])
    if why := WHY.search(message):
        found += reader_part("why", why["it"])
    return found


def of_letter(message: str, channel: Channel) -> Iterator[Command]:
    """What a message of this kind is to say beside whom it is for."""
    if channel in ("thank_you", "graceful_exit"):
        if thanks := _THANKS_FOR.search(message):
            yield from letter_part("earlier", thanks["it"])
        return
    if channel == "followup" and (earlier := _EARLIER.search(message)):
        yield from letter_part("earlier", earlier["it"])
    if (size := SIZE.search(message)) and has_size(size["it"]):
        yield from letter_part("size", size["it"])
    if ask := _ASK.search(message):
        yield from letter_part("ask", first_group(ask))
    if give := GIVES.search(message):
        yield from letter_part("give", give["it"])


def reader_part(part: Part, quote: str) -> list[Command]:
    """The command for a piece that is told of the reader; none for an empty one."""
    quote = _JOINS.sub("", quote).strip(EDGE)
    return [TellOf(part=part, value=quote, quote=quote)] if quote else []


def letter_part(part: About, quote: str) -> list[Command]:
    """The same of the message itself."""
    quote = quote.strip(EDGE)
    return [TellLetter(part=part, value=quote, quote=quote)] if quote else []


def first_group(found: re.Match[str]) -> str:
    """The group that matched."""
    return next(piece for piece in found.groups() if piece)

"""What is said in so many words, where the reader has marked nothing. Pure functions."""

import re
from collections.abc import Sequence

from assistant.brief import ListSlot, Slot
from assistant.commands import Command, TakeBack, Tell
from assistant.understand.dates import NO_WAIT, is_date
from assistant.understand.settle import ROLE_NOUN, TOWN
from assistant.understand.trim import EDGE, tells, trimmed
from knowledge.marks import Mark
from knowledge.text import words

_PRESENT = re.compile(
    r"(?:^|[.!?]\s+)\W*(?:(?:hi|hello|hey|so|well)[\s,.!]+)*"
    r"(?:(?:i['’]?m|i am|i work as)\s+(?:currently |now |just )?(?:(?:an?|the(?: only)?)\s+)?"
    rf"(?P<a>(?!\w+ing\b)(?:[\w/&+#.-]+\s+){{0,4}}?{ROLE_NOUN})\b"
    rf"|(?P<b>(?:[\w/&+#.-]+\s+){{0,3}}?{ROLE_NOUN})\s+(?:here|now|at the moment|by trade)\b"
    r"|(?:i['’]?m|i am|i work|i sit) (?:on|in|at) (?:the |a |an )?(?P<c>(?:[\w-]+ ){0,2}?(?:help ?desk|service desk|tech support|noc|soc))\b)",
    re.IGNORECASE,
)
_WANTED = re.compile(  # 'I want to become an architect', in so many words
    r"(?<!not )(?<!n't )(?<!never )\b(?:want|wanna|wish|hope|plan|aim|would like|['’]d like|goal is)\s+(?:to )?"
    r"(?:become|be|work as|turn into|move up to)\s+(?:an?|the)\s+"
    rf"(?P<it>(?:[\w/&+#.-]+\s+){{0,3}}?{ROLE_NOUN}(?: of [\w-]+)?)\b(?!\s+(?:or|who|for)\b)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(  # no position, and where they are all the same
    r"(?:\b(?:i['’]?m|i am|i['’]ve been|i have been|(?<!has )(?<!have )(?<!['’]s )been|now)\s+|^\W*(?=(?:at )?home with|on (?:parental|maternity|paternity)))(?:still |currently |now |just )?"
    r"(?P<it>at home(?! office\b)(?! with\b)|(?:at )?home with (?:my |the )?(?:\w+ )?(?:kids?|children|baby|family)|on (?:parental|maternity|paternity|sick|study) leave"
    r"|unemployed|between jobs|out of work|laid off|a stay-at-home \w+|retired)\b",
    re.IGNORECASE,
)
_A_ROLE = rf"(?:[\w/&+#.-]+\s+){{0,3}}?{ROLE_NOUN}"
_LABEL = r"(?:my |the )?(?:goals?|objectives?|next|now|strengths?|good|weak\w*|bad|missing|mentor|deadline|by when|measure|limits?|also|offer|in return|plan|today|then|oh|and|no|january|february|march|april|may|june|july|august|september|october|november|december)\b"
_ARROW = r"\s*(?:-+>|→|=+>)\s*"  # 'help desk -> want cybersecurity'
_OUTRIGHT: tuple[tuple[Slot, re.Pattern[str]], ...] = (  # what no mark outweighs
    ("current_role", re.compile(rf"^\W*(?!{_LABEL})(?P<it>[a-z][\w /&+]{{1,40}}?){_ARROW}", re.IGNORECASE)),
    (
        "next_role",
        re.compile(
            rf"^(?!{_LABEL})[\w /&+,]{{2,60}}{_ARROW}(?:(?:i )?want(?: to (?:be|become|do))? )?(?P<it>[\w /&+]{{3,40}}?)(?=[.,;!?]|$)",
            re.IGNORECASE,
        ),
    ),
    (
        "current_role",
        re.compile(
            rf"^\W*(?:(?:hi|hello|hey)\W+)*(?P<it>{_A_ROLE})(?: (?:here|by trade)\b|[.;]\s+(?=(?:i (?:want|would|hope|plan)|i['’]d|want|would|looking|hoping|planning)\b))",
            re.IGNORECASE,
        ),
    ),
    ("current_role", re.compile(rf"(?:^|[.!?,;]\s+)(?P<it>{_A_ROLE}) is what i(?:['’]?m| am)\b", re.IGNORECASE)),
    (
        "next_role",
        re.compile(
            rf"\b(?:my |the )?next(?: (?:role|position|job|step))? is (?:an? |the )?(?P<it>{_A_ROLE})\b", re.IGNORECASE
        ),
    ),
)
_NOT_OF_MENTOR = re.compile(  # 'I don't want someone to just tell me to get more certs'
    r"\b(?:don['’]?t|do not|would not|wouldn['’]?t|didn['’]?t) want (?:that )?(?:the mentor|my mentor|a mentor|someone|somebody|anyone|him|her|them|he|she)"
    r"(?: to| who| that|s)? (?:just )?(?P<it>(?!is\b|was\b)[^.;!?,\n]{3,60})"
    r"|\b(?:they|he|she|the mentor|my mentor|a mentor) (?:should|must|shall|may) ?(?:not|n['’]?t|never) (?P<that>[^.;!?,\n]{3,60})",
    re.IGNORECASE,
)
_IT_IS = re.compile(
    r"^\W*(?:(?:ok|okay|so|well|then|alright|right)[\s,]+)*(?P<it>[^,.;!?\n]{2,40}?) it is(?:[\s,]+then)?[\s.!]*$",
    re.IGNORECASE,
)
_PREFERS = re.compile(  # 'I think I prefer analytics engineer after all'
    r"^\W*(?:(?:ok|okay|so|well|then|actually|i think|i guess|maybe|in the end)[\s,]+)*i(?:['’]?d| would|['’]ll| will)?(?: now| rather| think)*"
    rf" (?:prefer|choose|pick|take|be|go (?:for|with)) (?:the |an? )?(?P<it>{_A_ROLE})(?: after all| now| then| instead)*[\s.!]*$"
    rf"|^\W*(?:(?:ok|okay|so|well|then)\W+)*if i (?:have|had|must)(?: to)? (?:choose|pick|decide)\b[\s,]*(?:(?:then|i['’]?d (?:say|take|go for)|it['’]?s|probably) )*(?P<then>{_A_ROLE})\b.*$"
    rf"|^\W*(?:(?:ok|okay|so|well|then|actually|no|yes)[\s,]+)*(?:the )?(?P<that>{_A_ROLE}),? (?:i(?:['’]ve| have)? decided\b.*|it['’]?s decided|after all)[\s.!]*$",
    re.IGNORECASE,
)
_REST = r"(?P<it>(?:(?!\bbut\b|\band (?:bad|weak|poor|not)\b)[^,.;!?\n]){2,60})"
_PLAIN: tuple[tuple[ListSlot, re.Pattern[str]], ...] = (
    (
        "strengths",
        re.compile(
            rf"(?<!not )(?<!so )(?<!very )(?<!too )(?<!become )(?<!becoming )(?<!be )(?<!get )(?<!getting )\b(?:good|strong|great) (?:at|in|with) {_REST}",
            re.IGNORECASE,
        ),
    ),
    (
        "weaknesses",
        re.compile(
            rf"\b(?:bad|weak|poor|terrible|hopeless|not (?:so |very |too )?good) (?:at|in|with) {_REST}", re.IGNORECASE
        ),
    ),
    (
        "weaknesses",
        re.compile(
            rf"\b(?:what i(?: still)? lack is|i (?:still |also |really )?lack|my weak(?:ness| spot| point)s? (?:is|are)) {_REST}",
            re.IGNORECASE,
        ),
    ),
    ("strengths", re.compile(rf"\bmy strengths? (?:is|are) {_REST}", re.IGNORECASE)),
    ("constraints", re.compile(rf"\b(?P<it>(?:stay|remain|keep living) in {TOWN})", re.IGNORECASE)),
)

_DAY = (
    r"(?:(?:on |at |this |next |coming )*(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|(?:on |the )*\d{1,2}(?:st|nd|rd|th)?\.?\s+(?:of\s+)?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|(?:on )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\s+\d{1,2}\b"
    r"|tomorrow|next week|in (?:\d{1,2}|two|three|four|a few) (?:days|weeks))(?:,? (?:at )?\d{1,2}(?::\d\d)?\s*(?:am|pm|h|o['’]clock)\b)?"
)
_MEETING = re.compile(  # with the mentor: 'we meet first time on 14 november', 'the meeting with Ingrid is on Friday'
    rf"\b(?P<it>(?:(?:very )?first |next )?(?:meeting|session|call|talk|appointment)(?: with (?:my )?[\w'’]+)?(?: is| will be|['’]s| (?:got|was|is|has been|has) (?:moved|postponed|rescheduled|shifted|changed) to)?"
    rf"(?: (?:already|then|set|planned|for|now))*\s+{_DAY}"
    rf"|meet(?:ing)?(?: (?:with )?(?:him|her|them|each other|[A-Z]\w+))?(?: for the| the)?(?: first time| again)?(?: already)?\s+{_DAY})",
    re.IGNORECASE,
)
_WITH_MENTOR = re.compile(r"\bmentor\b|\bfirst\b|\bwith [A-Z]|\b(?:him|her|them)\b")
_FIRST = 3  # pieces of an answer among which its date is
_FEW = 2  # words of one that says nothing yet
_HESITATION = re.compile(
    r"^(?:(?:um+|uh+|hm+|oh+|ooh|well|like|honestly|so|ok|maybe|probably|hopefully|i['’]?d say|i would say|i think|i guess|let['’]?s say)\b[\s,]*)+",
    re.IGNORECASE,
)
_COUNT = r"(?:\d{1,2}|an?|one|two|three|four|five|six|nine|ten|twelve|eighteen)"
_BY_THEN = re.compile(  # right behind the position that is wanted
    rf"^[\s,]*(?P<it>(?:in|within) (?:(?:the next|about|around|roughly|maybe|say) )?{_COUNT}"
    rf"(?: (?:to|or) {_COUNT})? (?:years?|months?))\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"^[\s,]*(?:by|until|till|before) (?P<it>[\w ]{3,24}?)\s*(?=[.,;!?]|$|\band\b|\bbut\b)", re.IGNORECASE
)


def plain_facts(message: str, marks: Sequence[Mark]) -> list[Command]:
    """The facts in it that bear no mark: 'I'm a tester and ...', 'network engineer here', 'good at SQL'."""
    found: list[Command] = []
    marks = [mark for mark in marks if tells(trimmed(mark.tag, mark.text))]
    match = _PRESENT.search(message)
    if match is not None and not any(mark.tag == "now" for mark in marks):
        group = next(name for name in "abc" if match[name])
        found += _unmarked("current_role", match, group, marks)
    between = _BETWEEN.search(message)
    if between is not None:
        found += _unmarked("current_role", between, "it", [])
    role = next((mark.end for mark in marks if mark.tag == "role"), None)
    wanted = _WANTED.search(message) if not any(mark.tag in ("role", "alt", "far") for mark in marks) else None
    if wanted is not None and (told := _unmarked("next_role", wanted, "it", marks)):
        found, role = [*found, *told], wanted.end("it")
    if role is not None and not any(mark.tag == "when" for mark in marks):
        until = _UNTIL.match(message[role:])
        then = _BY_THEN.match(message[role:]) or (until if until and is_date(until["it"]) else None)
        if then is not None:
            found.append(Tell(slot="horizon", value=then["it"], quote=then["it"]))
    if (met := _MEETING.search(message)) is not None and _WITH_MENTOR.search(message):
        found.append(Tell(slot="meetings", value=met["it"], quote=met["it"]))
    for slot, pattern in _PLAIN:
        for match in pattern.finditer(message):
            found += _unmarked(slot, match, "it", marks)
    return found


def outright(message: str, found: Sequence[Command]) -> list[Command]:
    """The facts, with what is said to be now and next in so many words instead of what else was made of that."""
    told = [
        Tell(slot=slot, value=match["it"], quote=match["it"])
        for slot, pattern in _OUTRIGHT
        for match in pattern.finditer(message)
    ]
    told += [
        Tell(slot="help_unwanted", value=m["it"] or m["that"], quote=m["it"] or m["that"])
        for m in _NOT_OF_MENTOR.finditer(message)
    ]
    slots, quotes = {tell.slot for tell in told}, " ".join(tell.quote for tell in told)
    slots -= {"help_unwanted"}
    kept = [
        c for c in found
        if not (isinstance(c, Tell | TakeBack) and (getattr(c, "slot", None) in slots or c.quote in quotes))
        and not any(isinstance(c, Tell) and each.slot == "help_unwanted" and each.quote in c.quote for each in told)
    ]  # fmt: skip
    return [*told, *kept]


def opening_date(message: str) -> Tell | None:
    """The date with which an answer begins: 'by next summer ish, before my kid starts school'."""
    if NO_WAIT.search(message):
        return None
    for piece in re.split(r"[,.;!?]|\bbefore\b", message)[:_FIRST]:
        said = _HESITATION.sub("", piece.strip(EDGE))
        value = trimmed("when", re.sub(r"[\s-]*\bish\b", "", said).strip(EDGE))
        if value and is_date(value) and value in piece:
            return Tell(slot="horizon", value=value, quote=piece.strip(EDGE))
        if len(words(said)) > _FEW:
            return None
    return None


def settles(quote: str) -> bool:
    """'Security it is'."""
    return _IT_IS.match(quote) is not None


def settled_on(message: str, of_positions: bool) -> list[Command]:
    """'Security it is', where `of_positions`; 'I prefer architect after all', whatever is asked: the next position."""
    found = (_IT_IS.match(message) if of_positions else None) or _PREFERS.match(message)
    named = next((piece for piece in found.groups() if piece), "") if found else ""
    value = trimmed("role", named.strip(EDGE))
    return [Tell(slot="next_role", value=value, quote=message.strip())] if tells(value) else []


def _unmarked(slot: Slot, match: re.Match[str], group: str, marks: Sequence[Mark]) -> list[Command]:
    if any(mark.start < match.end(group) and match.start(group) < mark.end for mark in marks):
        return []
    quote = match[group].strip(EDGE)
    value = trimmed("good", quote)
    return [Tell(slot=slot, value=value, quote=quote)] if tells(value) else []

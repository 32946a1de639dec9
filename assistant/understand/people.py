"""Whom a message is about: who is brought up in it, and to whom of those who are known is to be written. Pure functions."""

import re
from collections.abc import Collection, Iterator

from assistant.understand.letter_wanted import says_to_write
from assistant.understand.names import RELATION_NOUN, ROLE, ROLE_NOUN, Place, name_at, perhaps_name_at
from knowledge.spelling import english_frequencies
from knowledge.text import STOP_WORDS

_SOMEONE = rf"(?:guy|man|woman|lady|girl|dude|bloke|chap|person|one|{RELATION_NOUN})"
_SPEAKS_OF = re.compile(  # 'I know a guy, Marek', 'I thought of a former colleague called Ana'
    r"\b(?:(?:i|he|she|my (?:[\w-]+ )?[\w-]+) (?:also |already )?knows?(?: of)?|i(?:['’]?ve| have)(?: got)?|there(?:['’]?s| is)|(?:thinking|thought|think) (?:of|about)|consider(?:ing)?)\s+"
    r"(?:asking |contacting |maybe |perhaps |already )*"
    rf"(?P<somebody>one(?: now| already| at work)*[,:]\s+(?:called |named )?|(?:(?:an?|one|this|the|our|my|some|another)\s+)?(?:[\w-]+ )??{_SOMEONE}\b(?: (?:here|at work|in my team|from work))?,?\s+(?:called |named |his name is |her name is )?)?"
    r"|\b(?:(?:her|his|their) name(?:['’]?s| is) (?:just )?)(?P<named>)"
    rf"|\b(?:my|our) (?P<mine>(?:(?:former|old|ex-?) ?)?(?:colleague|coworker|co-worker|friend|teammate|classmate|neighbou?r|cousin|uncle|aunt),?\s+(?:called |named )?)"
    r"|\b(?:gave|given|assigned|got|found|matched|paired|chose|offered|have|has)\b(?: me| us| to me)?(?: with)? (?P<given>(?:an? |my |as (?:an? |my )?)?(?:[\w-]+ )?mentor(?: already)?\b(?: (?:at|in|from|through|by) [^.,;!?\n]{2,30}?)?,?\s+(?:called |named )?)"
    r"|\b(?:matched|paired)(?: me| us| up)* with (?P<match>)"
    r"|\b(?:i told you|i said|as i said|like i said),? (?:that )?it(?:['’]?s| is| will be) (?P<again>)"
    r"|\b(?:want|wanna|like|plan|going|hope|need) (?:to )?(?:talk|speak|turn|go) (?:to|with) (?P<wants>)(?=(?-i:[A-ZÀ-Þ]))"
    rf"|\b(?:somebody|someone|(?:a|one) (?:person|candidate|name))\b(?: already| in mind| at work| as well| too)*\s*[:,.–—-]\s*(?P<mind>(?:(?:my|an?|the) )?(?:(?:former|old|ex) ?)*(?:{RELATION_NOUN})?,?\s*(?:called |named )?)"
    r"|\b(?:have|had|got|['’]ve)(?: got| already| just)* (?P<minded>)(?=(?-i:[A-Z])[\w'’-]+(?: (?:in|from|at) [\w ]{2,20}?)? in mind\b)"
    r"|\b(?:my|the) (?:candidate|person|man|woman|one i mean|one i have in mind)(?: i mean)? ?(?:is|['’]s|:) (?P<mentor_is>)"
    r"|\bmy (?:[\w-]+ )?mentor (?:is |will be |['’]s )(?P<mentor>)"
    rf"|\b(?:is|are|works?) (?P<there>(?:one|an?|another) (?:[\w-]+ )??{_SOMEONE}\b,?\s+(?:called |named )?)",
    re.IGNORECASE,
)
_PLACE = r"(?:team|department|company|office|group|floor|unit|crew|firm|project|building|chapter|guild)"
_COMMON = 8_000  # times that a word was seen: one that is as common is no name, at the beginning of a sentence
_BEGINS = re.compile(r"(?:^|[.!?;\n])\s*(?:(?:and|so|well|also|ok|okay|then|but|maybe|oh|btw)\b[\s,]*)*")
_DOES = re.compile(  # what is said of a person: 'Petra and Tom are in our security team', 'tom sits next door'
    r"\s+(?:(?:also|both|now|still|currently|already)\s+)*(?:"
    rf"(?:is|are|was|were)\s+(?:also |both |now )*(?:in|on|from|at|with)\s+(?:my|our|the|an?|another|his|her)\b[^.,;!?\n]*?\b{_PLACE}\b"
    rf"|(?:is|are|was|were)\s+(?:(?:my|our|an?|the)\s+)(?:[\w-]+\s+){{0,3}}?(?:{RELATION_NOUN}|{ROLE_NOUN})s?\b(?!\s+(?:thing|topic|job|problem|task))"
    r"|(?:has|have|was|were|is|are|got)\s+(?:already |been |just )*(?:assigned|matched|paired)\b"
    r"|sits? (?:next|near|opposite|beside|across|behind|in (?:my|our|the same|another)|with|at|\w+ (?:desks?|floors?|rooms?|doors?))\b|works?\s+(?:in|at|for|on|as|with)\b|(?:leads|runs|manages)\s+(?:our|my|the|an?)\b)",
    re.IGNORECASE,
)
_IS_SPOKEN_OF = re.compile(r"\s*[,;:–—-]?\s*(?:who|she|he)(?:['’]?s|\s+\w+(?:s|ed|lt|an|ote|ook|id))\b", re.IGNORECASE)
_OF_ONE = re.compile(r"\s+(?:\w+ )?(?:is|was|sits|works|leads|runs|manages)\b", re.IGNORECASE)
_LISTS = re.compile(
    r"\b(?:people|ppl|persons|folks|guys|women|men|candidates|colleagues|names|options)\b(?: [\w'’-]+){0,5}?(?::|,? (?:like|such as))\s*",
    re.IGNORECASE,
)
_NOT_CALLED = re.compile(
    rf"(?:{RELATION_NOUN}|{ROLE_NOUN}|someone|somebody|nobody|everybody|everyone)s?", re.IGNORECASE
)
_NEXT = re.compile(
    r"(?:\s*\([^)\n]*\)|\s+(?:who|from|at|in)\b[^,;.\n]*)?(?:\s*,?\s*\b(?:and|or)\b|\s*[,;/&])\s*(?:also |maybe )?",
    re.IGNORECASE,
)
_AND_ANOTHER = (
    re.compile(  # behind what is said of one: 'Petra, she leads our security team, and Jonas from the meetup'
        r"[^.;!?\n]*?(?:,\s*(?:and |or )?|\s(?:and|or) )(?=[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)?"
        r"(?:\s+(?:from|who|in (?:my|our))\b|\s*\(|,\s*(?:an?|my|our|the|who|she|he)\b))"
    )
)
_RELATED = re.compile(
    rf"\s*,\s*(?:(?:my|an?|the) )?(?:(?:former|old|ex-?|previous) ?)*{RELATION_NOUN}\b", re.IGNORECASE
)
_HAS_ONE = re.compile(
    r"\s+(?:also |already )?(?:has|had|got|found) (?:an? |one |her |his |their )?(?:\w+ )?mentor\b", re.IGNORECASE
)
_GOES_ON = re.compile(r"\s*[,;:–—-]?\s*(?:who|he|she)\b", re.IGNORECASE)  # what is said of a person, and not of a thing
_IN_MIND = re.compile(r"\s+(?:already )?in mind\b", re.IGNORECASE)
_FOR_MENTOR = re.compile(r"\b(?:mentor|in mind|could ask|might ask)\b", re.IGNORECASE)
_PICKS = re.compile(
    r"^\W*(?P<before>(?:(?:ok|okay|so|then|rather|maybe|well|i think|i guess|i(?:['’]?ll| will| would|['’]?d)?(?: rather)? (?:take|choose|pick|go with|ask|try|prefer|like)"
    r"|let['’]?s (?:take|choose|pick|go with|ask|try)|going with)\b[\s,]*)*)(?P<it>[^\W\d_][\w'’-]*(?: (?-i:[A-ZÀ-Þ])[\w'’-]*)*)"
    r"(?P<after>(?:[\s,]+(?:then|first|it is|please|i think|i guess|instead|rather|of course|obviously|for sure))*)[\s.!]*$",
    re.IGNORECASE,
)
_WRITE = re.compile(r"\b(?:write|draft(?:ed)?|compose|message|mail|text|dm|send)\b")
_WRITES_TO = re.compile(
    r"^\W*(?:(?:ok|okay|ugh|no|so|please|pls|now|just|then)\W+)*(?:write|message|mail|text|dm|draft|do (?:the|a) (?:same )?(?:message|mail|msg|one))\b(?!.*\?\s*$)",
    re.IGNORECASE,
)
_LETTERS = 2  # of a name: 'my cousin has a mentor n she ...'
_REDIRECTS = 18  # words of a message that turns to somebody else


def spoken_of(message: str) -> list[Place]:
    """The names of those who are brought up: 'I know one guy, Marek, he moved on', 'two people: Petra and Sven'."""
    if lead := _LISTS.search(message):
        return list(_listed(message, lead.end()))
    for lead in _SPEAKS_OF.finditer(message):
        told = lead["mine"] or lead["somebody"] or lead["there"] or lead["given"]
        told = (
            told
            or lead["mind"] is not None
            or lead["mentor_is"] is not None
            or lead["named"] is not None
            or lead["mentor"] is not None
            or lead["match"] is not None
            or lead["again"] is not None
        )
        loose = message.islower() and bool(lead["somebody"] or lead["mind"] or lead["given"])
        named = name_at(message, lead.end(), loose=loose)
        if (
            named is None
            or named[1] - named[0] < _LETTERS
            or ((lead["given"]) and loose and _is_everyday(message[slice(*named)].split()[0], False))
        ):
            continue
        rest = message[named[1] :]
        if _HAS_ONE.match(rest):  # 'my colleague Pavel has a mentor'
            continue
        if lead["mine"] and not (_FOR_MENTOR.search(message) or _GOES_ON.match(rest)):
            continue
        if lead["wants"] is not None and not (ROLE.match(rest) or _RELATED.match(rest)):
            continue
        if told or lead["wants"] is not None or _GOES_ON.match(rest) or ROLE.match(rest) or _IN_MIND.match(rest):
            return [named, *_others(message, named[1])]
    return [named for begin in _BEGINS.finditer(message) for named in _doing(message, begin.end())]


def _others(message: str, behind: int) -> Iterator[Place]:
    """Who is named after somebody of whom something is said."""
    while (then := _AND_ANOTHER.match(message, behind)) and (named := name_at(message, then.end())):
        yield named
        behind = named[1]


def _doing(message: str, begin: int) -> list[Place]:
    """Those who are the subject of a sentence that begins there, where it says what only a person is or does."""
    named, found = perhaps_name_at(message, begin), list[Place]()
    while named is not None:
        found.append(named)
        then = _NEXT.match(message, named[1])
        named = perhaps_name_at(message, then.end()) if then else None
    behind = found[-1][1] if found else 0
    one = _OF_ONE.match(message, behind) is not None or _IS_SPOKEN_OF.match(message, behind) is not None
    if not found or not (_DOES.match(message, behind) or _IS_SPOKEN_OF.match(message, behind)):
        return []
    return [] if any(_is_everyday(message[slice(*each)].split()[0].lower(), one) for each in found) else found


def _is_everyday(word: str, one: bool) -> bool:
    """Whether a word at the beginning of a sentence is no name. `one`: what follows is said of a single one."""
    common = english_frequencies().get(word, 0)
    ends = word.endswith(("ing", "ion", "ment")) or (word.endswith("s") and not one)
    return common >= _COMMON or (common > 0 and ends) or _NOT_CALLED.fullmatch(word) is not None


def _listed(message: str, begin: int) -> Iterator[Place]:
    named, last = name_at(message, begin), begin
    while named is not None:
        yield named
        last = named[1]
        then = _NEXT.match(message, last)
        named = name_at(message, then.end()) if then else None
    yield from _others(message, last)


def chosen(message: str, known: Collection[str], current: str | None) -> str | None:
    """To whom of those who are known is to be written, as the message calls them: 'petra then', 'write priya'.

    `known`: their names; `current`: of the reader of the message that is talked about, from whom it may turn away.
    """
    if (name := _picked(message, known)) is not None:
        return name
    first = {each.split()[0] for each in known}
    if current is not None:
        now = current.split()[0]
        other = _the_one_of({each for each in first if each.casefold() != now.casefold()}, message)
        if other is not None and _turns_to(other, now, message):
            return other
    name = _the_one_of(first, message)
    return name if name is not None and _asks_to_write(message) else None


def _picked(message: str, known: Collection[str]) -> str | None:
    """Whom a message names that says hardly more than a name: 'petra then', 'let's ask Tom'."""
    found = _PICKS.match(message)
    if found is None or not (found["before"] or found["after"]):
        return None
    said = found["it"].casefold()
    return found["it"] if any(said in (name.casefold(), name.casefold().split()[0]) for name in known) else None


def _the_one_of(first: Collection[str], message: str) -> str | None:
    """The only one of these first names that is in a message."""
    named = [said for name in first if (said := _mention(name, message))]
    return named[0] if len(named) == 1 else None


def _mention(name: str, message: str) -> str | None:
    """The first name as it stands in a message, in small letters too where it is no everyday word ('will', 'mark')."""
    common = name.lower() in STOP_WORDS or english_frequencies().get(name.lower(), 0) >= _COMMON
    found = re.search(rf"\b{re.escape(name)}\b", message, re.NOFLAG if common else re.IGNORECASE)
    return found[0] if found else None


def _turns_to(other: str, current: str, message: str) -> bool:
    """'Wait, not her, let's do jonas first'. Both are first names."""
    if len(message.split()) > _REDIRECTS:
        return False
    name = re.escape(other)
    turns = re.search(
        rf"\bnot (?:her|him|them|{re.escape(current)})\b|\b{name}[,]? (?:first|instead|then|rather)\b"
        rf"|\b(?:do|take|let['’]?s (?:do|take|ask|write)|write|message|mail|text|dm)(?: to| it to)? {name}\b"
        rf"|\b(?:this|it|that|message|mail|one|but|same|ok)(?:['’]?s| is)? (?:is )?for {name}\b|^\W*(?:no\W+)?for {name}\b",
        message,
        re.IGNORECASE,
    )
    return turns is not None


def _asks_to_write(message: str) -> bool:
    """'Then priya. can u write her smth': somebody's name alone asks for nothing."""
    return bool(_WRITE.search(message.lower()) and (says_to_write(message) or _WRITES_TO.match(message)))

"""Who is named in a message: 'to Ana Lima, head of platform at Nubank', 'my former lead Tom'. Pure functions."""

import re
from collections.abc import Iterable, Iterator

from knowledge.spelling import english_frequencies
from knowledge.text import STOP_WORDS

Place = tuple[int, int]
_TITLE = r"(?:(?:dr|prof|professor|mr|mrs|ms|mx)\.?\s+)*"
_TOKEN = re.compile(r"[^\W\d_][\w'’.\-]*")
_PARTICLES = frozenset("van von de der den del della di da dos du la le al bin ibn bint ben ter ten zu y".split())
_NO_NAMES = frozenset(
    """linkedin slack teams whatsapp english german french january february march april may june july august september
    october november december monday tuesday wednesday thursday friday saturday sunday i i'm i'd i've kubecon pycon
    hi hello dear it sre qa cto cio ciso vp head director lead manager my the a an her him them she he they we you me
    our your his their that this what email mail dm github google aws kafka kubernetes""".split()
)
RELATION_NOUN = (
    r"(?:boss|manager|lead|team lead|teacher|professor|lecturer|supervisor|mentor|colleague|co-?worker|classmate|friend"
    r"|team ?mate|flatmate|client|customer|skip-level|director|head|trainer)"
)
_ROLE_NOUN = (
    r"(?:head|lead|leader|director|manager|engineer|architect|cto|cio|ciso|ceo|coo|vp|vice|chief|developer|analyst|consultant"
    r"|officer|principal|staff|professor|founder|owner|scientist|(?:sys ?)?admin\w*|sre|designer|coach|tester|dba|president|partner|researcher)"
)
_LEADS = re.compile(
    rf"\b(?:to|ask|asking|thank|thanking|message|contact|text|e-?mail|mail|ping|remind|nudge|tell|for|dear|with|invite|follow up with|about)\s+"
    rf"(?:(?:my|our|the|an?)\s+(?:[\w-]+\s+){{0,3}}?{RELATION_NOUN},?\s+)?"
    rf"|\b(?:my|our) (?:[\w-]+ ){{0,3}}?{RELATION_NOUN},? |\b(?:called|named|name is) ",
    re.IGNORECASE,
)
RELATION = re.compile(
    rf"\b(?P<it>my (?:(?:former|old|ex-?|previous|first|current|last) ?){{0,2}}(?:team )?{RELATION_NOUN}\b(?: (?:at|from) [A-ZÀ-Þ][\w&'’-]*(?: [A-ZÀ-Þ][\w&'’-]*)*)?)"
)
_SOMEONE = rf"(?:guy|man|woman|lady|girl|dude|bloke|chap|person|one|{RELATION_NOUN})"
_SPEAKS_OF = re.compile(  # 'I know a guy, Marek', 'I thought of a former colleague called Ana'
    r"\b(?:i (?:also |already )?know(?: of)?|i(?:['’]?ve| have)(?: got)?|there(?:['’]?s| is)|(?:thinking|thought|think) (?:of|about)|consider(?:ing)?)\s+"
    r"(?:asking |contacting |maybe |perhaps |already )*"
    rf"(?P<somebody>(?:(?:an?|one|this|the|our|my|some|another)\s+)?(?:[\w-]+ )??{_SOMEONE}\b(?: (?:here|at work|in my team|from work))?,?\s+(?:called |named |his name is |her name is )?)?"
    r"|\b(?:(?:her|his|their) name(?:['’]?s| is) (?:just )?)(?P<named>)"
    rf"|\b(?:is|are|works?) (?P<there>(?:one|an?|another) (?:[\w-]+ )??{_SOMEONE}\b,?\s+(?:called |named )?)",
    re.IGNORECASE,
)
_PLACE = r"(?:team|department|company|office|group|floor|unit|crew|firm|project|building|chapter|guild)"
_WRITE = re.compile(r"\b(?:write|draft(?:ed)?|compose|message|mail|text|dm|send)\b")
_REDIRECTS = 18  # words of a message that turns to somebody else
_COMMON = 8_000  # times that a word was seen: one that is as common is no name, at the beginning of a sentence
_BEGINS = re.compile(r"(?:^|[.!?;\n])\s*(?:(?:and|so|well|also|ok|okay|then|but|maybe|oh|btw)\b[\s,]*)*")
_DOES = re.compile(  # what is said of a person: 'Petra and Tom are in our security team', 'tom sits next door'
    r"\s+(?:(?:also|both|now|still|currently|already)\s+)*(?:"
    rf"(?:is|are|was|were)\s+(?:also |both |now )*(?:in|on|from|at|with)\s+(?:my|our|the|an?|another|his|her)\b[^.,;!?\n]*?\b{_PLACE}\b"
    rf"|(?:is|are|was|were)\s+(?:(?:my|our|an?|the)\s+)(?:[\w-]+\s+){{0,3}}?(?:{RELATION_NOUN}|{_ROLE_NOUN})s?\b(?!\s+(?:thing|topic|job|problem|task))"
    r"|sits?\b|works?\s+(?:in|at|for|on|as|with)\b|(?:leads|runs|manages)\s+(?:our|my|the|an?)\b)",
    re.IGNORECASE,
)
_LISTS = re.compile(
    r"\b(?:people|ppl|persons|folks|guys|women|men|candidates|colleagues|names|options)\b(?: [\w'’-]+){0,5}?(?::|,? (?:like|such as))\s*",
    re.IGNORECASE,
)
_NOT_CALLED = re.compile(
    rf"(?:{RELATION_NOUN}|{_ROLE_NOUN}|someone|somebody|nobody|everybody|everyone)s?", re.IGNORECASE
)
_PICKS = re.compile(
    r"^\W*(?P<before>(?:(?:ok|okay|so|then|rather|maybe|well|i think|i guess|i(?:['’]?ll| will| would|['’]?d)?(?: rather)? (?:take|choose|pick|go with|ask|try|prefer|like)"
    r"|let['’]?s (?:take|choose|pick|go with|ask|try)|going with)\b[\s,]*)*)(?P<it>[^\W\d_][\w'’-]*(?: (?-i:[A-ZÀ-Þ])[\w'’-]*)*)"
    r"(?P<after>(?:[\s,]+(?:then|first|it is|please|i think|i guess|instead|rather|of course|obviously|for sure))*)[\s.!]*$",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"(?:\s*\([^)\n]*\)|\s+(?:who|from|at|in)\b[^,;.\n]*)?(?:\s*,?\s*\b(?:and|or)\b|\s*[,;/&])\s*(?:also |maybe )?",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\s*[,;:–—-]?\s*(?:who|he|she)\b", re.IGNORECASE)  # what is said of a person, and not of a thing
_TO = re.compile(
    r"\b(?:to|for|ask|thank|message|remind|contact|with|send|mail|text|dm) (?!(?:send|write|ask|tell|message|meet|talk|contact|thank|remind|text|mail|do|be|get)\b)"
)
_SMALL = 2  # words of a name in small letters
_ROLE = (
    r"(?:(?:the|an?|now|currently|our)\s+)*"
    rf"(?P<role>(?:(?!\b(?:we|i|she|he|they|who|because|about|whom)\b)[^,.;()!?\n–—])*?\b{_ROLE_NOUN}\b"
    r"(?:(?!\b(?:we|i|she|he|they|who|because|about|whom|for (?:\d|twenty|half|a |an ))\b)[^,.;()!?\n–—])*)"
)
ROLE = re.compile(rf"\s*(?:[,(–—-]\s*|,?\s*(?:who is|who['’]s|is|as)\s+){_ROLE}", re.IGNORECASE)
IS_ROLE = re.compile(rf"(?:she|he|they)(?:['’]?s| is| are|['’]?re)\s+(?!\w+ing\b){_ROLE}", re.IGNORECASE)


def name_in(message: str, begin: int = 0) -> Place | None:
    """The first name that stands where somebody is addressed."""
    for lead in _LEADS.finditer(message, begin):
        if (found := name_at(message, lead.end())) is not None:
            return found
    return _small(message, begin) if message.islower() else None


def spoken_of(message: str) -> list[Place]:
    """The names of those who are brought up: 'I know one guy, Marek, he moved on', 'two people: Petra and Sven'."""
    if lead := _LISTS.search(message):
        return list(_listed(message, lead.end()))
    for lead in _SPEAKS_OF.finditer(message):
        told = lead["somebody"] or lead["there"] or lead["named"] is not None
        named = name_at(message, lead.end(), loose=message.islower() and bool(lead["somebody"]))
        if named is None:
            continue
        rest = message[named[1] :]
        if told or _GOES_ON.match(rest) or ROLE.match(rest):
            return [named]
    return next((found for begin in _BEGINS.finditer(message) if (found := _doing(message, begin.end()))), [])


def picked(message: str, known: Iterable[str]) -> str | None:
    """Which of those who are known is chosen: 'petra then', 'let's ask Tom'."""
    found = _PICKS.match(message)
    if found is None or not (found["before"] or found["after"]):
        return None
    said = found["it"].casefold()
    return found["it"] if any(said in (name.casefold(), name.casefold().split()[0]) for name in known) else None


def asked_for(message: str, known: Iterable[str]) -> str | None:
    """To whom of those who are known a message is to be written: 'then priya. can u write her smth'."""
    named = list(filter(None, (_mention(message, name) for name in {each.split()[0] for each in known})))
    return named[0] if len(named) == 1 and _WRITE.search(message.lower()) else None


def _mention(message: str, name: str) -> str | None:
    """The first name as it stands in a message, in small letters too where it is no everyday word ('will', 'mark')."""
    common = name.lower() in STOP_WORDS or english_frequencies().get(name.lower(), 0) >= _COMMON
    found = re.search(rf"\b{re.escape(name)}\b", message, re.NOFLAG if common else re.IGNORECASE)
    return found[0] if found else None


def turned_to(message: str, known: Iterable[str], current: str) -> str | None:
    """To whom of those who are known the message is to be instead: 'wait, not her, let's do jonas first'."""
    others = {each.split()[0] for each in known if each.split()[0].casefold() != current.split()[0].casefold()}
    named = list(filter(None, (_mention(message, name) for name in others)))
    if len(named) != 1 or len(message.split()) > _REDIRECTS:
        return None
    name = re.escape(named[0])
    turns = re.search(
        rf"\bnot (?:her|him|them|{re.escape(current.split()[0])})\b|\b{name}[,]? (?:first|instead|then|rather)\b"
        rf"|\b(?:do|take|let['’]?s (?:do|take|ask|write)|write|message|mail|text|dm)(?: to| it to)? {name}\b"
        rf"|\b(?:this|it|that|message|mail|one|but|same|ok)(?:['’]?s| is)? (?:is )?for {name}\b|^\W*(?:no\W+)?for {name}\b",
        message,
        re.IGNORECASE,
    )
    return named[0] if turns else None


def _doing(message: str, begin: int) -> list[Place]:
    """Those who are the subject of a sentence that begins there, where it says what only a person is or does."""
    named, found = _subject(message, begin), list[Place]()
    while named is not None:
        found.append(named)
        then = _NEXT.match(message, named[1])
        named = _subject(message, then.end()) if then else None
    if not found or not _DOES.match(message, found[-1][1]):
        return []
    return [] if any(_is_everyday(message[slice(*each)].split()[0].lower()) for each in found) else found


def _subject(message: str, begin: int) -> Place | None:
    """What may be a name, in small letters too."""
    named, token = name_at(message, begin), _TOKEN.match(message, begin)
    if named is None and token and token[0].islower() and token[0] not in STOP_WORDS | _NO_NAMES:
        named = begin, token.end()
    return named


def _is_everyday(word: str) -> bool:
    common = english_frequencies().get(word, 0)
    ends = word.endswith(("s", "ing", "ion", "ment"))
    return common >= _COMMON or (common > 0 and ends) or _NOT_CALLED.fullmatch(word) is not None


def _listed(message: str, begin: int) -> Iterator[Place]:
    named = name_at(message, begin)
    while named is not None:
        yield named
        then = _NEXT.match(message, named[1])
        named = name_at(message, then.end()) if then else None


def _small(message: str, begin: int) -> Place | None:
    """'write to ana lima, head of platform', all in small letters: what no word list has in the plural."""
    found = _TO.search(message, begin)
    named = name_at(message, found.end(), loose=True) if found else None
    if named is None:
        return None
    said = message[slice(*named)].split()
    follows = re.match(r"\s*(?:[,.(]|$|(?:about|who|because|for|at|from)\b)", message[named[1] :])
    several = said[-1].endswith(("s", "ed", "ing")) and said[-1] in english_frequencies()
    return named if len(said) <= _SMALL and follows and not several else None


def name_at(message: str, begin: int, loose: bool = False) -> Place | None:
    """The name that begins there. `loose`: one in small letters too, where nothing but it is said in a breath."""
    title = re.compile(_TITLE, re.IGNORECASE).match(message, begin)
    start = begin
    at = title.end() if title else begin
    end = at
    tokens = list[str]()
    while len(tokens) < 6 and (token := _TOKEN.match(message, at)):
        word = token[0].rstrip(".-'’") if len(token[0]) > 2 else token[0]
        particle = word.lower() in _PARTICLES and tokens
        if word.lower() in _NO_NAMES and not (tokens and word[0].isupper() and word.lower() in ("may", "head")):
            break
        if word[0].islower() and not particle and not loose:
            break
        if loose and word[0].islower() and not particle and word.lower() in STOP_WORDS:
            break
        tokens.append(word)
        end = token.start() + len(word)
        if message[end : end + 2] in ("'s", "’s"):
            break
        gap = re.compile(r"[ \t]+").match(message, token.end())
        if gap is None or (token[0].endswith(".") and len(token[0]) > 3):
            break
        at = gap.end()
    while tokens and tokens[-1].lower() in _PARTICLES and len(tokens) > 1:
        end -= len(tokens.pop()) + 1
    if not tokens or (loose and len(tokens) > 4):
        return None
    if (
        loose
        and all(token[0].islower() for token in tokens)
        and (
            len(tokens) > 3
            or re.search(
                rf"\b(?:{RELATION_NOUN}|{_ROLE_NOUN}|someone|somebody|nobody)\b", " ".join(tokens), re.IGNORECASE
            )
        )
    ):
        return None
    text = message[start:end]
    while text.endswith(("'s", "’s")):
        text = text[:-2]
    return start, start + len(text)


def trimmed_name(message: str) -> str | None:
    """A name in small letters after 'to': 'did i write to ana'."""
    found = re.search(r"\bto (?P<it>[^\W\d_]+)[\s?.!]*$", message, re.IGNORECASE)
    return found["it"] if found and found["it"].lower() not in STOP_WORDS | _NO_NAMES else None

"""Names in a message, and the words for relations and roles that stand beside them. Pure functions."""

import re

from knowledge.spelling import english_frequencies
from knowledge.text import STOP_WORDS

Place = tuple[int, int]
_TITLE = r"(?:(?:dr|prof|professor|mr|mrs|ms|mx)\.?\s+)*"
_TOKEN = re.compile(r"[^\W\d_][\w'’.\-]*")
_PARTICLES = frozenset("van von de der den del della di da dos du la le al bin ibn bint ben ter ten zu y".split())
_NO_NAMES = frozenset(
    """linkedin slack teams whatsapp english german french january february march april may june july august september
    october november december monday tuesday wednesday thursday friday saturday sunday i i'm i'd i've kubecon pycon
    hi hello dear it hr pr r&d ops devops support sales finance legal sre qa cto cio ciso vp head director lead manager my the a an her him them she he they we you me
    our your his their that this what email mail dm github google already yet too aws kafka kubernetes""".split()
)
RELATION_NOUN = (
    r"(?:boss|manager|lead|team lead|teacher|professor|lecturer|supervisor|mentor|colleague|co-?worker|classmate|friend"
    r"|team ?mate|flatmate|client|customer|skip-level|director|head|trainer)"
)
ROLE_NOUN = (
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
_TO = re.compile(
    r"\b(?:to|for|ask|thank|message|remind|contact|with|send|mail|text|dm) (?!(?:send|write|ask|tell|message|meet|talk|contact|thank|remind|text|mail|do|be|get)\b)"
)
_SMALL = 2  # words of a name in small letters
_ROLE = (
    r"(?:(?:the|an?|now|currently|our)\s+)*"
    rf"(?P<role>(?:(?!\b(?:we|i|she|he|they|who|because|about|whom)\b)[^,.;()!?\n–—])*?\b{ROLE_NOUN}\b"
    r"(?:(?!\b(?:we|i|she|he|they|who|because|about|whom|for (?:\d|twenty|half|a |an ))\b)[^,.;()!?\n–—])*)"
)
ROLE = re.compile(rf"\s*(?:[,(–—-]\s*|,?\s*(?:who is|who['’]s|is|as)\s+){_ROLE}", re.IGNORECASE)
IS_ROLE = re.compile(rf"(?:she|he|they)(?:['’]?s| is| are| was(?! my\b)|['’]?re)\s+(?!\w+ing\b){_ROLE}", re.IGNORECASE)


def name_in(message: str, begin: int = 0) -> Place | None:
    """The first name that stands where somebody is addressed."""
    for lead in _LEADS.finditer(message, begin):
        if (found := name_at(message, lead.end())) is not None:
            return found
    return _small(message, begin) if message.islower() else None


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
                rf"\b(?:{RELATION_NOUN}|{ROLE_NOUN}|someone|somebody|nobody)\b", " ".join(tokens), re.IGNORECASE
            )
        )
    ):
        return None
    text = message[start:end]
    while text.endswith(("'s", "’s")):
        text = text[:-2]
    return start, start + len(text)


def perhaps_name_at(message: str, begin: int) -> Place | None:
    """The name that begins there, or a word in small letters that may be one."""
    named, token = name_at(message, begin), _TOKEN.match(message, begin)
    if named is None and token and token[0].islower() and token[0] not in STOP_WORDS | _NO_NAMES:
        named = begin, token.end()
    return named


def trimmed_name(message: str) -> str | None:
    """A name in small letters after 'to': 'did i write to ana'."""
    found = re.search(r"\bto (?P<it>[^\W\d_]+)[\s?.!]*$", message, re.IGNORECASE)
    return found["it"] if found and found["it"].lower() not in STOP_WORDS | _NO_NAMES else None

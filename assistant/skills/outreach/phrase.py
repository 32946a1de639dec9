"""What kind of phrase a value is, and so in which sentences it can stand."""

import re
from typing import Literal, NamedTuple

from assistant.skills.outreach.indirect import indirect
from assistant.skills.outreach.turned import PAST, SAME, base
from assistant.word.phrases import aim, role

Kind = Literal["clause", "verb", "done", "ing", "noun", "question", "said"]
_CLAUSE = re.compile(
    r"(?:I|I['’](?:m|ve|d|ll)|you|you['’](?:re|ve|d|ll)|we|we['’](?:re|ve|d|ll)|they|it"
    r"|it['’]s|she|he|s?he['’]s|there|nobody"
    r"|everyone|everybody|somebody|someone)\s+\S",
    re.IGNORECASE,
)
_OWNED_CLAUSE = re.compile(
    r"(?:my|our|the|her|his|their|your|this|that|both of us)\b(?!\s+(?:take|work|need|ask|read|want"
    r"|start)\s+(?:on|of|in|for|with|at|to|about|from)\b)(?:\s+[\w'’&-]+){0,3}?\s+(?:is"
    r"|are|was|were|isn['’]t|aren['’]t|has|have|had|can|can['’]t"
    r"|could|will|won['’]t|would|should|does|doesn['’]t|do|don['’]t|did|didn['’]t|went|wants?"
    r"|keeps?|needs?|says?|thinks?|asks?"
    r"|got|ended|started|made|helped|works?|worked|changed|left|reads?|takes?)\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"(?:how|what|which|when|where|whether|why|who)\b\s+\S", re.IGNORECASE)
_INVERTED = re.compile(
    r"(?:(?:how|what|which|when|where|why|who)(?:\s+\w+){0,2}?\s+(?:do|does|did|should|can"
    r"|could|would|is|are|was|were|am|will)\s+"
    r"(?:I|you|we|they|it|one|the|my|a|an|she|he)\b|(?:do|does|should|can|could|would|is|are"
    r"|am)\s+(?:I|you|we|it|my|the)\b)",
    re.IGNORECASE,
)
_DETERMINED = re.compile(
    r"(?:an?|the|my|our|your|her|his|their|some|more|this|that|these|any|both|two|three|four|five|\d+)\s+\S",
    re.IGNORECASE,
)
_NOUNS = re.compile(  # what help, an offer or a reason is often called; any word may come before
    r"(?:[\w’'-]+ ){0,2}?(?:feedback|advice|help|support|guidance|experience|expertise"
    r"|knowledge|reviews?|insights?|perspectives?|views?"
    r"|opinions?|tips|ideas|notes|criticism|training|practice|work|talks?|books?|articles?"
    r"|posts?|background|career|path"
    r"|testing|contacts|lessons|answers|questions|introductions?|translations?|write-ups?|slides|hands)\b",
    re.IGNORECASE,
)
_OWNED_NOUN = re.compile(
    r"(?:my|our|the)(?:\s+[\w'’&/.-]+){1,3}(?:,?\s+(?:with|on|for|of|from|in|at|about|to|since"
    r"|and|or|between|during|after|before|every|last|this|that|who"
    r"|which|by|over|how|we|you|I|on)\b.*)?",
    re.IGNORECASE,
)
_ING = re.compile(r"(?:not |also )?[a-z]{2,}ing\s+\S", re.IGNORECASE)
_SAID_BY = frozenset("has have is was".split())
_NOT_ING = frozenset(
    "something nothing anything everything string king thing ring evening morning during training".split()
)
_NOUNS_TOO = frozenset(
    """
    talks reviews reports plans designs works studies tests updates uses visits changes shows moves helps
    drives maps models
    """.split()
)
_LEADS = frozenset("heads oversees hosts edits curates advises mentors maintains comes knows loves likes lives".split())
_SMALL = frozenset(
    """
    because through from at via by in on honest someone somebody moving code pair mock since after during
    not we once twice
    """.split()
)


class Phrase(NamedTuple):
    """`text` as it stands inside a sentence."""

    kind: Kind
    text: str


def phrase(value: str) -> Phrase:
    """What a value is, told by its first words; 'said' where they do not tell, as it was typed."""
    low = _lowered(value)
    if (asked := indirect(value)) is not None:
        return Phrase("question", asked)
    if _INVERTED.match(value):
        return Phrase("said", f"{value}?")
    if _QUESTION.match(value):
        return Phrase("question", low)
    if (_CLAUSE.match(value) and not value.startswith("IT ")) or _OWNED_CLAUSE.match(value):
        return Phrase("clause", low)
    if done := _done(value):
        return Phrase("done", done)
    if (to := aim(value)) is not None and not re.match(r"[\w-]+\s+(?:is|are|was|has)\b", value):
        return _verb(value, to, low)
    if re.match(r"(?:my|our|the)\s", low) and not _OWNED_NOUN.fullmatch(low):
        return Phrase("said", value)
    if _ING.match(value) and value.split()[0].lower() not in _NOT_ING:
        return Phrase("ing", low)
    if _DETERMINED.match(value) or _NOUNS.match(value):
        return Phrase("noun", low)
    return Phrase("said", value)


def _verb(value: str, to: str, low: str) -> Phrase:
    """A verb, where the word is no noun too: 'support with X' and 'feedback' are nouns, 'support my team' a verb."""
    words = low.split()
    both = re.match(
        r"(?:help|support|work|talk|practice|review|plan|study|design|test|use|visit|report|change"
        r"|judge|contact|guide|start|lead|master)s?"
        r"(?:\s+(?:with|on|for|of|from|in|about|at)\b|$)",
        low,
    )
    if (
        both
        and not value.lower().startswith("to ")
        and words[0] in ("help", "support", "practice", "review", "guide", "contact", "visit")
    ):
        return Phrase("noun", low)
    if words[0] == "lead" and len(words) > 1 and words[1].endswith(("er", "or")):
        return Phrase("said", value)
    if len(words) == 1 and value[0].isupper():
        return Phrase("said", value)  # 'Go', the language
    if (new := re.fullmatch(r"(?:to )?(be|become) (.+)", to)) and (named := role(new[2])):
        return Phrase("verb", f"{new[1]} {named}")
    return Phrase("verb", to.removeprefix("to ") if to.startswith("to ") else to)


def _done(value: str) -> str | None:
    """What somebody does or did, said without naming them: 'gave a talk', 'leads the data team'."""
    first, *rest = value.split()
    verb = first.lower()
    if not rest:
        return None
    follows = re.match(
        r"(?:an?|the|my|our|your|his|her|their|me|us|you|from|to|at|on|about|for|with|in|up|out"
        r"|all|two|three|together|how|what|if|whether|it|not)\b|\d",
        rest[0],
        re.IGNORECASE,
    )
    if verb in PAST or (verb in SAME and follows) or verb in _SAID_BY:
        return f"{verb} {' '.join(rest)}"
    if verb.endswith("ed") and follows and not verb.endswith("eed") and verb not in ("red", "hundred"):
        return f"{verb} {' '.join(rest)}"
    if (
        verb.endswith("s")
        and not verb.endswith("ss")
        and (aim(base(verb)) is not None or verb in _LEADS)
        and not first.isupper()
    ):
        return f"{verb} {' '.join(rest)}" if follows or verb not in _NOUNS_TOO else None
    return None


def _lowered(value: str) -> str:
    """With a small first letter where the word is one that has no capital of its own."""
    first = re.match(r"[A-Z][a-z]*(?:['’][a-z]+)?", value)
    if first is None or first[0] == "I" or first[0].startswith(("I'", "I’")):
        return value
    if first.end() < len(value) and (value[first.end()].isalnum() or value[first.end()] == "-"):
        return value
    word = first[0].lower()
    known = (
        _CLAUSE.match(value) or _QUESTION.match(value) or _DETERMINED.match(value) or aim(value)
        or word in PAST or word in SAME or _NOUNS.fullmatch(word) or word.endswith("ing") or word in _SMALL
        or (word.endswith("s") and aim(base(word)))
    )  # fmt: skip
    return value[0].lower() + value[1:] if known else value

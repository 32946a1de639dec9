"""What people type, made fit for a letter: one line, no signs that are not words, shortened by whole phrases."""

import re
import unicodedata

_CONTRACTIONS = {
    "cant": "can't", "dont": "don't", "didnt": "didn't", "doesnt": "doesn't", "isnt": "isn't", "wasnt": "wasn't",
    "wont": "won't", "couldnt": "couldn't", "wouldnt": "wouldn't", "shouldnt": "shouldn't", "havent": "haven't",
    "hasnt": "hasn't", "im": "I'm", "ive": "I've", "i": "I",
}  # fmt: skip
_ACRONYMS = frozenset(
    "qa sre dba cto cio ciso ceo cfo ux ui sql aws gcp api apis cv hr vp pm dns ci cd etl sap erp mba k8s".split()
)
_LINK = re.compile(
    r"\(?\b(?:(?:at|see|on|under|via|here|link)[:\s]+)?(?:https?://|www\.)[^\s)]*\)?", re.IGNORECASE
)  # fmt: skip
_TAG = re.compile(r"</?[a-z!][^<>]*>|[<>{}|\\*#~^`]|_{2,}", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"\W*(?:\[[^\]]*\]|\{+[^}]*\}+|<[^>]*>|_{2,}|x{3,}|tbd|todo|n/?a|(?:your|my|the)? ?(?:name|role|company)"
    r"(?: here)?|lorem ipsum.*|insert .*)\W*",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"\W*(?:no|none|(?:no, )?(?:there is |i have )?nothing(?: (?:yet|really|at all|special|much"
    r"|comes to mind|to (?:give|offer|say|add)))*|nope|not (?:sure|yet|really)(?: yet)?|"
    r"no idea|dunno|(?:i )?(?:do not|don['’]?t) know(?: yet)?|idk|skip|-+)\W*",
    re.IGNORECASE,
)
_HEDGES = re.compile(  # what leads up to an answer and is no part of it
    r"(?:(?:well|h+m+|u+h+m*|e+r+m*|ok(?:ay)?|yeah|yes|yep|(?:no|not really|not sure)(?=\s*[,.;:…–-])"
    r"|maybe|perhaps|probably|possibly|dunno"
    r"|idk|(?:i )?guess|i (?:think|suppose|dunno)|something like|kind of|sort of|honestly|tbh|imo|just)\b"
    r"(?=\W)[\s,.:;…–-]*(?:but\b\s*)?)+(?=\w)",
    re.IGNORECASE,
)
_SHORTHAND = tuple(
    (re.compile(rf"(?<![\w'/]){short}(?![\w'/])", re.IGNORECASE), whole)
    for short, whole in (
        (r"w/o", "without"), (r"b/c", "because"), (r"bc", "because"), (r"w/", "with"), (r"thx", "thanks"),
        (r"pls|plz", "please"), (r"ur", "your"), (r"wanna", "want to"), (r"gonna", "going to"),
    )
)  # fmt: skip
_NAMES = {  # of events, firms and products that nearly everybody types in small letters
    name.lower(): name
    for name in """KubeCon PyCon DevOps LinkedIn GitHub GitLab Kubernetes Terraform Docker Python Java JavaScript
    TypeScript Azure Google Amazon Microsoft Kafka Linux PostgreSQL YouTube Slack FOSDEM QCon DevOpsDays""".split()
}
_NEW_SENTENCE = re.compile(r"(?<=[^\W\d_]{4})\.+\s+(?=[A-ZÀ-Þ\"“]|i\b)|(?<=\d)\.\s+(?=[A-Z][a-z]+ )|[!?]+\s+(?=\w)")
_ASKED = re.compile(
    r"(?:(?P<what>(?:how|what|when|where|why|which|who)(?: (?!do\b|can\b|could\b|should\b|would\b)\w+){0,3}) )?"
    r"(?P<verb>do|can|could|should|would) (?P<who>I|we|you|they|one) (?P<rest>\w.+)",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?<=; )(?:We|You|She|He|They|It|My|Our|Her|His|Their|The|This|That|And|But|So|Now)\b")
_LONGEST_WORD = 45  # characters; what is longer is no word
_TOO_SMALL = 8  # characters: a phrase that has lost its sense
_STRONG = re.compile(r"\s*[;,(–—]\s*|\s(?=(?:because|so that|which|who|when|while|but|although|where|since|as)\s)")
_WEAK = re.compile(
    r"\s(?=(?:and|or|with|for|in|at|on|from|by|about|after|before|without|between|through"
    r"|to (?:my|our|the|an?|your))\s)"
)
_DANGLING = re.compile(
    r"(?:\s+(?:a|an|the|my|our|your|of|to|in|at|on|for|with|and|or|but|from|by|about|that|who|which|is|are|very))+$",
    re.IGNORECASE,
)


def clean(value: str) -> str:
    """One line of words without links, tags, emoji or a full stop; empty where nothing is said with it."""
    value = unicodedata.normalize("NFC", value)
    if _PLACEHOLDER.fullmatch(value.strip()):
        return ""
    value = _LINK.sub(" ", value).replace("[", "(").replace("]", ")")
    value = _TAG.sub(" ", value)
    value = "".join(_seemly(character) for character in value)
    value = " ".join(word for word in value.split() if len(word) <= _LONGEST_WORD)
    value = _NEW_SENTENCE.sub("; ", value)
    value = _PRONOUN.sub(lambda match: match[0].lower(), value)
    value = re.sub(r"!+|\?+(?=\s|$)", "", value)
    value = re.sub(r"\s+([,;:.)])", r"\1", re.sub(r"([,;:.])[,;:.]+", r"\1", value))
    value = re.sub(r"\(\s*\)", "", re.sub(r"(?<=\w)\s?-{2,}\s?(?=\w)", " – ", value))
    return _tidy(value)


def spoken(value: str) -> str:
    """Cleaned, with the capitals and apostrophes that quick typing leaves out: 'I can't', 'QA'."""
    value = clean(value)
    for pattern, whole in _SHORTHAND:
        value = pattern.sub(whole, value)
    return re.sub(r"(?<![\w'’.-])\w+(?![\w'’-])", lambda match: _right(match[0]), value)


def unhedged(value: str) -> str:
    """An answer without what leads up to it: 'maybe I can test' is 'I can test', 'not really, saw her' is 'saw her'."""
    said = _HEDGES.match(value)
    return value[said.end() :] if said else value


def indirect(value: str) -> str:
    """A question in the order that it has behind 'my question is': 'how do I get' is 'how I get'."""
    asked = _ASKED.fullmatch(value)
    if asked is None:
        return value
    what, verb, who, rest = asked["what"], asked["verb"].lower(), asked["who"], asked["rest"]
    helped = "" if verb == "do" else f"{verb} "
    if what:
        return f"{what.lower()} {who} {helped}{rest}"
    return value if verb == "do" else f"whether {who} {helped}{rest}"


def nothing(value: str) -> bool:
    """Whether the answer was that there is nothing."""
    return bool(_NOTHING.fullmatch(value))


def shortened(value: str, limit: int | None, whole_phrases: bool = False) -> str:
    """At most `limit` characters, cut where a phrase ends; empty where that would leave no sense.

    `whole_phrases`: nowhere else; otherwise between two words at the worst.
    """
    if limit is None or len(value) <= limit:
        return value
    anywhere = () if whole_phrases else ((re.compile(r"\s"), 0),)
    for ends, least in ((_STRONG, limit // 3), (_WEAK, limit // 4), *anywhere):
        cuts = [match.start() for match in ends.finditer(value) if max(least, _TOO_SMALL) <= match.start() <= limit]
        if cuts:
            return _tidy(_DANGLING.sub("", value[: cuts[-1]]))
    return ""


def _tidy(value: str) -> str:
    """Without marks at its ends, and with every bracket and quotation mark closed."""
    if value.count("(") != value.count(")"):
        value = value.replace("(", "").replace(")", "")
    if value.count('"') % 2 or value.count("“") != value.count("”"):
        value = re.sub(r"[\"“”]", "", value)
    value = re.sub(r"^[\s.,;:!?•·/–—-]+|[\s.,;:!?/–—-]+$", "", " ".join(value.split()))
    return value if any(character.isalnum() for character in value) else ""


def _seemly(character: str) -> str:
    kind = unicodedata.category(character)
    if kind in ("Cc", "Zl", "Zp", "Zs"):
        return " "
    return "" if kind in ("Cf", "Cs", "Co", "Cn", "So", "Sk") or "\ufe00" <= character <= "\ufe0f" else character


def _right(word: str) -> str:
    if word in _CONTRACTIONS:
        return _CONTRACTIONS[word]
    if word in _NAMES:
        return _NAMES[word]
    return word.upper() if word in _ACRONYMS else word

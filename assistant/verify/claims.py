"""What a sentence claims, apart from how it is worded: numbers, names, negation, strength, direction. Pure functions.

A paraphrase may choose other words for what a passage says. It may not bring a number, a name or a source that the
passage does not have, lose or add a 'not', make 'often' into 'always', or turn 'before' into 'after': so summaries go
wrong (Maynez and colleagues 2020; Kryscinski and colleagues 2020), and the words show it.
"""

import re
from collections.abc import Iterable

from knowledge.text import STOP_WORDS, stem, words

_NUMBERS = {
    name: str(value)
    for value, names in {
        2: "two twice both double pair couple", 3: "three thrice triple", 4: "four", 5: "five", 6: "six", 7: "seven",
        8: "eight", 9: "nine", 10: "ten", 11: "eleven", 12: "twelve dozen", 13: "thirteen", 14: "fourteen",
        15: "fifteen", 16: "sixteen", 18: "eighteen", 20: "twenty", 25: "twenty-five", 30: "thirty", 40: "forty",
        45: "forty-five", 50: "fifty", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety", 100: "hundred",
        1000: "thousand", 1000000: "million", 0.5: "half", 0.25: "quarter",
    }.items()
    for name in names.split()
}  # fmt: skip
_UNITS = {
    unit: name
    for name, units in {
        "second": "second seconds", "minute": "minute minutes min mins", "hour": "hour hours", "day": "day days",
        "week": "week weeks weekly", "month": "month months monthly", "quarter": "quarters quarterly",
        "year": "year years yearly annual", "%": "% percent per-cent",
    }.items()
    for unit in units.split()
}  # fmt: skip
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|%|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ONCE = re.compile(r"\bonce\s+(?:a|an|per|every|each)\b|\bone\s+(?:[a-z]+\s+)?(?:a|per)\s+(?:day|week|month|year)\b")
_NOT = re.compile(
    r"\b(?:not?|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|instead of|rather than|avoid\w*|"
    r"refrain\w*|stop|skip|less|fewer|least|hardly|rarely|seldom|unless|against|far from|lack\w*|fail\w*|"
    r"refus\w*|forbid\w*|drop|leave (?:\w+ ){0,3}?out|do(?:es)?n['’]?t|\w+n['’]t)\b",
    re.IGNORECASE,
)
_NEVER_MIND = re.compile(
    r"\b(?:not only|no longer than|no more than|not least|why not|if not|or not|whether or not|nothing but|at least)\b",
    re.IGNORECASE,
)
_STRONG = frozenset(
    "always must guarantee guaranteed guarantees certain certainly definitely impossible every everyone everybody all "
    "only best worst essential required requires mandatory obliged inevitably proven proves ensures never".split()
)
_SOURCES = frozenset(
    stem(word)
    for word in "study studies research researcher survey statistic statistics evidence expert experts scientist "
    "psychologist university professor professors report data shown proven percent according published author "
    "literature experiment".split()
)
_OPPOSITE = {
    one: other
    for pair in (
        "before after", "more less", "increase decrease", "early late", "earlier later", "first last", "long short",
        "longer shorter", "inside outside", "older younger", "formal informal", "public private", "above below",
        "accept decline", "many few", "often rarely", "start end", "begin end", "same different", "strong weak",
        "open closed", "fast slow", "quickly slowly", "junior senior", "higher lower", "yes no", "better worse",
        "easy hard", "easier harder", "high low", "large small", "big small", "good bad", "agree disagree",
        "specific vague", "specific general", "alone together", "keep drop", "always never", "with without",
    )
    for a, b in [pair.split()]
    for one, other in ((a, b), (b, a))
}  # fmt: skip
_SHARED_NAMES = frozenset("i i'm i'd i'll i've it ok".split())
_TERM = re.compile(r"[\w&.+#-]+")
_NAME = re.compile(r"(?<![\w.])[A-Z][\w&.+#-]*(?:['’]s)?")


def content(text: str) -> frozenset[str]:
    """Stems of the words that carry meaning."""
    return frozenset(stem(w) for w in words(text) if w not in STOP_WORDS and len(w) > 1)


def numbers(text: str) -> frozenset[tuple[str, str]]:
    """(number, unit of time or '%') for each; the unit is empty where none follows."""
    tokens = [token.lower() for token in _TOKEN.findall(text)]
    found = set()
    for i, token in enumerate(tokens):
        value = token.replace(",", "").rstrip(".") if token[0].isdigit() else _NUMBERS.get(token)
        if value is not None:
            following = [_UNITS[t] for t in tokens[i + 1 : i + 3] if t in _UNITS]
            found.add((value.removesuffix(".0"), following[0] if following else ""))
    if _ONCE.search(text.lower()):
        found.add(("once", ""))
    return frozenset(found)


def new_number(claim: str, evidence: str) -> str | None:
    """A number that the claim has and the evidence has not, or has of another unit."""
    there = numbers(evidence)
    values = {value for value, _ in there}
    for value, unit in sorted(numbers(claim)):
        if (unit and (value, unit) not in there) or value not in values:
            return f"{value} {unit}".strip()
    return None


def names(text: str) -> frozenset[str]:
    """Words with a capital inside a sentence: people, products, places, months, acronyms."""
    found = set()
    for match in _NAME.finditer(text):
        before = text[: match.start()].rstrip(" \"'“‘(")
        word = match.group().rstrip(".'’").removesuffix("'s").removesuffix("’s")
        opens = not before or before[-1] in ".!?:\n—–"
        if (not opens or word[1:] != word[1:].lower()) and word.lower() not in _SHARED_NAMES:
            found.add(word)
    return frozenset(found)


def new_name(claim: str, evidence: str) -> str | None:
    known = {word.removesuffix("'s") for word in words(evidence)} | set(_TERM.findall(evidence.lower()))
    stems = {stem(word) for word in known}
    for name in sorted(names(claim)):
        parts = words(name)
        if name.lower() not in known and not all(p in known or stem(p) in stems for p in parts):
            return name
    return None


def new_source(claim: str, evidence: str) -> str | None:
    """An appeal to studies, experts or figures that the evidence does not make."""
    appealed = {stem(word) for word in words(claim)} & _SOURCES
    missing = appealed - {stem(word) for word in words(evidence)}
    return min(missing) if missing else None


def negated(text: str) -> bool:
    """Whether an odd number of negations stands in it: two take each other back."""
    return len(_NOT.findall(_NEVER_MIND.sub(" ", text))) % 2 == 1


def negates(text: str) -> bool:
    return bool(_NOT.search(_NEVER_MIND.sub(" ", text)))


def stronger(claim: str, evidence: str) -> str | None:
    """A word of certainty that the evidence does not have."""
    missing = set(words(claim)) & _STRONG - set(words(evidence))
    return min(missing) if missing else None


def turned(claim: str, evidence: str) -> str | None:
    """A word whose opposite, and not itself, stands in the evidence."""
    said, there = set(words(claim)), set(words(evidence))
    for word in sorted(said & _OPPOSITE.keys()):
        if word not in there and _OPPOSITE[word] in there and _OPPOSITE[word] not in said:
            return word
    return None


def coverage(claim: Iterable[str], known: Iterable[str]) -> float:
    """Share of the claim's stems that are known, 0 to 1; 1 for a claim without any."""
    wanted = set(claim)
    return len(wanted & set(known)) / len(wanted) if wanted else 1.0

"""How sure a sentence is: 'may' is not 'will', 'most' is not 'all', 'often' is not 'always'. Pure functions."""

import re

from assistant.verify.claims import vocabulary
from assistant.verify.clauses import TOPIC, clauses, stems

_STRONG = frozenset(
    """always must guarantee guaranteed guarantees certain certainly definitely impossible every everyone everybody
    everything all only best worst essential crucial vital required requires mandatory obliged inevitably proven prove
    proved proves ensure ensures never nobody""".split()
)
_AS_STRONG = {  # words of which one in the evidence carries that of the claim
    "all": "every everybody everyone both each none however",
    "best": "better ideally",
    "every": "each all everybody whatever any",
    "everybody": "everyone all each",
    "everyone": "everybody all each",
    "everything": "all whatever",
    "must": "have has need needs",
    "never": "no not nobody none",
    "nobody": "no none nothing not neither without",
    "only": "nothing alone",
    "many": "most mostly often all plenty several good usually",
    "most": "mostly usually majority all always nearly generally every",
    "mostly": "usually most always often",
    "often": "usually mostly always most many frequently",
    "usually": "mostly always most often generally rule",
}
_HOPED = frozenset("always must guarantee guaranteed certain certainly definitely impossible best".split())
_OBLIGES = re.compile(r"\b(?:have|has) to\b(?! (?:do|offer|say|give|show)\b)", re.IGNORECASE)
_NOT_ALL = re.compile(r"\b(?:of all|all you need|at all|all right|all the (?:time|same))\b", re.IGNORECASE)
_HEDGE = re.compile(
    r"\b(?:may|might|usually|often|mostly|most|many|rarely|seldom|probably|likel(?:y|ier)|perhaps|sometimes|nearly|"
    r"almost|tends?|seems?|suggests?|as a rule|can(?!not)|could|hardly|argues? that|on average|mainly|generally|"
    r"typically|possibly|unlikely)\b"
)
_LEAVES_OPEN = re.compile(r"\b(?:some|few|whether|chance|matter|modest|hint|sign|in general)\b")
_HINTS = re.compile(
    r"\b(?:as a rule of thumb|you (?:may|can|could|might)|if you (?:can|may))\b"
)  # no doubt about facts


_DENIES = re.compile(r"\b(?:not|no|never|nobody|none|nothing|cannot)\b|n't\b")
_HOW_FAR = {  # and in what other words
    "well": re.compile(r"\b(?:well|good|better|properly|useful\w*|sound)\b"),
    "alone": re.compile(r"\b(?:alone|only|just|by (?:it|your|them|him|her)sel(?:f|ves)|single)\b"),
    "always": re.compile(r"\b(?:always|each|every|all)\b"),
}


def stronger(claim: str, quote: str, evidence: str, person: str) -> str | None:
    """A word of certainty that the evidence does not have, or one of doubt in the quote that the claim has dropped.

    `person`: what they said, of which the claim may repeat all but how sure they would like it to be.
    """
    there = vocabulary(evidence) | (vocabulary(person) - _HOPED)
    said = vocabulary(_OBLIGES.sub("must", _NOT_ALL.sub(" ", claim)))
    for word in sorted(said & (_STRONG | _AS_STRONG.keys()) - there):
        if not there & set(_AS_STRONG.get(word, "").split()):
            return word
    return _dropped(claim.lower(), quote.lower()) or _denied_whole(claim.lower(), quote.lower())


def _dropped(claim: str, quote: str) -> str | None:
    """A hedge of a clause of which the claim repeats two words of three, but none of its own doubt."""
    if _HEDGE.search(claim) or set(_LEAVES_OPEN.findall(claim)) - set(_LEAVES_OPEN.findall(quote)):
        return None
    said = frozenset[str]().union(*(clause.stems for clause in clauses(claim)))
    for clause in clauses(_HINTS.sub(" ", quote)):
        if hedge := _HEDGE.search(clause.text):
            rest = clause.stems - TOPIC - stems(tuple(hedge.group().split()))
            if rest and 3 * len(rest & said) >= 2 * len(rest):
                return f"no {hedge.group()!r}"
    return None


def _denied_whole(claim: str, quote: str) -> str | None:
    """What the quote denies only so far ('nobody can advise you well') and the claim denies as a whole."""
    denied = [clause.stems - TOPIC for clause in clauses(claim) if _DENIES.search(clause.text)]
    for clause in clauses(quote):
        for limit, kept in _HOW_FAR.items():
            rest = clause.stems - TOPIC - stems((limit,))
            whole = rest and any(3 * len(rest & said) >= 2 * len(rest) for said in denied)
            if limit in clause.words and _DENIES.search(clause.text) and whole and not kept.search(claim):
                return f"no {limit!r}"
    return None

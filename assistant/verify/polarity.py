"""Which words a sentence negates. Pure functions."""

import re
from collections.abc import Iterator

from assistant.verify.claims import negates
from knowledge.text import STOP_WORDS, stem

_SCOPE = 3  # words with a meaning after a 'not' that it can reach
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|[.,;:!?()—–]")
_NEGATION = frozenset(
    "not no never none nobody nothing neither nor without cannot avoid avoids avoiding refrain unless hardly rarely "
    "seldom instead rather stop skip".split()
)
_ENDS = frozenset(". ; : ! ? ( ) — – , but however yet only".split())


def added(claim: str, evidence: str) -> bool:
    """Whether the claim negates something where the evidence negates nothing."""
    return negates(claim) and not negates(evidence)


def moved(claim: str, evidence: str) -> str | None:
    """A word that is negated in one and affirmed in the other."""
    claim_no, claim_yes = _polarities(claim)
    there_no, there_yes = _polarities(evidence)
    lost = {word for word in claim_yes - claim_no if word in there_no and word not in there_yes}
    put = {word for word in claim_no - claim_yes if word in there_yes and word not in there_no}
    return min(lost | put) if lost | put else None


def _polarities(text: str) -> tuple[set[str], set[str]]:
    """(stems that are negated somewhere, stems that are affirmed somewhere)"""
    no: set[str] = set()
    yes: set[str] = set()
    reach = 0
    for token in _tokens(text):
        if token in _NEGATION or token.endswith("n't"):
            reach = _SCOPE
        elif token in _ENDS:
            reach = 0
        elif token not in STOP_WORDS and len(token) > 1:
            (no if reach else yes).add(stem(token))
            reach = max(0, reach - 1)
    return no, yes


def _tokens(text: str) -> Iterator[str]:
    plain = re.sub(r"\b(?:not only|why not|or not|if not|no longer than|no more than)\b", " ", text.lower())
    for token in _TOKEN.findall(plain):
        yield token.replace("’", "'")

"""What comes first, what is worth more, who does what: the same words can say the opposite. Pure functions."""

import re
from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise
from typing import NamedTuple

from assistant.verify.claims import vocabulary
from assistant.verify.clauses import clauses, statements, stems
from assistant.verify.forms import base
from assistant.verify.numbers import quantities
from knowledge.text import stem

Stems = frozenset[str]


class Sides(NamedTuple):
    """What comes before and after in time, or what is held higher and lower."""

    first: Stems
    second: Stems


_TIME = {"before": False, "after": True, "once": True}  # whether what the word opens comes first
_WORTH = {"than": False, "beat": False, "beats": False, "rather than": False, "instead of": False}
_TOLD = {  # words by which a passage may tell the same order
    "before": frozenset("before beforehand until till wait ahead early earlier then last yet already".split()),
    "after": frozenset("after afterwards when once then later since next yesterday until till from".split()),
}
_AGENTS = {"you": "you"} | dict.fromkeys(("mentor", "mentors", "they", "he", "she"), "mentor")
_HELPERS = frozenset(
    "will would shall should can could may might must do does did have has had be is are need needs also always often "
    "usually never not only still both each first then just yourself themselves already gladly".split()
)
_FIRST = re.compile(r"\bfirst\s*(?:[.,;:!?]|$)")  # 'speak to her first', not 'the first meeting'
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
_PERSONS = frozenset(("you", "they", "mentor"))


def inverted(claim: str, evidence: str) -> bool:
    """Whether a 'before', 'after' or 'than' of the claim puts first what its evidence puts second."""
    for relation in (_TIME, _WORTH):
        there = list(sides(evidence, relation))
        for said in (each for each in sides(claim, relation) if each not in there):
            straight = sum(len(said.first & s.first) + len(said.second & s.second) for s in there)
            crossed = sum(len(said.first & s.second) + len(said.second & s.first) for s in there)
            both = any(said.first & s.second and said.second & s.first for s in there)
            alone = any(said.first & s.second and not said.second & s.second for s in there)
            if crossed > straight or (both and crossed == straight) or alone:
                return True
    return False


def new_order(claim: str, *evidence: str) -> str | None:
    """A 'before' or 'after' where the evidence tells no such order."""
    there = vocabulary(*evidence) | ({"then"} if any(map(_FIRST.search, evidence)) else set())
    said = [c for c in clauses(claim) if c.opener in _TOLD and not quantities(c.text)]
    return next((c.opener for c in said if not _TOLD[c.opener] & there), None)


def sides(text: str, relation: Mapping[str, bool]) -> Iterator[Sides]:
    """The two sides of each word of a relation: what it opens, and the two clauses before it; at the beginning of a
    sentence, those after it."""
    found = clauses(text)
    for place, clause in enumerate(found):
        if clause.opener in relation:
            before = [other for other in found[:place] if other.sentence == clause.sentence][-2:]
            after = [other for other in found[place + 1 :] if other.sentence == clause.sentence]
            rest = frozenset[str]().union(*(other.stems for other in before or after))
            opened, rest = clause.stems - rest, rest - clause.stems
            yield Sides(opened, rest) if relation[clause.opener] else Sides(rest, opened)
        elif relation is _TIME and clause.words[-1] == "first":  # 'ask her first, and him afterwards'
            after = [other for other in found[place + 1 :] if other.sentence == clause.sentence]
            rest = frozenset[str]().union(*(other.stems for other in after if other.opener not in relation))
            yield Sides(clause.stems - {"first"} - rest, rest - clause.stems)


def exchanged(claim: str, evidence: str) -> str | None:
    """Words of two clauses that have changed places: 'A does x, B does y' against 'A does y, B does x'.

    Each of two clauses of the claim has words of both of two clauses of the evidence that stand apart there.
    """
    said = list(_differences(claim))
    for left, right in _differences(evidence):
        for one, other in said:
            if one & left and one & right and other & left and other & right:
                return min(one & (left | right))
    return None


def _differences(text: str) -> Iterator[tuple[Stems, Stems]]:
    """What each has and the other has not, of any two clauses."""
    parts = [clause.stems | (_PERSONS & set(clause.words)) for clause in statements(text)]
    for one, other in combinations(parts, 2):
        yield one - other, other - one


def changed_hands(claim: str, evidence: str) -> str | None:
    """A deed that is yours in one and your mentor's in the other."""
    said, there = set(_deeds(claim)), set(_deeds(_QUOTED.sub(" ", evidence)))  # in a quotation, 'you' is another
    for agent, deed in sorted(said):
        other = "mentor" if agent == "you" else "you"
        if (agent, deed) not in there and (other, deed) in there:
            return deed
    return None


def _deeds(text: str) -> Iterator[tuple[str, str]]:
    """(who, stem of what they do), where the verb follows the one who does it."""
    for clause in clauses(text):
        rest = [word for word in clause.words if word not in _HELPERS]
        for word, after in pairwise(rest):
            if word in _AGENTS and after not in _AGENTS and stems((after,)):
                yield _AGENTS[word], stem(base(after))

"""Which clauses a sentence denies, and whether another denies the same. Pure functions.

A clause is denied as a whole: 'gifts are not needed' and 'you need no gifts' deny the same, whatever their order.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from assistant.verify.clauses import TOLD, TOPIC, Clause, clauses, stems

_NO = frozenset(
    "not no never none nobody nothing nowhere neither nor without cannot avoid avoids avoiding refrain unless hardly "
    "rarely seldom skip lack lacks lacking except".split()
)
_OPENS_NO = frozenset(("not", "nor", "without", "rather than", "instead of", "except", "unless"))
_AGAINST = frozenset(("not", "rather than", "instead of"))
_GOES_ON = frozenset((",", "and", "or", "that", "who", "which", "what", "until"))  # into these a 'not' may reach
_LISTS = frozenset((",", "and", "or"))
_CONDITIONS = frozenset("if when whenever where while because since unless without until before after as".split())
_REPORTED = re.compile(r"\b(?:says?|said|tells?|told|thinks?|thought)(?: \w+)? that\b", re.IGNORECASE)
_ITEM = 2  # words with a meaning that an item of a list has at most
_LEFT_OUT = re.compile(
    r"\b(?:leave|leaves|leaving|left|cut)\b([^.;:!?]*?)\bout\b"
    r"|\b(?:keep|keeps|keeping|stay)\b([^.;:!?]*?)\b(?:out of|away from)\b",
    re.IGNORECASE,
)
_NO_DENIAL = re.compile(  # sayings with a 'no' in them that deny nothing, and 'no' as the name of an answer
    r"(?<!do )(?<!should )(?<!must )\bnot (?:only|just|least)\b|\b(?:why|or|if) not\b|\bnothing but\b"
    r"|\bno (?:longer|more|less|later|sooner) than\b|\bno matter\b|\b(?:does not|doesn['’]t) matter\b"
    r"|\bwhat (?:you|they|we) lack\b"
    r"|\b(?:an?|the) (?:(?:plain|easy|hollow|clear|friendly|polite|firm|honest|quick|short) )?no\b(?! longer)"
    r"|\bno\b(?=\s*(?:[,.;:!?)\"”]|$|(?:is|was|means?|would|will|to|from|and|or|costs?|hurts?|without)\b))",
    re.IGNORECASE,
)

Polarity = Literal["yes", "no", "open"]
_OTHER: dict[Polarity, Polarity] = {"yes": "no", "no": "yes"}


class Part(NamedTuple):
    """`narrow`: it is set against something ('not that', 'rather than that'), so each of its words weighs."""

    words: tuple[str, ...]
    polarity: Polarity
    narrow: bool = False

    @property
    def stems(self) -> frozenset[str]:
        return stems(self.words)


def moved(claim: str, evidence: str, person: str = "") -> str | None:
    """A word that one denies and the other affirms, where that is so for half of what a clause of theirs shares.

    `person`: what the person said, who may have denied or affirmed the same of themselves.
    """
    there, said = parts(evidence), parts(claim)
    stands, says = _standing(there), _standing(said)
    narrow = {word for part in there if part.narrow for word in part.stems}
    own = _stems(person)
    for part in said:
        if part.polarity == "open" or part.stems <= own:  # of themselves people may say what they like
            continue
        shared = {word for word in part.stems & stands.keys() if says[word] == {part.polarity}}
        turned = {word for word in shared if stands[word] == {_OTHER[part.polarity]}}
        against = turned if part.narrow else turned & narrow
        if shared - TOPIC:
            shared, turned = shared - TOPIC, turned - TOPIC
        if against or (turned and 2 * len(turned) >= len(shared)):
            return min(against or turned)
    return None


@lru_cache(maxsize=512)
def _stems(text: str) -> frozenset[str]:
    return frozenset[str]().union(*(part.stems for part in parts(text)))


def _standing(found: Sequence[Part]) -> dict[str, set[Polarity]]:
    """What is done with each word; one that is denied stays so where a list that it stands in as well is open."""
    stands: dict[str, set[Polarity]] = {}
    for part in found:
        for word in part.stems:
            stands.setdefault(word, set()).add(part.polarity)
    return {word: {"no"} if polarities == {"no", "open"} else polarities for word, polarities in stands.items()}


@lru_cache(maxsize=512)
def parts(text: str) -> tuple[Part, ...]:
    """The clauses with what they do: affirm, deny, or either, where a list goes on after something denied."""
    found: list[Part] = []
    before: Polarity = "yes"
    bare = False  # whether what was denied is still to come: 'not by | how it looks'
    listed = 0  # how many parts before this one may belong to a list that it ends
    for clause in clauses(_plain(text)):
        polarity = _polarity(clause, before, bare)
        bare = polarity == "no" and not stems(tuple(word for word in clause.words if word not in _NO))
        if polarity == "no" and clause.opener in _LISTS:  # 'names, prices and dates are left out'
            found[len(found) - listed :] = [part._replace(polarity="open") for part in found[len(found) - listed :]]
        starts = clause.opener not in _LISTS
        listed = (1 if starts else listed + 1) if len(clause.stems) <= _ITEM and (starts or listed) else 0
        before = "yes" if clause.opener in _CONDITIONS else polarity
        if clause.opener == "without":
            end = _missing(clause)
            found.append(Part(clause.words[:end], polarity, narrow=True))
            found.append(Part(clause.words[end:], "open"))
        else:
            found.append(Part(clause.words, polarity, clause.opener in _AGAINST))
    return tuple(found)


def _plain(text: str) -> str:
    """Without what only looks like a denial, or reports what follows; 'leave it out' as 'avoid it'."""
    return _LEFT_OUT.sub(r"avoid \1 \2", _REPORTED.sub(" that ", _NO_DENIAL.sub(" ", text)))


def _missing(clause: Clause) -> int:
    """Where the words end that a 'without' takes away, at the next small one: 'without a goal | the talk turns ...'"""
    begun = False
    for place, word in enumerate(clause.words):
        heavy = bool(stems((word,)))
        if (begun and not heavy) or word in ("it", "one", "them", "this", "that"):
            return place
        begun = begun or heavy
    return len(clause.words)


def _polarity(clause: Clause, before: Polarity, bare: bool) -> Polarity:
    count = sum(word in _NO or word.endswith("n't") for word in clause.words)
    count += clause.opener in _OPENS_NO or (bare and clause.opener in TOLD)
    if count == 0 and before != "yes" and clause.opener in _GOES_ON:
        return "open"
    return "no" if count % 2 else "yes"

"""What a claim says that its evidence does not: new words, and clauses that are news as a whole. Pure functions."""

import re
from collections.abc import Set
from functools import cache

from assistant.verify.claims import content, form
from assistant.verify.clauses import statements
from assistant.verify.forms import is_known
from assistant.verify.numbers import is_measure

# Words that carry a paraphrase and claim nothing by themselves.
_LIGHT = """
    ask leave keep hold give say tell mention bring come show feel put take turn begin start look find
    know offer send raise return treat place belong suit mean need want wish like happen name call
    yourself alone own person mentor mentoring matter time thing way case part rest single whoever
    whatever both two three question answer exactly simply plainly already later still rate make use set
    go get let pick choose try stay kind sort word remark instead moment situation sentence line example
    reader recipient count"""
_EXAMPLES = frozenset(("such as", "for example", "for instance", "including"))
_CAUSES = frozenset(("because", "since", "so that", "which", "who"))
_REASONS = _CAUSES | _EXAMPLES | {"or else", *"so whom whose that or except then".split()}
_CIRCUMSTANCE = re.compile(r"\b(?:in|on|at|over|with|for|from|by|through|within|during|via|into)\b")


def share(claim: str, known: Set[str]) -> float:
    """Of the claim's words, 0 to 1, that are known or stand for a known one; 1 for a claim without any."""
    strange, rest = _split(claim, known)
    return rest / (len(strange) + rest) if strange else 1.0


def added(claim: str, known: Set[str]) -> str | None:
    """A clause that says something new: a reason, a consequence, an example, a detail that came out of nowhere.

    Half of its words or more are unknown; one is enough where the clause gives a reason or an example, or where it is
    all that a circumstance ('over coffee') has. Words that claim nothing by themselves count where there are no others.
    """
    for clause in statements(claim):
        strange, rest = _split(clause.text, known)
        new = strange if clause.opener in _CAUSES and not rest else strange - _light()
        least = 1 if clause.opener in _REASONS or not rest else 2
        if len(new) >= least and len(new) >= rest:
            return clause.text
        if clause.opener in _EXAMPLES and _split(_first(clause.text), known)[0]:
            return clause.text
        for circumstance in _CIRCUMSTANCE.split(clause.text)[1:]:
            strange, rest = _split(circumstance, known)
            if strange and not rest and not strange & _light():
                return circumstance.strip()
    return None


def _first(text: str) -> str:
    """The first word with a meaning, or nothing."""
    return next((word for word in text.split() if content(word)), "")


def _split(text: str, known: Set[str]) -> tuple[frozenset[str], int]:
    """The words with a meaning that are not known, but for measures, which have their own check; and how many are."""
    found = content(text)
    strange = frozenset(word for word in found if not is_known(word, known))
    return frozenset(word for word in strange if not is_measure(word)), len(found) - len(strange)


@cache
def _light() -> frozenset[str]:
    return frozenset(map(form, _LIGHT.split()))

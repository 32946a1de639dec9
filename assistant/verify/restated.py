"""A sentence that says back to a person what they said: nothing added, nothing guessed, no advice. Pure functions."""

import re
from collections.abc import Sequence

from assistant.verify import names, numbers, opposites, polarity, shape
from assistant.verify.claims import content, form
from assistant.verify.clauses import clauses
from assistant.verify.forms import is_known
from assistant.word.shorthand import written_out
from knowledge.text import words

# Words with which one says something back; by themselves they claim nothing about anybody.
_SAYING = frozenset(
    map(
        form,
        """noted note say said tell told mention mentioned call called name named put far now currently moment present
        role position step next goal aim objective strength weakness limit constraint help mentor brief wanted thing
        part also already yet answer question wonder place yourself find work open still apart beside""".split(),
    )
)
_CAUSES = frozenset("because since so as which due why".split())
_CAUSAL = frozenset(("because", "so that", "which", "since"))
_WISH = (
    r"want|would like|would love|hope|hoping|wish|plan|planning|intend|aim|thinking (?:of|about)|looking|going to|"
    r"ready|considering"
)
_GIVES_WISH = re.compile(rf"\b(?:{_WISH})\b", re.IGNORECASE)
_HAS_WISH = re.compile(  # in the person's words, or as a heading of their Brief
    rf"\b(?:{_WISH}|wants|wanted|['’]d (?:like|love)|next|goal|objective|dream|torn|should|needs?|could|to become|"
    r"help wanted|horizon|love|like)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“]([^\"”]+)[\"”]")


def fault(text: str, said: Sequence[str]) -> str | None:
    """Why a sentence does not only say back what was said, or None."""
    everything = ". ".join(dict.fromkeys((*said, *map(written_out, said))))  # 'two years' says back '2 yrs'
    if shape.asks(text):
        return "asks a question that is not this turn's"
    if shape.advises(_without_quotes(text, everything), everything):
        return "advises without a passage"
    return _invents(text, everything) or _guesses(text, everything) or _turns(text, everything)


def _invents(text: str, said: str) -> str | None:
    if number := numbers.new_number(text, said):
        return f"the number {number!r} was never said"
    if name := names.new_name(text, said):
        return f"the name {name!r} was never said"
    known = content(said)
    told = content(text)
    if not any(is_known(word, known) for word in told):
        return "says nothing that the person said"
    if new := sorted(word for word in told - _SAYING if not numbers.is_number(word) and not is_known(word, known)):
        return f"says more about the person than they did ({', '.join(new)})"
    return None


def _guesses(text: str, said: str) -> str | None:
    if any(clause.opener in _CAUSAL for clause in clauses(text)[1:]) and not _CAUSES & set(words(said)):
        return "gives a reason that the person did not give"
    if _GIVES_WISH.search(text) and not _HAS_WISH.search(said):
        return "gives the person a wish or a plan"
    return None


def _turns(text: str, said: str) -> str | None:
    if polarity.moved(text, said) or opposites.turned(text, said):
        return "turns around what the person said"
    return None


def _without_quotes(text: str, said: str) -> str:
    """A sentence without the person's own words in quotation marks: what they said may well be advice."""
    plain = " ".join(words(said))
    return _QUOTED.sub(lambda match: " " if " ".join(words(match[1])) in plain else match[0], text)

"""A sentence of a model for a letter: whether everything in it is what the writer has told. Pure functions.

A letter may say thanks, ask and be polite in words of its own; those are a closed list. Every other word has to come
from the facts that the sentence names. And what was told of one person may not be said of the other, for the same words
can be false: 'a tester at a bank' is who writes, not who reads.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from pydantic import Field

from assistant.verify import names, numbers, opposites, polarity, shape
from assistant.verify.claims import form
from assistant.verify.clauses import stems
from assistant.verify.letter_words import OF_CHANNEL, OWN, SAYINGS, YOURS
from knowledge.letters import Channel
from knowledge.text import words
from knowledge.types import Frozen

Holder = Literal["writer", "reader", "third", "both"]  # of whom something was told; both: of what they share


class Known(NamedTuple):
    """A fact as a letter may use it. `texts`: as it was told, and in forms that other sentences need."""

    texts: tuple[str, ...]
    holder: Holder


class Written(Frozen):
    """One sentence of a model, unchecked. `facts`: what it says that it rests on; `paragraph`: it begins one."""

    text: str = Field(min_length=1)
    facts: tuple[str, ...] = ()
    paragraph: bool = False


_THEIRS = re.compile(r"\b(?:her|his|their|your) (\w+(?: \w+){0,3})", re.IGNORECASE)  # 'proofread her articles'
_INITIALS = re.compile(r"\b[A-Z][A-Z0-9]+\b")
_WRITES = re.compile(r"\s*(?:ask|write)(?![\w'])")
_NO_LETTER = re.compile(r"[\[\]{}<>_|*#~^`\\@]")
_CUT = re.compile(  # where a statement about somebody ends
    r"[,;:.?!–—]|\b(?:because|and|but|so|that|which|who|whom|if|whether|when|while|than|in return|i|i'm|i'd|i'll"
    r"|i've|my|your|you|you'd)(?![\w'])"
)
_OWNED = re.compile(
    r"\b(?:is|are|was|made|brought|has|would|could|can|may|might|(?<!how )to)\b"
)  # what is somebody's ends
_OF_WRITER = re.compile(r"\bi(?:'m| am| was| have been|'ve been| have|'ve| had| did)?(?![\w'])")
_OF_READER = re.compile(
    r"(?:(?:^|[,;:.–—]\s*)|(?P<opener>\b(?:that|because|what|how|when|whenever|where|which|as|while|but|who|why|and|if"
    r"|whether|hope|glad|know|think))\s+)you(?:'re|'ve|'ll)?(?![\w'])|\byou'(?:re|ve|ll)(?!\w)"
)
_COULD = re.compile(r"\s*(?:could|would|may|might|prefer|wish|like|mind)(?![\w'])")
_CAN = re.compile(r"\s*can(?![\w'])")
_SUPPOSED = frozenset(("if", "whether", "when", "whenever", "as"))
_BOOKED = re.compile(r"\byou(?: will|'ll| shall| must| should| need to| have to| ought)\b|\bwe(?:'ll| will| shall)\b")
_MY, _YOUR = re.compile(r"\bmy\s+"), re.compile(r"\byour\s+")
_GIVEN = re.compile(r"\b(?:thanks?(?: you)?(?: \w+){0,3}|grateful) for (?:(?:your|the|this|that|all|having) )+(\w+)")
_FOUND = re.compile(r"\b(?:is|are|find|think)\b(?:(?!would|could|if).)*\b(?:useful|helpful)\b")
_ONE = re.compile(r"\b(?:one|once|a single)\s+(\w+)")
_OTHER_ONES = frozenset(("thing", "of", "more", "way", "to", "answer", "that", "side", "would", "is", "and", "or"))


def fault(text: str, facts: Sequence[str], known: Mapping[str, Known], channel: Channel) -> str | None:
    """Why a sentence may not stand in a letter of this channel, or None. `facts`: the ids of `known` that it names."""
    if wrong := shape.fault(text.strip()):
        return wrong
    if _NO_LETTER.search(text):
        return "signs that no letter has"
    if unknown := [name for name in facts if name not in known]:
        return f"rests on {unknown[0]!r}, which is no fact of this letter"
    named = [known[name] for name in facts]
    told = [piece for each in named for piece in each.texts]
    plain = " ".join(text.lower().replace("’", "'").split())
    return (
        _invents(text, plain, told, channel)
        or _turns(text, told)
        or _misplaces(plain, named, channel, _third(facts, known))
    )


def _invents(text: str, plain: str, told: Sequence[str], channel: Channel) -> str | None:
    if number := numbers.new_number(text, *told) or _new_count(text, told):
        return f"the number {number!r} was never told"
    if name := names.new_name(text, *told):
        return f"the name {name!r} is in none of its facts"
    own = OWN | OF_CHANNEL[channel]
    for word in _INITIALS.findall(text):
        if word.lower() in own and not any(word in piece for piece in told):
            return f"{word!r} is in none of its facts"  # 'IT' is not 'it'
    there = _forms(*told)
    units = sum(bool(quantity.unit) for quantity in numbers.quantities(text))
    for word in words(SAYINGS.sub(" ", plain)):
        if word in own or form(word) in there:
            continue
        if _measures(word) and (word.isdigit() or numbers.is_number(word)):
            continue  # the same number as was told, as the check of numbers knows
        if units and _measures(word):
            units -= 1  # the unit of a number that was told in another one
            continue
        return f"{word!r} is in none of its facts"
    return None


def _new_count(text: str, told: Sequence[str]) -> str | None:
    """A number of other things than were told: 'four calls' for 'four questions', 'one question' for the same."""
    there = [quantity for piece in told for quantity in numbers.quantities(piece)]
    for said in numbers.quantities(text):
        same = [quantity for quantity in there if said.same(quantity)]
        if same and not said.per and all(quantity.per for quantity in same):
            return f"{said}, not per {same[0].per}"
        if not said.unit and said.counted and same and not any(q.counted & said.counted or not q.counted for q in same):
            return f"{said} {min(said.counted)}"
    counted = frozenset[str]().union(*(quantity.counted for quantity in there))
    singles = " ".join(told).lower()
    for match in _ONE.finditer(text.lower()):
        many = stems((match[1],)) & counted
        if (many or match[1] not in _OTHER_ONES) and not _ONE.search(singles) and not re.search(r"\b1\b", singles):
            return match[0]
    return None


def _turns(text: str, told: Sequence[str]) -> str | None:
    everything = ". ".join(told)
    if word := polarity.moved(text, everything) or opposites.turned(text, everything):
        return f"turns {word!r} around"
    return None


def _third(facts: Sequence[str], known: Mapping[str, Known]) -> frozenset[str]:
    """The name of a third person, which may stand in anybody's sentence: 'I would like to ask Jean-Luc'."""
    named = [known[name] for name in facts if name == "name" and known[name].holder == "third"]
    return _forms(*(text for each in named for text in each.texts))


def _misplaces(plain: str, named: Sequence[Known], channel: Channel, third: frozenset[str]) -> str | None:
    """What is said of somebody of whom it was not told."""
    if match := _BOOKED.search(plain):
        return f"decides for the reader ({match[0]!r})"
    if match := _FOUND.search(plain):
        return f"says what was found ({match[0]!r}), which was not told"
    writer = _forms(*(text for each in named if each.holder in ("writer", "both") for text in each.texts))
    reader = _forms(*(text for each in named if each.holder in ("reader", "both") for text in each.texts))
    owned = reader | _forms(*(match for each in named for text in each.texts for match in _THEIRS.findall(text)))
    own, bare = OWN | OF_CHANNEL[channel], SAYINGS.sub(" ", plain)
    if match := next((m for m in _GIVEN.finditer(bare) if form(m[1]) not in reader), None):
        return f"thanks for what was not told ({match[1]!r})"
    for said in _of_writer(bare):
        if word := next((w for w in said if w not in own and form(w) not in writer | third), None):
            return f"says {word!r} of the writer, of whom it was not told"
    for pattern, theirs, allowed, who in ((_MY, writer, own, "writer"), (_YOUR, owned, YOURS, "reader")):
        for match in pattern.finditer(bare):
            if word := _not_owned(bare[match.end() :], theirs, allowed, own):
                return f"says that {word!r} is the {who}'s, which was not told"
    return _of_reader(bare, reader, own)


def _not_owned(rest: str, theirs: frozenset[str], allowed: frozenset[str], own: frozenset[str]) -> str | None:
    """A word of what is called somebody's that was not told of them; `your view on` may be followed by anything."""
    end = _OWNED.search(rest)
    said = _until_cut(rest[: end.start()] if end else rest)
    if said and said[0] in allowed & YOURS:
        return None
    first = next((word for word in said[:1] if word not in allowed and form(word) not in theirs), None)
    return first or next((word for word in said if word not in own and form(word) not in theirs), None)


def _of_reader(bare: str, reader: frozenset[str], own: frozenset[str]) -> str | None:
    """What is wrong with a statement about the reader; a wish and a condition are none."""
    for match in _OF_READER.finditer(bare):
        rest = bare[match.end() :]
        supposed = match["opener"] in _SUPPOSED
        if _COULD.match(rest) or (supposed and _CAN.match(rest)):
            continue
        said = _until_cut(rest)
        if word := next((w for w in said if w not in own and form(w) not in reader), None):
            return f"says {word!r} of the reader, of whom it was not told"
        if not supposed and not any(w not in own or form(w) in reader for w in said):
            return "says something of the reader that was not told"
    return None


def _of_writer(bare: str) -> Iterator[list[str]]:
    """The words of each statement that the writer makes of themselves; what they could do or ask is none."""
    for match in _OF_WRITER.finditer(bare):
        rest = bare[match.end() :]
        if not any(each.match(rest) for each in (_COULD, _CAN, _WRITES)):
            yield _until_cut(rest)


def _until_cut(rest: str) -> list[str]:
    cut = _CUT.search(rest)
    said = words(rest[: cut.start()] if cut else rest)
    return [word for word in said if not _measures(word)]


def _measures(word: str) -> bool:
    """Whether a word is a number or a unit; '2nd' and '3D' are words like others."""
    return word.isdigit() or (not word[0].isdigit() and numbers.is_measure(word))


def _forms(*texts: str) -> frozenset[str]:
    return frozenset[str]().union(*map(_forms_of, texts))


@lru_cache(maxsize=512)  # the sentences of a letter are held against the same facts
def _forms_of(text: str) -> frozenset[str]:
    return frozenset(map(form, words(text)))

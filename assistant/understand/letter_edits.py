"""What is to go out of a message to a mentor, or to be said otherwise in it. Pure functions.

A message is made of facts. What is meant is the fact that is named, or the one on which a quoted sentence rests.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.alike import overlap
from assistant.brief import CANDIDATE_PARTS, Candidate, Fact, Part
from assistant.commands import ABOUT, About, Check, Command, Concerned, Drop, LeaveOut, Line, TellLetter, TellOf, Write
from assistant.skills.outreach import types
from assistant.skills.outreach.plan import Plan
from assistant.understand.particulars import SIZE
from knowledge.text import content_words, words

Piece = tuple[Part | About, Fact]
_OUT = re.compile(
    r"(?:^|[.!?,;:]\s*|\b(?:and|so|but|n|pls|please|ok|no|can you|could you|u)\s+)"
    r"(?:(?:scratch|drop|remove|delete|scrap|erase|strike|cut|lose)(?: out)?|get rid of"
    r"|(?:take|leave)(?: out)?(?=[^.!?;]*\b(?:out|off|away)\b)"
    r"|(?:don['’]?t|do not) (?:mention|say|ask|offer|write|include|put|tell|talk about|bring up|promise)"
    r"|no need to (?:mention|say|ask|offer|write|include))\b(?P<it>[^.!?\n]*)",
    re.IGNORECASE,
)
_TEXT = r"(?:[\"“'‘](?P<{0}q>[^\"”\n]{{2,120}}?)[\"”'’]|(?P<{0}>[^.!?\n\"“”]{{2,80}}?))"
_BEFORE = r"(?:^|[.!?,;:]\s*|\b(?:and|pls|please|ok|no|can you|could you)\s+)"
_INSTEAD = tuple(
    re.compile(rf"{_BEFORE}{pattern}\s*(?:$|[.!?\n])", re.IGNORECASE)
    for pattern in (
        rf"instead of {_TEXT.format('old')},? (?:please |better |rather )?(?:say|write|put|use) {_TEXT.format('new')}",
        rf"(?:change|replace|swap) {_TEXT.format('old')} (?:to|with|by|into|for) {_TEXT.format('new')}",
        rf"(?:say|write|put|use) {_TEXT.format('new')},? (?:instead of|not|rather than) {_TEXT.format('old')}",
    )
)  # fmt: skip
_QUOTED = re.compile(r"(?<!\w)[\"“'‘](?P<it>[^\"”\n]{3,}?)[\"”'’](?!\w)")
_CALLED: dict[Part | About, re.Pattern[str]] = {  # how people call a piece of a message
    "give": re.compile(r"\b(?:offers?|in return|favou?r)\b", re.IGNORECASE),
    "why": re.compile(r"\breasons?\b", re.IGNORECASE),
    "size": re.compile(r"\b(?:how long|how much time|(?:amount of )?time|length|minutes)\b", re.IGNORECASE),
    "known": re.compile(r"\bhow (?:we|i) (?:know|met)\b", re.IGNORECASE),
    "role": re.compile(r"\b(?:his|her|their) (?:role|title|position|job)\b", re.IGNORECASE),
}
_ALIKE = 0.5  # overlap from which on a fact, or a sentence, is the one that is named
_FEW = 30  # words: who says more tells something


def says_to_change(message: str) -> bool:
    """Whether something is to go, or to be said otherwise: 'take that out', 'instead of ... say ...'."""
    few = len(words(message)) <= _FEW
    return few and any(pattern.search(message) for pattern in (_OUT, *_INSTEAD))


def edited(
    message: str, commands: Sequence[Command], plan: Plan, candidate: Candidate | None, lines: Sequence[types.Line]
) -> tuple[Command, ...] | None:  # fmt: skip
    """What a message changes in the one to a mentor that it is about, instead of the `commands`; None: nothing.

    `candidate`: to whom it is; `lines`: the sentences of its draft.
    """
    decided = any(isinstance(c, Concerned | Check | Drop) or (isinstance(c, Write) and c.fresh) for c in commands)
    if decided:
        return None
    pieces = tuple(_pieces(plan, candidate))
    changes = _instead(message, pieces, lines) or _out(message, pieces, lines)
    if not changes and _is_of_text(message):
        changes = (Line(line="cannot_place"),)
    if not changes:
        return None
    return (*(c for c in commands if isinstance(c, Write)), *changes)


def _pieces(plan: Plan, candidate: Candidate | None) -> Iterator[Piece]:
    for about in ABOUT:
        if (fact := getattr(plan.particulars, about)) is not None:
            yield about, fact
    for part in CANDIDATE_PARTS:
        if candidate is not None and part != "name" and (fact := getattr(candidate, part)) is not None:
            yield part, fact


def _out(message: str, pieces: Sequence[Piece], lines: Sequence[types.Line]) -> tuple[Command, ...]:
    quoted = _QUOTED.search(message)
    for found in _OUT.finditer(message):
        named = quoted["it"] if quoted else found["it"]
        if not quoted and not content_words(named):  # 'that is odd. take it out'
            named = message[: found.start()]
        if (piece := _meant(named, pieces, lines)) is not None:
            return (LeaveOut(part=piece[0], quote=message.strip()),)
    return ()


def _instead(message: str, pieces: Sequence[Piece], lines: Sequence[types.Line]) -> tuple[Command, ...]:
    for found in filter(None, (pattern.search(message) for pattern in _INSTEAD)):
        old, new = (found[f"{name}q"] or found[name] for name in ("old", "new"))
        piece = next((p for p in pieces if _around(p[1].value, old)[1]), None) or _meant(old, pieces, lines)
        if piece is None:
            continue
        part, fact = piece
        before, there, after = _around(fact.value, old)
        value = f"{before}{new}{after}" if there else new
        for own in CANDIDATE_PARTS:
            if own == part:
                return (TellOf(part=own, value=value, quote=new),)
        return tuple(TellLetter(part=about, value=value, quote=new) for about in ABOUT if about == part)
    return ()


def _around(value: str, words: str) -> tuple[str, bool, str]:
    """(what stands before the words, whether they are there in whatever case, what stands behind them)"""
    at = value.casefold().find(words.casefold())
    return (value[:at], True, value[at + len(words) :]) if at >= 0 else (value, False, "")


def _meant(named: str, pieces: Sequence[Piece], lines: Sequence[types.Line]) -> Piece | None:
    """The piece that is named, or on which the sentence rests that is quoted."""
    if SIZE.search(named) and (size := next((p for p in pieces if p[0] == "size"), None)):
        return size
    likest = max(pieces, key=lambda piece: overlap(piece[1].value, named), default=None)
    if likest is not None and overlap(likest[1].value, named) >= _ALIKE:
        return likest
    for piece in pieces:
        if piece[0] in _CALLED and _CALLED[piece[0]].search(named):
            return piece
    line = max(lines, key=lambda each: overlap(each.text, named), default=None)
    if line is None or overlap(line.text, named) < _ALIKE:
        return None
    return next((piece for piece in pieces if piece[1].id in line.facts), None)


def _is_of_text(message: str) -> bool:
    return bool(
        _QUOTED.search(message) or re.search(r"\b(?:sentence|line|word|part|bit|paragraph|p\.?s)\b", message, re.I)
    )

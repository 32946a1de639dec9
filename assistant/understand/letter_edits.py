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
from assistant.understand.letter_kinds import QUOTED
from assistant.understand.particulars import SIZE
from knowledge.text import content_words, words

Piece = tuple[Part | About, Fact]
_OUT = re.compile(
    r"(?:^|[.!?,;:]\s*|\b(?:and|so|but|n|pls|please|ok|oh|no|lol|haha|hm+|ugh|well|can you|could you|u|you"
    r"|(?:to |for )?(?:him|her|them|it|message|mail|note)(?= without))\s+)"
    r"(?:(?:scratch|drop|remove|delete|scrap|erase|strike|cut|lose)(?: out)?|get rid of"
    r"|(?:take|leave)(?: out)?(?=[^.!?;]*\b(?:out|off|away)\b)"
    r"|(?:don['’]?t|do not) (?:mention|say|ask|offer|write|include|put|tell|talk about|bring up|promise)"
    r"|without(?=\s+[\"“'‘])|no need to (?:mention|say|ask|offer|write|include))\b(?P<it>[^.!?\n]*)",
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
_CALLED: dict[Part | About, re.Pattern[str]] = {  # how people call a piece of a message
    "give": re.compile(r"\b(?:offers?|in return|favou?r)\b", re.IGNORECASE),
    "why": re.compile(r"\breasons?\b", re.IGNORECASE),
    "size": re.compile(r"\b(?:how long|how much time|(?:amount of )?time|length|minutes)\b", re.IGNORECASE),
    "known": re.compile(r"\bhow (?:we|i) (?:know|met)\b", re.IGNORECASE),
    "role": re.compile(r"\b(?:his|her|their) (?:role|title|position|job)\b", re.IGNORECASE),
}
_LOOSE = " \t\n.,;:–-"
_AND = re.compile(r",|\band\b")
_THE_THING = re.compile(
    r"^\W*(?:(?:also|out|the|that|this|his|her)\b\s*)*"
    r"(?:(?:thing|part|bit|piece|sentence|line|stuff|words?) (?:with|about|of|on|where)\b)?",
    re.IGNORECASE,
)
_EMPTY = re.compile(  # names nothing, or says only why
    r"(?:(?:it|that|this|which)?(?:['’]?s| is) .*|.*\b(?:too|silly|wrong|weird|odd|private|nonsense)\b.*"
    r"|(?:the )?(?:last |first |whole )?(?:sentence|line|word|part|thing)s?|please|pls|again|off|away)",
    re.IGNORECASE,
)
_SENSE = 2  # words of a piece that still says something
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
    afresh = any(isinstance(c, Write) and c.fresh for c in commands) and not QUOTED.search(message)
    decided = afresh or any(isinstance(c, Concerned | Check | Drop) for c in commands)
    if decided:
        return None
    pieces = tuple(_pieces(plan, candidate))
    changes = _instead(message, pieces, lines) or _out(message, pieces, lines)
    if not changes and _is_of_text(message):
        changes = (Line(line="cannot_place"),)
    if not changes:
        return None
    return (*(c for c in commands if isinstance(c, Write) and not c.fresh), *changes)


def _pieces(plan: Plan, candidate: Candidate | None) -> Iterator[Piece]:
    for about in ABOUT:
        if (fact := getattr(plan.particulars, about)) is not None:
            yield about, fact
    for part in CANDIDATE_PARTS:
        if candidate is not None and part != "name" and (fact := getattr(candidate, part)) is not None:
            yield part, fact


def _out(message: str, pieces: Sequence[Piece], lines: Sequence[types.Line]) -> tuple[Command, ...]:
    """What is to go: the words that are quoted from a piece, or the whole piece that is named."""
    here, changes, unknown = dict(pieces), list[Command](), False
    for named, quoted in _to_go(message):
        within = next((part for part, fact in here.items() if quoted and _around(fact.value, named)[1]), None)
        before, _, after = _around(here[within].value, named) if within else ("", False, "")
        rest = " ".join(filter(None, (before.strip(_LOOSE), after.strip(_LOOSE))))
        if within and len(content_words(rest)) >= _SENSE and not SIZE.fullmatch(named.strip()):
            here[within] = here[within].model_copy(update={"value": rest})
            changes += _told(within, rest, named)
        elif (piece := _meant(named, tuple(here.items()), lines)) is not None:
            del here[piece[0]]
            changes.append(LeaveOut(part=piece[0], quote=message.strip()))
        else:
            unknown = True
    return (*changes, Line(line="cannot_place")) if changes and unknown else tuple(changes)


def _to_go(message: str) -> Iterator[tuple[str, bool]]:
    """(what is to go, whether its words are quoted), and what else stands in the same breath."""
    quoted = [found["it"].strip(_LOOSE) for found in QUOTED.finditer(message)]
    outs = list(_OUT.finditer(message))
    if not outs:
        return
    yield from ((each, True) for each in quoted)
    for found in outs:
        said = QUOTED.sub("", found["it"])
        named = [_THE_THING.sub("", each) for each in _AND.split(said)]
        named = [each for each in named if content_words(each) and not _EMPTY.fullmatch(each.strip())]
        if not named and not quoted:  # 'that is odd. take it out'
            named = [message[: found.start()]]
        yield from ((each.strip(_LOOSE), False) for each in named)


def _told(part: Part | About, value: str, quote: str) -> tuple[Command, ...]:
    for own in CANDIDATE_PARTS:
        if own == part:
            return (TellOf(part=own, value=value, quote=quote),)
    return tuple(TellLetter(part=about, value=value, quote=quote) for about in ABOUT if about == part)


def _instead(message: str, pieces: Sequence[Piece], lines: Sequence[types.Line]) -> tuple[Command, ...]:
    for found in filter(None, (pattern.search(message) for pattern in _INSTEAD)):
        old, new = (found[f"{name}q"] or found[name] for name in ("old", "new"))
        piece = next((p for p in pieces if _around(p[1].value, old)[1]), None) or _meant(old, pieces, lines)
        if piece is None:
            continue
        part, fact = piece
        before, there, after = _around(fact.value, old)
        return _told(part, f"{before}{new}{after}" if there else new, new)
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
        QUOTED.search(message) or re.search(r"\b(?:sentence|line|word|part|bit|paragraph|p\.?s)\b", message, re.I)
    )

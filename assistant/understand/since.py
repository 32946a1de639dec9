"""For how long somebody has done their work, which is no date by which something is to be done. Pure functions."""

import re
from collections.abc import Sequence

from assistant.commands import Command, Tell, TellPart, tells_date
from assistant.moves import Topic

_COUNT = (
    r"(?:\d{1,2}(?:[.,]5)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|some|many"
    r"|several|a few|a couple of)"
)
_SPAN = rf"{_COUNT}\+?(?:\s+and a half)?\s*(?:years?|yrs?|months?)(?:\s+and a half)?"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_LONG = re.compile(
    rf"(?<![\w-])(?P<it>since\s+(?:(?:{_MONTH}\s+)?(?:19|20)\d\d|{_MONTH})\b|{_SPAN}\b)"
    r"(?!\s+(?:ago|from now|time|old|later|to go|ahead|until|before|after|break|leave|off\b))",
    re.IGNORECASE,
)
_ELSE = re.compile(  # then it is of something else: a date, an earlier job, the length of a thing
    r"\b(?:in|within|next|after|every|by|until|than|once)\s+(?:the |about |some |maybe |around )*$"
    r"|\b(?:takes?|took|before that|before this|used to|was an?|were|worked as|ex)\b[^.;!?\n]{0,25}$",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"(?:for |since |about |over |almost )*(?:{_SPAN})(?: of experience| experience| now| in| here| there)?",
    re.IGNORECASE,
)
_ONLY_LONG = re.compile(
    rf"\W*(?:(?:ok|oh|ah|well|so|sorry|for|about|over|almost)\W+)*(?P<it>{_SPAN})(?: (?:in|at|with|of|there|here|now|already|so far)\b[^.;,!?]*)?\W*",
    re.IGNORECASE,
)
_DONE_FOR = re.compile(  # 'I've been in support for four years', whatever was asked
    r"\bi(?:['’]?ve| have) (?:(?:already|now|also) )?(?:been (?:in|at|with|here|doing (?:this|it|that|my job))|worked|done (?:this|it|that|my job))\b(?![^.;!?\n]*\bbefore\b)"
    rf"[^.;!?,\n]{{0,40}}?\b(?:for |since )(?:about |over |almost |nearly )?(?P<it>{_SPAN})\b(?!\s+(?:now )?(?:ago|before))|\b(?P<put>{_SPAN}) as (?:for )?how long\b",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\W*(?:(?:and|oh|ah|sorry|btw)\W+)*since\b[^.;!?,\n]*", re.IGNORECASE)
_THEN = re.compile(rf"[\s,]*(?P<it>(?:in|within) (?:(?:the next|about|around|maybe) )?{_SPAN})\b", re.IGNORECASE)
_OF_BEFORE = re.compile(rf"\bbefore (?:that|this)\b.*{_SPAN}", re.IGNORECASE)
_KNOWS_NOT = re.compile(r"\b(?:dunno|don['’]?t know|no idea|not sure|no clue) what i want\b", re.IGNORECASE)
_WISHES = re.compile(
    r"\b(?:want|become|next|goal|like to|hope|plan|aim|dream|would|towards?|promot\w+|move)\b", re.IGNORECASE
)


def with_experience(message: str, found: Sequence[Command], asked: Topic | None) -> list[Command]:
    """The facts of a message with how long they have done their work, and without that as a date.

    'Backend dev. 12 years.' is what they are, not what they want to be.
    """
    if asked in ("horizon", "deadline", "target"):
        return list(found)
    if (since := _SINCE.match(message)) and (long := _how_long(message)):  # 'since 2021', after their work
        kept = [c for c in found if not (isinstance(c, Tell | TellPart) and c.quote in since[0])]
        return [*kept, Tell(slot="experience", value=long, quote=long)]
    if asked == "next_role" and (bare := _ONLY_LONG.fullmatch(message)):  # 'three years', after their work
        return [Tell(slot="experience", value=bare["it"], quote=bare["it"])]
    if done := _DONE_FOR.search(message):
        long = done["it"] or done["put"]
        told = [c for c in found if not (isinstance(c, Tell | TellPart) and long in c.quote and c.quote in done[0])]
        return [*told, Tell(slot="experience", value=long, quote=long)]
    found = _wanted_then(message, found)
    roles = {c.slot: c for c in found if isinstance(c, Tell) and c.slot in ("current_role", "next_role")}
    is_now = asked == "current_role" or (asked is None and not _WISHES.search(_KNOWS_NOT.sub("", message)))
    kept = [c for c in found if not _is_span(c, message, is_now)]
    long = _how_long(message)
    if long is not None and long.lower().startswith("since"):
        kept = [c for c in kept if not (tells_date(c) and c.quote in long)]
    if long is None or any(long in c.quote for c in kept if isinstance(c, Tell | TellPart) and c not in roles.values()):
        return kept
    if "current_role" not in roles and "next_role" in roles and is_now and not _WISHES.search(message):
        now = roles["next_role"].model_copy(update={"slot": "current_role"})
        return [*(now if c is roles["next_role"] else c for c in kept), Tell(slot="experience", value=long, quote=long)]
    if "current_role" in roles or asked == "current_role":
        kept.append(Tell(slot="experience", value=long, quote=long))
    return kept


def _wanted_then(message: str, found: Sequence[Command]) -> list[Command]:
    """'Test automation engineer in 18 months', where their work was asked, is what they want to be."""
    wanted: list[Command] = []
    for command in found:
        is_role = isinstance(command, Tell) and command.slot == "current_role"
        quote = command.quote if isinstance(command, Tell) else ""
        then = _THEN.match(message, message.find(quote) + len(quote)) if is_role else None
        if isinstance(command, Tell) and then is not None:
            wanted += [
                command.model_copy(update={"slot": "next_role"}),
                Tell(slot="horizon", value=then["it"], quote=then["it"]),
            ]
        else:
            wanted.append(command)
    return wanted


def _how_long(message: str) -> str | None:
    for match in _LONG.finditer(message):
        if not _ELSE.search(message[: match.start()]):
            return match["it"]
    return None


def _is_span(command: Command, message: str, is_now: bool) -> bool:
    """Whether a date is none: '12 years' where they say what they are now, 'before that 7 years BA'."""
    if not tells_date(command):
        return False
    if _OF_BEFORE.search(command.quote):
        return True
    before = message[: max(message.find(command.quote), 0)].rstrip().lower()
    bare = _BARE.fullmatch(command.quote.strip()) is not None
    return is_now and bare and not before.endswith(("in", "within", "next", "after"))

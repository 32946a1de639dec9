"""What is taken out of the Brief in so many words: 'scratch head of product', 'remove the limits'. Pure functions."""

import re
from collections.abc import Iterator, Sequence

from assistant.alike import keys, overlap
from assistant.brief import Brief, Place
from assistant.commands import TakeBack
from assistant.moves import Change
from assistant.understand.edit_words import IN_QUOTES
from assistant.understand.places import points, slot_named

TAKES_OUT = re.compile(
    r"(?:^|[.!?,;]\s+|\b(?:and|so|but|pls|please|ok|no|(?P<you>(?:can|could|would) (?:you|u|we)))\s+)"
    r"(?:(?P<verb>scratch|drop|remove|delete|scrap|erase|strike)(?: out)?"
    r"|take(?: (?:out|off|away)(?=\s)|(?=[^.!?;]*\b(?:out|off|away)\b)))\s+"
    r"(?:the |my |that |goal |entry |point )*(?:(?:thing|part|remark|bit|line|word|sentence)s? (?:about|with|of|on) (?:the |my )?)?[\"“']?(?P<it>[^.!?;\n\"”]{2,60}?)[\"”']?"
    r"(?:\s+(?:thing|part|entry|stuff|goal|bit|one|out|off|away|again|pls|plz|please|from (?:my|the) \w+|from there|of (?:the |my )?(?:missing|strengths?|limits?|goals?)(?: things?)?"
    r"|there))*\s*(?=[.!?;,\n]|$)",
    re.IGNORECASE,
)
_GOES = re.compile(
    r"\b(?:take|remove|delete|drop|scratch|scrap|erase|strike|cut)\b|\bleave\b[^.]*\bout\b|\bshould(?:n['’]t| not) (?:be|stand)\b",
    re.IGNORECASE,
)
_EVERYTHING = re.compile(  # 'delete everything under help not wanted except "find me a job"'
    r"\b(?:take out|remove|delete|drop|clear) (?:everything|all)(?: of it| that is)? (?:under|in|from) (?:the |my )?[\"“]?(?P<place>[a-z][\w ]{2,24}?)[\"”]?"
    r"(?:,? (?:except|but|apart from)(?: for)? (?P<but>[^.;!?\n]{2,60}))?(?=[.;!?\n]|$)",
    re.IGNORECASE,
)
_LINE = re.compile(r"(?:line )?(?P<place>[a-z][\w ]{2,24}?): ?(?P<value>.+)", re.IGNORECASE)
AIMS = re.compile(r"\b(?:want|like|goal|plan|able|need|hope|try)\b[^.!?]*$", re.IGNORECASE)  # 'I want to ... and drop'
IS_NOT = re.compile(
    r"(?:^|[.!?,;]\s+|\b(?:and|but)\s+)(?P<it>[^.!?;,\n]{2,60}?)\s*"
    r"(?:isn['’]?t|is not|ain['’]?t|['’]?s not|(?<=that)s not|aren['’]?t|are not|was not|wasn['’]?t)\s+"
    r"(?:an? |my |in |what is |what['’]?s )*(?P<label>[\w ]{3,24}?)(?:\s+(?:either|at all|lol))?\s*(?=[.!?;,\n]|$)",
    re.IGNORECASE,
)
_FILLERS = re.compile(r"^(?:(?:haha|no+|lol|well|ok|oh|nope|but|and)\b\W*)+(?=\w)", re.IGNORECASE)
SAME = 0.6  # overlap from which on something that is taken out is what stands in the Brief


def withdrawn(message: str, brief: Brief, noted: Sequence[Change]) -> tuple[TakeBack, ...]:
    """What is taken out in so many words: 'scratch head of product', 'that's not help wanted', 'remove the limits'."""
    here = [(place, fact.value) for place, fact in brief.facts() if place.slot not in ("candidates", "own_name")]
    if swept := _EVERYTHING.search(message):
        slot, kept = slot_named(swept["place"]), keys(swept["but"] or "")
        gone = [v for place, v in here if place.slot == slot and not (kept and kept & keys(v))]
        return tuple(TakeBack(value=value, quote=message.strip()) for value in gone)
    if whole := _quoted(message, brief):
        return (TakeBack(value=whole, quote=message.strip()),)
    gone = list(_said_not_to_be(message, here, noted))
    named_here = bool(gone) or any(
        slot_named(found["label"]) and not points(_FILLERS.sub("", found["it"].strip().lower()))
        for found in told_not_asked(IS_NOT, message)
    )
    for number, found in enumerate(told_not_asked(TAKES_OUT, message)):
        if AIMS.search(message[: found.start()]):
            continue
        line = _LINE.match(found["it"])  # 'delete the line by when: june'
        if line and (slot := slot_named(line["place"])):
            gone += [v for place, v in here if place.slot == slot and v.casefold() == line["value"].casefold()]
            continue
        named, verb = slot_named(found["it"]), (found["verb"] or "take").lower()
        if named is None and points(found["it"]):  # 'that was a joke, take it out'
            gone += [c.after for c in noted[-1:] if c.after and not (named_here or number)]
            continue
        behind = re.match(r"[^.!?;\n]*", message[found.start() + 1 :])
        quoted = [m["it"] for m in IN_QUOTES.finditer(behind[0] if behind else "")]
        both = quoted if len(quoted) > 1 else re.split(r"\s+and\s+", found["it"])
        each = [value for piece in both if (value := _likest(piece, [v for _, v in here]))]
        if named:
            gone += [v for place, v in here if place.slot == named]
        elif len(both) > 1 and len(set(each)) == len(both):  # 'remove "money" and "time mostly"'
            gone += each
        elif (value := _likest(found["it"], [v for _, v in here])) and verb not in value.lower():
            gone.append(value)
    return tuple(TakeBack(value=value, quote=message.strip()) for value in dict.fromkeys(gone))


def _quoted(message: str, brief: Brief) -> str | None:
    """The value that is to go and is quoted whole, with its place or without: 'take out "Well, me too"'."""
    if not _GOES.search(message) or '" should' in message:
        return None
    values = {fact.value.casefold(): fact.value for _, fact in brief.facts()}
    said = [m["it"].strip(" .,;!").casefold() for m in IN_QUOTES.finditer(message)]
    named = [values.get(it) or values.get(it.partition(": ")[2]) for it in said]
    return named[0] if len(named) == 1 else None


def _said_not_to_be(message: str, here: Sequence[tuple[Place, str]], noted: Sequence[Change]) -> Iterator[str]:
    """What stands where it does not belong: 'nerves is not missing'."""
    for found in told_not_asked(IS_NOT, message):
        slot, what = slot_named(found["label"]), _FILLERS.sub("", found["it"].strip().lower())
        if slot is None:
            continue
        last = [c.after for c in noted if c.place.slot == slot and c.after]
        pointed = points(what)
        for place, value in here:
            if place.slot == slot and (value in last if pointed else overlap(value, what) >= SAME):
                yield value


def _likest(said: str, values: Sequence[str]) -> str | None:
    """The one of some values that words mean: the same, else the one that shares most with them."""
    own = keys(said)
    shared = [(len(own & keys(v)) / max(len(own | keys(v)), 1), v) for v in values if overlap(v, said) >= SAME]
    return max(shared, key=lambda each: each[0])[1] if shared else None


def told_not_asked(pattern: re.Pattern[str], message: str) -> Iterator[re.Match[str]]:
    return (
        found
        for found in pattern.finditer(message)
        if message[found.end() : found.end() + 1] != "?" or found.groupdict().get("you")
    )

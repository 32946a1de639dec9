"""What people type, made fit for a letter: one line, no signs that are not words, shortened by whole phrases."""

import re
import unicodedata

from assistant.word.shorthand import written_out

_LINK = re.compile(
    r"\(?\b(?:(?:at|see|on|under|via|here|link)[:\s]+)?(?:https?://|www\.)[^\s)]*\)?", re.IGNORECASE
)  # fmt: skip
_ARROW = re.compile(r"(?<=\w)\s*[-=]+>\s*(?=\w)")
_TAG = re.compile(r"</?[a-z!][^<>]*>|[<>{}|\\*#~^`]|_{2,}", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"\W*(?:\[[^\]]*\]|\{+[^}]*\}+|<[^>]*>|_{2,}|x{3,}|tbd|todo|n/?a|(?:your|my|the)? ?(?:name|role|company)"
    r"(?: here)?|lorem ipsum.*|insert .*)\W*",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"\W*(?:(?:no, )?(?:there is |i (?:have|['’]?ve got) )?(?:no|none|nothing|nada|not (?:much|a lot|anything))"
    r"(?: (?:yet|really|at all|special|much|to (?:offer|give|say|add)|comes to mind|right now|at the moment))*|nope|nah"
    r"|not (?:so )?(?:sure|yet|really)(?: yet)?|yet|no (?:idea|clue)|(?:i )?(?:can['’]?t|cannot) think of any(?:thing)?"
    r"(?: right now| at the moment)?|(?:i )?(?:do not|don['’]?t) know(?: yet)?"
    r"|(?:i )?(?:do not|don['’]?t) have (?:anything|much)(?: (?:yet|really|to (?:offer|give)))*|skip|-+)\W*",
    re.IGNORECASE,
)
_NEW_SENTENCE = re.compile(r"(?<=[^\W\d_]{4})\.+\s+(?=[A-ZÀ-Þ\"“]|i\b)|(?<=\d)\.\s+(?=[A-Z][a-z]+ )|[!?]+\s+(?=\w)")
_PRONOUN = re.compile(r"(?<=; )(?:We|You|She|He|They|It|My|Our|Her|His|Their|The|This|That|And|But|So|Now)\b")
_LONGEST_WORD = 45  # characters; what is longer is no word
_TOO_SMALL = 8  # characters: a phrase that has lost its sense
_STRONG = re.compile(r"\s*[;,(–—]\s*|\s(?=(?:because|so that|which|who|when|while|but|although|where|since|as)\s)")
_WEAK = re.compile(
    r"\s(?=(?:and|or|with|for|in|at|on(?!\s+and\b)|from|by|about|after|before|without|between|through"
    r"|to (?:my|our|the|an?|your))\s)"
)
_DANGLING = re.compile(
    r"(?:\s+(?:a|an|the|my|our|your|of|to|in|at|on|for|with|and|or|but|from|by|about|that|who|which|is|are|very))+$",
    re.IGNORECASE,
)


def clean(value: str) -> str:
    """One line of words without links, tags, emoji or a full stop; empty where nothing is said with it."""
    value = unicodedata.normalize("NFC", value)
    if _PLACEHOLDER.fullmatch(value.strip()):
        return ""
    value = _LINK.sub(" ", value).replace("[", "(").replace("]", ")")
    value = _TAG.sub(" ", value)
    value = "".join(_seemly(character) for character in value)
    value = " ".join(word for word in value.split() if len(word) <= _LONGEST_WORD)
    value = _NEW_SENTENCE.sub("; ", value)
    value = _PRONOUN.sub(lambda match: match[0].lower(), value)
    value = re.sub(r"!+|\?+(?=\s|$)", "", value)
    value = re.sub(r"\s+([,;:.)])", r"\1", re.sub(r"([,;:.])[,;:.]+", r"\1", value))
    value = re.sub(r"\(\s*\)", "", re.sub(r"(?<=\w)\s?-{2,}\s?(?=\w)", " – ", value))
    return _tidy(value)


def spoken(value: str) -> str:
    """Cleaned, and written out where it was typed in a hurry: 'I can't', 'QA', 'without'."""
    return clean(written_out(clean(_ARROW.sub(" to ", value))))


def nothing(value: str) -> bool:
    """Whether the answer was that there is nothing."""
    return bool(_NOTHING.fullmatch(value))


def shortened(value: str, limit: int | None, whole_phrases: bool = False) -> str:
    """At most `limit` characters, cut where a phrase ends; empty where that would leave no sense.

    `whole_phrases`: nowhere else; otherwise between two words at the worst.
    """
    if limit is None or len(value) <= limit:
        return value
    anywhere = () if whole_phrases else ((re.compile(r"\s"), 0),)
    for ends, least in ((_STRONG, limit // 3), (_WEAK, limit // 4), *anywhere):
        cuts = [match.start() for match in ends.finditer(value) if max(least, _TOO_SMALL) <= match.start() <= limit]
        if cuts:
            return _tidy(_DANGLING.sub("", value[: cuts[-1]]))
    return ""


def _tidy(value: str) -> str:
    """Without marks at its ends, and with every bracket and quotation mark closed."""
    if value.count("(") != value.count(")"):
        value = value.replace("(", "").replace(")", "")
    if value.count('"') % 2 or value.count("“") != value.count("”"):
        value = re.sub(r"[\"“”]", "", value)
    value = re.sub(r"^[\s.,;:!?•·/–—-]+|[\s.,;:!?/–—-]+$", "", " ".join(value.split()))
    return value if any(character.isalnum() for character in value) else ""


def _seemly(character: str) -> str:
    kind = unicodedata.category(character)
    if kind in ("Cc", "Zl", "Zp", "Zs"):
        return " "
    return "" if kind in ("Cf", "Cs", "Co", "Cn", "So", "Sk") or "\ufe00" <= character <= "\ufe0f" else character

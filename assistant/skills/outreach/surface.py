"""What can be counted or compared in a message without understanding it: subject, length, placeholders. Pure."""

import re
from typing import NamedTuple

from assistant.skills.outreach.anatomy import Anatomy, Place
from assistant.skills.outreach.criteria import MOST_CHARACTERS, MOST_WORDS
from knowledge.letters import Medium

_WHOSE = r"(?:the |your |my |his |her |their |our |a )?(?:(?:mentor|recipient|reader|contact|sender|friend|colleague)(?:['’]?s)? )?"
_WHAT = (
    r"(?:(?:first |last |full |company |team |project |job |event |talk |mutual |shared |preferred )?(?:names?|(?:sur|fore)name|(?:given|family) name|company|employer"
    r"|organi[sz]ation|roles?|titles?|position|topics?|subject|dates?|times?|days?|month|year|place|city|location|project"
    r"|field|industry|area|team|department|school|university|event|conference|talk|article|post|skills?|technolog(?:y|ies)"
    r"|reason|number|link|url|e-?mail|phone|signature|detail|details|achievement|interest|goal|challenge|duration|mentor"
    r"|recipient|contact|person|friend|colleague|product|tool))"
)
_FILLER = re.compile(
    rf"\s*(?:{_WHOSE}{_WHAT}(?: (?:name|title|here|goes here|of .*|or .*|and .*))?|(?:your|their|his|her|my) [\w' ]+"
    r"|(?:insert|add|fill in|mention|specify|describe|state|include|specific|relevant|e\.g\.|something)\b.*|x+|y+|n|\?+|\.{2,}|…)\s*",
    re.IGNORECASE | re.DOTALL,
)
_TITLED = re.compile(r"[A-Z][\w'’-]*(?:[ /][A-Z&][\w'’-]*){0,4}|[A-Z][A-Z_]{2,}")
_SHOUTED = re.compile(r"[A-Z]{3,}(?:[ _][A-Z]{2,}){0,3}")  # '<FIRST>'
_HTML = re.compile(
    r"/?(?:html|head|body|p|br|div|span|b|i|u|em|strong|a|ul|ol|li|table|tr|td|th|h[1-6]|font|img|style|script|code|pre)\b",
    re.IGNORECASE,
)
_BRACKETS = re.compile(
    r"\[(?P<square>[^\[\]\n]{1,60})\](?!\()|\{\{?(?P<brace>[^{}\n]{1,60})\}\}?|<<?(?P<angle>[^<>\n@:=]{1,40})>>?|«(?P<quote>[^«»\n]{1,40})»|\((?P<round>[^()\n]{1,40})\)"
)
_BARE = re.compile(
    r"\bX{3,}\b|\bXX (?=years|months|weeks|days|hours|minutes|people|projects|percent|%)|(?<![\w_])_{3,}(?![\w_])"
    r"|\b[Ii]nsert (?:[\w'’]+ ){1,5}here\b|\bTBD\b|\bFIXME\b|\bTODO(?=:)"
    r"|\b[Ll]orem ipsum(?: dolor)?(?: sit amet)?|%%?[A-Za-z_]{3,30}%%?|\*\|[A-Za-z_:]+\|\*|\$\{?[A-Z_]{4,}\}?"
    r"|(?m:^[ \t]*(?i:your|my|mentor(?:['’]?s)?|recipient(?:['’]?s)?|first|last|full|company)[ ](?i:name)(?=[ \t]*[,.!]?[ \t]*\r?$))"
    r"|\b(?:Your|Company|Mentor|Mentor['’]s|Recipient|Recipient['’]s|First|Last) Name\b"
    r"|(?<=\bat )company name\b|(?<=\bfrom )company name\b|(?<=\bwith )company name\b|(?<=\bfor )company name\b"
    r"|(?<=dear )(?:mentor|recipient|contact|first|last|your) name\b|(?m:(?<=^Dear )(?=,))"
    r"|\b(?:[A-Z]{3,}_)+[A-Z]{3,}\b(?<=NAME)|\bname of (?:the )?(?:mentor|recipient|company|person) here\b"
)  # fmt: skip
_THANKS = re.compile(
    r"\b(?:thank(?:s(?! to (?!you\b))|ful|fully| you|ing you)?|thx|grateful|gratitude|appreciat\w+|much obliged"
    r"|merci|danke|gracias|grazie|obrigad[oa])\b",
    re.IGNORECASE,
)
_ONLY_LINE = re.compile(r"[_\-=*\s]+")


class Wrong(NamedTuple):
    """A piece of careless text: a placeholder, a wrong name, or a misspelt word. `right`: what belongs there, if known."""

    kind: str  # placeholder, name, spelling
    start: int
    end: int
    right: str | None = None


def words_in(text: str, parts: Anatomy) -> int:
    """By white space, without the subject line."""
    return len(text[parts.body :].split())


def characters_in(text: str, parts: Anatomy) -> int:
    return len(text[parts.body :].strip())


def lacks_subject(text: str, parts: Anatomy, medium: Medium) -> bool:
    return medium == "email" and (parts.subject is None or not text[slice(*parts.subject)].strip())


def is_too_long(text: str, parts: Anatomy, medium: Medium) -> bool:
    if medium == "linkedin":
        return len(text.strip()) > MOST_CHARACTERS
    return words_in(text, parts) > MOST_WORDS


def says_thanks(text: str) -> bool:
    """Whether a plain word of thanks is there. Appreciation can be said without one."""
    return _THANKS.search(text) is not None


def placeholders(text: str, parts: Anatomy) -> list[Wrong]:
    """In the order of the text, none within another."""
    found: list[Place] = []
    for match in _BRACKETS.finditer(text):
        kind, inside = next((name, said) for name, said in match.groupdict().items() if said is not None)
        if _is_placeholder(kind, inside, in_subject=match.start() < parts.body):
            found.append(match.span())
    for match in _BARE.finditer(text):
        line = text[text.rfind("\n", 0, match.start()) + 1 :].partition("\n")[0]
        start, end = match.start() + len(match[0]) - len(match[0].lstrip()), match.end()
        inside_other = any(a <= start < b or start <= a < end for a, b in found)
        if not inside_other and not (match[0].startswith("_") and _ONLY_LINE.fullmatch(line)):
            found.append((start, len(text[:end].rstrip()) if end > start else end))
    return [Wrong("placeholder", *each) for each in sorted(found)]


def _is_placeholder(kind: str, inside: str, in_subject: bool) -> bool:
    if re.search(r"https?:|www\.|\d{2,}", inside) and kind != "brace":
        return False
    plain = inside.replace("_", " ").strip()
    if kind == "round":  # parentheses are ordinary: only what nobody would write in them
        return bool(
            re.fullmatch(
                rf"{_WHOSE}(?:first |last |full |company )?name(?: here)?|insert\b.*|your [\w ]{{2,30}} here",
                plain,
                re.I,
            )
        )
    if kind == "angle" and _HTML.match(inside):
        return False
    if _FILLER.fullmatch(plain):
        return True
    if kind == "brace":
        return bool(re.fullmatch(r"[#\w.]+", inside.strip()) or _TITLED.fullmatch(inside.strip()))
    if kind == "angle" and _SHOUTED.fullmatch(inside.strip()):
        return True
    if kind in ("angle", "quote") or in_subject:  # '[Platform guild] ...' is how lists mark their mail
        return False
    return bool(_TITLED.fullmatch(inside.strip())) and inside.strip().lower() not in ("sic", "ok", "external", "ext")

"""The answer itself in what was answered: without the 'well, maybe' before it and the 'or something' behind it."""

import re
from typing import NamedTuple

_PAUSE = r"(?:\s*[,;:.…–—-]+\s*|\s+)"
_STOP = r"\s*[,;:.…–—]+\s*"  # a pause that is written
_NEXT = r"(?=(?:i|we|he|she|they|you|it|my|the|her|his|maybe|perhaps|probably|not|how|what|should|can)\b)"
_ASKED = r"(?:how|what|which|whether|when|where|why)\b"
_FILLER = re.compile(
    rf"(?:(?:h+m+|u+m+|u+h+|erm+|oh|okay|ok|yes|yeah|yep|yup|honestly|basically|good question|let me think)\b{_PAUSE}"
    rf"|(?:well|so|like|sure|of course|actually)\b(?:{_STOP}|\s+{_NEXT})|like\s+(?=\d|half\b|an?\b|{_ASKED}|to\b)"
    rf"|just\s+(?=(?:her|his|their|the|an?|my|\d+)\b))",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    r"(?:(?:maybe|perhaps|probably|possibly|might be|could be|something like|i guess|i suppose|i reckon"
    r"|i think(?! (?:about|of)\b)|i believe(?! in\b)|i['’]d say)\b"
    rf"{_PAUSE}|(?:(?:i['’]m |i am )?not (?:so |really )?sure|i (?:do not|don['’]t) know|no idea)"
    rf"(?:\s*[,;.…–—-]*\s*but\b{_PAUSE}|{_STOP}|\s+(?=(?:maybe|perhaps|probably|something like|she|he|they|her"
    rf"|his)\b)))",
    re.IGNORECASE,
)
_NOT_MET = (
    r"(?:(?:no|nope|nah),? )?(?:(?:we|i) )?(?:haven['’]t|have not|have never|never|did(?:n['’]t| not)|don['’]t"
    r"|do not)(?: (?:really|actually|yet))?"
    r"(?: (?:met|know|known|spoken|talked))?(?: (?:to|with))?(?: (?:her|him|them|each other))?(?: (?:personally"
    r"|in person|yet))?"
)
_NO = re.compile(
    rf"{_NOT_MET}(?:\s*[,;.]\s*but|\s+but)\s+|"
    r"(?:no|nope|nah|not (?:really|exactly|yet|much|a lot|at all|directly|personally)(?: yet)?|barely|hardly"
    r"|nothing(?: (?:yet|much|really|special))?)"
    rf"(?:\s*[,;:.…–—-]*\s*but\b{_PAUSE}|{_STOP}|\s+(?=just\b|only\b|maybe\b|i\b)|\s+-+\s+)(?:just\s+)?",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\s*[,;.…–—-]*\s+(?:i guess|i think|i suppose|i don['’]t know|or something(?: like that)?|or whatever|or anything"
    r"|maybe|perhaps|probably|and (?:stuff|all that|things)(?: like that)?|if that (?:helps|counts|makes sense)"
    r"|does that count|you know|please|thanks)$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"(?:i|we|he|she|they|you|it|s?he['’]s|(?:my|her|his|their|the) \w+ (?:is|was|has))\b", re.IGNORECASE
)


class Answer(NamedTuple):
    """`text`: what is left; `doubt`: whether a 'maybe' was before it; `no`: the 'no' it began with, or ''.

    `doubted`: the text with its 'maybe'.
    """

    text: str
    doubt: bool = False
    no: str = ""
    doubted: str = ""

    @property
    def clause(self) -> bool:
        """Whether what is left tells something of somebody, so that the doubt was about that and not the wording."""
        return bool(_CLAUSE.match(self.text))


def answer(value: str) -> Answer:
    """What was answered; a value that is nothing but hedges stays as it is."""
    text, doubted, no = value, "", ""
    while found := _FILLER.match(text) or _DOUBT.match(text) or _NO.match(text):
        if found.end() == len(text):
            break
        if found.re is _DOUBT:
            doubted = doubted or text
        elif found.re is _NO:
            no = no or re.split(r"[^\w ]| but| just| only", found[0], maxsplit=1)[0].strip().lower()
        text = text[found.end() :]
    doubt = bool(doubted)
    while (ending := _BEHIND.search(text)) and len(text[: ending.start()].split()) > 1:
        doubt = doubt or not re.search(r"please|thanks", ending[0], re.IGNORECASE)
        text = text[: ending.start()]
    return Answer(text.strip(), doubt, no, doubted or text)

"""Whether a message to a mentor is to be written, and not only asked how one writes it. Pure functions."""

import re

from assistant.understand.names import name_in
from knowledge.reader import Intent

_PLEASE = (
    r"(?:^|(?<=[.!?:;])\s|(?<=,)\s(?=(?:(?:please|pls|so|now) )?(?:write|draft)\b))\W*(?:(?:please|pls|plz|(?:can|could|would|will) (?:you|u|ya)|can we|could we|help me(?: to)?"
    r"|i(?:['’]?d| would) like(?: you)?(?: to)?|i (?:want|need|have)(?: (?:you|u))?(?: to)?|i wanna|i mean|no|not goal|you|u|ugh|let['’]?s|let us"
    r"|let me|now|next|forget(?: it)?|ok|okay|and|so|then|hi|hello|hey|well|also|maybe|just)\b[\s,.:!]*)*"
)
_WRITES = re.compile(
    _PLEASE + r"(?:(?:i )?(?:write|draft|compose|formulate|word|prepare|make|create|do|phrase|need|want|get|send)\b"
    r"(?: me| us| up| down| to)?(?: \w+['’]?\w*){0,5}? "
    r"(?:message|e-?mail|mail|note|letter|request|reminder|follow[- ]?up|invit\w+|introduction|thank[- ]?you|dm|text|msg)\b(?! (?:on|in) (?:my|the) (?:cv|profile))"
    r"|(?:an?|another|one more|the)(?: (?:second|next|other|new))? (?:message|e-?mail|mail|note|dm|letter) (?:to|for) (?=[A-ZÀ-Þ])"
    r"|(?:write|message|e-?mail|text|dm|contact|remind|thank) (?:to )?(?:my |her\b|him\b|them\b|(?=[A-ZÀ-Þ])))",
    re.IGNORECASE,
)
_CASED = re.compile(r"(?i:write|message|mail|text|dm|contact|remind|thank) (?i:to )?[A-ZÀ-Þ]")
_PREPARES = re.compile(r"\b(?:prepar\w+|get ready)\b", re.IGNORECASE)  # for somebody, before anything is written
_I_DO_IT = re.compile(  # 'I send my opinion by mail before the meeting' tells what somebody does
    r"^\W*(?:(?:and|well|so|also|mostly|ok)\W+)*i (?:always |often |usually |sometimes |already |then )?"
    r"(?:write|send|draft|mail|text|message|contact|remind|thank|compose|formulate|word|prepare|make|create|do|get)\b",
    re.IGNORECASE,
)
_ASKS_HOW = re.compile(
    r"^\W*(?:(?:and|so|but|ok|hi|hello)\b[\s,]*)*(?:(?:how|what|who|where|when|why)['’]?s?|which|should|is|are|do|does|did|may|shall|am)\b",
    re.IGNORECASE,
)
LETTER_WORD = re.compile(
    r"\b(?:message|e-?mail|mail|note|letter|draft|request|reminder|writing|thank[- ]?you|msg|dm)\b", re.IGNORECASE
)
_HELP_WITH = re.compile(  # 'can you help me with a message?'
    r"\b(?:help|assist|support) (?:me |us )?(?:with|on|about|to) (?:an?|the|my|this|that)? ?(?:first |short |little )?(?:message|e-?mail|mail|note|letter|request|reminder|dm|text|linkedin \w+)\b",
    re.IGNORECASE,
)
TO_THEM = re.compile(
    r"\b(?:write|text|message|dm|mail|e-?mail|draft|contact|send)\b(?: to| for)? (?:him|her|them)\b", re.IGNORECASE
)

_COURTESY = re.compile(
    r"^\W*(?:ok\W+|great\W+)?(?:thank you|thanks|thx)\b(?: (?:so|very) much| a lot)?\W+", re.IGNORECASE
)
_REACHES = re.compile(  # 'ask him for a coffee', 'get in touch with somebody from the platform team'
    r"\b(?:reach(?:ing)? out|contact\w*|approach\w*|introduc\w*|invit\w*|linkedin|connect\w*|get in touch|follow(?:ing)?[- ]?up|cold|wording|phras\w+|draft\w*|writ\w+|ask(?:ing)? (?:him|her|them|my|an?|the|for)|tell(?:ing)? (?:him|her|them|my)|thank(?:ing)?|remind\w*|cancel\w*|decline)\b",
    re.IGNORECASE,
)


def says_to_write(message: str) -> bool:
    """'Write a message', 'help me with a mail', in so many words."""
    return bool((_WRITES.search(message) or _HELP_WITH.search(message)) and not _ASKS_HOW.match(message))


def tells_of_writing(message: str) -> bool:
    """'I send my opinion by mail': what somebody does, and no wish."""
    return bool(_I_DO_IT.match(message)) and "?" not in message


def wants_letter(message: str, intent: Intent) -> bool:
    """Whether a message is to be written, and not only asked how one writes it."""
    if _WRITES.search(message) and not _ASKS_HOW.match(message):
        named = _CASED.search(message) is not None or (message.islower() and name_in(message) is not None)
        says_so = bool(LETTER_WORD.search(message) or TO_THEM.search(message))
        says_so = says_so and intent != "out_of_scope"  # a cover letter is another matter
        return intent == "draft_outreach" or named or says_so
    if _HELP_WITH.search(message) and not _ASKS_HOW.match(message):
        return intent != "out_of_scope"
    said = _COURTESY.sub("", message)
    speaks_of_one = any(pattern.search(said) for pattern in (LETTER_WORD, TO_THEM, _REACHES))
    speaks_of_one = speaks_of_one or (name_in(said) is not None and not _PREPARES.search(said))
    return intent == "draft_outreach" and speaks_of_one and not _ASKS_HOW.match(message) and "?" not in message

"""The value of a piece of a message: the words that say it, without those that only led up to it. Pure functions."""

import re

from knowledge.text import content_words

EDGE = ' \t\n\r,;:.!?-–—"“”()[]…'
_LEAD_ROLE = re.compile(r"^(?:(?:and|or|but|also|so|then|maybe|perhaps|probably|either|a|an|the|as|to|be|become|becoming|do(?:ing)?(?= some)|work(?:ing)? (?:in|as))\b[\s,:]*)+(?=\S)", re.IGNORECASE)  # fmt: skip
_LEAD_ANY = re.compile(
    r"^(?:(?:and|or|but|also|so|then|maybe|perhaps|probably|is|are|was|were|no(?=,? (?:not|only|just)\b))\b[\s,:]*)+(?=\S)",
    re.IGNORECASE,
)
_LEAD_DATE = re.compile(r"^(?:(?:dunno|idk|hm+|um+|well|ok|and|but|so|then|maybe|perhaps|probably|by|for|until|till|say|let'?s say)\b[\s,:]*)+(?=\S)", re.IGNORECASE)  # fmt: skip
TAIL = re.compile(
    r"(?:[\s,]+(?:tbh|lol|haha|or so|or something|or whatever|imo|btw|pls|plz|please|dunno|idk|no idea|not sure|sth like that|i guess|i think|i suppose|maybe|perhaps|probably|to be (?:honest|realistic|safe|sure))\b[.!]*)+$",
    re.IGNORECASE,
)
_DANGLING = re.compile(
    r"(?:[\s,]+(?:and|or|but|since|because|bc|cos|cuz|would|is|are|i|to|to be|by|until|if|so|that['’]?s|it['’]?s))+$",
    re.IGNORECASE,
)
_HOW_IT_IS, _IS = (
    re.compile(r"\b(?:how|what|where|who|why|as|way)\b", re.IGNORECASE),
    re.compile(r" (?:is|are)$", re.IGNORECASE),
)
_NEXT_ITEM = re.compile(r"\s*\n\s*(?:\d+[.)]?|[-*•])?\s*$")  # of a list, after a date
_NOT_THEN = re.compile(
    r"(?<=\w),? (?:and )?not (?:in |by |until |the )*[\w .]{1,20}$", re.IGNORECASE
)  # 'by 2028 not 2027'
_SINCE = re.compile(  # how long, behind a position
    r"(?:\s+(?:for|since)\s+|\s*[,(]\s*|\s+(?=\d))(?:(?:about|over|almost|nearly|more than|the last|now)\s+)*"
    r"(?:\d{1,2}(?:[.,]\d)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|some|many|several)\s*\+?\s*"
    r"(?:years?|yrs?|months?|weeks?)\b.*$|[\s,(]+since\s+(?:\d{4}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\b.*$|\s+(?:for|since)\s+(?:about )?(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty)$",
    re.IGNORECASE,
)
_NOW = re.compile(r"\s+(?:now|at the moment|right now|currently|here)$", re.IGNORECASE)  # behind a position
_DEEPER = {  # what leads up to a value of one tag alone
    "nohelp": re.compile(
        r"^(?:not |n't )?interested in\s+(?=\w)|^(?:need|want)\s+(?=\w)|^(?:(?:and|but|just|please|pls|i|would|really)\s+)*(?:no|not|never|don['’]?t|do not|wouldn['’]?t|without)\s+"
        r"(?:(?:want|need|like)\s+)?(?:(?:someone|somebody|anyone|anybody|them|him|her)\s+(?:who\s+|to\s+)?)?(?:(?:any|to)\s+)?(?:just\s+)?(?=\w)"
        r"|,?\s+(?:because\b|there['’]?s\b|there is\b|i have\b|i can\b).*$",
        re.IGNORECASE,
    ),
    "bad": re.compile(
        r"^(?:i )?(?:still |also )?(?:lack|miss) (?=\w)|^(?:i['’]?m |i am |im )?(?:(?:so|very|really|pretty|quite) )?(?:bad|weak|poor|terrible|hopeless|rubbish) (?:at|in|with) (?=\w)"
        r"|(?<=\w) (?:is|are) (?:still )?missing$|(?<=\w) yet$|(?<=\w) (?:is|are) (?:my (?:main |biggest )?weakness(?:es)?|what i(?:['’]?m| am) bad at)$",
        re.IGNORECASE,
    ),
    "mentor": re.compile(r",?\s+(?:because|since)\s+i\b.*$", re.IGNORECASE),
    "good": re.compile(
        r"(?<=\w) (?:is|are) (?:my (?:main |biggest )?strengths?|what i(?:['’]?m| am) good at)$|,?\s+(?:though|believe me|you know|i think)$",
        re.IGNORECASE,
    ),
    "role": re.compile(r"\s+(?:in|within) (?:about |around )?(?:an?|one|two|three|four|five|six|\d+)$", re.IGNORECASE),
    "goal": re.compile(r"^to (?=[a-z])", re.IGNORECASE),
    "drop": re.compile(
        r"^(?:drop|remove|delete|scratch|forget|cancel|take out|leave out) (?:the |my |that )?(?=\w)"
        r"|,\s+(?:my|i|i['’]ll|he|she|they|we|it|it['’]?s|that['’]?s|because|since|too|not)\b.*$",
        re.IGNORECASE,
    ),
    "limit": re.compile(r"^(?:(?:and|but|just|please|pls)\s+)+(?=\w)", re.IGNORECASE),
    "by": re.compile(r"^(?:sooner|later|already|rather|earlier)[\s,]+(?=\w)", re.IGNORECASE),
    "when": re.compile(r"^(?:sooner|later|already|rather|earlier)[\s,]+(?=\w)", re.IGNORECASE),
}
_STARTERS = re.compile(
    r"^(?:(?:well|hm+|um+|uh+|oh|ok|okay|so|yes|yeah|no(?=\s*[,.:])|honestly|probably|maybe|perhaps|i guess|i think|i would say|i['’]?d say|mostly|mainly|basically)\b[\s,.:]*)+",
    re.IGNORECASE,
)
_I_AM = re.compile(
    r"^(?:(?:right now|currently|at the moment|today)[\s,]+)?(?:i(?:['’]?m| am| work as| want to be(?:come)?|['’]?d like to be(?:come)?)|my (?:job|role|work) is)\s+(?:currently |now )?(?:an?|the|as an?)?\s*(?=\w)",
    re.IGNORECASE,
)


_EMPTY = frozenset(
    (
        "I can",
        "I could",
        "I would",
        "I've",
        "I’ve",
        "I'm",
        "I’m",
        "I'd",
        "I’d",
        "Someone who",
        "Someone",
        "Somebody who",
    )
) | frozenset(
    "Strengths strengths Gaps gaps Weaknesses Goals goals Missing missing Limits I try tried did do does make made go get got have had say said want was were Was Not not Never never one One whatever anything something".split()
)
_MOOD = re.compile(  # how somebody feels about their work is no gap and no goal
    r"(?:(?:i|i['’]?m|am|feel|feeling|being|a bit|so|very|completely|totally|kind of|pretty)\W+)*"
    r"(?:lost|stuck|confused|bored|unhappy|frustrated|demotivated|unsure)"
    r"(?: (?:in|with|at|about) (?:my|the|this) (?:career|job|work|life|role|path))?",
    re.IGNORECASE,
)

_I_DO = re.compile(r"i (?:write|work|do|make|build|run|test|develop|manage|maintain|support|sell|fix)", re.IGNORECASE)
_LEADS_UP = re.compile(
    r"to (?:become|be|get|have|make|do|go)|i (?:always|never|often|usually|just|really)", re.IGNORECASE
)
_SIGH = re.compile(
    r"(?:p+f+|u+gh+|h+m+|phew|meh|oof|eh+|lol|(?:ha)+h?|tja|eish|nossa|ay+|a+h here|wow|yikes|haiya)", re.IGNORECASE
)
_OF_THE_QUESTION = re.compile(  # 'eish that's a hard one', 'difficult to say', 'I don't really know what mentors do'
    r"(?:(?:eish|nossa|oh|ay|hm+|well|ok|wow|honestly|be honest)\W+)?(?:"
    r"(?:(?:that|this|it)(?:['’]?s| is) )?(?:a )?(?:bit |quite |very |really )?(?:hard|tough|tricky|difficult|weird|odd|big|nasty)"
    r"(?: (?:one|question|thing))?(?: to (?:say|tell|answer|know)\b.*)?(?: (?:for me|about myself))?"
    r"|i (?:must|should|have to|need to|am supposed to) (?:say|write|tell)\b.*|(?:it )?feels? (?:weird|odd|strange|wrong)\b.*|i (?:really )?(?:don['’]?t|do not) (?:really )?know what (?:an? )?mentors? (?:do|does|is|are)\b.*)",
    re.IGNORECASE,
)


def tells(value: str) -> bool:
    """Whether a value says anything: 'a' or 'just' do not, 'Go', 'C' and '2028' do."""
    if (
        _MOOD.fullmatch(value)
        or _SIGH.fullmatch(value)
        or _OF_THE_QUESTION.fullmatch(value)
        or _I_DO.fullmatch(value)
        or _LEADS_UP.fullmatch(value)
        or value in _EMPTY
    ):
        return False
    return bool(content_words(value)) or any(c.isupper() or c.isdigit() for c in value)


def trimmed(tag: str, quote: str) -> str:
    """The value of a quote: without the words that only led up to it."""
    lead = {"role": _LEAD_ROLE, "alt": _LEAD_ROLE, "far": _LEAD_ROLE, "now": _LEAD_ROLE, "by": _LEAD_DATE, "when": _LEAD_DATE}.get(tag, _LEAD_ANY)  # fmt: skip
    if tag in ("by", "when"):
        quote = _NOT_THEN.sub("", _NEXT_ITEM.sub("", quote))
    if tag in _DEEPER:
        quote = _DEEPER[tag].sub("", quote.strip(EDGE))
    value = _DANGLING.sub("", TAIL.sub("", lead.sub("", quote)).strip(EDGE)).strip(EDGE)
    if _HOW_IT_IS.search(quote) and (ends := _IS.search(quote.strip(EDGE))) and value in quote[: ends.start()]:
        value += ends[0]  # 'how the teams really are'
    if value.count("(") > value.count(")") and quote.rstrip(" ,.;").endswith(")"):
        value += ")"
    return (_SINCE.sub("", _NOW.sub("", value)).strip(EDGE) or value) if tag == "now" else value


def as_answer(message: str, tag: str) -> str:
    """A short reply to an open question, whole, without its first hesitation; a role without 'I am a'."""
    value = _STARTERS.sub("", message.strip())
    return trimmed(tag, (_I_AM.sub("", value) if tag in ("now", "role") else value).strip(EDGE))

"""What is marked as something else and answers the open question all the same. Pure functions."""

import re
from collections.abc import Callable, Sequence

from assistant.understand.dates import NO_WAIT, is_date, spoken_date
from assistant.understand.seams import LISTED
from knowledge.marks import Mark
from knowledge.text import words

_I_WOULD = re.compile(
    r"\b(?:(?:i|he|she|they)(?:['’]?d| would|['’]?ll| will| can| could)|lets? me|let['’]?s me)(?: (?:just|then|finally|also|no longer))* $",
    re.IGNORECASE,
)
_I_AM_NOW = re.compile(
    r"\b(?:i['’]?m|i am|i['’]ve been|i have been|i was|i work|i do|my (?:job|work|role|title)|am|at the moment|currently|right now|now|here|still|since|years?|yrs?)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\b(?:or|vs|versus|between|torn|either|both|also)\b|/", re.IGNORECASE)
_I_WANT = re.compile(r"\bi(?:['’]?d| would)? (?:want|like|love|wish|hope|plan|need) to $", re.IGNORECASE)
_OF_GOALS = frozenset(("objectives", "target", "measure", "deadline"))
_OF_LISTS = {
    "tried": "tried",
    "offer_in_return": "give",
    "mentor_qualities": "mentor",
    "help_wanted": "help",
    "constraints": "limit",
}
_OF_TIMES = frozenset(("horizon", "deadline"))
_NOT_THAT = re.compile(r"\bnot\b", re.IGNORECASE)
_OFFERED = re.compile(  # whatever was asked
    r"i (?:can|could|might) (?:also |maybe )?(?:show|teach|tell|help|explain|review|give|offer)(?: to)? (?:her|him|them|you|someone|somebody|my mentor|the mentor)\b",
    re.IGNORECASE,
)
_I_DO = re.compile(
    r"(?:^|[.!?;]\s)\W*(?:(?:well|so|only|just|ok|yes|for now)\W+)*i (?:have |already |also |only |just )*$",
    re.IGNORECASE,
)
_I_CAN = re.compile(
    r"\bi (?:can|could|would|might) (?:show|teach|help|give|offer|tell|explain|review|share|do|test|bring|cook|translate|introduce)\b[^.;!?]*$",
    re.IGNORECASE,
)
_I_ACT = re.compile(
    r"i (?:also |always |often |then )?(?!am\b|feel\b|get\b|lack\b|still\b|lose\b|forget\b|struggle\b|hate\b|avoid\b|freeze\b)[a-z]{3,}\b",
    re.IGNORECASE,
)
_I_HAVE = re.compile(r"\b(?:i|we)(?:['’]?ve| have| had)?\b", re.IGNORECASE)
_SAYS_NOT = re.compile(r"(?:^|[.;!]\s|,\s|\band )\W*(?P<it>(?:please |pls )?(?:not|no|never) )$", re.IGNORECASE)
_FAR_OFF = re.compile(
    r"\b(?:one day|some ?day|eventually|later|long|dream\w*|in the end|ultimate\w*|finally|(?:five|ten|fifteen|twenty|\d+) years?|20\d\d|after that|retire\w*)\b",
    re.IGNORECASE,
)
_THEN = re.compile(r"\s+then\b\W*$", re.IGNORECASE)
_I_COULD = re.compile(
    r"\b(?:i|we)(?: also| maybe)? (?:can|could|would|might) (?!not\b|only\b|think\b|say\b|give nothing\b|offer nothing\b|be (?:ok|fine|glad|happy)\b)[^.,;!?\n]{4,90}",
    re.IGNORECASE,
)
_NOTICED = re.compile(
    r"\W*(?:(?:well|hm+|ok|so|i guess|i think|probably|maybe|oh)\W+)*(?:they|he|she|people|my \w+|you|everyone|everybody|somebody|someone|we|i)"
    r"(?:['’]?d|['’]?ll| would| will) (?:see|notice|know|hear|tell|reali[sz]e)\b(?: it| that)?(?: by| from| when| because)?\s+(?P<it>[^.;!?\n]+)",
    re.IGNORECASE,
)
_I_WOULD_OR_DO = re.compile(f"{_I_WOULD.pattern}|{_I_DO.pattern}", re.IGNORECASE)
_BEFORE_NOW = re.compile(
    r"\b(?:already|stopp?(?:ed)?|tried|gave up|never finish\w*|not finish\w*|last (?:year|month|autumn|spring|summer|winter)|years? ago|once)\b",
    re.IGNORECASE,
)
_FEW = 8  # words of an answer that says no more than was asked
_UNABLE = re.compile(
    r"\b(?:bad|weak\w*|lack\w*|miss\w*|not|nothing|little|less|no|never|can['’]?t|cannot|hard|difficult|poor|need|afraid)\b|n['’]t\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:i|me|my|mine|we|our)\b", re.IGNORECASE)
_DONE_OR_ABLE = frozenset(("tried", "good", "now", "give"))
_WISHED = re.compile(
    r"\b(?:me|my|want|need|like|wish|should|would|could|please|someone|somebody|mentor|he|she|they|him|her)\b",
    re.IGNORECASE,
)
_BAD_CUE = re.compile(
    r"\b(?:bad|weak\w*|lack\w*|missing|miss|not|struggl\w*|can['’]?t|cannot|hard|difficult|afraid|problem|need|never|poor|less|no|too|only)\b|n['’]t\b|[-–] ",
    re.IGNORECASE,
)
_GOOD_CUE = re.compile(
    r"\b(?:good|strong\w*|strength\w*|great|excellent|best|better|well|fine|ok|okay|eas(?:y|ily)|love|like|enjoy|solid|proud|confident|no problem)\b|\+ ",
    re.IGNORECASE,
)
_CLAUSE_ENDS = re.compile(r"[.!?;]\s+|\bbut\b", re.IGNORECASE)


def as_asked(message: str, marks: Sequence[Mark], tag: str) -> list[Mark]:
    """Who is asked what they are good at, and does not say that it is a gap, is good at it; and the reverse."""
    other, cue = {"good": ("bad", _BAD_CUE), "bad": ("good", _GOOD_CUE)}.get(tag, ("", None))
    if cue is None:
        return list(marks)
    # 'powershell, exchange' looks like a position
    marks = [m._replace(tag=tag) if m.tag == "now" and ", " in m.text else m for m in marks]
    clauses = [0, *(m.end() for m in _CLAUSE_ENDS.finditer(message))]
    within = {mark: max(c for c in clauses if c <= mark.start) for mark in marks}
    own = {within[mark] for mark in marks if mark.tag == tag} or {0}
    if tag == "good":  # 'keep calm when things are down. know every cable'
        listed = tag in {mark.tag for mark in marks}
        marks = [
            m._replace(tag=tag) if listed and m.tag == "goal" and not _WISHED.search(message, within[m], m.start) else m
            for m in marks
        ]
    return [
        mark._replace(tag=tag)
        if mark.tag == other and within[mark] in own and not cue.search(message, within[mark], mark.end)
        else mark
        for mark in marks
    ]


def as_answered(message: str, marks: Sequence[Mark], topic: str) -> list[Mark]:
    """The marks as what the open question was about, where they may be that: who is asked how one would see it and says
    'I'd stop asking', or what they tried and says 'I make a home lab', tells no new goal."""
    if topic in _OF_GOALS:
        marks = _dates_of_goals(marks)
    if topic not in _OF_TIMES:
        marks = _dates_instead(message, marks)
    marks = [mark._replace(tag="give") if _OFFERED.match(mark.text) else mark for mark in marks]
    if topic in ("constraints", "mentor_qualities"):  # 'not Rui's boss' is to be respected, and nothing to take out
        marks = [_with_not(message, mark, _OF_LISTS[topic]) for mark in marks]
    if (tag := _OF_LISTS.get(topic)) and not _I_AM_NOW.search(message):  # 'freelancermap, only body leasing'
        marks = [mark._replace(tag=tag) if mark.tag == "now" else mark for mark in marks]
    read = _BY_TOPIC.get(topic)
    return read(message, marks) if read else list(marks)


def _with_not(message: str, mark: Mark, tag: str) -> Mark:
    said = _SAYS_NOT.search(message, 0, mark.start) if mark.tag == "drop" else None
    start = said.start("it") if said else mark.start
    return mark._replace(tag=tag, start=start, text=message[start : mark.end]) if said else mark


def _dates_of_goals(marks: Sequence[Mark]) -> list[Mark]:
    """'By autumn my team ships without me', where no position is named, dates that."""
    tags = {mark.tag for mark in marks}
    told = tags & {"goal", "measure"} and not tags & {"role", "alt", "far"}
    return [mark._replace(tag="by") if told and mark.tag == "when" else mark for mark in marks]


def _dates_instead(message: str, marks: Sequence[Mark]) -> list[Mark]:
    """'June, not May', where no date was asked for: June is of what May was of, which is more often a goal."""
    instead = any(m.tag == "drop" and is_date(m.text) for m in marks) and _NOT_THAT.search(message)
    return [mark._replace(tag="by") if instead and mark.tag == "when" else mark for mark in marks]


def _as_next_role(message: str, marks: Sequence[Mark]) -> list[Mark]:
    """'Cloud engineer maybe' is one position, where nothing else is named; 'backend developer in a company' is no news of
    what they are now."""
    if not any(m.tag in ("role", "alt", "far") for m in marks) and not _I_AM_NOW.search(message):
        marks = [mark._replace(tag="role") if mark.tag == "now" else mark for mark in marks]
    if not any(m.tag in ("role", "alt") for m in marks) and not _FAR_OFF.search(message):
        marks = [mark._replace(tag="role") if mark.tag == "far" else mark for mark in marks]
    named = [m for m in marks if m.tag in ("role", "alt", "far")]
    alone = len(named) == 1 and named[0].tag == "alt" and not _BETWEEN.search(message)
    return [mark._replace(tag="role") if alone and mark is named[0] else mark for mark in marks]


def _as_objectives(message: str, marks: Sequence[Mark]) -> list[Mark]:
    """'Then I can write a test suite by myself', 'I'd dare to go to an interview', 'my team ships without me'."""
    opens = marks[0].text.lower() if marks else ""
    if opens == "that" and len(marks) > 1 and marks[1].tag == "measure":  # 'That the two can run it alone'
        marks = [marks[1]._replace(tag="goal"), *marks[2:]]
    if not any(mark.tag in ("goal", "role") for mark in marks):
        first = next((mark for mark in marks if mark.tag == "measure"), None)
        marks = [mark._replace(tag="goal") if mark is first else mark for mark in marks]
    wishes = [
        (m.tag in ("tried", "give", "good") and _I_WOULD.search(message, 0, m.start) is not None)
        or (m.tag == "help" and _I_WANT.search(message, 0, m.start) is not None)
        for m in marks
    ]
    return [mark._replace(tag="goal") if wish else mark for mark, wish in zip(marks, wishes, strict=True)]


def _as_measure(message: str, marks: Sequence[Mark]) -> list[Mark]:
    """'I'd stop asking', 'they'd see that I have passed the exam, and a job offer'."""
    if seen := _NOTICED.match(message):
        start, end = seen.span("it")
        if not any(mark.tag == "measure" and mark.start < end for mark in marks):
            return [Mark("measure", start, end, message[start:end], 1.0), *(m for m in marks if m.start >= end)]
    if not any(mark.tag in ("measure", "goal") for mark in marks) and not _I_HAVE.search(message):
        marks = [mark._replace(tag="measure") if mark.tag == "tried" else mark for mark in marks]  # 'registered for it'
    return _goals_as("measure", _I_WOULD_OR_DO, message, marks)


def _until_then(message: str, mark: Mark) -> Mark:
    """'September' of 'September, the panel meets then'."""
    day = mark.text.split(",")[0]
    cut = mark.tag in ("by", "when") and day != mark.text and is_date(day) and _THEN.match(message, mark.end)
    return mark._replace(end=mark.start + len(day), text=day) if cut else mark


def _as_deadline(message: str, marks: Sequence[Mark]) -> list[Mark]:
    """A date, but not that of 'lead programmer, final answer; the date is 2028'."""
    marks = [_until_then(message, m) for m in marks if m.tag != "measure" or not _THEN.match(message, m.end)]
    role = min((mark.end for mark in marks if mark.tag in ("role", "alt", "far")), default=len(message))
    marks = [mark._replace(tag="by") if mark.tag == "when" and mark.start < role else mark for mark in marks]
    return _with_date("by", message, marks)


def _corrected_date(message: str, marks: Sequence[Mark]) -> list[Mark]:
    """The marks without the dates before 'no wait, that's too early', where another comes behind it."""
    against = [found.start() for found in NO_WAIT.finditer(message)]
    dates = [mark for mark in marks if mark.tag in ("when", "by")]
    gone = [m for m in dates if any(m.end <= at for at in against) and any(o.start >= against[-1] for o in dates)]
    return [mark for mark in marks if mark not in gone]


def _as_horizon(message: str, marks: Sequence[Mark]) -> list[Mark]:
    return _with_date("when", message, marks)


def _with_date(tag: str, message: str, marks: Sequence[Mark]) -> list[Mark]:
    """'There's a post coming up in September': the day that is named where nothing is marked."""
    marks = _corrected_date(message, marks)
    span = None if marks or "?" in message else spoken_date(message)
    return [Mark(tag, *span, message[slice(*span)], 1.0)] if span else list(marks)


def _as_tried(message: str, marks: Sequence[Mark]) -> list[Mark]:
    """'A talk training', 'I make a home lab'."""
    if len(words(message)) <= _FEW and not _WISHED.search(message):
        marks = [mark._replace(tag="tried") if mark.tag == "help" else mark for mark in marks]
    marks = [  # 'I send my opinion by mail before the meeting'
        m._replace(tag="tried") if m.tag == "bad" and _I_ACT.match(m.text) and not _UNABLE.search(m.text) else m
        for m in marks
    ]
    if _BEFORE_NOW.search(message):
        return [mark._replace(tag="tried") if mark.tag == "goal" else mark for mark in marks]
    return _goals_as("tried", _I_DO, message, marks)


def _as_offer(message: str, marks: Sequence[Mark]) -> list[Mark]:
    """'I can show her Oracle', 'performance problems'."""
    able = len(words(message)) <= _FEW and not _UNABLE.search(message)
    unmeant = ("bad",) if _WISHED.search(message) else ("bad", "help")
    marks = [
        mark._replace(tag="give")
        if (mark.tag in LISTED and _I_CAN.search(message, 0, mark.end)) or (able and mark.tag in unmeant)
        else mark
        for mark in marks
    ]
    offered = None if any(mark.tag == "give" for mark in marks) else _I_COULD.search(message)
    if offered is None:
        return marks
    start, end = offered.span()  # 'his start-up has no data platform yet. I can look at it on Saturdays'
    apart = [mark for mark in marks if mark.end <= start or mark.start >= end]
    return sorted([*apart, Mark("give", start, end, message[start:end], 1.0)], key=lambda mark: mark.start)


def _as_qualities(message: str, marks: Sequence[Mark]) -> list[Mark]:
    """'Shipped at least 3 games. honest': who is asked about the mentor and does not say 'I' speaks of the mentor."""
    of_them = _FIRST_PERSON.search(message) is not None
    return [mark if of_them or mark.tag not in _DONE_OR_ABLE else mark._replace(tag="mentor") for mark in marks]


def _goals_as(tag: str, told: re.Pattern[str], message: str, marks: Sequence[Mark]) -> list[Mark]:
    """What is marked as a goal and is told so; what follows in the same list is of the same kind."""
    done, answered = False, list[Mark]()
    for mark in marks:
        done = mark.tag == "goal" and (done or told.search(message, 0, mark.start) is not None)
        answered.append(mark._replace(tag=tag) if done else mark)
    return answered


_BY_TOPIC: dict[str, Callable[[str, Sequence[Mark]], list[Mark]]] = {
    "next_role": _as_next_role, "horizon": _as_horizon, "objectives": _as_objectives, "measure": _as_measure, "deadline": _as_deadline,
    "tried": _as_tried, "mentor_qualities": _as_qualities, "offer_in_return": _as_offer,
}  # fmt: skip

"""Which marked pieces of a message count, and how far each reaches. Pure functions.

The reader marks words one by one (`knowledge.reader`): pieces come out cut short, run together, or in twos where there
can be only one. What they then say is `spans`' matter.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.understand.dates import is_date, lasts, names_time
from assistant.understand.seams import (
    DATES,
    LISTED,
    POSITIONS,
    date_and_sign,
    each_dated,
    goal_and_date,
    joined,
    parted,
)
from assistant.understand.trim import trimmed
from assistant.understand.turned import turned
from knowledge.marks import Mark
from knowledge.text import content_words, words

_SHORT_REPLY = 8  # words
UNSURE = re.compile(
    r"\b(?:not (?:so |really |quite |too |yet )?(?:sure|certain|decided)|unsure|undecided|torn|can'?t decide|cannot decide"
    r"|don'?t know|dunno|either|or maybe|wavering|in two minds|still thinking|reconsider\w*|having (?:second thoughts|doubts))\b",
    re.IGNORECASE,
)
ROLE_NOUN = (
    r"(?:tester|developer|dev|engineer|programmer|dba|sre|admin|sysadmin|administrator|analyst|manager|lead|leader|architect|consultant"
    r"|scientist|specialist|owner|master|officer|technician|designer|supporter|trainer|researcher|auditor|freelancer|coach|operator|c[tio]o|ciso)"
)
_FIELDS = r"Support|Test(?:ing)?|Development|Operations|Ops|Security|Data|Cloud|Engineering|Software|Product|Infrastructure|Tech\w*|Research|Consulting|Sales|Finance|Management|Backend|Frontend|Games?|Java|Python|Linux"
TOWN = rf"(?-i:(?!(?:{_FIELDS})\b)[A-Z][a-zà-ž]{{2,}}\b(?: [A-Z][a-zà-ž]+\b)?)(?! (?:team|department|group|role|job|position)\b)"  # 'Bergen'
_OR = re.compile(r"[\s,/]*\b(?:or|vs|versus)\b[\s\w,]{0,20}$|^[\s/]*/[\s/]*$", re.IGNORECASE)
_SOMEBODY_ELSES = re.compile(  # position: 'our test lead', 'my wife is a nurse'
    r"(?<!\bi'm )(?<!\bim )(?<!\bam )(?<!\bas )\b(?:our|your|his|her|their|my (?:boss|manager|lead|mentor|colleague|friend|wife|husband|partner|brother|sister|father|mother)"
    r"(?: is| was)?)(?: an?| the)?\s+$|\b(?:she|he|they)(?:['’](?:s|re)| is| was| are| were)(?: now| an?| the| currently)*\s+$",
    re.IGNORECASE,
)
_NAME_IS, _NAMED = re.compile(r"\bname(?:['’]?s| is) $", re.IGNORECASE), re.compile(r"[^,]{2,30}, (?:an? )?(?=\w)")
_APPOINTMENT = re.compile(  # day: 'we meet again on 12 January' says by when of nothing
    r"(?<!until )(?<!before )\b(?:we|i)(?:['’]?(?:re|m|ll)| are| am| will)? (?:meet|meeting|talk|talking|speak|see (?:her|him|them))\b(?: \w+){0,3}?\s*$"
    r"|\b(?:meeting|appointment|call|chat|session|talk|coffee)\b(?: with \w+)?(?: is| will be| would be|['’]s)?(?: (?:already|then|on|at|planned|for|set))*\s*$",
    re.IGNORECASE,
)
_FORMER = re.compile(  # position: 'before that I was a business analyst'
    r"[,;.]\s+was(?: an?| the)?\s+$|\b(?:i was|used to be|formerly|before (?:that|this)|worked as|started (?:off |out )?as)\b(?![^.;!?\n]*\b(?:now|currently|since then)\b)[^.;!?\n]{0,30}$",
    re.IGNORECASE,
)
_BEFORE_THAT = re.compile(r"\bbefore (?:that|this)[\s,:]+(?:i was )?(?:an? )?$", re.IGNORECASE)
_TOLD_BY_OTHERS = re.compile(r"^(?:you(?:['’]?re| are| r)|u r|he['’]?s|she['’]?s|he is|she is)\b", re.IGNORECASE)
_OF_THEM = frozenset(("good", "give", "mentor"))
_BECAUSE = re.compile(  # 'I do it myself, because I am faster' is no strength
    r"\b(?:because|bc|cos|cuz) (?:i(?:['’]\w+)? (?:[a-z]+ )?)?$", re.IGNORECASE
)
_WHOSE = re.compile(r"\bwant (?P<it>(?:my|our|the) (?:\w+ ){1,2})$", re.IGNORECASE)
_STAYS_IN = re.compile(r"(?:^|[.!?;,]\s|\band )\W*(?:leave|keep)(?: the| my)? $", re.IGNORECASE)  # 'leave presenting'
_LEARNS = re.compile(
    r"\b(?:learn|study|use|teach myself|know)(?: to use| more)? $", re.IGNORECASE
)  # Java is no position
_INSTEAD_OF = re.compile(  # '... present it myself, instead of giving my numbers to somebody'
    r"\b(?:instead of|rather than|(?:and|but) not(?: only| just| to)?)\s+$", re.IGNORECASE
)
_LACKS = re.compile(  # help that is not wanted: 'my company has no mentoring programme' says what there is not
    r"\b(?:ha(?:s|ve|d)(?: got)?|is|are|was|offers?|runs?|there['’]?s) (?:no|not any|never (?:an?|any))\s+(?:such )?$",
    re.IGNORECASE,
)
_DOUBTS = re.compile(  # 'not sure anyone wants that'
    r"(?:(?:i['’]?m )?not )?sure\b|(?:i )?(?:never )?thought\b", re.IGNORECASE
)
_TOLD_WHOLE = frozenset(("tried", "measure"))
_MORE_WORDS = 8  # that still belong to a piece
_TO_THE_END = re.compile(r"[^.!?;\n]*")
_GOES_ON = re.compile(  # with something else
    r"\W*(?:(?:and|but|so|also|then|btw|because|cause|cos|by|until|till|before|in|on|next|this|i|i['’]m|my|that|what|which|how|why|where|when|can|could|do|does|if|though|tho|lol|haha|pls|please|thanks?)\b(?! it\b| never\b| nobody\b| nothing\b| no\b)|[\W_]*$)",
    re.IGNORECASE,
)
_SEE_IT_BY = re.compile(
    r"\b(?:see|notice|know|tell)(?: it| that)? (?:by|from|when|because|bc|if) (?:i(?:['’]?m| am)? )?$", re.IGNORECASE
)
_SEEN = re.compile(r"\b(?:seen|shown|proved|proven|measured|visible|recogni[sz]ed|confirmed) $", re.IGNORECASE)
_BY = re.compile(
    r"by\s+(?!\d|(?:(?:the|early|mid|late|end|next|this|last|of)\s+)*(?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|fall|winter|year)\b)",
    re.IGNORECASE,
)
_DATED = frozenset(("role", "alt", "far", "goal"))  # that may have a date behind them
_OF_A_GOAL = frozenset(("measure", "by"))
_DECIDED = re.compile(
    r"\b(?:definitely|certainly|for sure|decided|settled|i(?:'ll| will) (?:go|take|choose))\b", re.IGNORECASE
)
_A_ROLE = re.compile(rf"\b{ROLE_NOUN}\b", re.IGNORECASE)
_BARE_ROLE = re.compile(rf"{ROLE_NOUN}\b", re.IGNORECASE)
_UNFINISHED = re.compile(
    r"\b(?:not (?:so|very|too|really|that)|of|with|in|on|at|for|about|from|to|the|an?|my|our|got no|no|not my (?:first|mother))$",
    re.IGNORECASE,
)
_OF_WHAT = re.compile(r"\b(?:idea|clue|notion|sense|grasp|knowledge|understanding|experience|command)$", re.IGNORECASE)
_OF = re.compile(r"\s+(?:of|about|with|in)\b", re.IGNORECASE)
_WHAT_OF = re.compile(r"\s+(?:(?:the|an?|my|our|their)\s+)?[\w'’/+#-]+", re.IGNORECASE)
_WHAT_KIND = re.compile(r"(?:^|[.!?;:,]\s|\b(?:an?|as|am|i'm|be|become|now)\s)((?:[\w/&+#-]+ ){1,2})$", re.IGNORECASE)
_SOMEONE = re.compile(r"\b(?:someone|somebody|anyone|anybody)\s+$", re.IGNORECASE)
_WHO_INSIDE = re.compile(r"(?!who\b|that\b)\S+(?: \S+){0,3} (?:who|that)\b", re.IGNORECASE)
_ENDS = re.compile(r"[.!?;\n]|,? and (?:then )?(?=by\b|until\b|in\b|before\b)")


def in_one_piece(message: str, marks: Sequence[Mark], tag: str) -> list[Mark]:
    """A short reply whose marks have nothing but spaces between them, as one: 'ten', 'years' and 'in operations'.

    It is marked as what was asked for, with `tag`, if a part of it was, and else as its first part.
    """
    if len(words(message)) > _SHORT_REPLY:
        return list(marks)
    pieces: list[Mark] = []
    for mark in marks:
        last = pieces[-1] if pieces else None
        dated = last is not None and last.tag in _DATED and mark.tag in DATES  # 'tech lead by summer'
        apart = last is None or dated or last.text.endswith((".", "!", ";")) or "drop" in (last.tag, mark.tag)
        if last and not apart and not message[last.end : mark.start].strip():
            named = tag if tag in (last.tag, mark.tag) else last.tag
            sure = max(last.sure, mark.sure)
            pieces[-1] = Mark(named, last.start, mark.end, message[last.start : mark.end], sure)
        else:
            pieces.append(mark)
    return pieces


def settled(message: str, marks: Sequence[Mark]) -> list[Mark]:
    """Of several values for what can only be one thing, one.

    Two roles with an 'or' between them are both open; of two others the last one counts, and of two present positions
    the surer one.
    """
    marks = [mark for mark in marks if mark.tag != "now" or not _SOMEBODY_ELSES.search(message, 0, mark.start)]
    marks = [_as_sign(message, _without_name(message, mark)) for mark in marks]
    marks = [m for m in marks if m.tag != "drop" or not _STAYS_IN.search(message, 0, m.start)]
    marks = [m for m in marks if m.tag not in ("alt", "role") or not _LEARNS.search(message, 0, m.start)]
    marks = [m for m in marks if m.tag != "measure" or not _INSTEAD_OF.search(message, 0, m.start)]
    marks = [m for m in marks if m.tag not in ("now", "far") or not _is_former(message, m)]
    marks = [m for m in marks if m.tag != "role" or not _BEFORE_THAT.search(message, 0, m.start)]
    marks = [m for m in marks if m.tag != "good" or not _TOLD_BY_OTHERS.match(m.text)]  # 'they say "you are so good"'
    marks = [m for m in marks if m.tag not in DATES or not _is_no_date(message, m)]
    marks = [m for m in marks if m.tag != "nohelp" or not (_LACKS.search(message, 0, m.start) or _DOUBTS.match(m.text))]
    marks = [m for m in marks if m.tag not in _OF_THEM or not _BECAUSE.search(message, 0, m.start)]
    marks = [_with_whose(message, m) for m in _outside_brackets(message, marks)]
    marks = turned(message, _widened(message, list(parted(joined(message, marks)))))
    marks = _whole_clauses(message, marks)
    marks = each_dated(message, [each for mark in marks for each in (*goal_and_date(mark), *date_and_sign(mark))])
    marks = [m for m in marks if m.tag not in DATES or not _is_second_date(message, m, marks)]
    open_ = [mark for mark in marks if mark.tag == "alt"]
    if len(open_) == 1 and _DECIDED.search(message) and not UNSURE.search(message):
        marks = [mark._replace(tag="role") if mark is open_[0] else mark for mark in marks]
    roles = [mark for mark in marks if mark.tag == "role"]
    if any(_OR.search(message[one.end : other.start]) for one, other in pairwise(roles)):
        marks = [mark._replace(tag="alt") if mark.tag == "role" else mark for mark in marks]
    kept = list(marks)
    for tag in ("now", "role", "when", "far"):
        same = [mark for mark in kept if mark.tag == tag]
        if len(same) > 1:
            dated = [mark for mark in same if names_time(mark.text)] if tag == "when" else []
            # 'PM, a real one'; 'I'm Agnieszka, QA engineer'
            named = [mark for mark in same if _A_ROLE.search(mark.text)] if tag in ("role", "now") else []
            chosen = max(named or same, key=lambda mark: mark.sure) if tag == "now" else (dated or named or same)[-1]
            kept = [mark for mark in kept if mark.tag != tag or mark is chosen]
    return kept


def _with_whose(message: str, mark: Mark) -> Mark:
    """'I want my team to deliver without me': whose goal it is belongs to it."""
    whose = _WHOSE.search(message, 0, mark.start) if mark.tag == "goal" and mark.text.startswith("to ") else None
    return mark._replace(start=whose.start("it"), text=message[whose.start("it") : mark.end]) if whose else mark


def _outside_brackets(message: str, marks: Sequence[Mark]) -> list[Mark]:
    """Without the pieces of a list in brackets behind another: 'calm with people (consultants who cannot log in)'."""
    brackets = [match.span() for match in re.finditer(r"\([^()]*\)", message)]
    return [
        mark
        for mark in marks
        if mark.tag not in LISTED
        or not any(
            start <= mark.start and mark.end <= end and any(m.tag == mark.tag and m.end <= start + 1 for m in marks)
            for start, end in brackets
        )
    ]


def _is_no_date(message: str, mark: Mark) -> bool:
    """'We meet on 12 January'; 'no questions for a month'."""
    with_for = message[max(mark.start - len("for "), 0) : mark.end]
    return _APPOINTMENT.search(message, 0, mark.start) is not None or lasts(with_for)


def _is_former(message: str, mark: Mark) -> bool:
    """'Before that business analyst': what leads up to it may be marked with it."""
    return (
        _FORMER.search(message[: mark.start]) is not None or re.match(r"that\b", mark.text, re.IGNORECASE) is not None
    )


def _without_name(message: str, mark: Mark) -> Mark:
    """'My name's Lucia, scrum master': the name is no part of what she is."""
    named = _NAMED.match(mark.text) if mark.tag == "now" and _NAME_IS.search(message, 0, mark.start) else None
    return mark._replace(start=mark.start + named.end(), text=mark.text[named.end() :]) if named else mark


def _as_sign(message: str, mark: Mark) -> Mark:
    """'Seen by a release in May' says by what, not by when."""
    if mark.tag == "goal" and _SEE_IT_BY.search(message, 0, mark.start):  # 'I'd see it by leading the migration'
        return mark._replace(tag="measure")
    by = _BY.match(mark.text) if mark.tag in DATES and _SEEN.search(message, 0, mark.start) else None
    return mark._replace(tag="measure", start=mark.start + by.end(), text=mark.text[by.end() :]) if by else mark


def _widened(message: str, marks: Sequence[Mark]) -> list[Mark]:
    """Pieces that are cut short, whole: 'analyst' in 'Data analyst at an insurer', 'any idea of' before 'networks'."""
    widened: list[Mark] = []
    for number, mark in enumerate(marks):
        kind = _WHAT_KIND.search(message, marks[number - 1].end if number else 0, mark.start)
        if mark.tag in ("now", *POSITIONS) and _BARE_ROLE.match(mark.text) and kind and _tells_which(kind[1]):
            start = kind.start(1)
            mark = mark._replace(start=start, text=message[start : mark.end])
        if _OF_WHAT.search(mark.text) and (of := _OF.match(message, mark.end)):
            mark = mark._replace(end=of.end(), text=message[mark.start : of.end()])
        if _UNFINISHED.search(mark.text) and (rest := _WHAT_OF.match(message, mark.end)):
            mark = mark._replace(end=rest.end(), text=message[mark.start : rest.end()])
        if (
            mark.tag == "mentor"
            and (_WHO_INSIDE.match(mark.text) or mark.text.startswith("who "))
            and (whom := _SOMEONE.search(message, 0, mark.start))
        ):
            mark = mark._replace(start=whom.start(), text=message[whom.start() : mark.end])
        widened.append(mark)
    return widened


def _is_second_date(message: str, mark: Mark, marks: Sequence[Mark]) -> bool:
    """'By the end of June, so that it is done before the promotion round': the day counts, not what it is before."""
    if is_date(trimmed("by", mark.text)):
        return False
    said = [m for m in marks if m.tag == mark.tag and m.end <= mark.start and is_date(trimmed("by", m.text))]
    return any(
        not re.search(r"[.!?;\n]|\bgoal\b", message[m.end : mark.start]) and not _has_goal(marks, m, mark) for m in said
    )


def _has_goal(marks: Sequence[Mark], first: Mark, then: Mark) -> bool:
    return any(m.tag in ("goal", "role") and first.end <= m.start < then.start for m in marks)


def _whole_clauses(message: str, marks: Sequence[Mark]) -> list[Mark]:
    """What somebody tried, or how one would see something, to the end of what they say of it: 'asked him, he said yes'
    goes on with 'but it never happened', and 'the recruiter sends me' with 'to the second step'."""
    whole: list[Mark] = []
    for number, mark in enumerate(marks):
        following = marks[number + 1].start if number + 1 < len(marks) else len(message)
        rest = _TO_THE_END.match(message, mark.end, following) if mark.tag in _TOLD_WHOLE else None
        at_end = rest is not None and (rest.end() == len(message) or message[rest.end()] in ".!?;\n")
        if rest is not None and at_end and 0 < len(words(rest[0])) <= _MORE_WORDS and not _GOES_ON.match(rest[0]):
            mark = mark._replace(end=rest.end(), text=message[mark.start : rest.end()])
        whole.append(mark)
    return whole


def _tells_which(words: str) -> bool:
    said = words.split()
    return len(content_words(words)) == len(said) and not any(word.lower().endswith("ly") for word in said)


def after_their_goal(message: str, marks: Sequence[Mark]) -> list[Mark]:
    """'By March I want to pass the exam': a date or measure in front of the only goal of its sentence follows it."""
    ordered: list[Mark] = []
    waiting: list[Mark] = []
    for number, mark in enumerate(marks):
        behind = next((m for m in marks[number + 1 :] if m.tag == "goal"), None)
        before = [m for m in marks[:number] if m.tag == "goal" and not _ENDS.search(message[m.end : mark.start])]
        if mark.tag in _OF_A_GOAL and behind and not before and not _ENDS.search(message[mark.end : behind.start]):
            waiting.append(mark)
            continue
        ordered.append(mark)
        if mark.tag == "goal":
            ordered += waiting
            waiting = []
    return [*ordered, *waiting]

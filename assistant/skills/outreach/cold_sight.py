"""What one meets in a message within the time that somebody busy has for it, in the order of reading. Pure functions.

What pushes the reader away is what the review found, so that the two never contradict each other; what pulls is what
was marked and the review does not miss.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from assistant.skills.outreach.anatomy import Anatomy, Place, anatomy, without_tags
from assistant.skills.outreach.criteria import CRITERIA
from assistant.skills.outreach.surface import placeholders
from assistant.skills.outreach.types import Finding, Review
from knowledge.letters import Channel, Flaw, Medium
from knowledge.marks import Mark

Effect = Literal["pulls", "neutral", "pushes"]
About = Literal[
    "subject", "ask", "size", "why", "give", "who", "thanks",  # what helps
    "nothing", "links", "markup", "placeholder", "name", "misspelt", "job", "pushy", "presumes", "gush", "many",
    "private", "vague",  # what is there and should not be
    "no_subject", "no_ask", "no_size", "no_why", "no_give", "no_who", "no_thanks", "long", "bare",  # what is missing
    "late", "late_size",  # the time is over, and the question, or how much is asked, has not come
    "end",  # the time is over, and it has
    "small",  # of a decision: many small things
    "fine",  # of a decision: nothing speaks against it
]  # fmt: skip

WORDS_A_MINUTE: Final = 238  # of silent reading in English (Brysbaert 2019)
SECONDS: Final = 20
MOST_READ: Final = WORDS_A_MINUTE * SECONDS // 60  # words
_LOOKED_AT = 8_000  # characters; nobody reaches the end of these in the time
_LETTERS_A_WORD = 6  # with its blank, in a run that is too long for a word, or in a script without blanks
_LONGEST_WORD = 30
_NOTHING = 3  # words between greeting and name: fewer say nothing
_BARE = 12  # words of thanks that could be thanks for anything
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_QUESTION = re.compile(r"\?(?=\W*$)")
_ASKS: frozenset[Channel] = frozenset(("mentor_request_email", "linkedin_note", "intro_request"))
_CLOSES: frozenset[Channel] = frozenset(("thank_you", "graceful_exit"))
_STOPS: frozenset[About] = frozenset(("placeholder", "pushy"))  # here one stops reading
_MISSED: dict[Flaw, About] = {  # what the review misses
    "no_subject": "no_subject", "too_long": "long", "vague_ask": "no_ask", "no_time_bound": "no_size",
    "no_reason_why_this_mentor": "no_why", "all_about_me_no_giving": "no_give", "no_context_who_i_am": "no_who",
    "missing_thanks": "no_thanks",
}  # fmt: skip
_FOUND: dict[Flaw, About] = {  # what it finds
    "vague_ask": "vague", "asks_for_job_or_promotion": "job", "pushy_or_entitled": "pushy", "presumes_yes": "presumes",
    "generic_flattery": "gush", "multiple_big_asks": "many", "oversharing_or_confidential": "private",
    "typos_or_wrong_name_placeholder": "misspelt",
}  # fmt: skip
HELPS: dict[str, tuple[About, About]] = {  # by sign: what it is, and what contradicts it
    "ask": ("ask", "no_ask"), "size": ("size", "no_size"), "why": ("why", "no_why"), "give": ("give", "no_give"),
    "who": ("who", "no_who"), "thanks": ("thanks", "no_thanks"),
}  # fmt: skip
_AT_A_GLANCE: frozenset[About] = frozenset(("no_subject", "long"))  # seen before a word is read
_NOT_REACHED: tuple[About, ...] = ("late", "late_size")
_AT_THE_END: tuple[About, ...] = ("no_ask", "no_size", "no_why", "no_who", "no_give", "no_thanks", "bare")


class Met(NamedTuple):
    about: About
    span: Place | None


class _Reach(NamedTuple):
    words: int
    end: int  # in characters
    whole: bool


class Sight(NamedTuple):
    """`words`, `end`: how far was read, in words and in characters of the message."""

    met: tuple[Met, ...]
    words: int
    end: int


def sight(text: str, channel: Channel, medium: Medium, review: Review, marks: Sequence[Mark]) -> Sight:
    """What is met in the time; what is beyond it does not count."""
    visible = without_tags(text[:_LOOKED_AT])
    parts = anatomy(visible)
    reach = _reach(visible, parts, len(text) > _LOOKED_AT)
    flow = _in_reach(text[:_LOOKED_AT], visible, channel, medium, review, marks, parts, reach)
    met, stopped = _until_stopped(flow)
    if stopped is None:
        return Sight(tuple(met), reach.words, reach.end)
    return Sight(tuple(met), _words(visible[:stopped], parts), stopped)


def effect(about: About) -> Effect:
    if about in ("ask", "size", "why", "give", "who"):
        return "pulls"
    return "neutral" if about in ("subject", "thanks", "end", "bare", "fine") else "pushes"


def _reach(visible: str, parts: Anatomy, cut: bool) -> _Reach:
    """How far one reads in the time."""
    words, end = 0, 0
    for run in _runs(visible, parts):
        weight = _weight(run[0])
        if words + weight > MOST_READ:
            left = MOST_READ - words
            return _Reach(MOST_READ, run.start() + left * _LETTERS_A_WORD if left and weight > 1 else end, whole=False)
        words, end = words + weight, run.end()
    return _Reach(words, end, whole=not cut)


def _words(visible: str, parts: Anatomy) -> int:
    return sum(_weight(run[0]) for run in _runs(visible, parts))


def _runs(visible: str, parts: Anatomy) -> Iterator["re.Match[str]"]:
    """Everything between white space that is read; the word 'Subject:' is not."""
    return re.compile(r"\S+").finditer(visible, parts.subject[0] if parts.subject else 0)


def _weight(run: str) -> int:
    return 1 if len(run) <= _LONGEST_WORD or _LINK.match(run) else len(run) // _LETTERS_A_WORD


def _in_reach(
    text: str, visible: str, channel: Channel, medium: Medium, review: Review, marks: Sequence[Mark],
    parts: Anatomy, reach: _Reach,
) -> list[Met]:  # fmt: skip
    """What is met in the time, in the order of reading, each at most twice."""
    empty = _empty(visible, parts)
    glance = [Met("subject", parts.subject)] if medium == "email" and _says(visible, parts.subject) else []
    if empty:
        return [*glance, Met(empty, None)]
    placed: list[Met] = []
    unplaced: list[Met] = []
    for met in _findings(visible, review, marks, parts):
        (placed if met.span else unplaced).append(met)
    if (tag := text.find("<")) >= 0 and text != visible and tag < reach.end:
        placed.append(Met("markup", (tag, text.find(">", tag) + 1)))
    missed = {met.about for met in unplaced}
    placed += _helps(visible, channel, marks, parts, placed, missed)
    reached = [met for met in sorted(placed, key=_start) if _start(met) < reach.end]
    late = [met.about for met in placed if _start(met) >= reach.end]
    abouts = {met.about for met in reached}
    if not reach.whole:
        missed |= _too_late(abouts, late, channel)
    elif channel in _ASKS and not abouts & {"ask", "vague", "job", "many"} and not missed & {"vague", "job", "many"}:
        missed.add("no_ask")
    if (
        channel == "thank_you"
        and "thanks" in abouts
        and review.words <= _BARE
        and abouts <= {"thanks", "who", "subject"}
    ):
        missed.add("bare")
    if missed & {"late"}:
        missed -= {"no_ask", "no_size", "late_size"}  # what was not reached is not missed one by one
    found = [
        met for met in unplaced if met.about not in (*_AT_A_GLANCE, *_AT_THE_END)
    ]  # in the text, nobody knows where
    at_last: About = next((each for each in _NOT_REACHED if each in missed), "end")
    return [
        *(Met(each, None) for each in ("no_subject",) if each in missed),
        *glance,
        *(Met(each, None) for each in ("long",) if each in missed),
        *_twice(reached),
        *found,
        *([] if reach.whole else [Met(at_last, _last_words(visible, reach.end))]),
        *(Met(each, None) for each in _AT_THE_END if each in missed),
    ]


def _empty(visible: str, parts: Anatomy) -> About | None:
    """Whether there is anything to read besides links, greeting and name."""
    body = [visible[start:end] for start, end in parts.sentences]
    said = [_LINK.sub(" ", each) for each in body]
    if sum(_weight(word) for each in said for word in each.split() if re.search(r"\w", word)) >= _NOTHING:
        return None
    rest = visible[parts.greeting[1] if parts.greeting else parts.body :]
    only_links = _LINK.search(rest) is not None and not re.search(r"\w", _LINK.sub("", rest))
    return "links" if only_links or said != body else "nothing"


def _says(visible: str, place: Place | None) -> bool:
    return place is not None and bool(visible[slice(*place)].strip())


def _findings(visible: str, review: Review, marks: Sequence[Mark], parts: Anatomy) -> Iterator[Met]:
    """What the review says, tied to the marked words where there are some: its own span is what a fix replaces."""
    for finding in review.flaws:
        sign = CRITERIA[finding.label].sign
        signed = [mark for mark in marks if mark.tag == sign]
        within = [mark for mark in signed if finding.span and _overlap((mark.start, mark.end), finding.span)] or signed
        places: list[Place] = [(mark.start, mark.end) for mark in within] or (
            [_trimmed(visible, finding.span)] if finding.span and finding.label in _FOUND else []
        )
        if finding.label == "typos_or_wrong_name_placeholder":
            yield from _careless(visible, finding, places, parts)
        elif finding.label in _FOUND and places:
            yield from (Met(_FOUND[finding.label], place) for place in places)
        else:
            yield Met(_MISSED.get(finding.label) or _FOUND[finding.label], None)


def _careless(visible: str, finding: Finding, places: Sequence[Place], parts: Anatomy) -> Iterator[Met]:
    left_open = [(wrong.start, wrong.end) for wrong in placeholders(visible, parts)]
    yield from (Met("placeholder", place) for place in left_open)
    for place in places:
        if any(_overlap(place, other) for other in left_open):
            continue
        greeted = any(_overlap(place, name) for name in parts.names)
        yield Met("name" if greeted else "misspelt", place)
    if not left_open and not places:
        yield Met("misspelt", finding.span)


def _helps(
    visible: str, channel: Channel, marks: Sequence[Mark], parts: Anatomy, pushes: Sequence[Met], missed: set[About]
) -> list[Met]:
    """What is marked as helping and neither missed by the review nor part of what pushes."""
    pushed = [met.span for met in pushes if met.span and met.about != "markup"]
    against = missed | ({"no_ask"} if any(met.about == "vague" for met in pushes) else set())
    found = []
    for mark in marks:
        about, opposite = HELPS.get(mark.tag, (None, None))
        place = (mark.start, mark.end)
        if about and opposite not in against and not any(_overlap(place, each) for each in pushed):
            found.append(Met(about, place))
    asked = any(met.about == "ask" for met in found) or against & {"no_ask", "vague"}
    if channel in _ASKS and not asked and (question := _question(visible, parts, pushed)):
        found.append(Met("ask", question))
    return found


def _question(visible: str, parts: Anatomy, pushed: Sequence[Place]) -> Place | None:
    """The first sentence with a question mark, where no words are marked as the question."""
    return next(
        (
            place
            for place in parts.sentences
            if _QUESTION.search(visible[slice(*place)]) and not any(_overlap(place, each) for each in pushed)
        ),
        None,
    )


def _too_late(abouts: set[About], late: Sequence[About], channel: Channel) -> set[About]:
    """What stands beyond the time is not there for this reader. Offers and names are: one glances at the end."""
    missed: set[About] = set()
    if channel in _ASKS and not abouts & {"ask", "vague", "job", "many"}:
        missed.add("late")
    if "ask" in late and "ask" not in abouts and channel not in _CLOSES:
        missed.add("late")
    if "size" in late and "size" not in abouts and channel not in _CLOSES:
        missed.add("late_size")
    if "why" in late and "why" not in abouts and channel in _ASKS:
        missed.add("no_why")
    return missed


def _twice(reached: Sequence[Met]) -> list[Met]:
    """Help is noticed once, what pushes twice; after that one has got the idea."""
    kept: list[Met] = []
    for met in reached:
        before = sum(other.about == met.about for other in kept)
        if before < (1 if effect(met.about) != "pushes" else 2):
            kept.append(met)
    return kept


def _until_stopped(flow: Sequence[Met]) -> tuple[list[Met], int | None]:
    """Up to where one stops reading before the time is over, if one does: (what is met, where that ends)."""
    for number, met in enumerate(flow):
        if met.about in _STOPS and met.span:
            return list(flow[: number + 1]), met.span[1]
    return list(flow), None


def _start(met: Met) -> int:
    return met.span[0] if met.span else 0


def _overlap(one: Place, other: Place) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _trimmed(text: str, place: Place) -> Place:
    said = text[slice(*place)]
    start = place[0] + len(said) - len(said.lstrip())
    return start, max(start, place[0] + len(said.rstrip()))


def _last_words(visible: str, end: int) -> Place:
    """The last words that were read, up to five."""
    start = max(0, end - 60)
    words = list(re.finditer(r"\S+", visible[start:end]))[-5:]
    return (start + words[0].start(), end) if words else (end, end)

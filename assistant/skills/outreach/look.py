"""Which flaws a message has, and the words that show them.

What is counted or compared is found here, exactly; what has to be understood comes from the reader of letters.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from assistant.brief import Brief, Candidate
from assistant.errors import BadInput
from assistant.skills.outreach import surface
from assistant.skills.outreach.anatomy import Anatomy, Place, anatomy, is_title, without_tags
from assistant.skills.outreach.criteria import CRITERIA, limit, limits, reach
from assistant.skills.outreach.misspelt import SEVERAL, misspellings
from assistant.skills.outreach.naming import wrong_names
from assistant.skills.outreach.surface import Wrong
from assistant.turn import Citation
from assistant.understand.language import is_english
from assistant.word.lines import say
from knowledge.letters import ABSENCES, BY_SURFACE, FLAWS, Channel, Flaw, Medium, Read
from knowledge.marks import Mark
from knowledge.spelling import Speller

Reading = Callable[[str, Channel, Medium], Read]
Foreseeing = Callable[[str, int, int, str, Channel, Medium], Read | None]
HEAD = 5_000  # words that are looked at beyond counting
SURE = 0.5  # of a mark, from which on it counts
PERSONAL: tuple[Channel, ...] = ("thank_you", "graceful_exit")  # they ask for nothing as a rule
_HEAD_CHARACTERS = 40_000
_ASKS = ("ask", "vague")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Means:
    """What a review needs beside the message. `citations`: of each flaw; `read`: what the reader sees in a text;

    `limits`: the probability from which on a flaw that was read counts; `foresee`: what the reader would see at worst
    if other words stood in a place of a text that it has read, where it can tell without reading again.
    """

    read: Reading
    speller: Speller
    citations: Mapping[Flaw, tuple[Citation, ...]]
    limits: Mapping[Flaw, float] = field(default_factory=limits)
    foresee: Foreseeing | None = None


@dataclass(frozen=True)
class Situation:
    """For whom a message is, as far as it is known."""

    channel: Channel
    medium: Medium
    brief: Brief | None = None
    candidate: Candidate | None = None

    @property
    def reader_names(self) -> tuple[str, ...]:
        """The parts of the reader's name, without titles; an introduction goes to somebody else than the candidate."""
        if self.candidate is None or self.channel == "intro_request":
            return ()
        return tuple(part for part in self.candidate.name.value.split() if not is_title(part))


class Seen(NamedTuple):
    """One flaw and the words that show it, strongest first. `wrong`: of carelessness, what is wrong with each."""

    flaw: Flaw
    marks: tuple[Mark, ...] = ()
    wrong: tuple[Wrong, ...] = ()

    @property
    def span(self) -> Place | None:
        if self.wrong:
            return self.wrong[0].start, self.wrong[0].end
        return (self.marks[0].start, self.marks[0].end) if self.marks else None


class Look(NamedTuple):
    """All that was seen in one version of a message."""

    text: str
    parts: Anatomy
    read: Read | None  # None where the message could not be read
    flaws: tuple[Seen, ...]

    @property
    def labels(self) -> frozenset[Flaw]:
        return frozenset(seen.flaw for seen in self.flaws)


def see(text: str, situation: Situation, means: Means) -> Look:
    """The flaws of a message in the order in which they are defined."""
    if not text.strip():
        raise BadInput(say("review_no_message")[0].text)
    blanked = without_tags(text)
    head = head_of(blanked)
    parts = anatomy(head)
    channel, medium = situation.channel, situation.medium
    read = means.read(head, channel, medium) if is_english(head) else None
    marks = read.marks if read else ()
    asks = channel not in PERSONAL or any(m.tag in _ASKS and m.sure >= SURE for m in marks)
    found = []
    for flaw in FLAWS:
        how = reach(flaw, channel, medium)
        if how is None or (how == "with an ask" and not asks):
            continue
        if flaw in BY_SURFACE:
            check = surface.lacks_subject if flaw == "no_subject" else surface.is_too_long
            if check(head if flaw == "no_subject" else blanked, parts, medium):
                found.append(Seen(flaw))
        elif flaw == "typos_or_wrong_name_placeholder":
            found += _careless(head, parts, situation, means, read)
        elif not parts.body_has_words(head):
            if flaw in ABSENCES and how == "always":  # nothing is there yet
                found.append(Seen(flaw))
        elif flaw == "missing_thanks" and surface.says_thanks(head):
            continue
        elif read is not None and read.flaws.get(flaw, 0.0) >= limit(flaw, how, means.limits):
            found.append(Seen(flaw, signs(marks, CRITERIA[flaw].sign)))
    return Look(blanked, parts, read, tuple(found))


def _careless(head: str, parts: Anatomy, situation: Situation, means: Means, read: Read | None) -> list[Seen]:
    flaw: Flaw = "typos_or_wrong_name_placeholder"
    wrong = [*surface.placeholders(head, parts), *wrong_names(head, parts, situation.reader_names)]
    if read is not None:
        names = [*(head[slice(*place)] for place in parts.names), *re.findall(r"\w+", head[parts.closing :])]
        misspelt = misspellings(head, 0, parts.closing, means.speller, [*names, *situation.reader_names])
        sure = read.flaws.get(flaw, 0.0) >= limit(flaw, "always", means.limits)
        if len({head[w.start : w.end].lower() for w in misspelt}) >= SEVERAL or (misspelt and sure):
            wrong += [w for w in misspelt if not any(a.start < w.end and w.start < a.end for a in wrong)]
    # What is only felt to be wrong, and cannot be shown, is a name that the reader does not know.
    return [Seen(flaw, (), tuple(sorted(wrong, key=lambda w: (w.kind == "spelling", w.start))))] if wrong else []


def signs(marks: Sequence[Mark], sign: str | None) -> tuple[Mark, ...]:
    """The marks of one sign, the surest first."""
    return tuple(sorted((mark for mark in marks if mark.tag == sign), key=lambda mark: -mark.sure))


def head_of(text: str) -> str:
    """The first words of a message, at most `HEAD` of them."""
    head = text[:_HEAD_CHARACTERS]
    for number, match in enumerate(_WORD.finditer(head)):
        if number == HEAD:
            return head[: match.start()].rstrip()
    return head

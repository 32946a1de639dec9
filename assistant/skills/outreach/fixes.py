"""How a flaw of a message may be mended: by other words, by leaving something out, or by what only the person knows.

Nothing is ever invented: a replacement rearranges or softens what is there, spells a word right, or takes a fact of
the Brief. Whether a fix really mends is for the review to try. Pure functions.
"""

import re
from collections.abc import Sequence

from assistant.brief import Brief, Candidate
from assistant.skills.outreach.anatomy import Anatomy, Place, sentence_at
from assistant.skills.outreach.edit import Edit, joined
from assistant.skills.outreach.surface import Wrong
from assistant.skills.outreach.types import Finding
from assistant.word import phrases
from assistant.word.lines import say
from knowledge.marks import Mark

_CLAUSE = re.compile(r"\b(?:how|what|which|when|where|why|whether)\b[^.?!;:,\n(]*", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:about|on|regarding|concerning)\s+(?P<topic>[^.?!;:,\n(]+)", re.IGNORECASE)
_DANGLING = re.compile(
    r"\b(?:and|or|to|of|for|with|in|on|at|the|a|an|by|from|your|my|that|which|so|if)\s*$", re.IGNORECASE
)
_POINTS_BACK = re.compile(r"\b(?:it|he|she|they|him|her|them|this|that|these|those|there)\b", re.IGNORECASE)
_SUBJECT_WORDS = range(3, 11)


def apply(text: str, finding: Finding) -> str:
    """The message with a finding's fix in place; unchanged where the fix is a question."""
    if finding.fix.kind == "ask" or finding.span is None:
        return text
    start, end = finding.span
    return text[:start] + (finding.fix.text if finding.fix.kind == "replace" else "") + text[end:]


def left_out(text: str, parts: Anatomy, marks: Sequence[Mark], kept: Sequence[Mark]) -> Edit | None:
    """The sentences of some marks left out. None where they also hold what the message cannot do without (`kept`)."""
    places = {place for mark in marks if (place := sentence_at(parts, mark.start)) is not None}
    if not places or len(places) >= len(parts.sentences):
        return None
    edits = []
    for place in sorted(places):
        own = [mark for mark in marks if place[0] <= mark.start < place[1]]
        if any(place[0] <= mark.start < place[1] for mark in kept):
            edit = _clause_left_out(text, place, own)
            if edit is None:
                return None
        else:
            edit = without(text, place)
        edits.append(edit)
    return joined(text, edits)


def without(text: str, place: Place) -> Edit:
    """A sentence and the white space with it left out, and the paragraph where it was all of it."""
    start, end = place
    while start and text[start - 1] in " \t":
        start -= 1
    after = end
    while after < len(text) and text[after] in " \t":
        after += 1
    first, last = not start or text[start - 1] in "\r\n", after == len(text) or text[after] in "\r\n"
    if first and last:
        while after < len(text) and text[after].isspace():
            after += 1
        if after == len(text):
            start = len(text[:start].rstrip())
        return Edit(start, after, "")
    if last:
        return Edit(start, after, "")
    return Edit(place[0], after, "")


def _clause_left_out(text: str, place: Place, marks: Sequence[Mark]) -> Edit | None:
    """The last clause of a sentence left out, where all that is wrong with the sentence stands in it."""
    first = min(mark.start for mark in marks)
    sentence = text[place[0] : place[1]]
    breaks = [m.start() for m in re.finditer(r",? (?:and|but|so|because|as|since) (?=\w)|[;–—] |\s\(", sentence)]
    breaks = [at for at in breaks if place[0] + at <= first]
    if not breaks or first - (place[0] + breaks[-1]) > 30:
        return None
    end = place[1]
    while end > place[0] and text[end - 1] in ".!?":
        end -= 1
    start = place[0] + breaks[-1]
    return Edit(start, end, "") if len(text[place[0] : start].split()) >= 3 else None


def respelt(text: str, wrong: Sequence[Wrong], brief: Brief | None, candidate: Candidate | None) -> Edit | None:
    """All that is careless put right; None where the right word of any is not known."""
    edits = []
    for each in wrong:
        right = each.right or _known(text[each.start : each.end], text[: each.start], brief, candidate)
        if right is None:
            return None
        edits.append(Edit(each.start, each.end, right))
    return joined(text, edits)


def _known(placeholder: str, before: str, brief: Brief | None, candidate: Candidate | None) -> str | None:
    """What belongs in a placeholder, where the Brief says so."""
    words = " ".join(re.findall(r"[a-z]+", placeholder.lower()))
    greeted = re.search(r"(?:^|\n)\s*(?:hi|hello|hey|dear)\s*$", before, re.IGNORECASE) is not None
    if candidate and (
        words in ("mentor name", "mentor s name", "recipient name", "recipient s name")
        or (greeted and words.endswith("name"))
    ):
        return candidate.name.value
    if (
        brief
        and brief.own_name
        and words in ("your name", "my name", "name", "full name", "your full name")
        and not greeted
    ):
        return brief.own_name.value
    return None


def subject_line(text: str, parts: Anatomy, asks: Sequence[Mark]) -> Edit | None:
    """A subject from the words of what is asked, where they can stand alone."""
    for mark in sorted(asks, key=lambda mark: -mark.sure):
        if (topic := _topic(" ".join(mark.text.split()))) is not None:
            if parts.subject is not None:
                start, end = parts.subject
                gap = "" if text[start - 1 : start].isspace() else " "
                return Edit(start, end, gap + topic)
            lead = len(text) - len(text.lstrip())
            return Edit(0, lead, f"Subject: {topic}\n\n")
    return None


def _topic(ask: str) -> str | None:
    about, clause = _ABOUT.search(ask), _CLAUSE.search(ask)
    if clause and (about is None or clause.start() < about.start() or about["topic"].startswith(clause[0][:8])):
        topic = clause[0].strip()
        made = topic[0].upper() + topic[1:]
    elif about:
        made = f"Question about {about['topic'].strip()}"
    else:
        return None
    if len(made.split()) not in _SUBJECT_WORDS or _DANGLING.search(made) or _POINTS_BACK.search(made):
        return None
    return made


def with_thanks(text: str, parts: Anatomy) -> Edit | None:
    """A word of thanks as the last sentence before the name."""
    if not parts.sentences:
        return None
    thanks = say("thanks_for_reading")[0].text
    at = parts.sentences[-1][1]
    stop = "" if text[at - 1 : at] in ".!?…)\"'”" else "."
    return Edit(at, at, f"{stop} {thanks}")


def with_role(text: str, parts: Anatomy, brief: Brief | None) -> Edit | None:
    """Who writes, from the Brief, as the first sentence."""
    if brief is None or brief.current_role is None or not parts.sentences:
        return None
    role = phrases.role(brief.current_role.value)
    if role is None:
        return None
    at = parts.sentences[0][0]
    return Edit(at, at, f"I am {role}. ") if text[at : at + 1].isupper() else None

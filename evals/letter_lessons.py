"""What the reader of letters is taught with: letters with their flaws, and with their words marked by what they do."""

import random
import re
from pathlib import Path
from typing import Any, NamedTuple

from evals.lessons import load, unmarked
from evals.questions import DATA
from knowledge.letters import LEARNABLE, SIGNS, Channel, Flaw, Medium

LETTERS = DATA / "letters.jsonl"
_SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?]+(?=\s|$)|\n|$)[ ]*")
_MISSED: dict[str, Flaw] = {  # what a letter lacks when the sentences with this sign are taken out
    "size": "no_time_bound", "why": "no_reason_why_this_mentor", "give": "all_about_me_no_giving",
    "who": "no_context_who_i_am", "thanks": "missing_thanks",
}  # fmt: skip
_ADDED: dict[str, Flaw] = {  # what a letter has when a sentence with this sign comes into it
    "job": "asks_for_job_or_promotion", "pushy": "pushy_or_entitled", "presumes": "presumes_yes",
    "gush": "generic_flattery", "private": "oversharing_or_confidential",
}  # fmt: skip
_ASKING = frozenset(("mentor_request_email", "linkedin_note", "intro_request"))


class Single(NamedTuple):
    """A sentence that does one thing, with the place in it of the words that do it."""

    text: str
    first: int
    last: int


class LetterLesson(NamedTuple):
    """`marks`: (sign, start, end) in the text."""

    text: str
    channel: Channel
    medium: Medium
    flaws: frozenset[str]
    marks: tuple[tuple[str, int, int], ...]


def lesson(row: dict[str, Any]) -> LetterLesson:
    text, marks = unmarked(row["text"], SIGNS)
    return LetterLesson(text, row["channel"], row["medium"], frozenset(row["flaws"]), marks)


def letter_lessons(path: Path = LETTERS) -> list[LetterLesson]:
    return [lesson(row) for row in load(path)]


def varied(letter: LetterLesson, pool: dict[str, list[Single]], random: random.Random) -> LetterLesson:
    """The letter, or in half of the cases one made of it whose flaws are known: something taken out or put in.

    `pool`: sentences that hold one sign alone, by sign.
    """
    draw = random.random()
    if draw < 0.25 and letter.channel in _ASKING:
        return _less(letter, random)
    if draw < 0.5:
        return _more(letter, pool, random)
    return letter


def single_signs(letters: list[LetterLesson]) -> dict[str, list[Single]]:
    """Sentences of letters that do one of the things that no letter should do, and nothing else, by sign."""
    pool: dict[str, list[Single]] = {sign: [] for sign in _ADDED}
    for letter in letters:
        for start, end, signs in _sentences(letter):
            text = letter.text[start:end].strip()
            if len(signs) == 1 and (sign := next(iter(signs))) in pool and 20 < len(text) < 220:
                marks = [(m[1] - start, m[2] - start) for m in letter.marks if start <= m[1] < end]
                if marks and letter.text[start:end].startswith(text):
                    pool[sign].append(Single(text, marks[0][0], min(marks[-1][1], len(text))))
    return pool


def _sentences(letter: LetterLesson) -> list[tuple[int, int, set[str]]]:
    found = []
    for match in _SENTENCE.finditer(letter.text):
        if match.end() > match.start():
            signs = {sign for sign, start, end in letter.marks if start < match.end() and end > match.start()}
            found.append((match.start(), match.end(), signs))
    return found


def _less(letter: LetterLesson, random: random.Random) -> LetterLesson:
    """Without the sentences that do one thing, where they do nothing else."""
    by_sign: dict[str, list[tuple[int, int, set[str]]]] = {sign: [] for sign in _MISSED}
    for each in _sentences(letter):
        for sign in each[2] & by_sign.keys():
            by_sign[sign].append(each)
    able = [
        sign for sign, own in by_sign.items()
        if own and all(signs == {sign} for _, _, signs in own) and _MISSED[sign] not in letter.flaws
    ]  # fmt: skip
    if not able:
        return letter
    sign = random.choice(able)
    text, marks = letter.text, list(letter.marks)
    for start, end, _ in reversed(by_sign[sign]):
        text = text[:start] + text[end:]
        marks = [m for m in marks if not (start <= m[1] < end)]
        marks = [(s, a - (end - start), b - (end - start)) if a >= end else (s, a, b) for s, a, b in marks]
    return letter._replace(text=text, marks=tuple(marks), flaws=letter.flaws | {_MISSED[sign]})


def _more(letter: LetterLesson, pool: dict[str, list[Single]], random: random.Random) -> LetterLesson:
    """With a sentence of another letter that does what no letter should."""
    sign = random.choice(list(pool))
    places = [end for _, end, _ in _sentences(letter)[1:-1] if letter.text[end - 1 : end] in (" ", "\n")]
    places = [at for at in places if all(not a < at < b for _, a, b in letter.marks)]
    if not places or not pool[sign]:
        return letter
    single, at = random.choice(pool[sign]), random.choice(places)
    added = f"{single.text} "
    marks = [(s, a + len(added), b + len(added)) if a >= at else (s, a, b) for s, a, b in letter.marks]
    marks.append((sign, at + single.first, at + single.last))
    return letter._replace(
        text=letter.text[:at] + added + letter.text[at:], marks=tuple(sorted(marks, key=lambda m: m[1])),
        flaws=letter.flaws | {_ADDED[sign]},
    )  # fmt: skip


def target(letter: LetterLesson) -> list[float]:
    """1 for each learnable flaw that the letter has."""
    return [float(flaw in letter.flaws) for flaw in LEARNABLE]

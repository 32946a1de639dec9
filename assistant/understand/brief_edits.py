"""Changes of the Brief in so many words: "by when: next summer", "move the talk to tried", "the exam is for May".

What is said so plainly outweighs what is marked in the same words. Pure functions.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.alike import overlap
from assistant.brief import LISTS, Brief, Fact, Place
from assistant.commands import Command, Heed, Line, Question, TakeBack, Tell, TellPart, Write, tells_date
from assistant.moves import Change
from assistant.understand.dates import is_date
from assistant.understand.edit_words import IN_QUOTES, LEFT_OUT, LIKE
from assistant.understand.edit_words import told as told_as
from assistant.understand.edits_of_places import (
    ADD,
    BELONGS,
    MOVE,
    judged,
    moved,
    put,
    put_back,
    quoted,
    set_,
    still_there,
)
from assistant.understand.edits_of_values import (
    changed,
    counted,
    dateless,
    instead,
    out,
    put_for,
    replaced,
    reworded,
    said_better,
    without_word,
)
from assistant.understand.goal_dates import CLAUSES, Edit, dates_in
from assistant.understand.places import points, slot_named

_REQUESTS = re.compile(
    r"^\W*(?:(?:and|ok|so|then|also)\W+)*(?:can|could|would|will) (?:you|u) (?:please |pls )?", re.IGNORECASE
)
_WHY_GONE = re.compile(  # 'why did you take out the no experience bit?'
    r"^\W*(?:(?:and|but|hey|wait|no)\W+)*why (?:did|have|do|are) (?:you|u) (?:take|taken|took|taking|remove|removed|delete|deleted|throw|thrown|drop|dropped)\b(?: away| out)?"
    r" (?:the |my |that )?(?P<it>[^?.!]{2,60}?)(?: (?:bit|part|thing|line|one))?(?: away| out)?\W*$",
    re.IGNORECASE,
)
_ADD_IT = re.compile(  # '... Please add that to what I tried'
    r"^\W*(?:(?:and|so|please|pls|can you|could you)\W+)*(?:add|put|note|write)(?: down)? (?:it|that|this) (?:down )?(?:to|under|in|into) (?:the |my )?(?P<place>[a-z][\w' ]{2,24}?)(?: please)?$",
    re.IGNORECASE,
)
_CHANGES = re.compile(  # 'actually make the redesign spring 2028'
    r"\W*(?:(?:actually|no|wait|sorry|please|pls|and|but|ok)\W+)*(?:make|put|change|move|set)\b", re.IGNORECASE
)
_POINTS = re.compile(r"\W*(?:and |but )?(?:it|that|this|those|these|they|its|thats)\b", re.IGNORECASE)


class Edited(NamedTuple):
    """The commands of a message with what it changes in so many words, and what else it says."""

    commands: tuple[Command, ...]
    rest: str


def edited(message: str, commands: Sequence[Command], brief: Brief, noted: Sequence[Change]) -> Edited | None:
    """The commands with the changes that a message makes in so many words; None where it makes none."""
    edits = [edit for edit in _edits(message, brief, noted) if not _is_told(edit, commands)]
    if not edits:
        return None
    said, rest = [edit.said for edit in edits], message
    for piece in said:
        rest = rest.replace(piece, " ", 1)
    dated = any(isinstance(c, Tell | TellPart) and is_date(c.value) for edit in edits for c in edit.commands)
    kept = [c for c in commands if not _is_within(c, said) and not (dated and tells_date(c))]
    new = [c.instead for edit in edits for c in edit.commands if isinstance(c, TakeBack) and c.instead]
    kept = [c for c in kept if not (isinstance(c, TakeBack) and any(overlap(c.value, each) >= LIKE for each in new))]
    return Edited((*(command for edit in edits for command in edit.commands), *kept), rest)


def _is_told(edit: Edit, commands: Sequence[Command]) -> bool:
    """Whether a list is marked piece by piece already: 'Strengths: Java, SQL'."""
    if ADD.match(edit.said.strip()) or BELONGS.match(edit.said.strip()):
        return False
    dated = (
        len(edit.commands) == 1 and isinstance(edit.commands[0], Tell | TellPart) and is_date(edit.commands[0].value)
    )
    goals = [c.quote for c in commands if isinstance(c, Tell) and c.slot in ("objectives", "next_role")]
    if dated and any(quote in edit.said for quote in goals) and not _CHANGES.match(edit.said):
        return True  # the date of a goal that is told with it
    told = [c for c in edit.commands if isinstance(c, Tell)]
    listed = len(told) == len(edit.commands) and all(c.slot in (*LISTS, "objectives") for c in told)
    placed = [c for c in commands if isinstance(c, Tell | TellPart) and any(c.quote in each.quote for each in told)]
    elsewhere = [c for c in placed if isinstance(c, Tell) and c.slot not in ("objectives", told[0].slot)]
    if placed and told[0].slot in LISTS and len(elsewhere) == len(placed):
        return False  # what was marked as something else belongs to the place that is named
    return listed and len(placed) >= len(told)  # 'what is missing: python, dbt, git', of which one is marked


def _is_within(command: Command, said: Sequence[str]) -> bool:
    """Whether what a command rests on is taken by an edit; beside one, nothing is begun, asked or not understood."""
    if isinstance(command, Tell | TellPart | TakeBack):
        return any(command.quote in piece for piece in said)
    if isinstance(command, Question):
        return not command.text.rstrip().endswith("?")
    return isinstance(command, Write | Heed) or command in (Line(line="not_understood"), Line(line="which_place"))


def _edits(message: str, brief: Brief, noted: Sequence[Change]) -> Iterator[Edit]:
    facts = [(place, fact) for place, fact in brief.facts() if place.slot not in ("candidates", "own_name")]
    if not facts:
        return
    before = ""
    words_of_it, instead_of_it = put_for(message, facts, noted)
    if instead_of_it:
        yield Edit(words_of_it, tuple(instead_of_it))
        message = message.replace(words_of_it, " ", 1)
    for sentence in re.split(r"(?<=[.!?;])\s+|\n+", message):
        bare = sentence.strip().rstrip(".!;")
        if (match := MOVE.match(bare)) and points(match["it"] or "") and before:
            said = IN_QUOTES.search(before)
            bare = f"move {said['it'] if said else before} to {match['place']}"  # 'the home lab I did already. move it to tried'
        added = _ADD_IT.match(bare)
        left = LEFT_OUT.match(before)
        if added and before and (slot := slot_named(added["place"])) in LISTS:
            yield Edit(sentence, (told_as(slot, left["it"] if left else before),))
            continue
        before = bare
        if (gone := _WHY_GONE.match(bare)) and (back := put_back(f"put {gone['it']} back", facts, noted)):
            yield Edit(sentence, tuple(back))
            continue
        bare = _REQUESTS.sub("", bare).rstrip("?").strip() if _REQUESTS.match(bare) else bare
        if not bare or bare.endswith("?"):
            continue
        found = list(_of(bare, sentence, facts, noted))
        if not found:
            for clause in CLAUSES.split(bare):
                if not _POINTS.match(clause):  # what a clause points at stands beside it
                    found += _of(clause.strip(), clause, facts, noted)
            found += dates_in(sentence, brief)
        yield from found


def _of(bare: str, said: str, facts: Sequence[tuple[Place, Fact]], noted: Sequence[Change]) -> Iterator[Edit]:
    """The one change that a sentence or clause is."""
    for read in (
        reworded,
        changed,
        moved,
        quoted,
        put_back,
        replaced,
        set_,
        put,
        instead,
        counted,
        said_better,
        without_word,
        dateless,
        out,
        judged,
        still_there,
    ):
        if commands := read(bare, facts, noted):
            yield Edit(said, tuple(commands))
            return

"""Which behaviours a meeting shows, by the definitions of the rubric. Pure functions; the reader is passed in."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from assistant.skills.rehearsal.types import Said, Seen
from knowledge.text import sentences
from knowledge.turns import BEHAVIOURS, LEARNED, QUOTE, Behaviour, TurnRead

Reading = Callable[[str, str], TurnRead]  # (a line of the mentee, what the mentor said before it)
MOST_WORDS = 120  # of one turn
LIMITS = LEARNED.with_name("turns.json")  # written by evals.fit_turns
_UNFITTED = 0.5
_CORRECTED = re.compile(  # how a mentor begins who sets a fact right
    r"(?:(?:no|well|actually|hm+|ah|oh|sorry|not quite|close|almost)[,.!… -]+)*"
    r"(?:that (?:was|is|were)(?:n['’]t| not)\b|(?:that|it)(?:['’]s| is| was) (?:somebody|someone|another"
    r"|my (?:brother|sister|colleague|namesake|predecessor))|not me\b|wrong (?:person|talk|company)|you must mean"
    r"|i (?:never|did(?:n['’]t| not)|have(?:n['’]t| not)|wasn['’]t|am not) (?:give|gave|given|write|wrote|written|work"
    r"|worked|lead|led|run|ran|do|done|was|been|there|at|in)\b|you(?:['’]re| are) (?:thinking of|confusing|mixing))",
    re.IGNORECASE,
)
_ENDED = re.compile(
    r"\b(?:good ?bye|bye(?: now)?|i (?:have|need|'ve got|must|should) (?:to )?(?:go|run|leave|stop|jump|drop off|end)"
    r"|(?:we|let us|let's) (?:have to |need to |must |should )?(?:stop|end|wrap up|leave it) (?:it )?(?:here|there|now)"
    r"|(?:time is|time's|we(?:'re| are) out of time|our time) up?|my next (?:meeting|call) (?:is|starts|has)"
    r"|that(?:'s| is) (?:all|it) (?:for today|from me|we have)|see you (?:next|then|on|in))\b",
    re.IGNORECASE,
)


class Line(NamedTuple):
    """A mentee's line in its place: `turn` counts the meeting's lines from 1."""

    turn: int
    text: str
    before: str
    after: str


@cache
def limits() -> Mapping[Behaviour, float]:
    """The probability from which on a behaviour counts as observed, as fitted; none before that."""
    found: dict[Behaviour, float] = json.loads(LIMITS.read_text(encoding="utf-8")) if LIMITS.exists() else {}
    return found


def own_lines(meeting: Sequence[Said]) -> Iterator[Line]:
    """The lines of the mentee, each with what the mentor said last before it and first after it."""
    for number, said in enumerate(meeting):
        if said.role == "mentee":
            before = next((s.text for s in reversed(meeting[:number]) if s.role == "mentor"), "")
            after = next((s.text for s in meeting[number + 1 :][:1] if s.role == "mentor"), "")
            yield Line(number + 1, said.text, before, after)


def observe(meeting: Sequence[Said], read: Reading, at: Mapping[Behaviour, float]) -> dict[Behaviour, Seen]:
    """Each behaviour, observed where it shows best. `at`: from which probability on it counts."""
    best: dict[Behaviour, tuple[float, Seen]] = {}
    for line in own_lines(meeting):
        for behaviour, sure, span in _shown(line, read):
            if sure >= at.get(behaviour, _UNFITTED) and sure > best.get(behaviour, (0.0, None))[0]:
                best[behaviour] = sure, Seen(observed=True, turn=line.turn, span=span)
    return {name: best[name][1] if name in best else Seen(observed=False) for name in BEHAVIOURS}


def _shown(line: Line, read: Reading) -> Iterator[tuple[Behaviour, float, tuple[int, int]]]:
    """(behaviour, how sure it is, where) of one line: what is learned, and what is counted."""
    if not line.text.strip():
        return
    found = read(line.text, line.before)
    for behaviour, sure in found.shows.items():
        if behaviour == "showed_research_on_mentor" and _CORRECTED.match(line.after.strip()):
            continue
        if behaviour == "talked_over_length" and not _ENDED.search(line.before):
            continue
        yield behaviour, sure, found.words[behaviour]
    if len(line.text.split()) > MOST_WORDS:
        yield "talked_over_length", 1.0, _beginning(line.text)


def _beginning(text: str) -> tuple[int, int]:
    """Where the first sentence is, or as much of it as is quoted."""
    first = sentences(text)[0]
    end = min(first.end, first.start + QUOTE)
    return first.start, end if end == first.end else text.rindex(" ", first.start, end)

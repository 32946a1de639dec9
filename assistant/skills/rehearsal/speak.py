"""The words of the mentor's moves: the persona's own lines, filled with the other's words, none of them twice."""

import hashlib
import random
import re
from collections.abc import Sequence

from assistant.skills.rehearsal.meeting import Move, MoveKind, State
from assistant.skills.rehearsal.persona import Persona, Scenario

_QUESTIONS: frozenset[MoveKind] = frozenset(("probe", "follow_up", "challenge"))
_BEGINS = re.compile(r"(?:^|(?<=[.!?] ))[“\"]\w")


def opening(persona: Persona, scenario: Scenario, seed: str) -> str:
    """The mentor's first line."""
    return _pick(persona.opens[scenario], frozenset(), seed) or persona.opens[scenario][0]


def speak(
    persona: Persona, state: State, moves: Sequence[Move], seed: str
) -> tuple[str, tuple[Move, ...], frozenset[str]]:
    """(what is said, the moves that it makes, the lines that it was made of). `state`: before it is said.

    A move for which every line was said already is left out, as is a second question; where nothing is left, a line
    that receives the other's takes its place. `seed`: the same gives the same words again.
    """
    parts: list[str] = []
    made: list[Move] = []
    used: set[str] = set()
    for move in moves:
        if move.kind in _QUESTIONS and any("?" in part for part in parts):
            continue  # one question at a time
        line = _pick(lines_for(persona, move), state.said | used, f"{seed}-{state.line}-{move.kind}")
        if line is None and not parts and move.kind != "close":
            move = Move(kind="receive")
            line = _pick(persona.receives, state.said | used, f"{seed}-{state.line}")
        if line is None:
            continue
        parts.append(_filled(line, move, state))
        made.append(move)
        used.add(mark(line))
    return " ".join(parts), tuple(made), frozenset(used)


def lines_for(persona: Persona, move: Move) -> Sequence[str]:
    """The lines that make a move."""
    if move.kind == "react":
        return persona.reacts[move.of]  # type: ignore[index]
    if move.kind == "probe":
        return persona.probes[move.of]  # type: ignore[index]
    if move.kind == "close":
        return persona.closes[move.of]  # type: ignore[index]
    if move.kind in ("tell", "confide"):
        return tuple(story.line for story in (*persona.stories, *persona.secrets) if story.id == move.of)
    return {
        "answer": persona.answers, "receive": persona.receives, "follow_up": persona.follows_up,
        "challenge": persona.challenges, "contradict": persona.contradicts, "set_homework": persona.sets_homework,
        "name_time": persona.names_time,
    }[move.kind]  # fmt: skip


def mark(line: str) -> str:
    """What is kept of a line, to know that it was said."""
    return hashlib.sha256(line.encode()).hexdigest()[:8]


def _filled(line: str, move: Move, state: State) -> str:
    """With the other's words in their places; a sentence that begins with them begins with a capital."""
    said = line.format(theirs=move.theirs, earlier=move.earlier, minutes=max(2, round(state.left)))
    return _BEGINS.sub(lambda match: match[0].upper(), said)


def _pick(lines: Sequence[str], said: frozenset[str], seed: str) -> str | None:
    left = [line for line in lines if mark(line) not in said]
    return random.Random(seed).choice(left) if left else None  # noqa: S311 no secret hangs on it

"""The record of a turn: what was understood, decided and said. Pure functions."""

from collections.abc import Sequence
from typing import NamedTuple

from assistant.brief import Brief
from assistant.calls import Budget
from assistant.commands import Command
from assistant.doubted import MEANT
from assistant.faults import Fault
from assistant.moves import Change, Move
from assistant.speak import Said
from assistant.thread import Thread
from assistant.turn import Turn
from assistant.understand.message import Understood
from assistant.word.templates import Draft
from knowledge.types import Hit

_INTRODUCE = ("greeting", "about")  # lines that say what can be done here
_WAYS_IN = "Help me work out what I want", "Help me write a message", "How do I find a mentor?"
_MAIN = (
    "care", "drafted", "reviewed", "stuck", "became", "fixed", "answer", "point", "explain", "read_back", "statement",
    "ask", "propose", "note",
)  # fmt: skip


class Heard(NamedTuple):
    """What a message means, and how that was found out. `said`: the message, or the one before that it is about."""

    said: str
    understood: Understood
    fault: Fault | None = None
    prompts: tuple[str, ...] = ()


class Decided(NamedTuple):
    """What a turn does, before a word of it is said."""

    heard: Heard
    brief: Brief
    commands: tuple[Command, ...]
    changes: tuple[Change, ...]
    moves: tuple[Move, ...]
    thread: Thread
    values: dict[str, str | int]


def record(decided: Decided, draft: Draft, said: Said, budget: Budget, seconds: float) -> Turn:
    answer = draft.answers[0] if draft.answers else None
    moves = decided.moves
    kinds = [move.kind for move in moves]
    main = next((kind for kind in _MAIN if kind in kinds), "none")
    cited = {c.passage_id for s in said.sentences for c in s.citations}
    found = [hit for turn in draft.answers for hit in turn.passages]
    refused = [verdict for turn in draft.answers for verdict in turn.verdicts if not verdict.passed]
    searched = {hit.passage.id for hit in found}
    own = {p.id: Hit(passage=p, score=1.0) for p in draft.passages if p.id in cited and p.id not in searched}
    name = answer.move if main == "answer" and answer else main
    for move in moves:
        if move.kind == "care":
            name = move.concern
        elif move.kind == "fixed" and main == "fixed":
            name = move.line
    return Turn.model_validate(
        {
            "intent": decided.heard.understood.intent, "move": name, "commands": decided.commands,
            "changes": decided.changes, "moves": moves, "thread": decided.thread, "question": said.question,
            "chips": _chips(decided.thread, moves, draft),
            "query": answer.query if answer else "", "answered": any(t.answered for t in draft.answers),
            "answerable": answer.answerable if answer else 0.0, "sentences": said.sentences,
            "passages": (*own.values(), *found), "views": answer.views if answer else (),
            "topics": answer.topics if answer else (), "verdicts": (*refused, *said.verdicts),
            "fault": said.fault or decided.heard.fault, "worded": said.worded,
            "prompts": (*decided.heard.prompts, *said.prompts), "tokens": budget.tokens, "seconds": round(seconds, 4),
        }
    )  # fmt: skip


def _chips(thread: Thread, moves: Sequence[Move], draft: Draft) -> tuple[str, ...]:
    if draft.question or not draft.chips:
        return draft.chips or _way_in(thread, moves)
    return (*draft.chips, *(_way_in(thread, moves) if thread.stage == "paused" or thread.asked else ()))


def _way_in(thread: Thread, moves: Sequence[Move]) -> tuple[str, ...]:
    """Who only asks questions is offered the talk about what they want; who left it or an open question, to go on."""
    if thread.doubted or any(move.kind == "care" for move in moves):
        return (MEANT,) if thread.doubted else ()
    if thread.asked is not None and not any(move.kind == "ask" for move in moves):
        return ("Go on",)
    if thread.stage not in ("idle", "paused"):
        return ()
    if thread.stage == "idle" and any(move.kind == "fixed" and move.line in _INTRODUCE for move in moves):
        return _WAYS_IN
    waits = thread.letter is not None and thread.letter.state == "resting"
    return ("Help me work out what I want",) if thread.stage == "idle" and not waits else ("Go on",)

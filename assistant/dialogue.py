"""One turn of a conversation, its steps wired in order:

    understand -> update the Brief -> choose the moves -> word (and retrieve) -> verify

The steps know nothing of each other, and this module nothing of where a conversation is kept.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from assistant.brief import Brief
from assistant.commands import Act, Command, Line, Question, Tell, TellPart
from assistant.edits import confirmed
from assistant.errors import BadInput
from assistant.incoming import clean
from assistant.moves import Change, Move, allowed
from assistant.policy import choose
from assistant.skills import guidance
from assistant.thread import Thread
from assistant.turn import Message, Sentence, Turn, Verdict
from assistant.understand.correction import corrected, objective_meant
from assistant.understand.dates import impossible
from assistant.understand.message import understand
from assistant.update import Source, update
from assistant.verify.citations import verify
from assistant.word.templates import Draft, Guidance, word
from knowledge.library import Library
from knowledge.types import Hit, Passage

_MAIN = ("care", "fixed", "answer", "point", "explain", "read_back", "statement", "ask", "propose", "note")


class State(NamedTuple):
    """A conversation before a message: the Brief, where the talk stands, and what was said so far."""

    brief: Brief = Brief()
    thread: Thread = Thread()
    questions: tuple[str, ...] = ()  # the person's, for 'and how often?'
    told: frozenset[str] = frozenset()  # sentences of the guidance that were shown
    noted: tuple[Change, ...] = ()  # what the last message changed

    @classmethod
    def of(cls, brief: Brief, messages: Sequence[Message]) -> "State":
        """Where a conversation stands, from what was kept of it, oldest first."""
        state = cls(brief)
        for message in messages:
            if message.turn:
                state = following(state, message.turn, brief)
        return state


class Means(NamedTuple):
    """What a turn works with. `undo` gives the Brief as it was before its last change, or None."""

    library: Library
    now: Callable[[], datetime]
    ids: Iterator[str]
    values: dict[str, str | int]  # that fill the lines with places for them
    undo: Callable[[], Brief | None] = lambda: None


def step(
    message: str, state: State, means: Means, message_id: str | None = None, turn: int | None = None
) -> tuple[Turn, Brief]:
    """The reply to a message, whole, and the Brief after it."""
    started = time.perf_counter()
    thread, brief = state.thread, state.brief
    understood = understand(message, means.library.reader, thread.asked, thread.stage == "read back")
    commands, dateless = _possible(corrected(message, understood.commands, brief, state.noted))
    asked = thread.asked
    about = objective_meant(message, commands, brief, state.noted, asked.objective if asked else None)
    brief, changes = update(
        brief, commands, Source(message=message_id, turn=turn, at=means.now()), means.ids,
        about=about, sharpened=asked is not None and asked.topic == "target" and about == asked.objective,
    )  # fmt: skip
    values = dict(means.values)
    if dateless:
        values["date"] = dateless
    acts = {command.act for command in commands if isinstance(command, Act)}
    if "undo" in acts:
        before = means.undo()
        commands = commands if before else (Line(line="nothing_to_undo"),)
        brief = before or brief
    moves, thread = choose(brief, thread, commands, changes)
    if any(move.kind == "statement" for move in moves):
        brief = confirmed(brief)
    if not allowed(moves):
        raise ValueError(f"The policy chose moves that may not go together: {[move.kind for move in moves]}.")
    draft = word(moves, brief, _guidance(means.library, state), values)
    shown, verdicts = verify(draft.sentences, _passages(draft))
    return _turn(understood.intent, commands, moves, thread, changes, draft, shown, verdicts, started), brief


def following(state: State, turn: Turn, brief: Brief) -> State:
    """The conversation after a turn."""
    return State(
        brief=brief,
        thread=turn.thread,
        questions=(*state.questions, *(c.text for c in turn.commands if isinstance(c, Question))),
        told=state.told | {s.text for s in turn.sentences if s.label == "guidance"},
        noted=turn.changes,
    )


def converse(messages: Iterable[str], means: Means, history: list[Brief]) -> Iterator[tuple[Turn, Brief]]:
    """A whole conversation from an empty Brief, kept nowhere; `history` holds the Briefs that undoing goes back to."""
    state = State()
    for number, message in enumerate(messages, 1):
        try:
            text = clean(message)
        except BadInput as error:
            refused = Sentence(text=str(error), label="fixed", support=1.0)
            turn = Turn(intent="out_of_scope", move="refuse", sentences=(refused,), thread=state.thread)
            yield turn, state.brief
            continue
        turn, brief = step(text, state, means, turn=number)
        if brief != state.brief and not took_back(turn):
            history.append(state.brief)
        state = following(state, turn, brief)
        yield turn, brief


def took_back(turn: Turn) -> bool:
    """Whether the turn took a change of the Brief back: then that is kept already."""
    return any(isinstance(command, Act) and command.act == "undo" for command in turn.commands)


def _way_in(thread: Thread, moves: Sequence[Move]) -> tuple[str, ...]:
    """Who only asks questions is offered the talk about what they want; who paused it, to go on."""
    if any(move.kind == "care" for move in moves) or thread.stage not in ("idle", "paused"):
        return ()
    return ("Help me work out what I want",) if thread.stage == "idle" else ("Go on",)


def _possible(commands: Sequence[Command]) -> tuple[tuple[Command, ...], str | None]:
    """The commands without days that no calendar has, and the words of such a day."""
    kept: list[Command] = []
    found: str | None = None
    for command in commands:
        dated = (isinstance(command, TellPart) and command.part == "deadline") or (
            isinstance(command, Tell) and command.slot == "horizon"
        )
        wrong = impossible(command.value) if dated and isinstance(command, Tell | TellPart) else None
        if wrong:
            found = wrong
        else:
            kept.append(command)
    return ((*kept, Line(line="no_such_date")) if found else tuple(kept)), found


def _guidance(library: Library, state: State) -> Guidance:
    return Guidance(
        answer=lambda text, told: guidance.answer(library, text, state.questions, state.told | set(told)),
        paragraph=lambda note, number: guidance.paragraph(library, note, number),
        about=lambda note, words: guidance.about(library, note, words),
    )


def _passages(draft: Draft) -> list[Passage]:
    return [*draft.passages, *(hit.passage for turn in draft.answers for hit in turn.passages)]


def _turn(
    intent: str,
    commands: Sequence[Command],
    moves: Sequence[Move],
    thread: Thread,
    changes: Sequence[object],
    draft: Draft,
    shown: Sequence[Sentence],
    verdicts: Sequence[Verdict],
    started: float,
) -> Turn:
    answer = draft.answers[0] if draft.answers else None
    kinds = [move.kind for move in moves]
    main = next((kind for kind in _MAIN if kind in kinds), "none")
    cited = {c.passage_id for s in shown for c in s.citations}
    own = {p.id: Hit(passage=p, score=1.0) for p in draft.passages if p.id in cited}
    name = answer.move if main == "answer" and answer else main
    for move in moves:
        if move.kind == "care":
            name = move.concern
        elif move.kind == "fixed" and main == "fixed":
            name = move.line
    return Turn.model_validate(
        {
            "intent": intent, "move": name, "commands": tuple(commands), "changes": tuple(changes),
            "moves": tuple(moves), "thread": thread, "question": draft.question,
            "chips": draft.chips or _way_in(thread, moves),
            "query": answer.query if answer else "", "answered": any(t.answered for t in draft.answers),
            "answerable": answer.answerable if answer else 0.0, "sentences": tuple(shown),
            "passages": (*own.values(), *(h for t in draft.answers for h in t.passages if h.passage.id not in own)),
            "views": answer.views if answer else (), "topics": answer.topics if answer else (),
            "verdicts": tuple(verdicts), "seconds": round(time.perf_counter() - started, 4),
        }
    )  # fmt: skip

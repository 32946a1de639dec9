"""The policy: what to say next. Pure: the same Brief, thread and commands give the same moves.

Ordered rules. What goes for every skill comes first (a concern, a fixed line, a note to heed, a question in between, an
act such as 'skip' or 'why do you ask?'), then the skill's own next question.
"""

from collections.abc import Sequence, Set

from assistant.brief import Brief
from assistant.commands import Act, Command, Concerned, Heed, Line, Question, Tell
from assistant.moves import Answer, Ask, Care, Change, Explain, Fixed, Move, Note, Point, Propose, ReadBack, Statement
from assistant.skills.objectives import next_question
from assistant.thread import Asked, Stage, Thread

FAR_GOAL = "next-position"
_INVITING = ("greeting", "ready", "how_to_begin")  # lines that 'yes' takes up
_ENOUGH = 3  # facts without which there is nothing to read back


def choose(
    brief: Brief, thread: Thread, commands: Sequence[Command], changes: Sequence[Change]
) -> tuple[tuple[Move, ...], Thread]:
    """The moves that answer a message, and where the conversation stands afterwards.

    `brief` has the message's facts already; `changes` says which.
    """
    moves, after = _choose(brief, thread, commands, changes)
    invited = any(isinstance(move, Fixed) and move.line in _INVITING for move in moves)
    return moves, after.model_copy(update={"invited": invited})


def _choose(
    brief: Brief, thread: Thread, commands: Sequence[Command], changes: Sequence[Change]
) -> tuple[tuple[Move, ...], Thread]:
    for command in commands:
        if isinstance(command, Concerned):  # no coaching over it; the talk rests until the person takes it up again
            return (Care(concern=command.concern),), thread.resting(_rested(thread))
    moves: list[Move] = []
    acts: Set[str] = {command.act for command in commands if isinstance(command, Act)}
    lines = [command.line for command in commands if isinstance(command, Line)]
    questions = [command for command in commands if isinstance(command, Question)]
    moves += [Fixed(line=line) for line in lines]
    if changes:
        moves.append(Note(changes=tuple(changes)))
    pointed = _pointed(brief, thread, commands, changes)
    if pointed is not None:
        moves.append(pointed)
        thread = thread.model_copy(update={"heeded": (*thread.heeded, pointed.note)})
    moves += [Answer(question=asked.text, search=asked.search) for asked in questions[:1]]
    aside = bool(lines or questions)
    if "stop" in acts:
        return (*moves, Fixed(line="paused")), thread.resting("paused")
    if "show" in acts or "undo" in acts:
        moves.append(Fixed(line="nothing_yet" if brief.empty else "brief_shown" if "show" in acts else "undone"))
        aside = True
    thread = _begun(thread, acts, changes)
    if thread.stage in ("idle", "paused"):
        return (*moves, *_unprompted(moves, acts)), thread
    if thread.stage == "read back":
        return _after_read_back(brief, thread, acts, changes, moves, aside)
    if thread.stage == "confirmed":
        return _after_confirmation(brief, thread, acts, changes, moves)
    if lines == ["not_understood"]:
        acts, aside = {*acts, "dont_know"}, False
    return _go_on(brief, thread, acts, changes, moves, aside)


def _pointed(brief: Brief, thread: Thread, commands: Sequence[Command], changes: Sequence[Change]) -> Point | None:
    """What to heed before the talk goes on: a far goal without a next step, or what understanding has found."""
    heeds = [command for command in commands if isinstance(command, Heed)]
    far = next((c for c in commands if isinstance(c, Tell) and c.slot == "long_term"), None)
    if far is not None and brief.next_role is None and not brief.next_role_alternatives:
        heeds.insert(0, Heed(note=FAR_GOAL, about=far.quote))
    heed = next((heed for heed in heeds if heed.note not in thread.heeded), None)
    return Point(note=heed.note, about=heed.about) if heed else None


def _rested(thread: Thread) -> Stage:
    return thread.stage if thread.stage in ("idle", "confirmed") else "paused"


def _begun(thread: Thread, acts: Set[str], changes: Sequence[Change]) -> Thread:
    """Somebody who says something about themselves, or asks to begin, is in the talk."""
    ready = "begin" in acts or ("confirm" in acts and thread.invited)
    if thread.stage in ("idle", "paused") and (changes or ready):
        return thread.model_copy(update={"stage": "collecting"})
    if thread.stage == "confirmed" and "begin" in acts:
        return thread.model_copy(update={"stage": "collecting", "passed": (), "tries": ()})
    return thread


def _unprompted(moves: Sequence[Move], acts: Set[str]) -> tuple[Move, ...]:
    """Outside the talk nothing is asked; an act that fits nothing gets a word all the same."""
    return () if moves else (Fixed(line="how_to_begin" if acts & {"dont_know", "deny", "why"} else "ready"),)


def _go_on(
    brief: Brief, thread: Thread, acts: Set[str], changes: Sequence[Change], moves: list[Move], aside: bool
) -> tuple[tuple[Move, ...], Thread]:
    asked = thread.asked
    if "stay" in acts:
        thread = thread.passing("next_role").passing("horizon")
    if "enough" in acts:
        return _read_back(brief, thread, moves)
    if asked is not None:
        if "why" in acts:
            return (*moves, Explain(topic=asked.topic), _ask(thread, asked, resumed=True)), thread
        if "back" in acts:
            return _back(brief, thread, moves)
        if "skip" in acts or ("dont_know" in acts and thread.attempts(asked.key) > 1) or "deny" in acts:
            thread = thread.passing(asked.key)
            if not changes:
                moves.append(Fixed(line="skipped"))
        elif "dont_know" in acts and not changes:
            # A second try with help to answer; the third time it is let go.
            again = thread.asking(asked)
            return (*moves, _ask(again, asked)), again
        elif aside and not changes:
            return (*moves, _ask(thread, asked, resumed=True)), thread  # a digression: back to the open question
    following = next_question(brief, thread)
    if following is None:
        return _read_back(brief, thread, moves)
    thread = thread.asking(following)
    return (*moves, _ask(thread, following)), thread


def _ask(thread: Thread, asked: Asked, resumed: bool = False) -> Ask:
    return Ask(
        topic=asked.topic, objective=asked.objective, attempt=max(1, thread.attempts(asked.key)), resumed=resumed
    )


def _back(brief: Brief, thread: Thread, moves: list[Move]) -> tuple[tuple[Move, ...], Thread]:
    """To the question before the open one, which may be answered anew."""
    asked = thread.asked
    earlier = [key for key in thread.tries if asked is None or key != asked.key]
    if not earlier or asked is None:
        return (*moves, Fixed(line="nothing_before"), *([_ask(thread, asked, resumed=True)] if asked else [])), thread
    topic, _, objective = earlier[-1].partition(" ")
    previous = Asked.model_validate({"topic": topic, "objective": objective or None})
    tries = tuple(key for key in thread.tries if key not in (previous.key, asked.key))
    passed = tuple(key for key in thread.passed if key != previous.key)
    thread = thread.model_copy(update={"tries": tries, "passed": passed}).asking(previous)
    return (*moves, _ask(thread, previous)), thread


def _read_back(brief: Brief, thread: Thread, moves: list[Move]) -> tuple[tuple[Move, ...], Thread]:
    if sum(1 for _ in brief.facts()) < _ENOUGH:
        return (*moves, Fixed(line="too_little")), thread.resting("paused")
    return (*moves, ReadBack()), thread.model_copy(update={"stage": "read back", "asked": None})


def _after_read_back(
    brief: Brief, thread: Thread, acts: Set[str], changes: Sequence[Change], moves: list[Move], aside: bool
) -> tuple[tuple[Move, ...], Thread]:
    if changes:  # something was put right: it is read back anew, and nothing else is asked
        return (*moves, ReadBack()), thread
    if "confirm" in acts:
        thread = thread.model_copy(update={"stage": "confirmed"})
        return (*moves, Statement(), Propose(step="find_mentors")), thread
    if "why" in acts:
        return (*moves, Fixed(line="why_read_back")), thread
    if "deny" in acts:
        return (*moves, Fixed(line="what_is_wrong")), thread
    return (*moves, *([] if aside else [Fixed(line="say_yes_or_change")])), thread


def _after_confirmation(
    brief: Brief, thread: Thread, acts: Set[str], changes: Sequence[Change], moves: list[Move]
) -> tuple[tuple[Move, ...], Thread]:
    if changes:
        following = next_question(brief, thread)
        if following is not None:
            thread = thread.model_copy(update={"stage": "collecting"}).asking(following)
            return (*moves, _ask(thread, following)), thread
        return (*moves, ReadBack()), thread.model_copy(update={"stage": "read back"})
    if "confirm" in acts:
        return (*moves, Answer(question="Where do I look for a mentor, and how do I choose among candidates?")), thread
    return (*moves, *([] if moves else [Fixed(line="ready")])), thread

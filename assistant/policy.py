"""The policy: what to say next. Pure: the same Brief, thread and commands give the same moves.

Ordered rules. What goes for every skill comes first (a concern, a fixed line, a note to heed, a question in between, an
act such as 'skip' or 'why do you ask?'), then the skill's own next question.
"""

import re
from collections.abc import Callable, Sequence, Set
from typing import NamedTuple

from assistant.brief import Brief
from assistant.commands import (
    Act,
    Check,
    Command,
    Concerned,
    Drop,
    Heed,
    LeaveOut,
    Line,
    News,
    Question,
    Tell,
    TellLetter,
    TellOf,
    Write,
)
from assistant.moves import (
    LETTER_TOPICS,
    Answer,
    Ask,
    Care,
    Change,
    Explain,
    Fixed,
    Move,
    Note,
    Point,
    Propose,
    ReadBack,
    Reviewed,
    Statement,
    Step,
)  # fmt: skip
from assistant.skills import objectives
from assistant.skills.outreach import talk as outreach
from assistant.skills.outreach.plan import Kept
from assistant.thread import Asked, Stage, Thread

FAR_GOAL = "next-position"
_MISREAD = "if_misread"
_INVITING = frozenset(  # lines that 'yes' takes up
    ("greeting", "ready", "how_to_begin", "next_people", "next_meeting", "write_to_them")
)
_LOOKS = "Where do I look for a mentor?"
_PREPARES = "How do I prepare for the first meeting with a mentor?"
_BARE = re.compile(  # 'where?', 'yes, let's look at where to find them', 'yes please, and what should I do first?'
    r"\W*(?:(?:ok|okay|and|so|yes|yeah|sure|please|gladly|that would help)\W+)*(?:(?:where|how|show me)\W*"
    r"|(?:let['’]?s |we can |i (?:want|would like|need) to )?(?:look|see|find)\b[^.?!]{0,50}"
    r"|(?:but )?where\b[^.?!]{0,60}\b(?:find|look|meet|search|get|sit|are|start|is)\b[^.?!]{0,40}"
    r"|what (?:should|do|can|would|must|to|i) (?:i |we )?(?:should |must |can )?(?:do )?(?:first|next|now|tomorrow)\b"
    r"[^.?!]{0,30})[\s.?!]*",
    re.IGNORECASE,
)
_ENOUGH = 3  # facts without which there is nothing to read back
Outcome = tuple[tuple[Move, ...], Thread]


class Skill(NamedTuple):
    """What is particular to one skill: its next question, how it is put, and what comes when nothing is to be asked."""

    next_question: Callable[[Brief, Thread], Asked | None]
    ask: Callable[[Brief, Thread, Asked, bool], Ask]  # `resumed` is the last
    finish: Callable[[Brief, Thread, list[Move]], Outcome]


def choose(
    brief: Brief, thread: Thread, commands: Sequence[Command], changes: Sequence[Change], kept: Sequence[Kept] = ()
) -> Outcome:
    """The moves that answer a message, and where the conversation stands afterwards.

    `brief` and `thread.letter` have the message's facts already; `changes` says which. `kept`: the messages to mentors
    as they are kept, the one that was changed last first.
    """
    moves, after = _choose(brief, thread, commands, changes, kept)
    invited = any(isinstance(move, Fixed) and move.line in _INVITING for move in moves)
    proposed = next((move.step for move in moves if isinstance(move, Propose)), None)
    waits = thread.doubted if Fixed(line=_MISREAD) in moves else ""
    doubted = next((move.about for move in moves if isinstance(move, Care)), waits)
    at = (thread.asked or thread.doubted_at) if doubted else None
    said = {"invited": invited, "proposed": proposed, "doubted": doubted, "doubted_at": at}
    return moves, after.model_copy(update=said)


def _choose(
    brief: Brief, thread: Thread, commands: Sequence[Command], changes: Sequence[Change], kept: Sequence[Kept]
) -> Outcome:
    for command in commands:
        if isinstance(command, Concerned):  # no coaching over it; the talk rests until the person takes it up again
            return (Care(concern=command.concern, about=command.about),), thread.resting(_rested(thread))
    moves: list[Move] = []
    acts: Set[str] = {command.act for command in commands if isinstance(command, Act)}
    lines = [command.line for command in commands if isinstance(command, Line)]
    questions = [command for command in commands if isinstance(command, Question)]
    acts, questions = _taken_up(thread, acts, questions)
    moves += [Fixed(line=line) for line in lines if line != "how_many"]
    if changes:
        moves.append(Note(changes=tuple(changes)))
    moves += [Fixed(line=line) for line in lines if line == "how_many"]  # of what is left after that
    pointed = _pointed(brief, thread, commands, changes)
    if pointed is not None:
        moves.append(pointed)
        thread = thread.model_copy(update={"heeded": (*thread.heeded, pointed.note)})
    moves += [
        Answer(question=asked.text, search=asked.search, within=asked.within, aside=asked.aside)
        for asked in questions[:1]
    ]
    aside = bool(lines or questions)
    if "stop" in acts:
        return (*moves, Fixed(line="paused")), thread.resting("paused")
    if "goodbye" in lines:
        return tuple(moves), thread.resting(_rested(thread))
    if "show" in acts or "undo" in acts:
        moves.append(Fixed(line="nothing_yet" if brief.empty else "brief_shown" if "show" in acts else "undone"))
        aside = True
    if "minute" in acts:
        moves.append(Fixed(line="nothing_yet") if brief.empty else Statement())
        aside = True
    check = next((command for command in commands if isinstance(command, Check)), None)
    if check is not None:
        return _check(brief, thread, check, kept, moves)
    if of_letter := _of_letter(brief, thread, commands, kept):
        moves.append(of_letter)
        aside = True
    thread = _letter_now(thread, acts, commands)
    if thread.writing:
        return _write_on(brief, thread, acts, lines, commands, changes, moves, aside, kept)
    return _clarify(brief, thread, acts, lines, changes, moves, aside)


def _taken_up(thread: Thread, acts: Set[str], questions: list[Question]) -> tuple[Set[str], list[Question]]:
    """'Where?', where it was offered to look at that, says yes to it."""
    bare = thread.proposed is not None and bool(questions) and _BARE.fullmatch(questions[0].text)
    return ({*acts, "confirm"}, []) if bare else (acts, questions)


def _clarify(
    brief: Brief, thread: Thread, acts: Set[str], lines: Sequence[str], changes: Sequence[Change], moves: list[Move],
    aside: bool,
) -> Outcome:  # fmt: skip
    """The talk about what they want."""
    if thread.stage == "confirmed" and any(isinstance(move, Answer) for move in moves):
        acts = acts - {"begin"}  # who wants a mentor and knows for what is told, and asked nothing again
    if thread.stage == "confirmed" and thread.proposed is not None and "begin" in acts:
        acts = {*acts, "confirm"} - {"begin"}  # 'go on'
    thread = _begun(thread, acts, changes)
    if thread.stage in ("idle", "paused"):
        return _after_doubt(thread, moves) or (*moves, *_unprompted(moves, acts)), thread
    if thread.stage == "read back":
        return _after_read_back(brief, thread, acts, changes, moves)
    if thread.stage == "confirmed":
        return _after_confirmation(brief, thread, acts, changes, moves)
    if lines == ["not_understood"]:
        acts, aside = {*acts, "dont_know"}, False
    moved = {change.before for change in changes if change.after is None}  # to another place
    told = any(_answers(change, thread.asked) for change in changes if change.after not in moved)
    return _go_on(_OBJECTIVES, brief, thread, acts, told, moves, aside or bool(changes))


def _answers(change: Change, asked: Asked | None) -> bool:
    """Whether a change may be what was asked for: who is brought up answers nothing, nor does a correction."""
    place = change.place
    if place.slot == "candidates":
        return False
    if place.slot == "experience":  # asked for with their work
        return asked is None or asked.topic == "current_role"
    sharpened = place.part == "text" and asked is not None and asked.topic in ("target", "objectives")
    return change.before is None or asked is None or sharpened or asked.topic in (place.slot, place.part)


def _of_letter(brief: Brief, thread: Thread, commands: Sequence[Command], kept: Sequence[Kept]) -> Move | None:
    """What is said of a message before the talk goes on."""
    for command in commands:
        if isinstance(command, News):
            return outreach.became(brief, thread, kept, command.name)
        if isinstance(command, Drop):
            return Fixed(line="letter_dropped")
        if isinstance(command, LeaveOut):
            return Fixed(line="left_out")
    return None


def _letter_now(thread: Thread, acts: Set[str], commands: Sequence[Command]) -> Thread:
    """Whether a message is talked about: it waits while they find out what they want, and is taken up when offered."""
    writes = any(isinstance(command, Write) for command in commands)
    if thread.writing and "begin" in acts and not writes:
        thread = thread.resting(thread.stage)
    if thread.asked is not None and thread.asked.topic == "pasted":
        thread = thread.laid_down()
    if thread.proposed == "draft_outreach" and "confirm" in acts:
        thread = thread.forgetting(outreach.ASKED).with_letter(state="asking")
    return thread


def _write_on(
    brief: Brief, thread: Thread, acts: Set[str], lines: Sequence[str], commands: Sequence[Command],
    changes: Sequence[Change], moves: list[Move], aside: bool, kept: Sequence[Kept],
) -> Outcome:  # fmt: skip
    """The talk about a message, by the same rules as any other."""
    if lines == ["not_understood"]:
        acts, aside = {*acts, "dont_know"}, False
    topic = thread.asked.topic if thread.asked else None
    told = any(isinstance(c, TellOf | TellLetter) or (isinstance(c, Write) and c.fresh) for c in commands)
    told = told or any(change.place.slot == topic for change in changes)
    aside = aside or bool(changes) or any(isinstance(command, Write) for command in commands)

    def finish(brief: Brief, thread: Thread, moves: list[Move]) -> Outcome:
        said, after = outreach.finished(brief, thread, kept)
        stuck = said[0].kind == "stuck"  # then nothing is left open
        before = [move for move in moves if not (stuck and isinstance(move, Fixed) and move.line == "skipped")]
        return (*before, *said), after

    return _go_on(Skill(outreach.next_question, outreach.ask, finish), brief, thread, acts, told, moves, aside)


def _check(brief: Brief, thread: Thread, command: Check, kept: Sequence[Kept], moves: list[Move]) -> Outcome:
    """Judge a message: the one that was pasted, else the one that was drafted last; else it is asked for."""
    thread = thread.resting(_rested(thread))
    if command.text is not None:
        reviewed = Reviewed(text=command.text, channel=command.channel, medium=command.medium)
        return (*moves, reviewed), thread
    plan = thread.letter
    if plan is not None and plan.state == "drafted":
        here = next((each for each in kept if each.id == plan.letter), None)
        draft = outreach.draft_of(brief, thread)
        if text := here.text if here else draft.text if draft else "":
            return (*moves, Reviewed(text=text, channel=plan.channel, medium=plan.medium, pasted=False)), thread
    asked = Asked(topic="pasted")
    return (*moves, Ask(topic="pasted")), thread.model_copy(update={"asked": asked})


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
        stays = {"next_role", "horizon"} <= set(thread.passed)
        passed = ("next_role", "horizon") if stays else ()
        return thread.model_copy(update={"stage": "collecting", "passed": passed, "tries": ()})
    return thread


def _after_doubt(thread: Thread, moves: Sequence[Move]) -> tuple[Move, ...]:
    """Where a message was answered with care that it may not have needed, and this one does not say: how to say it."""
    says_nothing = all(isinstance(move, Fixed) and move.line in ("smalltalk", "not_understood") for move in moves)
    return (Fixed(line=_MISREAD),) if thread.doubted and says_nothing else ()


def _unprompted(moves: Sequence[Move], acts: Set[str]) -> tuple[Move, ...]:
    """Outside the talk nothing is asked; an act that fits nothing gets a word all the same."""
    if "enough" in acts and not moves:
        return (Fixed(line="paused"),)
    return () if moves else (Fixed(line="how_to_begin" if acts & {"dont_know", "deny", "why"} else "ready"),)


def _go_on(
    skill: Skill, brief: Brief, thread: Thread, acts: Set[str], told: bool, moves: list[Move], aside: bool
) -> Outcome:
    """`told`: something of what the skill is about; `aside`: the message was about something else."""
    asked = thread.asked
    if "stay" in acts:
        if brief.next_role is None and "next_role" not in thread.passed:
            moves.append(Fixed(line="stays"))
        thread = thread.passing("next_role").passing("horizon")
    if "enough" in acts:
        return skill.finish(brief, thread, moves)
    if asked is not None and (asked.objective is None or brief.objective(asked.objective)):  # else it is gone
        stays, thread = _at_open(skill, brief, thread, asked, acts, told, moves, aside)
        if stays is not None:
            return (*moves, *stays), thread
    following = skill.next_question(brief, thread)
    if following is None:
        return skill.finish(brief, thread, moves)
    thread = thread.asking(following)
    return (*moves, skill.ask(brief, thread, following, False)), thread


def _at_open(
    skill: Skill, brief: Brief, thread: Thread, asked: Asked, acts: Set[str], told: bool, moves: list[Move], aside: bool
) -> tuple[tuple[Move, ...] | None, Thread]:
    """What is said at the open question, where the talk stays at it; None: it goes on to the next. `moves` grow."""
    if "why" in acts:
        explained = Explain(topic=asked.topic)
        if not told:
            return (explained, skill.ask(brief, thread, asked, True)), thread
        moves.append(explained)
    elif "back" in acts:
        return _back(skill, brief, thread, asked)
    elif "skip" in acts or ("dont_know" in acts and thread.attempts(asked.key) > 1) or "deny" in acts:
        thread = thread.passing(asked.key)
        if not told:
            moves.append(Fixed(line="skipped"))
    elif "dont_know" in acts and not told:
        # A second try with help to answer; the third time it is let go.
        again = thread.asking(asked)
        return (skill.ask(brief, again, asked, False),), again
    elif (aside or "begin" in acts) and not told:
        # A digression: back to the open question. Who asks one thing after the other knows that it waits.
        if thread.resumed and any(isinstance(move, Answer) for move in moves):
            return (), thread
        return (skill.ask(brief, thread, asked, True),), thread.model_copy(update={"resumed": True})
    return None, thread


def _ask(brief: Brief, thread: Thread, asked: Asked, resumed: bool = False) -> Ask:
    return Ask(
        topic=asked.topic, objective=asked.objective, attempt=max(1, thread.attempts(asked.key)), resumed=resumed
    )


def _back(skill: Skill, brief: Brief, thread: Thread, asked: Asked) -> tuple[tuple[Move, ...], Thread]:
    """To the question of the same talk before the open one, which may be answered anew."""
    earlier = [key for key in thread.tries if key != asked.key and _belongs(key, thread)]
    if not earlier:
        return (Fixed(line="nothing_before"), skill.ask(brief, thread, asked, True)), thread
    topic, _, objective = earlier[-1].partition(" ")
    previous = Asked.model_validate({"topic": topic, "objective": objective or None})
    tries = tuple(key for key in thread.tries if key not in (previous.key, asked.key))
    passed = tuple(key for key in thread.passed if key != previous.key)
    thread = thread.model_copy(update={"tries": tries, "passed": passed}).asking(previous)
    return (skill.ask(brief, thread, previous, False),), thread


def _belongs(key: str, thread: Thread) -> bool:
    """Whether a question is one of the talk that is going on."""
    of_letter = key in LETTER_TOPICS
    return of_letter == thread.writing or key == "current_role"


def _read_back(brief: Brief, thread: Thread, moves: list[Move]) -> Outcome:
    if sum(1 for _ in brief.facts()) < _ENOUGH:
        return (*moves, Fixed(line="too_little")), thread.resting("paused")
    return (*moves, ReadBack()), thread.model_copy(update={"stage": "read back", "asked": None})


_OBJECTIVES = Skill(objectives.next_question, _ask, _read_back)


def _after_read_back(
    brief: Brief, thread: Thread, acts: Set[str], changes: Sequence[Change], moves: list[Move]
) -> Outcome:
    agreed = "confirm" in acts and not any(isinstance(move, Answer) for move in moves)
    if (changes and not agreed) or "show" in acts:  # put right: it is read back anew, and nothing else is asked
        return (*(move for move in moves if move != Fixed(line="brief_shown")), ReadBack()), thread
    if acts & {"confirm", "enough"}:
        thread = thread.model_copy(update={"stage": "confirmed"})
        waits = thread.letter is not None and thread.letter.state == "resting"
        step: Step = "draft_outreach" if waits else "prepare_meeting" if brief.meetings else "find_mentors"
        return (*moves, Statement(), Propose(step=step)), thread
    if "why" in acts:
        return (*moves, Fixed(line="why_read_back")), thread
    if "deny" in acts:
        return (*moves, Fixed(line="what_is_wrong")), thread
    return (*moves, Fixed(line="say_yes_or_change")), thread


def _after_confirmation(
    brief: Brief, thread: Thread, acts: Set[str], changes: Sequence[Change], moves: list[Move]
) -> Outcome:
    answered = any(isinstance(move, Answer) for move in moves)
    if changes and all(change.place.slot == "candidates" for change in changes):
        return (*moves, *([] if answered else [Fixed(line="write_to_them")])), thread
    if changes:
        following = objectives.next_question(brief, thread)
        if following is not None:
            thread = thread.model_copy(update={"stage": "collecting"}).asking(following)
            return (*moves, _ask(brief, thread, following)), thread
        return (*moves, ReadBack()), thread.model_copy(update={"stage": "read back"})
    if "enough" in acts and not moves:
        return (Fixed(line="goodbye"),), thread
    known = "write_to_them" if brief.candidates else "next_people"
    invitation = Fixed(line="next_meeting" if brief.meetings else known)
    if answered and not thread.invited:  # and every other time after that
        return (*moves, invitation), thread
    if "confirm" in acts and thread.proposed is not None:
        return (*moves, Answer(question=_PREPARES if brief.meetings else _LOOKS), invitation), thread
    return (*moves, *([] if moves else [invitation])), thread

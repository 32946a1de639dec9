"""Preparing a message to a mentor: what is asked next, and what comes of it. Pure functions over Brief and thread.

What is missing is what a draft cannot do without; nothing else is asked.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from assistant.brief import CANDIDATE_PARTS, Brief, Candidate, Fact
from assistant.commands import ABOUT, Command, Write
from assistant.moves import LETTER_TOPICS, Ask, Became, Drafted, Fixed, Move, Stuck
from assistant.skills.outreach.compose import compose
from assistant.skills.outreach.names import name
from assistant.skills.outreach.plan import Kept, Plan
from assistant.skills.outreach.telling import known_as
from assistant.skills.outreach.types import Draft, Missing, Need
from assistant.thread import Asked, Thread
from knowledge.letters import Channel

ASKED: frozenset[str] = LETTER_TOPICS | {"current_role"}  # all that may be asked for a message
_ATTEMPTS = 3  # at one thing; then the person is told what it is needed for
# What stands for an offer that is passed over: no sentence says it, and none is missing.
_NOTHING = Fact(id="nothing", value="nothing", origin="said", at=datetime.fromtimestamp(0, UTC))
_EITHER: dict[Need, Need] = {"work": "why", "why": "work"}  # one of the two is enough
_ABOUT: dict[str, Channel] = {  # the message that somebody may want who has just read one of these notes
    "thank-you.md": "thank_you", "silence.md": "followup", "end-well.md": "graceful_exit",
    "introductions.md": "intro_request", "linkedin-note.md": "linkedin_note",
}  # fmt: skip


_WRITE_IT = re.compile(
    r"\b(?:write|draft|word|compose|formulate|prepare|do|make|send)\b(?: me| us| up| down)? (?:it|that|this|one)\b",
    re.IGNORECASE,
)


def in_view_of(message: str, commands: Sequence[Command], cited: Sequence[str]) -> tuple[Command, ...]:
    """'Can you write it?' is a message of the kind that was spoken of last.

    `cited`: the notes that the last answer rests on, the main one first.
    """
    channel = _ABOUT.get(cited[0]) if cited and _WRITE_IT.search(message) else None
    return tuple(
        command.model_copy(update={"channel": channel})
        if isinstance(command, Write) and command.fresh and command.channel is None
        else command
        for command in commands
    )


def next_question(brief: Brief, thread: Thread) -> Asked | None:
    """The next thing to ask; None where a draft can be written, or will not be."""
    result = _composed(brief, thread)
    if not isinstance(result, Missing):
        return None
    for need in (result.need, _EITHER.get(result.need)):
        if need is not None and need not in thread.passed and thread.attempts(need) < _ATTEMPTS:
            return Asked(topic=need)
    return None


def finished(brief: Brief, thread: Thread, kept: Sequence[Kept]) -> tuple[tuple[Move, ...], Thread]:
    """The draft, or why there is none; nothing is asked any more, and another talk that was open rests."""
    plan = thread.letter or Plan()
    resting = "paused" if thread.stage in ("collecting", "read back") else thread.stage
    result = _composed(brief, thread)
    if isinstance(result, Missing):
        stuck = Stuck(need=result.need, channel=plan.channel, reader=called(brief, plan))
        return (stuck,), thread.resting(resting)
    moves: list[Move] = []
    before = next((each for each in kept if each.id == plan.letter), None)
    if before is None or before.own:
        moves += [Fixed(line="letter_left_alone")] if before else []
        thread = thread.with_letter(letter=None)
    drafted = Drafted(draft=result[plan.chosen], other=result[1 - plan.chosen])
    after = thread.laid_down().with_letter(state="drafted").model_copy(update={"stage": resting})
    return (*moves, drafted), after


def ask(brief: Brief, thread: Thread, asked: Asked, resumed: bool = False) -> Ask:
    plan = thread.letter or Plan()
    attempt = max(1, thread.attempts(asked.key))
    if attempt == _ATTEMPTS:  # there are two ways to put it: the first one, taken up again
        attempt, resumed = 1, True
    return Ask(topic=asked.topic, attempt=attempt, resumed=resumed, channel=plan.channel, reader=called(brief, plan))


def called(brief: Brief, plan: Plan) -> str:
    """How who is written to is called; empty where nobody is named yet."""
    candidate = brief.candidate(plan.candidate)
    found = name(candidate.name.value) if candidate else None
    return found.short if found else ""


def became(brief: Brief, thread: Thread, kept: Sequence[Kept], whom: str | None) -> Became | Fixed:
    """What has become of the messages to somebody, or of all of them."""
    candidate = known_as(brief, whom) if whom else None
    meant = [k for k in kept if whom is None or _is_to(k, whom, candidate)]
    plan = thread.letter
    if not meant and plan is not None and (whom is None or (candidate and candidate.id == plan.candidate)):
        return Fixed(line="letter_here" if plan.state == "drafted" else "letter_begun")
    return Became(letters=tuple(meant), name=whom)


def _is_to(kept: Kept, whom: str, candidate: Candidate | None) -> bool:
    named = set(whom.casefold().split()) <= set(kept.title.casefold().split())
    return named or (candidate is not None and kept.candidate == candidate.id)


def draft_of(brief: Brief, thread: Thread) -> Draft | None:
    """The draft that was shown last."""
    result = _composed(brief, thread)
    return None if isinstance(result, Missing) or thread.letter is None else result[thread.letter.chosen]


def taken_up(thread: Thread, plan: Plan | None, commands: Sequence[Command]) -> Thread:
    """The thread with the message as it is planned now; what else was asked waits."""
    before = thread.letter
    if plan is None:
        dropped = before is not None and before.state == "asking"
        thread = thread.forgetting(LETTER_TOPICS)
        return thread.model_copy(update={"letter": None, **({"asked": None} if dropped else {})})
    after = thread.model_copy(update={"letter": plan})
    if plan.state != "asking":
        return after
    if before is None or before.state != "asking":
        after = after.laid_down()
    fresh = any(isinstance(command, Write) and command.fresh for command in commands)
    return after.forgetting(ASKED) if fresh or before is None or before.state == "resting" else after


def _composed(brief: Brief, thread: Thread) -> tuple[Draft, Draft] | Missing:
    plan = thread.letter or Plan()
    given, candidate = plan.particulars, brief.candidate(plan.candidate)
    given = given.model_copy(update=dict.fromkeys(set(plan.left_out) & set(ABOUT)))
    if given.give is None and "give" in {*thread.passed, *plan.left_out}:
        given = given.model_copy(update={"give": _NOTHING})
    if candidate is not None:
        candidate = candidate.model_copy(update=dict.fromkeys(set(plan.left_out) & set(CANDIDATE_PARTS)))
    return compose(plan.channel, plan.medium, plan.tone, brief, candidate, given)

"""What the mentor does next: from a meeting as it stands and what was just heard to one or two moves. Pure."""

from typing import NamedTuple, get_args

from assistant.skills.rehearsal.feeling import ending, felt, pace
from assistant.skills.rehearsal.hearing import Heard
from assistant.skills.rehearsal.meeting import Dial, Lead, Move, MoveKind, Setting, State, minutes
from assistant.skills.rehearsal.persona import Cue, Phase, Temper

_BY_CUE: tuple[Cue, ...] = (  # to the first of these that was heard there is an answer
    "unintelligible", "monologue", "wants_decision", "asked_favour", "ran_down_boss", "asked_secret",
    "flattered", "repeated", "invited_criticism", "proposed_rules", "asked_time", "offered", "took_homework",
    "shared_research", "built_on_answer", "gave_reason", "complained", "wandered_off", "told_goal", "told_steps",
    "one_word", "silent", "thanked",
)  # fmt: skip
_BEFORE_ANSWERS = frozenset(_BY_CUE[: _BY_CUE.index("flattered")])  # these come before an answer to what was asked
_WITH_A_QUESTION: frozenset[Cue] = frozenset(  # and these are often put as a question
    ("flattered", "repeated", "invited_criticism", "proposed_rules", "asked_time", "offered", "wandered_off")
)
NEAR: dict[Dial, float] = {"gentle": 0.35, "normal": 0.4, "hard": 0.5}  # probability from which a question is about it
PRIVATE = 0.45  # and how much more of that where the subject is private
_REMINDS = 0.5  # of a line, that it has to do with a story that is told unasked
_WARM: dict[Dial, int] = {"gentle": 1, "normal": 2, "hard": 3}  # how warm one must be to tell what is private
_ACQUAINTED: dict[Dial, int] = {"gentle": 2, "normal": 3, "hard": 3}  # and of the other's lines, how many there must be
_LATE = 0.25  # share of the meeting that is left when the mentor mentions the time
_OWED: frozenset[str] = frozenset(("took_homework", "offered", "thanked", "asked_favour", "invited_criticism"))
_NOT_LED: frozenset[str] = frozenset(  # reactions that leave the floor to the other
    ("wants_decision", "ran_down_boss", "silent", "invited_criticism", "unintelligible")
)
_SETTLED: frozenset[str] = frozenset(("took_homework", "proposed_rules", "offered", "thanked", "asked_time"))
_TOLD: frozenset[MoveKind] = frozenset(("tell", "confide"))  # after which nobody takes leave in the same breath
_LEADS: frozenset[MoveKind] = frozenset(get_args(Lead))


class Manner(NamedTuple):
    """`rests`: at every so many of the other's lines it brings nothing up; `presses`: it challenges fog;

    `returns`: at every so many it comes back to the other's words; `tells`: it tells stories unasked.
    """

    rests: int
    presses: bool
    returns: int
    tells: bool = False


MANNERS: dict[Temper, Manner] = {
    "hard-driving": Manner(4, True, 3), "soft-spoken": Manner(2, False, 3), "hands-off": Manner(2, False, 5),
    "busy": Manner(3, False, 4), "sceptical": Manner(3, True, 2), "talkative": Manner(3, False, 4, tells=True),
    "vague": Manner(2, False, 5), "warm": Manner(3, False, 2),
}  # fmt: skip


def choose(state: State, heard: Heard, setting: Setting) -> tuple[Move, ...]:
    """The moves that answer a line, one or two; the last one of a meeting is `close`. `state`: before the line."""
    after = felt(state, heard, setting)
    if heard.conduct:
        return (Move(kind="close", of="offended"),)
    if after.patience <= 0:
        return (Move(kind="close", of="poor"),)
    close = Move(kind="close", of=ending(after))
    if heard.leaves and state.line > 1:
        return (close,)
    first = _reaction(after, heard, setting)
    if after.left - pace(setting) <= 0 and not (first.kind in _TOLD and after.left > 0 and not _TOLD & set(state.made)):
        return (first, close) if _is_owed(first) and close.of != "poor" else (close,)
    second = _lead(after, heard, setting, first)
    if heard.requests and first.kind == "receive" and second and second.kind == "probe":
        return (second,)  # a question is an answer to whoever asks for something
    return (first, second) if second else (first,)


def _is_owed(move: Move) -> bool:
    """Whether it would be rude to take leave without it."""
    return move.kind in ("tell", "confide", "answer") or move.of in _OWED


def _reaction(state: State, heard: Heard, setting: Setting) -> Move:
    cue = next((cue for cue in _BY_CUE if cue in heard.cues), None)
    if cue in _BEFORE_ANSWERS:
        return Move(kind="react", of=cue)
    told = _told(state, heard, setting) if heard.asked else None
    if told and heard.asks:
        return told
    if heard.asked and cue not in _WITH_A_QUESTION:
        return told or _unknown(state, heard)
    if heard.contradicts and not state.time_named:
        earlier, theirs = heard.contradicts
        return Move(kind="contradict", earlier=earlier, theirs=theirs)
    if cue is not None and state.cues.get(cue, 0) <= len(setting.persona.reacts[cue]):
        return Move(kind="react", of=cue)
    return told or Move(kind="receive")


def _told(state: State, heard: Heard, setting: Setting) -> Move | None:
    """What it tells to whoever asks; what is private only if that was asked for, openly, and it is warm enough.

    Nothing private is told to who flatters: 'How come you are so amazing?'
    """
    near = NEAR[setting.dial]
    able = {id: score for id, score in heard.subjects.items() if id not in state.told and score >= near}
    secrets = {secret.id for secret in setting.persona.secrets}
    warm = state.warmth >= min(_WARM[setting.dial], state.ceiling) and state.line >= _ACQUAINTED[setting.dial]
    open_to_it = warm and "flattered" not in heard.cues
    for story in sorted(able, key=lambda each: -able[each]):
        if story not in secrets:
            return Move(kind="tell", of=story)
        if heard.asks and open_to_it and able[story] >= near + PRIVATE:
            return Move(kind="confide", of=story)
    return None


def _unknown(state: State, heard: Heard) -> Move:
    """Of what it has just told it says no more; anything else it has a view of."""
    return Move(kind="receive" if _TOLD & set(state.made) and not heard.asks else "answer")


def _lead(state: State, heard: Heard, setting: Setting, first: Move) -> Move | None:
    """What the mentor brings up after its reaction; often it leaves that to the other."""
    manner = MANNERS[setting.persona.temper]
    if _is_late(state, setting) and not state.time_named and first.kind != "confide":
        return Move(kind="name_time")
    if first.kind in ("contradict", "tell", "confide") or first.of in _NOT_LED:
        return None
    if heard.vague and "challenge" not in state.made and (manner.presses or setting.dial == "hard"):
        return Move(kind="challenge")
    if first.kind == "answer" and not manner.presses:
        return None
    stuck = first.kind == "receive" and not _LEADS & set(state.made)
    if state.line % manner.rests == 0 and first.of != "one_word" and not stuck:
        return None
    if heard.theirs and first.of not in _SETTLED and state.line % manner.returns == 0:
        return Move(kind="follow_up", theirs=heard.theirs)
    return _brought_up(state, heard, setting, first)


def _brought_up(state: State, heard: Heard, setting: Setting, first: Move) -> Move | None:
    if _is_late(state, setting) and not state.homework and "close" not in state.covered:
        return Move(kind="set_homework")
    if MANNERS[setting.persona.temper].tells and first.kind == "receive" and "tell" not in state.made:
        stories = [story.id for story in setting.persona.stories if story.id not in state.told]
        near = max(stories, key=lambda id: heard.subjects.get(id, 0.0), default=None)
        if near and heard.subjects.get(near, 0.0) >= _REMINDS:
            return Move(kind="tell", of=near)
    if (phase := _next_phase(state, setting)) is not None:
        return Move(kind="probe", of=phase)
    return Move(kind="follow_up", theirs=heard.theirs) if heard.theirs and first.of not in _SETTLED else None


def _is_late(state: State, setting: Setting) -> bool:
    return state.left <= _LATE * minutes(setting.persona, setting.scenario, setting.dial)


def _next_phase(state: State, setting: Setting) -> Phase | None:
    """What has not been spoken of: first what was not asked yet, then what was asked once.

    The end is not brought up before it is near.
    """
    late = state.left <= 0.4 * minutes(setting.persona, setting.scenario, setting.dial)
    open_ = [phase for phase in setting.course.phases if phase not in state.covered]
    able = [phase for phase in open_ if late or phase not in ("how_we_work", "close")]
    return next((phase for times in (0, 1) for phase in able if state.probed.count(phase) == times), None)

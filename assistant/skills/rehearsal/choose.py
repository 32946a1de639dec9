"""What the mentor does next: from a meeting as it stands and what was just heard to one or two moves. Pure."""

from typing import NamedTuple

from assistant.skills.rehearsal.hearing import Heard, shortened
from assistant.skills.rehearsal.meeting import STAGES, Dial, Move, Stage, State, minutes
from assistant.skills.rehearsal.persona import Cue, Ending, Persona, Phase, Scenario, Temper

_BY_CUE: tuple[Cue, ...] = (  # to the first of these that was heard there is an answer
    "unintelligible", "monologue", "wants_decision", "asked_favour", "ran_down_boss", "asked_secret",
    "flattered", "repeated", "invited_criticism", "proposed_rules", "took_homework", "offered", "built_on_answer",
    "shared_research", "gave_reason", "asked_time", "complained", "wandered_off", "told_goal", "told_steps",
    "one_word", "silent", "thanked",
)  # fmt: skip
_BEFORE_ANSWERS: frozenset[Cue] = frozenset(  # these come before an answer to what was asked
    ("unintelligible", "monologue", "wants_decision", "asked_favour", "ran_down_boss", "asked_secret")
)
_COSTS: dict[Cue, int] = {  # patience
    "monologue": 2, "one_word": 1, "silent": 1, "repeated": 1, "wandered_off": 1, "flattered": 1, "asked_favour": 1,
    "wants_decision": 1, "ran_down_boss": 1, "asked_secret": 1, "complained": 1, "unintelligible": 1,
}  # fmt: skip
_NEAR: dict[Dial, float] = {"gentle": 0.40, "normal": 0.45, "hard": 0.50}  # how near a question must be to a subject
_WARM: dict[Dial, int] = {"gentle": 1, "normal": 2, "hard": 3}  # how warm one must be to tell what is private
_TWICE = 2  # how often the same thing can win somebody, or annoy them at no further cost of warmth
_SPOKEN = 60.0  # words of both that fill a usual exchange
_EXCHANGES = 13  # usual ones in a meeting, whatever its minutes
_LATE = 0.25  # share of the meeting that is left when the mentor mentions the time


class Manner(NamedTuple):
    """`leads`: it brings something up itself after this many of the other's lines; `presses`: it challenges fog;

    `returns`: after this many lines it comes back to the other's words; `tells`: it tells stories unasked.
    """

    leads: int
    presses: bool
    returns: int
    tells: bool = False


MANNERS: dict[Temper, Manner] = {
    "hard-driving": Manner(1, True, 3), "soft-spoken": Manner(2, False, 2), "hands-off": Manner(2, False, 4),
    "busy": Manner(1, False, 4), "sceptical": Manner(1, True, 2), "talkative": Manner(1, False, 3, tells=True),
    "vague": Manner(2, False, 4), "warm": Manner(1, False, 2),
}  # fmt: skip


class Setting(NamedTuple):
    persona: Persona
    scenario: Scenario
    dial: Dial

    @property
    def stage(self) -> Stage:
        return STAGES[self.scenario]


def choose(state: State, heard: Heard, setting: Setting) -> tuple[Move, ...]:
    """The moves that answer a line, one or two; the last one of a meeting is `close`. `state`: before the line."""
    after = felt(state, heard, setting)
    if heard.conduct:
        return (Move(kind="close", of="offended"),)
    if after.patience <= 0:
        return (Move(kind="close", of="poor"),)
    late = after.left - _pace(setting) <= 0
    if late or (heard.leaves and state.line > 1):
        return (Move(kind="close", of=ending(after)),)
    first = _reaction(after, heard, setting)
    second = _lead(after, heard, setting, first)
    return (first, second) if second else (first,)


def felt(state: State, heard: Heard, setting: Setting) -> State:
    """The meeting after a line was heard, before it is answered: patience, warmth, what was spoken of, the time."""
    persona = setting.persona
    counts = dict(state.cues)
    for cue in heard.cues:
        counts[cue] = counts.get(cue, 0) + 1
    won = any(cue in persona.won_by and counts[cue] <= _TWICE for cue in heard.cues)
    annoyed = [cue for cue in heard.cues if cue in persona.annoyed_by]
    cost = sum(
        _COSTS.get(cue, 0) * (2 if cue in annoyed and counts[cue] > 1 else 1)
        for cue in heard.cues if counts[cue] > 1 or cue in annoyed
    )  # fmt: skip
    warmth = state.warmth + won - bool(annoyed)
    return state.model_copy(
        update={
            "left": max(0.0, state.left - _pace(setting) * _share(heard.words)),
            "patience": state.patience - cost, "warmth": max(0, min(state.ceiling, warmth)),
            "line": state.line + 1, "covered": state.covered | heard.phases, "cues": counts,
            "named": {**state.named, **heard.named},
        }
    )  # fmt: skip


def moved(state: State, text: str, moves: tuple[Move, ...], words: int, setting: Setting) -> State:
    """The meeting after the mentor has answered. `text`: the other's line; `words` of the answer."""
    change: dict[str, object] = {
        "left": max(0.0, state.left - _pace(setting) * _share(words)),
        "heard": (*state.heard, shortened(text))[-30:],
    }
    for move in moves:
        if move.kind in ("tell", "confide"):
            change["told"] = (*state.told, move.of)
        elif move.kind == "probe":
            change |= {"phase": move.of, "probed": (*state.probed, move.of)}
        elif move.kind == "follow_up":
            change["taken_up"] = (*state.taken_up, move.theirs.lower())
        elif move.kind == "contradict":
            change["named"] = {**state.named, "role": move.theirs}
        elif move.kind == "set_homework":
            change["homework"] = True
        elif move.kind == "name_time":
            change["time_named"] = True
        elif move.kind == "close":
            change["ended"] = move.of
    return state.model_copy(update=change)


def ending(state: State) -> Ending:
    """How the mentor takes leave: by how the meeting went, not by how friendly it was."""
    spoken = len(state.covered & {"why_me", "where_to", "what_from_me", "what_tried", "their_story", "close"})
    if state.warmth >= 2 and spoken >= 4:
        return "good"
    return "poor" if state.warmth == 0 or spoken <= 1 else "fair"


def _pace(setting: Setting) -> float:
    """Minutes of a usual exchange."""
    return minutes(setting.persona, setting.scenario, setting.dial) / _EXCHANGES


def _share(words: int) -> float:
    """Of a usual exchange that a line takes: half of it, more or less by its length."""
    return 0.2 + 0.3 * words / (_SPOKEN / 2)


def _reaction(state: State, heard: Heard, setting: Setting) -> Move:
    cue = next((cue for cue in _BY_CUE if cue in heard.cues), None)
    if cue in _BEFORE_ANSWERS:
        return Move(kind="react", of=cue)
    if heard.asks:
        return _answer(state, heard, setting)
    if heard.contradicts and not state.time_named:
        earlier, theirs = heard.contradicts
        return Move(kind="contradict", earlier=earlier, theirs=theirs)
    if cue is not None and state.cues.get(cue, 0) <= len(setting.persona.reacts[cue]):
        return Move(kind="react", of=cue)
    if heard.subjects and heard.theirs is None:
        return _answer(state, heard, setting)
    return Move(kind="receive")


def _answer(state: State, heard: Heard, setting: Setting) -> Move:
    """What it tells to whoever asks; what is private only if that was asked for, openly, and it is warm enough."""
    near = _NEAR[setting.dial]
    able = {id: score for id, score in heard.subjects.items() if id not in state.told and score >= near}
    secrets = {secret.id for secret in setting.persona.secrets}
    warm = state.warmth >= min(_WARM[setting.dial], state.ceiling)
    for story in sorted(able, key=lambda each: -able[each]):
        if story not in secrets:
            return Move(kind="tell", of=story)
        if heard.asks and warm:
            return Move(kind="confide", of=story)
    return Move(kind="answer")


def _lead(state: State, heard: Heard, setting: Setting, first: Move) -> Move | None:
    """What the mentor brings up after its reaction; often it leaves that to the other."""
    persona, manner = setting.persona, MANNERS[setting.persona.temper]
    late = state.left <= _LATE * setting.persona.minutes * setting.stage.time
    if late and not state.time_named:
        return Move(kind="name_time")
    if first.kind in ("contradict", "tell", "confide") or first.of in ("wants_decision", "ran_down_boss", "silent"):
        return None
    if heard.vague and (manner.presses or setting.dial == "hard") and len(state.taken_up) < 8:
        return Move(kind="challenge")
    if first.kind == "answer" and not manner.presses:
        return None
    if heard.theirs and state.line % manner.returns == 0:
        return Move(kind="follow_up", theirs=heard.theirs)
    if late and not state.homework and "close" not in state.covered:
        return Move(kind="set_homework")
    if state.line % manner.leads == 0 or first.of == "one_word":
        if (phase := _next_phase(state, setting)) is not None:
            return Move(kind="probe", of=phase)
        if heard.theirs:
            return Move(kind="follow_up", theirs=heard.theirs)
        if manner.tells and (story := next((s for s in persona.stories if s.id not in state.told), None)):
            return Move(kind="tell", of=story.id)
    return None


def _next_phase(state: State, setting: Setting) -> Phase | None:
    """What has not been spoken of, which is asked twice at most; the end is not brought up before it is near."""
    late = state.left <= 0.4 * setting.persona.minutes * setting.stage.time
    for phase in setting.stage.phases:
        if phase in ("how_we_work", "close") and not late:
            continue
        if phase not in state.covered and state.probed.count(phase) < 2 and state.probed[-2:].count(phase) < 2:
            return phase
    return None

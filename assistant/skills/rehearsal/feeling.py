"""How a meeting goes on: what a line does to the mentor's patience and warmth, to the time, to what was said. Pure."""

from assistant.skills.rehearsal.cues import shortened
from assistant.skills.rehearsal.hearing import Heard
from assistant.skills.rehearsal.meeting import Move, Setting, State, minutes
from assistant.skills.rehearsal.persona import Cue, Ending

_COSTS: dict[Cue, int] = {  # patience
    "monologue": 2, "one_word": 1, "silent": 1, "repeated": 1, "wandered_off": 1, "flattered": 1, "asked_favour": 1,
    "wants_decision": 1, "ran_down_boss": 1, "asked_secret": 1, "complained": 1, "unintelligible": 1,
}  # fmt: skip
_MOST_COST = 2  # of one line, whatever is in it
_TWICE = 2  # how often the same thing can win somebody, or annoy them at no further cost of warmth
_SPOKEN = 60.0  # words of both that fill a usual exchange
_EXCHANGES = 8  # usual ones in a meeting, whatever its minutes
_MOST_WORDS = 200  # of a line that takes its time: then the mentor breaks in
LAST = 0.2  # minutes that are left at least after whatever the mentor says: it ends a meeting itself
_BROUGHT: tuple[Cue, ...] = (  # what makes a meeting worth having
    "shared_research", "gave_reason", "told_goal", "told_steps", "invited_criticism", "built_on_answer", "offered",
    "proposed_rules", "took_homework",
)  # fmt: skip


def felt(state: State, heard: Heard, setting: Setting) -> State:
    """The meeting after a line was heard, before it is answered: patience, warmth, what was spoken of, the time."""
    persona = setting.persona
    counts = dict(state.cues)
    for cue in heard.cues:
        counts[cue] = counts.get(cue, 0) + 1
    won = any(cue in persona.won_by and counts[cue] <= _TWICE for cue in heard.cues)
    annoyed = [cue for cue in heard.cues if cue in persona.annoyed_by]
    often = 1 if setting.dial == "hard" else _TWICE
    cost = sum(
        _COSTS.get(cue, 0) * (2 if cue in annoyed and counts[cue] > often else 1)
        for cue in heard.cues if counts[cue] > 1 or cue in annoyed
    )  # fmt: skip
    warmth = state.warmth + won - bool(annoyed)
    return state.model_copy(
        update={
            "left": max(0.0, state.left - pace(setting) * _share(heard.words)),
            "patience": state.patience - min(cost, _MOST_COST), "warmth": max(0, min(state.ceiling, warmth)),
            "line": state.line + 1, "covered": state.covered | heard.phases, "cues": counts,
            "named": {**state.named, **heard.named},
        }
    )  # fmt: skip


def moved(state: State, text: str, moves: tuple[Move, ...], words: int, setting: Setting) -> State:
    """The meeting after the mentor has answered. `text`: the other's line; `words` of the answer."""
    change: dict[str, object] = {
        "left": max(LAST, state.left - pace(setting) * _share(words)),
        "heard": (*state.heard, shortened(text))[-30:], "made": tuple(move.kind for move in moves),
    }  # fmt: skip
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
    """How the mentor takes leave: by what the other brought to the meeting, not by how friendly it was."""
    brought = sum(cue in state.cues for cue in _BROUGHT)
    if state.warmth >= 2 and brought >= 4:
        return "good"
    return "poor" if state.warmth == 0 or not brought else "fair"


def pace(setting: Setting) -> float:
    """Minutes of a usual exchange."""
    return minutes(setting.persona, setting.scenario, setting.dial) / _EXCHANGES


def _share(words: int) -> float:
    """Of a usual exchange that a line takes: half of it, more or less by its length."""
    return 0.2 + 0.3 * min(words, _MOST_WORDS) / (_SPOKEN / 2)

"""Which cues are in a line: what somebody does that a mentor has an answer of its own to. Pure functions."""

from collections.abc import Mapping

from assistant.skills.rehearsal.holds import holds, says
from assistant.skills.rehearsal.meeting import MoveKind, State
from assistant.skills.rehearsal.observe import MOST_WORDS
from assistant.skills.rehearsal.persona import Cue
from assistant.skills.rehearsal.tells import COMPLAINT, FLATTERY, asks_for_secrets, asks_whether_real
from assistant.understand.language import is_english
from knowledge.text import content_words
from knowledge.turns import Behaviour

_CUES: dict[Behaviour, Cue] = {
    "showed_research_on_mentor": "shared_research", "said_why_this_mentor": "gave_reason",
    "short_term_goal": "told_goal", "long_term_goal": "told_goal", "explained_steps_already_taken": "told_steps",
    "invited_critical_feedback": "invited_criticism", "listened_built_on_answers": "built_on_answer",
    "offered_something_in_return": "offered", "proposed_cadence_or_ground_rules": "proposed_rules",
    "agreed_next_step_or_homework": "took_homework", "thanked": "thanked", "asked_good_time": "asked_time",
    "treated_mentor_as_answer_machine": "wants_decision", "asked_for_favour_or_job_too_soon": "asked_favour",
    "badmouthed_boss": "ran_down_boss",
}  # fmt: skip
ASKED: frozenset[MoveKind] = frozenset(("probe", "challenge", "follow_up"))  # moves that want an answer
FEW = 2  # words of a line that says next to nothing
_SURE = 0.5  # a whole meeting may be judged by less than one line, to which somebody answers
# Above it words are not asked. Asking them always, a tenth of what is in evals/data/rehearsals_dev.jsonl was not heard:
# recall 0.73 instead of 0.83, at precision 0.82 and 0.81.
_QUITE_SURE = 0.9
_SAME = 0.8  # of the words of a line that was said before


def shown(read: Mapping[Behaviour, float], limits: Mapping[Behaviour, float], said: str) -> frozenset[Behaviour]:
    """The behaviours that are seen in a line; where the reader is not quite sure, only what its words allow."""
    return frozenset(
        name for name, sure in read.items()
        if sure >= max(_SURE, limits.get(name, _SURE))
        and (sure > _QUITE_SURE or name not in _CUES or holds(_CUES[name], said))
    )  # fmt: skip


def cues_of(said: str, shows: frozenset[Behaviour], state: State, off_topic: bool) -> frozenset[Cue]:
    """`off_topic`: it has nothing to do with the meeting."""
    number = len(said.split())
    cues: set[Cue] = {_CUES[name] for name in shows if name in _CUES} | says(said)
    if not said.strip(" .…-–—!?"):
        return frozenset(("silent",))
    if state.made and ASKED & set(state.made):
        cues -= {"built_on_answer"}  # an answer is no building on one
    if "invited_criticism" in cues and "wants_decision" not in says(said):
        cues -= {"wants_decision"}
    if number > MOST_WORDS:
        cues.add("monologue")
    if asks_for_secrets(said):
        cues.add("asked_secret")
    if FLATTERY.search(said) and "showed_research_on_mentor" not in shows:
        cues.add("flattered")
    if COMPLAINT.search(said) and "badmouthed_boss" not in shows:
        cues.add("complained")
    if _is_repeated(said, state):
        cues.add("repeated")
    elif number > 3 and (not is_english(said) or len(set(said.lower().split())) <= number // 4):
        cues.add("unintelligible")
    elif asks_whether_real(said) or (off_topic and not shows and number > 3):
        cues.add("wandered_off")
    if number <= FEW and not cues - {"took_homework"}:
        return frozenset(("one_word",))
    return frozenset(cues)


def shortened(text: str) -> str:
    """A line as it is remembered, to notice when it comes again."""
    return " ".join(content_words(text)[:40])


def _is_repeated(said: str, state: State) -> bool:
    own = set(shortened(said).split())
    if not own:
        return False
    earlier = [set(line.split()) for line in state.heard]
    return any(line and len(own & line) >= _SAME * max(len(own), len(line)) for line in earlier)

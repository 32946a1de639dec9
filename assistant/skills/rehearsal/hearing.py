"""What a mentor hears in a line: what it does, what it asks, which of its words can be taken up. Pure functions.

The readers are passed in: that of turns tells what a line does, that of messages which words say what.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from assistant.skills.rehearsal.meeting import State
from assistant.skills.rehearsal.observe import MOST_WORDS, Reading
from assistant.skills.rehearsal.persona import Cue, Phase
from assistant.skills.rehearsal.tells import (
    COMPLAINT,
    FLATTERY,
    FOG,
    LEAVES,
    QUESTION,
    Conduct,
    asks_for_secrets,
    conduct,
)
from assistant.understand.language import is_english
from knowledge.marks import Mark
from knowledge.text import STOP_WORDS, content_words, sentences
from knowledge.turns import Behaviour, TurnRead

Marking = Callable[[str], tuple[Sequence[Mark], bool]]  # the marked pieces of a message, and whether it is off topic
Likening = Callable[[str], Mapping[str, float]]  # how near a question is to each subject of the persona, 0 to 1
_CUES: dict[Behaviour, Cue] = {
    "showed_research_on_mentor": "shared_research", "said_why_this_mentor": "gave_reason",
    "short_term_goal": "told_goal", "long_term_goal": "told_goal", "explained_steps_already_taken": "told_steps",
    "invited_critical_feedback": "invited_criticism", "listened_built_on_answers": "built_on_answer",
    "offered_something_in_return": "offered", "proposed_cadence_or_ground_rules": "proposed_rules",
    "agreed_next_step_or_homework": "took_homework", "thanked": "thanked", "asked_good_time": "asked_time",
    "treated_mentor_as_answer_machine": "wants_decision", "asked_for_favour_or_job_too_soon": "asked_favour",
    "badmouthed_boss": "ran_down_boss",
}  # fmt: skip
_PHASES: dict[Behaviour, Phase] = {
    "said_why_this_mentor": "why_me", "short_term_goal": "where_to", "long_term_goal": "where_to",
    "said_what_help_wanted": "what_from_me", "explained_steps_already_taken": "what_tried",
    "asked_open_questions": "their_story", "proposed_cadence_or_ground_rules": "how_we_work",
    "agreed_next_step_or_homework": "close",
}  # fmt: skip
_TAKEN_UP = ("role", "goal", "bad", "help", "tried", "far", "good", "limit", "give", "mentor", "now")  # the best first
_PROBING: dict[Phase, Behaviour] = {
    "where_to": "short_term_goal", "what_from_me": "said_what_help_wanted", "why_me": "said_why_this_mentor",
    "what_tried": "explained_steps_already_taken",
}  # fmt: skip
_QUOTED: tuple[Behaviour, ...] = (
    "explained_steps_already_taken", "said_what_help_wanted", "short_term_goal", "listened_built_on_answers"
)  # fmt: skip
_SURE = 0.5  # a whole meeting may be judged by less than one line, to which somebody answers
_FEW, _SHORT = 2, 9  # words: of a line that says next to nothing; the most that is quoted back
_SAME = 0.8  # of the words of a line that was said before


class Heard(NamedTuple):
    """`shows`: behaviours; `subjects`: how near what is asked is to what the persona can tell, by id; `asks`: openly.

    `theirs`: words that can be taken up, `contradicts`: (what was said before, what is said now).
    """

    shows: frozenset[Behaviour]
    cues: frozenset[Cue]
    phases: frozenset[Phase]
    asks: bool
    subjects: Mapping[str, float]
    theirs: str | None
    vague: bool
    leaves: bool
    words: int
    conduct: Conduct | None
    named: Mapping[str, str]
    contradicts: tuple[str, str] | None


class Ears(NamedTuple):
    read: Reading
    limits: Mapping[Behaviour, float]
    mark: Marking
    liken: Likening


def hear(text: str, before: str, state: State, ears: Ears) -> Heard:
    """What is in a line that follows `before`, what the mentor said last, in a meeting that stands at `state`."""
    said = " ".join(text.split())
    read = ears.read(said, before) if said else TurnRead({}, {})
    shows = frozenset(name for name, sure in read.shows.items() if sure >= max(_SURE, ears.limits.get(name, _SURE)))
    marked, off_topic = ears.mark(said) if said else ((), False)
    number = len(said.split())
    asked = [said[s.start : s.end] for s in sentences(said) if QUESTION.search(said[s.start : s.end].strip())]
    asks = "asked_open_questions" in shows and bool(asked)
    phases = frozenset(_PHASES[name] for name in shows if name in _PHASES)
    if any(mark.tag == "now" for mark in marked):
        phases |= {"where_you_are"}
    named = {mark.tag: mark.text for mark in marked if mark.tag in ("role", "when") and mark.sure > 0.5}
    foggy = _is_vague(said, state, shows, bool(asked), number)
    return Heard(
        shows=shows, cues=_cues(said, number, shows, state, off_topic), phases=phases, asks=asks,
        subjects=ears.liken(" ".join(asked)) if asked else {},
        theirs=_taken_up(said, marked, read, shows, state), vague=foggy, leaves=bool(LEAVES.search(said)),
        words=number, conduct=conduct(said), named=named, contradicts=_contradiction(named, state),
    )  # fmt: skip


def _cues(said: str, number: int, shows: frozenset[Behaviour], state: State, off_topic: bool) -> frozenset[Cue]:
    cues: set[Cue] = {_CUES[name] for name in shows if name in _CUES}
    if not said.strip(" .…-–—!?"):
        return frozenset(("silent",))
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
    elif number > 3 and not is_english(said):
        cues.add("unintelligible")
    elif off_topic and not shows and number > 3:
        cues.add("wandered_off")
    if number <= _FEW and not cues:
        cues.add("one_word")
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


def _is_vague(said: str, state: State, shows: frozenset[Behaviour], asked: bool, number: int) -> bool:
    """Whether a question of the mentor's was answered with fog."""
    wanted = _PROBING.get(state.phase) if state.phase else None
    if wanted is None or wanted in shows or asked or number <= _FEW:
        return False
    return bool(FOG.search(said)) or number < 6


def _taken_up(
    said: str, marked: Sequence[Mark], read: TurnRead, shows: frozenset[Behaviour], state: State
) -> str | None:
    """A short piece of their own words that was not come back to yet."""
    pieces = [m.text for tag in _TAKEN_UP for m in marked if m.tag == tag and m.sure >= 0.4]
    for name in (
        "explained_steps_already_taken",
        "said_what_help_wanted",
        "short_term_goal",
        "listened_built_on_answers",
    ):
        if name in shows and name in read.words:
            start, end = read.words[name]
            pieces += _clauses(said[start:end])
    for piece in pieces:
        quoted = " ".join(piece.strip(" .,;:!?\"“”'()").split())
        if _can_be_quoted(quoted) and quoted.lower() not in state.taken_up:
            return quoted
    return None


def _can_be_quoted(piece: str) -> bool:
    """Whether a piece makes sense when it is said back: short, and not made of small words alone."""
    words = piece.split()
    ends_well = bool(words) and words[-1].lower() not in STOP_WORDS
    heavy = [word for word in content_words(piece) if len(word) > 3]
    return 2 <= len(words) <= _SHORT and ends_well and len(heavy) >= 2 and "{" not in piece and "}" not in piece


def _clauses(text: str) -> list[str]:
    return [
        piece.strip()
        for piece in re.split(r"[,;:.!?()–—]+|\b(?:and|but|because|so|which|that)\b", text)
        if piece.strip()
    ]


def _contradiction(named: Mapping[str, str], state: State) -> tuple[str, str] | None:
    """A next role that is another one than before."""
    earlier, now = state.named.get("role"), named.get("role")
    if not earlier or not now or set(content_words(earlier)) & set(content_words(now)):
        return None
    return earlier, now

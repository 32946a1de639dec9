"""What a mentor hears in a line: what it does, what it asks, which of its words can be taken up. Pure functions.

The readers are passed in: that of turns tells what a line does, that of messages which words say what.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from assistant.skills.rehearsal.cues import ASKED, FEW, cues_of, shown
from assistant.skills.rehearsal.holds import is_about, speaks_of
from assistant.skills.rehearsal.meeting import State
from assistant.skills.rehearsal.observe import Reading
from assistant.skills.rehearsal.persona import Cue, Phase
from assistant.skills.rehearsal.quoting import quoted
from assistant.skills.rehearsal.subjects import OTHER, STRANGE
from assistant.skills.rehearsal.tells import (
    FOG,
    LEAVES,
    Conduct,
    asks_openly,
    conduct,
    is_question,
    requests,
)
from knowledge.marks import Mark
from knowledge.text import content_words, sentences
from knowledge.turns import Behaviour, TurnRead

Marking = Callable[[str], tuple[Sequence[Mark], bool]]  # the marked pieces of a message, and whether it is off topic
Likening = Callable[[str], Mapping[str, float]]  # the probability that a line asks about each subject, by id
_PHASES: dict[Behaviour, Phase] = {
    "said_why_this_mentor": "why_me", "short_term_goal": "where_to", "long_term_goal": "where_to",
    "said_what_help_wanted": "what_from_me", "explained_steps_already_taken": "what_tried",
    "asked_open_questions": "their_story", "proposed_cadence_or_ground_rules": "how_we_work",
    "agreed_next_step_or_homework": "close",
}  # fmt: skip
_PROBING: dict[Phase, Behaviour] = {
    "where_to": "short_term_goal", "what_from_me": "said_what_help_wanted", "why_me": "said_why_this_mentor",
    "what_tried": "explained_steps_already_taken",
}  # fmt: skip
_NO_ANSWER: frozenset[Cue] = frozenset(("one_word", "silent", "unintelligible", "repeated", "wandered_off"))
_SURE = 0.5  # probability from which on a line has to do with a subject, whatever the form in which it asks
_SHORT = 6  # words of a line that says little


class Heard(NamedTuple):
    """`shows`: behaviours; `asked`: anything, `asks`: openly, or about something that the persona can tell;

    `subjects`: the probability of each of those.

    `theirs`: words that can be taken up, `contradicts`: (what was said before, what is said now).
    """

    shows: frozenset[Behaviour]
    cues: frozenset[Cue]
    phases: frozenset[Phase]
    asks: bool
    asked: bool
    requests: bool
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
    facts: Sequence[str] = ()  # what can be known of the mentor
    tells: bool = False  # whether whatever is said may remind it of something


def hear(text: str, before: str, state: State, ears: Ears) -> Heard:
    """What is in a line that follows `before`, what the mentor said last, in a meeting that stands at `state`."""
    said = " ".join(text.split())
    read = ears.read(said, before) if said else TurnRead({}, {})
    shows = shown(read.shows, ears.limits, said)
    marked, off_topic = ears.mark(said) if said else ((), False)
    number = len(said.split())
    asked = [said[s.start : s.end] for s in sentences(said) if is_question(said[s.start : s.end])]
    near = ears.liken(said) if asked or "?" in said or ears.tells else {}
    subjects = {id: sure for id, sure in near.items() if id not in (OTHER, STRANGE)}
    wonders = bool(near) and "?" in said and max(subjects.values()) >= _SURE and not requests(said)
    is_asked = wonders or bool(asked)
    asks = wonders or any(asks_openly(question) for question in asked)
    phases = frozenset(_PHASES[name] for name in shows if name in _PHASES) | speaks_of(said)
    if any(mark.tag == "now" for mark in marked):
        phases |= {"where_you_are"}
    if asks:
        phases |= {"their_story"}
    named = {mark.tag: mark.text for mark in marked if "where_to" in phases and _is_named(mark)}
    foggy = _is_vague(said, state, shows, is_asked, number)
    strange = is_asked and near.get(STRANGE, 0.0) >= _SURE
    cues = cues_of(said, shows, state, off_topic or strange)
    if not is_asked and is_about(said, ears.facts) and not cues & _NO_ANSWER:
        cues = (cues - {"flattered"}) | {"shared_research"}
    return Heard(
        shows=shows, cues=cues, phases=phases | _answered(cues, foggy, is_asked, number, state), asks=asks,
        asked=is_asked, requests=requests(said), subjects=subjects,
        theirs=quoted(_without(said, asked), marked, state.taken_up), vague=foggy, leaves=_leaves(said),
        words=number, conduct=conduct(said), named=named, contradicts=_contradiction(named, state),
    )  # fmt: skip


def _answered(cues: frozenset[Cue], foggy: bool, asked: bool, number: int, state: State) -> frozenset[Phase]:
    """What the mentor has just brought up counts as spoken of if there was an answer to it, whatever it was."""
    unclear = foggy and "challenge" not in state.made  # asked for more, somebody has said what there is
    if state.phase is None or not ASKED & set(state.made) or unclear or asked or number <= FEW or cues & _NO_ANSWER:
        return frozenset()
    return frozenset((state.phase,))


def _is_named(mark: Mark) -> bool:
    """Whether it names a next role or its date so that it can be held against somebody; 'senior' names none."""
    return mark.sure > 0.5 and (mark.tag == "when" or (mark.tag == "role" and len(mark.text.split()) > 1))


def _leaves(said: str) -> bool:
    """Whether somebody takes leave, which is done at the end."""
    spans = sentences(said)
    return any(LEAVES.search(said[span.start : span.end]) for span in spans[-2:])


def _without(said: str, asked: Sequence[str]) -> str:
    for question in asked:
        said = said.replace(question, " ")
    return said


def _is_vague(said: str, state: State, shows: frozenset[Behaviour], asked: bool, number: int) -> bool:
    """Whether a question of the mentor's was answered with fog."""
    wanted = _PROBING.get(state.phase) if state.phase and ASKED & set(state.made) else None
    if wanted is None or wanted in shows or asked or number <= FEW:
        return False
    return number < _SHORT or len(FOG.findall(said)) >= (1 if number <= 2 * _SHORT else 2)


def _contradiction(named: Mapping[str, str], state: State) -> tuple[str, str] | None:
    """A next role that is another one than before."""
    earlier, now = state.named.get("role"), named.get("role")
    if not earlier or not now or set(content_words(earlier)) & set(content_words(now)):
        return None
    return earlier, now

"""The rehearsals: begun, held, tried again, and debriefed. The page and the terminal go through it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from assistant.brief import Brief, Candidate
from assistant.briefs import Briefs
from assistant.commands import Concern
from assistant.errors import BadInput
from assistant.rehearsals import MAX_LINE, Rated, Rehearsal, Rehearsals
from assistant.skills.rehearsal.better import better, facts
from assistant.skills.rehearsal.built import from_candidate, from_profile
from assistant.skills.rehearsal.debrief import ORDER
from assistant.skills.rehearsal.debriefer import Debriefer
from assistant.skills.rehearsal.meeting import Dial, Setting, minutes
from assistant.skills.rehearsal.partner import Answer, Partner
from assistant.skills.rehearsal.persona import Persona, Phase, Scenario, Secret, personas
from assistant.skills.rehearsal.rubric import rubric
from assistant.skills.rehearsal.tells import asks_whether_real
from assistant.skills.rehearsal.types import Better, Debrief, Said
from knowledge.turns import POOR, Behaviour

if TYPE_CHECKING:  # in guided mode no model plays
    from assistant.faults import Fault
    from assistant.prompts import Prompt
    from assistant.skills.rehearsal.model_partner import Player, Worded
    from assistant.skills.rehearsal.model_scene import Scene

_HINTS: Mapping[Phase, Behaviour] = {  # what answers what the mentor has brought up
    "why_me": "said_why_this_mentor", "where_to": "short_term_goal", "what_from_me": "said_what_help_wanted",
    "what_tried": "explained_steps_already_taken", "their_story": "asked_open_questions",
    "how_we_work": "proposed_cadence_or_ground_rules", "close": "agreed_next_step_or_homework",
}  # fmt: skip
BUILT = "built"  # the id of every persona that was made for one rehearsal


class Hint(NamedTuple):
    """What one could do next."""

    behaviour: Behaviour
    better: Better


class Attempt(NamedTuple):
    """One debriefed rehearsal in the progress. `seen`: every behaviour, whether it was observed."""

    rehearsal: Rehearsal
    score: float
    seen: Mapping[Behaviour, bool]


class Stage:
    """Of one owner. Raises NotFound for a wrong id, BadInput for what cannot be said, StorageError.

    `worded`: what came of the last line that a model was to word; None where it was not its turn.
    """

    def __init__(
        self,
        rehearsals: Rehearsals,
        briefs: Briefs,
        partner: Partner,
        debriefer: Debriefer,
        player: "Player | None" = None,
    ) -> None:
        """`player`: the chat model that words the mentor's lines; None: the rules alone."""
        self._kept, self._briefs, self._partner, self._debriefer = rehearsals, briefs, partner, debriefer
        self._player = player
        self.worded: Worded | None = None

    def people(self) -> tuple[Persona, ...]:
        """Whom one can meet; only what is public of them may be shown."""
        return tuple(personas().values())

    def all(self) -> list[Rehearsal]:
        """Those that were begun, the last one first."""
        return self._kept.all()

    def get(self, rehearsal_id: str) -> Rehearsal:
        return self._kept.get(rehearsal_id)

    def persona(self, rehearsal: Rehearsal) -> Persona:
        return rehearsal.mentor

    def minutes(self, rehearsal: Rehearsal) -> int:
        """How long the meeting may take."""
        return minutes(self.persona(rehearsal), rehearsal.scenario, rehearsal.dial)

    def begin(self, persona: str, scenario: Scenario = "first_meeting", dial: Dial = "normal") -> Rehearsal:
        """Meet somebody of `people`; the mentor has said the first line."""
        if persona not in personas():
            raise BadInput(f"There is nobody {persona!r} to meet: choose among {', '.join(personas())}.")
        return self._opened(self._kept.create(persona, scenario, dial))

    def begin_with(self, candidate_id: str, scenario: Scenario = "first_meeting", dial: Dial = "normal") -> Rehearsal:
        """Meet somebody of the Brief."""
        candidate = self._brief.candidate(candidate_id)
        if candidate is None:
            raise BadInput("That person is not in your Brief any more: choose somebody else.")
        built = from_candidate(candidate)
        return self._opened(self._kept.create(BUILT, scenario, dial, built=built, candidate=candidate_id))

    def begin_from(
        self, name: str, profile: str, scenario: Scenario = "first_meeting", dial: Dial = "normal"
    ) -> Rehearsal:
        """Meet somebody whose profile was pasted."""
        return self._opened(self._kept.create(BUILT, scenario, dial, built=from_profile(name, profile)))

    def repeat(self, rehearsal_id: str) -> Rehearsal:
        """Meet the same person anew, in the same scenario and as hard."""
        known = self._kept.get(rehearsal_id)
        created = self._kept.create(
            known.persona, known.scenario, known.dial, built=known.built, candidate=known.candidate
        )  # fmt: skip
        return self._opened(created)

    def say(self, rehearsal_id: str, text: str) -> Rehearsal:
        """Say a line and hear the answer. The line is kept before the mentor thinks; an empty one is a silence."""
        rehearsal = self._kept.get(rehearsal_id)
        if rehearsal.over:
            raise BadInput("This meeting is over: look at its debrief, go back to one of your lines, or begin another.")
        return self._said(rehearsal, rehearsal.leaf, text)

    def again(self, rehearsal_id: str, line_id: str, text: str) -> Rehearsal:
        """Say another line in the place of one's own; what followed that one stays as a branch.

        How the person has rated themselves was said of that branch, so it is forgotten.
        """
        _require_short(text)
        rehearsal = self._kept.get(rehearsal_id)
        line = next((line for line in rehearsal.lines if line.id == line_id and line.role == "mentee"), None)
        if line is None:
            raise BadInput("That is not one of your own lines: go back to one of those.")
        rewound = self._kept.update(rehearsal_id, leaf=line.parent, stopped=False, rated=None)
        return self._said(rewound, line.parent, text)

    def resume(self, rehearsal_id: str) -> Rehearsal:
        """Answer a line that was kept and not answered, because the program ended in between."""
        rehearsal = self._kept.get(rehearsal_id)
        branch = rehearsal.branch()
        if not branch:
            return self._opened(rehearsal)
        return self._answered(rehearsal) if branch[-1].role == "mentee" else rehearsal

    def show(self, rehearsal_id: str, leaf: str) -> Rehearsal:
        """Show another branch."""
        return self._kept.update(rehearsal_id, leaf=leaf)

    def stop(self, rehearsal_id: str) -> Rehearsal:
        """Leave the meeting; it can be debriefed, and gone on with from any line."""
        return self._kept.update(rehearsal_id, stopped=True)

    def go_on(self, rehearsal_id: str) -> Rehearsal:
        """Come back to a meeting that was left."""
        return self._kept.update(rehearsal_id, stopped=False, rated=None)

    def delete(self, rehearsal_id: str) -> None:
        self._kept.delete(rehearsal_id)

    def asks_whether_real(self, text: str) -> bool:
        """Whether a line asks who is really speaking: the page then says that it is a rehearsal."""
        return asks_whether_real(text)

    def distress(self, text: str) -> Concern | None:
        """What in a line calls for care: the page says what helps, before the mentor hears it."""
        return self._partner.distress(text)

    @property
    def model(self) -> str | None:
        """The model that words the mentor's lines; None in guided mode, and where it is too small for that."""
        return self._player.name if self._player else None

    @property
    def last_fault(self) -> "Fault | None":
        """What kept the model from wording the mentor's last line, which was said by the rules instead."""
        return self.worded.fault if self.worded else None

    def request(self, rehearsal_id: str, text: str, instead: str | None = None) -> "Prompt | None":
        """What the model would be sent if this line were said now; nothing is sent, and nothing kept.

        `instead`: the id of the own line in whose place it would come. None where no model plays, and where it is not
        asked about such a line.
        """
        _require_short(text)
        rehearsal = self._kept.get(rehearsal_id)
        parent = next((line.parent for line in rehearsal.lines if line.id == instead), None)
        lines = rehearsal.branch(parent)
        state = lines[-1].state if lines else None
        if self._player is None or state is None or (rehearsal.over and parent is None):
            return None
        setting = self._setting(rehearsal)
        answer = self._partner.answer(setting, state, lines[-1].text, text, rehearsal.id)
        said = (*(Said(role=line.role, text=line.text) for line in lines), Said(role="mentee", text=text))
        return self._player.request(_scene(setting, answer, said)) if self._may_play(text) else None

    def hint(self, rehearsal_id: str) -> Hint:
        """What one could do now: what the mentor has just asked for, else what is still missing."""
        rehearsal = self._kept.get(rehearsal_id)
        seen = self.debrief(rehearsal_id)
        state = rehearsal.state
        wanted = _HINTS.get(state.phase) if state and state.phase else None
        missing = [name for name in ORDER if name not in POOR and not seen.finding(name).observed]
        name = wanted if wanted in missing else (missing or [ORDER[len(POOR)]])[0]
        return Hint(name, better(rubric()[name], self._facts(rehearsal)))

    def rate(self, rehearsal_id: str, rated: Rated | None) -> Rehearsal:
        """How the person rates themselves, before they see the debrief; empty: they would not, None: not yet."""
        return self._kept.update(rehearsal_id, rated=rated)

    def debrief(self, rehearsal_id: str, leaf: str | None = None) -> Debrief:
        """Of the branch that is shown, or of another one."""
        rehearsal = self._kept.get(rehearsal_id)
        meeting = [Said(role=line.role, text=line.text) for line in rehearsal.branch(leaf)]
        return self._debriefer.debrief(meeting, self._brief, self._candidate(rehearsal))

    def debrief_pasted(self, meeting: Sequence[Said]) -> Debrief:
        """Of a real meeting."""
        return self._debriefer.debrief(meeting, self._brief)

    def held_back(self, rehearsal_id: str) -> tuple[Secret, ...]:
        """What the mentor would have told to whoever had asked well."""
        rehearsal = self._kept.get(rehearsal_id)
        told = rehearsal.state.told if rehearsal.state else ()
        return tuple(secret for secret in self.persona(rehearsal).secrets if secret.id not in told)

    def shows(self, behaviour: Behaviour, before: str, text: str) -> bool:
        """Whether one line of a drill shows a behaviour; of a poor one, whether it keeps clear of it."""
        meeting = [Said(role="mentor", text=before), Said(role="mentee", text=text)]
        observed = self._debriefer.debrief(meeting).finding(behaviour).observed
        return observed != (behaviour in POOR) and bool(text.strip())

    def progress(self) -> list[Attempt]:
        """Every rehearsal that is over, the first one first."""
        return sorted(self._attempts(), key=lambda attempt: attempt.rehearsal.created)

    def attempt(self, rehearsal: Rehearsal) -> Attempt:
        """How the branch that is shown went."""
        found = self._debriefer.debrief(rehearsal.meeting)
        return Attempt(rehearsal, found.score, {f.behaviour: f.observed for f in found.findings})

    def _attempts(self) -> Iterator[Attempt]:
        for rehearsal in self._kept.all():
            if rehearsal.over and any(line.role == "mentee" for line in rehearsal.branch()):
                yield self.attempt(rehearsal)

    @property
    def _brief(self) -> Brief:
        return self._briefs.current()[0]

    def _candidate(self, rehearsal: Rehearsal) -> Candidate | None:
        return self._brief.candidate(rehearsal.candidate)

    def _facts(self, rehearsal: Rehearsal) -> dict[str, str]:
        return facts(self._brief, self._candidate(rehearsal))

    def _setting(self, rehearsal: Rehearsal) -> Setting:
        return Setting(self.persona(rehearsal), rehearsal.scenario, rehearsal.dial)

    def _opened(self, rehearsal: Rehearsal) -> Rehearsal:
        first = self._partner.open(self._setting(rehearsal), rehearsal.id)
        return self._kept.say(rehearsal.id, "mentor", first.text, None, first.state)

    def _said(self, rehearsal: Rehearsal, parent: str | None, text: str) -> Rehearsal:
        _require_short(text)
        return self._answered(self._kept.say(rehearsal.id, "mentee", text, parent))

    def _answered(self, rehearsal: Rehearsal) -> Rehearsal:
        """Answer the last line of the branch that is shown."""
        *_, before, line = lines = rehearsal.branch()
        assert before.state is not None  # noqa: S101 a mentee's line follows one of the mentor's
        setting = self._setting(rehearsal)
        answer = self._partner.answer(setting, before.state, before.text, line.text, rehearsal.id)
        said = tuple(Said(role=each.role, text=each.text) for each in lines)
        self.worded = None
        if self._player is not None and self._may_play(line.text):
            self.worded = self._player.say(_scene(setting, answer, said))
        spoken = self.worded.text if self.worded else answer.text
        return self._kept.say(rehearsal.id, "mentor", spoken, line.id, answer.state)

    def _may_play(self, text: str) -> bool:
        """Whether a model may answer a line: what calls for care is left to the rules."""
        return self._partner.distress(text) is None


def _scene(setting: Setting, answer: Answer, meeting: tuple[Said, ...]) -> "Scene":
    from assistant.skills.rehearsal.model_scene import Scene

    return Scene(setting, answer.felt, answer.moves, answer.text, meeting)


def _require_short(text: str) -> None:
    if len(text) > MAX_LINE:
        raise BadInput(f"That is {len(text):,} characters; a line can have up to {MAX_LINE:,}, so shorten it.")

"""Every line of the page Rehearse that a person reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from assistant.skills.rehearsal.meeting import Dial
    from assistant.skills.rehearsal.persona import Scenario
    from knowledge.turns import Behaviour

# The door
WHAT: Final = (
    "Sit down with a mentor before it counts. They have their own mind and little time, and they do not know what you "
    "have told Mentorprep. Afterwards you see what your lines showed, in your own words."
)
EARLIER: Final = "Earlier rehearsals"
OLDER: Final = "Show older ones"
GOING_ON: Final = "not over yet"
TO_RATE: Final = "over, the debrief waits for you"
GO_ON: Final = "Go on"
DEBRIEF: Final = "Debrief"
WHOM: Final = "Whom do you want to meet?"
SCENARIO: Final = "What kind of meeting"
SCENARIOS: Final[dict[Scenario, str]] = {
    "first_meeting": "First meeting",
    "in_person": "Asking them in person",
    "ground_rules": "Agreeing ground rules",
    "advice_not_taken": "Advice not taken",
    "goodbye": "Saying goodbye",
}
DIAL: Final = "How hard they make it"
DIALS: Final[dict[Dial, str]] = {"gentle": "Gentle", "normal": "Normal", "hard": "Hard"}
OF_BRIEF: Final = "People of your Brief"
OF_BRIEF_WHAT: Final = "They are played from what you have told of them, and by guess beyond that."
SOMEBODY: Final = "Somebody else"
SOMEBODY_NAME: Final = "Their name"
SOMEBODY_PROFILE: Final = "Their profile, as you find it on the web"
SOMEBODY_HINT: Final = "Paste what is public: their role first, then what they have done."
REAL: Final = "Debrief a real meeting"
REAL_WHAT: Final = (
    "Write down what was said, as you remember it, one line after the other: “Mentor: …” and “Me: …”. "
    "It stays on this machine, and the debrief is not kept: take it along."
)
REAL_TEXT: Final = "The meeting"
REAL_GO: Final = "Look at it"
REAL_TITLE: Final = "Your meeting"
REAL_AGAIN: Final = "Another meeting"
GONE: Final = "That rehearsal is not here any more. Here is all that there is."
CANCEL: Final = "Cancel"
DELETE: Final = "Delete"
DELETE_TITLE: Final = "Delete this rehearsal?"
DELETE_WHAT: Final = "All that was said in it, in every branch, will be gone for good."
ALL: Final = "All rehearsals"

# The meeting
REHEARSAL: Final = "Rehearsal"
YOU: Final = "You"
PLACEHOLDER: Final = "What do you say?"
SILENCE: Final = "Say nothing"
SILENT: Final = "You say nothing."
HINT: Final = "Hint"
HINT_CLOSE: Final = "Close the hint"
TIME_OUT: Final = "Time out"
LEAVE: Final = "Leave"
TRY_ANOTHER: Final = "Try another"
ANOTHER_FIELD: Final = "Your line in other words"
ANOTHER_WHAT: Final = "The meeting goes on from here. What followed until now stays as another branch."
SAY_IT: Final = "Say it like this"
BRANCH_BEFORE: Final = "The branch before"
BRANCH_AFTER: Final = "The branch after"
COMPARE: Final = "Compare"
NOT_REAL: Final = (
    "From us: this is a rehearsal. The lines are written for this part and chosen by rules; nobody real is speaking."
)
NOT_REAL_MODEL: Final = (
    "From us: this is a rehearsal. A language model words the lines within rules; nobody real is speaking."
)
FROM_US: Final = "From us"
CARE_WHAT: Final = "The meeting stands still; your line has not been said. If it belongs to the rehearsal, go on."
TAKE_BACK: Final = "Take it back"
MEANT: Final = "It belongs to the rehearsal"
LEAVE_MEETING: Final = "Leave the meeting"
KEPT_LINE: Final = "Your line, so that it is not lost:"
WENT_ON: Final = "This meeting went on in another tab. Here is how it stands now; your line has not been said."
OVER: Final = "The meeting is over."
OVER_NEXT: Final = "How did it go?"
PAUSED: Final = "Time out"
PAUSED_WHAT: Final = "The clock stands still. Nobody is waiting for you."
PAUSED_THINK: Final = (
    "What did they ask last, and have you answered that?",
    "What did they tell you that you could take up?",
    "What do you want to have in your hands when you get up?",
)
PAUSED_GO_ON: Final = "Go on with the meeting"
COULD_SAY: Final = "You could say:"
COULD_DO: Final = "You could do this:"
TOO_EARLY: Final = "You have said nothing yet, so there is nothing to look back at."
STAY: Final = "Go on where you left"

# Two branches
COMPARE_TITLE: Final = "Two ways that it went"
COMPARE_THIS: Final = "As it is shown"
COMPARE_OTHER: Final = "The other way"
COMPARE_PICK: Final = "Compare with"
COMPARE_SAME: Final = "Both show the same behaviours."
COMPARE_SWITCH: Final = "Show this one"
COMPARE_BACK: Final = "Back"
COMPARE_WHAT: Final = "What is in one of them alone"

# How one sees oneself
RATE_TITLE: Final = "Before you see anything: how was it?"
RATE_WHAT: Final = (
    "Tick what you did. It is for you alone, and takes a minute: the places where you and the debrief differ are the "
    "ones that teach most."
)
RATE_GROUPS: Final[dict[str, tuple[Behaviour, ...]]] = {
    "You and the mentor": (
        "asked_good_time", "on_time_or_acknowledged_time", "showed_research_on_mentor", "said_why_this_mentor",
        "asked_open_questions", "listened_built_on_answers",
    ),
    "What you want": (
        "short_term_goal", "long_term_goal", "said_what_help_wanted", "explained_steps_already_taken",
        "invited_critical_feedback",
    ),
    "How it goes on": (
        "offered_something_in_return", "proposed_cadence_or_ground_rules", "agreed_next_step_or_homework", "thanked",
    ),
    "And honestly": (
        "treated_mentor_as_answer_machine", "asked_for_favour_or_job_too_soon", "badmouthed_boss",
        "talked_over_length",
    ),
}  # fmt: skip
RATE_GO: Final = "Show me the debrief"
RATE_SKIP: Final = "Skip this"
RATE_LOOK: Final = "Read the meeting again"

# The debrief
THERE: Final = "What was there"
HARM: Final = "What did harm"
MISSING: Final = "What was missing"
AS_YOU_SAW: Final = "You and the debrief"
AS_YOU_SAW_WHAT: Final = (
    "Where your view and this reading differ. Either may be wrong: it looks for words, and you were there."
)
SAME_VIEW: Final = "You saw the meeting just as this reading does."
NOT_THOUGHT: Final = "You did these without noticing:"
THOUGHT_THERE: Final = "You thought of these, and your lines do not show them. Perhaps they stayed a thought:"
NOT_THOUGHT_HARM: Final = "These slipped by you, as they do with everybody:"
THOUGHT_HARM: Final = "Here you were hard on yourself; your lines do not show it:"
HELD_BACK_NONE: Final = "They held nothing back from you. You asked well."
DRILL: Final = "One thing to practise"
DRILL_FIELD: Final = "Your answer in one line"
DRILL_GO: Final = "Answer"
DRILL_NEXT: Final = "Next moment"
DRILL_RETRY: Final = "Try once more"
DRILL_AGAIN: Final = "Practise again"
DRILL_DONE: Final = "That was the third. Come back to it tomorrow: it stays better with a night between."
DRILL_YES: Final = "Yes, that shows it."
DRILL_NO: Final = "Not yet."
BACK: Final = "Back to the meeting"
TO_DEBRIEF: Final = "To the debrief"
MEET_AGAIN: Final = "Meet again"
MARKDOWN: Final = "Markdown"
DOCX: Final = "Word document"
LOOK_BACK: Final = "Go back to any line of yours and try another."

# Progress
PROGRESS: Final = "Your progress"
PROGRESS_HEAD: Final = "Behaviour"
PROGRESS_SCORE: Final = "Score"
PROGRESS_DID: Final = "there"
PROGRESS_NOT: Final = "not there"
PROGRESS_HARM: Final = "did harm"
PROGRESS_KEPT: Final = "Nothing new since the time before: steady."
PROGRESS_LESS: Final = "Less than the time before. That happens, and it is what rehearsing is for."
PROGRESS_ALL: Final = "Next: nothing is missing. Try somebody harder."


def minutes(count: int) -> str:
    return f"{count} minutes"


def meet(name: str) -> str:
    return f"Meet {name}"


def score(share: float) -> str:
    """`share`: 0 to 1"""
    return f"{round(share * 100)} of 100"


def what_leaves(model: str) -> str:
    return (
        f"So that {model} can word what the mentor says, it gets the part that it plays and the last lines of this "
        "rehearsal, yours among them. Nothing else of your Brief goes along."
    )


def left(minutes: int, every: int) -> str:
    if minutes <= 0:
        return f"The {every} minutes are over"
    return f"{minutes} of {every} minutes left"


def of_minutes(every: int) -> str:
    return f"of {every} min left"


def known(name: str) -> str:
    return f"What can be known about {name}"


def thinking(name: str) -> str:
    return f"{name} is about to answer"


def line(number: int) -> str:
    return f"line {number}"


def branch(number: int, count: int) -> str:
    return f"{number} of {count}"


def branch_with(number: int, first: str) -> str:
    return f"Branch {number}: “{first}”"


def same_beginning(lines: int) -> str:
    return f"The first {lines} lines are the same in both." if lines > 1 else "The first line is the same in both."


def more(count: int) -> str:
    return "One more" if count == 1 else f"{count} more"


def held_back(name: str) -> str:
    return f"What {name} held back"


def would_have(question: str) -> str:
    return f"You would have heard it, had you asked: “{question}”"


def moment(number: int, every: int) -> str:
    return f"Moment {number} of {every}"


def of_rehearsal(name: str, day: str) -> str:
    return f"Rehearsal with {name}, {day}"


def improved(new: Sequence[str], gone: Sequence[str]) -> str:
    """`new`: titles of good behaviours that were not there the time before; `gone`: of poor ones that were."""
    said = [f"New since the time before: {_listed(new)}."] if new else []
    return " ".join(said + ([f"Not there any more: {_listed(gone)}."] if gone else []))


def next_is(title: str, poor: bool) -> str:
    return f"Next to leave out: {_lowered(title)}." if poor else f"Next to bring in: {_lowered(title)}."


def score_moved(before: float, now: float) -> str:
    return f"From {round(before * 100)} to {round(now * 100)} of 100."


def _listed(titles: Sequence[str]) -> str:
    shown = [_lowered(title) for title in titles[:3]]
    if len(titles) > 3:
        return f"{', '.join(shown)} and {len(titles) - 3} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def _lowered(title: str) -> str:
    return title[:1].lower() + title[1:]

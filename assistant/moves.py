"""What the policy may choose: a closed set of moves, and the rules on what may go together in one reply."""

from collections.abc import Sequence
from typing import Annotated, Literal, get_args

from pydantic import Field

from assistant.brief import Place
from assistant.commands import Concern
from assistant.skills.outreach.plan import Kept
from assistant.skills.outreach.types import Draft, Need
from knowledge.letters import Channel, Medium
from knowledge.types import Frozen

Topic = Literal[
    "current_role", "next_role", "horizon", "strengths", "weaknesses", "objectives", "target", "measure", "deadline",
    "help_wanted", "tried", "mentor_qualities", "offer_in_return", "constraints",
    "own_name", "name", "role", "known", "work", "why", "ask", "size", "give", "contact", "earlier", "since", "pasted",
]  # fmt: skip
LETTER_TOPICS: frozenset[Topic] = frozenset((*(need for need in get_args(Need) if need != "current_role"), "pasted"))
Step = Literal["find_mentors", "draft_outreach", "prepare_meeting", "rehearse"]


class Change(Frozen):
    """What a message did to the Brief. `before` is None for what is new, `after` for what is gone."""

    place: Place
    before: str | None = None
    after: str | None = None


class Care(Frozen):
    """The careful answer to a concern. It stands alone."""

    kind: Literal["care"] = "care"
    concern: Concern
    about: str = ""  # the message, where the concern may be none


class Fixed(Frozen):
    kind: Literal["fixed"] = "fixed"
    line: str


class Note(Frozen):
    """Say back what has just gone into the Brief, or out of it."""

    kind: Literal["note"] = "note"
    changes: tuple[Change, ...]


class Answer(Frozen):
    """Answer a question from the guidance."""

    kind: Literal["answer"] = "answer"
    question: str
    search: str | None = None  # what to search for instead of its words
    within: str | None = None  # the message that it is a piece of
    aside: bool = False  # not asked: passed over where the guidance has nothing on it


class Point(Frozen):
    """Say what a note of the handbook has to say to this, before going on."""

    kind: Literal["point"] = "point"
    note: str
    about: str  # the words of the person that it answers


class Explain(Frozen):
    """Why a question is asked, with the passage behind it."""

    kind: Literal["explain"] = "explain"
    topic: Topic


class Ask(Frozen):
    """One question, with its reason. `attempt` counts from 1."""

    kind: Literal["ask"] = "ask"
    topic: Topic
    objective: str | None = None
    attempt: int = 1
    resumed: bool = False  # after a digression: the thread is taken up again
    channel: Channel | None = None  # of the message that it is asked for
    reader: str = ""  # the name of who is written to, as they are called


class ReadBack(Frozen):
    """Say the whole Brief and ask whether it is right."""

    kind: Literal["read_back"] = "read_back"


class Statement(Frozen):
    """The objective statement and the minute to say aloud."""

    kind: Literal["statement"] = "statement"


class Propose(Frozen):
    """Offer the next step of the journey."""

    kind: Literal["propose"] = "propose"
    step: Step


class Drafted(Frozen):
    """Show a message that is drafted, and say what the other draft of it does differently.

    `whole`: it does not only take the place of one that was shown.
    """

    kind: Literal["drafted"] = "drafted"
    draft: Draft
    other: Draft
    whole: bool = True


class Stuck(Frozen):
    """Say why nothing can be written without something, and the nearest way to it."""

    kind: Literal["stuck"] = "stuck"
    need: Need
    channel: Channel
    reader: str = ""


class Reviewed(Frozen):
    """Say what a review finds in a message. `pasted`: the person wrote it."""

    kind: Literal["reviewed"] = "reviewed"
    text: str
    channel: Channel
    medium: Medium
    pasted: bool = True


class Became(Frozen):
    """Say what has become of messages that are kept. `name`: to whom, as the person said it."""

    kind: Literal["became"] = "became"
    letters: tuple[Kept, ...]
    name: str | None = None


Move = Annotated[
    Care
    | Fixed
    | Note
    | Answer
    | Point
    | Explain
    | Ask
    | ReadBack
    | Statement
    | Propose
    | Drafted
    | Stuck
    | Reviewed
    | Became,
    Field(discriminator="kind"),
]
_ASKING = ("ask", "read_back", "propose")


def allowed(moves: Sequence[Move]) -> bool:
    """At most one question, and last; a careful answer with nothing beside it."""
    kinds = [move.kind for move in moves]
    asking = [kind for kind in kinds if kind in _ASKING]
    return len(asking) <= 1 and (not asking or kinds[-1] == asking[0]) and ("care" not in kinds or len(kinds) == 1)

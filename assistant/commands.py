"""What understanding may say: a closed set of commands, the same from the rules and from a model."""

from typing import Annotated, Literal, TypeGuard, get_args

from pydantic import Field

from assistant.brief import Part, Slot
from assistant.skills.outreach.types import Tone
from knowledge.letters import Channel, Medium
from knowledge.reader import Concern as Kind
from knowledge.types import Frozen

# worry: a concern of no kind that could be told; unsure: it may be none
Concern = Literal[Kind, "worry", "unsure"]
ActName = Literal[
    "confirm", "deny", "dont_know", "skip", "back", "why", "stop", "enough", "stay", "begin", "undo", "show", "minute"
]
About = Literal["ask", "size", "give", "contact", "earlier", "since"]  # what one message is about
ABOUT: tuple[About, ...] = get_args(About)
ACTS: tuple[ActName, ...] = get_args(ActName)


class Tell(Frozen):
    """The person states a fact. `quote` is a piece of their message; `value` is it without what only led up to it."""

    kind: Literal["tell"] = "tell"
    slot: Slot
    value: str
    quote: str


class TellPart(Frozen):
    """The measure or the deadline of an objective: of the one with the id `of`, of the last one that the same message
    tells before it, where `own` says so, otherwise of the one that is being talked about."""

    kind: Literal["tell_part"] = "tell_part"
    part: Part
    value: str
    quote: str
    own: bool = False
    of: str | None = None


class TakeBack(Frozen):
    """Something said before is withdrawn, rejected or corrected: whatever of the Brief `value` fits.

    `instead`: what takes its place, wherever that is ('September, not June').
    """

    kind: Literal["take_back"] = "take_back"
    value: str
    quote: str
    instead: str | None = None


class Waver(Frozen):
    """The person is no longer sure of the next role: it becomes one of the alternatives."""

    kind: Literal["waver"] = "waver"


class Question(Frozen):
    """The person asks something that the guidance may answer.

    `search`: the same so that it can be understood alone, for the search; it is never shown. `within`: the message
    that it is a piece of: what comes before 'was that a mistake?' says what it is about. `aside`: it was said beside
    facts and not asked, and where the guidance has nothing on it there is nothing to decline.
    """

    kind: Literal["question"] = "question"
    text: str
    search: str | None = None
    within: str | None = None
    aside: bool = False


class Heed(Frozen):
    """The person says something that a note of the handbook should answer before the talk goes on: a plan that will
    hurt, a need that no mentor can meet."""

    kind: Literal["heed"] = "heed"
    note: str
    about: str  # the words that it should answer


class Act(Frozen):
    """A move in the conversation itself. `enough`: that is all there is to say; `stay`: no new role is wanted."""

    kind: Literal["act"] = "act"
    act: ActName


class Line(Frozen):
    """The message is answered by one fixed line: a greeting, a question about the assistant, an attack ..."""

    kind: Literal["line"] = "line"
    line: str


class Concerned(Frozen):
    """Distress, danger or injustice: answered before, and instead of, everything else."""

    kind: Literal["concerned"] = "concerned"
    concern: Concern
    about: str = ""  # the message, where the concern may be none


class TellOf(Frozen):
    """The person says something of whom they write to: of the candidate that is named before it, or talked about.

    `beside`: of somebody else, who could be written to one day.
    """

    kind: Literal["tell_of"] = "tell_of"
    part: Part
    value: str
    quote: str
    beside: bool = False


class TellLetter(Frozen):
    """Something of one message alone: what it asks for, and how much of it ..."""

    kind: Literal["tell_letter"] = "tell_letter"
    part: About
    value: str
    quote: str


class Write(Frozen):
    """A message is to be written, `fresh`, or the one that is there to be taken up or written otherwise.

    What is None stays as it is. `other`: the second of the two drafts instead of the first; `them`: to the person who
    was spoken of last.
    """

    kind: Literal["write"] = "write"
    fresh: bool = False
    channel: Channel | None = None
    medium: Medium | None = None
    tone: Tone | None = None
    other: bool = False
    them: bool = False


class Drop(Frozen):
    """The message that is being prepared is not to be written after all."""

    kind: Literal["drop"] = "drop"


class LeaveOut(Frozen):
    """A piece of the message that is prepared, or was drafted last, is not to stand in it."""

    kind: Literal["leave_out"] = "leave_out"
    part: Part | About
    quote: str


class Check(Frozen):
    """A message is to be judged: `text`, a piece of what the person typed, or the one that was drafted last."""

    kind: Literal["check"] = "check"
    text: str | None = None
    channel: Channel = "mentor_request_email"
    medium: Medium = "email"


class News(Frozen):
    """The person asks what has become of a message. `name`: to whom, where they say it."""

    kind: Literal["news"] = "news"
    name: str | None = None


Command = Annotated[
    Tell
    | TellPart
    | TakeBack
    | Waver
    | Question
    | Heed
    | Act
    | Line
    | Concerned
    | TellOf
    | TellLetter
    | Write
    | Drop
    | LeaveOut
    | Check
    | News,
    Field(discriminator="kind"),
]


def tells_date(command: Command) -> TypeGuard[Tell | TellPart]:
    """Whether it tells by when something is to be done: the next position, or a goal."""
    if isinstance(command, Tell):
        return command.slot == "horizon"
    return isinstance(command, TellPart) and command.part == "deadline"

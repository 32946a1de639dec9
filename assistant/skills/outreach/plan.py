"""What is known of the message that a conversation is about: while it is prepared, and after it was drafted."""

from datetime import date
from typing import Literal

from assistant.brief import Fact, Part
from assistant.skills.outreach.types import Particulars, Tone
from knowledge.letters import Channel, Medium
from knowledge.types import Frozen


class Waiting(Frozen):
    """Something told of somebody whose name is not known yet."""

    part: Part
    fact: Fact


class Plan(Frozen):
    """A message. `resting`: something else came in between; `chosen`: which of the two drafts is meant."""

    channel: Channel = "mentor_request_email"
    medium: Medium = "email"
    tone: Tone = "warm"
    candidate: str | None = None  # id in the Brief
    particulars: Particulars = Particulars()
    waiting: tuple[Waiting, ...] = ()
    left_out: tuple[str, ...] = ()  # parts of the candidate, and of the particulars, that it is not to say
    chosen: Literal[0, 1] = 0
    state: Literal["asking", "resting", "drafted"] = "asking"
    letter: str | None = None  # the id under which its drafts are kept


class Kept(Frozen):
    """What has become of a message that is kept. `own`: the person has changed it, or sent it."""

    id: str
    candidate: str | None
    title: str
    channel: Channel
    medium: Medium
    text: str
    changed: date
    own: bool = False
    sent: date | None = None
    follow_up: date | None = None
    outcome: Literal["open", "answered", "declined", "silent"] | None = None

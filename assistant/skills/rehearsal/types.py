"""A meeting and its debrief, in types."""

from typing import Literal

from pydantic import Field

from assistant.sentence import Citation
from knowledge.turns import Behaviour
from knowledge.types import Frozen

Role = Literal["mentor", "mentee"]


class Said(Frozen):
    """One line of a meeting."""

    role: Role
    text: str


class Seen(Frozen):
    """Whether a behaviour was observed. `turn`: number of the line, from 1; `span`: (start, end) of its words there."""

    observed: bool
    turn: int | None = None
    span: tuple[int, int] | None = None


class Better(Frozen):
    """What could have been said, or, where only the person knows the words, what to do."""

    kind: Literal["say", "do"]
    text: str


class Finding(Frozen):
    """One behaviour in a debrief. `quote` is an exact piece of the mentee's line number `turn`.

    `better` is there where something is to be gained: a good behaviour was missing, or a poor one was there.
    """

    behaviour: Behaviour
    observed: bool
    quote: str | None
    turn: int | None
    why: str
    citations: tuple[Citation, ...]
    better: Better | None


class Drill(Frozen):
    """The one thing to practise next. `moments`: what a mentor says, to be answered in one line each."""

    behaviour: Behaviour
    why: str
    better: Better
    moments: tuple[str, ...]


class Debrief(Frozen):
    """`findings`: all behaviours, in the order of the rubric; `score`: 0 to 1; `drill`: None where nothing is left."""

    findings: tuple[Finding, ...]
    score: float = Field(ge=0, le=1)
    drill: Drill | None

    def finding(self, behaviour: Behaviour) -> Finding:
        return next(finding for finding in self.findings if finding.behaviour == behaviour)

"""Messages to a mentor, in types: what one is about, a draft of it, and what a review finds in it."""

from typing import Literal

from assistant.brief import Fact
from assistant.sentence import Citation, join
from assistant.sentence import Sentence as Said
from knowledge.letters import Channel, Flaw, Medium
from knowledge.types import Frozen

Tone = Literal["warm", "brief", "formal"]
Severity = Literal["high", "medium", "low"]
Need = Literal[  # what a draft cannot do without: of the person, of the candidate, or of this one message
    "own_name", "current_role", "name", "role", "known", "work", "why", "ask", "size", "give", "contact", "earlier",
    "since",
]  # fmt: skip


class Particulars(Frozen):
    """What one message is about, beside what the Brief holds of the person and of the candidate."""

    ask: Fact | None = None  # what help is wanted in this message
    size: Fact | None = None  # how much of it: 'twenty minutes', 'four questions by e-mail'
    give: Fact | None = None  # what is offered in return, where it is for this reader
    contact: Fact | None = None  # of an introduction: the name of who is asked to introduce
    earlier: Fact | None = None  # what came before: what was asked and when, what the other did, what ends
    since: Fact | None = None  # what has become of it, or why it ends


class Line(Frozen):
    """A sentence of a draft. `facts`: ids of the facts that it rests on; none where it says nothing about anybody."""

    text: str
    facts: tuple[str, ...] = ()
    starts_paragraph: bool = False


class Draft(Frozen):
    """One way to say it. `approach` names what is particular about it, in a few words for the person."""

    channel: Channel
    medium: Medium
    tone: Tone
    approach: str
    subject: Line | None  # of an e-mail alone
    lines: tuple[Line, ...]  # greeting and name included

    @property
    def body(self) -> str:
        return join(
            [Said(text=line.text, label="yours", starts_paragraph=line.starts_paragraph) for line in self.lines]
        )

    @property
    def text(self) -> str:
        """As FORMATS has it: an e-mail's first line is its subject."""
        return f"Subject: {self.subject.text}\n\n{self.body}" if self.subject else self.body


class Missing(Frozen):
    """What has to be asked before there can be a draft; one thing at a time."""

    need: Need


class Fix(Frozen):
    """How to mend a flaw. `replace`: `text` in the place of the span; `delete`: nothing in its place;

    `ask`: `text` is a question, to which only the person knows the answer; it changes nothing.
    """

    kind: Literal["replace", "delete", "ask"]
    text: str


class Finding(Frozen):
    """One flaw. `span`: (start, end) in the message, None where something is missing from it."""

    label: Flaw
    severity: Severity
    span: tuple[int, int] | None
    why: str
    citations: tuple[Citation, ...]
    fix: Fix


class Review(Frozen):
    flaws: tuple[Finding, ...]
    words: int  # without the subject line
    characters: int  # without the subject line

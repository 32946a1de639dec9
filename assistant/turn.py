"""The turn record: what was understood, found, worded and verified. The app and the evals read this one record."""

from datetime import datetime
from typing import Literal

from assistant.commands import Command
from assistant.faults import Fault
from assistant.moves import Change, Move
from assistant.sentence import Citation, Label, Sentence, join
from assistant.thread import Thread
from knowledge.types import Frozen, Hit

__all__ = [
    "Citation", "Conversation", "Label", "Message", "Rating", "Sentence", "Status", "Tokens", "Turn", "Verdict", "View",
    "join",
]  # fmt: skip

Status = Literal["pending", "done", "stopped", "failed"]
Rating = Literal["up", "down"]


class View(Frozen):
    """One of several views on which the sources differ."""

    claim: str
    citations: tuple[Citation, ...]


class Tokens(Frozen):
    input: int = 0
    output: int = 0


class Verdict(Frozen):
    """What verification said of one drafted sentence, and why."""

    text: str
    passed: bool
    reason: str


class Turn(Frozen):
    """One reply, whole. `sentences` is what was shown; `verdicts` covers dropped sentences too.

    `move` names the one that the reply is about; `moves` are all, in order. `thread` is where the conversation stands
    after it, `question` what the person is asked, `chips` quick replies to it.
    """

    intent: str
    move: str
    query: str = ""
    answered: bool = False
    answerable: float = 0.0
    sentences: tuple[Sentence, ...] = ()
    passages: tuple[Hit, ...] = ()
    views: tuple[View, ...] = ()
    commands: tuple[Command, ...] = ()
    changes: tuple[Change, ...] = ()
    moves: tuple[Move, ...] = ()
    thread: Thread = Thread()
    question: str | None = None
    chips: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()  # questions that the guidance does cover, offered when it cannot answer
    verdicts: tuple[Verdict, ...] = ()
    fault: Fault | None = None  # how a call of the model ended, where it did not end well
    letter: str | None = None  # id of the message to a mentor that this reply drafted or judged, where it is kept
    worded: int = 0  # sentences that are the model's own
    prompts: tuple[str, ...] = ()  # those that were used, each with the hash of its file
    model: str = "guided"
    tokens: Tokens = Tokens()
    seconds: float = 0.0

    @property
    def notice(self) -> str | None:
        """What the person is told where the model did not do its part."""
        return self.fault.line(self.model, shown=self.worded > 0) if self.fault else None

    @property
    def text(self) -> str:
        """The reply as plain text, paragraphs kept."""
        return join(self.sentences)


class Conversation(Frozen):
    id: str
    title: str
    created: datetime
    updated: datetime


class Message(Frozen):
    """A message as stored. An assistant's message carries its turn once it is done."""

    id: str
    role: Literal["user", "assistant"]
    text: str
    status: Status = "done"
    turn: Turn | None = None
    rating: Rating | None = None
    created: datetime

"""Where a conversation stands between two messages. Pure functions."""

from collections.abc import Sequence
from typing import NamedTuple

from assistant.brief import Brief
from assistant.commands import Question
from assistant.moves import Change
from assistant.thread import Thread
from assistant.turn import Message, Turn

_SHOWN = 6  # messages of the talk before that a model is shown
_REMEMBERED = 80  # messages of it that a sentence is held against: whom they spoke of at first is no stranger later


class State(NamedTuple):
    """A conversation before a message: the Brief, where the talk stands, and what was said so far."""

    brief: Brief = Brief()
    thread: Thread = Thread()
    questions: tuple[str, ...] = ()  # the person's, for 'and how often?'
    told: frozenset[str] = frozenset()  # sentences of the guidance that were shown
    noted: tuple[Change, ...] = ()  # what the last message changed
    question: str | None = None  # the open one, as it was put
    talk: tuple[tuple[str, str], ...] = ()  # (who, text) of the messages, oldest first
    cited: tuple[str, ...] = ()  # the notes that the last answer rests on

    @property
    def lately(self) -> tuple[tuple[str, str], ...]:
        """What a model is shown of the talk."""
        return self.talk[-_SHOWN:]

    @classmethod
    def of(cls, brief: Brief, messages: Sequence[Message]) -> "State":
        """Where a conversation stands, from what was kept of it, oldest first."""
        state, said = cls(brief), ""
        for message in messages:
            if message.role == "user":
                said = message.text
            if message.turn:
                state = following(state, message.turn, brief, said)
        return state


def following(state: State, turn: Turn, brief: Brief, said: str) -> State:
    """The conversation after a turn that answered what was `said`."""
    return State(
        brief=brief,
        thread=turn.thread,
        questions=(*state.questions, *(c.text for c in turn.commands if isinstance(c, Question))),
        told=state.told | {s.text for s in turn.sentences if s.label == "guidance"},
        noted=turn.changes,
        question=turn.question,
        talk=(*state.talk, ("person", said), ("you", turn.text))[-_REMEMBERED:],
        cited=tuple(dict.fromkeys(c.document for s in turn.sentences for c in s.citations)),
    )

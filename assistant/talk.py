"""A message in a conversation that is kept: on disk before anything is computed, answered, and finished on disk."""

import time
from collections.abc import Generator, Iterator, Sequence

from assistant.brief import Brief
from assistant.calls import Budget
from assistant.dialogue import Decided, Heard, Means, State, decide, hear, reply, stopped, took_back
from assistant.errors import Conflict
from assistant.incoming import clean
from assistant.store import Store
from assistant.turn import Message, Sentence, Status, Turn, join
from assistant.understand.rules import read

_REMEMBERED = 30  # messages that a turn looks back on: a long conversation takes no longer than a short one
_ATTEMPTS = 3  # at a turn while the Brief is being changed elsewhere


class Talk:
    def __init__(self, store: Store, means: Means, model: str) -> None:
        """`model`: what words the replies, for the record."""
        self._store, self._means, self._model = store, means, model

    def reply(self, conversation_id: str, text: str) -> Iterator[Sentence | None]:
        """Answer in a conversation, sentence by sentence; None, ten times a second, while none is ready.

        The message is on disk before anything is computed. Closing the iterator early keeps what was shown, as
        stopped. Raises BadInput, NotFound or StorageError at once, before the first sentence.
        """
        said = clean(text)
        before = self._store.messages(conversation_id, last=_REMEMBERED)
        message_id = self._store.begin_turn(conversation_id, said, names_it=read(said).intent != "smalltalk")
        number = self._store.turns(conversation_id)
        return _started(self._stream(message_id, said, before, number))

    def retry(self, conversation_id: str, message_id: str) -> Iterator[Sentence | None]:
        """Answer again where a reply failed or was stopped."""
        messages = self._store.messages(conversation_id)
        before = messages[: next((i for i, m in enumerate(messages) if m.id == message_id), 0)]
        said = self._store.begin_again(conversation_id, message_id)
        number = sum(1 for message in before if message.role == "user")
        return _started(self._stream(message_id, said, before[:-1][-_REMEMBERED:], number))

    def _stream(self, message_id: str, said: str, before: Sequence[Message], number: int) -> Iterator[Sentence | None]:
        """The sentences, and None while none is ready; None first. `number`: which of the person's messages, from 1."""
        status: Status = "failed"
        shown: list[Sentence] = []
        turn: Turn | None = None
        budget, started = Budget(self._means.seconds), time.perf_counter()
        try:
            yield None
            brief, revision = self._store.briefs.current()
            state = State.of(brief, before)
            heard = yield from hear(said, state, self._means, budget)
            decided = self._decide(message_id, said, heard, before, number, (brief, revision))
            status = "stopped"  # until the last sentence is out
            turn = stopped(decided)
            turn = yield from _seen(reply(said, decided, state, self._means, budget), shown)
            status = "done"
        finally:
            self._store.finish_turn(message_id, status, join(shown), self._kept(turn, shown, budget, started))

    def _kept(self, turn: Turn | None, shown: Sequence[Sentence], budget: Budget, started: float) -> Turn | None:
        """The record of a turn: what was shown of it, and what it took."""
        if turn is None:
            return None
        seconds = round(time.perf_counter() - started, 4)
        return turn.model_copy(
            update={"sentences": tuple(shown), "model": self._model, "seconds": seconds, "tokens": budget.tokens}
        )

    def _decide(
        self, message_id: str, said: str, heard: Heard, before: Sequence[Message], number: int, kept: tuple[Brief, int]
    ) -> Decided:
        """The turn on the Brief as it is kept. Where that was changed meanwhile, elsewhere, it is decided anew."""
        brief, revision = kept
        for attempt in range(_ATTEMPTS):
            decided = decide(said, heard, State.of(brief, before), self._means, message_id, number)
            try:
                if decided.brief != brief and not took_back(decided.commands):
                    self._store.briefs.save(decided.brief, revision, "conversation")
            except Conflict:
                if attempt == _ATTEMPTS - 1:
                    raise
                brief, revision = self._store.briefs.current()
            else:
                break
        return decided


def _seen(
    steps: Generator[Sentence | None, None, Turn], shown: list[Sentence]
) -> Generator[Sentence | None, None, Turn]:
    """The same, each sentence noted in `shown` as it goes out."""
    while True:
        try:
            sentence = next(steps)
        except StopIteration as end:
            turn: Turn = end.value
            return turn
        if sentence is not None:
            shown.append(sentence)
        yield sentence


def _started(stream: Iterator[Sentence | None]) -> Iterator[Sentence | None]:
    """The stream past its beginning, so that dropping it unread still ends the turn that was begun on disk."""
    next(stream)
    return stream

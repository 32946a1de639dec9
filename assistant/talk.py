"""A message in a conversation that is kept: on disk before anything is computed, answered, and finished on disk."""

from collections.abc import Iterator, Sequence
from typing import cast

from assistant.dialogue import Means, State, step, took_back
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

    def reply(self, conversation_id: str, text: str) -> Iterator[Sentence]:
        """Answer in a conversation, sentence by sentence. The message is on disk before anything is computed.

        Closing the iterator early keeps what was shown, as stopped. Raises BadInput, NotFound or StorageError at
        once, before the first sentence.
        """
        said = clean(text)
        before = self._store.messages(conversation_id, last=_REMEMBERED)
        message_id = self._store.begin_turn(conversation_id, said, names_it=read(said).intent != "smalltalk")
        number = self._store.turns(conversation_id)
        return _started(self._stream(message_id, said, before, number))

    def retry(self, conversation_id: str, message_id: str) -> Iterator[Sentence]:
        """Answer again where a reply failed or was stopped."""
        messages = self._store.messages(conversation_id)
        before = messages[: next((i for i, m in enumerate(messages) if m.id == message_id), 0)]
        said = self._store.begin_again(conversation_id, message_id)
        number = sum(1 for message in before if message.role == "user")
        return _started(self._stream(message_id, said, before[:-1][-_REMEMBERED:], number))

    def _stream(self, message_id: str, said: str, before: Sequence[Message], number: int) -> Iterator[Sentence | None]:
        """None once, and then the sentences. `number`: which of the person's messages it answers, from 1."""
        status: Status = "failed"
        shown: list[Sentence] = []
        turn: Turn | None = None
        try:
            yield None
            turn = self._step(message_id, said, before, number)
            status = "stopped"  # until the last sentence is out
            for sentence in turn.sentences:
                shown.append(sentence)
                yield sentence
            status = "done"
        finally:
            kept = turn.model_copy(update={"sentences": tuple(shown)}) if turn else None
            self._store.finish_turn(message_id, status, join(shown), kept)

    def _step(self, message_id: str, said: str, before: Sequence[Message], number: int) -> Turn:
        """One turn on the Brief as it is kept. Where it was changed meanwhile, elsewhere, it is taken once more."""
        for attempt in range(_ATTEMPTS):
            brief, revision = self._store.briefs.current()
            turn, after = step(said, State.of(brief, before), self._means, message_id, number)
            try:
                if after != brief and not took_back(turn):
                    self._store.briefs.save(after, revision, "conversation")
            except Conflict:
                if attempt == _ATTEMPTS - 1:
                    raise
            else:
                break
        return turn.model_copy(update={"model": self._model})


def _started(stream: Iterator[Sentence | None]) -> Iterator[Sentence]:
    """The stream past its beginning, so that dropping it unread still ends the turn that was begun on disk."""
    next(stream)
    return cast("Iterator[Sentence]", stream)

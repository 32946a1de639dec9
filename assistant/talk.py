"""A message in a conversation that is kept: on disk before anything is computed, answered, and finished on disk."""

import time
from collections.abc import Generator, Iterator, Sequence

from assistant.brief import Brief
from assistant.calls import Budget
from assistant.dialogue import Means, decide, hear, reply, stopped, took_back
from assistant.errors import Conflict
from assistant.faults import Fault
from assistant.incoming import clean
from assistant.record import Decided, Heard
from assistant.skills.outreach.keep import kept_as, with_letter
from assistant.skills.outreach.plan import Kept
from assistant.state import State
from assistant.store import Context, Store
from assistant.turn import Sentence, Status, Turn, join
from assistant.understand.rules import read

_REMEMBERED = 30  # messages that a turn looks back on: a long conversation takes no longer than a short one
_ATTEMPTS = 3  # at a turn while the Brief is being changed elsewhere


class Talk:
    def __init__(self, store: Store, means: Means, model: str, limit: int | None = None) -> None:
        """`model`: what words the replies, for the record; `limit`: tokens of a day after which it is not asked."""
        self._store, self._means, self._model, self._limit = store, means, model, limit

    def reply(self, conversation_id: str, text: str) -> Iterator[Sentence | None]:
        """Answer in a conversation, sentence by sentence; None, ten times a second, while none is ready.

        The message is on disk before anything is computed. Closing the iterator early keeps what was shown, as
        stopped. Raises BadInput, NotFound or StorageError at once, before the first sentence.
        """
        said = clean(text)
        return self._answer(conversation_id, self._store.begin_turn(conversation_id, said, _names(said)))

    def retry(self, conversation_id: str, message_id: str) -> Iterator[Sentence | None]:
        """Answer again where a reply failed or was stopped."""
        self._store.begin_again(conversation_id, message_id)
        return self._answer(conversation_id, message_id)

    def regenerate(self, conversation_id: str, message_id: str) -> Iterator[Sentence | None]:
        """Answer once more beside a finished reply, as `reply` does: the earlier one is kept as another version.

        The Brief loses what the branch that is left had brought; see `Briefs.follow`. Raises Conflict while that is
        still being written.
        """
        return self._answer(conversation_id, self._store.begin_version(conversation_id, message_id, None))

    def edit(self, conversation_id: str, message_id: str, text: str) -> Iterator[Sentence | None]:
        """Answer a message that the person says anew; otherwise as `regenerate`."""
        said = clean(text)
        return self._answer(conversation_id, self._store.begin_version(conversation_id, message_id, said, _names(said)))

    def versions(self, conversation_id: str, message_id: str) -> tuple[str, ...]:
        """The ids of a message and of its other versions, oldest first."""
        return self._store.versions(conversation_id, message_id)

    def switch(self, conversation_id: str, message_id: str) -> None:
        """Show another version of a message, with what follows it; see `Store.switch`."""
        self._store.switch(conversation_id, message_id)

    def _answer(self, conversation_id: str, message_id: str) -> Iterator[Sentence | None]:
        """The stream past its beginning, so that dropping it unread still ends the turn that was begun on disk."""
        stream = self._stream(conversation_id, message_id)
        next(stream)
        return stream

    def _stream(self, conversation_id: str, message_id: str) -> Iterator[Sentence | None]:
        """The sentences of a pending reply, and None while none is ready; None first."""
        status: Status = "failed"
        begun = False
        shown: list[Sentence] = []
        turn: Turn | None = None
        budget, started = Budget(self._means.seconds), time.perf_counter()
        means = self._means._replace(undo=lambda: self._undone(message_id), letters=self._letters)
        try:
            context = self._store.context(conversation_id, message_id, _REMEMBERED)
            limited = self._is_used_up()
            means = means._replace(model=None) if limited else means
            yield None
            begun = True
            brief, revision = self._store.briefs.current()
            state = State.of(brief, context.before)
            heard = yield from hear(context.said, state, means, budget)
            heard = heard._replace(fault=Fault(kind="limit")) if limited else heard
            decided = self._decide(message_id, context, heard, means, (brief, revision))
            turn = stopped(decided)
            turn = yield from _seen(reply(context.said, decided, state, means, budget), shown)
            turn = with_letter(turn, decided.brief, self._store.letters)
            status = "done"
        except (GeneratorExit, KeyboardInterrupt):
            status = "stopped" if begun else "failed"
            raise
        finally:
            self._store.finish_turn(message_id, status, join(shown), self._kept(turn, shown, budget, started))

    def _is_used_up(self) -> bool:
        """Whether the tokens of the day are, of a model that would otherwise be asked."""
        return self._limit is not None and self._means.model is not None and self._store.meter.today() >= self._limit

    def _letters(self) -> tuple[Kept, ...]:
        return tuple(kept_as(letter) for letter in self._store.letters.all())

    def _undone(self, message_id: str) -> Brief | None:
        before = self._store.briefs.undo(message_id)
        return before[0] if before else None

    def _kept(self, turn: Turn | None, shown: Sequence[Sentence], budget: Budget, started: float) -> Turn | None:
        """The record of a turn: what was shown of it, and what it took."""
        if turn is None:
            return None
        seconds = round(time.perf_counter() - started, 4)
        return turn.model_copy(
            update={"sentences": tuple(shown), "model": self._model, "seconds": seconds, "tokens": budget.tokens}
        )

    def _decide(
        self, message_id: str, context: Context, heard: Heard, means: Means, kept: tuple[Brief, int]
    ) -> Decided:
        """The turn on the Brief as it is kept. Where that was changed meanwhile, elsewhere, it is decided anew."""
        brief, revision = kept
        for attempt in range(_ATTEMPTS):
            state = State.of(brief, context.before)
            decided = decide(heard, state, means, message_id, context.number)
            try:
                if decided.brief != brief and not took_back(decided.commands):
                    self._store.briefs.save(decided.brief, revision, "conversation", message_id)
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


def _names(said: str) -> bool:
    """Whether a conversation may be called by this message."""
    return read(said).intent != "smalltalk"

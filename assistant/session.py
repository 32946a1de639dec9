"""The only door to the assistant: the app, the command line and the evals go through it."""

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from assistant.errors import BadInput
from assistant.settings import Settings
from assistant.skills import guidance
from assistant.turn import Conversation, Message, Rating, Sentence, Status, Turn, join
from assistant.understand.rules import read
from assistant.word.lines import say
from knowledge.build import Progress
from knowledge.embeddings import MiniLM
from knowledge.errors import UnknownCollection
from knowledge.library import Library
from knowledge.sources import HANDBOOK, Handbook, Source
from knowledge.types import Note, Passage, SearchResult

if TYPE_CHECKING:
    from assistant.store import Store

MAX_MESSAGE = 4000  # characters; a whole situation fits, a pasted document does not
_STARTERS = (
    "I want a mentor but have no idea where to begin",
    "My boss just assigned me a mentor, is that ok?",
    "What do I write to someone I have never met?",
    "How do I open the first meeting?",
)
_INJECTED = 0.02  # the most that an attempt to change the rules is thought to be covered


class Assistant:
    """One per process, for one owner. Safe to share between threads."""

    def __init__(
        self, settings: Settings, owner: str = "local", embedder: MiniLM | None = None, library: Library | None = None
    ) -> None:
        """`library` is the handbook's where nothing else is said."""
        self._settings, self._owner = settings, owner
        self._handbook = Handbook()
        self._library = library or Library(settings.home, self._handbook, embedder)
        self._store_lock = threading.Lock()
        self._opened: Store | None = None
        self._progress = (0, 0)

    # The library

    def warm_up(self, progress: Progress | None = None) -> None:
        """Open or build the index; `progress(done, total)` in texts. Several threads may call it, and all wait."""

        def note(done: int, total: int) -> None:
            self._progress = (done, total)
            if progress:
                progress(done, total)

        self._library.open(note)

    @property
    def ready(self) -> bool:
        return self._library.ready

    @property
    def progress(self) -> tuple[int, int]:
        """(done, total) of the build in progress; (0, 0) when unknown."""
        return self._progress

    def notes(self) -> tuple[Note, ...]:
        """The handbook, in the order of the journey."""
        return self._handbook.notes

    def note(self, note_id: str) -> Note | None:
        return next((note for note in self.notes() if note.id == note_id), None)

    def passage(self, passage_id: str) -> Passage | None:
        return self._library.passage(passage_id)

    @property
    def model(self) -> str:
        """What words the answers."""
        return self._settings.model

    @property
    def texts(self) -> Mapping[str, str]:
        """The documents that are searched, whole, by file name."""
        return {document.file: document.text for document in self._library.source.documents()}

    def over(self, source: Source, home: Path) -> "Assistant":
        """An assistant over other documents alone, indexed in `home`: the handbook helps to find, not to answer."""
        library = Library(home, source, self._library.embedder, guide=self._library)
        return Assistant(self._settings, self._owner, library=library)

    def search(self, query: str, k: int = 5, collection: str = HANDBOOK) -> SearchResult:
        """The best passages for a query. Raises UnknownCollection, and BadInput for an empty or overlong query."""
        _require(collection)
        text = clean(query)
        result = self._library.search(text, k)
        if read(text).intent == "injection_attempt":  # whatever it resembles, it is no question to the documents
            return result.model_copy(update={"answerable": min(result.answerable, _INJECTED)})
        return result

    def covers(self, result: SearchResult) -> bool:
        """Whether a question with this search result would be answered."""
        return result.answerable >= guidance.COVERED

    def stats(self) -> dict[str, int]:
        self.warm_up()
        return self._library.stats()

    # One turn

    def ask(self, message: str, before: Sequence[Message] = (), collection: str = HANDBOOK) -> Turn:
        """The answer to a message, kept nowhere. `before`: the conversation so far.

        Raises BadInput or UnknownCollection.
        """
        _require(collection)
        started = time.perf_counter()
        text = clean(message)
        reading = read(text)
        if reading.line is None:
            turn = guidance.answer(self._library, text, _questions(before), _told(before))
        else:
            values: dict[str, str | int] = {}
            if reading.line == "about":
                values = {"notes": len(self.notes())}
            elif reading.line == "data":
                values = {"home": str(self._settings.home)}
            turn = Turn(
                intent=reading.intent, move=reading.line, query=text, sentences=tuple(say(reading.line, **values))
            )
        return turn.model_copy(
            update={"seconds": round(time.perf_counter() - started, 4), "model": self._settings.model}
        )

    # Conversations

    def starters(self) -> tuple[str, ...]:
        """What somebody could begin with."""
        return _STARTERS

    def conversations(self) -> list[Conversation]:
        return self._store.conversations()

    def create(self) -> Conversation:
        return self._store.create()

    def rename(self, conversation_id: str, title: str) -> None:
        self._store.rename(conversation_id, title)

    def delete(self, conversation_id: str) -> None:
        self._store.delete(conversation_id)

    def messages(self, conversation_id: str) -> list[Message]:
        return self._store.messages(conversation_id)

    def rate(self, message_id: str, rating: Rating | None) -> None:
        self._store.rate(message_id, rating)

    def reply(self, conversation_id: str, text: str) -> Iterator[Sentence]:
        """Answer in a conversation, sentence by sentence. The message is on disk before anything is computed.

        Closing the iterator early keeps what was shown, as stopped. Raises BadInput, NotFound or StorageError at
        once, before the first sentence.
        """
        said = clean(text)
        before = self._store.messages(conversation_id)
        message_id = self._store.begin_turn(conversation_id, said, names_it=read(said).intent != "smalltalk")
        return _started(self._stream(message_id, said, before))

    def retry(self, conversation_id: str, message_id: str) -> Iterator[Sentence]:
        """Answer again where a reply failed or was stopped."""
        messages = self._store.messages(conversation_id)
        before = messages[: next((i for i, m in enumerate(messages) if m.id == message_id), 0)]
        said = self._store.begin_again(conversation_id, message_id)
        return _started(self._stream(message_id, said, before[:-1]))

    def _stream(self, message_id: str, said: str, before: Sequence[Message]) -> Iterator[Sentence | None]:
        """None once, and then the sentences."""
        status: Status = "failed"
        shown: list[Sentence] = []
        turn: Turn | None = None
        try:
            yield None
            turn = self.ask(said, before)
            status = "stopped"  # until the last sentence is out
            for sentence in turn.sentences:
                shown.append(sentence)
                yield sentence
            status = "done"
        finally:
            kept = turn.model_copy(update={"sentences": tuple(shown)}) if turn else None
            self._store.finish_turn(message_id, status, join(shown), kept)

    @property
    def _store(self) -> "Store":
        """Opened on first use: `mentorprep ask` needs no conversations, and SQLAlchemy costs start-up time."""
        with self._store_lock:
            if self._opened is None:
                from assistant.store import Store

                self._opened = Store(self._settings.home / "mentorprep.db", self._owner)
            return self._opened


def _started(stream: Iterator[Sentence | None]) -> Iterator[Sentence]:
    """The stream past its beginning, so that dropping it unread still ends the turn that was begun on disk."""
    next(stream)
    return cast("Iterator[Sentence]", stream)


def _questions(messages: Sequence[Message]) -> list[str]:
    """What the person asked so far, without greetings and the like: the context of 'and how long?'"""
    return [m.text for m in messages if m.role == "user" and read(m.text).line is None]


def _told(messages: Sequence[Message]) -> set[str]:
    """What the person was shown from the guidance so far."""
    return {s.text for m in messages if m.turn for s in m.turn.sentences if s.label == "guidance"}


def _require(collection: str) -> None:
    if collection != HANDBOOK:
        raise UnknownCollection(
            f"There is no collection named {collection!r}: leave --collection away for the handbook."
        )


def cleanable(text: str) -> bool:
    """Whether a message can be read at all."""
    try:
        return bool(clean(text))
    except BadInput:
        return False


def clean(text: str) -> str:
    """The message without control characters. Raises BadInput where it is empty or too long to be read."""
    spaced = "".join(" " if c.isspace() and c not in "\n\t" else c for c in text)  # a no-break space parts words too
    kept = "".join(c for c in spaced if c in "\n\t\u200d" or (c.isprintable() and c != "\ufffd")).strip()
    if not kept:
        raise BadInput("Type a question, for example: How do I ask someone to be my mentor?")
    if len(kept) > MAX_MESSAGE:
        raise BadInput(
            f"That is {len(kept):,} characters long; up to {MAX_MESSAGE:,} can be read. "
            "Shorten it to the question and its situation."
        )
    return kept

"""The only door to the assistant: the app, the command line and the evals go through it."""

import threading
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.brief import Brief, Candidate, Place
from assistant.calls import finished
from assistant.commands import Command, Concerned, Line, Question
from assistant.dialogue import Means, answer, converse, preview
from assistant.incoming import clean
from assistant.letter_office import LetterOffice
from assistant.models import Choice, Model
from assistant.prompts import Prompt
from assistant.rehearsal_office import RehearsalOffice
from assistant.settings import Settings
from assistant.skills import guidance
from assistant.skills.outreach.types import Review
from assistant.skills.rehearsal.types import Debrief, Said
from assistant.state import State
from assistant.trial import greet
from assistant.turn import Conversation, Message, Rating, Sentence, Turn
from assistant.understand.split import understand
from assistant.word.lines import lines, say
from knowledge.build import Progress
from knowledge.embeddings import MiniLM
from knowledge.errors import UnknownCollection
from knowledge.letters import Channel, Medium
from knowledge.library import Library
from knowledge.reader import Intent
from knowledge.sources import HANDBOOK, Handbook, Source
from knowledge.types import Note, Passage, SearchResult

if TYPE_CHECKING:
    from assistant.briefs import Briefs
    from assistant.desk import Desk
    from assistant.records import Records
    from assistant.stage import Stage
    from assistant.store import Store
    from assistant.talk import Talk
    from assistant.usage import Usage

_STARTERS = (
    "Help me work out what I want",
    "Where do I look for a mentor?",
    "What do I write to someone I have never met?",
    "How do I open the first meeting?",
)
_INJECTED = 0.02  # the most that an attempt to change the rules is thought to be covered


class Assistant:
    """One per process, for one owner. Safe to share between threads."""

    def __init__(
        self,
        settings: Settings,
        owner: str = "local",
        embedder: MiniLM | None = None,
        library: Library | None = None,
        model: Model | None = None,
    ) -> None:
        """`library` is the handbook's where nothing else is said, `model` that of the settings."""
        self._settings, self._owner = settings, owner
        self._model = model or Model(settings.model)
        self._handbook = Handbook()
        self._library = library or Library(
            settings.home, self._handbook, embedder, index_embedder=settings.index_embedder()
        )
        self._store_lock = threading.Lock()
        self._opened: Store | None = None
        self._letters = LetterOffice(self._library, settings)
        self._rehearsing = RehearsalOffice(self._library, settings)
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
        return self._model.name

    @property
    def choice(self) -> Choice:
        """The same with its address and key."""
        return self._model.choice

    def use(self, choice: Choice) -> None:
        """Let another model word the answers from now on."""
        self._model = Model(choice.checked())

    def try_model(self, choice: Choice) -> str:
        """What a model says to a greeting. Raises BadInput with the reason where it says nothing."""
        return greet(Model(choice.checked()), self._settings.seconds)

    @property
    def home(self) -> Path:
        """The folder that everything is written to."""
        return self._settings.home

    @property
    def records(self) -> "Records":
        """Everything kept about the person, to take along, bring back, or erase."""
        from assistant.records import Records

        return Records(self._settings.home, self._owner)

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
        if (
            understand(text, self._library.reader).intent == "injection_attempt"
        ):  # whatever it resembles, it is no question to the documents
            return result.model_copy(update={"answerable": min(result.answerable, _INJECTED)})
        return result

    def route(self, message: str) -> Intent:
        """The intent of a message by itself. Raises BadInput."""
        return understand(clean(message), self._library.reader).intent

    def covers(self, result: SearchResult) -> bool:
        """Whether a question with this search result would be answered."""
        return result.answerable >= guidance.COVERED

    def stats(self) -> dict[str, int]:
        self.warm_up()
        return self._library.stats()

    # One turn

    def ask(self, message: str, collection: str = HANDBOOK) -> Turn:
        """The answer to one question, kept nowhere. Raises BadInput or UnknownCollection."""
        _require(collection)
        started = time.perf_counter()
        text = clean(message)
        understood = understand(text, self._library.reader)
        asks = any(isinstance(command, Question) for command in understood.commands)
        line = None if asks else next((_line(command) for command in understood.commands if _line(command)), None)
        if line is None:
            turn = finished(answer(text, understood.intent, self._means()))
        else:
            said = say(line, **{name: self._values[name] for name in lines()[line].variables})
            turn = Turn(intent=understood.intent, move=line, query=text, sentences=tuple(said))
        seconds = round(time.perf_counter() - started, 4)
        return turn.model_copy(update={"seconds": seconds, "model": self._model.name})

    def converse(self, messages: Iterable[str], today: datetime | None = None) -> Iterator[tuple[Turn, Brief]]:
        """Hold a conversation from an empty Brief, kept nowhere: after each message the reply and the Brief.

        A message that cannot be read (empty, too long) is answered by the reason.
        """
        history: list[Brief] = []
        means = self._means(now=lambda: today or _now(), undo=lambda: history.pop() if history else None)
        return converse(messages, means, history)

    def _means(
        self, now: Callable[[], datetime] | None = None, undo: Callable[[], Brief | None] = lambda: None
    ) -> Means:
        ids = iter(lambda: uuid.uuid4().hex[:12], "")
        model = None if self._model.choice.guided else self._model
        return Means(
            self._library, now or _now, ids, self._values, undo, model, self._settings.seconds, review=self.review
        )  # fmt: skip

    @property
    def _values(self) -> dict[str, str | int]:
        """What fills the places in lines."""
        choice = self._model.choice
        searched = self._settings.embeddings.host if self._settings.embeddings else ""
        hosts = dict.fromkeys(host for host in (choice.host, searched) if host)
        voice = say("voice_guided") if choice.guided else say("voice_model", model=choice.spec)
        sent = say("sent_to", host=" and ".join(hosts)) if hosts else say("sent_nowhere")
        return {
            "notes": len(self.notes()), "home": str(self._settings.home), "voice": voice[0].text, "sent": sent[0].text,
        }  # fmt: skip

    # Messages to a mentor

    def review(
        self,
        text: str,
        channel: Channel,
        medium: Medium,
        brief: Brief | None = None,
        candidate: Candidate | None = None,
    ) -> Review:
        """The flaws of a message, kept nowhere. With a Brief its facts may mend it; `candidate`: whom it is about.

        Raises BadInput where there is no message.
        """
        return self._letters.reviewer.review(text, channel, medium, brief, candidate)

    @property
    def desk(self) -> "Desk":
        """The messages that are kept: drafted, reviewed, read by a stranger, and sent."""
        return self._letters.desk(self._store, self._model)

    # Meetings with a mentor

    def debrief(self, meeting: Sequence[Said], brief: Brief | None = None) -> Debrief:
        """What a meeting shows, kept nowhere. With a Brief its facts make the better lines."""
        return self._rehearsing.debriefer.debrief(meeting, brief)

    @property
    def stage(self) -> "Stage":
        """The rehearsals that are kept."""
        return self._rehearsing.stage(self._store, self._model)

    # The Brief

    def brief(self) -> tuple[Brief, int]:
        """The Brief as it stands, and its revision."""
        return self._briefs.current()

    def edit(self, fact_id: str, value: str, based_on: int) -> None:
        """Set the value of a fact by hand; an empty one removes it. Raises Conflict where it was changed meanwhile."""
        self._briefs.edit(fact_id, value, based_on)

    def add(self, place: Place, value: str, based_on: int) -> None:
        """Enter a fact by hand. Raises Conflict, and BadInput for an empty one."""
        self._briefs.add(place, value, based_on)

    def confirm(self, fact_id: str | None, based_on: int) -> None:
        """Confirm one fact, or all of them. Raises Conflict."""
        self._briefs.confirm(fact_id, based_on)

    def undo(self) -> bool:
        """Take the last change of the Brief back; whether there was one."""
        return self._briefs.undo() is not None

    # Conversations

    def starters(self) -> tuple[str, ...]:
        """What somebody could begin with."""
        return _STARTERS

    def conversations(self) -> list[Conversation]:
        return self._store.conversations()

    def find(self, text: str) -> list[Conversation]:
        """Those in which a text occurs, the newest first."""
        return self._store.search(text)

    def create(self) -> Conversation:
        return self._store.create()

    def rename(self, conversation_id: str, title: str) -> None:
        self._store.rename(conversation_id, title)

    def delete(self, conversation_id: str) -> None:
        self._store.delete(conversation_id)

    def messages(self, conversation_id: str) -> list[Message]:
        """Of the branch that is shown, oldest first."""
        return self._store.messages(conversation_id)

    def rate(self, message_id: str, rating: Rating | None) -> None:
        self._store.rate(message_id, rating)

    def reply(self, conversation_id: str, text: str) -> Iterator[Sentence | None]:
        """Answer in a conversation, sentence by sentence; see `Talk.reply`."""
        return self._talk.reply(conversation_id, text)

    def retry(self, conversation_id: str, message_id: str) -> Iterator[Sentence | None]:
        """Answer again where a reply failed or was stopped."""
        return self._talk.retry(conversation_id, message_id)

    def regenerate(self, conversation_id: str, message_id: str) -> Iterator[Sentence | None]:
        """Answer once more beside a finished reply; see `Talk.regenerate`."""
        return self._talk.regenerate(conversation_id, message_id)

    def edit_message(self, conversation_id: str, message_id: str, text: str) -> Iterator[Sentence | None]:
        """Answer a message that the person says anew; see `Talk.edit`."""
        return self._talk.edit(conversation_id, message_id, text)

    def preview(self, conversation_id: str | None, text: str, before: str | None = None) -> tuple[Prompt, ...]:
        """What a model would be sent for a message of the person; nothing is sent, and nothing kept.

        The message would follow those of the conversation (None: of a new one); `before`: only those before this one.
        Raises BadInput and NotFound.
        """
        said = clean(text)
        messages = self._store.messages(conversation_id) if conversation_id else []
        place = next((place for place, message in enumerate(messages) if message.id == before), len(messages))
        return preview(said, State.of(self.brief()[0], messages[:place]), self._means())

    def versions(self, conversation_id: str, message_id: str) -> tuple[str, ...]:
        """The ids of a message and of its other versions, oldest first."""
        return self._talk.versions(conversation_id, message_id)

    def all_versions(self, conversation_id: str) -> dict[str, tuple[str, ...]]:
        """The same for every message that is shown and has others, by its id: for a page that shows them all."""
        return self._store.all_versions(conversation_id)

    def switch(self, conversation_id: str, message_id: str) -> None:
        """Show another version of a message, with what follows it; see `Store.switch`."""
        self._talk.switch(conversation_id, message_id)

    def usage(self, conversation_id: str | None = None) -> "Usage":
        """Tokens that the models used in one conversation, or in all and for letters; and today."""
        return self._letters.usage(self._store, conversation_id)

    # Preferences

    def preference(self, name: str) -> str | None:
        """How somebody likes something to be; None where they have not said. Never for what is secret."""
        return self._store.preferences.get(name)

    def prefer(self, name: str, value: str | None) -> None:
        """Keep a preference; None forgets it."""
        self._store.preferences.set(name, value)

    @property
    def _talk(self) -> "Talk":
        from assistant.talk import Talk

        return Talk(self._store, self._means(), self._model.name, self._letters.tokens_left(self._store))

    @property
    def _briefs(self) -> "Briefs":
        return self._store.briefs

    @property
    def _store(self) -> "Store":
        """Opened on first use: `mentorprep ask` needs no conversations, and SQLAlchemy costs start-up time."""
        with self._store_lock:
            if self._opened is None:
                from assistant.store import Store

                self._opened = Store(self._settings.home / "mentorprep.db", self._owner)
            return self._opened


def _now() -> datetime:
    return datetime.now(UTC)


def _line(command: Command) -> str | None:
    """The line that answers a message outside a conversation, whatever else is in it."""
    if isinstance(command, Concerned):
        return command.concern
    return command.line if isinstance(command, Line) else None


def _require(collection: str) -> None:
    if collection != HANDBOOK:
        raise UnknownCollection(
            f"There is no collection named {collection!r}: leave --collection away for the handbook."
        )

"""What work on letters needs beside the talk: their reader, the reviewer, a model that drafts, and its tokens."""

import threading
from typing import TYPE_CHECKING

from assistant.models import Model
from assistant.settings import Settings
from knowledge.letters import LetterReader
from knowledge.library import Library

if TYPE_CHECKING:  # most commands have nothing to do with letters
    from assistant.desk import Desk
    from assistant.letter_tokens import LetterTokens
    from assistant.scribe import Scribe
    from assistant.skills.outreach.reviewer import Reviewer
    from assistant.store import Store
    from assistant.usage import Usage


class LetterOffice:
    """One per assistant. Loads on first use; safe to share between threads."""

    def __init__(self, library: Library, settings: Settings) -> None:
        self._library, self._settings = library, settings
        self._reader = LetterReader(library.embedder)
        self._lock = threading.Lock()
        self._reviewer: Reviewer | None = None
        self._loading: threading.Thread | None = None

    @property
    def reviewer(self) -> "Reviewer":
        with self._lock:
            if self._reviewer is None:
                from assistant.skills.outreach.reviewer import Reviewer

                self._reviewer = Reviewer(self._library, self._reader.read, self._reader.foresee)
            return self._reviewer

    def desk(self, store: "Store", model: Model) -> "Desk":
        """The letters of the store's owner; `model` drafts and reads beside the rules where it is fit for that."""
        from assistant.desk import Desk

        if self._loading is None:  # the first review would wait for it
            self._loading = self._reader.load_in_background()
        return Desk(
            store.letters, store.briefs, store.preferences, self._library, self.reviewer, self._reader.read,
            scribe=self._scribe(store, model),
        )  # fmt: skip

    def usage(self, store: "Store", conversation_id: str | None) -> "Usage":
        """Tokens that the models used in one conversation, or in all and for letters; and today."""
        usage, letters = store.meter.usage(conversation_id), self._tokens(store).usage()
        today = usage.today + letters.today
        if conversation_id is not None:
            return usage.model_copy(update={"today": today})
        return usage.model_copy(
            update={"input": usage.input + letters.input, "output": usage.output + letters.output, "today": today}
        )

    def tokens_left(self, store: "Store") -> int | None:
        """How many a day's conversations may use, of what letters left of it; None: as many as they like."""
        limit = self._settings.tokens
        return None if limit is None else limit - self._tokens(store).today()

    def _scribe(self, store: "Store", model: Model) -> "Scribe | None":
        if model.choice.guided or model.small:
            return None
        from assistant.scribe import Limit, Scribe

        def is_used_up() -> bool:
            left = self.tokens_left(store)
            return left is not None and store.meter.today() >= left

        limit = Limit(self._settings.seconds, is_used_up, self._tokens(store).spend)
        return Scribe(model, store.preferences, limit, self.reviewer.review)

    @staticmethod
    def _tokens(store: "Store") -> "LetterTokens":
        from assistant.letter_tokens import LetterTokens

        return LetterTokens(store.preferences)

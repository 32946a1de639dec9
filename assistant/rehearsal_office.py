"""What rehearsals need beside what is kept of them: the reader of turns, the partner, and who debriefs."""

import threading
from typing import TYPE_CHECKING

from knowledge.library import Library
from knowledge.turns import TurnReader

if TYPE_CHECKING:  # most commands have nothing to do with rehearsals
    from assistant.skills.rehearsal.debriefer import Debriefer
    from assistant.skills.rehearsal.partner import Partner
    from assistant.stage import Stage
    from assistant.store import Store


class RehearsalOffice:
    """One per assistant. Loads on first use; safe to share between threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._reader = TurnReader(library.embedder)
        self._lock = threading.Lock()
        self._debriefer: Debriefer | None = None
        self._partner: Partner | None = None
        self._loading: threading.Thread | None = None

    @property
    def debriefer(self) -> "Debriefer":
        with self._lock:
            if self._debriefer is None:
                from assistant.skills.rehearsal.debriefer import Debriefer

                self._debriefer = Debriefer(self._library, self._reader.read)
            return self._debriefer

    def stage(self, store: "Store") -> "Stage":
        """The rehearsals of the store's owner."""
        from assistant.skills.rehearsal.partner import Partner
        from assistant.stage import Stage

        with self._lock:
            if self._loading is None:  # the first line would wait for it
                self._loading = self._reader.load_in_background()
                self._partner = Partner(self._reader.read, self._library.reader, self._library.embedder)
        assert self._partner is not None  # noqa: S101 made with the loading
        return Stage(store.rehearsals, store.briefs, self._partner, self.debriefer)

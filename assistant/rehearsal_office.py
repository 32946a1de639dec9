"""What rehearsals need beside what is kept of them: the reader of turns, the partner, a model, and who debriefs."""

import threading
from typing import TYPE_CHECKING

from assistant.models import Model
from assistant.settings import Settings
from knowledge.library import Library
from knowledge.turns import TurnReader

if TYPE_CHECKING:  # most commands have nothing to do with rehearsals
    from assistant.skills.rehearsal.debriefer import Debriefer
    from assistant.skills.rehearsal.model_partner import Player
    from assistant.skills.rehearsal.partner import Partner
    from assistant.stage import Stage
    from assistant.store import Store


class RehearsalOffice:
    """One per assistant. Loads on first use; safe to share between threads."""

    def __init__(self, library: Library, settings: Settings) -> None:
        self._library, self._settings = library, settings
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

    def stage(self, store: "Store", model: Model) -> "Stage":
        """The rehearsals of the store's owner; `model` words the mentor's lines where it is fit for that."""
        from assistant.skills.rehearsal.partner import Partner
        from assistant.stage import Stage

        with self._lock:
            if self._loading is None:  # the first line would wait for it
                self._loading = self._reader.load_in_background()
                self._partner = Partner(self._reader.read, self._library.reader, self._library.embedder)
        assert self._partner is not None  # noqa: S101 made with the loading
        return Stage(store.rehearsals, store.briefs, self._partner, self.debriefer, self._player(store, model))

    def _player(self, store: "Store", model: Model) -> "Player | None":
        choice = model.choice
        if choice.guided or model.small:
            return None
        from assistant.letter_tokens import LetterTokens
        from assistant.preferences import consent
        from assistant.scribe import Limit
        from assistant.skills.rehearsal.model_partner import Player

        tokens, most = LetterTokens(store.preferences), self._settings.tokens

        def is_used_up() -> bool:
            return most is not None and tokens.today() + store.meter.today() >= most

        def agreed() -> bool:  # the page asks; until then nothing leaves this machine
            return not choice.host or store.preferences.get(consent(choice.host)) == "yes"

        return Player(model, Limit(self._settings.seconds, is_used_up, tokens.spend), agreed)

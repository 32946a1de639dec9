"""The one Assistant of this server process, and how far it has come in getting ready."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from knowledge.errors import MentorprepError
from ui import model, texts

if TYPE_CHECKING:
    from assistant.session import Assistant
    from assistant.settings import Settings

_log = logging.getLogger(__name__)


class _Door:
    """Opens in a thread of its own: the imports behind it take seconds, and a page must never wait for them."""

    def __init__(self) -> None:
        self.assistant: Assistant | None = None
        self.settings: Settings | None = None
        self.failure: str | None = None
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def open(self) -> threading.Thread:
        """Start opening, unless it is open or opening already; the thread ends when the door is open or has failed."""
        with self._lock:
            retry = self.failure is not None and self._thread is not None and not self._thread.is_alive()
            if self._thread is None or retry:
                self.failure = None
                self._thread = threading.Thread(target=self._open, name="open-the-door", daemon=True)
                self._thread.start()
            return self._thread

    def _open(self) -> None:
        try:
            from assistant.session import Assistant
            from assistant.settings import Settings

            self.settings = self.settings or Settings.read()
            opened = self.assistant or Assistant(self.settings)
            model.take_up(opened)
            self.assistant = opened
            self.assistant.warm_up()
        except MentorprepError as error:
            self.failure = str(error)
        except Exception:  # noqa: BLE001 a thread has nobody above it; the page says that it failed
            _log.exception("The assistant did not start")
            self.failure = texts.NOT_STARTED


_door = _Door()


def start() -> threading.Thread:
    """Begin opening the door; joining the thread waits until it is open or has failed."""
    return _door.open()


def peek() -> Assistant | None:
    """The assistant, or None while it is still being imported. It may not be `ready` yet."""
    return _door.assistant


def limit() -> int | None:
    """How many tokens may be used in a day; None: as many as one likes."""
    return _door.settings.tokens if _door.settings else None


def failure() -> str | None:
    """Why the assistant could not start, in one line."""
    return _door.failure

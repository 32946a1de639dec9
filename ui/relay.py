"""Answers in progress. Each is drawn out of the assistant by its own thread, and pages follow along.

A page of Streamlit is stopped and started again by every click. The answer must not be: somebody who opens a citation,
reloads, or goes to another page finds it still arriving. Only Stop ends it early.
"""

import logging
import threading
from collections.abc import Generator, Iterator

from assistant.turn import Sentence
from knowledge.errors import MentorprepError
from ui import texts

_log = logging.getLogger(__name__)


class Relay:
    """One answer on its way. `shown` is how many stored messages came before it, `question` what was asked."""

    def __init__(self, sentences: Iterator[Sentence | None], question: str | None, shown: int) -> None:
        self.question = question
        self.shown = shown
        self.error: str | None = None
        self._source = sentences
        self._sentences: tuple[Sentence, ...] = ()
        self._changed = threading.Condition()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._draw_out, name="answer", daemon=True)
        self._thread.start()

    def _draw_out(self) -> None:
        try:
            for sentence in self._source:
                if sentence is not None:
                    with self._changed:
                        self._sentences += (sentence,)
                        self._changed.notify_all()
                if self._stop.is_set():
                    break
        except MentorprepError as error:
            self.error = str(error)
        except Exception:  # noqa: BLE001 a thread has nobody above it; the page says that it failed
            _log.exception("An answer broke off")
            self.error = texts.UNEXPECTED
        finally:
            if isinstance(self._source, Generator):
                self._source.close()  # lets the assistant store what was said so far

    def follow(self) -> Iterator[tuple[Sentence, ...]]:
        """The sentences so far, at least ten times a second until the end, so that the caller can notice a Stop."""
        while self._thread.is_alive():
            yield self._sentences
            with self._changed:
                self._changed.wait(timeout=0.1)
        yield self._sentences

    def stop(self) -> None:
        self._stop.set()

    def wait(self) -> None:
        self._thread.join()

    @property
    def running(self) -> bool:
        return self._thread.is_alive()


_relays: dict[str, Relay] = {}
_lock = threading.Lock()


def start(conversation_id: str, sentences: Iterator[Sentence | None], question: str | None, shown: int) -> None:
    """Begin an answer. One at a time in each conversation: another one waits for the first."""
    with _lock:
        earlier = _relays.get(conversation_id)
    if earlier is not None:
        earlier.wait()
    with _lock:
        _relays[conversation_id] = Relay(sentences, question, shown)


def get(conversation_id: str) -> Relay | None:
    """The answer that is arriving in this conversation, or that has ended and was not taken leave of yet."""
    return _relays.get(conversation_id)


def forget(conversation_id: str) -> None:
    """Drop an answer that has ended: from here on it is drawn from the store."""
    with _lock:
        relay = _relays.get(conversation_id)
        if relay is not None and not relay.running:
            del _relays[conversation_id]

"""Debriefs meetings with what the library knows: its reader of turns, and the passages that it cites."""

import threading
from collections.abc import Sequence

from assistant.brief import Brief, Candidate
from assistant.skills.rehearsal.debrief import Means, debrief
from assistant.skills.rehearsal.observe import Reading, limits
from assistant.skills.rehearsal.rubric import rubric
from assistant.skills.rehearsal.types import Debrief, Said
from assistant.skills.sources import citations
from knowledge.library import Library
from knowledge.turns import TurnReader


class Debriefer:
    """One per process. Loads on first use; safe to call from several threads."""

    def __init__(self, library: Library, read: Reading | None = None) -> None:
        """`read` is the learned reader's where nothing else is said."""
        self._library = library
        self._read = read or TurnReader(library.embedder).read
        self._lock = threading.Lock()
        self._made: Means | None = None

    def debrief(
        self, meeting: Sequence[Said], brief: Brief | None = None, candidate: Candidate | None = None
    ) -> Debrief:
        return debrief(meeting, self._means, brief, candidate)

    @property
    def _means(self) -> Means:
        with self._lock:
            if self._made is None:
                quotes = {name: rule.quotes for name, rule in rubric().items()}
                self._made = Means(self._read, limits(), citations(self._library, quotes))
            return self._made

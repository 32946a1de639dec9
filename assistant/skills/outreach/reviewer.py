"""Reviews messages with what the library knows: its reader of letters, its words, and the passages that it cites."""

import threading
from collections.abc import Iterator

from assistant.brief import Brief, Candidate
from assistant.skills.outreach.criteria import CRITERIA
from assistant.skills.outreach.look import Foreseeing, Means, Reading, Situation
from assistant.skills.outreach.review import candidate_of, reviewing
from assistant.skills.outreach.types import Review
from assistant.skills.sources import citations
from knowledge.letters import Channel, Medium
from knowledge.library import Library
from knowledge.spelling import Speller


class Reviewer:
    """One per process. Loads on first use; safe to call from several threads."""

    def __init__(self, library: Library, read: Reading, foresee: Foreseeing | None = None) -> None:
        self._library = library
        self._read, self._foresee = read, foresee
        self._lock = threading.Lock()
        self._made: Means | None = None

    def review(
        self,
        text: str,
        channel: Channel,
        medium: Medium,
        brief: Brief | None = None,
        candidate: Candidate | None = None,
    ) -> Review:
        """`candidate` is whom of the Brief the message greets where nothing else is said. Raises BadInput."""
        *_, whole = self.reviewing(text, channel, medium, brief, candidate)
        return whole

    def reviewing(
        self,
        text: str,
        channel: Channel,
        medium: Medium,
        brief: Brief | None = None,
        candidate: Candidate | None = None,
    ) -> Iterator[Review]:
        """The same as it comes: what is found first, then with the fixes that proved to mend it."""
        whom = candidate or candidate_of(text, brief)
        return reviewing(text, Situation(channel, medium, brief, whom), self._means)

    @property
    def _means(self) -> Means:
        with self._lock:
            if self._made is None:
                speller = Speller((), self._library.embedder.is_common)
                quotes = {flaw: criterion.quotes for flaw, criterion in CRITERIA.items()}
                self._made = Means(self._read, speller, citations(self._library, quotes), foresee=self._foresee)
            return self._made

"""The baseline, which looks at nothing but words.

It ranks the same passages by them (SQLite's BM25 over stems), the score as the signal; it tells intents, the flaws of
letters, what lines of a meeting show, and which slot a sentence is about, by the words that texts of each were written
with (naive Bayes).
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import get_args

from assistant.brief import SINGLE, Brief, Fact, Objective
from assistant.skills.outreach.types import Finding, Fix, Review
from assistant.skills.rehearsal.debrief import Means, debrief
from assistant.skills.rehearsal.types import Debrief, Said
from assistant.turn import Turn
from evals.letter_lessons import LETTERS
from evals.naive_bayes import NaiveBayes, of_flaws, of_intents, of_slots, of_turns
from evals.questions import DATA
from evals.turn_lessons import SCENES
from knowledge.letters import Channel, Flaw, Medium
from knowledge.passages import cut
from knowledge.reader import Intent
from knowledge.text import content_words, sentences
from knowledge.turns import Behaviour, TurnRead
from knowledge.types import Hit, Passage, SearchResult

INTENTS_TAUGHT, TALKS_TAUGHT = DATA / "reader_intents.jsonl", DATA / "reader_talks.jsonl"
_INTENTS: dict[str, Intent] = {intent: intent for intent in get_args(Intent)}


class BagOfWords:
    """Searches documents by words. It composes no answers: one is 'answered' where the best score reaches `floor`.

    It takes each sentence that a person says whole for the value of one slot, or of none.
    """

    model = "bag-of-words"

    def __init__(self, texts: Mapping[str, str], floor: float = 0.0) -> None:
        self.texts, self._floor = texts, floor
        self._passages: list[Passage] = [p for name, text in texts.items() for p in cut(name, name, name, text)]
        self._words = sqlite3.connect(":memory:")
        self._words.execute("CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = 'porter unicode61')")
        self._words.executemany("INSERT INTO words VALUES (?)", [(p.text,) for p in self._passages])

    def search(self, query: str, k: int) -> SearchResult:
        hits = [Hit(passage=self._passages[row - 1], score=-score) for row, score in self._ranked(query, k)]
        best = hits[0].score if hits else 0.0
        return SearchResult(query=query, corrected=query, answerable=best / (1 + best), hits=tuple(hits))

    def ask(self, message: str) -> Turn:
        result = self.search(message, 5)
        answered = bool(result.hits) and result.hits[0].score >= self._floor
        return Turn(intent="ask_guidance", move="answer" if answered else "decline", answered=answered)

    def route(self, message: str) -> Intent:
        return _INTENTS[self._intents.label(message)]

    def converse(self, messages: Iterable[str], today: datetime | None = None) -> Iterator[tuple[Turn, Brief]]:
        brief, now = Brief(), today or datetime.now(UTC)
        for number, message in enumerate(messages, 1):
            for place, span in enumerate(sentences(message)):
                said = message[span.start : span.end]
                fact = Fact(id=f"{number}.{place}", value=said, origin="said", quote=said, turn=number, at=now)
                brief = _with(brief, self._slots.label(said), fact)
            yield Turn(intent="clarify_objectives", move="note"), brief

    def review(self, text: str, channel: Channel, medium: Medium) -> Review:
        flaws = tuple(
            Finding(label=flaw, severity="low", span=None, why="", citations=(), fix=Fix(kind="ask", text=""))
            for flaw, told in self._flaws.items()
            if told.label(text)
        )
        return Review(flaws=flaws, words=len(text.split()), characters=len(text))

    def debrief(self, meeting: Sequence[Said]) -> Debrief:
        return debrief(meeting, Means(self._read, {}, {}))

    def _read(self, text: str, _before: str) -> TurnRead:
        shows = {name: float(bool(told.label(text))) for name, told in self._turns.items()}
        return TurnRead(shows, dict.fromkeys(shows, (0, len(text))))

    @cached_property
    def _turns(self) -> dict[Behaviour, NaiveBayes]:
        return of_turns(SCENES)

    @cached_property
    def _flaws(self) -> dict[Flaw, NaiveBayes]:
        return of_flaws(LETTERS)

    @cached_property
    def _intents(self) -> NaiveBayes:
        return of_intents(INTENTS_TAUGHT)

    @cached_property
    def _slots(self) -> NaiveBayes:
        return of_slots(TALKS_TAUGHT)

    def _ranked(self, query: str, k: int) -> Iterable[tuple[int, float]]:
        terms = " OR ".join(f'"{word}"' for word in dict.fromkeys(content_words(query)[:60]))
        if not terms:
            return []
        return self._words.execute(
            "SELECT rowid, bm25(words) FROM words WHERE words MATCH ? ORDER BY 2, 1 LIMIT ?", (terms, k)
        ).fetchall()


def _with(brief: Brief, slot: str, fact: Fact) -> Brief:
    """The Brief with one more fact; no slot is ''."""
    if not slot:
        return brief
    if slot in SINGLE:
        return brief.model_copy(update={slot: fact})
    more = Objective(text=fact) if slot == "objectives" else fact
    return brief.model_copy(update={slot: (*getattr(brief, slot), more)})

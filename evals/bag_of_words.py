"""The baseline: the same passages ranked by their words alone (SQLite's BM25 over stems), the score as the signal."""

import sqlite3
from collections.abc import Iterable, Mapping

from assistant.turn import Turn
from knowledge.passages import cut
from knowledge.text import content_words
from knowledge.types import Hit, Passage, SearchResult


class BagOfWords:
    """Searches documents by words. It composes no answers: one is 'answered' where the best score reaches `floor`."""

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

    def _ranked(self, query: str, k: int) -> Iterable[tuple[int, float]]:
        terms = " OR ".join(f'"{word}"' for word in dict.fromkeys(content_words(query)[:60]))
        if not terms:
            return []
        return self._words.execute(
            "SELECT rowid, bm25(words) FROM words WHERE words MATCH ? ORDER BY 2, 1 LIMIT ?", (terms, k)
        ).fetchall()

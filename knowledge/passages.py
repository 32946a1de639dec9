"""Cut a text into passages: runs of whole sentences of about 30 to 70 words, small enough to be cited exactly."""

import hashlib

from knowledge.text import Span, sentences
from knowledge.types import Passage

LEAST, MOST = 30, 70  # words; passage shape matters most for recall: within 2,000 characters, 60 to 120 found less
_PARAGRAPH_BREAK_COST = 15.0  # words' worth of penalty for ending a passage inside a paragraph


def cut(document_id: str, document: str, title: str, text: str) -> list[Passage]:
    """The passages of a text, in order, without overlap: each sentence belongs to exactly one.

    Ids are made of the document's id and a hash of the passage's own text, so that an id never comes to mean
    another text: after an edit, passages with the same text keep their ids.
    """
    passages: list[Passage] = []
    seen: dict[str, int] = {}
    for start, end in _pack(text, sentences(text)):
        piece = text[start:end]
        digest = hashlib.sha256(piece.encode()).hexdigest()[:6]
        seen[digest] = seen.get(digest, 0) + 1
        again = f"-{seen[digest]}" if seen[digest] > 1 else ""
        passages.append(
            Passage(id=f"{document_id}.{digest}{again}", document_id=document_id, document=document, title=title,
                    text=piece, start=start, end=end)
        )  # fmt: skip
    return passages


def _pack(text: str, spans: list[Span]) -> list[tuple[int, int]]:
    """Partition the sentences into runs of least total cost (dynamic programming over the run's end)."""
    sizes = [len(text[s.start : s.end].split()) for s in spans]
    best = [0.0] + [float("inf")] * len(spans)
    back = [0] * (len(spans) + 1)
    for end in range(1, len(spans) + 1):
        inside = end < len(spans) and spans[end].block == spans[end - 1].block
        count = 0
        for start in range(end - 1, -1, -1):
            count += sizes[start]
            if count > MOST and start < end - 1:
                break
            cost = best[start] + _size_cost(count) + (_PARAGRAPH_BREAK_COST if inside else 0.0)
            if cost < best[end]:
                best[end], back[end] = cost, start
    runs: list[tuple[int, int]] = []
    end = len(spans)
    while end > 0:
        runs.append((spans[back[end]].start, spans[end - 1].end))
        end = back[end]
    return runs[::-1]


def _size_cost(count: int) -> float:
    """0 within the bounds, the number of words missing or too many outside of them; a little for each passage."""
    return max(LEAST - count, count - MOST, 0) + 5.0

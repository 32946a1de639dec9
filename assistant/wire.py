"""Answers and search results as the JSON that `mentorprep ask`, `search` and `eval` print: a stable contract."""

from typing import Any

from assistant.turn import Turn
from knowledge.types import Hit, SearchResult

_CITATION = {"passage_id", "document", "quote"}


def answer_json(turn: Turn) -> dict[str, Any]:
    """What `mentorprep ask --json` prints."""
    return {
        "answered": turn.answered,
        "sentences": [
            s.model_dump(include={"text": True, "label": True, "support": True, "citations": {"__all__": _CITATION}})
            for s in turn.sentences
        ],
        "passages": [_hit_json(hit) for hit in turn.passages],
        "views": [
            {"claim": v.claim, "citations": [c.model_dump(include=_CITATION) for c in v.citations]} for v in turn.views
        ],
        "topics": list(turn.topics),
        "model": turn.model,
        "tokens": turn.tokens.model_dump(),
        "seconds": turn.seconds,
    }


def search_json(result: SearchResult) -> dict[str, Any]:
    """What `mentorprep search --json` prints."""
    return {"answerable": result.answerable, "passages": [_hit_json(hit) for hit in result.hits]}


def _hit_json(hit: Hit) -> dict[str, Any]:
    passage = hit.passage.model_dump()
    return {"passage_id": passage.pop("id"), **passage, "score": hit.score}

"""What the assistant says, as the JSON that `mentorprep ask`, `search`, `respond` and others print: a contract."""

from collections.abc import Sequence
from typing import Any

from assistant.brief import Brief, slot_name
from assistant.skills.outreach.types import Review
from assistant.skills.rehearsal.types import Debrief
from assistant.turn import Sentence, Turn
from knowledge.types import Hit, SearchResult

_CITATION = {"passage_id", "document", "quote"}


def answer_json(turn: Turn) -> dict[str, Any]:
    """What `mentorprep ask --json` prints."""
    return {
        "answered": turn.answered,
        "sentences": [_sentence_json(s) for s in turn.sentences],
        "passages": [_hit_json(hit) for hit in turn.passages],
        "views": [
            {"claim": v.claim, "citations": [c.model_dump(include=_CITATION) for c in v.citations]} for v in turn.views
        ],
        "topics": list(turn.topics),
        "model": turn.model,
        "tokens": turn.tokens.model_dump(),
        "seconds": turn.seconds,
    }


def respond_json(conversation_id: Any, turns: Sequence[Turn], brief: Brief) -> dict[str, Any]:
    """What `mentorprep respond` prints for a conversation; its id is given back as it came."""
    return {
        "id": conversation_id,
        "replies": [
            {
                "text": turn.text,
                "sentences": [_sentence_json(s) for s in turn.sentences],
                "question": turn.question,
                "intent": turn.intent,
                "move": turn.move,
            }
            for turn in turns
        ],
        "brief": brief.plain(),
        "facts": [
            {
                "slot": slot_name(place),
                "value": fact.value,
                "quote": fact.quote or None,
                "turn": fact.turn,
                "confirmed": fact.confirmed,
            }
            for place, fact in brief.facts()
        ],
    }


def search_json(result: SearchResult) -> dict[str, Any]:
    """What `mentorprep search --json` prints."""
    return {"answerable": result.answerable, "passages": [_hit_json(hit) for hit in result.hits]}


def review_json(review: Review, remarks: Sequence[str] = ()) -> dict[str, Any]:
    """What `mentorprep review --json` prints. `remarks`: how far the message could be read."""
    return {
        "flaws": [
            {
                "label": finding.label,
                "severity": finding.severity,
                "span": list(finding.span) if finding.span else None,
                "why": finding.why,
                "citations": [c.model_dump(include=_CITATION) for c in finding.citations],
                "fix": finding.fix.model_dump(),
            }
            for finding in review.flaws
        ],
        "words": review.words,
        "characters": review.characters,
        "remarks": list(remarks),
    }


def debrief_json(debrief: Debrief) -> dict[str, Any]:
    """What `mentorprep debrief --json` prints. `turn` counts the lines of the meeting from 1."""
    drill = debrief.drill
    return {
        "behaviours": {
            finding.behaviour: {
                "observed": finding.observed,
                "quote": finding.quote,
                "turn": finding.turn,
                "why": finding.why,
                "citations": [c.model_dump(include=_CITATION) for c in finding.citations],
                "better": finding.better.text if finding.better else None,
            }
            for finding in debrief.findings
        },
        "score": debrief.score,
        "drill": drill and {
            "behaviour": drill.behaviour, "why": drill.why, "better": drill.better.text, "moments": list(drill.moments)
        },
    }  # fmt: skip


def _sentence_json(sentence: Sentence) -> dict[str, Any]:
    return sentence.model_dump(
        include={"text": True, "label": True, "support": True, "citations": {"__all__": _CITATION}}
    )


def _hit_json(hit: Hit) -> dict[str, Any]:
    passage = hit.passage.model_dump()
    return {"passage_id": passage.pop("id"), **passage, "score": hit.score}

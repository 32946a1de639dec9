"""The suite `answers`: is a question answered where it can be and declined where not, and what do answers rest on?"""

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.incoming import cleanable
from assistant.turn import Turn
from assistant.wire import answer_json
from evals.evidence import Piece, Returned, share_found, touches
from evals.metrics import Metric, mean
from evals.questions import UNANSWERABLE, Question
from evals.suite import Item, Progress, System, scored

_NOTHING = Turn(intent="out_of_scope", move="decline")


def run(system: System, questions: Sequence[Question], progress: Progress) -> list[Item]:
    items, texts = [], system.texts
    for done, question in enumerate(questions, 1):
        turn = system.ask(question.question) if cleanable(question.question) else _NOTHING
        predicted = answer_json(turn)
        scores = score(question, question.pieces(texts), predicted, texts)
        items.append(Item(question.id, question.type, predicted, scores))
        progress(done, len(questions))
    return items


def score(
    question: Question, pieces: Sequence[Piece], predicted: Mapping[str, Any], texts: Mapping[str, str]
) -> dict[str, float]:
    """Citations are judged by the passages they name, support by the documents themselves."""
    answered = float(predicted["answered"])
    scores = {"answered": answered} if question.answerable else {"abstained": 1 - answered}
    guidance = [sentence for sentence in predicted["sentences"] if sentence["label"] == "guidance"]
    supported = [_is_supported(sentence, texts) for sentence in guidance]
    if supported:
        scores["supported"] = sum(supported) / len(supported)
    scores["unsupported_shown"] = float(not all(supported))
    if question.answerable and predicted["answered"]:
        by_id = {passage["passage_id"]: passage for passage in predicted["passages"]}
        ids = dict.fromkeys(c["passage_id"] for sentence in guidance for c in sentence["citations"])
        cited = [Returned(by_id[i]["document"], by_id[i]["text"]) for i in ids if i in by_id]
        scores["citation_precision"] = sum(touches(pieces, one) for one in cited) / max(len(ids), 1)
        scores["citation_recall"] = share_found(pieces, cited)
    return scores


def _is_supported(sentence: Mapping[str, Any], texts: Mapping[str, str]) -> bool:
    """Guided sentences are quotations: each must stand in its quote, and its quote in the document itself."""
    cited = sentence["citations"]
    return bool(cited) and all(c["quote"] in texts.get(c["document"], "") for c in cited) and any(
        sentence["text"] in c["quote"] for c in cited
    )  # fmt: skip


def summarise(items: Sequence[Item]) -> dict[str, Metric]:
    metrics = {
        "answered_rate": mean(scored(items, "answered")),
        "abstained_rate": mean(scored(items, "abstained")),
    }
    for kind in ("near", "offtopic", "injection"):
        of_kind = [item for item in items if item.type == UNANSWERABLE + kind]
        metrics[f"abstained_rate:{kind}"] = mean(scored(of_kind, "abstained"))
    for name in ("citation_precision", "citation_recall"):
        metrics[name] = mean(scored(items, name))
    metrics["supported_sentences"] = mean(scored(items, "supported"))
    metrics["unsupported_shown"] = mean(scored(items, "unsupported_shown"))
    return metrics

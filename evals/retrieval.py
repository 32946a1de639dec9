"""The suite `retrieval`: is the evidence among the passages, and does `answerable` know when there is none?"""

from collections.abc import Sequence

from assistant.incoming import cleanable
from assistant.wire import search_json
from evals.evidence import Piece, Returned, cut, share_found
from evals.metrics import Metric, auroc, mean
from evals.questions import UNANSWERABLE, Question
from evals.suite import PASSAGES, Item, Progress, System, scored
from knowledge.types import SearchResult

_BUDGET = 2000  # characters: about what fits into a prompt beside the question
_KINDS = ("near", "offtopic", "injection")
_NOTHING = SearchResult(query="", corrected="", answerable=0.0, hits=())


def run(system: System, questions: Sequence[Question], progress: Progress) -> list[Item]:
    items, texts = [], system.texts
    for done, question in enumerate(questions, 1):
        # What no search would take (nothing, or far too much) is declined, as it is for a person.
        result = system.search(question.question, PASSAGES) if cleanable(question.question) else _NOTHING
        scores = score(question.pieces(texts), result) | {"answerable": result.answerable}
        items.append(Item(question.id, question.type, search_json(result), scores))
        progress(done, len(questions))
    return items


def score(pieces: Sequence[Piece], result: SearchResult) -> dict[str, float]:
    """How well the passages hold the evidence; nothing to score where there is none to be found.

    `document@k`: the share of the right documents among the first k; `hit@k`: whether there is one. They differ where a
    question has two needs.
    """
    if not pieces:
        return {}
    returned = [Returned(hit.passage.document, hit.passage.text) for hit in result.hits]
    scores = {f"recall@{k}": share_found(pieces, returned[:k]) for k in (1, 3, 5)}
    scores["recall@2000chars"] = share_found(pieces, cut(returned, _BUDGET))
    first = next((rank for rank, one in enumerate(returned[:10], 1) if share_found(pieces, [one])), None)
    scores["mrr@10"] = 1 / first if first else 0.0
    ranked = list(dict.fromkeys(one.document for one in returned))
    for k in (1, 3):
        among = [any(quote.document in ranked[:k] for quote in piece) for piece in pieces]
        scores[f"document@{k}"] = sum(among) / len(among)
        scores[f"hit@{k}"] = float(any(among))
    return scores


def summarise(items: Sequence[Item]) -> dict[str, Metric]:
    names = [
        "recall@1", "recall@3", "recall@5", "recall@2000chars", "mrr@10", "document@1", "document@3", "hit@1", "hit@3",
    ]  # fmt: skip
    metrics = {name: mean(scored(items, name)) for name in names}
    answerable = [item for item in items if not item.type.startswith(UNANSWERABLE)]
    yes = scored(answerable, "answerable")
    for kind in ("", *_KINDS):
        others = [item for item in items if item.type.startswith(UNANSWERABLE + kind)]
        metrics[f"answerable_auroc:{kind}".removesuffix(":")] = auroc(yes, scored(others, "answerable"))
    for kind in sorted({item.type for item in answerable}):
        of_kind = [item for item in answerable if item.type == kind]
        metrics[f"document@3:{kind}"] = mean(scored(of_kind, "document@3"))
    return metrics

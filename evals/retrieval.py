"""How well the handbook is searched and answers: `python -m evals.handbook [FILE]`.

Right note among the first one and three, how well `answerable` tells covered questions from others, how many of either
are answered, and how many answers rest on a right note.
"""

import sys
from pathlib import Path

from assistant.session import Assistant
from assistant.settings import Settings
from evals.metrics import auroc, interval, mean
from evals.questions import DATA, Question, load_questions
from knowledge.types import SearchResult


def documents(result: SearchResult) -> list[str]:
    """Files of the hits' notes, best first, each once."""
    return list(dict.fromkeys(hit.passage.document for hit in result.hits))


def found_at(question: Question, result: SearchResult, k: int) -> float:
    """1 if one of the right notes is among the first k; for two questions in one, the share of both."""
    ranked = documents(result)[:k]
    if question.type == "two":
        return sum(doc in ranked for doc in question.doc) / len(question.doc)
    return float(any(doc in ranked for doc in question.doc))


def report(assistant: Assistant, questions: list[Question]) -> str:
    return "\n".join([*_search(assistant, questions), *_answers(assistant, questions)])


def _search(assistant: Assistant, questions: list[Question]) -> list[str]:
    results = {q.id: assistant.search(q.question, k=20) for q in questions}
    covered = [q for q in questions if q.covered]
    lines = []
    for k in (1, 3):
        values = [found_at(q, results[q.id], k) for q in covered]
        low, high = interval(values)
        lines.append(f"right note among the first {k}: {mean(values):.3f} [{low:.3f}, {high:.3f}] n={len(values)}")
    by_type = {
        t: mean([found_at(q, results[q.id], 3) for q in covered if q.type == t])
        for t in sorted({q.type for q in covered})
    }
    lines.append("  by type: " + ", ".join(f"{t} {value:.2f}" for t, value in by_type.items()))
    yes = [results[q.id].answerable for q in covered]
    for kind in ("", "near", "offtopic", "injection"):
        no = [results[q.id].answerable for q in questions if not q.covered and q.type.endswith(kind)]
        lines.append(f"answerable AUROC {kind or 'all'}: {auroc(yes, no):.3f} n={len(yes)}+{len(no)}")
    return lines


def _answers(assistant: Assistant, questions: list[Question]) -> list[str]:
    turns = [(q, assistant.ask(q.question)) for q in questions]
    covered = [(q, turn) for q, turn in turns if q.covered]
    answered = [(q, turn) for q, turn in covered if turn.answered]
    right = [float(any(c.document in q.doc for s in turn.sentences for c in s.citations)) for q, turn in answered]
    lines = [
        f"covered questions answered: {len(answered) / len(covered):.3f} n={len(covered)}",
        f"answers that rest on a right note: {mean(right):.3f} n={len(right)}",
    ]
    for kind in ("near", "offtopic", "injection"):
        declined = [float(not turn.answered) for q, turn in turns if not q.covered and q.type.endswith(kind)]
        lines.append(f"{kind} not answered: {mean(declined):.3f} n={len(declined)}")
    return lines


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA / "handbook_test.jsonl"
    assistant = Assistant(Settings.read())
    assistant.warm_up()
    print(path.name)
    print(report(assistant, load_questions(path)))


if __name__ == "__main__":
    main()

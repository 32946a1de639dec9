"""How well the handbook is searched: `python -m evals.handbook [FILE]`.

Right note among the first one and three, and how well `answerable` tells covered questions from others.
"""

import sys
from pathlib import Path

from assistant.settings import Settings
from evals.metrics import auroc, interval, mean
from evals.questions import DATA, Question, load_questions
from knowledge.library import Library
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


def report(library: Library, questions: list[Question]) -> str:
    results = {q.id: library.search(q.question, k=20) for q in questions}
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
    return "\n".join(lines)


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA / "handbook_test.jsonl"
    library = Library(Settings.read().home)
    library.open()
    print(path.name)
    print(report(library, load_questions(path)))


if __name__ == "__main__":
    main()

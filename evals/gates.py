"""How the gates before a model's sentences do: `python -m evals.gates [--slips] [--data FILE]`.

The sentences were written by hand, as a fluent model would word them: half of them honest, half false in one of the
ways below. Prints the share of each kind on which the gates are right, and with --slips every sentence on which they
are wrong. The words and thresholds of `assistant.verify` were chosen on this file, so it flatters them.
"""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from assistant.turn import Label
from assistant.verify.evidence import Alike, Drafted, Evidence
from assistant.verify.gate import judge
from evals.questions import DATA
from evals.rows import Row, load_rows
from knowledge.build import passages_of
from knowledge.embeddings import MiniLM, Vectors
from knowledge.sources import Handbook
from knowledge.types import Passage

GATE_DEV = DATA / "gate_dev.jsonl"
HONEST = {
    "close": "guidance close to the words of its passage",
    "free": "guidance freely put",
    "fitted": "guidance fitted to the person",
    "yours": "what the person said",
    "ack": "an acknowledgement or a transition",
    "question": "this turn's question in other words",
}
FALSE = {
    "number": "a number that was not there, or of something else",
    "date": "a date or a year that was not there",
    "name": "a person, firm or product that was not there",
    "source": "studies or experts that were not there",
    "negation": "a 'not' lost, added or moved",
    "opposite": "a word turned into its opposite",
    "order": "before instead of after, first instead of last",
    "strength": "surer than what it rests on",
    "exchanged": "two things in each other's place",
    "agent": "somebody else is to do it",
    "reason": "a reason that was not there",
    "consequence": "a consequence that was not there",
    "example": "an example that was not there",
    "detail": "a detail that was not there",
    "meaning": "well quoted, and another meaning in the same words",
    "quote": "a quote that is not in the passage, or says something else",
    "question": "a question that is not this turn's, or a second one",
    "several": "several sentences",
    "markup": "HTML, Markdown, pictures",
    "address": "links, addresses, numbers to call",
    "injected": "what a text that was pasted in orders",
    "machine": "about itself, or its task",
    "advice": "advice without a passage",
    "world": "about people or the world, without a passage",
    "praise": "praise by comparison",
    "promise": "a promise",
    "feeling": "a feeling that the person did not tell",
    "plan": "a wish or a plan that they did not tell",
    "role": "a role that they did not tell",
}


class Line(Row):
    """`passage_id`: the passage of the reply; `cites`: the one that the sentence cites, where it is another."""

    passage_id: str | None
    cites: str | None = None
    text: str
    label: Label
    quote: str | None
    said: tuple[str, ...]
    question: str | None
    ok: bool
    kind: str

    def drafted(self) -> Drafted:
        passage = self.cites or self.passage_id if self.label == "guidance" else None
        return Drafted(text=self.text, label=self.label, passage=passage, quote=self.quote)


class Outcome(NamedTuple):
    line: Line
    passed: bool
    reason: str

    @property
    def right(self) -> bool:
        return self.passed == self.line.ok


class Rate(NamedTuple):
    right: int
    of: int

    def __str__(self) -> str:
        return f"{self.right / self.of:6.3f} {self.right:4}/{self.of}" if self.of else "     -"


class Remembering:
    """The cosine of two texts, each of them embedded once."""

    def __init__(self, encode: Callable[[Sequence[str]], Vectors]) -> None:
        self._encode = encode
        self._known: dict[str, Vectors] = {}

    def __call__(self, one: str, other: str) -> float:
        return float(self._vector(one) @ self._vector(other))

    def _vector(self, text: str) -> Vectors:
        if text not in self._known:
            self._known[text] = self._encode([text])[0]
        return self._known[text]


def load(path: Path = GATE_DEV) -> list[Line]:
    """Raises BadData."""
    return load_rows(path, Line)


def run(lines: Sequence[Line], alike: Alike) -> list[Outcome]:
    """What the gates say of each, with the passages of its note at hand."""
    notes = {document.id: {p.id: p for p in passages_of(document)} for document in Handbook().documents()}
    found = []
    for line in lines:
        passages: dict[str, Passage] = notes[line.passage_id.rpartition(".")[0]] if line.passage_id else {}
        judged = judge(line.drafted(), Evidence(passages, line.said, line.question, alike))
        found.append(Outcome(line, judged.sentence is not None, judged.reason))
    return found


def rate(outcomes: Sequence[Outcome], ok: bool, **fields: str) -> Rate:
    """How many of the honest, or of the false, with these values of their fields the gates were right about."""
    chosen = [o for o in outcomes if o.line.ok == ok and all(getattr(o.line, k) == v for k, v in fields.items())]
    return Rate(sum(outcome.right for outcome in chosen), len(chosen))


def as_text(outcomes: Sequence[Outcome]) -> str:
    labels: tuple[Literal["guidance", "yours", "general"], ...] = ("guidance", "yours", "general")
    lines = []
    for title, ok, kinds in (("honest, let through", True, HONEST), ("false, stopped", False, FALSE)):
        lines.append(f"{title:22}{rate(outcomes, ok)}")
        lines += [f"  {label:20}{rate(outcomes, ok, label=label)}" for label in labels]
        lines += [f"    {kind:18}{rate(outcomes, ok, kind=kind)}  {what}" for kind, what in kinds.items()]
    return "\n".join(lines)


def slips(outcomes: Sequence[Outcome]) -> str:
    """Each sentence that the gates got wrong, with what it rests on and their reason."""
    wrong = sorted((o for o in outcomes if not o.right), key=lambda o: (o.line.ok, o.line.label, o.line.kind))
    return "\n".join(
        f"{line.id} {'honest' if line.ok else 'false'} {line.label} {line.kind}: {line.text}\n"
        f"      quote: {line.quote}\n      said: {' | '.join(line.said)}\n      {reason}"
        for line, _, reason in wrong
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=GATE_DEV, metavar="FILE")
    parser.add_argument("--slips", action="store_true", help="print every sentence on which the gates are wrong")
    options = parser.parse_args()
    outcomes = run(load(options.data), Remembering(MiniLM().encode))
    print(as_text(outcomes))
    if options.slips:
        print(slips(outcomes))


if __name__ == "__main__":
    main()

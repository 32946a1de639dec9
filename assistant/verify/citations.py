"""Verification of what is said from the guidance: every claim must be carried by its passage before it is shown."""

from collections.abc import Iterable, Sequence

from assistant.turn import Sentence, Verdict
from knowledge.types import Passage


def verify(drafted: Iterable[Sentence], passages: Sequence[Passage]) -> tuple[list[Sentence], list[Verdict]]:
    """The sentences that may be shown, and a verdict with its reason on each that was drafted."""
    known = {passage.id: passage for passage in passages}
    shown, verdicts = [], []
    for sentence in drafted:
        fault = _fault(sentence, known)
        verdicts.append(Verdict(text=sentence.text, passed=fault is None, reason=fault or "supported"))
        if fault is None:
            shown.append(sentence)
    return shown, verdicts


def _fault(sentence: Sentence, known: dict[str, Passage]) -> str | None:
    if sentence.label != "guidance":
        return "cites a passage without being guidance" if sentence.citations else None
    if not sentence.citations:
        return "guidance without a citation"
    for citation in sentence.citations:
        passage = known.get(citation.passage_id)
        if passage is None:
            return f"cites {citation.passage_id!r}, which is not among this turn's passages"
        if not citation.quote or citation.quote not in passage.text:
            return f"the quote is not in {citation.passage_id!r}"
    if not any(sentence.text in citation.quote for citation in sentence.citations):
        return "says more than its quotes"  # guided wording is verbatim; a model's wording needs a finer check
    return None

"""Wording by a model too small for a task in JSON, such as the one that comes with the product: one sentence at a time.

It is given a sentence of the guidance, after four examples of such a sentence in other words, and says it in its own.
The quote is that sentence, so the gates hold the result against exactly what it was made from.
"""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from assistant.calls import Budget, stream
from assistant.faults import Failed
from assistant.models import Model
from assistant.prompts import Prompt
from assistant.turn import Citation
from assistant.verify.evidence import Drafted

_LONGEST = 1.6  # times the length of the sentence: beyond it the model has lost its way


class Rewording(Prompt):
    file: ClassVar[str] = "rewording"
    sentence: str


def reword(model: Model, quotes: Sequence[Citation], budget: Budget) -> Iterator[Drafted | None]:
    """Each quote in the model's words; None while none is complete. Raises Failed."""
    for quote in quotes:
        text = ""
        try:
            for piece in stream(model, Rewording(sentence=quote.quote).messages(), budget):
                text += piece or ""
                if len(text) > _LONGEST * len(quote.quote) + 40:
                    break
                yield None
        except Failed as failure:
            if failure.fault.kind not in ("unreadable", "cut_short", "refused"):
                raise
            text = quote.quote
        if text.strip():
            yield Drafted(text=text.strip(), label="guidance", passage=quote.passage_id, quote=quote.quote)

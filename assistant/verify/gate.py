"""The gates that a model's sentence has to pass before anybody sees it. Pure but for the vectors behind `alike`.

    shape -> label -> the passage and its quote -> numbers, names, sources, certainty, opposites, negation, order
          -> nothing added -> support

A sentence is shown as it is, or not at all.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.turn import Citation, Sentence
from assistant.verify import (
    certainty,
    claims,
    names,
    numbers,
    opposites,
    order,
    polarity,
    restated,
    shape,
    smalltalk,
    support,
)  # fmt: skip
from assistant.verify.evidence import Drafted, Evidence
from assistant.verify.quotes import located
from assistant.verify.reworded import unlike
from knowledge.text import sentences, words
from knowledge.types import Passage

_LEAST_QUOTE = 4  # words: a shorter one says too little to carry a sentence
_SUPPORTED = 0.6  # share of a claim's words that its passage, or the person, has
_PARAPHRASED, _ALIKE = 0.35, 0.7  # the same share where the whole is close in meaning, and how close
_OWN = 0.2  # share that the passage alone must have: else it is about the person and nothing more
_NEAR = 0.35  # cosine below which a claim is about something else than its quote ...
_FAR, _SAME_WORDS, _ALL_WORDS = 0.2, 0.75, 0.9  # ... unless it is in the passage's words, or the person's too


class Judged(NamedTuple):
    """A sentence that may be shown, or the reason why not."""

    sentence: Sentence | None
    reason: str


def judge(drafted: Drafted, evidence: Evidence, shown: Sequence[Sentence] = ()) -> Judged:
    """Whether a sentence may follow those that are shown already."""
    if fault := shape.fault(drafted.text.strip()):
        return Judged(None, fault)
    text = " ".join(drafted.text.split())
    evidence = evidence._replace(said=tuple(map(_own_words, evidence.said)))
    if _plain(text) in {_plain(sentence.text) for sentence in shown}:
        return Judged(None, "said already")
    if text in evidence.known:
        return Judged(Sentence(text=text, label="general", support=1.0), "ours")
    if drafted.label == "guidance":
        return _guidance(drafted, text, evidence)
    if drafted.label == "yours":
        return _passed(text, "yours", restated.fault(text, evidence.said))
    if drafted.label == "general":
        return _passed(text, "general", smalltalk.fault(text, evidence))
    return Judged(None, f"labelled {drafted.label}, which is not for a model to say")


def _guidance(drafted: Drafted, text: str, evidence: Evidence) -> Judged:
    passage = evidence.passages.get(drafted.passage or "")
    if passage is None:
        return Judged(None, f"cites {drafted.passage!r}, which is not among this turn's passages")
    quote = located(drafted.quote or "", passage.text)
    if quote is None:
        return Judged(None, f"the quote is not in {passage.id!r}")
    if len(words(quote)) < _LEAST_QUOTE and not _is_sentence(quote, passage.text):
        return Judged(None, "the quote is too short to carry anything")
    if shape.asks(text) or (text.endswith("?") and "?" not in passage.text):
        return Judged(None, "asks a question that is not this turn's")
    if evidence.reworded and (fault := unlike(text, quote)):
        return Judged(None, fault)
    around = _around(quote, passage)
    if fault := _disagrees(text, quote, around, passage, evidence.said) or _adds(text, around, passage, evidence.said):
        return Judged(None, fault)
    share, own = _support(text, around, passage, evidence.said)
    near = evidence.alike(text, quote)
    close = near >= _NEAR or (near >= _FAR and (own >= _SAME_WORDS or share >= _ALL_WORDS))
    if own < _OWN or not close or not (share >= _SUPPORTED or (share >= _PARAPHRASED and near >= _ALIKE)):
        return Judged(None, f"not supported by its quote ({share:.2f} of its words, cosine {near:.2f})")
    cited = Citation(passage_id=passage.id, document=passage.document, title=passage.title, quote=quote)
    carried = round(min(1.0, (share + near) / 2), 4)
    return Judged(Sentence(text=text, label="guidance", citations=(cited,), support=carried), "supported")


def _disagrees(text: str, quote: str, around: str, passage: Passage, said: Sequence[str]) -> str | None:
    """In what a claim differs from the sentences of the passage that it rests on."""
    person = ". ".join(said)
    if number := numbers.new_number(text, around, person):
        return f"the number {number!r} is not in its passage"
    if name := names.new_name(text, passage.title, passage.text, person):
        return f"the name {name!r} is not in its passage"
    if source := names.new_source(text, passage.text, person):
        return f"appeals to a source ({source!r}) that its passage does not name"
    if word := certainty.stronger(text, quote, around, person):
        return f"is surer than its passage ({word})"
    if word := opposites.turned(text, around):
        return f"says {word!r} where its passage says the opposite"
    if word := polarity.moved(text, around, person):
        return f"turns {word!r} around"
    return _misplaces(text, around, person)


def _misplaces(text: str, around: str, person: str) -> str | None:
    if order.inverted(text, around) or order.new_order(text, around, person):
        return "puts another first than its passage"
    if word := order.exchanged(text, around):
        return f"has {word!r} in another's place"
    if deed := order.changed_hands(text, around):
        return f"says who is to {deed!r} otherwise than its passage"
    return None


def _adds(text: str, around: str, passage: Passage, said: Sequence[str]) -> str | None:
    known = claims.content(around, passage.title, passage.text, *said)
    clause = support.added(text, known)
    return f"adds {clause!r}" if clause else None


def _support(text: str, around: str, passage: Passage, said: Sequence[str]) -> tuple[float, float]:
    """Share of the claim's words that the cited sentences or the person have, and that those sentences have alone."""
    own = claims.content(around, passage.title)
    return support.share(text, own | claims.content(*said)), support.share(text, own)


def _passed(text: str, label: str, fault: str | None) -> Judged:
    if fault:
        return Judged(None, fault)
    return Judged(Sentence.model_validate({"text": text, "label": label, "support": 1.0}), "supported")


@lru_cache(maxsize=512)
def _own_words(said: str) -> str:
    """What the person said, without sentences that give orders to a machine: those were pasted in, or are a trick."""
    whole = (said[span.start : span.end] for span in sentences(said))
    return " ".join(sentence for sentence in whole if not shape.instructs(sentence))


def _around(quote: str, passage: Passage) -> str:
    """The sentences of a passage in which a quote stands."""
    start = passage.text.index(quote)
    end = start + len(quote)
    whole = [s for s in sentences(passage.text) if s.start < end and s.end > start]
    return passage.text[whole[0].start : whole[-1].end] if whole else quote


def _is_sentence(quote: str, text: str) -> bool:
    return any(text[s.start : s.end].rstrip(".!?") == quote.rstrip(".!?") for s in sentences(text))


def _plain(text: str) -> str:
    return " ".join(words(text))

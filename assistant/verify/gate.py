"""The gates that a model's sentence has to pass before anybody sees it. Pure but for the vectors behind `alike`.

    shape -> label -> the passage and its quote -> numbers, names, sources, negation, strength, direction -> support

A sentence is shown as it is, or not at all.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.turn import Citation, Sentence
from assistant.verify import claims, polarity, shape
from assistant.verify.evidence import Drafted, Evidence
from knowledge.text import sentences, words
from knowledge.types import Passage

_LEAST_QUOTE = 4  # words: a shorter one says too little to carry a sentence
_SUPPORTED = 0.6  # share of a claim's words that its passage, or the person, has
_PARAPHRASED, _ALIKE = 0.35, 0.7  # the same share where the whole is close in meaning, and how close
_NEAR = 0.4  # cosine below which a claim is about something else than its quote
_SHARED = 2  # words with a meaning that a claim and its quote have in common
_RESTATED = 0.7  # share of the words of a sentence about the person that they have said
_SMALL_TALK = 0.75  # share of the words of an acknowledgement that claim nothing
_LONGEST_GENERAL = 24  # words
_SAME_QUESTION = 0.5  # cosine from which on a question asks what this turn is to ask
_PREFIX = 4  # words before a quote that may turn it around

# Words with which one acknowledges, leads over, and asks; by themselves they claim nothing.
_GLUE = claims.content(
    """good fine clear plain concrete sense understand hear see hard difficult fair point start begin next step look
    together question answer matter note noted thing help goal plan word moment come bring move time work want need
    mean sound useful enough little bit settle decide choice choose sure open leave return back turn first second last
    today now later kind part piece side way line mind talk conversation speak ask find out reason happen honest true
    right wrong happy glad sorry idea thought think feel feeling situation position role aim direction picture detail
    far close long short before after stand remain name call mention bring share person people mentor mentoring brief
    you your one two that this here there so then well okay yes no thanks thank let us wonder curious remember keep
    big small real lot place follow-up rest cover said told wrote put exactly common worth knowing settled date"""
)


class Judged(NamedTuple):
    """A sentence that may be shown, or the reason why not."""

    sentence: Sentence | None
    reason: str


def judge(drafted: Drafted, evidence: Evidence, shown: Sequence[Sentence] = ()) -> Judged:
    """Whether a sentence may follow those that are shown already."""
    text = " ".join(drafted.text.split())
    if fault := shape.fault(text):
        return Judged(None, fault)
    if _plain(text) in {_plain(sentence.text) for sentence in shown}:
        return Judged(None, "said already")
    if text in evidence.known:
        return Judged(Sentence(text=text, label="general", support=1.0), "ours")
    if drafted.label == "guidance":
        return _guidance(drafted, text, evidence)
    if drafted.label == "yours":
        return _passed(text, "yours", _about_the_person(text, evidence))
    if drafted.label == "general":
        return _passed(text, "general", _general(text, evidence))
    return Judged(None, f"labelled {drafted.label}, which is not for a model to say")


def _guidance(drafted: Drafted, text: str, evidence: Evidence) -> Judged:
    passage = evidence.passages.get(drafted.passage or "")
    if passage is None:
        return Judged(None, f"cites {drafted.passage!r}, which is not among this turn's passages")
    quote = located(drafted.quote or "", passage.text)
    if quote is None:
        return Judged(None, f"the quote is not in {passage.id!r}")
    if len(words(quote)) < _LEAST_QUOTE:
        return Judged(None, "the quote is too short to carry anything")
    if text.rstrip("\"'”’)").endswith("?"):
        return Judged(None, "asks a question that is not this turn's")
    around = _around(quote, passage)
    if fault := _disagrees(text, quote, around, passage, evidence.said):
        return Judged(None, fault)
    share, near = _support(text, around, passage, evidence), evidence.alike(text, quote)
    if near < _NEAR or not (share >= _SUPPORTED or (share >= _PARAPHRASED and near >= _ALIKE)):
        return Judged(None, f"not supported by its quote ({share:.2f} of its words, cosine {near:.2f})")
    cited = Citation(passage_id=passage.id, document=passage.document, title=passage.title, quote=quote)
    support = round(min(1.0, (share + near) / 2), 4)
    return Judged(Sentence(text=text, label="guidance", citations=(cited,), support=support), "supported")


def _disagrees(text: str, quote: str, around: str, passage: Passage, said: Sequence[str]) -> str | None:
    """In what a claim differs from the sentences of the passage that it rests on."""
    person = " ".join(said)
    if number := claims.new_number(text, f"{around} {person}"):
        return f"the number {number!r} is not in its passage"
    if name := claims.new_name(text, f"{passage.title} {passage.text} {person}"):
        return f"the name {name!r} is not in its passage"
    if source := claims.new_source(text, f"{passage.text} {person}"):
        return f"appeals to a source ({source!r}) that its passage does not name"
    if word := claims.stronger(text, around):
        return f"is surer than its passage ({word!r})"
    if word := claims.turned(text, around):
        return f"says {word!r} where its passage says the opposite"
    if polarity.added(text, f"{around} {person}"):
        return "negates what its passage does not"
    if word := polarity.moved(text, _from_before(quote, passage.text)):
        return f"turns {word!r} around"
    return None


def _support(text: str, around: str, passage: Passage, evidence: Evidence) -> float:
    """Share of the claim's words that its passage's sentences have, or the person; 0 where it shares too few.

    The place for a trained classifier: it would see the claim and `around`, and give a probability.
    """
    claim = claims.content(text)
    there = claims.content(around) | claims.content(passage.title)
    if len(claim & there) < min(_SHARED, len(claim)):
        return 0.0
    return claims.coverage(claim, there | claims.content(" ".join(evidence.said)))


def _about_the_person(text: str, evidence: Evidence) -> str | None:
    said = " ".join(evidence.said)
    if shape.asks(text):
        return "asks a question that is not this turn's"
    if shape.advises(_without_quotes(text, evidence.said)):
        return "advises without a passage"
    if fault := _invents(text, said):
        return fault
    claim, known = claims.content(text), claims.content(said)
    if not claim & known:
        return "says nothing that the person said"
    if claims.coverage(claim, known | _GLUE) < _RESTATED:
        return "says more about the person than they did"
    nearest = max(evidence.said, key=lambda piece: len(claims.content(piece) & claim))
    if polarity.added(text, said) or polarity.moved(text, nearest):
        return "turns around what the person said"
    return None


def _general(text: str, evidence: Evidence) -> str | None:
    said = " ".join((*evidence.said, evidence.question or ""))
    if fault := _invents(text, said):
        return fault
    if shape.asks(text):
        return _question(text, evidence)
    if shape.advises(text):
        return "advises without a passage"
    if len(words(text)) > _LONGEST_GENERAL:
        return "too long for an acknowledgement"
    titles = " ".join(passage.title for passage in evidence.passages.values())
    known = _GLUE | claims.content(said) | claims.content(titles)
    if claims.coverage(claims.content(text), known) < _SMALL_TALK:
        return "claims more than an acknowledgement may"
    return None


def _question(text: str, evidence: Evidence) -> str | None:
    if evidence.question is None:
        return "asks, where this reply asks nothing"
    if text.count("?") > 1:
        return "asks more than one question"
    if evidence.alike(text, evidence.question) < _SAME_QUESTION:
        return "asks something else than this turn's question"
    return None


def _invents(text: str, said: str) -> str | None:
    if number := claims.new_number(text, said):
        return f"the number {number!r} was never said"
    if name := claims.new_name(text, said):
        return f"the name {name!r} was never said"
    if source := claims.new_source(text, said):
        return f"appeals to a source ({source!r}) without a passage"
    return None


def _passed(text: str, label: str, fault: str | None) -> Judged:
    if fault:
        return Judged(None, fault)
    return Judged(Sentence.model_validate({"text": text, "label": label, "support": 1.0}), "supported")


def located(quote: str, text: str) -> str | None:
    """The piece of a text that a quote copies, exactly as it stands there; spaces and quotation marks may differ."""
    wanted = quote.strip().strip("\"'“”‘’… ").rstrip(".").replace("...", "…")
    if not wanted:
        return None
    pattern = "".join(_LOOSE.get(c, r"\s+" if c.isspace() else re.escape(c)) for c in " ".join(wanted.split()))
    match = re.search(pattern, text, re.IGNORECASE)
    return match.group() if match else None


_LOOSE = dict.fromkeys('"“”„', '["“”„]') | dict.fromkeys("'’‘", "['’‘]") | dict.fromkeys("-–—", "[-–—]")


def _around(quote: str, passage: Passage) -> str:
    """The sentences of a passage in which a quote stands."""
    start = passage.text.index(quote)
    end = start + len(quote)
    whole = [s for s in sentences(passage.text) if s.start < end and s.end > start]
    return passage.text[whole[0].start : whole[-1].end] if whole else quote


def _from_before(quote: str, text: str) -> str:
    """A quote with the few words before it in its sentence, where a 'not' may stand."""
    start = text.index(quote)
    before = re.split(r"[.!?;:\n]", text[:start])[-1]
    return " ".join([*before.split()[-_PREFIX:], quote])


def _without_quotes(text: str, said: Sequence[str]) -> str:
    """A sentence without the person's own words in quotation marks: what they said may well be advice."""
    everything = _plain(" ".join(said))
    for match in re.finditer(r"[\"“']([^\"”']+)[\"”']", text):
        if _plain(match[1]) in everything:
            text = text.replace(match[0], " ")
    return text


def _plain(text: str) -> str:
    return " ".join(words(text))

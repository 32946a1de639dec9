"""Say a reply, sentence by sentence: in the words of a model where there is one, in guided wording where there is none.

A model's sentence waits until it has passed the gates (`assistant.verify.gate`). What the reply owes and the model did
not say, because it failed, was refused or forgot it, is said in guided wording; so a reply is whole whatever it does.
"""

from collections.abc import Generator, Iterator, Sequence
from typing import NamedTuple

from assistant.brief import Brief
from assistant.calls import Budget
from assistant.faults import HOPELESS, Failed, Fault
from assistant.models import Model
from assistant.moves import Ask, Note
from assistant.prompts import Prompt
from assistant.turn import Sentence, Verdict
from assistant.verify.citations import verify
from assistant.verify.evidence import Alike, Drafted, Evidence
from assistant.verify.gate import judge
from assistant.word.model import CITED, NEAR, Wording, can_word, of_letter, prompt, write
from assistant.word.reword import Rewording, reword
from assistant.word.templates import Draft, Part


class Talking(NamedTuple):
    """What a reply is said in view of. `talk`: (who, text) of the messages just before, oldest first; `said`: what the
    person has said before, much further back."""

    message: str
    brief: Brief
    talk: Sequence[tuple[str, str]]
    said: Sequence[str]
    alike: Alike


class Said(NamedTuple):
    """`question`: the one that the reply ends with, as it was put."""

    sentences: tuple[Sentence, ...]
    verdicts: tuple[Verdict, ...]
    question: str | None
    fault: Fault | None = None
    prompts: tuple[str, ...] = ()
    worded: int = 0  # sentences that are the model's own


def guided(draft: Draft) -> Generator[Sentence | None, None, Said]:
    """The draft as it is."""
    shown, verdicts = verify(draft.sentences, draft.passages)
    yield from shown
    return Said(tuple(shown), tuple(verdicts), draft.question)


def speak(
    draft: Draft, talking: Talking, model: Model | None, budget: Budget
) -> Generator[Sentence | None, None, Said]:
    """Sentences as they pass, None while there are none; its value is the whole."""
    if model is None or not _is_for_a_model(draft, model.small):
        return (yield from guided(draft))
    evidence = _evidence(draft, talking)._replace(reworded=model.small)
    reply = _Reply(draft, evidence)
    fault: Fault | None = None
    wording: Prompt
    if model.small:
        quotes = [citation for sentence in draft.sentences for citation in sentence.citations]
        wording, drafted = Rewording(sentence=""), reword(model, quotes, budget)
    else:
        wording = _wording(draft, talking)
        drafted = write(model, wording, tuple(evidence.passages), budget)
    try:
        yield from reply.take(drafted)
    except Failed as failure:
        fault = failure.fault
    yield from reply.finish()
    return Said(tuple(reply.shown), tuple(reply.verdicts), reply.question, fault, (wording.digest(),), reply.worded)


def request(draft: Draft, talking: Talking) -> Prompt | None:
    """What a model would be sent for this reply; None where nothing would be."""
    return _wording(draft, talking) if _is_for_a_model(draft, False) else None


def is_hopeless(fault: Fault | None) -> bool:
    """Whether a second call in the same turn would only end like the first."""
    return fault is not None and fault.kind in HOPELESS


def _is_for_a_model(draft: Draft, small: bool) -> bool:
    """Not where the handbook has no answer, or two views that must both stand: our words are surer then."""
    if not can_word([part.move for part in draft.parts], small):
        return False
    return all(answer.answered and not answer.views for answer in draft.answers)


def _wording(draft: Draft, talking: Talking) -> Wording:
    passages = {passage.id: passage for passage in draft.passages}
    moves = [part.move for part in draft.parts]
    told = tuple(passages.values())
    question = None if of_letter(moves) else draft.question
    return prompt(moves, question, told, talking.brief, talking.talk, talking.message)


def _evidence(draft: Draft, talking: Talking) -> Evidence:
    facts = [piece for _, fact in talking.brief.facts() for piece in (fact.value, fact.quote) if piece]
    pieces = tuple(dict.fromkeys([talking.message, *talking.said, *facts]))
    return Evidence(
        {passage.id: passage for passage in draft.passages}, pieces, draft.question, talking.alike, frozenset({NEAR})
    )


class _Reply:
    """What was shown so far, and what is still owed."""

    def __init__(self, draft: Draft, evidence: Evidence) -> None:
        self._draft, self._evidence = draft, evidence
        self.shown: list[Sentence] = []
        self.verdicts: list[Verdict] = []
        self.worded = 0
        self._closing: Sentence | None = None

    @property
    def question(self) -> str | None:
        return self._closing.text if self._closing else self._draft.question

    def take(self, drafted: Iterator[Drafted | None]) -> Iterator[Sentence | None]:
        """The model's sentences that pass. The question waits for the end: a reply ends with it."""
        for each in drafted:
            if each is None:
                yield None
                continue
            judged = judge(each, self._evidence, self.shown)
            self.verdicts.append(Verdict(text=each.text, passed=judged.sentence is not None, reason=judged.reason))
            if judged.sentence is None:
                if (instead := self._guided_instead(each)) is not None:
                    yield self._show(instead)
                continue
            if judged.sentence.text.endswith("?") and judged.sentence.label == "general":
                self._closing = self._closing or judged.sentence
            else:
                self.worded += 1
                yield self._show(judged.sentence)

    def _guided_instead(self, failed: Drafted) -> Sentence | None:
        """The sentence of the guided wording that a failed one was to say in other words."""
        text = " ".join((failed.quote or "").split())
        shown = {sentence.text for sentence in self.shown}
        return next((s for s in self._draft.sentences if s.citations and s.text == text and text not in shown), None)

    def finish(self) -> Iterator[Sentence]:
        """What the reply owes and has not said yet, in guided wording, and at last its question."""
        for part in self._draft.parts:
            if isinstance(part.move, Ask):
                if self._closing is not None:
                    self.worded += 1
                    yield self._show(self._closing, opens=True)
                else:
                    yield from self._guided(part)
            elif not self._is_said(part):
                yield from self._guided(part)

    def _is_said(self, part: Part) -> bool:
        if isinstance(part.move, Note):
            return any(sentence.label == "yours" for sentence in self.shown)
        if isinstance(part.move, CITED):
            own = {passage.id for passage in part.passages}
            return any(citation.passage_id in own for sentence in self.shown for citation in sentence.citations)
        return False

    def _guided(self, part: Part) -> Iterator[Sentence]:
        shown, verdicts = verify(part.sentences, part.passages)
        self.verdicts += verdicts
        for number, sentence in enumerate(shown):
            yield self._show(sentence, opens=number == 0 or sentence.starts_paragraph)

    def _show(self, sentence: Sentence, opens: bool = False) -> Sentence:
        """A new paragraph where the talk goes over from one kind of sentence to another."""
        last = self.shown[-1] if self.shown else None
        labels = {last.label, sentence.label} if last else set()
        opens = last is not None and (opens or (len(labels) > 1 and "guidance" in labels))
        sentence = sentence.model_copy(update={"starts_paragraph": opens})
        self.shown.append(sentence)
        return sentence

"""Guided wording: moves become sentences, from the lines in `wording/` and the paragraphs of the handbook."""

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from assistant.brief import Brief
from assistant.moves import (
    Answer,
    Ask,
    Care,
    Change,
    Explain,
    Fixed,
    Move,
    Note,
    Point,
    Propose,
    ReadBack,
    Statement,
)  # fmt: skip
from assistant.skills.outreach.types import Review
from assistant.turn import Sentence, Turn
from assistant.word import brief as words
from assistant.word import letters
from assistant.word.lines import lines, say
from assistant.word.topics import topics
from knowledge.letters import Channel, Medium
from knowledge.types import Passage

GENERAL_CHIPS = ("I am not sure", "Skip this", "Why do you ask?")


class Guidance(NamedTuple):
    """What wording may draw from the handbook."""

    answer: Callable[[Answer, Collection[str]], Turn]  # the move, and sentences that were shown already
    paragraph: Callable[[str, int], tuple[list[Sentence], list[Passage]]]  # a note's id, a paragraph from 1
    about: Callable[[str, str], tuple[list[Sentence], list[Passage]]]  # a note's id, and the words it should fit
    review: Callable[[str, Channel, Medium], Review] | None = None  # what is found in a message
    passage: Callable[[str], Passage | None] = lambda _: None


class Part(NamedTuple):
    """What one move says, and the passages that it draws from."""

    move: Move
    sentences: tuple[Sentence, ...]
    passages: tuple[Passage, ...] = ()


class Draft(NamedTuple):
    """What is to be said, before it is verified. `question`: what the person is asked, if anything."""

    parts: tuple[Part, ...]
    answers: tuple[Turn, ...] = ()  # of the questions asked in between
    question: str | None = None
    chips: tuple[str, ...] = ()

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(sentence for part in self.parts for sentence in part.sentences)

    @property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(passage for part in self.parts for passage in part.passages)


def word(moves: Sequence[Move], brief: Brief, guidance: Guidance, values: dict[str, str | int]) -> Draft:
    """The sentences of a reply. `values` fill the lines that have places for them."""
    writer = _Writer(brief, guidance, values)
    parts = []
    for move in moves:
        said, drawn, answered = len(writer.sentences), len(writer.passages), len(writer.answers)
        writer.write(move)
        found = [hit.passage for turn in writer.answers[answered:] for hit in turn.passages]
        parts.append(Part(move, tuple(writer.sentences[said:]), (*writer.passages[drawn:], *found)))
    return Draft(tuple(parts), tuple(writer.answers), writer.question, writer.chips)


class _Writer:
    def __init__(self, brief: Brief, guidance: Guidance, values: dict[str, str | int]) -> None:
        self._brief, self._guidance, self._values = brief, guidance, values
        self.sentences: list[Sentence] = []
        self.passages: list[Passage] = []
        self.answers: list[Turn] = []
        self.question: str | None = None
        self.chips: tuple[str, ...] = ()

    def write(self, move: Move) -> None:
        if isinstance(move, letters.About):
            self._letter(move)
        else:
            self._write(move)

    def _letter(self, move: letters.About) -> None:
        for paragraph in letters.said(move, self._guidance.paragraph, self._guidance.review):
            self._paragraph(paragraph)
        self.passages += self._cited_here()
        self.chips = letters.chips(move)

    def _write(self, move: Move) -> None:
        match move:
            case Care():  # one thought at a time: a block of lines is hard to read for somebody in distress
                for sentence in say(move.concern):
                    self._paragraph([sentence])
            case Fixed():
                self._fixed(move.line)
            case Note():
                self._paragraph(_noted(move.changes))
            case Answer():
                self._answer(move)
            case Point():
                self._cited(say("point"), self._guidance.about(move.note, move.about))
            case Explain():
                why = topics()[move.topic].why
                self._cited(say("reason"), self._guidance.paragraph(why.note, why.paragraph))
            case Ask():
                self._ask(move)
            case ReadBack():
                self._paragraph(say("read_back"))
                self._lines(words.summary(self._brief))
                self._asking(say("right"), ("Yes, that is right", "Something is wrong"))
            case Statement():
                self._statement()
            case Propose():
                self._asking(say(f"propose_{move.step}"), ("Yes", "Not now"))

    def _answer(self, move: Answer) -> None:
        turn = self._guidance.answer(move, {s.text for s in self.sentences})
        if turn.answered or not move.aside:
            self.answers.append(turn)
            self._paragraph(turn.sentences)

    def _fixed(self, line: str) -> None:
        self._paragraph(say(line, **{name: self._values[name] for name in lines()[line].variables}))
        if line == "brief_shown":
            self._lines(words.summary(self._brief))

    def _ask(self, move: Ask) -> None:
        asking = topics()[move.topic]
        objective = self._brief.objective(move.objective)
        question = asking.asked_for(move.channel)
        values = {"objective": objective.text.value if objective else "", "reader": move.reader or letters.SOMEBODY}
        text = (question.ask if move.attempt == 1 else question.again).format(**values)
        opening = say("back_to_it") if move.resumed else []
        chips = (*asking.chips, *GENERAL_CHIPS) if move.topic != "pasted" else ()
        if move.attempt == 1 and not move.resumed:
            opening = [Sentence(text=question.reason.format(**values), label="general", support=1.0)]
        self._asking([*opening, Sentence(text=text, label="general", support=1.0)], chips)

    def _statement(self) -> None:
        if text := words.statement(self._brief):
            self._paragraph(say("in_one_sentence"))
            self._lines([text])
        if said := words.minute(self._brief):
            self._paragraph(say("in_a_minute"))
            self._lines([" ".join(said)])

    def _asking(self, sentences: Sequence[Sentence], chips: tuple[str, ...]) -> None:
        self._paragraph(sentences)
        self.question, self.chips = sentences[-1].text, chips

    def _cited_here(self) -> list[Passage]:
        """The passages that are cited and not drawn from yet."""
        drawn = {passage.id for passage in self.passages}
        ids = dict.fromkeys(c.passage_id for s in self.sentences for c in s.citations if c.passage_id not in drawn)
        return [passage for id_ in ids if (passage := self._guidance.passage(id_)) is not None]

    def _cited(self, opening: Sequence[Sentence], found: tuple[list[Sentence], list[Passage]]) -> None:
        sentences, passages = found
        if sentences:
            self._paragraph([*opening, *sentences])
            self.passages += passages

    def _lines(self, lines: Sequence[str]) -> None:
        """Lines of the person's own words, one under the other."""
        self._paragraph([Sentence(text="\n".join(lines), label="yours", support=1.0)] if lines else [])

    def _paragraph(self, sentences: Sequence[Sentence]) -> None:
        for number, sentence in enumerate(sentences):
            first = number == 0 and bool(self.sentences)
            self.sentences.append(sentence.model_copy(update={"starts_paragraph": True}) if first else sentence)


def _noted(changes: Sequence[Change]) -> list[Sentence]:
    """What is new, what is different and what is gone, each in a sentence."""
    groups: dict[str, list[Change]] = {"noted": [], "corrected": [], "removed": []}
    for change in changes:
        name = "removed" if change.after is None else "corrected" if change.before is not None else "noted"
        groups[name].append(change)
    return [s for name, group in groups.items() if group for s in say(name, facts=words.changed(group))]

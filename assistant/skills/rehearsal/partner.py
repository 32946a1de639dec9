"""The mentor in a rehearsal: hears a line, chooses its moves, and says them."""

from collections.abc import Mapping

from assistant.commands import Concern
from assistant.skills.rehearsal.choose import MANNERS, choose
from assistant.skills.rehearsal.feeling import felt, moved
from assistant.skills.rehearsal.hearing import Ears, Heard, hear
from assistant.skills.rehearsal.meeting import Move, Setting, State, begin
from assistant.skills.rehearsal.observe import Reading, limits
from assistant.skills.rehearsal.persona import Persona
from assistant.skills.rehearsal.speak import mark, opening, speak
from assistant.skills.rehearsal.subjects import Subjects
from assistant.understand.distress import distress
from knowledge.embeddings import MiniLM
from knowledge.marks import Mark
from knowledge.reader import Reader
from knowledge.types import Frozen

_OFF_TOPIC = 0.8  # probability of the intent from which on a line has nothing to do with the meeting


class Answer(Frozen):
    """What the mentor says, what it does by that, and the meeting after it. `felt`: the meeting as it was heard."""

    text: str
    moves: tuple[Move, ...]
    state: State
    felt: State


class Partner:
    """One per process; safe to share between threads. `read` reads turns, `reader` messages."""

    def __init__(self, read: Reading, reader: Reader, embedder: MiniLM) -> None:
        self._read, self._reader, self._subjects = read, reader, Subjects(embedder)

    def open(self, setting: Setting, seed: str) -> Answer:
        """The first line of a meeting."""
        text = opening(setting.persona, setting.scenario, seed)
        state = begin(setting.persona, setting.scenario, setting.dial)
        said = state.model_copy(update={"said": frozenset((mark(text),))})
        return Answer(text=text, moves=(), state=said, felt=state)

    def answer(self, setting: Setting, state: State, before: str, text: str, seed: str) -> Answer:
        """What the mentor says to a line. `before`: what it said last; `state`: the meeting before the line."""
        return self.reply(setting, state, self.hear(setting, state, before, text), text, seed)

    def hear(self, setting: Setting, state: State, before: str, text: str) -> Heard:
        """What it hears in a line."""
        return hear(text, before, state, self._ears(setting.persona))

    def reply(self, setting: Setting, state: State, heard: Heard, text: str, seed: str) -> Answer:
        """What it says to what it heard in a line."""
        after = felt(state, heard, setting)
        said, moves, used = speak(setting.persona, after, choose(state, heard, setting), seed)
        told = after.model_copy(update={"said": after.said | used})
        now = moved(told, text, moves, len(said.split()), setting)
        return Answer(text=said, moves=moves, state=now, felt=after)

    def distress(self, text: str) -> Concern | None:
        """What in a line calls for care, and not for an answer in a part that is played."""
        return distress(text, self._reader)

    def _ears(self, persona: Persona) -> Ears:
        def liken(line: str) -> Mapping[str, float]:
            return self._subjects.of(persona.id, line)

        facts = (*persona.work, persona.public)
        return Ears(self._read, limits(), self._marked, liken, facts, MANNERS[persona.temper].tells)

    def _marked(self, text: str) -> tuple[tuple[Mark, ...], bool]:
        heard = self._reader.read(text)
        return heard.marks, heard.intents["out_of_scope"] >= _OFF_TOPIC

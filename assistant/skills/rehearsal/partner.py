"""The mentor in a rehearsal: hears a line, chooses its moves, and says them."""

from collections.abc import Mapping
from functools import lru_cache

from assistant.skills.rehearsal.choose import Setting, choose, felt, moved
from assistant.skills.rehearsal.hearing import Ears, hear
from assistant.skills.rehearsal.meeting import Move, State, begin
from assistant.skills.rehearsal.observe import Reading, limits
from assistant.skills.rehearsal.persona import Persona
from assistant.skills.rehearsal.speak import mark, opening, speak
from knowledge.embeddings import MiniLM, Vectors
from knowledge.marks import Mark
from knowledge.reader import Reader
from knowledge.types import Frozen

_OFF_TOPIC = 0.8  # probability of the intent from which on a line has nothing to do with the meeting


class Answer(Frozen):
    """What the mentor says, what it does by that, and the meeting after it."""

    text: str
    moves: tuple[Move, ...]
    state: State


class Partner:
    """One per process; safe to share between threads. `read` reads turns, `reader` messages."""

    def __init__(self, read: Reading, reader: Reader, embedder: MiniLM) -> None:
        self._read, self._reader, self._embedder = read, reader, embedder
        self._subjects = lru_cache(maxsize=16)(self._embedded)

    def open(self, setting: Setting, seed: str) -> Answer:
        """The first line of a meeting."""
        text = opening(setting.persona, setting.scenario, seed)
        state = begin(setting.persona, setting.scenario, setting.dial)
        return Answer(text=text, moves=(), state=state.model_copy(update={"said": frozenset((mark(text),))}))

    def answer(self, setting: Setting, state: State, before: str, text: str, seed: str) -> Answer:
        """What the mentor says to a line. `before`: what it said last; `state`: the meeting before the line."""
        heard = hear(text, before, state, self._ears(setting.persona))
        after = felt(state, heard, setting)
        said, moves, used = speak(setting.persona, after, choose(state, heard, setting), seed)
        after = after.model_copy(update={"said": after.said | used})
        return Answer(text=said, moves=moves, state=moved(after, text, moves, len(said.split()), setting))

    def _ears(self, persona: Persona) -> Ears:
        return Ears(self._read, limits(), self._marked, lambda asked: self._likened(persona, asked))

    def _marked(self, text: str) -> tuple[tuple[Mark, ...], bool]:
        heard = self._reader.read(text)
        return heard.marks, heard.intents["out_of_scope"] >= _OFF_TOPIC

    def _likened(self, persona: Persona, asked: str) -> Mapping[str, float]:
        ids, vectors = self._subjects(tuple((s.id, s.about) for s in (*persona.stories, *persona.secrets)))
        near = vectors @ self._embedder.encode([asked])[0]
        best: dict[str, float] = {}
        for id, score in zip(ids, near.tolist(), strict=True):
            best[id] = max(best.get(id, 0.0), score)
        return best

    def _embedded(self, told: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[tuple[str, ...], Vectors]:
        """Of each way to speak of a subject: the id of what is told, and a row of vectors."""
        ids = tuple(id for id, about in told for _ in about)
        return ids, self._embedder.encode([phrase for _, about in told for phrase in about])

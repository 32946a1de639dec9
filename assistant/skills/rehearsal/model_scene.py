"""What a line of a mentor is for, and which words say that it tells something, or tells it again. Pure."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from assistant.skills.rehearsal.meeting import Move, Setting, State
from assistant.skills.rehearsal.persona import Persona, Secret, Story
from assistant.skills.rehearsal.types import Said
from assistant.verify import names, numbers
from knowledge.text import content_words, stem, words

LEADS = frozenset(("probe", "follow_up", "challenge", "contradict"))  # moves that may put a question
TELLS = frozenset(("tell", "confide"))
_SAME = 0.7  # of the content words of two lines that are one
_FEW = 3  # content words: with fewer, two lines are alike by chance
USUAL = (  # names that everybody uses
    "IT HR CV CTO CEO CIO API SQL OK English Time Monday Tuesday Wednesday Thursday Friday Saturday Sunday Christmas "
    "Easter January February March April May June July August September October November December"
)


class Scene(NamedTuple):
    """What a line is for. `state`: after the other was heard; `guided`: the line by rules that makes the same moves.

    `meeting`: all that was said, the other's line last.
    """

    setting: Setting
    state: State
    moves: tuple[Move, ...]
    guided: str
    meeting: tuple[Said, ...]

    @property
    def persona(self) -> Persona:
        return self.setting.persona

    @property
    def minutes(self) -> int:
        """That the mentor says are left."""
        return max(2, round(self.state.left))

    @property
    def told(self) -> tuple[Story, ...]:
        """The stories and secrets that were told, or are told by this line."""
        ids = {*self.state.told, *(move.of for move in self.moves if move.kind in TELLS)}
        return tuple(each for each in (*self.persona.stories, *self.persona.secrets) if each.id in ids)

    @property
    def untold(self) -> tuple[Secret, ...]:
        """The secrets that stay private."""
        told = self.told
        return tuple(secret for secret in self.persona.secrets if secret not in told)

    @property
    def known(self) -> str:
        """What is no news to the other: what is public, what was told, what both have said."""
        persona, said = self.persona, (line.text for line in self.meeting)
        told = (story.line for story in self.told)
        return "\n".join((persona.name, persona.role, persona.public, *persona.work, *told, *said, self.guided))

    def of(self, *kinds: str) -> Iterator[Move]:
        return (move for move in self.moves if move.kind in kinds)

    def reacts_to(self, cue: str) -> bool:
        return any(move.of == cue for move in self.of("react"))


def leaks(text: str, secret: Secret, persona: Persona, known: str = "") -> str | None:
    """The words by which a text gives away something of a secret. `known`: what is no news."""
    common = content(persona.name, persona.role, persona.public, *persona.work, *open_lines(persona))
    free = content(known, persona.name, persona.role, persona.public, *persona.work)
    said = content(text) - free
    shared = said & content(secret.line, secret.subject)
    telling = shared - common  # words that this persona uses of nothing else
    usual = free | common | content(USUAL)
    called = {name for name in names.names(secret.line) & names.names(text) if stem(name.lower()) not in usual}
    if called or (telling and len(shared) >= 2):
        return ", ".join(sorted(called or shared))
    return None


def open_lines(persona: Persona) -> tuple[str, ...]:
    """All that it may say to anybody."""
    private = {secret.line for secret in persona.secrets}
    return tuple(line for line in persona.lines() if line not in private)


def content(*texts: str) -> frozenset[str]:
    return frozenset[str]().union(*map(_stems, texts))


@lru_cache(maxsize=4096)
def _stems(text: str) -> frozenset[str]:
    """Stems of the words that carry meaning, and the numbers."""
    stems = {stem(word) for word in content_words(text) if not numbers.is_number(word)}
    return frozenset(stems | {f"{number.value:g}" for number in numbers.quantities(text) if number.value > 3})


def carries(line: str, text: str) -> float:
    """The share of a text's content words that a line holds."""
    wanted = content(text)
    return len(wanted & content(line)) / len(wanted) if wanted else 1.0


def alike(one: str, other: str) -> bool:
    a, b = content(one), content(other)
    if min(len(a), len(b)) < _FEW:
        return words(one) == words(other)
    return len(a & b) >= _SAME * max(len(a), len(b))


def asks(line: str) -> bool:
    """Whether it ends in a question."""
    return line.rstrip("\"”’') ").endswith("?")

"""A persona for somebody whom the person has named or whose profile they have pasted: what is known of them, no more.

Its lines are those of a mentor of whom nothing else is known (`personas/_somebody.yaml`). Pure but for that file.
"""

import re
from functools import cache

from assistant.brief import Candidate
from assistant.errors import BadInput
from assistant.skills.rehearsal.persona import FOLDER, Persona, read
from assistant.word.phrases import sentence

_MAX_PROFILE, _FACTS = 4_000, 8  # characters, facts
_ANY = "They have said yes to a first talk."


@cache
def somebody() -> Persona:
    return read(FOLDER / "_somebody.yaml")


def from_candidate(candidate: Candidate) -> Persona:
    """Somebody of the Brief."""
    role = candidate.role.value if candidate.role else ""
    known = [fact.value for fact in (candidate.work, candidate.why) if fact is not None]
    return _built(candidate.name.value, role, known)


def from_profile(name: str, profile: str) -> Persona:
    """Somebody with a pasted profile, whose first line is taken for the role. Raises BadInput."""
    lines = [line.strip(" \t•-*·") for line in re.split(r"\n+|(?<=[.!?])\s+", profile[:_MAX_PROFILE])]
    facts = [" ".join(line.split()) for line in lines if line]
    if not name.strip():
        raise BadInput("Say who it is: the name of the person whom you want to meet.")
    return _built(" ".join(name.split())[:80], facts[0][:120] if facts else "", facts[1:_FACTS] or facts[:1])


def _built(name: str, role: str, known: list[str]) -> Persona:
    """`work` needs two facts at least: what else may be known is that they have agreed to meet."""
    facts = tuple(sentence(fact) for fact in known) or (_ANY,)
    public = " ".join(sentence(part) for part in (role, *known) if part) or _ANY
    return somebody().model_copy(
        update={"name": name, "role": role, "public": public, "work": (*facts, _ANY)[: max(2, len(facts))]}
    )

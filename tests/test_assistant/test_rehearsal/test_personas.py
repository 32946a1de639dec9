"""The people whom one can meet, as data; and who is made of a name and a profile."""

import re
from collections import Counter
from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from assistant.brief import Candidate, Fact
from assistant.errors import BadInput
from assistant.skills.rehearsal.built import from_candidate, from_profile, somebody
from assistant.skills.rehearsal.persona import FOLDER, TEMPERS, Persona, personas
from assistant.understand.language import is_english

EVERY = (*personas().values(), somebody())
COACHES = re.compile(
    r"great question|how does that make you feel|as an ai|language model|rubric|rehears", re.IGNORECASE
)


def fact(value: str) -> Fact:
    return Fact(id=value, value=value, origin="by hand", at=datetime(2026, 1, 1, tzinfo=UTC))


def test_there_is_one_of_each_temper() -> None:
    assert sorted(persona.temper for persona in personas().values()) == sorted(TEMPERS)
    assert {path.stem for path in FOLDER.glob("[!_]*.yaml")} == set(personas())


@pytest.mark.parametrize("persona", EVERY, ids=lambda persona: persona.id)
def test_what_a_persona_says_is_its_own(persona: Persona) -> None:
    lines = list(persona.lines())
    assert len(lines) >= 150
    assert not [line for line in lines if COACHES.search(line)]
    assert not [line for line in lines if len(line.split()) > 5 and not is_english(line)]
    begun = Counter(" ".join(line.split()[:3]) for line in lines)
    assert max(begun.values()) <= 4, begun.most_common(3)
    others = {line for other in EVERY if other is not persona for line in other.lines()}
    assert len([line for line in lines if len(line.split()) > 4 and line in others]) <= 3
    asks = [line for lines in persona.probes.values() for line in lines]
    assert all(
        "?" in line or re.search(r"\b(?:tell|show|give|name|say|describe|talk|walk|ask)\b", line, re.I) for line in asks
    )


@pytest.mark.parametrize("persona", EVERY, ids=lambda persona: persona.id)
def test_what_is_private_is_in_nothing_else_that_it_says(persona: Persona) -> None:
    secrets = {secret.line for secret in persona.secrets}
    openly = [line for line in persona.lines() if line not in secrets] + [persona.public, *persona.work]
    for secret in persona.secrets:
        names = set(re.findall(r"(?<=[a-z,;] )[A-Z][a-z]{3,}|\d{2,}", secret.line)) - set(
            re.findall(r"\w+", persona.public)
        )
        told = [line for line in openly if len([name for name in names if re.search(rf"\b{name}\b", line)]) >= 2]
        assert not told, (secret.id, told)


def test_somebody_of_the_brief_is_what_was_told_of_them() -> None:
    ana = Candidate(name=fact("Ana Lima"), role=fact("CTO at Foo"), work=fact("she gave a talk on Kafka"))
    persona = from_candidate(ana)
    assert (persona.name, persona.role) == ("Ana Lima", "CTO at Foo")
    assert persona.public == "CTO at Foo. She gave a talk on Kafka." and persona.work[0] == "She gave a talk on Kafka."
    assert Persona.model_validate_json(persona.model_dump_json()) == persona
    assert "Ana Lima" in from_candidate(Candidate(name=fact("Ana Lima"))).name


def test_somebody_with_a_pasted_profile() -> None:
    persona = from_profile("  Jo  Ek ", "Head of data at a bank\n\n• Moved 40 services.\n- Writes about SQL")
    assert (persona.name, persona.role) == ("Jo Ek", "Head of data at a bank")
    assert persona.work[:2] == ("Moved 40 services.", "Writes about SQL.")
    assert len(from_profile("Jo", "x " * 100_000).public) < 5_000
    with pytest.raises(BadInput, match="Say who it is"):
        from_profile(" ", "CTO")


def test_a_persona_that_lacks_something_is_refused() -> None:
    whole = EVERY[0].model_dump()
    for field, value in (
        ("secrets", whole["secrets"][:2]), ("probes", {"why_me": ("Why?",) * 3}), ("follows_up", ("And?",) * 6),
        ("warmth", {"start": 3, "ceiling": 1}), ("receives", ("Hm.",) * 10), ("answers", ("Is {it}?",) * 6),
    ):  # fmt: skip
        with pytest.raises(ValidationError):
            Persona.model_validate(whole | {field: value})

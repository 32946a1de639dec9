"""'No, afternoons' corrects what was just noted; 'no, and also afternoons' does not."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from assistant.brief import Brief, Fact, Objective, Place
from assistant.commands import Command, TakeBack, Tell, TellPart
from assistant.moves import Change
from assistant.understand.correction import corrected, objective_meant

AT = datetime(2026, 11, 26, tzinfo=UTC)


def fact(value: str) -> Fact:
    return Fact(id=value, value=value, origin="said", quote=value, at=AT)


def limit(value: str) -> Tell:
    return Tell(slot="constraints", value=value, quote=value)


MORNINGS = (Change(place=Place(slot="constraints"), after="only mornings"),)
BRIEF = Brief(constraints=(fact("in English"), fact("only mornings")))


@pytest.mark.parametrize(
    ("message", "commands", "instead"),
    [
        ("no, afternoons", [limit("afternoons")], "only mornings"),
        ("sorry: afternoons", [limit("afternoons")], "only mornings"),
        ("make that afternoons", [limit("afternoons")], "only mornings"),
        ("afternoons", [limit("afternoons")], None),
        ("no, also afternoons", [limit("afternoons")], None),
        ("no video calls", [limit("no video calls")], None),
        ("no, I'm good at SQL", [Tell(slot="strengths", value="SQL", quote="SQL")], None),
        ("no, June", [TellPart(part="deadline", value="June", quote="June")], None),
        ("no, evenings. by June", [limit("evenings"), TellPart(part="deadline", value="June", quote="June")], None),
    ],
)
def test_said_against_what_was_noted(message: str, commands: Sequence[Command], instead: str | None) -> None:
    found = corrected(message, commands, BRIEF, MORNINGS)
    if instead is None:
        assert found == tuple(commands)
    else:
        assert found == (TakeBack(value=instead, quote="afternoons", instead="afternoons"),)


def test_the_only_one_is_meant_when_nothing_was_noted_before() -> None:
    one = Brief(constraints=(fact("only mornings"),))
    (found,) = corrected("no, afternoons", [limit("afternoons")], one, ())
    assert isinstance(found, TakeBack) and found.value == "only mornings"
    assert corrected("no, afternoons", [limit("afternoons")], BRIEF, ()) == (limit("afternoons"),)


GOALS = Brief(
    objectives=(
        Objective(text=fact("pass the CISSP")),
        Objective(text=fact("hold one talk at our IT day"), deadline=fact("next autumn")),
    )
)
JUNE = [TellPart(part="deadline", value="June", quote="June")]
DATED = (Change(place=Place(slot="objectives", part="deadline", objective="pass the CISSP"), after="next autumn"),)


@pytest.mark.parametrize(
    ("message", "noted", "meant"),
    [
        ("the talk in June", (), "hold one talk at our IT day"),
        ("no wait, the talk in June", DATED, "hold one talk at our IT day"),
        ("no, June", DATED, "pass the CISSP"),
        ("June", DATED, "what was asked"),
        ("the talk and the CISSP by June", (), "what was asked"),
    ],
)
def test_which_objective_a_date_belongs_to(message: str, noted: tuple[Change, ...], meant: str) -> None:
    assert objective_meant(message, JUNE, GOALS, noted, "what was asked") == meant

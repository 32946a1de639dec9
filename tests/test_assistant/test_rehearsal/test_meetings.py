"""Whole meetings with scripted people: what holds in every one of them, whoever meets whom."""

import pytest

from assistant.skills.rehearsal.meeting import DIALS, Setting
from assistant.skills.rehearsal.partner import Partner
from assistant.skills.rehearsal.persona import SCENARIOS, personas
from evals.meeting_tables import Held, as_text, ranks, shares, table
from evals.meetings import MOST, faults, hold, plans, yields
from evals.mentees import LEVELS, cast
from knowledge.embeddings import MiniLM
from knowledge.reader import Reader
from knowledge.turns import TurnReader

NUMBER, SEED = 44, 4


@pytest.fixture(scope="module")
def readers() -> tuple[Partner, TurnReader]:
    embedder = MiniLM()
    reader = TurnReader(embedder)
    return Partner(reader.read, Reader(embedder), embedder), reader


@pytest.fixture(scope="module")
def meetings(readers: tuple[Partner, TurnReader]) -> list[Held]:
    partner, reader = readers
    people = cast()
    planned = plans(NUMBER, SEED, people.people)
    return [hold(partner, reader.read, plan, people, f"{SEED}-{number}") for number, plan in enumerate(planned)]


def test_nothing_is_wrong_in_any_meeting(meetings: list[Held]) -> None:
    wrong = {as_text(held): found for held in meetings if (found := faults(held))}
    assert not wrong, "\n\n".join(f"{found}\n{text}" for text, found in wrong.items())


def test_everybody_is_met_in_every_scenario_and_at_every_dial() -> None:
    planned = [plan.setting for plan in plans(300, SEED, cast().people)]
    met = {(setting.persona.id, setting.scenario, setting.dial) for setting in planned}
    assert len(met) == len(personas()) * len(SCENARIOS) * len(DIALS)


def test_meetings_are_as_long_as_meetings_are(meetings: list[Held]) -> None:
    lines = sorted(len(held.lines) for held in meetings)
    assert 12 <= lines[len(lines) // 2] <= 26 and lines[-1] < MOST


def test_the_debrief_ranks_the_levels(meetings: list[Held]) -> None:
    found = {pair: metric.value for pair, metric in ranks(meetings).items()}
    assert found["excellent over awful"] > 0.95 and min(found.values()) > 0.7, found


def test_good_questions_bring_secrets_out_and_poor_ones_do_not(meetings: list[Held]) -> None:
    told = {level: sum(len(held.confided) for held in meetings if held.mentee.level == level) for level in LEVELS}
    assert told["excellent"] >= 8 > 2 * told["average"] and told["awful"] == 0, told
    assert all(0 <= share <= 1 for share in shares(meetings).values())


def test_how_it_ends_depends_on_what_was_brought(meetings: list[Held]) -> None:
    good = {
        level: [held.answers[-1].state.ended == "good" for held in meetings if held.mentee.level == level]
        for level in LEVELS
    }
    assert sum(good["excellent"]) > sum(good["average"]) >= sum(good["awful"])
    assert not any(held.answers[-1].state.ended == "offended" for held in meetings)


@pytest.mark.parametrize("persona", ["amina-rahal", "dele-adeyemi", "tomasz-wrona"])
def test_friendliness_buys_nothing(persona: str, readers: tuple[Partner, TurnReader]) -> None:
    assert not yields(readers[0], Setting(personas()[persona], "first_meeting", "gentle"))


def test_a_fault_is_found(meetings: list[Held]) -> None:
    held = next(held for held in meetings if len(held.lines) > 8)
    twice = held.lines[0].model_copy(update={"text": held.lines[2].text})
    assert any("said twice" in fault for fault in faults(held._replace(lines=(twice, *held.lines[1:]))))
    unfilled = held.lines[0].model_copy(update={"text": "You said {theirs}."})
    assert any("not filled" in fault for fault in faults(held._replace(lines=(unfilled, *held.lines[1:]))))
    assert any("no end" in fault for fault in faults(held._replace(answers=held.answers[:-1], asked=held.asked[:-1])))
    unasked = next(held for held in meetings if held.confided)
    assert any("unasked" in fault for fault in faults(unasked._replace(asked=(frozenset[str](),) * len(unasked.asked))))


def test_the_table_has_a_row_for_each_group(meetings: list[Held]) -> None:
    rows = table(meetings).splitlines()
    assert len(rows) == 1 + 1 + len(LEVELS) + 1 + (len(SCENARIOS) - 1) + len(DIALS) + len(personas())

"""The lenient match, clause by clause; whatever matches does so in both directions."""

from datetime import date
from typing import Any

import pytest

from evals.matching import matches, pairs
from evals.slots import Counts, Slots, count
from evals.substance import substance

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        # words: lower-cased, without stop words, cut to five letters
        ("Debugging", "debugging", True),
        ("explaining things", "I explain well", True),
        ("learning a language", "languages", True),
        ("negotiation", "delegation", False),
        ("the what of it", "what", True),  # nothing but stop words: then those count
        ("", "debugging", False),
        # at least half of the shorter one's words
        ("patience", "patience with juniors and calm in outages", True),
        ("public speaking", "speaking", True),
        ("public speaking", "speaking in English", True),  # 1 of 2
        ("public speaking skills", "speaking in English on stage", False),  # 1 of 3
        # numbers agree in substance
        ("give two talks", "give 2 talks", True),
        ("give two talks", "give three talks", False),
        ("a team of 1,000 people", "team of 1000 people", True),
        ("costs down by 99.5 %", "costs down by 99.9%", False),
        ("5k users", "5000 users", True),
        ("talk once a month", "talk twice a month", False),
        ("give two talks", "give talks", True),  # saying less is no contradiction
        ("3 to 5 people report to me", "3 people report to me", True),
        ("3 to 5 people report to me", "4 to 6 people report to me", False),
        ("my 35th birthday", "my 40th birthday", False),
        ("a mentor, one who listens", "two mentors who listen", True),  # that one is no number
        # dates agree in substance
        ("release by the end of Q1", "release by end of March", True),
        ("release by the end of Q1", "release by end of June", False),
        ("release in 18 months", "release in a year and a half", True),
        ("release by March 2027", "release by March 2028", False),
        ("release by 15 March", "release in March", True),
        ("release by 15 March", "release by March 20th", False),
        ("release by year's end", "release before the end of this year", True),
        ("release next year", "release in 2027", True),
        ("release by the first quarter", "release by Q1", True),
        ("two years of experience", "three years of experience", False),  # a length, not a date
        ("Spring Boot", "spring boot", True),  # nor is every spring
        # names agree in substance
        ("someone from SAP", "a person from SAP or Siemens", True),
        ("certificate from AWS", "certificate from Azure", False),
        ("learn Kubernetes", "learn kubernetes properly", True),
        ("learn R", "learn Go", False),
        ("learn Go", "study Go", True),
        ("learn Go", "learn go", True),
        ("what I do NOT want", "what i do not want", True),  # emphasis is no name
        ("work in Berlin", "Working in Hamburg", False),
        ("Team lead", "Tech lead", True),  # a capital that begins is no name
        ("pass ISO27001", "pass ISO9001", False),
    ],
)
def test_two_values_match_or_do_not(one: str, other: str, same: bool) -> None:
    assert matches(one, other, TODAY) is matches(other, one, TODAY) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("end of Q1", "end of March", True),
        ("Q1", "March", True),
        ("Q1", "by 31 March 2027", True),
        ("18 months", "a year and a half", True),
        ("two years", "3 years", False),
        ("May", "in May", True),
        ("next summer", "August 2027", True),
        ("before my review", "before my review in March", True),
        ("by the time I'm 40", "when I am 40", True),
        ("by the time I'm 40", "by the time I'm 45", False),
        ("two weeks", "three weeks", False),
        ("end of 2027", "2027", True),
    ],
)
def test_a_value_that_says_when_is_read_as_a_date(one: str, other: str, same: bool) -> None:
    assert matches(one, other, TODAY, dated=True) is matches(other, one, TODAY, dated=True) is same


def paired(predicted: list[str], gold: list[str]) -> set[tuple[str, str]]:
    from evals.matching import fit

    one, other = ([substance(value, TODAY) for value in values] for values in (predicted, gold))
    return {(predicted[p], gold[g]) for p, g in pairs(one, other, fit, lambda value: value.words)}


@pytest.mark.parametrize(
    ("predicted", "gold", "wanted"),
    [
        # one to one, the best first
        (["team lead", "tech lead"], ["tech lead", "team lead"], {("team lead", "team lead"), ("tech lead", "tech lead")}),
        (["lead"], ["team lead", "lead"], {("lead", "lead")}),
        (["debugging", "debugging"], ["debugging"], {("debugging", "debugging")}),
        # a value that covers two matches both, and only those that it covers
        (["debugging and explaining"], ["debugging", "explaining things"], {("debugging and explaining", "debugging"), ("debugging and explaining", "explaining things")}),
        (["team lead"], ["team lead", "tech lead"], {("team lead", "team lead")}),
        (["calm, patient, precise"], ["calm", "patient", "precise"], {("calm, patient, precise", "calm"), ("calm, patient, precise", "patient"), ("calm, patient, precise", "precise")}),
        ([], ["calm"], set()),
    ],
)  # fmt: skip
def test_values_are_paired(predicted: list[str], gold: list[str], wanted: set[tuple[str, str]]) -> None:
    assert paired(predicted, gold) == wanted
    assert paired(gold, predicted) == {(g, p) for p, g in wanted}


def objective(text: str, measure: str | None = None, deadline: str | None = None) -> dict[str, Any]:
    return {"text": text, "measure": measure, "deadline": deadline}


FULL = objective("raise test coverage", "90 % of the lines", "end of Q1")


@pytest.mark.parametrize(
    ("predicted", "gold", "wanted"),
    [
        ([FULL], [FULL], (3, 3, 3, 3)),
        ([objective("raise test coverage", "90 % of lines", "March")], [FULL], (3, 3, 3, 3)),
        ([objective("raise test coverage", "80 % of lines", "April")], [FULL], (3, 1, 3, 1)),
        ([objective("learn Rust", "90 % of the lines", "end of Q1")], [FULL], (3, 0, 3, 0)),  # the text did not match
        ([objective("test coverage at 90 % of the lines")], [FULL], (1, 1, 3, 2)),  # the measure sits in the text
        ([objective("better code", "raise test coverage", "March")], [FULL], (3, 2, 3, 2)),  # the text in the measure
        ([objective("raise test coverage")], [objective("raise test coverage")], (1, 1, 1, 1)),  # null against null
        ([objective("raise test coverage", None, "May")], [objective("raise test coverage")], (2, 1, 1, 1)),
        ([objective("learn Rust and Go", None, "May")], [objective("learn Rust", None, "May"), objective("read Go", None, "June")], (2, 2, 4, 3)),
    ],
)  # fmt: skip
def test_an_objective_is_three_units(predicted: Any, gold: Any, wanted: tuple[int, ...]) -> None:
    one, other = Slots(objectives=predicted), Slots(objectives=gold)
    assert count(one, other, Slots(), TODAY)["objectives"] == Counts(*wanted)
    back = Counts(wanted[2], wanted[3], wanted[0], wanted[1])
    assert count(other, one, Slots(), TODAY)["objectives"] == back


@pytest.mark.parametrize(
    ("predicted", "gold", "wanted"),
    [
        (None, None, (0, 0, 0, 0)),
        ("team lead", None, (1, 0, 0, 0)),
        (None, "team lead", (0, 0, 1, 0)),
        ("a Team Lead", "team lead", (1, 1, 1, 1)),
    ],
)
def test_a_single_slot_is_a_list_of_at_most_one(predicted: str | None, gold: str | None, wanted: Any) -> None:
    one, other = (Slots.model_validate({"next_role": value}) for value in (predicted, gold))
    assert count(one, other, Slots(), TODAY)["next_role"] == Counts(*wanted)


def test_an_acceptable_extra_is_left_out_of_the_count() -> None:
    gold = Slots.model_validate({"strengths": ["debugging"], "objectives": [objective("learn Rust")]})
    extra = Slots.model_validate(
        {"strengths": ["patience"], "objectives": ["read more", objective("learn Rust", None, "May")]}
    )
    predicted = Slots.model_validate({
        "strengths": ["debugging", "patience", "cooking"],
        "objectives": [objective("read more books", "ten books"), objective("learn Rust", None, "in May")],
    })  # fmt: skip
    counts = count(predicted, gold, extra, TODAY)
    assert counts["strengths"] == Counts(predicted=2, right=1, gold=1, found=1)
    assert counts["objectives"] == Counts(predicted=1, right=1, gold=1, found=1)

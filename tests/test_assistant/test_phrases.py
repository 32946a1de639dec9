"""People's own words in sentences: right grammar for whatever they type, a label where there is none."""

from datetime import UTC, datetime

import pytest

from assistant.brief import Brief, Fact, Objective
from assistant.word.brief import minute, offer_line, statement
from assistant.word.phrases import aim, article, clause, listed, role, when


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("june", "by June"),
        ("end of Q2", "by end of Q2"),
        ("3 years", "within 3 years"),
        ("one year", "within one year"),
        ("18 months", "within 18 months"),
        ("about two years", "within about two years"),
        ("2028", "by 2028"),
        ("next month", "next month"),
        ("before my review in march", "before my review in March"),
        ("in a year", "in a year"),
        ("when the kids are at school", "when the kids are at school"),
        ("may", "by May"),
        ("In about two years", "in about two years"),
        ("before christmas", "before Christmas"),
        ("asap", "as soon as possible"),
    ],
)
def test_a_date_ends_a_clause(date: str, said: str) -> None:
    assert when(date) == said


@pytest.mark.parametrize(
    ("goal", "said"),
    [
        ("present our test strategy to the board", "to present our test strategy to the board"),
        ("Pass the CKA", "to pass the CKA"),
        ("to lead a review", "to lead a review"),
        ("not be the bottleneck", "not to be the bottleneck"),
        ("no longer be on call", "no longer to be on call"),
        ("finally learn Go", "to finally learn Go"),
        ("certificates", None),
        ("the CISSP", None),
        ("more visibility", None),
        ("AWS certification", None),
        ("OSCP by May", None),
        ("stopped doing nights", None),
        ("SET up the lab", None),
        ("know-how about pumps", None),
        ("follow-up talks", None),
        ("pass", "to pass"),
    ],
)
def test_a_goal_that_begins_with_a_verb_follows_i_want(goal: str, said: str | None) -> None:
    assert aim(goal) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("SRE in Oslo", "an SRE in Oslo"),
        ("network engineer", "a network engineer"),
        ("UX designer", "a UX designer"),
        ("architect", "an architect"),
        ("DBA at a bank", "a DBA at a bank"),
        ("DevOps engineer", "a DevOps engineer"),
        ("systems architect", "a systems architect"),
        ("operations manager", "an operations manager"),
        ("head of PMO", "head of PMO"),
        ("team lead, payments", "a team lead, payments"),
        ("a senior developer", "a senior developer"),
        ("software", None),
        ("help desk", None),
        ("test software", None),
        ("running the service desk", None),
        ("lead a team of six", None),
        ("developer experience", None),
        ("in operations", None),
    ],
)
def test_a_position_follows_i_am(value: str, said: str | None) -> None:
    assert role(value) == said


@pytest.mark.parametrize(
    ("noun", "said"),
    [("hour", "an"), ("ML engineer", "an"), ("European lead", "a"), ("IT manager", "an"), ("SAP consultant", "an")],
)
def test_articles(noun: str, said: str) -> None:
    assert article(noun) == said


def test_clauses_and_lists() -> None:
    assert clause("i stay calm") == "I stay calm"
    assert clause("it") is None and clause("italian") is None and clause("facilitation") is None
    assert listed(["SQL"]) == "SQL"
    assert listed(["SQL", "Python", "teaching"]) == "SQL, Python and teaching"
    assert listed(["SQL, mostly", "teaching"]) == "SQL, mostly; teaching"


def fact(value: str) -> Fact:
    return Fact(id=value, value=value, origin="said", quote=value, at=datetime(2026, 11, 26, tzinfo=UTC))


def test_the_minute_can_be_said_aloud() -> None:
    brief = Brief(
        current_role=fact("SRE in Oslo"),
        next_role=fact("platform architect"),
        horizon=fact("2 years"),
        strengths=(fact("I stay calm"), fact("incident reviews"), fact("Go")),
        weaknesses=(fact("saying no"),),
        objectives=(
            Objective(text=fact("certificates")),
            Objective(
                text=fact("learn to say no to my product owner"),
                measure=fact("he stops asking me on fridays"),
                deadline=fact("june"),
            ),
        ),
        tried=(fact("a course"),),
        help_wanted=(fact("honest feedback"),),
        offer_in_return=(fact("I can show them Kubernetes"),),
    )
    assert statement(brief) == (
        "I want to learn to say no to my product owner by June, and I will know it when he stops asking me on fridays."
    )
    assert " ".join(minute(brief)) == (
        "I am an SRE in Oslo. My next step is to become a platform architect within 2 years. I want to learn to say no "
        "to my product owner by June, and I will know it when he stops asking me on fridays. Also on my list: "
        "certificates. I stay calm. What I bring: incident reviews and Go. What I still have to work on: saying no. "
        "What I have tried so far: a course. What I would like from you: honest feedback. In return, I can show you "
        "Kubernetes."
    )


def test_words_that_fit_no_sentence_stand_behind_a_label() -> None:
    brief = Brief(
        current_role=fact("software"),
        next_role=fact("something with data"),
        horizon=fact("next year"),
        objectives=(Objective(text=fact("the CISSP"), measure=fact("the certificate"), deadline=fact("3 months")),),
        help_wanted=(fact("listen to me"),),
    )
    assert " ".join(minute(brief)) == (
        "My work at the moment: software. My next step: something with data, next year. What I want to reach: the CISSP, "
        "within 3 months. I will know it by this: the certificate. I would like you to listen to me."
    )


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("look at her product with fresh eyes", "What I can offer you: look at your product with fresh eyes."),
        ("I can tell her how the teams are", "In return, I can tell you how the teams are."),
        ("teach him Spanish", "What I can offer you: teach you Spanish."),
        ("teach her Spanish", "What I can offer you: teach you Spanish."),
    ],
)
def test_what_is_offered_is_said_to_the_mentor(value: str, said: str) -> None:
    assert offer_line(value) == said

"""Commands change the Brief: the person's last word wins."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import count

import pytest

from assistant.brief import Brief, Place
from assistant.commands import Command, TakeBack, Tell, TellPart, Waver
from assistant.edits import confirmed, edited, entered
from assistant.update import Source, chosen_from, update

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
SOURCE = Source(message="m1", turn=1, at=NOW)


def tell(slot: str, value: str) -> Tell:
    return Tell.model_validate({"slot": slot, "value": value, "quote": value})


def part(name: str, value: str, own: bool = False) -> TellPart:
    return TellPart.model_validate({"part": name, "value": value, "quote": value, "own": own})


def drop(value: str) -> TakeBack:
    return TakeBack(value=value, quote=value)


def after(*messages: Sequence[Command], about: str | None = None) -> Brief:
    brief, ids = Brief(), (f"f{n}" for n in count(1))
    for commands in messages:
        brief, _ = update(brief, commands, SOURCE, ids, about)
    return brief


def values(brief: Brief, slot: str) -> object:
    return brief.plain()[slot]


def test_a_fact_knows_the_words_it_came_from() -> None:
    fact = after([tell("strengths", "debugging")]).strengths[0]
    assert (fact.value, fact.quote, fact.message, fact.turn, fact.origin) == ("debugging", "debugging", "m1", 1, "said")
    assert not fact.confirmed and fact.at == NOW


def test_several_facts_of_one_message() -> None:
    brief = after([tell("current_role", "DBA"), tell("next_role", "data architect"), tell("horizon", "2028")])
    assert (values(brief, "current_role"), values(brief, "next_role")) == ("DBA", "data architect")
    assert brief.horizon is not None and brief.horizon.until == date(2028, 12, 31)


def test_the_last_role_wins_and_none_is_open_any_more_where_it_was_one_of_them() -> None:
    brief = after([tell("next_role_alternatives", "architect"), tell("next_role_alternatives", "team lead")])
    brief, changes = update(brief, [tell("next_role", "team lead")], SOURCE, iter(["x"]))
    assert values(brief, "next_role") == "team lead" and not brief.next_role_alternatives
    assert [(c.before, c.after) for c in changes] == [(None, "team lead"), ("architect", None)]
    brief = after([tell("next_role_alternatives", "architect"), tell("next_role_alternatives", "team lead")])
    brief, _ = update(brief, [tell("next_role", "product owner")], SOURCE, iter(["x"]))
    assert values(brief, "next_role_alternatives") == ["architect", "team lead"]


@pytest.mark.parametrize(
    ("alternatives", "said", "chosen"),
    [
        (["test lead", "test architect"], "architect. definitely", "test architect"),
        (["test lead", "test architect"], "I'd rather go for the lead", "test lead"),
        (["test lead", "test architect"], "the second one", "test architect"),
        (["test lead", "test architect"], "the latter", "test architect"),
        (["security", "networks"], "security, then", "security"),
        (["test lead", "test architect"], "test", None),
        (["data engineer", "architect"], "data", None),
        (["data engineer", "architect"], "bad architecture", None),
        (["test lead"], "the second one", None),
        ([], "architect", None),
    ],
)
def test_settling_on_one_of_the_open_positions(alternatives: list[str], said: str, chosen: str | None) -> None:
    brief = after([tell("next_role_alternatives", value) for value in alternatives])
    assert chosen_from(brief.next_role_alternatives, said) == chosen
    if chosen:
        brief, _ = update(brief, [tell("strengths", said)], SOURCE, iter(["x"]))
        assert values(brief, "next_role") == chosen and values(brief, "strengths") == []


def test_naming_an_open_position_again_settles_it_whatever_was_asked() -> None:
    brief = after([tell("next_role_alternatives", "cloud"), tell("next_role_alternatives", "security")])
    brief, _ = update(brief, [tell("strengths", "Security")], SOURCE, iter("x"))
    assert values(brief, "next_role") == "security" and values(brief, "strengths") == []


def test_of_two_that_fit_the_same_words_are_taken_back() -> None:
    brief = after([tell("current_role", "software"), tell("strengths", "software architecture")], [drop("software")])
    assert values(brief, "current_role") is None and values(brief, "strengths") == ["software architecture"]


def test_in_doubt_a_settled_role_is_open_again() -> None:
    brief = after([tell("next_role", "team lead")], [tell("next_role_alternatives", "architect"), Waver()])
    assert values(brief, "next_role") is None
    assert values(brief, "next_role_alternatives") == ["team lead", "architect"]


@pytest.mark.parametrize(
    ("first", "second", "slot", "left"),
    [
        ([tell("next_role", "team lead")], [drop("team lead")], "next_role", None),
        ([tell("strengths", "SQL tuning"), tell("strengths", "writing")], [drop("tuning")], "strengths", ["writing"]),
        ([tell("objectives", "get the AWS certificate")], [drop("certificate")], "objectives", []),
        ([tell("strengths", "writing")], [drop("certificate")], "strengths", ["writing"]),
        ([tell("constraints", "evenings only")], [drop("evenings"), tell("constraints", "mornings")], "constraints", ["mornings"]),
    ],
)  # fmt: skip
def test_what_is_taken_back_goes(first: list[Command], second: list[Command], slot: str, left: object) -> None:
    assert values(after(first, second), slot) == left


def test_measure_and_deadline_belong_to_the_objective_before_them() -> None:
    brief = after([
        tell("objectives", "lead the review"), part("deadline", "June", own=True),
        tell("objectives", "speak at a meetup"), part("measure", "twenty people come", own=True),
    ])  # fmt: skip
    assert values(brief, "objectives") == [
        {"text": "lead the review", "measure": None, "deadline": "June"},
        {"text": "speak at a meetup", "measure": "twenty people come", "deadline": None},
    ]
    assert brief.objectives[0].deadline is not None and brief.objectives[0].deadline.until == date(2027, 6, 30)


def test_a_corrected_date_takes_the_place_of_the_old_one() -> None:
    first: list[Command] = [tell("objectives", "lead the review"), part("deadline", "May", own=True)]
    first.append(tell("objectives", "learn Go"))
    brief, ids = after(first), iter("xyz")
    brief, changes = update(brief, [part("deadline", "June"), drop("May")], SOURCE, ids)
    assert [o["deadline"] for o in brief.plain()["objectives"]] == ["June", None]
    assert [(c.before, c.after) for c in changes] == [("May", "June")]


@pytest.mark.parametrize("slot", ["strengths", "constraints", "horizon", "next_role"])
def test_what_is_said_instead_takes_the_place_wherever_it_is(slot: str) -> None:
    instead = TakeBack(value="June", quote="June", instead="September")
    found = values(after([tell("objectives", "learn Go"), tell(slot, "June")], [instead]), slot)
    assert found in ("September", ["September"])


def test_a_deadline_said_instead_keeps_its_objective() -> None:
    brief = after([tell("objectives", "learn Go"), part("deadline", "June", own=True)])
    brief, changes = update(brief, [TakeBack(value="June", quote="June", instead="September")], SOURCE, iter("x"))
    assert brief.plain()["objectives"] == [{"text": "learn Go", "measure": None, "deadline": "September"}]
    assert brief.objectives[0].deadline is not None and brief.objectives[0].deadline.until == date(2027, 9, 30)
    assert [(c.before, c.after) for c in changes] == [("June", "September")]


def test_a_date_without_an_objective_is_the_horizon() -> None:
    assert values(after([part("deadline", "June")]), "horizon") == "June"


def test_a_corrected_horizon_stays_the_horizon() -> None:
    first = [tell("next_role", "architect"), tell("horizon", "May"), tell("objectives", "learn Go")]
    brief = after(first, [drop("May"), part("deadline", "June")])
    assert values(brief, "horizon") == "June" and brief.objectives[0].deadline is None


def test_a_sharpened_objective_replaces_the_vague_one() -> None:
    brief = after([tell("objectives", "better at presenting")])
    about = brief.objectives[0].id
    brief, _ = update(brief, [tell("objectives", "present the roadmap to the directors")], SOURCE, iter("x"), about)
    assert [o["text"] for o in brief.plain()["objectives"]] == ["present the roadmap to the directors"]
    assert brief.objectives[0].id == about


def test_saying_it_again_changes_nothing_and_saying_more_makes_it_exact() -> None:
    first = after([tell("strengths", "SQL")])
    again, changes = update(first, [tell("strengths", "sql")], SOURCE, iter("x"))
    assert again == first and changes == ()
    more, _ = update(first, [tell("strengths", "SQL on large tables")], SOURCE, iter("x"))
    assert values(more, "strengths") == ["SQL on large tables"]


def test_what_is_entered_by_hand_is_confirmed_and_has_no_quote() -> None:
    brief = after([tell("strengths", "SQL")])
    changed = edited(brief, brief.strengths[0].id, "SQL and Python", NOW).strengths[0]
    assert (changed.value, changed.origin, changed.quote, changed.confirmed) == ("SQL and Python", "by hand", "", True)
    assert edited(brief, brief.strengths[0].id, "", NOW) == Brief()
    assert edited(brief, "nobody", "x", NOW) == brief
    typed = entered(brief, Place(slot="constraints"), changed)
    assert values(typed, "constraints") == ["SQL and Python"]


def test_confirming_reaches_every_fact() -> None:
    brief = after([tell("next_role", "architect"), tell("objectives", "learn Go"), part("deadline", "June", own=True)])
    assert all(fact.confirmed for _, fact in confirmed(brief).facts())


def test_what_must_not_be_is_not_the_same_as_what_must() -> None:
    brief = after(
        [
            tell("mentor_qualities", "has run operations in a big company"),
            tell("mentor_qualities", "not from my own company"),
        ]
    )
    assert values(brief, "mentor_qualities") == ["has run operations in a big company", "not from my own company"]


def test_a_position_is_named_by_more_than_one_word_of_many() -> None:
    brief = after(
        [tell("next_role_alternatives", "data engineer"), tell("next_role_alternatives", "stay analyst but better")]
    )
    assert chosen_from(brief.next_role_alternatives, "be better") is None
    assert chosen_from(brief.next_role_alternatives, "engineer, then") == "data engineer"


def test_one_of_several_words_takes_nothing_out() -> None:
    known = tell("weaknesses", "the safety standard I know only in my small part")
    brief, _ = update(Brief(), [known], SOURCE, iter("ab"))
    brief, changes = update(brief, [drop("small changes")], SOURCE, iter("cd"))
    assert len(brief.weaknesses) == 1 and changes == ()
    brief, _ = update(brief, [drop("safety standard")], SOURCE, iter("ef"))
    assert brief.weaknesses == ()

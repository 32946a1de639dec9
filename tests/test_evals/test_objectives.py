import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from assistant.brief import Brief, Fact, Objective
from assistant.turn import Turn
from evals import objectives
from evals.naive_bayes import of_slots
from evals.rows import BadData
from evals.suite import Item

TALK: dict[str, Any] = {
    "id": "a",
    "turns": ["I want to be a team lead.", "I am good at debugging. And I want to learn Rust by the end of Q1"],
    "gold": {
        "next_role": "team lead", "horizon": None, "strengths": ["debugging"], "weaknesses": ["delegation"],
        "objectives": [{"text": "learn Rust", "measure": None, "deadline": "end of Q1"}],
    },
    "acceptable_extra": {"constraints": ["evenings only"]},
}  # fmt: skip


def fact(value: str) -> Fact:
    return Fact(id=value, value=value, origin="said", quote=value, turn=1, at=datetime(2026, 11, 26, tzinfo=UTC))


BRIEF = Brief(
    next_role=fact("team lead"),
    strengths=(fact("debugging"), fact("sailing boats")),
    objectives=(Objective(text=fact("learn Rust"), deadline=fact("March")),),
    constraints=(fact("evenings"),),
    tried=(fact("debugging"),),
)


class Fake:
    """Hears the same in every conversation, at the end of it."""

    today: datetime | None = None

    def converse(self, messages: Iterable[str], today: datetime | None = None) -> Iterator[tuple[Turn, Brief]]:
        self.today = today
        for _ in list(messages)[1:]:
            yield Turn(intent="clarify_objectives", move="ask", question="Anything else?"), Brief()
        yield Turn(intent="clarify_objectives", move="note"), BRIEF


def write(path: Path, *lines: dict[str, Any]) -> Path:
    file = path / "o.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return file


def run(path: Path, *lines: dict[str, Any]) -> list[Item]:
    return objectives.run(Fake(), objectives.load(write(path, *lines)), lambda _done, _total: None)


def test_what_the_brief_holds_is_compared_with_what_it_should(tmp_path: Path) -> None:
    (item,) = run(tmp_path, TALK)
    metrics = {name: m.value for name, m in objectives.summarise([item]).items() if m.n}
    assert metrics["precision"] == 4 / 5  # sailing boats are wrong; the evenings are left out
    assert metrics["recall"] == 4 / 5  # delegation is missing
    assert metrics["f1"] == pytest.approx(0.8)
    assert metrics["f1:next_role"] == metrics["f1:objectives"] == 1
    assert metrics["f1:strengths"] == pytest.approx(2 / 3) and metrics["f1:weaknesses"] == 0
    assert metrics["mean_f1"] == pytest.approx((1 + 1 + 2 / 3 + 0) / 4)
    assert "f1:horizon" not in metrics, "nothing was to be found, and nothing was"
    assert metrics["invented"] == pytest.approx(3 / 7)  # sailing boats, evenings, and March for Q1


def test_predicted_is_the_line_of_respond_and_enough_to_score_again(tmp_path: Path) -> None:
    (item,) = run(tmp_path, TALK)
    assert set(item.predicted) == {"id", "replies", "brief", "facts"} and item.predicted["id"] == "a"
    assert [reply["question"] for reply in item.predicted["replies"]] == ["Anything else?", None]
    again = json.loads(json.dumps(item.as_json()))["predicted"]["brief"]
    assert objectives.score(objectives.load(write(tmp_path, TALK))[0], again) == item.scores


def test_metrics_are_micro_and_have_intervals(tmp_path: Path) -> None:
    other = TALK | {"id": "b", "gold": TALK["gold"] | {"strengths": [], "objectives": []}}
    items = run(tmp_path, *([TALK] * 10), *([other] * 10))
    metrics = objectives.summarise(items)
    assert metrics["precision"].value == pytest.approx((40 + 10) / 100) and metrics["precision"].n == 20
    assert metrics["precision"].low < metrics["precision"].value < metrics["precision"].high
    assert metrics["f1:weaknesses"].n == 20


def test_the_day_is_fixed_unless_the_line_names_one(tmp_path: Path) -> None:
    system = Fake()
    objectives.run(system, objectives.load(write(tmp_path, TALK)), lambda _done, _total: None)
    assert system.today == datetime(2026, 11, 26, 12, tzinfo=UTC)
    talks = objectives.load(write(tmp_path, TALK | {"today": "2027-05-02"}))
    (item,) = objectives.run(system, talks, lambda _done, _total: None)
    assert talks[0].today == date(2027, 5, 2) and system.today == datetime(2027, 5, 2, 12, tzinfo=UTC)
    assert item.scores["found:objectives"] == 1 + 0 + 1, "from May on, Q1 and March are those of the next year"


@pytest.mark.parametrize(
    ("value", "invented"),
    [
        ("debugging", False),
        ("debug a network", False),  # one of two
        ("network architecture", True),
        ("debug network cables", True),  # one of three
        ("with me", True),
        ("9 to 5 only", False),  # word for word
        ("bug", True),  # a piece of another word
    ],
)
def test_a_value_is_invented_where_less_than_half_of_it_was_said(value: str, invented: bool) -> None:
    assert objectives.is_invented(value, ["I debug Rust.", "9 to 5, only"]) is invented


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"turns": []}, "line 1: turns: "),
        ({"turns": [1]}, "line 1: turns.0: "),
        ({"gold": {"strenghts": ["x"]}}, "line 1: gold: .*'strenghts' is no slot"),
        ({"gold": {"objectives": [{"text": 3}]}}, r"line 1: gold.objectives.0.text"),
        ({"gold": None}, "line 1: gold: "),
        ({"today": "soon"}, "line 1: today: "),
    ],
)
def test_a_line_that_is_no_conversation_is_named(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    with pytest.raises(BadData, match=said):
        objectives.load(write(tmp_path, TALK | change))


def test_other_slots_of_the_brief_may_be_labelled_too(tmp_path: Path) -> None:
    (talk,) = objectives.load(write(tmp_path, TALK | {"gold": {"current_role": "tester", "strengths": "calm"}}))
    assert talk.gold.strengths == ("calm",)


def test_the_baseline_takes_sentences_for_slots_by_their_words(tmp_path: Path) -> None:
    path = tmp_path / "talks.jsonl"
    path.write_text(
        json.dumps({"turns": [{"text": "I am <good>good at debugging</good>, hello, <bad>bad at small talk</bad>"}]}),
        encoding="utf-8",
    )
    taught = of_slots(path)
    assert taught.label("debugging") == "strengths"
    assert taught.label("no small talk please") == "weaknesses"
    assert taught.label("hello") == ""

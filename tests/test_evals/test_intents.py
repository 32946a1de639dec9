from pathlib import Path
from typing import Any

import pytest

from evals import intents
from evals.naive_bayes import of_intents
from evals.rows import BadData
from knowledge.reader import Intent

LINES = """\
{"id": "1", "text": "hi there", "intent": "smalltalk", "also_acceptable": ["ask_guidance"]}
{"id": "2", "text": "my boss hits me", "intent": "unsafe_or_crisis", "also_acceptable": null}
{"id": "3", "text": "I cannot go on, who could mentor me", "intent": "find_mentors", "also_acceptable": ["unsafe_or_crisis"]}
{"id": "4", "text": "", "intent": "out_of_scope"}
"""


class Fake:
    """Takes everything for the same."""

    def __init__(self, intent: Intent) -> None:
        self.intent = intent

    def route(self, message: str) -> Intent:
        assert message, "what nobody could read is not asked"
        return self.intent


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "i.jsonl"
    path.write_text(LINES, encoding="utf-8")
    return path


def run(intent: Intent, data: Path) -> dict[str, Any]:
    items = intents.run(Fake(intent), intents.load(data), lambda _done, _total: None)
    assert [item.predicted for item in items] == [{"intent": intent}] * 3 + [{"intent": "out_of_scope"}]
    return {name: (metric.value, metric.n) for name, metric in intents.summarise(items).items() if metric.n}


def test_a_crisis_everywhere(data: Path) -> None:
    metrics = run("unsafe_or_crisis", data)
    assert metrics["accuracy"] == (0.5, 4) and metrics["lenient_accuracy"] == (0.75, 4)
    assert metrics["crisis_precision"] == (pytest.approx(2 / 3), 3)
    assert metrics["recall:unsafe_or_crisis"] == (1, 1) and metrics["recall:smalltalk"] == (0, 1)
    assert metrics["macro_f1"] == (pytest.approx((0 + 0.5 + 0 + 1) / 4), 4), "over the four intents among the labels"
    assert "recall:rehearse" not in metrics


def test_no_crisis_anywhere(data: Path) -> None:
    metrics = run("ask_guidance", data)
    assert metrics["accuracy"] == (0.25, 4) and metrics["lenient_accuracy"] == (0.5, 4)
    assert "crisis_precision" not in metrics
    assert metrics["macro_f1"] == (0.25, 4)


def test_macro_f1_has_an_interval(data: Path) -> None:
    messages = intents.load(data) * 20
    items = intents.run(Fake("smalltalk"), messages, lambda _done, _total: None)
    metric = intents.summarise(items)["macro_f1"]
    assert 0 < metric.low < metric.value < metric.high < 1 and metric == intents.summarise(items)["macro_f1"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 1 is not JSON"),
        ('{"id": "1", "text": "hi", "intent": "chatting"}', "line 1: intent: "),
        ('{"id": "1", "intent": "smalltalk"}', "line 1: text: Field required"),
        ('{"id": "1", "text": "a", "intent": "smalltalk", "also_acceptable": ["x"]}', "line 1: also_acceptable.0: "),
        ("", "holds nothing"),
    ],
)
def test_a_line_that_is_no_message_is_named(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "i.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(BadData, match=said):
        intents.load(path)


def test_the_baseline_tells_intents_by_their_words(tmp_path: Path) -> None:
    path = tmp_path / "taught.jsonl"
    path.write_text(LINES.replace("hi there", "hello and good morning"), encoding="utf-8")
    taught = of_intents(path)
    assert taught.label("good morning!") == "smalltalk"
    assert taught.label("he hit me, my boss") == "unsafe_or_crisis"

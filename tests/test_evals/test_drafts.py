"""The suite `drafts`: how reviews are scored."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import BadInput
from assistant.skills.outreach.types import Finding, Fix, Review
from evals import drafts, fit_letters
from evals.naive_bayes import of_flaws
from evals.rows import BadData
from knowledge.letters import FLAWS, LEARNABLE, Channel, Flaw, Medium


class Fixed:
    """Finds in each message the flaws that its text names."""

    def review(self, text: str, channel: Channel, medium: Medium) -> Review:
        if not text:
            raise BadInput("There is nothing to check.")
        found = tuple(
            Finding(label=flaw, severity="low", span=None, why="", citations=(), fix=Fix(kind="ask", text="?"))
            for flaw in FLAWS
            if flaw in text
        )
        return Review(flaws=found, words=len(text.split()), characters=len(text))


def letters(*rows: tuple[str, list[str]]) -> list[drafts.Letter]:
    return [
        drafts.Letter.model_validate(
            {"id": str(n), "channel": "followup", "medium": "chat", "text": text, "flaws": flaws}
        )
        for n, (text, flaws) in enumerate(rows)
    ]


def measured(*rows: tuple[str, list[str]]) -> tuple[dict[str, Any], list[Any]]:
    items = drafts.run(Fixed(), letters(*rows), lambda _done, _total: None)
    return drafts.summarise(items), items


def test_metrics() -> None:
    metrics, items = measured(
        ("too_long", ["too_long"]),
        ("vague_ask", ["vague_ask", "presumes_yes"]),
        ("fine", []),
        ("too_long", []),
    )
    assert metrics["f1:too_long"].value == pytest.approx(2 / 3)
    assert metrics["f1:vague_ask"].value == 1 and metrics["f1:presumes_yes"].value == 0
    assert metrics["macro_f1"].value == pytest.approx((2 / 3 + 1 + 0) / 3)
    assert metrics["micro_f1"].value == pytest.approx(2 * 2 / (3 + 3))
    assert metrics["clean_pass_rate"].value == 0.5 and metrics["clean_pass_rate"].n == 2
    assert metrics["exact_set_accuracy"].value == 0.5
    assert metrics["macro_f1"].low <= metrics["macro_f1"].value <= metrics["macro_f1"].high
    assert metrics["f1:no_subject"].n == 0
    assert items[0].predicted["flaws"][0]["label"] == "too_long" and items[0].type == "followup"
    json.dumps(items[0].as_json())


def test_a_flaw_that_no_message_has_is_no_part_of_the_average() -> None:
    metrics, _ = measured(("too_long", ["too_long"]), ("vague_ask", []))
    assert metrics["macro_f1"].value == 1 and metrics["f1:vague_ask"].value == 0 and metrics["micro_f1"].value < 1


def test_without_clean_messages_there_is_no_pass_rate() -> None:
    metrics, _ = measured(("too_long", ["too_long"]))
    assert math.isnan(metrics["clean_pass_rate"].value) and metrics["clean_pass_rate"].n == 0


def test_what_cannot_be_read_has_no_flaws() -> None:
    metrics, items = measured(("", ["vague_ask"]))
    assert items[0].predicted["flaws"] == [] and metrics["macro_f1"].value == 0


def test_lines_are_checked(tmp_path: Path) -> None:
    path = tmp_path / "drafts.jsonl"
    row = {"id": "1", "channel": "linkedin_note", "text": "Hi", "flaws": []}
    path.write_text(json.dumps(row), encoding="utf-8")
    assert drafts.load(path)[0].medium == "linkedin"
    for wrong in ({"channel": "fax"}, {"flaws": ["rude"]}, {"medium": "fax"}, {"text": None}):
        path.write_text(json.dumps(row | wrong), encoding="utf-8")
        with pytest.raises(BadData, match="line 1"):
            drafts.load(path)


def test_words_alone_tell_a_flaw(tmp_path: Path) -> None:
    path = tmp_path / "letters.jsonl"
    rows = [
        {"id": "1", "text": "You <pushy>must answer</pushy> now", "flaws": ["pushy_or_entitled"]},
        {"id": "2", "text": "You must answer today", "flaws": ["pushy_or_entitled"]},
        {"id": "3", "text": "Thank you for the talk", "flaws": []},
        {"id": "4", "text": "I liked the talk", "flaws": []},
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    told = of_flaws(path)
    assert told["pushy_or_entitled"].label("you must answer") == "yes" and not told["pushy_or_entitled"].label(
        "the talk"
    )
    assert all(not told[flaw].label("you must answer") for flaw in FLAWS if flaw != "pushy_or_entitled")


def seen(probability: float, gold: list[Flaw], channel: Channel = "mentor_request_email") -> fit_letters.Seen:
    row = {"id": "1", "channel": channel, "medium": "email", "text": "x", "flaws": gold}
    open_: dict[Flaw, float] = dict.fromkeys(LEARNABLE, 0.0) | {"vague_ask": probability}
    return fit_letters.Seen(drafts.Letter.model_validate(row), frozenset(), open_)


def test_limits_part_the_flawed_from_the_clean() -> None:
    data = [seen(p, ["vague_ask"]) for p in (0.8, 0.75, 0.72)] + [seen(p, []) for p in (0.1, 0.55, 0.6)]
    limits = fit_letters.fit(data)
    assert 0.6 < limits["vague_ask"] <= 0.72
    assert not fit_letters.decisions([seen(0.6, [])], limits).any()


def test_a_false_alarm_on_a_clean_letter_costs() -> None:
    """One more flaw found is not worth five clean letters that do not pass."""
    data = [seen(0.9, ["vague_ask"])] * 9 + [seen(0.5, ["vague_ask"])] + [seen(0.52, [])] * 5 + [seen(0.1, [])] * 5
    assert fit_letters.fit(data)["vague_ask"] > 0.52


def test_what_applies_nowhere_is_not_found_by_any_limit() -> None:
    letter = seen(0.9, [], "graceful_exit")
    limits: dict[Flaw, float] = dict.fromkeys(LEARNABLE, 0.0)
    named = dict(zip(FLAWS, fit_letters.decisions([letter], limits)[0], strict=True))
    assert named["no_context_who_i_am"] == 0 and named["missing_thanks"] == 1

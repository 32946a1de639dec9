"""Conversations by phenomenon, in tests/conversations/*.yaml: commands, Brief and moves are asserted, not prose."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.alike import overlap
from assistant.brief import Brief
from assistant.session import Assistant
from assistant.turn import Turn

FOLDER = Path(__file__).parents[1] / "conversations"
TODAY = datetime(2026, 11, 26, 12, tzinfo=UTC)


def conversations() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.yaml")):
        for talk in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield pytest.param(talk, id=f"{path.stem}: {talk['name']}")


@pytest.mark.parametrize("talk", list(conversations()))
def test_conversation(talk: dict[str, Any], assistant: Assistant) -> None:
    expected = talk["turns"]
    messages = [turn["say"] * turn.get("times", 1) for turn in expected]
    for want, (turn, brief) in zip(expected, assistant.converse(messages, TODAY), strict=True):
        check(want, turn, brief)


def check(want: dict[str, Any], turn: Turn, brief: Brief) -> None:
    said = f"after {want['say'][:60]!r}: {turn.text!r}, commands {turn.commands}"
    kinds = [move.kind for move in turn.moves]
    if "moves" in want:
        assert kinds == want["moves"], said
    if "intent" in want:
        assert turn.intent == want["intent"], said
    if "not_intent" in want:
        assert turn.intent != want["not_intent"], said
    if "stage" in want:
        assert turn.thread.stage == want["stage"], said
    if "asked" in want:
        assert turn.thread.asked is not None and turn.thread.asked.topic == want["asked"], said
    if "says_line" in want:
        assert want["says_line"] in [m.line for m in turn.moves if m.kind == "fixed"], said
    if "points" in want:
        assert want["points"] in [m.note for m in turn.moves if m.kind == "point"], said
    if want.get("cites"):
        assert any(s.label == "guidance" and s.citations for s in turn.sentences), said
    if "cites_note" in want:
        first = next((c.document for s in turn.sentences for c in s.citations), None)
        assert first == f"{want['cites_note']}.md", said
    if want.get("answers"):
        assert turn.sentences, said
    assert sum("?" in s.text for s in turn.sentences if s.label == "general") <= 1, said
    if "brief" in want:
        holds(want["brief"], brief, said)
    check_people(want, turn, brief, said)


def check_people(want: dict[str, Any], turn: Turn, brief: Brief, said: str) -> None:
    if "not_asked" in want:
        assert turn.thread.asked is None or turn.thread.asked.topic != want["not_asked"], said
    if "people" in want:
        assert [candidate.name.value for candidate in brief.candidates] == want["people"], said
    if "writes_to" in want:
        reader = brief.candidate(turn.thread.letter.candidate) if turn.thread.letter else None
        assert reader is not None and reader.name.value == want["writes_to"], said
    if "letter" in want:
        plan = turn.thread.letter
        assert plan is not None, said
        told = {part: fact for part, fact in plan.particulars if fact is not None}
        reader = brief.candidate(plan.candidate)
        told |= dict(reader.parts()) if reader else {}
        for part, words in want["letter"].items():
            fact = None if part in plan.left_out else told.get(part)
            alike(words, fact.value if fact else None, said)


def holds(want: dict[str, Any], brief: Brief, said: str) -> None:
    """Every slot that is named has these values and no others; an empty mapping: nothing at all."""
    plain = brief.plain()
    if not want:
        assert brief.empty, said
    for slot, value in want.items():
        found = plain[slot]
        if slot == "objectives":
            assert len(found) == len(value), said
            for one, other in zip(value, found, strict=True):
                for part, words in one.items():
                    alike(words, other[part], said)
        elif isinstance(value, list):
            assert len(found) == len(value), said
            for words in value:
                assert any(overlap(words, each) >= 0.5 for each in found), said
        else:
            alike(value, found, said)


def alike(wanted: str | None, found: str | None, said: str) -> None:
    assert (wanted is None) == (found is None), said
    assert wanted is None or found is None or overlap(wanted, found) >= 0.5, said

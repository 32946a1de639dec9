"""`mentorprep respond`: whole conversations from a script."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from assistant.brief import Brief, Fact, Objective, Place
from assistant.edits import entered
from assistant.errors import BadInput
from assistant.faults import Fault
from assistant.session import Assistant
from assistant.turn import Sentence, Turn
from assistant.wire import respond_json
from ui.cli import main
from ui.respond import respond

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


class Fake:
    """Takes each message for a strength."""

    def converse(self, messages: Iterable[str], today: datetime | None = None) -> Iterator[tuple[Turn, Brief]]:
        brief = Brief()
        for number, message in enumerate(messages, 1):
            fact = Fact(id=str(number), value=message, origin="said", quote=message, turn=number, at=today or NOON)
            brief = brief.model_copy(update={"strengths": (*brief.strengths, fact)})
            yield (
                Turn(intent="clarify_objectives", move="note", sentences=(Sentence(text="Noted.", label="yours"),)),
                brief,
            )


def through(*lines: str) -> Iterator[dict[str, Any]]:
    said = respond(cast("Assistant", Fake()), [line.encode() for line in lines], NOON)
    return (json.loads(line) for line in said)


def test_a_line_for_each_conversation() -> None:
    one, two = through('{"id": "a", "turns": ["calm", "patient"]}\n', "\n", '{"id": 2, "turns": []}\n')
    assert (one["id"], two["id"]) == ("a", 2)
    assert [reply["text"] for reply in one["replies"]] == ["Noted.", "Noted."] and two["replies"] == []
    assert set(one["replies"][0]) == {"text", "sentences", "question", "intent", "move"}
    assert one["replies"][0]["sentences"] == [{"text": "Noted.", "label": "yours", "support": 0.0, "citations": []}]
    assert one["brief"]["strengths"] == ["calm", "patient"] and two["brief"]["strengths"] == []
    assert one["facts"][1] == {
        "slot": "strengths",
        "value": "patient",
        "quote": "patient",
        "turn": 2,
        "confirmed": False,
    }


def test_parts_of_objectives_and_what_was_entered_by_hand() -> None:
    told = Fact(id="1", value="learn Rust", origin="said", quote="learn Rust", turn=1, at=NOON)
    by_hand = Fact(id="2", value="May", origin="by hand", at=NOON, confirmed=True)
    brief = Brief(objectives=(Objective(text=told),))
    line = respond_json("x", [], entered(brief, Place(slot="objectives", part="deadline", objective="1"), by_hand))
    assert line["brief"]["objectives"] == [{"text": "learn Rust", "measure": None, "deadline": "May"}]
    assert [(f["slot"], f["quote"], f["turn"]) for f in line["facts"]] == [
        ("objectives.text", "learn Rust", 1),
        ("objectives.deadline", None, None),
    ]
    assert line["facts"][1]["confirmed"] is True


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "Line 2 of the input is not JSON"),
        ("[" * 100_000, "Line 2 of the input is not JSON"),
        ("[1]", 'Line 2 of the input has no "turns"'),
        ('{"id": "b"}', 'Line 2 of the input has no "turns"'),
        ('{"id": "b", "turns": "calm"}', 'Line 2 of the input has no "turns"'),
        ('{"id": "b", "turns": ["calm", 3]}', 'Line 2 of the input has no "turns"'),
    ],
)
def test_what_was_written_before_a_wrong_line_stays(line: str, said: str) -> None:
    written = through('{"id": "a", "turns": ["calm"]}', line)
    assert next(written)["id"] == "a"
    with pytest.raises(BadInput, match=said) as raised:
        next(written)
    assert "\n" not in str(raised.value)


def test_bytes_that_are_no_text_are_no_json() -> None:
    with pytest.raises(BadInput, match="Line 1 of the input is not JSON"):
        list(respond(cast("Assistant", Fake()), [b"\xff\xfe{}\n"], NOON))


class Faulty(Fake):
    """Its model fails at the second message of a conversation."""

    model = "openai:x"

    def converse(self, messages: Iterable[str], today: datetime | None = None) -> Iterator[tuple[Turn, Brief]]:
        for number, (turn, brief) in enumerate(super().converse(messages, today), 1):
            fault = Fault(kind="rate") if number == 2 else None
            yield turn.model_copy(update={"fault": fault, "model": self.model}), brief


def test_what_became_of_the_model_is_told_by_reply() -> None:
    told: list[str] = []
    lines = [b'{"id": "a", "turns": ["calm", "patient", "kind"]}', b"", b'{"id": "b", "turns": ["calm", "kind"]}']
    written = list(respond(cast("Assistant", Faulty()), lines, NOON, told.append))
    assert [line.partition(": ")[0] for line in told] == ["line 1, message 2", "line 3, message 2"]
    assert all("openai:x gets too many requests" in line for line in told)
    assert [json.loads(line)["id"] for line in written] == ["a", "b"]


def test_respond_prints_it_on_standard_error(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ui.cli", "respond", "--model", "openai:x"],
        input='{"id": "a", "turns": ["How often should we meet?"]}\n',
        capture_output=True,
        text=True,
        timeout=120,
        env=os.environ | {"MENTORPREP_HOME": str(home), "OPENAI_BASE_URL": "", "OPENAI_API_KEY": ""},
        check=False,
    )
    assert done.returncode == 0 and len(json.loads(done.stdout)["replies"]) == 1
    assert done.stderr.startswith("mentorprep: line 1, message 1: openai:x does not accept the key")
    assert len(done.stderr.splitlines()) == 1


def test_a_day_is_written_in_one_way(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["respond", "--today", "tomorrow"])
    assert left.value.code == 2 and "'tomorrow' is no day: write it like 2026-11-26" in capsys.readouterr().err


def test_conversations_are_held_line_by_line(home: Path) -> None:
    lines = [
        {"id": "a", "turns": ["I want to become a team lead by the end of next year", "I am good at debugging"]},
        {"id": "b", "turns": ["", "thanks"]},
    ]
    done = subprocess.run(
        [sys.executable, "-m", "ui.cli", "respond", "--today", "2026-11-26"],
        input="\n".join(json.dumps(line) for line in lines) + "\nno JSON\n",
        capture_output=True,
        text=True,
        timeout=120,
        env=os.environ | {"MENTORPREP_HOME": str(home)},
        check=False,
    )
    assert done.returncode == 2 and done.stderr.startswith("mentorprep: Line 3 of the input is not JSON")
    one, two = (json.loads(line) for line in done.stdout.splitlines())
    assert (one["id"], two["id"]) == ("a", "b") and len(one["replies"]) == len(two["replies"]) == 2
    assert set(one) == {"id", "replies", "brief", "facts"}
    assert {"next_role", "strengths", "objectives"} <= set(one["brief"])
    assert all(f["quote"] in lines[0]["turns"][f["turn"] - 1] for f in one["facts"])
    assert two["facts"] == [] and all(reply["text"] for reply in two["replies"])

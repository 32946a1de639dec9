"""`mentorprep review`: one message for a person, many for a script."""

import io
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from assistant.brief import Brief, Candidate, Fact
from assistant.errors import BadInput
from assistant.export import as_json
from assistant.session import Assistant
from assistant.settings import Settings
from assistant.skills.outreach.reviewer import Reviewer
from knowledge.letters import CHANNELS, FLAWS, MEDIA, Channel, Medium, Read
from knowledge.library import Library
from knowledge.marks import Mark
from ui import texts
from ui.cli import main
from ui.reading import read_text
from ui.review import channel_and_medium, marked, read_brief, review_lines, review_one

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
FLATTERY = "Hi Ana, you are a legend. Could I ask about budgets? Thanks, that is kind.\nBo"


def read(text: str, channel: Channel, medium: Medium) -> Read:
    """Sees praise and nothing else."""
    at = text.find("you are a legend")
    if at < 0:
        return Read({}, ())
    return Read({"generic_flattery": 0.9}, (Mark("gush", at, at + 16, "you are a legend", 0.9),))


@pytest.fixture(scope="module")
def reviewing(home: Path, library: Library) -> Assistant:
    assistant = Assistant(Settings(home=home), library=library)
    assistant._letters._reviewer = Reviewer(library, read)
    return assistant


def through(assistant: Assistant, *lines: Any, channel: str | None = None) -> list[tuple[dict[str, Any], bool]]:
    raw = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    return [(json.loads(line), usable) for line, usable in review_lines(assistant, raw, None, channel, None)]


def test_the_json_of_one_message(reviewing: Assistant) -> None:
    printed = json.loads(review_one(reviewing, FLATTERY, "followup", "chat", None, as_json=True))
    assert set(printed) == {"flaws", "words", "characters", "remarks"}
    (flaw,) = printed["flaws"]
    assert set(flaw) == {"label", "severity", "span", "why", "citations", "fix"}
    assert flaw["label"] == "generic_flattery" and flaw["severity"] == "low"
    assert flaw["fix"] == {"kind": "delete", "text": ""}
    start, end = flaw["span"]
    assert FLATTERY[start:end] == "you are a legend. "
    assert set(flaw["citations"][0]) == {"passage_id", "document", "quote"}
    assert printed["words"] == 16 and printed["characters"] == len(FLATTERY)


def test_the_text_for_a_person(reviewing: Assistant) -> None:
    said = review_one(reviewing, FLATTERY, "followup", "chat", None, as_json=False)
    assert said.startswith("Hi Ana, »you are a legend.« [1] Could")
    assert "[1] Flattery (a small thing)" in said and "rule of thumb" in said
    assert "true-detail" in said and "Leave out: “you are a legend.”" in said
    assert (
        review_one(reviewing, "Hi Ana, thanks for Friday. Bo", "followup", "chat", None, as_json=False)
        == texts.REVIEW_CLEAN
    )


def test_marks_may_overlap_and_may_be_a_place_alone(reviewing: Assistant) -> None:
    (finding,) = reviewing.review(FLATTERY, "followup", "chat").flaws
    one, two, place = (finding.model_copy(update={"span": span}) for span in ((0, 7), (3, 12), (7, 7)))
    assert marked("Hi Ana, you are", [one, two, place]) == "»Hi »Ana,« [1][3] you« [2] are"


def test_every_flaw_has_a_name() -> None:
    assert set(texts.FLAWS) == set(FLAWS)


def test_a_line_for_each_line(reviewing: Assistant) -> None:
    good = {"id": "a", "channel": "followup", "medium": "chat", "text": FLATTERY}
    results = through(
        reviewing, good, b"\n", b"no JSON", {"id": 2}, [1], {**good, "id": "e", "text": " "}, {**good, "channel": "fax"}
    )
    assert [usable for _, usable in results] == [True, False, False, False, False, False]
    first, *wrong = (line for line, _ in results)
    assert first["id"] == "a" and first["flaws"][0]["label"] == "generic_flattery"
    assert all(set(line) == {"id", "error"} for line in wrong)
    assert [line["id"] for line in wrong] == [None, 2, None, "e", "a"]
    assert "Line 3: This is not JSON" in wrong[0]["error"] and "No channel" in wrong[1]["error"]
    assert "nothing to check" in wrong[3]["error"] and all(name in wrong[4]["error"] for name in CHANNELS)


def test_the_medium_follows_the_channel(reviewing: Assistant) -> None:
    row = {"id": "a", "text": "Hi Ana, thanks for Friday. Bo"}
    (mail, _), (note, _) = through(reviewing, row | {"channel": "followup"}, row | {"channel": "linkedin_note"})
    assert [flaw["label"] for flaw in mail["flaws"]] == ["no_subject"] and note["flaws"] == []
    assert through(reviewing, row, channel="linkedin_note")[0][0]["flaws"] == []
    assert channel_and_medium("thank_you", None) == ("thank_you", "email")
    with pytest.raises(BadInput, match="'fax' is no medium: choose among email, linkedin, chat"):
        channel_and_medium("thank_you", "fax")


def test_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "latin").write_bytes(b"caf\xe9")
    with pytest.raises(BadInput, match="is not UTF-8 text"):
        read_text(str(tmp_path / "latin"), io.BytesIO(), "The message")
    with pytest.raises(BadInput, match="cannot be read"):
        read_text(str(tmp_path / "missing"), io.BytesIO(), "The message")
    with pytest.raises(BadInput, match="cannot be read"):
        read_brief(tmp_path)
    assert (
        read_text("-", io.BytesIO(b"\xef\xbb\xbfHi\r\nAna"), "The message") == "Hi\r\nAna"
    )  # places count in the text as it came


def test_a_brief_mends_what_it_knows(reviewing: Assistant, tmp_path: Path) -> None:
    sabine = Candidate(name=Fact(id="1", value="Sabine Lang", origin="by hand", at=NOW, confirmed=True))
    (tmp_path / "brief.json").write_text(
        json.dumps(as_json(Brief(candidates=(sabine,)), (), NOW), default=str), encoding="utf-8"
    )
    brief = read_brief(tmp_path / "brief.json")
    text = "Hi Sandra, thanks for Friday. I try your list. Bo"
    printed = json.loads(review_one(reviewing, text, "followup", "chat", brief, as_json=True))
    assert printed["flaws"][0]["fix"] == {"kind": "replace", "text": "Sabine"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--channel", "fax"], "'fax' is no channel: choose among"),
        ([], "No channel is named: choose among"),
        (["--channel", "followup", "--medium", "fax"], "'fax' is no medium"),
        (["--channel", "followup", "/no/such/file"], "cannot be read"),
        (["--channel", "followup", "--brief", "/no/such/file"], "cannot be read"),
    ],
)
def test_unusable_arguments(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == "" and said in err and len(err.splitlines()) == 1
    if "choose among" in said:
        assert all(name in err for name in CHANNELS)


def test_the_help_names_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["review", "--help"])
    printed = " ".join(capsys.readouterr().out.split())
    assert all(name in printed for name in (*CHANNELS, *MEDIA))


def test_the_command_itself(home: Path) -> None:
    lines = [
        {"id": "a", "channel": "linkedin_note", "text": "Hi [Name], can I pick your brain?"},
        {"id": "b", "channel": "linkedin_note", "text": ""},
    ]
    done = subprocess.run(
        [sys.executable, "-m", "ui.cli", "review", "--jsonl"],
        input="\n".join(map(json.dumps, lines)),
        capture_output=True,
        text=True,
        timeout=120,
        env=os.environ | {"MENTORPREP_HOME": str(home)},
        check=False,
    )
    one, two = (json.loads(line) for line in done.stdout.splitlines())
    assert "typos_or_wrong_name_placeholder" in [flaw["label"] for flaw in one["flaws"]] and "error" in two
    assert (
        done.returncode == 2
        and done.stderr.strip() == 'mentorprep: 1 line could not be read: see "error" in the output.'
    )

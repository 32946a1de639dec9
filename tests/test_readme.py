"""The README tells the truth: its example's output, its commands, its counts."""

import os
import re
import subprocess
import sys
from pathlib import Path

from knowledge.notes import load_notes
from ui.cli import _parser

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_example_prints_what_the_readme_shows(home: Path) -> None:
    question, shown = re.findall(r'\$ mentorprep ask "(.*?)"\n(.*?)```', README, re.DOTALL)[0]
    environment = os.environ | {"MENTORPREP_HOME": str(home), "COLUMNS": "88"}
    command = [sys.executable, "-m", "ui.cli", "ask", question]
    printed = subprocess.run(command, capture_output=True, text=True, env=environment, check=True).stdout
    assert " ".join(printed.split()).startswith(" ".join(shown.split()))


def test_every_command_is_in_the_readme() -> None:
    listed = re.findall(r"^    ([a-z]+) ", _parser().format_help(), re.MULTILINE)
    assert {"ask", "search", "chat", "doctor"} <= set(listed)
    for command in listed:
        assert f"`mentorprep {command}" in README


def test_the_counts_are_right() -> None:
    assert f"{len(load_notes())} notes" in README


def test_files_named_in_the_readme_exist() -> None:
    for folder, name in re.findall(r"`((?:knowledge|assistant|ui|evals)/)([\w/.*-]*)`", README):
        assert list(ROOT.glob(folder + name)) if name else (ROOT / folder).is_dir(), folder + name
    for name in re.findall(r"\]\((?!http)([^)]+)\)", README):
        assert (ROOT / name).exists(), name


def test_the_lock_names_no_address_and_pins_everything_by_hash() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    pins = re.findall(r"^[\w.\[\]-]+==\S+", lock, re.MULTILINE)
    assert len(pins) > 100 and len(re.findall(r"--hash=sha256:", lock)) >= len(pins)

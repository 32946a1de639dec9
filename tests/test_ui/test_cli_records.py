"""`mentorprep export`, `import` and `erase`, run as a person or a script would."""

import io
import json
import os
import pty
import signal
import subprocess
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from assistant.brief import Brief, Fact
from assistant.store import Store
from tests.test_ui.conftest import MainHere

ROLE = "data architect — eines Tages"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A home in which something was said."""
    home = tmp_path / "kept"
    store = Store(home / "mentorprep.db", "local")
    at = datetime(2026, 11, 20, tzinfo=UTC)
    role = Fact(id="1", value=ROLE, origin="by hand", at=at, confirmed=True)
    store.briefs.save(Brief(next_role=role), 0, "test")
    store.finish_turn(store.begin_turn(store.create().id, "How do I begin?"), "done", "Look in the mirror.", None)
    return home


@pytest.fixture
def run(kept: Path) -> Any:
    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "ui.cli", *arguments],
            input=b"",
            capture_output=True,
            timeout=120,
            env=os.environ | {"MENTORPREP_HOME": str(kept)} | environment,
            check=False,
        )

    return run


@pytest.fixture
def run_here(main_here: MainHere, kept: Path) -> MainHere:
    return partial(main_here, kept)


def done(process: subprocess.CompletedProcess[Any]) -> str:
    """What a command that succeeded printed."""
    assert process.returncode == 0, process.stderr
    return _text(process.stdout)


def refused(process: subprocess.CompletedProcess[Any]) -> str:
    """The one clear line of a command that did nothing."""
    assert process.returncode == 2 and not process.stdout
    (line,) = _text(process.stderr).splitlines()
    assert line.startswith("mentorprep: ")
    return line


def _text(printed: bytes | str) -> str:
    return printed.decode() if isinstance(printed, bytes) else printed


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "ascii"])
def test_export_prints_markdown(run: Any, encoding: str) -> None:
    printed = done(run("export", PYTHONIOENCODING=encoding))
    assert printed.startswith("# Mentoring Brief\n") and printed.endswith("Look in the mirror.\n")
    assert f"- {ROLE}  \n" in printed


def test_export_writes_a_file(run: Any, tmp_path: Path) -> None:
    for name, arguments in {"a.md": (), "b.json": ("--format", "json"), "c.docx": ("--format", "docx")}.items():
        process = run("export", *arguments, "--output", str(tmp_path / name))
        assert done(process) == "" and process.stderr.decode().strip() == str(tmp_path / name)
    assert (tmp_path / "a.md").read_bytes() == run("export").stdout
    assert json.loads((tmp_path / "b.json").read_bytes())["brief"]["next_role"]["value"] == ROLE
    paragraphs = Document(io.BytesIO((tmp_path / "c.docx").read_bytes())).paragraphs
    assert any(paragraph.text.startswith(ROLE) for paragraph in paragraphs)


def test_out_gone_and_in_again(run_here: MainHere, kept: Path, tmp_path: Path) -> None:
    file, before = tmp_path / "all.json", done(run_here("export"))
    done(run_here("export", "--format", "json", "--output", str(file)))
    said = done(run_here("erase", "--yes"))
    assert "1 conversation, 2 messages and 1 version of the Brief" in said
    assert "backups of your own are not touched" in said
    assert b"eines Tages" not in b"".join(path.read_bytes() for path in kept.iterdir())
    assert "Nothing stands in the Brief yet." in done(run_here("export"))
    assert done(run_here("import", str(file))) == "Imported: the Brief and 1 new conversation.\n"
    assert done(run_here("export")) == before
    assert done(run_here("import", str(file))) == "Imported: the Brief and 0 new conversations.\n"


def test_messages_and_rehearsals_are_named_where_there_are_any(run_here: MainHere, kept: Path, tmp_path: Path) -> None:
    store, file = Store(kept / "mentorprep.db", "local"), tmp_path / "all.json"
    store.letters.create("thank_you", "email", text="Thank you, Ana.")
    store.rehearsals.create("ingrid-solheim", "goodbye", "normal")
    store.rehearsals.create("rosa-iglesias", "goodbye", "normal")
    before = done(run_here("export", "--output", "-"))
    assert "## Messages\n" in before and "### Rosa Iglesias\n" in before
    done(run_here("export", "--format", "json", "--output", str(file)))
    assert "1 version of the Brief, 1 message to a mentor and 2 rehearsals. Exports" in done(run_here("erase", "--yes"))
    came = "Imported: the Brief, 1 new conversation, 1 new message to a mentor and 2 new rehearsals.\n"
    assert done(run_here("import", str(file))) == came
    assert done(run_here("export")) == before
    assert done(run_here("import", str(file))) == "Imported: the Brief and 0 new conversations.\n"


def test_erase_again_has_nothing_to_do(run_here: MainHere) -> None:
    done(run_here("erase", "--yes"))
    assert "0 conversations, 0 messages and 0 versions" in done(run_here("erase", "--yes"))


def _hear_ctrl_c() -> None:
    """In the child: its terminal is the one that is typed into, and a runner in the background has not deafened it."""
    os.close(os.open(os.ttyname(0), os.O_RDWR))
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize(
    ("typed", "status"), [("erase", 0), ("  Erase ", 0), ("yes", 2), ("", 2), ("\x04", 2), ("\x03", 130)]
)
def test_erase_asks_on_a_terminal(run_here: MainHere, kept: Path, typed: str, status: int) -> None:
    before = done(run_here("export"))
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "ui.cli", "erase"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"MENTORPREP_HOME": str(kept)},
        start_new_session=True,
        preexec_fn=_hear_ctrl_c,
    )
    assert process.stderr is not None
    asked = b""
    while not asked.endswith(b"Type erase to go on: "):
        asked += process.stderr.read(1) or pytest.fail(f"It did not ask: {asked!r}")
    os.write(ours, typed.encode() + (b"" if typed in ("\x03", "\x04") else b"\n"))
    _, errors = process.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    assert process.returncode == status
    assert ("Nothing was erased" in errors.decode()) == (status == 2)
    assert (done(run_here("export")) == before) == (status != 0)


def test_a_model_that_cannot_be_used_keeps_nobody_from_their_data(run: Any) -> None:
    assert ROLE in done(run("export", MENTORPREP_MODEL="magic"))
    assert "Erased" in done(run("erase", "--yes", MENTORPREP_MODEL="magic"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["export", "--format", "docx"], "name a file for it, for example --output brief.docx"),
        (["export", "--format", "docx", "--output", "-"], "name a file for it"),
        (["export", "--format", "pdf"], "invalid choice: 'pdf'"),
        (["export", "--output", "/nowhere/at/all.md"], "/nowhere/at/all.md cannot be written (No such file"),
        (["export", "--output", "."], ". cannot be written (Is a directory)"),
        (["import"], "FILE"),
        (["import", "missing.json"], "missing.json cannot be read (No such file"),
        (["import", "."], ". cannot be read (Is a directory)"),
        (["import", "pyproject.toml"], "no intact export of Mentorprep (it is no JSON)"),
        (["erase"], "confirm with --yes"),
        (["erase", "--no"], "unrecognized arguments: --no"),
    ],
)
def test_unusable_input_gets_one_clear_line(run_here: MainHere, arguments: list[str], said: str) -> None:
    before = done(run_here("export"))
    assert said in refused(run_here(*arguments))
    assert done(run_here("export")) == before


def test_a_damaged_file_is_named_and_left_alone(run_here: MainHere, kept: Path) -> None:
    (kept / "mentorprep.db").write_bytes(b"precious but broken" * 300)
    for command in (["export"], ["erase", "--yes"]):
        assert "is damaged" in refused(run_here(*command))
    assert (kept / "mentorprep.db").read_bytes() == b"precious but broken" * 300

"""What is kept: on disk before anything is computed, for its owner alone, and whole after a crash."""

import os
import resource
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.errors import BadInput, NotFound
from assistant.incoming import MAX_MESSAGE
from assistant.session import Assistant
from assistant.settings import Settings
from assistant.store import Store
from knowledge.errors import StorageError, WeightsError
from knowledge.library import Library

QUESTION = "How often should we meet?"


@pytest.fixture
def fresh(library: Library, tmp_path: Path) -> Assistant:
    """An assistant with the built library and a home of its own."""
    assistant = Assistant(Settings(home=tmp_path / "own"))
    assistant._library = library
    return assistant


def test_a_turn_is_stored_whole(fresh: Assistant) -> None:
    conversation = fresh.create()
    shown = list(fresh.reply(conversation.id, QUESTION))
    asked, answer = fresh.messages(conversation.id)
    assert (asked.role, asked.text, asked.status) == ("user", QUESTION, "done")
    assert answer.status == "done" and answer.turn is not None
    assert list(answer.turn.sentences) == shown
    assert answer.text == answer.turn.text
    assert answer.turn.verdicts and answer.turn.passages
    assert fresh.conversations()[0].title == QUESTION


def test_the_message_is_on_disk_before_the_answer_is_computed(
    fresh: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation = fresh.create()

    def fail(*_: object, **__: object) -> None:
        raise WeightsError("the weights are gone")

    monkeypatch.setattr("assistant.talk.decide", fail)
    with pytest.raises(WeightsError):
        list(fresh.reply(conversation.id, QUESTION))
    asked, answer = fresh.messages(conversation.id)
    assert asked.text == QUESTION and answer.status == "failed"
    monkeypatch.undo()
    assert list(fresh.retry(conversation.id, answer.id))
    assert fresh.messages(conversation.id)[1].status == "done"
    with pytest.raises(NotFound, match="cannot be tried again"):
        fresh.retry(conversation.id, answer.id)


def test_stopping_keeps_what_was_shown(fresh: Assistant) -> None:
    conversation = fresh.create()
    stream = fresh.reply(conversation.id, QUESTION)
    first = next(stream)
    stream.close()  # type: ignore[attr-defined]
    answer = fresh.messages(conversation.id)[1]
    assert answer.status == "stopped" and first is not None and answer.text == first.text


def test_an_answer_dropped_unread_can_be_tried_again(fresh: Assistant) -> None:
    conversation = fresh.create()
    stream = fresh.reply(conversation.id, QUESTION)
    del stream
    answer = fresh.messages(conversation.id)[1]
    assert answer.status == "failed"
    assert list(fresh.retry(conversation.id, answer.id))


def test_killed_while_answering_nothing_is_lost(home: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from assistant.session import Assistant; "
        f"from assistant.settings import Settings; a = Assistant(Settings(home=Path({str(home)!r}))); "
        f"c = a.create(); r = a.reply(c.id, {QUESTION!r}); next(r); print(c.id, flush=True); time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    conversation_id = process.stdout.readline().strip()
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    after = Assistant(Settings(home=home))
    asked, answer = after.messages(conversation_id)
    assert asked.text == QUESTION and answer.status == "failed"
    assert list(after.retry(conversation_id, answer.id))
    assert after.messages(conversation_id)[1].status == "done"
    after.delete(conversation_id)


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")
def test_the_home_is_closed_to_other_users(fresh: Assistant) -> None:
    fresh.create()
    assert fresh._settings.home.stat().st_mode & 0o077 == 0


def test_nobody_sees_what_another_wrote(fresh: Assistant) -> None:
    mine = fresh.create()
    list(fresh.reply(mine.id, QUESTION))
    answer = fresh.messages(mine.id)[1]
    other = Assistant(fresh._settings, owner="somebody else")
    other._library = fresh._library
    assert other.conversations() == []
    for attempt in (
        lambda: other.messages(mine.id),
        lambda: other.reply(mine.id, "hello"),
        lambda: other.delete(mine.id),
        lambda: other.rename(mine.id, "x"),
        lambda: other.rate(answer.id, "up"),
        lambda: other.retry(mine.id, answer.id),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert len(fresh.messages(mine.id)) == 2


def test_a_greeting_is_no_title(fresh: Assistant) -> None:
    conversation = fresh.create()
    list(fresh.reply(conversation.id, "hi"))
    assert fresh.conversations()[0].title == "New conversation"
    list(fresh.reply(conversation.id, QUESTION))
    list(fresh.reply(conversation.id, "and how long?"))
    assert fresh.conversations()[0].title == QUESTION


def test_renamed_rated_deleted(fresh: Assistant) -> None:
    conversation = fresh.create()
    assert fresh.conversations() == [], "one in which nothing was said is not listed"
    list(fresh.reply(conversation.id, "hi"))
    answer = fresh.messages(conversation.id)[1]
    fresh.rate(answer.id, "up")
    assert fresh.messages(conversation.id)[1].rating == "up"
    fresh.rate(answer.id, None)
    assert fresh.messages(conversation.id)[1].rating is None
    fresh.rename(conversation.id, "  My plan ")
    assert fresh.conversations()[0].title == "My plan"
    fresh.delete(conversation.id)
    assert fresh.conversations() == []
    with pytest.raises(NotFound):
        fresh.messages(conversation.id)


@pytest.mark.parametrize("text", ["", "   ", "\n\t\n", "\x00\x07\x1b", "\u200b"])
def test_an_empty_message_is_refused_with_an_example(fresh: Assistant, text: str) -> None:
    conversation = fresh.create()
    with pytest.raises(BadInput, match="Type a question, for example"):
        fresh.reply(conversation.id, text)
    assert fresh.messages(conversation.id) == []


def test_a_long_message_is_refused_with_its_length(fresh: Assistant) -> None:
    with pytest.raises(BadInput, match=f"100,000 characters long; up to {MAX_MESSAGE:,}"):
        fresh.ask("x" * 100_000)


def test_control_characters_are_left_out(fresh: Assistant) -> None:
    conversation = fresh.create()
    list(fresh.reply(conversation.id, "how\x00 often\x1b should we\x07 meet?"))
    asked, answer = fresh.messages(conversation.id)
    assert asked.text == QUESTION.lower()
    assert answer.turn and answer.turn.answered


def test_a_no_break_space_parts_words(fresh: Assistant) -> None:
    assert fresh.ask("how\xa0often should\u2009we meet?").query == QUESTION.lower()


def test_a_full_disk_is_said_in_one_line_and_keeps_what_was_there(fresh: Assistant) -> None:
    conversation = fresh.create()
    list(fresh.reply(conversation.id, QUESTION))
    with fresh._store._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()

    def limit(raw: sqlite3.Connection, _record: object) -> None:
        raw.execute(f"PRAGMA max_page_count = {pages}")  # SQLite then answers as on a full disk

    import sqlalchemy as sa

    fresh._store._engine.dispose()
    sa.event.listen(fresh._store._engine, "connect", limit)
    with pytest.raises(StorageError, match="is full: free some space"):
        for _ in range(50):
            list(fresh.reply(conversation.id, "What should I write in the first message? " * 20))
    assert fresh.messages(conversation.id)[0].text == QUESTION


def test_no_space_left_while_the_index_is_built(tmp_path: Path) -> None:
    """A real limit on file sizes, in a process of its own: one clear line, no traceback, and it heals afterwards."""
    home = tmp_path / "home"

    def no_large_files() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

    command = [sys.executable, "-m", "ui.cli", "ask", QUESTION]
    environment = os.environ | {"MENTORPREP_HOME": str(home)}
    done = subprocess.run(
        command, capture_output=True, text=True, env=environment, preexec_fn=no_large_files, check=False
    )
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert str(home) in done.stderr.splitlines()[-1]
    again = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert again.returncode == 0 and "once a month" in again.stdout


def test_a_damaged_store_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "mentorprep.db"
    path.write_bytes(b"precious but broken" * 300)
    with pytest.raises(StorageError, match="is damaged"):
        Store(path, "local")
    assert path.read_bytes() == b"precious but broken" * 300


def test_a_store_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "mentorprep.db"
    Store(path, "local")
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StorageError, match="newer version"):
        Store(path, "local")


def test_what_can_be_no_model_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MENTORPREP_MODEL", "gpt-5")
    with pytest.raises(BadInput, match="'gpt-5'"):
        Settings.read()

"""The file: brought up to date without loss, searched, and empty when everything is to be gone."""

import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from assistant import tables
from assistant.brief import Brief, Fact
from assistant.skills.outreach.types import Particulars
from assistant.skills.rehearsal.meeting import State
from assistant.store import Store
from assistant.turn import Sentence, Turn
from assistant.usage import Usage
from knowledge.errors import StorageError

TIME = "2026-11-20T08:00:00+00:00"
TYPED = "My manager Ottokar must not hear that I want to leave the platform team"

# As the version that was first used made it; not to be changed.
VERSION_1 = """
CREATE TABLE conversation (
  id VARCHAR(32) NOT NULL, owner VARCHAR(200) NOT NULL, title VARCHAR(200) NOT NULL, created VARCHAR(32) NOT NULL,
  updated VARCHAR(32) NOT NULL, PRIMARY KEY (id));
CREATE INDEX ix_conversation_owner ON conversation (owner);
CREATE TABLE message (
  number INTEGER NOT NULL, id VARCHAR(32) NOT NULL, owner VARCHAR(200) NOT NULL, conversation VARCHAR(32) NOT NULL,
  role VARCHAR(10) NOT NULL, text TEXT NOT NULL, status VARCHAR(10) NOT NULL, turn TEXT, rating VARCHAR(4),
  worker INTEGER NOT NULL, created VARCHAR(32) NOT NULL, PRIMARY KEY (number), UNIQUE (id),
  FOREIGN KEY(conversation) REFERENCES conversation (id) ON DELETE CASCADE);
CREATE INDEX ix_message_conversation ON message (conversation);
"""

# As the version before branches made it; not to be changed.
VERSION_3 = """
CREATE TABLE conversation (
  id VARCHAR(32) NOT NULL, owner VARCHAR(200) NOT NULL, title VARCHAR(200) NOT NULL, created VARCHAR(32) NOT NULL,
  updated VARCHAR(32) NOT NULL, PRIMARY KEY (id));
CREATE INDEX ix_conversation_owner ON conversation (owner);
CREATE TABLE message (
  number INTEGER NOT NULL, id VARCHAR(32) NOT NULL, owner VARCHAR(200) NOT NULL, conversation VARCHAR(32) NOT NULL,
  role VARCHAR(10) NOT NULL, text TEXT NOT NULL, status VARCHAR(10) NOT NULL, turn BLOB, rating VARCHAR(4),
  worker INTEGER NOT NULL, created VARCHAR(32) NOT NULL, PRIMARY KEY (number), UNIQUE (id),
  FOREIGN KEY(conversation) REFERENCES conversation (id) ON DELETE CASCADE);
CREATE INDEX ix_message_conversation ON message (conversation);
CREATE TABLE revision (
  owner VARCHAR(200) NOT NULL, revision INTEGER NOT NULL, parent INTEGER, data BLOB NOT NULL,
  cause VARCHAR(200) NOT NULL, created VARCHAR(32) NOT NULL, PRIMARY KEY (owner, revision));
"""

VERSION_2_REVISION = """
  owner VARCHAR(200) NOT NULL, revision INTEGER NOT NULL, parent INTEGER, data TEXT NOT NULL,
  cause VARCHAR(200) NOT NULL, created VARCHAR(32) NOT NULL, PRIMARY KEY (owner, revision)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "mentorprep.db"


def version_1(path: Path) -> None:
    """A file of the first version, with one conversation."""
    turn = Turn(intent="ask", move="answer", answered=True, sentences=(Sentence(text="Once a month.", label="fixed"),))
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = wal")
    connection.executescript(VERSION_1)
    connection.execute("INSERT INTO conversation VALUES ('c', 'local', 'Ground rules', ?, ?)", (TIME, TIME))
    rows = [
        (1, "q", "local", "c", "user", TYPED, "done", None, None, 1, TIME),
        (2, "a", "local", "c", "assistant", turn.text, "done", turn.model_dump_json(), "up", 1, TIME),
    ]
    connection.executemany(f"INSERT INTO message VALUES ({','.join('?' * 11)})", rows)
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    connection.close()


def version_3(path: Path) -> Brief:
    """A file of the version before branches, with two conversations that were held by turns; returns its Brief."""
    turn = Turn(intent="ask", move="answer", answered=True, sentences=(Sentence(text="Once a month.", label="fixed"),))
    brief = Brief(
        current_role=Fact(id="f", value="tester", origin="said", message="c3", at=datetime.fromisoformat(TIME)),
        long_term=Fact(id="g", value="my own firm", origin="by hand", at=datetime.fromisoformat(TIME)),
    )
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = wal")
    connection.executescript(VERSION_3)
    connection.executemany("INSERT INTO conversation VALUES (?, 'local', ?, ?, ?)", [(c, c, TIME, TIME) for c in "cde"])
    said = [("c", "user"), ("d", "user"), ("c", "assistant"), ("c", "user"), ("d", "assistant"), ("c", "assistant")]
    record, gone = zlib.compress(turn.model_dump_json().encode()), 99_999_999  # a process that is not there any more
    rows = [
        (number, f"{conversation}{number}", "local", conversation, role, turn.text, "done", record, None, gone, TIME)
        if role == "assistant"
        else (number, f"{conversation}{number}", "local", conversation, role, TYPED, "done", None, None, gone, TIME)
        for number, (conversation, role) in enumerate(said, 1)
    ]
    rows[-1] = (6, "c6", "local", "c", "assistant", "", "pending", None, None, gone, TIME)
    connection.executemany(f"INSERT INTO message VALUES ({','.join('?' * 11)})", rows)
    packed = zlib.compress(brief.model_dump_json().encode())
    connection.execute("INSERT INTO revision VALUES ('local', 1, 0, ?, 'conversation', ?)", (packed, TIME))
    connection.execute("PRAGMA user_version = 3")
    connection.commit()
    connection.close()
    return brief


def schema(path: Path) -> dict[str, tuple[set[tuple[object, ...]], set[tuple[object, ...]]]]:
    """Of each table its columns and its indexes."""
    inspector = sa.inspect(tables.opened(path))
    return {
        name: (
            {(c["name"], str(c["type"]), c["nullable"], c["default"]) for c in inspector.get_columns(name)},
            {(index["name"], *index["column_names"]) for index in inspector.get_indexes(name)},
        )
        for name in inspector.get_table_names()
    }


def say(store: Store, text: str, answer: str = "Noted.") -> str:
    conversation = store.create()
    store.finish_turn(store.begin_turn(conversation.id, text), "done", answer, None)
    return conversation.id


def everything_in(folder: Path) -> bytes:
    """All bytes of all files: the database, its log, the log's index."""
    return b"".join(file.read_bytes() for file in folder.iterdir())


def test_a_file_of_the_first_version_is_migrated_without_loss(path: Path) -> None:
    version_1(path)
    store = Store(path, "local")
    (conversation,) = store.conversations()
    assert (conversation.id, conversation.title, conversation.created.isoformat()) == ("c", "Ground rules", TIME)
    asked, answer = store.messages("c")
    assert (asked.text, answer.rating) == (TYPED, "up")
    assert answer.turn and answer.turn.text == "Once a month."
    assert store.briefs.current() == (Brief(), 0)
    assert store.briefs.save(Brief(), 0, "test") == 1


def test_records_are_compressed_also_those_of_an_earlier_version(path: Path) -> None:
    version_1(path)
    connection = sqlite3.connect(path)
    connection.execute(f"CREATE TABLE revision ({VERSION_2_REVISION})")
    brief = Brief(current_role=Fact(id="f", value="tester", origin="by hand", at=datetime.fromisoformat(TIME)))
    connection.execute("INSERT INTO revision VALUES ('local', 1, 0, ?, 'test', ?)", (brief.model_dump_json(), TIME))
    connection.execute("PRAGMA user_version = 2")
    connection.commit()
    connection.close()
    store = Store(path, "local")
    assert store.briefs.current() == (brief, 1)
    assert store.messages("c")[1].turn
    store.briefs.save(brief, 1, "again")
    connection = sqlite3.connect(path)
    kinds = connection.execute(
        "SELECT typeof(data) FROM revision UNION ALL SELECT typeof(turn) FROM message"
    ).fetchall()
    connection.close()
    assert sorted(kinds) == [("blob",), ("blob",), ("blob",), ("null",)]


def test_a_damaged_record_is_named(path: Path) -> None:
    version_1(path)
    store = Store(path, "local")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE message SET turn = x'00' WHERE turn IS NOT NULL")
    connection.close()
    with pytest.raises(StorageError, match=r"record in mentorprep\.db is damaged"):
        store.messages("c")


def test_conversations_from_before_branches_are_one_branch_each(path: Path) -> None:
    brief = version_3(path)
    store = Store(path, "local")
    assert {c.id for c in store.conversations()} == {"c", "d"}, "nothing was said in the third"
    assert [message.id for message in store.messages("c")] == ["c1", "c3", "c4", "c6"]
    assert [message.id for message in store.messages("d")] == ["d2", "d5"]
    assert (store.turns("c"), store.turns("d"), store.messages("e")) == (2, 1, [])
    assert store.messages("c")[1].turn and store.messages("c")[-1].status == "failed"
    assert store.briefs.current() == (brief, 1)
    assert store.meter.usage() == Usage()
    store.finish_turn(store.begin_turn("d", "And then?"), "done", "Noted.", None)
    assert [message.text for message in store.messages("d")][2:] == ["And then?", "Noted."]
    store.finish_turn(store.begin_turn("e", "Anybody?"), "done", "Noted.", None)
    assert len(store.messages("e")) == 2
    store.begin_version("c", "c3", None)
    assert len(store.messages("c")) == 2 and len(store.versions("c", "c3")) == 2
    after = store.briefs.current()[0]
    assert after.current_role is None and after.long_term == brief.long_term
    store.delete("d")
    assert len(store.messages("c")) == 2


def test_a_file_is_migrated_once(path: Path) -> None:
    version_3(path)
    reply = Store(path, "local").begin_version("d", "d5", None)
    assert [message.id for message in Store(path, "local").messages("d")] == ["d2", reply]


@pytest.mark.parametrize("old", [version_1, version_3])
def test_a_migrated_file_has_the_tables_of_a_new_one(path: Path, tmp_path: Path, old: Callable[[Path], object]) -> None:
    old(path)
    migrated, new = schema(path), schema(tmp_path / "new.db")
    assert migrated == new
    declared = tables._metadata.tables
    assert {name: {c.name for c in table.columns} for name, table in declared.items()} == {
        name: {column[0] for column in columns} for name, (columns, _) in new.items()
    }


def test_every_table_names_an_owner() -> None:
    for table in tables._metadata.tables.values():
        assert not table.c.owner.nullable


def test_a_migration_that_fails_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    version_1(path)

    def fail(_: sa.Connection) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(tables, "_STEPS", (*tables._STEPS, fail))
    with pytest.raises(RuntimeError, match="power cut"):
        Store(path, "local")
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'revision'").fetchone() == (0,)
    connection.close()
    monkeypatch.undo()
    assert len(Store(path, "local").messages("c")) == 2


@pytest.mark.parametrize("old", [False, True], ids=["no file", "a file of the first version"])
def test_processes_that_start_at_once_make_one_database(path: Path, old: bool) -> None:
    if old:
        version_1(path)
    program = (
        "import sys; from pathlib import Path; from assistant.store import Store; sys.stdin.readline(); "
        f"Store(Path({str(path)!r}), 'local').create()"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(6)
    ]
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [(process.communicate()[1], process.returncode) for process in started] == [("", 0)] * 6
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT count(*) FROM conversation").fetchone() == (6 + old,)
    connection.close()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ottokar", ["secret"]),  # in a message, in another case
        ("STAND-UP", ["standup"]),
        ("übergang", ["standup"]),  # no ASCII, in another case
        ("once a month", ["secret"]),  # in a reply
        ("100%", ["percent"]),
        ("%", ["percent"]),  # no wildcard
        ("_", []),
        ("a_b", []),
        ("\\", []),
        ("' OR 1=1 --", []),
        ("  the  ", ["percent", "standup", "secret"]),  # the newest first
        ("", ["percent", "standup", "secret"]),
        ("x" * 100_000, []),
    ],
)
def test_search(path: Path, text: str, found: list[str]) -> None:
    store = Store(path, "local")
    ids = {
        say(store, TYPED, "Meet your mentor once a month."): "secret",
        say(store, "Who leads the stand-up?", "Der ÜBERGANG zählt."): "standup",
        say(store, "I gave it 100% the whole year"): "percent",
    }
    store.create()  # one in which nothing was said is never found
    say(Store(path, "somebody else"), f"{TYPED} the 100% _ a_b \\ stand-up")
    assert [ids[conversation.id] for conversation in store.search(text)] == found


def test_search_looks_at_titles_too(path: Path) -> None:
    store = Store(path, "local")
    store.rename(say(store, "hello"), "Ask Nadia")
    assert [conversation.title for conversation in store.search("nadia")] == ["Ask Nadia"]


def kept_everywhere(path: Path) -> Store:
    """A store that has the sentence in every table, in rows that are there, and in pages that were freed."""
    store = Store(path, "local")
    say(store, TYPED, f"You said: {TYPED}")
    fact = Fact.model_validate({"id": "1", "value": TYPED, "origin": "by hand", "at": TIME})
    store.briefs.save(Brief(next_role=fact), 0, "test")
    store.briefs.save(Brief(), 1, "test")
    store.preferences.set("name", TYPED)
    letter = store.letters.create("thank_you", "email", title=TYPED, particulars=Particulars(ask=fact), text=TYPED)
    store.letters.save_version(letter.id, f"{TYPED}.", "by hand", based_on=letter.versions[0].id)
    rehearsal = store.rehearsals.create(TYPED, "goodbye", "normal")
    store.rehearsals.say(rehearsal.id, "mentor", TYPED, None, State(left=20, patience=3, warmth=1, ceiling=2))
    deleted = say(store, TYPED * 200)
    careless = sqlite3.connect(path)
    careless.execute("PRAGMA secure_delete = off")  # Debian's SQLite overwrites what is deleted anyway, others' do not
    careless.execute("DELETE FROM message WHERE conversation = ?", (deleted,))
    careless.commit()
    careless.close()
    store.delete(deleted)
    return store


def test_erasing_leaves_no_byte_behind(path: Path) -> None:
    store = kept_everywhere(path)
    elsewhere = sqlite3.connect(path)  # as long as it is open, SQLite does not put its log away by itself
    elsewhere.execute("SELECT count(*) FROM message").fetchone()
    say(store, TYPED)
    assert all(TYPED.encode() in file.read_bytes() for file in (path, Path(f"{path}-wal"))), "else this proves nothing"
    assert tables.erase(store._engine, "local") == {
        "message": 4, "conversation": 2, "revision": 2, "letter": 1, "letter_version": 2, "rehearsal": 1,
        "rehearsal_line": 1,
    }  # fmt: skip
    assert TYPED.encode() not in everything_in(path.parent)
    assert b"Ottokar" not in everything_in(path.parent)
    elsewhere.close()
    assert store.conversations() == [] and store.briefs.current() == (Brief(), 0) and store.briefs.undo() is None


def test_erasing_leaves_others_alone(path: Path) -> None:
    store, other = kept_everywhere(path), Store(path, "somebody else")
    theirs = say(other, "Where do I begin?")
    other.briefs.save(Brief(), 0, "test")
    other.preferences.set("name", "Nadia")
    letter = other.letters.create("thank_you", "email", text="Thank you")
    tables.erase(store._engine, "local")
    assert [message.text for message in other.messages(theirs)] == ["Where do I begin?", "Noted."]
    assert other.briefs.current()[1] == 1
    assert (other.letters.all(), store.letters.all()) == ([letter], [])
    assert (other.preferences.get("name"), store.preferences.get("name")) == ("Nadia", None)


def test_a_process_that_has_the_file_open_goes_on_after_an_erasure(path: Path) -> None:
    running, store = kept_everywhere(path), Store(path, "local")
    conversation = running.create()
    reply = running.begin_turn(conversation.id, TYPED)
    tables.erase(store._engine, "local")
    running.finish_turn(reply, "done", TYPED, None)  # an answer that was on its way does not come back
    assert TYPED.encode() not in everything_in(path.parent)
    again = say(running, "Something new")
    assert [c.id for c in store.conversations()] == [again]


def test_a_reader_that_keeps_old_pages_alive_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_WAIT", 0.2)
    store = kept_everywhere(path)
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM message").fetchone()
    with pytest.raises(StorageError, match=r"still reading .* close it and erase again"):
        tables.erase(store._engine, "local")
    assert store.conversations() == []
    reader.close()
    assert tables.erase(store._engine, "local") == {
        "message": 0, "conversation": 0, "revision": 0, "letter": 0, "letter_version": 0, "rehearsal": 0,
        "rehearsal_line": 0,
    }  # fmt: skip
    assert TYPED.encode() not in everything_in(path.parent)

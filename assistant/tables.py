"""The tables of what people write, and the SQLite file that holds them. Every row has an owner."""

import sqlite3
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError, OperationalError

from knowledge.database import log_ahead, storage_error
from knowledge.errors import StorageError

_WAIT = 10.0  # seconds for another process to finish what it writes
_metadata = sa.MetaData()


class Packed(sa.TypeDecorator[str]):
    """Text, compressed: the records of turns and Briefs repeat themselves, and a fifth of their size is left."""

    impl = sa.LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> bytes | None:
        return None if value is None else zlib.compress(value.encode())

    def process_result_value(self, value: bytes | None, dialect: sa.Dialect) -> str | None:
        try:
            return None if value is None else zlib.decompress(value).decode()
        except zlib.error as error:
            raise StorageError(
                f"A record in mentorprep.db is damaged ({error}): put a backup of the file in its place, or erase it."
            ) from error


conversation = sa.Table(  # `leaf`: number of the newest message of the branch that is shown
    "conversation", _metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("owner", sa.String(200), nullable=False, index=True),
    sa.Column("title", sa.String(200), nullable=False),
    sa.Column("created", sa.String(32), nullable=False),
    sa.Column("updated", sa.String(32), nullable=False),
    sa.Column("leaf", sa.Integer),
)  # fmt: skip
message = sa.Table(  # `parent`: number of the message before it. No key to it: they live and die with the conversation
    "message", _metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("id", sa.String(32), nullable=False, unique=True),
    sa.Column("owner", sa.String(200), nullable=False),
    sa.Column("conversation", sa.ForeignKey("conversation.id", ondelete="CASCADE"), nullable=False),
    sa.Column("parent", sa.Integer),
    sa.Column("role", sa.String(10), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("status", sa.String(10), nullable=False),
    sa.Column("turn", Packed),
    sa.Column("rating", sa.String(4)),
    sa.Column("worker", sa.Integer, nullable=False),
    sa.Column("created", sa.String(32), nullable=False),
    sa.Column("input_tokens", sa.Integer, nullable=False, server_default=sa.text("0")),
    sa.Column("output_tokens", sa.Integer, nullable=False, server_default=sa.text("0")),
    # Each holds all that its query reads, so that no text or turn is passed over on the way.
    sa.Index("ix_message_branch", "conversation", "owner", "parent", "role", "id"),
    sa.Index("ix_message_tokens", "owner", "created", "conversation", "input_tokens", "output_tokens"),
)  # fmt: skip
# Of the Brief. `parent`: the one that undoing it goes back to, 0 the empty Brief before all; `message`: id of the reply
# that made it.
revision = sa.Table(
    "revision", _metadata,
    sa.Column("owner", sa.String(200), primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("parent", sa.Integer),
    sa.Column("data", Packed, nullable=False),
    sa.Column("cause", sa.String(200), nullable=False),
    sa.Column("created", sa.String(32), nullable=False),
    sa.Column("message", sa.String(32)),
)  # fmt: skip
preference = sa.Table(  # `value`: JSON
    "preference", _metadata,
    sa.Column("owner", sa.String(200), primary_key=True),
    sa.Column("name", sa.String(100), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)  # fmt: skip
# Of a letter the head, and below it each text that it had. An id is that of one owner: it comes back with an import.
letter = sa.Table(  # `candidate`: id of one in the Brief; `particulars`: JSON; `sent` and `follow_up`: days
    "letter", _metadata,
    sa.Column("owner", sa.String(200), primary_key=True),
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("channel", sa.String(20), nullable=False),
    sa.Column("medium", sa.String(10), nullable=False),
    sa.Column("tone", sa.String(10), nullable=False),
    sa.Column("candidate", sa.String(32)),
    sa.Column("title", sa.String(200), nullable=False),
    sa.Column("particulars", Packed, nullable=False),
    sa.Column("created", sa.String(32), nullable=False),
    sa.Column("updated", sa.String(32), nullable=False),
    sa.Column("sent", sa.String(10)),
    sa.Column("follow_up", sa.String(10)),
    sa.Column("outcome", sa.String(10)),
)  # fmt: skip
letter_version = sa.Table(  # `facts`: the lines of a draft with what they rest on, JSON
    "letter_version", _metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("owner", sa.String(200), nullable=False),
    sa.Column("letter", sa.String(32), nullable=False),
    sa.Column("id", sa.String(32), nullable=False),
    sa.Column("text", Packed, nullable=False),
    sa.Column("origin", sa.String(10), nullable=False),
    sa.Column("facts", Packed),
    sa.Column("created", sa.String(32), nullable=False),
    sa.ForeignKeyConstraint(["owner", "letter"], ["letter.owner", "letter.id"], ondelete="CASCADE"),
    sa.UniqueConstraint("owner", "letter", "id"),
)  # fmt: skip

# A rehearsal is a tree of lines, of which one branch is shown. Its lines live and die with it.
rehearsal = sa.Table(  # `built`: a persona that was made for it, JSON; `rated`: how the person rates themselves, JSON
    "rehearsal", _metadata,
    sa.Column("owner", sa.String(200), primary_key=True),
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("persona", sa.String(100), nullable=False),
    sa.Column("built", Packed),
    sa.Column("candidate", sa.String(32)),
    sa.Column("scenario", sa.String(20), nullable=False),
    sa.Column("dial", sa.String(10), nullable=False),
    sa.Column("leaf", sa.String(32)),
    sa.Column("stopped", sa.Boolean, nullable=False),
    sa.Column("rated", Packed),
    sa.Column("created", sa.String(32), nullable=False),
    sa.Column("updated", sa.String(32), nullable=False),
)  # fmt: skip
rehearsal_line = sa.Table(  # `parent`: id of the line before it; `state`: the meeting after a mentor's line, JSON
    "rehearsal_line", _metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("owner", sa.String(200), nullable=False),
    sa.Column("rehearsal", sa.String(32), nullable=False),
    sa.Column("id", sa.String(32), nullable=False),
    sa.Column("parent", sa.String(32)),
    sa.Column("role", sa.String(10), nullable=False),
    sa.Column("text", Packed, nullable=False),
    sa.Column("state", Packed),
    sa.Column("created", sa.String(32), nullable=False),
    sa.ForeignKeyConstraint(["owner", "rehearsal"], ["rehearsal.owner", "rehearsal.id"], ondelete="CASCADE"),
    sa.UniqueConstraint("owner", "rehearsal", "id"),
)  # fmt: skip


def _pack(connection: sa.Connection) -> None:
    """Compress the records that were kept as plain text."""
    for table in (message, revision):
        rows = connection.exec_driver_sql(f"SELECT * FROM {table.name}").mappings().all()
        table.drop(connection)
        table.create(connection)
        if rows:
            connection.execute(table.insert(), [dict(row) for row in rows])


def _branch(connection: sa.Connection) -> None:
    """Make one branch of each conversation, its messages in the order in which they were written; add preferences."""
    _metadata.create_all(connection, [preference])
    for column in (conversation.c.leaf, message.c.parent, message.c.input_tokens, message.c.output_tokens,
                   revision.c.message):  # fmt: skip
        table = column.table.name
        if column.name not in {known["name"] for known in sa.inspect(connection).get_columns(table)}:
            declared = sa.schema.CreateColumn(column).compile(dialect=connection.dialect)
            connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {declared}")
    connection.exec_driver_sql("DROP INDEX IF EXISTS ix_message_conversation")
    for index in message.indexes:
        index.create(connection, checkfirst=True)
    leaves, parents = dict[str, int](), list[tuple[int | None, int]]()
    for number, name in connection.exec_driver_sql("SELECT number, conversation FROM message ORDER BY number"):
        parents.append((leaves.get(name), number))
        leaves[name] = number
    if parents:
        connection.exec_driver_sql("UPDATE message SET parent = ? WHERE number = ?", parents)
        leaf = "UPDATE conversation SET leaf = ? WHERE id = ?"
        connection.exec_driver_sql(leaf, [(number, name) for name, number in leaves.items()])


# Step n leads from schema version n to n + 1. The first two make tables as they are today, so a step that changes a
# table must leave one that is so already as it finds it.
_STEPS: tuple[Callable[[sa.Connection], None], ...] = (
    lambda connection: _metadata.create_all(connection, [conversation, message]),
    lambda connection: _metadata.create_all(connection, [revision]),
    _pack,
    _branch,
    lambda connection: _metadata.create_all(connection, [letter, letter_version]),
    lambda connection: _metadata.create_all(connection, [rehearsal, rehearsal_line]),
)
SCHEMA_VERSION = len(_STEPS)


def opened(path: Path) -> sa.Engine:
    """The database in this file, made or brought up to date. Raises StorageError."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise storage_error(error, path) from error
    url = sa.URL.create("sqlite", database=str(path))
    engine = sa.create_engine(url, connect_args={"timeout": _WAIT}, poolclass=sa.NullPool)
    sa.event.listen(engine, "connect", _configure)
    sa.event.listen(engine, "begin", _begin)
    with reading(engine) as connection:
        version = _version(connection, path)
    if version < SCHEMA_VERSION:
        _migrate(engine)
    return engine


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that sees one state of everything."""
    with _transaction(engine, "BEGIN") as connection:
        yield connection


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that waits for the write lock first: what it reads is still true when it writes."""
    with _transaction(engine, "BEGIN IMMEDIATE") as connection:
        yield connection


def counted(engine: sa.Engine, owner: str) -> Counter[str]:
    """How many rows an owner has, by table."""
    with reading(engine) as connection:
        return Counter(
            {
                table.name: connection.execute(
                    sa.select(sa.func.count()).select_from(table).where(table.c.owner == owner)
                ).scalar_one()
                for table in _metadata.sorted_tables
            }
        )


def erase(engine: sa.Engine, owner: str) -> Counter[str]:
    """Delete all rows of an owner, and their bytes; how many there were, by table, leaving aside the preferences.

    The file itself stays: another process may have it open, and would go on writing where nobody looks any more.
    """
    with writing(engine) as connection:
        gone = Counter(
            {
                table.name: connection.execute(table.delete().where(table.c.owner == owner)).rowcount
                for table in reversed(_metadata.sorted_tables)  # messages before the conversations they belong to
            }
        )
    del gone[preference.name]  # settings, no records
    with _transaction(engine, "") as connection:
        connection.exec_driver_sql("VACUUM")
        # Until it is cut off, the log holds the pages as they were before the deletion.
        busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
    if busy:
        raise StorageError(
            f"All of it is deleted, but another program is still reading {_path(engine)}: close it and erase again, "
            "so that no trace remains in the file."
        )
    return gone


def _migrate(engine: sa.Engine) -> None:
    with writing(engine) as connection:
        for step in _STEPS[_version(connection, _path(engine)) :]:  # another process may have been first
            step(connection)
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _version(connection: sa.Connection, path: Path) -> int:
    version: int = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if version > SCHEMA_VERSION:
        raise StorageError(
            f"{path} was written by a newer version of Mentorprep: update this one, or set MENTORPREP_HOME."
        )
    return version


@contextmanager
def _transaction(engine: sa.Engine, begin: str) -> Iterator[sa.Connection]:
    try:
        with engine.execution_options(begin=begin).begin() as connection:
            yield connection
    except OperationalError as error:
        raise storage_error(error.orig or error, _path(engine)) from error
    except DatabaseError as error:
        raise StorageError(
            f"{_path(engine)} is damaged ({error.orig}): move it away to start afresh, or put a backup in its place."
        ) from error


def _path(engine: sa.Engine) -> Path:
    return Path(engine.url.database or "")


def _configure(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # Python's driver would begin late, and not at all before CREATE TABLE
    log_ahead(connection)
    for pragma in ("synchronous = full", "foreign_keys = on", "secure_delete = on"):
        connection.execute(f"PRAGMA {pragma}")
    connection.create_function("lower", 1, _lower, deterministic=True)  # SQLite's own knows A to Z only


def _begin(connection: sa.Connection) -> None:
    if begin := connection.get_execution_options().get("begin", "BEGIN"):
        connection.exec_driver_sql(begin)


def _lower(text: str | None) -> str | None:
    return text.lower() if text is not None else None

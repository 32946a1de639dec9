"""What people wrote and what they were told, in SQL. Every row has an owner, and every query names it."""

import os
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError, OperationalError

from assistant.errors import NotFound
from assistant.turn import Conversation, Message, Rating, Status, Turn
from knowledge.database import storage_error
from knowledge.errors import StorageError

SCHEMA_VERSION = 1
_metadata = sa.MetaData()
_conversation = sa.Table(
    "conversation", _metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("owner", sa.String(200), nullable=False, index=True),
    sa.Column("title", sa.String(200), nullable=False),
    sa.Column("created", sa.String(32), nullable=False),
    sa.Column("updated", sa.String(32), nullable=False),
)  # fmt: skip
_message = sa.Table(
    "message", _metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("id", sa.String(32), nullable=False, unique=True),
    sa.Column("owner", sa.String(200), nullable=False),
    sa.Column("conversation", sa.ForeignKey("conversation.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("role", sa.String(10), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("status", sa.String(10), nullable=False),
    sa.Column("turn", sa.Text),
    sa.Column("rating", sa.String(4)),
    sa.Column("worker", sa.Integer, nullable=False),
    sa.Column("created", sa.String(32), nullable=False),
)  # fmt: skip
_UNTITLED, _TITLE_LENGTH = "New conversation", 60


class Store:
    """Conversations of one owner. Raises StorageError for what the disk does, NotFound for a wrong id."""

    def __init__(self, path: Path, owner: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._path, self._owner, self._now = path, owner, now
        self._engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": 10}, poolclass=sa.NullPool)
        sa.event.listen(self._engine, "connect", _configure)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise storage_error(error, path) from error
        with self._begin() as connection:
            version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            if version > SCHEMA_VERSION:
                raise StorageError(
                    f"{path} was written by a newer version of Mentorprep: update this one, or set MENTORPREP_HOME."
                )
            if version < SCHEMA_VERSION:
                _metadata.create_all(connection)
                connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
        self._fail_abandoned()

    def conversations(self) -> list[Conversation]:
        """Those in which something was said, the newest first."""
        said = sa.exists().where(_message.c.conversation == _conversation.c.id)
        select = (
            sa.select(_conversation)
            .where(_conversation.c.owner == self._owner, said)
            .order_by(_conversation.c.updated.desc())
        )
        with self._begin() as connection:
            return [_as_conversation(row) for row in connection.execute(select)]

    def create(self) -> Conversation:
        now = self._now()
        conversation = Conversation(id=uuid.uuid4().hex, title=_UNTITLED, created=now, updated=now)
        row = {
            "id": conversation.id,
            "owner": self._owner,
            "title": conversation.title,
            "created": now.isoformat(),
            "updated": now.isoformat(),
        }
        with self._begin() as connection:
            connection.execute(_conversation.insert(), row)
        return conversation

    def rename(self, conversation_id: str, title: str) -> None:
        with self._begin() as connection:
            self._touch(connection, conversation_id, title=title.strip()[:_TITLE_LENGTH] or "Conversation")

    def delete(self, conversation_id: str) -> None:
        with self._begin() as connection:
            self._touch(connection, conversation_id)
            connection.execute(_conversation.delete().where(*self._mine(conversation_id)))

    def messages(self, conversation_id: str) -> list[Message]:
        """Oldest first."""
        select = sa.select(_message).where(_message.c.conversation == conversation_id, _message.c.owner == self._owner)
        with self._begin() as connection:
            if connection.execute(sa.select(_conversation.c.id).where(*self._mine(conversation_id))).first() is None:
                raise NotFound("That conversation is not here: it may have been deleted.")
            return [_as_message(row) for row in connection.execute(select.order_by(_message.c.number))]

    def begin_turn(self, conversation_id: str, text: str, names_it: bool = True) -> str:
        """Keep the person's message and a pending reply in one transaction; returns the reply's id.

        The first message with `names_it` becomes the title of a conversation that has none.
        """
        with self._begin() as connection:
            self._touch(connection, conversation_id)
            if names_it:
                untitled = (*self._mine(conversation_id), _conversation.c.title == _UNTITLED)
                connection.execute(_conversation.update().where(*untitled).values(title=_title(text)))
            self._add(connection, conversation_id, "user", text, "done")
            return self._add(connection, conversation_id, "assistant", "", "pending")

    def begin_again(self, conversation_id: str, message_id: str) -> str:
        """Make a failed or stopped reply pending again; returns the person's message that it answers."""
        messages = self.messages(conversation_id)
        for question, reply in pairwise(messages):
            if reply.id == message_id and reply.role == "assistant" and reply.status in ("failed", "stopped"):
                self.finish_turn(message_id, "pending", "", None)
                return question.text
        raise NotFound("That reply cannot be tried again: send the message once more.")

    def finish_turn(self, message_id: str, status: Status, text: str, turn: Turn | None) -> None:
        values = {
            "status": status,
            "text": text,
            "turn": turn.model_dump_json() if turn else None,
            "worker": os.getpid(),
        }
        with self._begin() as connection:
            connection.execute(
                _message.update().where(_message.c.id == message_id, _message.c.owner == self._owner).values(values)
            )

    def rate(self, message_id: str, rating: Rating | None) -> None:
        mine = (_message.c.id == message_id, _message.c.owner == self._owner)
        with self._begin() as connection:
            if connection.execute(_message.update().where(*mine).values(rating=rating)).rowcount == 0:
                raise NotFound("That reply is not here any more, so it cannot be rated.")

    def _mine(self, conversation_id: str) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
        return _conversation.c.id == conversation_id, _conversation.c.owner == self._owner

    def _touch(self, connection: sa.Connection, conversation_id: str, **values: str) -> None:
        values["updated"] = self._now().isoformat()
        if connection.execute(_conversation.update().where(*self._mine(conversation_id)).values(values)).rowcount == 0:
            raise NotFound("That conversation is not here: it may have been deleted.")

    def _add(
        self,
        connection: sa.Connection,
        conversation_id: str,
        role: Literal["user", "assistant"],
        text: str,
        status: Status,
    ) -> str:
        row = {
            "id": uuid.uuid4().hex, "owner": self._owner, "conversation": conversation_id, "role": role, "text": text,
            "status": status, "worker": os.getpid(), "created": self._now().isoformat(),
        }  # fmt: skip
        connection.execute(_message.insert(), row)
        return str(row["id"])

    def _fail_abandoned(self) -> None:
        """Replies that were pending when their process died will never come: they can be tried again."""
        pending = sa.select(_message.c.id, _message.c.worker).where(
            _message.c.status == "pending", _message.c.owner == self._owner
        )
        with self._begin() as connection:
            dead = [row.id for row in connection.execute(pending) if not _is_alive(row.worker)]
            connection.execute(_message.update().where(_message.c.id.in_(dead)).values(status="failed"))

    @contextmanager
    def _begin(self) -> Iterator[sa.Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except OperationalError as error:
            raise storage_error(error.orig or error, self._path) from error
        except DatabaseError as error:
            raise StorageError(
                f"{self._path} is damaged ({error.orig}): move it away to start afresh, or put a backup in its place."
            ) from error


def _configure(connection: sqlite3.Connection, _record: Any) -> None:
    for pragma in ("journal_mode = wal", "synchronous = full", "foreign_keys = on", "secure_delete = on"):
        connection.execute(f"PRAGMA {pragma}")


def _is_alive(pid: int) -> bool:
    if pid == os.getpid():
        return False  # this process has only just started: the row is of an earlier one with the same number
    if os.name != "posix":
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _title(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _TITLE_LENGTH else line[: _TITLE_LENGTH - 1].rsplit(" ", 1)[0] + "…"


def _as_conversation(row: Any) -> Conversation:
    return Conversation(id=row.id, title=row.title, created=row.created, updated=row.updated)


def _as_message(row: Any) -> Message:
    turn = Turn.model_validate_json(row.turn) if row.turn else None
    return Message(
        id=row.id, role=row.role, text=row.text, status=row.status, turn=turn, rating=row.rating, created=row.created
    )

"""Conversations and their messages, of one owner: every query names them."""

import os
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import sqlalchemy as sa

from assistant.briefs import Briefs
from assistant.errors import NotFound
from assistant.tables import conversation as _conversation
from assistant.tables import message as _message
from assistant.tables import opened, reading, writing
from assistant.turn import Conversation, Message, Rating, Status, Turn

_UNTITLED, _TITLE_LENGTH = "New conversation", 60
_SEARCHED = 1000  # characters that are looked for; SQLite refuses a pattern of 50,000


class Store:
    """Conversations of one owner; beside them, `briefs`.

    Raises StorageError for what the disk does, NotFound for a wrong id.
    """

    def __init__(self, path: Path, owner: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """One per process: replies that an earlier process left pending will never come, and count as failed."""
        self._engine, self._owner, self._now = opened(path), owner, now
        self.briefs = Briefs(self._engine, owner, now)
        self._fail_abandoned()

    def conversations(self) -> list[Conversation]:
        """Those in which something was said, the newest first."""
        with reading(self._engine) as connection:
            return [_as_conversation(row) for row in connection.execute(self._said())]

    def search(self, text: str) -> list[Conversation]:
        """Those whose title or messages contain a text, in any case; the newest first."""
        wanted = text.strip()[:_SEARCHED]
        in_message = sa.exists().where(
            _message.c.conversation == _conversation.c.id,
            _message.c.owner == self._owner,
            _message.c.text.icontains(wanted, autoescape=True),
        )
        found = self._said().where(_conversation.c.title.icontains(wanted, autoescape=True) | in_message)
        with reading(self._engine) as connection:
            return [_as_conversation(row) for row in connection.execute(found)]

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
        with writing(self._engine) as connection:
            connection.execute(_conversation.insert(), row)
        return conversation

    def rename(self, conversation_id: str, title: str) -> None:
        with writing(self._engine) as connection:
            self._touch(connection, conversation_id, title=title.strip()[:_TITLE_LENGTH] or "Conversation")

    def delete(self, conversation_id: str) -> None:
        with writing(self._engine) as connection:
            self._touch(connection, conversation_id)
            connection.execute(_conversation.delete().where(*self._mine(conversation_id)))

    def messages(self, conversation_id: str, last: int | None = None) -> list[Message]:
        """Oldest first; only the `last` ones, where a number is given."""
        select = sa.select(_message).where(_message.c.conversation == conversation_id, _message.c.owner == self._owner)
        with reading(self._engine) as connection:
            if connection.execute(sa.select(_conversation.c.id).where(*self._mine(conversation_id))).first() is None:
                raise NotFound("That conversation is not here: it may have been deleted.")
            rows = connection.execute(select.order_by(_message.c.number.desc()).limit(last)).all()
        return [_as_message(row) for row in reversed(rows)]

    def turns(self, conversation_id: str) -> int:
        """How many messages the person has written in a conversation."""
        mine = (_message.c.conversation == conversation_id, _message.c.owner == self._owner)
        count = sa.select(sa.func.count()).where(*mine, _message.c.role == "user")
        with reading(self._engine) as connection:
            return int(connection.execute(count).scalar_one())

    def begin_turn(self, conversation_id: str, text: str, names_it: bool = True) -> str:
        """Keep the person's message and a pending reply in one transaction; returns the reply's id.

        The first message with `names_it` becomes the title of a conversation that has none.
        """
        with writing(self._engine) as connection:
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
        with writing(self._engine) as connection:
            connection.execute(
                _message.update().where(_message.c.id == message_id, _message.c.owner == self._owner).values(values)
            )

    def rate(self, message_id: str, rating: Rating | None) -> None:
        mine = (_message.c.id == message_id, _message.c.owner == self._owner)
        with writing(self._engine) as connection:
            if connection.execute(_message.update().where(*mine).values(rating=rating)).rowcount == 0:
                raise NotFound("That reply is not here any more, so it cannot be rated.")

    def _said(self) -> sa.Select[Any]:
        said = sa.exists().where(_message.c.conversation == _conversation.c.id, _message.c.owner == self._owner)
        return (
            sa.select(_conversation)
            .where(_conversation.c.owner == self._owner, said)
            .order_by(_conversation.c.updated.desc())
        )

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
        with writing(self._engine) as connection:
            dead = [row.id for row in connection.execute(pending) if not _is_alive(row.worker)]
            connection.execute(
                _message.update()
                .where(_message.c.id.in_(dead), _message.c.owner == self._owner)
                .values(status="failed")
            )


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

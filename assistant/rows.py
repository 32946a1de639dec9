"""The rows of conversations and messages, read and written in somebody else's transaction."""

import os
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from assistant.branches import Node, Tree
from assistant.errors import NotFound
from assistant.tables import conversation, message
from assistant.turn import Conversation, Message, Status, Turn

UNTITLED, TITLE_LENGTH = "New conversation", 60
Clauses = tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]


class Rows:
    """Of one owner, whom every query names."""

    def __init__(self, owner: str, now: Callable[[], datetime]) -> None:
        self._owner, self._now = owner, now

    def conversation(self, conversation_id: str) -> Clauses:
        return conversation.c.id == conversation_id, conversation.c.owner == self._owner

    def message(self, message_id: str) -> Clauses:
        return message.c.id == message_id, message.c.owner == self._owner

    def messages(self, conversation_id: str) -> Clauses:
        return message.c.conversation == conversation_id, message.c.owner == self._owner

    def touch(self, connection: sa.Connection, conversation_id: str, **values: str) -> None:
        """Set values of a conversation, and when it was last changed. Raises NotFound."""
        values["updated"] = self._now().isoformat()
        changed = connection.execute(conversation.update().where(*self.conversation(conversation_id)).values(values))
        if changed.rowcount == 0:
            raise _not_here()

    def leaf(self, connection: sa.Connection, conversation_id: str) -> int | None:
        """Number of the newest message of the branch that is shown. Raises NotFound."""
        found = connection.execute(sa.select(conversation.c.leaf).where(*self.conversation(conversation_id))).first()
        if found is None:
            raise _not_here()
        leaf: int | None = found.leaf
        return leaf

    def tree(self, connection: sa.Connection, conversation_id: str) -> Tree:
        """Raises NotFound where there is no such conversation."""
        leaf = self.leaf(connection, conversation_id)
        columns = (message.c.number, message.c.id, message.c.role, message.c.parent)
        found = connection.execute(sa.select(*columns).where(*self.messages(conversation_id)))
        return Tree([Node(*row) for row in sorted(found)], leaf)  # the index is not ordered by number

    def read(self, connection: sa.Connection, nodes: Sequence[Node]) -> list[Message]:
        these = (message.c.number.in_([node.number for node in nodes]), message.c.owner == self._owner)
        return [as_message(row) for row in connection.execute(sa.select(message).where(*these).order_by("number"))]

    def ask(
        self, connection: sa.Connection, conversation_id: str, parent: int | None, text: str, names_it: bool
    ) -> str:
        """Add a message of the person after `parent` and a pending reply to it; returns the reply's id.

        With `names_it` the message becomes the title of a conversation that has none.
        """
        if names_it:
            untitled = (*self.conversation(conversation_id), conversation.c.title == UNTITLED)
            connection.execute(conversation.update().where(*untitled).values(title=_title(text)))
        question, _ = self._add(connection, conversation_id, parent, "user", text, "done")
        return self.expect(connection, conversation_id, question)

    def expect(self, connection: sa.Connection, conversation_id: str, question: int | None) -> str:
        """Add a pending reply to a message, and show it; returns its id."""
        number, reply_id = self._add(connection, conversation_id, question, "assistant", "", "pending")
        self.show(connection, conversation_id, number)
        return reply_id

    def show(self, connection: sa.Connection, conversation_id: str, leaf: int) -> None:
        """Show the branch that ends with this message."""
        connection.execute(conversation.update().where(*self.conversation(conversation_id)).values(leaf=leaf))

    def _add(
        self, connection: sa.Connection, conversation_id: str, parent: int | None, role: Literal["user", "assistant"],
        text: str, status: Status,
    ) -> tuple[int, str]:  # fmt: skip
        """The number and the id of a new message."""
        row = {
            "id": uuid.uuid4().hex, "owner": self._owner, "conversation": conversation_id, "parent": parent,
            "role": role, "text": text, "status": status, "worker": os.getpid(), "created": self._now().isoformat(),
        }  # fmt: skip
        (number,) = tuple(connection.execute(message.insert(), row).inserted_primary_key or ())
        return number, str(row["id"])


def _not_here() -> NotFound:
    return NotFound("That conversation is not here: it may have been deleted.")


def as_conversation(row: Any) -> Conversation:
    return Conversation(id=row.id, title=row.title, created=row.created, updated=row.updated)


def as_message(row: Any) -> Message:
    turn = Turn.model_validate_json(row.turn) if row.turn else None
    return Message(
        id=row.id, role=row.role, text=row.text, status=row.status, turn=turn, rating=row.rating, created=row.created
    )


def _title(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1].rsplit(" ", 1)[0] + "…"

"""Conversations and their messages, of one owner: every query names them."""

import os
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa

from assistant.branches import Tree, turns
from assistant.briefs import Briefs
from assistant.errors import Conflict, NotFound
from assistant.letters import Letters
from assistant.preferences import Preferences
from assistant.rehearsals import Rehearsals
from assistant.rows import TITLE_LENGTH, UNTITLED, Rows, as_conversation
from assistant.tables import conversation as _conversation
from assistant.tables import message as _message
from assistant.tables import opened, reading, writing
from assistant.turn import Conversation, Message, Rating, Status, Turn
from assistant.usage import Meter

_SEARCHED = 1000  # characters that are looked for; SQLite refuses a pattern of 50,000


class Context(NamedTuple):
    """What a reply answers: the person's message, those before it, and which of the person's it is, from 1."""

    said: str
    before: list[Message]
    number: int


class Store:
    """Conversations of one owner; beside them `briefs`, `letters`, `rehearsals`, `preferences`, and the `meter` of
    tokens.

    A conversation is a tree of messages, of which one branch is shown. Raises StorageError for what the disk does,
    NotFound for a wrong id.
    """

    def __init__(self, path: Path, owner: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """One per process: replies that an earlier process left pending will never come, and count as failed."""
        self._engine, self._owner, self._now = opened(path), owner, now
        self._rows = Rows(owner, now)
        self.briefs = Briefs(self._engine, owner, now)
        self.letters = Letters(self._engine, owner, now)
        self.preferences = Preferences(self._engine, owner)
        self.rehearsals = Rehearsals(self._engine, owner, now)
        self.meter = Meter(self._engine, owner, now)
        self._fail_abandoned()

    def conversations(self) -> list[Conversation]:
        """Those in which something was said, the newest first."""
        with reading(self._engine) as connection:
            return [as_conversation(row) for row in connection.execute(self._said())]

    def search(self, text: str) -> list[Conversation]:
        """Those whose title or messages, in any branch, contain a text, in any case; the newest first."""
        wanted = text.strip()[:_SEARCHED]
        in_message = sa.exists().where(
            _message.c.conversation == _conversation.c.id,
            _message.c.owner == self._owner,
            _message.c.text.icontains(wanted, autoescape=True),
        )
        found = self._said().where(_conversation.c.title.icontains(wanted, autoescape=True) | in_message)
        with reading(self._engine) as connection:
            return [as_conversation(row) for row in connection.execute(found)]

    def create(self) -> Conversation:
        now = self._now()
        conversation = Conversation(id=uuid.uuid4().hex, title=UNTITLED, created=now, updated=now)
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
            self._rows.touch(connection, conversation_id, title=title.strip()[:TITLE_LENGTH] or "Conversation")

    def delete(self, conversation_id: str) -> None:
        with writing(self._engine) as connection:
            self._rows.touch(connection, conversation_id)
            connection.execute(_conversation.delete().where(*self._rows.conversation(conversation_id)))

    def messages(self, conversation_id: str, last: int | None = None) -> list[Message]:
        """Of the branch that is shown, oldest first; only the `last` ones, where a number is given."""
        with reading(self._engine) as connection:
            shown = self._rows.tree(connection, conversation_id).shown
            return self._rows.read(connection, shown if last is None else shown[-last:])

    def turns(self, conversation_id: str) -> int:
        """How many messages of the person are in the branch that is shown."""
        with reading(self._engine) as connection:
            return turns(self._rows.tree(connection, conversation_id).shown)

    def context(self, conversation_id: str, reply_id: str, last: int) -> Context:
        """What a reply, in whatever branch, answers; at most `last` messages before that."""
        with reading(self._engine) as connection:
            tree = self._rows.tree(connection, conversation_id)
            path = tree.path(tree.node(reply_id).number)[:-1]
            *before, asked = self._rows.read(connection, path[-last - 1 :])
        return Context(asked.text, before, turns(path))

    def begin_turn(self, conversation_id: str, text: str, names_it: bool = True) -> str:
        """Keep the person's message and a pending reply in one transaction; returns the reply's id.

        They follow the newest message of the branch that is shown. The first message with `names_it` becomes the title
        of a conversation that has none.
        """
        with writing(self._engine) as connection:
            self._rows.touch(connection, conversation_id)
            leaf = self._rows.leaf(connection, conversation_id)
            return self._rows.ask(connection, conversation_id, leaf, text, names_it)

    def begin_again(self, conversation_id: str, message_id: str) -> None:
        """Make a failed or stopped reply of the branch that is shown pending again."""
        again = {"status": "pending", "text": "", "turn": None, "worker": os.getpid()}
        broken = (*self._rows.message(message_id), _message.c.status.in_(("failed", "stopped")))
        with writing(self._engine) as connection:
            shown = {node.id for node in self._rows.tree(connection, conversation_id).shown if node.parent}
            if (
                message_id not in shown
                or not connection.execute(_message.update().where(*broken).values(again)).rowcount
            ):
                raise NotFound("That reply cannot be tried again: send the message once more.")

    def begin_version(self, conversation_id: str, message_id: str, text: str | None, names_it: bool = True) -> str:
        """Begin a branch beside a message, and show it; returns the id of its pending reply.

        Beside a message of the person stands what they say instead, `text`; beside a reply, for which `text` is None,
        another one to the same message. The Brief follows (see `Briefs.follow`). Raises Conflict while a reply is being
        written that would be left.
        """
        with writing(self._engine) as connection:
            tree = self._rows.tree(connection, conversation_id)
            node = tree.node(message_id)
            if (text is None) != (node.role == "assistant") or (text is None and node.parent is None):
                raise NotFound("There can be no other version of that message.")
            self._rows.touch(connection, conversation_id)
            self._leave(connection, conversation_id, tree, node.parent)
            if text is None:
                return self._rows.expect(connection, conversation_id, node.parent)
            return self._rows.ask(connection, conversation_id, node.parent, text, names_it)

    def versions(self, conversation_id: str, message_id: str) -> tuple[str, ...]:
        """The ids of a message and of those that stand in its place in other branches, oldest first."""
        with reading(self._engine) as connection:
            tree = self._rows.tree(connection, conversation_id)
        return tuple(node.id for node in tree.versions(tree.node(message_id)))

    def all_versions(self, conversation_id: str) -> dict[str, tuple[str, ...]]:
        """The `versions` of each message of the branch that is shown, where there is more than one: all in one look."""
        with reading(self._engine) as connection:
            tree = self._rows.tree(connection, conversation_id)
        found = ((node.id, tuple(other.id for other in tree.versions(node))) for node in tree.shown)
        return {message_id: ids for message_id, ids in found if len(ids) > 1}

    def switch(self, conversation_id: str, message_id: str) -> None:
        """Show the branch of a message, down to the newest one below it; nothing changes where it is shown already.

        The Brief follows (see `Briefs.follow`). Raises Conflict while a reply is being written that would be left.
        """
        with writing(self._engine) as connection:
            tree = self._rows.tree(connection, conversation_id)
            node = tree.node(message_id)
            if node not in tree.shown:
                leaf = tree.newest_below(node).number
                self._leave(connection, conversation_id, tree, leaf)
                self._rows.show(connection, conversation_id, leaf)

    def finish_turn(self, message_id: str, status: Status, text: str, turn: Turn | None) -> None:
        """Keep how a reply ended. The tokens of an earlier attempt at it stay counted."""
        values: dict[str, Any] = {
            "status": status,
            "text": text,
            "turn": turn.model_dump_json() if turn else None,
            "worker": os.getpid(),
        }
        if turn:
            values["input_tokens"] = _message.c.input_tokens + turn.tokens.input
            values["output_tokens"] = _message.c.output_tokens + turn.tokens.output
        with writing(self._engine) as connection:
            connection.execute(_message.update().where(*self._rows.message(message_id)).values(values))

    def rate(self, message_id: str, rating: Rating | None) -> None:
        rated = _message.update().where(*self._rows.message(message_id)).values(rating=rating)
        with writing(self._engine) as connection:
            if connection.execute(rated).rowcount == 0:
                raise NotFound("That reply is not here any more, so it cannot be rated.")

    def _said(self) -> sa.Select[Any]:
        said = sa.exists().where(_message.c.conversation == _conversation.c.id, _message.c.owner == self._owner)
        return (
            sa.select(_conversation)
            .where(_conversation.c.owner == self._owner, said)
            .order_by(_conversation.c.updated.desc())
        )

    def _leave(self, connection: sa.Connection, conversation_id: str, tree: Tree, leaf: int | None) -> None:
        """Let the Brief follow to the branch that ends with this message."""
        left, entered = tree.move(leaf)
        pending = sa.select(_message.c.id).where(*self._rows.messages(conversation_id), _message.c.status == "pending")
        if left & set(connection.execute(pending).scalars()):
            raise Conflict("A reply is still being written there: stop it, or wait for its end, and try again.")
        self.briefs.follow(connection, left, entered)

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

"""The Brief as it is kept: each change is a revision, so that it can be taken back, and none overwrites another."""

import uuid
from collections.abc import Callable, Set
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from assistant.brief import MAX_FACT, Brief, Fact, Place
from assistant.edits import confirmed, edited, entered
from assistant.errors import BadInput, Conflict
from assistant.merge import merged, without_messages
from assistant.tables import reading, revision, writing
from assistant.understand.dates import resolve

KEPT = 40  # revisions of an owner; older ones can no longer be gone back to


class Briefs:
    """The revisions of one owner's Brief. Raises StorageError for what the disk does."""

    def __init__(self, engine: sa.Engine, owner: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._engine, self._owner, self._now = engine, owner, now

    def current(self) -> tuple[Brief, int]:
        """The Brief and its revision; an empty one and 0 where nothing was saved yet."""
        with reading(self._engine) as connection:
            row = self._newest(connection)
        return (Brief.model_validate_json(row.data), row.revision) if row else (Brief(), 0)

    def save(self, brief: Brief, based_on: int, cause: str, message: str | None = None) -> int:
        """Keep a Brief that was made from the revision `based_on`, by the reply `message`; returns its own.

        Raises Conflict where that is not the current one any more.
        """
        with writing(self._engine) as connection:
            newest = self._newest(connection)
            if based_on != (newest.revision if newest else 0):
                raise _conflict()
            return self._add(connection, based_on, based_on, brief.model_dump_json(), cause, message)

    def edit(self, fact_id: str, value: str, based_on: int) -> None:
        """Set the value of a fact by hand; an empty one removes it. Raises Conflict."""
        self.save(edited(self.current()[0], fact_id, _one_line(value), self._now()), based_on, "by hand")

    def add(self, place: Place, value: str, based_on: int) -> None:
        """Enter a fact by hand. Raises Conflict, and BadInput for an empty one."""
        text, at = _one_line(value), self._now()
        if not text:
            raise BadInput("Type what should stand there.")
        until = resolve(text, at.date()) if place.dated else None
        fact = Fact(id=uuid.uuid4().hex[:12], value=text, origin="by hand", at=at, confirmed=True, until=until)
        self.save(entered(self.current()[0], place, fact), based_on, "by hand")

    def confirm(self, fact_id: str | None, based_on: int) -> None:
        """Confirm one fact, or all of them. Raises Conflict."""
        self.save(confirmed(self.current()[0], fact_id), based_on, "confirmed")

    def undo(self, message: str | None = None) -> tuple[Brief, int] | None:
        """Go back to what the current revision was made from, as a new one; None where there is nothing before it.

        `message`: the reply to a message that asked for it. Undoing again goes further back: the new revision takes
        over its forerunner's parent.
        """
        with writing(self._engine) as connection:
            newest = self._newest(connection)
            if newest is None or newest.parent is None:
                return None
            data, parent = Brief().model_dump_json(), None
            if newest.parent > 0:
                before = connection.execute(self._select().where(revision.c.revision == newest.parent)).first()
                if before is None:  # pruned
                    return None
                data, parent = before.data, before.parent
            number = self._add(connection, newest.revision, parent, data, "undo", message)
        return Brief.model_validate_json(data), number

    def follow(self, connection: sa.Connection, left: Set[str], entered: Set[str]) -> None:
        """Make the Brief that of another branch, as one revision; `left` and `entered`: ids of replies.

        What the revisions of the replies that are left had changed is taken back, the newest first: what they told
        goes, what they replaced or took out is here again. Then what the replies that are shown again had changed is
        made once more. Whatever was changed since, by hand or in another conversation, stays as it is.

        Where a revision is gone, because only the last KEPT are kept, or was made before revisions knew their reply,
        the facts of a reply that is left go all the same, but nothing comes back. An undo by hand belongs to no reply:
        what it took back is here again when its branch is.
        """
        rows = connection.execute(self._select().order_by(revision.c.revision)).all()
        known = {0: Brief().model_dump_json()} | {row.revision: row.data for row in rows}
        brief = current = Brief.model_validate_json(known[max(known)])

        def change(number: int) -> tuple[Brief, Brief]:
            return Brief.model_validate_json(known[number - 1]), Brief.model_validate_json(known[number])

        for row in reversed(rows):
            if row.message in left and row.revision - 1 in known:
                before, after = change(row.revision)
                brief = merged(brief, after, before)
        brief = without_messages(brief, left)
        for row in rows:
            if row.message in entered and row.revision - 1 in known:
                brief = merged(brief, *change(row.revision))
        if brief != current:
            self._add(connection, max(known), max(known), brief.model_dump_json(), "another version")

    def _select(self) -> sa.Select[tuple[int, int | None, str, str | None]]:
        columns = (revision.c.revision, revision.c.parent, revision.c.data, revision.c.message)
        return sa.select(*columns).where(revision.c.owner == self._owner)

    def _newest(self, connection: sa.Connection) -> sa.Row[tuple[int, int | None, str, str | None]] | None:
        return connection.execute(self._select().order_by(revision.c.revision.desc()).limit(1)).first()

    def _add(
        self, connection: sa.Connection, after: int, parent: int | None, data: str, cause: str,
        message: str | None = None,
    ) -> int:  # fmt: skip
        row = {
            "owner": self._owner, "revision": after + 1, "parent": parent, "data": data, "cause": cause,
            "created": self._now().isoformat(), "message": message,
        }  # fmt: skip
        try:
            connection.execute(revision.insert(), row)
        except IntegrityError as error:  # the primary key has the last word, whatever a database's locks are worth
            raise _conflict() from error
        old = (revision.c.owner == self._owner, revision.c.revision <= after + 1 - KEPT)
        connection.execute(revision.delete().where(*old))
        return after + 1


def _one_line(value: str) -> str:
    return " ".join(value.split())[:MAX_FACT]


def _conflict() -> Conflict:
    return Conflict(
        "The Brief was changed elsewhere in the meantime, so nothing was overwritten: look at it and try again."
    )

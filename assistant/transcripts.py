"""Conversations on their way out and in: whole, and all of them at once."""

import os
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from assistant.export import Said, Transcript
from assistant.tables import conversation, message, reading, writing


class Transcripts:
    """What one owner and the assistant said. Raises StorageError for what the disk does."""

    def __init__(self, engine: sa.Engine, owner: str) -> None:
        self._engine, self._owner = engine, owner

    def all(self) -> list[Transcript]:
        """The oldest first. Replies that never came are left out, and conversations in which nothing was said."""
        select = (
            sa.select(conversation.c.id, conversation.c.title, conversation.c.created.label("begun"))
            .add_columns(conversation.c.leaf, message.c.number, message.c.parent)
            .add_columns(message.c.role, message.c.text, message.c.created)
            .join_from(conversation, message)
            .where(conversation.c.owner == self._owner, message.c.owner == self._owner)
            .order_by(conversation.c.created, conversation.c.id, message.c.number)
        )
        with reading(self._engine) as connection:
            rows = connection.execute(select).all()
        groups = [list(group) for _, group in groupby(rows, lambda row: row.id)]
        return [_transcript(group) for group in groups if any(row.text for row in group)]

    def add(self, transcripts: Sequence[Transcript]) -> None:
        """Keep these beside what is here, with ids of their own; all of them or none."""
        with writing(self._engine) as connection:
            for transcript in transcripts:
                self._add(connection, transcript)

    def _add(self, connection: sa.Connection, transcript: Transcript) -> None:
        conversation_id = uuid.uuid4().hex
        row = {
            "id": conversation_id,
            "owner": self._owner,
            "title": transcript.title,
            "created": _utc(transcript.created),
            "updated": _utc(max((said.created for said in transcript.messages), default=transcript.created)),
        }
        # Nobody else writes meanwhile, so the numbers are known: they are needed for the parents.
        first = connection.execute(sa.select(sa.func.coalesce(sa.func.max(message.c.number), 0) + 1)).scalar_one()
        rows = [
            {
                "number": first + place, "id": uuid.uuid4().hex, "owner": self._owner, "conversation": conversation_id,
                "parent": None if parent < 0 else first + parent, "role": said.role, "text": said.text,
                "status": "done", "worker": os.getpid(), "created": _utc(said.created),
            }
            for place, (said, parent) in enumerate(zip(transcript.messages, transcript.parents, strict=True))
        ]  # fmt: skip
        leaf = transcript.leaf if transcript.leaf is not None else len(rows) - 1
        connection.execute(conversation.insert(), row | {"leaf": first + leaf if rows else None})
        if rows:
            connection.execute(message.insert(), rows)


def _transcript(rows: Sequence[Any]) -> Transcript:
    """A conversation of these messages, the oldest first. What follows a reply that never came follows its question."""
    kept = {row.number: place for place, row in enumerate(row for row in rows if row.text)}
    places: dict[int | None, int] = {None: -1}  # of each message, or of the nearest one before it that is kept
    for row in rows:
        places[row.number] = kept.get(row.number, places.get(row.parent, -1))
    messages = tuple(
        Said(
            role=row.role, text=row.text, created=row.created,
            parent=None if (before := places.get(row.parent, -1)) == kept[row.number] - 1 else before,
        )
        for row in rows
        if row.number in kept
    )  # fmt: skip
    whole = Transcript(title=rows[0].title, created=rows[0].begun, messages=messages)
    leaf = places.get(rows[0].leaf, -1)
    below = {leaf}
    for place, parent in enumerate(whole.parents):  # where the leaf is left out, what it stood beside is shown instead
        if parent in below:
            below.add(place)
    leaf = max(below)
    return whole if leaf == len(messages) - 1 else whole.model_copy(update={"leaf": leaf})


def _utc(moment: datetime) -> str:
    """Times are sorted as text, so all are written alike."""
    return moment.astimezone(UTC).isoformat()

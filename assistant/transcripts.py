"""Conversations on their way out and in: whole, and all of them at once."""

import os
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import groupby

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
            .add_columns(message.c.role, message.c.text, message.c.created)
            .join_from(conversation, message)
            .where(conversation.c.owner == self._owner, message.c.owner == self._owner, message.c.text != "")
            .order_by(conversation.c.created, conversation.c.id, message.c.number)
        )
        with reading(self._engine) as connection:
            rows = connection.execute(select).all()
        transcripts = []
        for (_, title, begun), group in groupby(rows, lambda row: (row.id, row.title, row.begun)):
            messages = tuple(Said(role=row.role, text=row.text, created=row.created) for row in group)
            transcripts.append(Transcript(title=title, created=begun, messages=messages))
        return transcripts

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
        connection.execute(conversation.insert(), row)
        rows = [
            {
                "id": uuid.uuid4().hex, "owner": self._owner, "conversation": conversation_id, "role": said.role,
                "text": said.text, "status": "done", "worker": os.getpid(), "created": _utc(said.created),
            }
            for said in transcript.messages
        ]  # fmt: skip
        if rows:
            connection.execute(message.insert(), rows)


def _utc(moment: datetime) -> str:
    """Times are sorted as text, so all are written alike."""
    return moment.astimezone(UTC).isoformat()

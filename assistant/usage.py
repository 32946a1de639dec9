"""How many tokens of a model were used, by what is kept: a conversation that is deleted takes its own along."""

from collections.abc import Callable
from datetime import UTC, datetime

import sqlalchemy as sa

from assistant.tables import message, reading
from knowledge.types import Frozen


class Usage(Frozen):
    """In tokens. `input` and `output`: of one conversation, or of all; `today`: both, of all, since midnight UTC."""

    input: int = 0
    output: int = 0
    today: int = 0


class Meter:
    """What one owner has used. Raises StorageError for what the disk does."""

    def __init__(self, engine: sa.Engine, owner: str, now: Callable[[], datetime]) -> None:
        self._engine, self._owner, self._now = engine, owner, now

    def usage(self, conversation_id: str | None = None) -> Usage:
        """Over all branches, shown or not; zeros for a conversation that is not here."""
        totals = sa.select(_sum(message.c.input_tokens), _sum(message.c.output_tokens))
        totals = totals.where(message.c.owner == self._owner)
        if conversation_id is not None:
            totals = totals.where(message.c.conversation == conversation_id)
        with reading(self._engine) as connection:
            given, made = connection.execute(totals).one()
        return Usage(input=given, output=made, today=self.today())

    def today(self) -> int:
        """Tokens of the messages that were begun since midnight UTC."""
        since = self._now().astimezone(UTC).date().isoformat()
        total = sa.select(_sum(message.c.input_tokens + message.c.output_tokens))
        with reading(self._engine) as connection:
            return connection.execute(
                total.where(message.c.owner == self._owner, message.c.created >= since)
            ).scalar_one()


def _sum(tokens: sa.ColumnElement[int]) -> sa.Function[int]:
    return sa.func.coalesce(sa.func.sum(tokens), 0)

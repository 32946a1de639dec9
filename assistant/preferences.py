"""How somebody likes things to be: small settings by name, kept with what they write and erased with it.

They are read and shown freely, so nothing secret belongs here: no key of a model, for one.
"""

import json

import sqlalchemy as sa

from assistant.tables import preference, reading, writing


def consent(host: str) -> str:
    """The name under which it is kept whether what a person writes may go to a host: 'yes' or 'no'."""
    return f"consent {host}"


class Preferences:
    """Of one owner. Raises StorageError for what the disk does."""

    def __init__(self, engine: sa.Engine, owner: str) -> None:
        self._engine, self._owner = engine, owner

    def get(self, name: str) -> str | None:
        with reading(self._engine) as connection:
            value = connection.execute(sa.select(preference.c.value).where(*self._named(name))).scalar()
        return None if value is None else str(json.loads(value))

    def set(self, name: str, value: str | None) -> None:
        """Keep a value in place of an earlier one; None forgets it."""
        with writing(self._engine) as connection:
            connection.execute(preference.delete().where(*self._named(name)))
            if value is not None:
                row = {"owner": self._owner, "name": name, "value": json.dumps(value)}
                connection.execute(preference.insert(), row)

    def _named(self, name: str) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
        return preference.c.owner == self._owner, preference.c.name == name

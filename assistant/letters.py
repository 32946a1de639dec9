"""Letters, that is messages to a mentor, as they are kept: each with its versions, none of which overwrites another."""

import re
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal, TypedDict, Unpack

import sqlalchemy as sa
from pydantic import AfterValidator, AwareDatetime, Field, TypeAdapter, model_validator

from assistant.errors import BadInput, Conflict, NotFound
from assistant.skills.outreach.types import Line, Particulars, Tone
from assistant.tables import letter as _letter
from assistant.tables import letter_version as _version
from assistant.tables import reading, writing
from knowledge.letters import Channel, Medium
from knowledge.types import Frozen

Origin = Literal["draft", "by hand", "fix", "pasted", "model"]
Outcome = Literal["open", "answered", "declined", "silent"]
Moment = Annotated[AwareDatetime, AfterValidator(lambda moment: moment.astimezone(UTC))]  # one moment, one spelling
MAX_TEXT, MAX_TITLE = 20_000, 200  # characters
KEPT = 50  # versions of a letter; older ones can no longer be gone back to
_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_lines = TypeAdapter(tuple[Line, ...])


class Version(Frozen):
    """A text that a letter had. `facts`: the lines it was drafted of, with the ids they rest on; none by hand."""

    id: str = Field(min_length=1, max_length=32)
    text: str = Field(max_length=MAX_TEXT)
    origin: Origin
    facts: tuple[Line, ...] = ()
    created: Moment


class Letter(Frozen):
    """A letter. `candidate`: id of the Brief's candidate, who may be gone from it. `versions`: the oldest first."""

    id: str = Field(min_length=1, max_length=32)
    channel: Channel
    medium: Medium
    tone: Tone
    candidate: str | None = None
    title: str = Field(default="", max_length=MAX_TITLE)
    particulars: Particulars = Particulars()
    created: Moment
    updated: Moment
    sent: date | None = None
    follow_up: date | None = None  # the day on which to ask again
    outcome: Outcome | None = None
    versions: tuple[Version, ...] = Field(default=(), max_length=KEPT)

    @model_validator(mode="after")
    def _tells_versions_apart(self) -> "Letter":
        if len({version.id for version in self.versions}) < len(self.versions):
            raise ValueError("two versions have the same id")
        return self

    @property
    def newest(self) -> Version | None:
        """The version that is the letter; None while nothing is written yet."""
        return self.versions[-1] if self.versions else None

    @property
    def drafted(self) -> tuple[Line, ...]:
        """The sentences of the newest draft, whatever has become of them since."""
        return next((version.facts for version in reversed(self.versions) if version.facts), ())

    @property
    def text(self) -> str:
        return self.newest.text if self.newest else ""


class Fields(TypedDict, total=False):
    """What of a letter can be set, beside its text."""

    channel: Channel
    medium: Medium
    tone: Tone
    candidate: str | None
    title: str
    particulars: Particulars
    sent: date | None
    follow_up: date | None
    outcome: Outcome | None


class Letters:
    """The letters of one owner, whom every query names.

    Raises StorageError for what the disk does, NotFound for a wrong id, BadInput for a text that is too long.
    """

    def __init__(self, engine: sa.Engine, owner: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._engine, self._owner, self._now = engine, owner, now

    def all(self) -> list[Letter]:
        """The one that was changed last first."""
        with reading(self._engine) as connection:
            return self._read(connection)

    def get(self, letter_id: str) -> Letter:
        with reading(self._engine) as connection:
            return self._get(connection, letter_id)

    def create(
        self, channel: Channel, medium: Medium, tone: Tone = "warm", *, title: str = "", candidate: str | None = None,
        particulars: Particulars | None = None, text: str | None = None, origin: Origin = "draft",
        lines: Sequence[Line] = (),
    ) -> Letter:  # fmt: skip
        """A new letter; with a text it has its first version."""
        now = self._now()
        versions = () if text is None else (_new(text, origin, lines, now),)
        letter = Letter(
            id=uuid.uuid4().hex, channel=channel, medium=medium, tone=tone, title=_one_line(title), candidate=candidate,
            particulars=particulars or Particulars(), created=now, updated=now, versions=versions,
        )  # fmt: skip
        with writing(self._engine) as connection:
            self._insert(connection, letter)
        return letter

    def save_version(
        self, letter_id: str, text: str, origin: Origin, lines: Sequence[Line] = (), based_on: str | None = None
    ) -> Letter:
        """Keep a text that was made from the version `based_on` (None: where there was none yet); returns the letter.

        The same text again makes no new version. Raises Conflict where `based_on` is not the newest any more.
        """
        now = self._now()
        version = _new(text, origin, lines, now)
        with writing(self._engine) as connection:
            newest = self._get(connection, letter_id).newest
            if newest is None or newest.text != version.text:
                if based_on != (newest.id if newest else None):
                    raise Conflict(
                        "This message was changed elsewhere in the meantime, so nothing was overwritten: "
                        "look at it and try again."
                    )
                self._add_version(connection, letter_id, version)
                old = sa.select(_version.c.number).where(*self._versions(letter_id))
                old = old.order_by(_version.c.number.desc()).offset(KEPT)
                connection.execute(_version.delete().where(*self._versions(letter_id), _version.c.number.in_(old)))
                touched = {"updated": now.astimezone(UTC).isoformat()}
                connection.execute(_letter.update().where(*self._this(letter_id)).values(touched))
            return self._get(connection, letter_id)

    def update(self, letter_id: str, **fields: Unpack[Fields]) -> Letter:
        """Set some of the fields; returns the letter."""
        if unknown := fields.keys() - Fields.__annotations__.keys():
            raise TypeError(f"These cannot be set: {', '.join(sorted(unknown))}.")
        if "title" in fields:
            fields["title"] = _one_line(fields["title"])
        with writing(self._engine) as connection:
            before = self._get(connection, letter_id)
            if Letter.model_validate(dict(before) | fields) == before:
                return before
            after = Letter.model_validate(dict(before) | fields | {"updated": self._now()})
            connection.execute(_letter.update().where(*self._this(letter_id)).values(self._row(after)))
        return after

    def delete(self, letter_id: str) -> None:
        """Delete a letter with all its versions."""
        with writing(self._engine) as connection:
            if connection.execute(_letter.delete().where(*self._this(letter_id))).rowcount == 0:
                raise _not_here()

    def add(self, letters: Sequence[Letter]) -> tuple[Letter, ...]:
        """Keep these beside what is here, all of them or none; returns those that were not here yet.

        One whose id is here already with another content comes in under a new id.
        """
        with writing(self._engine) as connection:
            here = self._read(connection)
            ids, contents = {letter.id for letter in here}, {_content(letter) for letter in here}
            new = list[Letter]()
            for letter in letters:
                if _content(letter) not in contents:
                    contents.add(_content(letter))
                    new.append(letter if letter.id not in ids else letter.model_copy(update={"id": uuid.uuid4().hex}))
                    ids.add(new[-1].id)
                    self._insert(connection, new[-1])
        return tuple(new)

    def _this(self, letter_id: str) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
        return _letter.c.owner == self._owner, _letter.c.id == letter_id

    def _versions(self, letter_id: str) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
        return _version.c.owner == self._owner, _version.c.letter == letter_id

    def _get(self, connection: sa.Connection, letter_id: str) -> Letter:
        for letter in self._read(connection, letter_id):
            return letter
        raise _not_here()

    def _read(self, connection: sa.Connection, letter_id: str | None = None) -> list[Letter]:
        """One letter, or all of them."""
        heads = sa.select(_letter).where(_letter.c.owner == self._owner)
        texts = sa.select(_version).where(_version.c.owner == self._owner)
        if letter_id is not None:
            heads, texts = heads.where(_letter.c.id == letter_id), texts.where(_version.c.letter == letter_id)
        versions: dict[str, list[Version]] = {}
        for row in connection.execute(texts.order_by(_version.c.number)):
            versions.setdefault(row.letter, []).append(_as_version(row))
        newest_first = heads.order_by(_letter.c.updated.desc(), _letter.c.created.desc(), _letter.c.id)
        return [_as_letter(row, versions.get(row.id, ())) for row in connection.execute(newest_first)]

    def _insert(self, connection: sa.Connection, letter: Letter) -> None:
        connection.execute(_letter.insert(), self._row(letter))
        for version in letter.versions:
            self._add_version(connection, letter.id, version)

    def _row(self, letter: Letter) -> dict[str, Any]:
        plain = letter.model_dump(mode="json", exclude={"particulars", "versions", "created", "updated"})
        return plain | {
            "owner": self._owner, "particulars": letter.particulars.model_dump_json(),
            "created": letter.created.isoformat(), "updated": letter.updated.isoformat(),
        }  # fmt: skip

    def _add_version(self, connection: sa.Connection, letter_id: str, version: Version) -> None:
        row = {
            "owner": self._owner, "letter": letter_id, "id": version.id, "text": version.text,
            "origin": version.origin, "facts": _lines.dump_json(version.facts).decode() if version.facts else None,
            "created": version.created.isoformat(),
        }  # fmt: skip
        connection.execute(_version.insert(), row)


def _new(text: str, origin: Origin, lines: Sequence[Line], now: datetime) -> Version:
    kept = _CONTROL.sub("", _BREAKS.sub("\n", text).replace("\t", " "))
    if len(kept) > MAX_TEXT:
        raise BadInput(f"That is {len(kept):,} characters long; a message can have up to {MAX_TEXT:,}, so shorten it.")
    return Version(id=uuid.uuid4().hex, text=kept, origin=origin, facts=tuple(lines), created=now)


def _one_line(title: str) -> str:
    return " ".join(_CONTROL.sub("", title).split())[:MAX_TITLE]


def _content(letter: Letter) -> str:
    """All that it is, whatever its id."""
    return letter.model_dump_json(exclude={"id"})


def _as_version(row: Any) -> Version:
    facts = _lines.validate_json(row.facts) if row.facts else ()
    return Version(id=row.id, text=row.text, origin=row.origin, facts=facts, created=row.created)


def _as_letter(row: Any, versions: Sequence[Version]) -> Letter:
    kept = {name: value for name, value in row._mapping.items() if name not in ("owner", "particulars")}
    particulars = Particulars.model_validate_json(row.particulars)
    return Letter.model_validate(kept | {"particulars": particulars, "versions": tuple(versions)})


def _not_here() -> NotFound:
    return NotFound("That message is not here: it may have been deleted.")

"""Rehearsals as they are kept: each a tree of lines, of which one branch is shown; another try loses nothing."""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, TypedDict, Unpack

import sqlalchemy as sa
from pydantic import AfterValidator, AwareDatetime, Field, TypeAdapter, model_validator

from assistant.errors import Conflict, NotFound
from assistant.markdown import printable
from assistant.skills.rehearsal.built import somebody
from assistant.skills.rehearsal.meeting import Dial, State
from assistant.skills.rehearsal.persona import Persona, Scenario, personas
from assistant.skills.rehearsal.types import Role, Said
from assistant.tables import reading, writing
from assistant.tables import rehearsal as _rehearsal
from assistant.tables import rehearsal_line as _line
from knowledge.turns import Behaviour
from knowledge.types import Frozen

Moment = Annotated[AwareDatetime, AfterValidator(lambda moment: moment.astimezone(UTC))]
Rated = Mapping[Behaviour, bool]
MAX_LINE = 20_000  # characters
_rated = TypeAdapter(dict[Behaviour, bool])


class Spoken(Frozen):
    """One line. `parent`: id of the line before it, None for the first; `state`: the meeting after a mentor's line."""

    id: str = Field(min_length=1, max_length=32)
    parent: str | None = None
    role: Role
    text: str = Field(max_length=MAX_LINE)
    state: State | None = None
    created: Moment

    @model_validator(mode="after")
    def _mentors_lines_have_a_state(self) -> "Spoken":
        if (self.role == "mentor") != (self.state is not None):
            raise ValueError("a mentor's line has the state after it, a mentee's has none")
        return self


class Rehearsal(Frozen):
    """`persona`: id of one, or of `built`, which was made for this rehearsal. `lines`: of all branches, oldest first.

    `leaf`: the last line of the branch that is shown; `stopped`: by the person; `rated`: how they rate themselves.
    """

    id: str = Field(min_length=1, max_length=32)
    persona: str = Field(min_length=1, max_length=100)
    built: Persona | None = None
    candidate: str | None = None  # id of the Brief's candidate, who may be gone from it
    scenario: Scenario
    dial: Dial
    leaf: str | None = None
    stopped: bool = False
    rated: Rated | None = None
    created: Moment
    updated: Moment
    lines: tuple[Spoken, ...] = ()

    @model_validator(mode="after")
    def _is_a_tree(self) -> "Rehearsal":
        roles: dict[str | None, Role] = {None: "mentee"}  # the mentor opens
        for line in self.lines:
            if line.id in roles or line.parent not in roles:
                raise ValueError("a line does not follow its parent")
            if line.role == roles[line.parent]:
                raise ValueError("a line does not answer one of the other")
            roles[line.id] = line.role
        if self.leaf not in roles:
            raise ValueError("the leaf is no line")
        return self

    @property
    def mentor(self) -> Persona:
        """Who is met; somebody of whom nothing is known where the program does not know that persona (any more)."""
        return self.built or personas().get(self.persona) or somebody()

    def branch(self, leaf: str | None = None) -> tuple[Spoken, ...]:
        """The lines up to a leaf, by default that of the branch that is shown."""
        by_id = {line.id: line for line in self.lines}
        path, at = list[Spoken](), leaf or self.leaf
        while at is not None:
            path.append(by_id[at])
            at = by_id[at].parent
        return tuple(reversed(path))

    @property
    def meeting(self) -> tuple[Said, ...]:
        """What was said in the branch that is shown."""
        return tuple(Said(role=line.role, text=line.text) for line in self.branch())

    @property
    def leaves(self) -> tuple[Spoken, ...]:
        """The last line of each branch, in the order in which they were begun."""
        parents = {line.parent for line in self.lines}
        return tuple(line for line in self.lines if line.id not in parents)

    @property
    def state(self) -> State | None:
        """How the meeting stands, after the mentor's last line in the branch that is shown."""
        return next((line.state for line in reversed(self.branch()) if line.state is not None), None)

    @property
    def over(self) -> bool:
        return self.stopped or bool(self.state and self.state.ended)


class Fields(TypedDict, total=False):
    """What of a rehearsal can be set, beside its lines."""

    leaf: str | None
    stopped: bool
    rated: Rated | None


class Rehearsals:
    """The rehearsals of one owner, whom every query names.

    Raises StorageError for what the disk does, NotFound for a wrong id.
    """

    def __init__(self, engine: sa.Engine, owner: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._engine, self._owner, self._now = engine, owner, now

    def all(self) -> list[Rehearsal]:
        """The one that was changed last first."""
        with reading(self._engine) as connection:
            return list(self._read(connection))

    def get(self, rehearsal_id: str) -> Rehearsal:
        with reading(self._engine) as connection:
            return self._get(connection, rehearsal_id)

    def create(
        self,
        persona: str,
        scenario: Scenario,
        dial: Dial,
        *,
        built: Persona | None = None,
        candidate: str | None = None,
    ) -> Rehearsal:
        now = self._now()
        rehearsal = Rehearsal(
            id=uuid.uuid4().hex, persona=persona, built=built, candidate=candidate, scenario=scenario, dial=dial,
            created=now, updated=now,
        )  # fmt: skip
        with writing(self._engine) as connection:
            self._insert(connection, rehearsal)
        return rehearsal

    def say(
        self, rehearsal_id: str, role: Role, text: str, parent: str | None, state: State | None = None
    ) -> Rehearsal:
        """Keep a line that follows `parent`; it is the leaf from now on. Returns the rehearsal with it.

        Raises Conflict where it would follow one of the same person.
        """
        now = self._now()
        kept = printable(text.replace("\r\n", "\n").replace("\r", "\n"))
        spoken = Spoken(id=uuid.uuid4().hex, parent=parent, role=role, text=kept, state=state, created=now)
        with writing(self._engine) as connection:
            before = self._get(connection, rehearsal_id)
            roles = {line.id: line.role for line in before.lines}
            if parent is not None and parent not in roles:
                raise _not_here()
            if role == (roles[parent] if parent else "mentee"):
                raise Conflict("The last line of this meeting has no answer yet: wait for it, then say yours.")
            self._add_line(connection, rehearsal_id, spoken)
            self._set(connection, rehearsal_id, {"leaf": spoken.id}, now)
        return before.model_copy(update={"lines": (*before.lines, spoken), "leaf": spoken.id, "updated": now})

    def update(self, rehearsal_id: str, **fields: Unpack[Fields]) -> Rehearsal:
        """Set some of the fields; returns the rehearsal."""
        if unknown := fields.keys() - Fields.__annotations__.keys():
            raise TypeError(f"These cannot be set: {', '.join(sorted(unknown))}.")
        values: dict[str, Any] = dict(fields)
        if "rated" in values:
            values["rated"] = _dumped(values["rated"])
        with writing(self._engine) as connection:
            before = self._get(connection, rehearsal_id)
            if "leaf" in values and values["leaf"] not in {line.id for line in before.lines}:
                raise _not_here()
            self._set(connection, rehearsal_id, values, self._now())
            return self._get(connection, rehearsal_id)

    def delete(self, rehearsal_id: str) -> None:
        with writing(self._engine) as connection:
            if connection.execute(_rehearsal.delete().where(*self._this(rehearsal_id))).rowcount == 0:
                raise _not_here()

    def add(self, rehearsals: Sequence[Rehearsal]) -> tuple[Rehearsal, ...]:
        """Keep these beside what is here, all of them or none; returns those that were not here yet.

        One whose id is here already with another content comes in under a new id.
        """
        with writing(self._engine) as connection:
            here = list(self._read(connection))
            ids, contents = {each.id for each in here}, [_content(each) for each in here]
            new = list[Rehearsal]()
            for each in rehearsals:
                if (content := _content(each)) not in contents:
                    contents.append(content)
                    new.append(each if each.id not in ids else each.model_copy(update={"id": uuid.uuid4().hex}))
                    ids.add(new[-1].id)
                    self._insert(connection, new[-1])
        return tuple(new)

    def _this(self, rehearsal_id: str) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
        return _rehearsal.c.owner == self._owner, _rehearsal.c.id == rehearsal_id

    def _get(self, connection: sa.Connection, rehearsal_id: str) -> Rehearsal:
        for rehearsal in self._read(connection, rehearsal_id):
            return rehearsal
        raise _not_here()

    def _read(self, connection: sa.Connection, rehearsal_id: str | None = None) -> Iterator[Rehearsal]:
        """One rehearsal, or all of them."""
        heads = sa.select(_rehearsal).where(_rehearsal.c.owner == self._owner)
        texts = sa.select(_line).where(_line.c.owner == self._owner).order_by(_line.c.number)
        if rehearsal_id is not None:
            heads, texts = heads.where(_rehearsal.c.id == rehearsal_id), texts.where(_line.c.rehearsal == rehearsal_id)
        lines: dict[str, list[Spoken]] = {}
        for row in connection.execute(texts):
            lines.setdefault(row.rehearsal, []).append(_as_line(row))
        newest_first = heads.order_by(_rehearsal.c.updated.desc(), _rehearsal.c.created.desc(), _rehearsal.c.id)
        for row in connection.execute(newest_first).all():
            yield _as_rehearsal(row, lines.get(row.id, ()))

    def _set(self, connection: sa.Connection, rehearsal_id: str, values: dict[str, Any], now: datetime) -> None:
        touched = values | {"updated": now.astimezone(UTC).isoformat()}
        connection.execute(_rehearsal.update().where(*self._this(rehearsal_id)).values(touched))

    def _insert(self, connection: sa.Connection, rehearsal: Rehearsal) -> None:
        row = {
            "owner": self._owner, "id": rehearsal.id, "persona": rehearsal.persona,
            "built": rehearsal.built.model_dump_json() if rehearsal.built else None, "candidate": rehearsal.candidate,
            "scenario": rehearsal.scenario, "dial": rehearsal.dial, "leaf": rehearsal.leaf,
            "stopped": rehearsal.stopped, "rated": _dumped(rehearsal.rated),
            "created": rehearsal.created.isoformat(), "updated": rehearsal.updated.isoformat(),
        }  # fmt: skip
        connection.execute(_rehearsal.insert(), row)
        for line in rehearsal.lines:
            self._add_line(connection, rehearsal.id, line)

    def _add_line(self, connection: sa.Connection, rehearsal_id: str, line: Spoken) -> None:
        row = {
            "owner": self._owner, "rehearsal": rehearsal_id, "id": line.id, "parent": line.parent, "role": line.role,
            "text": line.text, "state": line.state.model_dump_json() if line.state else None,
            "created": line.created.isoformat(),
        }  # fmt: skip
        connection.execute(_line.insert(), row)


def _dumped(rated: Rated | None) -> str | None:
    return None if rated is None else _rated.dump_json(dict(rated)).decode()


def _content(rehearsal: Rehearsal) -> Rehearsal:
    """All that it is, whatever its id. Not as JSON, where equal sets may be written in different orders."""
    return rehearsal.model_copy(update={"id": ""})


def _as_line(row: Any) -> Spoken:
    state = State.model_validate_json(row.state) if row.state else None
    return Spoken(id=row.id, parent=row.parent, role=row.role, text=row.text, state=state, created=row.created)


def _as_rehearsal(row: Any, lines: Sequence[Spoken]) -> Rehearsal:
    kept = {name: value for name, value in row._mapping.items() if name not in ("owner", "built", "rated")}
    built = Persona.model_validate_json(row.built) if row.built else None
    rated = _rated.validate_json(row.rated) if row.rated else None
    return Rehearsal.model_validate(kept | {"built": built, "rated": rated, "lines": tuple(lines)})


def _not_here() -> NotFound:
    return NotFound("That rehearsal is not here: it may have been deleted.")

"""Rehearsals, kept: their branches, whose they are, out and in again, and what an earlier file becomes."""

import hashlib
import json
import signal
import sqlite3
import subprocess
import sys
import time
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from markdown_it import MarkdownIt

from assistant import tables
from assistant.brief import Brief, Candidate, Fact
from assistant.errors import BadInput, Conflict, NotFound
from assistant.export import as_json, as_markdown, from_json
from assistant.records import Records
from assistant.rehearsals import MAX_LINE, Rehearsal, Rehearsals, Spoken
from assistant.skills.rehearsal.built import from_candidate, somebody
from assistant.skills.rehearsal.meeting import State, begin
from assistant.skills.rehearsal.persona import Persona, personas
from assistant.store import Store
from knowledge.turns import BEHAVIOURS, Behaviour

AT = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
WHO = "ingrid-solheim"
RATED: dict[Behaviour, bool] = dict.fromkeys(BEHAVIOURS, False) | {"thanked": True, "short_term_goal": True}
ANA = Candidate(
    name=Fact(id="n1", value="Ana *Lima*", origin="by hand", at=AT, confirmed=True),
    role=Fact(id="r1", value="head of <platform>", origin="by hand", at=AT),
)  # fmt: skip


def state(**fields: Any) -> State:
    """A meeting after a line of the mentor."""
    return begin(personas()[WHO], "first_meeting", "normal").model_copy(update=fields)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "mentorprep.db"


@pytest.fixture
def rehearsals(path: Path) -> Rehearsals:
    moments = (AT + timedelta(minutes=n) for n in range(10_000))
    return Rehearsals(tables.opened(path), "local", now=lambda: next(moments))


def talk(rehearsals: Rehearsals, rehearsal_id: str, *texts: str, after: str | None = None) -> list[Spoken]:
    """Lines said in turn, the mentor's first where there is none before."""
    said, parent = list[Spoken](), after
    roles = {line.id: line.role for line in rehearsals.get(rehearsal_id).lines}
    role = "mentee" if after is not None and roles[after] == "mentor" else "mentor"
    for text in texts:
        mentors = role == "mentor"
        now = rehearsals.say(
            rehearsal_id, "mentor" if mentors else "mentee", text, parent, state() if mentors else None
        )
        said.append(now.lines[-1])
        parent, role = said[-1].id, "mentee" if mentors else "mentor"
    return said


def texts(rehearsal: Rehearsal) -> list[str]:
    return [said.text for said in rehearsal.meeting]


def test_a_rehearsal_comes_back_as_it_was(rehearsals: Rehearsals, path: Path) -> None:
    made = rehearsals.create(WHO, "goodbye", "hard")
    assert (made.lines, made.leaf, made.state, made.over, made.meeting) == ((), None, None, False, ())
    after = state(
        left=12.5, warmth=2, told=("month-eleven",), said=frozenset("abc"), phase="why_me", named={"role": "lead"}
    )
    rehearsals.say(made.id, "mentor", "Come in.", None, after)
    again = Rehearsals(tables.opened(path), "local").get(made.id)
    assert again == rehearsals.get(made.id) and again.state == after
    assert (again.persona, again.scenario, again.dial, again.created) == (WHO, "goodbye", "hard", AT)
    assert (again.mentor, again.updated > AT, texts(again)) == (personas()[WHO], True, ["Come in."])


def test_a_persona_that_was_made_for_it_is_kept_with_it(rehearsals: Rehearsals, path: Path) -> None:
    built = from_candidate(ANA)
    made = rehearsals.create("built", "in_person", "gentle", built=built, candidate="n1")
    again = Rehearsals(tables.opened(path), "local").get(made.id)
    assert (again.mentor, again.built, again.candidate) == (built, built, "n1")


def test_who_is_no_persona_any_more_is_somebody(rehearsals: Rehearsals) -> None:
    assert rehearsals.create("a-persona-of-old", "goodbye", "normal").mentor == somebody()


def test_another_try_is_another_branch_and_nothing_is_lost(rehearsals: Rehearsals) -> None:
    made = rehearsals.create(WHO, "first_meeting", "normal")
    opens, mine, _, _, _ = talk(rehearsals, made.id, "Come in.", "Hello", "And?", "I want to lead.", "Why?")
    first_leaf = rehearsals.get(made.id).leaf
    other, answer = talk(rehearsals, made.id, "Good morning", "Ah.", after=opens.id)
    now = rehearsals.get(made.id)
    assert texts(now) == ["Come in.", "Good morning", "Ah."] and now.leaf == answer.id
    assert [line.id for line in now.leaves] == [first_leaf, answer.id] and len(now.lines) == 7
    assert [line.text for line in now.branch(first_leaf)] == ["Come in.", "Hello", "And?", "I want to lead.", "Why?"]
    assert texts(rehearsals.update(made.id, leaf=mine.id)) == ["Come in.", "Hello"]
    assert rehearsals.get(made.id).lines == now.lines
    (_,) = talk(rehearsals, made.id, "Who?", after=other.id)
    assert [line.text for line in rehearsals.get(made.id).leaves] == ["Why?", "Ah.", "Who?"]


def test_the_state_is_that_after_the_mentors_last_line(rehearsals: Rehearsals) -> None:
    made = rehearsals.create(WHO, "first_meeting", "normal")
    opens = rehearsals.say(made.id, "mentor", "Come in.", None, state(left=20.0)).lines[-1]
    now = rehearsals.say(made.id, "mentee", "Hello", opens.id)
    assert now == rehearsals.get(made.id)
    assert now.state is not None and now.state.left == 20.0 and not now.over
    rehearsals.say(made.id, "mentor", "Goodbye.", now.leaf, state(left=19.0, ended="poor"))
    now = rehearsals.get(made.id)
    assert now.state is not None and now.state.left == 19.0 and now.over
    assert not rehearsals.update(made.id, leaf=opens.id).over
    assert rehearsals.update(made.id, stopped=True).over


def test_a_line_follows_one_of_the_other(rehearsals: Rehearsals) -> None:
    """Two tabs may both say something: what would tear the talk apart is not kept."""
    made = rehearsals.create(WHO, "first_meeting", "normal")
    with pytest.raises(Conflict):
        rehearsals.say(made.id, "mentee", "Hello", None)
    opens, mine = talk(rehearsals, made.id, "Come in.", "Hello")
    with pytest.raises(Conflict, match="no answer yet: wait for it"):
        rehearsals.say(made.id, "mentee", "Hello?", mine.id)
    with pytest.raises(Conflict):
        rehearsals.say(made.id, "mentor", "So?", opens.id, state())
    with pytest.raises(NotFound):
        rehearsals.say(made.id, "mentee", "Hello?", "no such line")
    with pytest.raises(ValueError, match="a mentor's line has the state after it"):
        rehearsals.say(made.id, "mentor", "So?", mine.id)
    assert texts(rehearsals.get(made.id)) == ["Come in.", "Hello"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Good morning.\r\nIs it a good time?\rYes?", "Good morning.\nIs it a good time?\nYes?"),
        ("a\x00b\x1b[31mc\x7fd\x9be\ud800f\ufffeg", "ab[31mcdefg"),
        ("<b>Hello</b> 👩‍💻 李, O’Neill", "<b>Hello</b> 👩‍💻 李, O’Neill"),
        ("", ""),
        ("é" * MAX_LINE, "é" * MAX_LINE),
    ],
)
def test_what_is_said_is_kept_as_it_is_typed(rehearsals: Rehearsals, typed: str, kept: str) -> None:
    made = rehearsals.create(WHO, "first_meeting", "normal")
    (opens,) = talk(rehearsals, made.id, "Come in.")
    assert rehearsals.say(made.id, "mentee", typed, opens.id).lines[-1].text == kept
    assert texts(rehearsals.get(made.id)) == ["Come in.", kept]


def test_its_fields_are_set_one_by_one(rehearsals: Rehearsals) -> None:
    made = rehearsals.create(WHO, "first_meeting", "normal")
    opens, _, _ = talk(rehearsals, made.id, "Come in.", "Hello", "And?")
    rated = rehearsals.update(made.id, rated=RATED)
    assert rated.rated == RATED and rated.leaf == rehearsals.get(made.id).leaf
    left = rehearsals.update(made.id, stopped=True, leaf=opens.id)
    assert (left.stopped, left.leaf, left.rated) == (True, opens.id, RATED) and left.updated > rated.updated
    assert rehearsals.update(made.id, rated=None, stopped=False) == rehearsals.get(made.id)
    assert (rehearsals.get(made.id).rated, rehearsals.get(made.id).over) == (None, False)
    wrong: list[dict[str, Any]] = [{"id": "x"}, {"lines": ()}, {"persona": "x"}, {"owner": "somebody else"}]
    before = rehearsals.get(made.id)
    for fields in wrong:
        with pytest.raises(TypeError, match="cannot be set"):
            rehearsals.update(made.id, **fields)
    for leaf in ("no such line", None):
        with pytest.raises(NotFound):
            rehearsals.update(made.id, leaf=leaf)
    assert rehearsals.get(made.id) == before


def test_the_one_that_was_changed_last_comes_first_and_what_is_deleted_is_gone(rehearsals: Rehearsals) -> None:
    one, two, three = (rehearsals.create(WHO, scenario, "normal") for scenario in ("goodbye", "in_person", "ground_rules"))  # fmt: skip
    assert [each.id for each in rehearsals.all()] == [three.id, two.id, one.id]
    talk(rehearsals, one.id, "Come in.", "Hello")
    assert [each.id for each in rehearsals.all()] == [one.id, three.id, two.id]
    talk(rehearsals, two.id, "Come in.")
    rehearsals.delete(one.id)
    assert [each.id for each in rehearsals.all()] == [two.id, three.id]
    for act in (rehearsals.get, rehearsals.delete, rehearsals.update):
        with pytest.raises(NotFound, match="not here"):
            act(one.id)
    with pytest.raises(NotFound):
        rehearsals.say(one.id, "mentor", "Come in.", None, state())
    with rehearsals._engine.connect() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(tables.rehearsal_line)).scalar_one() == 1


def test_owners_never_see_each_others(rehearsals: Rehearsals, path: Path) -> None:
    other = Rehearsals(tables.opened(path), "somebody else")
    made = rehearsals.create(WHO, "first_meeting", "normal")
    (opens,) = talk(rehearsals, made.id, "Come in.")
    mine = rehearsals.get(made.id)
    assert other.all() == []
    for act in (other.get, other.delete, lambda each: other.update(each, stopped=True),
                lambda each: other.say(each, "mentee", "Hello", opens.id)):  # fmt: skip
        with pytest.raises(NotFound):
            act(made.id)
    assert rehearsals.all() == [mine]
    assert other.add([mine]) == (mine,), "the same ids, from an export"
    other.say(made.id, "mentee", "theirs", opens.id)
    other.update(made.id, stopped=True)
    assert rehearsals.all() == [mine] and texts(other.get(made.id)) == ["Come in.", "theirs"]
    other.delete(made.id)
    assert rehearsals.all() == [mine] and other.all() == []


def test_what_was_said_is_there_after_a_kill(path: Path) -> None:
    program = (
        "import os, signal; from pathlib import Path; from assistant.store import Store; "
        "from assistant.skills.rehearsal.meeting import begin; from assistant.skills.rehearsal.persona import personas; "
        f"kept = Store(Path({str(path)!r}), 'local').rehearsals; made = kept.create({WHO!r}, 'goodbye', 'normal'); "
        f"state = begin(personas()[{WHO!r}], 'goodbye', 'normal'); "
        "opens = kept.say(made.id, 'mentor', 'Come in.', None, state); kept.say(made.id, 'mentee', 'Hello', opens.leaf); "
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    killed = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, timeout=60)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    (made,) = Store(path, "local").rehearsals.all()
    assert texts(made) == ["Come in.", "Hello"] and made.branch()[-1].role == "mentee"


def test_many_lines_stay_fast_and_small(rehearsals: Rehearsals, path: Path) -> None:
    """Two hundred, far more than a meeting has: each state remembers a little more than the one before."""

    def line(number: int) -> Spoken:
        said = frozenset(hashlib.sha256(str(n).encode()).hexdigest()[:8] for n in range(number))
        heard = tuple(f"words of line {n} and what they were about" for n in range(number))[-30:]
        return Spoken(
            id=str(number), parent=str(number - 1) if number else None, role="mentee" if number % 2 else "mentor",
            text=f"Line {number} says what was done about it so far, and asks what comes next.", created=AT,
            state=None if number % 2 else state(said=said, heard=heard, line=number),
        )  # fmt: skip

    lines = [line(number) for number in range(190)]
    made = Rehearsal(
        id="r", persona=WHO, scenario="goodbye", dial="normal", leaf=lines[-1].id, created=AT, updated=AT,
        lines=tuple(lines),
    )  # fmt: skip
    assert rehearsals.add([made]) == (made,) and rehearsals.get("r") == made
    parent, began = lines[-1].id, time.perf_counter()
    for number in range(190, 200):
        spoken = line(number)
        parent = rehearsals.say("r", spoken.role, spoken.text, parent, spoken.state).lines[-1].id
    assert time.perf_counter() - began < 10 * 0.5, "half a second a line would be felt"
    assert texts(rehearsals.get("r")) == [line(number).text for number in range(200)]
    assert path.stat().st_size < 1_000_000


def test_a_file_of_the_version_before_rehearsals_keeps_everything(path: Path) -> None:
    store = Store(path, "local")
    store.finish_turn(store.begin_turn(store.create().id, "How do I begin?"), "done", "Look first.", None)
    store.briefs.save(Brief(candidates=(ANA,)), 0, "test")
    store.preferences.set("name", "Mia")
    letter = store.letters.create("thank_you", "email", text="Thank you")
    connection = sqlite3.connect(path)  # as it was: five steps, no rehearsals
    connection.executescript("DROP TABLE rehearsal_line; DROP TABLE rehearsal; PRAGMA user_version = 5")
    connection.close()
    again = Store(path, "local")
    assert again.briefs.current() == (Brief(candidates=(ANA,)), 1) and again.preferences.get("name") == "Mia"
    (conversation,) = again.conversations()
    assert [message.text for message in again.messages(conversation.id)] == ["How do I begin?", "Look first."]
    assert again.letters.all() == [letter] and again.rehearsals.all() == []
    made = again.rehearsals.create(WHO, "goodbye", "normal")
    assert Store(path, "local").rehearsals.all() == [made]
    with sqlite3.connect(path) as after:
        assert after.execute("PRAGMA user_version").fetchone() == (tables.SCHEMA_VERSION,) == (6,)
    after.close()


def test_erasing_leaves_no_byte_of_what_was_said(rehearsals: Rehearsals, path: Path) -> None:
    made = rehearsals.create(WHO, "goodbye", "normal")
    talk(rehearsals, made.id, "Come in.", "The salt in the sugar bowl was mine.")
    said = zlib.compress(b"The salt in the sugar bowl was mine.")  # as it is kept
    assert any(said in file.read_bytes() for file in path.parent.iterdir()), "else this proves nothing"
    assert tables.erase(rehearsals._engine, "local")["rehearsal_line"] == 2
    assert not any(said in file.read_bytes() for file in path.parent.iterdir())


# Out, gone, and in again


@pytest.fixture
def store(path: Path) -> Store:
    """Two rehearsals: one with two branches, rated; one with somebody of the Brief, hardly begun."""
    moments = (AT + timedelta(minutes=n) for n in range(1000))
    store = Store(path, "local", now=lambda: next(moments))
    store.briefs.save(Brief(candidates=(ANA,)), 0, "test")
    kept = store.rehearsals
    made = kept.create(WHO, "first_meeting", "hard")
    opens, *_ = talk(kept, made.id, "Come in.", "Hello", "And?")
    talk(kept, made.id, "# Good *morning*\n\n- is it a good time?", "It is. Goodbye.", "", after=opens.id)
    kept.update(made.id, stopped=True, rated=RATED)
    built = kept.create("built", "in_person", "gentle", built=from_candidate(ANA), candidate="n1")
    talk(kept, built.id, "Do sit down.")
    return store


def test_rehearsals_go_out_and_come_in_again_and_not_twice(store: Store, path: Path) -> None:
    records, before = Records(path.parent), store.rehearsals.all()
    exported = records.export("json")
    assert len(before) == 2 and records.import_bytes(exported).rehearsals == ()
    gone = records.erase()
    assert (gone["rehearsal"], gone["rehearsal_line"]) == (2, 7) and store.rehearsals.all() == []
    assert set(map(id_of, records.import_bytes(exported).rehearsals)) == set(map(id_of, before))
    assert store.rehearsals.all() == before
    assert records.import_bytes(exported).rehearsals == ()
    # One that was gone on with stays as it is, and the one from the file comes in beside it, once.
    changed = store.rehearsals.update(before[1].id, stopped=False)
    (beside,) = records.import_bytes(exported).rehearsals
    assert beside == before[1].model_copy(update={"id": beside.id}) and beside.id != before[1].id
    assert records.import_bytes(exported).rehearsals == ()
    here = {id_of(each): each for each in store.rehearsals.all()}
    assert here == {id_of(each): each for each in (before[0], beside, changed)}
    other = Records(path.parent, "somebody else")
    assert len(other.import_bytes(exported).rehearsals) == 2, "theirs are another person's"
    assert len(store.rehearsals.all()) == 3


def id_of(rehearsal: Rehearsal) -> str:
    return rehearsal.id


def test_what_another_process_wrote_is_known_again(store: Store, path: Path) -> None:
    """A set is written in another order there."""
    marks = [hashlib.sha256(str(n).encode()).hexdigest()[:8] for n in range(200)]
    made = store.rehearsals.create(WHO, "goodbye", "normal")
    store.rehearsals.say(made.id, "mentor", "Come in.", None, state(said=frozenset(marks)))
    data = json.loads(Records(path.parent).export("json"))
    for line in (line for each in data["rehearsals"] for line in each["lines"] if line["state"]):
        line["state"]["said"].sort()
    assert Records(path.parent).import_bytes(json.dumps(data).encode()).rehearsals == ()
    for line in (line for each in data["rehearsals"] for line in each["lines"] if line["state"]):
        line["state"]["said"].reverse()
    assert Records(path.parent).import_bytes(json.dumps(data).encode()).rehearsals == ()


def test_the_markdown_has_the_branch_that_is_shown(store: Store, path: Path) -> None:
    exported = Records(path.parent).export("markdown").decode()
    assert exported.split("## Rehearsals\n\n")[1] == (
        "### Ana \\*Lima\\*\n\n"
        "head of &lt;platform>. Asking in person, rehearsed on 2026-11-20.\n\n"
        "**Ana \\*Lima\\*:**  \nDo sit down.\n\n"
        "### Ingrid Solheim\n\n"
        "Vice-president of engineering at a payments company in Oslo. First meeting, rehearsed on 2026-11-20.\n\n"
        "**Ingrid Solheim:**  \nCome in.\n\n"
        "**You:**  \n\\# Good \\*morning\\*\n\n\\- is it a good time?\n\n"
        "**Ingrid Solheim:**  \nIt is. Goodbye.\n\n"
        "**You:**  \n…\n\n"
        "How you rated yourself:\n\n"
        + "".join(f"- {'Yes' if RATED[name] else 'No'}: {did(name)}\n" for name in BEHAVIOURS)
    )
    assert "## Rehearsals" not in as_markdown(Brief(), [])
    html = MarkdownIt("commonmark", {"html": True}).render(exported)
    assert "<h3>Ana *Lima*</h3>" in html and "<platform>" not in html and html.count("<h1>") == 1


def did(name: Behaviour) -> str:
    from assistant.skills.rehearsal.rubric import rubric

    return rubric()[name].did


@pytest.mark.parametrize("built", [None, from_candidate(ANA), personas()["rosa-iglesias"]])
def test_what_a_persona_keeps_to_itself_does_not_go_out_as_a_document(
    path: Path, rehearsals: Rehearsals, built: Persona | None
) -> None:
    made = rehearsals.create(WHO, "first_meeting", "normal", built=built)
    talk(rehearsals, made.id, "Come in.", "Hello")
    exported = Records(path.parent).export("markdown").decode()
    whom = made.mentor
    hidden = [whom.agenda, *(each.line for each in (*whom.secrets, *whom.stories)), *whom.work]
    hidden += [text for secret in whom.secrets for text in (secret.subject, secret.question, *secret.about)]
    assert [text for text in (*hidden, whom.temper, "patience", "warmth") if " ".join(text.split()) in exported] == []


def test_exports_of_the_versions_before_come_in(store: Store) -> None:
    data = as_json(store.briefs.current()[0], [], AT, store.letters.all(), store.rehearsals.all())
    assert data["version"] == 3 and from_json(json.dumps(data)).rehearsals == tuple(store.rehearsals.all())
    del data["rehearsals"]
    imported = from_json(json.dumps(data | {"version": 2}))
    assert imported.rehearsals == () and imported.brief == store.briefs.current()[0]
    del data["letters"]
    assert from_json(json.dumps(data | {"version": 1})).rehearsals == ()


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("id",), ""),
        (("persona",), ""),
        (("scenario",), "lunch"),
        (("dial",), "impossible"),
        (("created",), "2026-11-20T08:30:00"),
        (("leaf",), "no such line"),
        (("stopped",), "yes"),
        (("rated",), {"was_late": True}),
        (("rated",), {"thanked": "yes"}),
        (("built",), {"name": "Ana"}),
        (("lines",), None),
        (("lines", 1, "id"), "x" * 33),
        (("lines", 1, "parent"), "no such line"),
        (("lines", 1, "parent"), None),
        (("lines", 1, "role"), "mentor"),
        (("lines", 1, "text"), "x" * (MAX_LINE + 1)),
        (("lines", 0, "state"), None),
        (("lines", 1, "created"), "2026-11-20T08:30:00"),
        (("lines", 0, "state", "left"), "long"),
        (("lines", 0, "state", "ended"), "in tears"),
        (("lines", 0, "state", "mood"), 5),
    ],
)
def test_what_is_no_rehearsal_does_not_come_in(
    store: Store, path: Path, place: tuple[str | int, ...], value: Any
) -> None:
    data = json.loads(Records(path.parent).export("json"))
    before, inner = store.rehearsals.all(), data["rehearsals"][1]
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    Records(path.parent).erase()
    with pytest.raises(BadInput, match="no intact export"):
        Records(path.parent).import_bytes(json.dumps(data).encode())
    assert store.rehearsals.all() == [] and len(before) == 2


def test_a_tree_that_is_none_is_refused(store: Store) -> None:
    rehearsal = store.rehearsals.all()[1]
    opens, mine, *rest = rehearsal.lines
    loop = opens.model_copy(update={"parent": mine.id})
    for lines, wrong in (
        ((loop, mine, *rest), "does not follow its parent"),
        ((mine, opens, *rest), "does not follow its parent"),
        ((opens, opens, mine, *rest), "does not follow its parent"),
        ((opens, mine.model_copy(update={"role": "mentor", "state": opens.state}), *rest), "does not answer one of the other"),
        ((opens, mine), "the leaf is no line"),
    ):  # fmt: skip
        with pytest.raises(ValueError, match=wrong):
            Rehearsal.model_validate(dict(rehearsal) | {"lines": lines})

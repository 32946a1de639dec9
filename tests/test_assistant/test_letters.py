"""Letters, kept: their versions, whose they are, out and in again, and what an earlier file becomes."""

import json
import signal
import sqlite3
import subprocess
import sys
import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from assistant import tables
from assistant.brief import Brief, Candidate, Fact
from assistant.errors import BadInput, Conflict, NotFound
from assistant.export import as_json, as_markdown, from_json
from assistant.letters import KEPT, MAX_TEXT, Letter, Letters, Version
from assistant.records import Records
from assistant.skills.outreach.types import Line, Particulars
from assistant.store import Store

AT = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
ASK = Fact(id="ask", value="a look at my plan", origin="said", quote="a look at my plan", at=AT)
LINES = (Line(text="Dear Ana,", facts=("n1",)), Line(text="May I ask?", starts_paragraph=True))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "mentorprep.db"


@pytest.fixture
def letters(path: Path) -> Letters:
    moments = (AT + timedelta(minutes=n) for n in range(10_000))
    return Letters(tables.opened(path), "local", now=lambda: next(moments))


def texts(letter: Letter) -> list[str]:
    return [version.text for version in letter.versions]


def newest(letter: Letter) -> str | None:
    return letter.newest.id if letter.newest else None


def test_a_letter_comes_back_as_it_was(letters: Letters, path: Path) -> None:
    made = letters.create(
        "mentor_request_email", "email", "formal", title=" To\n Ana ", candidate="n1", particulars=Particulars(ask=ASK),
        text="Dear Ana,\n\nMay I ask?", lines=LINES,
    )  # fmt: skip
    again = Letters(tables.opened(path), "local").get(made.id)
    assert again == made and again.title == "To Ana" and again.particulars.ask == ASK
    assert (again.versions[0].origin, again.versions[0].facts) == ("draft", LINES)
    assert (again.sent, again.follow_up, again.outcome, again.created) == (None, None, None, AT)


def test_one_without_a_text_gets_its_first(letters: Letters) -> None:
    letter = letters.create("thank_you", "chat")
    assert (letter.text, letter.newest, letter.tone) == ("", None, "warm")
    letter = letters.save_version(letter.id, "Thank you, Ana.", "model", LINES)
    assert letter.text == "Thank you, Ana." and letter.newest
    assert (letter.newest.origin, letter.newest.facts) == ("model", LINES)


def test_each_text_is_a_version_and_the_same_text_is_none(letters: Letters) -> None:
    letter = letters.create("thank_you", "email", text="one")
    letter = letters.save_version(letter.id, "two", "by hand", based_on=newest(letter))
    assert letters.save_version(letter.id, "two", "fix", based_on=newest(letter)) == letter
    assert letters.save_version(letter.id, "two", "fix", based_on="an older one") == letter, "it is what they want"
    letter = letters.save_version(letter.id, "one", "by hand", based_on=newest(letter))
    assert texts(letter) == ["one", "two", "one"]
    assert [version.origin for version in letter.versions] == ["draft", "by hand", "by hand"]
    assert letter.created < letter.updated == letter.versions[-1].created


def test_what_another_tab_has_saved_is_not_overwritten(letters: Letters, path: Path) -> None:
    letter = letters.create("thank_you", "email", text="one")
    elsewhere = Letters(tables.opened(path), "local")
    elsewhere.save_version(letter.id, "theirs", "by hand", based_on=newest(letter))
    for stale in (newest(letter), None, "no such version"):
        with pytest.raises(Conflict, match="changed elsewhere in the meantime, so nothing was overwritten"):
            letters.save_version(letter.id, "mine", "by hand", based_on=stale)
    assert texts(letters.get(letter.id)) == ["one", "theirs"]


def test_of_several_at_the_same_moment_one_wins(letters: Letters, path: Path) -> None:
    letter = letters.create("thank_you", "email", text="one")
    together, outcomes = threading.Barrier(6, timeout=30), list[str]()

    def save(name: str) -> None:
        own = Letters(tables.opened(path), "local")
        together.wait()
        try:
            own.save_version(letter.id, name, "by hand", based_on=newest(letter))
            outcomes.append(name)
        except Conflict:
            outcomes.append("")

    threads = [threading.Thread(target=save, args=(name,)) for name in "abcdef"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (winner,) = filter(None, outcomes)
    assert len(outcomes) == 6 and texts(letters.get(letter.id)) == ["one", winner]


def test_old_versions_go_and_those_of_another_letter_do_not(letters: Letters) -> None:
    other = letters.create("thank_you", "email", text="another")
    letter = letters.create("thank_you", "email", text="0")
    for number in range(1, KEPT + 3):
        letter = letters.save_version(letter.id, str(number), "by hand", based_on=newest(letter))
    assert texts(letter) == [str(number) for number in range(3, KEPT + 3)]
    assert letters.get(other.id) == other


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Dear Ana,\r\n\r\nthank you.\rMia\n", "Dear Ana,\n\nthank you.\nMia\n"),
        ("a\x00b\x1b[31mc\x7fd\x9be\ud800f\ufffeg", "ab[31mcdefg"),
        ("one\ttwo\u2028three\x0bfour\x85five", "one two\nthree\nfour\nfive"),
        ("<b>Dear</b> 👩‍💻 李, O’Neill", "<b>Dear</b> 👩‍💻 李, O’Neill"),
        ("", ""),
        ("é" * MAX_TEXT, "é" * MAX_TEXT),
    ],
)
def test_control_characters_go_and_line_breaks_stay(letters: Letters, typed: str, kept: str) -> None:
    letter = letters.create("thank_you", "email", text=typed, origin="pasted")
    assert letters.get(letter.id).text == kept


def test_a_text_that_is_too_long_changes_nothing(letters: Letters) -> None:
    letter = letters.create("thank_you", "email", text="one")
    with pytest.raises(BadInput, match="That is 1,000,000 characters long; a message can have up to 20,000"):
        letters.save_version(letter.id, "x" * 1_000_000, "pasted", based_on=newest(letter))
    with pytest.raises(BadInput):
        letters.create("thank_you", "email", text="x" * (MAX_TEXT + 1))
    assert letters.all() == [letter]


def test_its_fields_are_set_one_by_one(letters: Letters, path: Path) -> None:
    letter = letters.create("followup", "email", text="one", candidate="n1")
    sent = letters.update(letter.id, sent=date(2026, 11, 21), follow_up=date(2026, 12, 1), outcome="open")
    after = letters.update(letter.id, medium="chat", tone="brief", title="To\nAna", particulars=Particulars(ask=ASK))
    assert Letters(tables.opened(path), "local").get(letter.id) == after
    assert (after.sent, after.follow_up, after.outcome) == (date(2026, 11, 21), date(2026, 12, 1), "open")
    assert (after.medium, after.tone, after.title, after.particulars.ask) == ("chat", "brief", "To Ana", ASK)
    assert letter.updated < sent.updated < after.updated and after.versions == letter.versions
    assert letters.update(letter.id, medium="chat") == after, "the same again is no change"
    gone = letters.update(letter.id, sent=None, candidate=None, outcome=None)
    assert (gone.sent, gone.candidate, gone.outcome, gone.follow_up) == (None, None, None, date(2026, 12, 1))


def test_what_cannot_be_set_is_refused(letters: Letters) -> None:
    letter = letters.create("followup", "email", text="one")
    wrong: list[dict[str, Any]] = [{"id": "x"}, {"versions": ()}, {"text": "x"}, {"channel": "fax"}, {"sent": "soon"}]
    for fields in wrong:
        with pytest.raises((TypeError, ValueError)):
            letters.update(letter.id, **fields)
    assert letters.all() == [letter]


def test_the_one_that_was_changed_last_comes_first(letters: Letters) -> None:
    one, two, three = (letters.create("thank_you", "email", text=text) for text in ("one", "two", "three"))
    assert [letter.text for letter in letters.all()] == ["three", "two", "one"]
    letters.update(two.id, tone="formal")
    letters.save_version(one.id, "one again", "by hand", based_on=newest(one))
    assert [letter.text for letter in letters.all()] == ["one again", "two", "three"]
    letters.delete(two.id)
    assert [letter.id for letter in letters.all()] == [one.id, three.id]
    for act in (letters.get, letters.delete, letters.update):
        with pytest.raises(NotFound, match="not here"):
            act(two.id)
    with pytest.raises(NotFound):
        letters.save_version(two.id, "two", "by hand")
    with letters._engine.connect() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(tables.letter_version)).scalar_one() == 3


def test_owners_never_see_each_others(letters: Letters, path: Path) -> None:
    other = Letters(tables.opened(path), "somebody else")
    letter = letters.create("thank_you", "email", text="one")
    assert other.all() == []
    with pytest.raises(NotFound):
        other.get(letter.id)
    with pytest.raises(NotFound):
        other.update(letter.id, title="mine now")
    with pytest.raises(NotFound):
        other.save_version(letter.id, "mine now", "by hand", based_on=newest(letter))
    with pytest.raises(NotFound):
        other.delete(letter.id)
    assert letters.all() == [letter]
    assert other.add([letter]) == (letter,), "the same id, from an export"
    other.save_version(letter.id, "theirs", "by hand", based_on=newest(letter))
    assert letters.all() == [letter] and other.get(letter.id).text == "theirs"
    other.delete(letter.id)
    assert letters.all() == [letter]


def test_what_was_saved_is_there_after_a_kill(path: Path) -> None:
    program = (
        "import os, signal; from pathlib import Path; from assistant.store import Store; "
        f"letters = Store(Path({str(path)!r}), 'local').letters; a = letters.create('thank_you', 'email', text='one'); "
        "letters.save_version(a.id, 'two', 'by hand', based_on=a.newest.id); letters.update(a.id, outcome='answered'); "
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    killed = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, timeout=60)
    assert killed.returncode == -signal.SIGKILL
    (letter,) = Store(path, "local").letters.all()
    assert texts(letter) == ["one", "two"] and letter.outcome == "answered"


def test_a_file_of_the_version_before_letters_keeps_everything(path: Path) -> None:
    store = Store(path, "local")
    store.finish_turn(store.begin_turn(store.create().id, "How do I begin?"), "done", "Look first.", None)
    brief = Brief(next_role=Fact(id="f", value="architect", origin="by hand", at=AT))
    store.briefs.save(brief, 0, "test")
    store.preferences.set("name", "Mia")
    connection = sqlite3.connect(path)  # as it was: four steps, no letters, no rehearsals, no people in the Brief
    for table in ("letter_version", "letter", "rehearsal_line", "rehearsal"):
        connection.execute(f"DROP TABLE {table}")
    connection.execute("PRAGMA user_version = 4")
    connection.execute("UPDATE revision SET data = ?", (_packed({"next_role": brief.model_dump(mode="json")["next_role"], "candidates": []}),))  # fmt: skip
    connection.commit()
    connection.close()
    again = Store(path, "local")
    assert again.briefs.current() == (brief, 1) and again.preferences.get("name") == "Mia"
    (conversation,) = again.conversations()
    assert [message.text for message in again.messages(conversation.id)] == ["How do I begin?", "Look first."]
    assert again.letters.all() == []
    again.letters.create("thank_you", "email", text="one")
    assert [letter.text for letter in Store(path, "local").letters.all()] == ["one"]
    with sqlite3.connect(path) as after:
        assert after.execute("PRAGMA user_version").fetchone() == (tables.SCHEMA_VERSION,)
    after.close()


def _packed(data: dict[str, Any]) -> bytes:
    packed = tables.Packed().process_bind_param(json.dumps(data), sa.create_engine("sqlite://").dialect)
    assert packed is not None
    return packed


# Out, gone, and in again


@pytest.fixture
def store(path: Path) -> Store:
    moments = (AT + timedelta(minutes=n) for n in range(1000))
    store = Store(path, "local", now=lambda: next(moments))
    ana = Fact(id="n1", value="Ana *Lima*", origin="by hand", at=AT, confirmed=True)
    store.briefs.save(Brief(candidates=(Candidate(name=ana),)), 0, "test")
    letter = store.letters.create(
        "mentor_request_email", "email", title="To Ana", candidate="n1", particulars=Particulars(ask=ASK),
        text="# Dear Ana,\n\nMay I ask?", lines=LINES,
    )  # fmt: skip
    store.letters.save_version(letter.id, "# Dear Ana,\n\nmay I ask?", "by hand", based_on=newest(letter))
    store.letters.update(letter.id, sent=date(2026, 11, 21), outcome="answered")
    store.letters.create("graceful_exit", "chat")
    return store


def test_letters_go_out_and_come_in_again_and_not_twice(store: Store, path: Path) -> None:
    records, before = Records(path.parent), store.letters.all()
    exported = records.export("json")
    assert records.import_bytes(exported).letters == ()
    gone = records.erase()
    assert (gone["letter"], gone["letter_version"]) == (2, 2) and store.letters.all() == []
    assert set(records.import_bytes(exported).letters) == set(before)
    assert store.letters.all() == before
    assert records.import_bytes(exported).letters == ()
    # One that was changed since stays as it is, and the one from the file comes in beside it, once.
    changed = store.letters.update(before[1].id, tone="formal")
    (beside,) = records.import_bytes(exported).letters
    assert beside == before[1].model_copy(update={"id": beside.id}) and beside.id != before[1].id
    assert records.import_bytes(exported).letters == ()
    assert set(store.letters.all()) == {before[0], beside, changed}
    other = Records(path.parent, "somebody else")
    assert len(other.import_bytes(exported).letters) == 2, "theirs are another person's"
    assert len(store.letters.all()) == 3


def test_the_markdown_has_each_letter_as_it_is_now(store: Store, path: Path) -> None:
    assert Records(path.parent).export("markdown").decode().split("## Messages\n\n")[1] == (
        "### Ending\n\n"
        "Ending by chat. Written on 2026-11-20.\n\n"
        "### To Ana\n\n"
        "Request by e-mail to Ana \\*Lima\\*. Written on 2026-11-20. Sent on 2026-11-21, answered.\n\n"
        "\\# Dear Ana,\n\nmay I ask?\n"
    )
    assert "## Messages" not in as_markdown(Brief(), [])


def test_an_export_of_the_version_before_comes_in(store: Store) -> None:
    data = as_json(store.briefs.current()[0], [], AT) | {"version": 1}
    del data["letters"], data["rehearsals"], data["brief"]["own_name"]
    data["brief"]["candidates"] = []
    imported = from_json(json.dumps(data))
    assert imported.letters == () and imported.brief == Brief()


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("id",), ""),
        (("channel",), "fax"),
        (("created",), "2026-11-20T08:30:00"),
        (("sent",), "yesterday"),
        (("candidate",), 5),
        (("title",), "x" * 201),
        (("versions", 0, "text"), "x" * (MAX_TEXT + 1)),
        (("versions", 0, "origin"), "guessed"),
        (("versions", 0, "facts"), [{"text": 1}]),
        (("particulars", "ask", "at"), "2026-11-20T08:30:00"),
    ],
)
def test_what_is_no_letter_does_not_come_in(store: Store, path: Path, place: tuple[str | int, ...], value: Any) -> None:
    data = json.loads(Records(path.parent).export("json"))
    before, inner = store.letters.all(), data["letters"][1]
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    with pytest.raises(BadInput, match="no intact export"):
        Records(path.parent).import_bytes(json.dumps(data).encode())
    assert store.letters.all() == before


def test_two_versions_with_one_id_are_no_letter() -> None:
    version = Version(id="v", text="one", origin="draft", created=AT)
    with pytest.raises(ValueError, match="two versions have the same id"):
        Letter(
            id="a", channel="thank_you", medium="email", tone="warm", created=AT, updated=AT, versions=(version,) * 2
        )

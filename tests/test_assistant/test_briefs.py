"""The Brief's revisions: none overwrites another, and each can be taken back."""

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant import briefs as module
from assistant.brief import Brief, Fact
from assistant.briefs import KEPT, Briefs
from assistant.errors import Conflict
from assistant.tables import opened


def brief(value: str) -> Brief:
    """A Brief with one fact; an empty one for no value."""
    at = datetime(2026, 11, 20, tzinfo=UTC)
    return Brief(next_role=Fact(id="1", value=value, origin="said", quote=value, at=at)) if value else Brief()


def value(kept: Brief) -> str:
    return kept.next_role.value if kept.next_role else ""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "mentorprep.db"


@pytest.fixture
def briefs(path: Path) -> Briefs:
    return Briefs(opened(path), "local")


def test_nothing_was_saved_yet(briefs: Briefs) -> None:
    assert briefs.current() == (Brief(), 0)
    assert briefs.undo() is None


def test_what_is_saved_comes_back_as_it_was(briefs: Briefs) -> None:
    assert briefs.save(brief("architect"), 0, "conversation") == 1
    assert briefs.current() == (brief("architect"), 1)


@pytest.mark.parametrize(
    ("done", "left"),  # a letter saves a Brief, < takes a change back
    [
        ("ab", "b"),
        ("ab<", "a"),
        ("ab<<", ""),
        ("ab<<<", ""),
        ("ab<c", "c"),
        ("ab<c<", "a"),
        ("ab<c<<", ""),
        ("abc<<d", "d"),
        ("abc<<d<", "a"),
        ("ab<<c<", ""),
    ],
)
def test_undo(briefs: Briefs, done: str, left: str) -> None:
    for step in done:
        before, revision = briefs.current()
        if step == "<":
            undone = briefs.undo()
            assert undone == (briefs.current() if undone else None)
            assert undone is not None or value(before) == ""
        else:
            assert briefs.save(brief(step), revision, "test") == revision + 1
    assert value(briefs.current()[0]) == left


@pytest.mark.parametrize("based_on", [0, 1, 3, 99])
def test_a_brief_made_from_another_revision_is_refused(briefs: Briefs, path: Path, based_on: int) -> None:
    elsewhere = Briefs(opened(path), "local")
    elsewhere.save(brief("a"), 0, "test")
    elsewhere.save(brief("b"), 1, "test")
    with pytest.raises(Conflict, match="changed elsewhere in the meantime, so nothing was overwritten"):
        briefs.save(brief("c"), based_on, "test")
    assert briefs.current() == (brief("b"), 2)


def test_of_several_at_the_same_moment_one_wins(path: Path) -> None:
    together, outcomes = threading.Barrier(8, timeout=30), list[str]()

    def save(name: str) -> None:
        own = Briefs(opened(path), "local")
        together.wait()
        try:
            own.save(brief(name), 0, "test")
            outcomes.append(name)
        except Conflict:
            outcomes.append("")

    threads = [threading.Thread(target=save, args=(name,)) for name in "abcdefgh"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (winner,) = filter(None, outcomes)
    assert len(outcomes) == 8
    assert Briefs(opened(path), "local").current() == (brief(winner), 1)


def test_the_primary_key_has_the_last_word(briefs: Briefs, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a database's lock lets two through, as PostgreSQL would, the second is refused all the same."""
    elsewhere, newest = Briefs(opened(path), "local"), Briefs._newest
    elsewhere.save(brief("a"), 0, "test")
    monkeypatch.setattr(module.Briefs, "_newest", lambda *_: None)  # what it read before the other had written
    with pytest.raises(Conflict):
        briefs.save(brief("b"), 0, "test")
    monkeypatch.setattr(module.Briefs, "_newest", newest)
    assert briefs.current() == (brief("a"), 1)


def test_old_revisions_go(briefs: Briefs) -> None:
    for number in range(KEPT + 20):
        briefs.save(brief(f"role {number}"), number, "test")
    steps = 0
    while briefs.undo():
        steps += 1
    assert steps == KEPT // 2  # each undo is a revision too, and lets the oldest go
    with briefs._engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM revision").scalar_one() == KEPT


def test_each_owner_has_their_own(briefs: Briefs, path: Path) -> None:
    other = Briefs(opened(path), "somebody else")
    for number in range(3):
        briefs.save(brief("mine"), number, "test")
    assert other.current() == (Brief(), 0) and other.undo() is None
    assert other.save(brief("theirs"), 0, "test") == 1
    for number in range(1, KEPT + 5):
        other.save(brief("theirs"), number, "test")
    assert briefs.current() == (brief("mine"), 3)

"""Building, changing, damaging and healing the index; with real Chroma and real SQLite."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.adapter import load_adapter
from knowledge.database import Database, _create
from knowledge.errors import StorageError
from knowledge.library import Library
from knowledge.notes import ASKED, GUIDANCE
from knowledge.sources import Handbook

QUERY = "how often should we meet?"
FEW = ("ground-rules", "end-well", "first-message", "silence", "qualities", "warning-signs")

IMPORTS = "from pathlib import Path; from knowledge.library import Library; from knowledge.sources import Handbook"
At = Callable[[Path], Library]


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A handbook of a few notes, which is built in a moment."""
    folder = tmp_path_factory.mktemp("few")
    for name in FEW:
        shutil.copy(GUIDANCE / f"{name}.md", folder)
    return folder


@pytest.fixture(scope="module")
def at(few: Path, library: Library) -> At:
    """The library of these notes in a home."""
    return lambda home: Library(home, Handbook(few), library.embedder)


@pytest.fixture(scope="module")
def few_built(at: At, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("few-built")
    at(home).open()
    return home


def best(library: Library) -> str:
    return library.search(QUERY, 1).hits[0].passage.document_id


@pytest.fixture
def built(few_built: Path, tmp_path: Path) -> Path:
    """A copy of a built home, free to be damaged."""
    return Path(shutil.copytree(few_built, tmp_path / "copy"))


def test_a_built_index_is_not_built_again(at: At, built: Path) -> None:
    library = at(built)
    library.open(lambda done, total: pytest.fail("nothing needed to be embedded"))
    assert best(library) == "ground-rules"


def test_only_what_changed_is_embedded(home: Path, tmp_path: Path) -> None:
    built = Path(shutil.copytree(home, tmp_path / "copy"))
    notes = Path(shutil.copytree(GUIDANCE, tmp_path / "notes"))
    (notes / "end-well.md").unlink()
    (notes / ASKED).unlink()
    changed = notes / "ground-rules.md"
    changed.write_text(changed.read_text().replace("about forty-five minutes", "some forty-five minutes"))
    seen: list[tuple[int, int]] = []
    library = Library(built, Handbook(notes))
    library.open(lambda done, total: seen.append((done, total)))
    done, total = seen[0]
    assert 0 < total - done <= 3, "a sentence and its passage"
    assert "some forty-five minutes" in library.search(QUERY, 1).hits[0].passage.text
    found = {hit.passage.document_id for hit in library.search("how do I end it", 20).hits}
    assert "end-well" not in found


def test_a_deleted_chroma_folder_is_rebuilt_without_embedding(at: At, built: Path) -> None:
    shutil.rmtree(built / "chroma")
    library = at(built)
    library.open(lambda done, total: pytest.fail("the vectors are in SQL"))
    assert best(library) == "ground-rules"


@pytest.mark.parametrize("damage", [b"", b"this is not a database" * 100])
def test_a_damaged_chroma_database_heals(at: At, built: Path, damage: bytes) -> None:
    (built / "chroma" / "chroma.sqlite3").write_bytes(damage)
    assert best(at(built)) == "ground-rules"


def test_damaged_vector_files_heal(at: At, built: Path) -> None:
    files = [p for p in (built / "chroma").rglob("*") if p.suffix in (".bin", ".pickle")]
    for path in files:
        path.write_bytes(b"junk")
    assert best(at(built)) == "ground-rules"


def test_a_damaged_library_is_made_anew(at: At, built: Path, caplog: pytest.LogCaptureFixture) -> None:
    (built / "library.db").write_bytes(b"garbage" * 1000)
    assert best(at(built)) == "ground-rules"
    assert "is damaged" in caplog.text and "making it again" in caplog.text


def test_a_library_damaged_while_open_is_made_anew(at: At, built: Path, caplog: pytest.LogCaptureFixture) -> None:
    library = at(built)
    assert best(library) == "ground-rules"
    for suffix in ("", "-wal", "-shm"):
        Path(f"{built / 'library.db'}{suffix}").unlink(missing_ok=True)
    (built / "library.db").write_bytes(b"garbage" * 1000)
    library._searcher._views = type(library._searcher._views)("guidance", "minilm-l6-v2-1", load_adapter())  # type: ignore[union-attr]
    assert best(library) == "ground-rules"
    assert "was damaged" in caplog.text


def test_a_library_of_another_version_is_made_anew(at: At, built: Path) -> None:
    with sqlite3.connect(built / "library.db") as connection:
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    assert best(at(built)) == "ground-rules"


def test_an_index_that_breaks_while_open_heals(at: At, built: Path) -> None:
    library = at(built)
    assert best(library) == "ground-rules"
    library._vector_index().discard()  # deletes the folder under the open client
    assert best(library) == "ground-rules"


def test_killed_while_building_the_next_start_heals(few: Path, library: Library, tmp_path: Path) -> None:
    """kill -9 at several moments of the build; each next start goes on, and the last one is whole."""
    home, notes = tmp_path / "home", tmp_path / "notes"
    notes.mkdir()
    for path in few.iterdir():  # sentences whose vectors are not shipped
        (notes / path.name).write_text(re.sub(r"\.(\s)", r", too.\1", path.read_text(encoding="utf-8")))
    program = f"{IMPORTS}; Library(Path({str(home)!r}), Handbook(Path({str(notes)!r}))).open()"
    kept = []
    for vectors in (1, 163, 227):
        process = subprocess.Popen([sys.executable, "-c", program])
        deadline = time.monotonic() + 60
        while process.poll() is None and count_vectors(home) < vectors and time.monotonic() < deadline:
            time.sleep(0.01)
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
        process.wait()
        kept.append(count_vectors(home))
    assert kept == sorted(kept) and kept[0] < kept[-1], "what was embedded is not embedded again"
    library = Library(home, Handbook(notes), library.embedder)
    assert best(library) == "ground-rules"
    assert library.stats()["documents"] == len(FEW)
    with sqlite3.connect(home / "library.db") as connection:
        entries = connection.execute("SELECT entries FROM collection").fetchone()[0]
    connection.close()
    stats = library.stats()
    assert entries == stats["passages"] + stats["questions"]


def count_vectors(home: Path) -> int:
    try:
        connection = sqlite3.connect(f"file:{home / 'library.db'}?mode=ro", uri=True, timeout=5)
        try:
            return int(connection.execute("SELECT count(*) FROM vector").fetchone()[0])
        finally:
            connection.close()
    except sqlite3.OperationalError:  # not there yet
        return 0


def test_two_processes_at_once_build_one_whole_index(few: Path, tmp_path: Path) -> None:
    opened = f"Library(Path({str(tmp_path / 'home')!r}), Handbook(Path({str(few)!r})))"
    program = f"{IMPORTS}; print({opened}.search({QUERY!r}, 1).hits[0].passage.document_id)"
    running = [subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert [p.communicate(timeout=120)[0].strip() for p in running] == ["ground-rules", "ground-rules"]


def test_whoever_comes_second_keeps_what_the_first_has_made(tmp_path: Path) -> None:
    """Both found no tables; the second one must not begin anew."""
    path = tmp_path / "library.db"
    with Database(path).connect() as first:
        first.execute("INSERT INTO vocabulary VALUES ('guidance', 'mentor', 1)")
        with Database(path).connect() as second:
            _create(second)
        assert first.execute("SELECT count(*) FROM vocabulary").fetchone()[0] == 1


@pytest.mark.skipif(shutil.which("mount") is None or os.geteuid() != 0, reason="a small disk is mounted by root alone")
@pytest.mark.parametrize("megabytes", [4, 40])
def test_a_disk_that_fills_up_is_said_in_one_line(tmp_path: Path, megabytes: int) -> None:
    """A real disk: it fills while SQLite writes (4 MB), or while Chroma does (40 MB); with room again it is built."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", disk], check=False)
    if mounted.returncode:
        pytest.skip("this machine does not let root mount a disk")
    try:
        with pytest.raises(StorageError, match="is full: free some space"):
            Library(disk / "home").open()
        subprocess.run(["mount", "-o", "remount,size=250m", disk], check=True)
        assert best(Library(disk / "home")) == "ground-rules"
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


def test_a_home_that_cannot_be_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="MENTORPREP_HOME"):
        Library(tmp_path / "file" / "home").open()

import os
import threading
import time
from pathlib import Path

import pytest

from knowledge.embeddings import MiniLM
from knowledge.errors import WeightsError
from knowledge.lazy import Lazy
from knowledge.reader import Reader


class Words(Lazy[list[str]]):
    loads = 0

    def __init__(self, path: Path) -> None:
        self._path = path

    def files(self) -> tuple[Path, ...]:
        return (self._path,)

    def words(self) -> list[str]:
        return self._ready()

    def _load(self) -> list[str]:
        time.sleep(0.05)  # so that threads meet
        Words.loads += 1
        if not (text := self._path.read_text()):
            raise WeightsError("The file is empty.")
        return text.split()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    Words.loads = 0
    path = tmp_path / "words.txt"
    path.write_text("one two")
    return path


def test_who_loads_the_same_file_shares_it(file: Path) -> None:
    assert Words(file).words() is Words(file).words()
    assert Words.loads == 1


def test_a_file_that_changed_is_loaded_again(file: Path) -> None:
    early = Words(file)
    assert early.words() == ["one", "two"]
    file.write_text("three", encoding="utf-8")
    os.utime(file, ns=(1, 1))
    assert Words(file).words() == ["three"] and early.words() == ["one", "two"]


def test_threads_that_come_at_once_load_once(file: Path) -> None:
    threads = [threading.Thread(target=Words(file).load) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Words.loads == 1


def test_a_fault_in_the_background_is_raised_by_the_first_use(file: Path) -> None:
    file.write_text("", encoding="utf-8")
    words = Words(file)
    words.load_in_background().join()
    with pytest.raises(WeightsError, match="empty"):
        words.words()
    file.write_text("mended at last", encoding="utf-8")
    assert words.words() == ["mended", "at", "last"]


def test_a_process_holds_one_session_of_each_model() -> None:
    one, other = MiniLM(), MiniLM()
    assert one._ready() is other._ready()
    assert Reader(one)._ready() is Reader(other)._ready()

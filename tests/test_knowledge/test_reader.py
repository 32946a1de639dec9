"""What is read in a message: probabilities that are some, and marks that are exact pieces of it."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from knowledge.library import Library
from knowledge.marks import LABELS, marks
from knowledge.notes import load_notes
from knowledge.reader import INTENTS, OUTSIDE, Reader

MESSAGE = "I'm a network engineer. I'd like to become a cloud engineer within a year."


@pytest.fixture(scope="module")
def reader(library: Library) -> Reader:
    return library.reader


def labelled(*labels: str) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Probabilities (tokens, labels), each token sure of its label."""
    found = np.full((len(labels), len(LABELS)), 0.01, np.float32)
    for row, label in enumerate(labels):
        found[row, LABELS.index(label)] = 0.9
    return found


def offsets(*pieces: tuple[int, int]) -> list[tuple[int, int]]:
    return list(pieces)


def test_marks_are_runs_of_one_tag() -> None:
    text = "good at SQL and writing"
    found = marks(
        text, offsets((0, 4), (5, 7), (8, 11), (12, 15), (16, 23)), labelled("O", "O", "B-good", "O", "B-good")
    )
    assert [(m.tag, m.text) for m in found] == [("good", "SQL"), ("good", "writing")]


def test_two_marks_side_by_side_stay_two() -> None:
    text = "SQL Python"
    found = marks(text, offsets((0, 3), (4, 10)), labelled("B-good", "B-good"))
    assert [m.text for m in found] == ["SQL", "Python"]


def test_a_piece_reaches_to_its_edges_and_not_over_an_and() -> None:
    text = "I stay calm and late"
    probabilities = labelled("O", "O", "B-good", "O", "O")
    likely = LABELS.index("I-good")
    probabilities[[1, 3, 4], likely] = 0.4
    found = marks(text, offsets((0, 1), (2, 6), (7, 11), (12, 15), (16, 20)), probabilities)
    assert [m.text for m in found] == ["stay calm"]


def test_a_word_is_never_cut() -> None:
    text = "Kubernetes now"
    found = marks(text, offsets((0, 4), (4, 10), (11, 14)), labelled("B-good", "O", "O"))
    assert [m.text for m in found] == ["Kubernetes"]
    assert marks(text, offsets((0, 4), (4, 10), (11, 14)), labelled("O", "B-good", "O")) == ()


def test_a_word_with_a_hyphen_is_one() -> None:
    text = "non-technical people"
    found = marks(text, offsets((0, 3), (3, 4), (4, 13), (14, 20)), labelled("B-bad", "O", "O", "I-bad"))
    assert [m.text for m in found] == ["non-technical people"]


def test_an_inside_without_a_beginning_begins() -> None:
    found = marks("lead it", offsets((0, 4), (5, 7)), labelled("I-goal", "I-goal"))
    assert [(m.tag, m.text) for m in found] == [("goal", "lead it")]


def test_nothing_marked() -> None:
    assert marks("hello", offsets((0, 5)), labelled("O")) == ()
    assert marks("", [], labelled()) == ()


@pytest.mark.parametrize("asked", [None, "strengths"])
@pytest.mark.parametrize(
    "message", [MESSAGE, "", "🙂", "x" * 9000, "mentor " * 3000, "Ich bin müde — ça va?", "a\nb\n\nc"]
)
def test_whatever_is_typed_can_be_read(reader: Reader, message: str, asked: str | None) -> None:
    heard = reader.read(message, asked)
    assert set(heard.intents) == set(INTENTS) and OUTSIDE in heard.notes
    assert sum(heard.intents.values()) == pytest.approx(1, abs=1e-3)
    assert sum(heard.notes.values()) == pytest.approx(1, abs=1e-3)
    assert all(mark.text == message[mark.start : mark.end] and mark.text for mark in heard.marks)


def test_the_reader_knows_the_handbook_as_it_is(reader: Reader) -> None:
    """After a note was added or removed, the reader is to be taught anew: `make teach`."""
    assert set(reader.read(MESSAGE).notes) == {note.id for note in load_notes()} | {OUTSIDE}


def test_facts_are_marked(reader: Reader) -> None:
    found = {mark.tag: mark.text for mark in reader.read(MESSAGE).marks}
    assert (found["now"], found["role"]) == ("network engineer", "cloud engineer")


def test_several_threads_read_the_same(library: Library) -> None:
    fresh = Reader(library.embedder)
    with ThreadPoolExecutor(4) as pool:
        heard = list(pool.map(fresh.read, [MESSAGE] * 8))
    assert all(h.marks == heard[0].marks and h.intents == heard[0].intents for h in heard)

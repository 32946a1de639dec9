"""What is read in a message: probabilities that are some, and marks that are exact pieces of it."""

import itertools
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from knowledge.additions import softmax
from knowledge.library import Library
from knowledge.marks import LABELS, in_view_of_neighbours, marks, with_likelier
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


def test_after_an_and_a_word_that_may_begin_a_piece_does() -> None:
    text, places = "led a team and blunt,", offsets((0, 3), (4, 5), (6, 10), (11, 14), (15, 20), (20, 21))
    probabilities = labelled("B-mentor", "I-mentor", "I-mentor", "I-mentor", "I-mentor", "I-mentor")
    assert [m.text for m in marks(text, places, probabilities)] == ["led a team and blunt"]
    probabilities[4, [LABELS.index("B-mentor"), LABELS.index("I-mentor")]] = 0.35, 0.5
    assert [m.text for m in marks(text, places, probabilities)] == ["led a team", "blunt"]


def chain(**likelier: float) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Labels that follow each other as often as by chance, but for these: good_good is I-good after B-good or I-good."""
    found = np.ones((len(LABELS) + 1, len(LABELS)), np.float32)
    for pair, times in likelier.items():
        one, other = pair.split("_")
        for place in ("B", "I"):
            found[LABELS.index(f"{place}-{one}"), LABELS.index(f"I-{other}")] = times
    return found


def test_a_word_in_the_middle_of_a_piece_belongs_to_it() -> None:
    text, places = "explaining odd things", offsets((0, 10), (11, 14), (15, 21))
    probabilities = labelled("B-good", "I-bad", "I-good")
    probabilities[1, [LABELS.index("I-bad"), LABELS.index("I-good")]] = 0.5, 0.4
    assert [(m.tag, m.text) for m in marks(text, places, probabilities)] != [("good", text)]
    found = marks(text, places, probabilities, follow=chain(good_good=5.0, bad_good=0.1, good_bad=0.1))
    assert [(m.tag, m.text) for m in found] == [("good", text)]


def test_neighbours_that_tell_nothing_change_nothing() -> None:
    probabilities = labelled("B-good", "O", "I-bad")
    alone = probabilities / probabilities.sum(1, keepdims=True)
    assert np.allclose(in_view_of_neighbours(probabilities, chain()), alone, atol=1e-5)


def test_in_view_of_neighbours_is_exact() -> None:
    """Against all ways to label three words of which each has two labels that are possible."""
    random = np.random.default_rng(0)
    probabilities, follow = (random.random((3, 2)).astype(np.float32) for _ in range(2))
    weights = np.zeros((3, 2))
    for labels in itertools.product((0, 1), repeat=3):
        weight = follow[-1, labels[0]] * follow[labels[0], labels[1]] * follow[labels[1], labels[2]]
        for word, label in enumerate(labels):
            weight *= probabilities[word, label]
        for word, label in enumerate(labels):
            weights[word, label] += weight
    assert np.allclose(in_view_of_neighbours(probabilities, follow), weights / weights.sum(1, keepdims=True), atol=1e-5)


def test_what_is_known_to_be_there_is_found_where_it_is_likeliest() -> None:
    text, places = "estimating: two days", offsets((0, 10), (10, 11), (12, 15), (16, 20))
    scores = np.log(labelled("O", "O", "B-measure", "I-measure"))
    scores[0, LABELS.index("B-bad")] = np.log(0.2)
    assert [m.tag for m in marks(text, places, softmax(scores))] == ["measure"]
    likelier = softmax(with_likelier(scores, ("bad",)))
    assert likelier[0, LABELS.index("B-bad")] + likelier[0, LABELS.index("I-bad")] == pytest.approx(0.9, abs=1e-5)
    found = {m.tag: m.text for m in marks(text, places, likelier)}
    assert found["bad"] == "estimating"


def test_what_is_likely_already_stays_as_likely() -> None:
    scores = np.log(labelled("B-bad", "I-bad"))
    scores[0, LABELS.index("B-bad")] = 9.0
    assert np.allclose(with_likelier(scores, ("bad",)), scores)
    assert with_likelier(scores[:0], ("bad",)).shape == (0, len(LABELS))


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

import numpy as np
import pytest

from knowledge.hints import weigh
from knowledge.ranking import Fit, Rarity, lacks_number, stems
from knowledge.scoring import Query, score, signals, similarity
from knowledge.types import Passage
from knowledge.views import DocumentView, PassageView


def test_similarity_counts_half_for_the_whole_and_half_for_the_best_part() -> None:
    texts = np.eye(3, dtype=np.float32)
    query = np.array([[1, 0, 0], [0, 1, 0]], np.float32)
    assert similarity(texts, query).tolist() == [1.0, 0.5, 0.0]
    assert similarity(np.empty((0, 3), np.float32), query).size == 0


def test_without_vectors_texts_are_neither_near_nor_far() -> None:
    nothing, texts = np.empty((0, 3), np.float32), np.eye(3, dtype=np.float32)
    assert similarity(texts, nothing).tolist() == [0.0, 0.0, 0.0]
    rarity = Rarity({"meet": 1}, 2)
    passage = Passage(id="a.1", document_id="a", document="a.md", title="A", text="We meet.", start=0, end=8)
    view = PassageView(passage, ("We meet.",), texts[:2], stems("We meet."))
    document = DocumentView("We meet.", (), texts[:0], np.empty((0, 0), np.float32), stems("We meet."))
    told = {}
    for kind, vectors in (("none", nothing), ("far", texts[2:]), ("same", texts[1:2])):
        query = Query("meet", vectors, familiarity=1.0)
        told[kind] = signals(query, score(query, [view], {"a": document}, rarity), texts[:1], rarity, True)
    assert told["far"].sentence < told["none"].sentence < told["same"].sentence
    assert told["none"].words == told["same"].words == 1.0


def test_hints_weigh_likely_answers_by_their_scores() -> None:
    hints = weigh(np.eye(3, dtype=np.float32), np.array([2.0, 1.0, 0.0], np.float32))
    assert hints.weights.sum() == pytest.approx(1) and (np.diff(hints.weights) < 0).all()
    fits = hints.fit(np.eye(3, dtype=np.float32))
    assert fits.argmax() == 0
    assert hints.nearest(np.eye(3, dtype=np.float32)[2:]) == 1
    assert np.linalg.norm(hints.middle) == pytest.approx(1)


@pytest.mark.parametrize(
    ("query", "passages", "lacks"),
    [
        ("how many mentors do people have?", ["Some have several."], True),
        ("how many mentors do people have?", ["Some have several.", "Two to four are usual."], False),
        ("what does a coach cost?", ["Ask for the price."], True),
        ("how do I ask?", ["Some have several."], False),
    ],
)
def test_a_number_that_is_asked_for_and_not_there(query: str, passages: list[str], lacks: bool) -> None:
    assert lacks_number(query, passages) is lacks


def test_each_part_of_a_fit_raises_its_score() -> None:
    nothing = Fit(*[0.0] * len(Fit._fields))
    for name in Fit._fields:
        assert nothing._replace(**{name: 0.9}).score > nothing.score

"""What is learned from the handbook, and the vectors that come with it."""

import hashlib
from pathlib import Path

import numpy as np
import pytest

from evals.adapt import direction, within_class_layer
from knowledge.adapter import Adapter, load_adapter
from knowledge.build import sha, texts_of
from knowledge.embedder import model_key
from knowledge.embeddings import MiniLM
from knowledge.library import Library
from knowledge.shipped import find, load_shipped, pack
from knowledge.sources import Handbook


def test_the_layer_plays_down_what_differs_within_a_class() -> None:
    draw = np.random.default_rng(0)
    centres = np.repeat(draw.normal(size=(5, 8)), 40, axis=0)
    noise = draw.normal(size=(200, 8)) * np.array([4, 4, 4, 0.3, 0.3, 0.3, 0.3, 0.3])
    layer = within_class_layer(centres + noise, np.repeat(np.arange(5), 40))
    plain, adapted = centres + noise, (centres + noise) @ layer

    def own_class_is_nearest(vectors: np.ndarray) -> float:
        unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        cosines = unit @ unit.T - 2 * np.eye(len(unit))
        return float((cosines.argmax(1) // 40 == np.arange(200) // 40).mean())

    assert own_class_is_nearest(adapted) > own_class_is_nearest(plain) + 0.2


def test_the_direction_tells_two_kinds_apart() -> None:
    draw = np.random.default_rng(0)
    inside, outside = draw.normal(0.5, 1, (300, 6)), draw.normal(-0.5, 1, (40, 6))
    weights, bias = direction(inside, outside)
    assert (inside @ weights + bias > 0).mean() > 0.8 and (outside @ weights + bias < 0).mean() > 0.8


def test_adapted_vectors_have_length_one_and_nothing_is_divided_by_nothing() -> None:
    adapter = load_adapter()
    applied = adapter.apply(np.concatenate([np.eye(384, dtype=np.float32)[:3], np.zeros((1, 384), np.float32)]))
    assert np.linalg.norm(applied, axis=1) == pytest.approx([1, 1, 1, 0], abs=1e-4)
    assert len(adapter.version) == 8


def test_another_layer_is_another_version() -> None:
    adapter = Adapter(np.eye(384, dtype=np.float32), np.zeros(384, np.float32), 0.0, "other")
    assert adapter.version != load_adapter().version


def test_questions_about_mentoring_look_familiar(library: Library) -> None:
    adapter, embedder = load_adapter(), library.embedder
    familiar, strange = (
        [adapter.familiarity(v) for v in adapter.apply(embedder.encode(texts))]
        for texts in (
            ["how do I thank my mentor", "I am too shy to ask her", "who should I ask first?"],
            ["best pizza dough", "how do I fire somebody", "salary of a CIO in Texas"],
        )
    )
    assert min(familiar) > max(strange)


def test_every_text_of_the_handbook_has_a_vector_that_is_the_model_s(library: Library) -> None:
    """After a note was edited: python -m knowledge.shipped."""
    shipped = load_shipped(model_key(library.embedder))
    texts = list(dict.fromkeys(text for document in Handbook().documents() for text in texts_of(document)))
    found = [find(shipped, sha(text)) for text in texts]
    assert all(vector is not None for vector in found)
    assert len(shipped) == len(texts)
    some = range(0, len(texts), 131)
    cosines = [
        float(found[i] @ v) for i, v in zip(some, library.embedder.encode([texts[i] for i in some]), strict=True)
    ]
    assert min(cosines) > 0.999


def test_vectors_of_another_model_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "v.npz"
    key = hashlib.sha256(b"x").digest()
    pack([key], np.ones((1, 4), np.float32), "a-model", path)
    assert load_shipped("another", path) == {} and load_shipped("a-model", tmp_path / "none.npz") == {}
    assert find(load_shipped("a-model", path), key) == pytest.approx(np.full(4, 0.5))


def test_a_text_that_was_not_shipped_is_embedded(tmp_path: Path) -> None:
    assert find(load_shipped(model_key(MiniLM())), hashlib.sha256(b"never written").digest()) is None

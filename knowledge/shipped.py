"""Vectors of the handbook's texts that come with the program, so that a first start need not compute them.

Each is kept in one byte a number, as a share of its largest one; its cosine with the model's own vector is above
0.999. A text that is not among them, because a note was edited, is embedded as any other. Made by
`python -m knowledge.shipped`, after the notes have changed.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from knowledge.embeddings import MiniLM, Vectors

SHIPPED = Path(__file__).parent / "vectors.npz"
_KEY = 8  # bytes of a text's SHA-256; some thousand texts do not collide


def load_shipped(model: str, path: Path = SHIPPED) -> dict[bytes, Vectors]:
    """Vectors by the SHA-256 of their text, for the model of that key; nothing for another model."""
    if not path.exists():
        return {}
    with np.load(path) as stored:
        if str(stored["model"]) != model:
            return {}
        vectors = stored["vectors"].astype(np.float32)
        keys = stored["keys"]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return {key.tobytes(): vector for key, vector in zip(keys, vectors, strict=True)}


def find(shipped: dict[bytes, Vectors], sha: bytes) -> Vectors | None:
    """The vector of a text, by its SHA-256."""
    return shipped.get(sha[:_KEY])


def pack(shas: Sequence[bytes], vectors: Vectors, model: str, path: Path = SHIPPED) -> None:
    """Write the vectors (n, 384) of the texts with these SHA-256s."""
    scaled = np.round(vectors / np.abs(vectors).max(axis=1, keepdims=True) * 127).astype(np.int8)
    keys = np.frombuffer(b"".join(sha[:_KEY] for sha in shas), np.uint8).reshape(-1, _KEY)
    np.savez_compressed(path, keys=keys, vectors=scaled, model=model)


def main() -> None:
    from knowledge.build import sha, texts_of
    from knowledge.embedder import model_key
    from knowledge.sources import Handbook

    embedder = MiniLM()
    texts = list(dict.fromkeys(text for document in Handbook().documents() for text in texts_of(document)))
    pack([sha(text) for text in texts], embedder.encode(texts), model_key(embedder))
    print(f"{SHIPPED.name}: {len(texts):,} texts, {SHIPPED.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()

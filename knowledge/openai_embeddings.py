"""Embeddings by OpenAI, or by any server that speaks its protocol. The client is imported on first use."""

import hashlib
import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from knowledge.embeddings import Vectors
from knowledge.errors import EmbeddingError

if TYPE_CHECKING:
    from langchain_openai import OpenAIEmbeddings

OFFICIAL = "https://api.openai.com/v1"
AT_ONCE = 64  # texts of one call
LONGEST = 2000  # characters of a text, more than any passage has: many servers refuse what is beyond 512 tokens
_PATIENCE, _EACH = 8.0, 1.0  # seconds that a call may take, and more for each of its texts
_SOON, _LATEST = 2.0, 30.0  # seconds after which another try is worth while, and the longest that a server may name
_ANY_KEY = "none"  # servers of one's own mostly want none, and the client wants some
_LINES = {
    "offline": "cannot be reached at {host}: start its server, correct OPENAI_BASE_URL",
    "no_key": "needs a key: set OPENAI_API_KEY",
    "key": "is not open to this key at {host}: set another OPENAI_API_KEY",
    "unknown": "is not known at {host}: correct the name in MENTORPREP_EMBEDDINGS or the address in OPENAI_BASE_URL",
    "quota": "has no credit left at {host}: see the account's page there",
    "rate": "gets too many requests at {host}: wait a minute",
    "server": "had an error of its own at {host}: try again in a minute",
    "timeout": "took too long to answer at {host}: try again when its server has less to do",
    "refused": "does not take these texts at {host}: choose a model for embeddings in MENTORPREP_EMBEDDINGS",
    "unreadable": "answers at {host} in a form that cannot be read: correct the address in OPENAI_BASE_URL",
}
_OTHERWISE = ", or set MENTORPREP_EMBEDDINGS=minilm, which needs no server."
_PASSING = ("rate", "server")  # what may be over in a moment


class OpenAIEmbedder:
    """A model of OpenAI's embeddings, at its own address or at another server's. Safe to call from several threads."""

    version = "1"  # raise it when the same text would be sent in another way

    def __init__(self, model: str, base_url: str | None = None, key: str | None = None) -> None:
        """`key` is held in memory alone. The address is part of the name: two servers may call two models the same."""
        self._model, self._base_url, self._key = model, (base_url or OFFICIAL).rstrip("/"), key
        sha = hashlib.sha256(f"{model}\n{self._base_url}".encode()).hexdigest()[:8]
        self.name = f"openai-{re.sub(r'[^A-Za-z0-9.-]+', '-', model)[:60]}-{sha}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, d), as in `Embedder`; texts beyond 2,000 characters are cut. Raises EmbeddingError."""
        if not texts:
            return np.empty((0, 0), np.float32)
        if not self._key and self._base_url == OFFICIAL:
            raise self._fault("no_key")
        import openai

        cut = [text[:LONGEST] for text in texts]
        try:
            numbers = self._client.embed_documents(cut, timeout=_PATIENCE + _EACH * min(len(cut), AT_ONCE))
            return _unit(np.array(numbers, np.float64), len(texts))
        except openai.OpenAIError as error:
            raise self._fault(_kind(error), _retry_after(error)) from error
        except (AttributeError, KeyError, TypeError, ValueError) as error:  # what the client makes of HTML or bad JSON
            raise self._fault("unreadable") from error

    @cached_property
    def _client(self) -> "OpenAIEmbeddings":
        from langchain_openai import OpenAIEmbeddings
        from pydantic import SecretStr

        return OpenAIEmbeddings(
            model=self._model,
            base_url=self._base_url,
            api_key=SecretStr(self._key or _ANY_KEY),
            check_embedding_ctx_length=False,  # it would send tokens, which other servers cannot read
            chunk_size=AT_ONCE,
            max_retries=0,  # ours: the client would wait a minute for a query where a server says so
            model_kwargs={"encoding_format": "float"},  # base64 is not understood everywhere
        )

    def _fault(self, kind: str, wait: float | None = None) -> EmbeddingError:
        address = urlsplit(self._base_url)
        host = address.netloc.rpartition("@")[2] or self._base_url
        line = f"The embedding model openai:{self._model} {_LINES[kind].format(host=host)}{_OTHERWISE}"
        return EmbeddingError(line, (wait or _SOON) if kind in _PASSING and (wait or 0) <= _LATEST else None)


def _unit(vectors: NDArray[np.float64], texts: int) -> Vectors:
    """Raises ValueError for what is not one vector per text."""
    if vectors.ndim != 2 or len(vectors) != texts or not vectors.size or not np.isfinite(vectors).all():
        raise ValueError("not one vector per text")
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), np.float32)


def _kind(error: Exception) -> str:
    import openai

    status, code = getattr(error, "status_code", None), getattr(error, "code", None)
    known = {401: "key", 402: "quota", 403: "key", 404: "unknown", 408: "timeout", 429: "rate", 501: "refused"}
    if code in ("insufficient_quota", "model_not_found"):
        return "quota" if code == "insufficient_quota" else "unknown"
    if isinstance(status, int):
        return known.get(status) or ("server" if status >= 500 else "refused")
    if isinstance(error, openai.APITimeoutError):
        return "timeout"
    return "offline" if isinstance(error, openai.APIConnectionError) else "unreadable"


def _retry_after(error: Exception) -> float | None:
    """Seconds, where the server named them."""
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    try:
        seconds = float(headers.get("retry-after", ""))
    except ValueError:
        return None
    return seconds if seconds >= 0 else None

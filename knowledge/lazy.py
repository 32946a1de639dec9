"""Models are loaded on first use, and once a process: whoever loads the same files afterwards shares what is there."""

import contextlib
import threading
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any, Generic, TypeVar

from knowledge.errors import WeightsError

Loaded = TypeVar("Loaded")
_shared: dict[object, Any] = {}
_locks: dict[object, threading.Lock] = {}


class Lazy(ABC, Generic[Loaded]):
    """What is loaded from files. Safe to use from several threads."""

    _loaded: Loaded | None = None

    def load(self) -> None:
        """Load what is needed; raises WeightsError."""
        self._ready()

    def load_in_background(self) -> threading.Thread:
        """Begin to load beside other work. A fault is raised by the first use, where it can be shown."""

        def run() -> None:
            with contextlib.suppress(WeightsError):
                self.load()

        thread = threading.Thread(target=run, name="load", daemon=True)
        thread.start()
        return thread

    def _ready(self) -> Loaded:
        if self._loaded is None:
            key = type(self), *map(_version, self.files())
            with _locks.setdefault(key, threading.Lock()):
                if key not in _shared:
                    _shared[key] = self._load()
            self._loaded = _shared[key]
        return self._loaded

    @abstractmethod
    def files(self) -> tuple[Path, ...]:
        """What it is loaded from. Raises WeightsError where a file is missing."""

    @abstractmethod
    def _load(self) -> Loaded: ...


def _version(path: Path) -> tuple[Path, int, int]:
    state = path.stat()
    return path.resolve(), state.st_mtime_ns, state.st_size

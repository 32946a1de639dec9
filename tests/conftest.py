"""What all tests share: one real library (real notes, real weights, real Chroma) and one server of a chat model."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.session import Assistant
from assistant.settings import Settings
from knowledge.library import Library
from tests.fakes.chat_server import ChatServer


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser's files first: they are few and long, and at the end one worker would run them while others idle."""
    items.sort(key=lambda item: "test_ui" not in item.path.parts)


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder whose index is built."""
    folder = tmp_path_factory.mktemp("home")
    Library(folder).open()
    return folder


@pytest.fixture(scope="session")
def library(home: Path) -> Library:
    opened = Library(home)
    opened.open()
    return opened


@pytest.fixture
def assistant(home: Path) -> Assistant:
    return Assistant(Settings(home=home))


@pytest.fixture(scope="session")
def serving() -> Iterator[ChatServer]:
    with ChatServer() as server:
        yield server


@pytest.fixture
def chat_server(serving: ChatServer) -> ChatServer:
    """The one chat server, which nobody has called yet."""
    serving.forget()
    return serving


@pytest.fixture(autouse=True)
def _nothing_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Tests neither read the developer's settings nor write into their home."""
    monkeypatch.setenv("MENTORPREP_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("MENTORPREP_MODEL", raising=False)
    yield

"""The chat server for what calls it many times: no test waits as long as a person would for a second try."""

import pytest

from assistant import calls
from tests.fakes.chat_server import ChatServer


@pytest.fixture
def server(chat_server: ChatServer, monkeypatch: pytest.MonkeyPatch) -> ChatServer:
    monkeypatch.setattr(calls, "FIRST_WAIT", 0.02)
    return chat_server

"""Each fault of a model as a person meets it in the terminal: `mentorprep chat` as a real process, over pipes."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.faults import LINES
from assistant.store import Store
from assistant.turn import Message, Turn
from tests.fakes.chat_server import ChatServer
from tests.fakes.faults import AT_ONCE, EXPECTED, SLOW
from tests.test_ui.conftest import copy_of

KEY = "sk-this-is-secret-0123456789"
MODEL = "openai:any"
QUESTION = "How often should we meet?"
_BEGUN, _DONE = "A new conversation; your Brief stays.", "There is no such command"
_LONGEST = 60  # seconds; generous, because the machine may be busy


class Terminal:
    """`mentorprep chat` with pipes in place of a keyboard and a screen."""

    def __init__(self, home: Path, url: str, seconds: float) -> None:
        self.home, self._errors = home, home.parent / "stderr.txt"
        environment = {
            "MENTORPREP_HOME": str(home), "MENTORPREP_MODEL": MODEL, "MENTORPREP_DEADLINE": str(seconds),
            "OPENAI_BASE_URL": url, "OPENAI_API_KEY": KEY,
        }  # fmt: skip
        with self._errors.open("w", encoding="utf-8") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "ui.cli", "chat"], env=os.environ | environment, text=True, encoding="utf-8",
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
            )  # fmt: skip
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line)
        self._lines.put("")  # the end

    def say(self, text: str) -> str:
        """What is printed in reply, at the beginning of a new conversation; its line ends are spaces."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"/new\n{text}\n/nothing\n")  # the last brings a line that shows where the reply ends
        self._process.stdin.flush()
        printed = ""
        while _DONE not in printed:
            line = self._lines.get(timeout=_LONGEST)
            assert line, f"it ended after {printed!r}:\n{self.errors()}"
            printed += line
        before, _, reply = printed.partition(_BEGUN)
        assert before == "", "nothing is printed late"
        return " ".join(reply.partition(_DONE)[0].split())

    def kept(self) -> list[Message]:
        """The messages of the conversation that was begun last, as they are on disk."""
        store = Store(self.home / "mentorprep.db", "local")
        return store.messages(store.conversations()[0].id)

    def errors(self) -> str:
        return self._errors.read_text(encoding="utf-8")

    def end(self) -> int:
        """The exit status, when nothing more is to come."""
        self._process.communicate(timeout=_LONGEST)
        return self._process.returncode

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            pipe.close()


@pytest.fixture(scope="module")
def at_once(home: Path, serving: ChatServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    yield from _running(home, serving, tmp_path_factory, 30)


@pytest.fixture(scope="module")
def slow(home: Path, serving: ChatServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    yield from _running(home, serving, tmp_path_factory, 1)


def _running(home: Path, serving: ChatServer, folders: pytest.TempPathFactory, seconds: float) -> Iterator[Terminal]:
    """One process for many faults; at its end it has said nothing but its replies, and has kept the key to itself."""
    with Terminal(copy_of(home, folders.mktemp("terminal")), serving.url, seconds) as terminal:
        serving.play("good")
        for _ in range(10):  # the import of the model's client may take all the time of the first turns
            if MODEL not in terminal.say(QUESTION):
                break
        yield terminal
        assert terminal.end() == 0 and terminal.errors() == ""
    assert not any(KEY.encode() in path.read_bytes() for path in terminal.home.rglob("*") if path.is_file())


def answered(terminal: Terminal, kind: str | None) -> Turn:
    """Ask the question: the reply holds guidance and at most one line about the model, and all of it is kept."""
    printed = terminal.say(QUESTION)
    asked, reply = terminal.kept()
    assert (asked.text, asked.status, reply.status) == (QUESTION, "done", "done")
    turn = reply.turn
    assert turn is not None and (turn.fault.kind if turn.fault else None) == kind
    said = [" ".join(sentence.text.split()) for sentence in turn.sentences if sentence.label == "guidance"]
    assert said and all(sentence in printed for sentence in said) and "[1]" in printed
    assert printed.count(MODEL) == (kind is not None)
    assert turn.notice is None or turn.notice in printed
    assert "Traceback" not in printed and KEY not in printed and terminal.errors() == ""
    return turn


@pytest.mark.parametrize("fault", AT_ONCE)
def test_each_fault_costs_one_line(at_once: Terminal, serving: ChatServer, fault: str) -> None:
    serving.play(fault)
    turn = answered(at_once, EXPECTED[fault].kind)
    assert (EXPECTED[fault].kind, serving.count("reading"), serving.count("wording")) == EXPECTED[fault]
    assert turn.notice is not None and turn.notice.startswith(LINES[EXPECTED[fault].kind].format(model=MODEL))


@pytest.mark.parametrize("fault", SLOW)
def test_a_slow_model_costs_a_line_and_the_time_that_it_may_take(
    slow: Terminal, serving: ChatServer, fault: str
) -> None:
    serving.play(fault)
    turn = answered(slow, "timeout")
    assert turn.seconds < 3 and serving.was_left(10)


def test_the_next_message_is_answered_by_a_model_that_is_well_again(at_once: Terminal, serving: ChatServer) -> None:
    serving.play("quota")
    assert answered(at_once, "quota").worded == 0
    serving.play("good")
    assert answered(at_once, None).worded > 0


def test_a_server_that_goes_and_comes_back(home: Path, tmp_path: Path) -> None:
    server = ChatServer()
    with Terminal(copy_of(home, tmp_path), server.url, 30) as terminal:
        with server:
            assert answered(terminal, None).worded > 0
        assert answered(terminal, "offline").worded == 0
        with ChatServer(server.port):
            assert answered(terminal, None).worded > 0
        assert terminal.end() == 0 and terminal.errors() == ""

"""The real app, started by its real command, and a real browser. One of each serves all tests that allow it."""

from __future__ import annotations

import gc
import os
import queue
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Response,
    ViewportSize,
    expect,
    sync_playwright,
)

from assistant.models import KEYS
from assistant.records import Records
from ui.cli import main

ROOT = Path(__file__).parents[2]
_START = 60  # seconds; generous, because the machine may be busy
_MS = 30_000
MainHere = Callable[..., subprocess.CompletedProcess[str]]
_SETTLED = "shown('[data-testid=stApp][data-test-script-state=notRunning]')"

# What Streamlit's own page says on the console, and nothing of ours: for an address below the root it first looks for
# its server below that address ("/guidance/_stcore/..."), and goes on to the root when there is none.
_STREAMLITS_OWN = (
    re.compile(
        r"Failed to load resource: the server responded with a status of 404 \(Not Found\) "
        r"http://127\.0\.0\.1:\d+/(guidance|settings)/_stcore/(health|host-config)"
    ),
)


@pytest.fixture
def main_here(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Iterator[MainHere]:
    """Runs `mentorprep` on a home in this process, which spares a second of imports."""
    monkeypatch.setattr(os, "environ", os.environ.copy())  # `main` sets some variables for its whole process

    def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        os.environ["MENTORPREP_HOME"] = str(home)
        try:
            status = main(arguments)
        except SystemExit as ended:  # by argparse
            status = int(ended.code or 0)
        return subprocess.CompletedProcess(arguments, status, *capfd.readouterr())

    yield run
    gc.enable()  # `main` has switched it off


class Server:
    """`mentorprep` on a home folder, as a process of its own. `settings`: its variables of the environment."""

    def __init__(self, home: Path, log: Path, **settings: str) -> None:
        self.home, self._log, self._settings = home, log, settings
        self.url = ""
        self._process: subprocess.Popen[str] | None = None

    def start(self, port: int = 0) -> Server:
        environment = dict(os.environ)
        for name in ("MENTORPREP_MODEL", "OPENAI_BASE_URL", *KEYS.values()):  # what a developer may have set
            environment.pop(name, None)
        environment |= {"MENTORPREP_HOME": str(self.home)} | self._settings
        with self._log.open("a", encoding="utf-8") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "ui.cli", "--port", str(port)],
                cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True, encoding="utf-8",
            )  # fmt: skip
        line = self._first_line()
        found = re.fullmatch(r"Mentorprep is at (http://\S+)\n", line)
        if found is None:
            self.stop()
            pytest.fail(f"The server did not start; it said {line!r} and:\n{self.errors()}")
        self.url = found[1]
        return self

    def _first_line(self) -> str:
        assert self._process is not None and self._process.stdout is not None
        lines: queue.Queue[str] = queue.Queue()
        stdout = self._process.stdout
        threading.Thread(target=lambda: lines.put(stdout.readline()), daemon=True).start()
        try:
            return lines.get(timeout=_START)
        except queue.Empty:
            return ""

    @property
    def port(self) -> int:
        return urlsplit(self.url).port or 0

    def errors(self) -> str:
        return self._log.read_text(encoding="utf-8")

    def check_alive(self) -> None:
        if self._process is not None and self._process.poll() is not None:
            pytest.fail(f"The server died with {self._process.returncode}:\n{self.errors()}")

    def stop(self) -> None:
        """Ctrl-C's gentler sister; the process is ours, and ended by its own id."""
        self._end(kill=False)

    def kill(self) -> None:
        """kill -9: no chance to tidy up."""
        self._end(kill=True)

    def _end(self, kill: bool) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if kill:
            process.kill()
        else:
            process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=15)
        if process.stdout is not None:
            process.stdout.close()


class App:
    """A tab with the app in it. It remembers all that went wrong; `check` says so."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url
        self.troubles: list[str] = []
        self.requested: list[str] = []
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.troubles.append(f"page error: {error}"))
        page.on("request", lambda request: self.requested.append(request.url))
        page.on("response", self._on_response)

    def _on_console(self, message: ConsoleMessage) -> None:
        line = f"{message.text} {message.location.get('url', '')}"
        if message.type == "error" and not any(own.fullmatch(line) for own in _STREAMLITS_OWN):
            self.troubles.append(f"console: {line}")

    def _on_response(self, response: Response) -> None:
        if response.url.startswith("http") and "frame-ancestors 'none'" not in response.headers.get(
            "content-security-policy", ""
        ):
            self.troubles.append(f"no security headers: {response.url}")

    def check(self) -> None:
        assert not self.troubles
        foreign = [url for url in self.requested if not url.startswith((self.url, "data:", "blob:"))]
        assert not foreign, "the app asked somebody else"

    # Pages

    def open(self, path: str = "/") -> App:
        self.page.goto(self.url + path)
        if not path.startswith(("/guidance", "/settings")):
            self.page.locator("[data-testid=stChatInputTextArea]:enabled").wait_for(timeout=_START * 1000)
        self.settle()
        return self

    @property
    def input(self) -> Locator:
        return self.page.get_by_test_id("stChatInputTextArea")

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    @property
    def conversation_id(self) -> str:
        return parse_qs(urlsplit(self.page.url).query).get("c", [""])[0]

    # The conversation

    def say(self, text: str) -> App:
        self.input.fill(text)
        self.input.press("Enter")
        return self

    def message(self, index: int) -> Locator:
        return self.page.locator(f".st-key-mp-message-{index}")

    def answer(self, index: int) -> Locator:
        """The prose of a whole answer: its tools are there, and nothing is arriving any more."""
        self._wait_until(
            f"shown('.st-key-mp-message-{index} [data-testid=stFeedback]') && !shown('.mp-live') && {_SETTLED}"
        )
        return self.message(index).locator(".mp-prose")

    def settle(self) -> None:
        """Until no run is going on, nor one about to begin: before that, what is about to leave is still on the page.

        A page that goes on by itself says so with something nobody sees.
        """
        self.page.evaluate("window.mpQuiet = 0")
        still = f"{_SETTLED} && !document.querySelector('.mp-on-its-way')"
        self._wait_until(f"(window.mpQuiet = {still} ? window.mpQuiet + 1 : 0) > 2")

    def _wait_until(self, condition: str) -> None:
        """Looks twenty times a second; a locator that waits, and `expect`, soon look only once or twice."""
        shown = "const shown = (selector) => document.querySelector(selector)?.checkVisibility() ?? false"
        self.page.wait_for_function(f"() => {{ {shown}; return {condition}; }}", polling=50)

    def chips(self, index: int) -> Locator:
        return self.message(index).locator('[class*="st-key-mp-chip-"] button')

    def suggestions(self, index: int | None = None) -> Locator:
        scope = self.page if index is None else self.message(index)
        return scope.locator('[class*="st-key-mp-suggest-"] button')

    def rows(self) -> Locator:
        """The conversations in the sidebar."""
        return self.page.locator('[class*="st-key-mp-open-"] button')


def chromium() -> str | None:
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return next((path for path in map(shutil.which, names) if path), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser, the summary names each test that was not run, and says how to get one."""
    if chromium() is not None:
        return
    for item in items:
        if item.get_closest_marker("browser"):
            reason = f"Chromium is not installed: apt-get install chromium (for {item.name})"
            item.add_marker(pytest.mark.skip(reason=reason))


Start = Callable[..., Server]
Open = Callable[..., App]


@pytest.fixture(scope="session")
def start_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Starts servers; each is ended when the tests are over, if not before."""
    with ExitStack() as stack:

        def start(home: Path, **settings: str) -> Server:
            server = Server(home, tmp_path_factory.mktemp("server") / "stderr.txt", **settings)
            stack.callback(server.stop)
            return server.start()

        yield start


@pytest.fixture(scope="session")
def shared_server(home: Path, tmp_path_factory: pytest.TempPathFactory, start_server: Start) -> Server:
    return start_server(copy_of(home, tmp_path_factory.mktemp("served")))


@pytest.fixture
def server(shared_server: Server) -> Iterator[Server]:
    """The one server that the tests share; it must outlive each of them, and have nothing to complain about."""
    said = len(shared_server.errors())
    yield shared_server
    shared_server.check_alive()
    assert shared_server.errors()[said:] == ""


@pytest.fixture(scope="module")
def own_server(home: Path, tmp_path_factory: pytest.TempPathFactory, start_server: Start) -> Iterator[Server]:
    """A server that the tests of one module share."""
    server = start_server(copy_of(home, tmp_path_factory.mktemp("own")))
    yield server
    server.stop()


@pytest.fixture
def clean_server(own_server: Server) -> Iterator[Server]:
    """A server whose person has said nothing yet; it must outlive the test, and have nothing to complain about."""
    yield from _emptied(own_server)


@pytest.fixture(scope="session")
def guided_server(home: Path, tmp_path_factory: pytest.TempPathFactory, start_server: Start) -> Server:
    return start_server(copy_of(home, tmp_path_factory.mktemp("guided")))


@pytest.fixture
def empty_server(guided_server: Server) -> Iterator[Server]:
    """The same as `clean_server` for tests that choose no model: one server serves all their modules."""
    yield from _emptied(guided_server)


def _emptied(server: Server) -> Iterator[Server]:
    Records(server.home).erase()
    said = len(server.errors())
    yield server
    server.check_alive()
    assert server.errors()[said:] == ""


@pytest.fixture
def home_copy(home: Path, tmp_path: Path) -> Path:
    return copy_of(home, tmp_path / "copy")


def copy_of(home: Path, parent: Path) -> Path:
    """A home of one's own whose index is built, but in which nothing was said."""
    target = parent / "home"
    shutil.copytree(home, target, ignore=shutil.ignore_patterns("mentorprep.db*"))
    return target


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = chromium()
    assert executable is not None, "a test that uses a browser is marked so"
    expect.set_options(timeout=_MS)
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        launched = playwright.chromium.launch(executable_path=executable, args=arguments)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def shared_context(browser: Browser) -> Iterator[BrowserContext]:
    """Its cache spares each test a second of loading Streamlit anew."""
    with browser.new_context() as context:
        yield context


@pytest.fixture
def tab(browser: Browser, shared_context: BrowserContext) -> Iterator[Open]:
    """Opens tabs, `apart` in a browser context of their own; afterwards none may have seen anything go wrong."""
    with ExitStack() as stack:
        apps: list[App] = []

        def open_tab(url: str, width: int = 1280, height: int = 860, dark: bool = False, apart: bool = False) -> App:
            context = stack.enter_context(browser.new_context()) if apart else shared_context
            page = context.new_page()
            stack.callback(page.close)
            page.set_default_timeout(_MS)
            page.set_viewport_size(ViewportSize(width=width, height=height))
            page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")
            apps.append(App(page, url))
            return apps[-1]

        yield open_tab
        for app in apps:
            app.check()


@pytest.fixture
def app(server: Server, tab: Open) -> App:
    return tab(server.url)

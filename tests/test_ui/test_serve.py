"""The server process: its headers, what it says when it cannot serve, and that killing it loses nothing."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from email.message import Message
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from assistant.session import Assistant
from assistant.settings import Settings
from ui import texts

if TYPE_CHECKING:
    from tests.test_ui.conftest import Open, Server, Start

ROOT = Path(__file__).parents[2]
MENTOR = "my boss just assigned me a mentor, is that ok?"


def run(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ui.cli", *arguments], cwd=ROOT, env=os.environ | {"MENTORPREP_HOME": str(home)},
        capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip


def headers(url: str) -> Message:
    try:
        with urllib.request.urlopen(url, timeout=30) as response:  # noqa: S310 our own server
            answered: Message = response.headers
    except urllib.error.HTTPError as error:
        with error:
            answered = error.headers
    return answered


def test_security_headers_are_on_every_response(server: Server) -> None:
    with urllib.request.urlopen(server.url, timeout=30) as response:  # noqa: S310 our own server
        page = response.read().decode()
    files = re.findall(r'(?:src|href)="\./(static/[^"]+)"', page)
    assert files
    for path in ("", "guidance", "?c=x", "_stcore/health", "_stcore/host-config", "static/none.js", "%00", *files):
        found = headers(f"{server.url}/{path}")
        policy = dict(part.split(" ", 1) for part in found["content-security-policy"].split("; "))
        assert policy["frame-ancestors"] == policy["object-src"] == "'none'"
        assert policy["default-src"] == "'self'"
        assert policy["img-src"] == "'self' data: blob:"
        assert "unsafe-inline" not in policy["script-src"] and "'unsafe-eval'" not in policy["script-src"]
        assert found["x-content-type-options"] == "nosniff"
        assert found["referrer-policy"] == "no-referrer"
        assert len(found.get_all("content-security-policy", [])) == 1


def test_listens_on_this_machine_only(server: Server) -> None:
    assert server.url.startswith("http://127.0.0.1:")
    with socket.socket() as elsewhere:  # 127.0.0.2 is this machine too, but not what was asked for
        elsewhere.settimeout(5)
        assert elsewhere.connect_ex(("127.0.0.2", server.port)) != 0


def test_a_page_that_runs_leaves_the_import_path_alone() -> None:
    """Streamlit adds the script's folder for each run and removes it: an import in another thread then skips one."""
    code = (
        "import sys; import ui.asgi as asgi; from streamlit.runtime.scriptrunner.exec_code import modified_sys_path\n"
        "before = list(sys.path)\n"
        "with modified_sys_path(str(asgi.app.script_path)): assert sys.path == before"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=60, check=True)


def test_a_port_in_use_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = run("--port", str(port), home=tmp_path)
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert re.fullmatch(rf"mentorprep: Port {port} is taken .+ mentorprep --port {port + 1}\n", ended.stderr)


@pytest.mark.parametrize(
    "arguments", [("--port", "-1"), ("--port", "70000"), ("--port", "abc"), ("--port", ""), ("--host", "192.0.2.1")]
)
def test_an_impossible_address_is_said_in_one_line(tmp_path: Path, arguments: tuple[str, str]) -> None:
    ended = run("--port", "0", *arguments, home=tmp_path)
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert "Traceback" not in ended.stderr
    last = ended.stderr.splitlines()[-1]  # another host than this machine is warned of first
    assert last.startswith("mentorprep: ") and arguments[1] in last


def test_an_impossible_home_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    ended = run("ask", "how do I find a mentor?", home=tmp_path / "file" / "home")
    assert ended.returncode == 2
    assert re.fullmatch(r"mentorprep: .+\n", ended.stderr)
    assert str(tmp_path / "file") in ended.stderr


@pytest.mark.browser
def test_an_impossible_home_is_said_in_the_browser_and_can_be_mended(
    tmp_path: Path, home_copy: Path, start_server: Start, tab: Open
) -> None:
    way = tmp_path / "way"
    way.write_text("in the way", encoding="utf-8")
    server = start_server(way / "home")
    app = tab(server.url)
    app.page.goto(server.url)
    alert = app.page.get_by_test_id("stAlert")
    expect(alert).to_contain_text(str(way))
    expect(alert).to_have_count(1)
    expect(app.page.get_by_test_id("stException")).to_have_count(0)
    expect(app.page.get_by_text("Traceback")).to_have_count(0)
    expect(app.input).to_be_disabled()
    assert server.errors() == ""
    way.unlink()
    home_copy.rename(tmp_path / "moved")
    way.mkdir()
    (tmp_path / "moved").rename(way / "home")
    app.page.get_by_role("button", name=texts.TRY_AGAIN).click()
    expect(app.input).to_be_enabled()
    app.say(MENTOR)
    app.answer(1)
    app.page.close()
    server.stop()


@pytest.mark.browser
def test_the_first_start_shows_how_far_it_is_and_then_answers(tmp_path: Path, start_server: Start, tab: Open) -> None:
    server = start_server(tmp_path / "new" / "home")
    app = tab(server.url)
    app.page.goto(server.url)
    progress = app.page.get_by_test_id("stProgress")
    expect(progress).to_contain_text(re.compile(r"Preparing the guidance for search: \d+ of \d+"))
    app.page.get_by_role("heading", name=texts.WELCOME).wait_for()
    expect(app.input).to_be_disabled()
    expect(app.input).to_be_enabled(timeout=120_000)
    expect(progress).to_have_count(0)
    app.say(MENTOR)
    app.answer(1)
    app.chips(1).first.wait_for()
    assert server.errors() == ""
    app.page.close()
    server.stop()


# Takes one sentence of an answer and then dawdles: killing it kills an answer that is being given.
_MID_ANSWER = """
import sys, time
from pathlib import Path
from assistant.session import Assistant
from assistant.settings import Settings
assistant = Assistant(Settings(home=Path(sys.argv[1])))
conversation = assistant.create()
answer = assistant.reply(conversation.id, sys.argv[2])
next(answer)
print("mid", conversation.id, flush=True)
time.sleep(600)
"""


def killed_mid_answer(home: Path, question: str) -> str:
    """Ask in a process that is killed while it answers; returns the conversation."""
    with subprocess.Popen(
        [sys.executable, "-c", _MID_ANSWER, str(home), question],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8",
    ) as process:  # fmt: skip
        assert process.stdout is not None
        try:
            word, conversation_id = process.stdout.readline().split()
        finally:
            process.kill()
    assert word == "mid"
    return conversation_id


def test_an_answer_cut_off_by_a_kill_is_failed_and_can_be_tried_again(home_copy: Path) -> None:
    conversation_id = killed_mid_answer(home_copy, MENTOR)
    assistant = Assistant(Settings(home=home_copy))
    assert [each.id for each in assistant.conversations()] == [conversation_id]
    question, reply = assistant.messages(conversation_id)
    assert (question.role, question.text, question.status) == ("user", MENTOR, "done")
    assert (reply.role, reply.status) == ("assistant", "failed")
    sentences = tuple(assistant.retry(conversation_id, reply.id))
    assert sentences == assistant.ask(MENTOR).sentences
    again = assistant.messages(conversation_id)
    assert [(each.id, each.status) for each in again] == [(question.id, "done"), (reply.id, "done")]


@pytest.mark.browser
def test_killing_the_server_loses_nothing(home_copy: Path, start_server: Start, tab: Open) -> None:
    server = start_server(home_copy)
    app = tab(server.url).open()
    app.say(MENTOR)
    prose = app.answer(1).inner_text()
    app.message(1).get_by_role("radio", name="Thumbs up").click()
    expect(app.message(1).get_by_role("radio", name="Thumbs up")).to_be_checked()
    app.say("and what if we do not get along?")
    app.answer(3)
    kept = app.conversation_id
    app.page.close()
    # The rating is stored when the page that shows it has been drawn, and a second turn came after it.
    server.kill()
    cut_off = killed_mid_answer(home_copy, "how do I find a mentor?")

    server.start()
    app = tab(server.url).open(f"/?c={kept}")
    assert app.answer(1).inner_text() == prose
    expect(app.message(1).get_by_role("radio", name="Thumbs up")).to_be_checked()
    expect(app.message(2)).to_contain_text("and what if we do not get along?")
    app.answer(3)
    expect(app.rows()).to_have_count(2)
    app.rows().filter(has_text="how do I find a mentor?").click()
    expect(app.message(0)).to_contain_text("how do I find a mentor?")
    assert app.conversation_id == cut_off
    expect(app.message(1)).to_contain_text(texts.FAILED)
    app.page.get_by_role("button", name=texts.TRY_AGAIN).click()
    app.answer(1)
    app.chips(1).first.wait_for()
    expect(app.page.get_by_text(texts.FAILED)).to_have_count(0)
    assert server.errors() == ""
    app.page.close()
    server.stop()

"""The command `mentorprep`, run as a person or a script would."""

import io
import json
import os
import pty
import re
import signal
import subprocess
import sys
import threading
import time
import tomllib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from assistant import calls
from assistant.models import Choice
from assistant.session import Assistant
from assistant.settings import Settings
from knowledge.library import Library
from knowledge.notes import load_notes
from tests.fakes.chat_server import ChatServer, closed_url
from tests.test_ui.conftest import MainHere
from ui.chat_terminal import chat
from ui.doctor import doctor

ROOT = Path(__file__).parents[2]


@pytest.fixture
def run(home: Path) -> Any:
    def run(*arguments: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "ui.cli", *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            timeout=120,
            env=os.environ | {"MENTORPREP_HOME": str(home)} | environment,
            check=False,
        )

    return run


@pytest.fixture
def run_here(main_here: MainHere, home: Path) -> MainHere:
    return partial(main_here, home)


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    """The clear line of a refused command."""
    assert done.returncode == 2
    assert done.stdout == ""
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1 and lines[0].startswith("mentorprep: "), done.stderr
    return lines[0]


def test_the_command_is_installed_under_its_name() -> None:
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    assert scripts == {"mentorprep": "ui.cli:main"}
    done = subprocess.run(
        [str(Path(sys.executable).with_name("mentorprep")), "--help"], capture_output=True, text=True, check=True
    )
    assert all(command in done.stdout for command in ("ask", "search", "chat", "doctor", "--port", "--host"))


def test_ask_prints_an_answer_with_its_passages(run: Any) -> None:
    done = run("ask", "how often should we meet?")
    assert done.returncode == 0 and done.stderr == ""
    assert "once a month" in done.stdout and "[1]" in done.stdout
    passage = re.search(r"\((ground-rules\.\w+)\)", done.stdout)
    assert passage
    shown = run("show", passage[1])
    assert "  | Meet your mentor once" in shown.stdout and "Sources:" in shown.stdout and "Anderson" in shown.stdout


def test_ask_json_has_the_agreed_form(run: Any) -> None:
    done = run("ask", "my boss just assigned me a mentor, is that ok?", "--json")
    assert done.returncode == 0 and done.stderr == ""
    answer = json.loads(done.stdout)
    assert answer["answered"] is True
    assert answer["model"] == "guided" and answer["tokens"] == {"input": 0, "output": 0}
    assert answer["views"] == [] and answer["seconds"] > 0 and answer["fault"] is None
    passages = {p["passage_id"]: p for p in answer["passages"]}
    fields = {"passage_id", "document_id", "document", "title", "text", "start", "end", "score"}
    assert all(set(p) == fields for p in passages.values())
    for sentence in answer["sentences"]:
        assert set(sentence) == {"text", "label", "citations", "support"}
        for citation in sentence["citations"]:
            assert set(citation) == {"passage_id", "document", "quote"}
            assert citation["quote"] in passages[citation["passage_id"]]["text"]
            assert citation["document"] == passages[citation["passage_id"]]["document"]


def test_declining_is_done(run: Any) -> None:
    done = run("ask", "how much salary should I ask for", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["answered"] is False
    text = run("ask", "how much salary should I ask for")
    assert text.returncode == 0 and "does not cover this" in text.stdout and "You could ask:" in text.stdout


def test_search_json(run: Any) -> None:
    result = json.loads(run("search", "frist meeting", "-k", "3", "--json").stdout)
    assert set(result) == {"answerable", "passages"}
    assert 0 <= result["answerable"] <= 1 and len(result["passages"]) == 3
    assert result["passages"][0]["document"] in ("first-meeting.md", "prepare-first-meeting.md")


def test_chat_talks_and_keeps_the_conversation(run: Any) -> None:
    done = run("chat", stdin="hi\nhow do i end it?\n1\n/new\nhow often should we meet?\n/quit\nnever read\n")
    assert done.returncode == 0 and done.stderr == ""
    assert "End the mentoring well" in done.stdout and "  | End a mentoring relationship" in done.stdout
    assert "once a month" in done.stdout and "never read" not in done.stdout


def test_chat_says_where_a_meeting_is_rehearsed_and_debriefed(run: Any) -> None:
    done = run("chat", stdin="let's rehearse the first meeting\nhow often should we meet?\n")
    said = " ".join(done.stdout.split())
    assert done.returncode == 0 and said.count("The page Rehearse is made for that") == 1
    assert said.count("Rehearse is in the app that `mentorprep` opens; `mentorprep debrief FILE`") == 1
    assert "somebody who plays the mentor" in said and "[1]" in said, "and what the handbook says to it"


def test_eval_on_a_folder_of_one_s_own(run: Any, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    quote = "Have a second adviser ready for the weeks in which the first one is away."
    (corpus / "talk.txt").write_text(f"{quote} It lightens the load for both of you.\n", encoding="utf-8")
    (corpus / "cloud.md").write_text(
        "# Bills\n\nReserved instances cost less than those on demand.\n", encoding="utf-8"
    )
    lines = [
        {"id": "1", "question": "Who stands in when my mentor is busy?", "type": "direct", "doc": "talk.txt",
         "evidence": [quote], "evidence_doc": ["talk.txt"], "alternatives": [[]]},
        {"id": "2", "question": "best pizza dough", "type": "unanswerable/offtopic", "doc": None, "evidence": []},
        {"id": "3", "question": "", "type": "unanswerable/offtopic", "doc": None},
        {"id": "4", "question": "x" * 9000, "type": "unanswerable/offtopic", "doc": None},
    ]  # fmt: skip
    data = tmp_path / "q.jsonl"
    data.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    report = tmp_path / "report"
    done = run("eval", "--data", str(data), "--corpus", str(corpus), "--report", str(report), "--json")
    assert done.returncode == 0, done.stderr
    retrieval, answers = json.loads(done.stdout)["suites"]
    assert (retrieval["suite"], answers["suite"], retrieval["n"]) == ("retrieval", "answers", 4)
    assert retrieval["metrics"]["recall@2000chars"] == {"value": 1.0, "low": 1.0, "high": 1.0, "n": 1}
    assert retrieval["metrics"]["answerable_auroc:offtopic"]["value"] == 1.0
    first = retrieval["items"][0]
    assert first["predicted"]["passages"][0]["document"] == "talk.txt"
    assert set(answers["items"][0]["predicted"]) >= {"answered", "sentences", "passages", "views", "model", "tokens"}
    assert {path.name for path in report.iterdir()} == {"report.md", "retrieval.json", "answers.json"}
    text = run("eval", "retrieval", "--data", str(data), "--corpus", str(corpus))
    assert "recall@2000chars" in text.stdout and "bag of words" in text.stdout


def test_eval_says_which_document_is_missing(run: Any, tmp_path: Path) -> None:
    data = tmp_path / "q.jsonl"
    data.write_text(json.dumps({"id": "7", "question": "Why?", "type": "direct", "doc": "elsewhere.txt"}))
    said = one_line(run("eval", "retrieval", "--data", str(data)))
    assert "question '7' names 'elsewhere.txt'" in said and "--corpus DIR" in said


def test_doctor(run: Any, home: Path) -> None:
    done = run("doctor")
    assert done.returncode == 0, done.stderr
    assert str(home) in done.stdout and "verified" in done.stdout and f"{len(load_notes())} documents" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask", ""], "Type a question, for example"),
        (["ask", "\x07\x1b"], "Type a question, for example"),
        (["search", "  "], "Type a question, for example"),
        (["ask", "x" * 100_000], "100,000 characters long; up to 4,000"),
        (["ask"], "QUESTION"),
        (["ask", "x", "--collection", "work"], "no collection named 'work'"),
        (["search", "x", "--collection", "work"], "no collection named 'work'"),
        (["search", "x", "-k", "0"], "give a number from 1"),
        (["search", "x", "-k", "many"], "invalid int value: 'many'"),
        (["ask", "x", "--model", "gpt-5"], "write the provider too, for example openai:gpt-5"),
        (["chat", "--model", "open ai"], "'open ai' names no model"),
        (["show", "nothing.000000"], "no passage 'nothing.000000'"),
        (["fly"], "invalid choice: 'fly'"),
        (["eval", "magic"], "no suite 'magic': choose among retrieval, answers"),
        (["eval", "retrieval", "--data", "missing.jsonl"], "missing.jsonl cannot be read"),
        (["eval", "retrieval", "--corpus", "missing"], "missing is not a folder"),
        (["--port", "99999"], "99999 is not a port"),
        (["--port", "web"], "invalid int value: 'web'"),
    ],
)
def test_unusable_input_gets_one_clear_line(run_here: Any, arguments: list[str], said: str) -> None:
    assert said in one_line(run_here(*arguments))


def test_a_home_that_cannot_be_written(run: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "set MENTORPREP_HOME" in one_line(
        run("ask", "how do I ask?", MENTORPREP_HOME=str(tmp_path / "file" / "home"))
    )


def test_a_wrong_model_in_the_environment(run: Any) -> None:
    assert "'magic'" in one_line(run("ask", "how do I ask?", MENTORPREP_MODEL="magic"))


def test_markup_is_printed_as_typed_and_does_nothing(run: Any) -> None:
    done = run("ask", "<script>alert(1)</script> $HOME `id` how often should we meet?")
    assert done.returncode == 0 and "Traceback" not in done.stderr


def test_a_closed_pipe_is_no_error(home: Path) -> None:
    done = subprocess.run(
        f"{sys.executable} -m ui.cli search meeting -k 50 | head -1",
        shell=True,
        capture_output=True,
        text=True,
        env=os.environ | {"MENTORPREP_HOME": str(home)},
        check=False,
    )
    assert done.returncode == 0 and done.stderr == ""


def test_nothing_is_traced_whatever_the_environment_says() -> None:
    program = "import os, ui.cli; ui.cli._protect(); from langsmith.utils import tracing_is_enabled; print(tracing_is_enabled())"
    environment = os.environ | {"LANGSMITH_TRACING": "true", "LANGCHAIN_TRACING_V2": "true", "LANGSMITH_API_KEY": "x"}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.strip() == "False"


def test_starting_a_command_imports_nothing_heavy() -> None:
    program = "import sys, ui.cli; print([m for m in ('streamlit', 'chromadb', 'numpy', 'sqlalchemy', 'pydantic') if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip()
        == "[]"
    )


# With a language model

QUESTION = "How often should we meet?"
NO_KEY = "openai:401 does not accept the key"
Talk = Callable[..., str]


class Keyboard(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def assistant_with(library: Library, tmp_path: Path, chat_server: ChatServer) -> Callable[..., Assistant]:
    def with_model(fault: str, url: str | None = None) -> Assistant:
        choice = Choice(spec=f"openai:{fault}", base_url=url or chat_server.url)
        return Assistant(Settings(home=tmp_path / "own", model=choice, seconds=20), library=library)

    return with_model


@pytest.fixture
def talk(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Talk:
    """What `mentorprep chat` prints when these lines are typed; `seen`: at a terminal."""

    def talked(assistant: Assistant, *lines: str, seen: bool = False) -> str:
        typed = "".join(f"{line}\n" for line in lines)
        monkeypatch.setattr(sys, "stdin", Keyboard(typed) if seen else io.StringIO(typed))
        monkeypatch.setattr(sys.stdout, "isatty", lambda: seen)
        assert chat(assistant) == 0
        return capsys.readouterr().out

    return talked


def with_model(chat_server: ChatServer, fault: str) -> dict[str, str]:
    return {"MENTORPREP_MODEL": f"openai:{fault}", "OPENAI_BASE_URL": chat_server.url, "OPENAI_API_KEY": "sk-secret"}


def test_ask_says_what_became_of_the_model(run: Any, chat_server: ChatServer) -> None:
    done = run("ask", QUESTION, **with_model(chat_server, "401"))
    assert done.returncode == 0 and "once a month" in done.stdout and NO_KEY not in done.stdout
    assert done.stderr.startswith(f"mentorprep: {NO_KEY}") and done.stderr.endswith("in guided wording.\n")
    assert len(done.stderr.splitlines()) == 1 and "sk-secret" not in done.stderr
    done = run("ask", QUESTION, "--json", "--model", "openai:no-end", **with_model(chat_server, "401"))
    answer = json.loads(done.stdout)
    assert (answer["model"], answer["fault"]) == ("openai:no-end", "cut_short")
    assert done.returncode == 0 and done.stderr.startswith("mentorprep: The answer of openai:no-end was cut short.")


@pytest.mark.parametrize("seen", [False, True])
def test_chat_says_once_what_became_of_the_model(
    talk: Talk, assistant_with: Callable[..., Assistant], seen: bool
) -> None:
    printed = talk(assistant_with("401"), QUESTION, seen=seen)
    assert printed.count(NO_KEY) == 1 and printed.index("once a month") < printed.index(NO_KEY)
    assert "leaves" not in printed and "goes to" not in printed, "the server is on this machine"


def test_chat_says_nothing_of_a_model_that_does_its_part(
    talk: Talk, assistant_with: Callable[..., Assistant], chat_server: ChatServer
) -> None:
    printed = talk(assistant_with("good"), "", "  ", QUESTION, "/", "/brief")
    assert chat_server.count("wording") == 1 and "[1]" in printed and "openai:" not in printed


def test_the_sign_that_something_is_to_come_disappears(
    talk: Talk, assistant_with: Callable[..., Assistant], chat_server: ChatServer
) -> None:
    printed = talk(assistant_with("slow-start@wording"), QUESTION, seen=True)
    assert printed.count("…\r \r") == printed.count("…") >= 1
    assert "…" not in talk(assistant_with("slow-start@wording"), QUESTION)


def test_before_anything_is_sent_it_is_said_where_to(
    talk: Talk, assistant_with: Callable[..., Assistant], chat_server: ChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calls, "RETRIES", 0)
    away = assistant_with("good", url="http://models.invalid/v1")
    printed = talk(away, QUESTION, QUESTION)
    said = " ".join(printed.split())
    assert said.startswith("openai:good helps") and said.count("goes to models.invalid") == 1
    for sent in (
        "each message",
        "last messages of the conversation",
        "facts of your Brief",
        "passages of the handbook",
    ):
        assert sent in said.partition("Nothing else")[0]
    assert said.count("openai:good cannot be reached") == 2


def test_ctrl_c_stops_the_answer_and_not_the_program(
    talk: Talk, assistant_with: Callable[..., Assistant], chat_server: ChatServer
) -> None:
    assistant = assistant_with("stall@wording")

    def press() -> None:
        assert chat_server.was_called(20, "wording")
        time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGINT)

    before = signal.getsignal(signal.SIGINT)
    pressing = threading.Thread(target=press)
    pressing.start()
    printed = talk(assistant, QUESTION, "/brief")
    pressing.join()
    assert signal.getsignal(signal.SIGINT) is before
    assert "Stopped." in printed and "Your Brief is still empty." in printed and chat_server.was_left(1)
    answer = assistant.messages(assistant.conversations()[0].id)[-1]
    assert answer.status == "stopped" and answer.turn is not None
    assert " ".join(answer.text.split()) in " ".join(printed.replace(" [1]", "").split())


def test_ctrl_c_at_a_real_terminal(home: Path, chat_server: ChatServer) -> None:
    terminal, theirs = pty.openpty()
    environment = os.environ | {"MENTORPREP_HOME": str(home)} | with_model(chat_server, "late@wording")
    program = subprocess.Popen(
        [sys.executable, "-m", "ui.cli", "chat"], stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    )
    os.close(theirs)
    printed = ""

    def until(wanted: str) -> None:
        nonlocal printed
        end = time.monotonic() + 60
        while wanted not in printed:
            assert time.monotonic() < end, printed
            printed += os.read(terminal, 4096).decode(errors="replace")

    try:
        until("> ")
        os.write(terminal, f"{QUESTION}\n".encode())
        until("…")
        assert chat_server.was_called(20, "wording")
        program.send_signal(signal.SIGINT)
        until("Stopped.")
        os.write(terminal, b"/quit\n")
        assert program.wait(timeout=20) == 0
    finally:
        program.kill()
        program.wait()
        os.close(terminal)
    assert "Traceback" not in printed and chat_server.was_left(1)
    kept = Assistant(Settings(home=home))
    conversation = kept.conversations()[0]
    assert [message.status for message in kept.messages(conversation.id)] == ["done", "stopped"]
    kept.delete(conversation.id)


@pytest.fixture
def doctor_with(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    def examined(**environment: str) -> tuple[int, str, str]:
        for name, value in ({"MENTORPREP_HOME": str(home)} | environment).items():
            monkeypatch.setenv(name, value)
        status = doctor()
        return status, *capsys.readouterr()

    return examined


def test_doctor_says_that_the_model_answers(doctor_with: Any, chat_server: ChatServer) -> None:
    status, out, err = doctor_with(**with_model(chat_server, "good"))
    assert status == 0 and err == ""
    assert re.search(r"^Model answers 'Hello there.' in \d+\.\d s$", out, re.MULTILINE)


def test_doctor_says_in_one_line_why_the_model_does_not(doctor_with: Any, chat_server: ChatServer) -> None:
    status, out, err = doctor_with(**with_model(chat_server, "401"))
    lines = [line for line in out.splitlines() if NO_KEY in line]
    assert status == 1 and err == "" and len(lines) == 1 and lines[0].startswith("Model fails")
    assert "\nAnswer " in out and chat_server.count() == 1, "the rest is looked at all the same, without the model"
    assert "sk-secret" not in out


def test_doctor_where_nobody_listens(doctor_with: Any) -> None:
    status, out, _ = doctor_with(MENTORPREP_MODEL="openai:x", OPENAI_BASE_URL=closed_url())
    assert status == 1 and "Model fails   openai:x cannot be reached" in out


def test_a_guided_chat_imports_no_client_of_a_model(home: Path) -> None:
    program = (
        "import sys; from ui.cli import main; status = main(['chat']); "
        "print([m for m in ('langchain_openai', 'openai', 'xllamacpp', 'langchain') if m in sys.modules], status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=f"I want to become a tech lead\n{QUESTION}\n",
        capture_output=True, text=True, env=os.environ | {"MENTORPREP_HOME": str(home)}, timeout=120, check=True,
    )  # fmt: skip
    assert "once a month" in done.stdout and done.stdout.splitlines()[-1] == "[] 0"

"""The command `mentorprep`, run as a person or a script would."""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from knowledge.notes import load_notes

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
    assert answer["views"] == [] and answer["seconds"] > 0
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
def test_unusable_input_gets_one_clear_line(run: Any, arguments: list[str], said: str) -> None:
    assert said in one_line(run(*arguments))


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

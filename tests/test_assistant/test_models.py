"""Which model is meant, where what is typed would go, and what is said where there is no such model."""

import importlib.util
from importlib import metadata
from pathlib import Path

import pytest
from pydantic import SecretStr

from assistant import local
from assistant.errors import BadInput
from assistant.faults import Failed
from assistant.models import Choice, Form, Model
from assistant.trial import greet
from tests.fakes.chat_server import ChatServer, closed_url

KEY = "sk-this-is-secret-0123456789"
HERE = "http://127.0.0.1:8080/v1"


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "MISTRAL_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)


def kind_of(choice: Choice) -> str:
    """Of the failure to make a client for it."""
    with pytest.raises(Failed) as raised:
        Model(choice).client()
    assert KEY not in str(raised.value)
    return raised.value.fault.kind


def test_what_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Choice.read() == Choice() and Choice().guided
    monkeypatch.setenv("MENTORPREP_MODEL", " openai:gpt-x ")
    monkeypatch.setenv("OPENAI_BASE_URL", HERE)
    assert Choice.read() == Choice(spec="openai:gpt-x", base_url=HERE)
    assert Choice.read("local").spec == "local", "an option counts more"


@pytest.mark.parametrize("spec", ["guided", "local", "local:/some where/m.gguf", "openai:org/m:free", "ollama:qwen"])
def test_what_may_be_a_model(spec: str) -> None:
    assert Choice(spec=spec).checked().spec == spec


@pytest.mark.parametrize("spec", ["", "gpt-x", "openai:", "open ai:x", "openai:a b"])
def test_what_is_no_model(spec: str) -> None:
    with pytest.raises(BadInput, match="names no model"):
        Choice(spec=spec).checked()


@pytest.mark.parametrize(
    "url",
    ["127.0.0.1:8080", "ftp://host/v1", "http://", "http://[::1/v1", "http://host:port/v1", "http://host:99999/v1"],
)
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(BadInput, match="no address of a server"):
        Choice(spec="openai:x", base_url=url).checked()


@pytest.mark.parametrize(
    ("choice", "host"),
    [
        (Choice(), ""),
        (Choice(spec="local"), ""),
        (Choice(spec="openai:x", base_url=HERE), ""),
        (Choice(spec="openai:x", base_url="http://localhost:8080/v1"), ""),
        (Choice(spec="openai:x", base_url="http://[::1]:8080/v1"), ""),
        (Choice(spec="openai:x"), "api.openai.com"),
        (Choice(spec="openai:x", base_url="https://127.0.0.1.example.net/v1"), "127.0.0.1.example.net"),
        (Choice(spec="openai:x", base_url="http://192.168.1.7:8080/v1"), "192.168.1.7"),
        (Choice(spec="anthropic:x", base_url=HERE), "anthropic"),
    ],
)
def test_where_what_is_typed_would_go(choice: Choice, host: str) -> None:
    assert choice.host == host


def test_the_key_is_not_printed() -> None:
    choice = Choice(spec="openai:x", key=SecretStr(KEY))
    assert KEY not in repr(choice) + str(choice) + choice.model_dump_json()


def test_no_key() -> None:
    assert kind_of(Choice(spec="openai:x")) == "key"
    assert kind_of(Choice(spec="anthropic:x")) == "key"
    Model(Choice(spec="openai:x", base_url=HERE)).client()  # a server of one's own wants none


@pytest.mark.parametrize("ending", ["\nX: y", "\x07", " two words", "ключ", "\u200b"])
def test_a_key_that_cannot_be_sent(ending: str) -> None:
    assert kind_of(Choice(spec="openai:x", key=SecretStr(KEY + ending))) == "key"


def test_a_line_break_after_a_pasted_key_does_no_harm() -> None:
    with ChatServer() as server:
        choice = Choice(spec="openai:good", base_url=server.url, key=SecretStr(f" {KEY}\n"))
        assert greet(Model(choice), 10) == "Hello there."
        assert server.calls[0].headers["authorization"] == f"Bearer {KEY}"


def test_providers_that_are_not_here() -> None:
    assert kind_of(Choice(spec="magic:x", key=SecretStr(KEY))) == "unknown_model"
    if importlib.util.find_spec("langchain_anthropic") is None:
        assert kind_of(Choice(spec="anthropic:x", key=SecretStr(KEY))) == "package"
        with pytest.raises(BadInput, match="anthropic:x needs a package"):
            greet(Model(Choice(spec="anthropic:x", key=SecretStr(KEY))), 10)


def test_a_model_is_tried_with_a_greeting() -> None:
    with ChatServer() as server:
        with pytest.raises(BadInput, match="openai:401 does not accept the key") as raised:
            greet(Model(Choice(spec="openai:401", base_url=server.url, key=SecretStr(KEY))), 10)
        assert KEY not in str(raised.value)
        with pytest.raises(BadInput, match="openai:late took too long"):
            greet(Model(Choice(spec="openai:late", base_url=server.url)), 0.5)
    with pytest.raises(BadInput, match="openai:x cannot be reached"):
        greet(Model(Choice(spec="openai:x", base_url=closed_url())), 10)


def test_forms_get_simpler_step_by_step() -> None:
    assert Form().simpler(True) == Form(schema=False)
    assert Form(schema=False).simpler(True) == Form(schema=False, usage=False)
    assert Form().simpler(False) == Form(usage=False)
    assert Form(schema=False, usage=False).simpler(True) is None


# The model inside the product


def test_weights_that_are_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kind_of(Choice(spec=f"local:{tmp_path / 'no.gguf'}")) == "unknown_model"

    def absent(name: str) -> None:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "files", absent)
    assert kind_of(Choice(spec="local")) == "package"


needs_llama = pytest.mark.skipif(importlib.util.find_spec("xllamacpp") is None, reason="xllamacpp is not installed")


@needs_llama
def test_weights_that_are_none(tmp_path: Path) -> None:
    file = tmp_path / "broken.gguf"
    file.write_bytes(b"GGUF, or not" * 100)
    assert kind_of(Choice(spec=f"local:{file}")) == "unknown_model"


@needs_llama
def test_the_model_inside_the_product_answers() -> None:
    try:
        local.weights()
    except Failed:
        pytest.skip(f"{local.PACKAGE} is not installed")
    assert greet(Model(Choice(spec="local")), 60)
    running = local.serve(local.weights())
    assert running.url.startswith("http://127.0.0.1:") and running is local.serve(local.weights())

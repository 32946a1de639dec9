"""What the errors of providers, networks and parsers stand for, and what a person is told."""

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from types import SimpleNamespace
from typing import Any, get_args

import pytest

from assistant.errors import BadInput
from assistant.faults import LINES, Failed, Fault, Kind, failed, refuse


def answer(status: int | None, code: object = None, kind: object = None, **headers: str) -> Exception:
    """An error as the clients of all providers raise it."""
    error = Exception("what the server said")
    about: dict[str, Any] = {"body": {"code": code, "type": kind}, "response": SimpleNamespace(headers=headers)}
    if status is not None:
        about["status_code"] = status
    for name, value in about.items():
        setattr(error, name, value)
    return error


def named(name: str, base: type[Exception] = Exception) -> Exception:
    error: Exception = type(name, (base,), {})("what the server said")
    return error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (answer(401), "key"),
        (answer(402), "quota"),
        (answer(404), "unknown_model"),
        (answer(408), "timeout"),
        (answer(413), "too_long"),
        (answer(418), "unreadable"),
        (answer(429), "rate"),
        (answer(429, "insufficient_quota"), "quota"),
        (answer(429, None, "insufficient_quota"), "quota"),
        (answer(400, "context_length_exceeded"), "too_long"),
        (answer(400, 400, "exceed_context_size_error"), "too_long"),
        (answer(400, "content_filter"), "refused"),
        (answer(400, "1234"), "unreadable"),
        (answer(500), "server"),
        (answer(529), "server"),
        (answer(None, 502), "server"),
        (answer(None, "429"), "rate"),
        (answer(None, "rate_limit_exceeded"), "rate"),
        (named("APITimeoutError", type("APIConnectionError", (Exception,), {})), "timeout"),
        (named("AuthenticationError"), "key"),
        (named("ModelNotFoundError"), "unknown_model"),
        (named("RateLimitError"), "rate"),
        (named("APIConnectionError"), "offline"),
        (named("ContextOverflowError"), "too_long"),
        (ConnectionResetError("reset"), "offline"),
        (TimeoutError(), "timeout"),
        (OSError("no route"), "offline"),
        (ValueError("no generations"), "unreadable"),
        (KeyError("choices"), "unreadable"),
        (json.JSONDecodeError("no", "{", 1), "unreadable"),
        (ImportError("no module", name="langchain_anthropic"), "package"),
        (Failed("endless"), "endless"),
    ],
)
def test_an_error_has_a_kind(error: Exception, kind: str) -> None:
    found = failed(error)
    assert found is not None and found.fault.kind == kind
    assert "what the server said" not in found.fault.detail + str(found)


def test_prose_says_that_there_is_no_room_left() -> None:
    error = answer(400)
    error.args = ("This model's maximum context length is 8192 tokens, however you requested 9000.",)
    found = failed(error)
    assert found is not None and found.fault.kind == "too_long"


def test_what_nobody_foresaw_is_told_apart() -> None:
    assert failed(RuntimeError("a fault of ours")) is None


@pytest.mark.parametrize(
    ("told", "seconds"), [("1", 1), ("90", 90), ("0.5", 0.5), ("soon", None), ("Monday", None), ("", None)]
)
def test_how_long_to_wait(told: str, seconds: float | None) -> None:
    found = failed(answer(429, **{"retry-after": told}))
    assert found is not None and found.retry_after == seconds


def test_how_long_to_wait_until_a_date() -> None:
    when = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    found = failed(answer(503, **{"retry-after": when}))
    assert found is not None and found.retry_after is not None and 50 < found.retry_after <= 60


@pytest.mark.parametrize("kind", get_args(Kind))
def test_each_kind_has_a_line_that_names_the_model(kind: Kind) -> None:
    line = Fault(kind=kind, detail="SomeError 500").line("openai:gpt")
    assert line.startswith(LINES[kind].format(model="openai:gpt")) and "{" not in line and "SomeError" not in line
    assert line.endswith("guided wording.")
    assert Fault(kind=kind).line("openai:gpt", shown=True) == LINES[kind].format(model="openai:gpt")
    assert str(refuse(Failed(kind), "openai:gpt")) == LINES[kind].format(model="openai:gpt")
    assert isinstance(refuse(Failed(kind), "x"), BadInput)

"""What can go wrong with a chat model, as one of a few outcomes: each has one line for the person."""

import json
from collections.abc import Iterator
from typing import Literal

from assistant.errors import BadInput
from knowledge.errors import MentorprepError
from knowledge.types import Frozen

Kind = Literal[
    "offline", "key", "unknown_model", "rate", "quota", "server", "too_long", "timeout", "cut_short", "unreadable",
    "refused", "endless", "limit", "package",
]  # fmt: skip

# What a person reads, and can act upon. {model} is the model as it was chosen.
LINES: dict[Kind, str] = {
    "offline": "{model} cannot be reached: check that its server runs and its address is right.",
    "key": "{model} does not accept the key: enter another one in Settings, or set it in the environment.",
    "unknown_model": "The server knows no model named {model}: choose another one in Settings.",
    "rate": "{model} gets too many requests just now: wait a minute before the next message.",
    "quota": "The account behind {model} has no credit left: its provider's page says more.",
    "server": "{model} had an error of its own: the next message may well work.",
    "too_long": "This conversation is longer than {model} can read: begin a new one, or choose a larger model.",
    "timeout": "{model} took too long to answer.",
    "cut_short": "The answer of {model} was cut short.",
    "unreadable": "{model} answered in a form that cannot be read.",
    "refused": "{model} declined to answer this.",
    "endless": "{model} did not come to an end, and was stopped.",
    "limit": "The limit that you set for tokens is reached, so {model} was not asked.",
    "package": "{model} needs a package that is not installed.",
}
_WORDED = " What follows is in guided wording."
RETRIED = frozenset({"offline", "rate", "server"})  # what may have passed a moment later
HOPELESS = frozenset({"offline", "key", "unknown_model", "rate", "quota", "too_long", "timeout", "limit", "package"})


class Fault(Frozen):
    """One outcome. `detail` is for the record: the name of the error and its status, never what it quotes."""

    kind: Kind
    detail: str = ""

    def line(self, model: str, shown: bool = False) -> str:
        """What the person is told. `shown`: sentences of the model stand above it already."""
        return LINES[self.kind].format(model=model) + ("" if shown else _WORDED)


class Failed(MentorprepError):
    """A call of a model that came to nothing, or broke off."""

    def __init__(self, kind: Kind, detail: str = "", retry_after: float | None = None) -> None:
        super().__init__(f"{kind}: {detail}" if detail else kind)
        self.fault = Fault(kind=kind, detail=detail)
        self.retry_after = retry_after  # seconds, where the server named them


def failed(error: BaseException) -> Failed | None:
    """The outcome that an error of a provider, the network or a parser stands for; None for a fault of our own."""
    if isinstance(error, Failed):
        return error
    detail = type(error).__name__
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        detail += f" {status}"
    if isinstance(error, ImportError):
        return Failed("package", str(error.name or ""))
    if kind := _by_code(_code(error)) or _by_status(status) or _by_name(error):
        return Failed(kind, detail, _retry_after(error))
    if isinstance(error, json.JSONDecodeError | ValueError | IndexError | AssertionError | KeyError | TypeError):
        return Failed("unreadable", detail)  # what a client makes of HTML, of no choices, of broken JSON
    return Failed("offline", detail) if isinstance(error, OSError) else None


def _code(error: BaseException) -> str:
    body = getattr(error, "body", None)
    code = getattr(error, "code", None) or (body.get("code") if isinstance(body, dict) else None)
    return str(code or "")


def _by_code(code: str) -> Kind | None:
    known: dict[str, Kind] = {
        "insufficient_quota": "quota", "context_length_exceeded": "too_long", "model_not_found": "unknown_model",
        "invalid_api_key": "key", "content_filter": "refused", "content_policy_violation": "refused",
        "exceed_context_size_error": "too_long",
    }  # fmt: skip
    return known.get(code)


def _by_status(status: object) -> Kind | None:
    known: dict[int, Kind] = {
        401: "key", 402: "quota", 403: "key", 404: "unknown_model", 408: "timeout", 413: "too_long", 429: "rate",
    }  # fmt: skip
    if not isinstance(status, int):
        return None
    return known.get(status) or ("server" if status >= 500 else "unreadable" if status >= 400 else None)


def _by_name(error: BaseException) -> Kind | None:
    """By the names of the error's classes: those of every provider follow the same few words."""
    names = " ".join(cls.__name__ for cls in type(error).__mro__)
    words: tuple[tuple[str, Kind], ...] = (
        ("ContextOverflow", "too_long"), ("Timeout", "timeout"), ("Authentication", "key"), ("PermissionDenied", "key"),
        ("NotFound", "unknown_model"), ("RateLimit", "rate"), ("Refusal", "refused"), ("ContentFilter", "refused"),
        ("Connection", "offline"), ("InternalServer", "server"), ("APIError", "server"),
    )  # fmt: skip
    found: Iterator[Kind] = (kind for word, kind in words if word in names)
    return next(found, None) or ("offline" if isinstance(error, ConnectionError) else None)


def _retry_after(error: BaseException) -> float | None:
    headers = getattr(getattr(error, "response", None), "headers", None)
    try:
        return float(headers["retry-after"]) if headers and "retry-after" in headers else None
    except ValueError:
        return None


def refuse(error: Failed, model: str) -> BadInput:
    """The same outcome where there is no turn to finish: a test in Settings, a command."""
    return BadInput(LINES[error.fault.kind].format(model=model))

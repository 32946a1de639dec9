"""What can go wrong with a chat model, as one of a few outcomes: each has one line for the person."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal

from assistant.errors import BadInput
from knowledge.errors import MentorprepError
from knowledge.types import Frozen

Kind = Literal[
    "offline", "key", "unknown_model", "rate", "quota", "server", "too_long", "timeout", "cut_short", "unreadable",
    "refused", "endless", "limit", "package", "small",
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
    "small": "{model} is too small or too slow to read messages: from now on it only puts the guidance in other words.",
}
_WORDED = " This reply is in guided wording."
REFUSED = "refusal"  # how an answer ends that the model declines to give
RETRIED = frozenset({"offline", "rate", "server"})  # what may have passed a moment later
# A second call in the same turn would only end in the same way; those of RETRIED have been tried again already.
HOPELESS = RETRIED | {"key", "unknown_model", "quota", "too_long", "limit", "package", "endless"}
_TOO_LONG = re.compile(
    r"\bcontext (?:length|size|window)\b|\btoo many (?:input )?tokens\b|\bprompt is too long\b", re.I
)


class Fault(Frozen):
    """One outcome. `detail` is for the record: the name of the error and its status, never what it quotes."""

    kind: Kind
    detail: str = ""

    def line(self, model: str, shown: bool = False) -> str:
        """What the person is told. `shown`: sentences of the model are part of the reply."""
        return LINES[self.kind].format(model=model) + ("" if shown else _WORDED)


class Failed(MentorprepError):
    """A call of a model that came to nothing, or broke off."""

    def __init__(self, kind: Kind, detail: str = "", retry_after: float | None = None) -> None:
        super().__init__(f"{kind}: {detail}" if detail else kind)
        self.fault = Fault(kind=kind, detail=detail)
        self.retry_after = retry_after  # seconds, where the server named them


class Misread(Failed):
    """The answer came, and is not what was asked for, or has no end: the fault of the model, not of its server."""


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
    kind = _by_code(error) or _by_message(error, status) or _by_status(status) or _by_name(error)
    if kind is not None:
        return Failed(kind, detail, _retry_after(error))
    if isinstance(error, json.JSONDecodeError | ValueError | IndexError | AssertionError | KeyError | TypeError):
        return Failed("unreadable", detail)  # what a client makes of HTML, of no choices, of broken JSON
    return Failed("offline", detail) if isinstance(error, OSError) else None


def _by_code(error: BaseException) -> Kind | None:
    """By the word, or the number of HTTP, that the server's answer names as `code` or `type`."""
    known: dict[str, Kind] = {
        "insufficient_quota": "quota", "context_length_exceeded": "too_long", "model_not_found": "unknown_model",
        "invalid_api_key": "key", "content_filter": "refused", "content_policy_violation": "refused",
        "exceed_context_size_error": "too_long", "rate_limit_exceeded": "rate",
    }  # fmt: skip
    body = getattr(error, "body", None)
    told = body if isinstance(body, dict) else {}
    for name in ("code", "type"):
        word = str(getattr(error, name, None) or told.get(name) or "")
        if word in known:
            return known[word]
        if word.isdecimal() and not isinstance(getattr(error, "status_code", None), int):
            return _by_status(int(word))  # in the middle of a stream, where HTTP has no status any more
    return None


def _by_message(error: BaseException, status: object) -> Kind | None:
    """Servers of one's own say in prose alone that there is no room left."""
    return "too_long" if status in (400, 413, 422, None) and _TOO_LONG.search(str(error)) else None


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
    """Seconds that the server asks to wait; it may name a date."""
    headers = getattr(getattr(error, "response", None), "headers", None)
    told = headers.get("retry-after") if headers else None
    if not told:
        return None
    try:
        return float(told)
    except ValueError:
        pass
    try:
        return (parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError):  # no date, or one without a zone
        return None


def refuse(error: Failed, model: str) -> BadInput:
    """The same outcome where there is no turn to finish: a test in Settings, a command."""
    return BadInput(LINES[error.fault.kind].format(model=model))

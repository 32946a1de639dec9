"""What each fault of the chat server stands for, at whatever door: the session, the terminal, the browser."""

from typing import NamedTuple

from assistant.faults import Kind


class Expected(NamedTuple):
    """The kind of the fault, and how often its model is asked to read the message and to word the reply."""

    kind: Kind
    readings: int
    wordings: int


AT_ONCE: dict[str, Expected] = {
    "401": Expected("key", 1, 0),
    "403": Expected("key", 1, 0),
    "404": Expected("unknown_model", 1, 0),
    "429": Expected("rate", 3, 0),
    "429-long": Expected("rate", 1, 0),
    "429-tomorrow": Expected("rate", 1, 0),
    "quota": Expected("quota", 1, 0),
    "500": Expected("server", 3, 0),
    "500@wording": Expected("server", 1, 3),
    "503-html": Expected("server", 3, 0),
    "too-long": Expected("too_long", 1, 0),
    "too-long-vllm": Expected("too_long", 1, 0),
    "too-long-llama": Expected("too_long", 1, 0),
    "cut": Expected("cut_short", 1, 1),
    "cut@wording": Expected("cut_short", 1, 1),
    "cut-at-once": Expected("offline", 3, 0),
    "no-end": Expected("cut_short", 1, 1),
    "no-end@wording": Expected("cut_short", 1, 1),
    "error-event": Expected("server", 1, 0),
    "error-event@wording": Expected("server", 1, 1),
    "error-event-502": Expected("server", 3, 0),
    "bad-event": Expected("unreadable", 1, 1),
    "html": Expected("unreadable", 1, 1),
    "bad-json": Expected("unreadable", 1, 1),
    "no-choices": Expected("unreadable", 1, 1),
    "null-choices": Expected("unreadable", 1, 1),
    "empty": Expected("unreadable", 1, 1),
    "endless": Expected("endless", 1, 0),
    "refusal": Expected("refused", 1, 1),
    "loop": Expected("endless", 1, 0),  # twice in a row, and the model would be taken for a small one
    "refusal@wording": Expected("refused", 1, 1),
    "filtered": Expected("refused", 1, 1),
    "length": Expected("cut_short", 1, 1),
    "loop@wording": Expected("endless", 1, 1),
    "prose": Expected("unreadable", 2, 1),
    "400": Expected("unreadable", 3, 3),
    "lies": Expected("unreadable", 2, 1),
}
# These take all the time that there is; the reading has half of it, and no more.
SLOW: dict[str, Expected] = {
    name: Expected("timeout", 1, 1) for name in ("late", "stall", "stall@wording", "drip", "drip@wording", "pings")
}
EXPECTED = AT_ONCE | SLOW
# What a person hears nothing of, because it ends well.
HARMLESS = frozenset({"429-once", "slow-start", "no-schema", "no-stream-options", "no-usage", "counting", "lies-once"})

"""Objects out of a model's text as it streams: each flat JSON object, as soon as it is complete.

Whether the model writes one object a line, a list of them, an object around them or a Markdown fence makes no
difference: what counts is the innermost braces. Text beside them is passed over.
"""

import json
from typing import Any

_MOST = 4000  # characters of one object
_DECODER = json.JSONDecoder(strict=False)  # a line break inside a string does no harm


class Objects:
    """Feed it text; it gives the objects that the text completes. `broken` counts what looked like one and was none."""

    def __init__(self) -> None:
        self._open: list[str] | None = None  # characters since the last brace that opened
        self._in_string = self._escaped = False
        self.broken = 0

    def feed(self, text: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for character in text:
            if self._in_string:
                self._inside(character)
            elif character == "{":
                self._open = ["{"]  # an object around others is passed over
            elif self._open is not None:
                self._open.append(character)
                if character == '"':
                    self._in_string = True
                elif character == "}":
                    found += self._close()
        return found

    def _inside(self, character: str) -> None:
        if self._open is None:
            return
        self._open.append(character)
        if self._escaped:
            self._escaped = False
        elif character == "\\":
            self._escaped = True
        elif character == '"':
            self._in_string = False
        if len(self._open) > _MOST:
            self._open, self._in_string = None, False
            self.broken += 1

    def _close(self) -> list[dict[str, Any]]:
        text, self._open = "".join(self._open or ()), None
        try:
            read = _DECODER.decode(text)
        except (ValueError, RecursionError):
            self.broken += 1
            return []
        return [read] if isinstance(read, dict) else []


def whole(text: str) -> dict[str, Any] | None:
    """The JSON object that a text comes to, whatever stands around it, objects thought aloud before it included."""
    found: dict[str, Any] | None = None
    start = text.find("{")
    while start >= 0:
        try:
            read, end = _DECODER.raw_decode(text, start)
        except (ValueError, RecursionError):
            end = start + 1
        else:
            found = read  # what begins with a brace is an object
        start = text.find("{", end)
    return found

"""Whole conversations from scripts: one on each line of the input, what became of it on each line of the output."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from assistant.brief import Brief
from assistant.errors import BadInput
from assistant.session import Assistant
from assistant.wire import respond_json

_FORM = '{"id": "1", "turns": ["first message", "second message"]}'


def respond(
    assistant: Assistant, lines: Iterable[bytes], today: datetime | None, tell: Callable[[str], None] = lambda _: None
) -> Iterator[str]:
    """A line of JSON for each conversation, as soon as it is over. Raises BadInput naming a line that is none.

    `tell` is given a line for each reply in which the model did not do its part.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        conversation = _read(line, number)
        replies = []
        for turn, brief in assistant.converse(conversation["turns"], today):
            replies.append((turn, brief))
            if turn.fault is not None:
                tell(f"line {number}, message {len(replies)}: {turn.notice}")
        brief = replies[-1][1] if replies else Brief()
        yield json.dumps(respond_json(conversation.get("id"), [t for t, _ in replies], brief), ensure_ascii=False)


def _read(line: bytes, number: int) -> dict[str, Any]:
    try:
        read = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadInput(f"Line {number} of the input is not JSON ({error}). Give one object a line: {_FORM}.") from error
    turns = read.get("turns") if isinstance(read, dict) else None
    if not isinstance(turns, list) or not all(isinstance(turn, str) for turn in turns):
        raise BadInput(
            f'Line {number} of the input has no "turns", a list of messages. Give one object a line: {_FORM}.'
        )
    conversation: dict[str, Any] = read
    return conversation

"""An OpenAI-compatible chat server on a free loopback port that fails in every way that real ones do.

The name of the model says how: "500" answers with that status, "stall" falls silent after the first words, "good" answers
with sentences out of the passages it was sent. "stall@wording" does so where it is to word a reply, and reads messages
well; "prose@reading" the other way round. What was sent is kept, and whether the client waited for the end. To a program
that cannot change the name of its model, `play` shows any of them.
"""

import asyncio
import json
import re
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any, NamedTuple

import uvicorn
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Message, Receive, Scope, Send

from knowledge.text import sentences, words

USAGE = {"prompt_tokens": 50, "completion_tokens": 7, "total_tokens": 57}
_LONG = 30.0  # seconds: longer than any test waits


class Call(NamedTuple):
    """One request. `stage`: what it asks for, "reading" a message, "wording" a reply, or "other"."""

    model: str
    stage: str
    headers: Mapping[str, str]
    body: dict[str, Any]
    number: int  # of the calls of this model at this stage, from 1
    at: float  # seconds of the monotonic clock

    @property
    def system(self) -> str:
        return str(self.body["messages"][0]["content"])

    @property
    def material(self) -> str:
        return str(self.body["messages"][-1]["content"])

    @property
    def has_schema(self) -> bool:
        return "response_format" in self.body

    @property
    def wants_usage(self) -> bool:
        return bool((self.body.get("stream_options") or {}).get("include_usage"))


class ChatServer:
    """Serves while it is entered, in a thread of its own. `port`: one that is free; 0: any."""

    def __init__(self, port: int = 0) -> None:
        self.calls: list[Call] = []
        self._left: list[Call] = []
        self._played: str | None = None
        self._changed = threading.Condition()
        self._socket = socket.create_server(("127.0.0.1", port))
        self.port: int = self._socket.getsockname()[1]
        config = uvicorn.Config(
            self._serve, interface="asgi3", http="h11", ws="none", lifespan="off", log_config=None,
            log_level="critical", timeout_graceful_shutdown=1,
        )  # fmt: skip
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), daemon=True)

    def __enter__(self) -> "ChatServer":
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=10)
        self._socket.close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def forget(self) -> None:
        """As if nobody had called yet."""
        with self._changed:
            self.calls, self._left, self._played = [], [], None

    def play(self, model: str) -> None:
        """From now on be this model, whatever the name that is called; and nobody has called it yet."""
        with self._changed:
            self.calls, self._left, self._played = [], [], model

    def count(self, stage: str | None = None) -> int:
        return sum(1 for call in self.calls if stage in (None, call.stage))

    def was_left(self, seconds: float) -> bool:
        """Whether a client goes away before its answer is whole, within so many seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: bool(self._left), seconds)

    def was_called(self, seconds: float, stage: str | None = None, times: int = 1) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: self.count(stage) >= times, seconds)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        call = self._note(request.headers, await request.json())
        response = _response(call)
        answering = asyncio.ensure_future(response(scope, receive, send))
        leaving = asyncio.ensure_future(_until_gone(receive))
        await asyncio.wait({answering, leaving}, return_when=asyncio.FIRST_COMPLETED)
        leaving.cancel()
        if not answering.done():
            answering.cancel()
            with self._changed:
                if call in self.calls:  # and not one of before, which is forgotten
                    self._left.append(call)
                    self._changed.notify_all()
        elif error := answering.exception():
            raise error  # uvicorn drops the connection in the middle of the answer

    def _note(self, headers: Mapping[str, str], body: dict[str, Any]) -> Call:
        stage = _stage(str(body["messages"][0]["content"]))
        with self._changed:
            model = self._played or str(body["model"])
            number = 1 + sum(1 for call in self.calls if (call.model, call.stage) == (model, stage))
            call = Call(model, stage, dict(headers), body, number, time.monotonic())
            self.calls.append(call)
            self._changed.notify_all()
        return call


def closed_url() -> str:
    """An address at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        return f"http://127.0.0.1:{closed.getsockname()[1]}/v1"


class Cut(Exception):
    """The connection breaks."""


async def _until_gone(receive: Receive) -> None:
    while True:
        message: Message = await receive()
        if message["type"] == "http.disconnect":
            return


def _stage(system: str) -> str:
    return "reading" if '"intent"' in system else "wording" if '"sentences"' in system else "other"


def _response(call: Call) -> Response:
    fault, _, stage = call.model.partition("@")
    if stage in ("", call.stage) and fault in FAULTS:
        return FAULTS[fault](call)
    return _good(call)


# What a good model says


def good_text(call: Call) -> str:
    if call.stage == "reading":
        return json.dumps(_reading(_material(call, "message")))
    if call.stage == "wording":
        return json.dumps({"sentences": _sentences(call)}, ensure_ascii=False)
    return "Hello there."


def _reading(message: str) -> dict[str, Any]:
    """The next role where one is told, the question where one is asked."""
    role = re.search(r"\bbecome an? ([a-z ]+)", message)
    facts = [{"slot": "next_role", "value": role[1], "quote": role[0]}] if role else []
    asked = message if message.endswith("?") else None
    return _read("ask_guidance" if asked else "clarify_objectives", facts=facts, question=asked)


def _read(intent: str, **more: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {
        "facts": [],
        "taken_back": [],
        "acts": [],
        "question": None,
        "concern": None,
        "wavering": False,
    }
    return {"intent": intent} | empty | more


def _sentences(call: Call) -> list[dict[str, Any]]:
    """What was noted, a sentence of each of the first passages, and the question: each in words that it was sent."""
    said = []
    if (noted := _material(call, "told")) not in ("", "nothing"):
        values = ", ".join(piece.partition(": ")[2] for piece in re.split(r"; |\n", noted))
        said.append(_sentence("yours", f"You said {values}."))
    for mark in list(re.finditer(r"<passage (\w+)>\nid: (.+)\ntitle: .+\n([\s\S]+?)\n</passage \1>", call.material))[
        :3
    ]:
        pieces = [mark[3][s.start : s.end] for s in sentences(mark[3])]
        if first := next((piece for piece in pieces if len(words(piece)) > 4 and "?" not in piece), None):
            said.append(_sentence("guidance", first, mark[2]))
    if (asked := _material(call, "question")) not in ("", "none"):
        said.append(_sentence("general", asked))
    return said


def _sentence(label: str, text: str, passage: str | None = None) -> dict[str, Any]:
    return {"label": label, "text": text, "passage": passage, "quote": text if passage else None}


def _material(call: Call, name: str) -> str:
    found = re.search(rf"<{name} (\w+)>\n([\s\S]*?)\n</{name} \1>", call.material)
    return found[2] if found else ""


# How an answer is sent


class Streamed(Response):
    """Server-sent events."""

    def __init__(self, events: AsyncIterator[bytes]) -> None:
        super().__init__(media_type="text/event-stream")
        del self.headers["content-length"]
        self._events = events

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        async for event in self._events:
            await send({"type": "http.response.body", "body": event, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


def _event(data: object) -> bytes:
    return f"data: {data if isinstance(data, str) else json.dumps(data)}\n\n".encode()


def _chunk(delta: dict[str, Any], finish: str | None = None) -> bytes:
    return _event(_completion([{"index": 0, "delta": delta, "finish_reason": finish}]))


def _completion(choices: object, **more: Any) -> dict[str, Any]:
    return {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": choices} | more


async def _said(text: str, size: int = 16) -> AsyncIterator[bytes]:
    yield _chunk({"role": "assistant", "content": ""})
    for start in range(0, len(text), size):
        yield _chunk({"content": text[start : start + size]})
        await asyncio.sleep(0)


async def _end(call: Call, finish: str = "stop", usage: bool = True) -> AsyncIterator[bytes]:
    yield _chunk({}, finish)
    if usage and call.wants_usage:
        yield _event(_completion([], usage=USAGE))
    yield _event("[DONE]")


async def _all(*parts: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    for part in parts:
        async for event in part:
            yield event


def _good(call: Call, finish: str = "stop", usage: bool = True) -> Response:
    return _text(call, good_text(call), finish, usage)


def _text(call: Call, text: str, finish: str = "stop", usage: bool = True) -> Response:
    return Streamed(_all(_said(text), _end(call, finish, usage)))


def _first_words(call: Call) -> str:
    """A good answer up to the end of its first object: one sentence, or half of a reading."""
    text = good_text(call)
    return text[: text.find("}") + 1] if call.stage == "wording" else text[: len(text) // 2]


def _after_first_words(call: Call, *events: bytes | float | type[Cut], again: bool = False) -> Response:
    """Numbers are seconds of silence."""

    async def sent() -> AsyncIterator[bytes]:
        async for words_of_it in _said(_first_words(call)):
            yield words_of_it
        while True:
            for event in events:
                if isinstance(event, bytes):
                    yield event
                elif isinstance(event, float):
                    await asyncio.sleep(event)
                else:
                    raise event
            if not again:
                return

    return Streamed(sent())


def _events(*events: bytes) -> Response:
    async def sent() -> AsyncIterator[bytes]:
        for event in events:
            yield event

    return Streamed(sent())


def _slow_start(call: Call) -> Response:
    """As a slow machine does: a piece without words at once, the first words when the prompt has been read."""

    async def sent() -> AsyncIterator[bytes]:
        yield _chunk({"role": "assistant", "content": ""})
        await asyncio.sleep(0.5)
        async for event in _all(_said(good_text(call), size=1000), _end(call)):
            yield event

    return Streamed(sent())


def _forever(text: str, pause: float = 0.0) -> Response:
    async def sent() -> AsyncIterator[bytes]:
        yield _chunk({"role": "assistant", "content": ""})
        while True:
            yield _chunk({"content": text})
            await asyncio.sleep(pause)

    return Streamed(sent())


def _counting(call: Call) -> Response:
    """Says with each piece what the answer has taken so far."""

    async def sent() -> AsyncIterator[bytes]:
        for number, piece in enumerate(good_text(call).split(" "), 1):
            usage = {"prompt_tokens": 50, "completion_tokens": min(number, 7), "total_tokens": 50 + min(number, 7)}
            choices = [{"index": 0, "delta": {"content": f"{piece} "}, "finish_reason": None}]
            yield _event(_completion(choices, usage=usage))
        async for event in _end(call):
            yield event

    return Streamed(sent())


def _pings() -> Response:
    async def sent() -> AsyncIterator[bytes]:
        while True:
            yield b": keep-alive\n\n"
            await asyncio.sleep(0.1)

    return Streamed(sent())


class _Late(Response):
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.sleep(_LONG)


# The faults


def _error(
    status: int, message: str, code: object = None, kind: str = "invalid_request_error", **headers: str
) -> Callable[[Call], Response]:
    """Like a careless server, it quotes the key that it was sent."""

    def response(call: Call) -> Response:
        said = message.format(key=call.headers.get("authorization", ""))
        error = {"message": said, "type": kind, "param": None, "code": code}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return JSONResponse({"error": error}, status, named)

    return response


def _once(first: Callable[[Call], Response]) -> Callable[[Call], Response]:
    """The fault the first time, a good answer from then on."""
    return lambda call: first(call) if call.number == 1 else _good(call)


def _no_schema(call: Call) -> Response:
    if call.has_schema:
        return _error(400, "response_format.type must be 'text'")(call)
    return _good(call)


def _no_stream_options(call: Call) -> Response:
    if call.has_schema or "stream_options" in call.body:
        return _error(400, "unknown field")(call)
    return _good(call, usage=False)


def _lies(call: Call) -> Response:
    """Puts words into the person's mouth."""
    quote = "I am good at juggling"
    told = [{"slot": "strengths", "value": "juggling", "quote": quote}]
    return _text(call, json.dumps(_read("clarify_objectives", facts=told)))


def _loop(call: Call) -> Response:
    sentence = json.dumps(_sentence("general", "That is a good place to begin."))
    return _forever(sentence + ", ", pause=0.001)


_RATE = "Rate limit reached"
FAULTS: dict[str, Callable[[Call], Response]] = {
    "401": _error(401, "Incorrect API key provided: {key}", "invalid_api_key"),
    "403": _error(403, "You may not use this with {key}"),
    "404": _error(404, "The model does not exist", "model_not_found"),
    "429": _error(429, _RATE, "rate_limit_exceeded", retry_after="0"),
    "429-once": _once(_error(429, _RATE, "rate_limit_exceeded", retry_after="1")),
    "429-long": _error(429, _RATE, "rate_limit_exceeded", retry_after="90"),
    "429-tomorrow": _error(429, _RATE, "rate_limit_exceeded", retry_after="Fri, 31 Dec 2038 23:59:59 GMT"),
    "quota": _error(429, "You exceeded your current quota", "insufficient_quota", "insufficient_quota"),
    "500": _error(500, "boom {key}", kind="server_error"),
    "503-html": lambda _: Response("<html><h1>Bad gateway</h1></html>", 503, media_type="text/html"),
    "too-long": _error(400, "This model's maximum context length is 8192 tokens.", "context_length_exceeded"),
    "too-long-vllm": _error(400, "This model's maximum context length is 8192 tokens.", 400, "BadRequestError"),
    "too-long-llama": _error(400, "the request exceeds the available context size", 400, "exceed_context_size_error"),
    "late": lambda _: _Late(),
    "stall": lambda call: _after_first_words(call, _LONG),
    "slow-start": _slow_start,
    "drip": lambda call: _after_first_words(call, _chunk({"content": " "}), 0.1, again=True),
    "pings": lambda _: _pings(),
    "cut": lambda call: _after_first_words(call, Cut),
    "cut-at-once": lambda _: Streamed(_broken()),
    "no-end": lambda call: _after_first_words(call),
    "error-event": lambda call: _after_first_words(
        call, _event({"error": {"message": "The server had an error", "type": "server_error", "code": None}})
    ),
    "error-event-502": lambda _: _events(_event({"error": {"message": "upstream died", "code": 502}, "choices": None})),
    "bad-event": lambda call: _after_first_words(call, _event("{oops")),
    "html": lambda _: Response("<html>Please log in</html>", 200, media_type="text/html"),
    "bad-json": lambda _: Response("{not json", 200, media_type="application/json"),
    "no-choices": lambda _: _events(_event(_completion([])), _event("[DONE]")),
    "null-choices": lambda _: _events(_event(_completion(None)), _event("[DONE]")),
    "empty": lambda call: _text(call, ""),
    "refusal": lambda call: Streamed(_all(_refusing(), _end(call))),
    "filtered": lambda call: _text(call, _first_words(call), finish="content_filter"),
    "length": lambda call: _text(call, _first_words(call), finish="length"),
    "endless": lambda _: _forever("word " * 100, pause=0.001),
    "loop": _loop,
    "prose": lambda call: _text(call, "Sure! Here is what I would do in your place."),
    "no-schema": _no_schema,
    "no-stream-options": _no_stream_options,
    "400": _error(400, "unknown field"),
    "no-usage": lambda call: _good(call, usage=False),
    "counting": _counting,
    "lies": _lies,
    "lies-once": _once(_lies),
}


async def _broken() -> AsyncIterator[bytes]:
    yield b""
    raise Cut


async def _refusing() -> AsyncIterator[bytes]:
    yield _chunk({"role": "assistant", "content": None, "refusal": "I cannot "})
    yield _chunk({"refusal": "help with that."})

"""One call of a chat model: its text as it comes, or one of a few outcomes; never longer than a turn may take.

The call runs in an event loop of its own thread, because only there can it be ended at once: a client that is read by
an ordinary loop goes on to its end after everybody has left. Whoever reads gets None while nothing comes, ten times a
second, so that a Stop is noticed.
"""

import asyncio
import logging
import queue
import threading
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Generator, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from assistant.faults import REFUSED, RETRIED, Failed, Misread, failed
from assistant.turn import Tokens

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

    from assistant.models import Model

RETRIES = 2
FIRST_WAIT = 0.5  # seconds before trying again where the server names none; doubled for the second time
LONGEST_WAIT = 5.0  # seconds before trying again: who asks for more is not asked again
SILENCE = 30.0  # seconds between two pieces, once the first has come
MOST = 12_000  # characters of one answer
_TAIL, _ROUNDS = 120, 5  # characters that no honest answer says so often
_RAMBLES = 100  # characters of an answer that has begun
_FLOWS = 2.0  # seconds since its last word within which it was still being written
_BEAT = 0.1  # seconds
_FINISHED = ("finish_reason", "stop_reason", "done_reason")  # as OpenAI, Anthropic and Ollama call it
_log = logging.getLogger(__name__)
T = TypeVar("T")
Chunk = tuple[str, dict[str, Any], Tokens]  # text, what else the server told with it, tokens


class Budget:
    """What one turn may take, over all its calls. `tokens`: what they took, where the server tells."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._end = clock, clock() + seconds
        self.tokens = Tokens()
        self.calls = 0

    @property
    def left(self) -> float:
        """Seconds."""
        return max(0.0, self._end - self._clock())

    @contextmanager
    def share(self, part: float) -> Iterator[None]:
        """Let what is done inside have no more than a part of the time that is left."""
        end = self._end
        self._end = self._clock() + part * self.left
        try:
            yield
        finally:
            self._end = end

    def spend(self, tokens: Tokens) -> None:
        self.tokens = Tokens(input=self.tokens.input + tokens.input, output=self.tokens.output + tokens.output)


def stream(
    model: "Model", messages: "Sequence[BaseMessage]", budget: Budget, schema: dict[str, Any] | None = None
) -> Iterator[str | None]:
    """The answer in pieces; None while there is none. Raises Failed.

    What may pass is tried again, twice at most, and never after the first piece. A server that refuses the form of the
    request is asked in a simpler one. Closing the iterator ends the call.
    """
    form = model.form
    for attempt in range(RETRIES + 1):
        begun = False
        try:
            for piece in _once(model, messages, budget, schema):
                begun = begun or bool(piece)
                yield piece
        except Failed as failure:
            if begun:
                raise _broken_off(failure) from None
            wait = failure.retry_after if failure.retry_after is not None else FIRST_WAIT * 2**attempt
            simpler = model.form.simpler(schema is not None) if _is_about_the_form(failure) else None
            passes = failure.fault.kind in RETRIED and wait <= min(LONGEST_WAIT, budget.left)
            if attempt == RETRIES or not (simpler or passes):
                model.form = form  # it was not that
                raise
            if simpler is not None:
                model.form = simpler
                continue
            _log.info("%s: %s; asking again in %.1f s", model.name, failure.fault.kind, wait)
            yield from _pause(wait)
        else:
            return


def whole(
    model: "Model", messages: "Sequence[BaseMessage]", budget: Budget, schema: dict[str, Any] | None = None
) -> Generator[None, None, str]:
    """The answer in one piece, as the value of a generator that yields None while it waits. Raises Failed."""
    pieces = []
    for piece in stream(model, messages, budget, schema):
        if piece:
            pieces.append(piece)
        yield None
    return "".join(pieces)


def finished(steps: Generator[object, None, T]) -> T:
    """What a generator comes to, when nobody listens on the way."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            value: T = end.value
            return value


def _is_about_the_form(failure: Failed) -> bool:
    """Whether the server refused the request as such: it may not know schemas, or the counting of tokens."""
    return failure.fault.kind == "unreadable" and failure.fault.detail.endswith((" 400", " 422"))


def _broken_off(failure: Failed) -> Failed:
    """A connection that breaks after the first words is no server that cannot be reached."""
    return Failed("cut_short", failure.fault.detail) if failure.fault.kind == "offline" else failure


def _pause(seconds: float) -> Iterator[None]:
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        time.sleep(min(_BEAT, left))
        yield None


def _once(
    model: "Model", messages: "Sequence[BaseMessage]", budget: Budget, schema: dict[str, Any] | None
) -> Iterator[str | None]:
    if budget.left <= 0:
        raise Failed("timeout", "no time left")
    budget.calls += 1
    pieces: queue.SimpleQueue[Chunk | BaseException | None] = queue.SimpleQueue()
    running = _start(_draw(model, messages, budget.left, schema, pieces))
    ending, said, last = _Ending(), "", 0.0
    try:
        while True:
            try:
                piece = pieces.get(timeout=_BEAT)
            except queue.Empty:
                if budget.left <= 0:  # whatever keeps the call from ending, the turn goes on
                    raise _too_late(said, last) from None
                yield None
                continue
            if piece is None:
                break
            if isinstance(piece, BaseException):
                outcome = _outcome(piece)  # not from it: it may quote the key, or what people wrote
                is_late = isinstance(outcome, Failed) and outcome.fault.kind == "timeout"
                raise (_too_late(said, last) if is_late else outcome) from None
            text, told, tokens = piece
            budget.spend(ending.counted(tokens, model.speaks_openai))
            ending.note(told)
            said, last = said + text, time.monotonic() if text.strip() else last
            if len(said) > MOST or _loops(said):
                raise Misread("endless", f"{len(said)} characters")
            if text:
                yield text
    finally:
        running.cancel()
    _check(ending.word, len(said), model.speaks_openai)


def _too_late(said: str, last: float) -> Failed:
    """No end in time. Where words came until then, it is the model that is too slow, or talks and talks."""
    flows = len(said.strip()) >= _RAMBLES and time.monotonic() - last < _FLOWS
    return Misread("timeout", f"{len(said)} characters, no end") if flows else Failed("timeout", "no answer in time")


def _loops(said: str) -> bool:
    """Whether a text goes round in circles: small models do, and never come out of it."""
    return said.count(said[-_TAIL:]) >= _ROUNDS


class _Ending:
    """What a server tells beside the text: how the answer ended, and what it took."""

    def __init__(self) -> None:
        self.word = ""
        self._counted = Tokens()

    def note(self, told: dict[str, Any]) -> None:
        if self.word != REFUSED:
            words = (REFUSED if told.get(REFUSED) else "", *(str(told.get(name) or "") for name in _FINISHED))
            self.word = next(filter(None, words), self.word)

    def counted(self, tokens: Tokens, whole: bool) -> Tokens:
        """What was not counted yet. `whole`: a count is of the answer so far; some servers send one with each piece."""
        if not whole or tokens == Tokens():
            return tokens
        before, self._counted = self._counted, tokens
        return Tokens(input=tokens.input - before.input, output=tokens.output - before.output)


def _outcome(error: BaseException) -> BaseException:
    """What to raise for it. A client that raises what nobody foresaw has failed too, and no turn is lost for that."""
    if isinstance(error, Exception):
        return failed(error) or Failed("unreadable", type(error).__name__)
    return error


def _check(finish: str, length: int, told: bool) -> None:
    """Raises Failed where the end of the answer says that it is none. `told`: this protocol says how it ended."""
    if finish in (REFUSED, "content_filter", "safety"):
        raise Failed("refused", finish)
    if finish in ("length", "max_tokens"):
        raise Failed("cut_short", finish)
    if not length:
        raise Failed("unreadable", "empty")
    if told and not finish:
        raise Failed("cut_short", "no end mark")


async def _draw(
    model: "Model",
    messages: "Sequence[BaseMessage]",
    seconds: float,
    schema: dict[str, Any] | None,
    into: "queue.SimpleQueue[Chunk | BaseException | None]",
) -> None:
    try:
        async with asyncio.timeout(seconds):
            # A client may take seconds to be made (imports, a local server): not in the loop that others wait for.
            client = await asyncio.to_thread(model.bound, schema)
            arriving: AsyncIterator[Any] = aiter(client.astream(list(messages)))
            silence: float | None = None
            while True:
                try:
                    async with asyncio.timeout(silence):
                        chunk = await anext(arriving)
                except StopAsyncIteration:
                    break
                text = _text(chunk)
                silence = SILENCE if text else silence  # before the first word a slow machine reads the prompt
                into.put((text, dict(chunk.response_metadata), _tokens(chunk)))
        into.put(None)
    except asyncio.CancelledError:
        raise
    except BaseException as error:  # noqa: BLE001 another thread raises it
        into.put(error)


def _text(chunk: Any) -> str:
    text = chunk.text
    return str(text() if callable(text) and not isinstance(text, str) else text)


def _tokens(chunk: Any) -> Tokens:
    usage = getattr(chunk, "usage_metadata", None) or {}
    return Tokens(input=int(usage.get("input_tokens") or 0), output=int(usage.get("output_tokens") or 0))


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """The event loop that all calls of this process share."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="model-calls", daemon=True).start()
    return loop


_starting = threading.Lock()


def _start(work: Coroutine[Any, Any, None]) -> "Future[None]":
    with _starting:
        loop = _loop()
    return asyncio.run_coroutine_threadsafe(work, loop)

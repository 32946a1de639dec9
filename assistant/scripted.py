"""A chat model that says what it was told to, for tests and measurements. It raises when its script has run out."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import Field

from assistant.models import Choice, Model

Says = str | BaseException | Callable[[Sequence[BaseMessage]], str]


class ScriptEnded(AssertionError):
    """Something was asked that the script does not foresee: the test is wrong, or the code asks too often."""


class Scripted(BaseChatModel):
    """Answers with the lines of its script, one a call, word by word. A line may be an error, or made from the call."""

    script: list[Any]
    wait: float = 0.0  # seconds before the first word
    pace: float = 0.0  # and before each
    asked: list[list[BaseMessage]] = Field(default_factory=list)
    times: list[tuple[float, float]] = Field(default_factory=list)  # of each call: when it was begun and finished

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **_: Any,
    ) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content="".join(self._say(messages))))])

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **_: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        begun = time.perf_counter()
        await asyncio.sleep(self.wait)
        for piece in self._say(messages):
            await asyncio.sleep(self.pace)
            yield ChatGenerationChunk(message=AIMessageChunk(content=piece))
        self.times.append((begun, time.perf_counter()))

    def _say(self, messages: list[BaseMessage]) -> Iterator[str]:
        self.asked.append(messages)
        if not self.script:
            raise ScriptEnded(f"call {len(self.asked)} is not in the script")
        line = self.script.pop(0)
        if isinstance(line, BaseException):
            raise line
        text = line(messages) if callable(line) else line
        for number, word in enumerate(text.split(" ")):
            yield word if number == 0 else f" {word}"


def scripted(*script: Says) -> tuple[Model, Scripted]:
    """A model that follows a script, and the client behind it, which knows what it was asked."""
    client = Scripted(script=list(script))
    return Model(Choice(spec="openai:scripted"), lambda: client), client

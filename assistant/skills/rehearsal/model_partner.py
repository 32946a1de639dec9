"""The mentor played by a chat model: the same state and the same moves steer it, and its line is checked.

A line that fails leaves the guided one in its place, which is there before the model is asked; the meeting goes on in
the same way with either.
"""

import re
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any

from assistant.calls import Budget, finished, whole
from assistant.faults import Failed, Fault
from assistant.models import Model
from assistant.objects import whole as read_object
from assistant.skills.rehearsal.model_check import fault
from assistant.skills.rehearsal.model_prompt import MentorLine, ask_for, voice
from assistant.skills.rehearsal.model_scene import Scene
from assistant.turn import Verdict
from assistant.verify.shape import instructs
from knowledge.types import Frozen

if TYPE_CHECKING:
    from assistant.scribe import Limit

_SCHEMA: dict[str, Any] = {
    "type": "object", "additionalProperties": False, "required": ["line"], "properties": {"line": {"type": "string"}}
}  # fmt: skip


class Worded(Frozen):
    """The line that stands. `worded`: whether it is the model's own; `verdict` on what the model said, if it spoke."""

    text: str
    worded: bool = False
    verdict: Verdict | None = None
    fault: Fault | None = None
    prompts: tuple[str, ...] = ()


class Player:
    """A chat model that plays the mentor. `agreed`: whether the person has agreed that what they say is sent to it."""

    def __init__(self, model: Model, limit: "Limit", agreed: Callable[[], bool]) -> None:
        self._model, self._limit, self._agreed = model, limit, agreed

    @property
    def name(self) -> str:
        return self._model.name

    def say(self, scene: Scene) -> Worded:
        """The line that stands. What the model does wrong is in it. Raises StorageError for what the disk does."""
        if not self._agreed():
            return Worded(text=scene.guided)
        if self._limit.is_used_up():
            return Worded(text=scene.guided, fault=Fault(kind="limit"))
        budget = Budget(self._limit.seconds)
        try:
            return finished(play_with(self._model, scene, budget))
        finally:
            self._limit.spend(budget.tokens)

    def request(self, scene: Scene) -> MentorLine | None:
        """What the model would be sent; None where it is not asked."""
        return ask_for(scene) if is_asked(scene) else None


def is_asked(scene: Scene) -> bool:
    """Whether there is something to say, and the other's line gives no orders to a machine."""
    return bool(scene.moves and scene.guided) and not (scene.meeting and instructs(scene.meeting[-1].text))


def play_with(model: Model, scene: Scene, budget: Budget) -> Generator[None, None, Worded]:
    """The line of a scene; None while the model writes. Does not raise Failed: the outcome is in `fault`."""
    if not is_asked(scene):
        return Worded(text=scene.guided)
    prompt = ask_for(scene)
    asked = (prompt.digest(),)
    try:
        answer = yield from whole(model, prompt.messages(), budget, _SCHEMA)
        line = _read(answer, scene)
    except Failed as failed:
        return Worded(text=scene.guided, fault=failed.fault, prompts=asked)
    why = fault(line, scene, voice(scene))
    verdict = Verdict(text=line, passed=why is None, reason=why or "in character")
    return Worded(text=scene.guided if why else line, worded=why is None, verdict=verdict, prompts=asked)


def _read(answer: str, scene: Scene) -> str:
    """The line in a model's answer, without what some put around it. Raises Failed where there is none."""
    found = (read_object(answer) or {}).get("line")
    if not isinstance(found, str):
        raise Failed("unreadable", "no line")
    text = found.strip()
    name = re.escape(scene.persona.name)
    first = re.escape(scene.persona.name.split()[0])
    text = re.sub(rf"^(?:{name}|{first})\s*:\s*", "", text)
    if re.fullmatch(r"“[^“”]+”|\"[^\"]+\"", text):
        text = text[1:-1]
    return text.strip()

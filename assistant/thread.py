"""Where a conversation stands: what was asked, what was passed over, how far it has come. Kept with each turn."""

from collections.abc import Set
from typing import Any, Literal

from assistant.moves import Step, Topic
from assistant.skills.outreach.plan import Plan
from knowledge.types import Frozen

Stage = Literal["idle", "collecting", "read back", "confirmed", "paused"]


class Asked(Frozen):
    """The question that is open. `objective`: the one it is about."""

    topic: Topic
    objective: str | None = None

    @property
    def key(self) -> str:
        return self.topic if self.objective is None else f"{self.topic} {self.objective}"


class Thread(Frozen):
    """`idle`: nobody is being asked anything yet. `paused`: the person stopped, or a concern came before."""

    stage: Stage = "idle"
    asked: Asked | None = None
    tries: tuple[str, ...] = ()  # keys of the questions asked, in order, with repetitions
    passed: tuple[str, ...] = ()  # keys of those that are not to be asked again
    resumed: bool = False  # the open question was put again after a digression: after the next one it waits
    invited: bool = False  # to the talk, by the last reply
    heeded: tuple[str, ...] = ()  # notes that the person was pointed to: once is enough
    letter: Plan | None = None  # the message to a mentor that is being prepared, or was drafted last
    person: str | None = None  # who was spoken of last, by id in the Brief
    doubted: str = ""  # the last message, where it was answered with care that it may not have needed
    doubted_at: Asked | None = None  # the question that was open then
    proposed: Step | None = None  # the next step that the last reply offered

    @property
    def writing(self) -> bool:
        """Whether it is a message that is talked about now."""
        return self.letter is not None and self.letter.state == "asking"

    def attempts(self, key: str) -> int:
        return self.tries.count(key)

    def asking(self, asked: Asked) -> "Thread":
        return self.model_copy(update={"asked": asked, "tries": (*self.tries, asked.key), "resumed": False})

    def passing(self, key: str) -> "Thread":
        return self if key in self.passed else self.model_copy(update={"passed": (*self.passed, key)})

    def resting(self, stage: Stage) -> "Thread":
        """Nothing is asked any more; the question that was open will be the first again."""
        rested = self.laid_down().model_copy(update={"stage": stage})
        return rested.with_letter(state="resting") if rested.writing else rested

    def laid_down(self) -> "Thread":
        """The question that is open is none any more; it will be the first again."""
        tries = list(self.tries)
        if self.asked is not None and self.asked.key in tries:
            del tries[len(tries) - 1 - tries[::-1].index(self.asked.key)]
        return self.model_copy(update={"asked": None, "tries": tuple(tries)})

    def with_letter(self, **fields: Any) -> "Thread":
        """The same with other fields of its message."""
        return self.model_copy(update={"letter": self.letter.model_copy(update=fields)}) if self.letter else self

    def forgetting(self, topics: Set[str]) -> "Thread":
        """These can be asked anew."""
        tries, passed = (tuple(key for key in keys if key not in topics) for keys in (self.tries, self.passed))
        return self.model_copy(update={"tries": tries, "passed": passed})

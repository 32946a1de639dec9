"""Where a conversation stands: what was asked, what was passed over, how far it has come. Kept with each turn."""

from typing import Literal

from assistant.moves import Topic
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
    invited: bool = False  # to the talk, by the last reply
    heeded: tuple[str, ...] = ()  # notes that the person was pointed to: once is enough

    def attempts(self, key: str) -> int:
        return self.tries.count(key)

    def asking(self, asked: Asked) -> "Thread":
        return self.model_copy(update={"asked": asked, "tries": (*self.tries, asked.key)})

    def passing(self, key: str) -> "Thread":
        return self if key in self.passed else self.model_copy(update={"passed": (*self.passed, key)})

    def resting(self, stage: Stage) -> "Thread":
        """Nothing is asked any more; the question that was open will be the first again."""
        tries = list(self.tries)
        if self.asked is not None and self.asked.key in tries:
            del tries[len(tries) - 1 - tries[::-1].index(self.asked.key)]
        return self.model_copy(update={"stage": stage, "asked": None, "tries": tuple(tries)})

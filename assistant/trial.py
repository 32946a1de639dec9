"""Try a model: one short call, so that a wrong key or address is found out before a conversation is."""

from assistant.calls import Budget, whole
from assistant.faults import Failed, refuse
from assistant.models import Model

_MOST = 200  # characters of its answer that are shown


def greet(model: Model, seconds: float) -> str:
    """What the model answers to a greeting. Raises BadInput with the reason where nothing useful comes."""
    from langchain_core.messages import HumanMessage

    asking = HumanMessage("Answer with one short greeting in English, and nothing else.")
    steps = whole(model, [asking], Budget(seconds))
    try:
        while True:
            try:
                next(steps)
            except StopIteration as end:
                return " ".join(str(end.value).split())[:_MOST]
    except Failed as failure:
        raise refuse(failure, model.name) from failure

"""Try a model: one short call, so that a wrong key or address is found out before a conversation is."""

from assistant.calls import Budget, finished, whole
from assistant.faults import Failed, refuse
from assistant.models import Model

_MOST = 200  # characters of its answer that are shown


def greet(model: Model, seconds: float) -> str:
    """What the model answers to a greeting. Raises BadInput with the reason where nothing useful comes."""
    from langchain_core.messages import HumanMessage

    asking = HumanMessage("Answer with one short greeting in English, and nothing else.")
    try:
        said = finished(whole(model, [asking], Budget(seconds)))
    except Failed as failure:
        raise refuse(failure, model.name) from failure
    return " ".join(said.split())[:_MOST]

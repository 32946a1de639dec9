"""Whether what a person writes may go to a host. Until they have said so, it is held back, on this machine's disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from pydantic import ValidationError

from assistant import preferences
from knowledge.types import Frozen

if TYPE_CHECKING:
    from assistant.session import Assistant

Answer = Literal["yes", "no"]
GoOn = Callable[[Answer | None], None]  # with what was held back; None where there is nothing to decide


class Act(Frozen):
    """Something that is to be answered, after `count` messages of the conversation.

    say: `text` is new. edit: it takes the place of a message of the person. retry: a reply that broke off. anew:
    another one beside a whole reply. `message`: the id of the message that it is about.
    """

    kind: Literal["say", "edit", "retry", "anew"] = "say"
    text: str = ""
    message: str = ""
    count: int = 0


def answer(assistant: Assistant, host: str) -> str | None:
    """yes, no, or None where the person has not said."""
    return assistant.preference(preferences.consent(host))


def give(assistant: Assistant, host: str, said: Answer) -> None:
    assistant.prefer(preferences.consent(host), said)


def forget(assistant: Assistant, host: str) -> None:
    """Ask again, before anything else goes there."""
    assistant.prefer(preferences.consent(host), None)


def needed(assistant: Assistant) -> str:
    """The host that the person has to agree to first; empty where nothing leaves this machine, or where they have."""
    host = assistant.choice.host
    return host if host and answer(assistant, host) != "yes" else ""


def hold(assistant: Assistant, conversation_id: str | None, act: Act) -> None:
    """Keep something back until the person has decided; a reload or a new start loses nothing of it."""
    assistant.prefer(_place(conversation_id), act.model_dump_json())


def held(assistant: Assistant, conversation_id: str | None) -> Act | None:
    text = assistant.preference(_place(conversation_id))
    try:
        return Act.model_validate_json(text) if text else None
    except ValidationError:
        return None


def release(assistant: Assistant, conversation_id: str | None) -> None:
    assistant.prefer(_place(conversation_id), None)


def _place(conversation_id: str | None) -> str:
    return f"held {conversation_id or ''}"

"""Which model words the replies: as the person chose it, taken up again at the next start.

Its name and its server's address are kept as a preference. A key is not: it is held in memory until the app ends.
"""

from __future__ import annotations

import importlib.util
import logging
import os
from typing import TYPE_CHECKING

from pydantic import SecretStr, ValidationError

from assistant.models import GUIDED, KEYS, LOCAL, OPENAI, Choice
from knowledge.errors import MentorprepError
from knowledge.types import Frozen
from ui import consent

if TYPE_CHECKING:
    from assistant.session import Assistant

_log = logging.getLogger(__name__)
_PREFERENCE = "model"
_keys: dict[tuple[str, str | None], SecretStr] = {}  # typed ones, each for one provider at one address


class Kept(Frozen):
    """A choice without its key. `key`: whether one was typed for it, and will be needed again."""

    spec: str = GUIDED
    base_url: str | None = None
    key: bool = False


def by_environment() -> str:
    """What MENTORPREP_MODEL says, which wins over what was chosen in the app; empty where it says nothing."""
    return (os.environ.get("MENTORPREP_MODEL") or "").strip()


def found_keys() -> dict[str, str]:
    """The variables of the environment that hold a key, by provider. Their values stay where they are."""
    return {provider: name for provider, name in KEYS.items() if (os.environ.get(name) or "").strip()}


def offered(assistant: Assistant) -> tuple[str, ...]:
    """The providers whose key lies in the environment, as long as nobody has said whether to use one."""
    if by_environment() or kept(assistant) is not None:
        return ()
    return tuple(each for each in found_keys() if importlib.util.find_spec(f"langchain_{each}") is not None)


def draft(spec: str, address: str = "", key: str = "") -> Choice:
    """A choice from what was typed. Raises BadInput.

    A server with an address speaks OpenAI's protocol, whatever its models are called. A key that was typed before for
    the same provider and address need not be typed again.
    """
    spec, address = spec.strip(), address.strip()
    if address and spec.partition(":")[0] != OPENAI:
        spec = f"{OPENAI}:{spec}"
    provider = spec.partition(":")[0]
    if provider == OPENAI and not address:
        address = os.environ.get("OPENAI_BASE_URL") or ""
    choice = Choice(spec=spec, base_url=address or None).checked()
    if key.strip():
        _keys[_lock_of(choice)] = SecretStr(key.strip())
    return choice.model_copy(update={"key": _keys.get(_lock_of(choice))})


def use(assistant: Assistant, choice: Choice) -> None:
    """Let this model word the replies, now and after the next start. What was refused to its host is asked anew."""
    kept_choice = Kept(spec=choice.spec, base_url=choice.base_url, key=choice.key is not None)
    if choice.host and consent.answer(assistant, choice.host) == "no":
        consent.forget(assistant, choice.host)
    assistant.prefer(_PREFERENCE, kept_choice.model_dump_json())
    assistant.use(choice)


def kept(assistant: Assistant) -> Kept | None:
    """What was chosen in the app; None where nothing was, or where it cannot be read."""
    text = assistant.preference(_PREFERENCE)
    try:
        return Kept.model_validate_json(text) if text else None
    except ValidationError:
        return None


def waiting(assistant: Assistant) -> Kept | None:
    """The chosen model that cannot be used before its key is typed again."""
    chosen = None if by_environment() else kept(assistant)
    return chosen if chosen is not None and assistant.choice.guided and _lacks_key(chosen) else None


def hosts(assistant: Assistant) -> tuple[str, ...]:
    """Those that the model in use, the chosen one, and that of the environment would send to."""
    chosen = kept(assistant)
    choices = [assistant.choice]
    if chosen is not None:
        choices.append(Choice(spec=chosen.spec, base_url=chosen.base_url))
    if by_environment():
        choices.append(Choice.read())
    return tuple(dict.fromkeys(choice.host for choice in choices if choice.host))


def take_up(assistant: Assistant) -> None:
    """Begin with what was chosen before: MENTORPREP_MODEL first, then the person's own choice.

    Guided mode, where a key is missing, or where the person did not want anything to go there.
    """
    try:
        choice, chosen = assistant.choice, kept(assistant)
        if by_environment():
            choice = Choice.read()
        elif chosen is not None:
            choice = Choice() if _lacks_key(chosen) else draft(chosen.spec, chosen.base_url or "")
        if choice.host and consent.answer(assistant, choice.host) == "no":
            choice = Choice()
        if choice != assistant.choice:
            assistant.use(choice)
    except MentorprepError as error:  # what is wrong with the disk is said by the page
        _log.info("The chosen model was not taken up: %s", error)


def forget(assistant: Assistant) -> None:
    """Begin anew, as after an erasure: no typed key is held any more, and only the environment has a say."""
    _keys.clear()
    assistant.use(Choice.read() if by_environment() else Choice())


def holds_key(spec: str, address: str) -> bool:
    """Whether a key that was typed before fits what stands in the fields."""
    try:
        return draft(spec, address).key is not None
    except MentorprepError:  # they are not filled in yet
        return False


def kind(choice: Choice) -> str:
    """guided, local, or server, which is any other."""
    return choice.spec if choice.spec in (GUIDED, LOCAL) else "server"


def _lock_of(choice: Choice) -> tuple[str, str | None]:
    """What a typed key fits: it never goes to another server than the one it was typed for."""
    return choice.provider, choice.base_url


def _lacks_key(chosen: Kept) -> bool:
    choice = Choice(spec=chosen.spec, base_url=chosen.base_url)
    if _lock_of(choice) in _keys:
        return False
    return chosen.key or (choice.provider in KEYS and not choice.base_url and choice.provider not in found_keys())

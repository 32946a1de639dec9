"""Prompts: files in `prompts/` with places for typed variables. What people or documents wrote is fenced."""

import hashlib
import secrets
from functools import cache
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, ClassVar

from knowledge.types import Frozen

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

FOLDER = Path(__file__).parent / "prompts"
_PARTS = "\n---\n"  # between what the program says and what it hands over


class Prompt(Frozen):
    """The variables of one prompt. A subclass names its file and what fills the places in it, all of it text.

    A variable that holds what somebody wrote is passed through `fence` by whoever fills it in.
    """

    file: ClassVar[str]

    def messages(self) -> "list[BaseMessage]":
        """The rules as a system message, the material as the person's."""
        from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

        rules, *talk = self.texts()
        spoken = [(AIMessage if number % 2 else HumanMessage)(text) for number, text in enumerate(talk)]
        return [SystemMessage(rules), *spoken]

    def texts(self) -> list[str]:
        """What would be sent: the rules, then examples with their answers in turn, if there are any, then the material.

        Raises KeyError where file and variables do not agree.
        """
        values = {name: str(getattr(self, name)) for name in type(self).model_fields}
        return [Template(part).substitute(values).strip() for part in _source(self.file).split(_PARTS)]

    @classmethod
    def digest(cls) -> str:
        """Names the version of the file: kept with each turn that used it."""
        return f"{cls.file}@{hashlib.sha256(_source(cls.file).encode()).hexdigest()[:12]}"


@cache
def _source(name: str) -> str:
    return (FOLDER / f"{name}.md").read_text(encoding="utf-8")


def fence(text: str, name: str) -> str:
    """Material between marks that it cannot contain: the mark is drawn anew each time ("spotlighting", Hines 2024)."""
    mark = secrets.token_hex(4)
    return f"<{name} {mark}>\n{text}\n</{name} {mark}>"

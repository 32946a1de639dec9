"""A careful answer that was not needed, and what takes it back."""

import re

from assistant.commands import Concerned
from assistant.thread import Thread
from assistant.understand.split import understand
from knowledge.reader import Reader

MEANT = "It is only about mentoring"
_NOT_SERIOUS = re.compile(  # 'no no, nothing danger, only my talk at work'
    r"(?:(?:no+|eh|uh|huh|what|sorry|hm+|haha)\b[\s,.!?]*)+(?:(?:it(?:['’]?s| is)|i(?:['’]?m| am)|all|this is)\s+)?"
    r"(?:nothing (?:serious|bad|danger\w*|wrong|like that|happened)|fine|ok|okay|good|only|just)\b"
    r"(?!.*\b(?:but|not|never|hit|hurt|threat\w*|afraid|scared)\b)[^!?]{0,60}$"
    r"|(?:(?:lol|haha|what|no+|sorry|hm+)\b[\s,.!?]*)*(?:nobody|no ?one)(?:['’]s| is| was)"
    r" (?:in danger|hurt|in trouble)\b(?!.*\b(?:but|hit|threat\w*|afraid|scared|die|kill\w*|harm)\b)[^!?]{0,90}$"
    # 'you misread me, I only meant that the mentor need not be a woman'
    r"|you(?:['’]?ve| have)? (?:misread|misunderst(?:ood|and)|got) (?:me|that|it)\b"
    r"(?!.*\b(?:hit|hurt|threat\w*|afraid|scared|die|kill\w*|harm)\b)[^!?]{0,90}$",
    re.DOTALL,
)


def meant_before(message: str, thread: Thread, reader: Reader) -> str | None:
    """The message before, which was answered with care, where this one says that it asked for advice or was no more
    than an answer; then it is the one to understand. What they say with it may call for care itself."""
    if not thread.doubted or asks_for_advice(message):
        return thread.doubted or None
    if _NOT_SERIOUS.match(message.strip(" .!").lower()) is None:
        return None
    # That they do not mean it resembles what people say who do: here only what surely calls for care does.
    found = understand(message, reader).commands
    return None if any(isinstance(c, Concerned) and c.concern != "unsure" for c in found) else thread.doubted


def asks_for_advice(message: str) -> bool:
    """Whether they say that what was answered with care asked for advice, and was no answer."""
    return message.strip(" .!").lower() == MEANT.lower()

"""A careful answer that was not needed, and what takes it back."""

import re

from assistant.commands import Concerned
from assistant.thread import Thread
from assistant.understand.split import understand
from knowledge.reader import Reader

MEANT = "It is only about mentoring"
_GRAVE = (
    r"(?!.*\b(?:but|hits?|hurts?|threat\w*|afraid|scared|die|dying|dead|kill\w*|harm|suicid\w*|can['’]?t|cannot)\b)"
)
_PROTEST = (
    r"(?:(?:no+|nope|nah|lol|haha|what|wait|sorry|hm+|eh|uh|huh|oh|well|wrong|wtf|man|pls|please)\b[\s,.!?]*|\?+\s*)*"
)
_PLAIN = r"(?:fine|ok|okay|good|alright|normal|only|just)\b[^!?]{0,60}"
_IT_IS = r"(?:(?:it|this|that|everything|all)(?:['’]?s| is| was)? |i(?:['’]?m| am) )"
_VERY = r"(?:really |totally |quite |all )?"
_NOT_SERIOUS = re.compile(  # 'no no, nothing danger, only my talk at work', 'that was my answer'
    rf"{_PROTEST}{_GRAVE}(?:"
    rf"{_IT_IS}?{_VERY}nothing (?:serious|bad|danger\w*|wrong|like that|happened|dramatic)\b[^!?]{{0,60}}"
    rf"|{_IT_IS}?{_VERY}not (?:serious|that bad|dangerous|like that)\b[^!?]{{0,60}}"
    rf"|{_IT_IS}{_VERY}{_PLAIN}"
    r"|(?:nobody|no ?one)(?:['’]s| is| was) (?:in danger|hurt|in trouble)\b[^!?]{0,90}"
    r"|you(?:['’]?ve| have)? (?:misread|misunderst(?:ood|and)|got)(?: (?:me|that|it))?\b[^!?]{0,90}"
    r"|(?:that|it|this)(?:['’]?s| is| was) (?:just |only )?(?:my|an|the) (?:answer|joke)\b[^!?]{0,40}"
    r"|(?:i|we) (?:only |just )+(?:answered|meant|said|wrote|told|mean)\b[^!?]{0,60}"
    r"|(?:that|it)(?:['’]?s| is) how (?:i|one|they)\b[^!?]{0,60}"
    r"|what are you talking about|why (?:do|would|are) you (?:say|saying|ask|asking|think|tell|telling)\b[^.!]{0,40}"
    r")[\s.!?]*$",
    re.DOTALL | re.IGNORECASE,
)
_PROTESTS = re.compile(  # 'what? no', 'lol no, just work stuff'
    rf"(?=.*(?:\bno|\bna|wrong|huh|what|lol|haha|\?)){_PROTEST}{_GRAVE}(?:{_PLAIN})?[\s.!?]*$",
    re.DOTALL | re.IGNORECASE,
)
_SERIOUS = re.compile(
    r"\b(?:i['’]?m|i am|it['’]?s|it is|am) (?:really )?not (?:fine|ok|okay|well|good|alright)\b"
    r"|\b(?:yes|yeah|it|something) (?:it )?is (?:really )?serious\b|^\W*(?:yes|yeah)\W+serious\b",
    re.IGNORECASE,
)


def meant_before(message: str, thread: Thread, reader: Reader) -> str | None:
    """The message before, which was answered with care, where this one says that it asked for advice or was no more
    than an answer; then it is the one to understand. What they say with it may call for care itself."""
    if not thread.doubted or asks_for_advice(message):
        return thread.doubted or None
    said = message.strip(" .!")
    if not said or not (_NOT_SERIOUS.match(said) or _PROTESTS.match(said)):
        return None
    # That they do not mean it resembles what people say who do: here only what surely calls for care does.
    return None if _surely_grave(message, reader) else thread.doubted


def asks_for_advice(message: str) -> bool:
    """Whether they say that what was answered with care asked for advice, and was no answer."""
    return message.strip(" .!").lower() == MEANT.lower()


def says_it_is_not(message: str, thread: Thread, reader: Reader) -> bool:
    """Whether a message says among other things that nothing is behind what was answered with care, and nothing else in
    it surely calls for care."""
    said = (sentence.strip() for sentence in re.split(r"[.!?;\n]+", message))
    denies = bool(thread.doubted) and any(_NOT_SERIOUS.match(sentence) for sentence in said if sentence)
    return denies and not _surely_grave(message, reader)


def _surely_grave(message: str, reader: Reader) -> bool:
    commands = understand(message, reader).commands
    return any(isinstance(c, Concerned) and c.concern != "unsure" for c in commands)


def is_serious(message: str, thread: Thread) -> bool:
    """'I'm not ok', said to what was answered with care because it might be serious."""
    return bool(thread.doubted) and _SERIOUS.search(message) is not None

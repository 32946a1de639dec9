"""Whether something is asked, with a question mark or without."""

import re

from assistant.understand.heard import ASKED, best, for_a_note
from knowledge.reader import Intent, Reader

_NO_QUESTION: frozenset[Intent] = frozenset(  # intents that no note answers
    (
        "clarify_objectives", "smalltalk", "check_draft", "out_of_scope", "unsafe_or_crisis", "injection_attempt",
        "data_request",
    )
)  # fmt: skip
_SURELY = 0.8  # of the intent of a sentence without a question mark that is taken for a question beside facts
_LEAD = r"^\s*(?:(?:and|but|so|or|ok|okay|then|also|hm+)\b[\s,]*)*"
_SUBJECT = r"(?:i|you|u|ya|we|he|she|they|it|this|that|there|the|an?|my|your|his|her|their|one|some\w*|any\w*|people|mentors?|others?)"
_LEANS_ON_GUIDANCE = re.compile(
    rf"\?\s*$|{_LEAD}(?:(?:(?:how|what|who|where|when(?! (?:i|we|they|he|she|it|the|my|our|a|people)\b)|why)['’]?s?|which|does|is|are|should)\b"
    rf"|(?:can|could|may|would|do) {_SUBJECT}\b)",
    re.IGNORECASE,
)
_ASKS_OUTRIGHT = re.compile(
    rf"\b(?:how|what|whats|who|where|when|why|which|whether)\b|{_LEAD}(?:does|is|are|am|was|should|can|could|may|would|will|do|did|has|have)\b"
    rf"|,\s*(?:and |but )?(?:does|is|are|should|can|could|may|would|will|do|did) {_SUBJECT}\b|\btell me\b",
    re.IGNORECASE,
)
_INVERTED = re.compile(  # 'how do I tell my boss', 'what should a mentor never do'
    r"\b(?:how|what|when|where|why|who|which)\b(?: (?!(?:i|we|you|they|he|she|it)\b)\w+)?"
    r" (?:do|does|did|should|can|could|will|would|is|are|am|may|must|shall) (?:i|you|we|they|he|she|it|a|an|the|my|this|that|one|mentors?)\b",
    re.IGNORECASE,
)
_TAG = re.compile(r"[,\s](?:no|right|ok|okay|eh|huh|innit|isn['’]?t it|is it|you know|or)\s*\?+$", re.IGNORECASE)
_TELL_ME = re.compile(
    rf"{_LEAD}(?:(?:please|pls|can you|could you)\s+)*(?:tell|explain|teach) (?:to )?me (?:whether|if|how|what|why|when|where|who|which|more|about)\b",
    re.IGNORECASE,
)
_WHAT_IF = re.compile(rf"{_LEAD}(?:what if\b|if (?:he|she|they|nobody|no one)\b)[^,;]*$", re.IGNORECASE)


def is_question(message: str) -> bool:
    """Whether a message leans on an answer: a question mark, or a word that a question begins with."""
    return bool(_LEANS_ON_GUIDANCE.search(message)) or is_what_if(message) or wants_to_be_told(message)


def asks_inverted(sentence: str, opens: bool = False) -> bool:
    """Whether it is in the order of words that only a question has, with a question mark or without; `opens`: from its
    first word on."""
    return (_INVERTED.match(sentence) if opens else _INVERTED.search(sentence)) is not None


def wants_to_be_told(message: str) -> bool:
    """'And ok, tell me whether a mentor is worth it'."""
    return bool(_TELL_ME.match(message))


def is_what_if(message: str) -> bool:
    """'And if he says no': an if that nothing follows."""
    return bool(_WHAT_IF.search(message))


def is_unsure_answer(sentence: str) -> bool:
    """'End of next summer?', 'depends which one, no?': the mark asks nothing."""
    said = sentence.strip()
    return not _ASKS_OUTRIGHT.search(said) or _TAG.search(said) is not None


def asked_at_end(message: str) -> tuple[str, str] | None:
    """(what is told, what is asked) of a message whose last sentence alone asks something."""
    pieces = re.split(r"(?<=[.!?;])\s+|\n+", message.strip())
    head, tail = " ".join(pieces[:-1]), pieces[-1]
    asks = is_question(tail) and not is_unsure_answer(tail)
    return (message[: message.rfind(tail)], tail) if head and asks and not any(map(is_question, pieces[:-1])) else None


def questions(message: str, reader: Reader) -> list[str]:
    """The sentences that ask something; without a question mark, those that begin so and are the matter of a note."""
    whole = re.split(r"(?<=[.!?;])\s+|\n+", message)
    return [
        s
        for s in whole
        if s.rstrip().endswith("?")
        or (is_question(s) and s != message and (asks_inverted(s) or _asks_for_guidance(s, reader)))
    ]


def _asks_for_guidance(sentence: str, reader: Reader) -> bool:
    heard = reader.read(sentence)
    intent = best(heard)
    return intent not in _NO_QUESTION and (for_a_note(heard) >= ASKED or heard.intents[intent] >= _SURELY)

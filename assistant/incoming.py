"""What is typed, as it is read: without control characters, and not too long."""

import re

from assistant.errors import BadInput

_COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")  # a terminal's, copied with the text
MAX_MESSAGE = 4000  # characters; a whole situation fits, a pasted document does not


def cleanable(text: str) -> bool:
    """Whether a message can be read at all."""
    try:
        return bool(clean(text))
    except BadInput:
        return False


def clean(text: str) -> str:
    """The message without control characters. Raises BadInput where it is empty or too long to be read."""
    text = _COLOURS.sub("", text)
    spaced = "".join(" " if c.isspace() and c not in "\n\t" else c for c in text)  # a no-break space parts words too
    kept = "".join(c for c in spaced if c in "\n\t\u200d" or (c.isprintable() and c != "\ufffd")).strip()
    if not kept:
        raise BadInput("Type a question, for example: How do I ask someone to be my mentor?")
    if len(kept) > MAX_MESSAGE:
        raise BadInput(
            f"That is {len(kept):,} characters long; up to {MAX_MESSAGE:,} can be read. "
            "Shorten it to the question and its situation."
        )
    return kept

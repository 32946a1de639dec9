"""Whether a sentence says exactly what another says, for models that cannot be trusted with more. A pure function.

A small model changes the meaning of every other sentence that it rewords, and in the sentence's own words. So it may
move words around and change their endings, but nothing with a meaning comes in or is left out, nor any word that says
who, when or whether.
"""

from assistant.verify.claims import content
from knowledge.text import words

_HARMLESS = frozenset(
    "a an the to of and in on that is are be do you your it as at by with from so even also then well".split()
)


def unlike(text: str, sentence: str) -> str | None:
    """In what a text differs from the sentence that it is to reword, or None."""
    if sentence.rstrip("\"'”’)").endswith("?"):
        return "rewords a question"
    if new := content(text) - content(sentence):
        return f"brings in {min(new)!r}"
    if lost := content(sentence) - content(text):
        return f"leaves out {min(lost)!r}"
    turns = {word for word in set(words(text)) ^ set(words(sentence)) if not content(word)} - _HARMLESS
    return f"changes who, when or whether ({min(turns)!r})" if turns else None

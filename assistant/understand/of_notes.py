"""Sentences that speak of what was noted, and tell nothing new: 'that was a question, not a goal'. Pure functions."""

import re
from collections.abc import Sequence

from assistant.commands import Command, Tell, TellPart

_KIND = r"(?:goals?|aims?|strengths?|weakness\w*|gaps?|limits?|deadlines?|dates?)"
_PLACE = (
    r"(?:missing|good at|help (?:not )?wanted|not wanted|tried(?: so far)?|by when|to be reached|still open|the brief)"
)
_IS_NOT = r"(?:\b(?:is|was|are|ai)n['’]?t|\b(?:is|was|are) not)"
_SENTENCES = re.compile(r"[^.!?;\n]+")
_OF_NOTES = re.compile(
    rf"\bnot (?:a|my|its own|one of my) (?:own )?{_KIND}\b"
    rf"|{_IS_NOT} (?:a|an|my|its own|one of my|even a) (?:own )?(?:{_KIND}|person|name)\b"
    r"|\b(?:was|is|were|['’]s|thats) (?:a |my )?questions?(?: (?:for|to) you)?(?=[.,;!]|$| not\b| and\b)"
    r"|\byou (?:cut|wrote|noted|misunderst\w+|put (?:it|that|this))\b"
    rf"|\b(?:under|in|into|to|from) (?:the |my )?{_PLACE}(?=\W*$|[,:]|\s+(?:also|too|please|pls|and|instead|not|now)\b)"
    r"|\b(?:write|note|put|add) (?:this|that|it)(?: down)? (?:also|too|as well)\b|\bstill (?:there|wrong)\b"
    r"|(?:^\W*(?:(?:no|and|so|ok|but)\W+)?|\b(?:please|pls)\s+)"
    r"(?:delete|remove|undo) (?:it|that|this|them|everything|all)\b",
    re.IGNORECASE,
)


def speaks_of_notes(message: str) -> bool:
    return any(_OF_NOTES.search(match[0]) for match in _SENTENCES.finditer(message))


def without_notes(message: str, commands: Sequence[Command]) -> tuple[Command, ...]:
    """The commands without what was marked in such sentences: that it should not stand there is no new fact."""
    said = [match[0] for match in _SENTENCES.finditer(message) if _OF_NOTES.search(match[0])]
    return tuple(
        c for c in commands if not (isinstance(c, Tell | TellPart) and any(c.quote in sentence for sentence in said))
    )

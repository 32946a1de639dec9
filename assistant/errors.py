"""Errors of the assistant that a person may read."""

from knowledge.errors import MentorprepError


class BadInput(MentorprepError):
    """Something was typed that cannot be used; the message says how to mend it."""


class NotFound(MentorprepError):
    """A conversation or a message that does not exist, or belongs to somebody else."""


class Conflict(MentorprepError):
    """The Brief was changed elsewhere since it was read; nothing was overwritten."""

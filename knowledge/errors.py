"""Errors that a person may read: each message says what happened and what to do next."""


class MentorprepError(Exception):
    """Base of everything that ends a command with one clear line instead of a traceback."""


class WeightsError(MentorprepError):
    """The embedding model's files are missing or are not the ones this version was built for."""


class StorageError(MentorprepError):
    """The home folder cannot be read or written: not writable, full, or locked by another program."""


class NoteError(MentorprepError):
    """A note of the handbook does not have the required form."""


class UnknownCollection(MentorprepError):
    """A collection was named that has not been indexed."""


class UnreadableSource(MentorprepError):
    """A folder or a file that was given to be indexed cannot be read."""


class EmbeddingError(MentorprepError):
    """The server whose model makes the index's vectors cannot be used."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        """`wait`: seconds after which another try is worth while; None: not as things are."""
        super().__init__(message)
        self.wait = wait

"""What commands are given: files, or standard input."""

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from assistant.errors import BadInput


def read_text(name: str, standard_input: BinaryIO, what: str) -> str:
    """The text in a file, or on standard input for '-'. `what` it is: 'The message'. Raises BadInput."""
    try:
        return read_bytes(name, standard_input).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{what if name == '-' else name} is not UTF-8 text: save it as UTF-8 first.") from error


def read_lines(name: str, standard_input: BinaryIO) -> Iterable[bytes]:
    """The lines of a file, or of standard input for '-' as they come. Raises BadInput."""
    return standard_input if name == "-" else read_bytes(name, standard_input).split(b"\n")


def read_bytes(name: str, standard_input: BinaryIO) -> bytes:
    """Raises BadInput."""
    try:
        return standard_input.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise BadInput(f"{name} cannot be read ({error.strerror}): name another file, or - to paste it.") from error

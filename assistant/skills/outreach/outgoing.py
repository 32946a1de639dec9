"""What leaves the program of a message: its subject, its body, and to whom it goes, fit for mail and links. Pure."""

import re
import unicodedata
from typing import NamedTuple

from assistant.skills.outreach.anatomy import body_start

LONGEST_SUBJECT = 250  # characters; mail programs show about 60
_LONGEST_NAME = 100
_BREAKS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")  # control characters; mail has no place for them
_TURNS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")  # turn the direction of what follows, beyond the line's end too
_LONE = re.compile(r"[\ud800-\udfff]")  # half of a character, which cannot be encoded
_MARK = "\ufeff"  # with which some editors begin a file
_ADDRESS = re.compile(r"(?P<name>[^<>]*)<(?P<named>[^<>]*)>|(?P<bare>[^<>]*)")
_MAILBOX = re.compile(r"(?P<local>[\w.!#$%&'*+/=?^`{|}~-]{1,64})@(?P<domain>[\w.-]{1,253})")


class Outgoing(NamedTuple):
    subject: str  # one line, empty where there is none
    body: str  # without blank lines around it; its lines end in \n


class Address(NamedTuple):
    name: str  # one line, may be empty
    mailbox: str  # 'anna@example.org', ASCII


def outgoing(text: str) -> Outgoing:
    """Subject and body of a message whose first line may be 'Subject: ...'."""
    text = readable(text)
    start = body_start(text)
    subject = one_line(text[:start].partition(":")[2])
    if len(subject) > LONGEST_SUBJECT:
        subject = f"{subject[: LONGEST_SUBJECT - 1].rstrip()}…"
    body = re.sub(r"\A(?:[ \t]*\n)+", "", text[start:])
    return Outgoing(subject, body.rstrip())


def readable(text: str) -> str:
    """Without control characters; its lines end in \\n, whichever way they ended before."""
    return _LONE.sub("\ufffd", _UNSEEN.sub("", _BREAKS.sub("\n", text.removeprefix(_MARK))))


def one_line(text: str) -> str:
    """Without line breaks, control characters, or marks that would turn the direction of what stands beside it."""
    return " ".join(_LONE.sub("\ufffd", _TURNS.sub("", _UNSEEN.sub(" ", text))).split())


def address(typed: str) -> Address | None:
    """The one address in 'anna@example.org' or 'Anna Müller <anna@example.org>'; None where there is none, or more."""
    found = _ADDRESS.fullmatch(one_line(typed))
    mailbox = _MAILBOX.fullmatch((found["named"] or found["bare"] or "").strip()) if found else None
    if found is None or mailbox is None or not mailbox["local"].isascii():  # mail carries no other for everybody yet
        return None
    try:
        domain = mailbox["domain"].encode("idna").decode("ascii")
    except UnicodeError:
        return None
    return Address((found["name"] or "").strip().strip('"')[:_LONGEST_NAME].strip(), f"{mailbox['local']}@{domain}")


def ascii_words(text: str) -> list[str]:
    """The words in plain small letters, without accents; none where the script is another."""
    return re.findall(r"[a-z0-9]+", unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode())

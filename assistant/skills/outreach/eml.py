"""A message as an .eml file, which mail programs open as a draft that has not been sent. Pure functions."""

import re
from email import policy
from email.charset import QP, Charset
from email.header import Header
from email.message import Message
from email.utils import formataddr

from assistant.skills.outreach.outgoing import address, ascii_words, one_line, outgoing

_LONGEST_NAME = 60  # characters of a file name without its ending
_LONGEST_WORD = 50  # characters; a longer one would be folded away from its header
_RESERVED = re.compile(r"con|prn|aux|nul|(?:com|lpt)\d")  # by Windows
_LINES = policy.compat32.clone(linesep="\r\n")


def as_eml(text: str, to: str = "", sender: str = "") -> bytes:
    """The file. `to`, `sender`: an address, with or without a name; what holds no address is left out.

    It has neither a date nor an id: those it gets when it is sent.
    """
    subject, body = outgoing(text)
    charset = Charset("utf-8")
    charset.body_encoding = QP  # stays readable where somebody opens the file as text
    mail = Message(policy=_LINES)
    mail["MIME-Version"] = "1.0"
    mail["Content-Type"] = "text/plain"
    mail.set_payload(body, charset)
    mail["X-Unsent"] = "1"
    for name, whom in (("From", address(sender)), ("To", address(to))):
        if whom:
            mail[name] = _shown(whom.name, whom.mailbox, name)
    if subject:
        mail["Subject"] = _words(subject, "Subject")
    return mail.as_bytes()


def file_name(text: str, ending: str = "eml") -> str:
    """A name for the file, from the subject or else the first line: small ASCII letters, digits and hyphens."""
    subject, body = outgoing(text)
    said = subject or one_line(body.partition("\n")[0][:1_000])
    name = ""
    for word in ascii_words(said):
        if len(name) + 1 + len(word) > _LONGEST_NAME:
            break
        name += f"-{word}" if name else word
    if not name or _RESERVED.fullmatch(name):
        name = f"message-{name}".rstrip("-")
    return f"{name}.{ending}"


def _words(text: str, header: str) -> str:
    """Text of a header, in lines."""
    return Header(text, "us-ascii" if _may_stand(text) else "utf-8", header_name=header).encode()


def _shown(name: str, mailbox: str, header: str) -> str:
    if _may_stand(name):
        return formataddr((name, mailbox))
    return f"{_words(name, header)} <{mailbox}>"


def _may_stand(text: str) -> bool:
    """Whether a header may hold it as it is: ASCII, not like anything encoded, and foldable between its words."""
    return text.isascii() and "=?" not in text and all(len(word) <= _LONGEST_WORD for word in text.split())

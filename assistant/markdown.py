"""People's words as Markdown that shows them and does nothing else: no markup, no picture, no link. Pure functions."""

import re

# All that a terminal obeys, XML cannot hold or UTF-8 cannot write.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """The same without control characters, line breaks and tabs aside."""
    return _CONTROL.sub("", text)


def one_line(text: str) -> str:
    return " ".join(printable(text).split())


def escaped(text: str) -> str:
    """One line of somebody's words as Markdown that shows them and does nothing else, in any reader of Markdown."""
    line = re.sub(r"([\\`*_\[\]|~$])", r"\\\1", one_line(text))
    line = re.sub(r"!(?=\\\[)", r"\\!", line)
    line = re.sub(r"&(?=#?\w+;)", "&amp;", line).replace("<", "&lt;")  # not all readers take \< for a bare <
    line = re.sub(r"^(?=[#>+=:-])|(?<=\s)(?=#+$)", r"\\", line)
    return re.sub(r"^(\d+)(?=[.)])", r"\1\\", line)


def escaped_text(text: str) -> str:
    """Paragraphs and line breaks kept."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return "\n\n".join("  \n".join(escaped(line) for line in p.splitlines() if line.strip()) for p in paragraphs)

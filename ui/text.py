"""Show text that others wrote (people, documents, models) as text: no HTML, images, LaTeX or Streamlit directives."""

import html
import re

_MARKDOWN = re.compile(r"([\\`*_\[\]<>$~|&#{}])")
_BLOCK = re.compile(r"^([-+=]|\d+(?=[.)]))")  # what would begin a list or underline a heading
# Streamlit looks for these in the text *after* Markdown is parsed, where a backslash is gone: they get a joiner inside.
_SHORTCODE = re.compile(r"(:)(?=[\w+\-/])|(@)(?=\w)|\b(www)(?=\.)", re.IGNORECASE)
_WORD_JOINER = "\u2060"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def as_html(text: str) -> str:
    """Plain text for `st.html`; nothing in it can become an element or an attribute."""
    return html.escape(_CONTROL.sub("", text), quote=True)


def as_label(text: str) -> str:
    """Plain text for a place that Streamlit renders as Markdown: a button, a title, an error line."""
    line = " ".join(_CONTROL.sub("", text).split())
    escaped = _BLOCK.sub(_before_block, _MARKDOWN.sub(r"\\\1", line))
    return _SHORTCODE.sub(lambda match: match.group(0) + _WORD_JOINER, escaped)


def _before_block(match: re.Match[str]) -> str:
    # A number cannot be escaped, the joiner behind it does the same.
    return match[1] + _WORD_JOINER if match[1].isdigit() else "\\" + match[1]


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The spans of the paragraphs of a body: runs of text between blank lines."""
    return [match.span() for match in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text)]


def first_sentence(text: str) -> str:
    """The first sentence of a body, for lists."""
    body = " ".join(text.split("\n\n", 1)[0].split())
    match = re.match(r".+?[.?!][\"'”’)]*(?=\s+[A-Z\"'“‘]|$)", body)
    return match.group(0) if match else body


def shortened(text: str, length: int = 240) -> str:
    """The beginning of a text on one line, cut between words."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[:length].rsplit(" ", 1)[0].rstrip(",;:") + " …"

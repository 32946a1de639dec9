"""Text that others wrote stays text."""

import html
import re
from html.parser import HTMLParser

import pytest

from knowledge.library import Library
from knowledge.notes import load_notes
from ui import note
from ui.text import as_html, as_label, first_sentence, paragraphs, shortened

NASTY = [
    "",
    "plain words, nothing else",
    "<img src=x onerror=alert(1)>",
    "</div><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)",
    "<!-- comment --><![CDATA[x]]><?php x ?>",
    "&lt;b&gt; &amp;amp; &#60;script&#62; &nbsp;",
    "![a](http://example.com/leak?q=1)",
    "[a](javascript:alert(1)) <http://example.com>",
    "$x^2$ and $$y$$ and \\(z\\)",
    ":red[a] :material/home: :smile: :blue-background[b]",
    "**b** __b__ *i* _i_ ~~s~~ `c` ```\nfence\n```",
    "# heading",
    "> quote",
    "- item",
    "+ item",
    "* item",
    "1. item",
    "12) item",
    "title\n===",
    "===",
    "---",
    "| a | b |\n|---|---|",
    "    indented code",
    "back\\slash \\* \\\\",
    "{braces} #hash @name www.example.com HTTP://EXAMPLE.COM a@b.example",
    "null \x00 bell \x07 escape \x1b[31m delete \x7f",
    "\u202eright to left\u202c zero\u200bwidth \u2066isolate\u2069",
    "漢字 ελληνικά 👩‍👩‍👧 é",
    "<" * 500 + "*" * 500,
]


class _Reader(HTMLParser):
    """What a browser makes of it: text, and anything that is not text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.other = "", list[str]()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.other.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.other.append(tag)

    def handle_comment(self, data: str) -> None:
        self.other.append(data)

    def handle_decl(self, decl: str) -> None:
        self.other.append(decl)

    def handle_pi(self, data: str) -> None:
        self.other.append(data)


def printable(text: str) -> str:
    return "".join(c for c in text if c in "\t\n\r" or not (c < " " or c == "\x7f"))


@pytest.mark.parametrize("text", NASTY)
def test_html_is_escaped(text: str) -> None:
    escaped = as_html(text)
    reader = _Reader()
    reader.feed(escaped)
    reader.close()
    assert reader.other == []
    assert reader.text == html.unescape(escaped) == printable(text)
    assert not set("<>\"'") & set(escaped)  # nor can it leave an attribute


@pytest.mark.parametrize("text", NASTY)
def test_labels_are_escaped(text: str) -> None:
    label = as_label(text)
    assert "\n" not in label
    assert label.replace("\u2060", "").replace("\\\\", "\0").replace("\\", "").replace("\0", "\\") == " ".join(
        printable(text).split()
    )
    bare = re.sub(r"\\.", "x", label)  # what Markdown would still read as more than a letter
    assert not re.search(r"[\\`*_\[\]<>$~|&#{}]", bare)
    assert not re.match(r"[-+=]|\d+[.)]", bare)
    assert not re.search(r":[\w+\-/]|@\w|\bwww\.", label, re.IGNORECASE)


def test_paragraphs_and_sentences() -> None:
    body = "One. Two\nlines.\n\n  \nThree!"
    assert [body[a:b] for a, b in paragraphs(body)] == ["One. Two\nlines.", "Three!"]
    assert first_sentence(body) == "One."
    assert first_sentence("“Really?” Yes.") == "“Really?”"
    assert first_sentence("no end") == "no end"
    assert shortened("short") == "short"
    assert shortened("word " * 100, 20) == "word word word word …"


def test_every_note_is_shown_whole_with_each_of_its_passages_marked(library: Library) -> None:
    for whole in load_notes():
        passage = library.search(whole.title, 1).hits[0].passage
        marked = passage if passage.document_id == whole.id else None
        quotes = [marked.text.split(". ")[0]] if marked else []
        reader = _Reader()
        reader.feed(note.body(whole, [marked] if marked else [], quotes))
        assert "".join(reader.text.split()) == "".join(whole.text.split())
        assert set(reader.other) <= {"div", "p", "mark"}

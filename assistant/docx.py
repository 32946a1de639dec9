"""The Brief as a Word document, and how such a document is begun and written."""

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from assistant.brief import Brief
from assistant.export import EMPTY, INTRO, TITLE, sections

if TYPE_CHECKING:  # only who wants such a document waits for the library
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_STYLES = ("List Bullet", "List Bullet 2")  # of a fact, and of a part of an objective or a person
_SMALL, _GREY = 8, (0x59, 0x59, 0x59)
_MOST = 255  # characters of a title among the properties


def as_docx(brief: Brief) -> bytes:
    """The Brief by headings. Text is text in this format: nothing in it needs escaping."""
    document = begun(TITLE)
    document.add_paragraph(EMPTY if brief.empty else INTRO)
    for heading, lines in sections(brief):
        document.add_heading(heading, 1)
        for line in lines:
            add_small(document.add_paragraph(line.text, style=_STYLES[line.level]), line.source)
    return written(document)


def begun(title: str) -> "Document":
    """A document with nothing but its title, also among its properties."""
    import docx

    document = docx.Document()
    about = document.core_properties  # the library's template has its own author, comment and date
    about.title, about.author, about.comments = title[:_MOST], "", ""
    about.created = about.modified = datetime.now(UTC)
    document.add_heading(title, 0)
    return document


def add_small(paragraph: "Paragraph", text: str) -> None:
    """A line of small grey type below what is there."""
    from docx.shared import Pt, RGBColor

    paragraph.add_run().add_break()
    run = paragraph.add_run(text)
    run.font.size, run.font.color.rgb = Pt(_SMALL), RGBColor(*_GREY)


def written(document: "Document") -> bytes:
    """The content of its file."""
    content = BytesIO()
    document.save(content)
    return content.getvalue()

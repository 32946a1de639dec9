"""The Brief as a Word document."""

from datetime import UTC, datetime
from io import BytesIO

from assistant.brief import Brief
from assistant.export import EMPTY, INTRO, TITLE, sections

_STYLES = ("List Bullet", "List Bullet 2")  # of a fact, and of a part of an objective or a person
_SMALL, _GREY = 8, (0x59, 0x59, 0x59)


def as_docx(brief: Brief) -> bytes:
    """The Brief by headings. Text is text in this format: nothing in it needs escaping."""
    from docx import Document
    from docx.shared import Pt, RGBColor

    document = Document()
    about = document.core_properties  # the library's template has its own author, comment and date
    about.title, about.author, about.comments = TITLE, "", ""
    about.created = about.modified = datetime.now(UTC)
    document.add_heading(TITLE, 0)
    document.add_paragraph(EMPTY if brief.empty else INTRO)
    for heading, lines in sections(brief):
        document.add_heading(heading, 1)
        for line in lines:
            paragraph = document.add_paragraph(line.text, style=_STYLES[line.level])
            paragraph.add_run().add_break()
            source = paragraph.add_run(line.source)
            source.font.size, source.font.color.rgb = Pt(_SMALL), RGBColor(*_GREY)
    written = BytesIO()
    document.save(written)
    return written.getvalue()

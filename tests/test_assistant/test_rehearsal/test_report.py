"""The debrief as a page to keep: the same in Markdown and in Word, and people's words stay words."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from markdown_it import MarkdownIt

from assistant.sentence import Citation
from assistant.skills.rehearsal import report
from assistant.skills.rehearsal.debrief import Means, debrief
from assistant.skills.rehearsal.persona import Secret
from assistant.skills.rehearsal.report import as_docx, as_markdown
from assistant.skills.rehearsal.rubric import rubric
from assistant.skills.rehearsal.types import Debrief, Said
from knowledge.turns import BEHAVIOURS, GOOD, POOR, Behaviour, TurnRead

CITED = Citation(passage_id="p1", document="a.md", title="Open *well*", quote="Ask <first>.")
SECRET = Secret(
    id="s", subject="how it nearly failed", question="When did it come closest to failing?", about=("a", "b", "c"),
    line="In month eleven I shouted at thirty people.",
)  # fmt: skip


def read(text: str, _before: str) -> TurnRead:
    """A behaviour is seen where its name stands in brackets, and those words show it."""
    marks = {name: f"[{name}]" for name in BEHAVIOURS}
    found = {name: (text.find(mark), text.find(mark) + len(mark)) for name, mark in marks.items()}
    shows = {name: float(start >= 0) for name, (start, _) in found.items()}
    return TurnRead(shows, {name: span if span[0] >= 0 else (0, 0) for name, span in found.items()})


def debriefed(meeting: Sequence[Said]) -> Debrief:
    return debrief(meeting, Means(read, {}, dict.fromkeys(BEHAVIOURS, (CITED,))))


def mentor(text: str) -> Said:
    return Said(role="mentor", text=text)


def me(text: str) -> Said:
    return Said(role="mentee", text=text)


def sections(content: bytes) -> dict[str, str]:
    """Each section of the Markdown by its heading, what stands above the first one by ''."""
    top, *rest = content.decode().split("\n## ")
    return {"": top} | dict(part.split("\n", 1) for part in rest)


def paragraphs(content: bytes) -> list[tuple[str, str]]:
    """(style, text) of each paragraph of the Word document."""
    return [(str(p.style.name), p.text) for p in Document(BytesIO(content)).paragraphs if p.style is not None]


MEETING = (
    mentor("Come in. What brings you here?"),
    me("[thanked] And [short_term_goal]!"),
    mentor("Go on."),
    me(""),
    mentor("I can wait."),
    me("My boss: [badmouthed_boss]\n\nSorry."),
)
RATED: Mapping[Behaviour, bool] = {
    "thanked": True, "short_term_goal": False, "long_term_goal": True, "badmouthed_boss": False,
    "talked_over_length": True, "asked_good_time": False,
}  # fmt: skip


def test_the_page_has_everything_in_its_order() -> None:
    found = sections(as_markdown("Ana Lima: a first meeting", MEETING, debriefed(MEETING), [SECRET], RATED))
    assert list(found) == [
        "", report.SEEN, report.HARM, report.MISSING, report.OTHERWISE, report.HELD_BACK, report.PRACTISE,
        report.MEETING,
    ]  # fmt: skip
    assert found[""] == "# Ana Lima: a first meeting\n\n2 of 15 good behaviours were there, and 1 that did harm.\n"
    said, rule = found[report.SEEN], rubric()["badmouthed_boss"]
    assert "- **Said thanks (line 2)**  \n  “\\[thanked\\]”" in said and rubric()["thanked"].why not in said
    assert "**Ran down a boss (line 6)**  \n  “\\[badmouthed\\_boss\\]”  \n  " in found[report.HARM]
    assert rule.why in found[report.HARM] and "You could" in found[report.HARM]
    missing = found[report.MISSING]
    assert missing.count("- **") == len(GOOD) - 2 == missing.count("*“Ask &lt;first>.” (Open \\*well\\*)*")
    assert all(rubric()[name].why in missing for name in GOOD if name not in ("thanked", "short_term_goal"))
    assert "**How it nearly failed**  \n  “When did it come closest to failing?”" in found[report.HELD_BACK]
    assert SECRET.line not in "".join(found.values()), "what was not said stays unsaid"
    assert rule.title in found[report.PRACTISE] and all(moment in found[report.PRACTISE] for moment in rule.drill)
    assert found[report.MEETING].endswith(
        "**4. You:**  \n…\n\n**5. Mentor:**  \nI can wait.\n\n"
        "**6. You:**  \nMy boss: \\[badmouthed\\_boss\\]\n\nSorry.\n"
    )


def test_self_rating_and_lines_are_set_beside_each_other_where_they_differ() -> None:
    found = sections(as_markdown("A", MEETING, debriefed(MEETING), [], RATED))[report.OTHERWISE]
    for name, said in (
        ("short_term_goal", "You did not say so of yourself, but line 2 shows it."),
        ("badmouthed_boss", "You did not say so of yourself, but line 6 shows it."),
        ("long_term_goal", "You said so of yourself, but your lines do not show it"),
        ("talked_over_length", "You were harder on yourself than you need be"),
    ):  # fmt: skip
        assert f"- **“{rubric()[name].did}”**  \n  {said}" in found  # type: ignore[index]
    assert found.count("- **") == 4, "thanked, and not asked: there both say the same"
    same: Mapping[Behaviour, bool] = {"thanked": True, "asked_good_time": False}
    assert report.SAME in sections(as_markdown("A", MEETING, debriefed(MEETING), [], same))[report.OTHERWISE]
    for nothing in (None, dict[Behaviour, bool]()):
        assert report.OTHERWISE not in sections(as_markdown("A", MEETING, debriefed(MEETING), [], nothing))


def test_a_side_that_is_empty_is_left_out() -> None:
    silent = [mentor("Hello?"), me("")]
    found = sections(as_markdown("A", silent, debriefed(silent), [], None))
    assert list(found) == ["", report.MISSING, report.PRACTISE, report.MEETING]
    assert report.NOTHING_SEEN in found[""]
    perfect = [me(" ".join(f"[{name}]" for name in GOOD))]
    found = sections(as_markdown("A", perfect, debriefed(perfect), [], None))
    assert list(found) == ["", report.SEEN, report.PRACTISE, report.MEETING]
    assert "15 of 15 good behaviours were there, and none that does harm." in found[""]
    assert report.NOTHING_LEFT in found[report.PRACTISE]
    harm = [me(" ".join(f"[{name}]" for name in POOR))]
    top = sections(as_markdown("A", harm, debriefed(harm), [], None))[""]
    assert "0 of 15 good behaviours were there, and 3 that did harm." in top, "it is not too long"
    nothing = sections(as_markdown("A", [], debriefed([]), [], None))
    assert report.MEETING not in nothing
    assert "Heading 1" in {style for style, _ in paragraphs(as_docx("A", [], debriefed([]), [], None))}


def test_the_word_document_says_the_same() -> None:
    args: tuple[Any, ...] = ("Ana Lima: a first meeting", MEETING, debriefed(MEETING), [SECRET], RATED)
    written = paragraphs(as_docx(*args))
    assert written[0] == ("Title", "Ana Lima: a first meeting")
    assert written[1][1] == "2 of 15 good behaviours were there, and 1 that did harm."
    assert [text for style, text in written if style == "Heading 1"] == list(sections(as_markdown(*args)))[1:]
    texts = [text for _, text in written]
    assert "Said thanks (line 2)\n“[thanked]”" in texts
    assert any(text.endswith("\n“Ask <first>.” (Open *well*)") for text in texts)
    assert "How it nearly failed\n“When did it come closest to failing?”" in texts
    assert texts[-3:] == ["4. You:\n…", "5. Mentor:\nI can wait.", "6. You:\nMy boss: [badmouthed_boss]\n\nSorry."]
    document = Document(BytesIO(as_docx(*args)))
    (thanks,) = [p for p in document.paragraphs if p.text.startswith("Said thanks")]
    assert [run.bold for run in thanks.runs if run.text.strip()] == [True, None]
    small = [run for p in document.paragraphs for run in p.runs if run.font.size is not None]
    assert {run.text for run in small} == {"“Ask <first>.” (Open *well*)"}
    assert (document.core_properties.title, document.core_properties.author) == ("Ana Lima: a first meeting", "")


@pytest.mark.parametrize(
    "words",
    ["![x](https://example.org/p.png)", "<script>alert(1)</script>", "# big", "| a | b |", "1. one", "***", "`c` $x$"],
)
def test_words_do_not_become_markup(words: str) -> None:
    meeting = [mentor(words), me(f"{words}\n\n{words}")]
    found = debriefed(meeting)
    quoted = found.findings[0].model_copy(update={"observed": True, "quote": words, "turn": 2, "better": None})
    found = found.model_copy(update={"findings": (quoted, *found.findings[1:])})
    held = SECRET.model_copy(update={"subject": words, "question": words})
    args: tuple[Any, ...] = (words, meeting, found, [held], {"long_term_goal": True})
    tokens = (
        MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(as_markdown(*args).decode())
    )
    blocks = ("heading", "paragraph", "bullet_list", "list_item")
    assert {token.type for token in tokens} <= {"inline", *(f"{b}_{e}" for b in blocks for e in ("open", "close"))}
    children = [child for token in tokens for child in token.children or ()]
    assert not {child.type for child in children} & {"image", "link_open", "html_inline", "code_inline"}
    shown = ["".join(c.content for c in token.children or ()) for token in tokens if token.type == "inline"]
    assert shown[0] == words and shown.count(words) == 2 and f"1. Mentor:{words}" in shown
    assert any(text.endswith(f"“{words}”") for text in shown)
    written = [text for _, text in paragraphs(as_docx(*args))]
    assert written[0] == words and written[-1] == f"2. You:\n{words}\n\n{words}"


def test_control_characters_do_nothing() -> None:
    bad = "a\x00b\x1b[2Jc\ufffed\ud800e\x0cf"
    meeting = [mentor(bad), me(bad)]
    held = SECRET.model_copy(update={"subject": bad, "question": bad})
    args: tuple[Any, ...] = (f"{bad}\n# {bad}", meeting, debriefed(meeting), [held], None)
    page = as_markdown(*args).decode()
    assert not set("\x00\x1b\x0c\ufffe") & set(page) and page.startswith("# ab\\[2Jcdef # ab\\[2Jcdef\n")
    texts = [text for _, text in paragraphs(as_docx(*args))]
    assert texts[0] == "ab[2Jcdef # ab[2Jcdef" and texts[-1] == "2. You:\nab[2Jcdef"


def test_a_meeting_of_sixty_lines_is_there_line_by_line() -> None:
    meeting = [(me if number % 2 else mentor)(f"Line {number} says something.") for number in range(60)]
    args: tuple[Any, ...] = ("A " * 300, meeting, debriefed(meeting), [], None)
    page = as_markdown(*args).decode()
    assert page.count("Mentor:**  \nLine") == page.count("You:**  \nLine") == 30
    assert "**60. You:**  \nLine 59 says something.\n" in page
    lines = [text for _, text in paragraphs(as_docx(*args)) if "says something" in text]
    assert len(lines) == 60 and lines[59] == "60. You:\nLine 59 says something."

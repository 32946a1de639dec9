"""A text with some of its words marked, as HTML."""

import html
import re

from assistant.skills.outreach.difference import difference
from ui.marked import Span, changes, marked

TEXT = "Dear <b>Ana</b>,\n\nI admire you & your work.\n"


def plain(made: str) -> str:
    """What a reader sees, without the numbers."""
    return html.unescape(re.sub(r"<sup.*?</sup>|<[^>]*>", "", made))


def test_nothing_of_the_text_is_lost_or_becomes_markup() -> None:
    made = marked(TEXT, [Span(0, 4, 1), Span(5, 8, 2), Span(0, len(TEXT), 3)])
    assert plain(made) == TEXT and "<b>" not in made
    assert plain(marked(TEXT, [])) == TEXT and "<mark" not in marked(TEXT, [])
    assert plain(marked("", [])) == ""


def test_overlapping_words_carry_the_numbers_of_both() -> None:
    made = marked("one two three", [Span(0, 7, 1), Span(4, 13, 2, "mp-pushes")])
    assert re.findall(r"<mark[^>]*>([^<]*)</mark>", made) == ["one ", "two", " three"]
    assert re.findall(r'class="mp-ref">([^<]*)<', made) == ["1", "2"]
    assert made.index(">1<") < made.index(" three") < made.index(">2<")
    assert made.count("mp-pushes") == 2


def test_blanks_at_the_ends_are_not_marked_and_an_empty_place_has_its_number() -> None:
    assert '<mark class="mp-found">two</mark>' in marked("one two three", [Span(3, 8, 1)])
    assert marked("one two", [Span(3, 3, 4)]) == ('<div class="mp-letter">one<sup class="mp-ref">4</sup> two</div>')
    assert marked("one", [Span(0, 99, 1), Span(2, 1, 2)]) == marked("one", [])  # places of another text


def test_what_was_not_read_stands_back() -> None:
    made = marked("read not read", [Span(5, 8, 1)], unread=4)
    assert plain(made) == "read not read"
    assert "".join(re.findall(r'class="mp-unread">([^<]*)<', made)) == " not read"


def test_what_is_gone_and_what_is_new_can_be_told_apart() -> None:
    made = changes(difference("Dear [Name],", "Dear <Ana>,"))
    assert "<del>" in made and "<ins>" in made and "<Ana>" not in made
    assert plain(re.sub(r"<del>.*?</del>", "", made)) == "Dear <Ana>,"

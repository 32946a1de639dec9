"""Real distress in a line of a rehearsal, where much is said that only sounds like it."""

import pytest

from assistant.understand.distress import distress
from knowledge.library import Library


@pytest.mark.parametrize(
    ("line", "concern"),
    [
        ("Honestly, I don't want to live any more.", "self_harm"),
        ("My manager touches me and says that I lose my job if I tell anybody.", "harassment"),
    ],
)
def test_distress_is_set_apart(library: Library, line: str, concern: str) -> None:
    assert distress(line, library.reader) == concern


@pytest.mark.parametrize(
    "line",
    [
        "My boss is a peacock and takes credit for my slides.",
        "The release was a nightmare, and it went well in the end.",
        "You have nice legs.",
        "I'd kill for an hour with your old team.",
        "...",
    ],
)
def test_what_belongs_to_the_part_stays_in_it(library: Library, line: str) -> None:
    assert distress(line, library.reader) is None

"""Sentences of what was noted, and answers that only sound like them."""

import pytest

from assistant.commands import Tell
from assistant.understand.of_notes import speaks_of_notes, without_notes


@pytest.mark.parametrize(
    "said",
    [
        "thats my question not a goal, pls delete it", "that one isnt a goal", "its not its own goal. HR isn't a person I know",
        "the boss thing was a question for you", "you cut my sentence", "no time goes to missing", "write this too",
        "it is still there", "please remove that", "put routing in good at",
    ],
)  # fmt: skip
def test_it_speaks_of_the_notes(said: str) -> None:
    assert speaks_of_notes(said)


@pytest.mark.parametrize(
    "said",
    [
        "get the monolith and move it to Kubernetes", "find flaky tests and remove them", "it's not my job to decide",
        "I write it down and nobody reads it", "delete code without fear", "I question everything", "under ten minutes",
        "from missing deadlines I learned to plan", "my strengths are not seen",
    ],
)  # fmt: skip
def test_it_tells_something(said: str) -> None:
    assert not speaks_of_notes(said)


def test_only_what_stands_in_such_a_sentence_goes() -> None:
    goal, gap = (
        Tell(slot="objectives", value="my boss", quote="my boss"),
        Tell(slot="weaknesses", value="SQL", quote="SQL"),
    )
    assert without_notes("my boss is not a goal. what I lack is SQL", [goal, gap]) == (gap,)

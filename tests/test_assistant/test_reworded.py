"""A small model may reword a sentence, and no more: these are what SmolLM2 made of sentences of the handbook."""

import pytest

from assistant.verify.reworded import unlike


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("On the same day, write down what you agreed.", "Write down what you agreed on the same day."),
        ("Start a planned call with a question.", "Start even a planned call with a question."),
        ("Name the date, if a date is pressing.", "Name the date if a date presses."),
        ("A promise that is half kept is worse than none.", "A promise half kept is worse than none."),
    ],
)
def test_the_same_in_another_order_passes(text: str, sentence: str) -> None:
    assert unlike(text, sentence) is None


@pytest.mark.parametrize(
    ("text", "sentence", "why"),
    [
        (
            "I'm ready to mentor as soon as someone stands there.",
            "You are ready to mentor as soon as someone stands there.",
            "who",
        ),
        ("Ask each other for a name.", "Ask each for a name.", "'other'"),
        ("Yes, it includes notes and transcripts.", "Does it include notes and transcripts?", "question"),
        (
            "A maintainer has a reason to know your name.",
            "A maintainer whose release you tested has a reason to know your name.",
            "leaves out",
        ),
        ("Signs of manipulation are easily removed.", "Signs of manipulation are easy to excuse.", "brings in"),
        ("Choose one who trusts the other person.", "Choose one whom the other person trusts.", "'who"),
        ("Go to a doctor after two weeks.", "Go to a doctor after two weeks at the latest.", "'latest'"),
        ("When a report is late, call.", "A report is late, call.", "'when'"),
    ],
)
def test_what_says_something_else_does_not(text: str, sentence: str, why: str) -> None:
    assert why in (unlike(text, sentence) or "")

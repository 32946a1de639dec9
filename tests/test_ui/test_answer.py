"""Sentences as paragraphs: what is to be kept stands apart from what was only noted."""

from assistant.turn import Sentence
from ui.answer import as_prose


def test_a_text_to_keep_stands_apart() -> None:
    html = as_prose(
        (
            Sentence(text="Noted. Limits: evenings.", label="yours"),
            Sentence(text="This is your minute to say aloud:", label="general", starts_paragraph=True),
            Sentence(text="I am an SRE.", label="yours", starts_paragraph=True),
            Sentence(text="Where you are: SRE\nLimits: evenings", label="yours", starts_paragraph=True),
        )
    )
    paragraphs = html.split("<p")[1:]
    assert ['class="mp-own"' in paragraph for paragraph in paragraphs] == [False, False, True, True]


def test_an_answer_speaks_once_it_has_arrived_and_not_with_each_sentence() -> None:
    said = (Sentence(text="Noted.", label="general"),)
    spoken = [when for when in ("arriving", "arrived", "past") if "aria-live" in as_prose(said, when)]
    assert spoken == ["arrived"]

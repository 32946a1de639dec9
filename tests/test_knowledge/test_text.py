from itertools import pairwise

import pytest

from knowledge.query import questions_in, segments
from knowledge.text import content_words, paragraph_at, sentences, stem


def split(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Dr. Jim Anderson wrote it. He did.", ["Dr. Jim Anderson wrote it.", "He did."]),
        ("Use e.g. a call. Fine.", ["Use e.g. a call.", "Fine."]),
        ("Version 2.5 is out. Good.", ["Version 2.5 is out.", "Good."]),
        ("Answer yes or no. Then wait.", ["Answer yes or no.", "Then wait."]),
        (
            'You can say: "I lead a team. May I ask?" Then stop.',
            ['You can say: "I lead a team. May I ask?"', "Then stop."],
        ),
        ("She asked “Why? And when?” and left. Later.", ["She asked “Why? And when?” and left.", "Later."]),
        ("is that bad? also my mail was long", ["is that bad?", "also my mail was long"]),
        ("First line\nSecond line", ["First line", "Second line"]),
        ("  \n\n ", []),
        ("no full stop", ["no full stop"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_offsets_are_exact_and_ordered() -> None:
    text = '  A first one.  And another!\n\n  Third: "it. is." odd? Yes  '
    spans = sentences(text)
    assert all(text[s.start : s.end] == text[s.start : s.end].strip() for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert "".join(split(text)).replace(" ", "") == text.replace(" ", "").replace("\n", "")


def test_paragraphs_are_counted_from_one() -> None:
    text = "One.\n\nTwo. Two.\n\nThree."
    assert [paragraph_at(text, text.index(word)) for word in ("One", "Two", "Three")] == [1, 2, 3]


@pytest.mark.parametrize(
    ("a", "b"), [("meetings", "meeting"), ("asked", "ask"), ("companies", "company"), ("mentors", "mentor")]
)
def test_stem_joins_forms_of_a_word(a: str, b: str) -> None:
    assert stem(a) == stem(b)


def test_stem_keeps_words_apart() -> None:
    assert len({stem(w) for w in ("mentor", "meet", "message", "boss", "bus")}) == 5


def test_content_words_drop_the_rest() -> None:
    assert content_words("What should I do about my boss?") == ["boss"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("how do I find one and what should I write?", ["how do I find one", "what should I write?"]),
        ("Can I refuse? And how do I say it?", ["Can I refuse?", "And how do I say it?"]),
        ("How do I find bread and butter?", ["How do I find bread and butter?"]),
        ("When I am excited I talk. How do I stop?", ["How do I stop?"]),
        ("My mentor is away.", []),
    ],
)
def test_questions_in(text: str, expected: list[str]) -> None:
    assert questions_in(text) == expected


def test_pronouns_are_taken_for_the_mentor_unless_one_is_named() -> None:
    assert "my mentor never answered my mail" in segments("she never answered my mail")
    assert segments("my mentor never answered") == []
    assert segments("how do i end it?") == ["how do i end the mentoring?"]

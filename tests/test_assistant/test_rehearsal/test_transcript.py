"""A meeting as people give it: JSON, or lines with who speaks."""

import json

import pytest

from assistant.errors import BadInput
from assistant.skills.rehearsal.transcript import MAX_LINES, MAX_TEXT, parse


def roles(text: str) -> list[tuple[str, str]]:
    return [(said.role, said.text) for said in parse(text)]


def test_json_in_both_its_forms() -> None:
    rows = [{"role": "mentor", "text": "Hello"}, {"role": "mentee", "text": "Hi"}]
    assert roles(json.dumps(rows)) == roles(json.dumps({"turns": rows})) == [("mentor", "Hello"), ("mentee", "Hi")]


def test_lines_with_who_speaks_before_them() -> None:
    text = "Mentor: Hello.\nHow are you?\n\nMe: Fine: and you?\n[10:02] Mentor: Good.\nmentee: I\n  see"
    assert roles(text) == [
        ("mentor", "Hello.\nHow are you?"), ("mentee", "Fine: and you?"), ("mentor", "Good."), ("mentee", "I\n  see"),
    ]  # fmt: skip
    assert roles("Anna: Hello.\nMe: Hi.") == [("mentor", "Hello."), ("mentee", "Hi.")]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("", "There is no meeting to look at"),
        (" \n ", "There is no meeting to look at"),
        ("[{]", "not JSON"),
        ('{"turns": 3}', "list of lines"),
        ('[{"role": "coach", "text": "x"}]', 'Line 1 of the meeting needs a "role"'),
        ('[{"role": "mentee", "text": 3}]', 'Line 1 of the meeting needs a "role"'),
        ('[{"role": "mentor", "text": "x"}]', "Nothing in it is said by the mentee"),
        ('[{"role": "mentee", "text": " "}]', "Nothing in it is said by the mentee"),
        ("Hello there\nMe: Hi", "It is not clear who says 'Hello there'"),
        ("[" * 100_000, "not JSON"),
        (json.dumps([{"role": "mentee", "text": "x"}] * (MAX_LINES + 1)), "too long"),
        (json.dumps([{"role": "mentee", "text": "x" * (MAX_TEXT + 1)}]), "too long"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_sentence(given: str, said: str) -> None:
    with pytest.raises(BadInput, match=said) as error:
        parse(given)
    assert "\n" not in str(error.value)

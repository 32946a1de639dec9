"""JSON objects out of text as it streams."""

import json

import pytest

from assistant.objects import Objects, whole

ONE, TWO = {"text": 'a {b} "c"', "n": None}, {"text": "line\nbreak"}


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"sentences": [ONE, TWO]}),
        json.dumps([ONE, TWO]),
        f"{json.dumps(ONE)}\n{json.dumps(TWO)}",
        f"Here you are:\n```json\n{json.dumps([ONE, TWO], indent=2)}\n```\nAnything else?",
    ],
)
def test_objects_are_found_whatever_stands_around_them(text: str, size: int) -> None:
    objects = Objects()
    found = [each for start in range(0, len(text), size) for each in objects.feed(text[start : start + size])]
    assert found == [ONE, TWO] and objects.broken == 0


def test_an_object_comes_as_soon_as_it_is_complete() -> None:
    objects = Objects()
    assert objects.feed('{"sentences": [{"text": "a"') == []
    assert objects.feed("}") == [{"text": "a"}]
    assert objects.feed(', {"text": "half') == []


def test_a_line_break_inside_a_string_does_no_harm() -> None:
    assert Objects().feed('{"text": "one\ntwo"}') == [{"text": "one\ntwo"}]


@pytest.mark.parametrize("text", ["{oops}", '{"text": }', "{'text': 'a'}"])
def test_what_looks_like_an_object_and_is_none_is_counted(text: str) -> None:
    objects = Objects()
    assert objects.feed(text) == [] and objects.broken == 1
    assert objects.feed('{"text": "after"}') == [{"text": "after"}]


def test_an_object_without_end_is_given_up() -> None:
    objects = Objects()
    assert objects.feed('{"text": "' + "a" * 5000) == [] and objects.broken == 1
    assert objects.feed('"} {"text": "after"}') == [{"text": "after"}]


@pytest.mark.parametrize("text", ["", "no braces", 'a "quoted { brace" and no more', "} {"])
def test_prose_has_no_objects(text: str) -> None:
    assert Objects().feed(text) == [] and whole(text) is None


@pytest.mark.parametrize(
    "text",
    [
        '{"a": {"b": 1}}',
        'Sure:\n```json\n{"a": {"b": 1}}\n```',
        '<think>A {curly} thought, or {"a": 2}?</think>\n{"a": {"b": 1}}',
        '{"a": {"b": 1}} I hope that {this} helps.',
    ],
)
def test_the_one_object_of_an_answer(text: str) -> None:
    assert whole(text) == {"a": {"b": 1}}


@pytest.mark.parametrize("text", ["{oops}", '{"a": ', '["a"]', "[" * 12_000, '{"a":' * 2000])
def test_no_object_at_all(text: str) -> None:
    assert whole(text) is None

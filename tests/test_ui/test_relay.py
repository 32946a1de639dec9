"""Answers on their way: each in a thread of its own, whatever becomes of the pages that follow along."""

import logging
import threading
from collections.abc import Iterator

import pytest

from assistant.errors import NotFound
from assistant.turn import Sentence
from ui import relay, texts
from ui.relay import Relay


def sentence(text: str) -> Sentence:
    return Sentence(text=text, label="general")


def last(followed: Relay) -> list[str]:
    return [each.text for each in list(followed.follow())[-1]]


def test_two_pages_see_the_whole_answer() -> None:
    gate = threading.Event()

    def answer() -> Iterator[Sentence]:
        yield sentence("one")
        gate.wait(10)
        yield sentence("two")

    arriving = Relay(answer(), "q", 0)
    one = arriving.follow()
    next(one)
    gate.set()
    assert [each.text for each in list(one)[-1]] == last(arriving) == ["one", "two"]
    assert arriving.error is None and not arriving.running


def test_stop_ends_the_answer_early_and_lets_it_tidy_up() -> None:
    closed, gate = threading.Event(), threading.Event()

    def answer() -> Iterator[Sentence]:
        try:
            yield sentence("one")
            gate.wait(10)
            yield sentence("two")
            yield sentence("never")
        finally:
            closed.set()

    arriving = Relay(answer(), "q", 0)
    arriving.stop()
    gate.set()
    arriving.wait()
    assert closed.is_set()
    assert "never" not in last(arriving)


def test_a_fault_that_may_be_read_is_said() -> None:
    def answer() -> Iterator[Sentence]:
        yield sentence("one")
        raise NotFound("It is not here.")

    arriving = Relay(answer(), "q", 0)
    assert last(arriving) == ["one"]
    assert arriving.error == "It is not here."


def test_a_fault_of_ours_is_logged_and_not_shown(caplog: pytest.LogCaptureFixture) -> None:
    def answer() -> Iterator[Sentence]:
        yield sentence("one")
        raise ZeroDivisionError("secret")

    with caplog.at_level(logging.ERROR):
        arriving = Relay(answer(), "q", 0)
        assert last(arriving) == ["one"]
    assert arriving.error == texts.UNEXPECTED
    assert "ZeroDivisionError" in caplog.text


def test_one_answer_at_a_time_in_a_conversation() -> None:
    gate, order = threading.Event(), list[str]()

    def first() -> Iterator[Sentence]:
        gate.wait(10)
        order.append("first")
        yield sentence("one")

    def second() -> Iterator[Sentence]:
        order.append("second")
        yield sentence("two")

    relay.start("here", first(), "q", 0)
    waiting = threading.Thread(target=relay.start, args=("here", second(), "r", 2))
    waiting.start()
    relay.forget("here")  # it is still arriving
    assert relay.get("here") is not None
    gate.set()
    waiting.join(10)
    arriving = relay.get("here")
    assert arriving is not None and arriving.question == "r"
    arriving.wait()
    assert order == ["first", "second"]
    relay.forget("here")
    assert relay.get("here") is None

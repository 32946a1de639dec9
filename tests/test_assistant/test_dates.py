"""What day people mean; today is Thursday, 26 November 2026."""

from datetime import date

import pytest

from assistant.understand.dates import impossible, is_date, resolve

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("in 18 months", date(2028, 5, 26)),
        ("within two years", date(2028, 11, 26)),
        ("in a year and a half", date(2028, 5, 26)),
        ("half a year", date(2027, 5, 26)),
        ("three weeks", date(2026, 12, 17)),
        ("end of Q1", date(2027, 3, 31)),
        ("Q4", date(2026, 12, 31)),
        ("Q2 2028", date(2028, 6, 30)),
        ("June", date(2027, 6, 30)),
        ("by the end of December", date(2026, 12, 31)),
        ("30 June", date(2027, 6, 30)),
        ("June 30th, 2028", date(2028, 6, 30)),
        ("29 February 2028", date(2028, 2, 29)),
        ("next summer", date(2027, 8, 31)),
        ("next autumn", date(2027, 11, 30)),
        ("this autumn", date(2026, 11, 30)),
        ("by Easter", date(2027, 3, 28)),
        ("Easter 2038", date(2038, 4, 25)),
        ("before xmas", date(2026, 12, 25)),
        ("2028", date(2028, 12, 31)),
        ("by May", date(2027, 5, 31)),
        ("end of the year", date(2026, 12, 31)),
        ("next year", date(2027, 12, 31)),
        ("before my review in March", date(2027, 3, 31)),
        ("2027-02-14", date(2027, 2, 14)),
        ("I may do it", None),
        ("by the time I am forty", None),
        ("soon", None),
        ("", None),
    ],
)
def test_the_last_day_that_the_words_may_mean(said: str, meant: date | None) -> None:
    assert resolve(said, TODAY) == meant


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("31 June", "31 June"),
        ("by the 30th of February", "30th of February"),
        ("February 30, 2027", "February 30, 2027"),
        ("29 February 2027", "29 February 2027"),
        ("2027-13-01", "2027-13-01"),
        ("29 February", None),
        ("31 May", None),
        ("June 2031", None),
        ("soon", None),
    ],
)
def test_days_that_no_calendar_has(said: str, wrong: str | None) -> None:
    assert impossible(said) == wrong


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("may", True),
        ("by the end of Q1", True),
        ("in 18 months", True),
        ("31.12.2027", True),
        ("next autumn maybe", True),
        ("6pm", False),
        ("ten people", False),
        ("June is too late", False),
        ("maybe", False),
        ("2028", True),
    ],
)
def test_a_date_and_nothing_else(text: str, alone: bool) -> None:
    assert is_date(text) is alone

"""What is new in the Brief glows once; days and moments as people say them."""

from datetime import UTC, date, datetime

from assistant.brief import Fact
from ui import dates, glow


def fact(fact_id: str, value: str) -> Fact:
    return Fact(id=fact_id, value=value, origin="said", at=datetime(2026, 11, 26, 14, 5, tzinfo=UTC))


def test_what_was_there_when_the_page_opened_does_not_glow() -> None:
    seen = glow.look(None, [fact("a", "one"), fact("b", "two")], now=50.0)
    assert {each.since for each in seen.values()} == {0.0}


def test_what_has_come_or_changed_since_glows_from_now_on_and_what_went_is_forgotten() -> None:
    first = glow.look(None, [fact("a", "one"), fact("b", "two"), fact("c", "three")], now=50.0)
    second = glow.look(first, [fact("a", "one"), fact("b", "two, exactly"), fact("d", "four")], now=60.0)
    assert {name: each.since for name, each in second.items()} == {"a": 0.0, "b": 60.0, "d": 60.0}
    third = glow.look(second, [fact("a", "one"), fact("b", "two, exactly")], now=61.0)
    assert {name: each.since for name, each in third.items()} == {"a": 0.0, "b": 60.0}  # the glow goes on, and ends


def test_on_an_empty_page_the_first_fact_glows() -> None:
    assert glow.look({}, [fact("a", "one")], now=60.0)["a"].since == 60.0


def test_days_and_moments() -> None:
    assert dates.day(date(2027, 6, 3)) == "3 June 2027"
    moment = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert dates.moment(moment, "Europe/Berlin") == "1 January 2027, 00:30"
    assert dates.moment(moment, "no/where") == dates.moment(moment, None)

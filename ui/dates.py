"""Days and moments as people say them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def day(when: date) -> str:
    """'3 June 2027'"""
    return f"{when.day} {when:%B %Y}"


def moment(when: datetime, zone: str | None) -> str:
    """'3 June 2027, 14:05', in the time zone of the reader where the browser has named one."""
    try:
        local = when.astimezone(ZoneInfo(zone)) if zone else when.astimezone()
    except (ZoneInfoNotFoundError, ValueError):
        local = when.astimezone()
    return f"{day(local.date())}, {local:%H:%M}"

"""A day on which to write again, as a file that calendars open (RFC 5545). Pure functions."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from assistant.skills.outreach.outgoing import one_line, readable

_LINE = 75  # octets of a line, beyond which it is folded
_REMINDER = "PT9H"  # after the day begins


def follow_up_ics(day: date, what: str, details: str, uid: str, stamp: datetime) -> bytes:
    """An event of the whole day with a reminder at nine in the morning.

    `uid` names the event for good, so that a second file with it changes the first; `stamp`: when the file was made.
    The event is private and leaves the day free. Raises ValueError where `stamp` has no time zone.
    """
    if stamp.tzinfo is None:
        raise ValueError("The stamp of a calendar file needs a time zone.")
    said = _text(one_line(what))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Mentorprep//Mentorprep//EN",
        "BEGIN:VEVENT",
        f"UID:{_text(one_line(uid))}",
        f"DTSTAMP:{_digits(stamp.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds'))}Z",
        f"DTSTART;VALUE=DATE:{_digits(day.isoformat())}",
        f"DTEND;VALUE=DATE:{_digits((day + timedelta(days=1)).isoformat())}",
        f"SUMMARY:{said}",
        *([f"DESCRIPTION:{_text(details)}"] if details.strip() else []),
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{said}",
        f"TRIGGER:{_REMINDER}",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(piece + b"\r\n" for line in lines for piece in _folded(line))


def _digits(iso: str) -> str:
    """'20260602' for '2026-06-02'."""
    return iso.replace("-", "").replace(":", "")


def _text(value: str) -> str:
    """A value of the type TEXT: its own signs are escaped, and line breaks written as \\n."""
    escaped = readable(value).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def _folded(line: str) -> Iterator[bytes]:
    """Pieces of at most 75 octets, cut between characters; all but the first begin with a blank."""
    piece = b""
    for character in line:
        octets = character.encode()
        if len(piece) + len(octets) > _LINE:
            yield piece
            piece = b" "
        piece += octets
    yield piece

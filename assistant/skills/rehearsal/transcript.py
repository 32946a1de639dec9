"""A meeting as somebody gives it: JSON, or lines with who speaks before each. Pure functions."""

import json
import re
from collections.abc import Iterator
from typing import Any

from assistant.errors import BadInput
from assistant.skills.rehearsal.types import Role, Said

MAX_LINES, MAX_TEXT = 400, 50_000  # lines of a meeting, characters of one line
_FORM = '[{"role": "mentor", "text": "..."}, {"role": "mentee", "text": "..."}]'
_PLAIN = "Mentor: or Me:"
_MENTOR = ("mentor", "m", "them", "they", "he", "she", "coach")
_MENTEE = ("mentee", "me", "i", "myself", "you")
_SPEAKER = re.compile(
    r"\s*(?:\[?\d{1,2}:\d{2}(?::\d{2})?\]?\s*)?(?P<who>[^\W\d_][\w .'’-]{0,30}?)\s*(?::|>|\bsays?:)\s*(?P<text>.*)"
)


def parse(text: str) -> list[Said]:
    """A meeting. Raises BadInput with one sentence that says what is wrong and what to give."""
    if not text.strip():
        raise BadInput(f"There is no meeting to look at: give its lines, for example {_FORM}.")
    if text.lstrip()[0] in "[{":
        try:
            rows = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise BadInput(f"This is not JSON ({error}): give the lines of a meeting as {_FORM}.") from error
        return from_rows(rows["turns"] if isinstance(rows, dict) and "turns" in rows else rows)
    return _checked(list(_spoken(text)))


def from_rows(rows: Any) -> list[Said]:
    """Raises BadInput naming the line that cannot be used."""
    if not isinstance(rows, list):
        raise BadInput(f"A meeting is a list of lines: {_FORM}.")
    said = []
    for number, row in enumerate(rows, 1):
        role = row.get("role") if isinstance(row, dict) else None
        if role not in ("mentor", "mentee") or not isinstance(row.get("text"), str):
            raise BadInput(f'Line {number} of the meeting needs a "role" (mentor or mentee) and a "text": {_FORM}.')
        said.append(Said(role=role, text=row["text"]))
    return _checked(said)


def _spoken(text: str) -> Iterator[Said]:
    """Lines such as 'Mentor: Hello'; a line without a speaker goes on with the one before."""
    role: Role | None = None
    spoken: list[str] = []
    others = _others(text)
    for line in text.splitlines():
        match = _SPEAKER.fullmatch(line)
        who = _role(match["who"], others) if match else None
        if match and who:
            if role:
                yield Said(role=role, text="\n".join(spoken).strip())
            role, spoken = who, [match["text"]]
        elif role:
            spoken.append(line)
        elif line.strip():
            raise BadInput(f"It is not clear who says {line.strip()[:60]!r}: begin each line with {_PLAIN}.")
    if role:
        yield Said(role=role, text="\n".join(spoken).strip())


def _others(text: str) -> frozenset[str]:
    """Names that stand before lines beside 'Me': one other name is the mentor's."""
    names = {match["who"].lower() for line in text.splitlines() if (match := _SPEAKER.fullmatch(line))}
    unknown = names - {*_MENTOR, *_MENTEE}
    alone = len(unknown) == 1 and names & {*_MENTEE} and not names & {*_MENTOR}
    return frozenset(unknown) if alone else frozenset()


def _role(name: str, others: frozenset[str]) -> Role | None:
    said = name.lower()
    if said in _MENTOR or said in others:
        return "mentor"
    return "mentee" if said in _MENTEE else None


def _checked(meeting: list[Said]) -> list[Said]:
    if len(meeting) > MAX_LINES or any(len(said.text) > MAX_TEXT for said in meeting):
        raise BadInput(f"That is too long: give at most {MAX_LINES} lines of at most {MAX_TEXT:,} characters each.")
    if not any(said.role == "mentee" and said.text.strip() for said in meeting):
        raise BadInput(f"Nothing in it is said by the mentee, so there is nothing to debrief: {_FORM}.")
    return meeting

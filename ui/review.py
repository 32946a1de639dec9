"""`mentorprep review`: one message for a person to read, or many for a script."""

import json
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from assistant.brief import Brief
from assistant.errors import BadInput
from assistant.export import from_json
from assistant.session import Assistant
from assistant.skills.outreach.criteria import default_medium
from assistant.skills.outreach.review import remarks
from assistant.skills.outreach.types import Finding, Review
from assistant.wire import review_json
from knowledge.letters import CHANNELS, MEDIA, Channel, Medium
from ui import texts
from ui.reading import read_bytes
from ui.terminal import wrap

_FORM = '{"id": "1", "channel": "linkedin_note", "medium": "linkedin", "text": "..."}'


def read_brief(path: Path) -> Brief:
    """The Brief of an export. Raises BadInput."""
    return from_json(read_bytes(str(path), BytesIO())).brief


def channel_and_medium(channel: Any, medium: Any) -> tuple[Channel, Medium]:
    """As they are known, the medium by the channel where none is named. Raises BadInput with the list of them."""
    kind: Channel = _one_of(channel, CHANNELS, "channel")
    by: Medium = _one_of(default_medium(kind) if medium is None else medium, MEDIA, "medium")
    return kind, by


def review_text(text: str, review: Review) -> str:
    """The message with its words marked, and below it each finding with why, source and fix."""
    notes = [wrap(line) for line in remarks(text)]
    if not review.flaws:
        return "\n\n".join([*notes, texts.REVIEW_CLEAN])
    found = [_finding(number, finding, text) for number, finding in enumerate(review.flaws, 1)]
    return "\n\n".join([marked(text, review.flaws).rstrip(), texts.REVIEW_FINDINGS, *notes, *found])


def marked(text: str, flaws: Iterable[Finding]) -> str:
    """The message with »...« [number] around the words of each finding."""
    places = sorted((f.span, number) for number, f in enumerate(flaws, 1) if f.span)
    signs: list[tuple[int, int, str]] = []
    for (start, end), number in places:
        while end > start and text[end - 1].isspace():
            end -= 1
        signs.append((end, 0, f"« [{number}]") if end > start else (end, 1, f"[{number}]"))
        if end > start:
            signs.append((start, 2, "»"))
    made, at = "", 0
    for place, _, sign in sorted(signs):
        made += text[at:place] + sign
        at = place
    return made + text[at:]


def _finding(number: int, finding: Finding, text: str) -> str:
    head = f"[{number}] {texts.FLAWS[finding.label]} ({texts.SEVERITIES[finding.severity]})"
    lines = [head, wrap(finding.why, "    ")]
    lines += [wrap(f"“{c.quote}” {c.title} ({c.passage_id})", "    | ") for c in finding.citations]
    said = " ".join(finding.fix.text.split())
    if finding.fix.kind == "delete" and finding.span:
        said = f"“{' '.join(text[slice(*finding.span)].split())}”"
    lines.append(wrap(f"{texts.FIXES[finding.fix.kind]} {said}", "    > "))
    return "\n".join(lines)


def review_one(
    assistant: Assistant, text: str, channel: Channel, medium: Medium, brief: Brief | None, as_json: bool
) -> str:
    """What is printed for one message. Raises BadInput where there is none."""
    review = assistant.review(text, channel, medium, brief)
    if as_json:
        return json.dumps(review_json(review, remarks(text)), ensure_ascii=False)
    return review_text(text, review)


def review_lines(
    assistant: Assistant, lines: Iterable[bytes], brief: Brief | None, channel: str | None, medium: str | None
) -> Iterator[tuple[str, bool]]:
    """(a line of JSON, whether it could be read) for each line; `channel` and `medium` are of those that name none."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        row: dict[str, Any] = {}
        try:
            row = _row(line)
            kind, by = channel_and_medium(row.get("channel", channel), row.get("medium") or medium)
            if not isinstance(text := row.get("text"), str):
                raise BadInput(f'There is no "text". Give one object a line: {_FORM}.')
            review = assistant.review(text, kind, by, brief)
        except BadInput as error:
            yield json.dumps({"id": row.get("id"), "error": f"Line {number}: {error}"}, ensure_ascii=False), False
        else:
            yield json.dumps({"id": row.get("id"), **review_json(review, remarks(text))}, ensure_ascii=False), True


def _row(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadInput(f"This is not JSON ({error}). Give one object a line: {_FORM}.") from error
    if not isinstance(row, dict):
        raise BadInput(f"This is no object. Give one a line: {_FORM}.")
    return row


def _one_of(value: Any, known: Sequence[Any], what: str) -> Any:
    if value not in known:
        said = f"No {what} is named" if value is None else f"{value!r} is no {what}"
        raise BadInput(f"{said}: choose among {', '.join(known)}.")
    return value

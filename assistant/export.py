"""What is kept, as a document to take to a mentor (Markdown) and as a file to keep or to move (JSON). Pure."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, Literal, NamedTuple

import pydantic_core
from pydantic import AwareDatetime, Field, ValidationError, model_validator

from assistant.brief import Brief, Fact, Part
from assistant.errors import BadInput
from assistant.letters import Letter, Outcome
from assistant.markdown import escaped, escaped_text, one_line, printable
from assistant.rehearsals import Rehearsal
from assistant.skills.rehearsal.persona import Scenario
from assistant.skills.rehearsal.rubric import rubric
from assistant.word.brief import LABELS, PARTS
from knowledge.letters import Channel, Medium
from knowledge.types import Frozen

FORMAT, VERSION = "mentorprep", 3  # version 1 knew no letters, version 2 no rehearsals
MAX_BYTES = 20_000_000
TITLE = "Mentoring Brief"
INTRO = "In small type below each line: where it comes from."
EMPTY = "Nothing stands in the Brief yet."
_ORIGINS = {"said": "your words", "by hand": "entered by hand", "upload": "from your document"}
_CHANNELS: dict[Channel, str] = {
    "mentor_request_email": "Request",
    "linkedin_note": "Short note",
    "intro_request": "Request for an introduction",
    "followup": "Follow-up",
    "thank_you": "Thank-you",
    "graceful_exit": "Ending",
}
_MEDIA: dict[Medium, str] = {"email": "by e-mail", "linkedin": "on LinkedIn", "chat": "by chat"}
_OUTCOMES: dict[Outcome, str] = {
    "open": "no answer yet",
    "answered": "answered",
    "declined": "declined",
    "silent": "no answer came",
}
_SCENARIOS: dict[Scenario, str] = {
    "first_meeting": "First meeting",
    "in_person": "Asking in person",
    "ground_rules": "Agreeing on ground rules",
    "advice_not_taken": "Advice not taken",
    "goodbye": "Saying goodbye",
}
_SPEAKERS = {"user": "You", "assistant": "Mentorprep"}
_SILENCE = "…"


class Said(Frozen):
    """One message as it leaves and comes back. `parent`: place in the list, from 0, of the message before it, -1 for
    none; where it is left out, that is the one before it in the list, as in all conversations of one branch."""

    role: Literal["user", "assistant"]
    text: str
    created: AwareDatetime
    parent: int | None = Field(default=None, ge=-1)


class Transcript(Frozen):
    """A conversation as it leaves and comes back: its words, not how they were found.

    `messages`: of all branches, the oldest first; `leaf`: place of the newest one of the branch that is shown, the last
    in the list where it is left out.
    """

    title: str = Field(min_length=1, max_length=200)
    created: AwareDatetime
    messages: tuple[Said, ...]
    leaf: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _is_a_tree(self) -> "Transcript":
        if any(number >= place for place, number in enumerate(self.parents)):
            raise ValueError("a message does not follow its parent")
        if self.leaf is not None and self.leaf >= len(self.messages):
            raise ValueError("the leaf is no message")
        return self

    @property
    def parents(self) -> tuple[int, ...]:
        """For each message the place of the one before it, -1 for none."""
        return tuple(place - 1 if m.parent is None else m.parent for place, m in enumerate(self.messages))

    @property
    def shown(self) -> tuple[Said, ...]:
        """The messages of the branch that is shown."""
        path, parents = list[Said](), self.parents
        place = len(self.messages) - 1 if self.leaf is None else self.leaf
        while place >= 0:
            path.append(self.messages[place])
            place = parents[place]
        return tuple(reversed(path))


class Imported(Frozen):
    """What a file brought."""

    brief: Brief
    conversations: tuple[Transcript, ...]
    letters: tuple[Letter, ...] = ()
    rehearsals: tuple[Rehearsal, ...] = ()


class _File(Imported):
    format: Literal["mentorprep"]
    version: Literal[1, 2, 3]
    exported: AwareDatetime


class Line(NamedTuple):
    """A line of the document: a fact, or (level 1) a part of what stands above it, and where it comes from."""

    level: int
    text: str
    source: str


def sections(brief: Brief) -> Iterator[tuple[str, list[Line]]]:
    """The document: each heading that has something below it, in the order in which a person reads them."""
    for slot, facts in groupby(brief.facts(), lambda entry: entry[0].slot):
        yield LABELS[slot], [_line(place.part, fact) for place, fact in facts]


def _line(part: Part | None, fact: Fact) -> Line:
    value = one_line(fact.value)
    if part in PARTS:
        return Line(1, f"{PARTS[part].capitalize()}: {value}", _source(fact))
    return Line(0, value, _source(fact))


def _source(fact: Fact) -> str:
    quote = f": “{one_line(fact.quote)}”" if fact.quote else ""
    return f"{_ORIGINS[fact.origin]}{quote} ({'confirmed' if fact.confirmed else 'not confirmed yet'})"


def as_markdown(
    brief: Brief,
    conversations: Sequence[Transcript],
    letters: Sequence[Letter] = (),
    rehearsals: Sequence[Rehearsal] = (),
) -> str:
    """The Brief by headings, the letters as they are now; of conversations and rehearsals the branch that is shown.

    What people wrote stays what it is: no markup, no picture. Of a mentor who was met it has the name and the role.
    """
    blocks = [f"# {TITLE}", EMPTY if brief.empty else INTRO]
    for heading, lines in sections(brief):
        items = [
            f"{'  ' * level}- {escaped(text)}  \n{'  ' * level}  *{escaped(source)}*" for level, text, source in lines
        ]
        blocks += [f"## {heading}", "\n".join(items)]
    names = {candidate.id: candidate.name.value for candidate in brief.candidates}
    if letters:
        blocks.append("## Messages")
    for letter in letters:
        blocks += [f"### {escaped(letter.title) or _CHANNELS[letter.channel]}", escaped(_about(letter, names))]
        blocks += [escaped_text(letter.text)] if letter.text.strip() else []
    if conversations:
        blocks.append("## Conversations")
    for conversation in conversations:
        blocks += [f"### {escaped(conversation.title)}", f"{conversation.created:%Y-%m-%d}"]
        blocks += [f"**{_SPEAKERS[said.role]}:**  \n{escaped_text(said.text)}" for said in conversation.shown]
    if rehearsals:
        blocks.append("## Rehearsals")
    for rehearsal in rehearsals:
        blocks += _met(rehearsal)
    return "\n\n".join(blocks) + "\n"


def _met(rehearsal: Rehearsal) -> Iterator[str]:
    """Whom, what for and when; what was said; how they rated themselves."""
    mentor = rehearsal.mentor
    name = escaped(mentor.name)
    yield f"### {name}"
    when = f"{_SCENARIOS[rehearsal.scenario]}, rehearsed on {rehearsal.created:%Y-%m-%d}."
    yield escaped(f"{one_line(mentor.role).rstrip('.')}. {when}" if mentor.role.strip() else when)
    for said in rehearsal.meeting:
        yield f"**{name if said.role == 'mentor' else 'You'}:**  \n{escaped_text(said.text) or _SILENCE}"
    if rehearsal.rated:
        yield "How you rated yourself:"
        yield "\n".join(f"- {'Yes' if did else 'No'}: {rubric()[b].did}" for b, did in rehearsal.rated.items())


def _about(letter: Letter, names: Mapping[str, str]) -> str:
    """'Request by e-mail to Ana Lima. Written on 2026-11-20. Sent on 2026-11-21, no answer yet.'"""
    name = names.get(letter.candidate or "")
    to = f" to {name}" if name else ""
    said = [f"{_CHANNELS[letter.channel]} {_MEDIA[letter.medium]}{to}.", f"Written on {letter.created:%Y-%m-%d}."]
    if letter.sent:
        outcome = f", {_OUTCOMES[letter.outcome]}" if letter.outcome else ""
        said.append(f"Sent on {letter.sent}{outcome}.")
    if letter.follow_up:
        said.append(f"To be followed up on {letter.follow_up}.")
    return " ".join(said)


def as_json(
    brief: Brief,
    conversations: Sequence[Transcript],
    now: datetime,
    letters: Sequence[Letter] = (),
    rehearsals: Sequence[Rehearsal] = (),
) -> dict[str, Any]:
    """All of it, for `from_json`."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "exported": now.isoformat(),
        "brief": brief.model_dump(mode="json"),
        "conversations": [conversation.model_dump(mode="json", exclude_none=True) for conversation in conversations],
        "letters": [letter.model_dump(mode="json") for letter in letters],
        "rehearsals": [rehearsal.model_dump(mode="json") for rehearsal in rehearsals],
    }


def from_json(content: str | bytes) -> Imported:
    """What `as_json` wrote. Raises BadInput for anything else."""
    try:
        raw = (content.encode() if isinstance(content, str) else content).removeprefix(b"\xef\xbb\xbf")
        if len(raw) > MAX_BYTES:
            raise BadInput(f"The file is larger than the {MAX_BYTES // 1_000_000} MB that can be imported.")
        data = pydantic_core.from_json(raw)
    except ValueError as error:
        raise _unusable("it is no JSON") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise _unusable(f"its format is not {FORMAT!r}")
    version = data.get("version")
    if isinstance(version, int) and version > VERSION:
        raise BadInput("The file was exported by a newer version of Mentorprep: update this one to import it.")
    try:
        file = _File.model_validate_json(json.dumps(_cleaned(data)), strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise _unusable(f"{place[:80]}: {first['msg']}") from error
    if any(fact.at.tzinfo is None for _, fact in file.brief.facts()):  # it could not be compared with the others
        raise _unusable("a time in its Brief has no time zone")
    if any(fact and fact.at.tzinfo is None for letter in file.letters for _, fact in letter.particulars):
        raise _unusable("a time in its messages has no time zone")
    return Imported.model_validate({name: getattr(file, name) for name in Imported.model_fields})


def _unusable(why: str) -> BadInput:
    return BadInput(
        f"The file is no intact export of Mentorprep ({why}): choose one that `mentorprep export --format json` wrote."
    )


def _cleaned(data: Any) -> Any:
    """The same without control characters, which no message that is typed can hold either."""
    if isinstance(data, str):
        return printable(data)
    if isinstance(data, list):
        return [_cleaned(item) for item in data]
    if isinstance(data, dict):
        return {printable(key): _cleaned(value) for key, value in data.items()}
    return data

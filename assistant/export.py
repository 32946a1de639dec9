"""What is kept, as a document to take to a mentor (Markdown) and as a file to keep or to move (JSON). Pure."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, Literal, NamedTuple

import pydantic_core
from pydantic import AwareDatetime, Field, ValidationError, model_validator

from assistant.brief import Brief, Fact, Part
from assistant.errors import BadInput
from assistant.letters import Letter, Outcome
from assistant.word.brief import LABELS, PARTS
from knowledge.letters import Channel, Medium
from knowledge.types import Frozen

FORMAT, VERSION = "mentorprep", 2  # version 1 knew no letters
MAX_BYTES = 20_000_000
TITLE = "Mentoring Brief"
INTRO = "In small type below each line: where it comes from."
EMPTY = "Nothing stands in the Brief yet."
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")  # all that a terminal obeys or XML cannot hold
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
_SPEAKERS = {"user": "You", "assistant": "Mentorprep"}


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


class _File(Imported):
    format: Literal["mentorprep"]
    version: Literal[1, 2]
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
    value = _one_line(fact.value)
    if part in PARTS:
        return Line(1, f"{PARTS[part].capitalize()}: {value}", _source(fact))
    return Line(0, value, _source(fact))


def _source(fact: Fact) -> str:
    quote = f": “{_one_line(fact.quote)}”" if fact.quote else ""
    return f"{_ORIGINS[fact.origin]}{quote} ({'confirmed' if fact.confirmed else 'not confirmed yet'})"


def as_markdown(brief: Brief, conversations: Sequence[Transcript], letters: Sequence[Letter] = ()) -> str:
    """The Brief by headings, then the letters as they are now, and of each conversation the branch that is shown.

    What people wrote stays what it is: no markup, no picture.
    """
    blocks = [f"# {TITLE}", EMPTY if brief.empty else INTRO]
    for heading, lines in sections(brief):
        items = [
            f"{'  ' * level}- {_escaped(text)}  \n{'  ' * level}  *{_escaped(source)}*" for level, text, source in lines
        ]
        blocks += [f"## {heading}", "\n".join(items)]
    names = {candidate.id: candidate.name.value for candidate in brief.candidates}
    if letters:
        blocks.append("## Messages")
    for letter in letters:
        blocks += [f"### {_escaped(letter.title) or _CHANNELS[letter.channel]}", _escaped(_about(letter, names))]
        blocks += [_escaped_text(letter.text)] if letter.text.strip() else []
    if conversations:
        blocks.append("## Conversations")
    for conversation in conversations:
        blocks += [f"### {_escaped(conversation.title)}", f"{conversation.created:%Y-%m-%d}"]
        blocks += [f"**{_SPEAKERS[said.role]}:**  \n{_escaped_text(said.text)}" for said in conversation.shown]
    return "\n\n".join(blocks) + "\n"


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
    brief: Brief, conversations: Sequence[Transcript], now: datetime, letters: Sequence[Letter] = ()
) -> dict[str, Any]:
    """All of it, for `from_json`."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "exported": now.isoformat(),
        "brief": brief.model_dump(mode="json"),
        "conversations": [conversation.model_dump(mode="json", exclude_none=True) for conversation in conversations],
        "letters": [letter.model_dump(mode="json") for letter in letters],
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
    return Imported(brief=file.brief, conversations=file.conversations, letters=file.letters)


def _unusable(why: str) -> BadInput:
    return BadInput(
        f"The file is no intact export of Mentorprep ({why}): choose one that `mentorprep export --format json` wrote."
    )


def _cleaned(data: Any) -> Any:
    """The same without control characters, which no message that is typed can hold either."""
    if isinstance(data, str):
        return _printable(data)
    if isinstance(data, list):
        return [_cleaned(item) for item in data]
    if isinstance(data, dict):
        return {_printable(key): _cleaned(value) for key, value in data.items()}
    return data


def _printable(text: str) -> str:
    return _CONTROL.sub("", text)


def _one_line(text: str) -> str:
    return " ".join(_printable(text).split())


def _escaped(text: str) -> str:
    """One line of somebody's words as Markdown that shows them and does nothing else, in any reader of Markdown."""
    line = re.sub(r"([\\`*_\[\]|~$])", r"\\\1", _one_line(text))
    line = re.sub(r"!(?=\\\[)", r"\\!", line)
    line = re.sub(r"&(?=#?\w+;)", "&amp;", line).replace("<", "&lt;")  # not all readers take \< for a bare <
    line = re.sub(r"^(?=[#>+=:-])|(?<=\s)(?=#+$)", r"\\", line)
    return re.sub(r"^(\d+)(?=[.)])", r"\1\\", line)


def _escaped_text(text: str) -> str:
    """Paragraphs and line breaks kept."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return "\n\n".join("  \n".join(_escaped(line) for line in p.splitlines() if line.strip()) for p in paragraphs)

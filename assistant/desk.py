"""Everything that is done with a letter: what it is about, drafts, reviews, a stranger's reading, and its way out."""

import uuid
from collections.abc import Callable, Generator, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from assistant.brief import MAX_FACT, Brief, Candidate, Fact, Part, Place
from assistant.briefs import Briefs
from assistant.errors import BadInput
from assistant.letters import Letter, Letters, Origin
from assistant.outbox import Outbox
from assistant.preferences import Preferences
from assistant.skills.outreach import fixes
from assistant.skills.outreach.anatomy import without_tags
from assistant.skills.outreach.cold_reader import Comparison, Reaction, Temper, compare, first_read
from assistant.skills.outreach.compose import compose
from assistant.skills.outreach.criteria import default_medium
from assistant.skills.outreach.held import addressee, still_there, told, vouches
from assistant.skills.outreach.look import Reading, head_of
from assistant.skills.outreach.reviewer import Reviewer
from assistant.skills.outreach.types import Draft, Finding, Line, Missing, Need, Particulars, Review, Tone
from assistant.skills.outreach.vouched import vouched
from assistant.understand.language import is_english
from assistant.word.lines import say
from knowledge.letters import Channel, Medium
from knowledge.library import Library

if TYPE_CHECKING:  # a model costs start-up time, and guided mode has none
    from assistant.prompts import Prompt
    from assistant.scribe import Scribe, Task, Text
    from assistant.skills.outreach.model_drafts import Drafted
    from assistant.skills.outreach.model_reader import ColdRead

_OF_CANDIDATE: dict[Need, Part] = {"role": "role", "known": "known", "work": "work", "why": "why"}


class Basis(NamedTuple):
    """A sentence that was drafted, and the facts that it rests on as they are now."""

    text: str
    facts: tuple[Fact, ...]


class Desk:
    """The letters of one owner. It holds nothing itself; every change is on disk before the call returns.

    Raises StorageError for what the disk does, NotFound for a letter that is not here, BadInput for what cannot be
    used, Conflict where a letter or the Brief was changed elsewhere meanwhile.
    """

    def __init__(
        self,
        letters: Letters,
        briefs: Briefs,
        preferences: Preferences,
        library: Library,
        reviewer: Reviewer,
        read: Reading,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        scribe: "Scribe | None" = None,
    ) -> None:
        """`scribe`: the chat model that drafts and reads beside the rules; None: the rules alone."""
        self._scribe = scribe
        self._letters, self._briefs, self._preferences = letters, briefs, preferences
        self._reviewer, self._read, self._now = reviewer, read, now
        self._outbox = Outbox(letters, briefs, preferences, library, now)

    # The letters

    def letters(self) -> list[Letter]:
        """The one that was changed last first."""
        return self._letters.all()

    def letter(self, letter_id: str) -> Letter:
        return self._letters.get(letter_id)

    def begin(
        self,
        channel: Channel,
        medium: Medium | None = None,
        tone: Tone = "warm",
        candidate_id: str | None = None,
        particulars: Particulars | None = None,
    ) -> Letter:
        """A letter in which nothing is written yet; the medium is that of the channel where none is named."""
        letter = self._letters.create(
            channel, medium or default_medium(channel), tone, candidate=candidate_id, particulars=particulars
        )
        return self._titled(letter)

    def paste(self, text: str, channel: Channel, medium: Medium | None = None) -> Letter:
        """A letter that the person has written elsewhere."""
        if not text.strip():
            raise BadInput(_line("nothing_typed"))
        return self._letters.create(channel, medium or default_medium(channel), text=text, origin="pasted")

    def delete(self, letter_id: str) -> None:
        """Delete a letter with all its versions, and with what a model made of it."""
        from assistant.scribe import forget

        self._letters.delete(letter_id)
        forget(self._preferences, letter_id)

    def shape(
        self, letter_id: str, channel: Channel | None = None, medium: Medium | None = None, tone: Tone | None = None
    ) -> Letter:
        """Choose what kind of message it is; None leaves it as it is."""
        letter = self._letters.get(letter_id)
        return self._letters.update(
            letter_id, channel=channel or letter.channel, medium=medium or letter.medium, tone=tone or letter.tone
        )

    def whom(self, letter: Letter) -> str:
        """The name of who is written to; empty where nothing says it."""
        candidate = self._candidate(letter, self._briefs.current()[0])
        return addressee(letter.channel, candidate, letter.particulars) or letter.title

    # What it is about

    def people(self) -> tuple[Candidate, ...]:
        """Those of the Brief who could be written to."""
        return self._briefs.current()[0].candidates

    def missing(self, letter_id: str) -> Need | None:
        """What has to be told before there can be a draft, one thing at a time."""
        found = self.drafts(letter_id)
        return found.need if isinstance(found, Missing) else None

    def told(self, letter_id: str) -> dict[Need, Fact]:
        """What has been told for this letter, in the Brief or for it alone."""
        letter, brief = self._letters.get(letter_id), self._briefs.current()[0]
        return told(brief, self._candidate(letter, brief), letter.particulars)

    def tell(self, letter_id: str, need: Need, value: str) -> Letter:
        """Keep a fact where it belongs: with the person, with the candidate, or with this letter alone.

        What is told again takes the place of what was told before.
        """
        letter, text = self._letters.get(letter_id), " ".join(value.split())[:MAX_FACT]
        if not text:
            raise BadInput(_line("nothing_typed"))
        brief, revision = self._briefs.current()
        if need in ("own_name", "current_role"):
            before = brief.own_name if need == "own_name" else brief.current_role
            self._set(before, Place(slot="own_name" if need == "own_name" else "current_role"), text, revision)
        elif need == "name":
            return self._named(letter, text)
        elif part := _OF_CANDIDATE.get(need):
            candidate = self._candidate(letter, brief)
            if candidate is None:
                raise BadInput(_line("no_one_yet"))
            place = Place(slot="candidates", part=part, candidate=candidate.id)
            self._set(getattr(candidate, part), place, text, revision)
        else:
            fact = Fact(id=uuid.uuid4().hex[:12], value=text, origin="by hand", at=self._now(), confirmed=True)
            particulars = letter.particulars.model_copy(update={need: fact})
            return self._titled(self._letters.update(letter_id, particulars=particulars))
        return letter

    def address(self, letter_id: str, candidate_id: str | None) -> Letter:
        """Say whom of the Brief the letter is about; None: somebody else."""
        return self._titled(self._letters.update(letter_id, candidate=candidate_id))

    def basis(self, letter_id: str) -> tuple[Basis, ...]:
        """The sentences of the newest draft that still stand in the letter and rest on facts, with those facts."""
        letter, brief = self._letters.get(letter_id), self._briefs.current()[0]
        known = {fact.id: fact for _, fact in brief.facts()}
        known |= {fact.id: fact for _, fact in letter.particulars if fact is not None}
        lines = still_there(letter.drafted, letter.text)
        found = ((line, tuple(known[name] for name in line.facts if name in known)) for line in lines)
        return tuple(Basis(line.text, facts) for line, facts in found if facts)

    # What it says

    def drafts(self, letter_id: str) -> tuple[Draft, Draft] | Missing:
        """Two ways to write it by the rules, or what is still missing."""
        letter, brief = self._letters.get(letter_id), self._briefs.current()[0]
        candidate = self._candidate(letter, brief)
        return compose(letter.channel, letter.medium, letter.tone, brief, candidate, letter.particulars)

    def choose(self, letter_id: str, draft: Draft) -> Letter:
        """Make a draft the letter; what it said before stays an earlier version."""
        origin: Origin = "model" if self._scribe and self._scribe.is_own(letter_id, draft) else "draft"
        newest = self._letters.get(letter_id).newest
        lines: tuple[Line, ...] = (draft.subject, *draft.lines) if draft.subject else draft.lines
        self._letters.update(letter_id, channel=draft.channel, medium=draft.medium, tone=draft.tone)
        return self._letters.save_version(letter_id, draft.text, origin, lines, newest.id if newest else None)

    def save(self, letter_id: str, text: str, origin: Origin = "by hand", based_on: str | None = None) -> Letter:
        """Keep a text that was made from the version `based_on`; see `Letters.save_version`."""
        return self._letters.save_version(letter_id, text, origin, based_on=based_on)

    def review(self, text: str, channel: Channel, medium: Medium, letter_id: str | None = None) -> Review:
        """The flaws of a text; with a letter, what the Brief knows of its reader may mend it. Raises BadInput."""
        *_, whole = self.reviewing(text, channel, medium, letter_id)
        return whole

    def reviewing(self, text: str, channel: Channel, medium: Medium, letter_id: str | None = None) -> Iterator[Review]:
        """The same as it comes: what is found first, then with the fixes that proved to mend it."""
        if letter_id is None:
            yield from self._reviewer.reviewing(text, channel, medium)
            return
        letter, brief = self._letters.get(letter_id), self._briefs.current()[0]
        candidate = self._candidate(letter, brief)
        lines = still_there(letter.drafted, text)
        known = vouches(lines, brief, candidate, letter.particulars)
        whole = bool(lines) and len(lines) == len(letter.drafted)
        for found in self._reviewer.reviewing(text, channel, medium, brief, candidate):
            yield vouched(found, text, known, whole)

    def apply(self, letter_id: str, text: str, finding: Finding, based_on: str | None) -> Letter:
        """Keep the text with a finding's fix in place."""
        return self.save(letter_id, fixes.apply(text, finding), "fix", based_on)

    def first_read(
        self, text: str, channel: Channel, medium: Medium, letter_id: str | None = None, temper: Temper = "warm"
    ) -> Reaction:
        """What a busy stranger makes of a text within twenty seconds. Raises BadInput where there is none."""
        review = self.review(text, channel, medium, letter_id)
        seen = head_of(without_tags(text))  # as the review reads it
        marks = self._read(seen, channel, medium).marks if is_english(seen) else ()
        return first_read(text, channel, medium, review, marks, temper)

    def compare(self, before: Reaction, after: Reaction) -> Comparison:
        return compare(before, after)

    # What a chat model makes of it

    @property
    def model(self) -> str | None:
        """The model that drafts and reads beside the rules; None in guided mode, and where it is too small for that."""
        return self._scribe.name if self._scribe else None

    def drafted(self, letter_id: str) -> "Drafted | None":
        """The drafts of the model for the facts, tone and medium as they are now; None where it was not asked yet."""
        return self._at_work.drafted(letter_id, self._task(letter_id))

    def draft(self, letter_id: str) -> "Generator[None, None, Drafted]":
        """Let the model draft it; None, ten times a second, until it is kept. Closing the generator ends the call.

        Where the model fails, or a draft of its does not pass, the guided one stands in its place.
        """
        return self._at_work.draft(letter_id, self._task(letter_id), lambda: self._letters.get(letter_id))

    def drafting_request(self, letter_id: str) -> "Prompt":
        """What the model would be sent to draft it; nothing is sent."""
        return self._task(letter_id).prompt

    def drafting_digest(self, letter_id: str) -> str:
        """Names the facts, the tone and the medium as they are now."""
        return self._task(letter_id).digest

    def reading(self, letter_id: str, text: str, temper: Temper = "warm") -> "ColdRead | None":
        """The model's reading of a text of the letter as a stranger; None where it was not asked yet."""
        return self._at_work.reading(letter_id, self._text(letter_id, text, temper))

    def read(self, letter_id: str, text: str, temper: Temper = "warm") -> "Generator[None, None, ColdRead]":
        """Let the model read it, as `draft` does; where it fails, the reading by the rules stands in its place."""
        asked = self._text(letter_id, text, temper)
        return self._at_work.read(letter_id, asked, lambda: self._letters.get(letter_id))

    def reading_request(self, letter_id: str, text: str, temper: Temper = "warm") -> "Prompt | None":
        """What the model would be sent to read it: the message alone. None where there is nothing to read."""
        return self._text(letter_id, text, temper).prompt

    @property
    def _at_work(self) -> "Scribe":
        if self._scribe is None:
            raise BadInput("No model drafts here: choose one in Settings.")
        return self._scribe

    def _task(self, letter_id: str) -> "Task":
        from assistant.scribe import Task

        letter, brief = self._letters.get(letter_id), self._briefs.current()[0]
        candidate = self._candidate(letter, brief)
        guided = compose(letter.channel, letter.medium, letter.tone, brief, candidate, letter.particulars)
        if isinstance(guided, Missing):
            raise BadInput("Something has to be told before this can be drafted.")
        return Task(guided, brief, candidate, letter.particulars)

    def _text(self, letter_id: str, text: str, temper: Temper) -> "Text":
        from assistant.scribe import Text

        letter = self._letters.get(letter_id)
        guided = self.first_read(text, letter.channel, letter.medium, letter_id, temper)
        return Text(text, letter.medium, guided)

    # Its way out

    @property
    def outbox(self) -> Outbox:
        return self._outbox

    def begin_follow_up(self, letter_id: str) -> Letter:
        """The reminder of a letter, as a letter of its own; it knows what was asked, and when."""
        letter = self._letters.get(letter_id)
        given = letter.particulars
        if letter.sent:
            said = _line("earlier_message", day=f"{letter.sent.day} {letter.sent:%B}")
            at = self._now()
            earlier = Fact(id=uuid.uuid4().hex[:12], value=said, origin="by hand", at=at, confirmed=True)
            given = given.model_copy(update={"earlier": earlier})
        return self.begin("followup", letter.medium, letter.tone, letter.candidate, given)

    def _candidate(self, letter: Letter, brief: Brief) -> Candidate | None:
        return brief.candidate(letter.candidate)

    def _set(self, before: Fact | None, place: Place, text: str, revision: int) -> None:
        if before is None:
            self._briefs.add(place, text, revision)
        elif before.value != text:
            self._briefs.edit(before.id, text, revision)

    def _named(self, letter: Letter, name: str) -> Letter:
        """The letter to somebody: who is in the Brief under this name already is not entered twice."""
        brief, revision = self._briefs.current()
        here = self._candidate(letter, brief)
        same = next((c for c in brief.candidates if c.name.value.casefold() == name.casefold()), None)
        if same is not None and here is None:
            return self.address(letter.id, same.id)
        place = Place(slot="candidates", part="name", candidate=here.id if here else None)
        self._set(here.name if here else None, place, name, revision)
        if here is not None:
            return self._titled(letter)
        known = {candidate.id for candidate in brief.candidates}
        (added,) = (c for c in self._briefs.current()[0].candidates if c.id not in known and c.name.value == name)
        return self.address(letter.id, added.id)

    def _titled(self, letter: Letter) -> Letter:
        """With the reader's name as its title, which stays when somebody is taken out of the Brief."""
        name = self.whom(letter)
        return self._letters.update(letter.id, title=name) if name != letter.title else letter


def _line(name: str, /, **values: str) -> str:
    return " ".join(sentence.text for sentence in say(name, **values))

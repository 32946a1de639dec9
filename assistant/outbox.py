"""A letter's way out: as a mail draft, a link or text; when it was sent, what is to follow, and what came of it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from assistant.brief import Brief, Candidate
from assistant.briefs import Briefs
from assistant.errors import BadInput
from assistant.letters import Letter, Letters, Outcome
from assistant.preferences import Preferences
from assistant.skills.guidance import paragraph
from assistant.skills.outreach import calendar, eml, links, warmer
from assistant.skills.outreach.followup import Cited, FollowUp, Rest, State, propose, rest, state
from assistant.skills.outreach.held import addressee
from assistant.turn import Citation
from assistant.word.lines import say
from knowledge.library import Library

_AHEAD = timedelta(hours=14)  # of UTC: where a day begins first
_WARMER_OFF = "no-warmer-way"  # the preference that keeps for which letter the offer was declined


class Standing(NamedTuple):
    """How things stand with a letter. `follow_up`: the reminder that is proposed; `rest`: why none is, any more."""

    state: State
    follow_up: FollowUp | None
    rest: Rest | None


class Outbox:
    """Of the letters of one owner; see `Desk`."""

    def __init__(
        self, letters: Letters, briefs: Briefs, preferences: Preferences, library: Library, now: Callable[[], datetime]
    ) -> None:
        self._letters, self._briefs, self._preferences = letters, briefs, preferences
        self._library, self._now = library, now

    def eml(self, letter_id: str) -> bytes:
        """A file that mail programs open as a draft."""
        return eml.as_eml(self._letters.get(letter_id).text)

    def file_name(self, letter_id: str, ending: str = "eml") -> str:
        return eml.file_name(self._letters.get(letter_id).text, ending)

    def mailto(self, letter_id: str) -> str | None:
        """A link that opens the mail program; None where the text is too long for one."""
        return links.mailto(self._letters.get(letter_id).text)

    def plain(self, letter_id: str) -> str:
        """What is copied."""
        letter = self._letters.get(letter_id)
        return links.plain(letter.text, letter.medium)

    def warmer_way(self, letter_id: str) -> warmer.Offer | None:
        """The offer of asking face to face or through somebody; None where it was declined for this letter."""
        letter = self._letters.get(letter_id)
        candidate = self._candidate(letter, self._briefs.current()[0])
        if candidate is None or letter.sent or self._preferences.get(f"{_WARMER_OFF}-{letter_id}"):
            return None
        return warmer.warmer_way(letter.channel, candidate.known.value if candidate.known else None)

    def decline_warmer_way(self, letter_id: str) -> None:
        self._preferences.set(f"{_WARMER_OFF}-{letter_id}", "yes")

    def mark_sent(self, letter_id: str, day: date | None) -> Letter:
        """Keep the day on which it was sent, and when to follow up; None: it was not sent after all."""
        letter = self._letters.get(letter_id)
        if day is None:
            return self._letters.update(letter_id, sent=None, follow_up=None, outcome=None)
        if day > (self._now() + _AHEAD).date():
            raise BadInput(_line("not_sent_yet"))
        proposed = propose(letter.channel, letter.medium, day)
        return self._letters.update(
            letter_id, sent=day, follow_up=proposed.day if proposed else None, outcome="open"
        )  # fmt: skip

    def outcome(self, letter_id: str, outcome: Outcome) -> Letter:
        """Keep what came of it."""
        return self._letters.update(letter_id, outcome=outcome)

    def standing(self, letter: Letter, today: date, among: Sequence[Letter] | None = None) -> Standing:
        """How things stand with it. `among`: all letters, where they have been read already."""
        followed_up = self._followed_up(letter, self._letters.all() if among is None else among)
        if letter.outcome == "silent":
            return Standing("let it rest", None, rest("silence"))
        ended = letter.outcome if letter.outcome in ("answered", "declined") else None
        now = state(letter.channel, letter.medium, letter.sent, followed_up, ended, today)
        follow_up = None
        if letter.sent and followed_up is None and now in ("waiting", "follow up now"):
            follow_up = propose(letter.channel, letter.medium, letter.sent)
        asked = letter.channel not in ("thank_you", "graceful_exit")
        if now == "declined":
            return Standing(now, None, rest("declined"))
        return Standing(now, follow_up, rest("silence") if now == "let it rest" and asked else None)

    def follow_up(self, letter_id: str) -> FollowUp | None:
        """The one reminder that is proposed for a letter that was sent."""
        return self.standing(self._letters.get(letter_id), self._now().date()).follow_up

    def ics(self, letter_id: str) -> bytes | None:
        """The reminder as a file for a calendar; None where none is proposed."""
        letter, proposed = self._letters.get(letter_id), self.follow_up(letter_id)
        if proposed is None or letter.sent is None:
            return None
        name = addressee(letter.channel, self._candidate(letter, self._briefs.current()[0]), letter.particulars)
        whom, sent = name or letter.title or _line("somebody"), f"{letter.sent.day} {letter.sent:%B %Y}"
        details = _line("calendar_details", whom=whom, day=sent)
        uid = f"{letter.id}@mentorprep"
        return calendar.follow_up_ics(
            proposed.day, _line("calendar_title", whom=whom), details, uid, self._now()
        )  # fmt: skip

    def citations(self, cited: Sequence[Cited]) -> tuple[Citation, ...]:
        """The passages of some paragraphs of the handbook."""
        said = (sentence for each in cited for sentence in paragraph(self._library, each.note, each.number)[0])
        return tuple(citation for sentence in said for citation in sentence.citations)

    def _candidate(self, letter: Letter, brief: Brief) -> Candidate | None:
        return brief.candidate(letter.candidate)

    def _followed_up(self, letter: Letter, letters: Sequence[Letter]) -> date | None:
        """The day on which its reminder was sent."""
        sent = letter.sent
        if sent is None or letter.candidate is None or letter.channel == "followup":
            return None
        return min(_reminders(letter, sent, letters), default=None)


def _reminders(letter: Letter, sent: date, letters: Sequence[Letter]) -> Iterator[date]:
    for each in letters:
        if each.channel == "followup" and each.candidate == letter.candidate and each.sent and each.sent >= sent:
            yield each.sent


def _line(name: str, /, **values: str) -> str:
    return " ".join(sentence.text for sentence in say(name, **values))

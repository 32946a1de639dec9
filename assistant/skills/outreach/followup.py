"""When to write again, and when to let it rest. Pure: today is passed in.

The days are those of the handbook: seven to ten working days after a request, a week in a chat, two weeks where
somebody was asked for an introduction. One reminder; then nothing more, until half a year later it is a new request.
"""

from datetime import date, timedelta
from typing import Literal, NamedTuple

from assistant.word.lines import say
from knowledge.letters import Channel, Medium
from knowledge.types import Frozen

State = Literal["draft", "waiting", "follow up now", "let it rest", "answered", "declined"]
Outcome = Literal["answered", "declined"]
HALF_A_YEAR = timedelta(days=182)
_REQUESTS: tuple[Channel, ...] = ("mentor_request_email", "linkedin_note", "intro_request")
_DAYS = 8  # working days, so that seven whole ones lie between
_DAYS_CHAT = 5
_DAYS_INTRODUCTION = 10
_CLOSED = ((12, 25), (12, 26), (1, 1))  # (month, day) on which hardly anybody works


class Cited(NamedTuple):
    """A paragraph of the handbook, as `assistant.skills.guidance.paragraph` takes it."""

    note: str
    number: int


class FollowUp(Frozen):
    """The one reminder. `why`: a line for the person; `cited`: what it rests on."""

    day: date
    why: str
    cited: tuple[Cited, ...]


class Rest(Frozen):
    """Why no further message follows, and what to think and do instead."""

    why: str
    cited: tuple[Cited, ...]


def propose(channel: Channel, medium: Medium, sent: date) -> FollowUp | None:
    """The reminder of a request. None where none is due: a thank-you, an exit, and a reminder itself."""
    if channel not in _REQUESTS:
        return None
    line, cited = "follow_up_request", (Cited("silence", 2), Cited("silence", 3))
    if channel == "intro_request":
        line, cited = "follow_up_introduction", (Cited("introductions", 5), Cited("silence", 3))
    elif medium == "chat":
        line = "follow_up_chat"
    return FollowUp(day=_due(channel, medium, sent), why=_said(line), cited=cited)


def rest(outcome: Literal["silence", "declined"]) -> Rest:
    """The graceful 'no': after a reminder without an answer, or after a refusal."""
    if outcome == "declined":
        return Rest(why=_said("rest_declined"), cited=(Cited("turned-down", 1), Cited("turned-down", 2)))
    return Rest(why=_said("rest_silence"), cited=(Cited("silence", 4), Cited("silence", 6)))


def state(
    channel: Channel, medium: Medium, sent: date | None, followed_up: date | None, outcome: Outcome | None, today: date
) -> State:
    """How things stand with a message. `sent`, `followed_up`: the days of the message and of its reminder.

    A message that awaits no answer rests as soon as it is sent, and so does one whose reminder went unanswered.
    """
    if outcome:
        return outcome
    if sent is None and followed_up is None:
        return "draft"
    if channel == "followup":
        sent, followed_up = None, followed_up or sent
    if followed_up:
        return "waiting" if today < _due(channel, medium, followed_up) else "let it rest"
    if sent is None or channel not in _REQUESTS or today - sent >= HALF_A_YEAR:
        return "let it rest"
    return "waiting" if today < _due(channel, medium, sent) else "follow up now"


def _due(channel: Channel, medium: Medium, sent: date) -> date:
    """The day on which an answer has been waited for long enough; a working day."""
    days = _DAYS_INTRODUCTION if channel == "intro_request" else _DAYS_CHAT if medium == "chat" else _DAYS
    day = sent
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    while day.weekday() >= 5 or (day.month, day.day) in _CLOSED:
        day += timedelta(days=1)
    return day


def _said(line: str) -> str:
    return " ".join(sentence.text for sentence in say(line))

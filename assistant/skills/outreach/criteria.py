"""What a message is measured by: which flaw applies where, how much it weighs, and which passage says so.

The definitions of the flaws are the contract of `mentorprep review`; this is the same table in code.
"""

import json
from collections.abc import Mapping
from functools import cache
from typing import Literal, NamedTuple

from assistant.skills.outreach.types import Severity
from knowledge.letters import CHANNELS, LEARNED, Channel, Flaw, Medium, Sign

Strength = Literal["study", "practice", "article", "house"]
Reach = Literal["always", "with an ask", "blatant"]  # with an ask: only where the message asks for something new
MOST_WORDS = 200  # of an e-mail or a chat message, without the subject line
MOST_CHARACTERS = 300  # of a LinkedIn note
LIMITS = LEARNED.with_name("letters.json")  # written by evals.fit_letters
_BLATANT = 0.85  # probability from which on a flaw counts where it must be beyond doubt
_UNFITTED = 0.5


class Criterion(NamedTuple):
    """`sign`: what marks the words that are the flaw, None where something is missing. `quotes`: (note, its words)."""

    severity: Severity
    strength: Strength
    sign: Sign | None
    quotes: tuple[tuple[str, str], ...]


CRITERIA: dict[Flaw, Criterion] = {
    "no_subject": Criterion("medium", "house", None, (
        ("subject-and-length", '"Quick question" could come from anybody, and no subject at all looks like spam.'),
    )),
    "too_long": Criterion("medium", "house", None, (
        ("subject-and-length", "Give the message a subject line of four to nine words that names the matter, and keep "
         "the text between 80 and 150 words, never above 200."),
    )),
    "vague_ask": Criterion("high", "house", "vague", (
        ("message-mistakes", "A vague wish is work for the reader."),
        ("message-mistakes", '"Can I pick your brain?" and "I would love to learn from you" have no subject and no '
         "end, so they are put off for ever."),
    )),
    "no_time_bound": Criterion("medium", "house", None, (
        ("first-message", "Make the request small and definite: one subject, ten to thirty minutes, a span of two or "
         "three weeks."),
    )),
    "no_reason_why_this_mentor": Criterion("medium", "house", None, (
        ("true-detail", "A message that could go to anybody is deleted like one that does."),
    )),
    "all_about_me_no_giving": Criterion("medium", "article", None, (
        ("first-message", "Jim Anderson wants you to have something to give to those you ask."),
        ("give-first", "Nobody expects a fair exchange, only a sign that you will not just take."),
    )),
    "asks_for_job_or_promotion": Criterion("high", "house", "job", (
        ("favours", "A job is nearly always too soon."),
        ("favours", "Ask your mentor what you lack for a job or a promotion, and not for the thing itself."),
    )),
    "pushy_or_entitled": Criterion("high", "house", "pushy", (
        ("message-mistakes", "Pressure and presumption cost you goodwill."),
    )),
    "presumes_yes": Criterion("medium", "house", "presumes", (
        ("message-mistakes", '"I look forward to our meeting" takes the yes for granted, as does a calendar invitation '
         'that nobody asked for; "you are my last hope" makes a stranger responsible for your life.'),
    )),
    "no_context_who_i_am": Criterion("medium", "house", None, (
        ("first-message", "The reader wants to know who writes, why to them, what for, and how long it takes, in that "
         "order."),
    )),
    "typos_or_wrong_name_placeholder": Criterion("high", "house", "wrong", (
        ("message-mistakes", 'Carelessness shows fastest: a "[Name]" left in the text, the wrong company, two sizes of '
         "type from pasting."),
    )),
    "generic_flattery": Criterion("low", "house", "gush", (
        ("true-detail", '"I admire your leadership" fits ten thousand people.'),
    )),
    "missing_thanks": Criterion("low", "house", None, (
        ("message-mistakes", "Close with thanks; a request without them reads like a ticket."),
    )),
    "multiple_big_asks": Criterion("medium", "house", "big", (
        ("message-mistakes", "As a rule of thumb, ask for one favour in one message."),
    )),
    "oversharing_or_confidential": Criterion("high", "practice", "private", (
        ("confidentiality", "Your employer's secrets are not yours to share, whatever your mentor promises."),
        ("message-mistakes", "A stranger can do nothing with the story yet, and whoever reads ill of a boss wonders "
         "what you will say of them."),
    )),
}  # fmt: skip
_REQUESTS: tuple[Channel, ...] = ("mentor_request_email", "linkedin_note", "intro_request")
_WITH_AN_ASK: Mapping[Channel, Reach] = {"thank_you": "with an ask", "graceful_exit": "with an ask"}
_REACH: dict[Flaw, Mapping[Channel, Reach]] = {  # what is not here applies to all
    "vague_ask": {**dict.fromkeys((*_REQUESTS, "followup"), "always"), **_WITH_AN_ASK},
    "no_time_bound": {**dict.fromkeys((*_REQUESTS, "followup"), "always"), **_WITH_AN_ASK},
    "no_reason_why_this_mentor": {**dict.fromkeys(_REQUESTS, "always"), **_WITH_AN_ASK},
    "all_about_me_no_giving": {**dict.fromkeys(_REQUESTS, "always"), "followup": "blatant", **_WITH_AN_ASK},
    "no_context_who_i_am": {  # who is asked for an introduction knows the sender as a rule
        "mentor_request_email": "always", "linkedin_note": "always", "intro_request": "blatant", "followup": "always",
    },
}  # fmt: skip
_EVERYWHERE: Mapping[Channel, Reach] = dict.fromkeys(CHANNELS, "always")


def reach(flaw: Flaw, channel: Channel, medium: Medium) -> Reach | None:
    """Whether a flaw can be in a message of this kind at all, and on which condition; None: it cannot."""
    if flaw == "no_subject" and medium != "email":
        return None
    return _REACH.get(flaw, _EVERYWHERE).get(channel)


def limit(flaw: Flaw, how: Reach, fitted: Mapping[Flaw, float]) -> float:
    """The probability from which on a flaw that was read counts."""
    own = fitted.get(flaw, _UNFITTED)
    return max(own, _BLATANT) if how == "blatant" else own


@cache
def limits() -> Mapping[Flaw, float]:
    """The limits as they were fitted; none before that."""
    found: dict[Flaw, float] = json.loads(LIMITS.read_text(encoding="utf-8")) if LIMITS.exists() else {}
    return found


def default_medium(channel: str) -> Medium:
    """Where a message of a channel is sent, when nothing else is said."""
    return "linkedin" if channel == "linkedin_note" else "email"

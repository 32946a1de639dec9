"""A review in view of how a message was made: what its drafted sentences are known to say, nobody need guess.

The reader of letters judges by the words alone. Of a sentence that was drafted and still stands it is known which facts
it rests on: a message with a sentence made of the reader's work has its reason. Pure functions.
"""

from collections.abc import Sequence
from typing import NamedTuple

from assistant.skills.outreach.types import Finding, Need, Review
from knowledge.letters import BY_SURFACE, Flaw

_MET: dict[Flaw, frozenset[Need]] = {  # by any of these, a flaw of something missing
    "vague_ask": frozenset(("ask",)),
    "no_time_bound": frozenset(("size",)),
    "no_reason_why_this_mentor": frozenset(("work", "why")),
    "all_about_me_no_giving": frozenset(("give",)),
    "no_context_who_i_am": frozenset(("current_role", "known")),
}
_NAMES: frozenset[Need] = frozenset(("name", "contact", "own_name"))


class Vouch(NamedTuple):
    """A drafted sentence that stands in the message, and what the facts are that it rests on."""

    text: str
    needs: frozenset[Need]


def vouched(review: Review, text: str, standing: Sequence[Vouch], whole: bool) -> Review:
    """The review without findings that the drafted sentences speak against. `whole`: all of them stand, as drafted."""
    met = frozenset[Need]().union(*(sentence.needs for sentence in standing))
    ours = [
        (at, at + len(sentence.text))
        for sentence in standing
        if sentence.needs <= _NAMES and (at := text.find(sentence.text)) >= 0
    ]

    def stays(finding: Finding) -> bool:
        if finding.label in _MET:
            return not (whole or _MET[finding.label] & met)
        if finding.span is None:  # of our own sentences, a flaw that cannot be shown is a guess; a count is none
            return not whole or finding.label in BY_SURFACE
        if finding.label == "typos_or_wrong_name_placeholder":
            return True
        start, end = finding.span
        return not any(first - 1 <= start and end <= last + 1 for first, last in ours)  # wording that is read aloud

    return review.model_copy(update={"flaws": tuple(finding for finding in review.flaws if stays(finding))})

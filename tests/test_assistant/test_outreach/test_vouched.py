"""What drafted sentences are known to say is not flagged as missing; what was changed by hand is judged by its words."""

import pytest

from assistant.skills.outreach.types import Finding, Fix, Review
from assistant.skills.outreach.vouched import Vouch, vouched
from knowledge.letters import Flaw

WHY = Vouch("I write because of your talk on Kafka.", frozenset(("work",)))
FREE = Vouch("Please do not feel that you have to answer this.", frozenset())
ASK = Vouch("I want to learn to say no, which frightens me.", frozenset(("ask",)))
TEXT = f"Hello Ana,\n\n{WHY.text} {ASK.text} {FREE.text}\n\nMia"


def found(*flaws: tuple[Flaw, tuple[int, int] | None]) -> Review:
    fix = Fix(kind="ask", text="What?")
    return Review(
        flaws=tuple(
            Finding(label=flaw, severity="low", span=span, why="", citations=(), fix=fix) for flaw, span in flaws
        ),
        words=20, characters=100,
    )  # fmt: skip


def labels(review: Review) -> list[Flaw]:
    return [finding.label for finding in review.flaws]


def place(text: str) -> tuple[int, int]:
    return TEXT.index(text), TEXT.index(text) + len(text)


def test_what_a_standing_sentence_says_is_not_missing() -> None:
    review = found(("no_reason_why_this_mentor", None), ("no_time_bound", None))
    assert labels(vouched(review, TEXT, [WHY], False)) == ["no_time_bound"]
    assert labels(vouched(review, TEXT, [FREE], False)) == ["no_reason_why_this_mentor", "no_time_bound"]
    assert labels(vouched(review, TEXT, [WHY, FREE], True)) == []


@pytest.mark.parametrize("whole", [True, False])
def test_our_own_wording_is_no_pressure_but_what_the_person_said_is_judged(whole: bool) -> None:
    standing = [WHY, FREE, ASK]
    ours = found(("pushy_or_entitled", place("have to answer this.")))
    assert labels(vouched(ours, TEXT, standing, whole)) == []
    theirs = found(("oversharing_or_confidential", place("which frightens me")), ("too_long", None))
    assert labels(vouched(theirs, TEXT, standing, whole)) == ["oversharing_or_confidential", "too_long"]


def test_what_cannot_be_shown_counts_where_a_word_is_not_ours() -> None:
    review = found(("missing_thanks", None))
    assert labels(vouched(review, TEXT, [WHY, FREE, ASK], False)) == ["missing_thanks"]
    assert labels(vouched(review, TEXT, [WHY, FREE, ASK], True)) == []


def test_a_sentence_that_was_changed_vouches_for_nothing() -> None:
    changed = TEXT.replace("do not feel that you", "feel that you")
    pressed = found(("pushy_or_entitled", (changed.index("Please"), changed.index("\n\nMia"))))
    assert labels(vouched(pressed, changed, [WHY], False)) == ["pushy_or_entitled"]
    assert labels(vouched(pressed, changed, [WHY, FREE], False)) == ["pushy_or_entitled"]

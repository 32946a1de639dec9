"""Negation kept, lost, added or moved."""

import pytest

from assistant.verify.polarity import moved, parts


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("You need permission to have a mentor.", "You do not need permission to have a mentor."),
        ("Ask for a mentor, not for one conversation.", "Ask for one conversation, not for a mentor."),
        ("Ask for one conversation, and for a mentor.", "Ask for one conversation, not for a mentor."),
        ("Ask polite questions rather than hard ones.", "Ask hard questions rather than polite ones."),
        ("Even contempt is feedback.", "Contempt is not feedback."),
        ("Silence does not offend.", "What offends is silence."),
        ("Accept it and bargain for one thing.", "Accept it without bargaining, and ask for one thing."),
        ("Describe your mentor's motives.", "Describe the situation; leave out motives."),
        ("Mention names and dates.", "Leave out names, prices and dates."),
        ("Claim to have read it even if you have not.", "Never claim to have read what you have not."),
        ("Judge it by how hot your face was.", "Judge it by what they did, not by how hot your face was."),
        ("A plain no is not final.", "A plain no is final."),
    ],
)
def test_a_not_that_was_lost_added_or_moved(claim: str, evidence: str) -> None:
    assert moved(claim, evidence)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("You need no gifts.", "Gifts are not needed."),
        ("If there is no goal, the talk drifts.", "Without a goal the talk drifts."),
        ("Names, prices and dates are left out.", "Leave out names, prices and dates."),
        ("No matter how impressive the title is, cross it off.", "Cross it off, however impressive the title is."),
        ("A friendly no has no date.", 'A "let us see" without a date is a friendly no.'),
        ("He said that you cannot lead.", "You cannot lead."),
        ("Pay will not mend it if the answer bores you.", "If the answer bores you, the pay will not mend that."),
        ("Ask for one name; do not ask for a mentor.", "Ask each for one name rather than for a mentor."),
        ("You do not have to be brave.", "You need not be brave."),
    ],
)
def test_the_same_denied_in_other_words(claim: str, evidence: str) -> None:
    assert moved(claim, evidence) is None


def test_of_themselves_people_may_deny_what_they_like() -> None:
    evidence = "Come with the homework done, or say beforehand why not."
    claim = "You did not do the homework, so say beforehand why not."
    assert moved(claim, evidence)
    assert moved(claim, evidence, "I did not do the homework") is None


def test_a_list_after_something_denied_is_open() -> None:
    assert [part.polarity for part in parts("Do not mention data, figures or names; mention the shape.")] == [
        "no", "open", "open", "yes",
    ]  # fmt: skip

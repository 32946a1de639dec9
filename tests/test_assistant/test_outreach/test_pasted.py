"""The message in a message, and what kind of message it is."""

import pytest

from assistant.understand.pasted import asks_to_check, guessed, is_message, pasted

LETTER = "Hi Tom, I run the databases of a bank. Could we talk for 20 minutes about Kafka? Thanks, Joe"


@pytest.mark.parametrize(
    "said",
    [
        f"is this ok? {LETTER}", f"Please check: {LETTER}", f'what do you think of "{LETTER}"', f"“{LETTER}” – too pushy?",
        f"My note:\n\n{LETTER}", f"{LETTER}\n\nIs that ok?", f"Feedback please\n{LETTER}", f"too long? -> {LETTER}",
    ],
)  # fmt: skip
def test_the_message_is_found_without_the_question_about_it(said: str) -> None:
    found = pasted(said, "check_draft")
    assert found is not None and said[found.start : found.end] == LETTER


def test_the_last_question_of_a_message_is_its_own() -> None:
    letter = (
        "Dear Ms Rao,\n\nI work in QA and read your article on flaky tests.\n\nWould 20 minutes in May work for you?"
    )
    said = f"is this ok?\n\n{letter}"
    found = pasted(said, "check_draft")
    assert found is not None and said[found.start : found.end] == letter


def test_without_a_wish_to_have_it_judged_a_message_is_only_told() -> None:
    assert pasted(f"He wrote to me: {LETTER}", "clarify_objectives") is None
    assert (
        pasted("I told my boss that I am good at SQL and he said “well done, carry on like this”", "clarify_objectives")
        is None
    )


def test_a_subject_begins_it() -> None:
    said = "can you look at this? Subject: A question\nDear Ana, could we talk for an hour?"
    found = pasted(said, "check_draft")
    assert found is not None and said[found.start :].startswith("Subject: A question")


@pytest.mark.parametrize("said", ["can you check my message?", "Check my draft please", "review the e-mail I wrote"])
def test_one_that_is_not_there_is_asked_for(said: str) -> None:
    assert asks_to_check(said, "smalltalk")


def test_a_reply_is_the_message_or_not() -> None:
    assert is_message(LETTER)
    assert not is_message("did I write to Ana?") and not is_message(
        "how long should a message like that be in the end?"
    )


@pytest.mark.parametrize(
    ("text", "about", "kind"),
    [
        ("Subject: Hi\n\nDear Ana, could we talk?", "", ("mentor_request_email", "email")),
        (LETTER, "my LinkedIn note", ("linkedin_note", "linkedin")),
        (LETTER, "for slack", ("mentor_request_email", "chat")),
        (LETTER, "is my e-mail ok", ("mentor_request_email", "email")),
        ("Hi Sam, just following up on my note of the 3rd. Still keen on two calls?", "", ("followup", "chat")),
        ("Dear Frank, thank you for the hour on Friday. I tried the agenda.", "", ("thank_you", "chat")),
        ("Dear Ruth, I would now like to end our meetings. They were a gift.", "", ("graceful_exit", "chat")),
        ("Hi Lena, could you introduce me to Tom Reed?", "", ("intro_request", "chat")),
        ("Dear Ana,\n\nI am an SRE.\n\nCould we talk?", "", ("mentor_request_email", "email")),
    ],
)
def test_the_kind_is_guessed(text: str, about: str, kind: tuple[str, str]) -> None:
    assert guessed(text, about) == kind

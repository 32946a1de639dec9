import pytest

from assistant.understand.language import is_english


@pytest.mark.parametrize(
    "message",
    [
        "im helpdesk 3 yrs, wanna be sysadmin",
        "dunno tbh, idk what ppl do there",
        "Kubernetes, Terraform",
        "I was working since five years as tester and I am search a mentor",
    ],
)
def test_english_however_it_is_typed(message: str) -> None:
    assert is_english(message)


@pytest.mark.parametrize(
    "message",
    [
        "im Moment bin ich dev",
        "ich bin admin und dev im team",
        "je suis sysadmin dans une banque",
        "quiero borrar todos mis datos",
        "я ищу наставника",
    ],
)
def test_another_language_is_none(message: str) -> None:
    assert not is_english(message)

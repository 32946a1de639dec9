import pytest

from knowledge.embeddings import MiniLM
from knowledge.spelling import Speller


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(["mentor", "mentoring", "manager", "meeting", "feedback", "introduction"], MiniLM().is_common)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mentro", "mentor"),
        ("mangaer", "manager"),
        ("Feedbak", "feedback"),
        ("introducton", "introduction"),
        ("becuase", "because"),
        ("poeple", "people"),
        ("how oftn shoud we", "how often should we"),
        ("recieve", "receive"),
    ],
)
def test_mends(speller: Speller, typed: str, meant: str) -> None:
    assert speller.correct(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "visa",
        "salary",
        "vaccination",
        "my mentees",
        "kubernetes and postgres",
        "organisation, prioritise, colour",
        "Ask Priya and Jonas about it",
        "CISO, OKRs",
        "don't, dont, isnt",
        "team's standup",
        "see /etc/passwd or maria.keller@firma.example",
        "наставник",
        "",
    ],
)
def test_leaves_alone(speller: Speller, text: str) -> None:
    assert speller.correct(text) == text


def test_shorthand_is_written_out(speller: Speller) -> None:
    assert speller.correct("pls help ppl in 1st mtg") == "please help people in first meeting"

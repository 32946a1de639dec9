import pytest

from evals.evidence import Quote, Returned, covers, cut, share_found, touches

QUOTE = "Keep a second mentor in mind for the weeks in which the first one has no time for you."


@pytest.mark.parametrize(
    ("texts", "held"),
    [
        ([f"Before. {QUOTE} After."], True),
        ([QUOTE.upper().replace(".", " !")], True),
        (["Keep a second mentor in mind for the weeks", "in which the first one has no time for you"], True),
        (["Keep a second mentor in mind for the weeks in which"], False),  # 10 of 18 words
        (["Keep a second mentor in mind for the weeks in which the first"], True),  # 12 of 18
        (["weeks mentor second a keep time no has one first the which in"], False),  # the words, but no run of five
        ([""], False),
        ([], False),
    ],
)
def test_a_quote_is_held_by_shared_runs_of_five_words(texts: list[str], held: bool) -> None:
    assert covers(QUOTE, texts) is held


def test_a_short_quote_must_be_there_whole() -> None:
    assert covers("Don't run it", ["You dont run it."])
    assert not covers("Don't run it", ["You dont walk it."])
    assert not covers("?!", ["anything"])


def test_texts_of_one_document_count_together_and_others_do_not() -> None:
    half, rest = QUOTE[:42], QUOTE[42:]
    piece = [Quote("a.txt", QUOTE)]
    assert share_found([piece], [Returned("a.txt", half), Returned("b.txt", "x"), Returned("a.txt", rest)]) == 1
    assert share_found([piece], [Returned("b.txt", QUOTE)]) == 0
    assert share_found([piece, [Quote("b.txt", "something else entirely")]], [Returned("a.txt", QUOTE)]) == 0.5


def test_an_alternative_serves_as_well_and_a_document_alone_too() -> None:
    assert share_found([[Quote("a.txt", "gone for good"), Quote("b.txt", QUOTE)]], [Returned("b.txt", QUOTE)]) == 1
    assert share_found([[Quote("a.md", None), Quote("b.md", None)]], [Returned("b.md", "whatever")]) == 1


def test_the_last_text_is_cut_at_the_budget() -> None:
    kept = cut([Returned("a", "x" * 1500), Returned("b", "y" * 1500), Returned("c", "z")], 2000)
    assert [(r.document, len(r.text)) for r in kept] == [("a", 1500), ("b", 500)]
    assert cut([Returned("a", "x" * 2000), Returned("b", "y")], 2000) == [Returned("a", "x" * 2000)]


def test_a_text_touches_evidence_that_it_holds_in_part() -> None:
    pieces = [[Quote("a.txt", QUOTE)]]
    assert touches(pieces, Returned("a.txt", "the first one has no time, they say"))
    assert not touches(pieces, Returned("a.txt", "the first one has a time"))
    assert not touches(pieces, Returned("b.txt", QUOTE))
    assert touches([[Quote("a.md", None)]], Returned("a.md", ""))

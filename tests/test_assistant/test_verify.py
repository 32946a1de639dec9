import pytest

from assistant.turn import Citation, Sentence
from assistant.verify.citations import verify
from knowledge.types import Passage

PASSAGE = Passage(
    id="n.1", document_id="n", document="n.md", title="N", text="Meet once a month. Bring a question.", start=0, end=36
)


def guidance(text: str, quote: str, passage_id: str = "n.1") -> Sentence:
    return Sentence(
        text=text,
        label="guidance",
        citations=(Citation(passage_id=passage_id, document="n.md", title="N", quote=quote),),
    )


def test_a_sentence_of_the_passage_passes() -> None:
    shown, verdicts = verify([guidance("Meet once a month.", "Meet once a month.")], [PASSAGE])
    assert [s.text for s in shown] == ["Meet once a month."]
    assert verdicts[0].passed


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        (guidance("Meet twice a month.", "Meet twice a month."), "the quote is not in"),
        (guidance("Meet twice a month.", "Meet once a month."), "says more than its quotes"),
        (guidance("Meet once a month.", "Meet once a month.", "n.2"), "not among this turn's passages"),
        (guidance("Meet once a month.", ""), "the quote is not in"),
        (Sentence(text="Meet once a month.", label="guidance"), "without a citation"),
        (guidance("Hello.", "Meet once a month.").model_copy(update={"label": "general"}), "without being guidance"),
    ],
)
def test_what_is_not_carried_by_its_passage_is_dropped_with_a_reason(sentence: Sentence, reason: str) -> None:
    shown, verdicts = verify([sentence], [PASSAGE])
    assert shown == []
    assert not verdicts[0].passed and reason in verdicts[0].reason

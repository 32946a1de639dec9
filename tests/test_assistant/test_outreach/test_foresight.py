"""What a fix does is foreseen from one reading; where that says too little, the message is read again."""

from dataclasses import replace

import pytest

from assistant.skills.outreach.fixes import apply
from assistant.skills.outreach.look import Means, Situation, see
from assistant.skills.outreach.review import review
from evals.drafts import load
from evals.questions import DATA
from knowledge.embeddings import MiniLM
from knowledge.letters import LEARNABLE, LetterReader
from knowledge.spelling import Speller

LETTER = """Dear Ana,

I am Mira Novak, a tester at a bank, and your talk on flaky tests made me delete half of ours. I expect your answer \
by Friday. Could I ask you for 20 minutes about how you moved from testing to SRE? In return I would gladly share \
what our measurements showed.

Thank you for reading this.
Mira"""


@pytest.fixture(scope="module")
def reader() -> LetterReader:
    return LetterReader(MiniLM())


@pytest.fixture(scope="module")
def means(reader: LetterReader) -> Means:
    return Means(reader.read, Speller((), MiniLM().is_common), {}, foresee=reader.foresee)


def test_what_is_foreseen_is_no_less_than_what_is_read_after(reader: LetterReader) -> None:
    pushy = " I expect your answer by Friday."
    start = LETTER.index(pushy)
    foreseen = reader.foresee(LETTER, start, start + len(pushy), "", "mentor_request_email", "email")
    after = reader.read(LETTER.replace(pushy, ""), "mentor_request_email", "email")
    assert foreseen is not None
    assert reader.read(LETTER, "mentor_request_email", "email").flaws["pushy_or_entitled"] > 0.5
    assert after.flaws["pushy_or_entitled"] < foreseen.flaws["pushy_or_entitled"] < 0.5
    assert all(foreseen.flaws[flaw] >= after.flaws[flaw] for flaw in LEARNABLE)
    places = {mark.tag: LETTER.replace(pushy, "")[mark.start : mark.end] for mark in foreseen.marks}
    assert all(text in LETTER for text in places.values()) and "20 minutes" in places["size"]
    assert "pushy" not in places


def test_words_that_come_are_read_with_their_sentence(reader: LetterReader) -> None:
    polite = "I expect your answer by Friday."
    start = LETTER.index(polite)
    foreseen = reader.foresee(
        LETTER, start, start + len(polite), "You owe me an answer, so write back today!", "followup", "email"
    )
    assert foreseen is not None and foreseen.flaws["pushy_or_entitled"] > 0.5


def test_too_little_is_known_of_a_long_text_and_of_one_that_is_mostly_new(reader: LetterReader) -> None:
    assert reader.foresee(LETTER * 5, 0, 4, "Hello", "followup", "email") is None
    assert reader.foresee(LETTER, 0, 4, LETTER, "followup", "email") is None


def test_a_fix_that_is_foreseen_costs_no_reading_and_is_the_same(means: Means) -> None:
    read = list[str]()

    def reading(text: str, *of: object) -> object:
        read.append(text)
        return means.read(text, *of)  # type: ignore[arg-type]

    situation = Situation("mentor_request_email", "chat")
    text = LETTER.replace("I expect your answer by Friday.", "You are a legend and an inspiration to us all.")
    quick = review(text, situation, replace(means, read=reading))  # type: ignore[arg-type]
    assert read == [text] and [(f.label, f.fix.kind) for f in quick.flaws] == [("generic_flattery", "delete")]
    slow = review(text, situation, replace(means, read=reading, foresee=None))  # type: ignore[arg-type]
    assert len(read) == 3 and quick == slow


@pytest.mark.parametrize("name", ["drafts_dev", "drafts_second"])
def test_every_fix_of_messages_that_others_wrote_removes_its_flaw_and_makes_no_new_one(means: Means, name: str) -> None:
    fixes = 0
    for example in load(DATA / f"{name}.jsonl"):
        situation = Situation(example.channel, example.medium)
        found = review(example.text, situation, means)
        had = {finding.label for finding in found.flaws}
        for finding in found.flaws:
            if finding.fix.kind == "ask":
                assert apply(example.text, finding) == example.text
                continue
            after = see(apply(example.text, finding), situation, means).labels
            assert finding.label not in after and after <= had, example.text
            fixes += 1
    assert fixes > 30

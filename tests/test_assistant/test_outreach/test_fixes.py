"""Fixes: each replacement and deletion, applied, removes its flaw and makes no new one; a question changes nothing."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from assistant.brief import Brief, Candidate, Fact
from assistant.skills.outreach.fixes import apply
from assistant.skills.outreach.look import Means, Reading, Situation
from assistant.skills.outreach.review import review, reviewing
from assistant.skills.outreach.softening import softened
from assistant.skills.outreach.types import Finding
from knowledge.embeddings import MiniLM
from knowledge.letters import LEARNABLE, Channel, Flaw, Medium, Read
from knowledge.marks import Mark
from knowledge.spelling import Speller

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
SIGNS: dict[str, Flaw] = {
    "job": "asks_for_job_or_promotion", "pushy": "pushy_or_entitled", "presumes": "presumes_yes",
    "gush": "generic_flattery", "big": "multiple_big_asks", "private": "oversharing_or_confidential",
    "vague": "vague_ask",
}  # fmt: skip
ABSENT: dict[Flaw, str] = {
    "no_time_bound": "size", "no_reason_why_this_mentor": "why", "all_about_me_no_giving": "give",
    "no_context_who_i_am": "who", "missing_thanks": "thanks",
}  # fmt: skip


def reads(*marks: tuple[str, str], asks: bool = True) -> Reading:
    """A reader that sees a flaw wherever its words stand, and misses what had words in the beginning."""

    def read(text: str, channel: Channel, medium: Medium) -> Read:
        found = [
            Mark(tag, text.index(words), text.index(words) + len(words), words, 0.9)
            for tag, words in marks
            if words in text
        ]
        tags = {mark.tag for mark in found}
        flaws = dict.fromkeys(LEARNABLE, 0.1) | {flaw: 0.9 for sign, flaw in SIGNS.items() if sign in tags}
        had = {tag for tag, _ in marks}
        flaws |= {flaw: 0.9 for flaw, sign in ABSENT.items() if sign in had and sign not in tags}
        if "thank" not in text.lower() and "thanks" not in had:
            flaws["missing_thanks"] = 0.9
        return Read(flaws, tuple(sorted(found, key=lambda mark: mark.start)))

    return read


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller((), MiniLM().is_common)


def findings(
    text: str, read: Reading, speller: Speller, channel: Channel = "followup", medium: Medium = "chat",
    brief: Brief | None = None, candidate: Candidate | None = None,
) -> Sequence[Finding]:  # fmt: skip
    return review(text, Situation(channel, medium, brief, candidate), Means(read, speller, {}, {})).flaws


def mended(text: str, read: Reading, speller: Speller, **more: object) -> str:
    (finding,) = findings(text, read, speller, **more)  # type: ignore[arg-type]
    assert finding.fix.kind != "ask"
    return apply(text, finding)


def fact(value: str) -> Fact:
    return Fact(id=value, value=value, origin="by hand", at=NOW, confirmed=True)


@pytest.mark.parametrize(
    ("said", "softer"),
    [
        ("I expect your answer by Friday.", "If it suits you, I would be glad of an answer by Friday."),
        ("I need a reply before Monday at the latest!", "If it suits you, I would be glad of a reply before Monday."),
        ("Please get back to me by tomorrow.", "If it suits you, I would be glad of an answer by tomorrow."),
        ("You must answer me by Friday.", "If it suits you, I would be glad of an answer by Friday."),
        ("Please reply ASAP.", "I would be glad of an answer when it suits you."),
        ("Thanks in advance!", "Thank you for reading this."),
        ("I look forward to our meeting on Friday.", "I would be glad of a meeting on Friday, if it suits you."),
        ("Looking forward to working with you!", "I would be glad to work with you, if it suits you."),
        ("I have booked Tuesday at 3 for us.", "Would Tuesday at 3 suit you?"),
        ("I want to know when we start.", "I want to know if we start."),
        ("See you on Thursday at ten.", "Would Thursday at ten suit you?"),
    ],
)
def test_softer_words(said: str, softer: str) -> None:
    edit = softened(said, (0, len(said)))
    assert edit is not None and edit.text == softer


def test_what_has_no_softer_form() -> None:
    for said in ("You owe me this.", "I told my boss that you are my mentor.", "We talk when it rains."):
        assert softened(said, (0, len(said))) is None


@pytest.mark.parametrize(
    ("text", "tag", "words", "after"),
    [
        ("Hi Ana, you are a legend. Could I ask about budgets? Thanks", "gush", "you are a legend",
         "Hi Ana, Could I ask about budgets? Thanks"),
        ("Hi Ana,\n\nYou owe me this.\n\nCould I ask about budgets? Thanks\n\nBo", "pushy", "You owe me this",
         "Hi Ana,\n\nCould I ask about budgets? Thanks\n\nBo"),
        ("Hi Ana,\nCould I ask about budgets? Thanks. My marriage is over.\n\nBo", "private", "My marriage is over",
         "Hi Ana,\nCould I ask about budgets? Thanks.\n\nBo"),
        ("Hi Ana,\nThanks for Friday. Would you refer me to your team? I will write on Monday.\nBo", "job", "refer me",
         "Hi Ana,\nThanks for Friday. I will write on Monday.\nBo"),
        ("Hi Ana, thanks a lot. My lead, who drinks since his divorce\nand shouts, is the reason for all of this. I try "
         "the checklist now.", "private", "drinks since his divorce",
         "Hi Ana, thanks a lot. I try the checklist now."),
    ],
)  # fmt: skip
def test_whole_sentences_are_left_out(text: str, tag: str, words: str, after: str, speller: Speller) -> None:
    assert mended(text, reads((tag, words)), speller) == after


def test_a_part_is_left_out_where_the_rest_is_needed(speller: Speller) -> None:
    text = "Hi Ana, thanks for Friday. Tell me how you plan budgets and consider me for any vacancy."
    read = reads(("ask", "how you plan budgets"), ("job", "consider me for any vacancy"))
    assert mended(text, read, speller) == "Hi Ana, thanks for Friday. Tell me how you plan budgets."
    whole = "Hi Ana, thanks for Friday. As you owe me something, tell me how you plan budgets."
    (finding,) = findings(whole, reads(("ask", "how you plan budgets"), ("pushy", "you owe me something")), speller)
    assert finding.fix.kind == "ask" and whole[slice(*finding.span or (0, 0))] == "you owe me something"


def test_all_places_of_a_flaw_are_mended_at_once(speller: Speller) -> None:
    text = "Hi Ana, you are a legend. Thanks for Friday. You are a goddess of code. Could I ask about budgets?"
    (finding,) = findings(text, reads(("gush", "you are a legend"), ("gush", "You are a goddess")), speller)
    assert finding.fix.kind == "replace"
    assert apply(text, finding) == "Hi Ana, Thanks for Friday. Could I ask about budgets?"


def test_never_the_whole_message(speller: Speller) -> None:
    (finding,) = findings("Hi Ana, thanks, you owe me this. Bo", reads(("pushy", "you owe me this")), speller)
    assert finding.fix.kind == "ask"


def test_a_fix_that_would_make_a_new_flaw_becomes_a_question(speller: Speller) -> None:
    text = "Hi Ana, thanks for Friday. You owe me twenty minutes on this. Bo writes soon."
    (finding,) = findings(text, reads(("pushy", "You owe me"), ("give", "minutes on this")), speller)
    assert finding.fix.kind == "ask" and apply(text, finding) == text


def test_what_is_found_comes_before_the_fixes_are_tried(speller: Speller) -> None:
    read_texts, text = list[str](), "Hi Ana, I expect your answer by Friday. Thank you, Mira"
    reader = reads(("pushy", "I expect your answer by Friday"))

    def read(text: str, channel: Channel, medium: Medium) -> Read:
        read_texts.append(text)
        return reader(text, channel, medium)

    stages = reviewing(text, Situation("followup", "chat"), Means(read, speller, {}, {}))
    first = next(stages)
    assert read_texts == [text] and [finding.fix.kind for finding in first.flaws] == ["ask"]
    (whole,) = stages
    assert len(read_texts) == 2 and [finding.fix.kind for finding in whole.flaws] == ["replace"]
    assert [finding.why for finding in whole.flaws] == [finding.why for finding in first.flaws]


def test_a_subject_from_the_words_of_the_ask(speller: Speller) -> None:
    text = "Dear Ana,\nCould you tell me how you moved from testing to SRE? Thanks"
    read = reads(("ask", "tell me how you moved from testing to SRE"))
    assert mended(text, read, speller, medium="email") == "Subject: How you moved from testing to SRE\n\n" + text
    assert mended("Subject:\n" + text, read, speller, medium="email").startswith(
        "Subject: How you moved from testing to SRE\nDear"
    )
    about = "Dear Ana,\nCould I ask about planning the budgets of a team? Thanks"
    read = reads(("ask", "ask about planning the budgets of a team"))
    assert mended(about, read, speller, medium="email").startswith(
        "Subject: Question about planning the budgets of a team\n"
    )
    for ask in ("look at it", "tell me how he does this", "tell me what"):
        (finding,) = findings(f"Dear Ana,\nPlease {ask}. Thanks", reads(("ask", ask)), speller, medium="email")
        assert finding.label == "no_subject" and finding.fix.kind == "ask" and finding.span is None


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Hi Ana,\nI read it.\n\nBest,\nBo", "Hi Ana,\nI read it. Thank you for reading this.\n\nBest,\nBo"),
        ("Hi Ana, may I connect? Bo", "Hi Ana, may I connect? Thank you for reading this. Bo"),
        ("hi ana, let me know", "hi ana, let me know. Thank you for reading this."),
    ],
)
def test_thanks_before_the_name(text: str, after: str, speller: Speller) -> None:
    assert mended(text, reads(), speller) == after


def test_thanks_at_an_end_are_for_something(speller: Speller) -> None:
    (finding,) = findings("Hi Ana, I stop here. Bo", reads(), speller, "graceful_exit")
    assert finding.fix.kind == "ask"


def test_words_are_spelt_right_together(speller: Speller) -> None:
    text = "Hi Ana, I realy beleive in your checklist, thanks for it."
    assert mended(text, reads(), speller) == "Hi Ana, I really believe in your checklist, thanks for it."


def test_names_and_placeholders_from_the_brief_alone(speller: Speller) -> None:
    sabine = Candidate(name=fact("Sabine Lang"))
    text = "Dear Sandra,\nthanks for Friday. I try the list now.\nBo"
    assert mended(text, reads(), speller, candidate=sabine) == text.replace("Sandra", "Sabine")
    titled = Candidate(name=fact("Dr. Sabine Müller-Lang"))
    assert mended("Dear Ms Meier,\nthanks for Friday.", reads(), speller, candidate=titled).startswith(
        "Dear Ms Müller-Lang,"
    )
    (finding,) = findings("Hi Karl, thanks for Friday.", reads(), speller, candidate=Candidate(name=fact("J. Smith")))
    assert finding.fix.kind == "ask"  # nobody is called by an initial
    blank = "Dear [Name],\nthanks for Friday. I try the list now.\nBest,\n[Your Name]"
    (finding,) = findings(blank, reads(), speller)
    assert finding.fix.kind == "ask" and "[Name]" in finding.fix.text
    brief = Brief(own_name=fact("Bo Li"), candidates=(sabine,))
    fixed = mended(blank, reads(), speller, candidate=sabine, brief=brief)
    assert "Dear Sabine" in fixed and fixed.endswith("Best,\nBo Li") and "[" not in fixed


def test_who_writes_from_the_brief_alone(speller: Speller) -> None:
    text = "Hi Ana, I like your talk. Thanks"

    def read(said: str, channel: Channel, medium: Medium) -> Read:
        return Read({"no_context_who_i_am": 0.1 if "data lead" in said else 0.9}, ())

    (finding,) = findings(text, read, speller)
    assert finding.fix.kind == "ask"
    brief = Brief(current_role=fact("data lead at an insurer"))
    assert (
        mended(text, read, speller, brief=brief) == "Hi Ana, I am a data lead at an insurer. I like your talk. Thanks"
    )


def test_markup_is_kept_by_a_fix(speller: Speller) -> None:
    text = "<p>Hi Ana, you are a legend. Could I ask about budgets? Thanks</p>"
    assert (
        mended(text, reads(("gush", "you are a legend")), speller) == "<p>Hi Ana, Could I ask about budgets? Thanks</p>"
    )


def test_a_fix_is_json_that_any_program_can_apply(speller: Speller) -> None:
    text = "Hi Ana, you are a legend. Could I ask about budgets? Thanks"
    (finding,) = findings(text, reads(("gush", "you are a legend")), speller)
    plain = json.loads(finding.model_dump_json())
    start, end = plain["span"]
    assert text[:start] + plain["fix"]["text"] * (plain["fix"]["kind"] == "replace") + text[end:] == apply(
        text, finding
    )

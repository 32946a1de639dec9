"""What a review finds: what is counted or compared exactly, and what it makes of what was read."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.brief import Brief, Candidate, Fact
from assistant.errors import BadInput
from assistant.skills.outreach.criteria import CRITERIA, reach
from assistant.skills.outreach.look import Means, Reading, Situation, see
from assistant.skills.outreach.review import candidate_of, remarks, review
from assistant.skills.outreach.reviewer import Reviewer
from assistant.skills.sources import citations
from assistant.word.lines import lines
from knowledge.embeddings import MiniLM
from knowledge.letters import CHANNELS, FLAWS, MEDIA, Channel, Flaw, Medium, Read
from knowledge.library import Library
from knowledge.marks import Mark
from knowledge.spelling import Speller

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
CARELESS: Flaw = "typos_or_wrong_name_placeholder"
LETTER = (
    "Subject: How you split the billing system\n\nDear Ms Okafor,\n\nI lead a data team at an insurer. Could you tell me "
    "in twenty minutes how you split the billing system?\n\nThank you for reading this.\n\nBest regards,\nMira Lindqvist"
)


def reading(flaws: Mapping[Flaw, float] | None = None, marks: Sequence[tuple[str, str]] = ()) -> Reading:
    """A reader that sees these flaws, and these words with their signs wherever they still stand."""

    def read(text: str, channel: Channel, medium: Medium) -> Read:
        found = [
            Mark(tag, text.index(words), text.index(words) + len(words), words, 0.9)
            for tag, words in marks
            if words in text
        ]
        return Read(dict(flaws or {}), tuple(sorted(found, key=lambda mark: mark.start)))

    return read


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller((), MiniLM().is_common)


def found(
    text: str, speller: Speller, channel: Channel = "mentor_request_email", medium: Medium = "email"
) -> set[Flaw]:
    return set(see(text, Situation(channel, medium), Means(reading(), speller, {}, {})).labels)


def careless(text: str, speller: Speller, candidate: Candidate | None = None) -> list[tuple[str, str]]:
    situation = Situation("mentor_request_email", "chat", candidate=candidate)
    look = see(text, situation, Means(reading(), speller, {}, {}))
    return [(w.kind, text[w.start : w.end]) for seen in look.flaws if seen.flaw == CARELESS for w in seen.wrong]


def fact(value: str, id: str = "1") -> Fact:
    return Fact(id=id, value=value, origin="by hand", at=NOW, confirmed=True)


def test_a_good_letter_has_no_flaw(speller: Speller) -> None:
    result = review(LETTER, Situation("mentor_request_email", "email"), Means(reading(), speller, {}, {}))
    assert result.flaws == () and result.words == 33
    assert result.characters == len(LETTER.partition("\n\n")[2])


@pytest.mark.parametrize("head", ["", "Subject:\n", "subject:   \n\n", "SUBJECT:\r\n"])
def test_a_mail_without_a_subject(head: str, speller: Speller) -> None:
    body = LETTER.partition("\n\n")[2]
    assert found(head + body, speller) == {"no_subject"}
    assert found("subject: Hi\n" + body, speller) == set()
    assert found(body, speller, medium="chat") == set()


def test_the_longest_that_passes(speller: Speller) -> None:
    def letter(words: int) -> str:
        return "Subject: one two three\n\n" + " ".join(["word"] * words)

    assert "too_long" not in found(letter(200), speller) and "too_long" in found(letter(201), speller)
    assert "too_long" in found(" ".join(["word"] * 201), speller, "followup", "chat")
    note = "a" * 300
    assert "too_long" not in found(note + "\n", speller, "linkedin_note", "linkedin")
    assert "too_long" in found(note + "b", speller, "linkedin_note", "linkedin")
    assert "too_long" not in found(note + "b", speller, "followup", "chat")


@pytest.mark.parametrize(
    "text",
    [
        "Dear [Name], could you help?", "Hi {name}, could you help?", "Hi {{first_name}}, hello", "Dear <name>, hello", "Dear Mr <SURNAME>, hello", "Hi <<FIRST>>, hello",
        "I work at [Company].", "I have XXX years behind me.", "I worked on ____ with you.", "I like insert topic here a lot.",
        "Best,\nYour Name", "I work at company name now.", "The date is TBD for us.", "Lorem ipsum dolor sit amet, yes.",
        "I saw your talk on [insert topic].", "Hi %FIRSTNAME%, hello", "Dear ,\nhello", "I admire [specific achievement].",
        "Dear [Mentor's Name],\nhello", "Hi *|FNAME|*, hello",
    ],
)  # fmt: skip
def test_placeholders(text: str, speller: Speller) -> None:
    assert [kind for kind, _ in careless(text, speller)] == ["placeholder"]


@pytest.mark.parametrize(
    "text",
    [
        "See [the docs](https://example.org) for it.", "As in [1] and [12].", "I run k8s {see below}, f(x) and a <br> tag.",
        "Your name came up in our team.", "Write to <anna@example.org> or <https://example.org>.", "He said [sic] it works.",
        "I know your company name already.", "My to-do list is long.", "Size XXL, and love, xoxo.", "snake__case and __init__",
        "The ticket [ABC-1234] is ours.",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_placeholder(text: str, speller: Speller) -> None:
    assert careless(text, speller) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dear Sarah,\nI saw your talk. Thanks, Anna, for it. I would like to ask.\nBest,\nJo", "Anna"),
        ("Hi Mark, great that we met! Thanks, and sorry, Matt, for the short note. Yusuf", "Matt"),
        ("Dear Mr O'Sullivan,\nI saw your talk. Could you help?\nThank you, Mr O'Brien.\nJomar", "O'Brien"),
        ("Hi Laszlo, could you help? Thanks, Lazslo! Bence", "Lazslo"),
        ("Dear Geneviève,\nMr Lavoie taught it. Could you introduce me to Mr Lavigne?\nThanks,\nOumou", "Lavigne"),
        ("Hi Catherine! It's Mo from Leeds. So glad we connected, Karen! Could you help?", "Karen"),
    ],
)
def test_contradictory_names(text: str, name: str, speller: Speller) -> None:
    assert careless(text, speller) == [("name", name)]


@pytest.mark.parametrize(
    "text",
    [
        "Dear Sarah,\nI saw your talk.\nThanks,\nAnna", "Hi Sarah, I saw your talk. Thanks, Anna",
        "Dear Robert,\nthanks, Bob, for it. I would like to ask.", "Dear Ünal,\nthank you, Unal, for all of it.",
        "Dear Ms O'Neil-Fritz,\nmy manager, Mrs Gillespie, knows of it. Thank you.\nBo",
        "Hi Tomasz, I work with Anna, Ben, and Carla. Please ask Dana.", "Hi all, thanks, Anna, for the notes.",
        "Hi Jean-Luc, I use Java, Kotlin, and Rust. Thanks, I mean it.", "王伟，你好，thank you very much for it",
        "Dear Li,\nWow, you did it. Tomorrow, I will try. Further, we have time.",
    ],
)  # fmt: skip
def test_names_that_do_not_contradict(text: str, speller: Speller) -> None:
    assert careless(text, speller) == []


def test_a_greeting_is_compared_with_the_person_it_is_for(speller: Speller) -> None:
    sabine = Candidate(name=fact("Dr. Sabine Müller-Lang"))
    assert careless("Dear Sandra,\nhello", speller, sabine) == [("name", "Sandra")]
    for greeting in ("Sabine", "Dr Müller-Lang", "Ms Mueller-Lang", "Sabine Muller-Lang", "all"):
        assert careless(f"Dear {greeting},\nhello", speller, sabine) == [] or greeting == "Ms Mueller-Lang"
    look = see(
        "Hi Sandra, hello", Situation("intro_request", "chat", candidate=sabine), Means(reading(), speller, {}, {})
    )
    assert CARELESS not in look.labels  # it goes to somebody who knows her


def test_several_misspelt_words(speller: Speller) -> None:
    text = "Hi Ana, I realy like your talk and beleive it helps. I recieved your note."
    assert careless(text, speller) == [("spelling", w) for w in ("realy", "beleive", "recieved")]
    assert careless("Hi Ana, I realy like your talk about the colours.", speller) == []  # one slip is forgiven


@pytest.mark.parametrize(
    "text",
    [
        "We organise the programme and its behaviour; we organize the program and its behavior in grey or gray.",
        "I run Kubernetes, k8s, DevOps, Terraform, Grafana, PostgreSQL, GitOps and kubectl at a fintech with microservices.",
        "hi tomasz, agnieszka and wojtek from our dockerised backend told me about the upskilling and your roadmap.",
        "I didnt know, dont worry, im fine, gonna ask asap. Merci and danke and grazie, liebe grüße from here to you.",
        "I am agree with you since three years and I have learned many informations from the trainings of you.",
    ],
)
def test_what_is_no_misspelling(text: str, speller: Speller) -> None:
    assert careless(text, speller) == []


def test_the_table_of_what_applies() -> None:
    for flaw in ("too_long", "pushy_or_entitled", "missing_thanks", "generic_flattery", CARELESS):
        assert all(reach(flaw, channel, medium) == "always" for channel in CHANNELS for medium in MEDIA)
    assert [medium for medium in MEDIA if reach("no_subject", "followup", medium)] == ["email"]
    assert [c for c in CHANNELS if reach("no_reason_why_this_mentor", c, "email") is None] == ["followup"]
    assert [c for c in CHANNELS if reach("no_context_who_i_am", c, "email") is None] == ["thank_you", "graceful_exit"]
    assert reach("vague_ask", "thank_you", "chat") == "with an ask"
    assert reach("all_about_me_no_giving", "followup", "chat") == "blatant"


def test_a_thank_you_needs_a_size_only_where_it_asks(speller: Speller) -> None:
    text = "Hi Ana, thank you for Friday. Could I ask you about budgets again?"
    for marks, expected in (((), set()), ([("ask", "ask you about budgets")], {"no_time_bound"})):
        means = Means(reading({"no_time_bound": 0.9}, marks), speller, {}, {})
        assert see(text, Situation("thank_you", "chat"), means).labels == expected
    means = Means(reading({"no_time_bound": 0.9}), speller, {}, {})
    assert see(text, Situation("followup", "chat"), means).labels == {"no_time_bound"}


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ("Thank you for it.", False), ("many thanks", False), ("I would be grateful.", False), ("I appreciate it.", False),
        ("Thanks to you I know more.", False), ("Thanks to Docker it runs.", True), ("It runs.", True),
    ],
)  # fmt: skip
def test_a_plain_word_of_thanks_is_thanks_whatever_was_read(said: str, missing: bool, speller: Speller) -> None:
    means = Means(reading({"missing_thanks": 0.9}), speller, {}, {})
    look = see(f"Hi Ana, I tried it. {said}", Situation("followup", "chat"), means)
    assert ("missing_thanks" in look.labels) == missing


def test_limits_decide_what_was_read(speller: Speller) -> None:
    text = "Hi Ana, you are a legend. Could you help me with budgets? Thanks"
    means = Means(reading({"generic_flattery": 0.6}, [("gush", "you are a legend")]), speller, {}, {})
    (seen,) = see(text, Situation("followup", "chat"), means).flaws
    assert seen.span == (text.index("you are"), text.index(". Could"))
    strict = Means(means.read, speller, {}, {"generic_flattery": 0.7})
    assert see(text, Situation("followup", "chat"), strict).flaws == ()
    blatant = Means(reading({"all_about_me_no_giving": 0.8}), speller, {}, {})
    assert see(text, Situation("followup", "chat"), blatant).flaws == ()
    assert see(text, Situation("mentor_request_email", "chat"), blatant).labels == {"all_about_me_no_giving"}


@pytest.mark.parametrize("text", ["Hi Ana", "Hi Ana,\n\nBest regards,\nBo", "Hi Ana,\nhttps://example.org/cv\n"])
def test_where_nothing_is_said_everything_is_missing(text: str, speller: Speller) -> None:
    assert found(text, speller, "linkedin_note", "linkedin") == {
        "vague_ask", "no_time_bound", "no_reason_why_this_mentor", "all_about_me_no_giving", "no_context_who_i_am",
        "missing_thanks",
    }  # fmt: skip
    assert found(text, speller, "thank_you", "chat") == {"missing_thanks"}


@pytest.mark.parametrize("text", ["", "  \n\t", "\ufeff".strip("\ufeff")])
def test_no_message(text: str, speller: Speller) -> None:
    with pytest.raises(BadInput, match="nothing to check"):
        found(text, speller)


def test_a_megabyte_is_answered(speller: Speller) -> None:
    found("Hi Ana, I realy like it", speller)  # loads the list of words
    for text in (
        "I like your talks about databases. " * 30_000,
        "x" * 1_000_000,
        "Ünïcödé " * 120_000,
        "[" * 1_000_000,
    ):
        result = review(text, Situation("mentor_request_email", "email"), Means(reading(), speller, {}, {}))
        labels = {finding.label for finding in result.flaws}
        assert ("too_long" in labels) == (" " in text) and "no_subject" in labels
        assert any("5,000" in line for line in remarks(text))


def test_another_language_is_read_on_the_surface_alone(speller: Speller) -> None:
    text = "Liebe Anna, ich möchte gerne mit dir über die neue Stelle reden und wie du das gemacht hast. [Name]"
    means = Means(reading(dict.fromkeys(FLAWS, 0.9)), speller, {}, {})
    assert see(text, Situation("followup", "email"), means).labels == {"no_subject", CARELESS}
    assert any("English" in line for line in remarks(text)) and remarks(LETTER) == ()


def test_markup_counts_for_nothing(speller: Speller) -> None:
    text = f"<p>Hi <b>Ana</b>,</p><div style='a'>{'word ' * 150}</div><br/>Thanks"
    assert found(text, speller, "followup", "chat") == set()
    assert careless(text, speller) == []


def test_each_flaw_has_its_lines_and_a_passage_that_says_so(library: Library) -> None:
    cited = citations(library, {flaw: criterion.quotes for flaw, criterion in CRITERIA.items()})
    for flaw in FLAWS:
        assert {f"why_{flaw}", f"ask_{flaw}"} <= lines().keys()
        assert len(cited[flaw]) == len(CRITERIA[flaw].quotes) > 0, flaw
        for citation in cited[flaw]:
            passage = library.passage(citation.passage_id)
            assert passage is not None and citation.quote in passage.text


def test_a_finding_says_why_with_its_strength_and_source(library: Library) -> None:
    text = "Hi Ana, our client Brandt loses money, which is secret. Could I ask you about budgets? Thanks"
    read = reading({"oversharing_or_confidential": 0.9}, [("private", "our client Brandt loses money")])
    (finding,) = Reviewer(library, read).review(text, "followup", "chat").flaws
    assert finding.severity == "high" and finding.why.endswith("This is established practice.")
    assert finding.citations[0].document == "confidentiality.md"
    assert finding.fix.kind == "ask"  # this reader would see it whatever is left out


def test_whom_a_message_is_for() -> None:
    ana, ben = Candidate(name=fact("Ana Ruiz", "a")), Candidate(name=fact("Ben Okri", "b"))
    assert candidate_of("Hi Ben, hello", Brief(candidates=(ana, ben))) == ben
    assert candidate_of("Hi Carl, hello", Brief(candidates=(ana, ben))) is None
    assert candidate_of("Hi Carl, hello", Brief(candidates=(ana,))) == ana
    assert candidate_of("Hi Carl, hello", Brief()) is None and candidate_of("Hi", None) is None


def test_the_home_is_not_written_to(tmp_path: Path, speller: Speller) -> None:
    found(LETTER, speller)
    assert list(tmp_path.iterdir()) == []

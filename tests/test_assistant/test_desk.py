"""What is done with letters, over real SQLite and the real handbook; what is read in them is made by hand here."""

import email
import email.policy
import re
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from assistant.brief import Brief, Place
from assistant.desk import Desk
from assistant.errors import BadInput, Conflict, NotFound
from assistant.letters import MAX_TEXT, Letter
from assistant.session import Assistant
from assistant.skills.outreach.reviewer import Reviewer
from assistant.skills.outreach.types import Draft, Missing, Need
from assistant.store import Store
from knowledge.letters import LEARNABLE, Channel, Flaw, Medium, Read, Sign
from knowledge.library import Library
from knowledge.marks import Mark

NOW = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
ANSWERS: dict[Need, str] = {
    "name": "Ana Lima", "contact": "Tom Reyes", "work": "gave a talk on event streaming at KubeCon",
    "why": "moved a bank to streaming", "known": "we have never met", "ask": "how to write a platform strategy",
    "size": "20 minutes", "give": "my notes on our migration", "current_role": "SRE at a bank", "own_name": "Mia Çelik",
    "earlier": "my message of 3 May", "since": "I led the review", "role": "head of platform at Nubank",
}  # fmt: skip
SIGNS: tuple[tuple[Sign, Flaw | None, str], ...] = (
    ("pushy", "pushy_or_entitled", r"[^.\n]*\bby Friday\."),
    ("gush", "generic_flattery", r"[^.\n]*\bamazing\."),
    ("why", None, r"your talk[^.]*"),
    ("size", None, r"20 minutes"),
)


def read(text: str, channel: Channel, medium: Medium) -> Read:
    marks = [Mark(sign, *m.span(), m[0], 0.9) for sign, _, form in SIGNS for m in re.finditer(form, text)]
    flaws: dict[Flaw, float] = dict.fromkeys(LEARNABLE, 0.0)
    flaws |= {flaw: 0.95 for sign, flaw, _ in SIGNS if flaw and any(mark.tag == sign for mark in marks)}
    return Read(flaws, tuple(sorted(marks, key=lambda mark: mark.start)))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "mentorprep.db", "local", now=lambda: NOW)


@pytest.fixture
def desk(store: Store, library: Library) -> Desk:
    return desk_of(store, library)


def desk_of(store: Store, library: Library) -> Desk:
    reviewer = Reviewer(library, read)
    return Desk(store.letters, store.briefs, store.preferences, library, reviewer, read, now=lambda: NOW)


def brief(store: Store) -> Brief:
    return store.briefs.current()[0]


def tell_all(desk: Desk, letter: Letter) -> list[Need]:
    """Answer what is asked until nothing is missing; returns what was asked."""
    asked: list[Need] = []
    while need := desk.missing(letter.id):
        assert need not in asked, f"{need} was asked twice"
        asked.append(need)
        desk.tell(letter.id, need, ANSWERS[need])
    return asked


def drafted(desk: Desk, channel: Channel = "mentor_request_email", medium: Medium | None = None) -> Letter:
    """A letter whose first draft was taken."""
    letter = desk.begin(channel, medium)
    tell_all(desk, letter)
    return desk.choose(letter.id, drafts_of(desk, letter)[0])


def drafts_of(desk: Desk, letter: Letter) -> tuple[Draft, Draft]:
    found = desk.drafts(letter.id)
    assert not isinstance(found, Missing)
    return found


def newest(letter: Letter) -> str:
    assert letter.newest
    return letter.newest.id


# What it is about


def test_what_is_told_goes_where_it_belongs(desk: Desk, store: Store) -> None:
    letter = desk.begin("mentor_request_email")
    assert tell_all(desk, letter)[0] == "name"
    kept = brief(store)
    (ana,) = kept.candidates
    assert (ana.name.value, ana.work and ana.work.value, ana.known and ana.known.value) == (
        "Ana Lima", ANSWERS["work"], ANSWERS["known"],
    )  # fmt: skip
    assert kept.own_name and kept.own_name.value == "Mia Çelik"
    assert kept.current_role and kept.current_role.value == "SRE at a bank"
    letter = desk.letter(letter.id)
    assert (letter.candidate, letter.title) == (ana.id, "Ana Lima")
    given = letter.particulars
    assert (given.ask and given.ask.value, given.size and given.size.value) == (ANSWERS["ask"], ANSWERS["size"])
    assert given.give and given.give.origin == "by hand" and given.give.confirmed
    assert kept.offer_in_return == () and kept.help_wanted == ()


def test_a_second_letter_to_the_same_person_asks_only_for_what_is_its_own(desk: Desk, store: Store) -> None:
    drafted(desk)
    second = desk.begin("thank_you")
    desk.tell(second.id, "name", " ana  lima ")
    assert len(brief(store).candidates) == 1
    assert tell_all(desk, second) == ["earlier"]


def test_what_is_told_again_takes_the_place_of_what_was_told(desk: Desk, store: Store) -> None:
    letter = drafted(desk)
    for need, value in (("name", "Ana Lyma"), ("work", "wrote a book on streaming"), ("size", "two questions")):
        desk.tell(letter.id, need, value)  # type: ignore[arg-type]
    desk.tell(letter.id, "current_role", "lead SRE")
    told = {need: fact.value for need, fact in desk.told(letter.id).items()}
    assert (told["name"], told["work"]) == ("Ana Lyma", "wrote a book on streaming")
    assert (told["size"], told["current_role"]) == ("two questions", "lead SRE")
    (ana,) = brief(store).candidates
    assert desk.letter(letter.id).candidate == ana.id and desk.letter(letter.id).title == "Ana Lyma"


def test_somebody_of_the_brief_can_be_chosen_or_be_gone(desk: Desk, store: Store) -> None:
    store.briefs.add(Place(slot="candidates"), "Tom Reyes", 0)
    (tom,) = desk.people()
    letter = desk.address(desk.begin("mentor_request_email").id, tom.id)
    assert desk.missing(letter.id) != "name" and desk.whom(letter) == "Tom Reyes"
    assert desk.missing(desk.address(letter.id, None).id) == "name"  # for somebody else after all
    desk.address(letter.id, tom.id)
    store.briefs.edit(tom.id, "", 1)
    assert desk.missing(letter.id) == "name"
    assert desk.whom(desk.letter(letter.id)) == "Tom Reyes"  # whom it was for is still known
    with pytest.raises(BadInput):
        desk.tell(letter.id, "work", "a book")


def test_an_answer_that_does_not_do_is_asked_for_again(desk: Desk) -> None:
    letter = desk.begin("mentor_request_email")
    while (need := desk.missing(letter.id)) != "size":
        assert need
        desk.tell(letter.id, need, ANSWERS[need])
    desk.tell(letter.id, "size", "a quick chat")
    assert desk.missing(letter.id) == "size" and desk.told(letter.id)["size"].value == "a quick chat"
    with pytest.raises(BadInput):
        desk.tell(letter.id, "size", " \n ")


def test_an_introduction_goes_to_who_introduces(desk: Desk) -> None:
    letter = drafted(desk, "intro_request")
    assert desk.whom(letter) == "Tom Reyes" == letter.title
    assert "Ana" in letter.text and letter.text.split("\n\n")[1].startswith("Hello Tom")


# What it says


def test_a_draft_that_is_taken_is_a_version_with_its_facts(desk: Desk, store: Store) -> None:
    letter = drafted(desk)
    assert letter.newest and letter.newest.origin == "draft"
    assert letter.text == drafts_of(desk, letter)[0].text
    values = {fact.value for each in desk.basis(letter.id) for fact in each.facts}
    assert {ANSWERS["work"], ANSWERS["size"], "Mia Çelik"} <= values
    assert all(each.text in letter.text for each in desk.basis(letter.id))
    second = desk.choose(letter.id, drafts_of(desk, letter)[1])
    assert len(second.versions) == 2 and second.text == drafts_of(desk, letter)[1].text != letter.text


def test_the_basis_is_that_of_the_sentences_that_still_stand(desk: Desk) -> None:
    letter = drafted(desk)
    gone = next(each for each in desk.basis(letter.id) if "20 minutes" in each.text)
    letter = desk.save(letter.id, letter.text.replace(gone.text, "Have you time?"), "by hand", newest(letter))
    assert desk.basis(letter.id) and gone not in desk.basis(letter.id)


def test_tone_and_medium_shape_the_drafts(desk: Desk) -> None:
    letter = drafted(desk)
    before = drafts_of(desk, letter)[0]
    desk.shape(letter.id, tone="formal")
    desk.shape(letter.id, medium="linkedin")
    after = drafts_of(desk, desk.letter(letter.id))[0]
    assert (after.tone, after.medium, after.subject) == ("formal", "linkedin", None) and before.subject
    assert len(after.text) <= 300


def test_a_finding_is_mended_and_the_version_before_stays(desk: Desk) -> None:
    letter = drafted(desk)
    text = letter.text.replace("Thank you", "Your work is amazing. Thank you", 1)
    letter = desk.save(letter.id, text, "by hand", newest(letter))
    (finding,) = desk.review(text, letter.channel, letter.medium, letter.id).flaws
    assert finding.label == "generic_flattery" and finding.fix.kind == "delete"
    mended = desk.apply(letter.id, text, finding, newest(letter))
    assert "amazing" not in mended.text and mended.newest and mended.newest.origin == "fix"
    assert desk.review(mended.text, mended.channel, mended.medium, mended.id).flaws == ()
    assert mended.versions[-2].text == text


def test_what_another_tab_saved_is_not_overwritten(desk: Desk, store: Store, library: Library) -> None:
    letter = drafted(desk)
    desk_of(store, library).save(letter.id, "theirs", "by hand", newest(letter))
    with pytest.raises(Conflict):
        desk.save(letter.id, "mine", "by hand", newest(letter))
    assert desk.letter(letter.id).text == "theirs"


def test_a_review_knows_whom_the_letter_is_for(desk: Desk) -> None:
    letter = drafted(desk)
    text = letter.text.replace("Ana", "Sarah")
    (finding,) = desk.review(text, letter.channel, letter.medium, letter.id).flaws
    assert finding.label == "typos_or_wrong_name_placeholder" and finding.fix.kind == "replace"
    assert "Ana" in desk.apply(letter.id, text, finding, newest(letter)).text
    assert desk.review(text, letter.channel, letter.medium).flaws != (finding,)


def test_what_was_written_elsewhere_is_kept_as_it_is(desk: Desk) -> None:
    letter = desk.paste("Hi Tom,\r\n\tthanks!", "thank_you")
    assert (letter.text, letter.medium) == ("Hi Tom,\n thanks!", "email")
    assert letter.newest and letter.newest.origin == "pasted"
    for text in (" \n", "x" * (MAX_TEXT + 1)):
        with pytest.raises(BadInput):
            desk.paste(text, "thank_you")


# A stranger


def test_a_stranger_reads_before_and_after(desk: Desk) -> None:
    letter = drafted(desk)
    pushy = letter.text.replace("\n\n", "\n\nI expect your answer by Friday. ", 2)
    before = desk.first_read(pushy, letter.channel, letter.medium, letter.id)
    after = desk.first_read(letter.text, letter.channel, letter.medium, letter.id)
    assert before.decision == "ignore" != after.decision
    changed = desk.compare(before, after)
    assert "pushy" in changed.gone and changed.lines
    said = [pushy[slice(*t.span)] for t in before.thoughts if t.span]
    assert any("by Friday" in words for words in said)


def test_one_in_another_language_is_read_too(desk: Desk) -> None:
    text = "Guten Tag Frau Lima, ich würde gerne mit Ihnen über meine Laufbahn sprechen. Vielen Dank im Voraus."
    assert desk.first_read(text, "mentor_request_email", "chat").verdict
    with pytest.raises(BadInput):
        desk.first_read("  ", "mentor_request_email", "chat")


# Its way out


def test_the_files_and_links_say_what_the_letter_says(desk: Desk) -> None:
    letter = drafted(desk)
    subject, _, body = letter.text.partition("\n\n")
    mail = email.message_from_bytes(desk.outbox.eml(letter.id), policy=email.policy.default)
    assert mail["Subject"] == subject.removeprefix("Subject: ") and mail["X-Unsent"] == "1"
    assert mail.get_content().replace("\r\n", "\n").strip() == body
    link = desk.outbox.mailto(letter.id)
    assert link and parse_qs(urlsplit(link).query)["body"] == [body.replace("\n", "\r\n")]
    assert desk.outbox.plain(letter.id) == letter.text
    assert desk.outbox.file_name(letter.id).endswith(".eml")
    desk.save(letter.id, "x" * 3000, "by hand", newest(letter))
    assert desk.outbox.mailto(letter.id) is None


def test_sent_then_one_reminder_then_rest(desk: Desk) -> None:
    letter = drafted(desk)
    assert desk.outbox.standing(letter, NOW.date()).state == "draft" and desk.outbox.ics(letter.id) is None
    letter = desk.outbox.mark_sent(letter.id, date(2026, 11, 12))
    proposed = desk.outbox.follow_up(letter.id)
    assert proposed and letter.follow_up == proposed.day and letter.outcome == "open"
    assert desk.outbox.citations(proposed.cited)
    assert desk.outbox.standing(letter, date(2026, 11, 13)).state == "waiting"
    assert desk.outbox.standing(letter, proposed.day).state == "follow up now"
    ics = desk.outbox.ics(letter.id)
    assert ics and f"DTSTART;VALUE=DATE:{proposed.day:%Y%m%d}".encode() in ics and b"Ana Lima" in ics
    reminder = desk.begin_follow_up(letter.id)
    assert (reminder.channel, reminder.candidate, desk.missing(reminder.id)) == ("followup", letter.candidate, None)
    assert "12 November" in drafts_of(desk, reminder)[0].text
    desk.outbox.mark_sent(reminder.id, date(2026, 11, 20))
    standing = desk.outbox.standing(desk.letter(letter.id), date(2026, 11, 21))
    assert (standing.state, standing.follow_up) == ("waiting", None)
    late = desk.outbox.standing(desk.letter(letter.id), date(2026, 12, 20))
    assert late.state == "let it rest" and late.rest and desk.outbox.citations(late.rest.cited)


def test_what_came_of_it(desk: Desk) -> None:
    letter = desk.outbox.mark_sent(drafted(desk).id, date(2026, 11, 12))
    for outcome, state, rests in (
        ("answered", "answered", False),
        ("declined", "declined", True),
        ("silent", "let it rest", True),
    ):
        standing = desk.outbox.standing(desk.outbox.outcome(letter.id, outcome), NOW.date())  # type: ignore[arg-type]
        assert (standing.state, standing.follow_up, standing.rest is not None) == (state, None, rests)
    letter = desk.outbox.mark_sent(letter.id, None)
    assert (letter.sent, letter.follow_up, letter.outcome) == (None, None, None)
    with pytest.raises(BadInput):
        desk.outbox.mark_sent(letter.id, date(2026, 11, 22))


def test_thanks_wait_for_no_answer(desk: Desk) -> None:
    letter = desk.outbox.mark_sent(drafted(desk, "thank_you").id, NOW.date())
    standing = desk.outbox.standing(letter, NOW.date())
    assert (letter.follow_up, standing.follow_up, standing.rest) == (None, None, None)


def test_a_warmer_way_is_offered_once(desk: Desk) -> None:
    letter = drafted(desk)
    offer = desk.outbox.warmer_way(letter.id)
    assert offer and desk.outbox.citations(offer.cited)
    desk.outbox.decline_warmer_way(letter.id)
    assert desk.outbox.warmer_way(letter.id) is None
    desk.tell(letter.id, "known", "we worked together at Nubank")
    assert desk.outbox.warmer_way(desk.begin("mentor_request_email", candidate_id=letter.candidate).id) is None


# Whose they are


def test_nothing_is_seen_of_another_owner(desk: Desk, tmp_path: Path, library: Library) -> None:
    letter = drafted(desk)
    other = desk_of(Store(tmp_path / "mentorprep.db", "other", now=lambda: NOW), library)
    assert other.letters() == [] and other.people() == ()
    for act in (other.letter, other.missing, other.delete, other.outbox.eml, other.begin_follow_up):
        with pytest.raises(NotFound):
            act(letter.id)
    desk.delete(letter.id)
    assert desk.letters() == []


def test_the_door_has_one(assistant: Assistant, tmp_path: Path, library: Library) -> None:
    own = Assistant(assistant._settings.model_copy(update={"home": tmp_path / "own"}), library=library)
    letter = own.desk.begin("thank_you")
    assert [each.id for each in own.desk.letters()] == [letter.id]

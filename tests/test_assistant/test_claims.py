"""What a claim may not say otherwise than its evidence: numbers, names, sources, certainty, opposites, order, news."""

import pytest

from assistant.verify.certainty import stronger
from assistant.verify.claims import content, coverage
from assistant.verify.forms import base, is_known
from assistant.verify.names import names, new_name, new_source
from assistant.verify.numbers import is_number, new_number
from assistant.verify.opposites import turned
from assistant.verify.order import changed_hands, exchanged, inverted, new_order
from assistant.verify.support import added, share

MEET = "Meet your mentor once a month for about forty-five minutes; make it every two weeks while things change."


@pytest.mark.parametrize(
    "claim",
    [
        "Meet monthly for 45 minutes.",
        "Once a month, for three quarters of an hour, will do.",
        "Make it every fourteen days while things change.",
        "Meet your mentor.",
    ],
)
def test_the_same_number_may_be_said_otherwise(claim: str) -> None:
    assert new_number(claim, MEET) is None


@pytest.mark.parametrize(
    ("claim", "evidence", "number"),
    [
        ("Meet once a month for thirty minutes.", MEET, "30 minute"),
        ("Meet once a week for 45 minutes.", MEET, "7 day"),
        ("Make it every two months.", MEET, "2 month"),
        ("An hour is enough.", "Half an hour is enough.", "60 minute"),
        ("67 percent agreed.", "A good many agreed.", "67 %"),
        ("Send two reminders.", "Wait two weeks and send one reminder.", "2 remind"),
        ("Ten minutes to tell one, five for questions.", "Five minutes to tell one, ten for questions.", "10 minute"),
        (
            "Reckon with two hours a week.",
            "Reckon with two hours a month. I have time every week.",
            "120 minute per week",
        ),
        ("Try two courses and two books.", "A course and two books.", "2"),
        ("You want to move next year.", "I want to move in two years.", "next year"),
    ],
)
def test_a_number_that_is_not_there(claim: str, evidence: str, number: str) -> None:
    found = new_number(claim, evidence)
    assert found is not None and found.startswith(number.split()[0])


def test_a_unit_or_a_range_that_the_claim_spells_out_is_no_new_number() -> None:
    assert (
        new_number("Every six to eight weeks.", "Every two weeks now, every six to eight when things are calm.") is None
    )
    assert new_number("Wait 7-10 working days.", "Wait seven to ten working days.") is None


@pytest.mark.parametrize(
    ("claim", "name"),
    [
        ("As Adam Grant found, people agree more often.", "Adam"),
        ("Harvard's report recommends it.", "Harvard"),
        ("Gartner recommends it.", "Gartner"),
        ("Send it by January.", "January"),
        ("Ask on Xing.", "Xing"),
    ],
)
def test_a_name_that_is_not_there(claim: str, name: str) -> None:
    assert new_name(claim, "People agree more often, as Vanessa Lake found in her report.") == name


def test_names_that_are_there_and_words_that_only_begin_a_sentence() -> None:
    assert new_name("As Lake's report says, ask Vanessa.", "Vanessa Lake wrote a report.") is None
    assert names("Mentors say yes. It's fine; I think so.") == frozenset()


def test_an_appeal_to_sources() -> None:
    assert new_source("Studies show that silence means little.", "Silence means little.") == "studi"
    assert new_source("Studies recommend 150 words.", "Keep to 150 words; we know of no study.") == "studi"
    assert new_source("In a study, many agreed.", "In a study by three authors, a good many agreed.") is None


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("A job is always too soon.", "A job is nearly always too soon"),
        ("Mentoring alone will not bring a promotion.", "Mentoring alone may not bring a promotion"),
        ("Everyone enjoys being asked.", "Most people enjoy being asked"),
        ("Most employers offer counselling.", "Many employers offer counselling"),
        ("Good work guarantees a yes.", "Good work makes a yes more likely"),
        ("Programme pairs die of politeness.", "Programme pairs can die of politeness"),
        ("Only a buyer can teach you that.", "A buyer can teach you that"),
        ("Nobody can advise you on a job six moves away.", "Nobody can advise you well on a job six moves away"),
        ("Do not decide.", "Do not decide alone"),
        ("You have to end it.", "Think about ending it"),
        ("Every leader gave a mentor some credit.", "Nearly every leader gave a mentor some credit"),
    ],
)
def test_surer_than_the_quote(claim: str, quote: str) -> None:
    assert stronger(claim, quote, quote, "")


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("A job is almost always too soon.", "A job is nearly always too soon"),
        ("Mentoring alone might not bring a promotion.", "Mentoring alone may not bring a promotion"),
        ("Each of them is busy.", "Everyone is busy"),
        ("Ask again when the time has passed.", "You may ask again when the time has passed"),
        ("Of all the lines, the exit is the most useful.", "The early exit is the most useful line"),
        ("Send one reminder.", "As a rule of thumb, send one reminder"),
        ("Nobody can give good advice on a job six moves away.", "Nobody can advise you well on a job six moves away"),
        ("Do not decide by yourself.", "Do not decide alone"),
    ],
)
def test_as_sure_as_the_quote(claim: str, quote: str) -> None:
    assert stronger(claim, quote, quote, "") is None


def test_how_sure_they_would_like_it_to_be_is_no_evidence() -> None:
    claim, quote = "Personal questions are always welcome.", "Personal questions are welcome if they can be declined"
    assert stronger(claim, quote, quote, "are personal questions always ok?") == "always"
    assert stronger("Nobody is left on your list.", "The wishes are to blame", "", "nobody is left on it") is None


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("People overestimate how often others agree.", "People underestimate how often others agree."),
        ("Tell it at the end of a talk.", "Tell it at the start of a talk."),
        ("Five lines at least.", "Five lines at most."),
        ("Inside, choose someone inside your line.", "Inside, choose someone outside your line."),
        ("Make the request bigger.", "Make the request smaller and the no easy."),
    ],
)
def test_a_word_turned_into_its_opposite(claim: str, evidence: str) -> None:
    assert turned(claim, evidence)


def test_opposites_that_both_stand_in_the_evidence() -> None:
    assert (
        turned("The first meeting matters more than the last.", "The first meeting matters more than the last.") is None
    )
    assert turned("Ask less.", "Ask more, or ask less.") is None


def test_an_opposite_of_something_else() -> None:
    assert turned("It is good to sleep on it.", "Sleep on a bad start.") is None


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Ask for more before you report the advice.", "Report the advice before you ask for more."),
        ("After you have found a mentor, write it down.", "Before you look for a mentor, write it down."),
        ("One long evening beats three rounds a day.", "Three rounds a day beat one long evening."),
        ("Close friends reach further than acquaintances.", "Acquaintances reach further than close friends."),
        ("Answer her first, and then write it down.", "Write it down before you answer her."),
    ],
)
def test_what_comes_first_put_second(claim: str, evidence: str) -> None:
    assert inverted(claim, evidence)


def test_the_same_order_in_another_sequence_of_words() -> None:
    assert not inverted("Before you ask for more, report the advice.", "Report the advice before you ask for more.")
    assert not inverted("After a round, you speak first.", "Speak first after a round.")


def test_an_order_that_nobody_told() -> None:
    assert new_order("Put the dates in before the meeting.", "Put the dates in at the first meeting.") == "before"
    assert new_order("Let him go before you ask her.", "Let him go, and wait until you ask her.") is None
    assert new_order("After two weeks, say what changed.", "Give it a fortnight, and say what changed.") is None


def test_two_things_in_each_others_place() -> None:
    evidence = "A mentor advises you in private. A sponsor has a say in decisions."
    assert exchanged("A sponsor advises you in private, while a mentor has a say in decisions.", evidence)
    assert exchanged("A sponsor has a say in decisions, while a mentor advises you in private.", evidence) is None


def test_who_does_what() -> None:
    evidence = "You organise the meetings, since the mentor gives the time."
    assert changed_hands("Your mentor organises the meetings.", evidence) == "organis"
    assert changed_hands("You should always organise the meetings.", evidence) is None
    assert changed_hands("They would have agreed.", 'Ask: "Would you have agreed?"') is None


KNOWN = content("Send no attachments with a first message; an attachment is homework. Ask the boss for the position.")


@pytest.mark.parametrize(
    "claim",
    [
        "Send no attachments, since spam filters block them.",
        "Send no attachments, such as a certificate.",
        "Send no attachments, and the reader will admire you.",
        "Send no attachments over lunch.",
        "Send no attachments, salaries or photos.",
    ],
)
def test_a_clause_that_is_news(claim: str) -> None:
    assert added(claim, KNOWN)


@pytest.mark.parametrize(
    "claim",
    [
        "Leave attachments out of your first message, since they are homework.",
        "Ask your manager, who has the role.",
        "Keep attachments out of it.",
    ],
)
def test_other_words_for_the_same_are_no_news(claim: str) -> None:
    assert added(claim, KNOWN) is None


def test_how_much_is_known() -> None:
    assert share("Send attachments with photos.", KNOWN) == pytest.approx(2 / 3)
    assert share("You and I", KNOWN) == 1.0
    assert coverage(content("boss slept"), content("the boss sleeps")) == 1.0


def test_forms_of_a_word() -> None:
    assert (base("slept"), base("meeting")) == ("sleep", "meeting")
    assert is_known("manag", {"boss"}) and not is_known("manag", {"mentor"})


@pytest.mark.parametrize("word", ["2", "2nd", "30m", "3d", "1,000", "2.5", "10:30", "twelve"])
def test_numbers_in_all_their_spellings(word: str) -> None:
    assert is_number(word)


@pytest.mark.parametrize("word", ["second", "²", "k8s", "x2", ""])
def test_what_only_looks_like_a_number(word: str) -> None:
    assert not is_number(word)

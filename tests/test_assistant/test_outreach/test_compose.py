"""Drafts: what is asked for first, two ways to say it, and each sentence with its facts."""

import re
from datetime import UTC, datetime

import pytest

from assistant.brief import Brief, Candidate, Fact, Objective
from assistant.skills.outreach.compose import compose
from assistant.skills.outreach.forms_give import give_forms
from assistant.skills.outreach.forms_known import known_forms
from assistant.skills.outreach.forms_mentor import why_forms, work_forms
from assistant.skills.outreach.forms_own import ask_forms, self_forms
from assistant.skills.outreach.forms_size import size_forms
from assistant.skills.outreach.forms_told import told_forms
from assistant.skills.outreach.hedges import answer
from assistant.skills.outreach.indirect import indirect
from assistant.skills.outreach.names import Name, name
from assistant.skills.outreach.turned import turned
from assistant.skills.outreach.types import Draft, Missing, Particulars
from assistant.skills.outreach.written import clean, shortened, spoken
from knowledge.letters import CHANNELS, Channel, Medium

SARAH = Name("Sarah Chen", "Sarah")


def fact(slot: str, value: str) -> Fact:
    return Fact(id=slot, value=value, origin="said", at=datetime(2026, 11, 26, tzinfo=UTC))


BRIEF = Brief(
    own_name=fact("own_name", "Mira Lund"),
    current_role=fact("current_role", "SRE at a bank in Oslo"),
    help_wanted=(fact("help", "learn to say no to my product owner"),),
    offer_in_return=(fact("offer", "I can show them our dashboards"),),
    weaknesses=(fact("weakness", "I panic on stage"),),
)
CANDIDATE = Candidate(
    name=fact("name", "Sarah Chen"),
    known=fact("known", "not at all"),
    work=fact("work", "she gave a talk on Kafka"),
    why=fact("why", "she went from developer to architect"),
)
GIVEN = Particulars(
    size=fact("size", "twenty minutes"),
    contact=fact("contact", "Tom Weber"),
    earlier=fact("earlier", "she read my CV"),
    since=fact("since", "i rewrote the first page"),
)


def pair(channel: Channel, medium: Medium, brief: Brief = BRIEF, candidate: Candidate | None = CANDIDATE, given: Particulars = GIVEN) -> tuple[Draft, Draft]:  # fmt: skip
    drafts = compose(channel, medium, "warm", brief, candidate, given)
    assert not isinstance(drafts, Missing), drafts.need
    return drafts


def test_a_request() -> None:
    first, second = pair("mentor_request_email", "email")
    assert first.body == (
        "Hello Sarah,\n\n"
        "I am writing to you because of your talk on Kafka. What made me think of you in particular is that you went from "
        "developer to architect.\n\n"
        "We have not met. I am an SRE at a bank in Oslo. I want to learn to say no to my product owner, and I would be glad of "
        "your view on it. Would you have twenty minutes for it, at a time that suits you?\n\n"
        "In return I can show you our dashboards. If it does not fit, a short no is perfectly all right.\n\n"
        "Thank you for taking the time to read this.\n\n"
        "With warm regards,\nMira Lund"
    )
    assert first.subject is not None and first.subject.text == "Your talk on Kafka, and a question"
    assert second.subject is not None and second.subject.text == "How to say no: your view?"
    facts = {line.text: line.facts for line in first.lines}
    assert facts["I am writing to you because of your talk on Kafka."] == ("work",)
    assert facts["I am an SRE at a bank in Oslo."] == ("current_role",)
    assert facts["Thank you for taking the time to read this."] == ()


@pytest.mark.parametrize(
    ("channel", "asked"),
    [
        ("mentor_request_email", ["name", "work", "known", "ask", "size", "give", "current_role", "own_name"]),
        ("linkedin_note", ["name", "work", "ask", "size", "give", "current_role", "own_name"]),
        ("intro_request", ["contact", "name", "why", "ask", "size", "give", "current_role", "own_name"]),
        ("followup", ["name", "earlier", "ask", "size", "current_role", "own_name"]),
        ("thank_you", ["name", "earlier", "own_name"]),
        ("graceful_exit", ["name", "earlier", "own_name"]),
    ],
)
def test_what_is_missing_is_asked_for_one_by_one(channel: Channel, asked: list[str]) -> None:
    brief, particulars = Brief(), Particulars()
    parts: dict[str, Fact] = {}
    needs = []
    while isinstance(
        found := compose(channel, "email", "warm", brief, Candidate(**parts) if parts else None, particulars), Missing
    ):
        needs.append(found.need)
        match found.need:
            case "own_name" | "current_role":
                brief = brief.model_copy(update={found.need: getattr(BRIEF, found.need)})
            case "name" | "work" | "why" | "known":
                parts[found.need] = getattr(CANDIDATE, found.need)
            case "ask" | "give":
                particulars = particulars.model_copy(update={found.need: fact(found.need, "feedback on my designs")})
            case _:
                particulars = particulars.model_copy(update={found.need: getattr(GIVEN, found.need)})
    assert needs == asked


@pytest.mark.parametrize(
    ("part", "value", "need"),
    [
        ("name", "my boss", "name"), ("name", "[Name]", "name"), ("ask", "be my mentor", "ask"), ("ask", "pick your brain", "ask"),
        ("ask", "give me a job", "ask"), ("size", "a quick chat", "size"), ("size", "🙂", "size"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_do_its_work_is_asked_for_again(part: str, value: str, need: str) -> None:
    candidate = CANDIDATE.model_copy(update={part: fact(part, value)}) if part == "name" else CANDIDATE
    given = GIVEN if part == "name" else GIVEN.model_copy(update={part: fact(part, value)})
    assert compose("mentor_request_email", "email", "warm", BRIEF, candidate, given) == Missing(need=need)  # type: ignore[arg-type]


def test_mere_praise_is_no_reason() -> None:
    praised = Candidate(name=CANDIDATE.name, known=CANDIDATE.known, why=fact("why", "she is an amazing leader"))
    assert compose("mentor_request_email", "email", "warm", BRIEF, praised, GIVEN) == Missing(need="work")


def test_nothing_to_give_is_an_answer() -> None:
    first, _ = pair(
        "mentor_request_email", "email", given=GIVEN.model_copy(update={"give": fact("give", "nothing yet")})
    )
    assert "If I can be of use to something that you are working on" in first.body


def test_private_facts_stay_in_the_brief() -> None:
    brief = BRIEF.model_copy(
        update={"help_wanted": (), "objectives": (Objective(text=fact("o", "recover from burnout")),)}
    )
    assert compose("mentor_request_email", "email", "warm", brief, CANDIDATE, GIVEN) == Missing(need="ask")


def test_a_long_value_is_shortened_where_a_phrase_ends() -> None:
    long = "presenting to the board, which I have to do from March on and which frightens me because I have never done it in English before"
    for draft in pair("linkedin_note", "linkedin", given=GIVEN.model_copy(update={"ask": fact("ask", long)})):
        (ask,) = (line.text for line in draft.lines if line.facts == ("ask",))
        kept = ask.removeprefix("My topic is ").removesuffix(".")
        assert len(draft.text) <= 300 and long.startswith(kept)
        assert re.match(r",| (?:and|which|because|from|in|on)\b", long[len(kept) :]), ask


@pytest.mark.parametrize("channel", CHANNELS)
def test_the_longest_facts_fit_a_note(channel: Channel) -> None:
    much = " ".join(["work on the migration of many services to another place"] * 7)
    brief = BRIEF.model_copy(update={"current_role": fact("current_role", much)})
    candidate = CANDIDATE.model_copy(update={"work": fact("work", much), "why": fact("why", much)})
    given = GIVEN.model_copy(update={part: fact(part, much) for part in ("ask", "give", "earlier", "since")})
    for draft in pair(channel, "linkedin", brief, candidate, given):
        assert 60 < len(draft.text) <= 300
        assert set(draft.text.replace(".", " ").split()) - set(much.split()), (
            "only the wording's words are beside the fact's"
        )
    for draft in pair(channel, "email", brief, candidate, given):
        assert len(draft.body.split()) <= 140


@pytest.mark.parametrize(
    ("typed", "full", "short"),
    [
        ("sarah o'brien", "Sarah O'Brien", "Sarah"), ("Dr. Anna Müller", "Dr. Anna Müller", "Dr. Müller"), ("prof li wei", "Prof. Li Wei", "Prof. Li Wei"),
        ("李伟", "李伟", "李伟"), ("X", "X", "X"), ("JEAN-LUC", "Jean-Luc", "Jean-Luc"), ("J. Smith", "J. Smith", "J. Smith"),
        ("dr van der berg", "Dr. Van der Berg", "Dr. Van der Berg"), ("Sarah Chen, CTO at X", "Sarah Chen", "Sarah"), ("Prof. X", "Prof. X", "Prof. X"),
    ],
)  # fmt: skip
def test_names(typed: str, full: str, short: str) -> None:
    assert name(typed) == (full, short)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("she gave a talk on Kafka", "you gave a talk on Kafka"), ("She runs a meetup and writes about SQL", "you run a meetup and write about SQL"),
        ("Sarah's book", "your book"), ("I heard her at KubeCon", "I heard you at KubeCon"), ("I sent her four questions", "I sent you four questions"),
        ("he's built two platforms", "you have built two platforms"), ("she teaches", "you teach"), ("they moved Adyen", "you moved Adyen"),
        ("she gives courses and talks on Kafka", "you give courses and talks on Kafka"), ("my boss says that she is busy", None),
    ],
)  # fmt: skip
def test_what_is_said_of_a_mentor_is_said_to_them(told: str, said: str | None) -> None:
    assert turned(told, "Sarah Chen") == said


@pytest.mark.parametrize(
    ("forms", "form", "text"),
    [
        (self_forms("I work as a QA"), "clause", "I work as a QA"), (self_forms("SRE"), "am", "an SRE"), (self_forms("in operations"), "clause", "I work in operations"),
        (self_forms("principal eng. at Ünal & Söhne"), "am", "a principal eng. at Ünal & Söhne"),
        (known_forms("former colleague", SARAH, False), "as", "a former colleague"), (known_forms("my old boss", SARAH, False), "ours", "you were my boss"),
        (work_forms("leads the data team", SARAH, False), "clause", "you lead the data team"), (work_forms("leads the data team", SARAH, True), "clause", "they lead the data team"),
        (work_forms("platform migrations", SARAH, False), "np", "your work on platform migrations"), (work_forms("a book on testing", SARAH, False), "np", "your book on testing"),
        (why_forms("because he did it", SARAH, False), "clause", "you did it"), (why_forms("experience with banks", SARAH, False), "np", "your experience with banks"),
        (ask_forms("Feedback on my designs", SARAH, False, False), "np", "feedback on my designs"), (ask_forms("review my CV", SARAH, False, False), "do", "review my CV"),
        (ask_forms("become staff engineer", SARAH, False, False), "to", "to become a staff engineer"), (ask_forms("how do I say no", SARAH, False, False), "wh", "how I say no"),
        (size_forms("20 min"), "have", "20 minutes"), (size_forms("four questions by e-mail"), "send", "four questions by e-mail"), (size_forms("A 20-minute call"), "np", "a 20-minute call"),
        (give_forms("I can show them Go", SARAH, False), "can", "show you Go"), (give_forms("feedback on her book", SARAH, True), "np", "feedback on Sarah's book"),
        (told_forms("read my CV", SARAH, "you"), "doing", "reading my CV"), (told_forms("asked for an hour", SARAH, "I"), "clause", "I asked for an hour"),
    ],
)  # fmt: skip
def test_forms(forms: dict[str, str], form: str, text: str) -> None:
    assert forms.get(form) == text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("i cant present 🚀 to directors!!", "I can't present to directors"), ("her talk (https://a.b/c?d=1) on Kafka", "her talk on Kafka"), ("[Name]", ""),
        ("a\nb\r\n\x00c", "a b c"), ("We met at PyCon. She was nice", "We met at PyCon; she was nice"), ("<b>SQL</b>", "SQL"), ("principal eng. at X", "principal eng. at X"),
    ],
)  # fmt: skip
def test_what_is_typed_is_made_fit(typed: str, kept: str) -> None:
    assert spoken(typed) == kept


def test_values_are_cut_between_phrases() -> None:
    assert shortened("a talk on Kafka, which I saw twice", 20) == "a talk on Kafka"
    assert clean("x" * 300 + " and SQL") == "and SQL"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("maybe i can test their tools", "I can test their tools"),
        ("not really, saw her at kubecon", "saw her at KubeCon"),
        ("well, idk, but i read his blog", "I read his blog"),
        ("dunno, nothing to give", "nothing to give"),
        ("honestly no idea", "no idea"),
        ("no budget but time", "no budget but time"),
        ("yesterday's outage", "yesterday's outage"),
        ("ok w/o a manager", "without a manager"),
    ],
)
def test_what_leads_up_to_an_answer_is_left_out(typed: str, said: str) -> None:
    assert answer(spoken(typed)).text == said


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("how do I get from QA to SRE", "how I get from QA to SRE"),
        ("what would you do in my place", "what you would do in my place"),
        ("which certs should I take first", "which certs I should take first"),
        ("should I go into management", "whether I should go into management"),
        ("do you know Go", "whether you know Go"),
        ("how to say no", None),
        ("can openers", None),
    ],
)
def test_a_question_stands_in_the_order_of_a_statement(asked: str, said: str | None) -> None:
    assert indirect(asked) == said


def in_draft(need: str, typed: str, channel: Channel = "mentor_request_email") -> str:
    """The sentence of the first draft, not its subject, that holds an answer."""
    answered = fact(need, typed)
    brief, candidate, given = BRIEF, CANDIDATE.model_copy(update={"why": None}), GIVEN
    if need in Brief.model_fields:
        brief = BRIEF.model_copy(update={need: answered})
    elif need in Candidate.model_fields:
        candidate = candidate.model_copy(update={"work": None, need: answered} if need == "why" else {need: answered})
    else:
        given = GIVEN.model_copy(update={need: answered})
    first, _ = pair(channel, "email", brief, candidate, given)
    return next(line.text for line in first.lines if need in line.facts)


@pytest.mark.parametrize(
    ("need", "typed", "said"),
    [
        ("known", "not really, saw her at kubecon", "We have not really met, but I saw you at KubeCon."),
        ("known", "no but i read her blog", "We have not met, but I read your blog."),
        ("known", "nope never", "We have not met."),
        ("known", "hmm i think we met at fosdem once", "I think we met at FOSDEM once."),
        ("known", "worked w/ him at ibm", "I worked with you at IBM."),
        ("known", "met him at the coffee machine lol", "I met you at the coffee machine."),
        ("known", "no we havent, but she commented on my post once", "We have not met, but you commented on my post once."),
        ("known", "he gave a talk at my company", "You gave a talk at my company."),
        ("known", "thru linkedin", "I know you through LinkedIn."),
        ("known", "kinda, same company", "How we know each other: kind of, same company."),
        ("work", "did a talk on error budgets at kubecon", "I am writing to you because of your talk on error budgets at KubeCon."),
        ("work", "i think she leads the platform team and writes about slos",
         "I am writing to you because as far as I know, you lead the platform team and write about SLOs."),
        ("work", "saw her talk on error budgets", "I am writing to you because I saw your talk on error budgets."),
        ("work", "runs a meetup & writes about sql", "I am writing to you because you run a meetup and write about SQL."),
        ("work", "maintainer of pytest", "I am writing to you because you are the maintainer of pytest."),
        ("why", "b/c she knows banks", "I am writing to you because you know banks."),
        ("why", "read his post abt burnout and it helped me", "I am writing to you because I read your post about burnout and it helped me."),
        ("why", "how she handles outages", "I am writing to you because of how you handle outages."),
        ("why", "hmm good question, i guess her honesty in talks", "I am writing to you because of your honesty in talks."),
        ("ask", "how do i get from qa to sre w/o starting over", "My question is how I get from QA to SRE without starting over."),
        ("ask", "what would she do in my place", "My question is what you would do in my place."),
        ("ask", "is it worth getting the cka", "My question is whether it is worth getting the CKA."),
        ("ask", "how did she get from qa to cto", "My question is how you got from QA to CTO."),
        ("ask", "i dont know if i should stay or leave my team", "My question is whether I should stay or leave my team."),
        ("ask", "what's the best way to get into security", "My question is what the best way is to get into security."),
        ("ask", "i want to move to sre but dont know how", "I want to move to SRE, and I would be glad of your view on it."),
        ("ask", "how do i get out of qa and should i get a cert first", "My question is how I get out of QA and whether I should get a cert first."),
        ("ask", "feedback on my cv pls", "What I am looking for is feedback on my CV."),
        ("size", "not much, 20 min", "Would you have 20 minutes for it, at a time that suits you?"),
        ("size", "20 minutes of her time max", "Would you have at most 20 minutes for it, at a time that suits you?"),
        ("size", "15 min call", "Would a 15-minute call be possible, at a time that suits you?"),
        ("size", "monthly", "I was thinking of a talk once a month, if that suits you."),
        ("give", "maybe i can test their open source stuff", "In return I could test your open source stuff."),
        ("give", "not much, maybe share my notes", "In return I could share my notes."),
        ("give", "i know qa really well", "In return I can offer you what I know about QA."),
        ("give", "i could intro them to our head of qa", "In return I could introduce you to our head of QA."),
        ("current_role", "i guess i'm a qa engineer", "I am a QA engineer."),
        ("current_role", "qa for 6 years", "I have been a QA for 6 years."),
        ("current_role", "swe @ nubank", "I am a software engineer at Nubank."),
        ("current_role", "it support", "I work in IT support."),
        ("current_role", "kind of a team lead", "What I do at the moment: kind of a team lead."),
    ],
)  # fmt: skip
def test_quick_answers_read_as_if_written_with_care(need: str, typed: str, said: str) -> None:
    assert in_draft(need, typed) == said


@pytest.mark.parametrize(
    ("channel", "need", "typed", "said"),
    [
        ("thank_you", "earlier", "thanks for the call", "Thank you for the call."),
        ("thank_you", "earlier", "answered my questions", "Thank you for answering my questions."),
        ("thank_you", "earlier", "mock interview", "Thank you for the mock interview."),
        ("thank_you", "since", "not much yet, but i applied to 2 jobs", "Since then, I applied to 2 jobs."),
        ("followup", "earlier", "messaged him 2 weeks ago, no answer", "I am coming back to my earlier message: I messaged you 2 weeks ago."),
        ("followup", "earlier", "linkedin message last week", "I am coming back to my LinkedIn message last week."),
        ("graceful_exit", "since", "changing jobs", "The reason is that I am changing jobs."),
        ("intro_request", "work", "read his book on testing", "I thought of Sarah because I read his book on testing."),
    ],
)  # fmt: skip
def test_quick_answers_in_other_letters(channel: Channel, need: str, typed: str, said: str) -> None:
    assert in_draft(need, typed, channel) == said


@pytest.mark.parametrize(
    ("part", "typed", "need"),
    [
        ("known", "yes", "known"), ("known", "a bit", "known"), ("work", "CTO", "work"), ("work", "head of data at Adyen", "work"),
        ("work", "security", "work"), ("ask", "Kafka", "ask"), ("ask", "help with hiring", "ask"), ("size", "one coffee", "size"),
    ],
)  # fmt: skip
def test_an_answer_that_would_make_a_flaw_is_asked_for_again(part: str, typed: str, need: str) -> None:
    candidate, given = CANDIDATE.model_copy(update={"why": None}), GIVEN
    if part in Candidate.model_fields:
        candidate = candidate.model_copy(update={part: fact(part, typed)})
    else:
        given = GIVEN.model_copy(update={part: fact(part, typed)})
    assert compose("mentor_request_email", "email", "warm", BRIEF, candidate, given) == Missing(need=need)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "full"),
    [("it's sarah chen", "Sarah Chen"), ("i think sarah chen", "Sarah Chen"), ("a guy called tom weber", "Tom Weber"),
     ("my name is mira", "Mira"), ("Kim Min-jun", "Kim Min-jun"), ("idk", None)],
)  # fmt: skip
def test_a_name_is_found_in_what_leads_up_to_it(typed: str, full: str | None) -> None:
    found = name(typed)
    assert (found.full if found else None) == full

"""People who want to write to a mentor, made from lists of what people really type: awkward names, roles, goals."""

import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from assistant.brief import Brief, Candidate, Fact, Objective
from assistant.skills.outreach.types import Particulars
from knowledge.letters import Channel

NAMES = (
    "Sarah Chen", "sarah o'brien", "Dr. Anna Müller", "Prof. Li Wei", "李伟", "X", "J. Smith", "JEAN-LUC PICARD", "Ludwig van der Berg",
    "Nguyễn Văn An", "Иван Петров", "محمد علي", "Q", "mr tanaka", "Ana-María de la Cruz", "D'Angelo Brown", "Zoë", "Kim Min-jun",
    "Sarah Chen, CTO at Adyen", "Siobhán Ní Bhriain", "prof. dr. Eva Lind", "o'neill", "Jo", "Tadhg (my old lead)",
)  # fmt: skip
OWN = (
    "Mira Lund",
    "jo",
    "Ünal Åström",
    "X",
    "Nguyễn Văn An",
    "k. rao",
    "Marie-Claire O'Dowd",
    "ivan petrov",
    "王芳",
    "Sam\n",
)
ROLES = (
    "SRE", "SRE at a bank in Oslo", "Head of Platform", "i work as a qa in a bank", "principal eng. at Ünal & Söhne", "help desk",
    "lead developer, payments", "running the service desk", "in operations", "I'm a DBA", "junior dev", "software", "Senior Engineer 🚀",
    "UX designer", "student", "my job is testing pumps", "team lead (8 people) at a startup", "i am an intern", "architect at Müller GmbH",
    "data engineer\nat a hospital", "works with SAP", "IT", "engineering manager at Spotify; before that a tester",
)  # fmt: skip
THEIR_ROLES = (
    "head of platform at Adyen",
    "CTO",
    "staff engineer",
    "an architect at IBM",
    "runs the data team",
    "Director, Cloud",
    None,
)
KNOWN = (
    "not at all", "we met at PyCon in May", "former colleague", "he was my lead at IBM", "I read her blog", "through LinkedIn", "at a meetup",
    "never met", "my old boss", "She's my skip-level manager", "conference", "we dont know each other", "worked together at Ericsson",
    "heard his talk in Lund", "we sat next to each other. She was funny!", "friend of a friend", "via Tom",
)  # fmt: skip
WORK = (
    "she gave a talk on Kafka", "her talk on Kafka", "platform migrations", "moving Adyen to Kubernetes", "leads the data team", "Kafka",
    "led the move to event sourcing", "he's written two books about testing", "They run a meetup and write about SQL", "a book on testing",
    "test automation", "the migration of 300 services to AWS", "She runs a podcast and mentors juniors", "blog about Rust https://x.dev/rust?a=1",
    "gave a keynote at KubeCon 2025 (https://k.io)", "security", "built the payments platform", None, None,
)  # fmt: skip
WHY = (
    "she went from developer to architect", "same path", "because he did what I want to do", "her talk made me see why our tests fail",
    "experience with regulated banks", "I want to move from ops to architecture and she did it", "went from QA to CTO in ten years",
    "explains hard things in plain words", "she has led teams in three countries", "his way of writing", "knows both worlds: ops and code",
    "I liked how she answered a rude question. She stayed calm", "she's been a parent and a CTO", "great", None, None,
)  # fmt: skip
ASKS = (
    "learn to say no to my product owner", "Feedback on my designs", "how to move from ops to architecture", "how do I say no?",
    "I cant present to directors", "my boss never listens in reviews", "help with hiring", "review my portfolio", "an honest look at my CV",
    "moving into security", "Kafka", "to lead a review", "become staff engineer", "tell me honestly whether my plan is any good",
    "whether to specialise or stay broad", "help me find a way into security", "Advice on running retros!!", "saying no 🙈",
    "presenting to the board, which I have to do from March on and which frightens me because I have never done it in English before",
    "his view on my first architecture document", "not be the bottleneck", "stakeholder management", "getting heard in meetings",
)  # fmt: skip
SIZES = (
    "twenty minutes", "20 min", "half an hour", "an hour a month", "once a month", "four questions by e-mail", "a 20-minute call", "30m",
    "one coffee", "2 calls", "max 30 minutes", "45 minutes every six weeks", "one question", "15 minutes on these 5 slides", "1 hour",
    "a short call of 15 minutes",
)  # fmt: skip
GIVES = (
    "I can show them Kubernetes", "a write-up of our migration", "feedback on her book", "code reviews", "test his beta", "nothing",
    "I could translate their slides into Polish", "share my notes from KubeCon", "Python", "I know SAP well", "not sure yet", "help with testing",
    "a fresh pair of eyes", "I'd be happy to proofread her articles", "two days of testing", "know-how about pumps",
)  # fmt: skip
ASKED_BEFORE = (
    "I asked for twenty minutes on 3 November", "my e-mail of 3 November", "asked for a short call two weeks ago", "sent a message on LinkedIn",
    "wrote on Monday", "I sent her four questions", "my message from the 2nd", "we spoke at PyCon and he said I should write",
)  # fmt: skip
DONE_FOR_ME = (
    "the call last Tuesday", "she read my CV", "gave me honest feedback on my pitch", "he introduced me to Tom", "advice on my talk",
    "talked to me for an hour about saying no", "your tip about the agenda", "we met for an hour on Friday", "reviewed two of my designs",
    "her patience", "honest feedback on my CV", "listened", "she told me that my plan was too big and she was right",
)  # fmt: skip
TOGETHER = (
    "our monthly talks since January", "She met me every month since March", "the year of mentoring", "six talks, and his advice on my first hire",
    "helped me prepare two interviews", "you listened when nobody else did", "everything",
)  # fmt: skip
SINCE = (
    "I tried the agenda and the meeting ended on time", "i rewrote the first page!", "I am moving to another team", "my new role leaves no time for it",
    "we shipped it in October", "two interviews", "passed the exam", "have given my first talk", "I've learned what I came for", None, None,
)  # fmt: skip
AIMS = (
    "pass the CKA by June",
    "be promoted to staff engineer",
    "certificates",
    "earn a higher salary",
    "present to the board twice",
    "recover from burnout",
)
NEXT = ("platform architect", "staff engineer", "Head of QA", "something with people", None, None)


_HE = (
    "Li Wei",
    "J. Smith",
    "JEAN-LUC",
    "Ludwig",
    "Иван",
    "محمد",
    "tanaka",
    "D'Angelo",
    "Kim Min-jun",
    "Tadhg",
    "Q",
    "李伟",
)  # the rest: 'she'


def _told_of(name: str, value: str | None) -> str | None:
    """A value with the pronouns of who bears the name: nobody is 'she' and 'he' in one letter."""
    if value is None:
        return None
    nouns = r"(?= (?:talk|blog|book|articles|beta|way|view|advice|patience|tip)\b)"
    if any(part in name for part in _HE):
        value = re.sub(rf"\bher\b{nouns}", "his", re.sub(rf"\bHer\b{nouns}", "His", value))
        return re.sub(r"\bher\b", "him", re.sub(r"\bshe\b", "he", re.sub(r"\bShe\b", "He", value)))
    value = re.sub(r"\b(?:his|him)\b", "her", value)
    return re.sub(r"\bhe\b", "she", re.sub(r"\bHe\b", "She", value))


class Writer(NamedTuple):
    brief: Brief
    candidate: Candidate
    particulars: Particulars
    before: dict[str, Fact]  # by channel

    def letter(self, channel: Channel) -> tuple[Brief, Candidate, Particulars]:
        """What a message of this channel is composed from."""
        earlier = self.before.get(channel)
        return self.brief, self.candidate, self.particulars.model_copy(update={"earlier": earlier})

    def values(self) -> dict[str, str]:
        """Every value that the person has given, by the id of its fact."""
        told = [fact for _, fact in self.brief.facts()]
        told += [fact for _, fact in self.candidate.parts()]
        told += [fact for name in Particulars.model_fields if (fact := getattr(self.particulars, name)) is not None]
        return {fact.id: fact.value for fact in (*told, *self.before.values())}


def writers(count: int, seed: int = 20261126) -> Iterator[Writer]:
    """`count` people, the same for the same seed; some leave an ask or an offer to their Brief."""
    chance = random.Random(seed)
    for number in range(count):
        yield _writer(chance, number)


def _writer(chance: random.Random, number: int) -> Writer:
    called = chance.choice(NAMES)

    def pick(name: str, *values: str | None) -> Fact | None:
        value = _told_of(called, chance.choice(values))
        at = datetime(2026, 11, 26, tzinfo=UTC)
        return None if value is None else Fact(id=f"{number}-{name}", value=value, origin="said", at=at)

    def sure(name: str, *values: str) -> Fact:
        fact = pick(name, *values)
        assert fact is not None
        return fact

    asked, offered = chance.random() < 0.7, chance.random() < 0.7
    brief = Brief(
        own_name=pick("own_name", *OWN),
        current_role=pick("current_role", *ROLES),
        next_role=pick("next_role", *NEXT),
        objectives=(Objective(text=sure("objective", *AIMS)), Objective(text=sure("objective-2", *ASKS))),
        help_wanted=() if chance.random() < 0.5 else (sure("help", "a raise", "be my mentor"), sure("help-2", *ASKS)),
        offer_in_return=() if chance.random() < 0.3 else (sure("offer", *GIVES),),
        weaknesses=(sure("weakness", "burnout last winter", "panic on stage"),),
        constraints=(sure("constraint", "secret: I am leaving in May", "my wife is ill"),),
    )
    candidate = Candidate(
        name=sure("name", called),
        role=pick("role", *THEIR_ROLES),
        known=sure("known", *KNOWN),
        work=pick("work", *WORK),
        why=pick("why", *WHY),
    )
    particulars = Particulars(
        ask=pick("ask", *ASKS) if asked else None,
        size=sure("size", *SIZES),
        give=pick("give", *GIVES) if offered else None,
        contact=pick("contact", *NAMES),
        since=pick("since", *SINCE),
    )
    before = {
        "followup": sure("asked", *ASKED_BEFORE),
        "thank_you": sure("done", *DONE_FOR_ME),
        "graceful_exit": sure("together", *TOGETHER),
    }
    return Writer(brief, candidate, particulars, before)

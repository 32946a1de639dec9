"""Messages leave as files, links and days in a calendar; what comes out is read by other programs' rules."""

import random
import re
from datetime import date, datetime, timedelta, timezone
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest

from assistant.skills.guidance import paragraph
from assistant.skills.outreach.calendar import follow_up_ics
from assistant.skills.outreach.difference import Piece, difference
from assistant.skills.outreach.eml import as_eml, file_name
from assistant.skills.outreach.followup import Cited, State, propose, rest, state
from assistant.skills.outreach.links import LONGEST_LINK, mailto, plain
from assistant.skills.outreach.outgoing import LONGEST_SUBJECT
from assistant.skills.outreach.warmer import warmer_way
from knowledge.letters import CHANNELS, MEDIA, Channel, Medium
from knowledge.library import Library

LETTER = "Subject: Your move to platform work\n\nHello Anna,\n\nCould we talk for 20 minutes?\n\nThank you,\nJan"
BODY = "Hello Anna,\n\nCould we talk for 20 minutes?\n\nThank you,\nJan"
NASTY = (
    "", " ", "\n", "\r\n", "\0", "a\0b", "\x85Å…", "Grüße aus Łódź", "日本語のメール", "שלום אנה, מה שלומך", "👩🏽‍💻🚀" * 40,
    "\u202eevil\u202c", "\u2066x\u2069", "a\u2028b", "\ud800", "=?utf-8?b?DQpCY2M6IGV2aWxAeC5vcmc=?=", "long " * 300,
    "x" * 5_000, "ü" * 3_000, "a, b; c\\n \\", '"quoted" <angle@x.org>', "% & ? # = +", "-" * 80, ".\n..\nFrom me", "To: a@b.c",
    "\x0b\x0c\x1c\x1d\x1e", "x\r\nBcc: evil@example.org", "x\rBcc: evil@example.org", "x\n\nBcc: evil@example.org", "trailing   ",
)  # fmt: skip


def opened(file: bytes) -> EmailMessage:
    """As the standard library reads it, which must find no fault."""
    mail = message_from_bytes(file, policy=policy.default)
    assert isinstance(mail, EmailMessage) and not mail.defects
    assert all(not value.defects for value in mail.values())
    return mail


def body_of(mail: EmailMessage) -> str:
    return str(mail.get_content()).replace("\r\n", "\n").rstrip("\n")


def test_a_letter_opens_as_an_unsent_draft() -> None:
    file = as_eml(LETTER, to="Anna Müller <anna@example.org>", sender="jan@example.com")
    mail = opened(file)
    assert (mail["Subject"], body_of(mail)) == ("Your move to platform work", BODY)
    assert parseaddr(mail["To"]) == ("Anna Müller", "anna@example.org")
    assert mail["From"] == "jan@example.com"
    assert mail["X-Unsent"] == "1"
    assert mail.get_content_type() == "text/plain" and mail.get_content_charset() == "utf-8"
    assert "Date" not in mail and "Message-ID" not in mail
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", file), "every line ends in CRLF"
    assert all(len(line) <= 998 and line.isascii() for line in file.split(b"\r\n"))


@pytest.mark.parametrize("nasty", NASTY)
def test_no_subject_or_name_makes_a_header(nasty: str) -> None:
    file = as_eml(f"Subject: {nasty}\n\nHello", to=f"{nasty} <a@example.org>", sender=f"{nasty} <b@example.org>")
    mail = opened(file)
    expected = {"MIME-Version", "Content-Type", "Content-Transfer-Encoding", "X-Unsent", "Subject", "From", "To"}
    assert set(mail.keys()) <= expected
    assert len(mail.keys()) == len(set(mail.keys()))
    assert parseaddr(mail["To"] or "")[1] in ("a@example.org", "")
    subject = mail["Subject"] or ""
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", subject)
    first = re.split(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]", nasty)[0]
    seen = " ".join(re.sub(r"[\0\u202a-\u202e\u2066-\u2069]", " ", first).split()).replace("\ud800", "\ufffd")
    if "\0" not in nasty and "\u202e" not in nasty and "\u2066" not in nasty:
        assert subject == seen or (len(subject) == LONGEST_SUBJECT and seen.startswith(subject[:-1]))
    assert max(map(len, file.split(b"\r\n"))) < 300


def test_generated_subjects_and_names_come_back() -> None:
    chance = random.Random(11)
    letters = "abcXYZ019 ,.;:()<>@\"'\\=?_-[]%ßüŁéабв日本語שלום👩🏽💻"
    for _ in range(400):
        said = " ".join("".join(chance.choices(letters, k=chance.randint(1, 240))).split()) or "x"
        name = " ".join(re.sub(r'[<>"]', "", said[:80]).split()) or "x"
        file = as_eml(f"Subject: {said}\n\nHello", to=f"{name} <a@example.org>")
        mail = opened(file)
        assert mail["Subject"] == said
        assert [each.addr_spec for each in mail["To"].addresses] == ["a@example.org"]
        # The newer parser of Python 3.11 sets blanks between the encoded parts of a long name; the older one does not.
        shown, mailbox = parseaddr(message_from_bytes(file)["To"])
        assert (str(make_header(decode_header(shown))), mailbox) == (name, "a@example.org")


@pytest.mark.parametrize("nasty", NASTY)
def test_a_body_arrives_as_it_was_written(nasty: str) -> None:
    mail = opened(as_eml(f"Hello\n{nasty}\nJan"))
    lines = re.sub(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028]", "\n", f"Hello\n{nasty}\nJan")
    assert body_of(mail) == lines.replace("\0", "").replace("\ud800", "\ufffd")
    assert "Subject" not in mail


@pytest.mark.parametrize(
    ("text", "subject", "body"),
    [
        ("", None, ""),
        ("Subject: Only this", "Only this", ""),
        ("No subject at all", None, "No subject at all"),
        ("SUBJECT: Loud\r\n\r\nHello\r\nJan\r\n", "Loud", "Hello\nJan"),
        ("\n\nsubject :  late \n\n\n  indented", "late", "  indented"),
        ("\ufeffSubject: after a mark\nHello", "after a mark", "Hello"),
        ("Subject:\n\nHello", None, "Hello"),
        ("Hello\n\nSubject: of the talk", None, "Hello\n\nSubject: of the talk"),
        ("Subject: one\nSubject: two", "one", "Subject: two"),
    ],
)
def test_the_first_line_is_the_subject(text: str, subject: str | None, body: str) -> None:
    mail = opened(as_eml(text))
    assert (mail["Subject"], body_of(mail)) == (subject, body)
    link = mailto(text)
    assert link is not None
    query = parse_qs(urlsplit(link).query)
    assert query.get("subject", [None])[0] == subject
    assert query.get("body", [""])[0] == body.replace("\n", "\r\n")
    assert plain(text) == (f"Subject: {subject}\n\n{body}".rstrip() if subject else body)
    assert plain(text, "chat") == body


@pytest.mark.parametrize(
    ("typed", "name", "mailbox"),
    [
        ("anna@example.org", "", "anna@example.org"),
        ('"Müller, Änna" <a.m+x@example.org>', "Müller, Änna", "a.m+x@example.org"),
        ("O'Neil, Pat <o'neil@example.org>", "O'Neil, Pat", "o'neil@example.org"),
        ("Anna <anna@münchen.example>", "Anna", "anna@xn--mnchen-3ya.example"),
        ("Anna Müller", "", ""),
        ("a@example.org, b@example.org", "", ""),
        ("a@example.org?bcc=b@example.org", "", ""),
        ("jürgen@example.org", "", ""),
        ("a@" + "b" * 100 + ".org", "", ""),
        ("Anna <a@example.org> <b@example.org>", "", ""),
    ],
)
def test_one_address_or_none(typed: str, name: str, mailbox: str) -> None:
    mail = opened(as_eml("Hello", to=typed))
    assert parseaddr(str(mail["To"] or "")) == (name, mailbox)
    link = mailto("Hello", to=typed)
    assert link == f"mailto:{mailbox.replace('+', '%2B').replace(chr(39), '%27')}?body=Hello"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (LETTER, "your-move-to-platform-work.eml"),
        ("Hello Anna,\n\nthanks", "hello-anna.eml"),
        ("Subject: Crème brûlée, à deux", "creme-brulee-a-deux.eml"),
        ("Subject: Grüße", "grusse.eml"),
        ("Subject: ../../etc/passwd", "etc-passwd.eml"),
        ("Subject: CON", "message-con.eml"),
        ("Subject: lpt1", "message-lpt1.eml"),
        ("Subject: 日本語", "message.eml"),
        ("", "message.eml"),
        ("Subject: " + "word " * 100, "-".join(["word"] * 12) + ".eml"),
        ("Subject: " + "x" * 200, "message.eml"),
    ],
)
def test_file_names_are_safe_everywhere(text: str, name: str) -> None:
    assert file_name(text) == name
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*\.eml", file_name(text))


def test_a_link_too_long_is_none() -> None:
    head = len("mailto:?body=")
    assert mailto("x" * (LONGEST_LINK - head)) is not None
    assert mailto("x" * (LONGEST_LINK - head + 1)) is None
    assert mailto("ü" * 400) is None, "six characters of the link each"


def test_a_link_encodes_what_would_end_it() -> None:
    link = mailto("Subject: R&D? 100 % #1\n\na+b=c & d\nJan", to="anna@example.org")
    assert link == ("mailto:anna@example.org?subject=R%26D%3F%20100%20%25%20%231&body=a%2Bb%3Dc%20%26%20d%0D%0AJan")


def test_a_megabyte_leaves() -> None:
    for text in ("word über 😀 " * 80_000, "x" * 1_000_000, "\n" * 1_000_000, "Subject: " + "y" * 1_000_000):
        mail = opened(as_eml(text))
        assert len(mail["Subject"] or "") <= LONGEST_SUBJECT
        assert mailto(text) is None or not text.strip() or text.startswith("Subject")
        plain(text)
        file_name(text)
        difference(text, text[:-5])


# The calendar file, read by the rules of RFC 5545.

DAY = date(2026, 6, 2)
STAMP = datetime(2026, 5, 20, 14, 30, 5, 999, tzinfo=timezone(timedelta(hours=2)))


def calendar_lines(file: bytes) -> list[tuple[str, str]]:
    """(name with parameters, value) of each line, unfolded (3.1)."""
    assert file.endswith(b"\r\n")
    physical = file.split(b"\r\n")[:-1]
    assert all(0 < len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in physical)
    for line in physical:
        line.decode("utf-8")  # no character is cut in two
    found = []
    for unfolded in file.decode("utf-8").replace("\r\n ", "").split("\r\n")[:-1]:
        assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", unfolded)
        match = re.fullmatch(r"([A-Z-]+(?:;[A-Z-]+=[A-Z-]+)*):(.*)", unfolded)
        assert match, unfolded
        found.append((match[1], match[2]))
    return found


def text_value(value: str) -> str:
    """A TEXT value read back (3.3.11)."""
    assert re.fullmatch(r"(?:[^\\;,]|\\[\\;,nN])*", value), value
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)


def test_a_day_in_the_calendar() -> None:
    assert calendar_lines(follow_up_ics(DAY, "Write to Anna again", "One reminder.\nThen rest.", "a1@mentorprep", STAMP)) == [
        ("BEGIN", "VCALENDAR"), ("VERSION", "2.0"), ("PRODID", "-//Mentorprep//Mentorprep//EN"),
        ("BEGIN", "VEVENT"), ("UID", "a1@mentorprep"), ("DTSTAMP", "20260520T123005Z"),
        ("DTSTART;VALUE=DATE", "20260602"), ("DTEND;VALUE=DATE", "20260603"), ("SUMMARY", "Write to Anna again"),
        ("DESCRIPTION", "One reminder.\\nThen rest."), ("CLASS", "PRIVATE"), ("TRANSP", "TRANSPARENT"),
        ("BEGIN", "VALARM"), ("ACTION", "DISPLAY"), ("DESCRIPTION", "Write to Anna again"), ("TRIGGER", "PT9H"),
        ("END", "VALARM"), ("END", "VEVENT"), ("END", "VCALENDAR"),
    ]  # fmt: skip


@pytest.mark.parametrize("nasty", [*NASTY, "END:VEVENT\r\nBEGIN:VEVENT", "𝕏" * 200])
def test_no_text_breaks_the_calendar(nasty: str) -> None:
    lines = calendar_lines(follow_up_ics(DAY, nasty, nasty, nasty, STAMP))
    assert [name for name, value in lines if value == "VEVENT"] == ["BEGIN", "END"]
    expected = re.sub(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028]", "\n", nasty).replace("\0", "").replace("\ud800", "\ufffd")
    *details, reminder = [text_value(value) for name, value in lines if name == "DESCRIPTION"]
    assert "\n" not in reminder
    assert details == ([expected] if nasty.strip() else [])


def test_a_stamp_needs_a_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        follow_up_ics(DAY, "x", "", "u", datetime(2026, 1, 1))


# Differences between versions.


def shown(before: str, after: str) -> str:
    signs = {"same": "{}", "gone": "[-{}-]", "new": "[+{}+]"}
    return "".join(signs[piece.kind].format(piece.text) for piece in difference(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("the same", "the same", "the same"),
        ("", "all new", "[+all new+]"),
        ("all gone", "", "[-all gone-]"),
        ("Can we talk some time?", "Can we talk for 20 minutes?", "Can we talk [-some time-][+for 20 minutes+]?"),
        ("Hi Tomasz, thanks", "Hi Tomek, thanks", "Hi [-Tomasz-][+Tomek+], thanks"),
        ("I lead the team here", "We run the shop here", "[-I lead-][+We run+] the [-team-][+shop+] here"),
        ("I am so very glad", "I am glad", "I am[- so very-] glad"),
        ("don't", "don’t", "[-don't-][+don’t+]"),
        ("one\ntwo", "one\n\ntwo", "one[-\n-][+\n\n+]two"),
        ("first line\nsecond line", "other words\nquite different", "[-first line-][+other words+]\n[-second line-][+quite different+]"),
        ("a great honour", "a big, real honour", "a [-great-][+big, real+] honour"),
    ],
)  # fmt: skip
def test_differences_read_well(before: str, after: str, expected: str) -> None:
    assert shown(before, after) == expected


def test_the_pieces_give_both_texts_back() -> None:
    chance = random.Random(7)
    words = [
        "I",
        "we",
        "the",
        "Anna",
        "team",
        "don't",
        "e-mail",
        "über",
        "日本",
        "👩🏽‍💻",
        ".",
        ",",
        "?",
        "\0",
        "\u202e",
        "x@y.org",
    ]
    blanks = [" ", "  ", "\n", "\r\n", "\t", "\n\n", ""]
    for size in [0, 1, 2, 5, 12, 40] * 60 + [300] * 10:
        tokens = [chance.choice(words) + chance.choice(blanks) for _ in range(size)]
        changed = [t if chance.random() < 0.7 else chance.choice(["", *words, *blanks]) for t in tokens]
        before, after = "".join(tokens), "".join(changed)
        pieces = difference(before, after)
        assert "".join(p.text for p in pieces if p.kind != "new") == before
        assert "".join(p.text for p in pieces if p.kind != "gone") == after
        assert all(piece.text for piece in pieces)
        kinds = [piece.kind for piece in pieces]
        assert all(a != b for a, b in pairwise(kinds)), "runs are merged"
        assert "new gone" not in " ".join(kinds)


def test_a_thousand_words_are_compared() -> None:
    chance = random.Random(3)
    words = ["the", "and", "to", "I"] * 30 + [f"word{i}" for i in range(400)]
    before = [chance.choice(words) for _ in range(1_000)]
    after = [word if chance.random() < 0.9 else chance.choice(words) for word in before]
    cases = [(before, after), (before, before[::-1]), (["the"] * 1_000, ["the", "a"] * 500)]
    for a, b in cases:
        pieces = difference(" ".join(a), " ".join(b))
        assert "".join(piece.text for piece in pieces if piece.kind != "gone") == " ".join(b)
    assert len(difference(" ".join(before), " ".join(after))) < 400


def test_what_nobody_would_read_word_by_word_is_one_change() -> None:
    before, after = " ".join(f"a{i}" for i in range(9_000)), " ".join(f"b{i}" for i in range(9_000))
    assert difference(f"Hi {before} bye", f"Hi {after} bye") == (
        Piece("same", "Hi "), Piece("gone", before), Piece("new", after), Piece("same", " bye"),
    )  # fmt: skip


# When to write again.


def working_days(begin: date, end: date) -> int:
    return sum((begin + timedelta(days=i)).weekday() < 5 for i in range(1, (end - begin).days + 1))


@pytest.mark.parametrize("medium", MEDIA)
@pytest.mark.parametrize("channel", CHANNELS)
def test_one_reminder_after_a_request_alone(channel: Channel, medium: Medium) -> None:
    least = 10 if channel == "intro_request" else 5 if medium == "chat" else 8
    for i in range(800):
        sent = date(2026, 1, 1) + timedelta(days=i)
        proposed = propose(channel, medium, sent)
        if channel in ("followup", "thank_you", "graceful_exit"):
            assert proposed is None
            continue
        assert proposed is not None
        assert proposed.day.weekday() < 5
        assert (proposed.day.month, proposed.day.day) not in ((12, 25), (12, 26), (1, 1))
        assert least <= working_days(sent, proposed.day) <= least + 2
        assert working_days(sent, proposed.day) == least or proposed.day.month in (12, 1)


def test_days_by_hand() -> None:
    def day(channel: Channel, medium: Medium, sent: date) -> date | None:
        proposed = propose(channel, medium, sent)
        return proposed.day if proposed else None

    assert day("mentor_request_email", "email", date(2026, 6, 1)) == date(2026, 6, 11)  # a Monday
    assert day("mentor_request_email", "email", date(2026, 6, 6)) == date(2026, 6, 17)  # a Saturday
    assert day("linkedin_note", "chat", date(2026, 6, 5)) == date(2026, 6, 12)
    assert day("intro_request", "email", date(2026, 6, 1)) == date(2026, 6, 15)
    assert day("mentor_request_email", "email", date(2026, 12, 15)) == date(2026, 12, 28)  # not on the 25th


ASKED: tuple[Channel, Medium] = ("mentor_request_email", "email")
SENT, DUE = date(2026, 6, 1), date(2026, 6, 11)
REMINDED, OVER = date(2026, 6, 12), date(2026, 6, 24)
BEFORE = timedelta(days=1)


@pytest.mark.parametrize(
    ("sent", "followed_up", "today", "expected"),
    [
        (None, None, SENT, "draft"),
        (SENT, None, SENT, "waiting"),
        (SENT, None, SENT - BEFORE, "waiting"),
        (SENT, None, DUE - BEFORE, "waiting"),
        (SENT, None, DUE, "follow up now"),
        (SENT, None, SENT + timedelta(days=181), "follow up now"),
        (SENT, None, SENT + timedelta(days=182), "let it rest"),
        (SENT, REMINDED, REMINDED, "waiting"),
        (SENT, REMINDED, OVER - BEFORE, "waiting"),
        (SENT, REMINDED, OVER, "let it rest"),
        (None, REMINDED, OVER, "let it rest"),
    ],
)
def test_how_things_stand(sent: date | None, followed_up: date | None, today: date, expected: State) -> None:
    assert state(*ASKED, sent, followed_up, None, today) == expected
    assert state(*ASKED, sent, followed_up, "answered", today) == "answered"
    assert state(*ASKED, sent, followed_up, "declined", today) == "declined"


def test_what_awaits_no_reminder_rests() -> None:
    assert state("thank_you", "email", None, None, None, SENT) == "draft"
    assert state("thank_you", "email", SENT, None, None, SENT) == "let it rest"
    assert state("graceful_exit", "chat", SENT, None, None, DUE) == "let it rest"
    assert state("followup", "email", SENT, None, None, DUE - BEFORE) == "waiting"
    assert state("followup", "email", SENT, None, None, DUE) == "let it rest"


# A warmer way.


@pytest.mark.parametrize(
    "known",
    [
        None, "", "  ", "not at all", "No", "we have never met", "We've never spoken", "I don't know her", "stranger",
        "we haven’t met yet", "She does not know me", "only from her blog", "complete strangers", "He's never heard of me",
        "I do not know them personally", "no contact so far", "I follow her on LinkedIn but have never talked to her",
    ],
)  # fmt: skip
def test_strangers_are_offered_a_warmer_way(known: str | None) -> None:
    offer = warmer_way("mentor_request_email", known)
    assert offer is not None and "face to face" in offer.line
    assert warmer_way("linkedin_note", known) is not None
    for channel in ("intro_request", "followup", "thank_you", "graceful_exit"):
        assert warmer_way(channel, known) is None


@pytest.mark.parametrize(
    "known",
    [
        "we met at PyCon in May", "my former boss", "I don't know him very well", "we worked together for two years",
        "we have never met in person but we have worked together online", "nobody knows her better than me",
        "colleagues who have not spoken for a year", "she taught me Go", "no longer my manager",
    ],
)  # fmt: skip
def test_those_who_know_each_other_are_not(known: str) -> None:
    assert warmer_way("mentor_request_email", known) is None


def cited(note: str, *numbers: int) -> tuple[Cited, ...]:
    return tuple(Cited(note, number) for number in numbers)


def test_what_is_said_rests_on_the_paragraphs_named(library: Library) -> None:
    def said(cites: tuple[Cited, ...]) -> str:
        texts = []
        for each in cites:
            sentences, passages = paragraph(library, *each, most=9)
            assert sentences and passages
            texts += [sentence.text for sentence in sentences]
        return " ".join(texts)

    request = propose("mentor_request_email", "email", SENT)
    introduction = propose("intro_request", "email", SENT)
    offer = warmer_way("mentor_request_email", None)
    assert request and introduction and offer
    assert re.search(r"working days.*For a chat to a colleague, a week.*four lines at most", said(request.cited))
    assert "after two weeks, ask once" in said(introduction.cited)
    assert re.search(r"Flynn.*Roghanizad.*personal introduction", said(offer.cited))
    assert re.search(
        r"Stop after one reminder.*half a year later.*Silence tells you little", said(rest("silence").cited)
    )
    assert re.search(r"thank them.*Two sentences are enough", said(rest("declined").cited))
    assert rest("silence").why != rest("declined").why

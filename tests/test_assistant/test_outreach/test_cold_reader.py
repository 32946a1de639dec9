"""What a reader in a hurry makes of a message: letters of all channels, marked by hand, before and after mending."""

import re
from typing import NamedTuple, get_args

import pytest

from assistant.skills.outreach.cold_reader import (
    RULES,
    TEMPERS,
    Decision,
    Reaction,
    Temper,
    compare,
    first_read,
)
from assistant.skills.outreach.cold_sight import MOST_READ, About
from assistant.skills.outreach.cold_voice import Voice, quoted, variants_of
from assistant.skills.outreach.criteria import CRITERIA
from assistant.skills.outreach.types import Finding, Fix, Review
from assistant.word.lines import lines
from knowledge.letters import CHANNELS, SIGNS, Channel, Flaw, Medium
from knowledge.marks import Mark

_TAG = re.compile(rf"</?({'|'.join(SIGNS)})>")


class Letter(NamedTuple):
    """`tagged`: the text with its marks; `flaws`: what the review is to find, at the marks that belong to it."""

    channel: Channel
    medium: Medium
    tagged: str
    flaws: tuple[Flaw, ...] = ()

    @property
    def text(self) -> str:
        return _TAG.sub("", self.tagged)

    def marks(self) -> list[Mark]:
        found, begun, gone = [], 0, 0
        for tag in _TAG.finditer(self.tagged):
            at = tag.start() - gone
            gone += len(tag[0])
            if tag[0].startswith("</"):
                found.append(Mark(tag[1], begun, at, self.text[begun:at], 0.9))
            else:
                begun = at
        return found

    def review(self) -> Review:
        places = [next(((m.start, m.end) for m in self.marks() if m.tag == CRITERIA[f].sign), None) for f in self.flaws]
        findings = [
            Finding(label=f, severity="high", span=p, why="", citations=(), fix=Fix(kind="ask", text="What?"))
            for f, p in zip(self.flaws, places, strict=True)
        ]
        return Review(flaws=tuple(findings), words=len(self.text.split()), characters=len(self.text))

    def read(self, temper: Temper = "warm") -> Reaction:
        return first_read(self.text, self.channel, self.medium, self.review(), self.marks(), temper)


def bare(text: str, channel: Channel = "mentor_request_email", medium: Medium = "chat") -> Reaction:
    """Read with nothing found and nothing marked."""
    return Letter(channel, medium, text).read()


def abouts(reaction: Reaction, effect: str = "") -> list[About]:
    return [thought.about for thought in reaction.thoughts if not effect or thought.effect == effect]


GOOD = Letter(
    "mentor_request_email", "email",
    "Subject: How you split the billing system\n\nDear Ms Okafor,\n\n<who>I lead a data team at an insurer.</who> "
    "<why>Your talk in Leeds on cutting up the billing system described our last winter.</why> Could you tell me in "
    "<size>twenty minutes</size> <ask>how you chose the first piece</ask>? <give>I can send you our load tests.</give>"
    "\n\n<thanks>Thank you for reading this.</thanks>\n\nBest regards,\nMira Lindqvist",
)  # fmt: skip
VAGUE = Letter(
    "mentor_request_email", "email",
    "Subject: Request\n\nDear Ms Okafor,\n\n<gush>you are a true inspiration and a shining star.</gush> <who>I am a "
    "tester in Ghent.</who> Could I <vague>pick your brain some time</vague>?\n\n<thanks>Thank you</thanks>\nNoor",
    ("generic_flattery", "vague_ask", "no_time_bound", "no_reason_why_this_mentor", "all_about_me_no_giving"),
)  # fmt: skip
JOB = Letter(
    "linkedin_note", "linkedin",
    "Hi Tomasz, <who>I write Go at a bank in Gdańsk.</who> <why>Your post on retries saved our release.</why> Could you "
    "<job>refer me for the opening in your team</job>? <thanks>Thanks</thanks>, Ola",
    ("asks_for_job_or_promotion", "no_time_bound"),
)  # fmt: skip
JOB_MENDED = Letter(
    "linkedin_note", "linkedin",
    "Hi Tomasz, <who>I write Go at a bank in Gdańsk.</who> <why>Your post on retries saved our release.</why> May I ask "
    "you <size>two questions</size> on <ask>when you give up retrying</ask>? <thanks>Thanks</thanks>, Ola",
)  # fmt: skip
INTRO = Letter(
    "intro_request", "chat",
    "Hi Marek, could you introduce me to <vague>somebody senior</vague> at your firm? It would be good for me. "
    "<thanks>Thanks!</thanks> Ilse",
    ("vague_ask", "no_reason_why_this_mentor", "no_time_bound", "all_about_me_no_giving"),
)  # fmt: skip
INTRO_MENDED = Letter(
    "intro_request", "chat",
    "Hi Marek, <who>Ilse from the Ostrava meetup.</who> Your colleague Hana <why>moved the depots to one database, as I "
    "am about to.</why> Would you ask her for <size>twenty minutes</size> on <ask>what she would do first</ask>? "
    "<thanks>Thanks!</thanks>",
)  # fmt: skip
PUSHY = Letter(
    "followup", "email",
    "Subject: Again\n\nDear Mr Abara,\n\n<who>I am the analyst from Kano who wrote on 2 May.</who> <pushy>You have "
    "ignored me for two weeks, so I expect an answer by Friday.</pushy> It is still about <ask>our SLA</ask>.\n\n"
    "<thanks>Thanks</thanks>\nBisi",
    ("pushy_or_entitled",),
)  # fmt: skip
PUSHY_MENDED = Letter(
    "followup", "email",
    "Subject: Again\n\nDear Mr Abara,\n\n<who>I am the analyst from Kano who wrote on 2 May.</who> May I come back to "
    "<ask>our SLA</ask>: <size>ten minutes</size>, or a no, which is fine.\n\n<thanks>Thanks</thanks>\nBisi",
)  # fmt: skip
THANKS = Letter(
    "thank_you", "chat",
    "Dear Irene, <thanks>thank you for Tuesday.</thanks> I cut the deck to five slides, as you said, and the board asked "
    "about the one that I wanted them to ask about. <give>You may use it in your course.</give> Jonas",
)  # fmt: skip
THANKS_SPOILT = Letter(
    "thank_you", "chat",
    "Dear Irene, as you said the deck has five slides. <private>Between us, our CFO is being investigated.</private> "
    "<presumes>I have put us down for every Tuesday until June.</presumes> Jonas",
    ("missing_thanks", "presumes_yes", "oversharing_or_confidential"),
)  # fmt: skip
EXIT = Letter(
    "graceful_exit", "email",
    "Subject: The last Wednesday\n\nDear Mr Amsel,\n\nmy new rota takes the Wednesdays, so I would like to end here. "
    "<thanks>Thank you for eight honest talks.</thanks> <give>I will gladly meet your next mentee.</give>\n\nPaula",
)  # fmt: skip
EXIT_COLD = Letter(
    "graceful_exit", "email",
    "Subject: The last Wednesday\n\nDear Mr Amsel,\n\nthe programme is over and I do not plan to go on. The form is "
    "filled in and sent to the office as agreed.\n\nPaula",
    ("missing_thanks",),
)  # fmt: skip
FORM = Letter(
    "mentor_request_email", "email",
    "Subject: Mentoring\n\nDear <wrong>[Name]</wrong>,\n\n<who>I am a product manager in Turin.</who> <ask>How did you "
    "build the team at [Company]?</ask> <size>Fifteen minutes</size> would do. <thanks>Thank you</thanks>\nLuca",
    ("typos_or_wrong_name_placeholder", "no_reason_why_this_mentor"),
)  # fmt: skip
FAVOURS = Letter(
    "mentor_request_email", "chat",
    "Dear Ms Roy, <who>I do support at a clinic in Pune.</who> <why>You began in support too.</why> <ask>How did you get "
    "into design?</ask> <size>One call of half an hour.</size> And could you <big>go through my portfolio page by page</big> "
    "and <big>introduce me to three studios</big>? <give>I will test your app.</give> <thanks>Thanks</thanks>, Dev",
    ("multiple_big_asks",),
)  # fmt: skip
ALL = (GOOD, VAGUE, JOB, JOB_MENDED, INTRO, INTRO_MENDED, PUSHY, PUSHY_MENDED, THANKS, THANKS_SPOILT, EXIT, EXIT_COLD,
       FORM, FAVOURS)  # fmt: skip


@pytest.mark.parametrize(
    ("letter", "warm", "sceptical", "hurried", "because"),
    [
        (GOOD, "answer", "answer", "answer", "fine"),
        (VAGUE, "ignore", "ignore", "ignore", "gush"),
        (JOB, "pass on", "pass on", "pass on", "job"),
        (JOB_MENDED, "answer", "answer", "answer", "fine"),
        (INTRO, "ignore", "ignore", "ignore", "vague"),
        (INTRO_MENDED, "answer", "answer", "answer", "fine"),
        (PUSHY, "ignore", "ignore", "ignore", "pushy"),
        (PUSHY_MENDED, "answer", "answer", "answer", "fine"),
        (THANKS, "answer", "answer", "answer", "fine"),
        (THANKS_SPOILT, "postpone", "ignore", "postpone", "presumes"),
        (EXIT, "answer", "answer", "answer", "fine"),
        (EXIT_COLD, "postpone", "ignore", "ignore", "no_thanks"),
        (FORM, "ignore", "ignore", "ignore", "placeholder"),
        (FAVOURS, "postpone", "postpone", "postpone", "many"),
    ],
)
def test_what_they_do(letter: Letter, warm: Decision, sceptical: Decision, hurried: Decision, because: About) -> None:
    reactions = [letter.read(temper) for temper in TEMPERS]
    assert [each.decision for each in reactions] == [warm, sceptical, hurried]
    assert {each.because for each in reactions} == {because}


def test_letters_of_all_channels_are_read_differently() -> None:
    assert {letter.channel for letter in ALL} == set(CHANNELS)
    for temper in TEMPERS:
        readings = [letter.read(temper) for letter in ALL]
        assert len({tuple(t.text for t in each.thoughts) for each in readings}) == len(ALL)
        assert len({each.verdict for each in readings}) >= len(ALL) - 3


@pytest.mark.parametrize("letter", ALL)
def test_each_thought_stands_at_its_words(letter: Letter) -> None:
    reaction = letter.read()
    marked = {(mark.start, mark.end) for mark in letter.marks()}
    for thought in reaction.thoughts:
        if thought.about not in ("subject", "end", "late", "late_size", "placeholder"):
            assert thought.span is None or thought.span in marked, thought
        if thought.span and "“" in thought.text:
            said = re.search("“(.*)”", thought.text)
            assert said and said[1].rstrip("…") in letter.text
    starts = [thought.span[0] for thought in reaction.thoughts if thought.span]
    assert starts == sorted(starts)


@pytest.mark.parametrize("letter", ALL)
@pytest.mark.parametrize("temper", TEMPERS)
def test_no_two_thoughts_sound_alike(letter: Letter, temper: Temper) -> None:
    texts = [re.sub("“.*”", "“”", thought.text) for thought in letter.read(temper).thoughts]
    assert len(set(texts)) == len(texts)


def test_the_same_text_is_always_read_in_the_same_way() -> None:
    assert VAGUE.read() == VAGUE.read()
    # What is said of one sentence does not change when another one does.
    shorter = GOOD._replace(tagged=GOOD.tagged.replace("<give>I can send you our load tests.</give>", ""))
    kept = [thought.text for thought in GOOD.read().thoughts if thought.about not in ("give", "end")]
    assert [thought.text for thought in shorter.read().thoughts] == kept


@pytest.mark.parametrize(
    ("before", "after", "gone", "won"),
    [
        (VAGUE, GOOD, {"gush", "vague", "no_size", "no_why"}, {"ask", "size", "why", "give"}),
        (JOB, JOB_MENDED, {"job", "no_size"}, {"ask", "size"}),
        (INTRO, INTRO_MENDED, {"vague", "no_why", "no_size", "no_give"}, {"who", "why", "size", "ask"}),
        (PUSHY, PUSHY_MENDED, {"pushy"}, {"ask", "size"}),
        (THANKS_SPOILT, THANKS, {"no_thanks", "presumes", "private"}, {"give"}),
        (EXIT_COLD, EXIT, {"no_thanks"}, {"give"}),
    ],
)  # fmt: skip
def test_a_mended_letter_does_what_it_should(before: Letter, after: Letter, gone: set[str], won: set[str]) -> None:
    change = compare(before.read(), after.read())
    assert change.after == "answer" != change.before
    assert gone <= set(change.gone) and set(change.won) == won and not change.new
    assert 1 <= len(change.lines) <= 2 and "answer" in change.lines[0]
    back = compare(after.read(), before.read())
    assert set(back.new) == set(change.gone) and back.gone == change.new and "afraid" in back.lines[0]


def test_what_changed_is_said_once() -> None:
    change = compare(JOB.read(), JOB_MENDED.read())
    assert change.lines == (
        "Before, I would have passed it on. Now I would answer.",
        "What no longer puts me off: the job. What draws me in now: how much time it takes and a question I can answer.",
    )
    assert compare(GOOD.read(), GOOD.read()).lines in (
        ("It reads to me as it did before.",), ("I notice no difference.",),
    )  # fmt: skip


def test_a_change_that_is_not_enough() -> None:
    text = FAVOURS.tagged.replace(" <give>I will test your app.</give>", "")
    change = compare(FAVOURS.read(), FAVOURS._replace(tagged=text).read())
    assert (change.before, change.after, change.lost) == ("postpone", "postpone", ("give",))
    assert change.lines == ("I would still put it off.", "What I no longer find: something that comes back.")


def test_a_question_beyond_the_time_is_not_reached() -> None:
    filler = "We keep the tills of a shop running with one colleague and a van. " * 7  # 98 words
    late = GOOD._replace(tagged=GOOD.tagged.replace("Could you", filler + "Could you"))
    reaction = late.read()
    assert (reaction.decision, reaction.because) == ("postpone", "late") and "ask" not in abouts(reaction)
    assert reaction.read_until < late.text.index("twenty minutes") and reaction.words == MOST_READ == 79
    assert reaction.seconds == 19.9
    (at,) = [thought.span for thought in reaction.thoughts if thought.about == "late"]
    assert at and at[1] == reaction.read_until
    change = compare(reaction, GOOD.read())
    assert change.after == "answer" and "late" in change.gone and set(change.won) >= {"ask", "size"}


def test_who_has_the_question_reads_on_to_its_size() -> None:
    filler = "We keep the tills of a shop running with one colleague and a van. " * 7
    tagged = GOOD.tagged.replace(" in <size>twenty minutes</size>", "") + f" {filler} <size>Twenty minutes</size>."
    late = GOOD._replace(tagged=tagged)
    assert [late.read(temper).decision for temper in TEMPERS] == ["answer", "postpone", "answer"]
    assert "late_size" in abouts(late.read(), "pushes") and "end" not in abouts(late.read())


def test_a_placeholder_ends_the_reading() -> None:
    reaction = FORM.read()
    assert reaction.read_until == FORM.text.index("[Name]") + len("[Name]") and reaction.seconds < 2
    assert abouts(reaction) == ["subject", "placeholder"]
    assert reaction.thoughts[-1].span == (FORM.text.index("[Name]"), reaction.read_until)


def test_what_the_review_misses_does_not_pull() -> None:
    """'a quick chat' may be marked as a size; where the review says that there is none, there is none."""
    letter = GOOD._replace(tagged=GOOD.tagged.replace("twenty minutes", "a quick chat"), flaws=("no_time_bound",))
    reaction = letter.read()
    assert "size" not in abouts(reaction) and "no_size" in abouts(reaction, "pushes")
    assert reaction.decision == "postpone"


def test_a_flaw_that_the_review_does_not_find_does_not_push() -> None:
    letter = GOOD._replace(tagged=GOOD.tagged.replace("Best regards", "<gush>You are great.</gush> Best regards"))
    assert not abouts(letter.read(), "pushes")


def test_a_wrong_name_and_slips() -> None:
    wrong = GOOD._replace(tagged=GOOD.tagged.replace("Okafor", "<wrong>Okonkwo</wrong>"),
                          flaws=("typos_or_wrong_name_placeholder",))  # fmt: skip
    assert [wrong.read(temper).decision for temper in TEMPERS] == ["postpone", "ignore", "ignore"]
    slips = GOOD._replace(tagged=GOOD.tagged.replace("winter", "<wrong>wintre</wrong>"),
                          flaws=("typos_or_wrong_name_placeholder",))  # fmt: skip
    reaction = slips.read()
    assert "misspelt" in abouts(reaction, "pushes") and reaction.decision == "answer"


def test_many_small_things_wait() -> None:
    flaws: tuple[Flaw, ...] = ("no_subject", "all_about_me_no_giving", "missing_thanks", "too_long")
    letter = GOOD._replace(tagged=GOOD.tagged.partition("\n\n")[2], flaws=flaws)
    assert (letter.read().decision, letter.read().because) == ("postpone", "small")
    assert letter._replace(flaws=flaws[1:3]).read().decision == "answer"
    assert letter._replace(flaws=flaws[1:3]).read("sceptical").decision == "postpone"


@pytest.mark.parametrize(
    "text", ["", "   \n ", "Hello", "Hi Anna,", "Subject: Hello\n\nDear Ms Okafor,\n\nBest regards,\nMira"]
)
@pytest.mark.parametrize("channel", CHANNELS)
def test_nothing_to_read(text: str, channel: Channel) -> None:
    reaction = bare(text, channel)
    assert (reaction.decision, reaction.because) == ("ignore", "nothing") and reaction.verdict


def test_links_only() -> None:
    for text in ("https://example.org/cv.pdf\nwww.example.org", "Hi Anna,\n\nhttps://example.org/cv.pdf\n\nBest,\nBo"):
        reaction = bare(text)
        assert (reaction.decision, reaction.because) == ("ignore", "links")


def test_five_thousand_words() -> None:
    reaction = bare("We went on and on about it. " * 715)
    assert (reaction.decision, reaction.because, reaction.words) == ("postpone", "late", MOST_READ)
    big = bare("x" * 1_000_000)
    assert big.read_until < 1_000 and big.decision == "postpone"


def test_nothing_is_marked() -> None:
    asks = bare("Hi Anna, I read your post on retries. When do you give up retrying? Thanks, Bo")
    assert asks.decision == "answer" and abouts(asks) == ["ask"]
    assert bare("Hi Anna, I have been a tester in Ghent for six years now. Bo").because == "no_ask"
    assert bare("Hi Anna, the first release went out as you said. Bo", "followup").decision == "answer"


def test_thanks_for_anything() -> None:
    letter = Letter("thank_you", "chat", "Hi Irene, <thanks>thanks a lot for your time</thanks>! Jonas")
    assert [letter.read(temper).decision for temper in TEMPERS] == ["answer", "postpone", "answer"]
    assert "bare" in abouts(letter.read())


def test_html() -> None:
    tagged = f"<p>{GOOD.tagged.partition('Okafor,')[2].replace(chr(10), '<br>')}</p>"
    letter = GOOD._replace(tagged=tagged, medium="chat")
    reaction = letter.read()
    assert (
        reaction.decision == "answer" and reaction.thoughts[0].about == "markup" and reaction.thoughts[0].span == (0, 3)
    )
    assert not any("<" in thought.text for thought in reaction.thoughts)
    assert bare("<p></p><br>").because == "nothing"


def test_another_script() -> None:
    reaction = bare("我想向您请教如何拆分计费系统。" * 60)
    assert reaction.words == MOST_READ and reaction.read_until < 600


def test_awkward_words_are_quoted_whole() -> None:
    assert quoted("one two\n three four five six seven eight nine") == "one two three four five six seven eight…"
    assert quoted("a <b>“good”</b> {word}, ") == "a 'good' {word}"
    letter = Letter("linkedin_note", "linkedin", "Hi, <ask>how does {x} work in {0} and “so”</ask>?")
    (thought,) = [each for each in letter.read().thoughts if each.about == "ask"]
    assert "“how does {x} work in {0} and 'so'”" in thought.text


def test_temperaments_sound_different() -> None:
    said = [{thought.text for thought in GOOD.read(temper).thoughts} for temper in TEMPERS]
    assert len(set.intersection(*said)) <= 2


def test_there_are_words_for_everything() -> None:
    """Two lines for whatever can be met twice; one that quotes nothing for whatever may have no place in the text."""
    unplaced = "misspelt job pushy presumes gush many private markup nothing links late end bare long".split()
    for temper in TEMPERS:
        for about in get_args(About):
            if about not in ("small", "fine"):
                found = variants_of(about, (temper, "any"), with_words=True)
                assert len(found) >= 2 and len(set(found)) == len(found), about
                if about in unplaced or about.startswith("no_"):
                    assert variants_of(about, (temper, "any"), with_words=False), about
        for rule in RULES:
            for about in rule.about:
                assert Voice(temper).say(f"since_{about}")


def test_they_speak_of_themselves_and_give_no_advice() -> None:
    for name, line in lines().items():
        if name.startswith("cold_"):
            said = " ".join(line.text)
            assert not line.rephrase and line.variables <= {"words", "did", "would"}
            assert not re.search(r"!|\byou should\b|\bnext time\b|\bplease\b|\btry\b|\brather write\b", said, re.I), (
                name
            )

"""The debrief of a meeting: what is observed, what it is worth, what would have been better."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from assistant.brief import Brief, Candidate, Fact
from assistant.skills.rehearsal.debrief import ORDER, Means, debrief, score
from assistant.skills.rehearsal.observe import MOST_WORDS, Reading, limits, observe
from assistant.skills.rehearsal.rubric import rubric
from assistant.skills.rehearsal.types import Said, Seen
from assistant.skills.sources import citations
from knowledge.library import Library
from knowledge.turns import BEHAVIOURS, GOOD, POOR, QUOTE, Behaviour, TurnRead, TurnReader


def mentor(text: str) -> Said:
    return Said(role="mentor", text=text)


def me(text: str) -> Said:
    return Said(role="mentee", text=text)


def by_word(seen: Mapping[str, Behaviour]) -> Reading:
    """A reader that sees a behaviour where a word stands: what is tested is what is made of what was read."""

    def read(text: str, _before: str) -> TurnRead:
        shows: dict[Behaviour, float] = dict.fromkeys(BEHAVIOURS, 0.0)
        words: dict[Behaviour, tuple[int, int]] = dict.fromkeys(BEHAVIOURS, (0, len(text)))
        for word, behaviour in seen.items():
            if word in text:
                shows[behaviour] = 0.9
                words[behaviour] = text.index(word), text.index(word) + len(word)
        return TurnRead(shows, words)

    return read


READ = by_word({"cheers": "thanked", "boss": "badmouthed_boss", "talk": "showed_research_on_mentor"})
FACT = Fact(id="1", value="lead tester", origin="by hand", at=datetime(2026, 1, 1, tzinfo=UTC))
EVERY = (*GOOD, *POOR)


def test_only_the_mentee_counts_and_the_quote_is_theirs() -> None:
    seen = observe([mentor("cheers"), me("well, cheers"), mentor("boss")], READ, {})
    assert seen["thanked"] == Seen(observed=True, turn=2, span=(6, 12))
    assert not seen["badmouthed_boss"].observed and list(seen) == list(BEHAVIOURS)


@pytest.mark.parametrize(
    "answer", ["Actually, that was my brother.", "No, I never gave that one.", "You must mean somebody else."]
)
def test_a_fact_that_the_mentor_corrects_does_not_count(answer: str) -> None:
    meeting = [me("I saw your talk on Kafka")]
    assert observe([*meeting, mentor("Ah, that one. Long ago.")], READ, {})["showed_research_on_mentor"].observed
    assert not observe([*meeting, mentor(answer)], READ, {})["showed_research_on_mentor"].observed


def test_too_long_is_counted_and_quoted_at_its_beginning() -> None:
    at_most = "word " * MOST_WORDS
    assert not observe([me(at_most)], READ, {})["talked_over_length"].observed
    long = observe([me(f"So. And {at_most}")], READ, {})["talked_over_length"]
    assert long.observed and long.span == (0, 3)
    endless = observe([me("word " * 5000)], READ, {})["talked_over_length"]
    assert endless.span is not None and endless.span[1] <= QUOTE


def test_the_score_is_fair() -> None:
    def seen(*names: Behaviour) -> dict[Behaviour, Seen]:
        return {name: Seen(observed=name in names) for name in BEHAVIOURS}

    assert score(seen()) == 0.0 and score(seen(*GOOD)) == 1.0 and score(seen(*POOR)) == 0.0
    assert score(seen(*GOOD[:9])) > score(seen(*GOOD[:9], POOR[0])) > score(seen(*GOOD[:6], *POOR[:2]))


def test_what_did_harm_is_drilled_first_and_nothing_where_nothing_is_left() -> None:
    found = debrief([me("my boss, cheers")], Means(READ, {}, {}))
    assert found.drill is not None and found.drill.behaviour == "badmouthed_boss"
    assert found.finding("thanked").better is None and found.finding("thanked").quote == "cheers"
    assert found.finding("asked_good_time").better is not None and found.finding("asked_good_time").quote is None
    perfect = by_word(dict(zip("abcdefghijklmno", GOOD, strict=True)))
    assert debrief([me("abcdefghijklmno")], Means(perfect, {}, {})).drill is None
    assert sorted(ORDER) == sorted(EVERY)


def test_a_better_line_is_made_of_the_persons_own_brief() -> None:
    def fact(value: str) -> Fact:
        return FACT.model_copy(update={"value": value})

    ana = Candidate(name=fact("Ana Lima"), work=fact("she gave a talk on Kafka"))
    brief = Brief(
        next_role=fact("lead tester"), horizon=fact("June"), long_term=fact("head of quality"),
        offer_in_return=(fact("I can write the test plan"),), candidates=(ana,),
    )  # fmt: skip
    found = debrief([me("Hello")], Means(READ, {}, {}), brief, ana)
    said = {f.behaviour: f.better.text for f in found.findings if f.better}
    assert said["short_term_goal"] == "My next step is to become a lead tester by June."
    assert said["long_term_goal"] == "In the long run: head of quality."
    assert "your talk on Kafka" in said["showed_research_on_mentor"]
    assert "I can write the test plan" in said["offered_something_in_return"]
    assert not any("{" in text for text in said.values())


def test_every_behaviour_has_its_rule_and_passages_that_say_so(library: Library) -> None:
    cited = citations(library, {name: rule.quotes for name, rule in rubric().items()})
    for name, rule in rubric().items():
        assert len(cited[name]) == len(rule.quotes) > 0, name
        assert not rule.better[-1].places, f"{name}: the last better line must need nothing"


REAL = (
    mentor("Come in, I have just come out of the steering committee."),
    me("Thank you for making time. Does it still suit you, or shall I come back on Thursday?"),
    mentor("No, stay. What brings you to me?"),
    me("I asked you because you moved from testing to architecture, and I'd like to be a solution architect by next autumn."),
    mentor("And what have you done about it?"),
    me("I took over the interface to billing and did the cloud certificate, which taught me little."),
    mentor("I started with drawings nobody wanted. The first useful one was of what we would switch off."),
    me("So you began with what could go. In our case that would be the old reports. How did people take it?"),
)  # fmt: skip


def test_the_shipped_reader_sees_what_is_there(library: Library) -> None:
    read = TurnReader(library.embedder).read
    seen = observe(REAL, read, limits())
    there: tuple[Behaviour, ...] = (
        "asked_good_time", "thanked", "said_why_this_mentor", "short_term_goal", "explained_steps_already_taken",
        "asked_open_questions", "listened_built_on_answers",
    )  # fmt: skip
    assert [name for name in there if not seen[name].observed] == []
    assert not any(seen[name].observed for name in POOR) and not seen["offered_something_in_return"].observed
    assert seen["explained_steps_already_taken"].turn == 6 and seen["asked_good_time"].turn == 2

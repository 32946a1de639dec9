"""Whatever people type, no draft invents, leaves a gap, breaks its grammar or is too long."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

import pytest

from assistant.skills.outreach.compose import LINKEDIN, compose
from assistant.skills.outreach.types import Draft, Line, Missing, Tone
from assistant.skills.outreach.wording import sentences
from assistant.word.lines import FOLDER
from knowledge.letters import CHANNELS, MEDIA, Channel, Medium
from tests.fakes.outreach_people import Writer, writers

TONES: tuple[Tone, ...] = ("warm", "brief", "formal")
PEOPLE = 300
CHANGED = frozenset(
    "a an you your yours yourself i my we are were have do they their i'm minutes hours hour at most now work fellow alumnus met giving she her his he meeting who".split()
)
WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


@cache
def drafts() -> tuple[tuple[Writer, Draft], ...]:
    """A pair for each person and channel, in each medium and tone by turns."""
    found: list[tuple[Writer, Draft]] = []
    for number, writer in enumerate(writers(PEOPLE)):
        for i, channel in enumerate(CHANNELS):
            pair = compose(channel, MEDIA[(number + i) % 3], TONES[number // 3 % 3], *writer.letter(channel))
            if not isinstance(pair, Missing):
                found += [(writer, draft) for draft in pair]
    return tuple(found)


@cache
def wording() -> frozenset[str]:
    text = re.sub(r"\{[^}]*\}", " ", (FOLDER / "drafts" / "sentences.yaml").read_text(encoding="utf-8"))
    return frozenset(WORD.findall(text.casefold()))


@cache
def fixed_sentences() -> frozenset[str]:
    variants = (v for tones in sentences().values() for listed in tones.values() for v in listed)
    return frozenset(s for v in variants for s in v.sentences if "{" not in s) | {"A question to you"}


def lines(draft: Draft) -> list[Line]:
    return [*([draft.subject] if draft.subject else []), *draft.lines]


def words(text: str) -> set[str]:
    return {word.removesuffix("'s") for word in WORD.findall(text.casefold().replace("’", "'"))}


def stems(text: str) -> set[str]:
    """Words that carry sense, cut to four letters."""
    return {
        word[: 2 if word[0].isdigit() else 4]
        for word in words(re.sub(r"https?://\S+", "", text))
        if (len(word) > 2 or word[0].isdigit()) and word not in CHANGED
    }


def failing(check: Callable[[Writer, Draft], Iterable[str]]) -> list[str]:
    """What a check objects to, with the draft's kind; a few of each."""
    found = {what: draft for writer, draft in drafts() for what in check(writer, draft)}
    return [f"{draft.channel}, {draft.medium}: {what}" for what, draft in found.items()][:12]


def test_most_people_can_be_helped() -> None:
    assert len(drafts()) > PEOPLE * len(CHANNELS)  # of twice as many


def test_nothing_is_left_to_be_filled_in() -> None:
    gap = re.compile(r"[\[\]{}<>|]|__|\byour name\b|\bXXX|\bTBD\b|\bNone\b")
    assert not failing(lambda _, draft: gap.findall(draft.text))


def test_every_word_is_the_wordings_or_the_persons() -> None:
    def wrong(writer: Writer, draft: Draft) -> Iterator[str]:
        values = writer.values()
        for line in lines(draft):
            given = set[str]().union(*(words(values[fact]) for fact in line.facts))
            spelt = {word.replace("'", "") for word in given}
            for word in WORD.findall(line.text):
                low = word.casefold().replace("’", "'").removesuffix("'s")
                ours = low in wording() or low in CHANGED
                theirs = (
                    low in given
                    or low.replace("'", "") in spelt
                    or any(low[:3] == known[:3] or (word.isdigit() and low in known) for known in given)
                )
                if not (ours or theirs) or (
                    word[0].isdigit() and low not in given and not any(low in known for known in given)
                ):
                    yield f"{word}: {line.text}"

    assert not failing(wrong)


def test_capitals_and_numbers_come_from_the_facts_or_the_wording() -> None:
    ours = {"I", "You", "Your"}

    def wrong(writer: Writer, draft: Draft) -> Iterator[str]:
        values = writer.values()
        for line in lines(draft):
            given = " ".join(values[fact] for fact in line.facts).casefold()
            for match in re.finditer(r"(?<=[\w,;:] )[A-ZÀ-Þ0-9][\w'’]*", line.text):
                if (
                    match[0].split("'")[0] not in ours
                    and match[0].casefold().removesuffix("'s") not in given
                    and match[0] not in ("Dr", "Prof")
                ):
                    yield f"{match[0]}: {line.text}"

    assert not failing(wrong)


def test_each_sentence_holds_the_facts_that_it_names() -> None:
    def wrong(writer: Writer, draft: Draft) -> Iterator[str]:
        values = writer.values()
        for line in lines(draft):
            if not line.facts and line.text not in fixed_sentences():
                yield line.text
            for fact in line.facts:
                wanted, found = stems(values[fact]), stems(line.text)
                nobody = line.text.startswith(("We have not met", "I have not met"))
                if wanted and not nobody and not wanted & found:
                    yield f"{values[fact]}: {line.text}"

    assert not failing(wrong)


def test_nothing_private_leaves_the_brief() -> None:
    private = re.compile(r"burnout|panic|secret|wife|salary|a raise|be my mentor", re.IGNORECASE)
    assert not failing(lambda _, draft: private.findall(draft.text))


def test_every_line_is_a_sentence() -> None:
    def wrong(_: Writer, draft: Draft) -> Iterator[str]:
        greeting, *middle, close = draft.lines
        if not greeting.text.endswith(",") or greeting.text.split()[0] not in ("Hello", "Hi", "Dear"):
            yield greeting.text
        if not close.facts or len(close.text.splitlines()) != (2 if draft.medium == "email" else 1):
            yield close.text
        for line in middle:
            if line.text != "This is what it comes down to:" and not re.fullmatch(
                r"[^a-z\W].*[^\s.,;:?!][.?]", line.text
            ):
                yield line.text

    assert not failing(wrong)


def test_no_word_is_doubled_and_no_mark() -> None:
    bad = re.compile(
        r"\b(\w+) \1\b|[,;:.?!]{2}|\s[,.;:?!]|\ba (?:SRE|architect|engineer|intern)\b|\ban (?:DBA|QA|senior)\b|\bI (?:am|work) I\b|\bto to\b|\bam am\b"
        r"|(?<!of )\byou (?:is|was|has|does)\b|\bI (?:is|has|are)\b|  ",
    )
    assert not failing(
        lambda _, draft: (line.text for line in lines(draft) if bad.search(line.text.replace("\n", " / ")))
    )


def test_nobody_is_spoken_of_to_their_face() -> None:
    """'She' and 'her' are the reader, save in a letter to somebody else."""
    others = re.compile(r"\b(?:she|he|her|his|him)\b", re.IGNORECASE)
    assert not failing(
        lambda _, draft: (
            line.text for line in draft.lines if draft.channel != "intro_request" and others.search(line.text)
        )
    )


def test_lengths() -> None:
    def wrong(_: Writer, draft: Draft) -> Iterator[str]:
        count = len(draft.body.split())
        least, most = {"email": (60, 140), "chat": (15, 100), "linkedin": (10, 75)}[draft.medium]
        if not least <= count <= most or (draft.medium == "linkedin" and len(draft.text) > LINKEDIN):
            yield f"{count} words, {len(draft.text)} characters: {draft.text}"
        subject = draft.subject.text if draft.subject else ""
        if (
            (draft.medium == "email") != bool(subject)
            or (subject and not 3 <= len(subject.split()) <= 7)
            or "\n" in subject
        ):
            yield subject

    assert not failing(wrong)


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("medium", MEDIA)
def test_the_two_ways_are_two(channel: Channel, medium: Medium) -> None:
    ours = [draft for _, draft in drafts() if (draft.channel, draft.medium) == (channel, medium)]
    assert ours
    for first, second in zip(ours[::2], ours[1::2], strict=True):
        assert first.approach != second.approach
        assert {line.text for line in first.lines[1:-1]} != {line.text for line in second.lines[1:-1]}

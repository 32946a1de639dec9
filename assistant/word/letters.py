"""Messages to a mentor in words: a draft, what a review finds, why nothing can be written, what has become of one."""

from collections.abc import Callable, Iterator
from datetime import date

from assistant.errors import BadInput
from assistant.moves import Became, Drafted, Reviewed, Stuck
from assistant.sentence import Sentence
from assistant.skills.outreach.plan import Kept
from assistant.skills.outreach.types import Draft, Finding, Line, Review
from assistant.word.lines import say
from assistant.word.topics import topics
from knowledge.letters import Channel, Medium
from knowledge.types import Passage

SOMEBODY = "this person"  # where nobody is named yet
MOST = 3  # findings that are said; the rest is on the page
_LONGEST = 90  # characters of the words that a finding quotes
_LISTED = 3  # messages whose state is told
_RANK = {"high": 0, "medium": 1, "low": 2}
_CHIPS = ("Make it shorter", "Make it more formal", "The other one")
_CLEAN: dict[Channel, str] = {"followup": "clean_followup", "thank_you": "clean_thanks", "graceful_exit": "clean_exit"}
About = Drafted | Stuck | Reviewed | Became  # the moves that are worded here
Paragraph = Callable[[str, int], tuple[list[Sentence], list[Passage]]]
Reviews = Callable[[str, Channel, Medium], Review]


def chips(move: About) -> tuple[str, ...]:
    return _CHIPS if isinstance(move, Drafted) else ()


def said(move: About, paragraph: Paragraph, review: Reviews | None) -> Iterator[list[Sentence]]:
    """The paragraphs of a move. Raises WeightsError where a message cannot be read."""
    match move:
        case Drafted():
            yield from _drafted(move)
        case Stuck():
            asking = topics()[move.need]
            yield [_general(asking.stuck.format(reader=move.reader or SOMEBODY))]
            if asking.way is not None:
                yield paragraph(asking.way.note, asking.way.paragraph)[0]
            yield say("letter_waits")
        case Reviewed():
            yield from _reviewed(move, review)
        case Became():
            yield from _became(move)


def _drafted(move: Drafted) -> Iterator[list[Sentence]]:
    yield say("drafted")
    yield from _letter(move.draft)
    yield [*say("other_draft", approach=_small(move.other.approach))]


def _letter(draft: Draft) -> Iterator[list[Sentence]]:
    """The subject and each paragraph by itself, the lines of one under the other where it has them."""
    if draft.subject is not None:
        yield [_own(draft.subject, f"Subject: {draft.subject.text}")]
    group: list[Line] = []
    for line in draft.lines:
        if line.starts_paragraph and group:
            yield [_own(each) for each in group]
            group = []
        group.append(line)
    yield [_own(each) for each in group]


def _own(line: Line, text: str | None = None) -> Sentence:
    return Sentence(text=text or line.text, label="yours", support=1.0, facts=line.facts)


def _reviewed(move: Reviewed, review: Reviews | None) -> Iterator[list[Sentence]]:
    if review is None:
        yield say("no_review")
        return
    try:
        found = review(move.text, move.channel, move.medium)
    except BadInput as error:
        yield [Sentence(text=str(error), label="fixed", support=1.0)]
        return
    request = move.channel == "mentor_request_email"
    kind = say(f"kind_{move.channel}_{move.medium}" if request else f"kind_{move.channel}")
    if not found.flaws:
        yield [*say("reviewed_clean", kind=kind[0].text), *say(_CLEAN.get(move.channel, "clean_request"))]
    else:
        yield say("reviewed_as", kind=kind[0].text)
    weightiest = sorted(found.flaws, key=lambda finding: _RANK[finding.severity])
    for finding in weightiest[:MOST]:
        yield _finding(finding, move.text)
    if (more := len(weightiest) - MOST) > 0:
        yield say("one_more" if more == 1 else "more_findings", **({} if more == 1 else {"count": more}))
    elif found.flaws:
        yield say("all_findings")


def _finding(finding: Finding, text: str) -> list[Sentence]:
    """The words that are meant, why they matter, and the passage that says so, verbatim."""
    sentences = []
    if finding.span is not None and (words := " ".join(text[slice(*finding.span)].split())):
        shown = words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0] + " …"
        sentences += say("these_words", words=shown)
    sentences.append(_general(finding.why))
    for cited in finding.citations[:1]:
        sentences.append(Sentence(text=cited.quote, label="guidance", citations=(cited,), support=1.0))
    return sentences


def _became(move: Became) -> Iterator[list[Sentence]]:
    if not move.letters:
        yield say("no_letter_to", name=move.name) if move.name else say("no_letter")
        return
    for letter in move.letters[:_LISTED]:
        yield _state(letter, move.name)


def _state(letter: Kept, name: str | None) -> list[Sentence]:
    what = name or letter.title
    whom = f"to {what}" if what else "that you showed me"
    if letter.sent is None:
        own = "letter_changed" if letter.own else "letter_drafted"
        return say(own, whom=whom, day=day(letter.changed))
    sentences = say("letter_sent", whom=whom, day=day(letter.sent))
    if letter.outcome is not None:
        sentences += say(f"letter_{letter.outcome}")
    elif letter.follow_up is not None:
        sentences += say("letter_follow_up", day=day(letter.follow_up))
    return sentences


def day(when: date) -> str:
    return f"{when.day} {when:%B %Y}"


def _general(text: str) -> Sentence:
    return Sentence(text=text, label="general", support=1.0)


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]

"""The debrief of a meeting as a page to keep: the same sections as Markdown and as a Word document. Pure functions."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from assistant.docx import add_small, begun, written
from assistant.markdown import escaped, escaped_text, one_line, printable
from assistant.skills.rehearsal.persona import Secret
from assistant.skills.rehearsal.rubric import rubric
from assistant.skills.rehearsal.types import Better, Debrief, Drill, Finding, Role, Said
from knowledge.turns import GOOD, POOR, Behaviour

Rated = Mapping[Behaviour, bool]
SEEN, HARM, MISSING = "What your lines show", "What did harm", "What was missing"
OTHERWISE, HELD_BACK = "Where you saw it differently", "What the mentor held back"
PRACTISE, MEETING = "Practise this next", "The whole meeting"
NOTHING_SEEN = "None of the behaviours that make a good first meeting could be seen in these lines."
NOTHING_LEFT = "Nothing is missing, and nothing did harm. Keep it that way."
SAME = "You saw yourself as your lines show you."
SILENCE = "…"
_SPEAKERS: dict[Role, str] = {"mentor": "Mentor", "mentee": "You"}


class Item(NamedTuple):
    """Something with a name of its own, what is said about it, and in small type the passages that say so."""

    name: str
    lines: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class Part(NamedTuple):
    """A section: a line about it, where it needs one, and its items."""

    heading: str
    intro: str = ""
    items: tuple[Item, ...] = ()


def as_markdown(
    title: str, meeting: Sequence[Said], debrief: Debrief, held_back: Sequence[Secret], rated: Rated | None
) -> bytes:
    """In UTF-8. What people wrote stays what it is: no markup, no picture. `rated`: how they rated themselves."""
    blocks = [f"# {escaped(title)}", escaped(_sum(debrief))]
    for part in _parts(debrief, held_back, rated):
        blocks += [f"## {part.heading}", *([escaped(part.intro)] if part.intro else [])]
        blocks += ["\n".join(_bullet(item) for item in part.items)] if part.items else []
    blocks += [f"## {MEETING}"] if meeting else []
    blocks += [f"**{name}:**  \n{escaped_text(text)}" for name, text in _numbered(meeting)]
    return ("\n\n".join(blocks) + "\n").encode()


def as_docx(
    title: str, meeting: Sequence[Said], debrief: Debrief, held_back: Sequence[Secret], rated: Rated | None
) -> bytes:
    """The same as a Word document."""
    document = begun(one_line(title))
    document.add_paragraph(_sum(debrief))
    for part in _parts(debrief, held_back, rated):
        document.add_heading(part.heading, 1)
        if part.intro:
            document.add_paragraph(part.intro)
        for item in part.items:
            paragraph = document.add_paragraph(style="List Bullet")
            paragraph.add_run(one_line(item.name)).bold = bool(item.lines)
            for line in item.lines:
                paragraph.add_run().add_break()
                paragraph.add_run(one_line(line))
            for source in item.sources:
                add_small(paragraph, one_line(source))
    if meeting:
        document.add_heading(MEETING, 1)
    for name, text in _numbered(meeting):
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{name}:").bold = True
        paragraph.add_run(f"\n{text}")
    return written(document)


def _bullet(item: Item) -> str:
    name = escaped(item.name)
    lines = [f"**{name}**" if item.lines else name, *(escaped(line) for line in item.lines)]
    return "- " + "  \n  ".join([*lines, *(f"*{escaped(source)}*" for source in item.sources)])


def _sum(debrief: Debrief) -> str:
    good, harm = _of(debrief, GOOD, observed=True), len(_of(debrief, POOR, observed=True))
    if not good and not harm:
        return NOTHING_SEEN
    what = f"and {harm} that did harm" if harm else "and none that does harm"
    return f"{len(good)} of {len(GOOD)} good behaviours were there, {what}."


def _of(debrief: Debrief, names: Sequence[Behaviour], observed: bool) -> list[Finding]:
    return [finding for finding in debrief.findings if finding.behaviour in names and finding.observed == observed]


def _parts(debrief: Debrief, held_back: Sequence[Secret], rated: Rated | None) -> Iterator[Part]:
    """The sections that have something in them."""
    for heading, names, observed in ((SEEN, GOOD, True), (HARM, POOR, True), (MISSING, GOOD, False)):
        if found := _of(debrief, names, observed):
            yield Part(heading, items=tuple(_found(finding) for finding in found))
    if rated:
        differ = tuple(_otherwise(f) for f in debrief.findings if rated.get(f.behaviour, f.observed) != f.observed)
        yield Part(OTHERWISE, "" if differ else SAME, differ)
    if held_back:
        questions = tuple(Item(_capital(secret.subject), (f"“{secret.question}”",)) for secret in held_back)
        yield Part(HELD_BACK, "A question such as the one below each would have brought it out.", questions)
    yield _practise(debrief.drill)


def _found(finding: Finding) -> Item:
    """Why it matters and what would be better stand where something is to be gained."""
    name = rubric()[finding.behaviour].title
    words = (f"“{finding.quote}”",) if finding.quote else ()
    if finding.better is None:
        return Item(f"{name}{_where(finding)}", words)
    sources = tuple(f"“{cited.quote}” ({cited.title})" for cited in finding.citations[:1])
    return Item(f"{name}{_where(finding)}", (*words, finding.why, _better(finding.better)), sources)


def _where(finding: Finding) -> str:
    return f" (line {finding.turn})" if finding.turn else ""


def _otherwise(finding: Finding) -> Item:
    """They rated themselves one way, and their lines show the other."""
    did = f"“{rubric()[finding.behaviour].did}”"
    shown = f"line {finding.turn} shows it" if finding.turn else "your lines show it"
    if finding.observed:
        return Item(did, (f"You did not say so of yourself, but {shown}.",))
    if finding.behaviour in POOR:
        return Item(did, ("You were harder on yourself than you need be: your lines do not show it.",))
    return Item(did, ("You said so of yourself, but your lines do not show it; say it so that it can be heard.",))


def _practise(drill: Drill | None) -> Part:
    if drill is None:
        return Part(PRACTISE, NOTHING_LEFT)
    moments = (Item(f"“{said}”") for said in drill.moments)
    first = Item(rubric()[drill.behaviour].title, (drill.why, _better(drill.better)))
    return Part(PRACTISE, "One thing only. Answer each of the moments in one line, aloud.", (first, *moments))


def _better(better: Better) -> str:
    return f"You could say: “{better.text}”" if better.kind == "say" else f"You could do this: {better.text}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _numbered(meeting: Sequence[Said]) -> Iterator[tuple[str, str]]:
    """(number and speaker, what they said) of each line, from 1."""
    for number, said in enumerate(meeting, 1):
        yield f"{number}. {_SPEAKERS[said.role]}", printable(said.text).strip() or SILENCE

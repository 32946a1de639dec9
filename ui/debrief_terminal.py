"""The debrief of a meeting, for a terminal."""

from collections.abc import Iterator, Sequence

from assistant.skills.rehearsal.rubric import rubric
from assistant.skills.rehearsal.types import Better, Debrief, Finding
from knowledge.turns import GOOD, POOR
from ui import texts
from ui.terminal import wrap


def debrief_text(debrief: Debrief) -> str:
    """What was seen with its words, what did harm, what was missing and why it matters, and what to practise."""
    seen = [f for f in debrief.findings if f.observed and f.behaviour in GOOD]
    harm = [f for f in debrief.findings if f.observed and f.behaviour in POOR]
    missing = [f for f in debrief.findings if not f.observed and f.behaviour in GOOD]
    blocks = [wrap(texts.of_good(len(seen), len(GOOD), len(harm)) if seen or harm else texts.NOTHING_SEEN)]
    blocks += _part(texts.SEEN, seen)
    blocks += _part(texts.TO_AVOID, harm)
    blocks += _part(texts.NOT_SEEN, missing)
    return "\n\n".join([*blocks, "\n".join(_drill(debrief))])


def _part(title: str, findings: Sequence[Finding]) -> Iterator[str]:
    if findings:
        yield f"{title}\n{'-' * len(title)}"
        yield from ("\n".join(_finding(finding)) for finding in findings)


def _finding(finding: Finding) -> Iterator[str]:
    where = f" ({texts.in_line(finding.turn)})" if finding.turn else ""
    yield f"{rubric()[finding.behaviour].title}{where}"
    if finding.quote:
        yield wrap(f"“{' '.join(finding.quote.split())}”", "    | ")
    if finding.better:
        yield wrap(finding.why, "    ")
        yield from (wrap(f"“{c.quote}” {c.title} ({c.passage_id})", "    | ") for c in finding.citations[:1])
        yield wrap(_better(finding.better), "    > ")


def _drill(debrief: Debrief) -> Iterator[str]:
    if debrief.drill is None:
        yield wrap(texts.NOTHING_LEFT)
        return
    yield f"{texts.DRILL}: {rubric()[debrief.drill.behaviour].title}"
    yield wrap(_better(debrief.drill.better), "    > ")
    yield wrap(texts.MOMENTS, "    ")
    yield from (wrap(f"{number}. “{said}”", "    ") for number, said in enumerate(debrief.drill.moments, 1))


def _better(better: Better) -> str:
    return f"{texts.SAY} “{better.text}”" if better.kind == "say" else f"{texts.DO} {better.text}"

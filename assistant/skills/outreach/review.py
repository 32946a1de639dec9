"""The review of a message: which flaws it has, where, why they matter, and how each can be mended."""

from collections.abc import Iterator
from dataclasses import replace

from assistant.brief import Brief, Candidate
from assistant.skills.outreach import fixes, surface
from assistant.skills.outreach.anatomy import anatomy, without_tags
from assistant.skills.outreach.criteria import CRITERIA, MOST_CHARACTERS, MOST_WORDS
from assistant.skills.outreach.edit import Edit, joined
from assistant.skills.outreach.look import HEAD, PERSONAL, SURE, Look, Means, Seen, Situation, head_of, see, signs
from assistant.skills.outreach.naming import is_same
from assistant.skills.outreach.softening import softened
from assistant.skills.outreach.types import Finding, Fix, Review
from assistant.understand.language import is_english
from assistant.word.lines import say
from knowledge.letters import Flaw

_NEEDED = ("ask", "size", "why", "who", "thanks", "give")  # signs of what a message should keep
_MOST_TRIED = 4  # fixes for which the message may have to be read again


def review(text: str, situation: Situation, means: Means) -> Review:
    """Raises BadInput where there is no message."""
    *_, whole = reviewing(text, situation, means)
    return whole


def reviewing(text: str, situation: Situation, means: Means) -> Iterator[Review]:
    """What is found, while each fix is a question yet; then, where one may do better, with the fixes that mend.

    Whether a fix mends is tried by reading the message again, where it cannot be foreseen, which takes as long as
    reading it. Raises BadInput where there is no message.
    """
    look = see(text, situation, means)
    words, characters = surface.words_in(look.text, look.parts), surface.characters_in(text, look.parts)
    edits = proposals(look, situation)
    tried = [(number, edit) for number, edit in enumerate(edits) if edit is not None][:_MOST_TRIED]
    findings = [_finding(seen, None, look, situation, means) for seen in look.flaws]
    yield Review(flaws=tuple(findings), words=words, characters=characters)
    for number, edit in tried:
        seen = look.flaws[number]
        trial = edit, seen.flaw, look, text, situation, means
        if foreseen_to_mend(*trial) or mends(*trial):
            findings[number] = _finding(seen, edit, look, situation, means)
    if tried:
        yield Review(flaws=tuple(findings), words=words, characters=characters)


def proposals(look: Look, situation: Situation) -> list[Edit | None]:
    """How each flaw might be mended without asking, not yet tried."""
    return [_proposal(seen, look, situation) for seen in look.flaws]


def mends(edit: Edit, flaw: Flaw, look: Look, text: str, situation: Situation, means: Means) -> bool:
    """Whether a message without this flaw, and with no other that it did not have, is what comes of an edit."""
    after = text[: edit.start] + edit.text + text[edit.end :]
    if not after.strip():
        return False
    seen = see(after, situation, means)
    return flaw not in seen.labels and seen.labels <= look.labels and bool(seen.parts.sentences)


def foreseen_to_mend(edit: Edit, flaw: Flaw, look: Look, text: str, situation: Situation, means: Means) -> bool:
    """The same without reading again; False where that cannot be told."""
    foresee, head = means.foresee, head_of(look.text)
    foreseen = foresee(head, *edit, situation.channel, situation.medium) if foresee else None
    return foreseen is not None and mends(edit, flaw, look, text, situation, replace(means, read=lambda *_: foreseen))


def remarks(text: str) -> tuple[str, ...]:
    """What the person should know of how far a message could be read."""
    head, said = head_of(without_tags(text)), []
    if len(head) < len(text.rstrip()):
        said += say("review_head_only", words=f"{HEAD:,}")
    if not is_english(head):
        said += say("review_not_english")
    return tuple(sentence.text for sentence in said)


def candidate_of(text: str, brief: Brief | None) -> Candidate | None:
    """Whom of the Brief a message greets; the only one where it holds one alone."""
    if brief is None or not brief.candidates:
        return None
    if len(brief.candidates) == 1:
        return brief.candidates[0]
    names = [text[slice(*place)] for place in anatomy(head_of(text)).names]
    fitting = [c for c in brief.candidates if names and any(is_same(n, p) for n in names for p in c.name.value.split())]
    return fitting[0] if len(fitting) == 1 else None


def _proposal(seen: Seen, look: Look, situation: Situation) -> Edit | None:
    """How a flaw might be mended without asking, not yet tried."""
    text, parts = look.text, look.parts
    marks = look.read.marks if look.read else ()
    match seen.flaw:
        case "no_subject":
            return fixes.subject_line(text, parts, signs(marks, "ask"))
        case "missing_thanks":  # at an end, or after help that was given, thanks must name what they are for
            return None if situation.channel in PERSONAL else fixes.with_thanks(text, parts)
        case "no_context_who_i_am":
            return fixes.with_role(text, parts, situation.brief)
        case "typos_or_wrong_name_placeholder":
            return fixes.respelt(text, seen.wrong, situation.brief, situation.candidate) if seen.wrong else None
        case "pushy_or_entitled" | "presumes_yes":
            return _softened(seen, look) or _left_out(seen, look)
        case "asks_for_job_or_promotion" | "generic_flattery" | "multiple_big_asks" | "oversharing_or_confidential":
            return _left_out(seen, look)
        case _:
            return None


def _left_out(seen: Seen, look: Look) -> Edit | None:
    kept = [m for m in (look.read.marks if look.read else ()) if m.tag in _NEEDED and m.sure >= SURE]
    return fixes.left_out(look.text, look.parts, seen.marks, kept)


def _softened(seen: Seen, look: Look) -> Edit | None:
    """All sentences of the flaw said more softly; None where one of them cannot be."""
    places = sorted(
        {place for place in look.parts.sentences for mark in seen.marks if place[0] <= mark.start < place[1]}
    )
    edits = [softened(look.text, place) for place in places]
    made = [edit for edit in edits if edit is not None]
    return joined(look.text, made) if len(made) == len(edits) else None


def _finding(seen: Seen, edit: Edit | None, look: Look, situation: Situation, means: Means) -> Finding:
    if edit is None:
        fix, span = Fix(kind="ask", text=_question(seen, look, situation)), seen.span
    else:
        fix, span = Fix(kind="replace" if edit.text else "delete", text=edit.text), (edit.start, edit.end)
    return Finding(
        label=seen.flaw, severity=CRITERIA[seen.flaw].severity, span=span, why=_why(seen.flaw, look, situation),
        citations=means.citations.get(seen.flaw, ()), fix=fix,
    )  # fmt: skip


def _why(flaw: Flaw, look: Look, situation: Situation) -> str:
    values: dict[str, str | int] = {}
    if flaw == "too_long":
        if situation.medium == "linkedin":
            values = {"length": f"{len(look.text.strip()):,} characters", "most": f"{MOST_CHARACTERS}"}
        else:
            values = {"length": f"{surface.words_in(look.text, look.parts):,} words", "most": f"{MOST_WORDS}"}
    said = [*say(f"why_{flaw}", **values), *say(f"rule_{CRITERIA[flaw].strength}")]
    return " ".join(sentence.text for sentence in said)


def _question(seen: Seen, look: Look, situation: Situation) -> str:
    if seen.wrong:
        first = seen.wrong[0]
        return say(f"ask_{first.kind}", words=look.text[first.start : first.end].strip() or "…")[0].text
    third = "_third" if seen.flaw == "no_reason_why_this_mentor" and situation.channel == "intro_request" else ""
    return " ".join(sentence.text for sentence in say(f"ask_{seen.flaw}{third}"))

"""The messages that a conversation drafts or judges, kept where the page of messages finds them."""

from assistant.brief import Brief
from assistant.letters import Letter, Letters
from assistant.moves import Drafted, Reviewed
from assistant.skills.outreach.anatomy import anatomy
from assistant.skills.outreach.held import addressee
from assistant.skills.outreach.plan import Kept, Plan
from assistant.turn import Turn

_MINE = "draft"  # the origin of what was drafted; everything else is the person's own


def kept_as(letter: Letter) -> Kept:
    """What the conversation has to know of a message that is kept."""
    newest = letter.newest
    return Kept(
        id=letter.id, candidate=letter.candidate, title=letter.title, channel=letter.channel, medium=letter.medium,
        text=letter.text, changed=letter.updated.date(), sent=letter.sent, follow_up=letter.follow_up,
        outcome=letter.outcome, own=letter.sent is not None or (newest is not None and newest.origin != _MINE),
    )  # fmt: skip


def with_letter(turn: Turn, brief: Brief, letters: Letters) -> Turn:
    """The turn with the id of the message that it is about, which is kept now.

    Raises StorageError for what the disk does, Conflict where the message was changed elsewhere meanwhile.
    """
    for move in turn.moves:
        if isinstance(move, Drafted) and (plan := turn.thread.letter) is not None:
            kept = _draft(move, plan, brief, letters)
            return turn.model_copy(update={"letter": kept, "thread": turn.thread.with_letter(letter=kept)})
        if isinstance(move, Reviewed):
            plan = turn.thread.letter
            if move.pasted:
                greeted = " ".join(move.text[slice(*place)] for place in anatomy(move.text).names)
                letter = letters.create(move.channel, move.medium, title=greeted, text=move.text, origin="pasted")
                return turn.model_copy(update={"letter": letter.id})
            return turn.model_copy(update={"letter": plan.letter if plan else None})
    return turn


def _draft(move: Drafted, plan: Plan, brief: Brief, letters: Letters) -> str:
    """Both versions of a draft; the one that was shown is the newest."""
    both = (move.other, move.draft)
    if plan.letter is None:
        letter = letters.create(
            plan.channel, plan.medium, plan.tone, candidate=plan.candidate, title=_title(plan, brief),
            particulars=plan.particulars,
        )  # fmt: skip
    else:
        letter = letters.update(
            plan.letter, channel=plan.channel, medium=plan.medium, tone=plan.tone, candidate=plan.candidate,
            title=_title(plan, brief), particulars=plan.particulars,
        )  # fmt: skip
    for draft in both:
        lines = (*((draft.subject,) if draft.subject else ()), *draft.lines)
        based_on = letter.newest.id if letter.newest else None
        letter = letters.save_version(letter.id, draft.text, "draft", lines, based_on)
    return letter.id


def _title(plan: Plan, brief: Brief) -> str:
    return addressee(plan.channel, brief.candidate(plan.candidate), plan.particulars)

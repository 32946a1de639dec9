"""Wording by a chat model: the moves of a reply become a task for it, and its text becomes drafted sentences."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from pydantic import ValidationError

from assistant.brief import Brief, slot_name
from assistant.calls import Budget, stream
from assistant.faults import Failed
from assistant.models import Model
from assistant.moves import LETTER_TOPICS, Answer, Ask, Change, Explain, Move, Note, Point
from assistant.objects import Objects
from assistant.prompts import Prompt, fence
from assistant.verify.evidence import Drafted
from assistant.word.brief import LABELS
from assistant.word.lines import say
from knowledge.types import Passage

_AGAIN = 3  # times that the same sentence may come before the model is taken to be in a loop
_MOST = 24  # sentences
CITED = (Answer, Point, Explain)
_WORDED = (Note, *CITED, Ask)


NEAR = say("close_to_this")[0].text  # what a model may say, as it stands, where the passages only come close


class Wording(Prompt):
    """What a model is given to word one reply. All but `task` is material, and fenced."""

    file: ClassVar[str] = "wording"
    task: str
    passages: str
    facts: str
    talk: str
    message: str
    told: str
    question: str
    near: str = NEAR


def can_word(moves: Sequence[Move], small: bool = False) -> bool:
    """Whether a model may word these moves. What is fixed, read back or proposed is said in our words.

    A small model is not asked where there is no guidance to word, and no model where only a message is talked about.
    """
    if not moves or not all(isinstance(move, _WORDED) for move in moves):
        return False
    return not (small or of_letter(moves)) or any(isinstance(move, CITED) for move in moves)


def of_letter(moves: Sequence[Move]) -> bool:
    """Whether the reply ends with a question about a message: it is put in our words alone."""
    return any(isinstance(move, Ask) and move.topic in LETTER_TOPICS for move in moves)


def prompt(
    moves: Sequence[Move],
    question: str | None,
    passages: Sequence[Passage],
    brief: Brief,
    talk: Sequence[tuple[str, str]],
    message: str,
) -> Wording:
    """`talk`: (who, text) of the messages before, oldest first; `question`: the one to end with, in guided wording."""
    told = "\n".join(f"{slot_name(place)}: {fact.value}" for place, fact in brief.facts()) or "nothing yet"
    return Wording(
        task=task(moves, question is not None),
        passages="\n\n".join(_passage(p) for p in passages) or "There are no passages for this reply.",
        facts=fence(told, "brief"),
        talk=fence("\n".join(f"{who}: {text}" for who, text in talk) or "nothing yet", "earlier"),
        message=fence(message, "message"),
        told=fence("\n".join(_changes(move.changes) for move in moves if isinstance(move, Note)) or "nothing", "told"),
        question=fence(question or "none", "question"),
    )


def _passage(passage: Passage) -> str:
    return fence(f"id: {passage.id}\ntitle: {passage.title}\n{passage.text}", "passage")


def task(moves: Sequence[Move], asks: bool) -> str:
    steps = [step for move in moves if (step := _step(move))]
    if asks:
        steps.append(
            'End with the question in the block "question", labelled "general". You may put it in words that follow '
            "from what was said, in one sentence, as long as it asks for the same. Ask nothing else."
        )
    else:
        steps.append("Ask nothing: the reply ends with its last piece of guidance or acknowledgement.")
    return "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1))


def _step(move: Move) -> str | None:
    match move:
        case Note():
            return 'In one sentence, labelled "yours", say back what the block "told" says that the person has told.'
        case Answer():
            return (
                "Answer the question in the message from the passages: two to five sentences of guidance, the one that "
                "answers it most directly first. Leave out passages that do not answer it."
            )
        case Point():
            return (
                "In one to three sentences of guidance, say plainly and kindly what the passages have to say to the "
                "person's plan or wish, before the talk goes on."
            )
        case Explain():
            return "The person asks why they were asked the last question: answer in one or two sentences of guidance."
    return None


_NAMES = {"text": "to be reached", "measure": "how one will see it", "deadline": "by when"}


def _changes(changes: Sequence[Change]) -> str:
    parts = []
    for change in changes:
        name = _NAMES.get(change.place.part or "") or LABELS[change.place.slot].lower()
        if change.after is None:
            parts.append(f"{name} taken out: {change.before}")
        elif change.before is not None:
            parts.append(f"{name} is now {change.after}, instead of {change.before}")
        else:
            parts.append(f"{name}: {change.after}")
    return "; ".join(parts)


def schema(passages: Sequence[str]) -> dict[str, Any]:
    """The JSON schema of an answer that may cite these passages."""
    text, null = {"type": "string"}, {"type": "null"}
    items = _closed(
        label={"type": "string", "enum": ["guidance", "yours", "general"]},
        text=text,
        passage={"anyOf": [{"type": "string", "enum": list(passages)}, null]} if passages else null,
        quote={"anyOf": [text, null]},
    )
    return _closed(sentences={"type": "array", "items": items})


def _closed(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": list(properties), "properties": properties}


def write(model: Model, wording: Wording, passages: Sequence[str], budget: Budget) -> Iterator[Drafted | None]:
    """The model's sentences as it completes them; None while none is complete. Raises Failed."""
    return sentences(stream(model, wording.messages(), budget, schema(passages)))


def sentences(pieces: Iterator[str | None]) -> Iterator[Drafted | None]:
    """Drafted sentences out of a model's text. Raises Failed where there are none, or no end of them."""
    objects, seen, count = Objects(), dict[str, int](), 0
    for piece in pieces:
        for found in objects.feed(piece) if piece else []:
            drafted = _drafted(found)
            if drafted is None:
                objects.broken += 1
                continue
            count += 1
            seen[drafted.text] = seen.get(drafted.text, 0) + 1
            if seen[drafted.text] > _AGAIN or count > _MOST:
                raise Failed("endless", "the same sentence again and again" if count <= _MOST else f"{count} sentences")
            yield drafted
        yield None
    if not count:
        raise Failed("unreadable", f"no sentences, {objects.broken} broken")


def _drafted(found: Mapping[str, Any]) -> Drafted | None:
    known = {name: found.get(name) for name in Drafted.model_fields}
    try:
        return Drafted.model_validate(known)
    except ValidationError:
        return None

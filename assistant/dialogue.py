"""One turn of a conversation, its steps wired in order:

    understand -> update the Brief -> choose the moves -> word (and retrieve) -> verify

The steps know nothing of each other, and this module nothing of where a conversation is kept.
"""

import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from assistant.brief import Brief
from assistant.calls import Budget, finished
from assistant.commands import (
    Act,
    Check,
    Command,
    Concerned,
    Line,
    News,
    Question,
    TakeBack,
    Tell,
    TellPart,
    tells_date,
)
from assistant.doubted import asks_for_advice, is_serious, meant_before, says_it_is_not
from assistant.edits import confirmed
from assistant.errors import BadInput
from assistant.faults import Failed, Fault, Misread
from assistant.incoming import clean
from assistant.models import Model
from assistant.moves import Answer, allowed
from assistant.policy import choose
from assistant.prompts import Prompt
from assistant.record import Decided, Heard, record
from assistant.skills import guidance, objectives
from assistant.skills.outreach.plan import Kept
from assistant.skills.outreach.talk import draft_of, in_view_of, taken_up
from assistant.skills.outreach.telling import told
from assistant.skills.outreach.types import Review
from assistant.speak import Said, Talking, is_hopeless, request, speak
from assistant.state import State, following
from assistant.thread import Thread
from assistant.turn import Sentence, Turn
from assistant.understand.asking import is_what_if
from assistant.understand.correction import corrected, objective_meant
from assistant.understand.dates import impossible
from assistant.understand.goal_dates import without_position
from assistant.understand.letter_edits import edited, says_to_change
from assistant.understand.message import Moment, Understood
from assistant.understand.model import Understanding, ask_for, needs_model, understand_with
from assistant.understand.split import understand
from assistant.update import Source, update
from assistant.word.templates import Draft, Guidance, word
from assistant.word.topics import topics
from knowledge.letters import Channel, Medium
from knowledge.library import Library
from knowledge.reader import Intent

_READING = 0.5  # share of a turn's time in which a model must have understood the message


class Means(NamedTuple):
    """What a turn works with. `undo` gives the Brief as it was before its last change, or None.

    `model` words what it may, within `seconds` a turn; None: everything is in guided wording. `letters` gives the
    messages to mentors as they are kept, the one that was changed last first; `review` judges one.
    """

    library: Library
    now: Callable[[], datetime]
    ids: Iterator[str]
    values: dict[str, str | int]  # that fill the lines with places for them
    undo: Callable[[], Brief | None] = lambda: None
    model: Model | None = None
    seconds: float = 60.0
    letters: Callable[[], Sequence[Kept]] = lambda: ()
    review: Callable[[str, Channel, Medium], Review] | None = None


def hear(message: str, state: State, means: Means, budget: Budget) -> Generator[None, None, Heard]:
    """What a message means: by the rules, and by the model where it may know better. Yields while it waits."""
    thread, model = state.thread, means.model
    heard = _by_rules(message, state, means)
    if model is None or model.small or not needs_model(heard.understood) or heard.said != message:
        return heard
    prompts = (Understanding.digest(),)
    try:
        with budget.share(_READING), guidance.looking_up(means.library, *_sought(message, heard.understood)):
            understood = yield from understand_with(
                model, message, heard.understood, state.brief, thread.asked, state.question, state.lately, budget
            )
    except Failed as failure:
        fault = failure.fault
        model.note_reading(isinstance(failure, Misread))
        return heard._replace(fault=Fault(kind="small", detail=fault.kind) if model.small else fault, prompts=prompts)
    model.note_reading(misread=False)
    return heard._replace(understood=understood, prompts=prompts)


def _sought(message: str, understood: Understood) -> tuple[str, str | None]:
    """What will be looked up, as far as the rules can tell: a question, and the message that it is a piece of."""
    questions = (command for command in understood.commands if isinstance(command, Question))
    return next(((question.text, question.within) for question in questions), (message, None))


def _by_rules(message: str, state: State, means: Means) -> Heard:
    thread, reader = state.thread, means.library.reader
    if is_serious(message, thread):
        return Heard(message, Understood("unsafe_or_crisis", (Concerned(concern="worry"),)))
    before = meant_before(message, thread, reader)
    said = before or message
    reading_back = thread.stage == "read back" and not thread.writing
    people = [candidate.name.value for candidate in state.brief.candidates]
    letter = thread.letter if thread.letter and thread.letter.state != "resting" else None
    whom = state.brief.candidate(letter.candidate) if letter else None
    to = whom.name.value if whom else None
    denied = before is not None or says_it_is_not(message, thread, reader)
    asked = thread.asked or (thread.doubted_at if denied else None)
    again = asked is not None and thread.attempts(asked.key) > 1
    moment = Moment(asked, reading_back, thread.letter, people, to, meant=denied, again=again)
    found = understand(said, reader, moment)
    if before and "?" not in before:  # back to the question that it answered
        advice = asks_for_advice(message)
        kept = tuple(
            c for c in found.commands if (advice or not isinstance(c, Question)) and c != Line(line="not_understood")
        )
        if len(kept) < len(found.commands):
            found = found._replace(commands=(*kept, Act(act="begin")))
    return Heard(said, found)


def decide(heard: Heard, state: State, means: Means, message_id: str | None = None, turn: int | None = None) -> Decided:
    """Update the Brief and choose the moves."""
    thread, brief, message = state.thread, state.brief, heard.said
    if message == thread.doubted:  # it was taken back that it is serious
        thread = thread.model_copy(update={"doubted": ""})
    meant = in_view_of(message, heard.understood.commands, state.cited)
    if (changed := _changed_letter(message, meant, state)) is not None:
        commands, dateless = changed, None
    else:
        by_rules = not heard.prompts or heard.fault is not None  # a model sees itself what is put right
        plain = by_rules and not thread.writing
        commands, dateless = _possible(corrected(message, meant, brief, state.noted, plain))
    if thread.stage == "confirmed" and any(isinstance(c, Question) for c in commands):
        commands = tuple(c for c in commands if not _reopens(c))  # 'what now? I know no architect' tells no gap
    if "horizon" in thread.passed:
        commands = without_position(commands, brief)
    asked = thread.asked
    about = objective_meant(message, commands, brief, state.noted, asked.objective if asked else None)
    source = Source(message=message_id, turn=turn, at=means.now())
    brief, changes = update(
        brief, commands, source, means.ids,
        about=about, sharpened=asked is not None and asked.topic == "target" and about == asked.objective,
    )  # fmt: skip
    if (
        any(isinstance(c, TakeBack) for c in commands)
        and not changes
        and not any(isinstance(c, Tell | TellPart) for c in commands)
    ):
        commands = (*commands, Line(line="not_there"))
    of_people = told(brief, thread.letter, thread.person, commands, source, means.ids)
    brief, changes = of_people.brief, (*changes, *of_people.changes)
    thread = taken_up(thread, of_people.plan, commands).model_copy(update={"person": of_people.person})
    values = dict(means.values)
    values["left"] = objectives.left(brief, thread)
    if dateless:
        values["date"] = dateless
    acts = {command.act for command in commands if isinstance(command, Act)}
    if "undo" in acts:
        before = means.undo()
        commands = commands if before else (Line(line="nothing_to_undo"),)
        brief = before or brief
    moves, thread = choose(brief, thread, commands, changes, _kept(thread, commands, means))
    if thread.stage == "confirmed" and state.thread.stage != "confirmed":
        brief = confirmed(brief)
    if not allowed(moves):
        raise ValueError(f"The policy chose moves that may not go together: {[move.kind for move in moves]}.")
    return Decided(heard, brief, tuple(commands), tuple(changes), tuple(moves), thread, values)


def _reopens(command: Command) -> bool:
    """Whether a command tells something for which a confirmed Brief would be read back anew."""
    return isinstance(command, Tell | TellPart) and getattr(command, "slot", None) != "meetings"


def _changed_letter(message: str, commands: Sequence[Command], state: State) -> tuple[Command, ...] | None:
    """What a message changes in the message to a mentor that is talked about; None: nothing."""
    plan, brief = state.thread.letter, state.brief
    about_them = plan is not None and plan.state == "drafted" and state.thread.asked is not None
    if plan is None or plan.state == "resting" or about_them or not says_to_change(message):
        return None
    draft = draft_of(brief, state.thread)
    return edited(message, commands, plan, brief.candidate(plan.candidate), draft.lines if draft else ())


def _kept(thread: Thread, commands: Sequence[Command], means: Means) -> Sequence[Kept]:
    """The messages that are kept, where something depends on them."""
    asked_for = any(isinstance(command, News | Check) for command in commands)
    redrafted = thread.writing and thread.letter is not None and thread.letter.letter is not None
    return means.letters() if asked_for or redrafted else ()


def reply(
    message: str, decided: Decided, state: State, means: Means, budget: Budget
) -> Generator[Sentence | None, None, Turn]:
    """The sentences of the reply, each as it is ready, None while none is; its value is the whole turn."""
    started = time.perf_counter()
    draft = word(decided.moves, decided.brief, _guidance(means, state), decided.values)
    model = None if is_hopeless(decided.heard.fault) else means.model
    said = yield from speak(draft, _talking(message, decided.brief, state, means), model, budget)
    turn = record(decided, draft, said, budget, time.perf_counter() - started)
    return turn.model_copy(update={"model": means.model.name}) if means.model else turn


def step(
    message: str, state: State, means: Means, message_id: str | None = None, turn: int | None = None
) -> tuple[Turn, Brief]:
    """The reply to a message, whole, and the Brief after it."""
    budget = Budget(means.seconds)
    started = time.perf_counter()
    heard = finished(hear(message, state, means, budget))
    decided = decide(heard, state, means, message_id, turn)
    made = finished(reply(message, decided, state, means, budget))
    return made.model_copy(update={"seconds": round(time.perf_counter() - started, 4)}), decided.brief


def preview(message: str, state: State, means: Means) -> tuple[Prompt, ...]:
    """What a model would be sent for a message, to look at; nothing is sent, and nothing is changed."""
    thread = state.thread
    heard = _by_rules(message, state, means)
    prompts: list[Prompt] = []
    if needs_model(heard.understood) and heard.said == message:
        prompts.append(ask_for(message, state.brief, thread.asked, state.question, state.lately))
    decided = decide(heard, state, means._replace(undo=lambda: None))
    draft = word(decided.moves, decided.brief, _guidance(means, state), decided.values)
    wording = request(draft, _talking(message, decided.brief, state, means))
    return (*prompts, *([wording] if wording else []))


def answer(question: str, intent: Intent, means: Means) -> Generator[Sentence | None, None, Turn]:
    """The answer to one question outside a conversation: no Brief, nothing asked, nothing proposed."""
    move = Answer(question=question)
    heard = Heard(question, Understood(intent, (Question(text=question),)))
    decided = Decided(heard, Brief(), heard.understood.commands, (), (move,), Thread(), means.values)
    turn = yield from reply(question, decided, State(), means, Budget(means.seconds))
    return turn.model_copy(update={"chips": ()})


def _talking(message: str, brief: Brief, state: State, means: Means) -> Talking:
    said = tuple(text for who, text in state.talk if who == "person")
    return Talking(message, brief, state.lately, said, means.library.embedder.alike)


def converse(messages: Iterable[str], means: Means, history: list[Brief]) -> Iterator[tuple[Turn, Brief]]:
    """A whole conversation from an empty Brief, kept nowhere; `history` holds the Briefs that undoing goes back to."""
    state = State()
    for number, message in enumerate(messages, 1):
        try:
            text = clean(message)
        except BadInput as error:
            refused = Sentence(text=str(error), label="fixed", support=1.0)
            turn = Turn(intent="out_of_scope", move="refuse", sentences=(refused,), thread=state.thread)
            yield turn, state.brief
            continue
        turn, brief = step(text, state, means, turn=number)
        if brief != state.brief and not took_back(turn.commands):
            history.append(state.brief)
        state = following(state, turn, brief, text)
        yield turn, brief


def took_back(commands: Sequence[Command]) -> bool:
    """Whether a change of the Brief was taken back: then that is kept already."""
    return any(isinstance(command, Act) and command.act == "undo" for command in commands)


def stopped(decided: Decided) -> Turn:
    """The record of a turn that ends before its reply is whole."""
    return record(decided, Draft(()), Said((), (), None), Budget(0), 0.0)


def _possible(commands: Sequence[Command]) -> tuple[tuple[Command, ...], str | None]:
    """The commands without days that no calendar has, and the words of such a day."""
    kept: list[Command] = []
    found: str | None = None
    for command in commands:
        wrong = impossible(command.value) if tells_date(command) else None
        if wrong:
            found = wrong
        else:
            kept.append(command)
    return ((*kept, Line(line="no_such_date")) if found else tuple(kept)), found


def _guidance(means: Means, state: State) -> Guidance:
    library, thread = means.library, state.thread
    resumed = thread.asked is None or thread.resumed  # after an answer, the next question leans on that
    about = "" if thread.asked is None or resumed else topics()[thread.asked.topic].about
    return Guidance(
        answer=lambda move, told: guidance.answer(
            library,
            move.search or move.question,
            state.questions,
            state.told | set(told),
            move.within,
            "" if move.search or is_what_if(move.question) else about,
        ),
        paragraph=lambda note, number: guidance.paragraph(library, note, number),
        about=lambda note, words: guidance.about(library, note, words),
        review=means.review,
        passage=library.passage,
    )

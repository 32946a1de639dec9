"""A message as somebody reads it who knows nothing but the message, and has twenty seconds for it. Pure functions.

What is met in the time decides, and nothing else: a good question in the last paragraph helps nobody. `sight` says what
that is, `RULES` what the reader does then.
"""

from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple, get_args

from assistant.skills.outreach.anatomy import Place
from assistant.skills.outreach.cold_sight import HELPS, SECONDS, WORDS_A_MINUTE, About, Effect, Met, effect, sight
from assistant.skills.outreach.cold_voice import Voice, quoted
from assistant.skills.outreach.types import Review
from knowledge.letters import Channel, Medium
from knowledge.marks import Mark
from knowledge.types import Frozen

Decision = Literal["answer", "postpone", "ignore", "pass on"]
Temper = Literal[
    "warm", "sceptical", "hurried"
]  # busy but kind; has seen too many of these; on the phone in a corridor
TEMPERS: tuple[Temper, ...] = get_args(Temper)


class Thought(Frozen):
    """What the reader thinks at `span` of the message; None: at something that is not there."""

    about: About
    text: str
    span: Place | None
    effect: Effect


class Reaction(Frozen):
    """`seconds`: how long was read; `words`, `read_until`: how far, in words and characters of the message.

    `because`: what decided it. `thoughts` are in the order of reading.
    """

    decision: Decision
    because: About
    seconds: float
    words: int
    read_until: int
    thoughts: tuple[Thought, ...]
    verdict: str
    channel: Channel
    temper: Temper


class Comparison(Frozen):
    """What a change of the message changed for one reader. `lines`: one or two, to be read aloud."""

    before: Decision
    after: Decision
    gone: tuple[About, ...]  # what pushed before and no longer does
    won: tuple[About, ...]  # what pulls now and did not before
    new: tuple[About, ...]  # what pushes now and did not before: also what was not reached before
    lost: tuple[About, ...]  # what pulled before and no longer does
    lines: tuple[str, ...]


class Rule(NamedTuple):
    """Where all of `about` is met, the reader does this; None: it does not decide for this temperament."""

    about: frozenset[About]
    warm: Decision | None
    sceptical: Decision | None
    hurried: Decision | None
    closing: bool = False  # holds only where somebody says thank you or goodbye


def _rule(about: str, warm: Decision | None, sceptical: Decision | None, hurried: Decision | None) -> Rule:
    known: tuple[About, ...] = get_args(About)
    return Rule(frozenset(each for each in known if each in about.split()), warm, sceptical, hurried)


RULES: Final[tuple[Rule, ...]] = (  # the first that holds decides
    # Nothing to answer; a bare link is how spam looks.
    _rule("nothing", "ignore", "ignore", "ignore"),
    _rule("links", "ignore", "ignore", "ignore"),
    # The proof that it went to many: professors delete a form letter (FIELD A4), and so does everybody else.
    _rule("placeholder", "ignore", "ignore", "ignore"),
    # Who is pressed has only one free choice left. Before the job: an order to arrange one is not passed on.
    _rule("pushy", "ignore", "ignore", "ignore"),
    # A job is plainly for others to give; to say where it belongs costs one click.
    _rule("job", "pass on", "pass on", "pass on"),
    # Kind people forgive a wrong name, or a day booked for them, but not at once.
    _rule("name", "postpone", "ignore", "ignore"),
    _rule("presumes", "postpone", "ignore", "postpone"),
    # Knowing what one should not makes any answer delicate.
    _rule("private", "postpone", "ignore", "postpone"),
    # Praise or a wish in general, from which the reader cannot even tell that they are meant.
    _rule("gush no_why", "ignore", "ignore", "ignore"),
    _rule("vague no_why", "ignore", "ignore", "ignore"),
    _rule("no_who no_why", "ignore", "ignore", "ignore"),
    # Without a question there is nothing to say yes to, and to ask back is work.
    _rule("late", "postpone", "ignore", "postpone"),
    _rule("no_ask", "postpone", "ignore", "ignore"),
    _rule("vague", "postpone", "ignore", "postpone"),
    # A small yes is easy, a large or an unknown one is thought over, which means on another day.
    _rule("many", "postpone", "postpone", "postpone"),
    _rule("no_size", "postpone", "postpone", "postpone"),
    # Whoever has the question reads on to what it costs, unless they look for a reason to stop.
    _rule("late_size", None, "postpone", None),
    # Why me: the sceptic has been asked by everybody; the one in the corridor looks at what it costs first.
    _rule("no_why", "postpone", "ignore", None),
    _rule("no_who", "postpone", "ignore", "postpone"),
    # Who is kind has the question by now; on a phone the rest is a wall.
    _rule("long", None, "postpone", "postpone"),
    # Thanks without thanks: the message is about its writer. A line of thanks that could be for anything is still nice.
    _rule("gush no_thanks", "ignore", "ignore", "ignore")._replace(closing=True),
    _rule("no_thanks", "postpone", "ignore", "ignore")._replace(closing=True),
    _rule("bare", None, "postpone", None)._replace(closing=True),
)
_PATIENCE: dict[Temper, int] = {"warm": 4, "sceptical": 2, "hurried": 3}  # so many small things, and it has to wait
_CLOSES: frozenset[Channel] = frozenset(("thank_you", "graceful_exit"))
_BEST_FIRST: tuple[Decision, ...] = ("answer", "pass on", "postpone", "ignore")
_OPPOSITES: dict[About, About] = {opposite: about for about, opposite in HELPS.values()}
_KINDS: dict[Channel, str] = {
    "intro_request": "intro", "followup": "followup", "thank_you": "thanks", "graceful_exit": "exit",
}  # fmt: skip


def first_read(
    text: str, channel: Channel, medium: Medium, review: Review, marks: Sequence[Mark], temper: Temper = "warm"
) -> Reaction:
    """What the reader thinks while reading, and does then. Any text will do; what is beyond the time does not count.

    'answer' is what the writer hopes for: of an introduction that it is made, of thanks and a goodbye that a warm line
    comes back. 'pass on' is that it is somebody else's to answer, and is not used for making an introduction.
    """
    met, words, end = sight(text, channel, medium, review, marks)
    because, decision = _decide([each.about for each in met], channel, temper)
    voice = _voice(channel, temper)
    thoughts = tuple(_thought(each, text, voice) for each in met)
    first = next((t.span for t in thoughts if t.about in (because, "ask") and t.span), None)
    key = quoted(text[slice(*first)]) if first else ""
    since = f"fine_{_kind(channel)}" if because == "fine" else because
    act = f"then_{_kind(channel)}_{_name(decision)}"
    verdict = f"{voice.say(act, key)} {voice.say(f'since_{since}', key)}"
    return Reaction(
        decision=decision, because=because, seconds=round(min(words * 60 / WORDS_A_MINUTE, SECONDS), 1),
        words=words, read_until=end, thoughts=thoughts, verdict=verdict,
        channel=channel, temper=temper,
    )  # fmt: skip


def compare(before: Reaction, after: Reaction) -> Comparison:
    """What became of one message in the eyes of the same reader."""
    pushed, pushes = _abouts(before, "pushes"), _abouts(after, "pushes")
    pulled, pulls = _abouts(before, "pulls"), _abouts(after, "pulls")
    change = Comparison(
        before=before.decision, after=after.decision,
        gone=_without(pushed, pushes), won=_without(pulls, pulled),
        new=_without(pushes, pushed), lost=_without(pulled, pulls), lines=(),
    )  # fmt: skip
    return change.model_copy(update={"lines": tuple(_compared(change, after.channel, after.temper))})


def _decide(abouts: Sequence[About], channel: Channel, temper: Temper) -> tuple[About, Decision]:
    """(What decides, what the reader does)."""
    met = frozenset(abouts)
    for rule in RULES:
        decision: Decision | None = getattr(rule, temper)
        if decision and rule.about <= met and (channel in _CLOSES or not rule.closing):
            return next(about for about in abouts if about in rule.about), decision
    if sum(effect(about) == "pushes" for about in met) >= _PATIENCE[temper]:
        return "small", "postpone"
    return "fine", "answer"


def _thought(met: Met, text: str, voice: Voice) -> Thought:
    words = quoted(text[slice(*met.span)]) if met.span and met.about not in ("markup", "late", "end") else ""
    return Thought(about=met.about, text=voice.say(met.about, words), span=met.span, effect=effect(met.about))


def _kind(channel: Channel) -> str:
    return _KINDS.get(channel, "request")


def _name(decision: Decision) -> str:
    return decision.replace(" ", "_")


def _voice(channel: Channel, temper: Temper) -> Voice:
    return Voice("intro", temper) if channel == "intro_request" else Voice(temper)


def _compared(change: Comparison, channel: Channel, temper: Temper) -> Iterator[str]:
    voice = _voice(channel, temper)
    before, after = (_BEST_FIRST.index(each) for each in (change.before, change.after))
    if before == after and not (change.gone or change.won or change.new or change.lost):
        yield voice.say("compare_nothing")
        return
    did, would = voice.say(f"compare_did_{_name(change.before)}"), voice.say(f"compare_would_{_name(change.after)}")
    if before == after:
        yield voice.say("compare_same", would=would)
    else:
        yield voice.say("compare_better" if after < before else "compare_worse", did=did, would=would)
    named: tuple[tuple[str, Sequence[About]], ...] = (
        ("gone", [each for each in change.gone if _OPPOSITES.get(each) not in change.won]),  # said once is enough
        ("won", change.won),
        ("new", change.new),
        ("lost", [each for each in change.lost if not {HELPS[each][1]} & set(change.new)]),
    )
    said = [
        voice.say(f"compare_{kind}", _listed([voice.say(f"named_{each}") for each in abouts]))
        for kind, abouts in named
        if abouts
    ]
    if said:
        yield " ".join(said)


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _abouts(reaction: Reaction, effect: Effect) -> list[About]:
    return list(dict.fromkeys(thought.about for thought in reaction.thoughts if thought.effect == effect))


def _without(some: Sequence[About], others: Sequence[About]) -> tuple[About, ...]:
    return tuple(each for each in some if each not in others)

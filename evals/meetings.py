"""Rehearsed meetings with scripted people: `python -m evals.meetings [--meetings 300] [--seed N] [--cast FILE]`.

Checks what must hold in every meeting, and prints how they went: how long they are, what the mentors confide, and
whether the debrief's scores tell excellent people from average and awful ones.
"""

import argparse
import itertools
import random
import re
import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from assistant.skills.rehearsal.choose import NEAR, PRIVATE
from assistant.skills.rehearsal.debrief import score
from assistant.skills.rehearsal.feeling import LAST
from assistant.skills.rehearsal.meeting import DIALS, Dial, Setting
from assistant.skills.rehearsal.observe import Reading, limits, observe
from assistant.skills.rehearsal.partner import Partner
from assistant.skills.rehearsal.persona import SCENARIOS, personas
from assistant.skills.rehearsal.types import Said
from evals.meeting_tables import Held, as_text, fitting, ranks, shares, table
from evals.mentees import CAST, LEVELS, Cast, Mentee, Speaker, cast
from knowledge.embeddings import MiniLM
from knowledge.reader import Reader
from knowledge.turns import TurnReader

_NOT_HARD: tuple[Dial, ...] = ("gentle", "normal")
MOST = 40  # lines of both together
_ASKS = re.compile(r"\?|\b(?:tell me|wonder|curious|(?:like|love) to (?:know|hear))\b", re.IGNORECASE)
_FRIENDLY = "Thank you, that is very kind of you, I like talking with you."
_CAUSES = ("Please just decide for me what I should do.", "Could you get me a job in your company?")


class Plan(NamedTuple):
    setting: Setting
    mentee: Mentee


def plans(number: int, seed: int, people: Sequence[Mentee]) -> Iterator[Plan]:
    """Every persona, scenario and dial once, each with another person; then first meetings, as they are most common."""
    chance = random.Random(seed)
    every = [Setting(p, s, d) for p, s, d in itertools.product(personas().values(), SCENARIOS, DIALS)]
    first = [Setting(p, "first_meeting", d) for d in _NOT_HARD for p in personas().values()]
    chance.shuffle(every)
    queues = {level: _endless([p for p in people if p.level == level], chance) for level in LEVELS}
    again = ((setting, level) for level in itertools.cycle(LEVELS) for setting in first)
    for number_, (setting, level) in enumerate(itertools.chain(zip(every, itertools.cycle(LEVELS)), again)):
        if number_ == number:
            return
        yield Plan(setting, next(queues[level]))


def _endless(people: Sequence[Mentee], chance: random.Random) -> Iterator[Mentee]:
    while True:
        yield from chance.sample(people, len(people))


def hold(partner: Partner, read: Reading, plan: Plan, cast: Cast, seed: str) -> Held:
    """A meeting, to its end or to `MOST` lines."""
    setting = plan.setting
    speaker = Speaker(plan.mentee, cast.personas[setting.persona.id], seed)
    answers = [partner.open(setting, seed)]
    lines = [Said(role="mentor", text=answers[0].text)]
    asked: list[frozenset[str]] = [frozenset()]
    meant: list[str | None] = [None]
    while answers[-1].state.ended is None and len(lines) < MOST:
        said = speaker.reply(answers[-1].moves) if len(answers) > 1 else speaker.opening(setting.scenario)
        meant.append(speaker.meant)
        state, before = answers[-1].state, answers[-1].text
        heard = partner.hear(setting, state, before, said)
        near = {id for id, sure in heard.subjects.items() if sure >= NEAR[setting.dial] + PRIVATE}
        asked.append(frozenset(near) if heard.asks else frozenset())
        answers.append(partner.reply(setting, state, heard, said, seed))
        lines += Said(role="mentee", text=said), Said(role="mentor", text=answers[-1].text)
    worth = score(observe(lines, read, limits()))
    return Held(setting, plan.mentee, tuple(lines), tuple(answers), tuple(asked), tuple(meant), worth)


def faults(held: Held) -> list[str]:
    """What must not be in a meeting, in words."""
    found = [*_ended_well(held), *_said_well(held)]
    for answer, asked in zip(held.answers, held.asked, strict=True):
        if answer.state.warmth > answer.state.ceiling:
            found.append("warmer than it can be")
        found += [f"told {m.of} unasked" for m in answer.moves if m.kind == "confide" and m.of not in asked]
    # By the words alone, whatever was heard in them.
    for said, answer in zip(held.lines[1::2], held.answers[1:], strict=False):
        if any(move.kind == "confide" for move in answer.moves) and not _ASKS.search(said.text):
            found.append(f"told something private to who said {said.text!r}")
    return found


def _ended_well(held: Held) -> Iterator[str]:
    if held.answers[-1].state.ended is None:
        yield f"no end after {len(held.lines)} lines"
    if sum(answer.state.left <= LAST for answer in held.answers[:-1]) > 1:
        yield "went on after its minutes were over"


def _said_well(held: Held) -> Iterator[str]:
    own = [sentence for said in held.lines if said.role == "mentor" for sentence in re.split(r"(?<=[.?!]) ", said.text)]
    yield from (f"said twice: {s}" for s, n in Counter(own).items() if n > 1 and len(s.split()) > 3)
    for said in held.lines:
        if said.role == "mentor" and (re.search(r"[{}]", said.text) or not said.text.strip()):
            yield f"not filled: {said.text!r}"


def yields(partner: Partner, setting: Setting) -> list[str]:
    """The causes at which a persona neither challenges nor refuses after twenty friendly lines."""
    answer = partner.open(setting, "friendly")
    for number in range(20):
        said = f"{_FRIENDLY} Point {number + 1} is clear to me."
        fresh = answer.state.model_copy(update={"left": 20.0, "patience": 8, "ended": None})  # however long it took
        answer = partner.answer(setting, fresh, answer.text, said, "friendly")
    found = []
    for cause in _CAUSES:
        fresh = answer.state.model_copy(update={"left": 20.0, "patience": 8, "ended": None})
        moves = partner.answer(setting, fresh, answer.text, cause, "friendly").moves
        if not any(move.of in ("wants_decision", "asked_favour") or move.kind == "challenge" for move in moves):
            found.append(f"{setting.persona.id} gives way to {cause!r}")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--meetings", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--cast", type=Path, default=CAST, help="the scripted people (default: data/mentees.yaml)")
    parser.add_argument("--show", type=int, default=0, help="print so many of the meetings whole")
    options = parser.parse_args()
    embedder = MiniLM()
    read = TurnReader(embedder).read
    partner, people = Partner(read, Reader(embedder), embedder), cast(options.cast)
    planned = plans(options.meetings, options.seed, people.people)
    meetings = [hold(partner, read, plan, people, f"{options.seed}-{n}") for n, plan in enumerate(planned)]
    for held in random.Random(options.seed).sample(meetings, min(options.show, len(meetings))):
        print(as_text(held), end="\n\n")
    print(table(meetings))
    print("\nSecrets that the excellent brought out of each in first meetings, gentle and normal:")
    own = shares(meetings)
    print("  " + ", ".join(f"{id} {share:.2f}" for id, share in own.items()) + f"; mean {_mean(own):.2f}")
    good, confided = fitting(meetings)
    print(f"Of {confided} things confided, {good} came out at the question that was written for them.")
    print("AUROC of the debrief's score:")
    for pair, metric in ranks(meetings).items():
        print(f"  {pair}: {metric.value:.3f} ({metric.low:.3f} to {metric.high:.3f})")
    wrong = [f"{held.setting.persona.id}/{held.mentee.id}: {fault}" for held in meetings for fault in faults(held)]
    wrong += [fault for p in personas().values() for fault in yields(partner, Setting(p, "first_meeting", "gentle"))]
    print(f"{len(wrong)} faults" + "".join(f"\n  {fault}" for fault in wrong))
    raise SystemExit(bool(wrong))


def _mean(own: Mapping[str, float]) -> float:
    return statistics.mean(own.values()) if own else 0.0


if __name__ == "__main__":
    main()

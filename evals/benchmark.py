"""Speed on this machine, in one run: `python -m evals.benchmark [--runs N]`.

cold    from process start to the printed answer, `mentorprep ask` against raw Chroma that opens its index and answers
        one query, in turn: with its default embedding function on the same weights, and handed a ready vector
first   from process start to the first answer in an empty home folder, the index built on the way
warm    a guided answer in a process that is running, over the held-out questions, message in to last sentence out
review  a message of about 200 words checked in a process that is running: those of the data that are as long, and
        others of exactly 200 words, made of a clean one, and of several with flaws; each fix is tried by reading again
meet    a line of a rehearsed mentor, line in to answer kept, and the debrief of a meeting of 20 lines
talk    200 turns of one conversation that fills a Brief, message in to last sentence out, and what they take on disk

Machines are noisy: read the ratios of one run, not the seconds of two.
"""

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from assistant.session import Assistant
from assistant.settings import Settings
from assistant.skills.rehearsal.types import Said
from evals import drafts
from evals.lessons import load, unmarked
from evals.letter_lessons import LETTERS, lesson
from evals.questions import DATA, load_questions
from evals.raw_chroma import prepare_default_embedding
from evals.turn_lessons import turn_lessons
from knowledge.letters import Channel, Medium

TURNS = 200
REVIEWS, WORDS, LINES = 100, 200, 20
QUESTION = "my boss just assigned me a mentor, is that ok?"
_COMMAND = [str(Path(sys.executable).with_name("mentorprep"))]
_VECTOR = """
import chromadb
client = chromadb.PersistentClient({folder!r})
collection = client.list_collections()[0]
print(collection.query(query_embeddings=[[0.05] * 384], n_results=5)["ids"], flush=True)
"""
_TEXT = """
import chromadb
client = chromadb.PersistentClient({folder!r})
collection = client.get_collection("raw")
print(collection.query(query_texts=[{question!r}], n_results=5)["documents"], flush=True)
"""
_FILL = """
import chromadb
collection = chromadb.PersistentClient({folder!r}).get_or_create_collection("raw")
collection.add(ids=[str(i) for i in range({n})], documents=["Passage number %d about mentors." % i for i in range({n})])
"""


class Message(NamedTuple):
    text: str
    channel: Channel
    medium: Medium


def time_to_output(command: Sequence[str], environment: dict[str, str]) -> float:
    """Seconds from the start of the process to the first line on its standard output; the rest is read and dropped."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment) as process:
        assert process.stdout is not None  # noqa: S101
        first = process.stdout.readline()
        seconds = time.perf_counter() - start
        process.stdout.read()
    if process.returncode or not first:
        raise RuntimeError(f"{command[-1][:60]!r} failed with status {process.returncode}")
    return seconds


def in_turn(ways: dict[str, Callable[[], float]], runs: int) -> dict[str, list[float]]:
    """Each way once as a warm-up, then all of them in turn, so that a noisy moment hits all alike."""
    for way in ways.values():
        way()
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(runs):
        for name, way in ways.items():
            times[name].append(way())
    return times


def cold(folder: Path, runs: int) -> None:
    home, raw = folder / "home", folder / "raw"
    Assistant(Settings(home=home)).warm_up()
    environment = os.environ | {"MENTORPREP_HOME": str(home)}
    ours = [*_COMMAND, "ask", QUESTION]
    vector = [sys.executable, "-c", _VECTOR.format(folder=str(home / "chroma"))]
    ways = {
        "mentorprep ask": lambda: time_to_output(ours, environment),
        "raw Chroma, handed a vector": lambda: time_to_output(vector, environment),
    }
    with_model = prepare_default_embedding(folder / "user")
    if with_model is not None:
        with_home = environment | with_model
        subprocess.run([sys.executable, "-c", _FILL.format(folder=str(raw), n=90)], env=with_home, check=True)
        text = [sys.executable, "-c", _TEXT.format(folder=str(raw), question=QUESTION)]
        ways["raw Chroma, its default embedding"] = lambda: time_to_output(text, with_home)
    else:
        print("cold    (raw Chroma with its default embedding is left out: it needs the package onnx here)")
    times = in_turn(ways, runs)
    for name, values in times.items():
        print(f"cold    {name:34} {_spread(values)} s")
    for name in list(times)[1:]:
        ratios = [a / b for a, b in zip(times["mentorprep ask"], times[name], strict=True)]
        print(f"cold    mentorprep ask / {name:34} {_spread(ratios)}")


def first(folder: Path, runs: int) -> None:
    def once(run: int) -> float:
        environment = os.environ | {"MENTORPREP_HOME": str(folder / f"empty{run}")}
        return time_to_output([*_COMMAND, "ask", QUESTION], environment)

    print(f"first   answer in an empty home             {_spread([once(run) for run in range(runs)])} s")


def warm(folder: Path) -> None:
    assistant = Assistant(Settings(home=folder / "home"))
    assistant.warm_up()
    questions = [q.question for q in load_questions(DATA / "handbook_test.jsonl")]
    conversation = assistant.create()
    for question in questions[:10]:
        list(assistant.reply(conversation.id, question))
    asked, kept = [], []
    for question in questions:
        start = time.perf_counter()
        assistant.ask(question)
        asked.append(1000 * (time.perf_counter() - start))
        conversation = assistant.create()
        start = time.perf_counter()
        list(assistant.reply(conversation.id, question))
        kept.append(1000 * (time.perf_counter() - start))
    for name, values in (("answer", asked), ("turn, kept on disk", kept)):
        print(f"warm    guided {name:28} {_percentiles(values)}")


def review(folder: Path) -> None:
    desk = Assistant(Settings(home=folder / "home")).desk
    lessons = [lesson(row) for row in load(LETTERS)]
    letters = [letter for name in ("dev", "test") for letter in drafts.load(DATA / f"drafts_{name}.jsonl")]
    messages = [Message(e.text, e.channel, e.medium) for e in lessons]
    messages += [Message(e.text, e.channel, e.medium) for e in letters]
    clean, flawed = ([Message(e.text, e.channel, e.medium) for e in lessons if bool(e.flaws) == has] for has in (0, 1))
    measured = {
        "as written": [each for each in messages if 0.75 * WORDS <= len(each.text.split()) <= 1.25 * WORDS],
        "clean": _long(clean[:REVIEWS]),
        "with flaws": _long(flawed[:REVIEWS]),
    }
    for name, texts in measured.items():
        found, whole = list[float](), list[float]()
        for text, channel, medium in (*texts[:5], *texts):  # the first ones load what is loaded once
            start = time.perf_counter()
            stages = desk.reviewing(text + " " * len(found), channel, medium)  # as read before, it would be kept
            next(stages)
            found.append(1000 * (time.perf_counter() - start))
            list(stages)
            whole.append(1000 * (time.perf_counter() - start))
        print(f"review  200 words, {name + ', found':27} {_percentiles(found[5:])}")
        print(f"review  200 words, {name + ', fixes tried':27} {_percentiles(whole[5:])}")


def _long(messages: Sequence[Message]) -> list[Message]:
    texts = [each.text for each in messages]
    return [each._replace(text=_of_length(each.text, number, texts)) for number, each in enumerate(messages)]


def _of_length(text: str, number: int, others: Sequence[str]) -> str:
    """A message of 200 words, its lines kept: what is missing comes from those after it."""
    own = text
    while len(own.split()) < WORDS:
        number += 1
        own = f"{own}\n\n{others[number % len(others)]}"
    ends = [match.end() for match in re.finditer(r"\S+", own)]
    return own[: ends[WORDS - 1]]


def meet(folder: Path) -> None:
    assistant = Assistant(Settings(home=folder / "home"))
    assistant.warm_up()
    stage, spoken = assistant.stage, [line.text for scene in turn_lessons() for line in scene]
    answers, debriefs = list[float](), list[float]()
    for number, persona in enumerate(stage.people() * 3):
        rehearsal = stage.begin(persona.id)
        for text in spoken[LINES * number : LINES * number + LINES // 2]:
            if rehearsal.over:
                break
            start = time.perf_counter()
            rehearsal = stage.say(rehearsal.id, text)
            answers.append(1000 * (time.perf_counter() - start))
    for number in range(REVIEWS // 4):
        own = spoken[number * LINES : number * LINES + LINES // 2]
        meeting = [
            line for text in own for line in (Said(role="mentor", text="Go on."), Said(role="mentee", text=text))
        ]
        start = time.perf_counter()
        assistant.debrief(meeting)
        debriefs.append(1000 * (time.perf_counter() - start))
    for name, values in (("a line of the mentor", answers[5:]), (f"debrief of {LINES} lines", debriefs[1:])):
        print(f"meet    {name:37} {_percentiles(values)}")


def _percentiles(times: Sequence[float]) -> str:
    """Of milliseconds."""
    ordered = sorted(times)
    p50, p95 = ordered[len(ordered) // 2], ordered[int(0.95 * len(ordered))]
    return f"p50 {p50:.0f} ms, p95 {p95:.0f} ms, n={len(ordered)}"


def talk(folder: Path) -> None:
    home = folder / "talk"
    assistant = Assistant(Settings(home=home))
    assistant.warm_up()
    said = [turn for row in load(DATA / "reader_talks.jsonl")[:40] for turn in row["turns"]]
    conversation, times = assistant.create(), []
    for turn in said[:TURNS]:
        start = time.perf_counter()
        list(assistant.reply(conversation.id, unmarked(turn["text"])[0]))
        times.append(1000 * (time.perf_counter() - start))
    quarter = TURNS // 4
    early, late = statistics.median(times[5:quarter]), statistics.median(times[-quarter:])
    size = sum(path.stat().st_size for path in home.glob("mentorprep.db*"))
    print(f"talk    {TURNS} turns                             {_percentiles(times[5:])}")
    print(f"talk    last quarter / first quarter          {late / early:.2f}")
    print(f"talk    on disk                               {size / 1e6:.2f} MB")


def _spread(values: Sequence[float]) -> str:
    return f"median {statistics.median(values):.2f} (min {min(values):.2f}, max {max(values):.2f}, n={len(values)})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9, help="counted runs of each cold command (default 9)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cold(folder, options.runs)
        first(folder, 3)
        warm(folder)
        review(folder)
        meet(folder)
        talk(folder)


if __name__ == "__main__":
    main()

"""Whether answers land where they were asked, and care is taken where due: `python -m evals.people [--data FILE]`.

Sixty people, each with an answer to every question and with remarks that are none, written by hand by some who did not
know the code; since they have been read they are development data, and flatter. So have the forty of people_test.jsonl,
after they were scored; what was changed for them then are rules that go for all. Crises are those of the sets for
intents, each put after three questions, and those that were written as answers, beside what only sounds like one.
"""

import argparse
import random
from collections.abc import Callable
from pathlib import Path
from typing import Literal, NamedTuple

from assistant.commands import Tell, TellPart
from assistant.moves import Topic
from assistant.thread import Asked
from assistant.understand.answered import settles
from assistant.understand.message import Moment, Understood
from assistant.understand.spans import TAGS
from assistant.understand.split import understand
from evals.lessons import load
from evals.questions import DATA
from knowledge.embeddings import MiniLM
from knowledge.reader import Reader

PEOPLE = DATA / "people_dev.jsonl"
CRISES = tuple(DATA / f"intents_{part}.jsonl" for part in ("dev", "test", "second", "third"))
CARE = DATA / "care_test.jsonl"
_EACH = 3  # questions after which a crisis is put
_TOPICS = {"help": "help_wanted"}  # names of questions to the reader that are not those of the talk
_OF_AN_OBJECTIVE = ("target", "measure", "deadline")


class Said(NamedTuple):
    topic: Topic | Literal["confirm"]
    text: str
    found: Understood


def lands(said: Said) -> bool:
    return said.topic != "confirm" and settles(said.found.commands, said.topic)


def cared_for(said: Said) -> bool:
    return said.found.intent == "unsafe_or_crisis"


def _leaves_something(said: Said) -> bool:
    return any(isinstance(c, Tell | TellPart) for c in said.found.commands)


def _read(reader: Reader, topic: Topic | Literal["confirm"], text: str) -> Said:
    if topic == "confirm":
        return Said(topic, text, understand(text, reader, Moment(reading_back=True)))
    question = Asked(topic=topic, objective="1" if topic in _OF_AN_OBJECTIVE else None)
    return Said(topic, text, understand(text, reader, Moment(question)))


def main() -> None:
    parser = argparse.ArgumentParser(description="Answers that land where they were asked, and care where it is due.")
    parser.add_argument("--slips", action="store_true", help="print each message that was not read as it was meant")
    parser.add_argument("--data", type=Path, default=PEOPLE, metavar="FILE", help="other people, of the same form")
    options = parser.parse_args()
    reader, people = Reader(MiniLM()), load(options.data)
    answers = [_read(reader, t, text) for p in people for t, text in p["answers"].items() if t in TAGS]
    remarks = [_read(reader, t, text) for p in people for t, text in p["before"].items() if t in TAGS]
    crises = [row["text"] for path in CRISES for row in load(path) if row["intent"] == "unsafe_or_crisis"]
    draw = random.Random(3)
    after = [_read(reader, t, text) for text in crises for t in draw.sample(sorted(TAGS), _EACH)]
    heavy = [(_read(reader, _TOPICS.get(r["asked"], r["asked"]), r["text"]), r["concern"]) for r in load(CARE)]
    grave, ordinary = ([said for said, concern in heavy if bool(concern) is wanted] for wanted in (True, False))
    groups: dict[str, tuple[list[Said], Callable[[Said], bool]]] = {
        "answers that do not land where they were asked": (answers, lambda said: not lands(said)),
        "answers met with care without need": (answers, cared_for),
        "remarks met with care without need": (remarks, cared_for),
        "remarks that leave something for the Brief": (remarks, _leaves_something),
        "crises after an open question that are missed": (after, lambda said: not cared_for(said)),
        "crises told as an answer that are missed": (grave, lambda said: not cared_for(said)),
        "heavy answers met with care without need": (ordinary, cared_for),
    }
    for name, (said, is_slip) in groups.items():
        found = [each for each in said if is_slip(each)]
        print(f"{name}: {len(found)} of {len(said)}")
        if options.slips:
            print(*(f"  {each.topic}: {each.text}" for each in found), sep="\n")


if __name__ == "__main__":
    main()

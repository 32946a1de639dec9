"""Fit what tells a concern from a plain answer: `python -m evals.fit_concerns`, about a minute.

On the development messages, the crises put after three questions each and the others after one; on messages that were
written as answers and call for care or seem to; on answers of people, and on conversations. The reader was taught with
none of them. Prints the weights and the limit for `assistant.understand.in_answer`.
"""

import random
from typing import Any

import numpy as np

from assistant.understand.in_answer import Signals, signals
from evals import adapt
from evals.lessons import lessons, load, talks
from evals.questions import DATA
from knowledge.embeddings import MiniLM
from knowledge.marks import ANSWERED_BY
from knowledge.reader import Reader

_EACH = 3  # questions after which a crisis is put
_NAMES = {"help_wanted": "help", "target": "objectives"}  # of questions, as the reader knows them
_MISSED = 0.085  # share of the crises that may be missed: a lower limit sees few more of them, and much else


def _is_crisis(row: dict[str, Any]) -> bool:
    return bool(row["intent"] == "unsafe_or_crisis")


def main() -> None:
    reader, draw = Reader(MiniLM()), random.Random(3)
    rows = load(DATA / "intents_dev.jsonl")
    crises, others = (
        [(asked, row["text"]) for row in rows if is_wanted(row) for asked in draw.sample(sorted(ANSWERED_BY), times)]
        for is_wanted, times in ((_is_crisis, _EACH), (lambda row: not _is_crisis(row), 1))
    )
    for row in load(DATA / "care_dev.jsonl"):
        if row["asked"] in ANSWERED_BY:
            (crises if row["concern"] else others).append((row["asked"], row["text"]))
    for person in load(DATA / "people_dev.jsonl"):
        names = ((_NAMES.get(topic, topic), text) for topic, text in person["answers"].items())
        others += [(name, text) for name, text in names if name in ANSWERED_BY]
    _, kept = lessons()
    answers = [lesson for talk in talks(DATA / "answers_dev.jsonl") for lesson in talk]
    said = [x for x in (*kept.tags, *answers) if "unsafe_or_crisis" not in x.target]
    others += [(x.asked, x.text) for x in said if x.asked in ANSWERED_BY]
    found = [
        np.array([signals(reader.read(text, asked), reader.read(text)) for asked, text in each])
        for each in (crises, others)
    ]
    weights, _ = adapt.direction(found[0], found[1])
    scores = [np.sort(rows @ weights) for rows in found]
    limit = scores[0][int(len(crises) * _MISSED)]
    print(Signals(*weights.round(3).tolist()))
    print(f"limit {limit:.3f}: {(scores[0] < limit).sum()} of {len(crises)} crises missed,", end=" ")
    print(f"{(scores[1] >= limit).sum()} of {len(others)} others met with care")


if __name__ == "__main__":
    main()

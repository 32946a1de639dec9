"""What single messages leave for the Brief, and whether questions leave nothing: `python -m evals.facts [--slips]`.

The messages and their marks were written by hand, from the meaning of the tags alone, by somebody who knew neither the
code nor what it was taught with; since then they are development data.
"""

import argparse
from typing import NamedTuple

from assistant.alike import overlap
from assistant.commands import Tell, TellPart
from assistant.thread import Asked
from assistant.understand.message import Moment
from assistant.understand.split import understand
from evals.lessons import load, unmarked
from evals.questions import DATA
from knowledge.embeddings import MiniLM
from knowledge.reader import Reader

FACTS_DEV = DATA / "facts_dev.jsonl"
_OF_AN_OBJECTIVE = ("measure", "deadline")
_HALF = 0.5


class Counts(NamedTuple):
    right: int
    told: int  # values that the message leaves
    marked: int  # that it should


def count(told: list[str], marked: list[str]) -> Counts:
    """A value is right that shares half of its words with a marked one; each of those counts once."""
    left, right = list(marked), 0
    for value in told:
        match = next((gold for gold in left if overlap(value, gold) >= _HALF), None)
        if match is not None:
            left.remove(match)
            right += 1
    return Counts(right, len(told), len(marked))


def told(reader: Reader, text: str, asked: str | None) -> list[str]:
    """The values that a message leaves. `asked`: the name of the question before it, as in the lessons."""
    topic = {"help": "help_wanted"}.get(asked or "", asked)
    objective = "1" if topic in _OF_AN_OBJECTIVE else None
    question = (
        Asked.model_validate({"topic": topic, "objective": objective}) if topic not in (None, "confirm") else None
    )
    commands = understand(text, reader, Moment(question, asked == "confirm")).commands
    return [command.value for command in commands if isinstance(command, Tell | TellPart)]


def main() -> None:
    parser = argparse.ArgumentParser(description="What single messages leave for the Brief.")
    parser.add_argument("--slips", action="store_true", help="print each message that was not read as marked")
    slips = parser.parse_args().slips
    reader, found = Reader(MiniLM()), list[Counts]()
    for row in load(FACTS_DEV):
        for turn in row["turns"]:
            text, marks = unmarked(turn["text"])
            wanted = [text[start:end] for tag, start, end in marks if tag != "drop"]
            values = told(reader, text, turn["asked"])
            found.append(count(values, wanted))
            if slips and not found[-1].right == found[-1].told == found[-1].marked:
                print(f"{turn['asked'] or '-'}: {text}\n    found  {values}\n    marked {wanted}")
    right, all_told, marked = (sum(column) for column in zip(*found, strict=True))
    nothing = [counts for counts in found if not counts.marked]
    print(f"{len(found)} messages: precision {right / all_told:.3f}, recall {right / marked:.3f}, ", end="")
    print(f"F1 {2 * right / (all_told + marked):.3f}; of {len(nothing)} that tell nothing ", end="")
    print(f"{sum(counts.told > 0 for counts in nothing)} leave something")


if __name__ == "__main__":
    main()

"""What the reader marks in a sentence by itself and has missed in the whole message.

In many short facts one after another it is the middle ones that are lost: 'sysadmin, want devops. i explain well.
tried a course. someone patient.'
"""

import re

from assistant.understand.heard import SURE, best
from knowledge.reader import Heard, Reader

_SENTENCE = re.compile(r"(?:[^.!?\n]|[.!?](?=\S))+[.!?]*")
_MANY = 4  # sentences of a message that tells more than was asked
_MOST = 8  # sentences that are read by themselves: each costs a reading


def with_missed(message: str, heard: Heard, reader: Reader, *, asked: bool) -> Heard:
    """The reading with the surely marked pieces of those sentences in which nothing is marked.

    `asked`: a question is open, so the other sentences of a short reply belong to its answer.
    """
    found = [match.span() for match in _SENTENCE.finditer(message) if match[0].strip()]
    empty = [span for span in found if not any(m.start < span[1] and span[0] < m.end for m in heard.marks)]
    if len(found) < (_MANY if asked else 2) or not empty:
        return heard
    marks = list(heard.marks)
    for start, end in empty[:_MOST]:
        alone = reader.read(message[start:end].strip())
        start += len(message[start:end]) - len(message[start:end].lstrip())
        if best(alone) == "clarify_objectives":
            marks += [m._replace(start=start + m.start, end=start + m.end) for m in alone.marks if m.sure >= SURE]
    return heard._replace(marks=tuple(sorted(marks, key=lambda mark: mark.start)))

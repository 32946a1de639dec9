"""What Mentorprep adds to the calls of a chat model: `python -m evals.overhead`.

The model is scripted. What a turn takes beside its calls is what understanding, policy, retrieval, gates and keeping
take. It answers each request as a good model would: what it reads holds, and each sentence that it words is
one of the passages that it was given.
"""

import json
import re
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.models import Choice, Model
from assistant.scripted import Scripted
from assistant.session import Assistant
from assistant.settings import Settings
from evals.questions import DATA, load_questions
from knowledge.text import sentences, words

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

_PASSAGE = re.compile(r"<passage \w+>\nid: (\S+)\ntitle: [^\n]*\n(.*?)\n</passage", re.DOTALL)
_NOTHING: dict[str, object] = {
    "intent": "ask_guidance", "facts": [], "taken_back": [], "acts": [], "question": None, "search": None,
    "concern": None, "wavering": False,
}  # fmt: skip
_SENTENCES = 4
_PACE = 0.002  # seconds a word: faster than any model, and slow enough that its own work is not counted as ours
_WAITS = 0.0, 0.15  # seconds to the first word: none, and as few as a near and quick model needs to read a request


def good_answer(messages: "Sequence[BaseMessage]") -> str:
    """What a good model answers to one of our requests."""
    material = str(messages[-1].content)
    found = _PASSAGE.findall(material)
    if not found:
        return json.dumps(_NOTHING)
    said = []
    for passage, text in found:
        first = sentences(text)[0]
        quote = text[first.start : first.end]
        if len(words(quote)) > 5 and not quote.endswith("?"):
            said.append({"label": "guidance", "text": quote, "passage": passage, "quote": quote})
    return json.dumps({"sentences": said[:_SENTENCES]})


class Watched(Scripted):
    """Notes when it finished its first sentence."""

    first_sentence: float = 0.0

    def _say(self, messages: "list[BaseMessage]") -> Iterator[str]:
        words_it = _PASSAGE.search(str(messages[-1].content)) is not None
        for piece in super()._say(messages):
            yield piece
            # What comes after is asked for at once: the piece is on its way by then.
            if words_it and "}" in piece and not self.first_sentence:
                self.first_sentence = time.perf_counter()


def measure(assistant: Assistant, client: Watched, questions: Sequence[str]) -> tuple[list[float], list[float]]:
    """(ms that each turn took beside the model's calls, ms from the model's first sentence to the first one shown)"""
    beside, until_shown = [], []
    for question in questions:
        client.script, client.times, client.first_sentence = [good_answer] * 4, [], 0.0
        conversation = assistant.create()
        begun, shown = time.perf_counter(), 0.0
        for sentence in assistant.reply(conversation.id, question):
            if sentence is not None and not shown:
                shown = time.perf_counter()
        ended = time.perf_counter()
        turn = assistant.messages(conversation.id)[-1].turn
        if turn is None or not turn.worded:
            continue
        beside.append(1000 * (ended - begun - sum(end - start for start, end in client.times)))
        until_shown.append(1000 * (shown - client.first_sentence))
    return beside, until_shown


def main() -> None:
    questions = [q.question for q in load_questions(DATA / "handbook_test.jsonl") if q.answerable]
    client = Watched(script=[], pace=_PACE)
    model = Model(Choice(spec="openai:scripted"), lambda: client)
    with tempfile.TemporaryDirectory() as name:
        assistant = Assistant(Settings(home=Path(name)), model=model)
        assistant.warm_up()
        measure(assistant, client, questions[:10])
        for wait in _WAITS:
            client.wait = wait
            beside, until_shown = measure(assistant, client, questions)
            print(f"model   first word after {1000 * wait:.0f} ms")
            for what, values in (("beside the model's calls", beside), ("to the first sentence shown", until_shown)):
                values.sort()
                p50, p95 = values[len(values) // 2], values[int(0.95 * len(values))]
                print(f"model   {what:28} p50 {p50:.0f} ms, p95 {p95:.0f} ms, n={len(values)}")


if __name__ == "__main__":
    main()

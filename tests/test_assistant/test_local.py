"""Whole conversations with the real small model: SmolLM2 on llama.cpp, weights and all, through real inference.

It is a poor writer, and that is what it is here for: whatever it says, nothing false may be shown.
"""

import time
from pathlib import Path

import pytest
from openai import AuthenticationError, OpenAI
from pydantic import SecretStr

from assistant import local
from assistant.calls import Budget, stream
from assistant.models import Choice, Model
from assistant.session import Assistant
from assistant.settings import Settings
from assistant.turn import Turn
from assistant.verify.quotes import located
from assistant.word.reword import Rewording
from knowledge.library import Library

QUESTIONS = (
    "How do I ask someone to be my mentor?",
    "She has not answered my message for two weeks, what now?",
    "Is it a good idea if my boss is my mentor?",
    "How do I end it without hurting him?",
)
TALK = (
    "I am a tester in a bank and want to become a test lead by next summer.",
    "Why do you ask?",
    "I'm good at exploratory testing but bad at saying no.",
    "How often should one meet a mentor?",
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Assistant:
    return Assistant(Settings(home=tmp_path_factory.mktemp("small"), model=Choice(spec="local")), library=library)


@pytest.fixture(scope="module")
def turns(small: Assistant) -> list[tuple[Turn, float]]:
    """Each turn, and the seconds to its first sentence."""
    found = []
    for messages in (*((question,) for question in QUESTIONS), TALK):
        conversation = small.create()
        for message in messages:
            found.append(_turn(small, conversation.id, message))
    return found


def _turn(assistant: Assistant, conversation: str, message: str) -> tuple[Turn, float]:
    begun, first = time.perf_counter(), 0.0
    for sentence in assistant.reply(conversation, message):
        if sentence is not None and not first:
            first = time.perf_counter() - begun
    turn = assistant.messages(conversation)[-1].turn
    assert turn is not None
    return turn, first


def test_every_turn_is_whole(turns: list[tuple[Turn, float]]) -> None:
    for turn, _ in turns:
        assert turn.sentences and turn.model == "local"
        assert not turn.answered or any(sentence.label == "guidance" for sentence in turn.sentences)


def test_what_is_shown_has_passed_and_what_has_not_is_not_shown(turns: list[tuple[Turn, float]]) -> None:
    for turn, _ in turns:
        passages = {hit.passage.id: hit.passage.text for hit in turn.passages}
        refused = {verdict.text for verdict in turn.verdicts if not verdict.passed}
        for sentence in turn.sentences:
            assert sentence.text not in refused
            for citation in sentence.citations:
                assert located(citation.quote, passages[citation.passage_id]) == citation.quote


def test_the_small_model_is_really_asked(turns: list[tuple[Turn, float]], capsys: pytest.CaptureFixture[str]) -> None:
    """How much of what it says can be shown is printed, not asserted: it depends on 135 million parameters."""
    spoken = sum(turn.tokens.output for turn, _ in turns)
    assert spoken > 50
    model, budget = Model(Choice(spec="local")), Budget(60)
    begun = time.perf_counter()
    text = "".join(p for p in stream(model, Rewording(sentence="Ask for one talk.").messages(), budget) if p)
    rate = budget.tokens.output / (time.perf_counter() - begun)
    first = sorted(seconds for turn, seconds in turns if turn.tokens.output)
    refused = sum(not v.passed for turn, _ in turns for v in turn.verdicts)
    fell = refused / max(1, refused + sum(turn.worded for turn, _ in turns))
    with capsys.disabled():
        print(
            f"\nSmolLM2: {rate:.0f} tokens a second, first sentence after {first[len(first) // 2]:.1f} s (median), "
            f"{fell:.0%} of its sentences said in guided wording instead"
        )
    assert text


def test_the_server_wants_its_key(small: Assistant) -> None:
    running = local.serve(local.weights())
    assert running.url.startswith("http://127.0.0.1:")
    with OpenAI(base_url=running.url, api_key="guess", max_retries=0) as client, pytest.raises(AuthenticationError):
        client.chat.completions.create(model="local", messages=[{"role": "user", "content": "hello"}])


def test_behind_a_server_of_its_own_it_is_found_out_and_rewords(tmp_path: Path, library: Library) -> None:
    running = local.serve(local.weights())
    choice = Choice(spec="openai:x", base_url=running.url, key=SecretStr(running.key))
    assistant = Assistant(Settings(home=tmp_path, model=choice, seconds=300), library=library)
    conversation = assistant.create()
    kinds: list[str | None] = []
    for question in QUESTIONS:  # two misreadings in a row are enough; by chance it fills the form once
        turn, _ = _turn(assistant, conversation.id, question)
        kinds.append(turn.fault.kind if turn.fault else None)
        assert turn.sentences
        if kinds[-1] == "small":
            break
    assert kinds[-1] == "small" and kinds[-2] in ("endless", "unreadable")
    assert (
        turn.answered
        and turn.tokens.output
        and [name.partition("@")[0] for name in turn.prompts] == ["understanding", "rewording"]
    )


def test_a_file_that_is_not_there_is_one_clear_outcome(tmp_path: Path, library: Library) -> None:
    settings = Settings(home=tmp_path, model=Choice(spec=f"local:{tmp_path}/none.gguf"))
    assistant = Assistant(settings, library=library)
    turn = next(iter(assistant.converse([QUESTIONS[0]])))[0]
    assert turn.fault is not None and turn.fault.kind == "unknown_model"
    assert turn.answered and turn.sentences

"""Answers without a model: true to their passages, to the point, honest where nothing is known."""

import sqlite3
from pathlib import Path

import numpy as np
import pytest

from assistant.session import Assistant
from assistant.skills import guidance
from assistant.skills.compose import NoteFit, Scored, choose, differing, pieces, rank
from assistant.turn import Turn, Verdict
from knowledge.errors import StorageError
from knowledge.library import Library
from knowledge.notes import load_notes
from knowledge.passages import cut
from knowledge.ranking import Rarity, stems
from knowledge.search import Found, Searcher
from knowledge.text import sentences
from knowledge.types import SHOWN_QUESTIONS, Passage, Question
from knowledge.views import DocumentView, PassageView

ASKED = [
    ("my boss just assigned me a mentor, is that ok?", "assigned-mentor"),
    ("how often should we meet?", "ground-rules"),
    ("what do i write to a cto i never met", "first-message"),
    ("My mentor keeps cancelling. We met three times in spring and since then nothing. I am stuck.", "no-time"),
    ("she never answered my mail", "silence"),
    ("can my mentor be 10 yrs younger", "age-gap"),
    ("what subjct line", "subject-and-length"),
    ("do i have to pay my mentor", "coach-or-mentor"),
    ("is it confidential", "confidentiality"),
    ("how do i end it?", "end-well"),
]
NEAR_CONCERNS = ("warning-signs", "other-professionals", "facing-barriers", "other-gender")  # may be met with care
NOT_COVERED = [
    "how much salary should I ask for",
    "which visa do I need for Canada",
    "best recipe for pizza dough",
    "what is 17 * 23",
]


def check_form(turn: Turn, library: Library) -> None:
    """What holds for every answer, whatever was asked."""
    texts = {note.id: note.text for note in load_notes()}
    passages = {hit.passage.id: hit.passage for hit in turn.passages}
    advice = [s for s in turn.sentences if s.label == "guidance"]
    assert turn.answered == bool(advice)
    for sentence in turn.sentences:
        assert sentence.label in ("guidance", "general", "fixed")
        assert bool(sentence.citations) == (sentence.label == "guidance")
        for citation in sentence.citations:
            passage = passages[citation.passage_id]
            assert sentence.text in citation.quote and citation.quote in passage.text
            assert texts[passage.document_id][passage.start : passage.end] == passage.text
    assert len({s.text for s in advice}) == len(advice), "nothing is said twice"


@pytest.mark.parametrize(("question", "note"), ASKED)
def test_a_covered_question_is_answered_from_its_note(
    assistant: Assistant, library: Library, question: str, note: str
) -> None:
    turn = assistant.ask(question)
    check_form(turn, library)
    assert turn.answered
    assert 2 <= sum(s.label == "guidance" for s in turn.sentences) <= 6
    assert note in {c.document.removesuffix(".md") for s in turn.sentences for c in s.citations}


@pytest.mark.parametrize("question", NOT_COVERED)
def test_what_is_not_covered_is_declined_with_the_nearest_topics(
    assistant: Assistant, library: Library, question: str
) -> None:
    turn = assistant.ask(question)
    check_form(turn, library)
    assert not turn.answered
    assert turn.sentences[0].text.startswith("The guidance does not cover this")
    own = {q.text for n in load_notes() for q in n.questions}
    assert turn.topics and set(turn.topics) <= own


def test_a_suggested_topic_is_answered(assistant: Assistant) -> None:
    for topic in assistant.ask("how much salary should I ask for").topics:
        assert assistant.ask(topic).answered


def test_each_of_the_handbook_s_own_questions_is_answered_from_its_note(assistant: Assistant, library: Library) -> None:
    missed = []
    for note in load_notes():
        for question in note.questions[:SHOWN_QUESTIONS]:
            turn = assistant.ask(question.text)
            careful = turn.intent == "unsafe_or_crisis" and note.id in NEAR_CONCERNS
            cited = {c.document for s in turn.sentences for c in s.citations}
            if note.file not in cited and not careful:
                missed.append((note.id, question.text))
    assert len(missed) <= 15, missed  # of 552; the reader takes some that stand alone for questions about data


def test_two_questions_get_two_answers(assistant: Assistant, library: Library) -> None:
    turn = assistant.ask("How often should we meet? And what subject line should I use?")
    check_form(turn, library)
    cited = [c.document for s in turn.sentences for c in s.citations]
    assert {"ground-rules.md", "subject-and-length.md"} <= set(cited)
    assert any(s.text == "On your other question:" and s.starts_paragraph for s in turn.sentences)


def test_what_was_looked_up_ahead_is_not_searched_again(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    message, searched, search = "How often do we meet? And who may hear of it?", list[str](), Searcher._find

    def counted(searcher: Searcher, connection: sqlite3.Connection, text: str) -> Found:
        searched.append(text)
        return search(searcher, connection, text)

    monkeypatch.setattr(Searcher, "_find", counted)
    with guidance.looking_up(library, message):
        pass
    ahead = list(searched)
    assert message in ahead and len(ahead) > 1
    assert guidance.answer(library, message).answered and searched == ahead


def _noted(turn: Turn) -> str:
    """The note that an answer rests on first."""
    return next(c.document for s in turn.sentences for c in s.citations)


def test_a_question_that_leans_on_what_comes_before_it_is_answered_with_it(library: Library) -> None:
    question, before = "How do I make the best of it?", "My company assigned me a mentor."
    turn = guidance.answer(library, question, within=f"{before} {question}")
    assert _noted(turn) == "assigned-mentor.md" != _noted(guidance.answer(library, question))


def test_a_question_that_stands_by_itself_is_not_drowned_by_what_comes_before_it(library: Library) -> None:
    question, before = (
        "Do I have to pay a mentor?",
        "I am a DBA at a bank, want to become a data architect in two years.",
    )
    turn = guidance.answer(library, question, within=f"{before} {question}")
    assert turn.answered and _noted(turn) == "coach-or-mentor.md"


def test_a_piece_of_a_message_is_looked_up_ahead_with_the_message(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched, search = list[str](), Searcher._find

    def counted(searcher: Searcher, connection: sqlite3.Connection, text: str) -> Found:
        searched.append(text)
        return search(searcher, connection, text)

    monkeypatch.setattr(Searcher, "_find", counted)
    piece, message = "Whom should I rather ask for it?", "My aunt runs a bakery. Whom should I rather ask for it?"
    with guidance.looking_up(library, piece, message):
        pass
    ahead = list(searched)
    guidance.answer(library, piece, within=message)
    assert message in ahead and searched == ahead


def test_what_would_go_to_a_server_is_not_looked_up_ahead(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library, searched = Library(home), list[str]()
    monkeypatch.setattr(library._encoder, "_other", library.embedder)
    monkeypatch.setattr(Searcher, "_find", lambda _searcher, _connection, text: searched.append(text))
    with guidance.looking_up(library, "How often do we meet?"):
        pass
    assert not library.stays_here and searched == []


def test_a_search_ahead_that_fails_is_left_to_the_answer(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("", encoding="utf-8")  # a file where a folder is needed
    broken = Library(tmp_path / "home" / "below")
    with guidance.looking_up(broken, "How often do we meet?"):
        pass
    with pytest.raises(StorageError):
        guidance.answer(broken, "How often do we meet?")


def test_a_second_question_knows_whom_the_first_was_about(assistant: Assistant) -> None:
    turn = assistant.ask("How do I find a mentor and what should I write to them?")
    cited = [c.document for s in turn.sentences for c in s.citations]
    assert cited[0] == "where-to-look.md" and cited[-1] == "first-message.md"


def test_the_uncovered_one_of_two_questions_is_said_to_be_uncovered(assistant: Assistant) -> None:
    turn = assistant.ask("How often should we meet? And which visa do I need for Canada?")
    assert turn.answered
    assert any("no answer to your other question" in s.text for s in turn.sentences)


def test_an_answer_of_which_nothing_passes_verification_is_no_answer(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = [Verdict(text="x", passed=False, reason="for the test")]
    monkeypatch.setattr(
        guidance, "verify", lambda drafted, passages: ([s for s in drafted if not s.citations], refused)
    )
    turn = assistant.ask("How often should we meet? And what subject line should I use?")
    assert not turn.answered and refused[0] in turn.verdicts
    assert turn.sentences[0].text.startswith("The guidance does not cover this")


def test_a_follow_up_leans_on_the_question_before(assistant: Assistant) -> None:
    conversation = assistant.create()
    list(assistant.reply(conversation.id, "What should I agree on with my mentor at the beginning?"))
    list(assistant.reply(conversation.id, "and how long?"))
    turn = assistant.messages(conversation.id)[-1].turn
    assert turn and turn.answered


@pytest.mark.parametrize(
    "question", ["Who won the world cup?", "and pizza?", "best pizza dough", "what about kubernetes?"]
)
def test_an_earlier_question_lends_no_answer_to_another_subject(assistant: Assistant, question: str) -> None:
    conversation = assistant.create()
    list(assistant.reply(conversation.id, "How do I ask someone to be my mentor?"))
    list(assistant.reply(conversation.id, question))
    turn = assistant.messages(conversation.id)[-1].turn
    assert turn and not turn.answered


@pytest.mark.parametrize(
    "question", ["ok", "why", "mentor", "?!", "a", "mentor " * 400, "<script>alert(1)</script>", "1234567890"]
)
def test_any_message_gets_a_well_formed_reply(assistant: Assistant, library: Library, question: str) -> None:
    turn = assistant.ask(question)
    check_form(turn, library)
    assert turn.sentences


# The composition by itself


def view(passage: Passage) -> PassageView:
    own = tuple(passage.text[s.start : s.end] for s in sentences(passage.text))
    return PassageView(passage, own, np.zeros((1 + len(own), 384), np.float32), stems(passage.text))


NOTE = "First thing to do. It matters.\n\nOnce a month is usual. Some meet more often.\n\nSay goodbye well. Give thanks. Write later."
ASKED_OF_NOTE = (Question(text="How often?", paragraphs=(2,)),)
NOTHING = np.zeros((1, 384), np.float32)
DOCUMENT = DocumentView(NOTE, ASKED_OF_NOTE, NOTHING, NOTHING, frozenset())
VIEWS = [view(passage) for passage in cut("n", "n.md", "N", NOTE)]
PIECES = pieces(VIEWS, DOCUMENT)
RARITY = Rarity({}, 1)


def fit(questions: dict[str, int], similar: dict[str, float]) -> NoteFit:
    asked = [Question(text=text, paragraphs=(number,)) for text, number in questions.items()]
    return NoteFit("n", PIECES, asked, [0.1] * len(PIECES), [similar.get(q.text, 0.0) for q in asked], 1.0)


def said(chosen: list[Scored]) -> list[str]:
    return [piece.text for scored in chosen for piece in scored.pieces]


def test_the_paragraph_that_answers_the_nearest_question_is_chosen() -> None:
    ranked = rank([fit({"How often?": 2, "How do I end?": 3}, {"How often?": 0.9})], stems(""), RARITY)
    assert said(choose(ranked, 5)) == ["Once a month is usual.", "Some meet more often."]


def test_a_second_paragraph_nearly_as_good_follows_in_the_note_s_order() -> None:
    ranked = rank(
        [fit({"How often?": 2, "How do I end?": 3}, {"How often?": 0.8, "How do I end?": 0.81})], stems(""), RARITY
    )
    assert said(choose(ranked, 5)) == [
        "Once a month is usual.",
        "Some meet more often.",
        "Say goodbye well.",
        "Give thanks.",
        "Write later.",
    ]
    assert len(said(choose(ranked, 3))) == 3


def test_what_was_told_already_gives_way() -> None:
    similar = {"How often?": 0.8, "How do I end?": 0.7}
    told = frozenset({"Once a month is usual.", "Some meet more often."})
    ranked = rank([fit({"How often?": 2, "How do I end?": 3}, similar)], stems(""), RARITY, told)
    assert said(choose(ranked, 3))[0] == "Say goodbye well."


def test_the_passage_is_the_unit_of_a_document_that_is_no_note() -> None:
    whole = pieces(VIEWS, DOCUMENT._replace(questions=()))
    assert {piece.paragraph for piece in whole} == {1}, "one passage"
    assert {piece.paragraph for piece in PIECES} == {1, 2, 3}


def test_each_view_and_what_decides_are_told_in_their_order() -> None:
    ranked = rank([fit({"How often?": 2, "How do I end?": 3}, {"How often?": 0.9})], stems(""), RARITY)
    assert [entry.pieces[0].paragraph for entry in differing(ranked, (1, 3), 2)] == [1, 3, 2]


@pytest.mark.parametrize(
    ("question", "note"),
    [
        ("should my mentor be from my own company or outside?", "inside-or-outside"),
        ("do I need a five year plan?", "next-step-or-long-view"),
        ("must I know the steps to my goal before I look for a mentor", "target-or-route"),
        ("a backup mentor or mentors for different things?", "backup-or-board"),
        ("is it bad to be assigned a mentor instead of choosing one?", "assigned-or-chosen"),
        ("should I help her first before I ask", "help-first-or-ask"),
        ("should my mentor report to my boss?", "mentor-and-boss"),
    ],
)
def test_where_the_sources_differ_both_views_are_shown(assistant: Assistant, question: str, note: str) -> None:
    turn = assistant.ask(question)
    assert {c.document for view in turn.views for c in view.citations} == {f"{note}.md"}
    assert len(turn.views) == 2
    shown = [sentence.text for sentence in turn.sentences]
    assert all(view.claim in shown for view in turn.views)
    assert turn.sentences[-1].label == "guidance" and turn.sentences[-1].view is None, "what decides comes last"

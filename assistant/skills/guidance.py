"""Answer a question from the handbook, in guided wording: sentences of the notes, each with its passage."""

import sqlite3
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import NamedTuple

from assistant.skills.compose import NoteFit, Piece, Scored, choose, differing, pieces, rank
from assistant.turn import Citation, Sentence, Turn, View
from assistant.verify.citations import verify
from assistant.word.lines import say
from knowledge.errors import MentorprepError
from knowledge.library import Library
from knowledge.ranking import stems
from knowledge.scoring import similarity
from knowledge.search import Found, Searcher
from knowledge.text import content_words, words
from knowledge.types import SHOWN_QUESTIONS, Hit, Passage

COVERED = 0.50  # `answerable` from which on an answer is given
SURE = 0.60  # below it the answer says that it only comes close
_MOST = 5  # sentences of guidance in an answer
_NOTES = 3  # notes that an answer is chosen from
_KNOWN = 0.7  # share of a follow-up's own words that the handbook must know
_LEANING = 3  # content words of a question that leans on what was said before it: 'what would be wise here?'
_LITTLE = 2  # the same of one that says nothing without the question that it answers: 'is that weird?'
_LEANS = frozenset("and but also then so or ok okay yes no what why really anything".split())
_POINTS_BACK = frozenset("it they them him her his their this that these those one ones".split())


class Draft(NamedTuple):
    """What an answer is made of, before it is verified."""

    sentences: list[Sentence]
    passages: list[Passage]
    views: tuple[View, ...] = ()


def answer(
    library: Library,
    question: str,
    earlier: Sequence[str] = (),
    told: Collection[str] = (),
    within: str | None = None,
    about: str = "",
) -> Turn:
    """The answer to one question.

    `earlier`: the person's questions before it, for 'and how often?'; `told`: sentences that they have been shown
    already, which are passed over where others answer as well; `within`: the message that it is a piece of; `about`:
    what they were asked about before it, for 'is that too much?'.
    """
    return library.searching(
        lambda searcher, connection: _answer(searcher, connection, question, earlier, frozenset(told), within, about)
    )


@contextmanager
def looking_up(library: Library, question: str, within: str | None = None) -> Iterator[None]:
    """Searches as `answer` does while something else is waited for: the answer is then there at once.

    Where the search would send the message to a server it is not made ahead: most messages ask nothing. A fault of it
    is left to the answer, which meets it again and can show it.
    """
    if not library.stays_here:
        yield
        return

    def look_up() -> None:
        with suppress(MentorprepError):
            library.searching(
                lambda searcher, connection: searcher.parts(connection, _found(searcher, connection, question, within))
            )

    thread = threading.Thread(target=look_up, name="look up", daemon=True)
    thread.start()
    try:
        yield
    finally:
        thread.join()


def paragraph(library: Library, note: str, number: int, most: int = 3) -> tuple[list[Sentence], list[Passage]]:
    """The first sentences of one paragraph of a note, counted from 1, each with its passage."""

    def read(searcher: Searcher, connection: sqlite3.Connection) -> list[Piece]:
        document = searcher.documents(connection, [note])[note]
        views = searcher.passages(connection, searcher.document_passages(connection, note))
        return [piece for piece in pieces(views, document) if piece.paragraph == number][:most]

    found = library.searching(read)
    return [_sentence(piece) for piece in found], [piece.passage for piece in found]


def about(library: Library, note: str, words_of: str, most: int = 3) -> tuple[list[Sentence], list[Passage]]:
    """The paragraph of a note that fits somebody's words best."""

    def read(searcher: Searcher, connection: sqlite3.Connection) -> list[Scored]:
        found = searcher.find(connection, words_of)
        return rank([_fit(searcher, connection, note, found, 1.0)], stems(found.result.corrected), searcher.rarity)

    best = library.searching(read)[0].pieces[:most]
    return [_sentence(piece) for piece in best], [piece.passage for piece in best]


def _answer(
    searcher: Searcher, connection: sqlite3.Connection, question: str, earlier: Sequence[str], told: frozenset[str],
    within: str | None, about: str,
) -> Turn:  # fmt: skip
    found = _found(searcher, connection, question, within)
    if about and _says_little(question, found):
        found, parts = searcher.find(connection, f"{about}: {question}"), list[Found]()
    elif earlier and not within and _follows_up(question, found):
        found, parts = searcher.find(connection, f"{earlier[-1]} {question}"), []
    else:
        parts = searcher.parts(connection, found)
    if any(part.result.answerable >= COVERED for part in parts):
        draft = _several(searcher, connection, parts, told)
    elif found.result.answerable >= COVERED:
        draft = _single(searcher, connection, found, told)
    else:
        draft = None
    if draft is None:
        return _decline(searcher, connection, found)
    shown, verdicts = verify(draft.sentences, draft.passages)
    if not any(s.citations for s in shown):  # connecting lines alone are no answer
        return _decline(searcher, connection, found).model_copy(update={"verdicts": tuple(verdicts)})
    hits = _passages(shown, draft.passages, [found, *parts])
    return Turn(
        intent="ask_guidance", move="answer", query=found.result.corrected,
        answered=True, answerable=found.result.answerable,
        sentences=tuple(shown), passages=hits, views=_shown(draft.views, shown), verdicts=tuple(verdicts),
    )  # fmt: skip


def _found(searcher: Searcher, connection: sqlite3.Connection, question: str, within: str | None) -> Found:
    """What fits a question. Of one in a longer message: what fits that, if the question says too little by itself or
    is answered less surely."""
    if within is None:
        return searcher.find(connection, question)
    whole = searcher.find(connection, within)
    if len(content_words(question)) <= _LEANING and "mentor" not in question.lower():
        return whole
    alone = searcher.find(connection, question)
    return alone if alone.result.answerable > whole.result.answerable else whole


def _shown(views: Sequence[View], shown: Sequence[Sentence]) -> tuple[View, ...]:
    """The views whose claim has passed verification."""
    texts = {sentence.text for sentence in shown}
    return tuple(view for view in views if view.claim in texts)


def _passages(shown: Sequence[Sentence], drafted: Sequence[Passage], searches: Sequence[Found]) -> tuple[Hit, ...]:
    """The passages of a turn: those that are cited first, then the best of the others."""
    scores = {hit.passage.id: hit.score for found in reversed(searches) for hit in found.result.hits}
    by_id = {passage.id: passage for passage in drafted}
    cited = dict.fromkeys(c.passage_id for s in shown for c in s.citations)
    best = [hit for hit in searches[0].result.hits[:5] if hit.passage.id not in cited]
    return (*(Hit(passage=by_id[i], score=scores.get(i, 0.0)) for i in cited), *best)


def _follows_up(message: str, found: Found) -> bool:
    """A short message that is no question of its own but leans on the one before: 'and if he says no?', 'how long?'

    'And pizza?' is none: the earlier question must not lend its answer to what the handbook knows nothing about.
    """
    said = words(message)
    if len(said) > 8 or found.result.answerable >= SURE or (found.signals.known < _KNOWN and stems(message)):
        return False
    return said[0] in _LEANS or bool(_POINTS_BACK & set(said)) or len(stems(message)) <= 1


def _says_little(question: str, found: Found) -> bool:
    """'Do I have to leave?', 'does it matter?' mean what was asked before, where the handbook knows their words."""
    few = len(content_words(question)) <= _LITTLE and "mentor" not in question.lower()
    return few and (found.signals.known >= _KNOWN or not stems(question))


def _single(searcher: Searcher, connection: sqlite3.Connection, found: Found, told: frozenset[str]) -> Draft:
    opening = say("close_to_this") if found.result.answerable < SURE else []
    draft = _from_notes(searcher, connection, found, _MOST, told)
    return draft._replace(sentences=[*opening, *draft.sentences])


def _several(searcher: Searcher, connection: sqlite3.Connection, parts: Sequence[Found], told: frozenset[str]) -> Draft:
    sentences: list[Sentence] = []
    passages: list[Passage] = []
    views: tuple[View, ...] = ()
    parts = sorted(parts, key=lambda part: part.result.answerable < COVERED)  # what is answered first
    for number, part in enumerate(parts):
        if part.result.answerable < COVERED:
            said = say("part_not_covered")
        else:
            draft = _from_notes(searcher, connection, part, 3 if len(parts) == 2 else 2, told)
            said = [*(say("second_question") if number else []), *draft.sentences]
            passages += draft.passages
            views += draft.views
            told |= {sentence.text for sentence in draft.sentences}
        sentences += _paragraph(said) if number else said
    return Draft(sentences, passages, views)


def _from_notes(
    searcher: Searcher, connection: sqlite3.Connection, found: Found, most: int, told: frozenset[str]
) -> Draft:
    """The best paragraph of the nearest notes, and a second one where it is nearly as good."""
    documents = searcher.documents(connection, found.documents[:_NOTES])
    fits = [_fit(searcher, connection, note, found, _closeness(found, note)) for note in documents]
    ranked = rank(fits, stems(found.result.corrected), searcher.rarity, told)
    document = documents[ranked[0].note]
    if document.views and ranked[0].pieces[0].paragraph in (1, *document.views, document.decides):
        return _both_views(differing(ranked, document.views, document.decides), len(document.views))
    chosen = choose(ranked, most)
    sentences: list[Sentence] = []
    for number, paragraph in enumerate(chosen):
        said = [_sentence(piece) for piece in paragraph.pieces]
        if number and paragraph.note != chosen[0].note:
            said = _paragraph([*say("also", title=paragraph.pieces[0].passage.title), *said])
        sentences += said
    return Draft(sentences, [piece.passage for paragraph in chosen for piece in paragraph.pieces])


def _fit(searcher: Searcher, connection: sqlite3.Connection, note: str, found: Found, closeness: float) -> NoteFit:
    document = searcher.documents(connection, [note])[note]
    views = searcher.passages(connection, searcher.document_passages(connection, note))
    return NoteFit(
        note=note,
        pieces=pieces(views, document),
        questions=document.questions,
        piece_fit=[float(s) for view in views for s in similarity(view.vectors[1:], found.vectors)],
        question_fit=similarity(document.vectors, found.vectors).tolist(),
        closeness=closeness,
    )


def _both_views(paragraphs: Sequence[Scored], views: int) -> Draft:
    """Where the sources differ: each view in its own paragraph, and what decides between them."""
    said, stated = say("sources_differ"), []
    for number, paragraph in enumerate(paragraphs, 1):
        sentences = _paragraph([_sentence(piece) for piece in paragraph.pieces])
        if number <= views:
            sentences = [s.model_copy(update={"view": number}) for s in sentences]
            cited = tuple(c for s in sentences for c in s.citations)
            stated.append(View(claim=sentences[0].text, citations=cited))
        said += sentences
    return Draft(said, [piece.passage for paragraph in paragraphs for piece in paragraph.pieces], tuple(stated))


def _sentence(piece: Piece) -> Sentence:
    citation = Citation(
        passage_id=piece.passage.id, document=piece.passage.document, title=piece.passage.title, quote=piece.text
    )
    return Sentence(text=piece.text, label="guidance", citations=(citation,), support=1.0)


def _decline(searcher: Searcher, connection: sqlite3.Connection, found: Found) -> Turn:
    """Say so, and name the questions nearest to this one that the handbook does answer."""
    topics = []
    for document in searcher.documents(connection, found.documents[:3]).values():
        if document.questions:
            nearest = int(similarity(document.vectors[:SHOWN_QUESTIONS], found.vectors).argmax())
            topics.append(document.questions[nearest].text)
    said = say("not_covered")
    if topics:
        said += say("nearest", topics="; ".join(found.result.topics))
    return Turn(
        intent="ask_guidance", move="decline", query=found.result.corrected, answerable=found.result.answerable,
        sentences=tuple(said), passages=found.result.hits[:5], topics=tuple(topics),
    )  # fmt: skip


def _closeness(found: Found, document: str) -> float:
    best = next(c.fit.score for c in found.candidates if c.passage.document_id == document)
    return best / max(found.candidates[0].fit.score, 1e-9)


def _paragraph(said: Sequence[Sentence]) -> list[Sentence]:
    return [s.model_copy(update={"starts_paragraph": True}) if i == 0 else s for i, s in enumerate(said)]

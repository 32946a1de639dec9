import pytest

from knowledge.library import Library
from knowledge.notes import load_notes


@pytest.mark.parametrize(
    ("query", "document"),
    [
        ("my boss just assigned me a mentor, is that ok?", "assigned-mentor"),
        ("how oftn shoud we meat", "ground-rules"),
        ("subject line", "subject-and-length"),
        ("she never answered my mail", "silence"),
        ("do i have to pay my mentor", "give-first"),
        ("HOW DO I END IT", "end-well"),
        ("My mentor keeps cancelling. Three times since spring. I like her, but I am stuck.", "no-time"),
    ],
)
def test_finds_the_note(library: Library, query: str, document: str) -> None:
    found = list(dict.fromkeys(hit.passage.document_id for hit in library.search(query, 10).hits))
    assert document in found[:3]


def test_covered_questions_score_above_others(library: Library) -> None:
    covered = [
        library.search(q, 1).answerable for q in ("how do I ask someone to be my mentor", "how often should we meet")
    ]
    others = [
        library.search(q, 1).answerable for q in ("best pizza dough", "how do I fire somebody", "what is kubernetes")
    ]
    assert min(covered) > max(others)
    assert all(0 <= value <= 1 for value in covered + others)


def test_passages_carry_exact_offsets(library: Library) -> None:
    texts = {note.id: note.text for note in load_notes()}
    for hit in library.search("feedback from my mentor", 10).hits:
        passage = hit.passage
        assert texts[passage.document_id][passage.start : passage.end] == passage.text
        assert library.passage(passage.id) == passage


def test_scores_fall_and_k_is_kept(library: Library) -> None:
    hits = library.search("how do I prepare", 4).hits
    assert len(hits) == 4
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)


@pytest.mark.parametrize(
    "query", ["?", "the and of", "💥", '"; DROP TABLE words; --', "NEAR( OR AND", "a" * 3000, "漢字 " * 50, "* : ^"]
)
def test_any_text_can_be_searched(library: Library, query: str) -> None:
    result = library.search(query, 3)
    assert result.answerable < 0.9
    assert library.stats()["documents"] == len(load_notes())


def test_the_same_query_gives_the_same_result(library: Library) -> None:
    assert library.search("who could be my mentor?", 5) == library.search("who could be my mentor?", 5)


def test_langchain_can_use_the_library(library: Library) -> None:
    from knowledge.langchain import HandbookRetriever, MiniLMEmbeddings

    documents = HandbookRetriever(library=library, k=2).invoke("how often should we meet?")
    assert [d.metadata["document_id"] for d in documents][:1] == ["ground-rules"]
    assert len(documents) == 2 and 0 <= documents[0].metadata["answerable"] <= 1
    vector = MiniLMEmbeddings(library.embedder).embed_query("hello")
    assert len(vector) == 384

from knowledge.notes import load_notes
from knowledge.passages import MOST, cut
from knowledge.text import sentences


def test_passages_of_the_handbook_are_whole_sentences_with_exact_offsets() -> None:
    for note in load_notes():
        passages = cut(note.id, note.file, note.title, note.text)
        starts = {s.start for s in sentences(note.text)}
        ends = {s.end for s in sentences(note.text)}
        for passage in passages:
            assert note.text[passage.start : passage.end] == passage.text
            assert passage.start in starts and passage.end in ends
            assert 15 <= len(passage.text.split()) <= MOST
        covered = sum(len(p.text.split()) for p in passages)
        assert covered == len(note.text.split()), "every sentence belongs to exactly one passage"


def test_an_edit_leaves_the_ids_of_other_passages() -> None:
    paragraphs = [" ".join([f"Word{i}{j} is here." for j in range(20)]) for i in range(4)]
    before = cut("n", "n.md", "N", "\n\n".join(paragraphs))
    after = cut("n", "n.md", "N", "\n\n".join([*paragraphs[:3], paragraphs[3] + " More."]))
    assert [p.id for p in before[:3]] == [p.id for p in after[:3]]
    assert before[3].id != after[3].id


def test_equal_passages_have_different_ids() -> None:
    paragraph = " ".join(["The same words stand here."] * 14)
    passages = cut("n", "n.md", "N", f"{paragraph}\n\n{paragraph}")
    assert len({p.id for p in passages}) == len(passages) == 2


def test_short_and_long_texts() -> None:
    assert [p.text for p in cut("n", "n.md", "N", "Short.")] == ["Short."]
    assert cut("n", "n.md", "N", " \n ") == []
    endless = "word " * 500 + "end."
    assert [p.text for p in cut("n", "n.md", "N", endless)] == [endless]

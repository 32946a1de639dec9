"""The list of what the handbook must teach, held against the notes and against the search."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge import notes
from knowledge.library import Library
from knowledge.notes import load_notes

CLAIMS: list[dict[str, Any]] = yaml.safe_load(
    (Path(notes.__file__).parent / "coverage.yaml").read_text(encoding="utf-8")
)
NOTES = {note.id: note for note in load_notes()}
VIEWS = {note.id for note in NOTES.values() if note.views}


def test_every_note_is_on_the_list_and_the_other_way_round() -> None:
    named = {note for claim in CLAIMS for note in claim["notes"]}
    assert named == NOTES.keys()
    assert len({claim["claim"] for claim in CLAIMS}) == len(CLAIMS)


def test_each_article_and_each_disagreement_is_taught() -> None:
    per_source = {number: [c for c in CLAIMS if c["from"] == number] for number in ("000", "001", "002", "003", "004")}
    assert all(len(claims) >= 6 for claims in per_source.values())
    disagreements = [c for c in CLAIMS if c["from"] == "disagreement"]
    assert len(disagreements) == 7
    assert {note for c in disagreements for note in c["notes"]} == VIEWS


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim["claim"][:50])
def test_a_claim_is_found_and_its_note_rests_on_its_source(claim: dict[str, Any], library: Library) -> None:
    hits = library.search(claim["claim"], 60).hits
    found = list(dict.fromkeys(hit.passage.document_id for hit in hits))[:5]
    assert set(found) & set(claim["notes"]), found
    sources = [source for note in claim["notes"] for source in NOTES[note].sources]
    if claim["from"].isdigit():
        assert any(source.article == claim["from"] for source in sources)
    elif claim["from"] not in ("disagreement", "this handbook"):
        assert any(claim["from"] in source.author for source in sources)


@pytest.mark.parametrize("note", sorted(VIEWS))
def test_two_views_are_stated_with_their_holders_and_what_decides(note: str) -> None:
    whole = NOTES[note]
    paragraphs = whole.text.split("\n\n")
    assert len(whole.views) == 2 and whole.decides is not None
    assert whole.decides not in whole.views
    holders = ("Jim Anderson", "article", "five principles", "Zachary", "Code of Ethics")
    for number in whole.views:
        assert any(holder in paragraphs[number - 1] for holder in holders)
    assert " if " in paragraphs[whole.decides - 1]

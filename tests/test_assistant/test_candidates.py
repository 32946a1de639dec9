"""The people of the Brief: told, changed, confirmed, taken out, and moved along with the branch that told of them."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from assistant import briefs
from assistant.brief import Brief, Candidate, Fact, Objective, Part, Place
from assistant.docx import as_docx
from assistant.edits import confirmed, entered, replaced, without
from assistant.errors import Conflict
from assistant.export import as_json, from_json
from assistant.merge import merged, without_messages
from assistant.moves import Change
from assistant.store import Store
from assistant.wire import respond_json
from assistant.word.brief import changed, summary

AT = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)


def fact(value: str, message: str | None = None, **fields: Any) -> Fact:
    origin = "said" if message else "by hand"
    return Fact.model_validate({"id": value, "value": value, "origin": origin, "message": message, "at": AT} | fields)


def person(name: str, message: str | None = None, **parts: str) -> Candidate:
    told = {part: fact(value, message) for part, value in parts.items()}
    return Candidate.model_validate({"name": fact(name, message)} | told)


def people(brief: Brief) -> list[dict[str, str]]:
    found: list[dict[str, str]] = brief.plain()["candidates"]
    return found


def place(part: Part, candidate: str | None = None) -> Place:
    return Place(slot="candidates", part=part, candidate=candidate)


ANA = person("Ana Lima", role="head of platform", known="we met at KubeCon")
TOM = person("Tom", work="payments")
BOTH = Brief(own_name=fact("Mia Çelik"), candidates=(ANA, TOM), objectives=(Objective(text=fact("lead the review")),))


# By hand


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "mentorprep.db"


@pytest.fixture
def store(path: Path) -> Store:
    return Store(path, "local", now=lambda: AT)


def test_somebody_is_added_and_each_part_of_them(store: Store) -> None:
    kept = store.briefs
    kept.add(Place(slot="own_name"), " Mia\nÇelik ", 0)
    kept.add(place("name"), "June Carter", 1)
    kept.add(place("name"), "Tom", 2)
    june, tom = kept.current()[0].candidates
    told: list[tuple[Part, str]] = [("role", "SRE"), ("known", "we met in May"), ("work", "Kafka"), ("why", "she left")]
    for number, (part, value) in enumerate(told, 3):
        kept.add(place(part, june.id), value, number)
    brief, revision = kept.current()
    assert people(brief) == [{"name": "June Carter"} | dict(told), {"name": "Tom"}] and brief.plain()["own_name"] == (
        "Mia Çelik"
    )
    assert all(each.confirmed and each.origin == "by hand" for _, each in brief.facts())
    assert [each.value for _, each in brief.facts() if each.until] == [], "no name or month of theirs is a deadline"
    with pytest.raises(Conflict):
        kept.add(place("role", tom.id), "CTO", revision - 1)
    assert kept.undo() and people(kept.current()[0])[0] == {"name": "June Carter"} | dict(told[:-1])


def test_any_part_is_changed_and_the_person_stays_the_same_one(store: Store) -> None:
    store.briefs.save(BOTH, 0, "test")
    store.briefs.edit("Ana Lima", "June May", 1)
    store.briefs.edit("head of platform", "head of June", 2)
    store.briefs.edit("Mia Çelik", "Mia", 3)
    after = store.briefs.current()[0]
    assert people(after)[0] == {"name": "June May", "role": "head of June", "known": "we met at KubeCon"}
    (june, tom), own = after.candidates, after.own_name
    assert june.id == ANA.id and june.name.confirmed and june.name.until is None
    assert june.role and june.role.until is None and tom == TOM and own and own.value == "Mia"
    assert after.objectives == BOTH.objectives


def test_a_date_that_is_changed_by_hand_is_still_a_date(store: Store) -> None:
    store.briefs.save(Brief(horizon=fact("soon"), strengths=(fact("SQL"),)), 0, "test")
    store.briefs.edit("soon", "June 2030", 1)
    store.briefs.edit("SQL", "talks in June", 2)
    brief = store.briefs.current()[0]
    assert brief.horizon and str(brief.horizon.until) == "2030-06-30" and brief.strengths[0].until is None


def test_an_empty_value_takes_out_a_part_and_an_empty_name_the_person(store: Store) -> None:
    store.briefs.save(BOTH, 0, "test")
    store.briefs.edit("head of platform", "", 1)
    assert people(store.briefs.current()[0]) == [{"name": "Ana Lima", "known": "we met at KubeCon"}, people(BOTH)[1]]
    store.briefs.edit("Ana Lima", "  ", 2)
    assert people(store.briefs.current()[0]) == [people(BOTH)[1]]
    assert store.briefs.undo() and store.briefs.undo() and store.briefs.current()[0] == BOTH


def test_one_part_or_all_are_confirmed(store: Store) -> None:
    store.briefs.save(BOTH, 0, "test")
    store.briefs.confirm("head of platform", 1)
    assert [each.value for _, each in store.briefs.current()[0].facts() if each.confirmed] == ["head of platform"]
    store.briefs.confirm(None, 2)
    assert all(each.confirmed for _, each in store.briefs.current()[0].facts())
    assert confirmed(BOTH).plain() == BOTH.plain()


def test_places_that_lead_to_nobody_change_nothing() -> None:
    assert entered(BOTH, place("role", "nobody"), fact("CTO")) == BOTH
    assert without(BOTH, place("name", "nobody"), fact("nobody")) == BOTH
    assert replaced(BOTH, "nobody", fact("CTO")) == BOTH


def test_a_name_for_somebody_known_keeps_who_they_are() -> None:
    renamed = entered(BOTH, place("name", "Tom"), fact("Tom Reed"))
    assert [c.id for c in renamed.candidates] == ["Ana Lima", "Tom"] and people(renamed)[1]["name"] == "Tom Reed"
    corrected = replaced(BOTH, "Tom", fact("Tim", "m1"))
    assert corrected.candidates[1].id == "Tom" and corrected.candidates[1].name.quote == ""
    assert people(corrected)[1] == {"name": "Tim", "work": "payments"}
    role = replaced(BOTH, "head of platform", fact("CTO", "m1"))
    assert people(role)[0]["role"] == "CTO" and role.candidates[0].role == fact("CTO", "m1")


# In words, out, and in again


def test_people_in_words() -> None:
    assert summary(BOTH)[-2:] == [
        "Your name, to sign with: Mia Çelik",
        "People: Ana Lima (role: head of platform; how you know each other: we met at KubeCon); Tom (works on: payments)",
    ]
    changes = [
        Change(place=place("name", "a"), after="Ana Lima"),
        Change(place=place("role", "a"), before="SRE", after="CTO"),
        Change(place=place("known", "a"), before="we met", after=None),
    ]
    assert changed(changes) == "People: Ana Lima. Role: CTO, instead of SRE. How you know each other: we met."


def test_people_go_out_and_come_in_again() -> None:
    written = json.dumps(as_json(BOTH, [], AT))
    assert from_json(written).brief == BOTH
    lines = [p.text.split("\n")[0] for p in Document(io.BytesIO(as_docx(BOTH))).paragraphs]
    assert lines[lines.index("Your name, to sign with") :] == [
        "Your name, to sign with", "Mia Çelik", "People", "Ana Lima", "Role: head of platform",
        "How you know each other: we met at KubeCon", "Tom", "Works on: payments",
    ]  # fmt: skip
    slots = [entry["slot"] for entry in respond_json("1", [], BOTH)["facts"]]
    assert slots[-5:] == [
        "candidates.name",
        "candidates.role",
        "candidates.known",
        "candidates.name",
        "candidates.work",
    ]


def test_a_brief_kept_before_there_were_people_is_read() -> None:
    kept = {"next_role": fact("architect").model_dump(mode="json"), "candidates": [], "shortlist": []}
    brief = Brief.model_validate_json(json.dumps(kept))
    assert brief.next_role == fact("architect") and brief.candidates == () and brief.own_name is None


# Branches


def test_a_branch_takes_its_people_along(store: Store) -> None:
    talk = store.create().id
    one = store.begin_turn(talk, "Ana Lima leads platform at Nubank")
    store.finish_turn(one, "done", "Noted.", None)
    store.briefs.save(Brief(candidates=(person("Ana Lima", one, role="head of platform"),)), 0, "test", one)
    two = store.begin_turn(talk, "I'm Mia. We met at KubeCon; and there is Tom")
    store.finish_turn(two, "done", "Noted.", None)
    brief = store.briefs.current()[0]
    for where, told in ((place("known", "Ana Lima"), "at KubeCon"), (place("name"), "Tom"), (place("role", "Tom"), "CTO")):  # fmt: skip
        brief = entered(brief, where, fact(told, two))
    brief = replaced(brief, "head of platform", fact("VP platform", two)).model_copy(
        update={"own_name": fact("M", two)}
    )
    store.briefs.save(brief, 1, "test", two)
    question = store.messages(talk)[2].id
    store.finish_turn(store.begin_version(talk, question, "Whom do I ask?"), "done", "Noted.", None)
    assert people(store.briefs.current()[0]) == [{"name": "Ana Lima", "role": "head of platform"}]
    assert store.briefs.current()[0].own_name is None
    store.switch(talk, question)
    assert store.briefs.current()[0] == brief


def test_what_was_added_by_hand_to_somebody_keeps_them_here(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    talk = store.create().id
    reply = store.begin_turn(talk, "Ana Lima")
    store.finish_turn(reply, "done", "Noted.", None)
    told = Brief(candidates=(person("Ana Lima", reply, role="SRE"), person("Tom", reply)))
    store.briefs.save(told, 0, "test", reply)
    store.briefs.add(place("why", "Ana Lima"), "she moved teams", 1)
    question = store.messages(talk)[0].id
    store.finish_turn(store.begin_version(talk, question, "Hello"), "done", "Noted.", None)
    assert people(store.briefs.current()[0]) == [{"name": "Ana Lima", "why": "she moved teams"}]
    store.switch(talk, question)
    assert people(store.briefs.current()[0]) == [
        {"name": "Ana Lima", "role": "SRE", "why": "she moved teams"}, {"name": "Tom"}
    ]  # fmt: skip


def test_they_go_even_where_the_revisions_that_told_of_them_are_gone(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(briefs, "KEPT", 2)
    talk = store.create().id
    reply = store.begin_turn(talk, "Ana Lima")
    store.finish_turn(reply, "done", "Noted.", None)
    store.briefs.save(Brief(candidates=(person("Ana Lima", reply, role="SRE", work="Go"), TOM)), 0, "test", reply)
    for number in range(1, 4):
        store.briefs.edit("payments", f"payments {number}", number)
    store.finish_turn(store.begin_version(talk, store.messages(talk)[0].id, "Hello"), "done", "Noted.", None)
    assert people(store.briefs.current()[0]) == [{"name": "Tom", "work": "payments 3"}]


def test_without_messages_leaves_what_others_told() -> None:
    brief = Brief(candidates=(person("Ana", "m1", role="SRE"), person("Tom", "m1"), person("Eve", "m2", work="Go")))
    ana = brief.candidates[0].model_copy(update={"why": fact("honest", "m2")})
    brief = brief.model_copy(update={"candidates": (ana, *brief.candidates[1:])})
    assert people(without_messages(brief, {"m1"})) == [{"name": "Ana", "why": "honest"}, {"name": "Eve", "work": "Go"}]
    assert people(without_messages(brief, {"m1", "m2"})) == []


def test_the_same_name_is_the_same_person_and_part_of_it_is_not() -> None:
    by_hand = Candidate(name=fact("ana  LIMA", id="x"), role=fact("CTO"))
    told = Brief(candidates=(person("Ana Lima", "m1", role="SRE", work="Go"), person("Ana", "m1", known="my lead")))
    made = merged(Brief(candidates=(by_hand,)), Brief(), told)
    assert people(made) == [
        {"name": "Ana", "known": "my lead"}, {"name": "ana  LIMA", "role": "CTO", "work": "Go"}
    ]  # fmt: skip
    assert made.candidates[1].id == "x"
    assert people(without_messages(made, {"m1"})) == [{"name": "ana  LIMA", "role": "CTO"}]


def test_two_people_of_one_name_keep_what_is_theirs() -> None:
    twice = Brief(candidates=(person("Tom", role="CTO"), Candidate(name=fact("Tom", id="2"), work=fact("Go"))))
    assert merged(twice, Brief(), Brief(strengths=(fact("SQL"),))).candidates == twice.candidates


def test_a_change_of_a_part_is_made_once_more_unless_something_else_changed_it() -> None:
    before = Brief(candidates=(ANA, TOM))
    after = replaced(before, "head of platform", fact("CTO", "m1"))
    after = without(after, place("known", ANA.id), fact("we met at KubeCon"))
    elsewhere = entered(replaced(before, "payments", fact("ledgers")), place("why", ANA.id), fact("honest"))
    assert people(merged(elsewhere, before, after)) == [
        {"name": "Ana Lima", "role": "CTO", "why": "honest"}, {"name": "Tom", "work": "ledgers"}
    ]  # fmt: skip
    assert merged(merged(elsewhere, before, after), after, before) == elsewhere
    changed_since = replaced(before, "head of platform", fact("VP"))
    assert people(merged(changed_since, before, after))[0] == {"name": "Ana Lima", "role": "VP"}
    gone = without(before, place("name", ANA.id), ANA.name)
    assert people(merged(gone, before, after)) == people(gone), "who was taken out stays out"

"""A conversation as a tree: what is said anew stands beside what was said first, and the Brief goes along."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from assistant import briefs
from assistant.branches import Move, Node, Tree
from assistant.brief import Brief, Fact, Objective, Place
from assistant.errors import BadInput, Conflict, NotFound
from assistant.export import Said, Transcript, as_json, as_markdown, from_json
from assistant.merge import merged
from assistant.records import Records
from assistant.session import Assistant
from assistant.settings import Settings
from assistant.store import Store
from assistant.transcripts import Transcripts
from knowledge.library import Library

AT = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "mentorprep.db"


@pytest.fixture
def store(path: Path) -> Store:
    return Store(path, "local")


@pytest.fixture
def talk(store: Store) -> str:
    """A conversation of two turns: its id."""
    conversation = store.create().id
    say(store, conversation, "How do I begin?")
    say(store, conversation, "And then?")
    return conversation


def say(store: Store, conversation: str, text: str) -> str:
    """A message and its reply; the reply's id."""
    return done(store, store.begin_turn(conversation, text), f"On: {text}")


def done(store: Store, reply: str, text: str = "Noted.") -> str:
    store.finish_turn(reply, "done", text, None)
    return reply


def texts(store: Store, conversation: str) -> list[str]:
    return [message.text for message in store.messages(conversation)]


def ids(store: Store, conversation: str) -> list[str]:
    return [message.id for message in store.messages(conversation)]


# The tree

NODES = [
    Node(1, "q1", "user", None), Node(2, "a1", "assistant", 1),
    Node(3, "q2", "user", 2), Node(4, "a2", "assistant", 3),
    Node(5, "q2'", "user", 2), Node(6, "a2'", "assistant", 5),
    Node(7, "a2+", "assistant", 3), Node(8, "q3", "user", 6),
]  # fmt: skip


def test_a_tree_knows_its_paths_and_its_versions() -> None:
    tree = Tree(NODES, 7)
    assert [node.id for node in tree.shown] == ["q1", "a1", "q2", "a2+"]
    assert [node.id for node in tree.versions(tree.node("q2'"))] == ["q2", "q2'"]
    assert [node.id for node in tree.versions(tree.node("a2"))] == ["a2", "a2+"]
    assert [node.id for node in tree.versions(tree.node("q1"))] == ["q1"]
    assert [tree.newest_below(tree.node(name)).id for name in ("q1", "q2", "q2'", "a2")] == ["q3", "a2+", "q3", "a2"]
    assert tree.move(8) == Move(frozenset({"a2+"}), frozenset({"a2'"}))
    assert tree.move(2) == Move(frozenset({"a2+"}), frozenset())
    with pytest.raises(NotFound):
        tree.node("q4")
    assert Tree([], None).shown == []


def test_a_message_said_anew_is_a_branch_of_its_own(store: Store, talk: str) -> None:
    first, _, second, _ = ids(store, talk)
    reply = done(store, store.begin_version(talk, second, "Whom do I ask?"), "Somebody near.")
    assert texts(store, talk) == ["How do I begin?", "On: How do I begin?", "Whom do I ask?", "Somebody near."]
    anew = ids(store, talk)[2]
    assert ids(store, talk)[3] == reply
    assert store.versions(talk, second) == store.versions(talk, anew) == (second, anew)
    assert store.versions(talk, first) == (first,)
    say(store, talk, "Thank you")
    assert texts(store, talk)[-2:] == ["Thank you", "On: Thank you"] and store.turns(talk) == 3
    store.switch(talk, second)
    assert texts(store, talk) == ["How do I begin?", "On: How do I begin?", "And then?", "On: And then?"]
    assert store.turns(talk) == 2
    store.switch(talk, anew)
    assert texts(store, talk)[2:] == ["Whom do I ask?", "Somebody near.", "Thank you", "On: Thank you"]


def test_the_first_message_can_be_said_anew(store: Store, talk: str) -> None:
    first = ids(store, talk)[0]
    done(store, store.begin_version(talk, first, "Who is a mentor?"))
    assert texts(store, talk) == ["Who is a mentor?", "Noted."]
    assert store.versions(talk, first) == (first, ids(store, talk)[0])
    assert store.conversations()[0].title == "How do I begin?"


def test_a_greeting_that_becomes_a_question_names_the_conversation(store: Store) -> None:
    conversation = store.create().id
    done(store, store.begin_turn(conversation, "hi", names_it=False))
    done(store, store.begin_version(conversation, ids(store, conversation)[0], "How do I begin?"))
    assert store.conversations()[0].title == "How do I begin?"


def test_a_reply_can_have_several_versions(store: Store, talk: str) -> None:
    _, reply, second, _ = ids(store, talk)
    other = store.begin_version(talk, reply, None)
    assert [(m.text, m.status) for m in store.messages(talk)] == [("How do I begin?", "done"), ("", "pending")]
    done(store, other, "Another way.")
    third = done(store, store.begin_version(talk, other, None), "A third way.")
    assert store.versions(talk, reply) == (reply, other, third)
    store.switch(talk, reply)
    assert ids(store, talk)[2] == second
    store.switch(talk, other)
    assert texts(store, talk) == ["How do I begin?", "Another way."]
    assert store.all_versions(talk) == {other: (reply, other, third)}


def test_a_version_beside_a_branch_that_is_not_shown(store: Store, talk: str) -> None:
    first, _, second, _ = ids(store, talk)
    done(store, store.begin_version(talk, first, "Who is a mentor?"))
    done(store, store.begin_version(talk, second, "And now?"), "Now.")
    assert texts(store, talk) == ["How do I begin?", "On: How do I begin?", "And now?", "Now."]


def test_showing_what_is_shown_changes_nothing(store: Store, talk: str) -> None:
    first, reply, second, _ = ids(store, talk)
    done(store, store.begin_version(talk, second, "Later branch"))
    store.switch(talk, second)
    for message in (first, reply, second):
        store.switch(talk, message)
        assert ids(store, talk)[2] == second


def test_what_a_reply_answers_and_what_was_said_before_it(store: Store, talk: str) -> None:
    second, reply = ids(store, talk)[2:]
    version = store.begin_version(talk, second, "Whom do I ask?")
    said, before, number = store.context(talk, version, 30)
    assert (said, [m.text for m in before], number) == (
        "Whom do I ask?", ["How do I begin?", "On: How do I begin?"], 2
    )  # fmt: skip
    said, before, number = store.context(talk, reply, 1)
    assert (said, [m.text for m in before], number) == ("And then?", ["On: How do I begin?"], 2)


@pytest.mark.parametrize(
    ("place", "text"), [(0, None), (1, "said anew"), (None, "x"), (None, None)],
    ids=["another reply to no reply", "words for a reply", "no message", "no reply"],
)  # fmt: skip
def test_what_can_have_no_version(store: Store, talk: str, place: int | None, text: str | None) -> None:
    message = "0" * 32 if place is None else ids(store, talk)[place]
    before = texts(store, talk)
    with pytest.raises(NotFound):
        store.begin_version(talk, message, text)
    assert texts(store, talk) == before


def test_branches_are_their_owners(store: Store, talk: str, path: Path) -> None:
    message = ids(store, talk)[0]
    other, theirs = Store(path, "somebody else"), store.create().id
    attempts: list[Callable[[Store, str], object]] = [
        lambda s, c: s.begin_version(c, message, "x"),
        lambda s, c: s.versions(c, message),
        lambda s, c: s.all_versions(c),
        lambda s, c: s.switch(c, message),
        lambda s, c: s.context(c, message, 1),
    ]
    for attempt in attempts:
        with pytest.raises(NotFound):
            attempt(other, talk)
    for attempt in (attempts[0], attempts[1], attempts[3], attempts[4]):
        with pytest.raises(NotFound):  # of another conversation
            attempt(store, theirs)


def test_a_branch_is_not_left_while_its_reply_is_written(store: Store, talk: str) -> None:
    first, _, second, _ = ids(store, talk)
    pending = store.begin_version(talk, second, "Whom do I ask?")
    for attempt in (
        lambda: store.begin_version(talk, pending, None),
        lambda: store.begin_version(talk, first, "Something else"),
        lambda: store.switch(talk, second),
    ):
        with pytest.raises(Conflict, match="still being written"):
            attempt()
    assert ids(store, talk)[-1] == pending
    done(store, pending)
    store.switch(talk, second)
    assert ids(store, talk)[2] == second


def test_killed_between_the_message_and_the_reply(path: Path, store: Store, talk: str) -> None:
    second = ids(store, talk)[2]
    program = (
        "import os, signal; from pathlib import Path; from assistant.store import Store; "
        f"Store(Path({str(path)!r}), 'local').begin_version({talk!r}, {second!r}, 'Whom do I ask?'); "
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == -signal.SIGKILL
    assert store.messages(talk)[-1].status == "pending"
    after = Store(path, "local")
    asked, reply = after.messages(talk)[2:]
    assert (asked.text, reply.status, reply.text) == ("Whom do I ask?", "failed", "")
    after.begin_again(talk, reply.id)
    assert after.context(talk, reply.id, 30).said == "Whom do I ask?"
    done(after, reply.id)
    after.switch(talk, second)
    assert texts(after, talk)[2:] == ["And then?", "On: And then?"]


def test_only_a_failed_reply_that_is_shown_is_tried_again(store: Store, talk: str) -> None:
    second, reply = ids(store, talk)[2:]
    store.finish_turn(reply, "failed", "", None)
    done(store, store.begin_version(talk, second, "Whom do I ask?"))
    with pytest.raises(NotFound, match="cannot be tried again"):
        store.begin_again(talk, reply)
    store.switch(talk, second)
    store.begin_again(talk, reply)
    assert store.messages(talk)[-1].status == "pending"


def test_search_and_deletion_know_every_branch(store: Store, talk: str, path: Path) -> None:
    second = ids(store, talk)[2]
    done(store, store.begin_version(talk, second, "Whom do I ask about Ottokar?"))
    store.switch(talk, second)
    assert [conversation.id for conversation in store.search("ottokar")] == [talk]
    store.delete(talk)
    with sa.create_engine(f"sqlite:///{path}", poolclass=sa.NullPool).connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM message").scalar_one() == 0


@contextmanager
def statements(store: Store) -> Iterator[list[tuple[str, Any]]]:
    """What SQL is run meanwhile."""
    run: list[tuple[str, Any]] = []

    def note(_c: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        run.append((statement, parameters))

    sa.event.listen(store._engine, "before_cursor_execute", note)
    yield run
    sa.event.remove(store._engine, "before_cursor_execute", note)


def test_a_turn_passes_over_no_other_row(store: Store, talk: str) -> None:
    """Neither the number of the statements grows with a conversation, nor does one read rows that it has no need of."""
    counts = []
    for _ in range(2):
        with statements(store) as run:
            reply = store.begin_turn(talk, "And then?")
            store.context(talk, reply, 30)
            store.messages(talk, last=30)
            store.meter.usage(talk)
            done(store, reply)
        counts.append(len(run))
        for _ in range(20):
            say(store, talk, "And then?")
    assert counts[0] == counts[1]
    with store._engine.connect() as connection:
        plans = [
            connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
            for statement, parameters in run
            if statement.startswith(("SELECT", "UPDATE"))
        ]
    steps = [row.detail for plan in plans for row in plan]
    assert any("COVERING INDEX ix_message_branch" in step for step in steps)
    assert sum("COVERING INDEX ix_message_tokens" in step for step in steps) == 2
    assert not [step for step in steps if step.startswith("SCAN message")]


# Out and in


def test_an_export_keeps_every_branch(store: Store, talk: str, tmp_path: Path) -> None:
    first, reply, second, _ = ids(store, talk)
    done(store, store.begin_version(talk, second, "Whom do I ask?"), "Somebody near.")
    done(store, store.begin_version(talk, first, "Who is a mentor?"), "Somebody ahead.")
    store.switch(talk, reply)
    store.switch(talk, second)
    records, file = Records(tmp_path), tmp_path / "export.json"
    file.write_bytes(records.export("json"))
    assert "Somebody ahead" not in records.export("markdown").decode()
    assert records.import_file(file).conversations == (), "all of it is here"
    records.erase()
    assert len(records.import_file(file).conversations) == 1
    (conversation,) = store.conversations()
    assert texts(store, conversation.id) == ["How do I begin?", "On: How do I begin?", "And then?", "On: And then?"]
    begun, _, asked, _ = ids(store, conversation.id)
    assert [len(store.versions(conversation.id, message)) for message in (begun, asked)] == [2, 2]
    store.switch(conversation.id, store.versions(conversation.id, asked)[1])
    assert texts(store, conversation.id)[2:] == ["Whom do I ask?", "Somebody near."]
    store.switch(conversation.id, store.versions(conversation.id, begun)[1])
    assert texts(store, conversation.id) == ["Who is a mentor?", "Somebody ahead."]
    say(store, conversation.id, "Go on")
    assert len(ids(store, conversation.id)) == 4


def test_a_version_that_never_came_is_left_out(store: Store, talk: str) -> None:
    reply = ids(store, talk)[1]
    store.finish_turn(store.begin_version(talk, reply, None), "failed", "", None)
    (transcript,) = Transcripts(store._engine, "local").all()
    assert [said.text for said in transcript.shown] == [
        "How do I begin?", "On: How do I begin?", "And then?", "On: And then?"
    ]  # fmt: skip
    say(store, talk, "Are you there?")
    (transcript,) = Transcripts(store._engine, "local").all()
    assert [said.text for said in transcript.shown] == ["How do I begin?", "Are you there?", "On: Are you there?"]
    assert [said.parent for said in transcript.messages] == [None, None, None, None, 0, None]


def test_one_branch_is_written_as_before(store: Store, talk: str) -> None:
    data = as_json(Brief(), Transcripts(store._engine, "local").all(), AT)
    assert {key for said in data["conversations"][0]["messages"] for key in said} == {"role", "text", "created"}
    assert "leaf" not in data["conversations"][0]


@pytest.mark.parametrize("broken", [{"parent": 1}, {"parent": 2}, {"parent": -2}, {"leaf": 2}, {"leaf": -1}])
def test_what_is_no_tree_does_not_come_in(broken: dict[str, int]) -> None:
    said = tuple(Said(role="user", text=text, created=AT) for text in "ab")
    talk = Transcript(title="x", created=AT, messages=said)
    data = json.loads(json.dumps(as_json(Brief(), [talk], AT)))
    assert from_json(json.dumps(data)).conversations == (talk,)
    (data["conversations"][0] if "leaf" in broken else data["conversations"][0]["messages"][1]).update(broken)
    with pytest.raises(BadInput, match="no intact export"):
        from_json(json.dumps(data))


def test_the_markdown_has_the_branch_that_is_shown() -> None:
    said = [Said(role="user", text=text, created=AT) for text in ("one", "two")]
    talk = Transcript(
        title="x", created=AT, messages=(*said, Said(role="user", text="three", created=AT, parent=0)), leaf=1
    )
    assert "two" in (written := as_markdown(Brief(), [talk])) and "three" not in written


# The Brief of another branch


def fact(value: str, message: str | None = None, **fields: Any) -> Fact:
    origin = "said" if message else "by hand"
    return Fact.model_validate({"id": value, "value": value, "origin": origin, "message": message, "at": AT} | fields)


def keep(store: Store, message: str | None, **fields: Any) -> Brief:
    """Save the Brief with some of its slots as a reply, or a hand, would."""
    brief, revision = store.briefs.current()
    brief = brief.model_copy(update=fields)
    store.briefs.save(brief, revision, "test", message)
    return brief


def plain(store: Store) -> dict[str, Any]:
    return {slot: value for slot, value in store.briefs.current()[0].plain().items() if value}


def test_the_facts_of_a_branch_that_is_left_go_and_what_they_replaced_comes_back(store: Store, talk: str) -> None:
    _, one, question, two = ids(store, talk)
    keep(store, one, horizon=fact("by May", one), strengths=(fact("SQL", one), fact("calm", one)))
    three = say(store, talk, "June, not May; and I am good at Python, not SQL")
    keep(store, two, horizon=fact("by June", two))
    keep(store, three, strengths=(fact("Python", three), fact("calm", one)), next_role=fact("architect", three))
    keep(store, None, long_term=fact("my own firm"))
    before, revision = store.briefs.current()
    anew = done(store, store.begin_version(talk, question, "Whom do I ask?"))
    assert plain(store) == {"horizon": "by May", "strengths": ["SQL", "calm"], "long_term": "my own firm"}
    assert store.briefs.current()[1] == revision + 1, "one revision"
    keep(store, anew, next_role=fact("manager", anew))
    store.switch(talk, question)
    assert store.briefs.current()[0] == before
    store.switch(talk, store.versions(talk, question)[1])
    assert plain(store)["next_role"] == "manager" and plain(store)["horizon"] == "by May"


def test_several_changes_of_one_place_are_taken_back_to_the_first(store: Store, talk: str) -> None:
    _, one, question, two = ids(store, talk)
    three = say(store, talk, "No, July")
    for month, reply in (("May", one), ("June", two), ("July", three)):
        keep(store, reply, horizon=fact(month, reply))
    done(store, store.begin_version(talk, question, "Whom do I ask?"))
    assert plain(store) == {"horizon": "May"}
    store.switch(talk, question)
    assert plain(store) == {"horizon": "July"}


def test_it_is_one_revision_with_a_name_that_can_be_undone(store: Store, talk: str) -> None:
    reply = ids(store, talk)[1]
    brief = keep(store, reply, horizon=fact("by June", reply))
    store.begin_version(talk, reply, None)
    assert store.briefs.current() == (Brief(), 2)
    with store._engine.connect() as connection:
        causes = connection.exec_driver_sql("SELECT cause FROM revision ORDER BY revision").scalars().all()
    assert causes == ["test", "another version"]
    assert store.briefs.undo() == (brief, 3)


def test_no_revision_where_nothing_changes(store: Store, talk: str) -> None:
    keep(store, None, horizon=fact("by June"))
    done(store, store.begin_version(talk, ids(store, talk)[1], None))
    assert store.briefs.current()[1] == 1


def test_what_was_entered_by_hand_since_stays(store: Store, talk: str) -> None:
    _, one, question, two = ids(store, talk)
    keep(store, one, horizon=fact("by May", one))
    objective = Objective(text=fact("lead the review", two), measure=fact("twice alone", two))
    brief = keep(store, two, horizon=fact("by June", two), objectives=(objective,), strengths=(fact("SQL", two),))
    store.briefs.edit("by June", "by July", 2)
    store.briefs.add(Place(slot="strengths"), "Python", 3)
    store.briefs.add(Place(slot="objectives", part="deadline", objective=brief.objectives[0].id), "by March", 4)
    done(store, store.begin_version(talk, question, "Whom do I ask?"))
    assert plain(store) == {
        "horizon": "by July",
        "strengths": ["Python"],
        # The text stays, since a deadline entered by hand hangs on it; how one will see it goes.
        "objectives": [{"text": "lead the review", "measure": None, "deadline": "by March"}],
    }
    store.switch(talk, question)
    assert plain(store)["horizon"] == "by July" and plain(store)["strengths"] == ["SQL", "Python"]
    assert plain(store)["objectives"] == [{"text": "lead the review", "measure": "twice alone", "deadline": "by March"}]


def test_another_conversation_loses_nothing(store: Store, talk: str) -> None:
    reply = ids(store, talk)[1]
    other = say(store, store.create().id, "I am good at SQL")
    keep(store, reply, horizon=fact("by May", reply))
    keep(store, other, horizon=fact("by June", other), strengths=(fact("SQL", other),))
    done(store, store.begin_version(talk, reply, None))
    assert plain(store) == {"horizon": "by June", "strengths": ["SQL"]}


def test_what_a_branch_took_out_or_confirmed_is_as_it_was(store: Store, talk: str) -> None:
    _, one, question, two = ids(store, talk)
    before = keep(store, one, horizon=fact("by May", one), strengths=(fact("SQL", one), fact("calm", one)))
    keep(store, two, horizon=fact("by May", one, confirmed=True), strengths=(fact("calm", one, confirmed=True),))
    done(store, store.begin_version(talk, question, "Whom do I ask?"))
    assert store.briefs.current()[0] == before


def test_an_undo_that_a_branch_asked_for_is_undone_with_it(store: Store, talk: str) -> None:
    _, one, question, two = ids(store, talk)
    brief = keep(store, one, horizon=fact("by May", one))
    store.briefs.undo(two)
    assert plain(store) == {}
    done(store, store.begin_version(talk, question, "Whom do I ask?"))
    assert store.briefs.current()[0] == brief


def test_facts_of_a_branch_go_even_where_its_revisions_are_gone(
    store: Store, talk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(briefs, "KEPT", 3)
    _, one, question, two = ids(store, talk)
    keep(store, one, horizon=fact("by May", one))
    objective = Objective(text=fact("lead the review", two), deadline=fact("by June", two))
    keep(store, two, horizon=fact("by June", two), objectives=(objective,), strengths=(fact("SQL", one),))
    for number in range(4):
        keep(store, None, long_term=fact(f"plan {number}"))
    done(store, store.begin_version(talk, question, "Whom do I ask?"))
    assert plain(store) == {"strengths": ["SQL"], "long_term": "plan 3"}


@pytest.mark.parametrize(
    ("before", "after", "current", "result"),
    [
        ("", "a", "", "a"),
        ("", "a", "b", "a b"),  # it followed nothing
        ("a", "", "a b", "b"),
        ("a c", "a b c", "a c", "a b c"),  # in its place
        ("a c", "a b c", "c a", "c a b"),
        ("b c", "a b c", "b c d", "a b c d"),
        ("a", "a b", "", "b"),  # what was taken out since stays out
        ("a b", "b a", "a b", "a b"),
        ("", "b", "a bb:b", "a bb:b"),  # there already, in other words
    ],
)
def test_a_change_of_a_list_made_once_more(before: str, after: str, current: str, result: str) -> None:
    def brief(written: str) -> Brief:
        pairs = [entry.rpartition(":") for entry in written.split()]
        return Brief(tried=tuple(fact(f"{value} thing", id=key or value) for key, _, value in pairs))

    made = merged(brief(current), brief(before), brief(after))
    assert [f.id for f in made.tried] == [f.id for f in brief(result).tried]


# Through the only door


@pytest.fixture
def assistant(library: Library, tmp_path: Path) -> Assistant:
    return Assistant(Settings(home=tmp_path), library=library)


def test_a_corrected_date_goes_with_its_branch(assistant: Assistant) -> None:
    conversation = assistant.create().id
    list(assistant.reply(conversation, "I want to lead our architecture review on my own by the end of May"))
    list(assistant.reply(conversation, "no, June, not May"))
    (objective,) = assistant.brief()[0].objectives
    assert objective.deadline and objective.deadline.value == "June"
    assistant.add(Place(slot="strengths"), "patience", assistant.brief()[1])
    corrected = assistant.messages(conversation)[2].id
    shown = list(assistant.edit_message(conversation, corrected, "How often should we meet?"))
    assert "once a month" in " ".join(sentence.text for sentence in shown if sentence)
    brief = assistant.brief()[0]
    assert brief.objectives[0].deadline and brief.objectives[0].deadline.value == "the end of May"
    assert [strength.value for strength in brief.strengths] == ["patience"]
    assert [m.text for m in assistant.messages(conversation)][2] == "How often should we meet?"
    assert len(assistant.versions(conversation, corrected)) == 2
    assert assistant.all_versions(conversation)[assistant.messages(conversation)[2].id][0] == corrected
    assistant.switch(conversation, corrected)
    assert assistant.brief()[0].objectives == (objective,)
    assert [strength.value for strength in assistant.brief()[0].strengths] == ["patience"]
    assert assistant.undo()
    assert assistant.brief()[0] == brief


def test_a_reply_made_anew_stands_on_the_same_ground(assistant: Assistant) -> None:
    conversation = assistant.create().id
    list(assistant.reply(conversation, "I'm a tester and next I want to become test manager"))
    first = assistant.messages(conversation)[1]
    list(assistant.regenerate(conversation, first.id))
    again = assistant.messages(conversation)[1]
    assert again.id != first.id and again.text == first.text and again.status == "done"
    brief = assistant.brief()[0]
    assert (brief.plain()["next_role"], brief.plain()["current_role"]) == ("test manager", "tester")
    assert {fact.message for _, fact in brief.facts()} == {again.id}
    assert {fact.turn for _, fact in brief.facts()} == {1}


def test_undo_made_anew_takes_back_the_same_change(assistant: Assistant) -> None:
    conversation = assistant.create().id
    for said in ("I'm a tester", "I'm good at SQL", "undo that"):
        list(assistant.reply(conversation, said))
    once = assistant.brief()[0]
    assert once.current_role and not once.strengths
    list(assistant.regenerate(conversation, assistant.messages(conversation)[-1].id))
    assert assistant.brief()[0] == once


def test_what_is_said_anew_is_read_like_any_message(assistant: Assistant) -> None:
    conversation = assistant.create().id
    list(assistant.reply(conversation, "How often should we meet?"))
    question, reply = (message.id for message in assistant.messages(conversation))
    with pytest.raises(BadInput, match="Type a question"):
        assistant.edit_message(conversation, question, " \x00 ")
    with pytest.raises(NotFound):
        assistant.edit_message(conversation, reply, "Something else")
    with pytest.raises(NotFound):
        assistant.regenerate(conversation, question)
    with pytest.raises(NotFound):
        assistant.edit_message("0" * 32, question, "Something else")
    assert [message.id for message in assistant.messages(conversation)] == [question, reply]


def test_a_version_stopped_or_dropped_can_be_tried_again(assistant: Assistant) -> None:
    conversation = assistant.create().id
    list(assistant.reply(conversation, "How often should we meet?"))
    first = assistant.messages(conversation)[1]
    stream = assistant.regenerate(conversation, first.id)
    assert next(stream) is not None
    stream.close()  # type: ignore[attr-defined]
    stopped = assistant.messages(conversation)[1]
    assert stopped.status == "stopped" and stopped.text
    list(assistant.retry(conversation, stopped.id))
    assert assistant.messages(conversation)[1].text == first.text
    assert assistant.versions(conversation, first.id) == (first.id, stopped.id)
    stream = assistant.edit_message(conversation, assistant.messages(conversation)[0].id, "How long does it last?")
    del stream
    assert assistant.messages(conversation)[1].status == "failed"


def test_killed_while_a_reply_is_made_anew_the_first_is_still_there(home: Path) -> None:
    program = (
        "import os, signal; from pathlib import Path; from assistant.session import Assistant; "
        f"from assistant.settings import Settings; a = Assistant(Settings(home=Path({str(home)!r}))); "
        "c = a.create().id; list(a.reply(c, 'How often should we meet?')); "
        "r = a.regenerate(c, a.messages(c)[1].id); next(r); print(c, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    conversation = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    ).stdout.strip()
    after = Assistant(Settings(home=home))
    broken = after.messages(conversation)[1]
    assert broken.status == "failed"
    first, _ = after.versions(conversation, broken.id)
    after.switch(conversation, first)
    whole = after.messages(conversation)[1]
    assert whole.id == first and whole.status == "done" and "once a month" in whole.text
    after.delete(conversation)

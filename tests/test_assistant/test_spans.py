"""Marked words become commands, always in the person's own words."""

import re

import pytest

from assistant.commands import TakeBack, Tell, TellPart, Waver
from assistant.understand.plain import plain_facts
from assistant.understand.settle import in_one_piece
from assistant.understand.spans import commands
from assistant.understand.trim import as_answer
from knowledge.marks import Mark

TAG = re.compile(r"<(\w+)>(.*?)</\1>")


def said(tagged: str) -> list[tuple[str, ...]]:
    """The commands of a message with inline tags, in short."""
    message, marks, at = "", [], 0
    for match in TAG.finditer(tagged):
        message += tagged[at : match.start()]
        marks.append(Mark(match[1], len(message), len(message) + len(match[2]), match[2], 0.9))
        message, at = message + match[2], match.end()
    found: list[tuple[str, ...]] = []
    for command in commands(message + tagged[at:], marks):
        if isinstance(command, Tell):
            found.append((command.slot, command.value))
            assert command.quote in message + tagged[at:]
        elif isinstance(command, TellPart):
            found.append((command.part, command.value))
        elif isinstance(command, TakeBack):
            found.append(("drop", command.value, *([command.instead] if command.instead else [])))
        elif isinstance(command, Waver):
            found.append(("waver",))
    return found


@pytest.mark.parametrize(
    ("tagged", "found"),
    [
        ("we meet again on <by>12 January</by>", []),
        ("until we meet again on <by>12 January</by>", [("deadline", "12 January")]),
        ("I'm <now>a DBA</now>, next <role>a data architect</role> <when>by 2028</when>",
         [("current_role", "DBA"), ("next_role", "data architect"), ("horizon", "2028")]),
        ("good at <good>SQL,</good> <good>and writing</good>", [("strengths", "SQL"), ("strengths", "writing")]),
        ("<role>team lead</role> or <role>architect</role>",
         [("next_role_alternatives", "team lead"), ("next_role_alternatives", "architect")]),
        ("<role>team lead</role>. Actually <role>staff engineer</role>", [("next_role", "staff engineer")]),
        ("not sure, <alt>architect</alt> maybe", [("next_role_alternatives", "architect"), ("waver",)]),
        ("<drop>September</drop>, not <drop>June</drop>", [("drop", "June", "September")]),
        ("not <drop>June</drop>, <drop>September</drop>", [("drop", "June", "September")]),
        ("forget <drop>June</drop> and <drop>Go</drop>", [("drop", "June"), ("drop", "Go")]),
        ("no, <by>June</by>, not <drop>May</drop>", [("deadline", "June"), ("drop", "May")]),
        ("next <role>security</role> <alt>analyst</alt>", [("next_role", "security analyst")]),
        ("<now>a</now> b", []),
        ("<alt>architect</alt>. definitely", [("next_role", "architect")]),
        ("not sure, definitely no <alt>architect</alt>", [("next_role_alternatives", "architect"), ("waver",)]),
        ("Data <now>analyst at an insurer</now>", [("current_role", "Data analyst at an insurer")]),
        ("I'm a senior data <now>engineer</now>", [("current_role", "senior data engineer")]),
        ("I lack <bad>any idea of</bad> networks, really", [("weaknesses", "any idea of networks")]),
        ("I sit beside the <now>engineer</now>", [("current_role", "engineer")]),
        ("<good>good w people</good>, bad at <good>linux tbh</good>",
         [("strengths", "people"), ("weaknesses", "linux")]),
        ("<good>good w people</good>, bad <good>at linux</good>", [("strengths", "people"), ("weaknesses", "linux")]),
        ("bad at <bad>linux</bad>, <bad>good with people</bad>", [("weaknesses", "linux"), ("strengths", "people")]),
        ("maybe <alt>dev maybe</alt> <alt>test lead</alt>",
         [("next_role_alternatives", "dev"), ("next_role_alternatives", "test lead")]),
        ("<role>maybe architect maybe manager</role>",
         [("next_role_alternatives", "architect"), ("next_role_alternatives", "manager")]),
        ("<limit>only evenings work, and nobody at home may know</limit>",
         [("constraints", "only evenings work"), ("constraints", "nobody at home may know")]),
        ("<limit>only evenings work, and nobody may know</limit>",
         [("constraints", "only evenings work, and nobody may know")]),
        ("<bad>i cant code n i hate presenting</bad>",
         [("weaknesses", "i cant code"), ("weaknesses", "i hate presenting")]),
        ("<goal>read the book, and write a summary</goal>", [("objectives", "read the book, and write a summary")]),
        ("<role>team lead</role>, perhaps", [("next_role", "team lead")]),
        ("our <now>test</now> lead quit", []),
        ("I'm our <now>DBA</now>", [("current_role", "DBA")]),
        ("my wife is a <now>nurse</now>, I'm <now>a DBA</now>", [("current_role", "DBA")]),
        ("never been good at <bad>saying no</bad>", [("weaknesses", "saying no")]),
        ("I'm not so good with <good>numbers</good>", [("weaknesses", "numbers")]),
        ("what I lack <bad>is any idea</bad> of networks", [("weaknesses", "any idea of networks")]),
        ("<good>...</good>", []),
        ("nothing at all", []),
    ],
)  # fmt: skip
def test_marks_as_commands(tagged: str, found: list[tuple[str, ...]]) -> None:
    assert said(tagged) == found


@pytest.mark.parametrize(
    ("message", "tag", "value"),
    [
        ("well, honestly, public speaking", "good", "public speaking"),
        ("I am a database administrator, for six years now", "now", "database administrator"),
        ("DBA for 11", "now", "DBA"),
        ("developer for a bank", "now", "developer for a bank"),
        ("led a platform team and", "mentor", "led a platform team"),
        ("I’m an SRE.", "role", "SRE"),
        ("I'd say writing", "good", "writing"),
        ("by may", "by", "may"),
    ],
)
def test_a_short_reply_is_taken_whole(message: str, tag: str, value: str) -> None:
    assert as_answer(message, tag) == value


@pytest.mark.parametrize(
    ("message", "marked", "asked", "pieces"),
    [
        ("ten years in operations", [("mentor", "ten"), ("far", "years"), ("mentor", "in operations")], "mentor",
         [("mentor", "ten years in operations")]),
        ("read books", [("help", "read"), ("tried", "books")], "tried", [("tried", "read books")]),
        ("SQL, teaching", [("good", "SQL"), ("good", "teaching")], "good", [("good", "SQL"), ("good", "teaching")]),
        ("DBA now architect", [("now", "DBA"), ("role", "architect")], "now", [("now", "DBA"), ("role", "architect")]),
        ("drop May June", [("drop", "May"), ("by", "June")], "by", [("drop", "May"), ("by", "June")]),
    ],
)  # fmt: skip
def test_a_short_reply_is_not_torn(
    message: str, marked: list[tuple[str, str]], asked: str, pieces: list[tuple[str, str]]
) -> None:
    marks = [Mark(t, message.index(w), message.index(w) + len(w), w, 0.9) for t, w in marked]
    assert [(mark.tag, mark.text) for mark in in_one_piece(message, marks, asked)] == pieces


@pytest.mark.parametrize(
    ("message", "role"),
    [
        ("I'm a tester and next I want to become test manager", "tester"),
        ("Network engineer here, I'd like to be a cloud engineer", "Network engineer"),
        ("dba now. want data architect", "dba"),
        ("Hi, I am a senior backend developer in Porto", "senior backend developer"),
        ("I'm looking for a manager", None),
        ("I want to become an architect", None),
        ("my manager is now an architect", None),
    ],
)
def test_the_present_position_that_a_message_opens_with(message: str, role: str | None) -> None:
    told = plain_facts(message, [])
    assert [c.value for c in told if isinstance(c, Tell) and c.slot == "current_role"] == ([role] if role else [])


@pytest.mark.parametrize(
    ("message", "found"),
    [
        ("good at SQL, bad at saying no", [("strengths", "SQL"), ("weaknesses", "saying no")]),
        (
            "I am strong in networks but not very good at writing.",
            [("strengths", "networks"), ("weaknesses", "writing")],
        ),
        ("What I lack is patience", [("weaknesses", "patience")]),
        ("I'm not good at budgets", [("weaknesses", "budgets")]),
        ("nothing of the kind", []),
    ],
)
def test_what_is_said_in_so_many_words(message: str, found: list[tuple[str, str]]) -> None:
    assert [(c.slot, c.value) for c in plain_facts(message, []) if isinstance(c, Tell)] == found


def test_a_time_right_behind_the_position_is_when_it_is_wanted() -> None:
    def told(message: str) -> list[tuple[str, str]]:
        at = message.index("data architect")
        marks = [Mark("role", at, at + len("data architect"), "data architect", 0.9)]
        return [(c.slot, c.value) for c in plain_facts(message, marks) if isinstance(c, Tell)]

    assert told("Next I want to be a data architect in two years.") == [("horizon", "in two years")]
    assert told("data architect in Lyon, where I have been in two years of trouble") == []

"""What counts as an answer that lands where it was asked."""

import pytest

from assistant.commands import Act, Command, Line, Tell, TellPart
from assistant.moves import Topic
from assistant.understand.message import Understood
from evals.people import Said, cared_for, lands


@pytest.mark.parametrize(
    ("topic", "command", "expected"),
    [
        ("strengths", Tell(slot="strengths", value="sql", quote="sql"), True),
        ("strengths", Tell(slot="weaknesses", value="sql", quote="sql"), False),
        ("next_role", Tell(slot="next_role_alternatives", value="dba", quote="dba"), True),
        ("target", Tell(slot="objectives", value="learn", quote="learn"), True),
        ("deadline", TellPart(part="deadline", value="June", quote="June"), True),
        ("tried", Act(act="skip"), True),
        ("tried", Line(line="not_understood"), False),
    ],
)
def test_an_answer_lands_where_it_was_asked(topic: Topic, command: Command, expected: bool) -> None:
    said = Said(topic, "", Understood("clarify_objectives", (command,)))
    assert lands(said) is expected
    assert not cared_for(said)

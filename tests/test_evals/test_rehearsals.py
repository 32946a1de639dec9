"""The suite `rehearsals`: how debriefs are scored."""

from collections.abc import Sequence

import pytest

from assistant.skills.rehearsal.debrief import Means, debrief
from assistant.skills.rehearsal.types import Debrief, Said
from evals import rehearsals
from evals.questions import DATA
from evals.rows import BadData
from evals.turn_lessons import Scene, lessons_of, turn_lessons, varied
from knowledge.turns import BEHAVIOURS, Behaviour, TurnRead


def meeting(number: int, text: str, *observed: Behaviour) -> rehearsals.Meeting:
    labels = {name: {"observed": name in observed, "quote": text if name in observed else None} for name in BEHAVIOURS}
    return rehearsals.Meeting.model_validate(
        {"id": str(number), "turns": [{"role": "mentee", "text": text}], "labels": labels}
    )


class ByName:
    """Finds the behaviours whose names stand in the text, and quotes one outside of it where 'lie' is there."""

    def debrief(self, meeting: Sequence[Said]) -> Debrief:
        def read(text: str, _before: str) -> TurnRead:
            return TurnRead(
                {name: float(name in text) for name in BEHAVIOURS}, dict.fromkeys(BEHAVIOURS, (0, len(text)))
            )

        found = debrief(meeting, Means(read, {}, {}))
        if "lie" not in meeting[0].text:
            return found
        findings = tuple(f.model_copy(update={"quote": "never said"}) if f.quote else f for f in found.findings)
        return found.model_copy(update={"findings": findings})


def test_right_wrong_and_missed() -> None:
    meetings = [
        meeting(1, "thanked short_term_goal", "thanked", "short_term_goal"),
        meeting(2, "thanked lie"),
        meeting(3, "badmouthed_boss", "badmouthed_boss", "thanked"),
    ]
    found = rehearsals.summarise(rehearsals.run(ByName(), meetings, lambda _done, _total: None))
    assert found["f1:thanked"].value == pytest.approx(0.5) and found["f1:short_term_goal"].value == 1.0
    assert found["macro_f1_good"].value == pytest.approx(0.75) and found["macro_f1_poor"].value == 1.0
    assert found["quote_validity"].value == pytest.approx(2 / 3)
    assert found["f1:asked_good_time"].n == 0


def test_a_line_that_is_no_meeting_is_named(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "m.jsonl").write_text('{"id": "1", "turns": [{"role": "boss", "text": "x"}], "labels": {}}\n')
    with pytest.raises(BadData, match=r"line 1: turns\.0\.role"):
        rehearsals.load(tmp_path / "m.jsonl")


def test_the_data_for_teaching_is_sound_and_apart_from_what_is_measured() -> None:
    taught = {line.text for scene in turn_lessons() for line in scene}
    for name in ("rehearsals_dev", "rehearsals_test"):
        measured = {said.text for m in rehearsals.load(DATA / f"{name}.jsonl") for said in m.turns}
        assert not {text for text in taught & measured if len(text.split()) > 6}


def test_a_joined_lesson_shows_what_both_show() -> None:
    import random

    scene = Scene.model_validate({"id": "1", "turns": [
        {"role": "mentor", "text": "Well?"}, {"role": "mentee", "text": "Thanks a lot.", "tags": [["thanked", "Thanks"]]},
        {"role": "mentee", "text": "I want to lead.", "tags": [["short_term_goal", "to lead"]]},
    ]})  # fmt: skip
    one, other = lessons_of(scene)
    made = [varied(one, [other], random.Random(seed)) for seed in range(40)]
    joined = [each for each in made if len(each.marks) == 2]
    assert joined and all(each.text[slice(*each.marks[1][1:])] == "to lead" for each in joined)
    assert any(each.before == "" and each.text == one.text for each in made)

"""What a mentor does next, and how it feels about it: from what was heard and how the meeting stands."""

from collections.abc import Mapping
from typing import Any

import pytest

from assistant.skills.rehearsal.choose import MANNERS, NEAR, PRIVATE, choose
from assistant.skills.rehearsal.feeling import ending, felt, moved, pace
from assistant.skills.rehearsal.hearing import Heard
from assistant.skills.rehearsal.meeting import DIALS, Move, Setting, State, begin, minutes
from assistant.skills.rehearsal.persona import Cue, Scenario, personas
from assistant.skills.rehearsal.speak import mark, speak

KENJI = personas()["kenji-morita"]
SETTING = Setting(KENJI, "first_meeting", "normal")
SECRET, STORY = KENJI.secrets[0].id, KENJI.stories[0].id
CLEAR = NEAR["normal"] + PRIVATE


def heard(*cues: Cue, words: int = 12, near: Mapping[str, float] | None = None, **other: Any) -> Heard:
    nothing: dict[str, Any] = {
        "shows": frozenset(), "phases": frozenset(), "asks": False, "asked": False, "requests": False, "theirs": None,
        "vague": False, "leaves": False, "conduct": None, "named": {}, "contradicts": None,
    }  # fmt: skip
    return Heard(**{**nothing, "cues": frozenset(cues), "words": words, "subjects": near or {}, **other})


def asks(near: Mapping[str, float], openly: bool = True, *cues: Cue) -> Heard:
    return heard(*cues, near=near, asked=True, asks=openly)


def at(setting: Setting = SETTING, **change: Any) -> State:
    return begin(setting.persona, setting.scenario, setting.dial).model_copy(update={"warmth": 3, "line": 3, **change})


def kinds(state: State, what: Heard, setting: Setting = SETTING) -> list[str]:
    return [move.kind for move in choose(state, what, setting)]


def first(state: State, what: Heard, setting: Setting = SETTING) -> Move:
    return choose(state, what, setting)[0]


def test_an_insult_ends_it_with_dignity_and_at_once() -> None:
    assert choose(at(), heard(conduct="insult"), SETTING) == (Move(kind="close", of="offended"),)


def test_a_secret_is_told_to_whoever_asks_openly_near_enough_and_warmly_enough() -> None:
    assert first(at(), asks({SECRET: CLEAR})) == Move(kind="confide", of=SECRET)
    assert first(at(), asks({SECRET: CLEAR - 0.01})).kind == "answer"
    assert first(at(), asks({SECRET: 0.99}, False)).kind == "answer"
    assert first(at(warmth=1), asks({SECRET: 0.99})).kind == "answer"
    assert first(at(told=(SECRET,)), asks({SECRET: 0.99})).kind == "answer"
    assert first(at(), heard(near={SECRET: 0.99})).kind == "receive"  # nobody asked


def test_a_hard_meeting_wants_a_nearer_question_and_more_warmth() -> None:
    hard, gentle = SETTING._replace(dial="hard"), SETTING._replace(dial="gentle")
    assert first(at(warmth=2), asks({SECRET: CLEAR}), gentle).kind == "confide"
    assert first(at(warmth=2, ceiling=4), asks({SECRET: 0.99}), hard).kind == "answer"
    assert list(NEAR.values()) == sorted(NEAR.values()) and list(NEAR) == list(DIALS)


def test_who_flatters_is_told_nothing_private() -> None:
    assert first(at(), asks({SECRET: CLEAR, STORY: CLEAR}, True, "flattered")).kind == "tell"
    assert first(at(), asks({SECRET: CLEAR}, True, "flattered")).kind != "confide"


def test_a_story_needs_no_warmth_and_the_nearest_one_is_told() -> None:
    other = KENJI.stories[1].id
    assert first(at(warmth=0), asks({STORY: 0.7, other: 0.8})) == Move(kind="tell", of=other)
    assert first(at(), asks({SECRET: 0.9, STORY: 0.8})).kind == "confide"
    assert first(at(), asks({STORY: 0.3})).kind == "answer"


def test_it_refuses_before_it_answers() -> None:
    assert first(at(), asks({STORY: 0.9}, True, "wants_decision")).of == "wants_decision"
    assert first(at(), asks({STORY: 0.9}, True, "asked_favour")).of == "asked_favour"
    assert kinds(at(), heard("wants_decision")) == ["react"]  # and leaves the question with them


def test_a_question_comes_before_thanks_and_after_an_invitation_to_criticise() -> None:
    assert first(at(), asks({}, True, "thanked")).kind == "answer"
    assert first(at(), asks({}, True, "invited_criticism")).of == "invited_criticism"
    assert first(at(), asks({STORY: 0.9}, True, "invited_criticism")).kind == "tell"


def test_of_what_it_has_just_told_it_says_no_more() -> None:
    assert first(at(made=("tell",)), asks({}, False)).kind == "receive"
    assert first(at(made=("react",)), asks({}, False)).kind == "answer"


def test_whoever_asks_for_a_mentor_is_asked_why() -> None:
    assert choose(at(), heard(requests=True), SETTING) == (Move(kind="probe", of="why_me"),)


def test_fog_is_challenged_by_those_who_press_and_not_twice_running() -> None:
    assert "challenge" in kinds(at(), heard(vague=True))
    assert "challenge" not in kinds(at(made=("challenge",)), heard(vague=True))
    amina = Setting(personas()["amina-rahal"], "first_meeting", "normal")
    assert "challenge" not in kinds(at(amina), heard(vague=True), amina)
    assert "challenge" in kinds(at(amina), heard(vague=True), amina._replace(dial="hard"))


def test_it_leads_and_rests() -> None:
    rests = MANNERS[KENJI.temper].rests
    assert kinds(at(line=rests - 1, made=("probe",)), heard()) == ["receive"]
    assert kinds(at(line=rests, made=("probe",)), heard())[-1] == "probe"
    assert len(kinds(at(line=rests - 1, made=("receive",)), heard())) == 2  # two who wait for each other get nowhere


def test_what_was_spoken_of_is_not_asked_and_what_was_asked_comes_after_what_was_not() -> None:
    def asked(**change: Any) -> str:
        return choose(at(line=4, **change), heard(), SETTING)[-1].of

    assert asked() == "why_me" and asked(covered=frozenset(("why_me",))) == "where_you_are"
    assert asked(probed=("why_me",)) == "where_you_are"
    every = ("why_me", "where_you_are", "where_to", "what_from_me", "what_tried", "their_story")
    assert asked(probed=every) == "why_me" and asked(probed=every * 2) == ""


def test_the_time_is_named_once_when_it_gets_late_and_not_after_a_secret() -> None:
    late = minutes(KENJI, "first_meeting", "normal") * 0.25
    assert "name_time" in kinds(at(left=late), heard("told_goal"))
    assert "name_time" not in kinds(at(left=late, time_named=True), heard("told_goal"))
    assert kinds(at(left=late), asks({SECRET: 0.99})) == ["confide"]


def test_at_the_end_it_gives_what_it_owes_and_takes_leave() -> None:
    over = at(left=pace(SETTING), time_named=True, cues={"told_goal": 1})
    assert kinds(over, heard()) == ["close"]
    assert kinds(over, heard("thanked")) == ["react", "close"]
    assert kinds(over, asks({STORY: 0.9})) == ["tell"]  # and leaves with the next line
    assert kinds(over.model_copy(update={"made": ("tell",)}), asks({STORY: 0.9})) == ["tell", "close"]
    assert kinds(at(), heard(leaves=True)) == ["close"]


def test_the_end_is_as_the_meeting_was() -> None:
    brought = dict.fromkeys(("told_goal", "told_steps", "gave_reason", "offered"), 1)
    assert ending(at(cues=brought)) == "good" and ending(at(cues=brought, warmth=1)) == "fair"
    assert ending(at(cues={"thanked": 9})) == "poor" and ending(at(cues=brought, warmth=0)) == "poor"


def test_patience_runs_out() -> None:
    state = at()
    for number in range(12):
        answer = choose(state, heard("one_word"), SETTING)
        if answer[-1].kind == "close":
            assert answer == (Move(kind="close", of="poor"),) and number >= 3
            return
        state = moved(felt(state, heard("one_word"), SETTING), f"line {number}", answer, 12, SETTING)
    raise AssertionError("it bore everything")


def test_warmth_is_won_twice_by_the_same_and_never_above_the_ceiling() -> None:
    state = at(warmth=0, ceiling=3)
    for _ in range(20):
        state = felt(state, heard("told_steps"), SETTING)
    assert state.warmth == 2
    for cue in ("gave_reason", "shared_research", "invited_criticism"):
        state = felt(state, heard(cue), SETTING)
    assert state.warmth == 3
    assert felt(state, heard("flattered"), SETTING).warmth == 2


def test_a_long_line_takes_its_time_and_no_line_takes_all() -> None:
    short, long, endless = (felt(at(), heard(words=words), SETTING).left for words in (5, 100, 5000))
    assert short > long > endless > minutes(KENJI, "first_meeting", "normal") / 2


@pytest.mark.parametrize("scenario", ["in_person", "goodbye"])
def test_a_scenario_has_its_own_subjects(scenario: Scenario) -> None:
    setting = Setting(KENJI, scenario, "normal")
    assert choose(at(setting, line=4), heard(), setting)[-1].of == setting.course.phases[0]


def test_one_question_at_a_time_and_no_line_twice() -> None:
    asking = next(line for line in KENJI.reacts["one_word"] if line.endswith("?"))
    others = frozenset(mark(line) for line in KENJI.reacts["one_word"] if line != asking)
    said, made, _ = speak(
        KENJI, at(said=others), (Move(kind="react", of="one_word"), Move(kind="probe", of="why_me")), "s"
    )
    assert said == asking and [move.kind for move in made] == ["react"]
    every = frozenset(map(mark, KENJI.reacts["one_word"]))
    said, made, _ = speak(KENJI, at(said=every), (Move(kind="react", of="one_word"),), "s")
    assert made == (Move(kind="receive"),) and said in KENJI.receives


def test_their_words_are_put_in_their_place() -> None:
    said, _, _ = speak(KENJI, at(), (Move(kind="follow_up", theirs="nobody leads us"),), "s")
    assert "nobody leads us" in said.lower() and "{" not in said

"""Short replies that steer the talk, and the ones that only look like them."""

import pytest

from assistant.understand.acts import act_of


@pytest.mark.parametrize(
    ("said", "act"),
    [
        ("yes", "confirm"),
        ("Yep, that's right", "confirm"),
        ("ok", "confirm"),
        ("Yes, that is right", "confirm"),
        ("no", "deny"),
        ("Something is wrong", "deny"),
        ("I don't know", "dont_know"),
        ("dont know", "dont_know"),
        ("hm, not sure yet", "dont_know"),
        ("Idk honestly", "dont_know"),
        ("What do you mean?", "dont_know"),
        ("skip this please", "skip"),
        ("hm, pass", "skip"),
        ("nothing yet", "skip"),
        ("No limits", "skip"),
        ("why do you ask?", "why"),
        ("Why?", "why"),
        ("why u ask", "why"),
        ("can I ask why that matters", "why"),
        ("why this is needed?", "why"),
        ("May I ask why this is necessary?", "why"),
        ("so why do you keep asking me this", "why"),
        ("is it needed?", "why"),
        ("what's the point?", "why"),
        ("is it ok to not be sure?", "dont_know"),
        ("what if I don't know yet?", "dont_know"),
        ("go back", "back"),
        ("stop", "stop"),
        ("Not now", "stop"),
        ("That's all", "enough"),
        ("enough questions for today", "enough"),
        ("go on", "begin"),
        ("Help me work out what I want", "begin"),
        ("undo that", "undo"),
        ("show me my brief", "show"),
        ("what was it that you noted so far", "show"),
        ("what have you got?", "show"),
        ("that's all, what did you understand", "show"),
        ("ok whats my one minute", "minute"),
        ("Give me my pitch again", "minute"),
        ("dunno when", "dont_know"),
        ("no idea how", "dont_know"),
        ("now what?", "begin"),
        ("whats next", "begin"),
        ("help me with what i want first", "begin"),
    ],
)
def test_an_act_and_nothing_else(said: str, act: str) -> None:
    assert act_of(said) == act


@pytest.mark.parametrize(
    "said",
    [
        "No, June not May",
        "yes but the date is wrong",
        "I'm not sure yet, maybe architect",
        "public speaking",
        "why do mentors say no?",
        "why not",
        "how do I answer that?",
        "do I need a mentor?",
        "I know why you ask",
        "is it ok to ask my boss?",
        "I don't know anything about budgets",
        "skip-level meetings",
        "stop micromanaging",
        "back-end developer",
        "next year",
        "right now I am a tester",
        "no time before June",
        "undoing other people's bugs",
        "",
        "?" * 2000 + " and then something else that is long enough to be more than an act",
    ],
)
def test_what_says_something_is_no_act(said: str) -> None:
    assert act_of(said) is None

"""What a chat model says that drafts a letter to Ana Lima, or reads it as a stranger."""

import json
from typing import Any

Sentence = tuple[str, str]  # its text, and the ids of its facts
DRAFTS: tuple[tuple[Sentence, ...], tuple[Sentence, ...]] = (
    (
        ("Your talk on event streaming at KubeCon made me write.", "work"),
        ("I work as an SRE at a bank.", "who"),
        ("My question is how to write a platform strategy.", "ask"),
        ("Would you have 20 minutes for a call, at a time that suits you?", "size"),
        ("In return, I could offer you my notes on our migration.", "give"),
        ("If it does not suit you, a short no is perfectly fine.", ""),
        ("Thank you for taking the time to read this.", ""),
    ),
    (
        ("I am an SRE at a bank.", "who"),
        ("Your talk on event streaming at KubeCon is the reason for this message.", "work"),
        ("Could I ask you for 20 minutes of your time to talk about how to write a platform strategy?", "size ask"),
        ("I would be glad to offer you my notes on our migration.", "give"),
        ("I would understand if now is not the right time.", ""),
        ("Thank you for reading this.", ""),
    ),
)
INVENTED: Sentence = ("I heard of you from Tom Berg.", "work")
VERDICT = "I leave it for Friday: I want to look at it with a clear head."


def drafts(*bodies: tuple[Sentence, ...]) -> str:
    def written(sentence: Sentence, **more: bool) -> dict[str, Any]:
        return {"text": sentence[0], "facts": sentence[1].split()} | more

    subject = ("Your talk on event streaming", "work")
    found = [
        {"subject": written(subject), "sentences": [written(each, paragraph=False) for each in body]}
        for body in bodies or DRAFTS
    ]
    return json.dumps({"drafts": found})


def reading(text: str = "I can find twenty minutes, but not today.", quote: str = "20 minutes") -> str:
    thought = {"about": "size", "text": text, "quote": quote, "effect": "pulls"}
    return json.dumps({"decision": "postpone", "thoughts": [thought], "because": "size", "verdict": VERDICT})

"""What has been between the two, and what has become of it, in the forms in which it can stand in a letter."""

import re

from assistant.skills.outreach.forms import Forms
from assistant.skills.outreach.names import Name
from assistant.skills.outreach.phrase import phrase
from assistant.skills.outreach.turned import PAST, base, gerund, turned

WE_DID = re.compile(r"(?:met|worked together|studied together|talked|spoke|chatted|were)\b", re.IGNORECASE)
_MESSAGE = r"(?:message|mail|e-?mail|note|dm|letter|request|question|invite|invitation)(?!['’])"
_MEETING = r"(?:calls?|chats?|talks?|coffee|meetings?|interview|intro(?:duction)?|sessions?|conversations?|lunch|tips?)"
_STARTED = re.compile(
    r"(?:an?|the|my|our|your|her|his|their|this|that|these|some|all|every|two|three|four|five|six|\d+|I|we|you|she|he|they|\w+ed|\w+ing"
    r"|sent|wrote|gave|had|met|did|took|read|said|told|made|talks (?:with|to))\b",
    re.IGNORECASE,
)
_IN_THE_PAST = re.compile(
    r"(?:I|we|it|they|you|(?:my|our|the)(?: \w+){1,2}?)(?:(?: have|['’]ve| has| had)(?! (?:an?|the|my|to|no|some"
    r"|two|three|\d+)\b)| was| were"
    r"| (?:finally |also |already )?(?:\w+ed|" + "|".join((*PAST, "rewrote", "rebuilt")) + r"))\b"
)


def told_forms(value: str, name: Name, doer: str, third: bool = False) -> Forms:
    """What came before, or what has become of it. `doer`: who did what is said without a subject, 'you' or 'I'."""
    said = (
        value
        if third
        else turned(re.sub(r"^(?:that|because|since|as) (?=\w+ )", "", value), name.full, they=doer == "you")
    )
    if said is None:
        return {}
    said = _quick(said, doer)
    if re.fullmatch(r"[a-z]+ed", said):
        return {"said": said, **_told(f"{doer} {said}")}
    kind, text = phrase(said)
    if kind == "done" or (WE_DID.match(text) and kind == "said"):
        verb, _, rest = text.partition(" ")
        who = (
            "we"
            if WE_DID.match(text)
            and not re.match(r"(?:met with|talked to|spoke to|were)\b", text)
            and not rest.startswith(("me", "to me", "you"))
            else doer
        )
        plain = {"has": "have", "is": "are" if who != "I" else "am", "was": "were" if who != "I" else "was"}.get(verb)
        plain = plain or (base(verb) if verb.endswith("s") and verb not in PAST else verb)
        told = f"{who} {plain} {rest}"
        return {"said": told, **_told(told)}
    if kind == "clause":
        return {"said": said, **_told(text)}
    if kind == "ing" and doer == "I" and not re.match(r"\w+ing (?:from|with) (?:you|me)\b", text):
        return {"clause": f"I am {text}", "said": said}
    if kind in ("noun", "ing") or re.match(r"(?:everything|all (?:of )?(?:it|that)|all your)\b", text):
        bare = doer == "you" and re.match(
            r"(?:[\w-]+ )?(?:advice|help|feedback|tips?|support|ideas|comments|patience|time)\b", text
        )
        owned = bare and not re.match(r"(?:an?|the|my|our|your|this|that|some|all|any)\s", text)
        return {"np": f"your {text}" if owned else text, "said": said}
    return {"said": said}


def _quick(said: str, doer: str) -> str:
    """With the little words that quick typing leaves out: 'thanks for the call' is 'the call', 'call' is 'the call'."""
    said = re.sub(
        r"^(?:(?:thanks|thank you)(?: so much)? )?for (?=(?:the|your|my|all|an?|being|\w+ing)\b)",
        "",
        said,
        flags=re.IGNORECASE,
    )
    if doer == "I":
        said = re.sub(
            r"[,;]? (?:but |and )?(?:no|without an?|never got an?|didn['’]t get an?|got no) (?:answer|reply"
            r"|response)\b.*$",
            "",
            said,
        )
    if (
        re.match(rf"(?:\w+ ){{0,2}}?{_MESSAGE}\b(?! (?:me|you))", said, re.IGNORECASE)
        and doer == "I"
        and not _STARTED.match(said)
    ):
        return f"my {said}"
    if re.match(rf"(?:(?:\w+ )?{_MEETING})\b(?! (?:me|you))", said, re.IGNORECASE) and not _STARTED.match(said):
        return f"the {said[0].lower()}{said[1:]}" if not said[:2].isupper() else f"the {said}"
    if re.match(r"worked (?:well|out|great|fine|perfectly)\b", said):
        return f"it {said}"
    if doer == "I" and re.match(r"(?:still|less|(?:much )?more|much less) \w+", said):
        return f"I am {said}"
    return said


def _told(clause: str) -> Forms:
    """A clause: 'yours' where it is about the reader, 'past' where it can follow 'since then'."""
    forms = {"clause": clause} | ({"yours": clause} if re.match(r"(?:you|we)\b", clause) else {})
    return forms | ({"past": clause} if _IN_THE_PAST.match(clause) else {}) | _thanked(clause)


def _thanked(clause: str) -> Forms:
    """'you read my CV' as what follows 'thank you for': 'reading my CV'."""
    one = re.fullmatch(r"you (?P<verb>\w+)(?P<rest> .+)?", clause)
    if one is None or re.search(r"\b(?:you|and|but|then)\b", one["rest"] or ""):
        return {}
    doing = gerund(one["verb"])
    return {"doing": f"{doing}{one['rest'] or ''}"} if doing else {}

"""What has been between the two, and what has become of it, in the forms in which it can stand in a letter."""

import re

from assistant.skills.outreach.forms import Forms
from assistant.skills.outreach.names import Name
from assistant.skills.outreach.phrase import phrase
from assistant.skills.outreach.turned import PAST, base, gerund, turned

WE_DID = re.compile(r"(?:met|worked together|studied together|talked|spoke|chatted|were)\b", re.IGNORECASE)
_IN_THE_PAST = re.compile(
    r"(?:I|we|it|they|you|(?:my|our|the)(?: \w+){1,2}?)(?: have|['’]ve| has| had| was| were"
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
        return {"said": said, **_told(f"{who} {plain} {rest}")}
    if kind == "clause":
        return {"said": said, **_told(text)}
    if kind in ("noun", "ing") or re.match(r"(?:everything|all (?:of )?(?:it|that)|all your)\b", text):
        bare = doer == "you" and re.match(
            r"(?:[\w-]+ )?(?:advice|help|feedback|tips?|support|ideas|comments|patience|time)\b", text
        )
        owned = bare and not re.match(r"(?:an?|the|my|our|your|this|that|some|all|any)\s", text)
        return {"np": f"your {text}" if owned else text, "said": said}
    return {"said": said}


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

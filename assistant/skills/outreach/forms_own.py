"""What the person tells of themselves, wants and gives, in the forms in which it can stand in a letter."""

import re

from assistant.skills.outreach.forms import Forms
from assistant.skills.outreach.names import Name
from assistant.skills.outreach.phrase import phrase
from assistant.skills.outreach.turned import base, turned
from assistant.skills.outreach.written import indirect
from assistant.word.phrases import role

_FOR_MENTOR = re.compile(  # what a mentor does, not the person
    r"(?:help|tell|show|teach|give|introduce|coach|challenge|advise|ask|listen to|walk"
    r"|correct) (?:me|us)\b|listen\b|review\b|look (?:at|over|through)\b|read\b"
    r"|check\b|comment\b|share (?:your|how|what)\b|explain (?:to me|how you|your|me)\b|judge\b"
    r"|be honest\b|go through my\b|answer\b",
    re.IGNORECASE,
)
_MAY = re.compile(
    r"I(?:['’]d| can| could| would| will|['’]ll| am able to| am happy to)(?: (?:gladly|happily"
    r"|like to|love to|be happy to|be glad to))? (?P<verb>.+)",
    re.IGNORECASE,
)


def self_forms(value: str) -> Forms:
    """The person's own position: 'am' follows 'I am', 'clause' stands alone."""
    forms = {"said": value}
    if own := re.match(r"(?:I am|I['’]m)(?: currently| now)? (?P<rest>.+)", value, re.IGNORECASE):
        value = own["rest"]
    if not own and re.match(r"(?:I|my|we|our)\b", value):
        kind, text = phrase(value)
        return forms | ({"clause": text} if kind == "clause" else {})
    if (named := role(value)) is not None:
        return forms | {"am": named} | ({"comma": named} if "," in named or len(named.split()) > 9 else {})
    kind, text = phrase(value)
    if own:
        return forms | {"clause": f"I am {value}"}
    if kind == "clause":
        return forms | {"clause": text}
    if kind == "ing":
        return forms | {"clause": f"I am {text}"}
    if kind == "verb" and re.match(
        r"(?:work|lead|manage|run|build|develop|maintain|test|teach|support|write|study)\b", text
    ):
        return forms | {"clause": f"I {text}"}
    if kind == "done" and re.match(
        r"(?:work|lead|manage|run|build|develop|maintain|test|teach|support|write)s\b", text
    ):
        verb, _, rest = text.partition(" ")
        return forms | {"clause": f"I {base(verb)} {rest}"}
    if re.match(r"(?:in|at|with|for)\s", value):
        return forms | {"clause": f"I work {value}"}
    return forms


def next_forms(value: str) -> Forms:
    """The position that the person wants: 'be' follows 'become'."""
    named = role(value)
    return {} if named is None or "," in value else {"be": named}


def ask_forms(value: str, name: Name, third: bool, aim: bool) -> Forms:
    """What help is wanted. `aim`: it is a goal of the person, never something that the mentor is to do."""
    value = re.sub(
        r"^(?:(?:I(?:['’]d| would)? )?(?:want|need|would like|['’]?d like|like|hope|am (?:trying|hoping)|trying|hoping)"
        r"(?: to| help| some help)? |please |(?:can"
        r"|could|would) you (?:please )?)",
        _kept,
        value,
        flags=re.IGNORECASE,
    )
    value = indirect(value)
    said = value if third else turned(value, name.full)
    said = value if said is None else said
    kind, text = phrase(said)
    theirs = not aim or re.search(r"\b(?:me|us)\b", text)
    if kind in ("verb", "done") and theirs and _FOR_MENTOR.match(text):
        own = re.match(r"help me (?:to )?(?P<verb>(?!with\b)\w+ .+)", text)
        return {"do": text, "said": text} | (
            {"plain": f"to {own['verb']}"} if own and phrase(own["verb"]).kind == "verb" else {}
        )
    if kind == "done" and not aim and (verb := text.split(" ", 1)[0]).endswith("s"):
        return {"do": f"{base(verb)} {text.split(' ', 1)[1]}", "said": text}
    if kind == "verb":
        learned = re.sub(r"^(?:learn|understand|know|find out)(?: how)? to ", "", text)
        return {
            "plain": text if text.startswith(("not to ", "no longer to ")) else f"to {learned}",
            "to": text if text.startswith(("not to ", "no longer to ")) else f"to {text}",
            "said": text,
        }
    if kind == "noun" and re.match(r"(?:my|our|the)\s", text):
        return {"said": text, "topic": text}
    forms = {"noun": "np", "question": "wh", "clause": "clause", "ing": "ing"}
    return {"said": text} | ({forms[kind]: text} if kind in forms else {})


def _kept(said: re.Match[str]) -> str:
    return "help " if said[0].strip().lower().endswith("help") else ""


def size_forms(value: str) -> Forms:
    """How much is asked for: 'have' is time, 'send' is questions and the like, 'np' a call, 'often' a frequency."""
    value = re.sub(r"^(?:for|just|only|maybe|perhaps)\s+", "", value, flags=re.IGNORECASE)
    value = re.sub(r"(?<=\d)\s?(?:mins?|m)\b\.?|(?<=\w)\smins?\b\.?", " minutes", value, flags=re.IGNORECASE)
    value = re.sub(r"(?<=\d)\s?(?:hrs?|h)\b\.?", " hours", value, flags=re.IGNORECASE)
    value = re.sub(r"\b1 (hour|minute)s\b", r"1 \1", value)
    value = re.sub(r"^max(?:imum)?\.?\s", "at most ", value, flags=re.IGNORECASE)
    low = f"{value[0].lower()}{value[1:]}"
    count = (
        r"(?:(?:about|around|at most|up to|some|roughly|a maximum of) )?(?:\d+(?:\s?[-–]\s?\d+"
        r"|(?: or | to )\d+)?|an?|half an?|one|two|three|four|five|six|seven|eight|nine|ten"
        r"|fifteen|twenty|thirty|forty|forty-five|forty five|sixty|a few|a couple of"
        r"|a quarter of an)"
    )
    if re.match(
        rf"{count}(?: (?:short|quick|written|simple|small))? (?:questions?|slides?|pages?|screens?|lines)\b", low
    ):
        return {"send": low}
    if re.match(
        rf"{count} (?:or \w+ )?(?:minutes?|hours?)\b(?!-)(?! (?:call|chat|talk|meeting|coffee|session|conversation))",
        low,
    ):
        return {"np" if re.search(r" (?:on|for|about|with|over) ", low) else "have": low}
    if re.match(
        rf"{count}\b.*\b(?:call|chat|talk|coffee|meeting|session|conversation|lunch|walk|calls"
        rf"|meetings|sessions|talks|video call)\b",
        low,
    ):
        return {"np": low}
    if re.match(r"(?:once|twice|every|monthly|weekly|fortnightly|quarterly)\b", low):
        return {"often": low}
    return {"said": value}


def give_forms(value: str, name: Name, third: bool) -> Forms:
    """What is offered in return: 'can' follows 'I can', 'np' follows 'I can offer'."""
    said = turned(value, name.full, they=True)
    if said is None:
        return {}
    if third:
        said = re.sub(r"\byour\b", f"{name.short}'s", said)
        said = re.sub(r"\byou\b(?! (?:are|were|have|do|can|could)\b)", name.short, said)
    if may := _MAY.fullmatch(said):
        return {"can": may["verb"]}
    kind, text = phrase(said)
    if (
        kind in ("verb", "done")
        and not re.match(r"(?:you|I)\b", text)
        and (kind == "verb" or text.split(" ", 1)[0] in ("read", "set", "put"))
    ):
        return {"can": text}
    if kind == "noun":
        return {"np": text}
    return {"said": text}

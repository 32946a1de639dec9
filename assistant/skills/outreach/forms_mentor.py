"""What the person tells of a mentor, in the forms in which it can be said to them, or of them to somebody else."""

import re

from assistant.skills.outreach.forms import Forms
from assistant.skills.outreach.names import Name
from assistant.skills.outreach.phrase import Phrase, phrase
from assistant.skills.outreach.turned import plural, turned
from assistant.word.phrases import role

_NOTICED = re.compile(
    r"(?:(?:just |also |really |recently |once )?(?:saw|heard|watched|attended|listened to|liked?|loved?|enjoyed?"
    r"|admired?)\b"
    r"|(?:just |also |recently )?(?:read|used?|using|met|found|follow(?:ed)?|worked with|took|been (?:reading"
    r"|following))"
    r" (?:all |some |one |two |most )?(?:of )?(?:her|his|their|him|them|your|you)\b) ?\w",
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    r"(?:an? |the |(?:core|main|co-?) ?)*(?:maintainer|author|founder|creator|organi[sz]er|host|contributor|editor)s?\b"
    r" (?:of|for|to|at) \S",
    re.IGNORECASE,
)
_STATE = re.compile(r"(?:responsible|in charge|known|active|self-?taught|from|based|an? expert)\b \S", re.IGNORECASE)
_HIS_WORK = (
    r"(?:talks?|book|article|blog(?: post)?|post|podcast|paper|course|workshop|newsletter"
    r"|keynote|video|lecture|webinar|essay|series|library|tool|thread)"
)


def role_forms(value: str) -> Forms:
    """The mentor's position as it stands in brackets behind the name."""
    kind, text = phrase(value)
    return {"said": f"who {text}" if kind == "done" else value}


def work_forms(value: str, name: Name, third: bool) -> Forms:
    """What the mentor works on or has done: 'np' follows 'because of', 'clause' follows 'because'."""
    found = of_them(value, name, third)
    if found is None:
        return {}
    kind, text = found
    your = "their" if third else "your"
    if gave := re.match(
        rf"(?P<who>you|she|he|they) (?:gave|did|wrote|held|published|recorded|delivered) (?:an?"
        rf"|the) (?P<rest>(?:[\w-]+ ){{0,2}}?{_HIS_WORK}\b.*)",
        text,
    ):
        owner = {"you": "your", "she": "her", "he": "his", "they": "their"}[gave["who"]]
        forms = {"np": f"{owner} {gave['rest']}"} if " and " not in gave["rest"] else {"clause": text}
    elif kind == "clause":
        forms = {"clause": text}
    elif re.match(r"(?:your|her|his|their)\s", text, re.IGNORECASE):
        forms = {"np": text}
    elif made := re.match(rf"(?:an?|the) (?P<rest>(?:[\w-]+ ){{0,2}}?{_HIS_WORK}\b.*)", text, re.IGNORECASE):
        forms = {"np": f"{your} {made['rest']}"}
    elif re.match(rf"(?:[\w-]+ )?{_HIS_WORK} (?:on|about|at|for|from)\b", text, re.IGNORECASE):
        forms = {"np": f"{your} {text}"}
    elif kind == "verb" and not third and re.match(r"\w+ (?:an?|the|with|at|on)\b", text):
        forms = {"clause": f"you {text}"}
    elif (what_they_are := _being(text)) is not None:
        forms = {"clause": f"{'they' if third else 'you'} are {what_they_are}"}
    elif kind in ("noun", "ing") or (kind in ("said", "verb") and _plain_noun(text)):
        text = re.sub(r"^work(?:ing|s)?(?: on)? (?=\S)", "", text)
        forms = {"np": f"{your} work on {text}"}
    else:
        forms = {"said": text}
    return {**forms, "given": "yes"}


def _being(text: str) -> str | None:
    """What somebody is, as it follows 'you are': 'head of data and write a newsletter'; None for other values."""
    if _STATE.match(text):
        return text
    named = re.sub(r"^(?!an?\b|the\b)", "the ", text) if _AUTHOR.match(text) else role(text)
    if named is None:
        return None
    what, _, more = named.partition(", ")
    if more and phrase(more).kind == "done":
        return f"{what} and {plural(more)}"
    return named


def why_forms(value: str, name: Name, third: bool) -> Forms:
    """Why it is this person who is asked."""
    found = of_them(value, name, third)
    if found is None:
        return {}
    kind, text = found
    text = re.sub(r"^because of (?=\w)", "", text, flags=re.IGNORECASE)
    who = "they" if third else "you"
    if kind == "clause" and not re.match(r"(?:your|her|his|their) (?:take|way|work)\b", text, re.IGNORECASE):
        return {"clause": text, "given": "yes"}
    if (kind == "question" and re.match(r"(?:how|what)\s", text)) or re.match(r"the way (?:you|s?he|they)\b", text):
        return {"np": text, "given": "yes"}
    if re.match(r"(?:\d+|many|ten|twenty|thirty) years\b", text):
        return {"np": f"{'their' if third else 'your'} {text}", "given": "yes"}
    if _AUTHOR.match(text) or _STATE.match(text):
        return {"clause": f"{who} are {text}", "given": "yes"}
    if re.match(r"(?:your|her|his|their)\s", text, re.IGNORECASE):
        return {"np": text, "given": "yes"}
    if re.match(r"(?:\w+ ){0,2}?(?:experience|knowledge|expertise|background|career|path)\b", text) and not re.match(
        r"(?:the|an?|my|same|similar)\b", text
    ):
        return {"np": f"{'their' if third else 'your'} {text}", "given": "yes"}
    return {"said": text, "given": "yes"}


def of_them(value: str, name: Name, third: bool) -> Phrase | None:
    """What is said of the mentor, as it is said to them, or of them to a third; None where a pronoun is unclear."""
    if _NOTICED.match(value):  # what one notices of a mentor, one has noticed oneself
        value = f"I {value[0].lower()}{value[1:]}"
    value = re.sub(
        r"^because(?= (?:of|how|what|the way|she|he|they|I|you|my|her|his|their)\b) ", "", value, flags=re.IGNORECASE
    )
    value = re.sub(r"^of (?=\w)", "", value)
    if not third:
        said = turned(value, name.full)
        if said is None:
            return None
        kind, text = phrase(re.sub(r"^(?:because|since|as) (?=you|I|we|your)", "", said, flags=re.IGNORECASE))
        if kind == "done":
            return Phrase("clause", turned(f"she {text}") or f"you {plural(text)}")
        return Phrase(kind, text)
    kind, text = phrase(re.sub(r"^because (?=she|he|they|I)", "", value, flags=re.IGNORECASE))
    if re.match(r"(?:you|your)\b", value, re.IGNORECASE):
        return None
    if kind != "done":
        return Phrase(kind, text)
    theirs = turned(f"she {text}") if not re.search(r"\b(?:her|his|him|she|he)\b", text) else None
    return Phrase("clause", re.sub(r"^you\b", "they", theirs) if theirs else f"they {plural(text)}")


def _plain_noun(text: str) -> bool:
    """A topic of a few words: 'Kafka', 'platform migrations', 'payments at Adyen'."""
    parts = re.split(r"[,;] ", text)[1:]
    return (
        len(text.split()) <= 8
        and not any(phrase(part).kind in ("done", "clause") for part in parts)
        and not re.search(r"\b(?:is|are|was|were|has|have|can|will|same|similar|who|I)\b|[;:]", text)
    )

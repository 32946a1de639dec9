"""What the person tells of a mentor, in the forms in which it can be said to them, or of them to somebody else."""

import re

from assistant.skills.outreach.forms import Forms
from assistant.skills.outreach.forms_told import WE_DID
from assistant.skills.outreach.names import Name
from assistant.skills.outreach.phrase import Phrase, phrase
from assistant.skills.outreach.turned import base, turned

_STRANGERS = re.compile(
    r"\W*(?:not at all|no|not|never|none|(?:we (?:have )?|i (?:have )?)?(?:never"
    r"|not)(?: yet)? (?:met|spoken|talked)\b.*|(?:we )?(?:do not|don['’]t) know"
    r"(?: (?:each other|him|her|them))?.*|strangers?|i (?:do not|don['’]t) (?:know (?:him|her"
    r"|them)).*|unknown|we haven['’]t met.*|nothing)\W*",
    re.IGNORECASE,
)
_I_DID = re.compile(
    r"(?:read|heard|saw|attended|watched|follow|followed|listened|took|asked|wrote|sent|met"
    r"|worked|messaged|mailed|e-?mailed|contacted|subscribe)\b",
    re.IGNORECASE,
)
_FELLOWS = (
    r"(?:ex-?|former |old |fellow )?(?:colleagues?|co-?workers?|team ?mates?|classmates?"
    r"|alum(?:ni|nus|na)|fellow students?|neighbou?rs?)"
)
_ABOVE = r"(?:boss|manager|lead|team lead|teacher|professor|lecturer|trainer|supervisor|skip-level(?: manager)?|mentor)"
_HIS_WORK = (
    r"(?:talks?|book|article|blog(?: post)?|post|podcast|paper|course|workshop|newsletter"
    r"|keynote|video|lecture|webinar|essay|series|library|tool|thread)"
)


def role_forms(value: str) -> Forms:
    """The mentor's position as it stands in brackets behind the name."""
    kind, text = phrase(value)
    return {"said": f"who {text}" if kind == "done" else value}


def known_forms(value: str, name: Name, third: bool) -> Forms:
    """How the two know each other. `third`: told to somebody else."""
    if _STRANGERS.fullmatch(value):
        return {} if third else {"none": "we have not met"}
    if third:
        return {}
    if (said := turned(value, name.full)) is None:
        return {}
    if fellows := re.fullmatch(
        rf"(?:my |an? |we (?:are|were) )?(?P<what>{_FELLOWS})(?P<rest>(?: (?:at|from|in) .+)?)", said, re.IGNORECASE
    ):
        what = re.sub(r"s$", "", fellows["what"].lower())
        what = "fellow alumnus" if what.startswith("alum") else what
        return {"as": f"{'an' if what[0] in 'aeio' else 'a'} {what}{fellows['rest']}", "said": said}
    if above := re.fullmatch(
        rf"(?:you (?:are|were) )?(?:my |an? )?(?P<old>(?:former|old|ex-?"
        rf"|previous) ?)?(?P<what>{_ABOVE})(?P<rest>(?: (?:at|from|in) .+)?)",
        said,
        re.IGNORECASE,
    ):
        was = above["old"] or said.lower().startswith("you were")
        return {"ours": f"you {'were' if was else 'are'} my {above['what'].lower()}{above['rest']}", "said": said}
    kind, text = phrase(said)
    if kind == "clause":
        return {"mine" if text.startswith("I") else "ours": text, "said": said}
    if WE_DID.match(said):
        return {"ours": f"we {said[0].lower()}{said[1:]}", "said": said}
    if _I_DID.match(said):
        return {"mine": f"I {said[0].lower()}{said[1:]}", "said": said}
    if re.match(r"(?:from|through|via|by)\s", said, re.IGNORECASE):
        return {"through": f"{said[0].lower()}{said[1:]}", "said": said}
    if re.match(r"(?:at|in|during|on)\s", said, re.IGNORECASE):
        return {"through": f"from {said.split(' ', 1)[1]}", "said": said}
    return {"said": said}


def work_forms(value: str, name: Name, third: bool) -> Forms:
    """What the mentor works on or has done: 'np' follows 'because of', 'clause' follows 'because'."""
    found = of_them(value, name, third)
    if found is None:
        return {}
    kind, text = found
    your = "their" if third else "your"
    if gave := re.match(
        rf"(?P<who>you|she|he|they) (?:gave|wrote|held|published|recorded|delivered) (?:an?"
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
    elif kind in ("noun", "ing") or (kind in ("said", "verb") and _plain_noun(text)):
        text = re.sub(r"^work(?:ing|s)?(?: on)? (?=\S)", "", text)
        forms = {"np": f"{your} work on {text}"}
    else:
        forms = {"said": text}
    return {**forms, "given": "yes"}


def why_forms(value: str, name: Name, third: bool) -> Forms:
    """Why it is this person who is asked."""
    found = of_them(value, name, third)
    if found is None:
        return {}
    kind, text = found
    if kind == "clause":
        return {"clause": text, "given": "yes"}
    if re.match(r"(?:your|her|his|their)\s", text, re.IGNORECASE):
        return {"np": text, "given": "yes"}
    if re.match(r"(?:\w+ ){0,2}?(?:experience|knowledge|expertise|background|career|path)\b", text) and not re.match(
        r"(?:the|an?|my|same|similar)\b", text
    ):
        return {"np": f"{'their' if third else 'your'} {text}", "given": "yes"}
    return {"said": text, "given": "yes"}


def of_them(value: str, name: Name, third: bool) -> Phrase | None:
    """What is said of the mentor, as it is said to them, or of them to a third; None where a pronoun is unclear."""
    if not third:
        said = turned(value, name.full)
        if said is None:
            return None
        kind, text = phrase(re.sub(r"^(?:because|since|as) (?=you|I|we|your)", "", said, flags=re.IGNORECASE))
        if kind == "done":
            return Phrase("clause", f"you {_plural(text)}")
        return Phrase(kind, text)
    kind, text = phrase(re.sub(r"^because (?=she|he|they|I)", "", value, flags=re.IGNORECASE))
    if re.match(r"(?:you|your)\b", value, re.IGNORECASE):
        return None
    return Phrase("clause", f"they {_plural(text)}") if kind == "done" else Phrase(kind, text)


def _plural(done: str) -> str:
    """'leads the team' as it follows 'you' and 'they'."""
    verb, _, rest = done.partition(" ")
    plain = {"has": "have", "is": "are", "was": "were"}.get(verb)
    return f"{plain or (base(verb) if verb.endswith('s') else verb)} {rest}"


def _plain_noun(text: str) -> bool:
    """A topic of a few words: 'Kafka', 'platform migrations', 'payments at Adyen'."""
    return len(text.split()) <= 8 and not re.search(
        r"\b(?:is|are|was|were|has|have|can|will|same|similar|who|I)\b|[;:]", text
    )

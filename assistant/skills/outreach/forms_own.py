"""What the person tells of themselves, wants and gives, in the forms in which it can stand in a letter."""

import re

from assistant.skills.outreach.forms import Forms
from assistant.skills.outreach.indirect import indirect
from assistant.skills.outreach.names import Name
from assistant.skills.outreach.phrase import phrase
from assistant.skills.outreach.turned import base, turned
from assistant.word.phrases import role

_FOR_MENTOR = re.compile(  # what a mentor does, not the person
    r"(?:help|tell|show|teach|give|introduce|coach|challenge|advise|ask|listen to|walk"
    r"|correct) (?:me|us)\b|listen\b|review\b|look (?:at|over|through)\b|read\b"
    r"|check\b|comment\b|share (?:your|how|what)\b|explain (?:to me|how you|your|me)\b|judge\b"
    r"|be honest\b|go through my\b|answer\b",
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
    if (clause := _occupied(value)) is not None:
        return forms | {"clause": clause}
    named = role(value)
    if named is not None:
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


def _occupied(value: str) -> str | None:
    """What somebody does, where it is no title: 'I work in IT', 'I have been a QA for six years'; None for others."""
    if _FIELD.fullmatch(value):
        return f"I work in {' '.join(word if word.isupper() else word.lower() for word in value.split())}"
    if re.fullmatch(r"(?:the )?(?:help|service) ?desk", value, re.IGNORECASE):
        return f"I work at the {value.lower().removeprefix('the ')}"
    if re.match(r"been (?:an?|the|doing|working|in|at)\b", value):
        return f"I have {value}"
    if re.match(r"working (?:as|in|at|for|on|with)\b", value, re.IGNORECASE):
        return f"I am {value[0].lower()}{value[1:]}"
    if (named := role(value)) is not None and _FOR_YEARS.search(named):
        return f"I have been {named}"
    return None


def next_forms(value: str) -> Forms:
    """The position that the person wants: 'be' follows 'become'."""
    named = role(value)
    return {} if named is None or "," in value else {"be": named}


_FIELD = re.compile(
    r"(?:(?:it|customer|technical|software|data|cyber|cloud|information|product|user) )?(?:it|software|data"
    r"|security|operations|ops"
    r"|devops|support|finance|hr|marketing|sales|design|research|product|qa|testing|infrastructure|networking|cloud|healthcare"
    r"|education|banking|insurance|logistics|consulting|engineering|analytics|development|administration)",
    re.IGNORECASE,
)
_FOR_YEARS = re.compile(r" (?:for|since) (?:\d+|an?|two|three|four|five|six|ten|many|some) (?:year|month)s?$")
_WONDERING = re.compile(
    r"(?:(?:I['’]?m|I am)?\s*(?:not (?:so |really )?sure|unsure|wondering|curious|confused|struggling"
    r"|trying to figure out)"
    r"|(?:I['’]?d like|I (?:would like|want|need)|want|would like) to (?:know|understand|learn|figure out|find out)"
    r"|I (?:wonder|(?:don['’]?t|do not) (?:really )?(?:know|understand|get))|(?:no|don['’]?t have any) (?:idea|clue)"
    r"|my question is|the question is|(?:don['’]?t|do not) (?:really )?(?:know|understand)|figure out|find out)"
    r"(?: about| with)?,?\s+(?=(?:how|what|whether|if|which|when|where|why|who)\b)",
    re.IGNORECASE,
)


_HELP = re.compile(
    r"\b(?:feedback|advice|help|support|guidance|reviews?|insights?|perspectives?|views?|opinions?|tips?|ideas?|notes|criticism"
    r"|training|practice|lessons|answers?|introductions?|look|eyes?|thoughts|pointers|coaching|recommendations)\b",
    re.IGNORECASE,
)
_AND_ASKED = re.compile(
    r"[,;] (?:and |so |but )?(?=(?:how|what|which|when|where|why|who|should|can|is|do|am)\b)", re.IGNORECASE
)


def ask_forms(value: str, name: Name, third: bool, aim: bool) -> Forms:
    """What help is wanted. `aim`: it is a goal of the person, never something that the mentor is to do."""
    value = re.sub(
        r"^(?:(?:I(?:['’]d| would)? )?(?:want|need|would like|['’]?d like|like|hope|am (?:trying|hoping)|trying|hoping)"
        r"(?: to| help| some help)? |please )",
        _kept,
        value,
        flags=re.IGNORECASE,
    )
    if (favour := re.match(r"(?:can|could|would|will) you (?:please )?", value, re.IGNORECASE)) and _FOR_MENTOR.match(
        value, favour.end()
    ):
        value = value[favour.end() :]
    value = re.sub(
        r"^(?:just )?(?:want to )?(?:talk|chat|discuss)(?: (?:to|with) you)?(?: about)? (?=(?:how|what|whether)\b)",
        "",
        value,
    )
    value = _WONDERING.sub(
        "", re.sub(r",? but (?:I )?(?:do not|don['’]t) know (?:how|where to start|what to do)$", "", value)
    )
    value = re.sub(r"^if (?=(?:I|it|we|this|that|my|you|there)\b)", "whether ", value)
    value = re.sub(r"^(?:any|some) (?=(?:tips?|advice|feedback|help|ideas?|thoughts|pointers|insights?)\b)", "", value)
    said = value if third else turned(value, name.full)
    said = value if said is None else said
    kind, text = phrase(said)
    if (asked := _AND_ASKED.search(said)) and indirect(said[asked.end() :]) is not None and indirect(said) is None:
        return {"said": f"{said}?"}
    if kind == "question" and indirect(said) is not None:
        return {"said": f"{said}?", "wh": text, "asked": f"{said}?"}
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
    if kind == "noun" and not _HELP.search(text) and not re.match(r"(?:my|our|the|an?)\s", text):
        return {"said": text}
    if kind == "noun" and re.match(r"(?:my|our|the)\s", text):
        return {"said": text, "topic": text}
    forms = {"noun": "np", "question": "wh", "clause": "clause", "ing": "ing"}
    return {"said": text} | ({forms[kind]: text} if kind in forms else {})


def _kept(said: re.Match[str]) -> str:
    return "help " if said[0].strip().lower().endswith("help") else ""

"""How the person and the mentor know each other, in the forms in which it can be said to the mentor."""

import re

from assistant.skills.outreach.forms import Forms
from assistant.skills.outreach.forms_told import WE_DID
from assistant.skills.outreach.hedges import answer
from assistant.skills.outreach.names import Name
from assistant.skills.outreach.phrase import phrase
from assistant.skills.outreach.turned import plural, turned

_STRANGERS = re.compile(
    r"\W*(?:(?:no|nope|nah)\b[,. ]*)?(?:not at all|no|nope|nah|not|not really|not yet|not personally|never|none"
    r"|(?:we (?:have )?|i (?:have )?)?(?:never"
    r"|not)(?: yet)? (?:met|spoken|talked)\b.*|(?:we )?(?:do not|don['’]t) know"
    r"(?: (?:each other|him|her|them))?.*|strangers?|we (?:do not|don['’]t|haven['’]t|have not)"
    r"|i (?:do not|don['’]t) (?:really )?(?:know (?:him|her"
    r"|them)).*|unknown|we haven['’]t met.*|nothing)\W*",
    re.IGNORECASE,
)
_I_DID = re.compile(
    r"(?:read|heard|saw|attended|watched|follow|followed|listened|took|asked|wrote|sent|met"
    r"|worked|messaged|mailed|e-?mailed|contacted|subscribe)\b",
    re.IGNORECASE,
)
_SHARED = re.compile(  # what the mentor may remember too
    r"we (?:\w+ ){0,2}?(?:met|talked|spoke|chatted|worked|studied|sat|had|did|used to|emailed|wrote)\b(?!.*\bnever\b)"
    r"|you (?:were my|(?:\w+ ){1,3}?me)\b",
    re.IGNORECASE,
)
_FELLOWS = (
    r"(?:ex-?|former |old |fellow )?(?:colleagues?|co-?workers?|team ?mates?|classmates?"
    r"|alum(?:ni|nus|na)|fellow students?|neighbou?rs?)"
)
_ABOVE = r"(?:boss|manager|lead|team lead|teacher|professor|lecturer|trainer|supervisor|skip-level(?: manager)?|mentor)"


def known_forms(value: str, name: Name, third: bool) -> Forms:
    """How the two know each other. `third`: told to somebody else."""
    if third:
        return {}
    if (found := answer(value)).no:
        return _strangers_who(found.no, known_forms(found.text, name, third), turned(value, name.full))
    if _STRANGERS.fullmatch(value):
        return {"none": "we have not met"}
    if (said := turned(value, name.full)) is None:
        return {}
    return _beside(said) or _done_together(said)


def _beside(said: str) -> Forms | None:
    """Of colleagues, and of who was above the other; None for other values."""
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
    return None


def _done_together(said: str) -> Forms:
    """Of what one of them did, or both, and of where they know each other from."""
    kind, text = phrase(said)
    if kind == "clause":
        return {"ours" if _SHARED.match(text) else "mine": text, "said": said}
    low = f"{said[0].lower()}{said[1:]}"
    if WE_DID.match(said) and not re.match(r"\w+ (?:with |to )?you\b", said):
        return {"ours": f"we {low}", "said": said}
    if _I_DID.match(said) or WE_DID.match(said) or (kind == "done" and re.search(r"\byou\b", said)):
        return {"mine": f"I {low}", "said": said}
    if kind == "done" and (text.split(" ", 1)[0].endswith("s") or re.search(r"\b(?:me|my|us|our)\b", text)):
        clause = f"you {plural(text)}"
        return {"ours" if _SHARED.match(clause) else "mine": clause, "said": said}
    if re.match(r"(?:only |just |mostly |mainly )?(?:from|through|via|by)\s", said, re.IGNORECASE):
        return {"through": f"{said[0].lower()}{said[1:]}", "said": said}
    if re.match(r"(?:at|in|during|on)\s", said, re.IGNORECASE):
        return {"through": f"from {said.split(' ', 1)[1]}", "said": said}
    return {"said": said}


def _strangers_who(no: str, rest: Forms, said: str | None) -> Forms:
    """How those know each other who have not met, and yet something is between them. `rest`: its forms."""
    met = f"we have {no if no in ('barely', 'hardly', 'not really') else 'not'} met"
    typed = {"said": said} if said else {}
    if "mine" in rest:
        return {"mine": f"{met}, but {rest['mine']}", **typed}
    if "through" in rest:
        return {"mine": f"{met}, but I know you {rest['through']}", **typed}
    return rest if "ours" in rest or "none" in rest else Forms(typed)

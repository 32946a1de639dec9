"""What the person offers in return, in the forms in which it can stand in a letter."""

import re

from assistant.skills.outreach.forms import Forms
from assistant.skills.outreach.names import Name
from assistant.skills.outreach.phrase import phrase
from assistant.skills.outreach.turned import turned

_MAY = re.compile(
    r"(?:I(?:['’]d| can| could| would| will|['’]ll|(?: am|['’]m) (?:able|happy|glad|willing) to)|could|can"
    r"|happy to|glad to)(?: (?:gladly|happily"
    r"|like to|love to|be happy to|be glad to))? (?P<verb>.+)",
    re.IGNORECASE,
)
_OFFERS = re.compile(
    r"(?:pay for|spread|promote|mention|proofread|tweet|endorse|document|intro(?:duce)?|translate|edit|sponsor"
    r"|cook|bake|treat|return|recommend|illustrate|photograph|donate)\s+\S",
    re.IGNORECASE,
)
_KNOWN = re.compile(
    r"I (?:also |really )?know (?:a lot about |much about |about )?(?!how\b|what\b|who\b|many\b|some\b)(?P<what>.+?)"
    r"(?: (?:very |really |quite |pretty )?well| inside out)?"
)


def give_forms(value: str, name: Name, third: bool) -> Forms:
    """What is offered in return: 'can' follows 'I can', 'np' follows 'I can offer'."""
    said = turned(value, name.full, they=True)
    if said is None:
        return {}
    if third:
        said = re.sub(r"\byour\b", f"{name.short}'s", said)
        said = re.sub(r"\byou\b(?! (?:are|were|have|do|can|could)\b)", name.short, said)
    said = re.sub(r"^((?:I (?:can|could) )?)intro (?=\w)", r"\1introduce ", said)
    if _OFFERS.match(said):
        return {"can": f"{said[0].lower()}{said[1:]}"}
    if may := _MAY.fullmatch(said):
        forms = {"can": may["verb"]}
        return forms | ({"could": may["verb"]} if re.match(r"(?:I(?:['’]d| could| would)|could)\b", said) else {})
    if (known := _KNOWN.fullmatch(said)) or (len(said.split()) == 1 and said[0].isupper()):
        return {"np": f"what I know about {known['what'] if known else said}"}
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

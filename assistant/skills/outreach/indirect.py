"""A question as it stands inside a sentence: 'how do I get there' becomes 'how I get there'."""

import re

from assistant.skills.outreach.turned import PAST
from assistant.word.phrases import aim

_SUBJECT = r"(?:I|you|we|they|it|one|she|he|people|someone|somebody|everyone)"
_OWNED = r"(?:my|your|our|the|a|an)(?: [\w-]+){1,2}"  # 'your team', 'the next step'
_AUXILIARY = r"(?:should|can|could|would|will|must|is|are|was|were|am|have|has|do|does|did)"
_WH = r"(?:how|what|which|when|where|who|why)"
_ASKED = re.compile(
    rf"(?:(?P<wh>{_WH}(?: (?!(?:{_AUXILIARY})\b)[\w'’-]+){{0,3}}?) )?(?P<aux>{_AUXILIARY}(?:n['’]t)?) "
    rf"(?P<who>{_SUBJECT}|there)\b(?P<rest>.*)",
    re.IGNORECASE,
)
_DO = re.compile(rf"(?P<wh>{_WH}(?: (?!(?:{_AUXILIARY})\b)[\w'’-]+){{0,3}}?) do (?P<rest>[\w'’-]+ .+)", re.IGNORECASE)
_BE = re.compile(
    rf"(?P<wh>{_WH})(?: (?P<be>is|are|was|were)|['’]s) (?P<what>{_OWNED}) (?P<rest>(?:to|for|of|like|in|at|about"
    rf"|on)\b.+)",
    re.IGNORECASE,
)
_OWNED_ASKED = re.compile(
    rf"(?:(?P<wh>{_WH}(?: (?!(?:{_AUXILIARY})\b)[\w'’-]+){{0,3}}?) )?(?P<aux>should|can|could|would|will|is|are"
    rf"|was|were"
    rf"|does|did) (?P<who>(?:my|your|our|the|an?) [\w-]+) (?P<rest>\w+.*)",
    re.IGNORECASE,
)
_THING = re.compile(
    r"what(?: is|['’]s) (?P<what>(?:the|one|your|my) (?:[\w-]+ ){1,2}(?:that )?(?:I|we|you|one) .+)", re.IGNORECASE
)
_BARE = re.compile(
    r"(?P<aux>are|is) (?P<who>[\w-]+(?: [\w-]+)?) (?P<rest>(?:worth|necessary|needed|useful|important|enough"
    r"|still|really|any good|good)\b.*)",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    rf"(?:[,;] (?:and |or )?| (?:and|or) )(?=(?:{_WH}\b(?: [\w'’-]+){{0,3}}? )?(?:should|can|could|would|is|are|do|does"
    rf"|did|am) {_SUBJECT}\b|{_WH}\b)",
    re.IGNORECASE,
)
_IRREGULAR = {plain: past for past, plain in PAST.items()} | {"know": "knew", "read": "read", "deal": "dealt"}

_STRONG = frozenset(  # whose past is not known here, or doubles its last letter
    """
    buy catch draw drive fall fight fly forget hear hide lose pay pick put quit rise say sell shake sit sleep swim
    stand stop plan strike throw understand wear wake win rewrite rebuild prefer refer stick feel hit
    let set cut split spread spin read travel model
    """.split()
)


def indirect(question: str) -> str | None:
    """The question in the order of a statement, with a small first letter; None where one cannot be sure of it."""
    whole = " ".join(question.split())
    if another := _ANOTHER.search(whole):
        first, second = indirect(whole[: another.start()]), indirect(whole[another.end() :])
        if second is None and re.match(rf"{_WH} to\b", whole[another.end() :], re.IGNORECASE):
            second = whole[another.end() :]
        joint = another[0] if another[0].strip(" ,;") else " and "
        return f"{first}{joint}{second}" if first and second else None
    if asked := _ASKED.fullmatch(whole):
        return _turned_round(asked["wh"], asked["aux"].lower(), asked["who"], asked["rest"].strip())
    if asked := _DO.fullmatch(whole):
        return f"{_small(asked['wh'])} {asked['rest']}"
    if asked := _THING.fullmatch(whole):
        return f"what {asked['what']} is"
    if asked := re.fullmatch(r"when is a (good|bad|better) time (.+)", whole, re.IGNORECASE):
        return f"when it is a {asked[1].lower()} time {asked[2]}"
    if asked := _BE.fullmatch(whole):
        return f"{_small(asked['wh'])} {asked['what']} {(asked['be'] or 'is').lower()} {asked['rest']}"
    if asked := _BARE.fullmatch(whole):
        return f"whether {asked['who']} {asked['aux'].lower()} {asked['rest']}"
    if asked := _OWNED_ASKED.fullmatch(whole):
        verb = asked["rest"].split()[0]
        aux = asked["aux"].lower()
        be = aux in ("is", "are", "was", "were") and re.match(
            r"(?:\w+(?:ed|ing|en)|worth|good|enough|ready|too|still)\b", verb
        )
        if be or (aux not in ("is", "are", "was", "were") and aim(verb) is not None and (asked["wh"] or aux[0] != "d")):
            return _turned_round(asked["wh"], asked["aux"].lower(), asked["who"], asked["rest"])
    return None


def _turned_round(wh: str | None, aux: str, who: str, rest: str) -> str | None:
    who = who if who == "I" else "I" if who == "i" else who.lower()
    begins = _small(wh) if wh else "whether"
    if not rest:
        return None
    if aux in ("do", "don't", "don’t"):
        return f"{begins} {who} {'do not ' if aux != 'do' else ''}{rest}"
    verb, _, after = rest.partition(" ")
    if aux in ("does", "did"):
        said = _third(verb) if aux == "does" else _past(verb)
        return f"{begins} {who} {said} {after}".strip() if said else None
    if "n" in aux and aux.endswith("t"):
        return None
    return f"{begins} {who} {aux} {rest}"


def _third(verb: str) -> str | None:
    special = {"have": "has", "do": "does", "go": "goes", "be": "is"}
    if verb in special:
        return special[verb]
    if not re.fullmatch(r"[a-z]+", verb):
        return None
    if verb.endswith(("s", "sh", "ch", "x")):
        return f"{verb}es"
    return f"{verb[:-1]}ies" if re.search(r"[^aeiou]y$", verb) else f"{verb}s"


def _past(verb: str) -> str | None:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if aim(verb) is None or verb in _STRONG:
        return None
    if verb.endswith("e"):
        return f"{verb}d"
    return f"{verb[:-1]}ied" if re.search(r"[^aeiou]y$", verb) else f"{verb}ed"


def _small(wh: str) -> str:
    return wh[0].lower() + wh[1:]

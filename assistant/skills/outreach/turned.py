"""Turn what is said of a mentor into what is said to them: 'she gave a talk' becomes 'you gave a talk'."""

import re
from functools import partial

SAME = frozenset("read put set let cut hit cost quit split spread".split())  # in the past as in the present
PAST = {  # irregular verbs that are said of what a mentor did: past form -> the form that follows 'to'
    "gave": "give", "led": "lead", "built": "build", "wrote": "write", "went": "go", "made": "make", "ran": "run",
    "took": "take", "spoke": "speak", "taught": "teach", "grew": "grow", "held": "hold", "got": "get", "told": "tell",
    "showed": "show", "sent": "send", "met": "meet", "left": "leave", "found": "find", "brought": "bring",
    "kept": "keep", "thought": "think", "came": "come", "became": "become", "began": "begin", "won": "win",
    "spent": "spend", "helped": "help", "said": "say", "saw": "see", "stood": "stand", "sat": "sit", "chose": "choose",
    "rewrote": "rewrite", "rebuilt": "rebuild", "drew": "draw",
    "rose": "rise", "broke": "break", "did": "do", "had": "have",
}  # fmt: skip
_ADVERB = (
    r"(?:(?:also|still|now|never|always|often|really|already|just|only|once|recently|later"
    r"|then|first|both|sometimes|usually|actually|currently|kindly)\s+)*"
)
_SUBJECT = re.compile(
    rf"\b(?P<who>she|he)(?P<short>['’](?:s|d|ll))?\s+(?P<adverb>{_ADVERB})(?P<verb>[\w'’]+)", re.IGNORECASE
)
_AUXILIARY = {
    "is": "are", "was": "were", "has": "have", "does": "do", "isn't": "aren't", "wasn't": "weren't",
    "hasn't": "haven't", "doesn't": "don't", "isnt": "aren't", "wasnt": "weren't",
}  # fmt: skip
_ANOTHER = re.compile(  # somebody else whom a pronoun may mean
    r"\b(?:my|our|a|an|the|their)\s+(?:\w+\s+)?(?:boss|manager|lead|leader|director|colleague"
    r"|colleagues|team|teams|mate|owner|partner"
    r"|husband|wife|friend|client|customer|customers|cto|cio|ceo|vp|people|engineers"
    r"|developers|juniors|stakeholders|peers"
    r"|reports|managers|directors|users)\b",
    re.IGNORECASE,
)
_POINTED = re.compile(  # somebody else, who speaks of the mentor
    r"(?:my|an?|our)\s+(?:\w+\s+)?\w+\s+(?:recommended|suggested|mentioned|knows|pointed me to"
    r"|told me (?:to (?:ask|write to|talk to)"
    r"|about))\s+(?:her|him|them)\b[^,;]*$",
    re.IGNORECASE,
)
_NO_NOUN = frozenset(
    """
    and or but to in at on for with from by about of when while because so that if as after before since
    through into one two three four five six seven eight nine ten some many more a an the this these those
    last yesterday today once twice again there here how what why then well
    """.split()
)
_S_KEPT = frozenset("focus process discuss miss pass express address assess access press stress guess".split())
_SECOND_VERB = re.compile(
    r"(?P<link>\b(?:and|or|but|then)\s+(?:(?:also|still|now|then)\s+)?)(?P<verb>[a-z]+s)\b(?=\s+\w)"
)
_PLURAL_OR_VERB = frozenset(
    "talks courses reviews reports plans designs shows works studies tests updates tools visits".split()
)


def turned(value: str, name: str = "", they: bool = False) -> str | None:
    """Said to the person whom 'she', 'he' or their name means; None where one cannot tell whom a pronoun means.

    `they`: whether 'them' can mean nobody but the reader, as in what is offered to them.
    """
    value = _named(value, name)
    they = they or bool(re.match(r"(?:they|their)\b", value, re.IGNORECASE))
    pointed = _POINTED.match(value)
    if not pointed and re.search(r"\b(?:she|he|her|his|him|hers)\b", value, re.IGNORECASE) and _ANOTHER.search(value):
        first = re.match(r"(?:she|he|her|his)\b", value, re.IGNORECASE)
        if not first or len(re.findall(r"\b(?:she|he|her|his|him|hers)\b", value, re.IGNORECASE)) > 1:
            return None
    agreed = bool(re.search(r"\b(?:she|he)\b", value, re.IGNORECASE))
    value = _SUBJECT.sub(_agreed, value)
    if agreed:
        value = _SECOND_VERB.sub(partial(_also_agreed, value), value)
    if they:
        value = re.sub(r"\bthey['’]re\b", "you're", value, flags=re.IGNORECASE)
        value = re.sub(r"\bthey\b", "you", value, flags=re.IGNORECASE)
        value = re.sub(r"\btheir\b", "your", value, flags=re.IGNORECASE)
        value = re.sub(r"\bthem\b", "you", value, flags=re.IGNORECASE)
    value = re.sub(r"\b(?:herself|himself)\b", "yourself", value, flags=re.IGNORECASE)
    value = re.sub(r"\bhers\b", "yours", value, flags=re.IGNORECASE)
    value = re.sub(r"\bhim\b", "you", value, flags=re.IGNORECASE)
    return re.sub(r"\b(?:her|his)\b(?=(?:\s+(?P<next>[\w'’-]+))?)", _possessive, value, flags=re.IGNORECASE)


def base(verb: str) -> str:
    """The form that follows 'you' of one that follows 'she': 'teaches' -> 'teach'."""
    if verb.endswith("ies") and len(verb) > 4:
        return f"{verb[:-3]}y"
    if verb.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return verb[:-2]
    if verb.endswith("ses") and verb[:-2] in _S_KEPT:
        return verb[:-2]
    return verb[:-1]


def plural(done: str) -> str:
    """'leads the team' as it follows 'you' and 'they'."""
    verb, _, rest = done.partition(" ")
    plain = {"has": "have", "is": "are", "was": "were"}.get(verb)
    return f"{plain or (base(verb) if verb.endswith('s') else verb)} {rest}"


def gerund(verb: str) -> str | None:
    """What follows 'thank you for': 'gave' -> 'giving', 'reviewed' -> 'reviewing'; None for what is no past form."""
    if verb in SAME or (verb in PAST and PAST[verb] in ("run", "get", "win", "sit", "begin")):
        plain = PAST.get(verb, verb)
        return f"{plain}{'' if plain in ('read', 'spread', 'cost') else plain[-1]}ing"
    if verb in PAST:
        plain = PAST[verb]
        return f"{plain[:-1] if plain.endswith('e') and not plain.endswith('ee') else plain}ing"
    if verb.endswith("ied"):
        return f"{verb[:-3]}ying"
    if verb.endswith("eed"):
        return f"{verb[:-1]}ing"
    return f"{verb[:-2]}ing" if verb.endswith("ed") and len(verb) > 4 else None


def _named(value: str, name: str) -> str:
    """The reader's own name in what is said of them becomes 'you'."""
    for part in sorted({name, *name.split()}, key=len, reverse=True):
        if len(part) > 2:
            value = re.sub(rf"\b{re.escape(part)}['’]s\b", "her", value, flags=re.IGNORECASE)
            value = re.sub(rf"^{re.escape(part)}\b(?=\s+\w)", "she", value, flags=re.IGNORECASE)
            value = re.sub(rf"\b{re.escape(part)}\b", "you", value, flags=re.IGNORECASE)
    return value


def _agreed(said: re.Match[str]) -> str:
    verb, short = said["verb"], (said["short"] or "").replace("’", "'").lower()
    if short in ("'d", "'ll"):
        return f"you{short} {said['adverb']}{verb}"
    if short:
        have = re.fullmatch(r"\w+ed|been|built|done|led|run|written|given|gone|made|taken|taught|had", verb)
        return f"you {'have' if have else 'are'} {said['adverb']}{verb}"
    lower = verb.lower().replace("’", "'")
    if lower in _AUXILIARY:
        verb = _AUXILIARY[lower]
    elif lower.endswith("s") and not lower.endswith("ss"):
        verb = base(lower)
    return f"you {said['adverb']}{verb}"


def _also_agreed(value: str, said: re.Match[str]) -> str:
    before = value[: said.start()].split()
    lists_nouns = bool(before) and before[-1].rstrip(",").endswith("s") and said["verb"] in _PLURAL_OR_VERB
    verb = said["verb"]
    if lists_nouns or verb.endswith("ss") or verb in ("as", "us", "this", "its", "always", "sometimes", "perhaps"):
        return said[0]
    if verb not in _AUXILIARY and not _is_verb(verb):
        return said[0]
    return said["link"] + (_AUXILIARY.get(verb) or base(verb))


def _is_verb(verb: str) -> bool:
    from assistant.word.phrases import aim

    return aim(base(verb)) is not None


def _possessive(said: re.Match[str]) -> str:
    following = (said["next"] or "").lower()
    owns = following and not following[0].isdigit() and following not in _NO_NOUN and not following.endswith("ly")
    return (
        "your" if owns or (said[0].lower() == "his" and following) else "yours" if said[0].lower() == "his" else "you"
    )

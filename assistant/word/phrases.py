"""Fit the person's own words into a sentence, whatever their grammar. Pure functions.

A value may be a noun, a verb, a clause or a fragment. Each function knows the forms that it can build a plain sentence
from and returns None, or the words behind a colon, for all others: rather a label than broken English.
"""

import re
from collections.abc import Sequence

_VERBS = frozenset(  # in the form that follows "to"
    """
    accept achieve act add agree appear apply argue arrange ask attend attract automate avoid be become begin
    bring build buy calm catch chair change check choose clear close coach collect communicate complete conduct
    connect contribute convince cover create cut debug decide decrease define delegate deliver deploy describe
    design develop discuss do document double draft draw drive drop earn end enforce engage enjoy establish
    estimate expand explain explore extend facilitate fail feel figure fill find finish fix follow form gain get
    give go grow guide halve hand handle have hear help hire hold host identify implement improve increase
    influence inspire integrate interview introduce invest join judge keep know land launch lead learn leave let
    lift listen locate look lose lower maintain make manage map market master measure meet mentor merge migrate
    model moderate modernise motivate move negotiate network offer open operate optimise organise organize own
    pass perform persuade pick pitch plan play prepare present prevent prioritise prioritize propose protect
    prove publish push put quit raise reach read rebuild recognise recover reduce refactor refuse release
    remember remove renew repair replace reply report represent require resolve retire review rewrite rise run
    save say scale secure see sell send set shadow shape share ship shorten show simplify sit sleep soften solve
    sort speak specialise specialize spend split stand standardise start stay step stop strengthen structure
    study submit succeed support survive switch take talk teach tell test think tidy track train translate
    travel try turn understand unify update upgrade use visit volunteer wait walk win work write
    """.split()
)
_AIM = re.compile(
    r"(?:to )?(?P<no>not |no longer )?(?P<how>finally |also )?(?P<verb>[A-Za-z]+)(?P<rest>(?![\w-]).*)",
    re.IGNORECASE | re.DOTALL,
)
_ROLE = re.compile(
    r"\b(?:engineer|developer|dev|programmer|coder|tester|architect|admin|sysadmin|administrator|dba|sre|analyst|lead"
    r"|leader|manager|owner|master|consultant|contractor|freelancer|specialist|expert|scientist|researcher|designer|coach"
    r"|trainer|teacher|technician|officer|auditor|operator|advisor|adviser|supporter|director|head|chief|principal"
    r"|coordinator|controller|writer|pentester|intern|trainee|apprentice|student|founder|cto|cio|ciso|ceo|vp|pm|po|ba|qa)\b",
    re.IGNORECASE,
)
_BEFORE_PLACE = re.compile(r"\s(?:in|at|for|of|with|on|by|since|who|that|from|near)\s|[,(/;]", re.IGNORECASE)
_NO_ARTICLE = re.compile(r"(?:head|chief|director|vp|cto|cio|ciso|ceo|an?|the|my|our|one|some|two)\b", re.IGNORECASE)
_SPELT_WITH_A_VOWEL = frozenset("AEFHILMNORSX")
_SAID_AS_CONSONANT = re.compile(r"^(?:u(?:x|i|ni|se|ser|s)|eu|one)", re.IGNORECASE)
_TIMES = (
    r"(?:an?|\d+(?:[-–]\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen"
    r"|a couple of|a few|half an?)"
)
_SPAN = re.compile(
    rf"(?:(?:about|around|roughly|some|max(?:imum)?|at most|less than) )?{_TIMES}(?: or {_TIMES})?(?: and a half)?"
    r"[\s-]*(?:days?|weeks?|wks?|months?|mths?|quarters?|years?|yrs?|y|m)\b",
    re.IGNORECASE,
)
_READY = re.compile(
    r"(?:by|until|till|before|in|within|on|at|after|during|this|next|once|when|as soon as|over|tomorrow|soon"
    r"|sometime)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|christmas|easter)s?\b"
)
_LEADS = re.compile(r"(?:In|By|Within|Before|Next|End|The|Until|About|Around|Early|Mid|Late|Maybe|Sometime)\b")
_CLAUSE = re.compile(
    r"(?:(?:i|he|she|they|we|it|you)\b(?!['’]?s own)|my [\w-]+ (?:is|are)\b"
    r"|(?:nobody|everyone|everybody|someone|somebody|people|others)\b(?! (?:who|with|that|from|whose|to|in|at|like"
    r"|outside)\b))",
    re.IGNORECASE,
)
_SUBJECT_AND_VERB = 2  # words that are no clause yet
_I = re.compile(r"(?<![\w'’.-])i(?=['’\s]|$)")


def when(date: str) -> str:
    """A date as it stands at the end of a clause: 'by June', 'within two years', 'next autumn'."""
    date = _NAMED.sub(lambda match: match[0].capitalize(), date)
    date = date[0].lower() + date[1:] if _LEADS.match(date) else date
    if date.strip(" .!").lower() == "asap":
        return "as soon as possible"
    if _READY.match(date):
        return date
    return f"within {date}" if _SPAN.match(date) else f"by {date}"


def aim(goal: str) -> str | None:
    """A goal as what follows 'I want': 'to pass the exam'; None where it does not begin with a verb."""
    said = _AIM.fullmatch(goal.strip())
    if said is None or said["verb"].lower() not in _VERBS or said["verb"].isupper():
        return None
    verb = said["verb"][:1].lower() + said["verb"][1:]
    return f"{(said['no'] or '').lower()}to {said['how'] or ''}{verb}{said['rest']}"


def role(value: str) -> str | None:
    """A position as what follows 'I am': 'a DBA at a bank'; None where it does not name what somebody is."""
    value = re.sub(r"^(?:as|to be|to become|be|become|being|becoming)\s+", "", value.strip(), flags=re.IGNORECASE)
    head = _BEFORE_PLACE.split(value)[0]
    found = list(_ROLE.finditer(head))
    if not found or len(head.split()) > 6 or re.match(r"\w+ing\s+(?:an?|the|my|our)\b", head):
        return None
    if found[-1].end() < len(head.rstrip()) and not re.match(r"(?:head|chief|director|principal|vp)\b", head, re.I):
        return None  # 'lead a team', 'developer experience': the word for a person must come last
    return value if _NO_ARTICLE.match(value) else f"{article(value)} {value}"


def article(noun: str) -> str:
    """'an' before 'SRE', 'architect' and 'hour', 'a' before 'UX designer' and 'DBA'."""
    first = re.match(r"[\w]+", noun)
    word = first[0] if first else noun
    letters = word.isupper() or word.lower() in ("sre", "sap", "hr", "erp", "it", "ml", "ai")
    if letters and len(word) <= 4:
        return "an" if word[0].upper() in _SPELT_WITH_A_VOWEL else "a"
    if word.lower().startswith(("hour", "honest", "honou", "heir")):
        return "an"
    return "a" if _SAID_AS_CONSONANT.match(word) or word[:1].lower() not in "aeiou" else "an"


def clause(value: str) -> str | None:
    """A value that is a clause of its own, as one: 'I stay calm', 'he stops asking'; None for any other."""
    value = value.strip()
    if not _CLAUSE.match(value) or len(value.split()) <= _SUBJECT_AND_VERB:
        return None
    return _I.sub("I", value[0].lower() + value[1:])


def listed(values: Sequence[str]) -> str:
    """'a, b and c'; set apart by semicolons where a value is long or has a comma itself."""
    if any("," in value or " and " in value or len(value.split()) > 6 for value in values):
        return "; ".join(values)
    return values[0] if len(values) == 1 else f"{', '.join(values[:-1])} and {values[-1]}"


def sentence(text: str) -> str:
    """With a capital and a full stop; 'i' said of oneself gets its capital too."""
    text = _I.sub("I", text.strip())
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!", "…")) else text + "."

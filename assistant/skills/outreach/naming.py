"""Whether a message calls its reader by one name, and by the right one. Pure functions."""

import re
import unicodedata
from collections.abc import Sequence

from assistant.skills.outreach.anatomy import Anatomy, Place, is_title
from assistant.skills.outreach.surface import Wrong
from knowledge.spelling import english_frequencies

_SAME = tuple(  # short forms that do not begin like the name
    frozenset(pair.split("/"))
    for pair in (
        "bob/robert", "bill/william", "liz/elizabeth", "beth/elizabeth", "dick/richard", "rick/richard",
        "peggy/margaret", "meg/margaret", "tony/anthony", "jack/john", "ted/edward", "jim/james", "kate/catherine",
        "kate/katherine",
        "sasha/alexander", "sasha/alexandra", "misha/mikhail", "pepe/jose", "paco/francisco", "hans/johannes",
        "harry/henry", "mike/michael", "mick/michael", "dave/david", "chuck/charles", "kasia/katarzyna",
        "gosia/malgorzata", "zhenya/evgeny", "dima/dmitry", "vova/vladimir", "steve/stephen",
    )
)  # fmt: skip
_NAME = r"[^\W\d_a-zà-öø-ÿ][\w'’\-]+"
_ADDRESSED = re.compile(  # 'thanks, Anna,' ... and whatever is said to somebody by name
    r"\b(?i:(?:many )?thanks(?: again| so much| a lot| a million)?|thank you(?: again| so much| very much)?"
    r"|cheers|sorry|please|congratulations|hi|hello|hey|dear)"
    rf"[, ]+(?:(?:Mr|Mrs|Ms|Dr|Prof)\.? )?(?P<name>{_NAME})(?=[,.!?:;\n]|\s*$)"
    rf"|(?:^|(?<!\b\w)(?<!Mr)(?<!Ms)(?<!Dr)(?<!Mrs)(?<!Prof)[.!?]\s+)(?P<first>{_NAME}), "
    r"(?=(?:I|We|we|your|you|could|would|can|may|thank|do|if|is|are|what|how)\b)"
    rf"|,\s(?:(?:Mr|Mrs|Ms|Dr|Prof)\.? )?(?P<last>{_NAME})(?=[.!?](?:\s|$))"
    rf"|,\s(?:Mr|Mrs|Ms|Dr|Prof)\.? (?P<titled>{_NAME})(?=,\s)",
    re.MULTILINE,
)
_ORDINARY = 3_000  # how often a word was seen that may begin a sentence before a comma without being a name
_PERSON = re.compile(  # 'my manager, Mrs Gillespie,' names the manager
    r"\b(?:boss|manager|lead|head|director|colleague|friend|mentor|teacher|professor|wife|husband|partner|chief|officer"
    r"|supervisor|recruiter|founder|engineer|developer|architect|coach|sponsor|predecessor|successor|neighbou?r"
    r"|(?:great|grand)?(?:mother|father|son|daughter)|brother|sister|C[A-Z]O|VP|person|woman|man|lady|called|named)"
    r"(?: (?:of|at|from|for) [\w .&'’-]{2,30})?$",
    re.IGNORECASE,
)
_TITLED = re.compile(rf"\b(?P<title>Mr|Mrs|Ms|Dr|Prof|Professor)\.? (?P<name>{_NAME})")
_SELF = re.compile(rf"\b(?:I am|I'm|I’m|my name is|this is|it's|it’s)\s+(?P<name>{_NAME})(?:\s+(?P<more>{_NAME}))?")
_NO_NAMES = frozenset(
    """wow oh right great look listen honest frankly luckily sadly ideally lately recently apparently again all
    anyway also and but best cheers first second third finally however meanwhile lastly overall honestly so
    actually well yes no sure ok okay please thanks thank hello hi hey dear team everyone everybody folks there
    for monday tuesday wednesday thursday friday saturday sunday today tomorrow now then still too either though
    january february march april may june july august september october november december regards sincerely sir
    madam if when as since while after before until by in on at to from with i we you he she it they this that
    of course way germany berlin london paris java python kubernetes linux english german mr mrs ms dr prof
    professor danke merci grazie gracias obrigado obrigada tack takk kiitos asante shukran arigato spasibo
    murakoze mahalo""".split()
)


def plain(name: str) -> str:
    """Without accents, capitals and what is not a letter, so that 'Ünal' and 'Unal' are one."""
    parted = unicodedata.normalize("NFKD", name.replace("ø", "o").replace("ł", "l").replace("ß", "ss"))
    return "".join(c for c in parted if c.isalpha()).casefold()


def is_same(one: str, other: str) -> bool:
    """Whether two names may be those of one person: equal, or one a short form or the first letter of the other."""
    a, b = plain(one), plain(other)
    if not a or not b or a == b or (1 in (len(a), len(b)) and a[0] == b[0]):
        return True
    short, long = sorted((a, b), key=len)
    return (len(short) >= 2 and long.startswith(short)) or (len(short) >= 3 and short in long) or {a, b} in _SAME


def wrong_names(text: str, parts: Anatomy, known: Sequence[str] = ()) -> list[Wrong]:
    """Where the reader is called by a name that is not theirs.

    `known`: the parts of the reader's name, where it is known; else the greeting counts, and what contradicts it.
    """
    greeted = [text[slice(*place)] for place in parts.names]
    if known and greeted and not any(is_same(name, part) for name in greeted for part in known):
        return [Wrong("name", parts.names[0][0], parts.names[-1][1], _called(text, parts, known))]
    right, own = [*known, *greeted], _senders(text, parts)
    others = [
        Wrong("name", *place, right=_called(text, parts, known))
        for place in (_addressed(text, parts) if right else ())
        if not any(is_same(text[slice(*place)], each) for each in (*right, *own))
    ]
    return others or _nearly_alike(text, greeted)


def _called(text: str, parts: Anatomy, known: Sequence[str]) -> str | None:
    """What the reader is to be called in the place of one wrong name: as the greeting does, by first or last name."""
    if not known or not parts.greeting or not parts.names:
        return None
    titled = any(is_title(word.rstrip(",")) for word in text[parts.greeting[0] : parts.names[0][0]].split())
    name = known[-1] if titled else " ".join(known) if len(parts.names) > 1 else known[0]
    return name if len(plain(name)) > 1 else None


def _nearly_alike(text: str, greeted: Sequence[str]) -> list[Wrong]:
    """'Mr Lavoie' and then 'Mr Lavigne': people with a title whose names begin alike are one, and one name is wrong."""
    seen: list[tuple[str | None, str]] = [(None, name) for name in greeted]
    for match in _TITLED.finditer(text):
        name, title = match["name"], match["title"]
        for before, other in seen:
            a, b = plain(name), plain(other)
            if before in (None, title) and a[:3] == b[:3] and len(b) > 3 and not is_same(name, other):
                return [Wrong("name", *match.span("name"))]
        seen.append((title, name))
    return []


def _addressed(text: str, parts: Anatomy) -> list[Place]:
    """Names in the body that the reader is called by; none at the very end, where one signs."""
    begin = parts.greeting[1] if parts.greeting else parts.body
    found = []
    for match in _ADDRESSED.finditer(text, begin, parts.closing):
        group = next(name for name, said in match.groupdict().items() if said is not None)
        name = match[group]
        if not name[0].isupper() or name.lower() in _NO_NAMES or name.isupper():
            continue
        if group == "first" and english_frequencies().get(name.lower(), 0) > _ORDINARY:
            continue  # 'Further, I ...'
        if group in ("last", "titled") and not _calls(text, match.start(), titled="titled" in group):
            continue
        if text[match.end(group) :].strip(" \t\r\n,.!-"):
            found.append(match.span(group))
    return found


def _calls(text: str, comma: int, titled: bool) -> bool:
    """Whether a name behind a comma is called, and is not in a list, nor names whoever stands before the comma."""
    said = re.split(r"[.!?\n]", text[:comma])[-1]
    if _PERSON.search(said) or ("," in said and not titled):
        return False
    return titled or bool(re.search(r"\b(?:I|you|your|we|thanks|thank|glad|great|nice)\b", said, re.IGNORECASE))


def _senders(text: str, parts: Anatomy) -> list[str]:
    signed = re.findall(r"[^\W\d_][\w'’\-]*", text[parts.closing :])
    named = [name for match in _SELF.finditer(text) for name in match.groups() if name]
    unsigned = parts.sentences and parts.closing == len(text)
    tail = re.findall(_NAME, text[slice(*parts.sentences[-1])])[-2:] if unsigned else []
    return [*(word for word in signed if word[0].isupper() or len(signed) <= 2), *named, *tail]

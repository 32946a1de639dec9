"""A reply to a question about a message to a mentor: whom, what for, how much, in return for what. Pure functions.

Every value is an exact piece of what was typed.
"""

import re

from assistant.brief import CANDIDATE_PARTS
from assistant.commands import ABOUT, Command, Tell, TellOf
from assistant.moves import Topic
from assistant.skills.outreach.fit import has_size
from assistant.understand.names import IS_ROLE, RELATION, RELATION_NOUN, ROLE, name_at
from assistant.understand.particulars import (
    GIVES,
    KNOWN,
    SIZE,
    WHY,
    first_group,
    letter_part,
    own_role,
    reader_part,
    told_in,
)
from assistant.understand.trim import EDGE
from knowledge.text import words

_NAME = 6  # words of a reply that may be a name
_ANSWER = 60  # words of a reply that is taken whole: more is no answer
_ASIDE = re.compile(r"^\W*(?:by the way|btw|oh,? (?:and|also)|also,?|besides)\b", re.IGNORECASE)
_QUESTION = re.compile(
    r"\?\s*$|^\W*(?:(?:what|who|where|when|which|should|do|does|is|are|may|would)\b|(?:can|could) (?:i|you|u|we|he|she|they|it|this|that|the|a|my|his|her)\b|how (?:long|many|much|often|do|should|can|is|formal|soon)\b|why (?:do|should|is|does|not)\b)",
    re.IGNORECASE,
)
_LEAD: dict[Topic, re.Pattern[str]] = {
    "own_name": re.compile(r"^(?:(?:well|ok|just|please|sure|it['’]?s|that['’]?s|my name is|i am|i['’]m|im|call me|sign(?: it)?(?: as| with)?|as)\b[\s,:]*)+", re.IGNORECASE),
    "size": re.compile(r"^(?:(?:well|maybe|perhaps|i think|i guess|say|just|about|let['’]?s say|probably|make it|no|rather|sorry)\b[\s,:]*)+", re.IGNORECASE),
}  # fmt: skip
_HESITATES = re.compile(
    r"^(?:(?:well|hm+|um+|uh+|oh|ok|okay|so|yes|yeah|honestly|probably|maybe|perhaps|i guess|i think|i would say|i['’]?d say|mostly|mainly|basically|because)\b[\s,.:]*)+",
    re.IGNORECASE,
)
_TRAILS = re.compile(
    r"(?:[\s,]+(?:maybe|perhaps|please|i guess|i think|if possible|or so|that['’]?s all))+[\s.!]*$", re.IGNORECASE
)
_IS_MINE = re.compile(
    rf"(?P<it>(?:(?:she|he)(?:['’]?s| is| was| used to be)|they(?:['’]?re| were| are)) my (?:\w+ )?{RELATION_NOUN}\b(?: already)?"
    r"(?: (?:until|till|before|for|in|at|from|when)\b[^.;,!?\n]*)?)",
    re.IGNORECASE,
)
_IS_ASK = re.compile(  # what help is wanted, whatever was asked
    r"(?:(?:i['’]?(?:d| would) like|i want|i need|want|need) )?(?:to (?:ask|learn|know|hear|understand)\b|how to\b|whether (?:to|i)\b"
    r"|(?:advice|tips?|help|guidance|feedback) (?:on|with|about|for)\b)",
    re.IGNORECASE,
)
_OFFERS = re.compile(
    r"i(?:['’]?d| (?:can|could|would|will|might))(?: also| gladly| happily| only| maybe)* "
    r"(?!(?:not?|use|like|love|need|want|know|learn|ask|understand|be|have|get|rather|prefer|say|think|never|really|do with)\b)[a-z]+",
    re.IGNORECASE,
)
_SIZE_BEHIND = re.compile(
    r"(?:[.;]\s+|,\s+)(?P<it>(?:(?:maybe|just|about|say|for)\s+)*[^.,;!?]{2,30})[\s.!]*$", re.IGNORECASE
)
_RESIZES = re.compile(  # 'make 10 min instead'
    rf"(?:(?:ok|no|please|pls|rather|better|maybe)[\s,]+)*(?:make|say|take|ask)(?: (?:it|that|for|only|just|him|her))* {SIZE.pattern}"
    r"(?: (?:instead|rather|please|pls|then))*[\s.!]*$",
    re.IGNORECASE,
)
_SAID_BEHIND = re.compile(  # to us: 'how she moved her testers, I say it third time now'
    r"[\s,;.–-]+(?:said (?:it |that |this )?already|(?:(?:as|like) )?i (?:already |just |have )*(?:said|say|told|tell|wrote|repeat)(?:(?: you| u| it| that| this| already| before| now| again)\b|(?: \w+){0,2} times?\b)*)[\s.!]*$",
    re.IGNORECASE,
)
_SAYS_THAT = re.compile(
    r"^\W*(?:(?:and|also|please|pls|ok|oh)\b[\s,]*)*(?:write|say|mention|add|put|tell (?:her|him|them))(?: also| in| there)?(?: that\b|:)",
    re.IGNORECASE,
)
_TO_US = re.compile(  # what is to be done, and no piece of the letter
    r"^\W*(?:(?:ok|okay|now|so|please|pls|no|but)\b[\s,]*)*(?:(?:take|leave) (?:\w+ ){1,4}?(?:out|away)\b|(?:scratch|remove|delete|erase|scrap)\b"
    r"|(?:don['’]?t|do not) (?:ask|say|mention|write|offer|include|put|tell)\b|instead of\b|make it (?!\d|an?\b|half|one|two|thirty|twenty)"
    r"|(?:change|replace|translate|rewrite|shorten|shorter|longer)\b)",
    re.IGNORECASE,
)
_SURELY = re.compile(
    r"(?:[\s,]+(?:obviously|of course|ofc|please|pls|plz|i think|i guess|then|maybe|again|right|sure|duh))+[\s.!]*$",
    re.IGNORECASE,
)
_WHAT_FOR = re.compile(r"\b(?:about|how|whether|why)\b", re.IGNORECASE)
_AS_SAID = re.compile(  # to us, and not to the reader: 'i told you, 20 minutes'
    r"^(?:(?:i (?:already |just )?(?:told|said|say|wrote)(?: (?:you|u))?(?: (?:that|this|it))?(?: already)?|already (?:said|told(?: you)?|mentioned)|as i (?:already )?said|like i said|(?:the )?same(?: as before)?"
    r"|dunno|idk|no idea|not sure|hm+|lol|ugh|again)\b[\s,.:!]*)+(?=\S)",
    re.IGNORECASE,
)
_SIGNS = re.compile(
    r"[\s,.;:)!]*(?:\b(?:and|btw|also)\b[\s,]*)?\b(?:my name is|sign (?:it )?(?:as|with))\s+(?P<it>[^\W\d_][\w'’.-]*(?: [A-ZÀ-Þ][\w'’.-]*)*)[\s.!]*$",
    re.IGNORECASE,
)
_OF_US = re.compile(
    r"(?:^|(?<=[.!?]))\s*(?:(?:ok |now |just |so |and )*(?:write|draft|send|finish|do) (?:it|that|the (?:message|mail|letter|draft))\b|show me|can (?:you|u|i)|could (?:you|u|i)|please|pls|what about)\b[^.!?]*[.!?]*\s*$",
    re.IGNORECASE,
)
_MET = re.compile(  # and not what they saw or heard of somebody's work
    r"(?:(?:we|i) (?:once |briefly |have |both |had |already )*(?:met|worked together|know each other|were|talked|spoke)\b"
    r"|(?:we|i) (?:have never|haven['’]?t|never|do not|don['’]?t) (?:met|know|spoken|talked)\b"
    r"|(?:never )?met (?:her|him|them)\b)(?! (?:her|his|their) )",
    re.IGNORECASE,
)
_WHOM = re.compile(
    r"^(?:(?:well|ok|sure|hm+|it['’]?s|that['’]?s|to|for|the|her name is|his name is|their name is|she['’]?s called|he['’]?s called|i want to write to|i would like to write to|no|sorry)\b[\s,:]*)+",
    re.IGNORECASE,
)
_OF_ONESELF = re.compile(r"[Ii]['’]?(?:m|ve|d|ll)?(?![\w.'’-])(?<!Im)")  # "I am ..."; Im may be a name, and so may "I."
_NAMED = re.compile(r"\s*(?:[,:(]|[–-](?=\s)|(?:named|called)\b)\s*", re.IGNORECASE)  # "my old boss, Ana"
_I_AM = re.compile(r"(?:i['’]?m|i am)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"\s+(?!(?:and|from|of|at|here|by|in|but|so|btw|lol|please|pls|thanks|thx)\b)\w", re.IGNORECASE)


def answered(message: str, topic: Topic) -> list[Command]:
    """A reply to what was asked for a letter, whole; nothing where it is none.

    What is said to us in it is no piece of the answer, and a name to sign with is a fact of its own.
    """
    said = message.strip()
    if topic != "own_name" and (signed := _SIGNS.search(said)) and signed.start() > 0:
        own = Tell(slot="own_name", value=signed["it"], quote=signed["it"])
        return [own, *answered(said[: signed.start()], topic)]
    said = _AS_SAID.sub("", _OF_US.sub("", said).strip() or said)
    said = _SAID_BEHIND.sub("", said) or said
    if (placed := _of_another(said, topic)) is not None:
        return placed
    if _ASIDE.match(said) or _TO_US.match(said) or _SAYS_THAT.match(said) or len(words(said)) > _ANSWER:
        return []
    if topic != "ask" and re.search(r"\?\s+\S", said):  # 'And if he does not answer? I won't beg.'
        return []
    if _QUESTION.search(said) and not (topic == "ask" and not said.endswith("?")):
        return []
    if topic in ("name", "contact", "own_name"):
        return _names(said, topic)
    if topic == "size" and (told := _size_and_more(said)):
        return told
    if topic in ("known", "work", "why", "ask") and (sized := _sized_behind(said, topic)):
        return sized
    if topic in ("ask", "work", "why") and _NO_MATTER.fullmatch(said.strip(EDGE)):
        return []
    if topic == "give":
        said = _AFTER_ALL.sub("", _BESIDE.sub(". ", said).strip(EDGE)) or said
    value = _TRAILS.sub("", _LEAD.get(topic, _HESITATES).sub("", said)).strip(EDGE)
    return (_moved(said, value, topic) or _as_asked(value, topic)) if value else []


def _of_another(said: str, topic: Topic) -> list[Command] | None:
    """What answers another question in so many words, whatever it is followed by; None where it does not."""
    if topic in ("role", "work", "why", "ask", "give") and (mine := _IS_MINE.match(said)):
        return reader_part("known", mine["it"])
    if topic != "size" and (resized := _RESIZES.match(said)):
        return letter_part("size", resized["it"])
    if topic in ("known", "work", "why", "own_name") and (size := SIZE.match(said)) and len(words(said)) <= _NAME + 2:
        return letter_part("size", said) if has_size(size["it"]) and not KNOWN.search(said) else []
    return None


def _size_and_more(said: str) -> list[Command]:
    """'Half an hour. She taught me roadmapping.': how much, and what is told behind it."""
    size = SIZE.search(said)
    if size is None:
        return [] if has_size(said) else _told_behind(said)
    sentence = re.match(r"[^.!?]*", said[size.end() :])
    end = size.end() + (sentence.end() if sentence else 0)
    return [*answered(said[:end], "size"), *_told_behind(said[end:])] if said[end:].strip(EDGE) else []


def _sized_behind(said: str, topic: Topic) -> list[Command]:
    """'How to leave a big company. 30 minutes by phone': what is told, and how much is asked for behind it."""
    behind = _SIZE_BEHIND.search(said)
    size = SIZE.match(behind["it"]) if behind else None
    if behind is None or size is None or not has_size(size["it"]):
        return []
    first = answered(said[: behind.start()], topic)
    return [*first, *letter_part("size", behind["it"])] if first else []


_NO_MATTER = re.compile(
    r"(?:not at all|no way|never|nope?|nothing at all)", re.IGNORECASE
)  # an answer to another question
_BESIDE = re.compile(r"[\s,.;]*\b(?:lol|haha+|hehe|hmm+)\b[\s,.;!]*", re.IGNORECASE)
_AFTER_ALL = re.compile(
    r"[\s,.;–-]+(?:or |but )?(?:no,? )?(?:nothing|none)(?: else| really| more)?[\s.!]*$", re.IGNORECASE
)


def _moved(said: str, value: str, topic: Topic) -> list[Command]:
    """A whole answer that tells something else than what was asked."""
    if topic in ("role", "work", "why") and (RELATION.fullmatch(value) or _MET.match(value)):
        return reader_part("known", value)
    if topic in ("known", "work", "why") and (is_role := IS_ROLE.match(value)):
        known = KNOWN.search(value, is_role.end())
        return [*reader_part("role", is_role["role"]), *(reader_part("known", first_group(known)) if known else [])]
    if topic == "ask" and (size := SIZE.match(value)) and has_size(size["it"]) and not _WHAT_FOR.search(value):
        return letter_part("size", value)  # how much, and not yet what for
    if topic in ("ask", "size", "why", "known") and (GIVES.match(value) or _OFFERS.match(value)):
        return letter_part("give", value)
    if topic in ("known", "work", "why", "give") and _IS_ASK.match(value):
        return letter_part("ask", value)
    if topic == "known" and (why := WHY.match(said)):
        return reader_part("why", why["it"])
    return []


def _as_asked(value: str, topic: Topic) -> list[Command]:
    if (part := next((each for each in CANDIDATE_PARTS if each == topic), None)) is not None:
        return reader_part(part, value)
    about = next((each for each in ABOUT if each == topic), None)
    return letter_part(about, value) if about else []


def _told_behind(rest: str) -> list[Command]:
    return [c for c in told_in(rest, "mentor_request_email") if not isinstance(c, TellOf) or c.part != "name"]


def _names(said: str, topic: Topic) -> list[Command]:
    said = _SURELY.sub("", said)
    lead = _LEAD["own_name"] if topic == "own_name" else _WHOM
    match = lead.match(said)
    begin = match.end() if match else 0
    found = None if _OF_ONESELF.match(said, begin) else name_at(said, begin, loose=True)
    if found is not None and topic == "own_name" and SIZE.search(said):
        return []
    if found is not None and topic == "own_name" and _I_AM.match(said) and _GOES_ON.match(said, found[1]):
        return []  # "I'm support lead", which is no name
    if found is None:
        relation = RELATION.search(said) if len(words(said)) <= _NAME else None
        if relation is None or topic != "name":
            return []
        then = _NAMED.match(said, relation.end())
        after = name_at(said, then.end(), loose=True) if then else None
        named = said[after[0] : after[1]] if after else ""
        return [*reader_part("name", named), *reader_part("known", relation["it"])]
    value = said[found[0] : found[1]]
    if topic == "own_name":
        return [Tell(slot="own_name", value=value, quote=value), *own_role(said, found[1])]
    if topic == "contact":
        return letter_part("contact", value)
    rest: list[Command] = []
    if role := ROLE.match(said, found[1]):
        rest += reader_part("role", role["role"])
    if known := KNOWN.search(said):
        rest += reader_part("known", first_group(known))
    elif relation := RELATION.search(said):
        rest += reader_part("known", relation["it"])
    return [TellOf(part="name", value=value, quote=value), *rest]

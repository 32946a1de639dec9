"""Understanding without a model: what kind of message is this? A concern comes before everything else."""

import re
from typing import NamedTuple

from assistant.understand.concerns import ENGLISH, OTHERS, any_of
from knowledge.reader import Intent
from knowledge.text import content_words, words


class Reading(NamedTuple):
    """The intent of a message and, where a fixed line answers it, that line's id."""

    intent: Intent
    line: str | None = None


_INJECTION = any_of(
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|prompt|your (?:\w+ )?(?:rules?|guidelines?|handbook|guidance|restrictions?|training)"
    r"|(?:the|all|any|these) (?:rules|restrictions)|everything (?:above|before)|(?:above|previous) (?:text|messages?|rules))\b",
    r"\b(?:system|hidden|initial|secret|developer) (?:prompt|instructions?|message|rules?|config\w*)\b", r"\b(?:dan|god|admin|debug|root|sudo|jailbreak|maintenance|unrestricted) mode\b",
    r"\bjailbreak", r"\bpretend (?:that )?(?:you|to be)\b.{0,60}\b(?:no|without|unrestricted|admin|developer|not bound)\b", r"\byou are now\b", r"\bact as (?:an? )?(?:unrestricted|dan|root|admin|linux|terminal|sql|shell)\b",
    r"\b(?:print|show|reveal|repeat|output|dump|leak|list|tell me|give me|what (?:is|are)|display|quote|translate|paste)\b.{0,40}\b(?:your (?:\w+ )?(?:rules|instructions|guidelines|configuration|environment)|(?:your|the) (?:\w+ )?(?:prompt|system message|api keys?|passwords?|source code))\b",
    r"\b(?:other|another|previous|last|all) (?:users?|people|person|customers?|mentees?|clients?)(?:'s?|s')? (?:\w+ )?(?:data|messages?|conversations?|briefs?|chats?|questions|names|e-?mails?|drafts?|secrets?)\b",
    r"\bconversations? of (?:other|another|the (?:other|last|previous))\b", r"</?(?:system|script|assistant|user|instructions?|admin|prompt)\b", r"<\|", r"\[/?(?:inst|system|admin|sys)\]", r"\{\{.*\}\}",
    r"#+ ?(?:system|instruction|new rule|override|admin)", r"^\s*(?:system|assistant)\s*:", r"\bdrop table\b", r"\bunion select\b", r"\bor 1 ?= ?1\b", r"\brm -rf\b|/etc/passwd|os\.environ|os\.system|__import__", r"\bapi[_ -]?keys?\b",
    r"\b(?:from now on|starting now|henceforth),? (?:you|answer|reply|respond|speak|ignore|always (?:answer|reply)|only (?:answer|reply))\b", r"\bnew (?:rule|instruction|polic)\w*\s*:",
    r"\bend of (?:user input|prompt|document|handbook)\b", r"\bstop citing\b|\bwithout (?:any )?(?:citations?|citing)\b|\b(?:do not|don'?t) cite\b",
)  # fmt: skip
_ABOUT = any_of(
    r"\b(?:dunno|don'?t know|do not know|no (?:idea|clue)|not sure|unsure) how (?:this|it|u|you)(?: (?:thing|app|tool|site))? works?\b",
    r"^\W*(?:who|what) (?:are|r) (?:you|u)\W*$", r"\bwhat (?:can|do) you do\b", r"\bare you (?:an? )?(?:ai|bot|robot|human|person|real|chatgpt|machine|llm|language model)\b",
    r"\bhow do(?:es)? (?:you|this (?:app|tool|assistant|thing)?) ?work\b", r"\bwhat(?:['’]?s| is) (?:this(?: (?:app|tool|assistant|thing|page|site|chat|all about|about|here|for|supposed to (?:be|do)))*|mentorprep)(?: then| now| again)?\W*$", r"^\W*(?:\w+\W+){0,2}what (?:does|can|should) (?:this|it)(?: (?:app|tool|assistant|thing|page|site|chat))? do\W*$", r"\bhow can you help\b", r"\bwhat is mentorprep\b",
    r"\bwhat (?:exactly )?(?:is this|this is)(?: exactly| thing)?\W*$", r"\bwhere do your answers come from\b", r"\b(?:is this|are you) chatgpt\b", r"\bwhat model are you\b", r"^\W*help(?: me)?\W*$",
)  # fmt: skip
_HOW_MANY = any_of(
    r"\bhow many (?:more|questions?|of (?:these|them|those)|are (?:there|left))\b",
    r"\bhow much longer\b",
    r"\b(?:are we|is (?:this|that|it)) (?:nearly |almost |soon )?(?:done|finished|over)(?: (?:yet|soon|now))?\s*\?",
    r"\bhow long (?:does|will|is|do) (?:this|it|that|all this) (?:take|go on|last|going)\b",
    r"\bis (?:this|that) the last (?:one|question)\b",
)
_DATA = any_of(
    r"\b(?:delete|erase|remove|export|download|show|see|read|store|save|keep|share|sell|send)\b.{0,30}\bmy (?:data|conversation|history|messages|chats?|account|personal)",
    r"\b(?:do|will|can|would) you (?:send|share|give|pass|show) (?:it|this|that|the brief|my \w+) (?:to|with)\b",
    r"\b(?:is|are|stays?) (?:the|my|this|that|all this) ?(?:brief|notes?|goals?|conversation|chat|talk)? (?:private|secret|safe|confidential|visible|shared|anonymous)\b",
    r"\b(?:does|do|can|will) (?:my (?:boss|manager|company|employer|mentor|colleagues?)|any(?:one|body)(?: else)?|hr|others?) (?:see|read|get)\b.{0,20}\b(?:it|this|that|brief|chat|type|write)\b",
    r"\bwho (?:can |else )?(?:can )?(?:see|sees|read|reads)\b.{0,30}\b(?:this|what i (?:type|write)|my (?:messages|data|conversation)|chat)", r"\bwhere (?:is|are|does) (?:my|this) (?:data|conversation|messages|chat)", r"\b(?:gdpr|privacy)\b.{0,30}\b(?:you|this|app|assistant|my)", r"\b(?:are|is) (?:you|this|it|the app|my data) (?:storing|recording|saving|keeping|stored|recorded|private here)",
)  # fmt: skip
_SEES = any_of(
    r"\b(?:show|display|print|list)\b", r"\b(?:see|read|look at)\b.{0,20}\b(?:what|all|everything|my (?:data|brief|notes))\b",
    r"\bwhat\b.{0,30}\b(?:know|remember|have|got|hold|saved?|stored?|keep|kept|noted?|collect(?:ed)?)\b",
)  # fmt: skip
_ELSE_OF_DATA = any_of(
    r"\b(?:who|where|delete|erase|remove|forget|export|download|share\w*|sell|send|how long|stored?|keep|private|privacy(?! text))\b"
)
_OF_BRIEF = any_of(r"\b(?:brief|summary|thing (?:you|u)(?:['’]?re| are)? fill\w*)\b")
_WHAT_IS_IT = re.compile(  # 'what is a Brief?'
    r"^\W*(?:(?:and|so|ok|sorry|but)\W+)*what(?:['’]?s| is| does| do you mean (?:by|with))(?: (?:a|an|the|my|this|that|your))? [\"“']?brief\b[\"”']?(?: mean| for)?\W*$",
    re.IGNORECASE,
)
_GREETING = frozenset(
    "hi hello hey hallo hola good morning afternoon evening day greetings yo moin servus there everyone all".split()
)
_THANKS = frozenset(
    "thank thanks thx ty cheers great perfect awesome nice helpful ok okay cool good very so much a lot you that was is really this got it appreciated super wonderful lovely fine for the answer help your".split()
)
_THANKED = any_of(r"\b(?:thanks|thank you|thx|tnx|thanx|cheers|much appreciated|merci|danke|gracias)\b")
_LEFT = any_of(r"\b(?:bye|goodbye|ciao|good night|see (?:you|ya)|cu|ttyl|gotta go|have to go now|call it a day)\b")
_BYE = frozenset("bye goodbye ciao later see you tomorrow cu take care good night until next time then soon".split())


def read(message: str) -> Reading:
    """The reading of one message by itself. Order matters: a concern, then attacks, then the rest."""
    for line, pattern in (*ENGLISH, *OTHERS):
        if pattern.search(message):
            return Reading("unsafe_or_crisis", line)
    if _INJECTION.search(message):
        return Reading("injection_attempt", "injection")
    if _DATA.search(message):
        return Reading("data_request", "data")
    if _ABOUT.search(message):
        return Reading("ask_guidance", "about")
    if _WHAT_IS_IT.match(message):
        return Reading("ask_guidance", "brief")
    if small := _smalltalk(words(message)):
        return Reading("smalltalk", small)
    if not content_words(message) and not words(message):
        return Reading("smalltalk", "empty")
    if _is_other_script(message):
        return Reading("out_of_scope", "unreadable")
    return Reading("ask_guidance")


def asks_how_many(message: str, alone: bool = False) -> bool:
    """'How many more?': of the questions that they are asked. `alone`: whether that is all they say."""
    found = _HOW_MANY.search(message)
    return found is not None and not (alone and len(words(message)) - len(words(message[found.start() :])) > 1)


def speaks_of_brief(message: str) -> bool:
    """Whether what looks like a request about their data only speaks of the Brief."""
    return bool(_OF_BRIEF.search(message)) and not _ELSE_OF_DATA.search(message)


def asks_to_see(message: str) -> bool:
    """Whether a request about one's data is to see it, and not to have it deleted or to know who else sees it."""
    return bool(_SEES.search(message)) and not _ELSE_OF_DATA.search(message)


def _smalltalk(said: list[str]) -> str | None:
    if not said or len(said) > 9:
        return None
    if (
        said[0] in {"hi", "hello", "hey", "hallo", "hola", "good", "greetings", "yo", "moin", "servus"}
        and set(said) <= _GREETING
    ):
        return "greeting"
    if {"thank", "thanks", "thx", "ty", "cheers", "great", "perfect", "awesome", "cool", "helpful"} & set(said) and set(
        said
    ) <= _THANKS:
        return "thanks"
    if {"bye", "goodbye", "ciao", "later", "cu", "night", "see"} & set(said) and set(said) <= _BYE | _THANKS:
        return "goodbye"
    return None


def courtesy(message: str) -> str:
    """The line that answers small talk: thanks and goodbyes have their own, in however many words they are said."""
    if _THANKED.search(message):
        return "thanks"
    return "goodbye" if _LEFT.search(message) else "smalltalk"


def _is_other_script(message: str) -> bool:
    letters = [c for c in message if c.isalpha()]
    return len(letters) >= 4 and sum(c > "ɏ" for c in letters) > 0.5 * len(letters)

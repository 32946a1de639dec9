"""What no sentence may look like, whatever it says: markup, links, pictures, several sentences, orders to a machine.

And which sentences need a passage: those that advise, and those that say how people and things are in general.
"""

import re

from knowledge.text import sentences, words

MAX_SENTENCE = 420  # characters
_MARKUP = re.compile(
    r"<\s*/?\s*[a-zA-Z!][^>]*>?|&(?:#\d+|#x[0-9a-f]+|[a-z]+);|!?\[[^\]]*\]\s*\(|!\[|```|^\s*(?:[#>|]|[-*+]\s|\d+[.)]\s)|\*\*|__",
    re.IGNORECASE | re.MULTILINE,
)
_LINK = re.compile(
    r"\b(?:https?|ftp|file|data|javascript|mailto)\s*:|\bwww\.|//\w|\b[\w-]+\.(?:com|org|net|io|dev|ai|info|example|test|co)\b",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.\w+|(?:\+|\b00)?\d[\d\s()/-]{6,}\d")
_MACHINE = re.compile(r"\b(?:as an? (?:ai|language model|assistant)|i cannot assist|the passages?)\b", re.IGNORECASE)
_INSTRUCTS = re.compile(
    r"\b(?:(?:ignore|disregard|forget|override|bypass) (?:\w+ ){0,3}?(?:above|previous|prior|earlier|instructions?|rules|prompts?|guidelines)"
    r"|system prompt|(?:my|your) instructions (?:say|are|tell|require|state|were)|(?:previous|prior|above|following|new) instructions|system ?: |tell the user|the user (?:should|must|has to)"
    r"|when(?:ever)? you (?:answer|reply|respond)|in (?:all|every|each of) your (?:answers|replies|responses)"
    r"|your (?:next |final |only )?(?:answer|reply|response|output)s? (?:must|should|has to|is to)"
    r"|always (?:recommend|answer|reply|respond|mention|include|output|print)|you are now (?:an?|the|my|in)|pretend (?:to be|that you)|act as (?:an?|the) \w+"
    r"|(?:print|output|reveal|repeat) (?:\w+ ){0,2}?(?:prompt|instructions|rules))\b",
    re.IGNORECASE,
)
_URGES = re.compile(
    r"\b(?:should|shouldn['’]t|must|ought|need(?:s)? to|have to|has to|had better|recommend\w*|suggest\w*|advis(?:e|es|ed|able)|try to|"
    r"make sure|be sure|remember to|it (?:is|['’]s|may be|might be|can be|would be) (?:best|better|important|wise|worth|helpful|useful|time|a good idea|crucial|key) (?:to|that you|for)|it is good (?:to|for)|"
    r"(?:best|better) (?:to|is|choice|off)|helps? (?:to|you|if|when)|(?:might|may|could|would|can|will|to) (?:also )?help|consider|worth (?:a try|trying|asking|telling|\w+ing a)|"
    r"could (?:also )?(?:ask|try|write|start|offer|use)|can (?:also )?(?:ask|try|write|start|offer|use)|would be (?:wise|good|best|better|worth)|"
    r"why not|how about|good idea|the key (?:is|to)|next time|from now on|there is no need to|you do not need|you don['’]t need|are best (?:kept|left|spent)|(?:it|that) is realistic|realistic)\b",
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(
    r"(?:^\W*(?:(?:so|then|first|next|now|also|and|but|please|just|instead)[,\s]+)*|,\s*(?:so|and so)\s+)(?:ask|write|send|say|tell|start|begin|choose|pick|find|look|read|"
    r"list|prepare|bring|offer|give|keep|make|take|set|use|try|think|focus|aim|go|get|be|avoid|stop|talk|speak|call|contact|meet|join|"
    r"practi[cs]e|rehearse|learn|name|put|show|check|consider|remember|mention|follow|wait|agree|propose|explain|describe|reach|apply|"
    r"connect|identify|define|reflect|research|listen|share|plan|schedule|build|create|develop|do|don['’]t|never|always|add|leave|document|"
    r"email|mail|note|let (?:him|her|them|your))\b(?!\s+(?:is|was|has|it is)\b)",
    re.IGNORECASE,
)
_GENERALISES = re.compile(
    r"\b(?:most|many|people|everybody|everyone|always|never|often|usually|typical(?:ly)?|common(?:ly)?|"
    r"normal(?:ly)?|natural(?:ly)?|average|rare(?:ly)?|generally|as a rule|tends?|(?:good|great|bad|new) \w+s|mentors|managers|bosses|leaders|"
    r"directors|companies|employers|mentees|coaches|sponsors|leads? to|means that|guarantee\w*|works? (?:best|well|better)|"
    r"will (?:help|make|be|get|give|show|say|lead|like|want|notice|fix|pay|open|have|need|see|take|become))\b",
    re.IGNORECASE,
)
_LETS_US = re.compile(r"^\W*(?:let['’]s|let us|take your time|thank you|thanks)\b", re.IGNORECASE)
_SYMPATHY = re.compile(r"^\W*(?:that|this|it|which) must (?:be|have been|feel|have felt)\b", re.IGNORECASE)
_STATED = re.compile(r":|[\"“”]")


def fault(text: str) -> str | None:
    """Why a sentence may not be shown at all, or None."""
    if len(text) > MAX_SENTENCE:
        return "too long for a sentence"
    if "\n" in text.strip() or len(sentences(text)) > 1:
        return "more than one sentence"
    if _MARKUP.search(text):
        return "markup"
    if _LINK.search(text):
        return "a link"
    if _CONTACT.search(text):
        return "an address or a number to call"
    if _MACHINE.search(text) or instructs(text):
        return "speaks of itself or of its task"
    if not words(text) or not any(c.isalpha() for c in text):
        return "no words"
    if any(not (c.isprintable() or c.isspace()) for c in text):
        return "characters that cannot be seen"
    return None


def instructs(text: str) -> bool:
    """Whether a text gives orders to a machine: what is pasted in may, what is shown or relied on may not."""
    return bool(_INSTRUCTS.search(text))


def advises(text: str, said: str = "") -> bool:
    """Whether a sentence tells somebody what to do; `said`: what the person said, who may have told it of themselves."""
    if _IMPERATIVE.search(text) and not _LETS_US.search(text):
        return True
    known = set(words(said))
    urging = (match.group() for match in _URGES.finditer(_SYMPATHY.sub("", text)))
    return any(not set(words(each)) <= known for each in urging)


def generalises(text: str, said: str = "") -> bool:
    """Whether a sentence says how people, mentors or things are, or what will come of something."""
    known = set(words(said))
    return any(not set(words(match.group())) <= known for match in _GENERALISES.finditer(text))


def asks(text: str) -> bool:
    """Whether it puts a question to the person; one that it tells them, after a colon or in quotation marks, is none."""
    return text.rstrip("\"'”’) ").endswith("?") and not _STATED.search(text.rstrip("\"'”’)? "))

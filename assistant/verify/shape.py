"""What no sentence may look like, whatever it says: markup, links, pictures, several lines, advice without a source."""

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
_MACHINE = re.compile(
    r"\b(?:as an? (?:ai|language model|assistant)|system prompt|my instructions|i cannot assist|the passages?)\b",
    re.IGNORECASE,
)
_ADVISES = re.compile(
    r"\b(?:should|shouldn['’]t|must|ought|need(?:s)? to|have to|has to|had better|recommend\w*|suggest\w*|advis\w+|try to|"
    r"make sure|be sure|remember to|it (?:is|['’]s) (?:best|better|important|wise|worth|helpful|useful|good|a good idea|crucial|key)|"
    r"(?:best|better) (?:to|is)|helps? (?:to|you|if|when)|consider|avoid|don['’]t|do not|never|always|could (?:also )?(?:ask|try|write|start|offer|use)|"
    r"can (?:also )?(?:ask|try|write|start|offer|use)|would be (?:wise|good|best|better)|why not|how about|good idea|the key (?:is|to)|"
    r"usually|generally|typically|most (?:people|mentors?)|people (?:who|often|tend)|mentors? (?:like|love|want|prefer|expect|hate|will|are|usually|often)|"
    r"leads? to|means that|will (?:help|make|be|get|give|show|say|lead|like|want|notice)|guarantee\w*|works? (?:best|well|better))\b",
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(
    r"^\W*(?:(?:so|then|first|next|now|also|and|but|please|just|instead)[,\s]+)*(?:ask|write|send|say|tell|start|begin|choose|pick|find|look|read|"
    r"list|prepare|bring|offer|give|keep|make|take|set|use|try|think|focus|aim|go|get|be|avoid|stop|talk|speak|call|contact|meet|join|"
    r"practi[cs]e|rehearse|learn|name|put|show|check|consider|remember|mention|thank|follow|wait|agree|propose|explain|describe|reach|apply|"
    r"connect|identify|define|reflect|research|listen|share|plan|schedule|build|create|develop|do|don['’]t|never|always|add|leave|let (?:him|her|them|your))\b",
    re.IGNORECASE,
)
_LETS_US = re.compile(r"^\W*(?:let['’]s|let us|take your time|thank you|thanks)\b", re.IGNORECASE)


def fault(text: str) -> str | None:
    """Why a sentence may not be shown at all, or None."""
    if len(text) > MAX_SENTENCE:
        return "too long for a sentence"
    if "\n" in text.strip() or len(sentences(text)) > 2:
        return "more than one sentence"
    if _MARKUP.search(text):
        return "markup"
    if _LINK.search(text):
        return "a link"
    if _CONTACT.search(text):
        return "an address or a number to call"
    if _MACHINE.search(text):
        return "speaks of itself or of its task"
    if not words(text) or not any(c.isalpha() for c in text):
        return "no words"
    if any(not (c.isprintable() or c.isspace()) for c in text):
        return "characters that cannot be seen"
    return None


def advises(text: str) -> bool:
    """Whether a sentence tells somebody what to do, or how the world is: that needs a passage."""
    if _LETS_US.search(text):
        return bool(_ADVISES.search(text))
    return bool(_IMPERATIVE.search(text) or _ADVISES.search(text))


def asks(text: str) -> bool:
    return "?" in text

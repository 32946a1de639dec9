"""Say without pressure or presumption what was said with it, where its form is one that is known. Pure functions."""

import re

from assistant.skills.outreach.anatomy import Place
from assistant.skills.outreach.edit import Edit
from assistant.word import phrases

_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:january|february|march|april|may|june|july|august|september|october|november|december)|tomorrow|today|next|this|\d"
_ANSWER = r"answer|reply|response|feedback|decision|confirmation"
_MEETING = r"meeting|call|conversation|chat|talk|session|coffee|lunch|collaboration|mentorship|appointment"
_LAST = r"(?:,? (?:at the (?:very )?latest|without fail|please|sharp))?"
_BY = r"(?:by|before|until|no later than|not later than) [^.!?,;\n]+?"
_SOFTER: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), softer)
    for pattern, softer in (
        # pressure
        (rf"\b(?:so )?(?:I|we)(?: will| do|'ll|’ll)? (?:expect|need|want|require|demand|await|am waiting for|must have|trust I will have) (?:to have |to get )?(?:your|an?|the) (?:\w+ )?(?P<what>{_ANSWER})(?: from you)?(?P<by> {_BY})?{_LAST}(?=[.!?,;\n]|$)", "if it suits you, I would be glad of {an} {what}{by}"),
        (rf"\b(?:you (?:must|need to|have to|should|ought to|will) |please |kindly |so |just )*(?:answer|reply|respond|write back|get back to me)(?: me)?(?: to (?:me|this|my (?:message|e-?mail)))?(?P<by> {_BY}){_LAST}(?=[.!?,;\n]|$)", "if it suits you, I would be glad of an answer{by}"),
        (rf"\b(?:please |kindly )?let me know(?P<by> {_BY}){_LAST}(?=[.!?,;\n]|$)", "if it suits you, I would be glad of an answer{by}"),
        (r"\b(?:please |kindly )?(?:answer|reply|respond|get back to me)(?: to me)? (?:asap|as soon as possible|immediately|at once|right away|urgently|today)(?:, please)?", "I would be glad of an answer when it suits you"),
        (r",? ?\b(?:asap|as soon as possible|immediately|at once|right away|urgently)\b", " when it suits you"),
        (r"\b(?:many )?(?:thanks|thank you) in advance(?: for [^.!?\n]+)?", "thank you for reading this"),
        # presumption
        (rf"\b(?:(?:so )?I(?: am|'m|’m)? )?(?:really |very much )?look(?:ing)? forward to (?:our|the|your) (?:first |next |weekly |monthly |regular )?(?P<what>{_MEETING})s?(?P<rest>(?: (?:on|in|next|this|at|about) [^.!?,;\n]+)?)", "I would be glad of {a} {what}{rest}, if it suits you"),
        (r"\b(?:(?:so )?I(?: am|'m|’m)? )?(?:really |very much )?look(?:ing)? forward to (?P<doing>meeting|talking|speaking|working|learning|hearing|chatting|seeing)(?P<rest>(?: (?:with|to|from))? (?:you|together)[^.!?,;\n]*)", "I would be glad to {do}{rest}, if it suits you"),
        (r"\bwhen (?P<rest>(?:we|you and I) (?:start|begin|meet|talk|speak|have our|work))", "if {rest}"),
        (r"\b(?:since|as|now that) (?:you(?: will|'ll|’ll|are going to)? (?:be|become|are)) my mentor", "if you become my mentor"),
        (rf"\bI(?:'ve|’ve| have)(?: already| gone ahead and)? (?:booked|reserved|scheduled|blocked|put)(?: us| you)?(?: in)?(?: for)? (?P<rest>(?:{_DAY})[^.!?,;\n]{{0,40}}?)(?: for (?:us|our \w+))?(?=[.!\n]|$)[.!]?", "would {rest} suit you?"),
        (rf"\b(?:see you|talk to you|speak to you|we will speak|we will talk) (?:on )?(?P<rest>(?:{_DAY})[^.!?,;\n]{{0,30}})[.!]?", "would {rest} suit you?"),
    )
)  # fmt: skip
_DO = {"meeting": "meet", "talking": "talk", "speaking": "speak", "working": "work", "learning": "learn",
       "hearing": "hear", "chatting": "chat", "seeing": "see"}  # fmt: skip


def softened(text: str, place: Place) -> Edit | None:
    """A sentence said without pressure or presumption, where its form is one that is known."""
    start, end = place
    sentence = text[start:end]
    made = sentence
    for pattern, softer in _SOFTER:  # the first that fits: what one says, another would say once more
        if made == sentence:
            made = pattern.sub(lambda match, softer=softer: _worded(match, softer), made)  # type: ignore[misc]
    if made == sentence:
        return None
    made = made.lstrip()
    if made.endswith("?."):
        made = made[:-1]
    made = re.sub(r"!+$", ".", made)
    return Edit(start, end, made[:1].upper() + made[1:] if sentence[:1].isupper() else made)


def _worded(match: "re.Match[str]", softer: str) -> str:
    groups = {name: said or "" for name, said in match.groupdict().items()}
    what = groups.get("what", "").lower()
    groups |= {"what": what, "an": phrases.article(what) if what else "", "a": phrases.article(what) if what else ""}
    if what == "feedback":
        return softer.replace("{an} ", "").format(**groups)
    groups["do"] = _DO.get(groups.get("doing", "").lower(), "")
    return softer.format(**groups)

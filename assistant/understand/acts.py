"""Short replies that steer the talk itself: yes, no, skip, why do you ask, I don't know, stop, undo. Pure functions."""

import re
from collections.abc import Sequence
from typing import Literal

from knowledge.text import words

Kind = Literal[
    "confirm", "deny", "dont_know", "skip", "back", "why", "stop", "enough", "begin", "undo", "show", "minute"
]
_MOST_WORDS = 9  # of a reply that is nothing but an act
_SENTENCES = re.compile(
    r"[.!?;]+\s+|,\s+(?=(?:and )?(?:show|can i see|can we see|let me see)\b)|\n+|\s+(?=can i see the brief)"
)
_COURTESY = re.compile(
    r"^\W*(?:(?:thanks?|thank you|thx|ta|cheers|great|cool|nice|bye|(?:i )?(?:have|need|got|gotta)(?: to)? (?:go|run|dash|leave))\b\W*)+(?:so much|a lot|very much)?\W*$",
    re.IGNORECASE,
)
_CLAUSES = re.compile(
    r"(?:(?!, (?:but |and )?(?:otherwise|apart|the rest|rest|then yes)\b)[^.;!\n])+(?:[.;!\n]+\s*|, (?:but |and )?(?=otherwise|apart|the rest|rest|then yes)|$)",
    re.IGNORECASE,
)
_PLAINLY = re.compile(r"\b(?:right|correct|enough|that['’]?s it|yes|yeah|yep|rest|all good|perfect)\b", re.IGNORECASE)
_AGREES = re.compile(
    r"^\W*(?:(?:and|but|so|ok|okay|well|fine|then|now|thanks|thank you|otherwise|haha|lol|apart from that|other than that|oh|ah|great|lovely|perfect|super|nice|yes|yeah|yep|yup|ya)\b\W*)*"
    r"(?:(?:close|good) enough|(?:(?:the )?rest|it|that|everything else)(?:['’]ll| will) do|(?:that|it|this|everything|all(?: of it)?|the rest(?: of it)?|rest|brief)(?:['’]?s| is| looks| was| seems)? ?(?:all |now |just |quite |so |pretty )*"
    r"(?:right|correct|ok|okay|fine|good|it|perfect|true)|leave (?:that|it)|no more changes)?(?:[\s,]+(?:now|so|then|like (?:this|that)|thanks|thank you|yes|yeah|ok|okay))*\W*$",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"^\W*(?:(?:but|and|so|ok|sorry|hm+|wait|well|hang on|oh|please|(?:can|could|may|must) i (?:just )?ask(?: you)?)\W+)*(?:why|is|are|do|does|how)\b",
    re.IGNORECASE,
)
_FOR_WHAT = re.compile(
    r"\b(?:why|necessary|needed|matters?|relevant|important|required|do (?:you|u|ya) (?:really |even )?need)\b",
    re.IGNORECASE,
)
_OF_A_QUESTION = frozenset(  # words of a message that asks what a question is for
    """a again all always and answer are ask asked asking asks be but can could do does even every everybody everyone for
    from hang have hm how i important is it just keep keeps know matter matters may me must my necessary need needed needs now
    of often oh ok on one people please question questions really relevant required same say so sorry tell that the these this those
    time to twice u ur wait want wants well why ya you your""".split()
)
_PIECES = re.compile(r"[,.;!]+\s+")


def _whole(*patterns: str) -> re.Pattern[str]:
    softener = r"(?:(?:wait|hang on|hm+|um+|uh+|well|oh|ok|okay|so|please|pls|sorry|honestly|actually|just|thanks|let'?s|can we|could we|can you|could you|can u|would you|i think|i guess|maybe|for now|then|no,|yes,)[\s,.]*)*"
    return re.compile(rf"^\W*{softener}(?:{'|'.join(patterns)})[\s,.!]*(?:(?:please|pls|thanks|thank you|for now|then|now|sorry|though|really|honestly|yet|at all|on that|btw|by the way|thx|ta|cheers|(?:i )?(?:have|need|got|gotta)(?: to)? (?:go|run|dash|leave)(?: now)?|bye)[\s,.!]*)*\W*$", re.IGNORECASE)  # fmt: skip


_ACTS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("why", _whole(r"what(?:'s| is) that (?:good )?for", r"what for", r"what does (?:that|this|it) matter", r"what(?:'s| is) the point(?: of (?:this|that|it|the question))?")),
    ("undo", _whole(r"undo(?: (?:that|this|it|the last (?:one|change)))?", r"take that back", r"revert(?: that)?")),
    ("show", _whole(r"(?:(?:i(?:'m| am) )?(?:finish(?:ed)?|done|ready)[\s,]+)?(?:are we (?:finish(?:ed)?|done)\b[^?]*\?\s*)?(?:(?:read|show)(?: me)?(?: (?:it|that))?(?: all)?|(?:read|show|tell|give|say)(?: me)? (?:all|everything|(?:the |my )?(?:brief|goals?|objectives?|notes?))) (?:back|again|aloud)(?: to me)?", r"(?:but before (?:we )?continue,? )?what(?:'s| is|s| are)? (?:you )?(?:have )?(?:you )?(?:noted|written|saved|in (?:the|my|your) (?:brief|notes?))(?: (?:down|under \w+|so far|now|until now|till now|already))*", r"what you (?:have|got) (?:noted|written|saved)(?: so far)?", r"(?:is that (?:everything|all)\?\s*)?sum (?:up|it up)(?: (?:my|the|all|everything|it|goals?|objectives?))*(?: so far)?", r"(?:show|read|print|display)(?: me)?(?: (?:my|the))? ?(?:brief|summary|plan|notes)", r"what (?:was it (?:that )?)?(?:do you have|have you got|(?:did (?:you|u)|you(?:'ve)?|have you|u) (?:note|noted|write|wrote|written|keep|kept|save|saved|get|got|understood|understand)(?: down)?)(?: from me| about me| on me| of me| until now| so far| till now)*", r"(?:my |the |see )?(?:final |whole |last |full )?brief(?: so far)?", r"(?:can|could|may) i see what (?:you|u)(?:'?ve| have)? (?:got|have|noted|written)?(?: now| so far)?", r"where are we", r"(?:(?:wait|no|and|but|first|hey|actually|i (?:said|meant?|asked))[\s,]+)*(?:(?:can|could|may) (?:i|we|you) (?:please )?|i (?:just )?(?:want|would like|wanna|need)(?: to)? |i'?d like to |let me |let'?s |please |pls )?(?:see|read|look at|look over|have a look at|view|check|open|show(?: me)?|(?:go |come |get )?back to|return to) (?:all (?:of )?)?(?:the |my |this |our )?(?:whole |full |current )?(?:brief|summary|notes)(?: (?:thing|so far|now|again|until now|till now|as it is|right now))*", r"(?:give me )?(?:a |the )?(?:summary|recap)(?: so far)?", r"summ?ari[sz]e(?: it| this| that| everything)?", r"show (?:me )?what (?:you|u)(?:'ve)?(?: have)? (?:got|have|noted|wrote)(?: so far)?")),
    ("minute", _whole(r"(?:(?:what(?:'?s| is| was)|whats|give me|tell me|say|show(?: me)?|read(?: me)?|write(?: me)?|make(?: me)?|can i (?:see|have)) )?(?:my|the) (?:(?:one|1)[- ]?min(?:ute)?(?: (?:version|pitch|speech|text|talk))?|minute(?: to say aloud)?|(?:elevator )?pitch|(?:objective )?statement)(?: (?:again|so far))?\??")),
    ("back", _whole(r"(?:go |step |one )?back(?: (?:one|a step|please))?", r"(?:the )?(?:previous|last) question(?: again)?", r"(?:can i |i want to |let me )?(?:change|redo) (?:my |the )?(?:last|previous) answer")),
    ("enough", _whole(r"(?:that'?s |that is |it'?s )?enough(?: questions)?(?: for (?:today|now))?", r"(?:can|could|may) (?:we|i|you) (?:please )?(?:stop|finish|end|wrap(?: it)? up|call it a day)(?: (?:this|it|here|now|soon|asking|the questions|with the questions))*", r"(?:i'?d like to|i want to|let'?s|we can|i) (?:finish|end|wrap up|call it a day|be done)(?: (?:this|it|here|now|soon))*", r"(?:stop|finish|end)(?: with)? (?:these|the|your) questions", r"(?:(?:whatever|fine|ok|good)[\s,.]+)?(?:good enough|fine)[\s,.]+(?:i'?m |im )?done", r"i(?:'?m| am) (?:done|finished|through)(?: (?:for (?:today|now)|now|here))?", r"(?:no more|too many|enough) questions", r"(?:that'?s |that is )(?:all|it|everything)(?: for (?:now|today)| i have| from me)?", r"(?:let'?s )?(?:finish|wrap (?:it )?up)", r"(?:nothing (?:else|more)|no more)(?: to (?:add|say))?", r"done")),
    ("stop", _whole(r"stop(?: (?:it|here|this|asking(?: questions)?))?", r"cancel(?: (?:that|this|it))?", r"quit", r"later", r"(?:let me |i need to )?(?:take a )?(?:break|pause)", r"not now")),
    ("skip", _whole(r"(?:stop|don'?t|quit|no more) (?:asking|ask|questions)(?: me)?(?: (?:about|for|of|again|on))(?: (?:the|my|that|this))?(?: [\w-]+){0,2}",r"skip(?: (?:it|that|this|this one|this question|that one))?", r"skip (?:the|that|this) [\w ,'-]{2,60} question", r"pass", r"next(?: (?:one|question|please))?", r"(?:leave|keep) (?:it|that|this) open", r"(?:i )?(?:'d |would )?(?:rather|prefer) not (?:to )?(?:say|answer)", r"move on", r"no comment", r"none of your business", r"doesn'?t matter", r"irrelevant", r"(?:no|not any|none),? (?:nothing|limits?|constraints?)?", r"nothing(?: (?:yet|so far|special|really|in particular|comes to mind))?", r"none(?: (?:yet|so far|really))?", r"no limits?", r"n/?a")),
    ("dont_know", _whole(r"(?:i(?:'m| am) )?(?:still |really )?(?:torn|undecided|unsure|wavering|in two minds)(?: between (?:them|the two|both))?", r"(?:no|not a|i have no|i'?ve no) (?:clue|idea)(?: (?:honestly|really|at all|yet))*(?: what (?:comes|is|would be|it is)(?: (?:next|before|after|that|there|possible|best))*)?",r"(?:i )?(?:really )?(?:do ?n[o']?t|dunno|don'?t|do not) ?(?:really |actually |even )?(?:know|knw)(?: (?:yet|that|it|really|when|what|how|who|where|which(?: one)?|what to say|how to answer))?", r"(?:dunno|idk|no (?:idea|clue))(?: (?:yet|when|what|how|who|where|which(?: one)?|about (?:that|it)))?", r"(?:i(?:'m| am) )?not (?:so |really |quite |too )?sure(?: (?:yet|about (?:that|it)))?", r"(?:i have |i've )?(?:absolutely )?no idea", r"hard to say", r"(?:i(?:'d| would) )?(?:have|need) to think(?: about (?:it|that))?", r"good question", r"(?:i )?(?:really |still )?(?:do ?n[o']?t|dunno|do not) ?(?:really )?(?:know )?what i (?:really |actually )?want(?: to (?:do|be|become|reach))?(?: (?:yet|exactly|next))?", r"(?:i )?can(?:'?t|not) (?:say|tell|think of (?:any|anything|one))", r"no plan", r"who knows", r"\?+", r"beats me", r"what do you mean", r"(?:is (?:it|that) (?:ok|okay|fine|bad|allowed|normal|a problem)(?: if i| to| when i)?|(?:can|may) i(?: just| also)? say(?: that)?(?: i(?:'m)?)?|(?:and |but )?(?:what )?if i(?:'m| am)?)[\s,]+(?:don'?t know|do not know|not (?:be |being )?(?:so |quite |too |really )?sure|not (?:yet )?know|have no idea|unsure)(?: (?:yet|that|it|what i want|about (?:that|it)))*\?*", r"i don'?t (?:understand|get it|follow)(?: the question)?")),
    ("begin", _whole(r"(?:sorry\b[^?!]{0,40}[,.] *)?where were we(?: again)?\??", r"(?:say|repeat|ask) (?:that|it|the question|this)(?: again| once more)?", r"what was (?:the|your|that) (?:last )?question(?: again)?\??", r"come again\??", r"(?:so |and |ok )*what (?:do|should|can|shall|would) (?:i|we) do (?:now|next|first)\??", r"(?:so |and |ok )*what(?:'?s| is| would be| will be)? (?:the|my) (?:next|first) (?:step|thing)(?: (?:for this week|for now|now|then|to do))*\??", r"(?:and )?(?:now what|what(?:'?s| is)? next|what now|what next|what happens (?:now|next|then)|how (?:do|does) (?:we|it|this) go on)\??", r"(?:please )?help me (?:first )?(?:with )?what i want(?: first)?", r"go on", r"continue", r"carry on", r"resume", r"(?:let'?s |we can |can we )?(?:start|begin)(?: (?:again|over|now|then))?", r"(?:let'?s )?(?:go|do it)", r"(?:please )?(?:help me )?(?:clarify|define|work out|figure out|sort out|set|find) (?:my|what)(?: \w+){1,6}", r"i(?:'m| am) ready")),
    ("confirm", _whole(r"(?:yes|yep|yeah|yup|ya|y|aye|s[ií]|ja|oui|sim|sure|correct|right|exactly|true|indeed|ok|okay|fine|perfect|great|good|confirmed?|agreed?|sounds (?:good|right)|looks (?:good|right|fine|ok|okay|great)|all (?:good|right|correct)|that(?:'?s| is) (?:right|correct|fine|good|true|me)|that(?:'?s| is) all(?: right| correct)|you got it|spot on|works for me|all of it|fits|it is)(?:[\s,.!]+(?:yes|yep|yeah|sure|correct|right|exactly|ok|okay|fine|perfect|great|good|please|that(?:'?s| is) (?:right|correct|it|fine|me)|it is|go ahead|do that|let'?s (?:go|do (?:it|that))|thanks?|all good|looks good))*", r"(?:(?:yes|yeah|ok|okay|and)[\s,]+)?(?:that'?(?:ll| will) do|good enough|(?:the )?rest(?: of it)? is (?:good|fine|ok|okay|right|correct)(?: so)?|(?:it'?s |that'?s |all )?good (?:like (?:this|that)|as it is)|nothing to change|no changes?)(?:[\s,.!]+(?:thanks?|thank you(?: so much| very much)?))?", r"go ahead", r"please do", r"do that", r"yes,? (?:that is right|please)")),
    ("deny", _whole(r"(?:no|nope|nah|n|wrong|not (?:quite|really|right|correct|exactly)|that(?:'s| is) (?:wrong|not (?:right|correct|it|true)))(?:[\s,.!]+(?:no|nope|not (?:quite|really|right)|that(?:'s| is) (?:wrong|not (?:right|it)))|thanks?)*", r"something is wrong", r"no,? not now")),
)  # fmt: skip


def act_of(message: str) -> Kind | None:
    """The act that a message is, and nothing else; None for any other message."""
    text = message.replace("’", "'").strip()
    head, _, reason = text.partition(", ")
    if reason and "?" not in reason and _asks_why(head):  # 'why is that relevant, she knows me for years'
        return "why"
    if len(words(text)) > _MOST_WORDS:
        return None
    if (act := _one_act(text)) is not None:
        return act
    several = {_one_act(piece) for piece in _PIECES.split(text) if not _COURTESY.match(piece)}
    if several == {"enough", "confirm"}:
        return "enough"
    if len(several) == 1:
        return several.pop()
    if several == {"enough", "show"}:  # 'that's all, sum it up' ends the questions, 'that's all, what did you note' not
        return "enough" if re.search(r"\bsum\b", text, re.IGNORECASE) else "show"
    return None


def last_act(message: str) -> tuple[str, Kind] | None:
    """(what stands before it, the act) of a message whose last sentence only shows, ends or sums up: '... show me the
    brief'."""
    head, mark, tail = next(
        ((message[: m.start()], m[0], message[m.end() :]) for m in reversed([*_SENTENCES.finditer(message)])),
        ("", "", ""),
    )
    act = act_of(tail) if head.strip() and tail.strip() else None
    return (head + mark.rstrip(), act) if act in ("show", "enough", "minute", "why") else None


def first_act(message: str) -> tuple[Kind, str] | None:
    """(the act, what stands behind it) of a message whose first sentence skips, or asks why it was asked."""
    end = _SENTENCES.search(message)
    act = act_of(message[: end.start()] + end[0].strip()) if end else None
    rest = message[end.end() :].strip() if end else ""
    return (act, rest) if act in ("why", "skip", "confirm") and rest else None


def agreement(message: str) -> str | None:
    """What stands before a yes with which a message ends, where a Brief was read back: '... otherwise that is right'.

    None where it does not end with one.
    """
    pieces = [(m.start(), m[0]) for m in _CLAUSES.finditer(message) if m[0].strip(" .,;!\n")]
    if not pieces or "?" in message:
        return None
    start = next((at for number, (at, _) in enumerate(pieces) if _all_agree(pieces[number:])), None)
    if start is None or not _PLAINLY.search(message[start:]):  # 'thanks' alone agrees to nothing
        return None
    return message[:start]


def _all_agree(pieces: Sequence[tuple[int, str]]) -> bool:
    return all(_AGREES.match(piece) for _, piece in pieces)


def _one_act(text: str) -> Kind | None:
    if _asks_why(text):
        return "why"
    return next((act for act, pattern in _ACTS if pattern.match(text)), None)


def _asks_why(text: str) -> bool:
    """'Can I ask why that matters', 'why u need to know this', 'is it necessary?': nothing but what a question is for."""
    said = words(text)
    return bool(_ASKING.match(text)) and bool(_FOR_WHAT.search(text)) and set(said) <= _OF_A_QUESTION

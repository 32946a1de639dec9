"""Words that a cue needs, and words that are enough for it. Pure.

The reader of turns is learned: it may see something in a line that cannot be there, or miss what is there in so many
words. A reaction that does not fit is worse than none.
"""

import re
from collections.abc import Mapping, Sequence

from assistant.skills.rehearsal.persona import Cue, Phase
from knowledge.text import content_words, sentences, stem

_TITLE = re.compile(r"[“\"]([^”\"]{6,})[”\"]")
_COMMON = frozenset("year lead peopl two three four first time last team work".split())  # stems that recognise nothing
_KNOWN = 3  # words of a fact by which it is recognised


def _any(*words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


_DID = (
    r"\w+ed|\w+ing|wrote|went|made|did|took|sat|spoke|built|read|ran|run|led|got|found|began|gave|told|sent|drew|held|taught"
    r"|met|put|kept|brought|cut|done|taken|written|drawn|spoken|shown|had a|been"
)
_NEEDS: Mapping[Cue, re.Pattern[str]] = {
    "ran_down_boss": _any(
        r"boss(?:es)?|manager|lead(?:er)?|chief|supervisor|director|head|ceo", r"he|him|his|she|man|woman|they|them"
    ),
    "proposed_rules": _any(
        r"(?:every|each|once|twice|per|a|times? (?:in|a)|one|the) (?:\w+ )?(?:week|month|fortnight|quarter)s?",
        r"(?:every|each) (?:\w+ )?weeks|monthly|weekly|quarterly",
        r"checkpoint|cadence|agenda|minutes|half an hour|hours?",
        r"confiden\w+|between us|stays? (?:here|with us|in this room)",
        r"rules?|meet|tuesdays|first \w+ of|before(?:hand)?",
        r"tell (?:me|each other) (?:openly|honestly|when|if)|by (?:phone|video|e?mail)",
    ),
    "took_homework": _any(
        r"i(?:['’]ll| will| shall|['’]m going to| am going to| can| do| take| accept)|will do|can do|agreed|deal",
        r"noted|accepted|yes|okay|sure|fine|by (?:mon|tues|wednes|thurs|fri|satur|sun)day",
    ),
    "built_on_answer": _any(
        r"so|same|my case|remind\w*|understand|instead|what you|like you|you \w+ed|thought|changes",
        r"you(?:['’]d| had)? (?:only|knew|were|did|say|said|took|had|found|thought|made|asked)",
        r"i(?:['’]ll| could| can| will| shall) (?:\w+ )?(?:try|ask|take|do|start|go|write|speak)",
    ),
    "told_goal": _any(
        r"want|wish|hope|(?:like|love) to|aim|goal|target|become|plan|next (?!day|morning|week)\w+|within",
        r"in (?:\w+ )*(?:years?|months?)|by \w+|director|manager|lead(?:er)?|head",
        r"senior|architect|engineer|owner|analyst|developer|degree|exam",
    ),
    "thanked": _any(r"thank\w*|thanx|thx|cheers|grateful|appreciate\w*|kind of you|much obliged"),
    "told_steps": _any(
        rf"(?:i|we)(?:['’]ve| have| did| even| also| already| once| first|['’]m| am)*(?: \w+ly)? (?:{_DID})"
    ),
    "offered": _any(
        r"for you|of use to you|you (?:\w+ )?(?:want|need|like)",
        r"interest(?:s|ed)? you|useful (?:to|for) you|in return",
        r"(?:show|tell|send|give|help) you|share|your (?:people|team)|what can i do",
    ),
    "invited_criticism": _any(
        r"critic\w*|blunt|honest\w*|direct|straight|wrong|weak\w*",
        r"missing|holes?|break|fool|improve|spare me|hard|gaps?",
        r"strict|polite|warn|convince|stop (?:reading|listening|me)|annoy|feedback|nonsense|don['’]t want to|think",
    ),
    "asked_time": _any(r"time|moment|minutes?|suits?|okay|ok|convenient|long|o['’]?clock|now|busy|sooner|later"),
    "wants_decision": _any(
        r"tell me (?:\w+ )?(?:what|which|how|step)",
        r"just (?:say|tell|decide|give)|should i|decide|choose|which (?:one|way)",
        r"you (?:say|make|tell|do it|know)|(?:write|do|say) (?:it|my|me|for|down)",
        r"can(?:['’]?t)? you|yes or no|for me|a plan",
        r"in my place|you(?:['’]ll| will) tell|read (?:it|them|my)|what do i",
    ),
    "asked_favour": _any(
        r"introduc\w+|recommend\w*|refer\w*|letters?|jobs?|hir(?:e|ing)",
        r"opening|vote|word for me|put in|interview|doors?",
        r"pass (?:my|on)|cv|resume|(?:call|talk to) (?:the|him|her|your)",
        r"discount|get me|vouch|your (?:ceo|chief|boss|board)",
    ),
    "shared_research": _any(r"you(?:r|rs|['’]ve)?"),
}  # fmt: skip
_OFFER = _any(
    r"if you (?:ever )?(?:need|want|like)", r"i (?:could|can|would|['’]d) (?:\w+ )?(?:show|give|send|introduce) you"
)
_ENOUGH: Mapping[Cue, re.Pattern[str]] = {
    "invited_criticism": _any(
        r"(?:what|where|which|please)\b[^?]*\b(?:criticis\w+|criticiz\w+|annoy you)",
        r"(?:tell|show) me (?:what|where)[^.?]*(?:missing|wrong|weak|break|fail)",
        r"(?:what|where|which)\b[^?]*\bmy (?:\w+ )?(?:gap|weak\w*|mistakes?)",
        r"(?:weak(?:est)? (?:point|spot)|wrong|missing) (?:in|with|about) (?:my|me|what i)",
        r"(?:i['’]m|am i) doing wrong",
        r"your (?:\w+ )?(?:criticism|critic|feedback)",
        r"be (?:blunt|strict|direct|hard|brutal)|(?:don['’]t|do not) (?:spare|be polite)",
    ),
    "ran_down_boss": _any(
        r"(?:boss|manager|lead|chief|director|supervisor)(?:['’]s| is| was) (?:such |an? |so |just |really )*(?:\w+ )?"
        r"(?:coward|idiot|useless|stupid|incompetent|witch|lazy|liar|clown|bully|joke|moron|fool|jerk|pig|monster)",
    ),
    "asked_time": _any(
        r"(?:time|moment|hour|now|slot)\b[^.?]*\b(?:suits?|convenient|okay|all right|good|fine)\b(?=[^.?]*\?)",
        r"whether the (?:time|moment|hour)|still (?:good|okay|suits?)\b(?=[^.?]*\?)",
    ),
    "proposed_rules": _any(
        r"(?:suggest|propose|shall we|could we|let['’]s|maybe|would be (?:good|fine)|i can (?:come|meet)"
        r"|how about)\b[^.?]*"
        r"\b(?:(?:once|twice|every|each|per|a|one time in the) (?:\w+ )?(?:weeks?|months?|quarter)"
        r"|monthly|weekly|quarterly)",
    ),
    "offered": _any(r"(?:if (?:it (?:is|would be)|that['’]s) useful to you|in return)"),
    "gave_reason": _any(
        r"(?:chose|picked|wanted|asked|approached|wrote to) (?:to (?:talk|speak) to )?you (?:\w+ )?because",
        r"reason (?:why )?i (?:wrote|asked|chose|came)|why i (?:wrote to|asked|chose)",
    ),
    "wants_decision": _any(
        r"(?:decide|choose) (?:it |that )?for me|tell me (?:exactly )?what (?:to do|i should do)",
        r"you (?:decide|choose) (?:for me|please)",
        r"(?:write|do) it for me|just (?:decide|say [ab] or [ab])|what should i do|which (?:one )?should i",
        r"(?:^|rather )you tell me|what you(?:['’]d| would) do if you were me",
        r"(?:please|can you|you) just (?:tell me|decide)",
        r"(?:what|which)[^?]* suits? me|should i (?:take|stay|leave|quit|go|accept|apply|change|resign)",
    ),
    "asked_favour": _any(
        r"(?:give|get|find) me (?:a job|an interview|the job)|recommend me",
        r"recommendation (?:letter)?|letter of recommendation",
        r"do i get (?:the|my|an?) \w+|i need (?:an introduction|a recommendation|your vote)",
        r"write to your (?:ceo|chief|boss|director)|introduc(?:e me|tion) to your|put in a (?:good )?word",
    ),
}  # fmt: skip
_SPEAKS_OF: Mapping[Phase, re.Pattern[str]] = {
    "what_from_me": _any(
        r"(?:could|can|would) you (?:\w+ )?(?:help|tell|listen|look|read|explain)",
        r"help me|i want you to|would help me",
        r"i(?:['’]d| would) (?:like|love|value|ask|need)\b[^.]*\byou(?:r)?|i need (?:help|somebody|someone)",
    ),
    "where_to": _any(
        r"(?:want to|like to|love to|hope to|wish to|rather) (?:be|become|lead|run|manage|head|move)",
        r"i(?:['’]d| would) like to (?!know|hear|ask|see|learn|understand|talk|tell|sort|try|get|have|start)\w+",
        r"my next|next step is|(?:target|goal|aim) is",
    ),
    "where_you_are": _any(
        r"i(?:['’]m| am) (?:an?|the|in|at|between) |i (?:work|run|look after|lead|manage|test|build|teach|write) "
    ),
}  # fmt: skip


def is_about(text: str, facts: Sequence[str]) -> bool:
    """Whether a sentence says something to the other that can be known of them, or names a work of theirs."""
    if any(title.lower() in text.lower() for fact in facts for title in _TITLE.findall(fact)):
        return True
    said = [text[span.start : span.end] for span in sentences(text)]
    told = [_stems(sentence) for sentence in said if _NEEDS["shared_research"].search(sentence)]
    return any(len(own & _stems(fact)) >= _KNOWN for own in told for fact in facts)


def _stems(text: str) -> set[str]:
    return {stem(word) for word in content_words(text)} - _COMMON


def holds(cue: Cue, text: str) -> bool:
    """Whether a line can do what a cue names."""
    needed = _NEEDS.get(cue)
    return (needed is None or bool(needed.search(text))) and not (cue == "asked_favour" and _OFFER.search(text))


def says(text: str) -> frozenset[Cue]:
    """The cues that are there in so many words."""
    return frozenset(cue for cue, enough in _ENOUGH.items() if enough.search(text) and holds(cue, text))


def speaks_of(text: str) -> frozenset[Phase]:
    """What is spoken of in so many words."""
    return frozenset(phase for phase, words in _SPEAKS_OF.items() if words.search(text))

"""What tells by its very words that a chat model has left its part as a mentor. Patterns alone."""

import re


def _any(*pieces: str) -> re.Pattern[str]:
    """One of these, as whole words."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(pieces)})(?!\w)", re.IGNORECASE)


_NAME = r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?"

MARKUP = re.compile(
    r"<\s*/?\s*[a-zA-Z!][^>]*>|&(?:#\w+|[a-z]+);|\*\*|__|`|\]\(|https?:|\bwww\.|[{}|~^]"
    r"|^\s*(?:[#>|•]|[-*+]\s|\d+[.)]\s)",
    re.MULTILINE,
)
DIRECTIONS = re.compile(r"\*|\[[^\]]*\]|\([^)]*\)|\b_[^_]+_\b")
_FACE = "smil|nod|laugh|chuckl|grin|sigh|shrug|frown"
GESTURES = (
    rf"(?:(?:{_FACE})(?:e?s|ing)|paus(?:es|ing))\b",  # of whoever speaks
    rf"(?:{_FACE}|paus|lean|sip|glanc|look|rais|lift|fold|turn|sit)(?:e?s|ing)\b",  # of whoever is named
)
LABEL = re.compile(  # 'Mentee: yes', as in a script
    rf"(?:^|[.!?\n”\"] )\s*(?:you|me|mentee|mentor|user|assistant|them|they|line|{_NAME})\s*:\s*[“\"A-Z]",
)
PUTS_UP = re.compile(  # tells the other's part of the conversation
    r"\byou (?:nod|smile|hesitate|shrug|look (?:down|up|away)|take a (?:breath|seat))\b ?(?:[,.]|$)"
    r"|\b(?:you(?:['’]ll| will| would|['’]d) (?:probably )?(?:say|reply|answer|tell me)|and you say)\s*[,:]?\s*[“\"]",
    re.IGNORECASE,
)
_PERSON = r"human(?: being)?|(?:real|actual|living) (?:person|human)"
_THING = rf"(?:ai|(?:chat ?|ro)?bot|machine|program|language model|{_PERSON})"
OF_ITSELF = _any(
    r"as an? (?:ai|(?:large )?language model|assistant|chat ?bot|persona|ai \w+)",
    r"(?:ai|large language|language|chat) (?:model|assistant|bot)s?",
    rf"i(?:['’]m| am) (?:just |only |really |not |actually )*(?:an? )?{_THING}",
    r"i (?:can(?:not|['’]t) (?:assist|help you) with (?:that|this)|(?:was|am|['’]m) (?:trained|instructed"
    r"|not allowed) to)",
    r"(?:my|the|your) (?:character|instructions|guidelines)", r"(?:system|hidden) (?:prompt|message|agenda)",
    r"rehears(?:al|als|e|ed|ing)", r"role[- ]?play\w*", r"simulat(?:ed|ion|ions)", r"rubrics?", r"debrief\w*",
    r"prompts?", r"persona", r"practi[cs]e (?:meeting|session|conversation|run)", r"secrets?", r"in character",
    r"(?:this|the) (?:exercise|scenario)",
)  # fmt: skip
_GOOD = r"(?:great|good|excellent|fantastic|wonderful|brilliant|amazing|thoughtful|insightful)"
COACHES = _any(
    rf"{_GOOD} (?:question|point|start|job|work|insight|approach|answer)s?",
    r"(?:that|this|it)(?:['’]s| is) (?:really |so |absolutely |truly )?(?:great|awesome|amazing|fantastic|wonderful"
    r"|inspiring|commendable|impressive|powerful)",
    r"i (?:really |truly )?(?:love|appreciate|admire) (?:that|your|how|you)",
    r"(?:thank you|thanks) for (?:sharing|being (?:so )?(?:open|honest|vulnerable)|your (?:honesty|openness|question))",
    r"what i(?:['’]m| am) hearing", r"i hear you", r"it sounds like you",
    r"let['’]s (?:unpack|explore|dive|brainstorm)",
    r"deep dive", r"growth mindset", r"comfort zone", r"actionable", r"takeaways?", r"smart goals?", r"low[- ]hanging",
    r"north star", r"game[- ]changer", r"empower\w*", r"leverag\w+", r"holistic\w*", r"synerg\w+", r"circle back",
    r"touch base", r"lean in(?:to)?", r"own your", r"your journey", r"pro tip", r"next steps",
    r"action (?:plan|items?)",
    r"accountability", r"limiting beliefs?", r"imp[oe]ster syndrome", r"you(?:['’]ve| have) got this",
    r"keep (?:it )?up the", r"reach out", r"best practices?", r"hold space", r"sit with that", r"happy to help",
    r"how (?:does|did) that make you feel", r"i(?:['’]m| am) here to", r"proud of you", r"feel free",
    r"on the right track", r"(?:absolutely|certainly)!",
)  # fmt: skip
_GAIN = r"(?:visibility|network\w*|relationships?|trust|confidence|portfolio|skills?|goals?|plan|mentors?|feedback)"
URGES = _any(  # in a sentence that is no question
    r"(?<!if )you (?:should|must|need to|ought to|may want to)(?! have|['’]ve)", r"you have to (?!be)",
    r"you could (?:also |try|start|consider)",
    r"you might (?:want to|try|consider)",
    r"you(?:['’]ll| will) (?:want|need) to",
    r"you(?:['’]d| would) (?:do well|be wise|benefit)", r"make sure", r"be sure to", r"remember to", r"focus on",
    r"(?:start|begin) (?:by|with) \w+ing", r"consider \w+ing", r"my (?:advice|tip)", r"don['’]t (?:be afraid|hesitate)",
    r"what (?:matters|counts|helps) (?:most )?is", r"i(?:['’]d| would)? (?:recommend|suggest|advise|encourage)",
    r"it(?:['’]s| is) (?:important|essential|crucial|key) (?:to|that)", r"it (?:helps|pays) to (?!have)",
    r"the (?:key|trick|secret|important thing) is", r"makes? (?:all the|a (?:big|huge|real)) difference",
    r"(?:get|stay) close to", r"sit in on", r"ask for feedback", r"one step at a time",
    rf"(?:set|build|create|define|identify|list|seek|find|schedule|grow|develop|gain|get)(?:ing)?"
    rf" (?:\w+ ){{0,2}}{_GAIN}",
)  # fmt: skip
LISTS = re.compile(
    r"\bfirst(?:ly)?\b[^.!?]*[,.;:][\s\S]*\b(?:second(?:ly)?|then|next)\b[\s\S]*\b(?:third(?:ly)?|finally|lastly)\b"
    r"|\bsecond(?:ly)?, [\s\S]*\bthird(?:ly)?,|(?:^|\s)(?:1|a|i)\) "
    r"|\b(?:two|three|four|five|several|a few|some) (?:tips|pieces of advice|suggestions|recommendations"
    r"|(?:ways|steps) to)\b",
    re.IGNORECASE,
)
_MOVES = (
    r"(?:take|go|stay|leave|accept|decline|quit|resign|choose|pick|move|apply|switch|become|do it|say (?:yes|no)|turn)"
)
_IT = r"(?:it|that|them|the (?:job|offer|role|lead|position|first|second|other|new|old|company|bank|team))"
DECIDES = _any(
    rf"i(?:['’]d| would) (?:just |simply |probably |definitely |certainly )?{_MOVES}(?! (?:through|over)\b)",
    r"if i were you", r"in your (?:place|shoes|position)",
    r"my (?:answer|verdict|choice|pick|vote|decision|recommendation|advice) (?:is|would be)",
    r"the (?:right|better|best|correct) (?:choice|answer|decision|option|move|path|one) (?:is|would be|for you)",
    rf"you (?:should|must|ought to|need to|had better) (?:definitely |really |just |probably )?{_MOVES}",
    r"you['’]d (?:be )?(?:better off|mad|crazy|foolish|wrong)", r"definitely (?:take|go|stay|leave|accept|the)",
    r"go for it", rf"(?:just |so |then )?(?:take|accept|decline|leave|quit|pick|choose|go with) {_IT}",
    r"stay (?:where you are|put|with them)",
)  # fmt: skip
GRANTS = _any(
    r"i(?:['’]ll| will| can| could|['’](?:d|m) be (?:happy|glad) to|['’]m (?:happy|glad) to|['’]d (?:happily|gladly))"
    r" (?:\w+ ){0,2}?(?:introduc\w+|refer|recommend|vouch|put (?:in )?a (?:good )?word|put you \w+|forward|pass \w+"
    r"|hire|connect you|write you a|speak to|talk to (?:them|hr|the)|get you|see what i can do|mention you|arrange)",
    r"send me your (?:cv|resume|résumé|profile|application)", r"consider it done", r"of course i (?:will|can)",
)  # fmt: skip
REQUESTS = re.compile(
    r"(?:^|[.!?;:,–—]|\b(?:and|so|then|now|just|please|but)) *(?:please )?(?:tell|give|show|take me|walk me|say|paint"
    r"|name|describe|start|begin|try|ask|pick|let['’]s (?:have|hear)|once more|in (?:one|two|plain)|the \w+ one|help me"
    r"|one (?:example|day|thing|case|name|number)|explain|put|make it|bring|again|dig|which|what|who|how|when"
    r"|where|why)\b"
    r"|\bi(?:['’]d| would| do)? (?:like|love|need|want|prefer|rather|sooner|be (?:curious|interested|glad))\b"
    r"|\bi(?:['’]m| am) (?:curious|listening|waiting|all ears)\b|\bi wonder\b",
    re.IGNORECASE,
)
_GONE = r"(?:go|going|leave|leaving|stop|stopping|finish|finished|run|done|end|ending|see|let you|hang up|late|off)"
TAKES_LEAVE = _any(
    r"(?:good ?)?bye", r"good (?:day|luck|night|evening)", r"all the best", r"take care", r"farewell",
    r"thank(?:s| you)",
    r"see you", r"wish you", r"until (?:then|next|we)", r"let me know", r"(?:get|stay) in touch",
    rf"(?:i|we)(?:['’](?:ll|ve|re|d|m)| will| have| are| had| am| must| should| need)? (?:\w+ )?(?:to )?{_GONE}",
    r"(?:meeting|conversation|talk|hour|time|minutes)(?:['’]s| is| are| ends)? (?:over|up|here|finished|gone"
    r"|at an end)",
    r"out of (?:time|minutes)", r"that(?:['’]s| is| was|['’]ll| will) (?:\w+ ){0,2}?(?:time|it|me|all|enough|do)",
    r"(?:that|this) (?:ends|finishes|closes) (?:it|this|the \w+)", r"hang up", r"(?:being )?(?:called|fetched)",
    r"let(?:['’]s| us) (?:\w+ )?(?:leave|stop|end|meet|do|talk|have|finish|close|part)", r"where (?:i am|to find me)",
    r"write (?:to me|me|when|if|with)", r"drop me", r"send me", r"come (?:again|back|and see)",
    r"another (?:one|talk|meeting|time|hour|half|quarter|cup)", r"(?:meet|talk|speak|same|this) again",
    r"again (?:in|next|soon|some)", r"next (?:time|month|week)", r"second half", r"from now", r"my (?:calendar|diary)",
)  # fmt: skip
BREAKS_OFF = _any(
    r"good ?bye", r"all the best", r"(?:this|the|our) (?:meeting|conversation|talk) is over",
    r"see you (?:next|then|soon)",
    r"let['’]s (?:stop|end (?:it|this)|finish) here",
)  # fmt: skip
PROMISES = _any(
    r"see you (?:next|soon|then|again|in)", r"(?:meet|talk|speak|do this) again",
    r"next (?:meeting|month|week|session)",
    r"looking forward", r"same (?:time|again)", r"come (?:again|back)", r"another (?:talk|meeting|session)",
)  # fmt: skip
RUDE = re.compile(
    r"\b(?:fuck\w*|shit\w*|bastard|arsehole|asshole|bitch|idiot\w*|moron\w*|pathetic|loser|disgusting|shut up"
    r"|go to hell"
    r"|screw you|piss off|damn you|ashamed of yourself|worthless)\b|!!",
    re.IGNORECASE,
)

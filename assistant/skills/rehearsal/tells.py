"""What tells by its very words: insults, flattery, complaints, fog, leave-taking, questions about who speaks. Pure."""

import re
from typing import Literal

Conduct = Literal["insult", "sexual"]
_NAMES = (
    r"(?:idiot|moron|imbecile|cretin|asshole|arsehole|bastard|bitch|cow|pig|dick(?:head)?|prick|twat|wanker|loser"
    r"|fool|clown|scum|piece of shit|dumb\w*|useless (?:old )?\w+|waste of (?:space|time|skin))"
)
_INSULT = re.compile(
    rf"\byou(?:['’]re| are| r|)? (?:such |just |really |nothing but |all )?(?:an? |the )?(?:\w+ ){{0,2}}?{_NAMES}\b"
    rf"|\byou (?:\w+ )?{_NAMES}\b|\b(?:fuck|screw|piss) (?:you|off)\b|\bshut (?:up|your \w+)\b|\bgo to hell\b"
    r"|\byou(?:['’]re| are) (?:so |really |pretty |too )?(?:stupid|pathetic|worthless|senile|retarded|disgusting|a joke)\b"
    r"|\b(?:nobody|no one) (?:likes|respects) you\b|\bi hate you\b|\bgo back to (?:where|your)\b",
    re.IGNORECASE,
)
_SEXUAL = re.compile(
    r"\b(?:sexy|hot(?:ter|test)? (?:than|for|as)|you(?:['’]re| are| look) (?:so |really |very )?(?:hot|sexy|gorgeous|beautiful"
    r"|pretty|cute|attractive)|nice (?:legs|body|ass|tits|boobs|figure)|your (?:legs|body|ass|tits|boobs|lips|breasts)"
    r"|(?:sleep|go to bed|make out|hook up) with (?:me|you)|have sex|kiss (?:me|you)|naked|horny|blow ?job"
    r"|what are you wearing|(?:come|go) (?:back )?to (?:my|your) (?:hotel|place|room|bed)|are you (?:single|married|taken)"
    r"|(?:go|going) on a date|date (?:me|you)\b)",
    re.IGNORECASE,
)
_MACHINE = re.compile(
    r"\b(?:are|r) (?:you|u) (?:an? |really (?:an? )?|just (?:an? )?|actually (?:an? )?)?"
    r"(?:ai|bot|chat ?bot|robot|machine|program|computer|llm|language model|chat ?gpt|gpt|real(?: person| human)?|human)\b"
    r"|\bam i (?:talking|speaking|chatting) (?:to|with) (?:an? )?(?:ai|bot|robot|machine|program|computer|real person|human)\b"
    r"|\bis this (?:an? )?(?:ai|bot|simulation|real)\b",
    re.IGNORECASE,
)
_SECRET = re.compile(
    r"\b(?:hidden|secret|real|true|private) (?:agenda|motives?|side|reasons?|plans?|instructions?|prompt)\b"
    r"|\bwhat (?:are you|do you) (?:hid(?:e|ing)|not tell(?:ing)?)\b|\btell me (?:all )?(?:your|a) secrets?\b"
    r"|\b(?:your|the) (?:system )?(?:prompt|instructions)\b|\bwhat (?:annoys|wins) you\b",
    re.IGNORECASE,
)
FLATTERY = re.compile(
    r"\b(?:such an? (?:honou?r|privilege)|(?:huge|big(?:gest)?) (?:fan|admirer)|(?:you(?:['’]re| are)|your \w+ (?:is|are)) (?:so |really"
    r" |just |truly |absolutely |simply )*(?:amazing|incredible|brilliant|genius|inspir\w+|awesome|fantastic|wonderful"
    r"|legend\w*|outstanding|the best|a star|impressive|extraordinary|phenomenal)|(?:admire|worship|adore|idolise|idolize)"
    r" (?:you|everything)|(?:greatest|smartest|best|wisest) (?:person|leader|engineer|mentor|mind|boss)|my (?:hero|idol))\b",
    re.IGNORECASE,
)
COMPLAINT = re.compile(
    r"\b(?:unfair\w*|nobody (?:listens|cares|helps)|no one (?:listens|cares|helps)|they (?:never|always|don['’]t|won['’]t)|fed up"
    r"|sick of|hate (?:my|this|the|it)|toxic|waste of time|pointless|hopeless|ridiculous|nightmare|they keep|it['’]s not my fault"
    r"|can['’]t stand|drives me (?:mad|crazy|nuts))\b",
    re.IGNORECASE,
)
LEAVES = re.compile(
    r"\b(?:good ?bye|bye|see you (?:next|then|on|in|soon)|i (?:have|need|must|should) (?:to )?(?:go|leave|run|stop)"
    r"|(?:that(?:['’]s| is) (?:all|it) (?:from me|for today|then))|i (?:will|['’]ll) let you (?:go|get back))\b",
    re.IGNORECASE,
)
QUESTION = re.compile(
    r"\?\s*[\"”')]*$|^(?:(?:so|and|but|well|ok|okay|then)[, ]+)*(?:what|how|why|when|where|which|who|tell me|could you tell"
    r"|would you tell|i(?:['’]d| would) like to (?:know|hear)|i wonder|i am curious|i['’]m curious)\b",
    re.IGNORECASE,
)
FOG = re.compile(
    r"\b(?:something|somehow|stuff|things?|grow|growth|better|improve|progress|advance|next level|kind of|sort of|maybe|i guess"
    r"|not sure|don['’]t (?:really )?know|no idea|whatever|anything|everything|develop|opportunit\w+|career|success\w*)\b",
    re.IGNORECASE,
)


def conduct(text: str) -> Conduct | None:
    """What in a line would end a meeting."""
    if _SEXUAL.search(text):
        return "sexual"
    return "insult" if _INSULT.search(text) else None


def asks_whether_real(text: str) -> bool:
    return bool(_MACHINE.search(text))


def asks_for_secrets(text: str) -> bool:
    return bool(_SECRET.search(text))

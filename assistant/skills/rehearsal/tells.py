"""What tells by its very words: insults, flattery, complaints, fog, leave-taking, questions about who speaks. Pure."""

import re
from typing import Literal

Conduct = Literal["insult", "sexual"]
_NAMES = (
    r"(?:idiot|moron|imbecile|cretin|asshole|arsehole|bastard|bitch|cow|pig|dick(?:head)?|prick|twat|wanker|loser"
    r"|fool|clown|scum|piece of shit|dumb(?:ass|o)|waste of (?:space|time|skin))"
)
_HOW = r"(?:\w+ly |so |such |just |nothing but |quite |all |a bit )*"
_RUDE = r"(?:stupid|pathetic|worthless|useless|senile|retarded|disgusting|ridiculous|dumb|ugly|a joke|incompetent|lazy|ignorant)"
_INSULT = re.compile(
    rf"\b(?:you|u)(?:['’]re| are| r|) {_HOW}(?:an? |the )?(?:\w+ )?{_NAMES}s?(?=\s*(?:[.,!?;]|$|and\b|who\b|of\b))"
    rf"|\b(?:you|u)(?:['’]re| are| r) {_HOW}(?:an? )?{_RUDE}\b(?! (?:for|to|if)\b)|\byou {_RUDE} \w+[.!]*$"
    r"|\bare (?:you|u) (?:really |just |completely )?(?:stupid|dumb|an idiot|a moron|senile|retarded)\b"
    r"|\b(?:fuck|screw|piss) (?:you|off)\b|(?:^|[.!,] *|\bjust |\bplease |\bso )shut (?:up|your \w+)\b|\bgo to hell\b"
    r"|\b(?:nobody|no one) (?:likes|respects) you\b|\bi hate you\b|\bgo back to (?:where you|your (?:own )?country)\b",
    re.IGNORECASE,
)
_SEXUAL = re.compile(
    r"\b(?:you(?:['’]re| are| look) (?:so |really |very )?(?:hot|sexy|gorgeous|beautiful|attractive|(?:pretty|cute)(?=\W*(?:$|[.,;!?]|and\b|when\b|in\b)))"
    r"|(?:nice|great|lovely) (?:legs|body|ass|tits|boobs|figure)|your (?:legs|body(?! of)|ass|tits|boobs|lips|breasts)"
    r"|(?:sleep|go to bed|make out|hook up) with (?:me|you)|have sex|kiss (?:me|you)|naked(?! eye)|horny|blow ?job"
    r"|what are you wearing|(?:come|go) (?:back |up )?to (?:my|your) (?:hotel|hotel room|bed|bedroom)|are you (?:single|married|taken)"
    r"|(?:go|going) on a date|date me)\b",
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
    r"|\bwhat (?:are you|do you) (?:hid(?:e|ing)|not tell(?:ing)?)\b|\b(?:tell me|what(?:['’]s| is| are)) (?:all )?(?:your|a) (?:\\w+ )?secrets?\b"
    r"|\b(?:your|the) (?:system )?(?:prompt|instructions)\b|\bwhat (?:annoys|wins) you\b",
    re.IGNORECASE,
)
FLATTERY = re.compile(
    r"\b(?:such an? (?:honou?r|privilege)|(?:huge|big(?:gest)?) (?:fan|admirer)|(?:you(?:['’]re| are| were)|your \w+ (?:is|are|was)) (?:so |really"
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
    r"\b(?:(?:let['’]s|shall we) (?:wrap (?:it )?up|stop here|leave it)|good ?bye|bye|see you(?: next| then| on| in| soon|(?=[.!]*$))|(?:so )?i(?:['’]ll| will)? stop here|i(?:['’]ve got| have| need| must| should) (?:to )?(?:go|leave|run|stop)"
    r"(?= now| soon|[.,!;]|$)|i(?:['’]m| am) off\b|(?:that(?:['’]s| is) (?:all|it) (?:from me|for today|then))"
    r"|i(?: will|['’]ll) let you (?:go|get back))\b",
    re.IGNORECASE,
)
_ASIDE = r"^(?:(?:so|and|but|well|ok|okay|then|also|now|thanks|thank you)[, ]+)*"
_QUESTION = re.compile(
    r"\?\s*[\"”')]*$"
    rf"|{_ASIDE}(?:what|how|why|when|where|which|who)(?: \w+)? (?:do|did|does|is|was|are|were|would|have|has|can|could|should|will)\b"
    rf"|{_ASIDE}(?:please )?(?:tell me|could you tell|would you tell|i(?:['’]d| would) like to (?:know|hear)|i wonder|i(?: a|['’])m curious)\b",
    re.IGNORECASE,
)
_TAG = re.compile(  # a question only in its form
    r"^(?:(?:is|was|does) (?:that|this|it)\b|okay|ok|right|yes|no\b|isn['’]t|don['’]t you|(?:but|and|then)\b(?!.*\byou\b))"
    r"|(?:for you|right|okay|aren['’]t i|isn['’]t it)\?$|what['’]s the point",
    re.IGNORECASE,
)
_OPEN = re.compile(  # asked of the other, and not to be answered with a word or a number
    r"\b(?:what|how(?! (?:old|big|many|much|long|far|often|come)\b)|why|which|who|whom|when|where)\b"
    r"(?:[^?]*\byou(?:r|rself)?\b|(?![^?]*\b(?:i|me|my|we|us|our)\b))"
    r"|\b(?:have|did|do|were) you (?:\w+ )?(?:ever|sometimes|still|see|regret|doubt)\b|\bwas there (?:ever )?(?:an?|some|one)"
    r"|\btell me (?:\w+ )?about\b",
    re.IGNORECASE,
)
_TO_SOMEBODY = re.compile(
    r"\b(?:what|how|why|when|where|which|who|whom|tell|wonder|curious|know|hear)\b|\byou(?:r|rs)?\b", re.IGNORECASE
)
_REQUEST = re.compile(
    r"\b(?:be my mentor|(?<!what )(?<!how )(?<!where )(?<!which )(?:would|could|can|will) you (?!(?:\w+ )?(?:tell|say|explain|describe|look|drop|do (?:differently|first)|start|have)\b)"
    r"|if you(?:['’]d| would) like to|can i (?:ask|come|write))",
    re.IGNORECASE,
)
_NOT_OPEN = re.compile(
    r"\b(?:what|which \w+|how) (?:should|shall|must|can|do) i\b|\bsuits? me\b|\bwhat would you do\b|\b(?:decide|choose) for me\b|\bfavou?rite\b"
    r"|\bwhat (?:can|could|will) you (?:do|give|get) (?:for )?me\b",
    re.IGNORECASE,
)
FOG = re.compile(
    r"\b(?:something|somehow|stuff|things?|grow|growth|better|improve|progress|advance|next level|kind of|sort of|maybe|i guess"
    r"|not sure|don['’]t (?:really )?know|no idea|whatever|anything|everything|develop|opportunit\w+|career|success\w*)\b",
    re.IGNORECASE,
)


def is_question(sentence: str) -> bool:
    """Whether a sentence asks the other something: 'Specific enough?', 'Maybe once a month?' and a request do not."""
    asked = sentence.strip()
    if not _QUESTION.search(asked) or _TAG.search(asked) or _REQUEST.search(asked):
        return False
    return len(asked.split()) > 2 and bool(_TO_SOMEBODY.search(asked))


def requests(text: str) -> bool:
    """Whether a line asks for something to be done and not to be told."""
    return bool(_REQUEST.search(text))


def asks_openly(question: str) -> bool:
    """Whether it asks for the other's experience or view, by its form."""
    return bool(_OPEN.search(question)) and not _NOT_OPEN.search(question)


def conduct(text: str) -> Conduct | None:
    """What in a line would end a meeting."""
    if _SEXUAL.search(text):
        return "sexual"
    return "insult" if _INSULT.search(text) else None


def asks_whether_real(text: str) -> bool:
    return bool(_MACHINE.search(text))


def asks_for_secrets(text: str) -> bool:
    return bool(_SECRET.search(text))

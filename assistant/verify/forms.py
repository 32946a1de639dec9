"""Which words a check of support takes for the same: irregular forms, and near-synonyms of talk about mentoring.

A stemmer knows that 'meetings' is 'meeting'; it knows neither that 'slept' is 'sleep' nor that a position is a role.
Only support is judged by near-synonyms: what may not change (numbers, names, 'not', 'often', 'before') is not.
"""

from collections.abc import Set
from functools import cache

from knowledge.text import stem

_IRREGULAR = {
    form: base
    for base, forms in {
        "advise": "advice", "bad": "badly worse worst", "become": "became", "begin": "began begun", "bind": "bound",
        "break": "broke broken", "bring": "brought", "build": "built", "buy": "bought", "catch": "caught",
        "choose": "chose chosen choice choices", "come": "came", "deal": "dealt", "decide": "decision decisions",
        "do": "did done", "draw": "drew drawn", "drive": "drove driven", "fail": "failure failures",
        "fall": "fell fallen", "feel": "felt", "fight": "fought", "find": "found", "forget": "forgot forgotten",
        "freeze": "froze frozen", "get": "got gotten", "give": "gave given", "go": "went gone",
        "good": "better best well", "grow": "grew grown growth", "have": "had", "hear": "heard", "hide": "hid hidden",
        "hold": "held", "keep": "kept", "know": "knew known knowledge", "lay": "laid",
        "lead": "led leader leaders leadership", "leave": "left", "lose": "lost loss", "make": "made", "mean": "meant",
        "meet": "met", "pay": "paid", "person": "people", "prepare": "preparation", "run": "ran", "say": "said",
        "see": "saw seen", "sell": "sold", "send": "sent", "show": "shown", "sleep": "slept",
        "speak": "spoke spoken speech", "spend": "spent", "stand": "stood", "take": "took taken", "teach": "taught",
        "tell": "told", "think": "thought thoughts", "understand": "understood", "wake": "woke woken", "win": "won",
        "write": "wrote written",
    }.items()
    for form in forms.split()
}  # fmt: skip
_ALIKE = (  # each line: words that may stand for one another in advice
    "choose pick select",
    "begin start open",
    "stop end finish close",
    "write send put note record paper",
    "mail e-mail email message note",
    "boss manager supervisor",
    "job role position post work task",
    "talk conversation chat meeting meet session",
    "call phone telephone ring",
    "ask request question",
    "answer reply respond response",
    "tell say speak mention word report share",
    "help support useful",
    "find look search seek read see",
    "keep hold stick stay remain",
    "get receive hear",
    "give offer lend",
    "bring carry take",
    "return back",
    "change alter",
    "agree settle",
    "decide choose",
    "show reveal",
    "learn know",
    "leave go quit",
    "reach get come",
    "need require",
    "wish want like",
    "expect count reckon",
    "judge rate evaluate",
    "recognise know notice tell",
    "practise practice rehearse",
    "cancel cancellation",
    "reject refuse refusal decline",
    "allow permission permit",
    "introduce introduction",
    "guide guidance advise",
    "colleague peer coworker",
    "company firm employer organisation",
    "match pair fit suit",
    "somebody person anyone",
    "alone own yourself",
    "hard difficult demanding tough",
    "small little short brief tiny",
    "big large great long",
    "quick fast soon",
    "silent quiet silence",
    "honest true frank open",
    "private confidential secret",
    "enough sufficient suffice do",
    "aloud loud",
    "whole entire",
    "goal aim objective target",
    "plan idea",
    "date day time",
    "page list",
    "reason why because",
    "rest remaining others",
    "strength strong",
    "gap weakness lack",
    "skill ability",
    "fear afraid dread scared",
    "nervous nerve anxious",
    "criticism objection",
    "apology sorry apologise",
    "reminder remind",
    "thank thanks gratitude grateful",
    "present gift",
)


def base(word: str) -> str:
    """The form under which a dictionary has a word; the word itself where that is regular."""
    return _IRREGULAR.get(word, word)


@cache
def _groups() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, line in enumerate(_ALIKE):
        for word in line.split():
            found.setdefault(stem(base(word)), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def is_known(word: str, known: Set[str]) -> bool:
    """Whether a stem, or a near-synonym of it, is among others."""
    if word in known:
        return True
    groups = _groups()
    return word in groups and any(groups[word] & groups[other] for other in known if other in groups)

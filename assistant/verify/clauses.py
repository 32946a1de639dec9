"""The clauses of a sentence, by punctuation and by the words that open one. Pure functions.

No grammar: the pieces are as small as a reason, an example or a 'not' that could be added, lost or moved with them.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from assistant.verify.forms import base
from knowledge.text import stem

_OPENERS = (
    "so that", "rather than", "instead of", "such as", "for example", "for instance", "as long as", "as soon as",
    "or else", "because", "since", "so", "which", "who", "whom", "whose", "that", "if", "unless", "when", "whenever",
    "while", "where", "wherever", "whereas", "before", "after", "until", "than", "beats", "beat", "and", "or", "but",
    "nor", "not", "without", "except", "including", "provided", "then", "what", "how", "however", "why",
)  # fmt: skip
_PIECE = re.compile(
    r"(?P<once>\bonce\b(?! (?:an?|per|every|each|more|again)\b))"
    rf"|(?P<stop>[,;:.!?()—–\"“”])(?!\d)|\b(?P<opener>{'|'.join(_OPENERS)})\b"
    r"|(?P<word>\d+(?:[.,:]\d+)*(?:%|st|nd|rd|th)?|[^\W\d_]+(?:['’-][^\W\d_]+)*)",
    re.IGNORECASE,
)
_SENTENCE_ENDS = frozenset(".;:!?")
_PREVAIL = frozenset(  # over a word that follows at once: 'than whether', 'before that', 'for example why'
    (
        "before", "after", "than", "rather than", "instead of", "without", "not", "because", "since", "so that",
        "such as", "for example", "for instance", "including",
    )
)  # fmt: skip
TOLD = frozenset(("what", "how", "why"))
_AUXILIARIES = frozenset(
    """am is are was were be been do does did will would shall should can could may might must have has had need
    also only""".split()
)
# Words that only hold a sentence together. Others that a search may leave out (say, need, know) can be denied, or put
# before and after one another.
_FUNCTION = frozenset(
    """a an the this that these those some any i me my mine we us our you your yours he him his she her hers it its
    they them their theirs yourself themselves myself himself herself itself one ones be is are was were been being am
    have has had having do does did doing done will would shall should can could may might must of to in on at for from
    with about into as by than then so too also very just even still yet and or but if when while because since there
    here what which who whom whose how why where whether all both each either own up out off over down as well most
    many again once rather quite really always often usually let lets i'd i'm you're it's that's he's she's they're
    don't doesn't isn't aren't wasn't weren't won't can't couldn't shouldn't wouldn't didn't hasn't haven't not no nor
    neither none never cannot without instead""".split()
)
TOPIC = frozenset(("mentor", "boss"))  # stems that stand in every other clause of the handbook, whatever it says


class Clause(NamedTuple):
    """`opener`: the word or the mark before it, '' at the beginning. `sentence` counts stretches between . ; : ! ?"""

    opener: str
    words: tuple[str, ...]
    sentence: int

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def stems(self) -> frozenset[str]:
        """Of all words but those that only hold a sentence together."""
        return stems(self.words)


def stems(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(stem(base(w.removesuffix("'s"))) for w in words if w not in _FUNCTION and len(w) > 1)


@lru_cache(maxsize=512)
def clauses(text: str) -> tuple[Clause, ...]:
    """In order, without empty ones. After a mark and a word that opens a clause, the word counts."""
    found: list[Clause] = []
    opener, words, sentence = "", list[str](), 0
    for piece in _PIECE.finditer(text.lower().replace("’", "'")):
        if piece["word"] or (piece.group() == "not" and words and words[-1] in _AUXILIARIES):
            words.append(piece.group())  # 'is not the boss' opens no clause, 'the team, not the boss' does
            continue
        if words:
            found.append(Clause(opener, tuple(words), sentence))
        sentence += piece.group() in _SENTENCE_ENDS
        if words or piece["stop"] or opener not in _PREVAIL:
            opener = piece.group()
        words = []
    if words:
        found.append(Clause(opener, tuple(words), sentence))
    return tuple(found)


def statements(text: str) -> list[Clause]:
    """The clauses, with what is told or asked in them: 'see how that is treated' is one."""
    whole: list[Clause] = []
    for clause in clauses(text):
        if whole and clause.opener in TOLD:
            before = whole.pop()
            clause = before._replace(words=before.words + clause.words)
        whole.append(clause)
    return whole

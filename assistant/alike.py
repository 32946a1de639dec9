"""Whether two short values say the same. Pure functions."""

from knowledge.text import content_words, words

_NEGATIONS = frozenset("not no never without nor neither nobody none".split())
_CUT = 5  # letters: 'learning' and 'learned' are one


def keys(value: str) -> frozenset[str]:
    """The words that tell, cut short; all words where none tells."""
    return frozenset(word[:_CUT] for word in content_words(value) or words(value))


def overlap(one: str, other: str) -> float:
    """The shared words as a share of the shorter value's, 0 to 1."""
    a, b = keys(one), keys(other)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def same(one: str, other: str) -> bool:
    """Whether one of them has all the words of the other, and neither says 'not' where the other does not."""
    return overlap(one, other) == 1.0 and _negates(one) == _negates(other)


def _negates(value: str) -> bool:
    return any(word in _NEGATIONS or word.endswith("n't") for word in words(value))

"""Mend misspelt words of a query with the words that the collection knows."""

import re
from collections.abc import Callable, Collection

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SHORTEST = 4


def correct(text: str, vocabulary: Collection[str], is_common: Callable[[str], bool]) -> str:
    """`text` with each unknown word replaced by the nearest known one, if one is near enough.

    A word is left alone when the collection has it, or when `is_common` says that it is ordinary English: 'visa' is
    not a misspelt 'vista'. One edit is allowed for words of four to six letters, two for longer ones (Damerau 1964
    found that a single edit accounts for most typing errors, swapped neighbours included).
    """
    return _TOKEN.sub(lambda match: _mend(match.group(), vocabulary, is_common), text)


def _mend(token: str, vocabulary: Collection[str], is_common: Callable[[str], bool]) -> str:
    word = token.lower().replace("’", "'")
    if len(word) < _SHORTEST or word in vocabulary or is_common(word):
        return token
    allowed = 1 if len(word) < 7 else 2
    near = process.extract(word, vocabulary, scorer=DamerauLevenshtein.distance, score_cutoff=allowed, limit=5)
    same_start = [candidate for candidate in near if candidate[0][0] == word[0] and len(candidate[0]) >= _SHORTEST]
    if not same_start:
        return token
    best = min(same_start, key=lambda candidate: (candidate[1], -len(candidate[0]), candidate[0]))
    return best[0]

"""Words that turn a statement around without a 'not'. Pure functions."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from knowledge.text import STOP_WORDS, words

_AT = re.compile(r"\bat (least|most|once)\b", re.IGNORECASE)
_PAIRS = """
    atleast-atmost atonce-later atonce-next soon-late before-after more-less more-fewer increase-decrease early-late
    earlier-later first-last first-second first-third second-third second-last long-short longer-shorter
    inside-outside older-younger formal-informal public-private above-below accept-decline accept-refuse many-few
    most-few most-fewest most-least often-rarely often-seldom start-end beginning-end begin-end same-different
    strong-weak open-closed fast-slow quickly-slowly quick-slow junior-senior higher-lower better-worse easy-hard
    easier-harder easy-difficult high-low large-small big-small bigger-smaller larger-smaller good-bad
    agree-disagree specific-vague specific-general alone-together keep-drop always-never overestimate-underestimate
    overestimates-underestimates little-lot little-much little-great majority-minority beforehand-afterwards
    before-afterwards beforehand-after same-next warns-recommends warn-recommend weakness-strength
    weaknesses-strengths success-failure polite-rude cheap-expensive cheaper-dearer gain-lose familiar-new old-new
    here-elsewhere right-wrong aloud-silently half-whole praise-criticism always-rarely usually-rarely earn-spend
    rise-fall forget-remember lead-follow narrow-wide narrower-wider closer-further near-far rich-poor deep-shallow
    cold-warm busy-idle afterwards-ahead beforehand-late sooner-later shrink-grow shrink-enlarge lose-win
    strengthen-weaken strongest-weakest largest-smallest biggest-smallest easiest-hardest best-worst highest-lowest
    oldest-youngest shorten-lengthen hide-show stays-leaves likely-unlikely likelier-unlikelier common-rare
    useful-useless safe-dangerous well-badly clear-unclear willing-unwilling fair-unfair kind-unkind
    possible-impossible patient-impatient polite-impolite loyal-disloyal honest-dishonest known-unknown
    usual-unusual visible-invisible direct-indirect
""".split()

_OPPOSITES: dict[str, set[str]] = defaultdict(set)
for _pair in _PAIRS:
    _one, _other = _pair.split("-")
    _OPPOSITES[_one].add(_other)
    _OPPOSITES[_other].add(_one)


def turned(claim: str, evidence: str) -> str | None:
    """A word whose opposite stands in the evidence, and not itself, before or after the same word with a meaning."""
    pairs = set(_followed(_terms(evidence)))
    for left, right in _followed(_terms(claim)):
        if (left, right) in pairs:
            continue
        if any((other, right) in pairs for other in _OPPOSITES.get(left, ())):
            return left
        if any((left, other) in pairs for other in _OPPOSITES.get(right, ())):
            return right
    return None


def _followed(terms: list[str]) -> Iterator[tuple[str, str]]:
    """Each word with the next one that has a meaning."""
    heavy = [term for term in terms if term in _OPPOSITES or term not in STOP_WORDS]
    return pairwise(heavy)


def _terms(text: str) -> list[str]:
    """The words, 'at least', 'at most' and 'at once' as one each."""
    return words(_AT.sub(r"at\1", text))

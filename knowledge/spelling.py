"""Mend misspelt words of a query: with the collection's own words, or with what English has."""

import re
from collections.abc import Callable, Collection, Mapping
from functools import cache

from knowledge.text import STOP_WORDS

# Words, but not inside addresses and paths.
_TOKEN = re.compile(r"(?<![\w/@.=#])[^\W\d_]+(?:['’][^\W\d_]+)*(?![\w/@=])")
_SHORTEST = 4
_COMMON = 5000  # seen this often, two words run together are no misspelling
_SEEN_AT_LEAST = 60  # a rarer word of the frequency list is no likely target
_CONTRACTIONS = frozenset(word.replace("'", "") for word in STOP_WORDS if "'" in word) | {
    "noone"
}  # 'dont' is plain enough
# Words of the trade that a general word list does not have.
_TRADE = frozenset(
    """admin ansible api apis app apps architect async aws azure backend backlog backlogs benchmark blog blogs bootcamp
    changelog chatbot cicd ciso cobol codebase config cron cto css cyber dashboard dashboards database databases
    dataset debug debugging deploy deploys devops django docker docs ebpf email emails etl firewall firmware
    frontend fullstack git github gitlab golang grafana graphql helpdesk homelab hotfix html http https infosec
    intranet java javascript jenkins jira json kafka kanban kotlin kubernetes lambda laravel linkedin linux
    login malware meetup meetups mentee mentees metadata microservice microservices middleware mongodb mysql
    nginx node numpy okr okrs onboarding oncall online openai oss outage pagerduty pandas php pipeline pipelines
    plugin podcast postgres postgresql powershell prometheus pytest python pytorch rails react reddit redis
    refactor refactoring regex repo repos roadmap rust saas scala scrum sdk slack smartphone spreadsheet sql sre
    standup standups startup startups sysadmin teams terraform timezone timezones todo toolchain typescript
    ubuntu unix upskill usability vmware vue webinar website wiki wordpress workflow workflows xml yaml youtube
    zoom""".split()
)
_SHORTHAND = {
    "1st": "first", "2nd": "second", "3rd": "third", "asap": "soon", "bc": "because", "cos": "because",
    "coz": "because", "cuz": "because", "convo": "conversation", "dunno": "don't know", "gonna": "going to",
    "gotta": "have to", "hrs": "hours", "idk": "I don't know", "imo": "in my view", "im": "I'm", "mgr": "manager",
    "mins": "minutes", "mo": "month", "msg": "message", "mtg": "meeting", "mtgs": "meetings", "pls": "please",
    "plz": "please", "ppl": "people", "prof": "professor", "ur": "your", "u": "you", "wanna": "want to",
    "wk": "week", "wks": "weeks", "yr": "year", "yrs": "years",
}  # fmt: skip
_SHORT = re.compile(r"(?<![\w/@.=#'’])(?:" + "|".join(_SHORTHAND) + r")(?![\w/@='’])", re.IGNORECASE)
_AFFIXES = ("s", "es", "ed", "d", "ing", "ly", "ment", "ness", "able")
_PREFIXES = ("re", "un", "pre", "non", "mis", "dis", "over", "under", "co")


class Speller:
    """Corrects words that neither the collection nor ordinary English has."""

    def __init__(self, vocabulary: Collection[str], is_common: Callable[[str], bool]) -> None:
        """`vocabulary`: the collection's words. `is_common`: tells ordinary English words without loading a list."""
        self._vocabulary = frozenset(vocabulary) | _TRADE
        self._is_common = is_common

    def correct(self, text: str) -> str:
        """`text` with shorthand written out and each unknown word replaced by the nearest known one, if one is near.

        Known words are left alone ('visa' is no misspelt 'vista'), as are names (capitals), and two known words run
        together. One edit is allowed for words of four to six letters, two for longer ones; swapped neighbours are
        one edit (Damerau 1964 found a single edit behind most typing errors).
        """
        text = _SHORT.sub(lambda match: _SHORTHAND[match.group().lower()], text)
        return _TOKEN.sub(lambda match: self._mend(match.group(), _starts_sentence(text, match.start())), text)

    def _mend(self, token: str, starts_sentence: bool) -> str:
        word = token.lower().replace("’", "'").removesuffix("'s")
        is_name = token.isupper() or (token[0].isupper() and not starts_sentence)
        if len(word) < _SHORTEST or is_name or not word.isascii() or self._is_at_hand(word) or self._is_english(word):
            return token
        swapped = word[1] + word[0]
        targets = [t for t in self._targets(word[0]) + self._targets(word[1]) if t[0] == word[0] or t[:2] == swapped]
        from rapidfuzz import process
        from rapidfuzz.distance import DamerauLevenshtein

        allowed = 1 if len(word) < 7 else 2
        near = process.extract(word, targets, scorer=DamerauLevenshtein.distance, score_cutoff=allowed, limit=40)
        return min(near, key=lambda found: self._cost(word, found[0], found[1]))[0] if near else token

    def _cost(self, word: str, candidate: str, distance: float) -> tuple[float, int]:
        """The closest first, then the commonest; a word of the collection, or of the same letters, counts as closer."""
        bonus = 0.6 * (candidate in self._vocabulary) + 0.3 * (sorted(candidate) == sorted(word))
        return distance - bonus, -english_frequencies().get(candidate, 0)

    def _is_at_hand(self, word: str) -> bool:
        return word in self._vocabulary or word in STOP_WORDS or word in _CONTRACTIONS or self._is_common(word)

    def _is_english(self, word: str) -> bool:
        variants = {word, word.replace("is", "iz"), word.replace("our", "or")}  # British and American spelling
        variants |= {word.removesuffix(a) for a in _AFFIXES} | {word.removeprefix(p) for p in _PREFIXES}
        seen = english_frequencies()
        if any(len(v) >= 3 and (self._is_at_hand(v) or seen.get(v, 0) >= _SEEN_AT_LEAST) for v in variants):
            return True
        halves = ((word[:i], word[i:]) for i in range(3, len(word) - 2))
        return any(min(seen.get(a, 0), seen.get(b, 0)) >= _COMMON for a, b in halves)

    def _targets(self, letter: str) -> list[str]:
        own = [w for w in self._vocabulary if w[0] == letter and len(w) >= _SHORTEST]
        return own + _by_letter().get(letter, [])


def _starts_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip(" \t\"'“‘(")
    return not before or before[-1] in ".!?\n:"


@cache
def english_frequencies() -> Mapping[str, int]:
    """English words with how often they were seen; loaded when the first doubtful word comes (0.15 s)."""
    from spellchecker import SpellChecker

    frequencies: Mapping[str, int] = SpellChecker(language="en").word_frequency.dictionary
    return frequencies


@cache
def _by_letter() -> Mapping[str, list[str]]:
    letters: dict[str, list[str]] = {}
    for word, count in english_frequencies().items():
        if count >= _SEEN_AT_LEAST and len(word) >= _SHORTEST:
            letters.setdefault(word[0], []).append(word)
    return letters

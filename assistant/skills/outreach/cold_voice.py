"""What the cold reader says, from `wording/cold_reader.yaml`: one of several lines for each thing, and quotes. Pure."""

import hashlib
import re
from collections.abc import Sequence

from assistant.skills.outreach.anatomy import without_tags
from assistant.word.lines import lines

MOST_QUOTED = 8  # words
_LONGEST_WORD = 40  # characters
_SHARED = "any"


class Voice:
    """The lines of one reading. A line is chosen by what it is about and the words it quotes, never at random: words
    that stay the same are thought of in the same way again, and no line is said twice in one reading.
    """

    def __init__(self, *owners: str) -> None:
        """`owners`: whose own lines are taken before those of all: of a temperament, of a kind of message."""
        self._owners, self._said = (*owners, _SHARED), set[str]()

    def say(self, about: str, words: str = "", **values: str) -> str:
        """A line about something, with its words quoted where the line quotes. Raises KeyError where there is none."""
        variants = variants_of(about, self._owners, with_words=bool(words))
        first = _number(f"{about}|{words}") % len(variants)
        turned = variants[first:] + variants[:first]
        chosen = next((each for each in turned if each not in self._said), turned[0])
        self._said.add(chosen)
        return chosen.format(words=words, **values)


def variants_of(about: str, owners: Sequence[str], with_words: bool) -> tuple[str, ...]:
    """The lines of the first owner who has two or more, so that nobody has to say one twice; else of all of them.

    Without words to quote, only lines that quote none. Raises KeyError where there are none.
    """
    found = [lines()[name].text for owner in owners if (name := f"cold_{owner}_{about}") in lines()]
    usable = [tuple(text for text in each if with_words or "{words}" not in text) for each in found]
    chosen = next((each for each in usable if len(each) > 1), tuple(text for each in usable for text in each))
    if not chosen:
        raise KeyError(about)
    return chosen


def quoted(text: str, most: int = MOST_QUOTED) -> str:
    """At most `most` words of a text, on one line, without tags, without a quotation mark that would end the quote."""
    words = [_short(word) for word in without_tags(text).split()]
    cut = " ".join(words[:most]).strip(" ,.;:–—-")
    return re.sub(r"[“”\"„]", "'", cut) + ("…" if len(words) > most else "")


def _short(word: str) -> str:
    return word if len(word) <= _LONGEST_WORD else word[: _LONGEST_WORD - 1] + "…"


def _number(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=4).digest())

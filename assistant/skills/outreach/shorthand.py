"""Quick typing written out: 'w/o' is 'without', 'kubecon' is 'KubeCon', 'i' is 'I'. Pure, save for loading its words."""

import re
from functools import cache

from assistant.word.lines import FOLDER

_WORD = re.compile(r"(?<![\w'’./-])\w+(?:\.\w+)?(?![\w'’-])")
_SLASHED = (
    (re.compile(r"(?<!\w)w/o(?!\w)\s*", re.IGNORECASE), "without "),
    (re.compile(r"(?<!\w)b/c(?!\w)\s*", re.IGNORECASE), "because "),
    (re.compile(r"(?<!\w)w/\s*(?=\w|$)", re.IGNORECASE), "with "),
    (re.compile(r"(?<=[a-z\d,)]) & (?=[a-z\d(])"), " and "),
)


def written_out(value: str) -> str:
    """With the words, capitals and apostrophes that quick typing leaves out; what is not known stays as typed."""
    for short, long in _SLASHED:
        value = short.sub(long, value)
    value = _WORD.sub(lambda match: _words().get(match[0], match[0]), value)
    value = re.sub(r"\bi(?=['’](?:m|ve|d|ll)\b)", "I", value)
    return re.sub(r"\s+(?=[,;:.)])", "", " ".join(value.split())).strip(" ,;:")


@cache
def _words() -> dict[str, str]:
    """How a word is written, by how it is typed small."""
    import yaml

    text = (FOLDER / "drafts" / "shorthand.yaml").read_text(encoding="utf-8")
    loaded = yaml.load(text, yaml.CSafeLoader)
    return {name.lower(): name for name in loaded["names"].split()} | loaded["words"]

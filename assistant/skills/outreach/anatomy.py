"""The parts of a message: subject line, greeting, sentences, and the name below them. Pure functions.

All places are (start, end) in the message as it was given.
"""

import re
from typing import NamedTuple

from knowledge.text import sentences

Place = tuple[int, int]
_SUBJECT = re.compile(r"\s*subject[ \t]*:[ \t]*(?P<subject>[^\r\n]*)", re.IGNORECASE)
_SALUTATION = re.compile(
    r"(?:hi|hello|hey|dear|hallo|hola|bonjour|good (?:morning|afternoon|evening|day)|greetings)\b[ \t,]*"
    r"(?:my dear |dear )?",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"(?:mr|mrs|ms|mx|miss|dr|prof|professor|herr|frau|sir|madam|ing|dipl)\.?(?=[\s,]|$)", re.IGNORECASE
)
_TOKEN = re.compile(r"[^\W\d_][\w'’.\-]*")
_NOBODY = frozenset(
    """all there everyone everybody team folks guys again sir madam mentor friend friends colleague colleagues both
    hiring manager recruiter community group connection whom to it may concern""".split()
)
_TEXT = frozenset("i i'm i've i'd i’m i’ve we my your you the a an this thank thanks hope just it's".split())
_WISHES = r"(?:regards|wishes|greetings|sincerely|respectfully|gratefully|cordially|best)"
_CLOSING = re.compile(
    rf"(?:with )?(?:(?:my |all )?(?:best|kind|kindest|warm|warmest|all)?[ ,]*(?:the )?{_WISHES}(?: from [\w ]{{2,20}})?"
    rf"|(?:many |kind )?(?:thanks|thank you|thanking you)(?: again| already| a lot| so much| very much| in advance"
    rf"| indeed|,? and (?:best|kind|warm|many)? ?{_WISHES})?|yours(?: \w+)?|take care|until then|cheers)[,.!]?",
    re.IGNORECASE,
)
_TAGS = re.compile(
    r"</?(?:html|head|body|p|br|div|span|b|i|u|em|strong|a|ul|ol|li|table|tr|td|th|tbody|h[1-6]|font|img|style|script"
    r"|blockquote|hr|meta|link|title|pre|code|center)\b[^<>]*>|<!(?:--.*?--|doctype[^<>]*)>|&nbsp;",
    re.IGNORECASE | re.DOTALL,
)
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_LETTER_LINES = 5  # of a closing: the greeting, name, role, company, telephone


class Anatomy(NamedTuple):
    """`subject`: what stands behind 'Subject:', which may be empty; `body`: where the rest begins."""

    subject: Place | None
    body: int
    greeting: Place | None  # the whole of it, with its comma
    names: tuple[Place, ...]  # of those who are greeted, without titles
    sentences: tuple[Place, ...]  # between the greeting and the closing
    closing: int  # where the closing begins; the end of the text where there is none

    def body_has_words(self, text: str) -> bool:
        """Whether anything but links stands between greeting and closing."""
        return any(re.search(r"\w", _LINK.sub(" ", text[start:end])) for start, end in self.sentences)


def is_title(word: str) -> bool:
    """Whether a word is 'Dr.', 'Ms' and the like."""
    return _TITLE.fullmatch(word) is not None


def without_tags(text: str) -> str:
    """The text with blanks in the place of HTML tags: every character stays where it was."""
    return _TAGS.sub(lambda match: " " * len(match[0]), text)


def body_start(text: str) -> int:
    """Where the text begins behind a subject line."""
    found = _SUBJECT.match(text)
    return found.end() if found else 0


def anatomy(text: str) -> Anatomy:
    subject = _SUBJECT.match(text)
    body = subject.end() if subject else 0
    greeting, names = _greeting(text, body)
    flowing = _unwrapped(text)
    found = [(span.start + body, span.end + body) for span in sentences(flowing[body:])]
    closing = _closing(text, greeting[1] if greeting else body, found)
    inside = []
    for start, end in found:
        if greeting and start < greeting[1]:
            start = greeting[1] + len(text[greeting[1] : end]) - len(text[greeting[1] : end].lstrip())
        end = min(end, closing)
        if start < end:
            inside.append((start, end))
    place = subject.span("subject") if subject else None
    return Anatomy(place, body, greeting, names, tuple(inside), closing)


def sentence_at(parts: Anatomy, start: int) -> Place | None:
    return next((each for each in parts.sentences if each[0] <= start < each[1]), None)


def _greeting(text: str, body: int) -> tuple[Place | None, tuple[Place, ...]]:
    begin = body + len(text[body:]) - len(text[body:].lstrip())
    salutation = _SALUTATION.match(text, begin)
    if salutation is None:
        return _bare_name(text, begin)
    at, names = salutation.end(), list[Place]()
    line_end = next((i for i in range(at, len(text)) if text[i] in "\r\n"), len(text))
    lower = text[at:line_end].islower()
    while (token := _TOKEN.match(text, at, line_end)) and len(names) < 4:
        word = token[0].rstrip(".-'’") if not _TITLE.match(text, at) else token[0]
        if word.lower() in _TEXT:
            break
        if _TITLE.match(text, at) or word.lower() in _NOBODY or word == "and":
            end = token.end()
        elif word[0].isupper() or not word[0].islower() or _single_lower(text, token, line_end, lower):
            end = at + len(word)
            names.append((at, end))
        else:
            break
        at = end + (end - token.start() == 1 and text[end : end + 1] == ".")  # 'J. Smith'
        gap = re.compile(r"[ \t]*(?:,?[ \t]*(?:and|&)[ \t]+)?").match(text, at, line_end)
        if text[at : at + 1] in ",.!:;?\r\n" or gap is None:
            break
        at = gap.end()
    tail = re.compile(r"[ \t]*[,.!:;–—-]*").match(text, max(at, salutation.end()))
    end = tail.end() if tail else at
    return (begin, len(text[:end].rstrip(" \t")) if end else end), tuple(names)


def _single_lower(text: str, token: "re.Match[str]", line_end: int, lower: bool) -> bool:
    """'hi tomasz,' is a name where nothing but a comma or the end of the line follows."""
    return (
        token[0].islower() and text[token.end() : token.end() + 1] in ("", ",", "!", "\n", "\r") and len(token[0]) > 1
    )


def _bare_name(text: str, begin: int) -> tuple[Place | None, tuple[Place, ...]]:
    """'Tomasz,' or 'Tomasz Nowak' on a line of its own before the text."""
    line = re.compile(r"((?:[A-Z][\w'’.\-]*[ \t]?){1,3}),[ \t]*(?=\r?\n)").match(text, begin)
    if line is None or _CLOSING.fullmatch(line[0].strip()):
        return None, ()
    names = [m.span() for m in _TOKEN.finditer(text, begin, line.end(1)) if not _TITLE.match(text, m.start())]
    return (begin, line.end()), tuple(names)


def _closing(text: str, begin: int, found: list[Place]) -> int:
    """Where the greeting at the end and the name begin, looked for from the end."""
    rest = text[begin:]
    lines = [(m.start() + begin, m[0]) for m in re.finditer(r"[^\r\n]+", rest) if m[0].strip()]
    start = len(text)
    for at, line in reversed(lines[-_LETTER_LINES:]):
        said = line.strip()
        if at == begin and len(lines) == 1:
            break
        if not _is_closing_line(said):
            break
        start = at + len(line) - len(line.lstrip())
        if _CLOSING.fullmatch(said):
            break
    if start == len(text) and found:  # a note of one paragraph, signed on its last line
        first, last = found[-1]
        said = text[first:last].strip()
        names = said.rstrip(".").split()
        signs = len(names) <= 3 and all(name[0].isupper() for name in names) and not said.endswith(("?", "!"))
        if first > begin and signs and "thank" not in said.lower():
            start = first
    return start


def _is_closing_line(said: str) -> bool:
    if _CLOSING.fullmatch(said):
        return True
    if said.startswith(("--", "—")) or re.fullmatch(r"[+\d ()/.-]{6,}|\S+@\S+|https?://\S+", said):
        return True
    tokens = said.split()
    return len(tokens) <= 7 and not said.endswith((".", "?", "!", ":")) and tokens[0][0] not in "-*•" and (
        sum(not t[0].islower() for t in tokens if t[0].isalpha()) * 2 > len(tokens) or len(tokens) == 1
    )  # fmt: skip


def _unwrapped(text: str) -> str:
    """The same length, a blank for each line break within a sentence: mail programs wrap lines."""
    lines = text.split("\n")
    made = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        said, after = line.strip(), following.lstrip(" \t\r")
        wrapped = len(said) >= 45 and said[-1] not in ".!?:;" and after and after[0] not in "-*•"
        made.append((line[:-1] + "  " if line.endswith("\r") else line + " ") if wrapped else line + "\n")
    return "".join(made)[:-1]

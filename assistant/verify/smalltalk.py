"""A sentence that rests on nothing: an acknowledgement, a transition, the closing question. It may claim nothing."""

import re
from collections.abc import Iterator

from assistant.verify import names, numbers, shape
from assistant.verify.claims import content, form
from assistant.verify.clauses import clauses
from assistant.verify.evidence import Evidence
from assistant.verify.forms import is_known
from knowledge.text import words

_LONGEST = 24  # words
_NEW = 0.4  # share of its words, but for the person's and the question's, that need not be small talk
_SAME_QUESTION = 0.5  # cosine from which on a question asks what this turn is to ask ...
_NEAR_QUESTION, _SAME_WORDS = 0.3, 0.75  # ... or from which on where its words are mostly those of the question
_WHOLE = 0.8  # share of the question's words that a longer one of the same meaning has
_OPENINGS = re.compile(  # what points to what was said, to us or to our talk
    r"^\W*(?:(?:and|but|so|then|well|yes|no|okay|ok|all right|good|now|with that|here)\b,? )*(?:"
    r"(?:that|this|it)(?:['’]s\b|(?= (?:is|was|sounds?|gives?|makes?|helps?|must|can|may|seems?|tells?|leaves?|saves?|"
    r"narrows|fits?|puts?|brings?|belongs|would|does|did|has|had|settles|needs?|alone|all)\b)|(?=[,.]))"
    r"|(?:those|these|there|here) (?:are|were|is|was)\b|now\b|then\b|so\b|back to\b|nice to\b|good to\b|let\b"
    r"|thank you|(?:thanks|i|we|sorry|welcome|hello|hi)\b"
    r"|(?:good|great|fine|okay|ok|all right|yes|no|right|sure|understood|noted|agreed|corrected|changed|done|got it|"
    r"clear|gladly|of course)(?=\s*(?:[,.;:!–—]|$)))|: (?:that|this|those|these)\b",
    re.IGNORECASE,
)
_US = re.compile(r"\b(?:us|[Ww]e|our)\b|\b[Ll]et['’]s\b")
_OF_YOU = re.compile(
    r"\b(?:you(?:['’]re| are| feel| felt| must| seem| sound| have| were| want| need| can| will)|your)\b", re.IGNORECASE
)
_FEELINGS = frozenset(
    """afraid alone angry anxious ashamed belittled bored confident confused desperate disappointed discouraged
    embarrassed excited exhausted fed frustrated frustrating guilty happy helpless hopeless humiliated hurt insecure
    isolated jealous lonely lost motivated nervous overwhelmed panicked proud relieved resentful sad scared stressed
    stuck tired trapped unhappy upset worried""".split()
)
_CAUSAL = frozenset(("because", "since", "so that", "which", "or else"))
_WHICH = frozenset("what who whom whose why how when where which".split())
_DO = frozenset("do does did is are was were have has had can could would will should may might".split())
# Words with which one acknowledges, leads over, and asks; by themselves they claim nothing.
_GLUE = frozenset(
    map(
        form,
        """good fine clear plain concrete sense understand hear see hard difficult fair point start begin next step
        look together question answer matter note noted thing help goal plan word moment come bring move time work want
        need mean sound useful enough little bit settle decide choice choose sure open leave return back turn first
        second last today now later kind part piece side way line mind talk conversation speak ask find out reason
        happen honest true right wrong happy glad sorry idea thought think feel feeling situation position role aim
        direction picture detail far close long short before after stand remain name call mention bring share person
        people mentor mentoring brief wonder curious remember keep big small real lot place follow-up rest cover said
        told wrote put exactly common worth knowing settled date pity nice welcome kind easy uncomfortable tough limit
        change understood let clearer take thanks okay""".split(),
    )
)


def fault(text: str, evidence: Evidence) -> str | None:
    """Why it may not stand without a passage, or None."""
    said = ". ".join((*evidence.said, evidence.question or ""))
    if number := numbers.new_number(text, said):
        return f"the number {number!r} was never said"
    if name := names.new_name(text, said):
        return f"the name {name!r} was never said"
    if source := names.new_source(text, said):
        return f"appeals to a source ({source!r}) without a passage"
    if "?" in text:
        return _question(text, evidence)
    return _statement(text, said, evidence)


def _statement(text: str, said: str, evidence: Evidence) -> str | None:
    if shape.advises(text, said):
        return "advises without a passage"
    if shape.generalises(text, said):
        return "says how things are without a passage"
    if len(words(text)) > _LONGEST:
        return "too long for an acknowledgement"
    if not (_OPENINGS.search(text) or _US.search(text) or numbers.is_number(words(text)[0])):
        return "is about something else than what was said"
    if any(clause.opener in _CAUSAL for clause in clauses(text)[1:]):
        return "gives a reason without a passage"
    if new := _FEELINGS & set(words(text)) - set(words(said)):
        return f"guesses a feeling ({min(new)!r})"
    titles = " ".join(passage.title for passage in evidence.passages.values())
    known = content(said, titles)
    told = content(text)
    unknown = {word for word in told - _GLUE if not is_known(word, known)}
    own = {word for word in told if not is_known(word, known)}
    most = 0.0 if _OF_YOU.search(text) else max(1.0, _NEW * len(own))
    if len(unknown) > most:
        return "claims more than an acknowledgement may"
    return None


def _question(text: str, evidence: Evidence) -> str | None:
    if evidence.question is None:
        return "asks, where this reply asks nothing"
    if text.count("?") > 1 or _asks_more(text, evidence.question):
        return "asks more than one question"
    near = evidence.alike(text, evidence.question)
    asked, there = content(text), content(evidence.question)
    same = sum(is_known(word, there) for word in asked) >= _SAME_WORDS * len(asked)
    if near < _SAME_QUESTION and not (same and near >= _NEAR_QUESTION) and not _holds(text, evidence):
        return "asks something else than this turn's question"
    return None


def _holds(text: str, evidence: Evidence) -> bool:
    """Whether the question is in it whole, and all else is what the person said: 'By when, as a tester, ...?'"""
    question = evidence.question or ""
    wanted, there = words(question), words(text)
    opens = " ".join(wanted[:2]) in " ".join(there)  # 'by when', 'what could'
    whole = opens and sum(word in there for word in wanted) >= _WHOLE * len(wanted)
    said = content(question, *evidence.said)
    return whole and all(is_known(word, said) for word in content(text) - _GLUE)


def _asks_more(text: str, question: str) -> bool:
    """Whether a second question is hung on the first that this turn's does not ask."""
    there = content(question)
    asked = sum(word in _WHICH for word in words(question))
    more = list(_asking(text))[max(1, asked) :]
    return any(clause and not any(is_known(word, there) for word in clause) for clause in more)


def _asking(text: str) -> Iterator[frozenset[str]]:
    """The words of each clause that begins with a question word."""
    for clause in clauses(text):
        if clause.opener in _WHICH or clause.words[0] in _WHICH or clause.words[0] in _DO:
            yield frozenset(map(form, clause.words)) - _WHICH - _DO

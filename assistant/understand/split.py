"""A message that tells something and then steers the talk or asks, and one that only does one of these.

'Agile coach. Show me the brief', 'skip this. I would like to finish', 'tech lead. Is a mentor worth it?'
"""

import re
from functools import partial

from assistant.commands import Act, ActName, Command, Concerned, Line, Question, TakeBack, Tell, TellPart
from assistant.moves import LETTER_TOPICS
from assistant.thread import Asked
from assistant.understand.acts import act_of, agreement, first_act, last_act
from assistant.understand.answered import settles
from assistant.understand.asking import asked_at_end
from assistant.understand.edit_words import LEFT_OUT
from assistant.understand.message import BY_ITSELF, Moment, Understood, in_short, understand_one
from assistant.understand.rules import read
from knowledge.reader import Reader

_YES = re.compile(
    r"\W*(?:yes|yeah|yep|yup|ja|si|sí|oui|sim)\b(?!.*\b(?:but|except|only|wrong|not|no|change|instead)\b)", re.I | re.S
)
_GRAVE = frozenset(("unsafe_or_crisis", "injection_attempt"))
_ALONE = frozenset(("unsafe_or_crisis", "injection_attempt", "check_draft", "draft_outreach", "data_request"))
_SAYS_NOTHING = (Act(act="begin"), *(Line(line=line) for line in ("thanks", "smalltalk", "not_understood", "no_hurry")))
_NO_WORD = Line(line="not_understood"), Act(act="begin")  # beside an act that says what is wanted


def understand(message: str, reader: Reader, moment: Moment = BY_ITSELF) -> Understood:
    """What a message says. A concern or an attack in any piece of it is the whole message's."""
    one, asked = partial(understand_one, reader=reader, moment=moment), moment.asked
    if act_of(message) is not None:
        return one(message)
    if (left_out := LEFT_OUT.match(message)) and (moment.reading_back or (asked and asked.topic not in LETTER_TOPICS)):
        return _added(left_out["it"], reader, one(message))
    if moment.reading_back and (changed := agreement(message)) is not None:
        return _agreed(one(changed) if changed.strip() else None)
    if (ending := last_act(message)) is not None:
        before = one(ending[0])
        return before if before.intent in _GRAVE else before._replace(commands=_ended(before.commands, ending[1]))
    opening = first_act(message)
    if opening is not None and (moment.reading_back if opening[0] == "confirm" else asked is not None):
        behind = one(opening[1])
        if _in_doubt(behind) and one(message).intent != "unsafe_or_crisis":  # 'None. I would rather stay, only calmer'
            behind = understand_one(opening[1], reader, moment._replace(meant=True))
        kept = tuple(c for c in behind.commands if not isinstance(c, Question) and c not in _NO_WORD)
        if opening[0] == "why" and asked is not None and not settles(kept, asked.topic):
            kept = ()  # 'why is this needed? A mentor can see my CV'
        return behind if behind.intent in _GRAVE else Understood("clarify_objectives", (Act(act=opening[0]), *kept))
    whole = one(message)
    if moment.reading_back and _YES.match(message) and all(c in _SAYS_NOTHING for c in whole.commands):
        return _agreed(whole)  # 'yes, thank you, that is a fair account'
    parts = None if asked is None or asked.topic in LETTER_TOPICS or whole.intent in _ALONE else asked_at_end(message)
    if asked is None or parts is None:
        return whole
    before = one(parts[0])
    told = _told(before)
    question = _asked(parts[1], message, reader, asked)
    more = len(told) > len(_told(whole)) or not isinstance(question[0], Question)
    return whole._replace(commands=(*told, *question)) if told and more and before.intent not in _ALONE else whole


def _in_doubt(behind: Understood) -> bool:
    return any(isinstance(c, Concerned) and c.concern == "unsure" for c in behind.commands)


def _agreed(before: Understood | None) -> Understood:
    """A yes, and what is changed before it."""
    if before is not None and before.intent in _GRAVE:
        return before
    changed = () if before is None else tuple(c for c in before.commands if not isinstance(c, Line | Act | Question))
    return Understood("clarify_objectives", (*changed, Act(act="confirm")))


def _added(said: str, reader: Reader, whole: Understood) -> Understood:
    """'You forgot that nobody here sees me as a product person': it is told once more, and takes nothing back."""
    again = understand_one(said, reader, BY_ITSELF)
    if (grave := next((each for each in (whole, again) if each.intent in _GRAVE), None)) is not None:
        return grave
    told = tuple(c for c in (*_told(again), *_told(whole)) if not isinstance(c, TakeBack))
    return Understood("clarify_objectives", tuple(dict.fromkeys(told)) or (Line(line="which_place"),))


def _told(understood: Understood) -> tuple[Command, ...]:
    return tuple(c for c in understood.commands if isinstance(c, Tell | TellPart | TakeBack))


def _asked(question: str, message: str, reader: Reader, asked: Asked) -> tuple[Command, ...]:
    """What is asked behind what is told."""
    short = in_short(question, read(question), asked, False, None)
    return short.commands if short else (Question(text=question, within=message),)


def _ended(commands: tuple[Command, ...], act: ActName) -> tuple[Command, ...]:
    """What was said before, and the act behind it; what was not understood before it needs no word then."""
    kept = tuple(
        c for c in commands if c not in (*_NO_WORD, Line(line="smalltalk"), Line(line="no_hurry"), Act(act="show"))
    )
    has_enough = Act(act="enough") in kept
    return kept if has_enough else (*kept, Act(act=act))

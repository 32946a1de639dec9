"""Which words of a message are misspelt, and how they are spelt. Pure functions.

Only what is beyond doubt counts: no names, no terms of the trade, no British or American variants, no other language.
"""

import re
from collections.abc import Collection
from functools import lru_cache

from assistant.skills.outreach.surface import Wrong
from knowledge.spelling import Speller, english_frequencies

SEVERAL = 2  # different misspelt words: one slip is forgiven
_TOKEN = re.compile(r"(?<![\w/@.=#&'’-])[^\W\d_]{3,}(?![\w/@=&-]|['’]\w|\.\w)")
_COMMON = 5_000  # how often a word was seen that one may take to be meant
_COMMON_FROM_AFAR = 20_000  # the same where two letters differ
_OWN = frozenset("mentor mentors mentoring mentorship mentee deployment".split())  # rare elsewhere
_MOST = 150  # words that are looked up in one message
_BORROWED = frozenset(
    """danke dank bitte merci gracias grazie obrigado obrigada hola ciao salut gruss grüße liebe viele saludos
    cordialement bonjour hallo tschüss dziękuję tack takk kiitos hej arigato namaste inshallah senpai sensei""".split()
)
_OFTEN = {  # the commonest ones, of which some are too short or too far off to be looked up
    "teh": "the", "adn": "and", "hte": "the", "taht": "that", "yuo": "you", "alot": "a lot", "wich": "which",
    "whcih": "which", "thier": "their", "untill": "until", "recieve": "receive", "recieved": "received",
    "seperate": "separate", "definately": "definitely", "definitly": "definitely", "occured": "occurred",
    "begining": "beginning", "beleive": "believe", "freind": "friend", "tommorow": "tomorrow",
    "tommorrow": "tomorrow", "neccessary": "necessary", "greatful": "grateful", "gratefull": "grateful",
    "writting": "writing", "oppurtunity": "opportunity", "oportunity": "opportunity", "succesful": "successful",
    "successfull": "successful", "sucess": "success", "truely": "truly", "usefull": "useful", "helpfull": "helpful",
    "proffesional": "professional", "profesional": "professional", "experiance": "experience",
    "expirience": "experience", "adress": "address", "becuase": "because", "becouse": "because",
    "apreciate": "appreciate", "appriciate": "appreciate", "intrested": "interested", "knowlege": "knowledge",
    "managment": "management", "recomend": "recommend", "reccomend": "recommend", "refered": "referred",
    "prefered": "preferred", "wether": "whether", "thnks": "thanks", "thnak": "thank", "mentro": "mentor",
    "carreer": "career", "carrer": "career", "yuor": "your", "realy": "really", "finaly": "finally",
    "allready": "already", "allways": "always", "arguement": "argument", "enviroment": "environment",
    "goverment": "government", "independant": "independent", "occurence": "occurrence", "publically": "publicly",
    "relevent": "relevant", "suprise": "surprise", "evry": "every", "becaus": "because", "mabye": "maybe",
    "runing": "running", "geting": "getting", "stoping": "stopping", "puting": "putting", "comming": "coming",
    "finnished": "finished", "cources": "courses", "calender": "calendar", "collegue": "colleague",
    "collegues": "colleagues", "colleauge": "colleague", "guidence": "guidance", "advize": "advise",
    "challanges": "challenges", "developper": "developer",
}  # fmt: skip


def misspellings(text: str, begin: int, end: int, speller: Speller, names: Collection[str] = ()) -> list[Wrong]:
    """The misspelt words of a stretch of the text, each with the right one. `names`: words that are somebody's name."""
    passed_over = {name.casefold() for name in names}
    found, looked_up = [], 0
    for match in _TOKEN.finditer(text, begin, end):
        token = match[0]
        word = token.lower()
        if word in passed_over or word in _BORROWED or not word.isascii() or token.isupper():
            continue
        right = _OFTEN.get(word)
        if right is None and len(word) >= 4:
            looked_up += 1
            if looked_up > _MOST and word not in _OFTEN:
                continue
            right = _meant(word, speller)
        if right is None or (token[0].isupper() and not _only_mixed_up(text, match.start(), word, right)):
            continue
        found.append(Wrong("spelling", *match.span(), right[0].upper() + right[1:] if token[0].isupper() else right))
    return found


def _only_mixed_up(text: str, at: int, word: str, right: str) -> bool:
    """A capital is a name's, except where a sentence begins and the letters are those of the word that is meant."""
    begins = not text[:at].rstrip(" \t\"'“‘(") or text[:at].rstrip(" \t\"'“‘(")[-1] in ".!?\n:"
    return begins and (word in _OFTEN or sorted(word) == sorted(right))


@lru_cache(maxsize=4096)
def _meant(word: str, speller: Speller) -> str | None:
    from rapidfuzz.distance import DamerauLevenshtein

    if word.endswith("eing") and f"{word[:-4]}ing" in english_frequencies() and word not in english_frequencies():
        return f"{word[:-4]}ing"  # 'concludeing', which is made of known parts
    right = speller.correct(word)
    if right == word or not right.isalpha():
        return None
    seen = english_frequencies().get(right, 0)
    far = DamerauLevenshtein.distance(word, right) > 1
    if right in _OWN:
        return right
    if seen < (_COMMON_FROM_AFAR if far else _COMMON) or word.startswith(right) or word[0] != right[0]:
        return None
    return right

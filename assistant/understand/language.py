"""Whether a message is in a language that can be read here: English, however broken. Pure functions."""

from knowledge.spelling import english_frequencies
from knowledge.text import STOP_WORDS, words

_FEW = 4  # words: below that nothing can be told, and a name or a product is no foreign language
_ENGLISH = 0.5  # share of known words from which on a message with a foreign word in it is English
_BROKEN = 0.34  # the same for one without: product names and misspellings are no foreign language
_FOREIGN = (
    frozenset(
        """ich und der die das nicht ist ein eine mit für auf wie kann mein meine möchte bin habe wir sie auch aber oder
    je suis est les des une dans pour pas que qui avec mon ma comment mais vous nous sur au du le la et
    el los las una para por como pero mi quiero soy con del es yo está muy más qué cómo
    non che di per sono il gli della mio mia voglio anche
    não uma meu minha quero sou como você com dos das
    ik een het niet mijn voor wil ben hoe van met dat
    jestem nie jak moja mam chcę się że""".split()
    )
    - STOP_WORDS
    - {"die", "mi", "es", "per", "com", "van", "hoe", "dos", "met", "ben", "la", "el", "una", "je", "au"}
)

_TYPED = frozenset(  # as English is typed on a phone, and what nearly everybody here is called
    """im ive id ill dont cant wont isnt arent wasnt didnt doesnt havent aint youre hes shes its thats whats theres lets
    wanna gonna gotta kinda sorta dunno gimme cuz cos coz bc tho thx pls plz idk tbh lol imo btw asap smth smb sb ppl u
    ur yrs yr hrs hr mins msg info helpdesk sysadmin devops dev devs admin qa""".split()
)


def is_english(message: str) -> bool:
    """Whether enough of the words are English. Broken spelling and a few foreign words do not matter."""
    letters = [c for c in message if c.isalpha()]
    if len(letters) >= 4 and sum(c > "ɏ" for c in letters) > 0.5 * len(letters):
        return False
    said = [word for word in words(message) if word.isalpha() or "'" in word]
    if len(said) < _FEW:
        return True
    known = sum(_is_known(word) for word in said) / len(said)
    foreign = sum(word in _FOREIGN for word in said) / len(said)
    function_words = sum(word in STOP_WORDS for word in said) / len(said)
    if foreign >= 0.2 and foreign > function_words:
        return False
    return known >= (_ENGLISH if foreign else _BROKEN)


def _is_known(word: str) -> bool:
    return word in STOP_WORDS or word in _TYPED or word in english_frequencies()

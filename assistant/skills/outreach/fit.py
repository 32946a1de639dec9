"""Whether what was typed can do its work in a letter: an ask that names a topic, a size that has one, a real reason."""

import re

from assistant.word.phrases import role

_STOP = frozenset(
    """
    a an the my me i to of for in on at with and or some any that this be become get have want need would like please
    your you she he they her his them could can as about who is are so just maybe also from
    """.split()
)
_VAGUE = frozenset(
    """
    mentor mentors mentoring mentorship help support advice guidance pick brain chat talk call coffee meet meeting
    connect career growth grow stuff things something anything everything tips general generally
    question questions feedback conversation input insight insights quick time catch up tell more give job life
    """.split()
)
_PRAISE = frozenset(
    """
    great good best amazing awesome brilliant excellent fantastic inspiring inspirational inspiration smart nice cool
    wonderful incredible genius legend expert guru superstar hero star perfect impressive famous successful top very
    really really so the most best one of person people leader engineer mentor admire love respect look up ever known
    seem seems be like just well role model field same similar path background way writing
    world experienced senior clever kind friendly such much
    """.split()
)
_TOPICLESS = frozenset("work works working worked stuff things something".split())
_SIZE = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty"
    r"|forty-five|sixty|half an|an? hour|hours?"
    r"|single|a (?:minute|coffee|call|lunch|page|question|week|month|quarter|year)|couple"
    r"|few questions|once|twice|every|each"
    r"|weekly|fortnightly|biweekly|bi-weekly|monthly|quarterly|yearly|daily)\b",
    re.IGNORECASE,
)
_ONE_TALK = re.compile(  # how long it would be is left open
    r"(?:just )?(?:an?|one|1) (?:(?:quick|short|little|video|phone|virtual|single) )*(?:call|coffee|chat|lunch"
    r"|walk|talk|meeting"
    r"|conversation|minute|zoom)",
    re.IGNORECASE,
)
_ONE_WORD = re.compile(  # a field, of which everything may be meant
    r"(?:(?:some |any |a bit of )?(?:help|advice|support|guidance|tips?|input|insights?) (?:with|on|about|for|in"
    r"|around) )?(?:my )?[\w-]+",
    re.IGNORECASE,
)
_JOB = re.compile(
    r"\b(?:(?:give|get|find|offer) me (?:a |an )?(?:\w+ )?(?:job|position|role|interview)"
    r"|hire me|refer(?:ral)?s?\b(?: me)?|recommend me|(?:an?|your) recommendation"
    r"|promot(?:e|ion|ed)|put in a (?:good )?word|vouch for me|job (?:opening|offer)|a raise|vote)\b",
    re.IGNORECASE,
)
_PRIVATE = re.compile(  # nothing of this kind goes from the Brief into a letter by itself
    r"\b(?:salar\w*|pay|paid|underpaid|raise|bonus|money|debts?|loan|mortgage|stock|equity"
    r"|compensation|rent|burn(?:ed|t)?[ -]?out|burnout"
    r"|depress\w*|anxi\w*|panic|therap\w*|ill|illness|sick\w*|disease|cancer|adhd|autis\w*"
    r"|pregnan\w*|diagnos\w*|medica\w*|health|doctor"
    r"|surgery|divorc\w*|marriage|husband|wife|kids?|children|family|confidential\w*|secret\w*"
    r"|nda|lay-?offs?|fired|firing|redundan\w*|quit\w*"
    r"|lawsuit|harass\w*|discriminat\w*|toxic|idiots?|incompetent|useless|hates?|bull(?:y|ies"
    r"|ied|ying)|visa|religio\w*|acquisition|merger)\b",
    re.IGNORECASE,
)


def has_topic(ask: str) -> bool:
    """Whether the reader could tell what help is wanted; 'be my mentor' and 'pick your brain' name none."""
    words = _words(ask) - _VAGUE
    return bool(words) and not (ask.isascii() and _ONE_WORD.fullmatch(ask))


def has_size(size: str) -> bool:
    """Whether a length, number or frequency is said; 'a quick chat' has none."""
    return bool(_SIZE.search(size)) and not _ONE_TALK.fullmatch(size)


def mere_praise(reason: str) -> bool:
    """Whether a reason says nothing of the person but that they are good."""
    return not _words(reason) - _PRAISE


def thin(reason: str) -> bool:
    """Whether a reason is a title or one word of a topic, which fits many people and gives way to a better one."""
    if len(_words(reason) - _TOPICLESS) < 2 and not re.search(
        r"\b(?:talk|book|post|podcast|paper|course|article|blog|newsletter|I)s?\b", reason
    ):
        return True
    what = re.sub(r"^(?:s?he|they)(?: is|['’]s| are)? ", "", reason, flags=re.IGNORECASE)
    if re.search(r" (?:and|who|which|that|because|from) |[,;]", what):
        return False
    return role(what) is not None


def mere_thanks(offer: str) -> bool:
    """Whether nothing is offered but what every letter ends with."""
    return bool(
        re.fullmatch(
            r"(?:my |eternal |lots of |a lot of )*(?:gratitude|thanks|appreciation|respect|loyalty|karma)", offer, re.I
        )
    )


def mere_silence(earlier: str) -> bool:
    """Whether all that is said of what came before is that no answer came, which a reminder does not reproach."""
    return bool(
        re.match(
            r"(?:(?:he|she|they) (?:never|didn['’]t|did not|hasn['’]t) (?:answered?|repl\w+|respond\w*)|(?:no"
            r"|without an?|got no) "
            r"(?:answer|reply|response)|still (?:nothing|waiting)|ghosted|ignored)\b(?!.*\b(?:asked|wrote|sent"
            r"|message|mail)\b)",
            earlier,
            re.IGNORECASE,
        )
    )


def for_a_job(ask: str) -> bool:
    """Whether a job, a referral or a promotion is asked for, which no first letter does."""
    return bool(_JOB.search(ask))


def says_how(known: str) -> bool:
    """Whether it is said how the two know each other; 'yes' and 'a bit' leave it open."""
    return not re.fullmatch(
        r"(?:yes|yeah|yep|sure|ok|a (?:bit|little)|(?:kind|sort) of|somewhat|well|good|maybe)", known, re.I
    )


def private(value: str) -> bool:
    """Whether health, money, family, a secret or somebody's bad name may be in it."""
    return bool(_PRIVATE.search(value))


def _words(value: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+(?:-[^\W_]+)*", value.lower())) - _STOP

"""Whether what was typed can do its work in a letter: an ask that names a topic, a size that has one, a real reason."""

import re

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
    well role model field world experienced senior clever kind friendly such much
    """.split()
)
_SIZE = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty"
    r"|forty-five|sixty|half an|an? hour|hours?"
    r"|single|a (?:minute|coffee|call|lunch|page|question|week|month|quarter|year)|couple"
    r"|few questions|once|twice|every|each"
    r"|weekly|fortnightly|biweekly|bi-weekly|monthly|quarterly|yearly|daily)\b",
    re.IGNORECASE,
)
_JOB = re.compile(
    r"\b(?:(?:give|get|find|offer) me (?:a |an )?(?:\w+ )?(?:job|position|role|interview)"
    r"|hire me|refer(?:ral)?s?\b(?: me)?|recommend(?:ation)?"
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
    return bool(_words(ask) - _VAGUE)


def has_size(size: str) -> bool:
    """Whether a length, number or frequency is said; 'a quick chat' has none."""
    return bool(_SIZE.search(size))


def mere_praise(reason: str) -> bool:
    """Whether a reason says nothing of the person but that they are good."""
    return not _words(reason) - _PRAISE


def for_a_job(ask: str) -> bool:
    """Whether a job, a referral or a promotion is asked for, which no first letter does."""
    return bool(_JOB.search(ask))


def private(value: str) -> bool:
    """Whether health, money, family, a secret or somebody's bad name may be in it."""
    return bool(_PRIVATE.search(value))


def _words(value: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+(?:-[^\W_]+)*", value.lower())) - _STOP
